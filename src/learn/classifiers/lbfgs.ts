/** @file L-BFGS: the minimum of a smooth function by its gradient. Nocedal and Wright, Numerical Optimization, algorithm 7.5. */

export interface Minimum {
  readonly x: Float64Array;
  readonly steps: number;
  /** Whether the gradient is small enough. */
  readonly isDone: boolean;
}

interface Point {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Steps whose curvature is remembered. */
const MEMORY = 10;
/** How much the value must fall, and the slope flatten, along a step (Wolfe). */
const FALL = 1e-4;
const FLATTER = 0.9;
const TRIES = 60;
/** Values that are nearer to each other than this part of them are equal but for rounding. */
const ROUNDING = 1e-13;

export function minimize(
  at: (x: Float64Array) => Point,
  start: Float64Array,
  { tolerance, most }: { tolerance: number; most: number },
): Minimum {
  let x = start;
  let here = at(x);
  const moves: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  for (let steps = 0; ; steps++) {
    const isDone = here.gradient.every((g) => Math.abs(g) <= tolerance);
    if (isDone || steps === most) return { x, steps, isDone };
    const direction = descent(here.gradient, moves);
    const found = lineSearch(at, x, here, direction, moves.length === 0 ? 1 / Math.max(1, length(here.gradient)) : 1);
    // Rounding leaves no way down: as near as numbers can tell.
    if (found === undefined) return { x, steps, isDone: here.gradient.every((g) => Math.abs(g) <= 100 * tolerance) };
    const s = found.x.map((v, i) => v - x[i]!);
    const y = found.point.gradient.map((v, i) => v - here.gradient[i]!);
    const curvature = dot(s, y);
    if (curvature > 1e-300) moves.push({ s, y, rho: 1 / curvature });
    if (moves.length > MEMORY) moves.shift();
    [x, here] = [found.x, found.point];
  }
}

/** -H g with the inverse Hessian H that the last moves tell of. */
function descent(
  gradient: Float64Array,
  moves: readonly { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const q = gradient.map((g) => -g);
  const alphas: number[] = [];
  for (let k = moves.length - 1; k >= 0; k--) {
    const { s, y, rho } = moves[k]!;
    const alpha = rho * dot(s, q);
    alphas[k] = alpha;
    for (let i = 0; i < q.length; i++) q[i]! -= alpha * y[i]!;
  }
  const last = moves.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < q.length; i++) q[i]! *= scale;
  }
  moves.forEach(({ s, y, rho }, k) => {
    const beta = rho * dot(y, q);
    for (let i = 0; i < q.length; i++) q[i]! += (alphas[k]! - beta) * s[i]!;
  });
  return q;
}

/** A step along `direction` that falls and flattens enough, by halving and doubling. */
function lineSearch(
  at: (x: Float64Array) => Point,
  x: Float64Array,
  here: Point,
  direction: Float64Array,
  first: number,
): { x: Float64Array; point: Point } | undefined {
  const slope = dot(here.gradient, direction);
  let [low, high, step] = [0, Infinity, first];
  for (let round = 0; round < TRIES; round++) {
    const there = x.map((v, i) => v + step * direction[i]!);
    const point = at(there);
    const slopeThere = dot(point.gradient, direction);
    // Near the minimum the fall is lost in rounding; there the slope tells of it (Hager and Zhang's approximate Wolfe condition).
    const falls =
      point.value <= here.value + FALL * step * slope ||
      (point.value <= here.value + ROUNDING * Math.abs(here.value) && slopeThere <= (2 * FALL - 1) * slope);
    if (!falls) high = step;
    else if (slopeThere < FLATTER * slope) low = step;
    else return { x: there, point };
    step = high === Infinity ? 2 * step : (low + high) / 2;
  }
  return undefined;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function length(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}
