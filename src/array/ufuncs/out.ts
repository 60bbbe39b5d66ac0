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
import { broadcastStrides } from '../layout/walk.ts';

export interface UfuncOptions {
  /** Where the result is written (and then given back); it may be one of the operands: `np.add(a, 1, { out: a })`. */
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

/** The result, or `out` after the result went there. @throws DTypeError, ShapeError, ValueError (also for unknown options) */
export function written(result: NDArray, options: UfuncOptions, who: string): NDArray {
  const { out } = readOptions(who, options, ufuncOptions);
  if (out === undefined) return result;
  if (!sameKind(result.dtype, out.dtype)) {
    throw new DTypeError({
      who,
      rule: `a result of ${result.dtype} does not go into an array of ${out.dtype}`,
      received: `out of dtype ${out.dtype}`,
      hint: {
        en: `Leave out away and convert the result with .astype('${out.dtype}')`,
        ko: `out 없이 계산한 다음 .astype('${out.dtype}')로 바꾸세요`,
      },
    });
  }
  const lead = out.ndim - result.ndim;
  if (lead < 0 || result.shape.some((n, d) => n !== 1 && n !== out.shape[lead + d])) {
    throw new ShapeError({
      who,
      rule: 'out must have the shape of the result',
      received: `out ${shapeText(out.shape)}, result ${shapeText(result.shape)}`,
    });
  }
  if (!out.writeable) {
    throw new ValueError({
      who,
      rule: 'out must not be a read-only view (broadcasting shows one element at many places)',
      received: `shape ${shapeText(out.shape)}`,
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
