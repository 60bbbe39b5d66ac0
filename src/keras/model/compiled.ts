/**
 * @file What `compile` fixes: optimizer, losses and metrics, matched to the model's outputs at the first batch, when the
 * shapes of labels and predictions are known. Log names as in Keras: one output 'accuracy', several 'name_accuracy'.
 */
import { g, type Node } from '../../engine/index.ts';
import { ShapeError, ValueError, shapeText, type Translated } from '../../errors/index.ts';
import { describe, isPlainObject, readArguments } from '../common/arguments.ts';
import { Loss, get as getLoss, type LossLike } from '../losses/index.ts';
import { Mean, resolve as resolveMetric, type Metric, type MetricLike } from '../metrics/index.ts';
import { warnOfLogits } from '../losses/logits.ts';
import { get as getOptimizer, type Optimizer, type OptimizerLike } from '../optimizers/index.ts';

type PerOutput<T> = T | readonly T[] | Readonly<Record<string, T>>;
type Metrics =
  | MetricLike
  | readonly (MetricLike | readonly MetricLike[])[]
  | Readonly<Record<string, MetricLike | readonly MetricLike[]>>;

export interface CompileOptions {
  /**
   * Name or optimizer. Default 'rmsprop', as in Keras.
   * @ko 옵티마이저의 이름 또는 옵티마이저입니다. 기본값은 케라스처럼 'rmsprop'.
   */
  optimizer?: OptimizerLike;
  /**
   * Name, loss or function (yTrue, yPred); for several outputs a list or an object by output name.
   * @ko 손실의 이름, 손실, 또는 함수 (yTrue, yPred)입니다. 출력이 여러 개면 리스트나 출력 이름으로 쓴 객체입니다.
   */
  loss?: PerOutput<LossLike | null> | null;
  /**
   * Weight of each output's loss.
   * @ko 출력마다 손실에 곱하는 가중치입니다.
   */
  lossWeights?: PerOutput<number> | null;
  /**
   * Measured without sample weights. 'accuracy' picks the kind that fits the labels.
   * @ko 샘플 가중치 없이 재는 메트릭입니다. 'accuracy'는 레이블에 맞는 것을 고릅니다.
   */
  metrics?: Metrics | null;
  /**
   * Measured with sample and class weights.
   * @ko 샘플과 클래스의 가중치를 넣어 재는 메트릭입니다.
   */
  weightedMetrics?: Metrics | null;
  /**
   * Run on the plain interpreter, for looking into a problem. Default false.
   * @ko 컴파일하지 않고 하나씩 계산합니다. 문제를 찾을 때 씁니다. 기본값 false.
   */
  runEagerly?: boolean;
  /**
   * Accepted for compatibility; each step is one compiled program anyway.
   * @ko 케라스와 같이 쓸 수 있게 받기만 합니다. 스텝마다 이미 컴파일한 프로그램 하나로 계산합니다.
   */
  stepsPerExecution?: number;
  /**
   * Accepted for compatibility; whether it compiles says `runEagerly`.
   * @ko 케라스와 같이 쓸 수 있게 받기만 합니다. 컴파일할지는 `runEagerly`가 정합니다.
   */
  jitCompile?: boolean | 'auto';
  /**
   * Accepted for compatibility; in float32 losses need no scaling.
   * @ko 케라스와 같이 쓸 수 있게 받기만 합니다. float32에서는 손실의 크기를 바꿀 필요가 없습니다.
   */
  autoScaleLoss?: boolean;
}

const DEFAULTS: Required<CompileOptions> = {
  optimizer: 'rmsprop',
  loss: null,
  lossWeights: null,
  metrics: null,
  weightedMetrics: null,
  runEagerly: false,
  stepsPerExecution: 1,
  jitCompile: 'auto',
  autoScaleLoss: true,
};

interface OutputLoss {
  readonly output: number;
  readonly loss: Loss;
  readonly weight: number;
  /** Logged beside the total when there are several. */
  readonly tracker: Mean | null;
}

interface OutputMetric {
  readonly output: number;
  readonly metric: Metric;
  readonly weighted: boolean;
}

const X_ALONE: Translated = { en: 'x without y', ko: 'y 없이 x만' };
const noY = (output: string): Translated => ({ en: `no y for output ${output}`, ko: `출력 ${output}의 y가 없음` });

function missingLabels(who: string, received: Translated): ValueError {
  const hint = { en: `Give both: model.${who}(x, y).`, ko: `x와 y를 함께 주세요: model.${who}(x, y).` };
  return new ValueError({
    who,
    rule: { en: 'loss and metrics need labels y', ko: '손실과 메트릭에는 레이블 y가 필요합니다' },
    received,
    hint,
  });
}

