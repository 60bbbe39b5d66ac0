/** @file What SpatialDropout1D and SpatialDropout2D share. */
import type { LayerOptions } from '../../core/layer.ts';
import type { DataFormat } from '../data-format.ts';

export interface SpatialDropoutOptions extends LayerOptions {
  /** Part of the channels that are dropped, from 0 to 1. */
  rate: number;
  /**
   * Makes the random numbers the same in every run.
   * @ko 난수의 씨앗입니다. 실행할 때마다 같은 수가 나옵니다.
   */
  seed?: number | null;
  /**
   * 'channels_last' (default) or 'channels_first'.
   * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
   */
  dataFormat?: DataFormat | null;
}

export type Spatial = { rate: number; seed: number | null; dataFormat: DataFormat | null };

export function spatialDefaults(): Spatial {
  return { rate: undefined as unknown as number, seed: null, dataFormat: null };
}
