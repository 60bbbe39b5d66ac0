/** @file What normalisation layers share: y = gamma (x - mean) / sqrt(variance + epsilon) + beta. */
import { g, type Node } from '../../../engine/index.ts';
import type { ConstraintLike } from '../../constraints/index.ts';
import type { LayerOptions } from '../../core/layer.ts';
import type { Weight } from '../../core/weight.ts';
import type { InitializerLike } from '../../initializers/index.ts';
import { OptionsLayer } from '../options-layer.ts';
import type { RegularizerLike } from '../../regularizers/index.ts';

export interface AffineOptions extends LayerOptions {
  /**
   * Default 0.001.
   * @ko 분산에 더하는 작은 수입니다. 기본값 0.001.
   */
  epsilon?: number;
  /** Add beta. Default true. */
  center?: boolean;
  /** Multiply by gamma. Default true. */
  scale?: boolean;
  /** Default 'zeros'. */
  betaInitializer?: InitializerLike;
  /** Default 'ones'. */
  gammaInitializer?: InitializerLike;
  /** Penalty on beta, added to the loss. */
  betaRegularizer?: RegularizerLike | null;
  /** Penalty on gamma, added to the loss. */
  gammaRegularizer?: RegularizerLike | null;
  /** What beta must fulfil after each step. */
  betaConstraint?: ConstraintLike | null;
  /** What gamma must fulfil after each step. */
  gammaConstraint?: ConstraintLike | null;
}

export const AFFINE = {
  epsilon: 0.001,
  center: true,
  scale: true,
  betaInitializer: 'zeros' as InitializerLike,
  gammaInitializer: 'ones' as InitializerLike,
  betaRegularizer: null as RegularizerLike | null,
  gammaRegularizer: null as RegularizerLike | null,
  betaConstraint: null as ConstraintLike | null,
  gammaConstraint: null as ConstraintLike | null,
};

/** A normalising layer's gamma and beta. */
export abstract class Affine<T extends typeof AFFINE> extends OptionsLayer<T> {
  gamma: Weight | undefined;
  beta: Weight | undefined;

  protected addAffine(shape: readonly number[]): void {
    const o = this.config;
    if (o.scale) {
      this.gamma = this.addWeight({
        name: 'gamma',
        shape,
        initializer: o.gammaInitializer,
        regularizer: o.gammaRegularizer,
        constraint: o.gammaConstraint,
      });
    }
    if (o.center) {
      this.beta = this.addWeight({
        name: 'beta',
        shape,
        initializer: o.betaInitializer,
        regularizer: o.betaRegularizer,
        constraint: o.betaConstraint,
      });
    }
  }

  /** gamma x + beta; both seen through `shape`, which broadcasts against x. */
  protected affine(x: Node, shape: readonly number[]): Node {
    const scaled = this.gamma ? g.mul(x, g.reshape(this.gamma.node, shape)) : x;
    return this.beta ? g.add(scaled, g.reshape(this.beta.node, shape)) : scaled;
  }
}

/** (x - mean) / sqrt(variance + epsilon), both taken over `axes`. */
export function standardize(x: Node, axes: readonly number[], epsilon: number): Node {
  const mean = g.mean(x, { axis: axes, keepDims: true });
  const centred = g.sub(x, mean);
  const variance = g.mean(g.square(centred), { axis: axes, keepDims: true });
  return g.mul(centred, g.rsqrt(g.add(variance, epsilon)));
}
