/**
 * @file NumPy's legacy interface, `np.random.seed` and friends, on the Mersenne Twister. Kept bit for bit because the
 * lecture's notebooks (and every older course) fix their seeds with it.
 */
import {
  checkCall,
  describe,
  integer,
  number,
  optionsOf,
  readOptions,
  refuseSurplus,
  Rule,
} from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import type { ArraySource } from '../core/create.ts';
import type { DTypeLike } from '../core/create.ts';
import { asDType } from '../layout/dtype.ts';
import { sizeOf } from '../layout/strides.ts';
import type { NDArray } from '../core/ndarray.ts';
import { population, taken, tooMany, weighted, weightedOnce } from './choice.ts';
import { exactLog } from './exact-log.ts';
import { randomIntegers } from './generator.ts';
import { interval } from './bounded.ts';
import { MT19937, type LegacySeed } from './mt19937.ts';
import { named, Sampler, type Param, type Size, type SizeArg } from './sampler.ts';

export interface RandintOptions {
  /**
   * The shape of the result; default one number.
   * @ko 결과의 모양입니다. 없으면 숫자 하나입니다.
   */
  size?: Size;
  /**
   * Default int64.
   * @ko 결과의 자료형입니다. 기본값 int64.
   */
  dtype?: DTypeLike;
}

export interface LegacyChoiceOptions {
  /**
   * The shape of the result; default one number.
   * @ko 결과의 모양입니다. 없으면 숫자 하나입니다.
   */
  size?: Size;
  /** Whether an element may be drawn twice; default true. */
  replace?: boolean;
  /** One probability for each element; default all equal. */
  p?: ArraySource;
}

/** NumPy's older random numbers, as `np.random.seed` and the lectures use them. */
export class RandomState extends Sampler {
  /** Where its random bits come from. */
  readonly bits: MT19937;
  protected readonly who = 'np.random';
  protected readonly legacy = true;
  /** The polar method makes two normal numbers at a time; the second waits here. */
  #waiting: number | undefined;

  constructor(seed?: LegacySeed) {
    if (arguments.length > 1) checkCall('np.random.RandomState', arguments, 1);
    super();
    this.bits = new MT19937(seed);
  }

  /**
   * Starts the stream again: a whole number below 2^32, a list of them, or nothing for fresh entropy.
   * @ko 난수를 처음부터 다시 시작합니다.
   */
  seed(seed?: LegacySeed): void {
    if (arguments.length > 1) checkCall('np.random.seed', arguments, 1);
    this.bits.seed(seed);
    this.#waiting = undefined;
  }

  /** The normal deviates of Marsaglia's polar method. */
  protected normalDraw(): number {
    if (this.#waiting !== undefined) {
      const value = this.#waiting;
      this.#waiting = undefined;
      return value;
    }
    for (;;) {
      const x = 2 * this.bits.nextDouble() - 1;
      const y = 2 * this.bits.nextDouble() - 1;
      const r = x * x + y * y;
      if (r >= 1 || r === 0) continue;
      const f = Math.sqrt((-2 * exactLog(r)) / r);
      this.#waiting = f * x;
      return f * y;
    }
  }

  protected exponentialDraw(): number {
    return -exactLog(1 - this.bits.nextDouble());
  }

  /**
   * Uniform on [0, 1), one number or an array of the given sides: `rand(3, 2)`.
   * @ko 0 이상 1 미만의 고른 난수입니다.
   */
  rand(): number;
  rand(...sides: readonly number[]): NDArray;
  rand(...sides: number[]): number | NDArray {
    if (sides.length > 0) checkCall('np.random.rand', sides, Infinity);
    return this.uniformDraws(sides.length > 0 ? sides : undefined, 'rand');
  }

  /**
   * Standard normal, one number or an array of the given sides: `randn(3, 2)`.
   * @ko 표준 정규 분포의 난수입니다.
   */
  randn(): number;
  randn(...sides: readonly number[]): NDArray;
  randn(...sides: number[]): number | NDArray {
    if (sides.length > 0) checkCall('np.random.randn', sides, Infinity);
    return this.draws(() => this.normalDraw(), sides.length > 0 ? sides : undefined, 'float64', 'randn');
  }

  /** Uniform on [0, 1), with the size as one argument. */
  random(): number;
  random(size: SizeArg): NDArray;
  random(size?: SizeArg): number | NDArray {
    if (arguments.length > 1) checkCall('np.random.random', arguments, 1);
    return this.uniformDraws(size, 'random');
  }

