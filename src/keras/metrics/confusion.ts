/**
 * @file Metrics from counts of true and false positives and negatives: the four counts, Precision, Recall, AUC.
 * A prediction counts as positive when it is strictly above the threshold.
 */
import { g, type Node } from '../../engine/index.ts';
import { ShapeError, shapeText, ValueError } from '../../errors/index.ts';
import { readArguments } from '../common/arguments.ts';
import { callable } from '../../arguments/index.ts';
import { matchRanks } from '../losses/loss.ts';
import { Metric, type MetricState, ratio } from './metric.ts';

type Thresholds = number | readonly number[] | null;
type Count = 'tp' | 'fp' | 'tn' | 'fn';
/** Below every prediction: with topK the top entries count as positive whatever their value. */
const NEVER_BELOW = -1e10;

interface CountOptions {
  thresholds: readonly number[];
  topK?: number | null;
  classId?: number | null;
  /** Count every column of (n, labels) by itself. */
  byLabel?: boolean;
  labelWeights?: readonly number[] | null;
}

/** Sums of the four counts over a batch: shape (thresholds,), by label (thresholds, labels). */
function counts(yTrue: Node, yPred: Node, sampleWeight: Node | undefined, options: CountOptions): Record<Count, Node> {
  let [y, p] = matchRanks(g.cast(yTrue, 'float32'), g.cast(yPred, 'float32'));
  if (y.shape.length !== p.shape.length || y.shape.some((n, i) => n !== p.shape[i])) {
    throw new ShapeError({
      who: 'metric',
      rule: { en: 'labels and predictions must have one shape', ko: '레이블과 예측은 모양이 같아야 합니다' },
      received: {
        en: `labels ${shapeText(y.shape)}, predictions ${shapeText(p.shape)}`,
        ko: `레이블 ${shapeText(y.shape)}, 예측 ${shapeText(p.shape)}`,
      },
      hint: {
        en: 'Precision, Recall and AUC need one-hot (or binary) labels.',
        ko: 'Precision, Recall, AUC에는 원-핫(또는 이진) 레이블이 필요합니다',
      },
    });
  }
  if (options.topK) p = g.select(inTop(p, options.topK), p, NEVER_BELOW);
  if (options.classId !== null && options.classId !== undefined) {
    [y, p] = [column(y, options.classId), column(p, options.classId)];
  }
  let weights = sampleWeight ? g.cast(sampleWeight, 'float32') : g.full(y.shape, 1);
  while (weights.shape.length < y.shape.length) weights = g.reshape(weights, [...weights.shape, 1]);
  weights = g.broadcastTo(weights, y.shape);
  if (options.labelWeights) {
    weights = g.mul(weights, g.constant(Float32Array.from(options.labelWeights), [options.labelWeights.length]));
  }
  const t = options.thresholds.length;
  const labels = options.byLabel ? y.shape.at(-1)! : 1;
  const flat = (x: Node) => g.reshape(x, [1, -1, labels]);
  const limits = g.constant(Float32Array.from(options.thresholds), [t, 1, 1]);
  const positive = g.greater(flat(p), limits);
  const truth = g.cast(flat(y), 'bool');
  const w = flat(weights);
  const sum = (a: Node, b: Node) => {
    const total = g.sum(g.mul(g.cast(g.logicalAnd(a, b), 'float32'), w), { axis: 1 });
    return options.byLabel ? total : g.reshape(total, [t]);
  };
  const [no, negative] = [g.logicalNot(truth), g.logicalNot(positive)];
  return { tp: sum(truth, positive), fp: sum(no, positive), tn: sum(no, negative), fn: sum(truth, negative) };
}

function column(x: Node, i: number): Node {
  const begin = x.shape.map((_, axis) => (axis === x.shape.length - 1 ? i : 0));
  return g.slice(x, begin, [...x.shape.slice(0, -1), 1]);
}

/** Which entries are among the k largest of their row; of equal ones the first. */
function inTop(p: Node, k: number): Node {
  const n = p.shape.at(-1)!;
  const [rows, mine] = [g.reshape(p, [...p.shape.slice(0, -1), 1, n]), g.reshape(p, [...p.shape, 1])];
  const earlier = Uint8Array.from({ length: n * n }, (_, i) => (i % n < Math.floor(i / n) ? 1 : 0));
  const before = g.logicalOr(
    g.greater(rows, mine),
    g.logicalAnd(g.equal(rows, mine), g.broadcastTo(g.constant(earlier, [n, n]), [...p.shape, n])),
  );
  return g.less(g.sum(g.cast(before, 'float32'), { axis: -1 }), k);
}

function thresholdList(who: string, given: Thresholds, fallback: number): number[] {
  const list = given === null ? [fallback] : typeof given === 'number' ? [given] : [...given];
  if (given !== null && list.some((t) => !(t >= 0 && t <= 1))) {
    throw new ValueError({
      who,
      rule: { en: 'thresholds must lie in [0, 1]', ko: 'thresholds는 [0, 1] 안에 있어야 합니다' },
      received: list.join(', '),
    });
  }
  return list;
}

