/** @file RepeatVector: (n, c) -> (n, times, c). */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { positive } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

class RepeatVectorLayer extends OptionsLayer<{ n: number }> {
  static readonly facts: LayerFacts = {
    name: 'RepeatVector',
    module: 'keras.layers',
    perSample: true,
    arithmetic: ({ config: { n } }: RepeatVectorLayer) => ({ rule: 'repeat', times: [n, 1] }),
  };

  constructor(...args: readonly unknown[]) {
    super('RepeatVector', args, { n: undefined as unknown as number }, ['n']);
    positive('RepeatVector', 'n', this.config.n);
  }

  override call(x: Node): Node {
    const [batch, c] = x.shape as [number, number];
    return g.broadcastTo(g.reshape(x, [batch, 1, c]), [batch, this.config.n, c]);
  }
}

export interface RepeatVector extends RepeatVectorLayer {}

/** (n, c) -> (n, times, c). */
export const RepeatVector: Factory<
  RepeatVector,
  LayerOptions & {
    /** How often the vector is repeated. */
    n: number;
  },
  [n: number]
> = factory(RepeatVectorLayer);
