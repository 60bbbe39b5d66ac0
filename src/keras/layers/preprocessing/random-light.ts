/** @file What RandomContrast and RandomBrightness share. */
import type { LayerOptions } from '../../core/layer.ts';
import type { DataFormat } from '../data-format.ts';
import type { Factor } from './random-picture.ts';

export interface RandomContrastOptions extends LayerOptions {
  /** f for [1 - f, 1 + f], or [low, high] for [1 - low, 1 + high]. */
  factor: Factor;
  /** Values are held within. Default [0, 255]. */
  valueRange?: readonly [number, number];
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

export type Light = {
  factor: Factor;
  valueRange: readonly [number, number];
  seed: number | null;
  dataFormat: DataFormat | null;
};

export function lightDefaults(): Light {
  return { factor: undefined as unknown as Factor, valueRange: [0, 255], seed: null, dataFormat: null };
}
