/** @file The points of a playground: two classes in a square from -6 to 6, drawn from a seed. Runs in the page too. */
import type { DataName, FeatureName, Setting } from './setting.ts';

/** A point and its class. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: 0 | 1;
}

/** The square reaches from -REACH to REACH. */
export const REACH = 6;

/** Numbers from 0 to 1, the same for the same seed (mulberry32, a generator of 32 bits by Tommy Ettinger, in the public domain). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The points of a setting in a drawn order: the first half to train on, the rest to test with. */
export function pointsOf({ data, noise, points, seed }: Pick<Setting, 'data' | 'noise' | 'points' | 'seed'>): Point[] {
  const random = seeded(seed);
  const made = makers[data](points, noise, random);
  for (let i = made.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [made[i], made[j]] = [made[j]!, made[i]!];
  }
  return made;
}

type Maker = (count: number, noise: number, random: () => number) => Point[];

/** From -reach to reach. */
const spread = (random: () => number, reach: number): number => (2 * random() - 1) * reach;

/** Normal with that standard deviation (Box and Muller). */
function normal(random: () => number, deviation: number): number {
  return deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The shapes of TensorFlow Playground. */
const makers: Readonly<Record<DataName, Maker>> = {
  circle: (count, noise, random) =>
    upTo(count).map((i) => {
      const label = i < count / 2 ? 1 : 0;
      const radius = label === 1 ? 2.5 * random() : 3.5 + 1.5 * random();
      const angle = 2 * Math.PI * random();
      const moved = (at: number): number => at + spread(random, 5) * noise;
      return { x: moved(radius * Math.sin(angle)), y: moved(radius * Math.cos(angle)), label };
    }),
  xor: (count, noise, random) =>
    upTo(count).map(() => {
      const [x, y] = [spread(random, 5), spread(random, 5)];
      // A strip along the axes stays free.
      const apart = (at: number): number => at + (at > 0 ? 0.3 : -0.3) + spread(random, 5) * noise;
      return { x: apart(x), y: apart(y), label: x * y >= 0 ? 1 : 0 };
    }),
  gauss: (count, noise, random) =>
    upTo(count).map((i) => {
      const label = i < count / 2 ? 1 : 0;
      const middle = label === 1 ? 2 : -2;
      const deviation = Math.sqrt(0.5 + 7 * noise);
      return { x: middle + normal(random, deviation), y: middle + normal(random, deviation), label };
    }),
  spiral: (count, noise, random) => {
    const half = Math.floor(count / 2);
    return upTo(count).map((i) => {
      const label = i < half ? 1 : 0;
      const along = label === 1 ? i / half : (i - half) / (count - half);
      const angle = 1.75 * along * 2 * Math.PI + (label === 1 ? 0 : Math.PI);
      const moved = (at: number): number => at + spread(random, 1) * noise;
      return { x: moved(5 * along * Math.sin(angle)), y: moved(5 * along * Math.cos(angle)), label };
    });
  },
};

const features: Readonly<Record<FeatureName, (x: number, y: number) => number>> = {
  x: (x) => x,
  y: (_, y) => y,
  'x*x': (x) => x * x,
  'y*y': (_, y) => y * y,
  'x*y': (x, y) => x * y,
  'sin(x)': (x) => Math.sin(x),
  'sin(y)': (_, y) => Math.sin(y),
};

/** What the network gets of a point. */
export function featuresOf(names: readonly FeatureName[], x: number, y: number): number[] {
  return names.map((name) => features[name](x, y));
}

function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
