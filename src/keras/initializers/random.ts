/**
 * @file Random initializers with Keras's defaults. Values come from our own seeded stream: equal statistics, not equal
 * bits (Keras's bits differ between its own backends too). Formulas: Glorot 2010, He 2015, LeCun 1998, Saxe 2013.
 */
import { callable, oneOf } from '../../arguments/index.ts';
import { shapeText, ShapeError, ValueError } from '../../errors/index.ts';
import { readArguments } from '../common/arguments.ts';
import type { Random } from '../common/random.ts';
import { cells, computeFans, RandomInitializer } from './initializer.ts';

/** The deviation of a unit normal cut at ±2: dividing by it gives the cut one the wanted deviation. */
const CUT_DEVIATION = 0.87962566103423978;

type Seed = number | null;

function fill(shape: readonly number[], draw: () => number): Float32Array {
  const values = new Float32Array(cells(shape));
  for (let i = 0; i < values.length; i++) values[i] = draw();
  return values;
}

function truncated(stream: Random): number {
  let value = stream.normal();
  while (Math.abs(value) >= 2) value = stream.normal();
  return value;
}

export interface NormalOptions {
  /** Centre. Default 0. */
  mean?: number;
  /** Standard deviation. Default 0.05. */
  stddev?: number;
  /** Fixes the values. Default: drawn from the global seed. */
  seed?: Seed;
}
type NormalArguments = [mean?: number | NormalOptions, stddev?: number | NormalOptions, seed?: Seed | NormalOptions];

/**
 * Normal distribution N(mean, stddev²).
 * @ko 정규분포의 난수로 가중치를 처음 정합니다.
 */
export const RandomNormal = callable(
  class RandomNormal extends RandomInitializer {
    readonly mean: number;
    readonly stddev: number;

    constructor(...args: NormalArguments) {
      const { mean, stddev, seed } = readArguments('RandomNormal', args, { mean: 0, stddev: 0.05, seed: null as Seed });
      super(seed);
      this.mean = mean;
      this.stddev = stddev;
    }

    override get isSettled(): boolean {
      return true;
    }

    override call(shape: readonly number[]): Float32Array {
      const stream = this.stream();
      return fill(shape, () => this.mean + this.stddev * stream.normal());
    }

    override getConfig(): Record<string, unknown> {
      return { mean: this.mean, stddev: this.stddev, ...super.getConfig() };
    }
  },
);

/** Normal distribution, values beyond two deviations drawn again. */
export const TruncatedNormal = callable(
  class TruncatedNormal extends RandomInitializer {
    readonly mean: number;
    readonly stddev: number;

    constructor(...args: NormalArguments) {
      const defaults = { mean: 0, stddev: 0.05, seed: null as Seed };
      const { mean, stddev, seed } = readArguments('TruncatedNormal', args, defaults);
      super(seed);
      this.mean = mean;
      this.stddev = stddev;
    }

    override get isSettled(): boolean {
      return true;
    }

    override call(shape: readonly number[]): Float32Array {
      const stream = this.stream();
      return fill(shape, () => this.mean + this.stddev * truncated(stream));
    }

    override getConfig(): Record<string, unknown> {
      return { mean: this.mean, stddev: this.stddev, ...super.getConfig() };
    }
  },
);

export interface UniformOptions {
  /** Lower end. Default -0.05. */
  minval?: number;
  /** Upper end. Default 0.05. */
  maxval?: number;
  /** Fixes the values. Default: drawn from the global seed. */
  seed?: Seed;
}

/** Uniform distribution over [minval, maxval). */
export const RandomUniform = callable(
  class RandomUniform extends RandomInitializer {
    readonly minval: number;
    readonly maxval: number;

    constructor(
      ...args: [minval?: number | UniformOptions, maxval?: number | UniformOptions, seed?: Seed | UniformOptions]
    ) {
      const defaults = { minval: -0.05, maxval: 0.05, seed: null as Seed };
      const { minval, maxval, seed } = readArguments('RandomUniform', args, defaults);
      super(seed);
      this.minval = minval;
      this.maxval = maxval;
    }

    override get isSettled(): boolean {
      return true;
    }

    override call(shape: readonly number[]): Float32Array {
      const stream = this.stream();
      return fill(shape, () => this.minval + (this.maxval - this.minval) * stream.uniform());
    }

    override getConfig(): Record<string, unknown> {
      return { minval: this.minval, maxval: this.maxval, ...super.getConfig() };
    }
  },
);

