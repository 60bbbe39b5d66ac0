/**
 * @file t-SNE: points in a plane so that neighbours stay neighbours. Van der Maaten and Hinton, 2008; the schedule, the start and the
 * neighbours that count (3 times the perplexity) as in scikit-learn.
 */
import { fromTyped, np, toTyped } from '../../../array/index.ts';
import { pairRepulsion, treeRepulsion } from './repulsion.ts';

export interface TsneOptions {
  readonly perplexity: number;
  readonly iterations: number;
  readonly learningRate: number;
  readonly exaggeration: number;
}

/** Neighbours of each point, with how near they are: a symmetric matrix of probabilities, row after row. */
interface Affinities {
  readonly start: Int32Array;
  readonly neighbour: Int32Array;
  readonly p: Float64Array;
}

/** Up to so many points repulsion is summed over all pairs, beyond by a tree. */
const PAIRS = 1000;
/** Iterations in which neighbours pull twelve times as strongly, so that groups come together first. */
const EARLY = 250;

/** Moves the points (n, 2), in place, and gives the Kullback-Leibler divergence; `step` is called after each iteration. */
export async function tsne(
  rows: Float64Array,
  [n, d]: readonly [number, number],
  points: Float64Array,
  options: TsneOptions,
  step: (divergence: number) => Promise<void>,
): Promise<number> {
  const affinities = affinitiesOf(rows, n, d, options.perplexity);
  const gradient = new Float64Array(2 * n);
  const velocity = new Float64Array(2 * n);
  const gains = new Float64Array(2 * n).fill(1);
  let divergence = 0;
  for (let round = 0; round < options.iterations; round++) {
    const isEarly = round < EARLY;
    const z = forces(points, affinities, isEarly ? options.exaggeration : 1, gradient);
    if (round % 25 === 0) divergence = divergenceOf(points, affinities, z);
    const momentum = isEarly ? 0.5 : 0.8;
    for (let i = 0; i < 2 * n; i++) {
      // A coordinate that keeps its direction speeds up, one that turns slows down.
      const turns = velocity[i]! * gradient[i]! >= 0;
      gains[i] = Math.max(0.01, turns ? gains[i]! * 0.8 : gains[i]! + 0.2);
      velocity[i] = momentum * velocity[i]! - options.learningRate * gains[i]! * gradient[i]!;
      points[i]! += velocity[i]!;
    }
    await step(divergence);
  }
  return divergenceOf(points, affinities, forces(points, affinities, 1, gradient));
}

/** The gradient 4 Σ (e·p - q) (yi - yj) / (1 + |yi - yj|²) of every point; gives Σ 1 / (1 + |yi - yj|²) over all pairs. */
function forces(
  points: Float64Array,
  { start, neighbour, p }: Affinities,
  exaggeration: number,
  gradient: Float64Array,
): number {
  const n = points.length / 2;
  const xs = Float64Array.from({ length: n }, (_, i) => points[2 * i]!);
  const ys = Float64Array.from({ length: n }, (_, i) => points[2 * i + 1]!);
  const [px, py] = [new Float64Array(n), new Float64Array(n)];
  const z = (n > PAIRS ? treeRepulsion : pairRepulsion)(xs, ys, px, py);
  for (let i = 0; i < n; i++) {
    const [x, y] = [points[2 * i]!, points[2 * i + 1]!];
    let [fx, fy] = [0, 0];
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const j = neighbour[k]!;
      const dx = x - points[2 * j]!;
      const dy = y - points[2 * j + 1]!;
      const force = (exaggeration * p[k]!) / (1 + dx * dx + dy * dy);
      fx += force * dx;
      fy += force * dy;
    }
    gradient[2 * i] = 4 * (fx - px[i]! / z);
    gradient[2 * i + 1] = 4 * (fy - py[i]! / z);
  }
  return z;
}

/** Σ p log (p / q) over the neighbours. */
function divergenceOf(points: Float64Array, { start, neighbour, p }: Affinities, z: number): number {
  let sum = 0;
  for (let i = 0; i + 1 < start.length; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const j = neighbour[k]!;
      const [dx, dy] = [points[2 * i]! - points[2 * j]!, points[2 * i + 1]! - points[2 * j + 1]!];
      const q = 1 / (1 + dx * dx + dy * dy) / z;
      if (p[k]! > 0) sum += p[k]! * Math.log(p[k]! / Math.max(q, 1e-300));
    }
  }
  return sum;
}

/** For each point a bell curve over its nearest neighbours, as wide as the perplexity asks; made symmetric. */
function affinitiesOf(rows: Float64Array, n: number, d: number, perplexity: number): Affinities {
  const k = Math.min(n - 1, Math.floor(3 * perplexity + 1));
  const squares = new Float64Array(n);
  for (let i = 0; i < n * d; i++) squares[Math.floor(i / d)]! += rows[i]! ** 2;
  const data = fromTyped(rows, [n, d]);
  const weights = Array.from({ length: n }, () => new Map<number, number>());
  const block = 256;
  for (let from = 0; from < n; from += block) {
    const count = Math.min(block, n - from);
    const part = fromTyped(rows.slice(from * d, (from + count) * d), [count, d]);
    const products = toTyped(np.dot(part, data.T)) as Float64Array;
    for (let r = 0; r < count; r++) {
      const i = from + r;
      const distances = Float64Array.from({ length: n }, (_, j) =>
        j === i ? Infinity : Math.max(0, squares[i]! + squares[j]! - 2 * products[r * n + j]!),
      );
      const farthest = distances.slice().sort()[k - 1]!;
      const near: number[] = [];
      for (let j = 0; j < n && near.length < k; j++) if (distances[j]! < farthest) near.push(j);
      for (let j = 0; j < n && near.length < k; j++) if (distances[j] === farthest) near.push(j);
      const p = bell(near.map((j) => distances[j]!), perplexity); // prettier-ignore
      near.forEach((j, a) => {
        weights[i]!.set(j, (weights[i]!.get(j) ?? 0) + p[a]! / (2 * n));
        weights[j]!.set(i, (weights[j]!.get(i) ?? 0) + p[a]! / (2 * n));
      });
    }
  }
  const start = new Int32Array(n + 1);
  weights.forEach((row, i) => (start[i + 1] = start[i]! + row.size));
  const [neighbour, p] = [new Int32Array(start[n]!), new Float64Array(start[n]!)];
  weights.forEach((row, i) => {
    let at = start[i]!;
    for (const [j, weight] of row) [neighbour[at], p[at++]] = [j, weight];
  });
  return { start, neighbour, p };
}

/** exp(-β d) / Σ, with β so that the entropy is log(perplexity). */
function bell(distances: readonly number[], perplexity: number): Float64Array {
  const least = Math.min(...distances);
  const wanted = Math.log(perplexity);
  let [beta, low, high] = [1, 0, Infinity];
  const p = new Float64Array(distances.length);
  for (let round = 0; round < 100; round++) {
    let [sum, weighed] = [0, 0];
    distances.forEach((distance, i) => {
      // The nearest neighbour is taken as distance 0, or far groups would vanish below the smallest number.
      p[i] = Math.exp(-beta * (distance - least));
      sum += p[i];
      weighed += p[i] * (distance - least);
    });
    const entropy = Math.log(sum) + (beta * weighed) / sum;
    for (let i = 0; i < p.length; i++) p[i]! /= sum;
    if (Math.abs(entropy - wanted) < 1e-5) break;
    if (entropy > wanted) [low, beta] = [beta, high === Infinity ? beta * 2 : (beta + high) / 2];
    else [high, beta] = [beta, (beta + low) / 2];
  }
  return p;
}
