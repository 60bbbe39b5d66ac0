/** @file What SpatialDropout1D and SpatialDropout2D share. */
import type { LayerOptions } from '../../core/layer.ts';
import type { DataFormat } from '../data-format.ts';

export interface SpatialDropoutOptions extends LayerOptions {
  rate: number;
  seed?: number | null;
  dataFormat?: DataFormat | null;
}

export type Spatial = { rate: number; seed: number | null; dataFormat: DataFormat | null };

export function spatialDefaults(): Spatial {
  return { rate: undefined as unknown as number, seed: null, dataFormat: null };
}