  /** The same as `random`. */
  randomSample(): number;
  randomSample(size: SizeArg): NDArray;
  randomSample(size?: SizeArg): number | NDArray {
    if (arguments.length > 1) checkCall('np.random.randomSample', arguments, 1);
    return this.uniformDraws(size, 'randomSample');
  }

  /** Standard normal, with the size as one argument. */
  standardNormal(): number;
  standardNormal(size: SizeArg): NDArray;
  standardNormal(size?: SizeArg): number | NDArray {
    if (arguments.length > 1) checkCall('np.random.standardNormal', arguments, 1);
    return this.draws(() => this.normalDraw(), size, 'float64', 'standardNormal');
  }

  /** Exponential with mean 1. */
  standardExponential(): number;
  standardExponential(size: SizeArg): NDArray;
  standardExponential(size?: SizeArg): number | NDArray {
    if (arguments.length > 1) checkCall('np.random.standardExponential', arguments, 1);
    return this.draws(() => this.exponentialDraw(), size, 'float64', 'standardExponential');
  }

  /**
   * Whole numbers from `low` up to, not including, `high`; with one number from 0 up to it.
   * @ko low 이상 high 미만의 정수 난수입니다.
   */
  randint(high: number): number;
  randint(low: number, high: number): number;
  randint(high: Param, options: RandintOptions): NDArray;
  randint(low: Param, high: Param | null, size: Size | RandintOptions, options?: RandintOptions): NDArray;
  randint(...given: unknown[]): number | NDArray {
    const [first, second, size, type] = named(`${this.who}.randint`, given, ['low', 'high', 'size', 'dtype'], []);
    const [low, high] = second === undefined ? [0, first as Param] : [first as Param, second as Param];
    const options = { dtype: asDType((type ?? 'int64') as DTypeLike, 'np.random.randint'), endpoint: false };
    return randomIntegers(
      this,
      low,
      high,
      this.shapeOf(size as SizeArg, 'randint'),
      options,
      'np.random.randint',
      true,
    );
  }

  /** Elements of `a` (or of 0 … a - 1): one without a size, else an array. */
  choice(a: number | readonly number[]): number;
  choice(a: number | ArraySource, size: Size, options?: LegacyChoiceOptions): NDArray;
  choice(a: number | ArraySource, options: LegacyChoiceOptions & { size: Size }): NDArray;
  choice(a: number | ArraySource, size?: Size | LegacyChoiceOptions, options?: LegacyChoiceOptions): number | NDArray;
  choice(a: number | ArraySource, ...given: unknown[]): number | NDArray {
    const who = 'np.random.choice';
    const [size, replace, p] = named(who, given, ['size', 'replace', 'p'], [undefined, true]);
    const shape = this.shapeOf(size as SizeArg, 'choice');
    const count = shape ? sizeOf(shape) : 1;
    const from = population(a, p as ArraySource | undefined, 0, count, who);
    if (replace) {
      const places = from.weights
        ? weighted(this.bits, from.weights, count)
        : Float64Array.from({ length: count }, () => interval(this.bits, from.n - 1));
      return taken(from, places, shape);
    }
    if (count > from.n) throw tooMany(from.n, count, who);
    const places = from.weights
      ? weightedOnce(this.bits, from.weights, count, who)
      : (this.permutation(from.n).data as Float64Array).slice(0, count);
    return taken(from, places, shape);
  }

  /** What NumPy's `get_state()` gives, as an object. */
  getState(): LegacyState {
    if (arguments.length > 0) checkCall('np.random.getState', arguments, 0);
    return { ...this.bits.state, gauss: this.#waiting };
  }

  /** Goes back to a state of `getState`. */
  setState(state: LegacyState): void {
    if (arguments.length > 1) refuseSurplus('np.random.setState', arguments, 1);
    const { key, pos, gauss } = readOptions('np.random.setState', state ?? (null as never), stateOptions);
    if (key === undefined || key.length !== 624 || pos === undefined) {
      throw new ValueError({
        who: 'np.random.setState',
        rule: { en: 'the state is what getState() gave', ko: '상태는 getState()가 준 것이어야 합니다' },
        received: describe(state),
      });
    }
    this.bits.state = { key, pos };
    this.#waiting = gauss;
  }
}

/** 624 words, the place of the next, and the normal number that waits, if any. */
export interface LegacyState {
  key: Uint32Array;
  pos: number;
  gauss: number | undefined;
}

const stateOptions = optionsOf<LegacyState>()({
  key: new Rule<Uint32Array>(
    { en: 'a Uint32Array of 624 words', ko: '624개의 Uint32Array' },
    (value) => value instanceof Uint32Array,
  ),
  pos: integer({ from: 0, to: 624 }),
  gauss: number(),
});
