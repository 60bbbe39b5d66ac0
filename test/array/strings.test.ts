/** @file Arrays of texts: indexing, writing, iterating, and what they refuse. */
import { expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';

const names = np.array(['cat', 'dog', 'bird']);

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}

it('labels by class numbers, by mask, by slice, one by one', () => {
  const predicted = np
    .array([
      [0.1, 0.7, 0.2],
      [0.9, 0.05, 0.05],
    ])
    .argmax(1);
  expect(names.at(predicted).toList()).toEqual(['dog', 'cat']);
  expect(names.take([2, 0]).toList()).toEqual(['bird', 'cat']);
  expect(np.take(names, [2, 0]).toList()).toEqual(['bird', 'cat']);
  expect(names.at(names.ne('dog')).toList()).toEqual(['cat', 'bird']);
  expect(names.at('::-1').toList()).toEqual(['bird', 'dog', 'cat']);
  expect([names.item(-1), ...names]).toEqual(['bird', 'cat', 'dog', 'bird']);
  expect([names.shape, names.size, names.ndim, names.dtype]).toEqual([[3], 3, 1, '<U4']);
  expect(np.array(['a', 'b', 'c', 'd']).reshape(2, 2).T.toList()).toEqual([
    ['a', 'c'],
    ['b', 'd'],
  ]);
  expect(JSON.stringify(names)).toBe('["cat","dog","bird"]');
});

it('views share their store, copies do not; a longer text is not cut', () => {
  const all = np.array(['a', 'b', 'c']);
  const copy = all.copy();
  all.at('1:').set(0, 'elephant');
  all.set(all.eq('c'), 'x');
  expect([all.toList(), copy.toList()]).toEqual([
    ['a', 'elephant', 'x'],
    ['a', 'b', 'c'],
  ]);
  expect([all.eq(copy).toList(), all.ge(['a', 'z', 'b']).toList()]).toEqual([
    [true, false, false],
    [true, false, true],
  ]);
});

it('numbers in texts', () => {
  expect(np.array(['1', ' 2.5 ', 'nan']).astype('float64').toList()).toEqual([1, 2.5, NaN]);
  expect(np.array(['7', '8'], 'int64').toList()).toEqual([7, 8]);
  expect(np.array(names).toList()).toEqual(names.toList());
  expect(np.asarray(names)).toBe(names);
});

it('what is refused', () => {
  const untypedNames = names as unknown as { set(...args: unknown[]): void };
  const untyped = np as unknown as Record<string, (...args: unknown[]) => unknown>;
  expect(
    [
      () => untyped['array']!(['a', 1]),
      () => untyped['array']!([1, 'a']),
      () => untyped['array']!([['a', 'b'], ['c']]),
      () => names.eq(1 as never),
      () => untypedNames.set(0, 1),
      () => names.at(5),
      () => names.astype('float32'),
      () => (names as unknown as string[])[0],
      () => untyped['add']!(names, 1),
      () => untyped['mean']!(names),
      () => (names as unknown as { mean(): number }).mean(),
      () => (np.fft.fft([1, 2]) as unknown as { max(): number }).max(),
      () => untyped['add']!('a', 1),
      () => np.concatenate([names, np.array([1])] as never),
      () => np.unique(names, { count: true } as never),
    ].map(refusal),
  ).toMatchInlineSnapshot(`
    [
      "DTypeError: np.array: a list holds texts or numbers, not both. Received 1. String(x) makes a text of a number.",
      "DTypeError: np.array: takes numbers, booleans, arrays and lists of these. Received 'a'.",
      "ShapeError: np.array: all rows of a list must have the same shape. Received element 0 of shape (2,) and element 1 of shape (1,).",
      "DTypeError: eq: an array of texts takes texts. Received 1. For example names.eq('cat').",
      "DTypeError: set: an array of texts takes texts. Received 1. For example names.eq('cat').",
      "IndexError: at: index 5 is out of bounds for axis 0 with size 3. Received index 5. Axis 0 takes -3 to 2.",
      "ValueError: astype: every text must be a number. Received 'cat'.",
      "IndexError: NDArray: arrays have no [ ]. Received a[0]. For a part write a.at(0), for one number a.item(0).",
      "DTypeError: np.array: takes numbers, booleans, arrays and lists of these. Received an array of texts.",
      "DTypeError: np.array: takes numbers, booleans, arrays and lists of these. Received an array of texts.",
      "DTypeError: mean: an array of texts does not have it. Received an array of texts of shape (3,). Texts that are numbers: names.astype('float64').",
      "DTypeError: max: an array of complex numbers does not have it. Received an array of complex numbers of shape (2,). Its parts and lengths are numbers: f.real, f.imag, np.abs(f).",
      "DTypeError: np.array: takes numbers, booleans, arrays and lists of these. Received 'a'.",
      "DTypeError: np.array: takes numbers, booleans, arrays and lists of these. Received an array of texts.",
      "ValueError: np.unique: there is no option 'count'. Received { count: true }. The options are returnIndex, returnInverse, returnCounts, axis, equalNan.",
    ]
  `);
});

it('signs are refused, templates give the text', () => {
  const names = np.array(['a', 'b']);
  expect(() => (names as never as string) + 'c').toThrowErrorMatchingInlineSnapshot(
    `[ValueError: array: JavaScript operators do not work on arrays. Received StringArray (2,). Each text by itself: np.array(a.toList().map((text) => text + '.png')); equal or not: a.eq(b).]`,
  );
  expect(`file ${names as never as string}`).toBe("file ['a' 'b']");
  expect(() => (np.fft.fft([1, 2]) as never as number) * 2).toThrow('Write a.add(b), a.mul(b)');
});
