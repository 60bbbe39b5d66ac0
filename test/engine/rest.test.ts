/** @file A notebook that nobody uses: the engine gives back what can be had again, and goes on with the same bits. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { getCore, resetCore } from '../../src/engine/core.ts';
import { setThreads, useNpProgram } from '../../src/engine/index.ts';
import { engineProgram } from '../../src/engine/plan/program.ts';
import { trainingGraph } from './training-graph.ts';

const key = Symbol.for('kernelab.host');
const world = globalThis as unknown as Record<symbol, unknown>;
const threads = getCore()!.threads;

afterEach(() => {
  delete world[key];
  useNpProgram(true);
  setThreads(threads);
});

/** A notebook; gives what happens in it when it comes to rest. */
function notebook(): () => void {
  const givers: (() => void)[] = [];
  world[key] = { display: () => {}, onCellEnd: () => {}, onRest: (give: () => void) => givers.push(give) };
  useNpProgram(true);
  resetCore();
  return () => {
    for (const give of givers) give();
  };
}

test('threads end, and the next step is what it would have been', () => {
  const losses = (rest: () => void): number[] => {
    setThreads(2);
    const { loss, assigns, feeds } = trainingGraph();
    const program = engineProgram(getCore()!, [loss], assigns);
    return Array.from({ length: 3 }, () => {
      rest();
      return program.run(feeds)[0]!.data[0]!;
    });
  };
  const rest = notebook();
  expect(losses(rest)).toEqual(losses(() => {}));
});

test('a memory in which nothing is kept goes as a whole', () => {
  const rest = notebook();
  setThreads(2);
  const empty = getCore()!;
  rest();
  const core = getCore()!;
  expect(core).not.toBe(empty);
  const { loss, assigns, feeds } = trainingGraph();
  engineProgram(core, [loss], assigns).run(feeds);
  rest();
  expect(getCore()).toBe(core);
});

test("np's memory goes when no array lives in it, and numbers stay the same", () => {
  // In a process of its own: in this one, arrays of other test files may live.
  const program = join(import.meta.dirname, 'print-rest.ts');
  const args = ['--disable-warning=ExperimentalWarning', program];
  expect(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))).toEqual({
    goes: true,
    same: true,
    outside: [3_200_000, 3_200_000],
    stays: true,
    sum: true,
  });
});
