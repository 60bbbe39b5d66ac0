/** @file `keras.losses`: classes, functions, and `get` for names, functions of your own and Keras configs. */
import type { NDArray } from '../../array/index.ts';
import type { Node } from '../../engine/index.ts';
import { readArguments, refuseOptions } from '../common/arguments.ts';
import { callable } from '../../arguments/index.ts';
import { identify, Lookup } from '../common/lookup.ts';
import type { Named } from '../common/names.ts';
import { gaveNode, onTensors, type TensorLike } from '../common/tensor.ts';
import { Circle } from './circle.ts';
import * as f from './functions.ts';
import { checkBinary, checkLabelRange, checkOneHot, checkSameShape, checkSparse } from './labels.ts';
import { Loss as LossBase, type LossOptions, matchRanks } from './loss.ts';

export { matchRanks, reduceWeighted, type LossOptions, type Reduction, weightsFor } from './loss.ts';
export { EPSILON } from './functions.ts';
export { Circle, circle, type CircleOptions, type CircleSettings } from './circle.ts';

/** What every loss stands on: `call(yTrue, yPred)` gives a loss per sample. */
export const Loss = callable(LossBase);
export type Loss = LossBase;

type Formula<O> = (y: Node, p: Node, options: O) => Node;
type Check = (who: string, y: readonly number[], p: readonly number[]) => void;
type Both<O> = O & LossOptions;
const NO_OPTIONS: object = {};

// Every built-in loss is its formula, its defaults and the rule on label shapes; the class around them is the same.
function lossClass<O extends object>(className: string, name: string, formula: Formula<O>, defaults: O, check: Check) {
  const named = {
    [className]: class extends LossBase {
      readonly options: O;

      constructor(...args: unknown[]) {
        const all = { ...defaults, reduction: 'sum_over_batch_size', name, dtype: null } as Both<O> & { dtype: null };
        // Keras puts reduction before axis for this one loss.
        const order =
          check === checkSparse ? ['fromLogits', 'ignoreClass', 'reduction', 'axis', 'name', 'dtype'] : undefined;
        const read = readArguments(className, args, all, order as (keyof typeof all & string)[] | undefined);
        const { reduction, name: given, dtype: _, ...options } = read;
        super({ reduction, name: given ?? name });
        this.options = options as unknown as O;
      }

      override call(yTrue: Node, yPred: Node): Node {
        const [y, p] = check === checkSparse ? [yTrue, yPred] : matchRanks(yTrue, yPred);
        check(this.name, y.shape, p.shape);
        return formula(y, p, this.options);
      }

      override mask(yTrue: Node, yPred: Node): Node | undefined {
        const ignored = (this.options as { ignoreClass?: number | null }).ignoreClass;
        return ignored === undefined || ignored === null ? undefined : f.notClass(yTrue, yPred, ignored);
      }

      override checkLabels(labels: ArrayLike<number>, predictions: readonly (number | null)[]): void {
        if (name.startsWith('binary')) checkBinary(this.name, labels, predictions.at(-1));
        if (check !== checkSparse) return;
        const { axis, ignoreClass } = this.options as { axis: number; ignoreClass: number | null };
        const classes = predictions.at(axis);
        if (typeof classes === 'number') checkLabelRange(this.name, labels, classes, ignoreClass);
      }

      override getConfig(): Record<string, unknown> {
        return { ...super.getConfig(), ...this.options };
      }
    },
  };
  type Made = new (...args: [options?: Both<O>] | [...positional: unknown[]]) => LossBase & { readonly options: O };
  return callable(named[className]! as unknown as Made);
}

