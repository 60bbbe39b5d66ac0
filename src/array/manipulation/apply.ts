/** @file A student's own function over arrays: vectorize (element by element) and applyAlongAxis (line by line). */
import { anything, checkCall, describe, optionsOf, readOptions } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { array, asarray, type ArraySource, type DTypeLike } from '../core/create.ts';
import { arrayOf } from '../core/lanes.ts';
import { isNDArray, makeView } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { anyDType } from '../core/option-specs.ts';
import { asDType } from '../layout/dtype.ts';
import { oneAxis } from '../layout/axis.ts';
import { sizeOf } from '../layout/strides.ts';
import { broadcastStrides, commonShape, placesOf } from '../layout/walk.ts';
import type { Operand } from '../ufuncs/ufunc.ts';
import { moveaxis } from './axes.ts';

/** Options of `np.vectorize`. */
interface VectorizeOptions {
  /** Type of the result; without it the one that holds all results, as `np.array` finds it. A list where there are several results. */
  otypes?: DTypeLike | readonly DTypeLike[];
}

const vectorizeOptions = optionsOf<VectorizeOptions>()({
  otypes: anything<DTypeLike | readonly DTypeLike[]>(anyDType.must),
});

type Value = number | boolean;
type Vectorized<Result> = Result extends readonly unknown[] ? NDArray[] : NDArray;

/**
 * A function of numbers as a function of arrays: `np.vectorize((x) => (x > 0 ? x : 0))(a)`. Arguments broadcast; each element is
 * one call, so np's own functions are far quicker. A function that gives a list gives a list of arrays.
 * (NumPy takes the dtype of the first result for all and cuts the others; here the result's dtype holds them all.)
 * @ko 숫자 함수를 배열 함수로 만듭니다. 값마다 한 번씩 부릅니다.
 */
export function vectorize<Result extends Value | readonly Value[]>(
  fn: (...values: number[]) => Result,
  options?: VectorizeOptions,
): (...arrays: Operand[]) => Vectorized<Result> {
  const who = 'np.vectorize';
  if (arguments.length > 1) checkCall(who, arguments, 2, vectorizeOptions);
  refuseNoFunction(fn, who);
  const { otypes } = readOptions(who, options, vectorizeOptions);
  const types =
    otypes === undefined ? undefined : Array.isArray(otypes) ? (otypes as DTypeLike[]) : [otypes as DTypeLike];
  const dtypes = types?.map((each) => asDType(each, who));
  return (...given) => {
    const arrays = given.map((x) => arrayOf(x));
    const shape = commonShape(
      arrays.map((a) => a.shape),
      who,
    );
    const places = arrays.map((a) => placesOf(shape, broadcastStrides(a, shape), a.offset));
    const results: Result[] = [];
    for (let k = 0; k < sizeOf(shape); k++) results.push(fn(...arrays.map((a, j) => a.data[places[j]![k]!]!)));
    const shaped = (values: readonly Value[], j: number): NDArray =>
      array(values, dtypes?.[j] ?? (values.length === 0 ? 'float64' : undefined)).reshape(shape);
    const first = results[0];
    if (!Array.isArray(first)) return shaped(results as Value[], 0) as Vectorized<Result>;
    const parts = (first as readonly Value[]).map((_, j) =>
      shaped(
        results.map((each) => (each as readonly Value[])[j]!),
        j,
      ),
    );
    return parts as unknown as Vectorized<Result>;
  };
}

/**
 * `fn` of every line along `axis`: a number each, then the axis is gone, or an array each, whose axes take its place.
 * `np.applyAlongAxis((line) => line.max(), 1, a)`. What comes after the array is handed to `fn` too.
 * @throws ShapeError where the results have different shapes
 * @ko 축을 따라 줄마다 함수를 부릅니다.
 */
export function applyAlongAxis<Rest extends unknown[]>(
  fn: (line: NDArray, ...more: Rest) => ArraySource,
  axis: number,
  a: Operand,
  ...more: Rest
): NDArray {
  const who = 'np.applyAlongAxis';
  checkCall(who, more, Infinity);
  refuseNoFunction(fn, who);
  const x = arrayOf(a);
  const d = oneAxis(axis, x.shape, who);
  const shape = x.shape.toSpliced(d, 1);
  const starts = placesOf(shape, x.strides.toSpliced(d, 1), x.offset);
  if (starts.length === 0) {
    throw new ValueError({
      who,
      rule: { en: 'there must be at least one line', ko: '줄이 하나 이상 있어야 합니다' },
      received: { en: `shape ${shapeText(x.shape)}`, ko: `모양 ${shapeText(x.shape)}` },
    });
  }
  const results = Array.from(starts, (start) =>
    asarray(fn(makeView(x, [x.shape[d]!], [x.strides[d]!], start), ...more)),
  );
  const inner = results[0]!.shape;
  const odd = results.find((each) => shapeText(each.shape) !== shapeText(inner));
  if (odd !== undefined) {
    throw new ShapeError({
      who,
      rule: {
        en: 'the function must give one shape for every line',
        ko: '함수는 줄마다 같은 모양의 결과를 주어야 합니다',
      },
      received: `${shapeText(inner)}, ${shapeText(odd.shape)}`,
    });
  }
  let out = array(results).reshape([...shape, ...inner]);
  // The results' axes are last; they belong where the axis was.
  inner.forEach((_, k) => (out = moveaxis(out, shape.length + k, d + k)));
  return isNDArray(out) && inner.length > 0 ? out.copy() : out;
}

function refuseNoFunction(fn: unknown, who: string): void {
  if (typeof fn === 'function') return;
  throw new ValueError({
    who,
    rule: { en: 'the first argument is a function', ko: '첫 인수는 함수입니다' },
    received: describe(fn),
  });
}
