/** @file Metrics from class counts and sums: F-scores, intersection over union, R², root mean squared error. */
import { g, type Node } from '../../engine/index.ts';
import { ShapeError, shapeText, ValueError } from '../../errors/index.ts';
import { readArguments } from '../common/arguments.ts';
import { callable } from '../../arguments/index.ts';
import { EPSILON } from '../losses/functions.ts';
import { matchRanks } from '../losses/loss.ts';
import { Mean, Metric, type MetricState, ratio } from './metric.ts';

type Average = 'micro' | 'macro' | 'weighted' | null;
export interface FScoreOptions {
  /** null: one score a class; 'micro': all cells together; 'macro': mean of classes; 'weighted' by class size. */
  average?: Average;
  /** Weight of recall (FBetaScore only). Default 1. */
  beta?: number;
  /** Positive above this; null: the largest prediction. */
  threshold?: number | null;
  name?: string | null;
}

class FBetaBase extends Metric {
  readonly options: { average: Average; beta: number; threshold: number | null };
  counts: { tp: MetricState; fp: MetricState; fn: MetricState; weight: MetricState } | null = null;

  constructor(who: string, options: { average: Average; beta: number; threshold: number | null }, name: string) {
    super({ name });
    this.direction = 'up';
    if (![null, 'micro', 'macro', 'weighted'].includes(options.average)) {
      throw new ValueError({
        who,
        rule: {
          en: "average is 'micro', 'macro', 'weighted' or null",
          ko: "average는 'micro', 'macro', 'weighted', null 가운데 하나입니다",
        },
        received: `'${String(options.average)}'`,
      });
    }
    if (!(options.beta > 0))
      throw new ValueError({
        who,
        rule: { en: 'beta must be above 0', ko: 'beta는 0보다 커야 합니다' },
        received: String(options.beta),
      });
    this.options = options;
  }

  override update(yTrue: Node, yPred: Node, sampleWeight?: Node): void {
    const [y, p] = matchRanks(g.cast(yTrue, 'float32'), g.cast(yPred, 'float32'));
    if (y.shape.length !== 2 || p.shape.length !== 2) {
      throw new ShapeError({
        who: this.name,
        rule: {
          en: 'needs labels and predictions of shape (n, classes)',
          ko: '모양이 (n, 클래스)인 레이블과 예측이 필요합니다',
        },
        received: {
          en: `labels ${shapeText(y.shape)}, predictions ${shapeText(p.shape)}`,
          ko: `레이블 ${shapeText(y.shape)}, 예측 ${shapeText(p.shape)}`,
        },
        hint: {
          en: 'Make class numbers one-hot with keras.utils.toCategorical(y).',
          ko: '클래스 번호는 keras.utils.toCategorical(y)로 원-핫으로 만드세요',
        },
      });
    }
    const { average, threshold } = this.options;
    const shape = average === 'micro' ? [] : [p.shape[1]!];
    this.counts ??= {
      tp: this.addVariable({ shape, name: 'true_positives' }),
      fp: this.addVariable({ shape, name: 'false_positives' }),
      fn: this.addVariable({ shape, name: 'false_negatives' }),
      weight: this.addVariable({ shape, name: 'intermediate_weights' }),
    };
    const top = g.logicalAnd(g.greaterEqual(p, g.max(p, { axis: -1, keepDims: true })), g.greater(g.abs(p), 1e-9));
    const hit = g.cast(threshold === null ? top : g.greater(p, threshold), 'float32');
    const w = sampleWeight ? g.reshape(g.cast(sampleWeight, 'float32'), [-1, 1]) : null;
    const add = (state: MetricState, cells: Node) =>
      state.assignAdd(g.sum(w ? g.mul(cells, w) : cells, average === 'micro' ? {} : { axis: 0 }));
    add(this.counts.tp, g.mul(hit, y));
    add(this.counts.fp, g.mul(hit, g.sub(1, y)));
    add(this.counts.fn, g.mul(g.sub(1, hit), y));
    add(this.counts.weight, y);
  }

