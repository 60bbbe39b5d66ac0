/** @file The right columns of docs/python-to-typescript.md run, as they stand there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keras, np, plt, sklearn } from '../../src/index.ts';

type Axes = 1 | 2 | 3;

/** Arrays whose axes fit the rows: of two axes, of three for transpositions, and of one element. */
const names = (axes: Axes): Record<string, unknown> => {
  const shape = { 1: [1], 2: [4, 4], 3: [4, 4, 3] }[axes];
  const make = (): ReturnType<typeof np.zeros> =>
    np
      .arange(shape.reduce((n, m) => n * m))
      .add(1)
      .reshape(shape);
  return {
    np,
    keras,
    plt,
    sklearn,
    a: make(),
    b: make(),
    x: { 1: np.array([5]), 2: np.arange(36).astype('float64').reshape(6, 6), 3: np.array([1, 2, 3]) }[axes],
    y: np.array([1, 2, 3]),
    f0: make(),
    img: np.zeros([6, 6, 3]),
    nimg: np.zeros([6, 6, 3]),
    mask: np.ones([6, 6], 'bool'),
    col: np.ones([6]),
    data: new Float32Array(6),
    i: 1,
    j: 2,
    v: 7,
    h: 2,
    w: 3,
  };
};

/** Every line of code in the column for TypeScript; where that says "the same", the column for Python. */
function lines(file = 'python-to-typescript.md'): string[] {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', file), 'utf8');
  const found: string[] = [];
  for (const row of text.split('\n').filter((line) => line.startsWith('| `'))) {
    const cells = row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll(String.raw`\|`, '|'));
    for (let at = 0; at + 1 < cells.length; at += 3) {
      const [python, typescript] = cells.slice(at, at + 2) as [string, string];
      const code = /\bthe same$|똑같습니다$/.test(typescript) ? python : typescript;
      for (const [, double, single] of code.matchAll(/``\s?(.+?)\s?``|`([^`]+)`/g)) found.push((double ?? single)!);
    }
  }
  return found.filter((line) => !/^\.\w+$|^(?:np\.)?(?:[\w.]+)$/.test(line) || /^np\.\w/.test(line));
}

async function run(line: string, axes: Axes): Promise<void> {
  const given = names(axes);
  const own = /^(?:const|let) (?:\[([^\]]+)\]|(\w+))/.exec(line);
  const declared = (own?.[1] ?? own?.[2] ?? '').split(/,\s*/);
  const keys = Object.keys(given).filter((name) => !declared.includes(name));
  // eslint-disable-next-line typescript/no-implied-eval -- the subject: code of a document
  const program = new Function(...keys, `return (async () => { ${line}${line.startsWith('for ') ? ' {}' : ''} })()`) as (...values: unknown[]) => Promise<void>;
  await program(...keys.map((name) => given[name]));
} // prettier-ignore

describe('docs/python-to-typescript.md', () => {
  it('has its tables', () => {
    expect(lines().length).toBeGreaterThan(130);
  });

  it('shows the same code in Korean', () => {
    expect(lines('python-to-typescript.ko.md')).toEqual(lines());
  });

  it.each(lines())('%s', async (line) => {
    await run(line, 2)
      .catch(() => run(line, 3))
      .catch(() => run(line, 1));
  });
});
