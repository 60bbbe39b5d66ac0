/** @file `keras.constraints`: what weights may be, enforced after every update. Norms are taken along `axis`. */
import { type Node, g as op } from '../../engine/index.ts';
import { readArguments } from '../common/arguments.ts';
import { callable } from '../../arguments/index.ts';
import { Lookup } from '../common/lookup.ts';
import { getter, type WeightFunctionLike } from '../common/weight-function.ts';
import { Constraint as ConstraintBase } from './constraint.ts';

/** What every constraint stands on: it changes weights after each step. */
export const Constraint = callable(ConstraintBase);
export type Constraint = ConstraintBase;

const EPSILON = 1e-7;
type Axis = number | readonly number[];

function norms(weight: Node, axis: Axis): Node {
  return op.sqrt(op.sum(op.square(weight), { axis, keepDims: true }));
}

export interface MaxNormOptions {
  /** Default 2. */
  maxValue?: number;
  /** Default 0: the incoming weights of each Dense unit. For Conv2D use [0, 1, 2]. */
  axis?: Axis;
}

/** Shrinks weights whose norm is above `maxValue`: `w · min(|w|, max) / (e + |w|)`. */
export const MaxNorm = callable(
  class MaxNorm extends ConstraintBase {
    readonly maxValue: number;
    readonly axis: Axis;

    constructor(...args: [maxValue?: number | MaxNormOptions, axis?: Axis]) {
      super();
      const { maxValue, axis } = readArguments('MaxNorm', args, { maxValue: 2, axis: 0 });
      this.maxValue = maxValue;
      this.axis = axis;
    }

    override call(weight: Node): Node {
      const norm = norms(weight, this.axis);
      return op.mul(weight, op.div(op.minimum(norm, this.maxValue), op.add(norm, EPSILON)));
    }

    override getConfig(): Record<string, unknown> {
      return { maxValue: this.maxValue, axis: this.axis };
    }
  },
);

/** Negative weights become 0. */
export const NonNeg = callable(
  class NonNeg extends ConstraintBase {
    override call(weight: Node): Node {
      return op.relu(weight);
    }
  },
);

export interface UnitNormOptions {
  /** Default 0. */
  axis?: Axis;
}

/** Weights of norm 1: `w / (e + |w|)`. */
export const UnitNorm = callable(
  class UnitNorm extends ConstraintBase {
    readonly axis: Axis;

    constructor(...args: [axis?: Axis | UnitNormOptions]) {
      super();
      this.axis = readArguments('UnitNorm', args, { axis: 0 }).axis;
    }

    override call(weight: Node): Node {
      return op.div(weight, op.add(norms(weight, this.axis), EPSILON));
    }

    override getConfig(): Record<string, unknown> {
      return { axis: this.axis };
    }
  },
);

export interface MinMaxNormOptions {
  /** Default 0. */
  minValue?: number;
  /** Default 1. */
  maxValue?: number;
  /** How much of the way is gone at each update. Default 1. */
  rate?: number;
  /** Default 0. */
  axis?: Axis;
}

/** Norms between two bounds: `w · (rate · clip(|w|, min, max) + (1 - rate)|w|) / (e + |w|)`. */
export const MinMaxNorm = callable(
  class MinMaxNorm extends ConstraintBase {
    readonly options: Required<MinMaxNormOptions>;

    constructor(...args: (Axis | MinMaxNormOptions)[]) {
      super();
      const defaults = { minValue: 0, maxValue: 1, rate: 1, axis: 0 as Axis };
      this.options = readArguments('MinMaxNorm', args, defaults);
    }

    override call(weight: Node): Node {
      const { minValue, maxValue, rate, axis } = this.options;
      const norm = norms(weight, axis);
      const bounded = op.minimum(op.maximum(norm, minValue), maxValue);
      const wanted = op.add(op.mul(bounded, rate), op.mul(norm, 1 - rate));
      return op.mul(weight, op.div(wanted, op.add(norm, EPSILON)));
    }

    override getConfig(): Record<string, unknown> {
      return { ...this.options };
    }
  },
);

type Maker = (options: Record<string, unknown>) => ConstraintBase;
const table = new Lookup<Maker>({ en: 'constraint', ko: '제약' }, [
  [['max_norm', 'MaxNorm'], (o) => MaxNorm(o)],
  [['non_neg', 'NonNeg'], () => NonNeg()],
  [['unit_norm', 'UnitNorm'], (o) => UnitNorm(o)],
  [['min_max_norm', 'MinMaxNorm'], (o) => MinMaxNorm(o)],
]);

/** A constraint, its name, a function from a weight to a weight, or nothing. */
export type ConstraintLike = WeightFunctionLike<ConstraintBase>;

/** The constraint meant by a name, an instance, a function or a Keras config; null stays null. */
export const get = getter(
  {
    table,
    base: ConstraintBase,
    rule: {
      en: 'a constraint is a name, a constraint or a function of the weight',
      ko: '제약은 이름, 제약 객체, 또는 가중치를 받는 함수입니다',
    },
    hint: {
      en: "For example 'non_neg' or keras.constraints.MaxNorm(3).",
      ko: "예: 'non_neg' 또는 keras.constraints.MaxNorm(3)",
    },
  },
  'constraints.get',
);

/** The same as `MaxNorm`. */
export const maxNorm = MaxNorm;
/** The same as `NonNeg`. */
export const nonNeg = NonNeg;
/** The same as `UnitNorm`. */
export const unitNorm = UnitNorm;
/** The same as `MinMaxNorm`. */
export const minMaxNorm = MinMaxNorm;
