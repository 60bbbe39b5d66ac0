/** @file Between (h, w, c) and (c, h, w), for one picture or a batch of them. */
import type { NDArray } from '../../array/index.ts';
import { shapeText, say } from '../../errors/index.ts';
import type { Settings } from './options.ts';

/** (…, c, h, w) → (…, h, w, c), a view. */
export function toChannelsLast(x: NDArray): NDArray {
  return x.ndim === 4 ? x.transpose(0, 2, 3, 1) : x.transpose(1, 2, 0);
}

/** (…, h, w, c) → (…, c, h, w), a view. */
export function toChannelsFirst(x: NDArray): NDArray {
  return x.ndim === 4 ? x.transpose(0, 3, 1, 2) : x.transpose(2, 0, 1);
}

/** Where the channels of a batch are. */
export function channelAxis(format: Settings['dataFormat']): 1 | 3 {
  return format === 'channels_last' ? 3 : 1;
}

/** Says so when a batch has an unusual number of channels: most often an axis is in the wrong place. */
export function warnOfChannels(who: string, x: NDArray, format: Settings['dataFormat']): void {
  const channels = x.shape[channelAxis(format)]!;
  if ([1, 3, 4].includes(channels)) return;
  console.warn(
    say({
      en: `${who}: pictures usually have 1, 3 or 4 channels; x ${shapeText(x.shape)} has ${channels}.`,
      ko: `${who}: 그림의 채널은 보통 1개, 3개, 4개인데 x ${shapeText(x.shape)}에는 ${channels}개 있습니다.`,
    }),
  );
}