/** The same formula as a function: values per sample of np arrays, or a node inside a graph. */
function lossFunction<O extends object>(formula: Formula<O>, check: Check, who: string, defaults: O) {
  function compute(yTrue: Node, yPred: TensorLike, options?: O): Node;
  function compute(yTrue: TensorLike, yPred: Node, options?: O): Node;
  function compute(yTrue: TensorLike, yPred: TensorLike, options?: O): NDArray;
  function compute(yTrue: TensorLike, yPred: TensorLike, options?: O): Node | NDArray {
    const read = readArguments(who, options === undefined ? [] : [options], defaults);
    return onTensors(
      (y, p) => {
        const [a, b] = check === checkSparse ? [y, p] : matchRanks(y, p);
        check(who, a.shape, b.shape);
        return formula(a, b, read);
      },
      yTrue,
      yPred,
    );
  }
  return compute;
}

const CROSS = { fromLogits: false, labelSmoothing: 0, axis: -1 };
const SPARSE = { fromLogits: false, ignoreClass: null as number | null, axis: -1 };
const BINARY_FOCAL = { applyClassBalancing: false, alpha: 0.25, gamma: 2, ...CROSS };
const FOCAL = { alpha: 0.25, gamma: 2, ...CROSS };

const OVERLAP = { axis: null as number | readonly number[] | null };
const TVERSKY = { alpha: 0.5, beta: 0.5, ...OVERLAP };

/**
 * How little two masks overlap: 1 - 2 Σyp / (Σy + Σp), for segmentation with few cells of the class.
 * @ko 두 마스크가 겹치지 않는 정도입니다. 분할에 씁니다.
 */
export const Dice = lossClass('Dice', 'dice', f.dice as Formula<typeof OVERLAP>, OVERLAP, checkSameShape);
/**
 * As Dice's loss, missed cells counting `alpha` and false alarms `beta`, as Keras computes it.
 * @ko 놓친 칸과 잘못 찾은 칸의 무게를 따로 정하는 다이스 손실입니다.
 */
export const Tversky = lossClass('Tversky', 'tversky', f.tversky as Formula<typeof TVERSKY>, TVERSKY, checkSameShape);
/** Dice's loss of two masks. */
export const dice = lossFunction(f.dice as Formula<typeof OVERLAP>, checkSameShape, 'dice', OVERLAP);
/** Tversky's loss of two masks. */
export const tversky = lossFunction(f.tversky as Formula<typeof TVERSKY>, checkSameShape, 'tversky', TVERSKY);

/**
 * mean of (y - p)².
 * @ko 차이의 제곱을 평균한 손실입니다.
 */
export const MeanSquaredError = lossClass(
  'MeanSquaredError',
  'mean_squared_error',
  f.meanSquaredError,
  NO_OPTIONS,
  checkSameShape,
);
/** mean of |y - p|. */
export const MeanAbsoluteError = lossClass(
  'MeanAbsoluteError',
  'mean_absolute_error',
  f.meanAbsoluteError,
  NO_OPTIONS,
  checkSameShape,
);
/** 100 · mean of |y - p| / |y|. */
export const MeanAbsolutePercentageError = lossClass(
  'MeanAbsolutePercentageError',
  'mean_absolute_percentage_error',
  f.meanAbsolutePercentageError,
  NO_OPTIONS,
  checkSameShape,
);
/** mean of (log(1 + y) - log(1 + p))². */
export const MeanSquaredLogarithmicError = lossClass(
  'MeanSquaredLogarithmicError',
  'mean_squared_logarithmic_error',
  f.meanSquaredLogarithmicError,
  NO_OPTIONS,
  checkSameShape,
);
/** Squared below `delta`, linear above: outliers count less. */
export const Huber = lossClass('Huber', 'huber_loss', f.huber, { delta: 1 }, checkSameShape);
/** mean of log cosh(p - y). */
export const LogCosh = lossClass('LogCosh', 'log_cosh', f.logCosh, NO_OPTIONS, checkSameShape);
/** mean of max(0, 1 - y · p) for y of -1 and 1. */
export const Hinge = lossClass('Hinge', 'hinge', f.hinge, NO_OPTIONS, checkSameShape);
/** mean of max(0, 1 - y · p)² for y of -1 and 1. */
export const SquaredHinge = lossClass('SquaredHinge', 'squared_hinge', f.squaredHinge, NO_OPTIONS, checkSameShape);
/** max(0, 1 + the largest wrong score - the right score). */
export const CategoricalHinge = lossClass(
  'CategoricalHinge',
  'categorical_hinge',
  f.categoricalHinge,
  NO_OPTIONS,
  checkOneHot,
);
/** Σ y log(y / p): how far p is from the distribution y. */
export const KLDivergence = lossClass('KLDivergence', 'kl_divergence', f.klDivergence, NO_OPTIONS, checkSameShape);
/** mean of p - y log p: for counts. */
export const Poisson = lossClass('Poisson', 'poisson', f.poisson, NO_OPTIONS, checkSameShape);
/** Minus the cosine of the angle between both (as a metric: the cosine). */
export const CosineSimilarity = lossClass(
  'CosineSimilarity',
  'cosine_similarity',
  f.cosineSimilarity,
  { axis: -1 },
  checkSameShape,
);
/**
 * -(y log p + (1 - y) log(1 - p)): for yes or no, with a sigmoid or `fromLogits`.
 * @ko 예/아니요의 확률에 쓰는 손실입니다.
 */
