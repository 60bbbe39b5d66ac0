/** @file What beginners write that cannot work: brackets on an array, and arrays no memory holds. */
import { expect, test } from 'vitest';
import { np } from '../../src/array/index.ts';

test('brackets say how an element is read and written', () => {
  const a = np.zeros([2, 3]) as unknown as number[];
  expect(() => a[0]).toThrowErrorMatchingInlineSnapshot(
    `[IndexError: NDArray: arrays have no [ ]. Received a[0]. For a part write a.at(0), for one number a.item(0).]`,
  );
  expect(() => {
    a[1] = 5;
  }).toThrowErrorMatchingInlineSnapshot(
    `[IndexError: NDArray: arrays have no [ ]. Received a[1]. Write a.set(1, value).]`,
  );
  expect(Object.keys(np.zeros([1]))).not.toContain('0');
});

test('an array too large for the memory says how much it needs', () => {
  expect(() => np.zeros([1e9, 1e9])).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: array: there is no memory for an array of that size. Received 1,000,000,000,000,000,000 elements of float64, which need 7,450,580,596.9 GiB. A smaller shape, or a dtype with fewer bytes ('float32', 'uint8'), needs less.]`,
  );
  expect(() => np.empty([1e6, 1e6], { dtype: 'float32' })).toThrow(/3,725.3 GiB/);
});

test('an array where the axis belongs, as in `np.max(a, b)` and `np.stack(a, b)`', () => {
  const [a, b] = [np.zeros([2]), np.ones([2])];
  expect(() => np.max(a, b as unknown as number)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: np.max: the second argument is an axis or options. Received an array of shape (2,). np.maximum(a, b) joins two arrays element by element.]`,
  );
  expect(() => np.nanmean(a, b as unknown as number)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: np.nanmean: the second argument is an axis or options. Received an array of shape (2,).]`,
  );
  expect(() => np.stack(a, b as { axis?: number })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: np.stack: the arrays stand in one list. Received a second array or list. Write np.stack([a, b]).]`,
  );
  expect(() => (np.vstack as (...args: unknown[]) => unknown)(a, b)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: np.vstack: the arrays stand in one list. Received a second array or list. Write np.vstack([a, b]).]`,
  );
  expect(() => np.concatenate(a, b as { axis?: number })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: np.concatenate: the arrays stand in one list. Received a second array or list. Write np.concatenate([a, b]).]`,
  );
});

test('modes, widths and stacks that do not exist', () => {
  expect(() => np.pad([1], 1, 'mirror' as 'edge')).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: np.pad: mode must be 'constant', 'edge', 'linear_ramp', 'maximum', 'mean', 'median', 'minimum', 'reflect', 'symmetric', 'wrap' or 'empty'. Received 'mirror'.]`,
  );
  expect(() => np.pad([1], { mode: 'edge' } as unknown as number)).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: np.pad: width must be a number, a pair, or a pair for each of the 1 axes. Received {"mode":"edge"}.]`,
  );
  expect(() => np.matmul(np.ones([2, 3, 4]), np.ones([3, 4, 6]))).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: np.matmul: the axes before the last two must be equal, or 1, as they count the matrices. Received (2, 3, 4) and (3, 4, 6).]`,
  );
  expect(() => np.broadcastTo([1, 2], [3, 2]).set(0, 0, 5)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: set: this array is a read-only view (broadcasting shows one element at many places). Received shape (3, 2). Make a copy() first.]`,
  );
  expect(() => [...np.array(3)]).toThrow('not iterable');
  expect(() => np.diff([1, 2], -1)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: np.diff: n must be a whole number, 0 or more. Received n -1.]`,
  );
  expect(() => np.fliplr([1, 2])).toThrowErrorMatchingInlineSnapshot(
    `[AxisError: np.fliplr: axis 1 is out of bounds for an array with 1 axis. Received axis 1, shape (2,). Axes go from -1 to 0.]`,
  );
  expect(() => np.where([true], 1, undefined as unknown as number)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: np.where: give both x and y, or neither. Received one of them.]`,
  );
  expect(() => np.sum([1], { dtype: 'float' as 'float32' })).toThrowErrorMatchingInlineSnapshot(
    `[DTypeError: np.sum: dtype must be 'bool', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'uint32', 'int64', 'float32' or 'float64'. Received 'float'.]`,
  );
});

test('an array or nothing where the dtype belongs', () => {
  expect(() => np.zeros([2], np.ones([2]))).toThrowErrorMatchingInlineSnapshot(
    `[DTypeError: np.zeros: dtype must be 'bool', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'uint32', 'int64', 'float32' or 'float64'. Received an NDArray.]`,
  );
  expect(() => np.array([2], null as unknown as 'uint8')).toThrow(/^np.array: dtype must be .* Received null/);
});
