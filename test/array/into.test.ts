/** @file Results written into arrays that are there: beside the same functions without `out`, in every layout. */
import { afterAll, describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { useNpProgram } from '../../src/engine/index.ts';

const rng = np.random.defaultRng(7);
afterAll(() => useNpProgram(true));

/** Arrays of shape (30, 8, 12): in C order, transposed, every second element of a picture, backwards, repeated rows, one number. */
const layouts: Readonly<Record<string, (dtype: 'float64' | 'float32' | 'uint8') => NDArray>> = {
  'in C order': (dtype) => rng.random([30, 8, 12]).mul(100).astype(dtype),
  transposed: (dtype) => rng.random([12, 30, 8]).mul(100).astype(dtype).transpose(1, 2, 0),
  'every second': (dtype) => rng.random([30, 17, 25]).mul(100).astype(dtype).at(':', '1:17:2', ':24:2'),
  backwards: (dtype) => rng.random([30, 8, 12]).mul(100).astype(dtype).at('::-1', ':', '::-1'),
};
const operands: typeof layouts = {
  ...layouts,
  'one row': (dtype) => rng.random([12]).mul(100).astype(dtype),
  'one column': (dtype) => rng.random([8, 1]).mul(100).astype(dtype),
};

describe('a result goes into an array', () => {
  for (const dtype of ['float64', 'float32', 'uint8'] as const) {
    it(`of ${dtype} in every layout, also where it is an operand`, () => {
      for (const into of Object.values(layouts)) {
        for (const beside of Object.values(operands)) {
          const [out, b] = [into(dtype), beside(dtype)];
          for (const f of [np.add, np.subtract, np.multiply, np.maximum]) {
            const expected = f(out, b);
            expect(f(out, b, { out })).toBe(out);
            expect(np.arrayEqual(out, expected)).toBe(true);
            const turned = f(b, out);
            f(b, out, { out });
            expect(np.arrayEqual(out, turned)).toBe(true);
          }
          const sum = np.add(out, 3);
          np.add(out, 3, { out });
          expect(np.arrayEqual(out, sum)).toBe(true);
        }
      }
    });
  }

  it('and leaves everything around it as it was', () => {
    const picture = rng.random([4, 3, 40, 41]);
    const before = picture.copy();
    const part = picture.at(':', ':', '1:39:2', '2:40:2');
    np.add(part, 1, { out: part });
    const mask = np.zerosLike(picture, 'bool');
    mask.at(':', ':', '1:39:2', '2:40:2').set('...', true);
    expect(np.arrayEqual(picture, np.where(mask, before.add(1), before))).toBe(true);
  });

  it('that the operands share in part, as if they had been copied before', () => {
    const a = np.arange(5000).astype('float64');
    const expected = np.add(a.at('1:'), a.at(':-1'));
    np.add(a.at('1:'), a.at(':-1'), { out: a.at('1:') });
    expect(np.arrayEqual(a.at('1:'), expected)).toBe(true);
    const turned = rng.random([60, 60]);
    const sum = np.add(turned, turned.T);
    np.add(turned, turned.T, { out: turned });
    expect(np.arrayEqual(turned, sum)).toBe(true);
  });

  it('with what is infinite or NaN in it, of which it is said once what is said without `out`', () => {
    const said: string[][] = [[], []];
    const a = rng.random([300, 200]);
    a.set(120, 7, Infinity);
    const b = np.ones([300, 200]);
    b.set(5, 5, 0);
    b.set(200, 3, 0);
    b.set(120, 7, Infinity);
    const expected = np.errstate(
      { divide: 'call', over: 'call', invalid: 'call', call: (kind) => said[0]!.push(kind) },
      () => np.divide(a, b),
    );
    np.errstate({ divide: 'call', over: 'call', invalid: 'call', call: (kind) => said[1]!.push(kind) }, () =>
      np.divide(a, b, { out: a }),
    );
    expect(np.arrayEqual(a, expected, { equalNan: true })).toBe(true);
    expect(said[1]!.toSorted()).toEqual(said[0]!.toSorted());
    expect(said[0]!.toSorted()).toEqual(['divide by zero', 'invalid value']);
  });

  it('of which nothing is written where a fault is made an error', () => {
    const a = np.ones([300, 200]);
    const b = np.ones([300, 200]);
    b.set(299, 3, 0);
    expect(() => np.errstate({ divide: 'raise' }, () => np.divide(a, b.mul(2), { out: a }))).toThrow('np.divide');
    expect(a.sum()).toBe(60_000);
  });

  it('without the kernels, too', () => {
    const a = rng.random([40, 50]);
    const b = rng.random([40, 50]);
    const expected = a.add(b);
    useNpProgram(false);
    np.add(a, b, { out: a });
    useNpProgram(true);
    expect(np.arrayEqual(a, expected)).toBe(true);
  });
});