const MODES = ['fan_in', 'fan_out', 'fan_avg'] as const;
const DISTRIBUTIONS = ['truncated_normal', 'untruncated_normal', 'uniform'] as const;
export type FanMode = (typeof MODES)[number];
export type FanDistribution = (typeof DISTRIBUTIONS)[number];

export interface VarianceScalingOptions {
  /** The wanted variance is scale / fan. Default 1. */
  scale?: number;
  /** Which fan. Default 'fan_in'. */
  mode?: FanMode;
  /** Default 'truncated_normal'. */
  distribution?: FanDistribution | 'normal';
  /** Fixes the values. Default: drawn from the global seed. */
  seed?: Seed;
}

interface VarianceArguments extends Required<VarianceScalingOptions> {
  inputAxes: null;
  outputAxes: null;
}

/** Values of variance `scale / fan`: the general form of Glorot, He and LeCun. */
export const VarianceScaling = callable(
  class VarianceScaling extends RandomInitializer {
    readonly scale: number;
    readonly mode: FanMode;
    readonly distribution: FanDistribution;

    constructor(
      ...args: [scale?: number | VarianceScalingOptions, ...rest: (string | Seed | VarianceScalingOptions)[]]
    ) {
      const given = readArguments<VarianceArguments>('VarianceScaling', args, {
        scale: 1,
        mode: 'fan_in',
        distribution: 'truncated_normal',
        seed: null as Seed,
        inputAxes: null,
        outputAxes: null,
      });
      super(given.seed);
      const distribution = given.distribution === 'normal' ? 'truncated_normal' : given.distribution;
      if (!(given.scale > 0)) {
        throw new ValueError({
          who: 'VarianceScaling',
          rule: { en: 'scale must be above 0', ko: 'scale은 0보다 커야 합니다' },
          received: String(given.scale),
        });
      }
      oneOf('VarianceScaling', 'mode', given.mode, MODES);
      oneOf('VarianceScaling', 'distribution', distribution, DISTRIBUTIONS);
      if (given.inputAxes !== null || given.outputAxes !== null) {
        throw new ValueError({
          who: 'VarianceScaling',
          rule: {
            en: 'inputAxes and outputAxes are not supported: no layer here has weights that need them',
            ko: 'inputAxes와 outputAxes는 지원하지 않습니다. 이것이 필요한 가중치를 가진 층이 없습니다',
          },
        });
      }
      this.scale = given.scale;
      this.mode = given.mode;
      this.distribution = distribution;
    }

    override get isSettled(): boolean {
      return true;
    }

    override call(shape: readonly number[]): Float32Array {
      const { fanIn, fanOut } = computeFans(shape);
      const fan = { fan_in: fanIn, fan_out: fanOut, fan_avg: (fanIn + fanOut) / 2 }[this.mode];
      const variance = this.scale / Math.max(1, fan);
      const stream = this.stream();
      if (this.distribution === 'uniform') {
        const values = new Float32Array(cells(shape));
        stream.fillSymmetric(values, Math.sqrt(3 * variance));
        return values;
      }
      const deviation = Math.sqrt(variance);
      if (this.distribution === 'untruncated_normal') return fill(shape, () => deviation * stream.normal());
      return fill(shape, () => (deviation / CUT_DEVIATION) * truncated(stream));
    }

    override getConfig(): Record<string, unknown> {
      return { scale: this.scale, mode: this.mode, distribution: this.distribution, ...super.getConfig() };
    }
  },
);

export interface SeedOptions {
  /** Fixes the values. Default: drawn from the global seed. */
  seed?: Seed;
}
type SeedArguments = [seed?: Seed | SeedOptions];

