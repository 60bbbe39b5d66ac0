/** @file Copies between layouts, and arrays joined, by the engine's kernels: what the plain loops give, for every size of element. */
import { afterEach, describe, expect, it } from 'vitest';
import { np, type DType, type NDArray } from '../../src/array/index.ts';
import { placeFrom, useNpProgram } from '../../src/engine/index.ts';

afterEach(() => {
  useNpProgram(true);
  placeFrom();
});

/** Both ways, with all arrays of some size in the kernels' memory. */
function bothWays(work: () => NDArray): [NDArray, NDArray] {
  placeFrom(128);
  const found = work();
  useNpProgram(false);
  const plain = work();
  useNpProgram(true);
  return [found, plain];
}

const dtypes = ['float64', 'float32', 'int64', 'int32', 'int16', 'uint8', 'bool'] as const satisfies readonly DType[];

describe.each(dtypes)('%s', (dtype) => {
  const numbers = (...shape: number[]): NDArray => {
    const size = shape.reduce((n, side) => n * side, 1);
    return np.arange(size).mod(dtype === 'bool' ? 2 : 97).reshape(shape).astype(dtype); // prettier-ignore
  };

  it('copies of views with their axes in any order', () => {
    const views: ((a: NDArray) => NDArray)[] = [
      (a) => a.transpose(0, 2, 3, 1),
      (a) => a.transpose(3, 1, 0, 2),
      (a) => a.transpose(2, 3, 0, 1).at('::-1', ':', '1:'),
      (a) => a.at(':', '::2', '1:8', '::-3'),
      (a) => a.at('::-1', ':', ':', 3),
      (a) => np.broadcastTo(a.at(0, 0), [3, 5, 9, 11]),
    ];
    for (const view of views) {
      const [found, plain] = bothWays(() => view(numbers(3, 5, 9, 11).add(0).astype(dtype)).copy());
      expect(np.arrayEqual(found, plain)).toBe(true);
    }
  });

  it('parts written between others, which stay as they are', () => {
    const [found, plain] = bothWays(() => {
      const target = numbers(4, 3, 10, 12).add(0).astype(dtype);
      target.set(':', '::2', '2:9', '1::3', numbers(4, 2, 7, 4).add(0).astype(dtype));
      target.set(':', 1, '::-1', ':', numbers(12, 10, 4).add(0).astype(dtype).transpose(2, 1, 0));
      return target;
    });
    expect(np.arrayEqual(found, plain)).toBe(true);
  });

  it('elements of places, from the end, backwards and of a part; nothing is written where one place is wrong', () => {
    const places = np.random.defaultRng(7).integers(-300, 300, 500);
    const [found, plain] = bothWays(() => {
      const target = numbers(900).add(0).astype(dtype);
      const line = target.at('800:200:-2');
      line.set(places.at('::3'), 1);
      line.set(places.at(':40').copy(), 0);
      for (const wrong of [300, -301, 2 ** 40]) {
        const bad = places.copy();
        bad.set(77, wrong);
        expect(() => line.set(bad, 0)).toThrow(`index ${wrong} is out of bounds for axis 0 with size 300`);
        expect(() => line.at(bad)).toThrow(`index ${wrong} is out of bounds for axis 0 with size 300`);
      }
      return np.concatenate([target, line.at(places), line.at(places.reshape(20, 25)).ravel()]);
    });
    expect(np.arrayEqual(found, plain)).toBe(true);
  });

  it('the elements of masks of any share, of parts and of views', () => {
    for (const n of [65, 700, 4099]) {
      for (const share of [0, 0.02, 0.5, 1]) {
        const mask = np.random.defaultRng(n).random([n]).lt(share);
        const [found, plain] = bothWays(() => {
          const a = numbers(n).add(0).astype(dtype);
          return np.concatenate([a.at(mask), a.at('3:').at(mask.at('3:')), a.at('::-1').at(mask)]);
        });
        expect(np.arrayEqual(found, plain)).toBe(true);
      }
    }
  });

  it('a short row beside many rows', () => {
    for (const side of [24, 33, 100]) {
      const [found, plain] = bothWays(() => {
        const a = numbers(side + 50, side)
          .add(0)
          .astype(dtype);
        return np.concatenate([a.add(a.at(3)), a.gt(a.at(7).copy()), np.maximum(a.at('2:'), a.at(5))]);
      });
      expect(np.arrayEqual(found, plain)).toBe(true);
    }
  });

  it('zeros around large arrays', () => {
    const [found, plain] = bothWays(() => np.pad(numbers(20, 18, 16).add(0).astype(dtype), [[1, 0], [2, 3], [0, 1]])); // prettier-ignore
    expect(np.arrayEqual(found, plain)).toBe(true);
    expect(found.at('1:', '2:-3', ':-1').toList()).toEqual(numbers(20, 18, 16).add(0).astype(dtype).toList());
    expect(np.countNonzero(found)).toBe(np.countNonzero(numbers(20, 18, 16)));
  });

  it.each([1, 2, 3, 4])('%i arrays stacked along a new last axis, and one behind the other', (count) => {
    for (const n of [5, 63, 700, 1031]) {
      const parts = Array.from({ length: count }, (_, k) => numbers(n).add(k).astype(dtype));
      const [found, plain] = bothWays(() => np.stack(parts, { axis: -1 }));
      expect(np.arrayEqual(found, plain)).toBe(true);
      expect(found.at(':', count - 1).toList()).toEqual(parts.at(-1)!.toList());
      const [line, plainLine] = bothWays(() => np.concatenate([...parts, parts[0]!.at('3:')]));
      expect(np.arrayEqual(line, plainLine)).toBe(true);
    }
  });
});

