import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutTypes } from '../../kernel/compile/strip-node.ts';
import { cnn } from '../../src/cnn/index.ts';
import { np, type NDArray } from '../../src/array/index.ts';
import { root } from '../../src/cli/paths.ts';
import { copiesIn, type Program } from '../../src/grade/similarity.ts';
import { handedOut, tenSolutions } from './class/ten-solutions.ts';

const js = (source: string): string => withoutTypes(source)!;
const given = js(handedOut);
const programs = tenSolutions.map((source, i): Program => ({ student: `s${i}`, code: js(source) }));

/** What an exercise's own cells are: solutions, and its wrong answers in their places. */
function cellsOf(name: string): { kind: string; id: string; code: string }[] {
  const text = readFileSync(join(root, 'notebooks', 'exercises', `${name}.md`), 'utf8');
  return [...text.matchAll(/^```ts (solution|wrong) (\S+)\n([^]*?)^```/gm)].map(([, kind, id, code]) => ({
    kind: kind!,
    id: id!,
    code: js(code!),
  }));
}

/** Every name that the author chose, otherwise. */
function renamed(code: string): string {
  const chosen = new Set(
    [...code.matchAll(/\b(?:const|let|function)\s+(?:\[([^\]]+)\]|(\w+))/g)].flatMap(([, list, one]) =>
      (list ?? one!).split(/[\s,]+/).filter((name) => /^\w+$/.test(name) && name !== 'convolve'),
    ),
  );
  return code.replace(/(?<![.\w'`])[A-Za-z_]\w*/g, (name) => (chosen.has(name) ? `${name}_of_mine` : name));
}

/** Other comments, other spaces, other ways to declare. */
function dressed(code: string): string {
  return code
    .replace(/^\s*\/\/.*$/gm, '')
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : `\t${line.trim()}   // ${line.length}`))
    .join('\n\n')
    .replaceAll('const ', '/* here */ let ');
}

const pairs = (found: ReturnType<typeof copiesIn>): string[] => found.map(({ students }) => students.join(' '));

describe('ten students', () => {
  it('whose answers are right', () => {
    const x = np
      .arange(7 * 6 * 2)
      .reshape([7, 6, 2])
      .mod(11);
    const kernels = np
      .arange(3 * 2 * 2 * 3)
      .reshape([3, 2, 2, 3])
      .mod(5)
      .sub(2);
    const filters = [0, 1, 2].map((f) => kernels.at('...', f));
    const right = [1, 2].map((stride) => np.stack(cnn.ConvD(x, filters, { stride }), { axis: -1 }));
    for (const { code } of programs) {
      // oxlint-disable-next-line typescript/no-implied-eval -- they are programs of this test
      const convolve = new Function('np', `${code}\nreturn convolve;`)(np) as (...of: unknown[]) => NDArray;
      for (const [i, expected] of right.entries()) {
        expect(np.allclose(convolve(x, kernels, i + 1), expected), code).toBe(true);
      }
    }
  });

  it('who wrote on their own are not alike', () => {
    expect(copiesIn(programs, given)).toEqual([]);
    for (const a of programs) for (const b of programs) if (a !== b) expect(copiesIn([a, b], given)).toEqual([]);
  });

  it.each([
    ['renamed', renamed],
    ['with other comments and spaces', dressed],
    ['both', (code: string) => dressed(renamed(code))],
  ])('a copy of each is found: %s', (_, change) => {
    const copies = programs.map(({ student, code }) => ({ student: `${student}-copy`, code: change(code) }));
    for (const [i, copy] of copies.entries()) expect(copy.code).not.toBe(programs[i]!.code);
    const found = pairs(copiesIn([...programs, ...copies], given));
    expect(found.sort()).toEqual(programs.map(({ student }) => `${student} ${student}-copy`).sort());
  });
});

describe('programs of several functions', () => {
  const cells = cellsOf('05-pooling');
  const own = cells.filter(({ kind }) => kind === 'solution');
  const stub = own.map(({ code }) => `${code.split('\n')[0]!}\n  throw new Error('There is no answer here yet.');\n}`);
  const others =
    [own, ...cells.filter(({ kind }) => kind === 'wrong').map((wrong) => own.map((cell) => (cell.id === wrong.id ? wrong : cell)))] // prettier-ignore
      .map((variant) => variant.map(({ code }) => code).join('\n'));

  it('a copy with the functions in another order is found, also of what the lecturer wrote', () => {
    const [a, b] = own.map(({ code }) => code) as [string, string];
    const copy = `// mine\n${renamed(b)}\n\n${renamed(a)}`;
    const found = copiesIn([{ student: 'a', code: `${a}\n${b}` }, { student: 'b', code: copy }], stub.join('\n'), others); // prettier-ignore
    expect(pairs(found)).toEqual(['a b']);
    expect(found[0]!.share).toBeGreaterThan(0.9);
    expect(found[0]!.taught).toBeGreaterThan(0.9);
  });

  it('what was handed out is nobody’s', () => {
    const code = stub.join('\n') + own[0]!.code;
    expect(
      copiesIn(
        [
          { student: 'a', code },
          { student: 'b', code },
        ],
        code,
      ),
    ).toEqual([]);
  });
});

describe('what says little', () => {
  it('a line or two that two have', () => {
    const code = 'function f(n, k, p, s) {\n  const way = n + 2 * p - k;\n  return Math.floor(way / s) + 1;\n}';
    expect(
      copiesIn(
        [
          { student: 'a', code },
          { student: 'b', code },
        ],
        '',
      ),
    ).toEqual([]);
  });

  it('what nearly everybody wrote', () => {
    const code = programs[1]!.code;
    const many = Array.from({ length: 60 }, (_, i) => ({ student: String(i), code }));
    expect(copiesIn(many, given)).toEqual([]);
    expect(copiesIn(many.slice(0, 3), given)).toHaveLength(3);
  });

  it('nothing', () => {
    expect(copiesIn([], '')).toEqual([]);
    expect(copiesIn([{ student: 'a', code: '' }, { student: 'b', code: '' }], '')).toEqual([]); // prettier-ignore
  });
});

it('a text that does not parse is compared all the same', () => {
  const code = programs[4]!.code.replace('}', '').replace(')', '');
  expect(
    pairs(
      copiesIn(
        [
          { student: 'a', code },
          { student: 'b', code: renamed(code) },
        ],
        given,
      ),
    ),
  ).toEqual(['a b']);
});
