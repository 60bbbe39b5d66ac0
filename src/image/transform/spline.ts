/**
 * @file B-splines of order 0 to 5 along one axis: the weights around a point, and the recursive filter that turns samples
 * into spline coefficients (Unser, Aldroubi and Eden 1991). Same conventions as `scipy.ndimage`.
 */
import { choice, type Rule } from '../../arguments/index.ts';
import type { DType } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import type { BorderMode } from '../pixels.ts';

export type SplineOrder = { is: 0 | 1 | 2 | 3 | 4 | 5 }['is'];

/** What an option `order` takes. */
export const splineOrder: Rule<SplineOrder> = choice(0, 1, 2, 3, 4, 5);

/** Refuses blending of bools; `done` is what becomes of the picture ("resized"). */
export function checkOrder(order: SplineOrder, dtype: DType, done: string, who: string): void {
  if (dtype === 'bool' && order !== 0) {
    throw new ValueError({
      who,
      rule: {
        en: `a bool picture can only be ${done} with order 0`,
        ko: `bool 그림의 ${done}은(는) order 0으로만 할 수 있습니다`,
      },
      received: `order ${order}`,
    });
  }
}

/** The first of the `order + 1` samples that carry the spline at coordinate `x`. */
export function firstKnot(x: number, order: SplineOrder): number {
  return Math.floor(order % 2 === 1 ? x : x + 0.5) - Math.floor(order / 2);
}

/** The weights of the samples firstKnot(x), firstKnot(x) + 1, …; they add up to 1. */
export function splineWeights(x: number, order: SplineOrder): number[] {
  return weighSpline(
    x,
    order,
    Array.from({ length: order + 1 }, () => 0),
  );
}

/**
 * `splineWeights` into a list that is there already: B-splines of each order from those of the order below (de Boor),
 * b_j^n = ((n - j + u) b_{j-1}^{n-1} + (1 + j - u) b_j^{n-1}) / n, at the part `u` of the way from knot to knot.
 */
export function weighSpline<T extends { [i: number]: number }>(x: number, order: SplineOrder, into: T): T {
  const shifted = order % 2 === 1 ? x : x + 0.5;
  const u = shifted - Math.floor(shifted);
  into[0] = 1;
  for (let n = 1; n <= order; n++) {
    into[n] = (u * into[n - 1]!) / n;
    for (let j = n - 1; j > 0; j--) into[j] = ((n - j + u) * into[j - 1]! + (1 + j - u) * into[j]!) / n;
    into[0] = ((1 - u) * into[0]) / n;
  }
  return into;
}

/** The poles of the recursive filter: the roots, inside the unit circle, of the sampled B-spline's polynomial (order 2: √8 - 3, order 3: √3 - 2). */
const poles: readonly (readonly number[])[] = [
  [],
  [],
  [-0.1715728752538099],
  [-0.2679491924311227],
  [-0.36134122590022016, -0.013725429297339121],
  [-0.4305753470999738, -0.04309628820326465],
];

/**
 * Samples to spline coefficients, in place. The line goes on beyond its ends as `mode` says; 'edge' and 'constant' have no
 * exact start, so callers pad those lines; the far end of the padding then hardly matters (edge mirrors there like
 * 'symmetric', constant like 'reflect', as in scipy).
 */
export function splineFilter(line: Float64Array, order: SplineOrder, mode: BorderMode): void {
  const n = line.length;
  if (n < 2 || order < 2) return;
  const zs = poles[order]!;
  const gain = zs.reduce((g, z) => g * (1 - z) * (1 - 1 / z), 1);
  for (let i = 0; i < n; i++) line[i]! *= gain;
  for (const z of zs) {
    line[0] = causalStart(line, z, mode);
    for (let i = 1; i < n; i++) line[i]! += z * line[i - 1]!;
    line[n - 1] = anticausalStart(line, z, mode);
    for (let i = n - 2; i >= 0; i--) line[i] = z * (line[i + 1]! - line[i]!);
  }
}

/** `splineFilter` along the columns and the rows of a picture (height, width, channels), in place. */
export function filterBothAxes(
  data: Float64Array,
  height: number,
  width: number,
  channels: number,
  order: SplineOrder,
  mode: BorderMode,
): void {
  const filterLine = (line: Float64Array, start: number, step: number): void => {
    for (let i = 0; i < line.length; i++) line[i] = data[start + i * step]!;
    splineFilter(line, order, mode);
    for (let i = 0; i < line.length; i++) data[start + i * step] = line[i]!;
  };
  const stride = width * channels;
  const [column, row] = [new Float64Array(height), new Float64Array(width)];
  for (let x = 0; x < stride; x++) filterLine(column, x, stride);
  for (let y = 0; y < height; y++) for (let k = 0; k < channels; k++) filterLine(row, y * stride + k, channels);
}

/** Sum over k >= 0 of z^k c[-k], the line being continued without end. */
function causalStart(c: Float64Array, z: number, mode: BorderMode): number {
  const n = c.length;
  let sum = c[0]!;
  let power = z;
  if (mode === 'wrap') {
    for (let i = 1; i < n; i++, power *= z) sum += power * c[n - i]!;
    return sum / (1 - power);
  }
  if (mode === 'symmetric' || mode === 'edge') {
    const last = z ** n;
    let tail = sum + last * c[n - 1]!;
    // In the last term the mirrored c[0] should stand; scipy has its running sum there, and we want its numbers.
    for (let i = 1; i < n; i++, power *= z) tail += power * (c[i]! + last * (i === n - 1 ? tail : c[n - 1 - i]!));
    return sum + (tail * z) / (1 - last * last);
  }
  const last = z ** (n - 1);
  sum += last * c[n - 1]!;
  for (let i = 1; i < n - 1; i++, power *= z) sum += power * (c[i]! + last * c[n - 1 - i]!);
  return sum / (1 - last * last);
}

function anticausalStart(c: Float64Array, z: number, mode: BorderMode): number {
  const n = c.length;
  if (mode === 'symmetric' || mode === 'edge') return (c[n - 1]! * z) / (z - 1);
  if (mode !== 'wrap') return ((z * c[n - 2]! + c[n - 1]!) * z) / (z * z - 1);
  let sum = c[n - 1]!;
  let power = z;
  for (let i = 0; i < n - 1; i++, power *= z) sum += power * c[i]!;
  return (sum * z) / (power - 1);
}
