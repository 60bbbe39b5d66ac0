import { inspect } from 'node:util';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { PNG } from 'pngjs';
import { NDArray, displaySymbolOf, np, slice, type SliceText } from './helpers.ts';

describe('views and copies', () => {
  it('basic indices share the store, fancy ones copy', () => {
    const a = np.arange(12).reshape(3, 4);
    a.at(0).set(0, 99);
    expect(a.item(0, 0)).toBe(99);
    a.at('::-1', 1).set(0, -1);
    expect(a.item(2, 1)).toBe(-1);
    a.T.set(3, 0, 7);
    expect(a.item(0, 3)).toBe(7);
    a.reshape(2, 6).set(0, 5, 55);
    expect(a.item(1, 1)).toBe(55);
    a.at([0, 1]).set(0, 0, 1000);
    expect(a.item(0, 0)).toBe(99);
    a.at(a.gt(0)).fill(0);
    expect(a.toTyped()).toEqual(Float64Array.of(99, 1, 2, 7, 4, 55, 6, 7, 8, -1, 10, 11));
  });

  it('the lecture’s lines', () => {
    const image = np.arange(2 * 3 * 3).reshape(2, 3, 3);
    const i = 0;
    expect(image.at(':', ':', 0).toList()).toEqual([
      [0, 3, 6],
      [9, 12, 15],
    ]);
    expect(image.at(`${i}:${i + 1}`, ':', -1).shape).toEqual([1, 3]);
    expect(image.at(slice(i, i + 2), slice(null), 1).shape).toEqual([2, 3]);
    expect(image.at('...', np.newaxis).shape).toEqual([2, 3, 3, 1]);
    const f0 = np.array([
      [-1, 2],
      [3, -4],
    ]);
    expect(f0.gt(0).mul(f0).toList()).toEqual([
      [0, 2],
      [3, 0],
    ]);
    expect(np.array([f0, f0]).shape).toEqual([2, 2, 2]);
    f0.set(f0.lt(0), 0);
    expect(f0.toList()).toEqual([
      [0, 2],
      [3, 0],
    ]);
  });

  it('assignment reads before it writes when both share a store', () => {
    const a = np.arange(5);
    a.set('1:', a.at(':-1'));
    expect(a.toList()).toEqual([0, 0, 1, 2, 3]);
    const b = np.arange(4);
    b.set('::-1', b);
    expect(b.toList()).toEqual([3, 2, 1, 0]);
  });

  it('toTyped and fromTyped do not copy what lies in order', () => {
    const data = Float32Array.of(1, 2, 3, 4);
    const a = np.fromTyped(data, [2, 2]);
    expect(a.toTyped()).toBe(data);
    expect(np.toTyped(a.T)).toEqual(Float32Array.of(1, 3, 2, 4));
    expect(np.fromTyped(Uint8Array.of(1, 0), [2], 'bool').toList()).toEqual([true, false]);
  });
});

describe('dtypes', () => {
  it('whole numbers are int64, others float64, typed arrays keep theirs', () => {
    expect([np.array([1, 2]).dtype, np.array([1, 2.5]).dtype, np.array([true]).dtype]).toEqual([
      'int64',
      'float64',
      'bool',
    ]);
    expect([np.array(new Uint8ClampedArray(2)).dtype, np.array(BigInt64Array.of(5n)).item()]).toEqual(['uint8', 5]);
  });

  it('a lone whole number is weak; np.float64(2) is strong', () => {
    const a = np.ones([2], 'float32');
    expect(a.mul(2).dtype).toBe('float32');
    expect(a.mul(0.1).dtype).toBe('float32');
    expect(a.mul(np.float64(2)).dtype).toBe('float64');
    expect(np.ones([2], 'uint8').add(1).dtype).toBe('uint8');
    expect(np.ones([2], 'uint8').mul(0.5).dtype).toBe('float64');
  });

  it('integers wrap as in C', () => {
    expect(
      np
        .array([250], 'uint8')
        .add(np.array([10], 'uint8'))
        .item(),
    ).toBe(4);
    expect(
      np
        .array([2 ** 31 - 1], 'int32')
        .mul(2)
        .item(),
    ).toBe(-2);
    expect(np.array([-1.7, 300.2]).astype('uint8').toList()).toEqual([255, 44]);
  });
});

