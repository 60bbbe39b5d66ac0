/**
 * @file `keras.optimizers.schedules`: the learning rate as a function of the number of steps taken. They run outside
 * the graph, once a step, and write one number. Formulas in each docstring; s = step, N = decaySteps.
 */
import { NotBuiltError, ValueError } from '../../errors/index.ts';
import { readArguments, refuseOptions } from '../common/arguments.ts';
import { callable } from '../../arguments/index.ts';
import { Invocable } from '../common/invocable.ts';
import { Lookup } from '../common/lookup.ts';
import { camelKeys } from '../common/names.ts';

// Called like a function: the interface gives the class its call signature.
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export interface LearningRateSchedule {
  (step: number): number;
}

/** A learning rate that depends on the step, `schedule(step)`. Subclass it and give it a `call(step)`. */
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export class LearningRateSchedule extends Invocable {
  constructor() {
    super();
    if (arguments.length > 0) refuseOptions(new.target.name, arguments, 0);
  }

  /** The learning rate at a step (0 for the first). */
  call(_step: number): number {
    throw new NotBuiltError({
      who: this.constructor.name,
      rule: { en: 'a schedule must have its own call(step)', ko: '스케줄은 call(step)을 직접 정의해야 합니다' },
    });
  }

  override invoke(step: number): number {
    return this.call(step);
  }

  /** The options that make an equal schedule. */
  getConfig(): Record<string, unknown> {
    return {};
  }
}

function needed(who: string, values: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  for (const name of names) {
    if (values[name] === undefined || values[name] === null || Number.isNaN(values[name])) {
      throw new ValueError({
        who,
        rule: { en: `needs ${names.join(', ')}`, ko: `${names.join(', ')}이(가) 필요합니다` },
        received: { en: `no ${name}`, ko: `${name} 없음` },
      });
    }
  }
}

function positive(who: string, name: string, value: number): void {
  if (!(value > 0))
    throw new ValueError({
      who,
      rule: { en: `${name} must be above 0`, ko: `${name}은(는) 0보다 커야 합니다` },
      received: `${name}=${value}`,
    });
}

export interface DecayOptions {
  /** The learning rate at step 0. */
  initialLearningRate?: number;
  /** How many steps one decay takes. */
  decaySteps?: number;
  /** The factor (exponential) or slope (inverse time) of one decay. */
  decayRate?: number;
  /** Decay in jumps at whole multiples of decaySteps. Default false. */
  staircase?: boolean;
  /** Shown in configs. */
  name?: string;
}
type DecayArguments = [...positional: (number | boolean | string | DecayOptions)[]];

function readDecay(who: string, args: readonly unknown[]) {
  const read = readArguments(who, args, {
    initialLearningRate: Number.NaN,
    decaySteps: Number.NaN,
    decayRate: Number.NaN,
    staircase: false,
    name: who,
  });
  needed(who, read, ['initialLearningRate', 'decaySteps', 'decayRate']);
  positive(who, 'decaySteps', read.decaySteps);
  return read;
}

/** `initial * rate ** (s / N)`; with `staircase`, s / N is rounded down. */
export const ExponentialDecay = callable(
  class ExponentialDecay extends LearningRateSchedule {
    readonly options: ReturnType<typeof readDecay>;

    constructor(...args: DecayArguments) {
      super();
      this.options = readDecay('ExponentialDecay', args);
    }

    override call(step: number): number {
      const { initialLearningRate, decaySteps, decayRate, staircase } = this.options;
      const p = step / decaySteps;
      return initialLearningRate * decayRate ** (staircase ? Math.floor(p) : p);
    }

    override getConfig(): Record<string, unknown> {
      return { ...this.options };
    }
  },
);

/** `initial / (1 + rate * s / N)`; with `staircase`, s / N is rounded down. */
export const InverseTimeDecay = callable(
  class InverseTimeDecay extends LearningRateSchedule {
    readonly options: ReturnType<typeof readDecay>;

    constructor(...args: DecayArguments) {
      super();
      this.options = readDecay('InverseTimeDecay', args);
    }

    override call(step: number): number {
      const { initialLearningRate, decaySteps, decayRate, staircase } = this.options;
      const p = step / decaySteps;
      return initialLearningRate / (1 + decayRate * (staircase ? Math.floor(p) : p));
    }

    override getConfig(): Record<string, unknown> {
      return { ...this.options };
    }
  },
);

