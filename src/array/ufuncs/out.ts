/**
 * @file The option `out` of element-wise functions: the result goes into an array that is there already, converted as NumPy's
 * casting rule 'same_kind' allows: bool → unsigned → signed → float, never back.
 */
import { DTypeError, ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { checkCall, optionsOf, readOptions, Rule } from '../../arguments/index.ts';
import { castInto } from '../core/cast.ts';
import { isNDArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { dtypes, type DType } from '../layout/dtype.ts';
import { broadcastStrides, stretchesTo } from '../layout/walk.ts';

export interface UfuncOptions {
  /**
   * Where the result is written (and then given back); it may be one of the operands: `np.add(a, 1, { out: a })`.
   * @ko 결과를 써 넣고 돌려줄 배열입니다. 피연산자 가운데 하나여도 됩니다: `np.add(a, 1, { out: a })`.
   */
  out?: NDArray;
}

const ufuncOptions = optionsOf<UfuncOptions>()({
  out: new Rule<NDArray>({ en: 'an array', ko: '배열' }, isNDArray),
});

/** The options of a call with `operands` arguments before them; also a call by a list's `map` or `reduce` has none. */
export function ufuncOptionsIn(who: string, args: ArrayLike<unknown>, operands: number): UfuncOptions | undefined {
  checkCall(who, args, operands + 1, ufuncOptions);
  return args.length === operands + 1 ? (args[operands] as UfuncOptions | undefined) : undefined;
}

/** The array that the result is to go into, if any. @throws ValueError for unknown options */
export function outIn(options: UfuncOptions, who: string): NDArray | undefined {
  return readOptions(who, options, ufuncOptions).out;
}

/** The result, or `out` after the result went there. @throws DTypeError, ShapeError, ValueError for a read-only view */
export function written(result: NDArray, out: NDArray | undefined, who: string): NDArray {
  if (out === undefined) return result;
  if (!sameKind(result.dtype, out.dtype)) {
    throw new DTypeError({
      who,
      rule: {
        en: `a result of ${result.dtype} does not go into an array of ${out.dtype}`,
        ko: `${result.dtype} 결과는 ${out.dtype} 배열에 들어가지 않습니다`,
      },
      received: { en: `out of dtype ${out.dtype}`, ko: `dtype이 ${out.dtype}인 out` },
      hint: {
        en: `Leave out away and convert the result with .astype('${out.dtype}')`,
        ko: `out 없이 계산한 다음 .astype('${out.dtype}')로 바꾸세요`,
      },
    });
  }
  if (!stretchesTo(result, out.shape)) {
    throw new ShapeError({
      who,
      rule: { en: 'out must have the shape of the result', ko: 'out의 모양은 결과와 같아야 합니다' },
      received: {
        en: `out ${shapeText(out.shape)}, result ${shapeText(result.shape)}`,
        ko: `out ${shapeText(out.shape)}, 결과 ${shapeText(result.shape)}`,
      },
    });
  }
  if (!out.writeable) {
    throw new ValueError({
      who,
      rule: {
        en: 'out must not be a read-only view (broadcasting shows one element at many places)',
        ko: 'out에는 읽기 전용 배열을 쓸 수 없습니다(브로드캐스팅은 원소 하나를 여러 자리에 보여 줍니다)',
      },
      received: { en: `shape ${shapeText(out.shape)}`, ko: `모양 ${shapeText(out.shape)}` },
      hint: { en: 'Make a copy() first', ko: '먼저 copy()로 복사하세요' },
    });
  }
  castInto(result, broadcastStrides(result, out.shape), out);
  return out;
}

const KINDS = ['b', 'u', 'i', 'f'];

/** NumPy's 'same_kind': any size of the same kind, or a kind further right. */
function sameKind(from: DType, to: DType): boolean {
  return KINDS.indexOf(dtypes[from].kind) <= KINDS.indexOf(dtypes[to].kind);
}