export interface CountMetricOptions {
  /** One or several, in [0, 1]. Default 0.5. */
  thresholds?: Thresholds;
  name?: string | null;
}

function countClass(className: string, name: string, which: Count) {
  const named = {
    [className]: class extends Metric {
      readonly thresholds: readonly number[];
      readonly given: Thresholds;
      readonly accumulator: MetricState;

      constructor(...args: (Thresholds | string | CountMetricOptions)[]) {
        const defaults = { thresholds: null as Thresholds, name: null as string | null, dtype: null };
        const read = readArguments(className, args, defaults);
        super({ name: read.name ?? name });
        this.given = read.thresholds;
        this.thresholds = thresholdList(className, read.thresholds, 0.5);
        this.accumulator = this.addVariable({ shape: [this.thresholds.length], name: 'accumulator' });
      }

      override update(y: Node, p: Node, w?: Node): void {
        this.accumulator.assignAdd(counts(y, p, w, { thresholds: this.thresholds })[which]);
      }

      override result(): number | readonly number[] {
        const values = Array.from(this.accumulator.numbers);
        return values.length === 1 ? values[0]! : values;
      }

      override getConfig(): Record<string, unknown> {
        return { name: this.name, thresholds: this.given };
      }
    },
  };
  return callable(named[className]!);
}

/** Number of true positives at a threshold. */
export const TruePositives = countClass('TruePositives', 'true_positives', 'tp');
/** Number of false positives at a threshold. */
export const FalsePositives = countClass('FalsePositives', 'false_positives', 'fp');
/** Number of true negatives at a threshold. */
export const TrueNegatives = countClass('TrueNegatives', 'true_negatives', 'tn');
/** Number of false negatives at a threshold. */
export const FalseNegatives = countClass('FalseNegatives', 'false_negatives', 'fn');

export interface PrecisionOptions extends CountMetricOptions {
  /** Only the k largest predictions of a sample count as positive. */
  topK?: number | null;
  /** Judge this class only. */
  classId?: number | null;
}

function shareClass(className: string, name: string, other: 'fp' | 'fn') {
  const named = {
    [className]: class extends Metric {
      readonly options: { thresholds: Thresholds; topK: number | null; classId: number | null };
      readonly thresholds: readonly number[];
      readonly hits: MetricState;
      readonly misses: MetricState;

      constructor(...args: (Thresholds | string | PrecisionOptions)[]) {
        const {
          name: given,
          thresholds,
          topK,
          classId,
        } = readArguments(className, args, {
          thresholds: null as Thresholds,
          topK: null as number | null,
          classId: null as number | null,
          name: null as string | null,
          dtype: null,
        });
        super({ name: given ?? name });
        this.direction = 'up';
        this.options = { thresholds, topK, classId };
        this.thresholds = thresholdList(className, thresholds, topK === null ? 0.5 : NEVER_BELOW);
        const shape = [this.thresholds.length];
        this.hits = this.addVariable({ shape, name: 'true_positives' });
        this.misses = this.addVariable({ shape, name: other === 'fp' ? 'false_positives' : 'false_negatives' });
      }

      override update(y: Node, p: Node, w?: Node): void {
        const { topK, classId } = this.options;
        const sums = counts(y, p, w, { thresholds: this.thresholds, topK, classId });
        this.hits.assignAdd(sums.tp);
        this.misses.assignAdd(sums[other]);
      }

      override result(): number | readonly number[] {
        const values = Array.from(this.hits.numbers, (hit, i) => ratio(hit, hit + this.misses.numbers[i]!));
        return values.length === 1 ? values[0]! : values;
      }

      override getConfig(): Record<string, unknown> {
        return { name: this.name, ...this.options };
      }
    },
  };
  return callable(named[className]!);
}

/** `TP / (TP + FP)`, 0 when nothing is predicted positive. */
export const Precision = shareClass('Precision', 'precision', 'fp');
/** `TP / (TP + FN)`, 0 when nothing is positive. */
export const Recall = shareClass('Recall', 'recall', 'fn');

export interface AUCOptions {
  /** How many thresholds approximate the curve. Default 200. */
  numThresholds?: number;
  /** Default 'ROC'. */
  curve?: 'ROC' | 'PR';
  /** Default 'interpolation'. */
  summationMethod?: 'interpolation' | 'minoring' | 'majoring';
  name?: string | null;
  /** Own thresholds in (0, 1) instead of even ones. */
  thresholds?: readonly number[] | null;
  /** Mean of the areas of each column. Needs numLabels. */
  multiLabel?: boolean;
  numLabels?: number | null;
  /** One weight a column. */
  labelWeights?: readonly number[] | null;
  /** Predictions are logits. Default false. */
  fromLogits?: boolean;
}

