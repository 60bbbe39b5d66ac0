/**
 * @file StochasticDepth: leaves out whole samples of a branch in training. ConvNeXt defines it for itself, so it is
 * not among `keras.layers`; files of that network name it.
 */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { CallOptions } from '../../core/layer.ts';
import { within } from '../checks.ts';
import { NONE } from '../kernel-options.ts';
import { RandomLayer } from '../random-layer.ts';
import { unchanged } from '../arithmetic.ts';

/** In training leaves out whole samples of a branch, and divides the others by the share that is kept. */
export class StochasticDepth extends RandomLayer<{ dropPathRate: number; seed: number | null }> {
  static readonly facts: LayerFacts = {
    name: 'StochasticDepth',
    module: 'keras.src.applications.convnext',
    perSample: true,
    notInKeras: ['seed'],
    arithmetic: unchanged,
  };

  constructor(...args: readonly unknown[]) {
    super('StochasticDepth', args, { dropPathRate: NONE, seed: null }, ['dropPathRate']);
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
