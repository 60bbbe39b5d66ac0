/**
 * @file Grades attacks beside honest submissions in one run: who gains a mark, stops the run or touches another result.
 * `npm run test:grade` runs all of them (minutes); a test runs those that take no time.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSubmissions } from '../../../src/cli/grade/run.ts';
import { readSources } from '../../../src/cli/grade/sources.ts';
import type { Cell, Notebook, Result, SandboxKind } from '../../../src/grade/grader.ts';
import type { Attack } from './attack.ts';

const head = "import { expectValue, draw } from 'kernelab';\n";
const body = (text: string): string => `function outputSize(n: any, k: any, s: any = 1): any {\n${text}\n}`;
const right = body('  return Math.floor((n - k) / s) + 1;');

function codeCell(source: string, nbgrader: Record<string, unknown>): Cell {
  return { cell_type: 'code', source, metadata: { nbgrader }, outputs: [], execution_count: null };
}

/** An exercise of three points whose questions may take two seconds. */
function exercise(): Notebook {
  const common = { schema_version: 3, grade: false, solution: false, locked: false, task: false };
  const test = `${head}await expectValue(({ n, k }) => outputSize(n, k), { n: draw.integer(30, 90), k: draw.integer(1, 7) }, { seconds: 2 });
await expectValue(({ n, k, s }) => outputSize(n, k, s), { n: draw.integer(60, 99), k: draw.integer(1, 7), s: draw.integer(2, 5) }, { points: 2, seconds: 2 });`;
  const answer = codeCell(right, { ...common, grade_id: 'output-size', solution: true });
  answer.metadata['kernelab'] = { seconds: 4 };
  return {
    cells: [answer, codeCell(test, { ...common, grade_id: 'test', grade: true, locked: true, points: 3 })],
    metadata: { kernelab: { exercise: 'attacked', language: 'en' } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** Runs attacks, with an honest submission before, between and after them. Gives what went wrong, by the attack's name. */
export async function runAttacks(attacks: readonly Attack[], kind: SandboxKind, jobs = 2): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-attacks-'));
  try {
    const write = (path: string, notebook: Notebook): void => writeFileSync(path, JSON.stringify(notebook));
    const submitted = join(folder, 'submitted');
    mkdirSync(submitted);
    write(join(folder, 'attacked.ipynb'), exercise());
    const names = new Map<string, Attack>();
    for (const [i, attack] of attacks.entries()) {
      const { code, change } = attack;
      const notebook = exercise();
      const cell = notebook.cells[0]!;
      if (code !== undefined) cell.source = code;
      change?.(notebook, cell);
      const student = `s${String(i).padStart(3, '0')}`;
      names.set(student, attack);
      write(join(submitted, `${student}.ipynb`), notebook);
    }
    const honest = ['a-first', `s${String(Math.floor(attacks.length / 2)).padStart(3, '0')}-between`, 'z-last'];
    for (const student of honest) write(join(submitted, `${student}.ipynb`), exercise());
    const out = join(folder, 'out');
    await runSubmissions([submitted], readSources([join(folder, 'attacked.ipynb')]), out, {
      kind,
      jobs,
      shard: { index: 1, of: 1 },
      resume: false,
    });
    const { results } = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as { results: Result[] };
    const problems: string[] = [];
    const marks = new Map(results.map((result) => [result.student, result]));
    for (const student of honest) {
      const points = marks.get(student)?.points;
      if (points !== 3) problems.push(`${student}: an honest answer has ${points ?? 'no'} points`);
    }
    for (const [student, { name, reason }] of names) {
      const result = marks.get(student);
      const text = JSON.stringify(result ?? {});
      if (result === undefined) problems.push(`${name}: no result`);
      else if (result.points !== 0) problems.push(`${name}: ${result.points} points`);
      if (reason !== undefined && !text.includes(reason))
        problems.push(`${name}: nobody reads '${reason}', but ${text.slice(text.indexOf('"questions"'))}`);
      if (text.includes('LEAK')) problems.push(`${name}: ${/LEAK[^"]*/.exec(text)![0]}`);
    }
    return problems;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
