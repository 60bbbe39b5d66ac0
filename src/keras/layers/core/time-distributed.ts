/** @file TimeDistributed: one layer for every step of a sequence, or every picture of a film. */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError, ValueError, shapeText } from '../../../errors/index.ts';
import { describe } from '../../common/arguments.ts';
import { factsOf, type LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import { Layer, type CallOptions, type LayerOptions } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface TimeDistributedOptions extends LayerOptions {
  /** The layer (or model) that each step goes through. */
  layer: Layer;
}

class TimeDistributedLayer extends OptionsLayer<{ layer: Layer }> {
  static readonly facts: LayerFacts = {
    name: 'TimeDistributed',
    module: 'keras.layers',
    perSample: true,
    layerOption: 'layer',
    // What a layer does to a vector it does to each step of a sequence.
    arithmetic: ({ layer }: TimeDistributedLayer, [x]) => {
      if (x!.length !== 3) return undefined;
      const made = factsOf(layer)?.arithmetic?.(layer, [[x![0]! * x![1]!, x![2]!]]);
      return made && ['dense', 'curve', 'same', 'normalize', 'scale'].includes(made.rule) ? made : undefined;
    },
  };

  /** The layer that each step goes through. */
  readonly layer: Layer;

  constructor(...args: readonly unknown[]) {
    super('TimeDistributed', args, { layer: undefined as unknown as Layer }, ['layer']);
    this.layer = this.config.layer;
    if (this.layer instanceof Layer) return;
    throw new ValueError({
      who: 'TimeDistributed',
      rule: { en: 'needs a layer', ko: '층이 필요합니다' },
      received: describe(this.layer),
      hint: { en: 'For example TimeDistributed(layers.Dense(8))', ko: '예: TimeDistributed(layers.Dense(8))' },
    });
  }

  override build([batch, steps, ...rest]: SymbolicShape): void {
    if (steps === undefined || rest.length === 0) {
      throw new ShapeError({
        who: this.name,
        rule: { en: 'needs an input of shape (batch, steps, …)', ko: '(배치, 스텝, …) 모양의 입력이 필요합니다' },
        received: shapeText([batch!, ...(steps === undefined ? [] : [steps]), ...rest]),
      });
    }
    this.layer.ensureBuilt([null, ...rest]);
  }

  override call(x: Node, options: CallOptions = {}): Node {
    const [n, steps, ...rest] = x.shape as [number, number, ...number[]];
    const y = this.layer.applyNodes(g.reshape(x, [n * steps, ...rest]), options) as Node;
    return g.reshape(y, [n, steps, ...y.shape.slice(1)]);
  }
}

export interface TimeDistributed extends TimeDistributedLayer {}

/**
 * One layer for every step: (batch, steps, …) goes through it as batch · steps samples. `TimeDistributed(layers.Conv2D(8, 3))`
 * makes feature maps of every picture of a film.
 * @ko 스텝마다 같은 층을 쓰는 층입니다.
 */
export const TimeDistributed: Factory<TimeDistributed, TimeDistributedOptions, [layer: Layer]> =
  factory(TimeDistributedLayer);