  override result(): number | readonly number[] {
    if (!this.counts) return 0;
    const { tp, fp, fn, weight } = this.counts;
    const b2 = this.options.beta ** 2;
    const scores = Array.from(tp.numbers, (hits, i) => {
      const precision = hits / (hits + fp.numbers[i]! + EPSILON);
      const recall = hits / (hits + fn.numbers[i]! + EPSILON);
      return ((precision * recall) / (b2 * precision + recall + EPSILON)) * (1 + b2);
    });
    if (this.options.average === null) return scores;
    if (this.options.average !== 'weighted') return scores.reduce((a, b) => a + b, 0) / scores.length;
    const total = weight.numbers.reduce((a, b) => a + b, 0) + EPSILON;
    return scores.reduce((sum, score, i) => sum + (score * weight.numbers[i]!) / total, 0);
  }

  override getConfig(): Record<string, unknown> {
    return { name: this.name, ...this.options };
  }
}

const F_DEFAULTS = {
  average: null as Average,
  beta: 1,
  threshold: null as number | null,
  name: null as string | null,
  dtype: null,
};

/** `(1 + beta²) P R / (beta² P + R)` on one-hot labels. */
export const FBetaScore = callable(
  class FBetaScore extends FBetaBase {
    constructor(...args: (number | string | null | FScoreOptions)[]) {
      const { average, beta, threshold, name } = readArguments('FBetaScore', args, F_DEFAULTS);
      super('FBetaScore', { average, beta, threshold }, name ?? 'fbeta_score');
    }
  },
);

/** `2 P R / (P + R)` on one-hot labels. */
export const F1Score = callable(
  class F1Score extends FBetaBase {
    constructor(...args: (number | string | null | Omit<FScoreOptions, 'beta'>)[]) {
      const { beta: _, ...defaults } = F_DEFAULTS;
      const { average, threshold, name } = readArguments('F1Score', args, defaults);
      super('F1Score', { average, beta: 1, threshold }, name ?? 'f1_score');
    }

    override getConfig(): Record<string, unknown> {
      const { beta: _, ...config } = super.getConfig();
      return config;
    }
  },
);

export interface MeanIoUOptions {
  /** Number of classes; labels and predictions are class numbers below it. */
  numClasses?: number;
  name?: string | null;
  /** Cells of this class do not count. */
  ignoreClass?: number | null;
  /** False: labels are one-hot over `axis`. Default true. */
  sparseYTrue?: boolean;
  /** False: predictions are scores over `axis`. Default true. */
  sparseYPred?: boolean;
  axis?: number;
}

class IoUBase extends Metric {
  readonly numClasses: number;
  readonly targets: readonly number[] | null;
  readonly confusion: MetricState;
  readonly options: { ignoreClass: number | null; sparseYTrue: boolean; sparseYPred: boolean; axis: number };

  constructor(
    who: string,
    name: string,
    numClasses: number,
    targets: readonly number[] | null,
    options: { ignoreClass: number | null; sparseYTrue: boolean; sparseYPred: boolean; axis: number },
  ) {
    super({ name });
    this.direction = 'up';
    if (!(Number.isInteger(numClasses) && numClasses > 0)) {
      throw new ValueError({
        who,
        rule: { en: 'needs numClasses, a positive integer', ko: '양의 정수인 numClasses가 필요합니다' },
        received: String(numClasses),
      });
    }
    if (targets && Math.max(...targets) >= numClasses) {
      throw new ValueError({
        who,
        rule: {
          en: `targetClassIds must lie below ${numClasses}`,
          ko: `targetClassIds는 ${numClasses}보다 작아야 합니다`,
        },
        received: targets.join(', '),
      });
    }
    this.numClasses = numClasses;
    this.targets = targets;
    this.options = options;
    this.confusion = this.addVariable({ shape: [numClasses, numClasses], name: 'total_confusion_matrix' });
  }

  override update(yTrue: Node, yPred: Node, sampleWeight?: Node): void {
    const { ignoreClass, sparseYTrue, sparseYPred, axis } = this.options;
    const labels = (x: Node, sparse: boolean) => g.reshape(sparse ? g.cast(x, 'int32') : g.argMax(x, axis), [-1]);
    const [y, p] = [labels(yTrue, sparseYTrue), labels(yPred, sparseYPred)];
    let weights = sampleWeight ? g.reshape(g.cast(sampleWeight, 'float32'), [-1]) : g.full(y.shape, 1);
    weights = g.broadcastTo(weights, y.shape);
    if (ignoreClass !== null) weights = g.select(g.notEqual(y, ignoreClass), weights, 0);
    const rows = g.mul(g.oneHot(y, this.numClasses), g.reshape(weights, [-1, 1]));
    this.confusion.assignAdd(g.matmul(rows, g.oneHot(p, this.numClasses), { transposeA: true }));
  }

