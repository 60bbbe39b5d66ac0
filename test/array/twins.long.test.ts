/** @file Every fast path against its plain twin: compiled loops, WASM kernels, blocked products. */
import { afterEach, describe, expect, it } from 'vitest';
import { npProgram, useNpProgram } from '../../src/engine/index.ts';
import { np, type DType, type NDArray } from '../../src/array/index.ts';
import {
  beyondInt64,
  binaryLoop,
  plainBinary,
  plainUnary,
  unaryLoop,
  type Rule,
} from '../../src/array/kernels/loops.ts';
import { foldLoop, plainFold, type Fold } from '../../src/array/kernels/fold-loops.ts';
import { multiplyPlain } from '../../src/array/kernels/matrix.ts';
import * as arithmetic from '../../src/array/ufuncs/arithmetic.ts';
import * as logic from '../../src/array/ufuncs/logic.ts';
import * as math from '../../src/array/ufuncs/math.ts';
import type { Ufunc } from '../../src/array/ufuncs/ufunc.ts';

function isUfunc(x: unknown): x is Ufunc {
  return typeof x === 'object' && x !== null && 'rule' in x && 'types' in x;
}

const ufuncs = [arithmetic, logic, math].flatMap((module) => Object.values(module) as unknown[]).filter(isUfunc);
const samples = [0, 1, 2, 3, 5, 7, -1, -2, -6, 0.5, -0.5, 1.5, 2.25, -7.75, 100, -0, NaN, Infinity, -Infinity];

describe('a compiled loop equals the rule called for each element', () => {
  for (const op of ufuncs) {
    it(op.name, () => {
      const rule: Rule = op.rule('float64');
      const x = Float64Array.from(samples);
      const y = Float64Array.from(samples.toReversed());
      const [fast, plain] = [new Float64Array(x.length), new Float64Array(x.length)];
      for (const [sx, sy, n] of [
        [1, 1, x.length],
        [1, 0, x.length],
        [0, 1, x.length],
        [2, 2, 9],
      ] as const) {
        const args = (out: Float64Array) => [x, 0, 0, sx, y, 0, 0, sy, out, 0, 0, 1, 1, n] as const;
        binaryLoop(`test ${op.name}`, rule)(...args(fast));
        plainBinary(rule)(...args(plain));
        expect(fast).toEqual(plain);
      }
      unaryLoop(`test ${op.name} 1`, rule, beyondInt64)(x, 0, 0, 1, fast, 0, 0, 1, 1, x.length);
      plainUnary(rule, beyondInt64)(x, 0, 0, 1, plain, 0, 0, 1, 1, x.length);
      expect(fast.map((v) => v + 0)).toEqual(plain.map((v) => v + 0));
    });
  }

  it('folds, with sums in the same order', () => {
    const sum: Fold = { name: 'test sum', text: 's + x', run: (s, x) => s + x, start: 0, pairwise: true };
    const data = np.random.defaultRng(1).random([1000]).toTyped();
    for (const single of [false, true]) {
      const store = single ? Float32Array.from(data) : data;
      for (const n of [1, 5, 8, 13, 127, 129, 700, 1000]) {
        const outs = [0, 1].map(() => (single ? new Float32Array(1) : new Float64Array(1)));
        foldLoop(sum, single ? 'float32' : 'float64', single ? 'float32' : 'float64')(
          store,
          0,
          0,
          1,
          outs[0]!,
          0,
          0,
          0,
          1,
          n,
        );
        plainFold(sum, single)(store, 0, 0, 1, outs[1]!, 0, 0, 0, 1, n);
        expect(outs[0]).toEqual(outs[1]);
      }
    }
  });
});