/** The settings of `compile`, and what grew from them at the first batch. */
export class Compiled {
  readonly options: Required<CompileOptions>;
  readonly optimizer: Optimizer;
  readonly lossTracker: Mean;
  losses: readonly OutputLoss[] | undefined;
  outputNames: readonly string[] = [];
  /** Made where fit or evaluate was called last: the line that notices name. */
  calledAt: Error | undefined;
  outputMetrics: readonly OutputMetric[] = [];

  constructor(args: readonly unknown[]) {
    this.options = readArguments('compile', args, DEFAULTS, ['optimizer', 'loss', 'metrics']);
    this.optimizer = getOptimizer(this.options.optimizer, 'compile');
    this.lossTracker = Mean({ name: 'loss' });
    // A misspelt name is refused now, not at the first batch.
    for (const loss of leaves(this.options.loss)) if (loss !== null) getLoss(loss as LossLike, 'compile');
    for (const metrics of [this.options.metrics, this.options.weightedMetrics]) {
      for (const metric of leaves(metrics)) resolveMetric(metric as MetricLike, [1, 1], [1, 1], 'compile');
    }
  }

  /** Every metric with state: loss, losses of outputs, then in the order of `compile`. */
  get metrics(): Metric[] {
    const trackers = (this.losses ?? []).flatMap((l) => (l.tracker ? [l.tracker] : []));
    return [this.lossTracker, ...trackers, ...this.outputMetrics.map((m) => m.metric)];
  }

  /** The loss of each output, null where there is none. */
  lossesOf(names: readonly string[]): (Loss | null)[] {
    return spread(this.options.loss, names, 'loss').map((loss) =>
      loss === null || loss === undefined ? null : getLoss(loss as LossLike, 'compile'),
    );
  }

  /** Matches losses and metrics to outputs, once. */
  bind(
    names: readonly string[],
    keys: readonly string[] | undefined,
    labels: readonly (Node | null)[],
    predictions: readonly Node[],
    who: string,
  ): void {
    if (this.losses) return;
    this.outputNames = names;
    const several = predictions.length > 1;
    const weights = spread(this.options.lossWeights, names, 'lossWeights');
    const losses = this.lossesOf(names).flatMap((loss, output) =>
      loss ? [{ output, loss, weight: (weights[output] as number | undefined) ?? 1 }] : [],
    );
    for (const { loss, output } of losses) warnOfLogits(loss, predictions[output]!, this.calledAt);
    // As Keras lists them: those of an object in the order of the losses by name, else in that in which they were written.
    const { loss } = this.options;
    const places = keys ? (isPlainObject(loss) && !('class_name' in loss) ? Object.keys(loss) : keys) : names;
    losses.sort((a, b) => places.indexOf(names[a.output]!) - places.indexOf(names[b.output]!));
    this.losses = losses.map((l) => ({
      ...l,
      tracker: losses.length > 1 ? Mean({ name: `${names[l.output]}_loss` }) : null,
    }));
    this.outputMetrics = [this.options.metrics, this.options.weightedMetrics].flatMap((metrics, k) => {
      const found = spreadMetrics(metrics, names).flatMap((list, output) =>
        list.map((identifier): OutputMetric => {
          const label = labels[output];
          if (!label) throw missingLabels(who, labels.length > 1 ? noY(`'${names[output]}'`) : X_ALONE);
          const metric = resolveMetric(identifier, label.shape, predictions[output]!.shape, 'compile');
          if (several) metric.name = `${names[output]}_${metric.name}`;
          return { output, metric, weighted: k === 1 };
        }),
      );
      // Metrics by name come as they are named where outputs are a list, and by the names' order where they are an object.
      if (keys || !isPlainObject(metrics)) return found;
      const named = Object.keys(metrics);
      return found.sort((a, b) => named.indexOf(names[a.output]!) - named.indexOf(names[b.output]!));
    });
    numberTwins(this.outputMetrics);
  }

  /** Forgets what `bind` decided, so that the next batch decides anew. */
  unbind(): void {
    this.losses = undefined;
    this.outputMetrics = [];
  }

