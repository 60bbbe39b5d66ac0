/**
 * @file What the calls of `keras.random` have in common: where their numbers come from. Outside of models, tapes and training steps
 * they are arrays; inside they are tensors whose numbers depend on (seed, how often drawn, place) only.
 */
import { type NDArray } from '../../array/index.ts';
import { callable } from '../../arguments/index.ts';
import { Variable, g, type DType, type Node } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import { describe, readArguments } from '../common/arguments.ts';
import { nextSeed, seedings } from '../common/random.ts';
import { computeOnce, inGraph } from '../common/tensor.ts';
import { currentTrace, randomState } from '../core/trace.ts';

/**
 * A source of random numbers that goes on from draw to draw: `const seeds = keras.random.SeedGenerator(42)`, then
 * `keras.random.normal([2], { seed: seeds })` in a layer or a `trainStep`.
 * @ko 뽑을 때마다 이어지는 난수의 씨앗입니다.
 */
export const SeedGenerator = callable(
  class SeedGenerator {
    /** (seed, how often it was drawn from). */
    readonly state: Variable;
    /** Its name. */
    readonly name: string;

    /** @param args seed, a whole number (default: drawn from `keras.utils.setRandomSeed`); name */
    constructor(...args: (number | null | SeedGeneratorOptions)[]) {
      const read = readArguments('SeedGenerator', args, { seed: null as number | null, name: 'seed_generator' });
      this.state = randomState(checkSeed('SeedGenerator', read.seed) as number | null, `${read.name}/state`);
      this.name = read.name;
    }
  },
);
export type SeedGenerator = InstanceType<typeof SeedGenerator>;

export interface SeedGeneratorOptions {
  /** Makes the draws the same in every run. Default: drawn from `keras.utils.setRandomSeed`. */
  seed?: number | null;
  /** Its name. */
  name?: string;
}

/** A whole number: the same numbers at every call. A generator: goes on. null: goes on from `setRandomSeed`. */
export type Seed = number | SeedGenerator | null;

/** The generator behind draws without a seed, started anew by `keras.utils.setRandomSeed`. */
let global: { readonly state: Variable; seedings: number } | undefined;

function globalState(): Variable {
  global ??= { state: randomState(0, 'random/state'), seedings: -1 };
  if (global.seedings !== seedings()) {
    global.state.write([nextSeed() | 0, 0]);
    global.seedings = seedings();
  }
  return global.state;
}

/** Draws as a node of the running trace; undefined `state` where the seed is a plain number. */
function draw(kind: 'uniform' | 'normal', shape: readonly number[], seed: Seed): { node: Node; state?: Variable } {
  if (typeof seed === 'number') {
    return { node: g.random(kind, g.constant(Int32Array.of(seed | 0, 0), [2]), shape) };
  }
  const state = seed === null ? globalState() : seed.state;
  const trace = currentTrace();
  return { node: trace ? trace.random(kind, state, shape) : g.random(kind, g.variable(state), shape), state };
}

/** A call of this module: draws, computes on, and gives an array outside of graphs. */
export function drawn(
  kind: 'uniform' | 'normal',
  shape: readonly number[],
  seed: Seed,
  f: (raw: Node) => Node,
  inputs: readonly unknown[] = [],
): NDArray {
  const { node, state } = draw(kind, shape, seed);
  const result = f(node);
  // inside a graph it is a tensor, which ops take as they take an array
  if (currentTrace() || inGraph(...inputs)) return result as unknown as NDArray;
  const step = state && { variable: state, value: g.add(g.variable(state), g.constant(Int32Array.of(0, 1), [2])) };
  return computeOnce([result], step ? [step] : [], 'random')[0]!;
}

function checkSeed(who: string, seed: unknown): Seed {
  if (seed === null || seed === undefined) return null;
  if (seed instanceof SeedGenerator || (typeof seed === 'number' && Number.isInteger(seed))) return seed;
  throw new ValueError({
    who,
    rule: {
      en: 'seed must be a whole number or a keras.random.SeedGenerator',
      ko: 'seed는 정수나 keras.random.SeedGenerator여야 합니다',
    },
    received: describe(seed),
  });
}

function checkShape(who: string, shape: unknown): readonly number[] {
  if (Array.isArray(shape) && shape.every((n) => Number.isInteger(n) && (n as number) >= 0)) return shape as number[];
  throw new ValueError({
    who,
    rule: { en: 'shape must be a list of whole numbers', ko: 'shape는 정수의 리스트여야 합니다' },
    received: describe(shape),
    hint: { en: `For example keras.${who}([2, 3])`, ko: `예: keras.${who}([2, 3])` },
  });
}

export const FLOAT: DType | null = null;

/** What the draws of this module have in common: options read, shape and seed checked, float32. */
export function reader<T extends { seed: Seed }>(who: string, defaults: T, order: readonly (keyof T & string)[]) {
  return (args: readonly unknown[]): T => {
    const read = readArguments<T>(who, args, defaults, order);
    checkSeed(who, read.seed);
    if ('shape' in read) checkShape(who, read.shape);
    return read;
  };
}

export const NO_SHAPE = undefined as unknown as readonly number[];
