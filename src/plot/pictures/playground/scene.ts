/**
 * @file How a playground looks: the colours of the two classes, where the units of the network stand, what a line between them is like.
 * The page and the picture on paper draw by it.
 */
import type { FeatureName } from './setting.ts';
import type { Net } from './net.ts';

type Rgb = readonly [number, number, number];

/** Class 0, undecided, class 1: orange to blue, which people who see few colours tell apart. */
const ENDS: readonly [Rgb, Rgb, Rgb] = [
  [245, 147, 34],
  [238, 240, 241],
  [8, 119, 189],
];

/** The colour of a number from -1 (class 0) to 1 (class 1). */
function colourOf(value: number): Rgb {
  const part = Math.min(1, Math.abs(Number.isNaN(value) ? 0 : value));
  const end = ENDS[value < 0 ? 0 : 2];
  return [0, 1, 2].map((k) => Math.round(ENDS[1][k]! + (end[k]! - ENDS[1][k]!) * part)) as unknown as Rgb;
}

/** The same as text. */
export function cssOf(value: number): string {
  return `rgb(${colourOf(value).join(',')})`;
}

/** A surface as bytes of red, green and blue: of a unit by its largest number, of the output from 0 to 1. */
export function pixelsOf(surface: Float32Array, isOutput: boolean): Uint8Array {
  let most = 1e-9;
  if (!isOutput) for (const value of surface) most = Math.max(most, Math.abs(value));
  const bytes = new Uint8Array(surface.length * 3);
  surface.forEach((value, at) => bytes.set(colourOf(isOutput ? 2 * value - 1 : value / most), at * 3));
  return bytes;
}

/** The side of a unit. */
export const UNIT = 26;

/** The middle of each unit, layer by layer, in a picture of that width. */
export function placesOf(widths: readonly number[], width: number): { x: number; y: number }[][] {
  const left = 44 + UNIT / 2;
  const across = widths.length > 1 ? (width - left - UNIT / 2 - 6) / (widths.length - 1) : 0;
  return widths.map((units, l) =>
    Array.from({ length: units }, (_, u) => ({ x: left + l * across, y: 6 + UNIT / 2 + u * (UNIT + 10) })),
  );
}

/** How high the picture of the network is. */
export function heightOf(widths: readonly number[]): number {
  return 12 + Math.max(...widths) * (UNIT + 10);
}

/** A line between two units. */
export interface Line {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly weight: number;
  /** As thick as the weight is large. */
  readonly thick: number;
}

/** All of them. */
export function linesOf(net: Net, places: readonly (readonly { x: number; y: number }[])[]): Line[] {
  return net.flatMap(({ inputs, units, weights }, l) =>
    Array.from({ length: inputs * units }, (_, at) => {
      const weight = weights[at]!;
      const [from, to] = [places[l]![Math.floor(at / units)]!, places[l + 1]![at % units]!];
      return {
        from: { x: from.x + UNIT / 2, y: from.y },
        to: { x: to.x - UNIT / 2, y: to.y },
        weight,
        thick: Number.isFinite(weight) ? Math.min(9, 0.6 + 2.2 * Math.abs(weight)) : 9,
      };
    }),
  );
}

/** How a feature is written. */
export function featureText(name: FeatureName): string {
  return name.replace('x*x', 'x²').replace('y*y', 'y²').replace('x*y', 'xy').replace(/[()]/g, ' ').trim();
}

/** The largest loss that is a number: the top of the curves. */
export function highestOf({
  train,
  test,
}: {
  readonly train: readonly number[];
  readonly test: readonly number[];
}): number {
  let most = 0;
  for (const loss of [...train, ...test]) if (Number.isFinite(loss)) most = Math.max(most, loss);
  return most || 1;
}

/** The curve of a list of losses in a picture, as the points of a polyline. */
export function curveOf(losses: readonly number[], most: number, width: number, height: number): string {
  const step = Math.max(1, Math.floor(losses.length / (2 * width)));
  const shown = losses.filter((_, i) => i % step === 0 || i === losses.length - 1);
  return shown
    .map((loss, i) => {
      const x = shown.length === 1 ? 0 : (i / (shown.length - 1)) * width;
      const y = height - (Number.isFinite(loss) ? Math.min(1, loss / most) : 1) * height;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}
