/** @file Axes as arguments: one number, several, or none, negative ones counted from the end. */
import { describe } from '../../arguments/index.ts';
import { AxisError, shapeText } from '../../errors/index.ts';

/** One axis or several. */
export type Axis = number | readonly number[];

/** The axis as 0 … ndim - 1. */
export function oneAxis(axis: number, shape: readonly number[], who: string, ndim = shape.length): number {
  if (Number.isInteger(axis)) {
    const at = axis < 0 ? axis + ndim : axis;
    if (at >= 0 && at < ndim) return at;
  } else throw notAnAxis(axis, who);
  throw new AxisError({
    who,
    rule: {
      en: `axis ${axis} is out of bounds for an array with ${ndim} ${ndim === 1 ? 'axis' : 'axes'}`,
      ko: `축 ${axis}은(는) 축이 ${ndim}개인 배열의 범위를 벗어납니다`,
    },
    received: { en: `axis ${axis}, shape ${shapeText(shape)}`, ko: `축 ${axis}, 모양 ${shapeText(shape)}` },
    hint:
      ndim > 0
        ? { en: `Axes go from ${-ndim} to ${ndim - 1}`, ko: `축은 ${-ndim}부터 ${ndim - 1}까지 쓸 수 있습니다` }
        : undefined,
  });
}

/** As `manyAxes`, but a 0-d array takes axis 0 and -1 and has nothing to reduce, as in NumPy's plain reductions. */
export function reducedAxes(axis: Axis | null | undefined, shape: readonly number[], who: string): number[] {
  return shape.length === 0 && (axis === 0 || axis === -1) ? [] : manyAxes(axis, shape, who);
}

/** All axes (for none given) or those given, as distinct numbers 0 … ndim - 1. */
export function manyAxes(axis: Axis | null | undefined, shape: readonly number[], who: string): number[] {
  if (axis === undefined || axis === null) return shape.map((_, d) => d);
  const axes = axisList(axis, who).map((x) => oneAxis(x, shape, who));
  if (new Set(axes).size === axes.length) return axes;
  throw new AxisError({
    who,
    rule: { en: 'an axis must not be named twice', ko: '같은 축을 두 번 쓸 수 없습니다' },
    received: shapeText(axes),
  });
}

/** One axis or several as a list. @throws AxisError for what is no axis */
export function axisList(axis: unknown, who: string): readonly number[] {
  if (typeof axis === 'number') return [axis];
  if (Array.isArray(axis)) return axis as number[];
  throw notAnAxis(axis, who);
}

function notAnAxis(axis: unknown, who: string): AxisError {
  return new AxisError({
    who,
    rule: { en: 'an axis is a whole number', ko: '축은 정수입니다' },
    received: describe(axis),
  });
}
