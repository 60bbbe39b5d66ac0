/** @file What SpatialDropout1D and SpatialDropout2D share. */
import type { LayerOptions } from '../../core/layer.ts';
import type { DataFormat } from '../data-format.ts';

export interface SpatialDropoutOptions extends LayerOptions {
  /** Part of the channels that are dropped, from 0 to 1. */
  rate: number;
  /** Makes the random numbers the same in every run. */
  seed?: number | null;
  /** 'channels_last' (default) or 'channels_first'. */
  dataFormat?: DataFormat | null;
}

export type Spatial = { rate: number; seed: number | null; dataFormat: DataFormat | null };

export function spatialDefaults(): Spatial {
  return { rate: undefined as unknown as number, seed: null, dataFormat: null };
}
