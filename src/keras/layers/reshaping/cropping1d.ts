/** @file Cropping1D: sequences without their ends. */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { requireRank } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';
import { type Ends, endsOf } from './edges1d.ts';

export interface Cropping1DOptions extends LayerOptions {
  /** Steps to cut: a number for both ends, or [before, after]. Default [1, 1]. */
  cropping?: Ends;
}

class Cropping1DLayer extends OptionsLayer<{ cropping: Ends }> {
  static readonly facts: LayerFacts = {
    name: 'Cropping1D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: Cropping1DLayer) => ({ rule: 'move', by: [-layer.ends[0], 0] }),
  };

  readonly ends: [number, number];

  constructor(...args: readonly unknown[]) {
    super('Cropping1D', args, { cropping: [1, 1] as Ends }, ['cropping']);
    this.ends = endsOf('Cropping1D', 'cropping', this.config.cropping);
    this.built = true;
  }

  override call(x: Node): Node {
    requireRank(this.name, x.shape, 3, '(batch, steps, channels)');
    const [n, steps, c] = x.shape as [number, number, number];
    const [before, after] = this.ends;
    if (before + after >= steps) {
      throw new ShapeError({
        who: this.name,
        rule: { en: 'cropping must leave at least one step', ko: '잘라 낸 뒤에 한 스텝 이상 남아야 합니다' },
        received: {
          en: `${steps} steps, cropping [${before}, ${after}]`,
          ko: `${steps}스텝, cropping [${before}, ${after}]`,
        },
      });
    }
    return g.slice(x, [0, before, 0], [n, steps - before - after, c]);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), cropping: this.ends };
  }
}

export interface Cropping1D extends Cropping1DLayer {}

/** Sequences without their ends. */
export const Cropping1D: Factory<Cropping1D, Cropping1DOptions, [cropping: Ends]> = factory(Cropping1DLayer);
