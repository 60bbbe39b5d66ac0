/**
 * @file Normalization: (x - mean) / sqrt(variance) with the numbers of a data set, given or taken from data by
 * `adapt`. Unlike BatchNormalization it learns nothing in training.
 */
import { type ArraySource, NDArray, np, toTyped } from '../../../array/index.ts';
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError, shapeText, ValueError } from '../../../errors/index.ts';
import { describe } from '../../common/arguments.ts';
import type { Arithmetic } from '../../core/arithmetic.ts';
import { awayFromBatch, type LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { LayerOptions } from '../../core/layer.ts';
import type { Weight } from '../../core/weight.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

type Numbers = number | readonly number[];

export interface NormalizationOptions extends LayerOptions {
  /** Axes that keep a mean of their own; null: one mean of everything. Default -1 (each channel). */
  axis?: number | readonly number[] | null;
  /** Given with `variance` instead of calling adapt. */
  mean?: Numbers | null;
  /** Variance of each feature, with `mean` instead of `adapt`. */
  variance?: Numbers | null;
  /** Go back: x sqrt(variance) + mean. Default false. */
  invert?: boolean;
}

const DEFAULTS = {
  axis: -1 as number | readonly number[] | null,
  mean: null as Numbers | null,
  variance: null as Numbers | null,
  invert: false,
};

/** Keras's epsilon(): the least standard deviation. */
const EPSILON = 1e-7;

class NormalizationLayer extends OptionsLayer<typeof DEFAULTS> {
  static readonly facts: LayerFacts = {
    name: 'Normalization',
    module: 'keras.layers',
    perSample: awayFromBatch,
    rescales: true,
    arithmetic: (layer: NormalizationLayer, [x]) => layer.arithmetic(x!.length),
  };

  mean: Weight | undefined;
  variance: Weight | undefined;

  constructor(...args: readonly unknown[]) {
    super('Normalization', args, DEFAULTS, ['axis', 'mean', 'variance', 'invert']);
    const { mean, variance } = this.config;
    const count = (v: Numbers | null): string => (v === null ? 'none' : typeof v === 'number' ? '1' : `${v.length}`);
    if (count(mean) !== count(variance)) {
      throw new ValueError({
        who: 'Normalization',
        rule: {
          en: 'mean and variance are given together, with as many numbers',
          ko: 'mean과 variance는 함께, 같은 개수로 줍니다',
        },
        received: `mean ${describe(mean)}, variance ${describe(variance)}`,
      });
    }
  }

  /** The axes with a mean of their own, counted from 0. */
  private keptAxes(ndim: number): number[] {
    const { axis } = this.config;
    const list = axis === null ? [] : typeof axis === 'number' ? [axis] : axis;
    const bad = list.find((a) => !Number.isInteger(a) || a < -ndim || a >= ndim);
    if (bad !== undefined) {
      throw new ValueError({
        who: 'Normalization',
        rule: {
          en: `axis must be from ${-ndim} to ${ndim - 1} for an input of ${ndim} axes`,
          ko: `축이 ${ndim}개인 입력에서 axis는 ${-ndim}부터 ${ndim - 1}까지여야 합니다`,
        },
        received: String(bad),
      });
    }
    return list.map((a) => (a < 0 ? a + ndim : a)).sort((a, b) => a - b);
  }

  override build(inputShape: SymbolicShape): void {
    const kept = this.keptAxes(inputShape.length);
    const unknown = kept.find((axis) => inputShape[axis] === null);
    if (unknown !== undefined) {
      throw new ShapeError({
        who: this.name,
        rule: { en: `the size of axis ${unknown} must be known`, ko: `축 ${unknown}의 크기가 정해져 있어야 합니다` },
        received: { en: `an input of shape ${shapeText(inputShape)}`, ko: `모양이 ${shapeText(inputShape)}인 입력` },
      });
    }
    const shape = kept.map((axis) => inputShape[axis]!);
    const { mean } = this.config;
    if (mean !== null) {
      if (typeof mean === 'number' || mean.length === shape.at(-1)) return;
      throw new ShapeError({
        who: this.name,
        rule: {
          en: `mean and variance must have ${shape.at(-1) ?? 1} numbers, one for each place of the last axis kept`,
          ko: `mean과 variance는 남긴 마지막 축의 자리마다 하나씩, 수 ${shape.at(-1) ?? 1}개여야 합니다`,
        },
        received: `${mean.length}`,
      });
    }
    const add = (name: string, initializer: string): Weight =>
      this.addWeight({ name, shape, initializer, trainable: false });
    this.mean = add('mean', 'zeros');
    this.variance = add('variance', 'ones');
    this.addWeight({ name: 'count', shape: [], initializer: 'zeros', trainable: false, dtype: 'int32' });
  }

  /**
   * Takes mean and variance from data: an array of samples, or an iterable of batches (arrays or [x, y]).
   * The variance is that of all values (divided by their number).
   */
  adapt(data: ArraySource | Iterable<NDArray | readonly [NDArray, ...unknown[]]>): void {
    if (this.config.mean !== null) {
      throw new ValueError({
        who: `${this.name}.adapt`,
        rule: { en: 'mean and variance were given already', ko: 'mean과 variance는 이미 주어졌습니다' },
      });
    }
    const list: readonly unknown[] | null = Array.isArray(data) ? data : null;
    const isBatches = list ? hasArray(list[0]) : !(data instanceof NDArray) && !ArrayBuffer.isView(data);
    let total = 0;
    let [mean, square]: [Float64Array, Float64Array] = [new Float64Array(0), new Float64Array(0)];
    for (const batch of (isBatches ? data : [data]) as Iterable<ArraySource | readonly [NDArray]>) {
      const x = np.asarray(Array.isArray(batch) && hasArray(batch) && isBatches ? (batch[0] as NDArray) : batch);
      this.ensureBuilt([null, ...x.shape.slice(1)]);
      const groups = groupsOf(x, this.keptAxes(x.ndim));
      if (mean.length === 0) [mean, square] = [new Float64Array(groups.count), new Float64Array(groups.count)];
      if (groups.count !== mean.length || groups.count !== this.mean!.variable.size) {
        throw new ShapeError({
          who: `${this.name}.adapt`,
          rule: {
            en: `the layer has ${this.mean!.variable.size} means`,
            ko: `층에는 평균이 ${this.mean!.variable.size}개 있습니다`,
          },
          received: { en: `data of shape ${shapeText(x.shape)}`, ko: `모양이 ${shapeText(x.shape)}인 데이터` },
        });
      }
      total += addMoments(groups, mean, square, total);
    }
    if (total === 0)
      throw new ValueError({
        who: `${this.name}.adapt`,
        rule: { en: 'needs at least one batch of data', ko: '데이터가 한 배치 이상 필요합니다' },
      });
    this.mean!.variable.write(Float32Array.from(mean));
    this.variance!.variable.write(Float32Array.from(square, (s) => s / total));
  }

  override call(x: Node): Node {
    const kept = this.keptAxes(x.shape.length);
    const wide = x.shape.map((n, axis) => (kept.includes(axis) ? n : 1));
    const given = (v: Numbers): Node => {
      if (typeof v === 'number')
        return g.constant(
          Float32Array.of(v),
          wide.map(() => 1),
        );
      const last = kept.at(-1) ?? 0;
      return g.constant(
        Float32Array.from(v),
        wide.map((_, axis) => (axis === last ? v.length : 1)),
      );
    };
    const { mean, variance, invert } = this.config;
    const middle = mean === null ? g.reshape(this.mean!.node, wide) : given(mean);
    const spread = variance === null ? g.reshape(this.variance!.node, wide) : given(variance);
    const deviation = g.maximum(g.sqrt(spread), EPSILON);
    return invert ? g.add(g.mul(x, deviation), middle) : g.div(g.sub(x, middle), deviation);
  }

  /** As a rule by channel: learnt numbers as weights, given ones as they are. */
  arithmetic(ndim: number): Arithmetic | undefined {
    const { mean, variance, invert } = this.config;
    const kept = this.keptAxes(ndim);
    if (kept.some((axis) => axis !== ndim - 1)) return undefined;
    if (mean === null || variance === null) {
      if (invert || kept.length === 0) return undefined;
      // The square of the least deviation: the root of the sum is at least that.
      const epsilon = EPSILON ** 2;
      return { rule: 'normalize', mean: this.mean!, variance: this.variance!, gamma: null, beta: null, epsilon };
    }
    const means = [mean].flat();
    const deviations = [variance].flat().map((v) => Math.max(Math.sqrt(v), EPSILON));
    if (invert) return { rule: 'scale', scale: deviations, offset: means };
    return {
      rule: 'scale',
      scale: deviations.map((deviation) => 1 / deviation),
      offset: deviations.map((deviation, i) => -means[i]! / deviation),
    };
  }

  override getConfig(): Record<string, unknown> {
    const { axis } = this.config;
    return { ...super.getConfig(), axis: axis === null ? [] : typeof axis === 'number' ? [axis] : axis };
  }
}

export interface Normalization extends NormalizationLayer {}

/** Weights, unless mean and variance are given: mean, variance, count (kept for older files). */
export const Normalization: Factory<Normalization, NormalizationOptions, [axis: NormalizationOptions['axis']]> =
  factory(NormalizationLayer);

/** Whether this is an array of ours or [array, …], as batches are. */
function hasArray(value: unknown): boolean {
  return value instanceof NDArray || (Array.isArray(value) && value[0] instanceof NDArray);
}

interface Groups {
  readonly count: number;
  readonly values: ArrayLike<number>;
  /** The group of each value. */
  readonly of: Int32Array;
}

/** Which values share a mean: those with the same place along the kept axes. */
function groupsOf(x: NDArray, kept: readonly number[]): Groups {
  const of = new Int32Array(x.size);
  let repeat = x.size;
  let count = 1;
  for (const axis of kept) count *= x.shape[axis]!;
  let weight = count;
  for (let axis = 0; axis < x.ndim; axis++) {
    const n = x.shape[axis]!;
    repeat /= n;
    if (!kept.includes(axis)) continue;
    weight /= n;
    for (let i = 0; i < of.length; i++) of[i]! += (Math.floor(i / repeat) % n) * weight;
  }
  return { count, values: toTyped(x), of };
}

/**
 * Adds a batch to means and sums of squared distances from them (Chan, Golub and LeVeque's update); gives the number of values
 * in each group.
 */
function addMoments({ count, values, of }: Groups, mean: Float64Array, square: Float64Array, before: number): number {
  const size = values.length / count;
  if (size === 0) return 0;
  const own = new Float64Array(count);
  for (let i = 0; i < values.length; i++) own[of[i]!]! += values[i]! / size;
  const spread = new Float64Array(count);
  for (let i = 0; i < values.length; i++) spread[of[i]!]! += (values[i]! - own[of[i]!]!) ** 2;
  for (let k = 0; k < count; k++) {
    const d = own[k]! - mean[k]!;
    mean[k]! += (d * size) / (before + size);
    square[k]! += spread[k]! + (d * d * before * size) / (before + size);
  }
  return size;
}