  override result(): number {
    const n = this.numClasses;
    const cell = this.confusion.numbers;
    const scores: number[] = [];
    for (const k of this.targets ?? Array.from({ length: n }, (_, i) => i)) {
      let [row, column] = [0, 0];
      for (let j = 0; j < n; j++) {
        row += cell[k * n + j]!;
        column += cell[j * n + k]!;
      }
      const union = row + column - cell[k * n + k]!;
      // Keras leaves classes that occur nowhere out of the mean
      if (union !== 0) scores.push(cell[k * n + k]! / union);
    }
    return ratio(
      scores.reduce((a, b) => a + b, 0),
      scores.length,
    );
  }

  override getConfig(): Record<string, unknown> {
    return { name: this.name, numClasses: this.numClasses, ...this.options };
  }
}

const IOU = {
  name: null as string | null,
  dtype: null,
  ignoreClass: null as number | null,
  sparseYTrue: true,
  sparseYPred: true,
  axis: -1,
};

/** Mean over classes of `TP / (TP + FP + FN)`. */
export const MeanIoU = callable(
  class MeanIoU extends IoUBase {
    constructor(...args: (number | boolean | string | null | MeanIoUOptions)[]) {
      const { numClasses, name, dtype: _, ...rest } = readArguments('MeanIoU', args, { numClasses: 0, ...IOU });
      super('MeanIoU', name ?? 'mean_io_u', numClasses, null, rest);
    }
  },
);

export interface IoUOptions extends MeanIoUOptions {
  /** The classes whose mean is taken. */
  targetClassIds?: readonly number[];
}

/** `TP / (TP + FP + FN)` of chosen classes. */
export const IoU = callable(
  class IoU extends IoUBase {
    constructor(...args: (number | boolean | string | null | readonly number[] | IoUOptions)[]) {
      const defaults = { numClasses: 0, targetClassIds: [] as readonly number[], ...IOU };
      const { numClasses, targetClassIds, name, dtype: _, ...rest } = readArguments('IoU', args, defaults);
      super('IoU', name ?? 'io_u', numClasses, targetClassIds, rest);
    }

    override getConfig(): Record<string, unknown> {
      return { ...super.getConfig(), targetClassIds: this.targets };
    }
  },
);

export interface BinaryIoUOptions {
  /** Default [0, 1]. */
  targetClassIds?: readonly number[];
  /** Default 0.5. */
  threshold?: number;
  name?: string | null;
}

/** IoU of the two classes "below the threshold" and "at or above it". */
export const BinaryIoU = callable(
  class BinaryIoU extends IoUBase {
    readonly threshold: number;

    constructor(...args: (number | string | null | readonly number[] | BinaryIoUOptions)[]) {
      const { targetClassIds, threshold, name } = readArguments('BinaryIoU', args, {
        targetClassIds: [0, 1] as readonly number[],
        threshold: 0.5,
        name: null as string | null,
        dtype: null,
      });
      const options = { ignoreClass: null, sparseYTrue: true, sparseYPred: true, axis: -1 };
      super('BinaryIoU', name ?? 'binary_io_u', 2, targetClassIds, options);
      this.threshold = threshold;
    }

    override update(yTrue: Node, yPred: Node, sampleWeight?: Node): void {
      super.update(yTrue, g.cast(g.greaterEqual(g.cast(yPred, 'float32'), this.threshold), 'int32'), sampleWeight);
    }

    override getConfig(): Record<string, unknown> {
      return { name: this.name, targetClassIds: this.targets, threshold: this.threshold };
    }
  },
);

/** `sqrt(mean((y - p)²))` over all samples so far. */
export const RootMeanSquaredError = callable(
  class RootMeanSquaredError extends Mean {
    constructor(...args: (string | null | { name?: string | null })[]) {
      const defaults = { name: null as string | null, dtype: null };
      super({ name: readArguments('RootMeanSquaredError', args, defaults).name ?? 'root_mean_squared_error' });
      this.direction = 'down';
    }

    override update(yTrue: Node, yPred: Node, sampleWeight?: Node): void {
      const [y, p] = matchRanks(g.cast(yTrue, 'float32'), g.cast(yPred, 'float32'));
      this.addValues(g.square(g.sub(y, p)), sampleWeight);
    }

    override result(): number {
      return Math.sqrt(super.result());
    }
  },
);

