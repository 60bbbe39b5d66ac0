/** @file How often each value occurs in a picture, by scikit-image's rules: whole numbers have a bin each, floats have `nbins`. */
import { checkCall, flag, integer, optionsOf, readOptions, word } from '../../arguments/index.ts';
import { fromTyped, np, type NDArray, type TypedArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { pixelsOf, wholeRange, type Pixels } from '../pixels.ts';

export interface HistogramOptions {
  /** Bins of a float picture. Default 256. */
  nbins?: number;
  /** Bins from the smallest to the largest value ('image', default), or over all the type can hold ('dtype'; floats -1..1). */
  sourceRange?: 'image' | 'dtype';
  /** Divides by the number of pixels. Default false. */
  normalize?: boolean;
}

const histogramOptions = optionsOf<HistogramOptions>()({
  nbins: integer({ from: 1 }).or(256),
  sourceRange: word('image', 'dtype').or('image'),
  normalize: flag().or(false),
});

/**
 * How often each value occurs (`skimage.exposure.histogram`): [counts, centres of the bins]. Of a picture (h, w, c) the counts are
 * (c, bins), a row per channel.
 *
 * @ko 값마다 몇 번 나오는지 셉니다. [개수, 구간의 중심]을 돌려줍니다.
 * @example const [counts, values] = image.histogram(grey)
 */
export function histogram(picture: NDArray, options?: HistogramOptions): [counts: NDArray, centers: NDArray] {
  const who = 'image.histogram';
  if (arguments.length > 1) checkCall(who, arguments, 2, histogramOptions);
  const { nbins, sourceRange, normalize } = readOptions(who, options, histogramOptions);
  const source = pixelsOf(picture, who);
  const bins = binsOf(source, nbins, sourceRange === 'dtype' ? typeRange(source) : undefined, who);
  const rows = Array.from({ length: source.channels }, (_, c) => countsOf(source.data, bins, c, source.channels));
  const whole = bins.edges === undefined;
  const pixels = source.height * source.width;
  const counts = new Float64Array(rows.length * bins.centers.length);
  rows.forEach((row, c) => counts.set(normalize ? row.map((n) => n / pixels) : row, c * row.length));
  const shape = source.flat ? [bins.centers.length] : [source.channels, bins.centers.length];
  return [
    fromTyped(counts, shape, normalize ? 'float64' : 'int64'),
    whole
      ? fromTyped(bins.centers, [bins.centers.length], 'int64')
      : np.array(Array.from(bins.centers), source.dtype === 'float32' ? 'float32' : 'float64'),
  ];
}

/** Where the bins lie: one per whole number, or between edges of equal distance. */
export interface Bins {
  readonly centers: Float64Array;
  readonly edges: Float64Array | undefined;
}

function typeRange(source: Pixels): readonly [number, number] {
  return wholeRange(source) ?? [-1, 1];
}

/** The bins of a picture. @throws ValueError for NaN and infinity */
export function binsOf(
  source: Pick<Pixels, 'data' | 'dtype'>,
  nbins: number,
  range: readonly [number, number] | undefined,
  who: string,
): Bins {
  let [low, high] = range ?? [Infinity, -Infinity];
  if (range === undefined) {
    for (const v of source.data) {
      if (!Number.isFinite(v)) throw noNumber(v, who);
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  if (!source.dtype.startsWith('float')) {
    if (high - low >= 2 ** 26) {
      throw new ValueError({
        who,
        rule: { en: 'whole numbers have a bin each, at most 67,108,864', ko: '정수는 값마다 구간이 하나이고 최대 67,108,864개입니다' },
        received: { en: `values from ${low} to ${high}`, ko: `${low}부터 ${high}까지의 값` },
      });
    }
    return { centers: Float64Array.from({ length: high - low + 1 }, (_, i) => low + i), edges: undefined };
  }
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const round = source.dtype === 'float32' ? Math.fround : (v: number): number => v;
  const width = round(round(high - low) / nbins);
  const edges = Float64Array.from({ length: nbins + 1 }, (_, i) => (i === nbins ? high : round(round(i * width) + low)));
  return { centers: Float64Array.from({ length: nbins }, (_, i) => round(round(edges[i]! + edges[i + 1]!) / 2)), edges };
} // prettier-ignore

function noNumber(value: number, who: string): ValueError {
  return new ValueError({
    who,
    rule: { en: 'a picture holds finite numbers', ko: '그림의 값은 유한한 수입니다' },
    received: String(value),
    hint: { en: 'np.nanToNum(x) takes them away', ko: 'np.nanToNum(x)로 없앨 수 있습니다' },
  });
}

/** Counts of every `step`-th sample from `first`. Values beyond the bins are left out. */
export function countsOf(data: TypedArray, { centers, edges }: Bins, first = 0, step = 1): Float64Array {
  const counts = new Float64Array(centers.length);
  const n = counts.length;
  const low = edges === undefined ? centers[0]! : edges[0]!;
  const high = edges === undefined ? centers[n - 1]! : edges[n]!;
  for (let i = first; i < data.length; i += step) {
    const v = data[i]!;
    if (v < low || v > high) continue;
    if (edges === undefined) {
      counts[v - low]!++;
      continue;
    }
    let bin = Math.min(n - 1, Math.floor(((v - low) / (high - low)) * n));
    // The division may land beside the edge it belongs to.
    if (v < edges[bin]!) bin--;
    else if (bin < n - 1 && v >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return counts;
}
