/** @file PNG files written by `pngjs`, which stands on Node's Buffer and zlib. */
import { PNG } from 'pngjs';
import type { PngSamples } from './machine.ts';

/** By the number of channels. */
const colorTypes = { 1: 0, 2: 4, 3: 2, 4: 6 } as const;

export function nodePng({ width, height, channels, samples, level, filtered }: PngSamples): Uint8Array<ArrayBuffer> {
  const png = new PNG({ width: 1, height: 1 });
  png.width = width;
  png.height = height;
  png.data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  return new Uint8Array(
    PNG.sync.write(png, {
      colorType: colorTypes[channels],
      inputColorType: colorTypes[channels],
      inputHasAlpha: channels === 2 || channels === 4,
      bitDepth: samples instanceof Uint16Array ? 16 : 8,
      deflateLevel: level,
      // pngjs would choose run lengths only; the default strategy packs pictures smaller.
      deflateStrategy: 0,
      filterType: filtered ? -1 : 0,
    }),
  );
}
