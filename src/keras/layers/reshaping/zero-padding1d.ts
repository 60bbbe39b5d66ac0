/** @file ZeroPadding1D: zeros at both ends of sequences. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { requireRank } from '../checks.ts';
import { type DataFormat, dataFormatOf, fromLast, toLast } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';
import { type Ends, endsOf } from './edges1d.ts';
import { ifLast } from '../arithmetic.ts';

export interface ZeroPadding1DOptions extends LayerOptions {
  /** Steps to add: a number for both ends, or [before, after]. Default 1. */
  padding?: Ends;
  /** 'channels_last' (default) or 'channels_first'. */
  dataFormat?: DataFormat | null;
}

class ZeroPadding1DLayer extends OptionsLayer<{ padding: Ends; dataFormat: DataFormat | null }> {
  static readonly facts: LayerFacts = {
    name: 'ZeroPadding1D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: ZeroPadding1DLayer) => ifLast(layer.format, () => ({ rule: 'move', by: [layer.ends[0], 0] })),
  };

  readonly ends: [number, number];
  readonly format: DataFormat;

  constructor(...args: readonly unknown[]) {
    super('ZeroPadding1D', args, { padding: 1, dataFormat: null as DataFormat | null }, ['padding', 'dataFormat']);
    this.ends = endsOf('ZeroPadding1D', 'padding', this.config.padding);
    this.format = dataFormatOf('ZeroPadding1D', this.config.dataFormat);
    this.built = true;
  }

  override call(x: Node): Node {
    requireRank(this.name, x.shape, 3, '(batch, steps, channels)');
    const [before, after] = this.ends;
    return fromLast(g.pad(toLast(x, this.format), [0, before, 0], [0, after, 0]), this.format);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), padding: this.ends, dataFormat: this.format };
  }
}

export interface ZeroPadding1D extends ZeroPadding1DLayer {}

/** Zeros at both ends of sequences. */
export const ZeroPadding1D: Factory<ZeroPadding1D, ZeroPadding1DOptions, [padding: Ends]> = factory(ZeroPadding1DLayer);
