/** @file Error bars, as `errorbar`, `bar` and `barh` have them. */
import { ShapeError, ValueError } from '../../errors/index.ts';
import { gridOf, type Numbers } from '../input/values.ts';
import type { PlotlyPart } from '../output/plotly.ts';
import { pointPixels } from '../style/points.ts';

/** One length for all, one per point, or [below, above]. */
export type ErrorLengths = number | Numbers | readonly [Numbers, Numbers];

/** Error lengths: below and above each point. */
export interface Errors {
  below: Float64Array;
  above: Float64Array;
}

/** Lengths for `n` points. @throws ValueError for negative ones, ShapeError for another number of them */
export function errorsOf(value: ErrorLengths | undefined, name: string, n: number, who: string): Errors | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && value >= 0) {
    const row = new Float64Array(n).fill(value);
    return { below: row, above: row };
  }
  const { data, shape } = gridOf(value as Numbers, who, name);
  const flat = Float64Array.from(data);
  if (flat.some((x) => x < 0)) {
    throw new ValueError({
      who,
      rule: { en: `${name} must not be negative`, ko: `${name}은(는) 음수가 아니어야 합니다` },
      received: `${name} ${Math.min(...flat)}`,
    });
  }
  if (shape.length === 2 && shape[0] === 2 && shape[1] === n) return { below: flat.slice(0, n), above: flat.slice(n) };
  if (flat.length === n) return { below: flat, above: flat };
  throw new ShapeError({
    who,
    rule: { en: `x and ${name} must have the same length`, ko: `x와 ${name}은(는) 길이가 같아야 합니다` },
    received: `x (${n},), ${name} (${flat.length},)`,
  });
}

/** The bars in Plotly's words; thickness and cap in points. */
export function errorPart({ below, above }: Errors, color: string, thickness: number, capsize: number): PlotlyPart {
  return {
    type: 'data',
    symmetric: false,
    array: Array.from(above),
    arrayminus: Array.from(below),
    color,
    thickness: thickness * pointPixels,
    width: capsize * pointPixels,
  };
}
