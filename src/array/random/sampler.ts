/**
 * @file What Generator and RandomState have in common: sizes, parameters that may be arrays, shuffling, and the
 * distributions that differ only in how a normal or an exponential number is made.
 */
import { axisOf, axisOption } from '../core/option-specs.ts';
import {
  anything,
  checkCall,
  describe,
  isPlainObject,
  optionsOf,
  readOptions,
  refuseSurplus,
  unknownOption,
} from '../../arguments/index.ts';
import { DTypeError, ShapeError, ValueError, shapeText, type Translated } from '../../errors/index.ts';
import { asShape, type ArraySource } from '../core/create.ts';
import type { DTypeLike } from '../core/create.ts';
import { allocateResult, asDType, type DType } from '../layout/dtype.ts';
import { oneAxis } from '../layout/axis.ts';
import { arrayOf, lanesOf, stretched, takeAlong } from '../core/lanes.ts';
import { sizeOf } from '../layout/strides.ts';
import { isNDArray, makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { commonShape, placesOf } from '../layout/walk.ts';
import { binomial } from './binomial.ts';
import type { BitGenerator } from './bit-generator.ts';
import { interval } from './bounded.ts';
import { gamma, geometric, laplace, poisson, triangular } from './distributions.ts';

/** The shape of the result: a number of draws or a list of sides. */
export type Size = number | readonly number[];
/** A parameter of a distribution; arrays stretch against each other and the size. */
export type Param = ArraySource;
/** Where a size may stand alone or in options, as Python's `size=`. */
export type SizeArg =
  | Size
  | {
      /**
       * The shape of the result; default one number.
       * @ko 결과의 모양입니다. 없으면 숫자 하나입니다.
       */
      size?: Size;
    };
/** Options of `shuffle` and `permutation`. */
export interface AxisOption {
  /**
   * The axis whose rows are mixed. Default 0.
   * @ko 순서를 섞을 축입니다. 기본값 0.
   */
  axis?: number;
}

const sizeOption = optionsOf<{ size?: Size }>()({
  size: anything<Size>({ en: 'a number, or a list of sides', ko: '수 또는 변 길이의 리스트' }),
});

/** How one parameter is checked. */
type Rule = 'any' | 'notNegative' | 'positive' | 'probability' | 'count';

const rules: Record<Rule, { holds(x: number): boolean; text: Translated }> = {
  any: { holds: (x) => !Number.isNaN(x), text: { en: 'must be a number', ko: '수여야 합니다' } },
  notNegative: { holds: (x) => x >= 0, text: { en: 'must be 0 or more', ko: '0 이상이어야 합니다' } },
  positive: { holds: (x) => x > 0, text: { en: 'must be above 0', ko: '0보다 커야 합니다' } },
  probability: {
    holds: (x) => x >= 0 && x <= 1,
    text: { en: 'must be between 0 and 1', ko: '0부터 1까지여야 합니다' },
  },
  count: {
    holds: (x) => x >= 0 && Number.isInteger(x),
    text: { en: 'must be a whole number, 0 or more', ko: '0 이상의 정수여야 합니다' },
  },
};

export interface ParamSpec {
  readonly name: string;
  readonly value: Param;
  readonly rule: Rule;
}

export abstract class Sampler {
  abstract readonly bits: BitGenerator;
  /** `rng` or `np.random`: how messages name the caller. */
  protected abstract readonly who: string;
  /** RandomState's ways where the two differ. */
  protected abstract readonly legacy: boolean;
  /** One standard normal, one standard exponential number. */
  protected abstract normalDraw(): number;
  protected abstract exponentialDraw(): number;

  /** Uniform on [low, high); default [0, 1). */
  uniform(low?: number, high?: number): number;
  uniform(low: Param, high: Param, size?: SizeArg): NDArray;
  uniform(options: { low?: Param; high?: Param; size: Size }): NDArray;
  uniform(...given: unknown[]): number | NDArray {
    const [low, high, size] = named(`${this.who}.uniform`, given, ['low', 'high', 'size'], [0, 1]);
    const [a, b] = [low as Param, high as Param];
    if (typeof a === 'number' && typeof b === 'number') {
      const range = b - a;
      this.check([{ name: 'high - low', value: range, rule: 'notNegative' }], 'uniform');
      const out = this.uniformDraws(size as SizeArg, 'uniform');
      if (typeof out === 'number') return a + range * out;
      const { data } = out;
      for (let i = 0; i < data.length; i++) data[i] = a + range * data[i]!;
      return out;
    }
    return this.sample(
      'uniform',
      [
        { name: 'low', value: a, rule: 'any' },
        { name: 'high', value: b, rule: 'any' },
      ],
      size as SizeArg,
      (l, h) => l + (h - l) * this.bits.nextDouble(),
    );
  }

  /** Normal with mean `loc` and standard deviation `scale`; default 0 and 1. */
  normal(loc?: number, scale?: number): number;
  normal(loc: Param, scale: Param, size?: SizeArg): NDArray;
  normal(options: { loc?: Param; scale?: Param; size: Size }): NDArray;
  normal(...given: unknown[]): number | NDArray {
    const [loc, scale, size] = named(`${this.who}.normal`, given, ['loc', 'scale', 'size'], [0, 1]);
    return this.sample(
      'normal',
      [
        { name: 'loc', value: loc as Param, rule: 'any' },
        { name: 'scale', value: scale as Param, rule: 'notNegative' },
      ],
      size as SizeArg,
      (l, s) => l + s * this.normalDraw(),
    );
  }

  /** Exponential with mean `scale`; default 1. */
  exponential(scale?: number): number;
  exponential(scale: Param, size?: SizeArg): NDArray;
  exponential(options: { scale?: Param; size: Size }): NDArray;
  exponential(...given: unknown[]): number | NDArray {
    const [scale, size] = named(`${this.who}.exponential`, given, ['scale', 'size'], [1]);
    return this.sample(
      'exponential',
      [{ name: 'scale', value: scale as Param, rule: 'notNegative' }],
      size as SizeArg,
      (s) => s * this.exponentialDraw(),
    );
  }

  /** Successes in `n` trials of probability `p` (int64). */
  binomial(n: number, p: number): number;
  binomial(n: Param, p: Param, size?: SizeArg): NDArray;
  binomial(options: { n: Param; p: Param; size: Size }): NDArray;
  binomial(...given: unknown[]): number | NDArray {
    const [n, p, size] = named(`${this.who}.binomial`, given, ['n', 'p', 'size'], []);
    const specs: ParamSpec[] = [
      { name: 'n', value: n as Param, rule: 'count' },
      { name: 'p', value: p as Param, rule: 'probability' },
    ];
    if (typeof n === 'number' && typeof p === 'number') {
      this.check(specs, 'binomial');
      return this.draws(binomial(this.bits, n, p, this.legacy), size as SizeArg, 'int64', 'binomial');
    }
    const draw = (trials: number, chance: number) => binomial(this.bits, trials, chance, this.legacy)();
    return this.sample('binomial', specs, size as SizeArg, draw, 'int64');
  }

  /** Events in a span where `lam` are expected (int64); default 1. */
  poisson(lam?: number): number;
  poisson(lam: Param, size?: SizeArg): NDArray;
  poisson(options: { lam?: Param; size: Size }): NDArray;
  poisson(...given: unknown[]): number | NDArray {
    const [lam, size] = named(`${this.who}.poisson`, given, ['lam', 'size'], [1]);
    const specs: ParamSpec[] = [{ name: 'lam', value: lam as Param, rule: 'notNegative' }];
    return this.sample('poisson', specs, size as SizeArg, (mean) => poisson(this.bits, mean), 'int64');
  }

  /** Trials up to the first success of probability `p`, from 1 (int64). */
  geometric(p: number): number;
  geometric(p: Param, size?: SizeArg): NDArray;
  geometric(...given: unknown[]): number | NDArray {
    const [p, size] = named(`${this.who}.geometric`, given, ['p', 'size'], []);
    const specs: ParamSpec[] = [{ name: 'p', value: p as Param, rule: 'probability' }];
    const draw = (chance: number) => geometric(this.bits, chance, () => this.exponentialDraw());
    return this.sample('geometric', specs, size as SizeArg, draw, 'int64');
  }

  /** Gamma of the given shape and scale (default 1). */
  gamma(shape: number, scale?: number): number;
  gamma(shape: Param, scale: Param, size?: SizeArg): NDArray;
  gamma(...given: unknown[]): number | NDArray {
    const [shape, scale, size] = named(`${this.who}.gamma`, given, ['shape', 'scale', 'size'], [undefined, 1]);
    const specs: ParamSpec[] = [
      { name: 'shape', value: shape as Param, rule: 'notNegative' },
      { name: 'scale', value: scale as Param, rule: 'notNegative' },
    ];
    return this.sample('gamma', specs, size as SizeArg, (k, theta) => theta * this.gammaDraw(k));
  }

  /** Beta on [0, 1]; `a` and `b` above 0. */
  beta(a: number, b: number): number;
  beta(a: Param, b: Param, size?: SizeArg): NDArray;
  beta(...given: unknown[]): number | NDArray {
    const [a, b, size] = named(`${this.who}.beta`, given, ['a', 'b', 'size'], []);
    const specs: ParamSpec[] = [
      { name: 'a', value: a as Param, rule: 'positive' },
      { name: 'b', value: b as Param, rule: 'positive' },
    ];
    return this.sample('beta', specs, size as SizeArg, (x, y) => this.betaDraw(x, y));
  }

  /** Chi-square with `df` degrees of freedom. */
  chisquare(df: number): number;
  chisquare(df: Param, size?: SizeArg): NDArray;
  chisquare(...given: unknown[]): number | NDArray {
    const [df, size] = named(`${this.who}.chisquare`, given, ['df', 'size'], []);
    const specs: ParamSpec[] = [{ name: 'df', value: df as Param, rule: 'positive' }];
    return this.sample('chisquare', specs, size as SizeArg, (k) => 2 * this.gammaDraw(k / 2));
  }

  /** Laplace (double exponential) around `loc`; default 0 and scale 1. */
  laplace(loc?: number, scale?: number): number;
  laplace(loc: Param, scale: Param, size?: SizeArg): NDArray;
  laplace(...given: unknown[]): number | NDArray {
    const [loc, scale, size] = named(`${this.who}.laplace`, given, ['loc', 'scale', 'size'], [0, 1]);
    const specs: ParamSpec[] = [
      { name: 'loc', value: loc as Param, rule: 'any' },
      { name: 'scale', value: scale as Param, rule: 'notNegative' },
    ];
    return this.sample('laplace', specs, size as SizeArg, (at, s) => laplace(this.bits, at, s));
  }

  /** Triangular between `left` and `right` with its peak at `mode`. */
  triangular(left: number, mode: number, right: number): number;
  triangular(left: Param, mode: Param, right: Param, size?: SizeArg): NDArray;
  triangular(...given: unknown[]): number | NDArray {
    const [left, mode, right, size] = named(`${this.who}.triangular`, given, ['left', 'mode', 'right', 'size'], []);
    const specs: ParamSpec[] = [left, mode, right].map((value, i) => ({
      name: ['left', 'mode', 'right'][i]!,
      value: value as Param,
      rule: 'any',
    }));
    return this.sample('triangular', specs, size as SizeArg, (l, m, r) => {
      if (l <= m && m <= r && l < r) return triangular(this.bits, l, m, r);
      throw new ValueError({
        who: `${this.who}.triangular`,
        rule: {
          en: 'left <= mode <= right and left < right must hold',
          ko: 'left <= mode <= right이고 left < right여야 합니다',
        },
        received: `left ${l}, mode ${m}, right ${r}`,
      });
    });
  }

  /** Mixes the rows along `axis` (default 0) in place; also a plain list. */
  shuffle(x: NDArray | unknown[], given: number | AxisOption = 0): void {
    if (arguments.length > 1) checkCall(`${this.who}.shuffle`, arguments, 2, axisOption);
    const axis = (axisOf(given) as number | null | undefined) ?? 0;
    const { bits } = this;
    if (!isNDArray(x)) {
      if (!Array.isArray(x)) throw notMixed(x, `${this.who}.shuffle`);
      for (let i = x.length - 1; i > 0; i--) {
        const j = interval(bits, i);
        [x[i], x[j]] = [x[j], x[i]];
      }
      return;
    }
    if (!x.writeable) {
      throw new ValueError({
        who: `${this.who}.shuffle`,
        rule: { en: 'an array made by broadcasting is read-only', ko: '브로드캐스팅으로 만든 배열은 읽기 전용입니다' },
        received: { en: `shape ${shapeText(x.shape)}`, ko: `모양 ${shapeText(x.shape)}` },
        hint: { en: 'Shuffle a copy: x.copy()', ko: '복사본을 섞으세요: x.copy()' },
      });
    }
    const along = oneAxis(axis, x.shape, `${this.who}.shuffle`);
    if (x.size === 0) return;
    this.mix(x, x.shape[along]!, x.strides[along]!, otherPlaces(x, along));
  }

  /** A mixed copy of `x` along `axis`, or 0 … x - 1 in mixed order. */
  permutation(x: number | ArraySource, given: number | AxisOption = 0): NDArray {
    if (arguments.length > 1) checkCall(`${this.who}.permutation`, arguments, 2, axisOption);
    const axis = (axisOf(given) as number | null | undefined) ?? 0;
    const source = typeof x === 'number' ? counting(x, `${this.who}.permutation`) : arrayOf(x);
    const along = oneAxis(axis, source.shape, `${this.who}.permutation`);
    if (source.ndim === 1) {
      const out = source.copy();
      this.shuffle(out);
      return out;
    }
    const order = counting(source.shape[along]!, `${this.who}.permutation`);
    this.shuffle(order);
    return takeAlong(source, order.data, along);
  }

  /** Swaps rows downwards, Fisher-Yates; `others` are the places of one row's elements. */
  protected mix(x: NDArray, n: number, step: number, others: ArrayLike<number>): void {
    const { data } = x;
    const { bits } = this;
    if (others.length === 1) {
      const first = others[0]!;
      for (let i = n - 1; i > 0; i--) {
        const [p, q] = [first + i * step, first + interval(bits, i) * step];
        const kept = data[q]!;
        data[q] = data[p]!;
        data[p] = kept;
      }
      return;
    }
    for (let i = n - 1; i > 0; i--) {
      const j = interval(bits, i);
      if (i === j) continue;
      for (let k = 0; k < others.length; k++) {
        const at = others[k]!;
        const kept = data[at + j * step]!;
        data[at + j * step] = data[at + i * step]!;
        data[at + i * step] = kept;
      }
    }
  }

  protected gammaDraw(shape: number): number {
    return gamma(
      this.bits,
      shape,
      () => this.normalDraw(),
      () => this.exponentialDraw(),
    );
  }

  /** Jöhnk's method for small parameters, else a ratio of gamma draws. */
  private betaDraw(a: number, b: number): number {
    if (a <= 1 && b <= 1) {
      for (;;) {
        const x = this.bits.nextDouble() ** (1 / a);
        const y = this.bits.nextDouble() ** (1 / b);
        if (x + y <= 1 && x + y > 0) return x / (x + y);
      }
    }
    const ga = this.gammaDraw(a);
    return ga / (ga + this.gammaDraw(b));
  }

  /** A number without a size, else an array filled by `draw` in C order. */
  protected draws(draw: () => number, size: SizeArg | undefined, dtype: DType, who: string): number | NDArray {
    const shape = this.shapeOf(size, who);
    if (shape === undefined) return draw();
    const out = allocateResult(dtype === 'float32' ? dtype : 'float64', sizeOf(shape));
    for (let i = 0; i < out.length; i++) out[i] = draw();
    return makeArray(out, dtype, shape);
  }

  /** Uniform on [0, 1), float64. */
  protected uniformDraws(size: SizeArg | undefined, who: string): number | NDArray {
    const shape = this.shapeOf(size, who);
    if (shape === undefined) return this.bits.nextDouble();
    const out = allocateResult('float64', sizeOf(shape)) as Float64Array;
    this.bits.fillDoubles(out);
    return makeArray(out, 'float64', shape);
  }

  /** As `draws`, with parameters that may be arrays. */
  protected sample(
    who: string,
    specs: readonly ParamSpec[],
    size: SizeArg | undefined,
    draw: (a: number, b: number, c: number) => number,
    dtype: DType = 'float64',
  ): number | NDArray {
    this.check(specs, who);
    const params = specs.map((s) => s.value);
    if (params.every((p) => typeof p === 'number')) {
      const [a, b, c] = params as [number, number, number];
      return this.draws(() => draw(a, b, c), size, dtype, who);
    }
    const arrays = params.map(arrayOf);
    const wanted = this.shapeOf(size, who);
    const shape = commonShape([...arrays.map((x) => x.shape), ...(wanted ? [wanted] : [])], `${this.who}.${who}`);
    if (wanted && sizeOf(wanted) !== sizeOf(shape)) {
      throw new ShapeError({
        who: `${this.who}.${who}`,
        rule: { en: 'the parameters must stretch to the size', ko: '매개변수는 크기에 맞게 늘릴 수 있어야 합니다' },
        received: {
          en: `size ${shapeText(wanted)}, parameters ${arrays.map((x) => shapeText(x.shape)).join(', ')}`,
          ko: `크기 ${shapeText(wanted)}, 매개변수 ${arrays.map((x) => shapeText(x.shape)).join(', ')}`,
        },
      });
    }
    const [a, b, c] = arrays.map((x) => stretched(x, shape));
    const out = new Float64Array(sizeOf(shape));
    for (let i = 0; i < out.length; i++) out[i] = draw(a![i]!, b?.[i] ?? 0, c?.[i] ?? 0);
    return makeArray(out, dtype, shape);
  }

  protected check(specs: readonly ParamSpec[], who: string): void {
    for (const { name, value, rule } of specs) {
      const values = typeof value === 'number' ? [value] : value === undefined ? [NaN] : arrayOf(value).toTyped();
      const bad = Array.prototype.find.call(values, (x: number) => !rules[rule].holds(x)) as number | undefined;
      if (bad === undefined) continue;
      throw new ValueError({
        who: `${this.who}.${who}`,
        rule: { en: `${name} ${rules[rule].text.en}`, ko: `${name}은(는) ${rules[rule].text.ko}` },
        received: `${name} ${value === undefined ? 'undefined' : bad}`,
      });
    }
  }

  protected shapeOf(size: SizeArg | undefined, who: string): number[] | undefined {
    if (isPlainObject(size)) readOptions(`${this.who}.${who}`, size, sizeOption);
    const sides = typeof size === 'object' && !Array.isArray(size) ? (size as { size?: Size } | null)?.size : size;
    return sides === undefined || sides === null ? undefined : asShape(sides as Size, `${this.who}.${who}`);
  }

  /** float64 or float32, nothing else. */
  protected floatType(given: DTypeLike | undefined, who: string): 'float64' | 'float32' {
    const dtype = asDType(given ?? 'float64', `${this.who}.${who}`);
    if (dtype === 'float64' || dtype === 'float32') return dtype;
    throw new DTypeError({
      who: `${this.who}.${who}`,
      rule: { en: 'dtype must be float64 or float32', ko: 'dtype은 float64나 float32여야 합니다' },
      received: `'${dtype}'`,
    });
  }
}

/**
 * Positional arguments, an options object in the place of any of them, and defaults, in the order of `names`.
 * @throws ValueError for an option that is none of `names`, and for too many arguments
 */
export function named(
  who: string,
  given: readonly unknown[],
  names: readonly string[],
  defaults: readonly unknown[],
): unknown[] {
  const out = names.map((_, i) => defaults[i]);
  given.forEach((value, i) => {
    if (isPlainObject(value)) {
      for (const name of Object.keys(value)) if (!names.includes(name)) throw unknownOption(who, name, names, value);
      names.forEach((name, k) => (out[k] = value[name] ?? out[k]));
    } else if (i >= names.length) refuseSurplus(who, given, names.length);
    else if (value !== undefined && value !== null) out[i] = value;
  });
  return out;
}

/** 0 … n - 1 as int64. */
export function counting(n: number, who: string): NDArray {
  const [count] = asShape(n, who);
  return makeArray(
    Float64Array.from({ length: count! }, (_, i) => i),
    'int64',
    [count!],
  );
}

function otherPlaces(x: NDArray, axis: number): ArrayLike<number> {
  return x.ndim === 1 ? placesOf([], [], x.offset) : lanesOf(x, axis).starts;
}

function notMixed(x: unknown, who: string): ValueError {
  return new ValueError({
    who,
    rule: { en: 'an array or a list is mixed', ko: '배열이나 리스트를 섞습니다' },
    received: describe(x),
  });
}
