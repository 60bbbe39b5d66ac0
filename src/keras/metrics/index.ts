/**
 * @file `keras.metrics`: classes, `get` for names, functions and Keras configs, and `resolve`, which picks the accuracy
 * meant by 'accuracy' from the shapes of labels and predictions.
 */
import type { Node, Shape } from '../../engine/index.ts';
import { readArguments, refuseOptions } from '../common/arguments.ts';
import { callable } from '../../arguments/index.ts';
import { identify, Lookup } from '../common/lookup.ts';
import type { Named } from '../common/names.ts';
import { get as getLoss, Loss } from '../losses/index.ts';
import * as lossFormula from '../losses/functions.ts';
import { matchRanks } from '../losses/loss.ts';
import * as confusion from './confusion.ts';
import * as formula from './formulas.ts';
import { type Direction, Mean as MeanBase, MeanOf, Metric as MetricBase, Sum as SumBase } from './metric.ts';
import * as scores from './scores.ts';

export * from './confusion.ts';
export { confusionMatrix, type ConfusionMatrixOptions } from './confusion-matrix.ts';
export * from './scores.ts';
export { MetricState } from './metric.ts';

/** What every metric stands on: it is updated batch by batch. */
export const Metric = callable(MetricBase);
export type Metric = MetricBase;
/** Mean of the values it is given. */
export const Mean = callable(MeanBase);
export type Mean = MeanBase;
/** Sum of the values it is given. */
export const Sum = callable(SumBase);

type Formula<O> = (y: Node, p: Node, options: O) => Node;

// Every metric that is the mean of a formula differs in name, defaults and direction only.
function meanClass<O extends object>(
  className: string,
  name: string,
  compute: Formula<O>,
  defaults: O,
  direction: Direction,
) {
  const named = {
    [className]: class extends MeanOf {
      readonly options: O;

      constructor(...args: unknown[]) {
        const all = { ...defaults, name: null as string | null, dtype: null };
        const order = [
          ...Object.keys(defaults).filter((key) => key === 'k'),
          'name',
          'dtype',
          ...Object.keys(defaults),
        ];
        const {
          name: given,
          dtype: _,
          ...rest
        } = readArguments(className, args, all, order as (keyof typeof all & string)[]);
        const options = rest as unknown as O;
        super(given ?? name, (y, p) => compute(y, p, options), direction);
        this.options = options;
      }

      override getConfig(): Record<string, unknown> {
        return { name: this.name, ...this.options };
      }
    },
  };
  type Made = new (
    ...args: [options?: Partial<O> & { name?: string | null }] | [...positional: unknown[]]
  ) => MeanOf & {
    readonly options: O;
  };
  return callable(named[className]! as unknown as Made);
}

const ranked =
  (f: (y: Node, p: Node) => Node): Formula<object> =>
  (y, p) =>
    f(...matchRanks(y, p));
const NONE: object = {};
const CROSS = { fromLogits: false, labelSmoothing: 0, axis: -1 };

