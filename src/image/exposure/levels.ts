/**
 * @file Pillow's `ImageOps` on the values of a picture: contrast, equalisation, inversion, fewer levels. All but `invert` give uint8,
 * as Pillow does; floats in 0..1 are times 255 first.
 */
import { Rule, checkCall, describe, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, type NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { byteSamples } from '../formats/samples.ts';
import { arrayOf, pixelsOf, storeLike, wholeRange, type Pixels } from '../pixels.ts';

export interface AutocontrastOptions {
  /** Percent of the darkest and brightest pixels that are given up, one number or [low, high]. Default 0. */
  cutoff?: number | readonly [number, number];
}

const isPercent = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 100;
const autocontrastOptions = optionsOf<AutocontrastOptions>()({
  cutoff: new Rule<number | readonly [number, number]>(
    { en: 'a number from 0 to 100, or [low, high]', ko: '0 이상 100 이하의 수, 또는 [아래, 위]' },
    (value) => isPercent(value) || (Array.isArray(value) && value.length === 2 && value.every(isPercent)),
  ).or(0),
});

/**
 * The darkest value of each channel becomes 0, the brightest 255 (`ImageOps.autocontrast`). uint8.
 * @ko 채널마다 가장 어두운 값을 0, 가장 밝은 값을 255로 늘입니다.
 */
export function autocontrast(picture: NDArray, options?: AutocontrastOptions): NDArray {
  const who = 'image.autocontrast';
  if (arguments.length > 1) checkCall(who, arguments, 2, autocontrastOptions);
  const { cutoff } = readOptions(who, options, autocontrastOptions);
  const [below, above] = typeof cutoff === 'number' ? [cutoff, cutoff] : cutoff;
  return byTables(picture, who, (counts) => {
    const total = counts.reduce((a, b) => a + b, 0);
    giveUp(counts, Math.floor((total * below) / 100), 0, 1);
    giveUp(counts, Math.floor((total * above) / 100), 255, -1);
    const [low, high] = [counts.findIndex((n) => n > 0), counts.findLastIndex((n) => n > 0)];
    if (high <= low) return (v) => v;
    const scale = 255 / (high - low);
    return (v) => Math.min(255, Math.max(0, Math.trunc(v * scale - low * scale)));
  });
}

/** Takes `count` pixels away, from value `from` on. */
function giveUp(counts: Float64Array, count: number, from: number, step: 1 | -1): void {
  for (let v = from, left = count; v >= 0 && v < 256 && left > 0; v += step) {
    const taken = Math.min(left, counts[v]!);
    counts[v]! -= taken;
    left -= taken;
  }
}

/**
 * Spreads each channel's values evenly over 0..255 (`ImageOps.equalize`, OpenCV's `equalizeHist`). uint8.
 * @ko 채널마다 히스토그램을 평탄하게 합니다. 결과는 uint8입니다.
 */
export function equalize(picture: NDArray): NDArray {
  const who = 'image.equalize';
  if (arguments.length > 1) checkCall(who, arguments, 1);
  return byTables(picture, who, (counts) => {
    const used = counts.filter((n) => n > 0);
    const total = used.reduce((a, b) => a + b, 0);
    const step = Math.floor((total - (used.at(-1) ?? 0)) / 255);
    if (used.length <= 1 || step === 0) return (v) => v;
    let sum = Math.floor(step / 2);
    const table = Array.from(counts, (n) => {
      const level = Math.floor(sum / step);
      sum += n;
      return Math.min(255, level);
    });
    return (v) => table[v]!;
  });
}

/**
 * Keeps the highest `bits` of every value (`ImageOps.posterize`): 2 leave four levels. uint8.
 * @ko 값마다 위의 비트 몇 개만 남겨 색의 단계를 줄입니다.
 * @param bits 1 to 8
 */
export function posterize(picture: NDArray, bits: number): NDArray {
  const who = 'image.posterize';
  if (arguments.length > 2) checkCall(who, arguments, 2);
  if (!(Number.isInteger(bits) && bits >= 1 && bits <= 8)) {
    throw new ValueError({
      who,
      rule: { en: 'bits is a whole number from 1 to 8', ko: 'bits는 1부터 8까지의 정수입니다' },
      received: describe(bits),
    });
  }
  const mask = 256 - 2 ** (8 - bits);
  return byTables(picture, who, () => (v) => v & mask);
}

export interface SolarizeOptions {
  /** Values from here on are inverted. Default 128. */
  threshold?: number;
}

const solarizeOptions = optionsOf<SolarizeOptions>()({ threshold: number({ from: 0, to: 256 }).or(128) });

/**
 * Inverts the values from `threshold` on (`ImageOps.solarize`). uint8.
 * @ko 문턱값 이상의 값을 뒤집습니다.
 */
export function solarize(picture: NDArray, options?: SolarizeOptions): NDArray {
  const who = 'image.solarize';
  if (arguments.length > 1) checkCall(who, arguments, 2, solarizeOptions);
  const { threshold } = readOptions(who, options, solarizeOptions);
  return byTables(picture, who, () => (v) => (v < threshold ? v : 255 - v));
}

/** Every channel sent through a table of its own, made from how often it has each value; alpha stays. */
function byTables(
  picture: NDArray,
  who: string,
  tableOf: (counts: Float64Array) => (value: number) => number,
): NDArray {
  const source = pixelsOf(picture, who);
  const bytes = byteSamples(source, who);
  const out = bytes.slice();
  const { channels } = source;
  const alpha = hasAlpha(source) ? channels - 1 : -1;
  for (let c = 0; c < channels; c++) {
    if (c === alpha) continue;
    const counts = new Float64Array(256);
    for (let i = c; i < bytes.length; i += channels) counts[bytes[i]!]!++;
    const change = tableOf(counts);
    for (let i = c; i < bytes.length; i += channels) out[i] = change(bytes[i]!);
  }
  return arrayOf({ ...source, data: out, dtype: 'uint8' });
}

function hasAlpha({ flat, channels }: Pixels): boolean {
  return !flat && (channels === 2 || channels === 4);
}

/**
 * The negative (`skimage.util.invert`, `ImageOps.invert`): 255 - x of uint8, 1 - x of floats, not x of masks, -1 - x of signed whole
 * numbers. The type stays; alpha is inverted too.
 * @ko 밝고 어두움을 뒤집습니다(음화).
 */
export function invert(picture: NDArray): NDArray {
  const who = 'image.invert';
  if (arguments.length > 1) checkCall(who, arguments, 1);
  const source = pixelsOf(picture, who);
  const range = wholeRange(source);
  const top = range === undefined ? 1 : range[0] < 0 ? -1 : range[1];
  const out = storeLike(source.data, source.data.length);
  for (let i = 0; i < out.length; i++) out[i] = top - source.data[i]!;
  return fromTyped(out, picture.shape, picture.dtype);
}