export interface R2ScoreOptions {
  /** Default 'uniform_average'; null: one score a column. */
  classAggregation?: 'uniform_average' | 'variance_weighted_average' | null;
  /** Independent predictors, for the adjusted score. Default 0. */
  numRegressors?: number;
  name?: string | null;
}

/** `1 - sum((y - p)²) / sum((y - mean y)²)`, per column of (n, outputs), then averaged. */
export const R2Score = callable(
  class R2Score extends Metric {
    readonly options: {
      classAggregation: 'uniform_average' | 'variance_weighted_average' | null;
      numRegressors: number;
    };
    readonly samples: MetricState;
    sums: { sum: MetricState; squares: MetricState; residual: MetricState; count: MetricState } | null = null;

    constructor(...args: (number | string | null | R2ScoreOptions)[]) {
      const {
        name,
        dtype: _,
        ...options
      } = readArguments<Required<R2ScoreOptions> & { dtype: null }>('R2Score', args, {
        classAggregation: 'uniform_average',
        numRegressors: 0,
        name: 'r2_score',
        dtype: null,
      });
      super({ name: name ?? 'r2_score' });
      this.direction = 'up';
      this.options = options;
      this.samples = this.addVariable({ name: 'num_samples' });
    }

    override update(yTrue: Node, yPred: Node, sampleWeight?: Node): void {
      const [y, p] = matchRanks(g.cast(yTrue, 'float32'), g.cast(yPred, 'float32'));
      if (y.shape.length !== 2 || p.shape.length !== 2) {
        throw new ShapeError({
          who: this.name,
          rule: {
            en: 'needs labels and predictions of shape (n, outputs)',
            ko: '모양이 (n, 출력)인 레이블과 예측이 필요합니다',
          },
          received: {
            en: `labels ${shapeText(y.shape)}, predictions ${shapeText(p.shape)}`,
            ko: `레이블 ${shapeText(y.shape)}, 예측 ${shapeText(p.shape)}`,
          },
        });
      }
      const shape = [y.shape[1]!];
      this.sums ??= {
        squares: this.addVariable({ shape, name: 'squared_sum' }),
        sum: this.addVariable({ shape, name: 'sum' }),
        residual: this.addVariable({ shape, name: 'residual' }),
        count: this.addVariable({ shape, name: 'count' }),
      };
      let w = sampleWeight ? g.cast(sampleWeight, 'float32') : g.scalar(1);
      if (w.shape.length === 1) w = g.reshape(w, [-1, 1]);
      w = g.broadcastTo(w, y.shape);
      const add = (state: MetricState, cells: Node) => state.assignAdd(g.sum(cells, { axis: 0 }));
      add(this.sums.sum, g.mul(y, w));
      add(this.sums.squares, g.mul(g.square(y), w));
      add(this.sums.residual, g.mul(g.square(g.sub(y, p)), w));
      add(this.sums.count, w);
      this.samples.assignAdd(y.shape[0]! * y.shape[1]!);
    }

    override result(): number | readonly number[] {
      if (!this.sums) return 0;
      const { sum, squares, residual, count } = this.sums;
      const totals = Array.from(sum.numbers, (s, i) => squares.numbers[i]! - (s * s) / count.numbers[i]!);
      const scores = totals.map((total, i) => (total === 0 ? 0 : 1 - residual.numbers[i]! / total));
      const { classAggregation, numRegressors } = this.options;
      if (classAggregation === null) return scores;
      const weights = classAggregation === 'uniform_average' ? scores.map(() => 1) : totals;
      const weightSum = weights.reduce((a, b) => a + b, 0);
      const score = scores.reduce((a, b, i) => a + b * weights[i]!, 0) / weightSum;
      const free = this.samples.numbers[0]! - numRegressors - 1;
      if (numRegressors === 0 || free <= 0) return score;
      return 1 - ((1 - score) * (this.samples.numbers[0]! - 1)) / free;
    }

    override getConfig(): Record<string, unknown> {
      return { name: this.name, ...this.options };
    }
  },
);
