/** @file BatchNormalization: statistics of each channel over the batch in training, running averages otherwise. */
import { g, type Node } from '../../../engine/index.ts';
import { awayFromBatch, type LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { CallOptions } from '../../core/layer.ts';
import { currentTrace } from '../../core/trace.ts';
import type { Weight } from '../../core/weight.ts';
import type { InitializerLike } from '../../initializers/index.ts';
import { knownAxis, within } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { Affine, AFFINE, type AffineOptions } from './affine.ts';

export interface BatchNormalizationOptions extends AffineOptions {
  /**
   * The axis of features. Default -1.
   * @ko 특성(채널)의 축입니다. 기본값 -1.
   */
  axis?: number;
  /**
   * Share of the old value in the moving statistics. Default 0.99.
   * @ko 이동 평균에서 지난 값의 비율입니다. 기본값 0.99.
   */
  momentum?: number;
  /** Where the running mean begins. Default 'zeros'. */
  movingMeanInitializer?: InitializerLike;
  /** Where the running variance begins. Default 'ones'. */
  movingVarianceInitializer?: InitializerLike;
}

/**
 * Statistics of each channel over the batch in training, running averages otherwise (and always when
 * `trainable = false`). moving = momentum moving + (1 - momentum) batch, with the biased variance.
 * Weights: gamma, beta, moving_mean, moving_variance.
 */
class BatchNormalizationLayer extends Affine<
  { axis: number; momentum: number } & typeof AFFINE & {
      movingMeanInitializer: InitializerLike;
      movingVarianceInitializer: InitializerLike;
    }
> {
  static readonly facts: LayerFacts = {
    name: 'BatchNormalization',
    module: 'keras.layers',
    perSample: awayFromBatch,
    rescales: true,
    ignored: [
      'synchronized',
      'renorm',
      'renorm_clipping',
      'renorm_momentum',
      'fused',
      'virtual_batch_size',
      'adjustment',
    ],
    // Keras 2 wrote the axis as a list.
    readConfig(config) {
      if (Array.isArray(config['axis'])) config['axis'] = (config['axis'] as number[])[0];
    },
    arithmetic: (layer: BatchNormalizationLayer, [x]) => {
      const { axis, epsilon } = layer.config;
      if (axis !== -1 && axis !== x!.length - 1) return undefined;
      return {
        rule: 'normalize',
        mean: layer.movingMean!,
        variance: layer.movingVariance!,
        gamma: layer.gamma ?? null,
        beta: layer.beta ?? null,
        epsilon,
      };
    },
  };

  movingMean: Weight | undefined;
  movingVariance: Weight | undefined;

  constructor(...args: readonly unknown[]) {
    const defaults = {
      axis: -1,
      momentum: 0.99,
      ...AFFINE,
      movingMeanInitializer: 'zeros' as InitializerLike,
      movingVarianceInitializer: 'ones' as InitializerLike,
    };
    super('BatchNormalization', args, defaults, ['axis', 'momentum', 'epsilon', 'center', 'scale']);
    within('BatchNormalization', 'momentum', this.config.momentum, 0, 1);
    within('BatchNormalization', 'epsilon', this.config.epsilon, 0);
  }

  override build(inputShape: SymbolicShape): void {
    const n = knownAxis(this.name, inputShape, this.config.axis);
    this.addAffine([n]);
    const { movingMeanInitializer, movingVarianceInitializer } = this.config;
    this.movingMean = this.addWeight({
      name: 'moving_mean',
      shape: [n],
      initializer: movingMeanInitializer,
      trainable: false,
    });
    this.movingVariance = this.addWeight({
      name: 'moving_variance',
      shape: [n],
      initializer: movingVarianceInitializer,
      trainable: false,
    });
  }

  override call(x: Node, { training = false }: CallOptions = {}): Node {
    const { axis, epsilon, momentum } = this.config;
    const at = axis < 0 ? axis + x.shape.length : axis;
    const axes = x.shape.flatMap((_, i) => (i === at ? [] : [i]));
    const shape = x.shape.map((n, i) => (i === at ? n : 1));
    if (!training || !this.trainable) {
      const inverse = g.rsqrt(g.add(this.movingVariance!.node, epsilon));
      const factor = this.gamma ? g.mul(inverse, this.gamma.node) : inverse;
      const shift = g.neg(g.mul(this.movingMean!.node, factor));
      const offset = this.beta ? g.add(shift, this.beta.node) : shift;
      return g.add(g.mul(x, g.reshape(factor, shape)), g.reshape(offset, shape));
    }
    const gamma = this.gamma && g.reshape(this.gamma.node, shape);
    const beta = this.beta && g.reshape(this.beta.node, shape);
    const { y, mean, variance } = normalizeBatch(x, axes, epsilon, gamma, beta);
    this.move(this.movingMean!, mean, momentum);
    this.move(this.movingVariance!, variance, momentum);
    return y;
  }

  private move(statistic: Weight, batch: Node, momentum: number): void {
    const trace = currentTrace()!;
    const old = g.mul(trace.latest(statistic.variable), momentum);
    trace.update(statistic.variable, g.add(old, g.mul(g.reshape(batch, statistic.shape), 1 - momentum)));
  }
}

/**
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta over the n numbers of each feature. Its gradient is written out, because
 * it then reads the map twice: with c = x - mean and i = 1 / sqrt(variance + epsilon), dbeta = sum(dy), dgamma = i sum(dy c),
 * dx = gamma i (dy - dbeta / n - c i dgamma / n). Ioffe and Szegedy 2015, section 3.
 */
function normalizeBatch(
  x: Node,
  axes: readonly number[],
  epsilon: number,
  gamma: Node | undefined,
  beta: Node | undefined,
): { y: Node; mean: Node; variance: Node } {
  const over = { axis: axes, keepDims: true };
  const n = axes.reduce((count, axis) => count * x.shape[axis]!, 1);
  const mean = g.mean(x, over);
  const centred = g.sub(x, mean);
  const variance = g.mean(g.square(centred), over);
  const inverse = g.rsqrt(g.add(variance, epsilon));
  const factor = gamma ? g.mul(inverse, gamma) : inverse;
  const scaled = g.mul(centred, factor);
  const y = beta ? g.add(scaled, beta) : scaled;
  const sources = [x, ...(gamma ? [gamma] : []), ...(beta ? [beta] : [])];
  const gradient = (dy: Node): Node[] => {
    const dBeta = g.sum(dy, over);
    const dGamma = g.mul(g.sum(g.mul(dy, centred), over), inverse);
    const slope = g.mul(g.mul(inverse, dGamma), 1 / n);
    const dx = g.mul(g.sub(g.sub(dy, g.mul(dBeta, 1 / n)), g.mul(centred, slope)), factor);
    return [dx, ...(gamma ? [dGamma] : []), ...(beta ? [dBeta] : [])];
  };
  return { y: g.customGradient(y, sources, gradient), mean, variance };
}

export interface BatchNormalization extends BatchNormalizationLayer {}

/**
 * Brings each channel to mean 0 and deviation 1 over the batch, then scales and shifts it by learnt numbers.
 * @ko 배치의 평균과 분산으로 값을 맞추는 배치 정규화 층입니다.
 */
export const BatchNormalization: Factory<BatchNormalization, BatchNormalizationOptions> =
  factory(BatchNormalizationLayer);
