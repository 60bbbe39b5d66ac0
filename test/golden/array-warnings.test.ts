/** @file Floating-point warnings are NumPy's (make_array_warnings.py): which, for which operands, in which dtypes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { np } from '../../src/index.ts';

type Written = number | string;
interface Case {
  name: string;
  dtype: 'float64' | 'float32' | 'int32';
  kinds: number[] | number[][];
}
interface Golden {
  values: Record<Case['dtype'], Written[]>;
  cases: Case[];
  several: { name: 'sum' | 'prod' | 'mean' | 'cumsum' | 'cumprod'; list: Written[]; kinds: number }[];
  matrices: { a: Written[][]; b: Written[][]; kinds: number }[];
  casts: { from: 'float64' | 'float32'; to: 'float32' | 'float64' | 'uint8' | 'int8' | 'int16' | 'uint16' | 'int32' | 'bool'; kinds: number[] }[];
}
const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'array-warnings.json'), 'utf8')) as Golden;
const number = (x: Written): number => Number(x === 'inf' ? Infinity : x === '-inf' ? -Infinity : x);

/** Where NumPy's flags come from inside of its own routines and say nothing of the result. */
const underflow = 4;
function hasReason(name: string, y: number): boolean {
  if (name === 'logaddexp') return false; // invalid for every nan, underflow for most numbers
  return !(name === 'power' && !Number.isFinite(y)); // divide or overflow, which float_power has not
}
/** Functions whose underflow means that the result lost digits. */
const small = new Set(['multiply', 'divide', 'square', 'reciprocal', 'exp', 'exp2', 'power', 'floatPower']);

function kindsOf(work: () => unknown): number {
  let seen = 0;
  np.errstate({ all: 'call', call: (_, flag) => void (seen |= flag) }, work);
  return seen;
}

/** Both, as far as they are compared. */
function compared(name: string, ours: number, theirs: number): [number, number] {
  const mask = small.has(name) ? 15 : 15 & ~underflow;
  // NumPy's own way to the quotient is invalid where it overflows, and to an integer's reciprocal.
  if ((name === 'floorDivide' && theirs === 10) || (name === 'reciprocal' && theirs === 9)) {
    return [Number((ours & theirs) !== 0), 1];
  }
  return [ours & mask, theirs & mask];
}

// Short arrays go through loops, long ones through the kernels; a view that is not contiguous has a walk of its own.
const layouts = {
  'one element': (x: number, dtype: Case['dtype']) => np.array([x], dtype),
  'many elements': (x: number, dtype: Case['dtype']) => np.full([5000], x, dtype),
  'a view': (x: number, dtype: Case['dtype']) => np.full([70, 80], x, dtype).T.at('::2', '1:'),
};

describe.each(Object.entries(layouts))('%s', (layout, make) => {
  const few = layout !== 'one element';
  test.each(golden.cases.map((one) => [`${one.name} ${one.dtype}`, one] as const))('%s', (_, { name, dtype, kinds }) => {
    const values = golden.values[dtype].map(number);
    const f = np[name as 'add'] as (...args: unknown[]) => unknown;
    values.forEach((x, i) => {
      const row = kinds[i]!;
      if (typeof row === 'number') {
        const [ours, theirs] = compared(
          name,
          kindsOf(() => f(make(x, dtype))),
          row,
        );
        expect(ours, `${name}(${x})`).toBe(theirs);
        return;
      }
      values.forEach((y, j) => {
        if (!hasReason(name, y) || (few && (i + j) % 5 !== 0)) return;
        const [ours, theirs] = compared(
          name,
          kindsOf(() => f(make(x, dtype), make(y, dtype))),
          row[j]!,
        );
        expect(ours, `${name}(${x}, ${y})`).toBe(theirs);
      });
    });
  });
});

test('sums, products and running ones', () => {
  for (const { name, list, kinds } of golden.several) {
    const a = np.array(list.map(number), 'float64');
    const ours = kindsOf(() => np[name](a)) & ~underflow;
    expect(ours, `${name} of ${list.join(', ')}`).toBe(kinds & ~underflow);
  }
});

test('matrix products', () => {
  for (const { a, b, kinds } of golden.matrices) {
    const [x, y] = [a, b].map((m) => np.array(m.map((row) => row.map(number)))) as [np.ndarray, np.ndarray];
    expect(kindsOf(() => np.matmul(x, y))).toBe(kinds);
  }
});

test.each([1, 5000])('conversions of %d', (n) => {
  for (const { from, to, kinds } of golden.casts) {
    [...golden.values[from].map(number), 300, 3e9].forEach((x, i) => {
      const a = np.full([n], x, from);
      expect(
        kindsOf(() => a.astype(to)),
        `${x} from ${from} to ${to}`,
      ).toBe(kinds[i]);
    });
  }
});
