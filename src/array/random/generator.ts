/** @file `np.random.default_rng`: NumPy's Generator on PCG64. The same seed gives NumPy's numbers, bit for bit. */
import { axisOf, axisOption } from '../core/option-specs.ts';
import { checkCall } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import type { ArraySource, DTypeLike, ScalarType } from '../core/create.ts';
import { allocate, allocateResult, asDType, dtypes, isFloat, type DType } from '../layout/dtype.ts';
import { oneAxis } from '../layout/axis.ts';
import { arrayOf, lanesOf, stretched } from '../core/lanes.ts';
import { sizeOf } from '../layout/strides.ts';
import { makeArray, makeView } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { commonShape } from '../layout/walk.ts';
import { nextFloat } from './bit-generator.ts';
import { fillIntegers, integerSource, scaled } from './bounded.ts';
import { population, taken, tooMany, weighted, weightedOnce } from './choice.ts';
import { zigExponential, zigExponentialSingle, zigNormal, zigNormalSingle } from './distributions.ts';
import { PCG64 } from './pcg64.ts';
import { counting, named, Sampler, type AxisOption, type Param, type Size, type SizeArg } from './sampler.ts';
import { SeedSequence, type Seed } from './seed-sequence.ts';

export interface FloatOptions {
  size?: Size;
  /** float64 (default) or float32. */
  dtype?: 'float64' | 'float32' | ScalarType;
}

export interface IntegerOptions {
  size?: Size;
  /** Default int64. */
  dtype?: DTypeLike;
  /** Whether `high` itself may be drawn; default false. */
  endpoint?: boolean;
}

export interface ChoiceOptions {
  size?: Size;
  /** Whether an element may be drawn twice; default true. */
  replace?: boolean;
  /** One probability for each element; default all equal. */
  p?: ArraySource;
  /** Default 0. */
  axis?: number;
  /** Whether a draw without replacement is also mixed; default true. */
  shuffle?: boolean;
}

/** NumPy's newer random numbers: `np.random.defaultRng(seed)` makes one. */
export class Generator extends Sampler {
  /** Where its random bits come from. */
  readonly bits: PCG64;
  protected readonly who = 'rng';
  protected readonly legacy = false;
  readonly #normal: () => number;
  readonly #exponential: () => number;

  constructor(bits: PCG64) {
    if (arguments.length > 1) checkCall('np.random.Generator', arguments, 1);
    super();
    this.bits = bits;
    this.#normal = zigNormal(bits);
    this.#exponential = zigExponential(bits);
  }

  protected normalDraw(): number {
    return this.#normal();
  }

  protected exponentialDraw(): number {
    return this.#exponential();
  }

  /** Uniform on [0, 1). */
  random(): number;
  random(size: Size | FloatOptions, options?: FloatOptions): NDArray;
  random(...given: unknown[]): number | NDArray {
    const [size, dtype] = named(`${this.who}.random`, given, ['size', 'dtype'], []);
    if (this.floatType(dtype as DTypeLike | undefined, 'random') === 'float64') {
      return this.uniformDraws(size as SizeArg, 'random');
    }
    return this.draws(() => nextFloat(this.bits), size as SizeArg, 'float32', 'random');
  }

