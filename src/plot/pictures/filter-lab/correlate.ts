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
  const [line, wide] = [width * channels, (width + 2 * half) * channels];
  // With its zeros around it every place is summed alike, which is twice as fast as loops that look where the picture ends.
  const padded = new Float64Array(wide * (height + 2 * half));
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < line; j++) padded[(i + half) * wide + half * channels + j] = data[i * line + j]!;
  }
  const factors = Float64Array.from(weights);
  const out = new Float32Array(height * line);
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < line; j++) {
      let sum = 0;
      for (let row = 0, at = 0; row < side; row++) {
        let from = (i + row) * wide + j;
        for (let column = 0; column < side; column++, from += channels) sum += factors[at++]! * padded[from]!;
      }
      out[i * line + j] = sum;
    }
  }
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
