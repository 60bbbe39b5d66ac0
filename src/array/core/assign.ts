/**
 * @file Writing values into (views of) arrays: broadcasting, conversion and NumPy 2's refusals (a whole number that
 * the integer type cannot hold, a NaN for an integer, a view that must not be written).
 */
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { castInto } from './cast.ts';
import { checkedScalar, sayCutOff } from './checked-scalar.ts';
import { array, type ArraySource } from './create.ts';
import { allocate, dtypes, type DType } from '../layout/dtype.ts';
import { isNDArray, makeArray, rawStore, shareStore } from './make.ts';
import { elementsOf } from './typed.ts';
import type { NDArray } from './ndarray.ts';
import { broadcastStrides, stretchesTo } from '../layout/walk.ts';

export type Assignable = ArraySource;

/** `target[...] = value`. `owner` is the array the student wrote to, when `target` is only a stand-in for it. */
export function assign(target: NDArray, value: Assignable, owner: NDArray = target): void {
  if (!owner.writeable) {
    throw new ValueError({
      who: 'set',
      rule: {
        en: 'this array is a read-only view (broadcasting shows one element at many places)',
        ko: '이 배열은 읽기 전용입니다(브로드캐스팅은 원소 하나를 여러 자리에 보여 줍니다)',
      },
      received: { en: `shape ${shapeText(owner.shape)}`, ko: `모양 ${shapeText(owner.shape)}` },
      hint: { en: 'Make a copy() first', ko: '먼저 copy()로 복사하세요' },
    });
  }
  let source = toSource(value, target.dtype);
  // A value with more axes is taken if the extra ones have length 1, as in NumPy.
  while (source.ndim > target.ndim && source.shape[0] === 1) source = source.reshape(source.shape.slice(1));
  if (!stretchesTo(source, target.shape)) {
    throw new ShapeError({
      who: 'set',
      rule: {
        en: 'the value must broadcast to the place it is written to',
        ko: '값은 써 넣을 자리의 모양으로 브로드캐스팅할 수 있어야 합니다',
      },
      received: {
        en: `value ${shapeText(source.shape)}, place ${shapeText(target.shape)}`,
        ko: `값 ${shapeText(source.shape)}, 자리 ${shapeText(target.shape)}`,
      },
    });
  }
  // Reading and writing the same store: copy first, so that an element is not read after it was overwritten.
  if (shareStore(source, owner) && source.size > 1) source = source.copy();
  castInto(source, broadcastStrides(source, target.shape), target);
}

function toSource(value: Assignable, dtype: DType): NDArray {
  if (isNDArray(value)) {
    const lost = dtype === 'int64' && dtypes[value.dtype].kind === 'f' ? firstFraction(value) : undefined;
    if (lost !== undefined) sayCutOff(lost, dtype);
    return value;
  }
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
    const own = allocate(dtype, 1);
    own[0] = checkedScalar(value, dtype, 'set');
    return makeArray(own, dtype, []);
  }
  const source = array(value);
  if (dtypes[dtype].kind !== 'f' && dtype !== 'bool' && source.dtype !== dtype) {
    for (const v of rawStore(source)) checkedScalar(v, dtype, 'set');
  }
  return source;
}

/** The first number of an array that is not whole. */
function firstFraction(array: NDArray): number | undefined {
  for (const x of elementsOf(array)) if (Number.isFinite(x) && !Number.isInteger(x)) return x;
  return undefined;
}
