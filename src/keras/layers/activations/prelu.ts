/** @file PReLU: a learned slope below 0. */
import { g, type Node } from '../../../engine/index.ts';
import type { ConstraintLike } from '../../constraints/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { LayerOptions } from '../../core/layer.ts';
import type { Weight } from '../../core/weight.ts';
import type { InitializerLike } from '../../initializers/index.ts';
import { knownAxis } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';
import type { RegularizerLike } from '../../regularizers/index.ts';

export interface PReLUOptions extends LayerOptions {
  /** Default 'zeros'. */
  alphaInitializer?: InitializerLike;
  /** Penalty on alpha, added to the loss. */
  alphaRegularizer?: RegularizerLike | null;
  /** What alpha must fulfil after each step. */
  alphaConstraint?: ConstraintLike | null;
  /** Axes (from 1) along which one slope is shared: [1, 2] for one slope for each channel. */
  sharedAxes?: readonly number[] | number | null;
}

class PReLULayer extends OptionsLayer<{
  alphaInitializer: InitializerLike;
  alphaRegularizer: RegularizerLike | null;
  alphaConstraint: ConstraintLike | null;
  sharedAxes: readonly number[] | number | null;
}> {
  static readonly facts: LayerFacts = {
    name: 'PReLU',
    module: 'keras.layers',
    perSample: true,
    arithmetic: ({ alpha }: PReLULayer) => ({ rule: 'slope', alpha: alpha! }),
  };

  alpha: Weight | undefined;

  constructor(...args: readonly unknown[]) {
    super(
      'PReLU',
      args,
      {
        alphaInitializer: 'zeros',
        alphaRegularizer: null as RegularizerLike | null,
        alphaConstraint: null as ConstraintLike | null,
        sharedAxes: null as readonly number[] | number | null,
      },
      ['alphaInitializer', 'alphaRegularizer', 'alphaConstraint', 'sharedAxes'],
    );
  }

  override build(inputShape: SymbolicShape): void {
    const shared = new Set([this.config.sharedAxes ?? []].flat());
    const shape = inputShape.slice(1).map((_, i) => (shared.has(i + 1) ? 1 : knownAxis(this.name, inputShape, i + 1)));
    const { alphaInitializer, alphaRegularizer, alphaConstraint } = this.config;
    this.alpha = this.addWeight({
      name: 'alpha',
      shape,
      initializer: alphaInitializer,
      regularizer: alphaRegularizer,
      constraint: alphaConstraint,
    });
  }

  override call(x: Node): Node {
    return g.sub(g.relu(x), g.mul(this.alpha!.node, g.relu(g.neg(x))));
  }
}

export interface PReLU extends PReLULayer {}

/** x above 0, alpha x below, alpha learned for each place. Weight: alpha (sample shape). */
export const PReLU: Factory<PReLU, PReLUOptions> = factory(PReLULayer);
