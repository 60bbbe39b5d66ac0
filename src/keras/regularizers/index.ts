/**
 * @file `keras.regularizers`: penalties on weights or on a layer's output, added to the loss. `l2` is `0.01 · sum(w²)`
 * without the half, as in Keras.
 */
import { type Node, g as op } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import { readArguments } from '../common/arguments.ts';
import { callable } from '../../arguments/index.ts';
import { Lookup } from '../common/lookup.ts';
import { getter, WeightFunction, type WeightFunctionLike } from '../common/weight-function.ts';

/** Base of all regularizers. Subclass it with your own `call(weight)` that gives the penalty of a weight, 0-d. */
class RegularizerBase extends WeightFunction {}
/** What every regularizer stands on: it gives a penalty for weights. */
export const Regularizer = callable(RegularizerBase);
export type Regularizer = RegularizerBase;

function factor(who: string, name: string, value: number): number {
  if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return value;
  throw new ValueError({
    who,
    rule: { en: `${name} must be a number of 0 or more`, ko: `${name}은(는) 0 이상의 수여야 합니다` },
    received: String(value),
  });
}

/**
 * `l1 · sum|w|`, default 0.01.
 * @ko 가중치의 절댓값에 주는 벌점입니다.
 */
export const L1 = callable(
  class L1 extends RegularizerBase {
    readonly l1: number;

    constructor(...args: [l1?: number | { l1?: number }]) {
      super();
      this.l1 = factor('L1', 'l1', readArguments('L1', args, { l1: 0.01 }).l1);
    }

    override call(weight: Node): Node {
      return op.mul(op.sum(op.abs(weight)), this.l1);
    }

    override getConfig(): Record<string, unknown> {
      return { l1: this.l1 };
    }
  },
);

/**
 * `l2 · sum w²`, default 0.01.
 * @ko 가중치의 제곱에 주는 벌점입니다.
 */
export const L2 = callable(
  class L2 extends RegularizerBase {
    readonly l2: number;

    constructor(...args: [l2?: number | { l2?: number }]) {
      super();
      this.l2 = factor('L2', 'l2', readArguments('L2', args, { l2: 0.01 }).l2);
    }

    override call(weight: Node): Node {
      return op.mul(op.sum(op.square(weight)), this.l2);
    }

    override getConfig(): Record<string, unknown> {
      return { l2: this.l2 };
    }
  },
);

export interface L1L2Options {
  /** Default 0. */
  l1?: number;
  /** Default 0. */
  l2?: number;
}

/** `l1 · sum|w| + l2 · sum w²`, both 0 by default. */
export const L1L2 = callable(
  class L1L2 extends RegularizerBase {
    readonly l1: number;
    readonly l2: number;

    constructor(...args: [l1?: number | L1L2Options, l2?: number]) {
      super();
      const { l1, l2 } = readArguments('L1L2', args, { l1: 0, l2: 0 });
      this.l1 = factor('L1L2', 'l1', l1 ?? 0);
      this.l2 = factor('L1L2', 'l2', l2 ?? 0);
    }

    override call(weight: Node): Node {
      const l1 = this.l1 ? op.mul(op.sum(op.abs(weight)), this.l1) : null;
      const l2 = this.l2 ? op.mul(op.sum(op.square(weight)), this.l2) : null;
      if (l1 && l2) return op.add(l1, l2);
      return l1 ?? l2 ?? op.scalar(0);
    }

    override getConfig(): Record<string, unknown> {
      return { l1: this.l1, l2: this.l2 };
    }
  },
);

/** Pushes the rows of a 2-d weight apart: factor · sum of |cos| of all pairs / number of pairs. Modes 'rows', 'columns'. */
export const OrthogonalRegularizer = callable(
  class OrthogonalRegularizer extends RegularizerBase {
    readonly factor: number;
    readonly mode: 'rows' | 'columns';

    constructor(
      ...args: [factor?: number | { factor?: number; mode?: 'rows' | 'columns' }, mode?: 'rows' | 'columns']
    ) {
      super();
      const who = 'OrthogonalRegularizer';
      const read = readArguments<{ factor: number; mode: 'rows' | 'columns' }>(who, args, {
        factor: 0.01,
        mode: 'rows',
      });
      this.factor = factor(who, 'factor', read.factor);
      this.mode = read.mode;
      if (this.mode !== 'rows' && this.mode !== 'columns') {
        throw new ValueError({
          who,
          rule: { en: "mode is 'rows' or 'columns'", ko: "mode는 'rows'나 'columns'입니다" },
          received: String(this.mode),
        });
      }
    }

    override call(weight: Node): Node {
      if (weight.shape.length !== 2) {
        throw new ValueError({
          who: 'OrthogonalRegularizer',
          rule: { en: 'needs a 2-d weight', ko: '2차원 가중치가 필요합니다' },
          received: `${weight.shape.length}-d`,
        });
      }
      const rows = this.mode === 'rows';
      const norm = op.sqrt(op.sum(op.square(weight), { axis: rows ? 1 : 0, keepDims: true }));
      const unit = op.div(weight, op.maximum(norm, 1e-12));
      const cosines = op.matmul(unit, unit, rows ? { transposeB: true } : { transposeA: true });
      const n = weight.shape[rows ? 0 : 1]!;
      const offDiagonal = op.mul(op.abs(cosines), op.constant(notIdentity(n), [n, n]));
      return op.mul(op.div(op.mul(op.sum(offDiagonal), 0.5), Math.max(1, (n * (n - 1)) / 2)), this.factor);
    }

    override getConfig(): Record<string, unknown> {
      return { factor: this.factor, mode: this.mode };
    }
  },
);

function notIdentity(n: number): Float32Array {
  return Float32Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 0 : 1));
}

type Maker = (options: Record<string, unknown>) => RegularizerBase;
const table = new Lookup<Maker>({ en: 'regularizer', ko: '규제' }, [
  [['l1', 'L1'], (o) => L1(o)],
  [['l2', 'L2'], (o) => L2(o)],
  [['l1_l2', 'L1L2'], (o) => L1L2(o)],
  [['orthogonal_regularizer', 'OrthogonalRegularizer'], (o) => OrthogonalRegularizer(o)],
]);

/** A regularizer, its name, a function from a weight to one number, or nothing. */
export type RegularizerLike = WeightFunctionLike<RegularizerBase>;

/** The regularizer meant by a name, an instance, a function or a Keras config; null stays null. */
export const get = getter(
  {
    table,
    base: RegularizerBase,
    rule: {
      en: 'a regularizer is a name, a regularizer or a function of the weight',
      ko: '규제는 이름, 규제 객체, 또는 가중치를 받는 함수입니다',
    },
    hint: { en: "For example 'l2' or keras.regularizers.l2(0.001).", ko: "예: 'l2' 또는 keras.regularizers.l2(0.001)" },
  },
  'regularizers.get',
);

/** The same as `L1`. */
export const l1 = L1;
/** The same as `L2`. */
export const l2 = L2;
/** The same as `L1L2`. */
export const l1L2 = L1L2;