export const BinaryCrossentropy = lossClass(
  'BinaryCrossentropy',
  'binary_crossentropy',
  f.binaryCrossentropy,
  CROSS,
  checkSameShape,
);
/**
 * -Σ y log p: for classes as rows with a single 1, with a softmax or `fromLogits`.
 * @ko 원-핫 레이블의 분류에 쓰는 손실입니다.
 */
export const CategoricalCrossentropy = lossClass(
  'CategoricalCrossentropy',
  'categorical_crossentropy',
  f.categoricalCrossentropy,
  CROSS,
  checkOneHot,
);
/**
 * -log p of the right class: for classes as numbers, with a softmax or `fromLogits`.
 * @ko 정수 레이블의 분류에 쓰는 손실입니다.
 */
export const SparseCategoricalCrossentropy = lossClass(
  'SparseCategoricalCrossentropy',
  'sparse_categorical_crossentropy',
  f.sparseCategoricalCrossentropy,
  SPARSE,
  checkSparse,
);
/** Binary cross-entropy in which sure answers count less. */
export const BinaryFocalCrossentropy = lossClass(
  'BinaryFocalCrossentropy',
  'binary_focal_crossentropy',
  f.binaryFocalCrossentropy,
  BINARY_FOCAL,
  checkSameShape,
);
/** Categorical cross-entropy in which sure answers count less. */
export const CategoricalFocalCrossentropy = lossClass(
  'CategoricalFocalCrossentropy',
  'categorical_focal_crossentropy',
  f.categoricalFocalCrossentropy,
  FOCAL,
  checkOneHot,
);

/**
 * mean of (y - p)². Per sample.
 * @ko 차이의 제곱을 평균한 손실을 샘플마다 계산합니다.
 */
