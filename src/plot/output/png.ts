/** @file Drawn pixels as PNG files as small as a notebook wants them: at most 256 colours as a palette, a third of true colour. */
import { encodePng, toBase64, type PngPicture } from '../../platform/index.ts';

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
  if (!opaque) return encodePng({ width, height, samples: rgba, channels: 4 });
  const rgb = (pixels: Uint8Array): Uint8Array => pixels.filter((_, i) => i % 4 !== 3);
  if (numbers.size > 256) return encodePng({ width, height, samples: rgb(rgba), channels: 3 });
  const palette = rgb(new Uint8Array(Uint32Array.from(numbers.keys()).buffer));
  return encodePng({ width, height, samples: indices, channels: 1, palette });
}

/** RGB of a drawing on white paper. (resvg's colours are multiplied by their alpha.) */
export function opaque(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    const [alpha, paper] = [rgba[from + 3]!, 255 - rgba[from + 3]!];
    for (let k = 0; k < 3; k++) rgb[to++] = alpha === 255 ? rgba[from + k]! : Math.min(255, rgba[from + k]! + paper);
  }
  return rgb;
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
export function pngDataUri(picture: PngPicture): string {
  return `data:image/png;base64,${toBase64(encodePng(picture))}`;
}