export interface PiecewiseConstantDecayOptions {
  /** Steps at which the value changes, rising. */
  boundaries?: readonly number[];
  /** One value more than boundaries. */
  values?: readonly number[];
  name?: string;
}

/** `values[i]` while `s <= boundaries[i]`, then the last value. */
export const PiecewiseConstantDecay = callable(
  class PiecewiseConstantDecay extends LearningRateSchedule {
    readonly options: { boundaries: readonly number[]; values: readonly number[]; name: string };

    constructor(...args: (readonly number[] | string | PiecewiseConstantDecayOptions)[]) {
      super();
      const who = 'PiecewiseConstantDecay';
      this.options = readArguments(who, args, {
        boundaries: [] as readonly number[],
        values: [] as readonly number[],
        name: 'PiecewiseConstant',
      });
      const { boundaries, values } = this.options;
      if (boundaries.length !== values.length - 1) {
        throw new ValueError({
          who,
          rule: { en: 'there must be one value more than boundaries', ko: '값은 boundaries보다 하나 더 있어야 합니다' },
          received: {
            en: `${boundaries.length} boundaries and ${values.length} values`,
            ko: `boundaries ${boundaries.length}개, values ${values.length}개`,
          },
        });
      }
    }

    override call(step: number): number {
      const { boundaries, values } = this.options;
      const i = boundaries.findIndex((boundary) => step <= boundary);
      return values.at(i < 0 ? -1 : i)!;
    }

    override getConfig(): Record<string, unknown> {
      return { ...this.options };
    }
  },
);

export interface PolynomialDecayOptions {
  initialLearningRate?: number;
  decaySteps?: number;
  /** Where the decay ends. Default 0.0001. */
  endLearningRate?: number;
  /** 1 is a straight line (the default). */
  power?: number;
  /** Start again, each time over a longer stretch, instead of staying at the end. Default false. */
  cycle?: boolean;
  name?: string;
}

/** `(initial - end) * (1 - s / N) ** power + end`, s held at N, or N stretched when `cycle`. */
export const PolynomialDecay = callable(
  class PolynomialDecay extends LearningRateSchedule {
    readonly options: Required<PolynomialDecayOptions>;

    constructor(...args: (number | boolean | string | PolynomialDecayOptions)[]) {
      super();
      const who = 'PolynomialDecay';
      this.options = readArguments(who, args, {
        initialLearningRate: Number.NaN,
        decaySteps: Number.NaN,
        endLearningRate: 0.0001,
        power: 1,
        cycle: false,
        name: who,
      });
      needed(who, this.options, ['initialLearningRate', 'decaySteps']);
      positive(who, 'decaySteps', this.options.decaySteps);
    }

    override call(step: number): number {
      const { initialLearningRate, decaySteps, endLearningRate, power, cycle } = this.options;
      const length = cycle ? decaySteps * (step === 0 ? 1 : Math.ceil(step / decaySteps)) : decaySteps;
      const p = (cycle ? step : Math.min(step, length)) / length;
      return (initialLearningRate - endLearningRate) * (1 - p) ** power + endLearningRate;
    }

    override getConfig(): Record<string, unknown> {
      return { ...this.options };
    }
  },
);

export interface CosineDecayOptions {
  initialLearningRate?: number;
  decaySteps?: number;
  /** The end as a fraction of the start. Default 0. */
  alpha?: number;
  name?: string;
  /** With it, the rate first rises from initialLearningRate to this within warmupSteps, then decays from it. */
  warmupTarget?: number | null;
  /** Default 0. */
  warmupSteps?: number;
}

