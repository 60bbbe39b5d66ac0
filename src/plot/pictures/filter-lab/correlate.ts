/** @file What a filter makes of a picture, as a convolution layer does: correlation with zeros around. Runs here and in the page. */

/** A picture of bytes: element (i, j, k) is `data[(i * width + j) * channels + k]`. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: ArrayLike<number>;
}

/** How numbers become greys: cut at black and white, or from the least to the largest. */
export type Look = 'clip' | 'stretch';

/** Sums of products at each place, channel by channel; as large as the picture. `weights` is square, of an odd side. */
export function correlated({ width, height, channels, data }: Pixels, weights: readonly number[]): Float32Array {
  const side = Math.round(Math.sqrt(weights.length));
  const half = (side - 1) / 2;
  const out = new Float32Array(width * height * channels);
  // Weight by weight: the inner loop is over a row, which is quick, and zeros cost nothing.
  weights.forEach((weight, at) => {
    if (weight === 0) return;
    const [down, right] = [Math.floor(at / side) - half, (at % side) - half];
    const [top, bottom] = [Math.max(0, -down), Math.min(height, height - down)];
    const [left, end] = [Math.max(0, -right), Math.min(width, width - right)];
    for (let i = top; i < bottom; i++) {
      const from = ((i + down) * width + right) * channels;
      const to = i * width * channels;
      for (let j = left * channels; j < end * channels; j++) out[to + j]! += weight * data[from + j]!;
    }
  });
  return out;
}

/** Numbers as bytes to be looked at, and the range that became black to white. */
export function looked(values: Float32Array, look: Look): { bytes: Uint8Array; range: readonly [number, number] } {
  let [low, high] = [0, 255];
  if (look === 'stretch') {
    [low, high] = [Infinity, -Infinity];
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const scale = high > low ? 255 / (high - low) : 0;
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) bytes[i] = Math.min(255, Math.max(0, Math.round((values[i]! - low) * scale)));
  return { bytes, range: [low, high] };
}
