/** @file Dense: every input connected to every output, activation(x W + b). */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError, shapeText } from '../../../errors/index.ts';
import type { ActivationLike } from '../../activations/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { Weight } from '../../core/weight.ts';
import { knownAxis, positive, requireFeatures } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { activate, KERNEL_DEFAULTS, type KernelOptions } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';
import { curveOf } from '../arithmetic.ts';

export interface DenseOptions extends KernelOptions {
  /**
   * Size of the output.
   * @ko 출력의 수(유닛의 수)입니다.
   */
  units: number;
}

/** `activation(x W + b)` over the last axis; x of any rank from 2. Weights: kernel (in, units), bias (units,). */
class DenseLayer extends OptionsLayer<typeof KERNEL_DEFAULTS & { units: number }> {
  static readonly facts: LayerFacts = {
    name: 'Dense',
    module: 'keras.layers',
    perSample: true,
    notInKeras: ['activityRegularizer'],
    arithmetic: (layer: DenseLayer) => ({
      rule: 'dense',
      kernel: layer.kernel!,
      bias: layer.bias ?? null,
      curve: curveOf(layer.config.activation),
    }),
  };

  kernel: Weight | undefined;
  bias: Weight | undefined;

  constructor(...args: readonly unknown[]) {
    super('Dense', args, { units: undefined as unknown as number, ...KERNEL_DEFAULTS }, [
      'units',
      'activation',
      'useBias',
    ]);
    positive('Dense', 'units', this.config.units);
  }

  override build(inputShape: SymbolicShape): void {
    if (inputShape.length < 2) {
      throw new ShapeError({
        who: this.name,
        rule: { en: 'needs an input of 2 axes or more', ko: '축이 2개 이상인 입력이 필요합니다' },
        received: { en: `shape ${shapeText(inputShape)}`, ko: `모양 ${shapeText(inputShape)}` },
      });
    }
    const { units, useBias, ...o } = this.config;
    this.kernel = this.addWeight({
      name: 'kernel',
      shape: [knownAxis(this.name, inputShape, -1), units],
      initializer: o.kernelInitializer,
      regularizer: o.kernelRegularizer,
      constraint: o.kernelConstraint,
    });
    if (useBias) {
      this.bias = this.addWeight({
        name: 'bias',
        shape: [units],
        initializer: o.biasInitializer,
        regularizer: o.biasRegularizer,
        constraint: o.biasConstraint,
      });
    }
  }

  override call(x: Node): Node {
    const kernel = this.kernel!.node;
    requireFeatures(this.name, x.shape, -1, kernel.shape[0]!);
    const product = g.matmul(x, kernel);
    return activate(this.config.activation, this.bias ? g.add(product, this.bias.node) : product);
  }
}

export interface Dense extends DenseLayer {}

/**
 * Every input connected to every output: activation(x · kernel + bias). `Dense(128, { activation: 'relu' })`.
 * @ko 완전 연결층입니다. 모든 입력에 가중치를 곱해 더합니다.
 */
export const Dense: Factory<Dense, DenseOptions, [units: number, activation: ActivationLike]> = factory(DenseLayer);
