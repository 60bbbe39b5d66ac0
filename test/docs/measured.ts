/** @file Tables of measured numbers: whether the command that measures them is there, with the cases they list. */
import { globSync } from 'node:fs';
import { expect } from 'vitest';
import { root } from '../../src/cli/paths.ts';
import { codesIn, textOf, type Checks, type Table } from './markdown.ts';

/** The benches that a section names, as text. */
function benchesOf({ section }: Table): string {
  const names = Array.from(section.matchAll(/npm run bench -- ([a-z-]+)/g), ([, name]) => name!);
  expect(names).not.toEqual([]);
  return names.map((name) => textOf(`bench/${name}.bench.ts`)).join('\n');
}

/** Every row is a case of the section's bench. */
function isOfBench(table: Table): void {
  const bench = benchesOf(table);
  // A row says more of its case: how many, how large, what was printed.
  const cases = table.rows.map(([name]) =>
    name!
      .replace(/, 10,000$| 240×320|, from the start of the process$/g, '')
      .replace('median `1+1`', 'median cell')
      .replace('10,000 prints', 'flood 10k'),
  );
  expect(cases.filter((name) => !bench.includes(name))).toEqual([]);
}

/** Every lab that a section runs is there, and so is each that a row names by its number. */
function isOfLabs({ section, rows }: Table): void {
  const files = Array.from(section.matchAll(/notebooks\/en\/[\w-]+\.ipynb/g), ([file]) => file);
  expect(files).not.toEqual([]);
  expect(files.filter((file) => globSync(file, { cwd: root }).length === 0)).toEqual([]);
  const numbers = rows.map(([first]) => /^\d$/.exec(first!)?.[0]).filter((number) => number !== undefined);
  expect(numbers.filter((number) => !files.some((file) => file.includes(`/0${number}-`)))).toEqual([]);
}

/** Memory of a server with many kernels: the cases of `npm run bench -- class`, in its order, in the words of either language. */
function isOfClassroom({ rows }: Table): void {
  const cases = Array.from(textOf('bench/class.bench.ts').matchAll(/mine\('([^']+)', 'MB'/g), ([, name]) => name!);
  const korean: Record<string, string> = {
    'one kernel alone, just started': '커널 하나, 막 시작했을 때',
    'one kernel alone, after a figure and a small network': '커널 하나, 그래프를 그리고 작은 신경망을 학습한 뒤',
    'one kernel alone, unused for ten minutes': '커널 하나, 10분 동안 쓰지 않았을 때',
    'all kernels': '커널 20개 전체',
    'each of all': '그중 하나',
    'each of all, unused for ten minutes': '그중 하나, 10분 동안 쓰지 않았을 때',
    'Jupyter server of one user, beside': '그 밖에 사용자마다 주피터 서버',
  };
  const words = rows.map(([what]) => what!);
  expect([cases, cases.map((each) => korean[each])]).toContainEqual(words);
}

/** The networks of the bench in the words of a reader: `Fashion-MNIST CNN, batch 32` is `fashion step b32`. */
function isOfTraining(table: Table): void {
  const bench = benchesOf(table);
  const cases = table.rows.map(([name]) => {
    const [, set, batch] = /^(Fashion-)?MNIST CNN, batch (\d+)$/.exec(name!)!;
    return `${set ? 'fashion' : 'mnist'} step b${batch}`;
  });
  expect(cases.filter((name) => !bench.includes(`'${name}'`))).toEqual([]);
}

/** Loops of the lecture: the calls that stand there are measured by the bench. */
function isOfLoops(table: Table): void {
  const bench = benchesOf(table);
  const calls = table.rows.flatMap(([what]) => codesIn(what!)).flatMap((code) => /cnn\.(\w+)/.exec(code)?.[1] ?? []);
  expect(calls).toHaveLength(2);
  expect(calls.filter((call) => !bench.includes(call))).toEqual([]);
}

/** Networks that are trained behind: the bench has each of them. */
function isOfTransfer(table: Table): void {
  const bench = benchesOf(table);
  expect(table.rows.map(([name]) => /^\w+/.exec(name!)![0]).filter((name) => !bench.includes(name))).toEqual([]);
}

/** Whole networks: the benches have each of them, made for all peers or as students build them. */
function isOfNetworks({ rows }: Table): void {
  const networks = `${textOf('bench/networks.ts')} ${textOf('bench/student-networks.ts')}`;
  const names = rows.map(([name]) => /^\w+/.exec(name!)![0]);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(networks))).toEqual([]);
}

/** Milliseconds of kernels within one step; they come from the program that `profileProgram` looks into. */
function isProfile({ rows }: Table): void {
  expect(textOf('src/engine/plan/program.ts')).toContain('export function profileProgram');
  const total = rows.reduce((sum, [ms]) => sum + Number(ms), 0);
  expect(total).toBeCloseTo(4.55, 1); // the step that the text above gives
}

/** Errors of functions and convolutions: the program that prints them has each row. */
function isOfErrors({ rows }: Table): void {
  const program = textOf('test/engine/print-ulps.ts');
  expect(rows.map(([name]) => name!).filter((name) => !program.includes(`'${name}'`))).toEqual([]);
}

/** `measured` and the peers' versions are told in the text; the rest is held by the benches. */
/** The bounds are those that the engine's tests hold; beside each the same in units of the last place. */
function areBounds({ rows }: Table): void {
  const held = textOf('test/engine/fuzz-check.ts') + textOf('test/engine/kernels.test.ts');
  for (const [, bound, units] of rows) {
    expect(held).toContain(bound);
    expect(Math.round(Number(bound) / 6e-8)).toBe(Number(units));
  }
}

export const measuredChecks: Checks = {
  'docs/classroom.md:  | MB': isOfClassroom,
  'docs/classroom.ko.md:  | MB': isOfClassroom,
  "docs/engine.md: kernel | largest difference from the twin, in parts of the output's largest value | in units of float32's last place (6e-8)":
    areBounds,
  'docs/engine.md: ms | kernel | arithmetic done | GFLOP/s | as if dense': isProfile,
  'docs/engine.md: step, two threads | ours | Keras 3.15, TensorFlow 2.21 | PyTorch 2.13': isOfTraining,
  'docs/engine.md: function | largest | mean': isOfErrors,
  'docs/engine.md: convolution | largest | mean | with a scale folded into the weights': isOfErrors,
  'docs/results.md: predict | kernelab | Keras | PyTorch | ours ÷ the better | wanted': isOfNetworks,
  'docs/results.md: step | kernelab | Keras | PyTorch | times the speed of the better | wanted': isOfNetworks,
  'docs/results.md: lab | what | lecture | here': isOfLabs,
  'docs/results.md: changed by | MLP | CNN': isOfLabs,
  'docs/results.md: pictures | backbone | raw pixels | scaled as in the slides | scaled as the network was trained | people on top':
    isOfLabs,
  'docs/results.md: case | kernelab | Keras | PyTorch | times the speed of the better | wanted | aim': isOfBench,
  'docs/results.md: case | kernelab | Keras | PyTorch': isOfBench,
  'docs/results.md: case | kernelab | tslab 1.0.22 | ipykernel 7.4.0': isOfBench,
  'docs/results.md: network | kernelab | Keras | times as fast | kernelab with `cacheFrozen: false`': isOfTransfer,
  'docs/results.md: pictures a second | kernelab | Keras 3.15 | ratio': isOfBench,
  'docs/results.md: loop | Python | kernelab | times as fast': isOfLoops,
};