/** `start * ((1 - alpha) * (1 + cos(pi * s / N)) / 2 + alpha)`, s held at N, after an optional linear warm-up. */
export const CosineDecay = callable(
  class CosineDecay extends LearningRateSchedule {
    readonly options: Required<CosineDecayOptions>;

    constructor(...args: (number | string | null | CosineDecayOptions)[]) {
      super();
      const who = 'CosineDecay';
      this.options = readArguments(who, args, {
        initialLearningRate: Number.NaN,
        decaySteps: Number.NaN,
        alpha: 0,
        name: who,
        warmupTarget: null as number | null,
        warmupSteps: 0,
      });
      needed(who, this.options, ['initialLearningRate', 'decaySteps']);
      positive(who, 'decaySteps', this.options.decaySteps);
    }

    override call(step: number): number {
      const { initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps } = this.options;
      const decay = (s: number, from: number) => {
        const cosine = 0.5 * (1 + Math.cos((Math.PI * Math.min(s, decaySteps)) / decaySteps));
        return from * ((1 - alpha) * cosine + alpha);
      };
      if (warmupTarget === null) return decay(step, initialLearningRate);
      if (step >= warmupSteps) return decay(step - warmupSteps, warmupTarget);
      return initialLearningRate + ((warmupTarget - initialLearningRate) * step) / warmupSteps;
    }

    override getConfig(): Record<string, unknown> {
      return { ...this.options };
    }
  },
);

export interface CosineDecayRestartsOptions {
  initialLearningRate?: number;
  /** Steps of the first period. */
  firstDecaySteps?: number;
  /** Each period is this many times as long as the one before. Default 2. */
  tMul?: number;
  /** Each period starts at this fraction of the one before. Default 1. */
  mMul?: number;
  /** The end as a fraction of the start. Default 0. */
  alpha?: number;
  name?: string;
}

/** Cosine decay that starts again and again (SGDR, Loshchilov and Hutter 2016). */
export const CosineDecayRestarts = callable(
  class CosineDecayRestarts extends LearningRateSchedule {
    readonly options: Required<CosineDecayRestartsOptions>;

    constructor(...args: (number | string | CosineDecayRestartsOptions)[]) {
      super();
      const who = 'CosineDecayRestarts';
      this.options = readArguments(who, args, {
        initialLearningRate: Number.NaN,
        firstDecaySteps: Number.NaN,
        tMul: 2,
        mMul: 1,
        alpha: 0,
        name: 'SGDRDecay',
      });
      needed(who, this.options, ['initialLearningRate', 'firstDecaySteps']);
      positive(who, 'firstDecaySteps', this.options.firstDecaySteps);
    }

    override call(step: number): number {
      const { initialLearningRate, firstDecaySteps, tMul, mMul, alpha } = this.options;
      const periods = step / firstDecaySteps;
      let restart = Math.floor(periods);
      let fraction = periods - restart;
      if (tMul !== 1) {
        restart = Math.floor(Math.log(1 - periods * (1 - tMul)) / Math.log(tMul));
        const length = tMul ** restart;
        fraction = (periods - (1 - length) / (1 - tMul)) / length;
      }
      const cosine = 0.5 * mMul ** restart * (1 + Math.cos(Math.PI * fraction));
      return initialLearningRate * ((1 - alpha) * cosine + alpha);
    }

    override getConfig(): Record<string, unknown> {
      return { ...this.options };
    }
  },
);

type Maker = (options: Record<string, unknown>) => LearningRateSchedule;
const table = new Lookup<Maker>({ en: 'schedule', ko: '스케줄' }, [
  [['ExponentialDecay'], (o) => ExponentialDecay(o)],
  [['InverseTimeDecay'], (o) => InverseTimeDecay(o)],
  [['PiecewiseConstantDecay'], (o) => PiecewiseConstantDecay(o)],
  [['PolynomialDecay'], (o) => PolynomialDecay(o)],
  [['CosineDecay'], (o) => CosineDecay(o)],
  [['CosineDecayRestarts'], (o) => CosineDecayRestarts(o)],
]);

/** The schedule of a Keras config `{ class_name, config }`. */
export function deserialize(config: Readonly<Record<string, unknown>>): LearningRateSchedule {
  const options = (config['config'] ?? {}) as Record<string, unknown>;
  return table.get('schedules.deserialize', String(config['class_name']))(camelKeys(options));
}
