/** @file What goes into Plotly's JSON: numbers, words, lengths. */
import { markup } from '../text/mathtext.ts';
import { toBase64 } from '../../platform/index.ts';

/** A part of a Plotly figure. */
export type PlotlyPart = Record<string, unknown>;

/** Numbers for Plotly's JSON: a list with null for what cannot be drawn, or base64 doubles when there are many. */
export function plotlyNumbers(values: ArrayLike<number>): unknown {
  if (values.length > 500) {
    const doubles = Float64Array.from(values, (x) => (Number.isFinite(x) ? x : Number.NaN));
    const packed = { dtype: 'f8', bdata: toBase64(new Uint8Array(doubles.buffer)) };
    packedNumbers.set(packed, doubles);
    return packed;
  }
  return Array.from(values, (x) => (Number.isFinite(x) ? x : null));
}

const packedNumbers = new WeakMap<object, Float64Array>();

/** The numbers that `plotlyNumbers` made a part of; NaN for what cannot be drawn. */
export function numbersIn(part: unknown): Float64Array {
  return packedNumbers.get(part as object) ?? Float64Array.from(part as (number | null)[], (x) => x ?? Number.NaN);
}

/** A text for Plotly, which would take `<b>` for bold: escaped, line breaks kept, formulas between dollars set. */
export function plotlyText(text: unknown): string {
  return markup(String(text));
}

/** A layout for Plotly: its lengths need no 17 digits; what is in data coordinates keeps them. */
export function shortened<T>(value: T): T {
  if (typeof value === 'number') return Number(value.toPrecision(6)) as T;
  if (Array.isArray(value)) return value.map(shortened) as T;
  if (typeof value !== 'object' || value === null) return value;
  const exact = /^(range|tickvals|tick0|dtick|[xy][01]?|a[xy])$/;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, exact.test(key) ? part : shortened(part)]),
  ) as T;
}
