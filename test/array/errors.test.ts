import { describe, expect, it } from 'vitest';
import { NDArray, fromTyped, np } from '../../src/array/index.ts';

/** The text of what a call raises. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'nothing was raised';
}

describe('refusals name who, the rule, what came and what to try', () => {
  const a = np.arange(12).reshape(3, 4);

  it('broadcasting', () => {
    expect(refusal(() => a.add(np.zeros([3])))).toMatchInlineSnapshot(
      `"ShapeError: np.add: shapes do not broadcast: aligned at the right, two sides must be equal or one of them 1. Received (3, 4) and (3,)."`,
    );
    expect(refusal(() => np.broadcastTo(a, [3, 3]))).toMatchInlineSnapshot(
      `"ShapeError: np.broadcastTo: shapes do not broadcast: aligned at the right, two sides must be equal or one of them 1. Received (3, 4) and (3, 3)."`,
    );
    expect(refusal(() => a.set(0, [1, 2, 3]))).toMatchInlineSnapshot(
      `"ShapeError: set: the value must broadcast to the place it is written to. Received value (3,), place (4,)."`,
    );
  });

  it('axes', () => {
    expect(refusal(() => a.sum(2))).toMatchInlineSnapshot(
      `"AxisError: np.sum: axis 2 is out of bounds for an array with 2 axes. Received axis 2, shape (3, 4). Axes go from -2 to 1."`,
    );
    expect(refusal(() => np.transpose(a, [0, 0]))).toMatchInlineSnapshot(
      `"AxisError: np.transpose: an axis must not be named twice. Received (0, 0)."`,
    );
    expect(refusal(() => np.squeeze(a, 0))).toMatchInlineSnapshot(
      `"ShapeError: np.squeeze: only axes of length 1 can be dropped. Received axis 0 of shape (3, 4)."`,
    );
  });

  it('indices and slices', () => {
    expect(refusal(() => a.item(3, 0))).toMatchInlineSnapshot(
      `"IndexError: item: index 3 is out of bounds for axis 0 with size 3. Received index 3. Axis 0 takes -3 to 2."`,
    );
    expect(refusal(() => a.at(0, 4))).toMatchInlineSnapshot(
      `"IndexError: at: index 4 is out of bounds for axis 1 with size 4. Received index 4. Axis 1 takes -4 to 3."`,
    );
    expect(refusal(() => a.at(0, 0, 0))).toMatchInlineSnapshot(
      `"IndexError: at: too many indices: the array has 2 axes, but 3 were indexed. Received [0, 0, 0] for shape (3, 4)."`,
    );
    expect(refusal(() => a.at([0, 9]))).toMatchInlineSnapshot(
      `"IndexError: at: index 9 is out of bounds for axis 0 with size 3. Received index 9. Axis 0 takes -3 to 2."`,
    );
    expect(refusal(() => a.at(1.5))).toMatchInlineSnapshot(
      `"IndexError: at: an index must be a whole number. Received 1.5."`,
    );
    expect(refusal(() => a.at('0;3' as ':'))).toMatchInlineSnapshot(
      `"IndexError: slice: a slice text is \`start:stop\` or \`start:stop:step\` of whole numbers, or \`...\`. Received '0;3'. For example '1:3', ':', '::-1'."`,
    );
    expect(refusal(() => a.at('2' as ':'))).toMatchInlineSnapshot(
      `"IndexError: slice: a slice text is \`start:stop\` or \`start:stop:step\` of whole numbers, or \`...\`. Received '2'. Write the index as a number: 2."`,
    );
    expect(refusal(() => a.at('::0'))).toMatchInlineSnapshot(
      `"IndexError: slice: the step must not be 0. Received ::0."`,
    );
    expect(refusal(() => a.at('...', '...'))).toMatchInlineSnapshot(
      `"IndexError: at: an index can have only one '...'. Received ['...', '...']."`,
    );
    expect(refusal(() => a.at(np.array([true, false])))).toMatchInlineSnapshot(
      `"IndexError: at: a boolean index must have the side of the axis it selects from; axis 0 has 3, the mask 2. Received array (3, 4), mask (2,)."`,
    );
    expect(refusal(() => a.at(np.array([0.5])))).toMatchInlineSnapshot(
      `"IndexError: at: arrays used as indices must hold whole numbers or booleans. Received dtype float64. Use x.astype('int64')."`,
    );
    expect(refusal(() => a.item())).toMatchInlineSnapshot(
      `"IndexError: item: without indices the array must have exactly one element. Received 0 indices for an array of shape (3, 4)."`,
    );
  });

  it('ragged lists and shapes that do not hold the elements', () => {
    expect(refusal(() => np.array([[1, 2], [3]]))).toMatchInlineSnapshot(
      `"ShapeError: np.array: all rows of a list must have the same shape. Received element 0 of shape (2,) and element 1 of shape (1,)."`,
    );
    expect(refusal(() => a.reshape(5, 5))).toMatchInlineSnapshot(
      `"ShapeError: reshape: the new shape must hold the same number of elements. Received array of shape (3, 4) (12 elements), new shape (5, 5)."`,
    );
    expect(refusal(() => a.reshape(-1, -1))).toMatchInlineSnapshot(
      `"ShapeError: reshape: sides must be whole numbers, and at most one may be -1. Received array of shape (3, 4) (12 elements), new shape (-1, -1)."`,
    );
    expect(refusal(() => np.zeros([2, -1]))).toMatchInlineSnapshot(
      `"ShapeError: np.zeros: sides must be whole numbers, 0 or more. Received (2, -1)."`,
    );
    expect(refusal(() => fromTyped(new Float32Array(3), [2, 2]))).toMatchInlineSnapshot(
      `"ShapeError: fromTyped: the store must hold exactly the elements of the shape, in the storage of the dtype. Received Float32Array of 3 for shape (2, 2) and dtype float32."`,
    );
    expect(refusal(() => np.concatenate([a, np.zeros([3, 3])]))).toMatchInlineSnapshot(
      `"ShapeError: np.concatenate: all arrays must have the same shape except along axis 0. Received array 0 of shape (3, 4) and array 1 of shape (3, 3)."`,
    );
    expect(refusal(() => np.stack([a, a.T]))).toMatchInlineSnapshot(
      `"ShapeError: np.stack: all arrays must have the same shape. Received array 0 of shape (3, 4) and array 1 of shape (4, 3)."`,
    );
    expect(refusal(() => np.split(a, 2))).toMatchInlineSnapshot(
      `"ValueError: np.split: the axis must divide into equal parts. Received 3 elements into 2 parts. Use np.arraySplit for parts of unequal length."`,
    );
    expect(refusal(() => np.matmul(a, a))).toMatchInlineSnapshot(
      `"ShapeError: np.matmul: the last axis of the first must be as long as the last but one of the second (the only one of a vector). Received (3, 4) and (3, 4)."`,
    );
  });

  it('numbers that a dtype cannot hold', () => {
    const bytes = np.zeros([2], 'uint8');
    expect(refusal(() => bytes.set(0, 256))).toMatchInlineSnapshot(
      `"DTypeError: set: the whole number is out of bounds for uint8, which holds 0 to 255. Received 256."`,
    );
    expect(refusal(() => bytes.set(0, -1))).toMatchInlineSnapshot(
      `"DTypeError: set: the whole number is out of bounds for uint8, which holds 0 to 255. Received -1."`,
    );
    expect(refusal(() => bytes.set(0, Number.NaN))).toMatchInlineSnapshot(
      `"ValueError: set: NaN cannot become an integer. Received NaN for dtype uint8."`,
    );
    expect(refusal(() => bytes.add(300))).toMatchInlineSnapshot(
      `"DTypeError: np.add: the whole number is out of bounds for uint8, which holds 0 to 255. Received 300."`,
    );
    expect(refusal(() => np.array([300], 'uint8'))).toMatchInlineSnapshot(
      `"DTypeError: np.array: the whole number is out of bounds for uint8, which holds 0 to 255. Received 300."`,
    );
    expect(refusal(() => np.array([2 ** 52]).mul(4))).toMatchInlineSnapshot(
      `"DTypeError: np.multiply: a result is beyond 2**53 - 1, the largest whole number int64 holds here (docs/decisions/0004-int64.md). Received int64 operands. Compute in floats: x.astype('float64')."`,
    );
    expect(refusal(() => np.zeros([1], 'float16' as 'float32'))).toMatchInlineSnapshot(
      `"DTypeError: np.zeros: dtype must be 'bool', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'uint32', 'int64', 'float32' or 'float64'. Received 'float16'. Did you mean 'float32'?"`,
    );
    expect(bytes.toList()).toEqual([0, 0]);
  });

  it('functions that do not exist for a dtype, or have no answer', () => {
    expect(refusal(() => np.subtract(np.array([true]), np.array([true])))).toMatchInlineSnapshot(
      `"DTypeError: np.subtract: this function does not exist for these dtypes. Received bool and bool. For booleans use np.logicalXor."`,
    );
    expect(refusal(() => np.bitwiseAnd(np.array([1.5]), 1))).toMatchInlineSnapshot(
      `"DTypeError: np.bitwiseAnd: this function does not exist for these dtypes. Received float64 and float64."`,
    );
    expect(refusal(() => np.zeros([0]).max())).toMatchInlineSnapshot(
      `"ValueError: np.max: the max of no elements does not exist. Received shape (0,)."`,
    );
    expect(refusal(() => np.array([2]).pow(-1))).toMatchInlineSnapshot(
      `"ValueError: np.power: whole numbers to negative whole powers are not allowed. Received 2 to the power -1. Use floats: x.astype('float64')."`,
    );
    expect(refusal(() => np.broadcastTo(np.zeros([1]), [3]).set(0, 1))).toMatchInlineSnapshot(
      `"ValueError: set: this array is a read-only view (broadcasting shows one element at many places). Received shape (3,). Make a copy() first."`,
    );
    expect(refusal(() => Number(a) + 1)).toMatchInlineSnapshot(
      `"ValueError: array: JavaScript operators do not work on arrays of several elements. Received an array of shape (3, 4). Write a.add(b), a.mul(b), a.gt(0) instead of a + b, a * b, a > 0."`,
    );
    expect(refusal(() => np.pad(np.zeros([0]), 1, 'edge'))).toMatchInlineSnapshot(
      `"ValueError: np.pad: an empty axis can be padded only by 'constant' or 'empty'. Received axis 0 of shape (0,), mode 'edge'."`,
    );
    expect(refusal(() => np.testing.assertAllclose(np.array([1, 2]), np.array([1, 2.1])))).toMatchInlineSnapshot(
      `"ValueError: np.testing.assertAllclose: not equal to tolerance rtol=1e-7, atol=0: 1 of 2 elements differ, by at most 0.10000000000000009. Received first at (1,): actual 2, desired 2.1."`,
    );
  });

  it('division by zero gives what NumPy gives', () => {
    expect(String(np.array([1, -1, 0]).div(0))).toBe('[ inf -inf  nan]');
    expect(String(np.array([1, -1, 0]).floorDiv(0))).toBe('[0 0 0]');
    expect(String(np.array([5, -5]).mod(0))).toBe('[0 0]');
    expect(new NDArray(Float64Array.of(1), 'float64', [1]).div(0).item()).toBe(Infinity);
  });
});