export const meanSquaredError = lossFunction(f.meanSquaredError, checkSameShape, 'meanSquaredError', NO_OPTIONS);
/** mean of |y - p|. Per sample. */
export const meanAbsoluteError = lossFunction(f.meanAbsoluteError, checkSameShape, 'meanAbsoluteError', NO_OPTIONS);
/** 100 · mean of |y - p| / |y|. Per sample. */
export const meanAbsolutePercentageError = lossFunction(
  f.meanAbsolutePercentageError,
  checkSameShape,
  'meanAbsolutePercentageError',
  NO_OPTIONS,
);
/** mean of (log(1 + y) - log(1 + p))². Per sample. */
export const meanSquaredLogarithmicError = lossFunction(
  f.meanSquaredLogarithmicError,
  checkSameShape,
  'meanSquaredLogarithmicError',
  NO_OPTIONS,
);
/** Squared below `delta`, linear above: outliers count less. Per sample. */
export const huber = lossFunction(f.huber, checkSameShape, 'huber', { delta: 1 });
/** mean of log cosh(p - y). Per sample. */
export const logCosh = lossFunction(f.logCosh, checkSameShape, 'logCosh', NO_OPTIONS);
/** mean of max(0, 1 - y · p) for y of -1 and 1. Per sample. */
export const hinge = lossFunction(f.hinge, checkSameShape, 'hinge', NO_OPTIONS);
/** mean of max(0, 1 - y · p)² for y of -1 and 1. Per sample. */
export const squaredHinge = lossFunction(f.squaredHinge, checkSameShape, 'squaredHinge', NO_OPTIONS);
/** max(0, 1 + the largest wrong score - the right score). Per sample. */
export const categoricalHinge = lossFunction(f.categoricalHinge, checkOneHot, 'categoricalHinge', NO_OPTIONS);
/** Σ y log(y / p): how far p is from the distribution y. Per sample. */
export const klDivergence = lossFunction(f.klDivergence, checkSameShape, 'klDivergence', NO_OPTIONS);
/** mean of p - y log p: for counts. Per sample. */
export const poisson = lossFunction(f.poisson, checkSameShape, 'poisson', NO_OPTIONS);
/** Minus the cosine of the angle between both (as a metric: the cosine). Per sample. */
export const cosineSimilarity = lossFunction(f.cosineSimilarity, checkSameShape, 'cosineSimilarity', { axis: -1 });
/**
 * -(y log p + (1 - y) log(1 - p)): for yes or no, with a sigmoid or `fromLogits`. Per sample.
 * @ko 예/아니요의 손실을 샘플마다 계산합니다.
 */
export const binaryCrossentropy = lossFunction(f.binaryCrossentropy, checkSameShape, 'binaryCrossentropy', CROSS);
/**
 * -Σ y log p: for classes as rows with a single 1, with a softmax or `fromLogits`. Per sample.
 * @ko 원-핫 레이블의 분류 손실을 샘플마다 계산합니다.
 */
export const categoricalCrossentropy = lossFunction(
  f.categoricalCrossentropy,
  checkOneHot,
  'categoricalCrossentropy',
  CROSS,
);
/**
 * -log p of the right class: for classes as numbers, with a softmax or `fromLogits`. Per sample.
 * @ko 정수 레이블의 분류 손실을 샘플마다 계산합니다.
 */
export const sparseCategoricalCrossentropy = lossFunction(
  f.sparseCategoricalCrossentropy,
  checkSparse,
  'sparseCategoricalCrossentropy',
  SPARSE,
);
/** Binary cross-entropy in which sure answers count less. Per sample. */
export const binaryFocalCrossentropy = lossFunction(
  f.binaryFocalCrossentropy,
  checkSameShape,
  'binaryFocalCrossentropy',
  BINARY_FOCAL,
);
/** Categorical cross-entropy in which sure answers count less. Per sample. */
export const categoricalFocalCrossentropy = lossFunction(
  f.categoricalFocalCrossentropy,
  checkOneHot,
  'categoricalFocalCrossentropy',
  FOCAL,
);