/** Part of the answers that equal the labels. */
export const Accuracy = meanClass('Accuracy', 'accuracy', formula.accuracy, NONE, 'up');
/** Part of right answers, at `threshold` 0.5. */
export const BinaryAccuracy = meanClass(
  'BinaryAccuracy',
  'binary_accuracy',
  (y, p, o) => formula.binaryAccuracy(y, p, o.threshold),
  { threshold: 0.5 },
  'up',
);
/** Part of samples whose largest score is the right class (labels as rows with a single 1). */
export const CategoricalAccuracy = meanClass(
  'CategoricalAccuracy',
  'categorical_accuracy',
  formula.categoricalAccuracy,
  NONE,
  'up',
);
/** Part of samples whose largest score is the right class (labels as numbers). */
export const SparseCategoricalAccuracy = meanClass(
  'SparseCategoricalAccuracy',
  'sparse_categorical_accuracy',
  formula.sparseCategoricalAccuracy,
  NONE,
  'up',
);
/** Part of samples whose right class is among the `k` largest scores (labels as rows with a single 1). */
export const TopKCategoricalAccuracy = meanClass(
  'TopKCategoricalAccuracy',
  'top_k_categorical_accuracy',
  (y, p, o) => formula.topKCategoricalAccuracy(y, p, o.k),
  { k: 5 },
  'up',
);
/** Part of samples whose right class is among the `k` largest scores (labels as numbers). */
export const SparseTopKCategoricalAccuracy = meanClass(
  'SparseTopKCategoricalAccuracy',
  'sparse_top_k_categorical_accuracy',
  (y, p, o) => formula.sparseTopKCategoricalAccuracy(y, p, o.k),
  { k: 5 },
  'up',
);
/** mean of (y - p)². */
export const MeanSquaredError = meanClass(
  'MeanSquaredError',
  'mean_squared_error',
  ranked(lossFormula.meanSquaredError),
  NONE,
  'down',
);
/** mean of |y - p|. */
export const MeanAbsoluteError = meanClass(
  'MeanAbsoluteError',
  'mean_absolute_error',
  ranked(lossFormula.meanAbsoluteError),
  NONE,
  'down',
);
/** 100 · mean of |y - p| / |y|. */
export const MeanAbsolutePercentageError = meanClass(
  'MeanAbsolutePercentageError',
  'mean_absolute_percentage_error',
  ranked(lossFormula.meanAbsolutePercentageError),
  NONE,
  'down',
);
/** mean of (log(1 + y) - log(1 + p))². */
export const MeanSquaredLogarithmicError = meanClass(
  'MeanSquaredLogarithmicError',
  'mean_squared_logarithmic_error',
  ranked(lossFormula.meanSquaredLogarithmicError),
  NONE,
  'down',
);
/** mean of log cosh(p - y). */
export const LogCoshError = meanClass('LogCoshError', 'logcosh', ranked(lossFormula.logCosh), NONE, 'down');
/** Minus the cosine of the angle between both (as a metric: the cosine). */
export const CosineSimilarity = meanClass('CosineSimilarity', 'cosine_similarity', cosine, { axis: -1 }, 'up');
/** -(y log p + (1 - y) log(1 - p)): for yes or no, with a sigmoid or `fromLogits`. */
export const BinaryCrossentropy = meanClass(
  'BinaryCrossentropy',
  'binary_crossentropy',
  (y, p, o) => lossFormula.binaryCrossentropy(...matchRanks(y, p), o),
  CROSS,
  'down',
);
/** -Σ y log p: for classes as rows with a single 1, with a softmax or `fromLogits`. */
export const CategoricalCrossentropy = meanClass(
  'CategoricalCrossentropy',
  'categorical_crossentropy',
  lossFormula.categoricalCrossentropy,
  CROSS,
  'down',
);
/** -log p of the right class: for classes as numbers, with a softmax or `fromLogits`. */
export const SparseCategoricalCrossentropy = meanClass(
  'SparseCategoricalCrossentropy',
  'sparse_categorical_crossentropy',
  lossFormula.sparseCategoricalCrossentropy,
  { fromLogits: false, axis: -1 },
  'down',
);
/** Σ y log(y / p): how far p is from the distribution y. */
export const KLDivergence = meanClass('KLDivergence', 'kl_divergence', ranked(lossFormula.klDivergence), NONE, 'down');
/** mean of p - y log p: for counts. */
export const Poisson = meanClass('Poisson', 'poisson', ranked(lossFormula.poisson), NONE, 'down');
/** mean of max(0, 1 - y · p) for y of -1 and 1. */
export const Hinge = meanClass('Hinge', 'hinge', ranked(lossFormula.hinge), NONE, 'down');
/** mean of max(0, 1 - y · p)² for y of -1 and 1. */
export const SquaredHinge = meanClass('SquaredHinge', 'squared_hinge', ranked(lossFormula.squaredHinge), NONE, 'down');
/** max(0, 1 + the largest wrong score - the right score). */
export const CategoricalHinge = meanClass(
  'CategoricalHinge',
  'categorical_hinge',
  ranked(lossFormula.categoricalHinge),
  NONE,
  'down',
);

