/**
 * @file Pixels to a PNG file as small as a notebook wants it: greys in one channel, at most 256 colours as a palette (a third
 * of true colour; PNG packages at hand write no palettes), else RGB or RGBA. Filter and compression choices are plain.
 */
import { zlibSync } from 'fflate';
import { crc32 } from '../../platform/index.ts';

/** Pixels to be encoded: 1 grey, 3 RGB or 4 RGBA bytes each; or palette indices. */
export interface Pixels {
  width: number;
  height: number;
  bytes: Uint8Array;
  channels: 1 | 3 | 4;
  /** RGB bytes of the colours that `bytes` (one a pixel) counts into. */
  palette?: Uint8Array;
}

/** The PNG file of `pixels`. */
export function encodePng({ width, height, bytes, channels, palette }: Pixels): Uint8Array {
  const colorType = palette ? 3 : channels === 1 ? 0 : channels === 3 ? 2 : 6;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, colorType, 0, 0, 0], 8);
  const chunks = [chunk('IHDR', header)];
  if (palette) chunks.push(chunk('PLTE', palette));
  const rows =
    palette || channels === 1 ? plainRows(bytes, width, height) : filteredRows(bytes, width, height, channels);
  chunks.push(chunk('IDAT', zlibSync(rows, { level: 7 })), chunk('IEND', new Uint8Array()));
  return join([Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10), ...chunks]);
}

/** The PNG of drawn pixels (RGBA): a palette if 256 colours are enough, else RGB, or RGBA where something shows through. */
export function encodeDrawing(rgba: Uint8Array, width: number, height: number): Uint8Array {
  const words = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length >> 2);
  const numbers = new Map<number, number>();
  const indices = new Uint8Array(words.length);
  let opaque = true;
  for (let i = 0; i < words.length; i++) {
    if (rgba[4 * i + 3] !== 255) opaque = false;
    let index = numbers.get(words[i]!);
    if (index === undefined && numbers.size <= 256) numbers.set(words[i]!, (index = numbers.size));
    indices[i] = index ?? 0;
  }
  if (!opaque) return encodePng({ width, height, bytes: rgba, channels: 4 });
  const rgb = (pixels: Uint8Array): Uint8Array => pixels.filter((_, i) => i % 4 !== 3);
  if (numbers.size > 256) return encodePng({ width, height, bytes: rgb(rgba), channels: 3 });
  const palette = rgb(new Uint8Array(Uint32Array.from(numbers.keys()).buffer));
  return encodePng({ width, height, bytes: indices, channels: 3, palette });
}

/** A drawing without what is empty around it (of the colour of its corner), but for `pad` pixels; they may lie outside. */
export function trimmed(
  { rgba, width, height }: { rgba: Uint8Array; width: number; height: number },
  pad: number,
): { rgba: Uint8Array; width: number; height: number } {
  const words = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length >> 2);
  const paper = words[0]!;
  let [left, right, top, bottom] = [width, -1, height, -1];
  words.forEach((word, i) => {
    if (word === paper) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = y;
  });
  if (right < 0) return { rgba, width, height };
  const [w, h] = [right - left + 1 + 2 * pad, bottom - top + 1 + 2 * pad];
  const out = new Uint32Array(w * h).fill(paper);
  for (let y = top; y <= bottom; y++) {
    out.set(words.subarray(y * width + left, y * width + right + 1), (y - top + pad) * w + pad);
  }
  return { rgba: new Uint8Array(out.buffer), width: w, height: h };
}

/** The file as an address that can stand in a page. */
export function pngDataUri(pixels: Pixels): string {
  return `data:image/png;base64,${toBase64(encodePng(pixels))}`;
}

/** Bytes as base64 text. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}

/** Each row behind a 0: no filter, which suits indices and small greys. */
function plainRows(bytes: Uint8Array, width: number, height: number): Uint8Array {
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(bytes.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return rows;
}

/** Each row as differences: against the left pixel in the first row, else Paeth's predictor. */
function filteredRows(bytes: Uint8Array, width: number, height: number, channels: number): Uint8Array {
  const stride = width * channels;
  const rows = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    const [from, to] = [y * stride, y * (stride + 1)];
    rows[to] = 4;
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? bytes[from + x - channels]! : 0;
      const up = y > 0 ? bytes[from + x - stride]! : 0;
      const corner = x >= channels && y > 0 ? bytes[from + x - stride - channels]! : 0;
      const guess = left + up - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      rows[to + 1 + x] = bytes[from + x]! - (a <= b && a <= c ? left : b <= c ? up : corner);
    }
  }
  return rows;
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  const out = new Uint8Array(body.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, body.length);
  for (let i = 0; i < 4; i++) out[4 + i] = name.charCodeAt(i);
  out.set(body, 8);
  view.setUint32(body.length + 8, crc32(out.subarray(4, body.length + 8)));
  return out;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
