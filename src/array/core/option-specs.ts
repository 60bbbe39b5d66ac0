/** @file Options that many functions of `np` share: a dtype, an axis, the diagonal's number. */
import { anything, flag, integer, isPlainObject, optionsOf, type OptionSpec } from '../../arguments/index.ts';
import type { Axis } from '../layout/axis.ts';
import type { DTypeLike } from './create.ts';

/** Checked by asDType, which knows the names. */
export const anyDType = anything<DTypeLike>({
  en: "a dtype: 'float32', np.uint8 …",
  ko: "dtype: 'float32', np.uint8 …",
}).alone();
/** Checked by oneAxis and manyAxes, which know the shape. */
export const anyAxis = anything<Axis>({ en: 'an axis or several', ko: '축 하나 또는 여러 개' }).alone();
export const anyAxisOrNull = anything<Axis | null>({
  en: 'an axis, several, or null for all',
  ko: '축 하나, 여러 개, 또는 전체를 뜻하는 null',
}).alone();

export const dtypeOption = optionsOf<{ dtype?: DTypeLike }>()({ dtype: anyDType });
export const axisOption = optionsOf<{ axis?: Axis | null }>()({ axis: anyAxisOrNull });

/** An axis or several, alone or in options. */
export type AxisGiven =
  | Axis
  | null
  | {
      /**
       * The axis or axes; without one, as the call says.
       * @ko 축 하나 또는 여러 개입니다.
       */
      axis?: Axis | null;
    };

/** The axis that was given, alone or in options. */
export function axisOf(given: AxisGiven | undefined): Axis | null | undefined {
  return isPlainObject(given) ? given.axis : given;
}
export const axisAndDType = optionsOf<{ axis?: Axis | null; dtype?: DTypeLike }>()({
  axis: anyAxisOrNull,
  dtype: anyDType,
});
export const axisAndKeepdims = optionsOf<{ axis?: Axis | null; keepdims?: boolean }>()({
  axis: anyAxisOrNull,
  keepdims: flag(),
});

/** `{ k: 1 }`: which diagonal, 0 (the default) the main one, above it positive. */
export interface DiagonalOption {
  /** Which diagonal: 0 (default) the main one, above 0 over it. */
  k?: number;
}
export const diagonalOption = optionsOf<DiagonalOption>()({ k: integer() });

/** The number of a diagonal by itself or in options. */
export function diagonalOf(k: number | DiagonalOption): number {
  return typeof k === 'number' ? k : (k.k ?? 0);
}

/** How checkCall takes the options of any call. */
export type AnySpec = OptionSpec<object, unknown>;