describe('WASM kernels equal the plain loops', () => {
  afterEach(() => useNpProgram(true));
  const side = 61;
  const make = (dtype: DType): NDArray => {
    const a = np.random
      .defaultRng(7)
      .random([side, side * 2])
      .sub(0.5)
      .mul(dtype === 'bool' ? 2 : 200);
    return dtype === 'bool' ? a.gt(0) : (dtype.startsWith('u') ? a.abs() : a).astype(dtype);
  };
  /** The same work with and without kernels. */
  const both = (work: () => NDArray | number): [NDArray, NDArray] => {
    useNpProgram(true);
    const fast = work();
    useNpProgram(false);
    const plain = work();
    return [np.asarray(fast), np.asarray(plain)];
  };

  it('are there (else this file tests nothing)', () => {
    expect(npProgram()).toBeDefined();
  });

  for (const dtype of [
    'uint8',
    'int8',
    'uint16',
    'int16',
    'uint32',
    'int32',
    'int64',
    'float32',
    'float64',
    'bool',
  ] as DType[]) {
    it(`${dtype}: arithmetic, comparisons, where, over rows, columns, numbers and views`, () => {
      const a = make(dtype);
      const b = make(dtype).at('::-1').copy();
      const others: (NDArray | number)[] = [b, b.at(0), b.at(':', '3:4'), b.at('::-1'), b.at(0, 0), 2];
      if (dtype === 'float32' || dtype === 'float64') a.set(3, 3, Number.NaN);
      const works = [
        np.add,
        np.multiply,
        np.maximum,
        np.minimum,
        np.divide,
        np.less,
        np.greaterEqual,
        np.equal,
        np.notEqual,
      ];
      if (dtype !== 'bool') works.push(np.subtract);
      for (const f of works) {
        for (const other of others) {
          const [fast, plain] = both(() => f(a, other));
          expect(np.arrayEqual(fast, plain, { equalNan: true })).toBe(true);
          expect(fast.dtype).toBe(plain.dtype);
        }
      }
      const [fast, plain] = both(() => np.where(b.gt(1), a, b));
      expect(np.arrayEqual(fast, plain, { equalNan: true })).toBe(true);
      for (const f of [np.sum, np.max, np.min, np.argmax, np.std]) {
        for (const axis of [undefined, 0, 1]) {
          for (const source of [b, b.T, b.at(':', '1:')]) {
            const [one, two] = both(() => (f as typeof np.sum)(source, axis));
            expect(np.arrayEqual(one, two, { equalNan: true })).toBe(true);
          }
        }
      }
    });
  }

  for (const dtype of ['float32', 'float64'] as const) {
    it(`${dtype}: functions of one number, to two units in the last place`, () => {
      const special = np.tile(
        np.array([0, -0, 1, -1, Infinity, -Infinity, Number.NaN, 1e-40, 700, -700, 88.5, 10000], dtype),
        20,
      );
      const a = np.concatenate([make(dtype).ravel(), special, make(dtype).ravel().div(50)]);
      for (const f of [np.negative, np.abs, np.sqrt, np.floor, np.ceil, np.trunc, np.rint]) {
        const [fast, plain] = both(() => f(a));
        expect([...fast.toTyped()]).toEqual([...plain.toTyped()]);
      }
      for (const f of [np.exp, np.log, np.sin, np.cos, np.tanh]) {
        const [fast, plain] = both(() => f(a));
        const rtol = dtype === 'float32' ? 2 ** -22 : 2 ** -51;
        expect(np.allclose(fast, plain, { rtol, atol: dtype === 'float32' ? 1e-9 : 1e-300, equalNan: true })).toBe(
          true,
        );
      }
    });
  }

  it('int64 results beyond 2**53 are refused there too', () => {
    const a = np.full([4000], 2 ** 52);
    for (const on of [true, false]) {
      useNpProgram(on);
      expect(() => a.mul(3)).toThrow('2**53');
      expect(a.sub(1).item(0)).toBe(2 ** 52 - 1);
    }
  });
});

describe('matrix products', () => {
  it('of the engine equal the plain blocked loop', () => {
    const rng = np.random.defaultRng(3);
    for (const dtype of ['float32', 'float64'] as const) {
      for (const [m, k, n] of [
        [40, 50, 60],
        [1, 200, 300],
        [65, 33, 17],
      ] as const) {
        const [a, b] = [rng.random([m, k]).astype(dtype), rng.random([k, n]).astype(dtype)];
        const out = np.zeros([m, n], dtype);
        const whole = (x: NDArray) => ({ data: x.data, offset: 0, row: x.shape[1]!, col: 1 });
        multiplyPlain(dtype, whole(a), whole(b), out.data, 0, m, k, n);
        const rtol = dtype === 'float32' ? 1e-5 : 1e-13;
        expect(np.allclose(np.matmul(a, b), out, { rtol })).toBe(true);
        expect(np.allclose(np.matmul(b.T, a.T), out.T, { rtol })).toBe(true);
      }
    }
  });
});
