/**
 * @file What a notebook shows for an array: its repr with shape and dtype, and a small picture beside the text when the
 * array looks like one.
 */
import type { MimeBundle } from '../../display/index.ts';
import { shapeText } from '../../errors/index.ts';
import { encodePng, toBase64 } from '../../platform/index.ts';
import { rawStore } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';

/** Longest side of a thumbnail in pixels. */
const thumbnailSide = 256;

/** The MIME bundle of an array. */
export function displayBundle(a: NDArray): MimeBundle {
  const text = `${a.repr()}\nshape ${shapeText(a.shape)}, ${a.dtype}`;
  const channels = pictureChannels(a);
  if (channels === undefined) return { 'text/plain': text };
  const { pixels, height, width } = thumbnail(a, channels);
  const png = toBase64(encodePng({ width, height, channels, samples: pixels }));
  const title = `${shapeText(a.shape)} ${a.dtype}`;
  const html =
    `<div><img src="data:image/png;base64,${png}" alt="${title}" title="${title}" style="image-rendering:pixelated;` +
    `min-width:${Math.min(112, width * 4)}px"><pre>${escapeHtml(text)}</pre></div>`;
  return { 'text/plain': text, 'text/html': html };
}

/** 1, 3 or 4 for arrays that can be seen: (h, w) or (h, w, 1|3|4), sides 8 to 4096, uint8 or floats in [0, 1]. */
function pictureChannels(a: NDArray): 1 | 3 | 4 | undefined {
  const [h, w, c = 1] = a.shape;
  if (a.ndim < 2 || a.ndim > 3 || h! < 8 || w! < 8 || h! > 4096 || w! > 4096) return undefined;
  if (c !== 1 && c !== 3 && c !== 4) return undefined;
  if (a.dtype === 'uint8') return c;
  if (a.dtype !== 'float32' && a.dtype !== 'float64') return undefined;
  const [low, high] = [a.min(), a.max()];
  return low >= 0 && high <= 1 && high > low ? c : undefined;
}

/** Every k-th pixel, so that no side is longer than a thumbnail's. */
function thumbnail(a: NDArray, channels: number): { pixels: Uint8Array; height: number; width: number } {
  const [h, w] = a.shape as [number, number];
  const k = Math.ceil(Math.max(h, w) / thumbnailSide);
  const [height, width] = [Math.ceil(h / k), Math.ceil(w / k)];
  const data = rawStore(a);
  const pixels = new Uint8Array(height * width * channels);
  const [sh, sw, sc = 0] = a.strides as [number, number, number?];
  const scale = a.dtype === 'uint8' ? 1 : 255;
  let to = 0;
  for (let i = 0; i < h; i += k) {
    for (let j = 0; j < w; j += k) {
      for (let c = 0; c < channels; c++) pixels[to++] = Math.round(data[a.offset + i * sh + j * sw + c * sc]! * scale);
    }
  }
  return { pixels, height, width };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
