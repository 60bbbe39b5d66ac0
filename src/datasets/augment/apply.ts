/**
 * @file What happens to one picture: the transform (warp, channel shift, flips, brightness) and then standardisation
 * (rescale, sample statistics, data set statistics, whitening). Pure functions of flat pixels, so that any thread can run them.
 */
import type { Settings } from './options.ts';
import type { TransformParameters } from './transform.ts';
import { warp, type Picture } from './warp.ts';

/** What `fit` learnt: one mean and deviation per channel, and the whitening matrix (n × n, row-major) over a picture. */
export interface Statistics {
  mean?: Float64Array;
  std?: Float64Array;
  whitening?: Float32Array;
}

/** The settings a transform needs; all plain data, so that they can be sent to another thread. */
export type PixelSettings = Omit<Settings, 'preprocessingFunction'>;

/** Applies the drawn transform in Keras's order: one warp, channel shift, flips, brightness. */
export function applyTransform(picture: Picture, t: TransformParameters, s: PixelSettings): Picture {
  let out = warp(picture, t, {
    fillMode: s.fillMode,
    cval: s.cval,
    order: s.interpolationOrder,
    kerasCompat: s.kerasCompat,
  });
  if (t.channelShiftIntensity !== undefined) out = shiftChannels(out, t.channelShiftIntensity);
  if (t.flipHorizontal) out = flip(out, 'columns');
  if (t.flipVertical) out = flip(out, 'rows');
  if (t.brightness !== undefined)
    out = s.kerasCompat ? brightnessOfBytes(out, t.brightness) : brightness(out, t.brightness);
  return out;
}

/** Standardises in place: rescale, minus and over sample statistics, minus and over data set statistics, whitening. */
export function standardizePixels({ data, c }: Picture, s: PixelSettings, statistics: Statistics): void {
  if (s.rescale) for (let i = 0; i < data.length; i++) data[i]! *= s.rescale;
  if (s.samplewiseCenter) {
    const mean = meanOf(data);
    for (let i = 0; i < data.length; i++) data[i]! -= mean;
  }
  if (s.samplewiseStdNormalization) {
    const scale = deviationOf(data) + 1e-6;
    for (let i = 0; i < data.length; i++) data[i]! /= scale;
  }
  const { mean, std, whitening } = statistics;
  if (s.featurewiseCenter && mean) for (let i = 0; i < data.length; i++) data[i]! -= mean[i % c]!;
  if (s.featurewiseStdNormalization && std) for (let i = 0; i < data.length; i++) data[i]! /= std[i % c]! + 1e-6;
  if (s.zcaWhitening && whitening) data.set(whiten(data, whitening));
}

function like({ data }: Picture): Picture['data'] {
  return data instanceof Float32Array ? new Float32Array(data.length) : new Float64Array(data.length);
}

/** Adds to every channel and clips to what the picture held before. */
function shiftChannels(picture: Picture, intensity: number): Picture {
  const [low, high] = extremes(picture.data);
  const out = like(picture);
  for (let i = 0; i < out.length; i++) out[i] = Math.min(Math.max(picture.data[i]! + intensity, low), high);
  return { ...picture, data: out };
}

function flip(picture: Picture, what: 'rows' | 'columns'): Picture {
  const { data, h, w, c } = picture;
  const out = like(picture);
  for (let i = 0; i < h; i++) {
    for (let j = 0; j < w; j++) {
      const from = what === 'rows' ? ((h - 1 - i) * w + j) * c : (i * w + (w - 1 - j)) * c;
      for (let k = 0, at = (i * w + j) * c; k < c; k++) out[at + k] = data[from + k]!;
    }
  }
  return { ...picture, data: out };
}

/** Multiplies and clips to the range the picture is in: [0, 1], else 0..255. */
function brightness(picture: Picture, factor: number): Picture {
  const [low, high] = extremes(picture.data);
  if (low < 0 || high > 255) return brightnessOfBytes(picture, factor);
  const top = high <= 1 ? 1 : 255;
  const out = like(picture);
  for (let i = 0; i < out.length; i++) out[i] = Math.min(picture.data[i]! * factor, top);
  return { ...picture, data: out };
}

/** As Keras does it by way of an 8-bit picture: values are cut to bytes (fractions in [0, 1] become 0). */
function brightnessOfBytes(picture: Picture, factor: number): Picture {
  const [low, high] = extremes(picture.data);
  const stretched = low < 0 || high > 255;
  const span = high - low;
  const single = Math.fround(factor);
  const out = like(picture);
  for (let i = 0; i < out.length; i++) {
    let value = picture.data[i]!;
    if (stretched) value = span === 0 ? value - low : ((value - low) / span) * 255;
    const byte = Math.trunc(Math.min(Math.max(Math.fround(single * Math.trunc(value)), 0), 255));
    out[i] = stretched ? (byte / 255) * span + low : byte;
  }
  return { ...picture, data: out };
}

function extremes(data: Picture['data']): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of data) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function meanOf(data: Picture['data']): number {
  let sum = 0;
  for (const value of data) sum += value;
  return sum / data.length;
}

function deviationOf(data: Picture['data']): number {
  const mean = meanOf(data);
  let sum = 0;
  for (const value of data) sum += (value - mean) ** 2;
  return Math.sqrt(sum / data.length);
}

/** The flat picture times the matrix. */
function whiten(data: Picture['data'], matrix: Float32Array): Float64Array {
  const n = data.length;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const value = data[i]!;
    for (let j = 0, at = i * n; j < n; j++) out[j]! += value * matrix[at + j]!;
  }
  return out;
}
