/**
 * @file Layers that Keras's ready-made networks define for themselves (ConvNeXt, Inception-ResNet v2). They are not among
 * `keras.layers`, as in Keras, but files of those networks name them, with the module they come from.
 */
import { g, type Node } from '../../engine/graph/index.ts';
import type { CallOptions } from '../core/layer.ts';
import type { Weight } from '../core/weight.ts';
import { constant } from '../initializers/index.ts';
import { OptionsLayer, positive, within } from './common.ts';
import { RandomLayer } from './noise.ts';

const NUMBER = undefined as unknown as number;

/** x gamma, one gamma a channel, which starts at `initValues`. */
export class LayerScale extends OptionsLayer<{ initValues: number; projectionDim: number }> {
  gamma: Weight | undefined;

  constructor(...args: readonly unknown[]) {
    super('LayerScale', args, { initValues: NUMBER, projectionDim: NUMBER }, ['initValues', 'projectionDim']);
    positive('LayerScale', 'projectionDim', this.config.projectionDim);
  }

  override build(): void {
    const { initValues, projectionDim } = this.config;
    this.gamma = this.addWeight({ name: 'gamma', shape: [projectionDim], initializer: constant(initValues) });
  }

  override call(x: Node): Node {
    return g.mul(x, this.gamma!.node);
  }
}

/** In training leaves out whole samples of a branch, and divides the others by the share that is kept. */
export class StochasticDepth extends RandomLayer<{ dropPathRate: number; seed: number | null }> {
  constructor(...args: readonly unknown[]) {
    super('StochasticDepth', args, { dropPathRate: NUMBER, seed: null }, ['dropPathRate']);
    within('StochasticDepth', 'dropPathRate', this.config.dropPathRate, 0, 1);
  }

  override call(x: Node, { training = false }: CallOptions = {}): Node {
    const { dropPathRate: rate } = this.config;
    if (!training || rate === 0) return x;
    if (rate === 1) return g.mul(x, 0);
    const samples = x.shape.map((n, axis) => (axis === 0 ? n : 1));
    return g.select(g.greaterEqual(this.draw('uniform', samples), rate), g.mul(x, 1 / (1 - rate)), 0);
  }
}

/** The first input + the second times `scale`. */
export class CustomScaleLayer extends OptionsLayer<{ scale: number }> {
  constructor(...args: readonly unknown[]) {
    super('CustomScaleLayer', args, { scale: NUMBER }, ['scale']);
    within('CustomScaleLayer', 'scale', this.config.scale, -Infinity);
    this.built = true;
  }

  override call([x, branch]: readonly [Node, Node]): Node {
    return g.add(x, g.mul(branch, this.config.scale));
  }
}

/** The module each comes from in Keras. */
export const APPLICATION_MODULES: Readonly<Record<string, string>> = {
  LayerScale: 'keras.src.applications.convnext',
  StochasticDepth: 'keras.src.applications.convnext',
  CustomScaleLayer: 'keras.src.applications.inception_resnet_v2',
};