  /** The weighted sum of all losses (without regularisation), and updates of the loss trackers of outputs. */
  dataLoss(
    labels: readonly (Node | null)[],
    predictions: readonly Node[],
    weights: readonly (Node | null)[],
    who: string,
  ): Node | null {
    let total: Node | null = null;
    for (const { output, loss, weight, tracker } of this.losses!) {
      const label = labels[output];
      if (!label) {
        throw missingLabels(who, labels.length > 1 ? noY(`${output + 1}`) : X_ALONE);
      }
      const prediction = predictions[output]!;
      const raw = named(this.losses!.length > 1 ? this.outputNames[output] : undefined, () =>
        loss.compute(label, prediction, weights[output] ?? undefined),
      );
      if (raw.shape.length > 0 && (loss.reduction === 'sum' || loss.reduction === 'sum_over_batch_size')) {
        throw new ValueError({
          who: loss.name,
          rule: { en: 'a loss must come down to one number', ko: '손실은 수 하나로 모아져야 합니다' },
          received: { en: `shape ${shapeText(raw.shape)}`, ko: `모양 ${shapeText(raw.shape)}` },
        });
      }
      const value = raw.shape.length > 0 ? g.mean(raw) : raw;
      tracker?.update(value, g.scalar(prediction.shape[0] ?? 1));
      const scaled = weight === 1 ? value : g.mul(value, weight);
      total = total ? g.add(total, scaled) : scaled;
    }
    return total;
  }

  /** Records the metrics' updates for this batch. */
  updateMetrics(
    labels: readonly (Node | null)[],
    predictions: readonly Node[],
    weights: readonly (Node | null)[],
  ): void {
    for (const { output, metric, weighted } of this.outputMetrics) {
      const w = weighted ? (weights[output] ?? undefined) : undefined;
      metric.updateState(labels[output]!, predictions[output], w);
    }
  }

  resetMetrics(): void {
    for (const metric of this.metrics) metric.resetState();
  }

  /** The values so far, by name in alphabetical order as Keras logs them. */
  logs(): Record<string, number> {
    const values = this.metrics.map((m): [string, number] => [m.name, m.read()]);
    return Object.fromEntries(values.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }

  /** The values as `evaluate` gives them: loss, losses of outputs, metrics in the order of `compile`. */
  ordered(): [string, number][] {
    return this.metrics.map((m) => [m.name, m.read()]);
  }
}

/** Says in an error about labels which of several outputs it is about. */
function named<T>(output: string | undefined, f: () => T): T {
  try {
    return f();
  } catch (error) {
    if (output === undefined || !(error instanceof ShapeError)) throw error;
    throw new ShapeError({ ...error.facts, who: `output '${output}', ${error.who}` });
  }
}

/** Values at the leaves of lists and objects. */
function leaves(value: unknown): unknown[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (isPlainObject(value) && !('class_name' in value)) return Object.values(value).flatMap(leaves);
  return [value];
}

/** One value for each output. */
function spread(value: unknown, names: readonly string[], what: string): unknown[] {
  if (value === null || value === undefined) return names.map(() => null);
  if (Array.isArray(value)) {
    if (value.length === names.length) return value;
    throw new ValueError({
      who: 'compile',
      rule: {
        en: `${what} must have one entry for each output (${names.join(', ')})`,
        ko: `${what}은(는) 출력(${names.join(', ')})마다 하나씩 있어야 합니다`,
      },
      received: `${value.length}`,
    });
  }
  if (isPlainObject(value) && !('class_name' in value)) {
    const unknown = Object.keys(value).find((key) => !names.includes(key));
    if (unknown === undefined) return names.map((name) => value[name] ?? null);
    throw new ValueError({
      who: 'compile',
      rule: {
        en: `${what} names outputs of the model: ${names.join(', ')}`,
        ko: `${what}에는 모델의 출력 이름을 씁니다: ${names.join(', ')}`,
      },
      received: describe(unknown),
    });
  }
  return names.map(() => value);
}

/** The list of metrics of each output. */
function spreadMetrics(value: unknown, names: readonly string[]): MetricLike[][] {
  if (value === null || value === undefined) return names.map(() => []);
  if (isPlainObject(value)) return spread(value, names, 'metrics').map((v) => leaves(v) as MetricLike[]);
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  // As Keras: with several outputs a list gives each output its entry; a flat list for one output is all its metrics.
  if (names.length > 1 && list.length === names.length) return list.map((v) => leaves(v) as MetricLike[]);
  if (names.length > 1 && list.some(Array.isArray))
    return spread(list, names, 'metrics').map((v) => leaves(v) as MetricLike[]);
  return names.map(() => leaves(list) as MetricLike[]);
}

/** Keeps log names apart: a weighted twin is 'weighted_accuracy', further ones are numbered. */
function numberTwins(all: readonly OutputMetric[]): void {
  const seen = new Map<string, number>();
  for (const { metric, weighted } of all) {
    if (weighted && seen.has(metric.name)) metric.name = `weighted_${metric.name}`;
    const n = seen.get(metric.name) ?? 0;
    seen.set(metric.name, n + 1);
    if (n > 0) metric.name = `${metric.name}_${n}`;
  }
}
