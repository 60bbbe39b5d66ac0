/**
 * @file Base of layers that draw random numbers in training. A mask depends on (seed, step, element) only, so
 * training repeats bit for bit.
 */
import { g, type Node, type Variable } from '../../engine/index.ts';
import { currentTrace, randomState } from '../core/trace.ts';
import { OptionsLayer } from './options-layer.ts';

/** A layer with a random state of its own. */
export class RandomLayer<T extends { seed: number | null }> extends OptionsLayer<T> {
  /** (seed, counter). */
  readonly randomState: Variable;

  constructor(who: string, args: readonly unknown[], defaults: T, order: readonly (keyof T & string)[]) {
    super(who, args, defaults, order);
    this.randomState = randomState(this.config.seed, `${this.name}/seed_generator_state`);
  }

  /** Random numbers of this step. */
  protected draw(kind: 'uniform' | 'normal', shape: readonly number[]): Node {
    return currentTrace()!.random(kind, this.randomState, shape);
  }

  /** Random numbers in [low, high). */
  protected between(low: number, high: number, shape: readonly number[]): Node {
    return g.add(g.mul(this.draw('uniform', shape), high - low), low);
  }
}