it('a wrong place is found wherever it stands', () => {
  const line = np.arange(300).add(0);
  for (let k = 0; k < 100; k++) {
    const places = np.arange(100).add(0);
    places.set(k, k % 2 === 0 ? 300 : -301);
    expect(() => line.at(places)).toThrow('out of bounds');
    expect(() => line.set(places, -1)).toThrow('out of bounds');
  }
  expect(line.toList()).toEqual(np.arange(300).toList());
});

it('whole numbers up to 2**53 and floats up to 2**31 keep their lowest bytes', () => {
  const ends = [2 ** 51, 2 ** 53 - 1, 2 ** 31, 2 ** 31 - 1, 255, 256, 0];
  const whole = ends.flatMap((x) => [x, -x, x > 0 ? x - 1 : 0]);
  const bytes = whole.map((x) => Number(BigInt.asUintN(8, BigInt(x))));
  for (let k = 0; k < whole.length; k++) {
    // Each at every place of a group, the rest small.
    const a = np.full([400], 7, 'int64');
    a.set(k * 16 + (k % 16), whole[k]!);
    a.set(390 + (k % 10), whole[k]!);
    const expected = Array.from(a.data, (x) => Number(BigInt.asUintN(8, BigInt(x))));
    expect(a.add(0).astype('uint8').toList()).toEqual(expected);
  }
  const line = np.array([...whole, ...Array<number>(300).fill(0)]);
  expect(line.astype('uint8').at(`:${whole.length}`).toList()).toEqual(bytes);
  const inWords = np.array([...Array<number>(300).fill(1.5), 2 ** 31 - 1, -(2 ** 31) + 1, 300.9, -1.9]);
  for (const dtype of ['float64', 'float32'] as const) {
    const last = inWords.astype(dtype);
    const plain = Array.from(last.copy().data, (x) => Math.trunc(x) & 255);
    if (dtype === 'float64') expect(last.astype('uint8').toList()).toEqual(plain);
    else expect(last.at('302:').astype('uint8').toList()).toEqual(plain.slice(302));
  }
});

it('whole numbers are sorted by counting where they span few, else by their bits', () => {
  const rng = np.random.defaultRng(3);
  for (const [low, high, n] of [
    [0, 3, 1000],
    [-2000, 2001, 5000],
    [-5, 6, 101],
    [0, 2 ** 40, 300],
  ] as const) {
    // prettier-ignore
    const a = rng.integers(low, high, n);
    const sorted = [...(a.toList() as number[])].sort((x, y) => x - y);
    expect(np.sort(a).toList()).toEqual(sorted);
  }
});