describe('methods that NumPy has too', () => {
  it('sort and partition work in place, views included; the others give arrays', () => {
    const a = np.array([
      [3, 1, 2],
      [9, 7, 8],
    ]);
    expect(a.argsort().toList()).toEqual([
      [1, 2, 0],
      [1, 2, 0],
    ]);
    a.T.sort(0);
    expect(a.toList()).toEqual([
      [1, 2, 3],
      [7, 8, 9],
    ]);
    a.at(':', '::-1').sort();
    expect(a.at(0).toList()).toEqual([3, 2, 1]);
    a.partition(0);
    expect(a.item(1, 0)).toBe(7);
    expect([a.argpartition(0).item(0, 0), a.trace(), a.ptp(), a.ptp(0).toList()]).toEqual([0, 9, 8, [6, 6, 6]]);
    expect([a.diagonal().toList(), a.take([0, 5]).toList(), a.nonzero().length]).toEqual([[1, 8], [1, 9], 2]);
    expect([a.ravel().searchsorted(8), a.itemsize, a.nbytes]).toEqual([4, 8, 48]);
    expect(np.concat([a, a]).shape).toEqual([4, 3]);
    expect(np.permuteDims(a, [1, 0]).shape).toEqual([3, 2]);
  });
});

describe('types', () => {
  it('reductions give numbers or arrays', () => {
    const a = np.ones([2, 2]);
    expectTypeOf(a.max()).toEqualTypeOf<number>();
    expectTypeOf(a.max(0)).toEqualTypeOf<NDArray>();
    expectTypeOf(a.max({ axis: 0 })).toEqualTypeOf<NDArray>();
    expectTypeOf(a.sum({ keepdims: true })).toEqualTypeOf<NDArray>();
    expectTypeOf(a.any()).toEqualTypeOf<boolean>();
    expectTypeOf(np.sum(a)).toEqualTypeOf<number>();
    expectTypeOf(np.sum(a, { axis: 0 })).toEqualTypeOf<NDArray>();
    expectTypeOf(np.sqrt(2)).toEqualTypeOf<number>();
    expectTypeOf(np.sqrt(a)).toEqualTypeOf<NDArray>();
    expectTypeOf(np.greater(1, 2)).toEqualTypeOf<boolean>();
    expectTypeOf(a.item(0, 0)).toEqualTypeOf<number>();
    expect([np.sqrt(4), np.greater(1, 2), np.add(2, 3)]).toEqual([2, false, 5]);
  });

  it('slice texts are checked by the compiler', () => {
    const ok = ['1:', ':', '::-1', '...', '0:3:2', ':-1'] satisfies SliceText[];
    // @ts-expect-error -- no slice
    const bad: SliceText = '0;3';
    // @ts-expect-error -- no number
    const worse: SliceText = 'a:b';
    // @ts-expect-error -- Did you mean 'expandDims'?
    const misspelt: unknown = np.expand_dims;
    // @ts-expect-error -- an array is no number
    const compared: boolean = np.zeros([1]).at(0) > 0;
    expect([ok.length, bad, worse, misspelt, compared]).toEqual([6, '0;3', 'a:b', undefined, false]);
  });
});

