/**
 * @file Scales folded into weights, paddings into windows, weights packed once: 100 random networks, folded and not, beside their plain
 * twins, before and after a weight was written.
 */
import { afterAll, expect, test } from 'vitest';
import { getCore, resetCore, setThreads } from '../../src/engine/core.ts';
import { interpret } from '../../src/engine/graph/index.ts';
import { engineProgram } from '../../src/engine/plan/program.ts';
import { Net } from './folding-nets.ts';
import { difference } from './random-graphs.ts';

afterAll(resetCore);

test.each([1, 2])('on %i threads: 100 random nets, folded and not, as their twins', (threads) => {
  setThreads(threads);
  const core = getCore()!;
  const wrong: string[] = [];
  for (let seed = 0; seed < 100; seed++) {
    const net = new Net(seed);
    const programs = [true, false].map((folded) => engineProgram(core, [net.y], [], { folded }));
    for (const round of ['first', 'again', 'written']) {
      if (round === 'written') {
        const variable = net.dice.pick(net.variables);
        variable.write(Array.from(variable.data, (v) => v * 1.5 + 0.1));
      }
      const feed = net.feed();
      const want = interpret([net.y], feed)[0]!.data;
      programs.forEach((program, i) => {
        const worst = difference(program.run(feed)[0]!.data, want);
        if (!(worst < 3e-5)) wrong.push(`seed ${seed}, ${round}, ${i === 0 ? 'folded' : 'unfolded'}: ${worst}`);
      });
    }
    programs.forEach((program) => program.release?.());
  }
  expect(wrong).toEqual([]);
});