/** cos(y, p): the sign is that of likeness, other than in the loss of the same name. */
function cosine(y: Node, p: Node, { axis }: { axis: number }): Node {
  const loss = lossFormula.cosineSimilarity(...matchRanks(y, p), { axis });
  return lossFormula.negative(loss);
}

/** The running mean of a function of (yTrue, yPred). */
export const MeanMetricWrapper = callable(
  class MeanMetricWrapper extends MeanOf {
    constructor(f: (yTrue: Node, yPred: Node) => Node, ...given: [name?: string | { name?: string }]) {
      const { name } = readArguments('MeanMetricWrapper', given, { name: f.name || 'metric' });
      super(name, (y, p) => f(...matchRanks(y, p)), undefined);
    }
  },
);

type Maker = (options: Record<string, unknown>) => MetricBase;
const MAKERS = [
  [['accuracy', 'Accuracy', 'acc'], (o) => Accuracy(o)],
  [['binary_accuracy', 'BinaryAccuracy'], (o) => BinaryAccuracy(o)],
  [['categorical_accuracy', 'CategoricalAccuracy'], (o) => CategoricalAccuracy(o)],
  [['sparse_categorical_accuracy', 'SparseCategoricalAccuracy'], (o) => SparseCategoricalAccuracy(o)],
  [['top_k_categorical_accuracy', 'TopKCategoricalAccuracy'], (o) => TopKCategoricalAccuracy(o)],
  [['sparse_top_k_categorical_accuracy', 'SparseTopKCategoricalAccuracy'], (o) => SparseTopKCategoricalAccuracy(o)],
  [['mean_squared_error', 'MeanSquaredError', 'mse'], (o) => MeanSquaredError(o)],
  [['root_mean_squared_error', 'RootMeanSquaredError', 'rmse'], (o) => scores.RootMeanSquaredError(o)],
  [['mean_absolute_error', 'MeanAbsoluteError', 'mae'], (o) => MeanAbsoluteError(o)],
  [['mean_absolute_percentage_error', 'MeanAbsolutePercentageError', 'mape'], (o) => MeanAbsolutePercentageError(o)],
  [['mean_squared_logarithmic_error', 'MeanSquaredLogarithmicError', 'msle'], (o) => MeanSquaredLogarithmicError(o)],
  [['log_cosh', 'LogCoshError', 'logcosh'], (o) => LogCoshError(o)],
  [['cosine_similarity', 'CosineSimilarity'], (o) => CosineSimilarity(o)],
  [['binary_crossentropy', 'BinaryCrossentropy', 'bce'], (o) => BinaryCrossentropy(o)],
  [['categorical_crossentropy', 'CategoricalCrossentropy'], (o) => CategoricalCrossentropy(o)],
  [['sparse_categorical_crossentropy', 'SparseCategoricalCrossentropy'], (o) => SparseCategoricalCrossentropy(o)],
  [['kl_divergence', 'KLDivergence', 'kld'], (o) => KLDivergence(o)],
  [['poisson', 'Poisson'], (o) => Poisson(o)],
  [['hinge', 'Hinge'], (o) => Hinge(o)],
  [['squared_hinge', 'SquaredHinge'], (o) => SquaredHinge(o)],
  [['categorical_hinge', 'CategoricalHinge'], (o) => CategoricalHinge(o)],
  [['r2_score', 'R2Score'], (o) => scores.R2Score(o)],
  [['precision', 'Precision'], (o) => confusion.Precision(o)],
  [['recall', 'Recall'], (o) => confusion.Recall(o)],
  [['auc', 'AUC'], (o) => confusion.AUC(o)],
  [['true_positives', 'TruePositives'], (o) => confusion.TruePositives(o)],
  [['true_negatives', 'TrueNegatives'], (o) => confusion.TrueNegatives(o)],
  [['false_positives', 'FalsePositives'], (o) => confusion.FalsePositives(o)],
  [['false_negatives', 'FalseNegatives'], (o) => confusion.FalseNegatives(o)],
  [['f1_score', 'F1Score'], (o) => scores.F1Score(o)],
  [['fbeta_score', 'FBetaScore'], (o) => scores.FBetaScore(o)],
  [['iou', 'IoU'], (o) => scores.IoU(o)],
  [['mean_iou', 'MeanIoU'], (o) => scores.MeanIoU(o)],
  [['binary_iou', 'BinaryIoU'], (o) => scores.BinaryIoU(o)],
  [['mean', 'Mean'], (o) => Mean(o)],
  [['sum', 'Sum'], (o) => Sum(o)],
] as const satisfies readonly (readonly [names: readonly string[], make: Maker])[];
const table = new Lookup<Maker>({ en: 'metric', ko: '메트릭' }, MAKERS);