describe('showing', () => {
  it('console, text and JSON', () => {
    const a = np.array(
      [
        [1, 2],
        [3, 4],
      ],
      'uint8',
    );
    expect(inspect(a)).toBe('array([[1, 2],\n       [3, 4]], dtype=uint8)');
    expect(String(a)).toBe('[[1 2]\n [3 4]]');
    expect(JSON.stringify({ a })).toBe('{"a":[[1,2],[3,4]]}');
    expect(np.array([2.5]).item() + Number(np.array([1]))).toBe(3.5);
  });

  it('a notebook shows shape and dtype, and a thumbnail of what looks like a picture', () => {
    const thumbnailOf = (a: NDArray): PNG => {
      const [, base64] = /data:image\/png;base64,([^"]*)/.exec(displaySymbolOf(a)['text/html'] as string)!;
      return PNG.sync.read(Buffer.from(base64!, 'base64'));
    };
    const picture = np.full([10, 20, 3], 200, 'uint8');
    const shown = displaySymbolOf(picture);
    expect(shown['text/plain']).toContain('shape (10, 20, 3), uint8');
    expect(thumbnailOf(picture)).toMatchObject({ width: 20, height: 10 });
    expect([...thumbnailOf(picture).data.subarray(0, 4)]).toEqual([200, 200, 200, 255]);
    const unit = np.linspace(0, 1, 100).reshape(10, 10);
    expect(displaySymbolOf(unit)).toHaveProperty('text/html');
    expect(Object.keys(displaySymbolOf(unit.mul(2)))).toEqual(['text/plain']);
    expect(Object.keys(displaySymbolOf(np.zeros([4, 4], 'uint8')))).toEqual(['text/plain']);
    expect(thumbnailOf(np.zeros([600, 900], 'uint8'))).toMatchObject({ width: 225, height: 150 });
  });
});

describe('what a NumPy user types', () => {
  it('np.float32 and kin stand for dtypes', () => {
    expect(np.zeros([2], np.uint8).dtype).toBe('uint8');
    expect(np.array([1, 2], { dtype: np.float32 }).dtype).toBe('float32');
    expect(np.arange(3, np.int16).dtype).toBe('int16');
    expect(np.linspace(0, 1, 3, { dtype: np.float32 }).dtype).toBe('float32');
    expect(np.array([1.5]).astype(np.bool).dtype).toBe('bool');
    expect(np.ones([2]).sum({ axis: 0, dtype: np.float32 }).dtype).toBe('float32');
    expect(np.cumsum([1, 2], { dtype: np.float64 }).dtype).toBe('float64');
    expect(np.stack([[1], [2]], { axis: 1, dtype: np.float32 }).dtype).toBe('float32');
    expect(np.random.defaultRng(0).integers(0, 9, { size: 2, dtype: np.uint8 }).dtype).toBe('uint8');
    expect(np.uint8(200).dtype).toBe('uint8');
    expect([np.iinfo(np.uint8).max, np.iinfo('int16').min, np.finfo(np.float32).eps]).toEqual([255, -32768, 2 ** -23]);
  });

  it('for … of goes along the first axis, by views', () => {
    const a = np.arange(6).reshape(2, 3);
    const sums: number[] = [];
    for (const row of a) sums.push(row.sum());
    expect(sums).toEqual([3, 12]);
    for (const row of a) row.set(0, 9);
    expect(a.at(':', 0).toList()).toEqual([9, 9]);
    const [first, second] = np.array([1.5, 2]);
    expect([first?.item(), second?.item(), first?.ndim]).toEqual([1.5, 2, 0]);
    expect([...np.zeros([0, 3])]).toEqual([]);
  });

  it('places: where, unravelIndex, ravelMultiIndex, takeAlongAxis, fillDiagonal', () => {
    const a = np.array([
      [3, 1, 2],
      [2, 9, 4],
    ]);
    expect(np.where(a.gt(2)).map((x) => x.toList())).toEqual([
      [0, 1, 1],
      [0, 1, 2],
    ]);
    const place = np.unravelIndex(a.argmax(), a.shape);
    expectTypeOf(place).toEqualTypeOf<number[]>();
    expect(place).toEqual([1, 1]);
    expect(np.unravelIndex([5, 0], [2, 3]).map((x) => x.toList())).toEqual([
      [1, 0],
      [2, 0],
    ]);
    expect(np.ravelMultiIndex([1, 1], [2, 3])).toBe(4);
    expect((np.ravelMultiIndex([np.array([0, 1]), np.array([1, 2])], [2, 3]) as NDArray).toList()).toEqual([1, 5]);
    expect(np.takeAlongAxis(a.T, np.argsort(a.T, 0), 0).toList()).toEqual(np.sort(a.T, 0).toList());
    expect(np.takeAlongAxis(a, np.argmax(a, { axis: 1, keepdims: true }), 1).toList()).toEqual([[3], [9]]);
    np.fillDiagonal(a, 0);
    expect(a.toList()).toEqual([
      [0, 1, 2],
      [2, 0, 4],
    ]);
    expect([np.shape(a), np.ndim(5), np.size(a), np.size(a, 1)]).toEqual([[2, 3], 0, 6, 3]);
    expect(() => np.unravelIndex(6, [2, 3])).toThrow('go from 0 to 5');
    expect(() => np.take(a, 70)).toThrow('np.take: index 70 is out of bounds');
    expect(() => np.take(a, [70])).toThrow('np.take: index 70 is out of bounds');
    expect(() => np.takeAlongAxis(a, [[0]], 1)).toThrow('must have the shape of the array except along axis 1');
    expect(() => np.takeAlongAxis(a, [[0], [3]], 1)).toThrow('index 3 is out of bounds for axis 1 with size 3');
  });

  it('arguments by place: repeat, take, diff, eye, tri, clip, full', () => {
    expect(np.repeat([[1, 2]], 2, 0).toList()).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(np.take([[1, 2, 3]], [2, 0], 1).toList()).toEqual([[3, 1]]);
    expect(np.diff([1, 2, 4, 7], 2).toList()).toEqual([1, 1]);
    expect(np.diff([[1, 2], [4, 7]], 1, 0).toList()).toEqual([[3, 5]]); // prettier-ignore
    expect(np.diff([1, 2, 4], { prepend: 0, append: [9, 9] }).toList()).toEqual([1, 1, 2, 5, 0]);
    expect(np.eye(2, 3, 1).toList()).toEqual([[0, 1, 0], [0, 0, 1]]); // prettier-ignore
    expect(np.tri(2, 3, 1).toList()).toEqual([[1, 1, 0], [1, 1, 1]]); // prettier-ignore
    expect(np.clip([1, 5], 2).toList()).toEqual([2, 5]);
    expect(np.full([2, 2], [1, 2]).toList()).toEqual([[1, 2], [1, 2]]); // prettier-ignore
    expect(np.full([2], [1, 2], np.float32).dtype).toBe('float32');
  });

  it('unique reads as a list, too', () => {
    const [values, counts] = np.unique([3, 1, 1], { returnCounts: true });
    expect([values?.toList(), counts?.toList()]).toEqual([[1, 3], [2, 1]]); // prettier-ignore
    const rows = np.unique([[1, 2], [1, 2]], { axis: 0, returnIndex: true, returnInverse: true }); // prettier-ignore
    expect(rows.map((x) => x.toList())).toEqual([[[1, 2]], [0], [0, 0]]);
    expect(rows.counts.toList()).toEqual([2]);
    expect(inspect(np.unique([3, 1, 1], { returnCounts: true }))).toBe(
      '{ values: array([1, 3]), counts: array([2, 1]) }',
    );
    expect(Object.keys(np.histogram([1, 2], 1))).toEqual(['0', '1']);
    const [sign, log] = np.linalg.slogdet([[0, 2], [1, 0]]); // prettier-ignore
    expect([sign, Math.exp(log)]).toEqual([-1, 2]);
    expect(inspect(np.float32)).toBe('[Function: float32]');
  });
});

describe('an index that looks at what is written', () => {
  it('counts as it was before', () => {
    for (const value of [1, true]) {
      const b = np.array([true, false, false, true, false, false]);
      b.at('1:').set(b.at(':-1'), value);
      expect(b.toList()).toEqual([true, true, false, true, true, false]);
    }
    const many = np.zeros(2000, 'bool');
    many.set(0, true);
    many.at('1:').set(many.at(':-1'), 1);
    expect(many.sum()).toBe(2);
    const places = np.array([2, 0, 1, 3]);
    places.set(places, 0);
    expect(places.toList()).toEqual([0, 0, 0, 0]);
  });
});

it('single elements of arrays with many axes', () => {
  const a = np.arange(2 ** 8).reshape(2, 2, 2, 2, 2, 2, 2, 2);
  expect(a.item(1, 0, 1, 0, 1, 0, 1, 1)).toBe(171);
  a.set(1, 0, 1, 0, 1, 0, 1, 1, -1);
  expect([a.item(1, 0, 1, 0, 1, 0, 1, 1), a.item(171)]).toEqual([-1, -1]);
  const b = np.zeros([1, 2, 1, 2, 1, 2]);
  b.set(0, 1, 0, 1, 0, -1, 5);
  b.set(null, ':', 0, null, ':', 0, null, 0, '...', 3);
  expect(b.toTyped()).toEqual(Float64Array.of(3, 3, 0, 0, 0, 0, 0, 5));
  expect(() => b.item(0, 0, 0, 0, 0, 0, 0)).toThrowErrorMatchingInlineSnapshot(
    `[IndexError: item: one index for each axis is needed. Received 7 indices for an array of shape (1, 2, 1, 2, 1, 2).]`,
  );
  expect(() => b.set(0, 0, undefined as unknown as number)).toThrowErrorMatchingInlineSnapshot(
    `[IndexError: set: the value to write comes last. Received nothing.]`,
  );
  expect(() => b.set(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).toThrowErrorMatchingInlineSnapshot(
    `[IndexError: set: there are more indices than axes. Received 13 indices for an array of shape (1, 2, 1, 2, 1, 2).]`,
  );
});

describe('lists', () => {
  it('take the narrowest dtype that holds all, in any order, and no -0 among whole numbers', () => {
    expect(np.array([[true, false], [false, true]]).dtype).toBe('bool'); // prettier-ignore
    expect(np.array([[true], [2]]).dtype).toBe('int64');
    expect(np.array([[2], [true], [0.5]]).dtype).toBe('float64');
    expect(np.array([[true, 3]], 'float32').toList()).toEqual([[1, 3]]);
    expect(np.array([1, Number.NaN]).dtype).toBe('float64');
    expect(np.array([1, 2 ** 53]).dtype).toBe('float64');
    expect(Object.is(np.array([-0, 1]).item(0), 0)).toBe(true);
    expect(Object.is(np.array([-0, 0.5]).item(0), -0)).toBe(true);
    expect(Object.is(np.array([-0, 1], 'float64').item(0), -0)).toBe(true);
  });

  it('with rows of other depths or lengths, or with holes, are refused', () => {
    for (const odd of [
      [
        [1, 2],
        [[1], [2]],
      ],
      [
        [[1], [2]],
        [1, 2],
      ],
      [[1, 2], [3]],
      [[], [1]],
    ]) {
      expect(() => np.array(odd as number[][])).toThrow('all rows of a list must have the same shape');
    }
    const gap = [1];
    gap[2] = 3;
    expect(() => np.array(gap)).toThrow('takes numbers');
  });
});