/** Area under the ROC or precision-recall curve, by a sum over thresholds. */
export const AUC = callable(
  class AUC extends Metric {
    readonly options: Required<Omit<AUCOptions, 'name'>>;
    readonly thresholds: readonly number[];
    readonly tp: MetricState;
    readonly fp: MetricState;
    readonly tn: MetricState;
    readonly fn: MetricState;

    constructor(...args: (number | boolean | string | null | readonly number[] | AUCOptions)[]) {
      const {
        name,
        dtype: _,
        ...options
      } = readArguments<Required<AUCOptions> & { dtype: null }>('AUC', args, {
        numThresholds: 200,
        curve: 'ROC',
        summationMethod: 'interpolation',
        name: null as string | null,
        dtype: null,
        thresholds: null as readonly number[] | null,
        multiLabel: false,
        numLabels: null as number | null,
        labelWeights: null as readonly number[] | null,
        fromLogits: false,
      });
      super({ name: name ?? 'auc' });
      this.direction = 'up';
      this.options = options;
      if (options.curve !== 'ROC' && options.curve !== 'PR') {
        throw new ValueError({
          who: 'AUC',
          rule: { en: "curve is 'ROC' or 'PR'", ko: "curve는 'ROC'나 'PR'입니다" },
          received: `'${options.curve as string}'`,
        });
      }
      if (options.multiLabel && options.numLabels === null) {
        throw new ValueError({
          who: 'AUC',
          rule: { en: 'multiLabel needs numLabels', ko: 'multiLabel에는 numLabels가 필요합니다' },
          received: { en: 'no numLabels', ko: 'numLabels 없음' },
        });
      }
      if (!(options.numThresholds > 1)) {
        throw new ValueError({
          who: 'AUC',
          rule: { en: 'numThresholds must be above 1', ko: 'numThresholds는 1보다 커야 합니다' },
          received: String(options.numThresholds),
        });
      }
      const n = options.numThresholds;
      const inner = options.thresholds
        ? [...options.thresholds].sort((a, b) => a - b)
        : Array.from({ length: n - 2 }, (_, i) => (i + 1) / (n - 1));
      this.thresholds = [-1e-7, ...inner, 1 + 1e-7];
      const shape = [this.thresholds.length, ...(options.multiLabel ? [options.numLabels!] : [])];
      this.tp = this.addVariable({ shape, name: 'true_positives' });
      this.fp = this.addVariable({ shape, name: 'false_positives' });
      this.tn = this.addVariable({ shape, name: 'true_negatives' });
      this.fn = this.addVariable({ shape, name: 'false_negatives' });
    }

    override update(y: Node, p: Node, w?: Node): void {
      const { multiLabel, labelWeights, fromLogits } = this.options;
      const sums = counts(y, fromLogits ? g.sigmoid(p) : p, w, {
        thresholds: this.thresholds,
        byLabel: multiLabel,
        labelWeights: multiLabel ? null : labelWeights,
      });
      for (const key of ['tp', 'fp', 'tn', 'fn'] as const) this[key].assignAdd(sums[key]);
    }

    override result(): number {
      const labels = this.options.multiLabel ? this.options.numLabels! : 1;
      const weights = this.options.multiLabel ? (this.options.labelWeights ?? null) : null;
      let [total, weight] = [0, 0];
      for (let label = 0; label < labels; label++) {
        const w = weights?.[label] ?? 1;
        total += w * this.area((state) => Array.from(this.thresholds, (_, i) => state.numbers[i * labels + label]!));
        weight += w;
      }
      return ratio(total, weight);
    }

    /** The area from the four counts at falling thresholds. */
    area(counts: (state: MetricState) => number[]): number {
      const [tp, fp, tn, fn] = [this.tp, this.fp, this.tn, this.fn].map(counts) as [
        number[],
        number[],
        number[],
        number[],
      ];
      const { curve, summationMethod } = this.options;
      let area = 0;
      if (curve === 'PR' && summationMethod === 'interpolation') {
        // Davis and Goadrich 2006: true positives grow linearly with predicted positives between two thresholds
        for (let i = 0; i + 1 < tp.length; i++) {
          const [pA, pB] = [tp[i]! + fp[i]!, tp[i + 1]! + fp[i + 1]!];
          const dtp = tp[i]! - tp[i + 1]!;
          const slope = ratio(dtp, Math.max(pA - pB, 0));
          const intercept = tp[i + 1]! - slope * pB;
          const quotient = pA > 0 && pB > 0 ? pA / pB : 1;
          area += ratio(slope * (dtp + intercept * Math.log(quotient)), Math.max(tp[i + 1]! + fn[i + 1]!, 0));
        }
        return area;
      }
      const recall = tp.map((hit, i) => ratio(hit, hit + fn[i]!));
      const [x, y] =
        curve === 'ROC'
          ? [fp.map((miss, i) => ratio(miss, miss + tn[i]!)), recall]
          : [recall, tp.map((hit, i) => ratio(hit, hit + fp[i]!))];
      for (let i = 0; i + 1 < x.length; i++) {
        const [a, b] = [y[i]!, y[i + 1]!];
        const height =
          summationMethod === 'interpolation'
            ? (a + b) / 2
            : summationMethod === 'minoring'
              ? Math.min(a, b)
              : Math.max(a, b);
        area += (x[i]! - x[i + 1]!) * height;
      }
      return area;
    }

    override getConfig(): Record<string, unknown> {
      return { name: this.name, ...this.options };
    }
  },
);