/** A metric of your own as a plain function of nodes. */
export type MetricFunction = (yTrue: Node, yPred: Node) => Node;
export type MetricLike = Named<(typeof MAKERS)[number][0][number]> | MetricBase | MetricFunction;

const kind = {
  table,
  base: MetricBase,
  wrap: (f: (yTrue: Node, yPred: Node) => Node): MetricBase => MeanMetricWrapper(f),
  rule: {
    en: 'a metric is a name, a metric or a function of (yTrue, yPred)',
    ko: '메트릭은 이름, 메트릭 객체, 또는 (yTrue, yPred)를 받는 함수입니다',
  },
  hint: {
    en: "For example 'accuracy' or keras.metrics.Precision().",
    ko: "예: 'accuracy' 또는 keras.metrics.Precision()",
  },
};

/** The metric meant by a name, an instance, a function, or a Keras config `{ class_name, config }`. */
export function get(identifier: MetricLike | Readonly<Record<string, unknown>>, who = 'compile'): MetricBase {
  if (arguments.length > 1) refuseOptions('metrics.get', arguments, 1);
  if (typeof identifier === 'string' && !table.find(identifier)) {
    const loss = findLoss(identifier);
    if (loss) return fromLoss(loss, identifier);
  }
  if (identifier instanceof Loss) return fromLoss(identifier, identifier.name);
  return identify(kind, who, identifier);
}

function findLoss(name: string): Loss | null {
  try {
    return getLoss(name);
  } catch {
    return null;
  }
}

/** Every loss is a metric too: the running mean of its values per sample. */
function fromLoss(loss: Loss, name: string): MetricBase {
  return new MeanOf(name, (y, p) => loss.call(y, p), 'down');
}

/** Which of the three meanings of 'accuracy' and 'crossentropy' the shapes have. */
export function kindOf(yTrue: Shape, yPred: Shape): 'binary' | 'sparse' | 'categorical' {
  if (yPred.at(-1) === 1) return 'binary';
  return yTrue.length < yPred.length || yTrue.at(-1) === 1 ? 'sparse' : 'categorical';
}

/**
 * As `get`, but 'accuracy', 'acc', 'crossentropy' and 'ce' pick the metric that fits the shapes (batch axis included),
 * and a name given as text stays the name in the logs.
 */
export function resolve(identifier: MetricLike, yTrue: Shape, yPred: Shape, who = 'compile'): MetricBase {
  if (typeof identifier !== 'string') return get(identifier, who);
  const kind = kindOf(yTrue, yPred);
  const word = identifier.toLowerCase();
  if (word === 'accuracy' || word === 'acc') {
    const Class = { binary: BinaryAccuracy, sparse: SparseCategoricalAccuracy, categorical: CategoricalAccuracy }[kind];
    return Class({ name: identifier });
  }
  if (word === 'crossentropy' || word === 'ce') {
    const Class = {
      binary: BinaryCrossentropy,
      sparse: SparseCategoricalCrossentropy,
      categorical: CategoricalCrossentropy,
    };
    return Class[kind]({ name: identifier });
  }
  const metric = get(identifier, who);
  metric.name = identifier;
  return metric;
}