// Glorot, He and LeCun differ only in three words, so they are made by one function.
function fanInitializer(who: string, scale: number, mode: FanMode, distribution: FanDistribution) {
  const named = {
    [who]: class extends VarianceScaling {
      constructor(...args: SeedArguments) {
        const defaults = { seed: null as Seed, inputAxes: null, outputAxes: null };
        super({ scale, mode, distribution, ...readArguments(who, args, defaults) });
      }

      override getConfig(): Record<string, unknown> {
        return { seed: this.seed };
      }
    },
  };
  return callable(named[who]!);
}

/**
 * U(-L, L), L = sqrt(6 / (fanIn + fanOut)): the default of kernels.
 * @ko 입력과 출력의 수에 맞춘 범위의 난수로 가중치를 처음 정합니다.
 */
export const GlorotUniform = fanInitializer('GlorotUniform', 1, 'fan_avg', 'uniform');
/** Truncated normal of deviation sqrt(2 / (fanIn + fanOut)). */
export const GlorotNormal = fanInitializer('GlorotNormal', 1, 'fan_avg', 'truncated_normal');
/** U(-L, L), L = sqrt(6 / fanIn): for ReLU networks. */
export const HeUniform = fanInitializer('HeUniform', 2, 'fan_in', 'uniform');
/**
 * Truncated normal of deviation sqrt(2 / fanIn): for ReLU networks.
 * @ko ReLU에 맞춘 정규분포의 난수로 가중치를 처음 정합니다.
 */
export const HeNormal = fanInitializer('HeNormal', 2, 'fan_in', 'truncated_normal');
/** U(-L, L), L = sqrt(3 / fanIn). */
export const LecunUniform = fanInitializer('LecunUniform', 1, 'fan_in', 'uniform');
/** Truncated normal of deviation sqrt(1 / fanIn): for SELU networks. */
export const LecunNormal = fanInitializer('LecunNormal', 1, 'fan_in', 'truncated_normal');

export interface OrthogonalOptions {
  /** Factor on the matrix. Default 1. */
  gain?: number;
  /** Fixes the values. Default: drawn from the global seed. */
  seed?: Seed;
}

/** A random orthogonal matrix (of the weights flattened to 2-d, last axis kept) times `gain`. Needs rank ≥ 2. */
export const Orthogonal = callable(
  class Orthogonal extends RandomInitializer {
    readonly gain: number;

    constructor(...args: [gain?: number | OrthogonalOptions, seed?: Seed | OrthogonalOptions]) {
      const { gain, seed } = readArguments('Orthogonal', args, { gain: 1, seed: null as Seed });
      super(seed);
      this.gain = gain;
    }

    override call(shape: readonly number[]): Float32Array {
      if (shape.length < 2) {
        throw new ShapeError({
          who: 'Orthogonal',
          rule: { en: 'needs weights of rank 2 or more', ko: '2차원 이상의 가중치가 필요합니다' },
          received: shapeText(shape),
        });
      }
      const columns = shape.at(-1)!;
      const rows = cells(shape.slice(0, -1));
      const [tall, thin] = [Math.max(rows, columns), Math.min(rows, columns)];
      const stream = this.stream();
      const basis = orthonormalColumns(
        fill([tall, thin], () => stream.normal()),
        tall,
        thin,
      );
      const values = new Float32Array(rows * columns);
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          values[i * columns + j] = this.gain * (rows < columns ? basis[j * thin + i]! : basis[i * thin + j]!);
        }
      }
      return values;
    }

    override getConfig(): Record<string, unknown> {
      return { gain: this.gain, ...super.getConfig() };
    }
  },
);

/** Gram-Schmidt, twice for float64 accuracy; its factor R has a positive diagonal, so Q is uniformly distributed. */
function orthonormalColumns(start: Float32Array, rows: number, columns: number): Float64Array {
  const q = Float64Array.from(start);
  for (let j = 0; j < columns; j++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < j; k++) {
        let dot = 0;
        for (let i = 0; i < rows; i++) dot += q[i * columns + j]! * q[i * columns + k]!;
        for (let i = 0; i < rows; i++) q[i * columns + j]! -= dot * q[i * columns + k]!;
      }
    }
    let norm = 0;
    for (let i = 0; i < rows; i++) norm += q[i * columns + j]! ** 2;
    norm = Math.sqrt(norm);
    for (let i = 0; i < rows; i++) q[i * columns + j]! /= norm;
  }
  return q;
}