  /** Normal with mean 0 and standard deviation 1. */
  standardNormal(): number;
  standardNormal(size: Size | FloatOptions, options?: FloatOptions): NDArray;
  standardNormal(...given: unknown[]): number | NDArray {
    return this.floats('standardNormal', given, this.#normal, zigNormalSingle(this.bits));
  }

  /** Exponential with mean 1. */
  standardExponential(): number;
  standardExponential(size: Size | FloatOptions, options?: FloatOptions): NDArray;
  standardExponential(...given: unknown[]): number | NDArray {
    return this.floats('standardExponential', given, this.#exponential, zigExponentialSingle(this.bits));
  }

  /** Whole numbers from `low` up to, not including, `high`; with one number from 0 up to it. */
  integers(high: number): number;
  integers(low: number, high: number): number;
  integers(high: Param, options: IntegerOptions): NDArray;
  integers(low: Param, high: Param, size?: Size | IntegerOptions, options?: IntegerOptions): NDArray;
  integers(...given: unknown[]): number | NDArray {
    const [first, second, size, type, end] = named(
      `${this.who}.integers`,
      given,
      ['low', 'high', 'size', 'dtype', 'endpoint'],
      [],
    );
    const [low, high] = second === undefined ? [0, first as Param] : [first as Param, second as Param];
    const options = { dtype: asDType((type ?? 'int64') as DTypeLike, 'rng.integers'), endpoint: end === true };
    return randomIntegers(this, low, high, this.shapeOf(size as SizeArg, 'integers'), options, 'rng.integers', false);
  }

  /** Elements of `a` (or of 0 … a - 1): one without a size, else an array. */
  choice(a: number | readonly number[]): number;
  choice(a: number | ArraySource, size: Size, options?: ChoiceOptions): NDArray;
  choice(a: number | ArraySource, options: ChoiceOptions & { size: Size }): NDArray;
  choice(a: number | ArraySource, size?: Size | ChoiceOptions, options?: ChoiceOptions): number | NDArray;
  choice(a: number | ArraySource, ...given: unknown[]): number | NDArray {
    const who = 'rng.choice';
    const names = ['size', 'replace', 'p', 'axis', 'shuffle'];
    const [size, replace, p, axis, mix] = named(who, given, names, [undefined, true, undefined, 0, true]);
    const shape = this.shapeOf(size as SizeArg, 'choice');
    const count = shape ? sizeOf(shape) : 1;
    const from = population(a, p as ArraySource | undefined, axis as number, count, who);
    if (replace) {
      const places = from.weights
        ? weighted(this.bits, from.weights, count)
        : Float64Array.from({ length: count }, () => scaled(this.bits, from.n - 1));
      return taken(from, places, shape);
    }
    if (count > from.n) throw tooMany(from.n, count, who);
    const places = from.weights
      ? weightedOnce(this.bits, from.weights, count, who)
      : this.#different(from.n, count, mix !== false);
    return taken(from, places, shape);
  }

  /** A copy of `x` in which each lane along `axis` is mixed by itself; without axis all elements are. */
  permuted(x: ArraySource, given?: number | AxisOption): NDArray {
    if (arguments.length > 1) checkCall('rng.permuted', arguments, 2, axisOption);
    const out = arrayOf(x).copy();
    const axis = axisOf(given) as number | null | undefined;
    if (axis === undefined || axis === null) {
      this.shuffle(makeView(out, [out.size], [1]));
      return out;
    }
    const { starts, n, step } = lanesOf(out, oneAxis(axis, out.shape, 'rng.permuted'));
    for (let l = 0; l < starts.length; l++) this.mix(out, n, step, [starts[l]!]);
    return out;
  }

  /** `n` independent generators derived from this one's seed. */
  spawn(n: number): Generator[] {
    if (arguments.length > 1) checkCall('rng.spawn', arguments, 1);
    return this.bits.seedSequence.spawn(n).map((seed) => new Generator(new PCG64(seed)));
  }

  private floats(who: string, given: unknown[], double: () => number, single: () => number): number | NDArray {
    const [size, dtype] = named(`${this.who}.${who}`, given, ['size', 'dtype'], []);
    const type = this.floatType(dtype as DTypeLike | undefined, who);
    return this.draws(type === 'float64' ? double : single, size as SizeArg, type, who);
  }

  /** `count` different places: a shuffled tail for large shares of large populations, else Floyd's set method. */
  #different(n: number, count: number, mix: boolean): Float64Array {
    if (n > 10_000 && count > Math.floor(n / (mix ? 50 : 20))) {
      const places = counting(n, 'rng.choice').data as Float64Array;
      this.#shuffleFrom(places, Math.max(n - count, 1));
      return places.slice(n - count);
    }
    const chosen = new Set<number>();
    for (let j = n - count; j < n; j++) {
      const value = scaled(this.bits, j);
      chosen.add(chosen.has(value) ? j : value);
    }
    const places = Float64Array.from(chosen);
    if (mix) this.#shuffleFrom(places, 1);
    return places;
  }

  #shuffleFrom(places: Float64Array, first: number): void {
    for (let i = places.length - 1; i >= first; i--) {
      const j = scaled(this.bits, i);
      [places[i], places[j]] = [places[j]!, places[i]!];
    }
  }
}

/**
 * A generator for a seed (a whole number of any size, a list, a SeedSequence), or freshly seeded without one.
 * @ko NumPy의 새 난수 생성기를 만듭니다.
 */
export function defaultRng(seed?: Seed | SeedSequence | Generator): Generator {
  if (arguments.length > 1) checkCall('np.random.defaultRng', arguments, 1);
  return seed instanceof Generator ? seed : new Generator(new PCG64(seed));
}

/** Whole numbers for both interfaces; `low` and `high` may be arrays. */
export function randomIntegers(
  sampler: Sampler,
  low: Param,
  high: Param,
  shape: readonly number[] | undefined,
  { dtype, endpoint }: { dtype: DType; endpoint: boolean },
  who: string,
  masked: boolean,
): number | NDArray {
  if (isFloat(dtype)) {
    throw new ValueError({
      who,
      rule: { en: 'dtype must be an integer type or bool', ko: 'dtype은 정수 자료형이나 bool이어야 합니다' },
      received: `'${dtype}'`,
    });
  }
  const source = integerSource(sampler.bits, dtype, masked);
  const { min, max } = dtypes[dtype];
  const range = (l: number, h: number): number => {
    const last = endpoint ? h : h - 1;
    if (Number.isInteger(l) && Number.isInteger(h) && l >= min && last <= max && l <= last) return last - l;
    const rule =
      l > last
        ? endpoint
          ? { en: 'low must be at most high', ko: 'low는 high 이하여야 합니다' }
          : { en: 'low must be below high', ko: 'low는 high보다 작아야 합니다' }
        : {
            en: `low and high must be whole numbers within ${dtype}`,
            ko: `low와 high는 ${dtype}에 담기는 정수여야 합니다`,
          };
    throw new ValueError({ who, rule, received: `low ${l}, high ${h}` });
  };
  if (typeof low === 'number' && typeof high === 'number') {
    if (shape && sizeOf(shape) === 0) return makeArray(allocate(dtype, 0), dtype, shape);
    const width = range(low, high);
    if (!shape) return low + source(width);
    const out = allocateResult(dtype, sizeOf(shape));
    fillIntegers(out, low, width, source);
    return makeArray(out, dtype, shape);
  }
  const [a, b] = [arrayOf(low), arrayOf(high)];
  const all = commonShape(shape ? [a.shape, b.shape, shape] : [a.shape, b.shape], who);
  const [lows, highs] = [stretched(a, all), stretched(b, all)];
  const widths = lows.map((l, i) => range(l, highs[i]!));
  const out = allocate(dtype, lows.length);
  for (let i = 0; i < out.length; i++) out[i] = lows[i]! + source(widths[i]!);
  return makeArray(out, dtype, all);
}
