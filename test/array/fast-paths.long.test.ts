/** @file Work that the engine's kernels do on whole planes against the plain loops: transposed copies and operands, running sums, whole sums. */
import { afterEach, describe, expect, it } from 'vitest';
import { np, type DType, type NDArray } from '../../src/array/index.ts';
import { npProgram, useNpProgram } from '../../src/engine/index.ts';

const dtypes: DType[] = ['bool', 'uint8', 'int8', 'uint16', 'int32', 'int64', 'float32', 'float64'];

function make(dtype: DType, shape: readonly number[]): NDArray {
  const a = np.random
    .defaultRng(5)
    .random(shape)
    .mul(dtype === 'bool' ? 1.9 : 120);
  return dtype === 'bool' ? a.gt(1) : a.astype(dtype);
}

function expectSame(work: () => NDArray | number): void {
  useNpProgram(true);
  const fast = np.asarray(work());
  useNpProgram(false);
  const plain = np.asarray(work());
  expect(fast.dtype).toBe(plain.dtype);
  expect(fast.shape).toEqual(plain.shape);
  expect(np.arrayEqual(fast, plain)).toBe(true);
}

describe('kernels on whole planes', () => {
  afterEach(() => useNpProgram(true));

  it('are there (else this file tests nothing)', () => {
    expect(npProgram()).toBeDefined();
  });

  for (const dtype of dtypes) {
    it(`${dtype}: transposed copies and operands`, () => {
      for (const shape of [
        [64, 64],
        [50, 67],
        [131, 33],
        [300, 17],
      ] as const) {
        const a = make(dtype, shape);
        const b = make(dtype, [shape[1], shape[0]]).add(1).astype(dtype);
        expectSame(() => a.T.copy());
        expectSame(() => a.at('1:', '2:').T.copy());
        expectSame(() => a.at('::2', '::-1').T.copy());
        for (const f of [np.add, np.maximum, np.less]) {
          expectSame(() => f(a, b.T));
          expectSame(() => f(b.T, a));
          expectSame(() => f(a.at('3:', '1:'), b.T.at('3:', '1:')));
        }
      }
      const cube = make(dtype, [5, 40, 60]);
      expectSame(() => np.transpose(cube, [0, 2, 1]).copy());
      expectSame(() => np.transpose(cube, [2, 0, 1]).copy());
    });

    it(`${dtype}: running and whole sums`, () => {
      const a = make(dtype, [70, 301]);
      for (const axis of [undefined, 0, 1]) {
        expectSame(() => a.cumsum(axis));
        expectSame(() => (axis === undefined ? a.sum() : a.sum(axis)));
        expectSame(() => np.countNonzero(a, axis));
        expectSame(() => np.sum(a.at(':', '1:'), axis));
        expectSame(() => np.sum(a.T, axis));
      }
      expectSame(() => a.ravel().cumsum());
      expectSame(() => make(dtype, [40_000]).cumsum());
    });
  }

  it('conversions, also of numbers that are out of range or no numbers', () => {
    const far = [3e9, -3e9, 1e20, NaN, Infinity, -Infinity, -1.5, 255.9, 256, -0, 0.5];
    for (const from of dtypes) {
      for (const to of dtypes) {
        const a = from === 'bool' ? make(from, [2500]) : make(from, [2500]).sub(60);
        for (const n of [301, 2500]) expectSame(() => a.at(`:${n}`).astype(to));
      }
    }
    for (const from of ['float32', 'float64'] as const) {
      const a = np
        .concatenate([np.random.defaultRng(1).random([500]).mul(-300), np.array(far), np.zeros([700])])
        .astype(from);
      for (const to of ['uint8', 'int32', 'int8', 'float32', 'float64'] as const)
        expectSame(() => np.nanToNum(a.astype(to)));
      expectSame(() => np.array(a.at(':500').astype('int64')));
      expect(() => a.astype('int64')).toThrow(/2\*\*53/);
    }
  });

  it('bits, truth values and masks', () => {
    for (const dtype of ['bool', 'uint8', 'int32', 'uint16'] as const) {
      const [a, b] = [make(dtype, [60, 70]), make(dtype, [70, 60]).T.copy()];
      for (const f of [np.bitwiseAnd, np.bitwiseOr, np.bitwiseXor, np.logicalAnd, np.logicalOr, np.logicalXor]) {
        expectSame(() => f(a, b));
        expectSame(() => f(a, b.at(0)));
        expectSame(() => f(a, dtype === 'bool' ? true : 5));
      }
      expectSame(() => np.logicalNot(a));
      expectSame(() => np.invert(a));
    }
    const a = make('float32', [60, 70]);
    a.set(a.lt(20), Number.NaN);
    expectSame(() => np.isnan(a));
    for (const dtype of dtypes) {
      expectSame(() => {
        const c = make(dtype, [60, 70]);
        c.set(make('bool', [60, 70]), 1);
        return c;
      });
    }
  });

  it('rounding, extremes of rows, exp, log and tanh without special values', () => {
    for (const dtype of ['float32', 'float64'] as const) {
      const a = make(dtype, [50, 120]).sub(30);
      for (const decimals of [0, 1, 2, 5, -1]) expectSame(() => np.round(a, decimals));
      const tiny = dtype === 'float32' ? 2 ** -22 : 2 ** -51;
      for (const [f, x] of [
        [np.log, np.abs(a).add(1e-3)],
        [
          np.log,
          np
            .abs(a)
            .add(1)
            .pow(dtype === 'float32' ? 9 : 60),
        ],
        [np.log, a.mul(1e-4).add(1)],
        [np.exp, a.mul(0.7)],
        [np.tanh, a.div(40)],
      ] as const) {
        useNpProgram(true);
        const fast = f(x);
        useNpProgram(false);
        expect(np.allclose(fast, f(x), { rtol: tiny, atol: 0 })).toBe(true);
      }
    }
    for (const dtype of ['uint8', 'int32', 'int64', 'float32', 'float64'] as const) {
      const a = make(dtype, [90, 111]);
      for (const f of [np.max, np.min]) {
        expectSame(() => f(a, 1));
        expectSame(() => f(a.at(':', '5:'), 1));
        expectSame(() => f(make(dtype, [4, 30, 50]), 1));
        expectSame(() => f(make(dtype, [4, 30, 50]), 2));
      }
    }
    expectSame(() => np.tile(make('int32', [40, 40]), [3, 2]));
    expectSame(() => np.roll(make('int32', [40, 40]), 7, 1));
  });

  it('products with vectors', () => {
    for (const dtype of ['float32', 'float64'] as const) {
      for (const [m, k] of [
        [300, 211],
        [3, 40_000],
        [5000, 20],
        [1, 70_000],
      ] as const) {
        const [a, v, w] = [make(dtype, [m, k]), make(dtype, [k]), make(dtype, [m])];
        const rtol = dtype === 'float32' ? 1e-4 : 1e-12;
        const cases: (() => NDArray)[] = [
          () => np.matmul(a, v),
          () => np.matmul(w, a),
          () => np.matmul(a.T, w),
          () => np.matmul(a.at('::-1'), v),
          () => np.dot(v, v),
        ];
        for (const work of cases) {
          useNpProgram(true);
          const fast = work();
          useNpProgram(false);
          expect(fast.dtype).toBe(dtype);
          expect(np.allclose(fast, work(), { rtol })).toBe(true);
        }
      }
    }
  });

  it('systems, inverses and determinants', () => {
    const a = np.random.defaultRng(9).random([80, 80]).sub(0.5);
    const b = np.random.defaultRng(8).random([80, 7]);
    for (const work of [() => np.linalg.inv(a), () => np.linalg.solve(a, b), () => np.asarray(np.linalg.det(a))]) {
      useNpProgram(true);
      const fast = work();
      useNpProgram(false);
      expect(np.allclose(fast, work(), { rtol: 1e-9, atol: 1e-12 })).toBe(true);
    }
    useNpProgram(true);
    expect(np.allclose(np.matmul(a, np.linalg.inv(a)), np.eye(80), { atol: 1e-10 })).toBe(true);
    const flat = a.copy();
    flat.set(0, 0);
    expect(() => np.linalg.inv(flat)).toThrow(/singular/);
    expect(np.linalg.det(flat)).toBe(0);
  });

  it('QR and singular values, with kernels and without', () => {
    for (const shape of [
      [70, 50],
      [50, 70],
      [64, 64],
    ] as const) {
      const a = np.random.defaultRng(4).random(shape).sub(0.5);
      a.set(':', 3, a.at(':', 2).mul(2));
      for (const on of [true, false]) {
        useNpProgram(on);
        const { u, s, vh } = np.linalg.svd(a, { fullMatrices: false });
        expect(np.allclose(np.matmul(u.mul(s), vh), a, { atol: 1e-12 })).toBe(true);
        expect(np.allclose(np.matmul(u.T, u), np.eye(u.shape[1]!), { atol: 1e-12 })).toBe(true);
        const { q, r } = np.linalg.qr(a);
        expect(np.allclose(np.matmul(q, r), a, { atol: 1e-12 })).toBe(true);
        expect(np.allclose(np.matmul(q.T, q), np.eye(q.shape[1]!), { atol: 1e-12 })).toBe(true);
      }
      const sizes = [true, false].map((on) => {
        useNpProgram(on);
        return np.linalg.svd(a).s;
      });
      expect(np.allclose(sizes[0]!, sizes[1]!, { rtol: 1e-10, atol: 1e-13 })).toBe(true);
    }
  });

  it('a matrix too large for one piece is transposed in several', () => {
    const a = np
      .arange(1100 * 2100)
      .reshape(1100, 2100)
      .astype('float64');
    const turned = a.T.copy();
    expect(turned.item(2099, 1099)).toBe(a.item(1099, 2099));
    expect(np.arrayEqual(turned.T, a)).toBe(true);
  });

  it('long int64 sums whose parts leave the exact range are exact all the same', () => {
    const big = Number.MAX_SAFE_INTEGER;
    const a = np.tile(np.array([big, -big, 1], 'int64'), 1000);
    expect(a.sum()).toBe(1000);
    expect(() => np.tile(np.array([big], 'int64'), 300).sum()).toThrow(/2\*\*53/);
  });

  it('floats summed as doubles are added as doubles', () => {
    const a = np.full([3000], 0.1, 'float32');
    expect(np.sum(a, { dtype: 'float64' })).toBeCloseTo(3000 * Math.fround(0.1), 9);
  });
});
