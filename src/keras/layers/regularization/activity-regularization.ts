/** @file ActivityRegularization: adds a penalty on what goes through it to the loss. */
import type { Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { L1L2, type Regularizer } from '../../regularizers/index.ts';
import { within } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';
import { unchanged } from '../arithmetic.ts';

export interface ActivityRegularizationOptions extends Omit<LayerOptions, 'activityRegularizer'> {
  /** Factor of the sum of sizes. Default 0. */
  l1?: number;
  /** Factor of the sum of squares. Default 0. */
  l2?: number;
}

class ActivityRegularizationLayer extends OptionsLayer<{ l1: number; l2: number }> {
  static readonly facts: LayerFacts = {
    name: 'ActivityRegularization',
    module: 'keras.layers',
    perSample: true,
    arithmetic: unchanged,
  };

  override readonly activityRegularizer: Regularizer;

  constructor(...args: readonly unknown[]) {
    super('ActivityRegularization', args, { l1: 0, l2: 0 }, ['l1', 'l2']);
    within('ActivityRegularization', 'l1', this.config.l1, 0);
    within('ActivityRegularization', 'l2', this.config.l2, 0);
    this.activityRegularizer = L1L2({ l1: this.config.l1, l2: this.config.l2 });
    this.built = true;
  }

  override call(x: Node): Node {
    return x;
  }
}

export interface ActivityRegularization extends ActivityRegularizationLayer {}

/** Passes values on and adds l1 · Σ|x| + l2 · Σx², divided by the batch size, to the loss. */
export const ActivityRegularization: Factory<
  ActivityRegularization,
  ActivityRegularizationOptions,
  [l1: number, l2: number]
> = factory(ActivityRegularizationLayer);