type Maker = (options: Record<string, unknown>) => LossBase;
const MAKERS = [
  [['mean_squared_error', 'MeanSquaredError', 'mse'], (o) => MeanSquaredError(o)],
  [['mean_absolute_error', 'MeanAbsoluteError', 'mae'], (o) => MeanAbsoluteError(o)],
  [['mean_absolute_percentage_error', 'MeanAbsolutePercentageError', 'mape'], (o) => MeanAbsolutePercentageError(o)],
  [['mean_squared_logarithmic_error', 'MeanSquaredLogarithmicError', 'msle'], (o) => MeanSquaredLogarithmicError(o)],
  [['huber', 'Huber'], (o) => Huber(o)],
  [['log_cosh', 'LogCosh', 'logcosh'], (o) => LogCosh(o)],
  [['hinge', 'Hinge'], (o) => Hinge(o)],
  [['squared_hinge', 'SquaredHinge'], (o) => SquaredHinge(o)],
  [['categorical_hinge', 'CategoricalHinge'], (o) => CategoricalHinge(o)],
  [['kl_divergence', 'KLDivergence', 'kld'], (o) => KLDivergence(o)],
  [['poisson', 'Poisson'], (o) => Poisson(o)],
  [['cosine_similarity', 'CosineSimilarity'], (o) => CosineSimilarity(o)],
  [['binary_crossentropy', 'BinaryCrossentropy', 'bce'], (o) => BinaryCrossentropy(o)],
  [['categorical_crossentropy', 'CategoricalCrossentropy'], (o) => CategoricalCrossentropy(o)],
  [['sparse_categorical_crossentropy', 'SparseCategoricalCrossentropy'], (o) => SparseCategoricalCrossentropy(o)],
  [['binary_focal_crossentropy', 'BinaryFocalCrossentropy'], (o) => BinaryFocalCrossentropy(o)],
  [['dice', 'Dice'], (o) => Dice(o)],
  [['tversky', 'Tversky'], (o) => Tversky(o)],
  [['circle', 'Circle'], (o) => Circle(o)],
  [['categorical_focal_crossentropy', 'CategoricalFocalCrossentropy'], (o) => CategoricalFocalCrossentropy(o)],
] as const satisfies readonly (readonly [names: readonly string[], make: Maker])[];
const table = new Lookup<Maker>({ en: 'loss', ko: '손실' }, MAKERS);

/** A loss of your own as a plain function of nodes: values per sample, or one number. */
export type LossFunction = (yTrue: Node, yPred: Node) => Node;
export type LossLike = Named<(typeof MAKERS)[number][0][number]> | LossBase | LossFunction;

class FromFunction extends LossBase {
  readonly f: LossFunction;

  constructor(f: LossFunction) {
    super({ name: f.name || 'loss' });
    this.f = f;
  }

  override call(yTrue: Node, yPred: Node): Node {
    const [y, p] = matchRanks(yTrue, yPred);
    return gaveNode(this.name === 'loss' ? 'loss' : `loss ${this.name}`, this.f(y, p));
  }
}

const kind = {
  table,
  base: LossBase,
  wrap: (f: LossFunction) => {
    const known = BY_FUNCTION.get(f);
    return known === undefined ? new FromFunction(f) : table.get('losses.get', known)({});
  },
  rule: {
    en: 'a loss is a name, a loss or a function of (yTrue, yPred)',
    ko: '손실은 이름, 손실 객체, 또는 (yTrue, yPred)를 받는 함수입니다',
  },
  hint: {
    en: "For example 'mse' or keras.losses.Huber({ delta: 2 }).",
    ko: "예: 'mse' 또는 keras.losses.Huber({ delta: 2 })",
  },
};

/** The loss meant by a name, an instance, a function, or a Keras config `{ class_name, config }`. */
export function get(identifier: LossLike | Readonly<Record<string, unknown>>, who = 'compile'): LossBase {
  if (arguments.length > 1) refuseOptions('losses.get', arguments, 1);
  return identify(kind, who, identifier);
}

/** Our own functions given as a loss count as the class they belong to, with its checks and its name. */
const BY_FUNCTION = new Map<unknown, string>(
  Object.entries({
    meanSquaredError,
    meanAbsoluteError,
    meanAbsolutePercentageError,
    meanSquaredLogarithmicError,
    huber,
    logCosh,
    hinge,
    squaredHinge,
    categoricalHinge,
    klDivergence,
    poisson,
    cosineSimilarity,
    binaryCrossentropy,
    categoricalCrossentropy,
    sparseCategoricalCrossentropy,
    binaryFocalCrossentropy,
    categoricalFocalCrossentropy,
  }).map(([name, fn]) => [fn, name]),
);
