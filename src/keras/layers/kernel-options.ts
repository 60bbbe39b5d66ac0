/**
 * @file What layers with a kernel and a bias share: their options, making the two weights, and the end of their
 * `call`.
 */
import { g, type Node } from '../../engine/index.ts';
import type * as activations from '../activations/index.ts';
import type { ConstraintLike } from '../constraints/index.ts';
import type { LayerOptions } from '../core/layer.ts';
import type { Weight } from '../core/weight.ts';
import type { InitializerLike } from '../initializers/index.ts';
import { type DataFormat, fromLast } from './data-format.ts';
import type { OptionsLayer } from './options-layer.ts';
import type { RegularizerLike } from '../regularizers/index.ts';

/** Options of layers with a kernel and a bias. */
export interface KernelOptions extends LayerOptions {
  /**
   * Name or function; default linear.
   * @ko 활성화 함수의 이름 또는 함수입니다. 기본값은 없음(linear).
   */
  activation?: activations.ActivationLike;
  /**
   * Default true.
   * @ko 편향을 더합니다. 기본값 true.
   */
  useBias?: boolean;
  /**
   * Default 'glorot_uniform'.
   * @ko 가중치를 처음 정하는 방법입니다. 기본값 'glorot_uniform'.
   */
  kernelInitializer?: InitializerLike;
  /**
   * Default 'zeros'.
   * @ko 편향을 처음 정하는 방법입니다. 기본값 'zeros'.
   */
  biasInitializer?: InitializerLike;
  /**
   * Penalty on kernel, added to the loss.
   * @ko 가중치에 주는 벌점입니다. 손실에 더합니다.
   */
  kernelRegularizer?: RegularizerLike | null;
  /**
   * Penalty on bias, added to the loss.
   * @ko 편향에 주는 벌점입니다. 손실에 더합니다.
   */
  biasRegularizer?: RegularizerLike | null;
  /**
   * What kernel must fulfil after each step.
   * @ko 스텝마다 가중치가 지켜야 할 조건입니다.
   */
  kernelConstraint?: ConstraintLike | null;
  /**
   * What bias must fulfil after each step.
   * @ko 스텝마다 편향이 지켜야 할 조건입니다.
   */
  biasConstraint?: ConstraintLike | null;
}

/** The defaults of KernelOptions, in Keras's order. */
export const KERNEL_DEFAULTS = {
  activation: null as activations.ActivationLike,
  useBias: true,
  kernelInitializer: 'glorot_uniform' as InitializerLike,
  biasInitializer: 'zeros' as InitializerLike,
  kernelRegularizer: null as RegularizerLike | null,
  biasRegularizer: null as RegularizerLike | null,
  activityRegularizer: null as RegularizerLike | null,
  kernelConstraint: null as ConstraintLike | null,
  biasConstraint: null as ConstraintLike | null,
};

/** The activation of a config as a function of a node. */
export function activate(activation: activations.ActivationLike, x: Node): Node {
  return (activation as activations.ActivationFunction)(x);
}

/** The end of a convolution whose channels stand last: the bias, the activation, the channels where the user has them. */
export function finishMap(
  map: Node,
  { bias, config }: { bias: Weight | undefined; config: { activation: activations.ActivationLike } },
  format: DataFormat,
): Node {
  return activate(config.activation, fromLast(bias ? g.add(map, bias.node) : map, format));
}

type BiasDefaults = Pick<typeof KERNEL_DEFAULTS, 'useBias' | 'biasInitializer' | 'biasRegularizer' | 'biasConstraint'>;

/** Makes the bias from a layer's options, when it is wanted. */
export function addBias(layer: OptionsLayer<BiasDefaults>, shape: readonly number[]): Weight | undefined {
  const o = layer.config;
  if (!o.useBias) return undefined;
  return layer.addWeight({
    name: 'bias',
    shape,
    initializer: o.biasInitializer,
    regularizer: o.biasRegularizer,
    constraint: o.biasConstraint,
  });
}

/** Makes kernel and (when wanted) bias from a layer's options. */
export function addKernel(
  layer: OptionsLayer<typeof KERNEL_DEFAULTS>,
  shape: readonly number[],
  bias: number | readonly number[],
): [Weight, Weight | undefined] {
  const o = layer.config;
  const kernel = layer.addWeight({
    name: 'kernel',
    shape,
    initializer: o.kernelInitializer,
    regularizer: o.kernelRegularizer,
    constraint: o.kernelConstraint,
  });
  return [kernel, addBias(layer, typeof bias === 'number' ? [bias] : bias)];
}

export const NONE = undefined as unknown as number;
