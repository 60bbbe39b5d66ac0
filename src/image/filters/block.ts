/**
 * @file What filters work on: an array of one to three axes as a block of rows, columns and channels, and the same block with a
 * border in the ways of `scipy.ndimage`. With the border there, a filter is a few passes over plain memory.
 */
import { word, type Rule } from '../../arguments/index.ts';
import { NDArray, fromTyped, toTyped, type DType, type TypedArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { borderIndex, nameOf, wholeRange, type BorderMode } from '../pixels.ts';

/**
 * What lies beyond the border, by SciPy's names, which differ from `np.pad`'s:
 *
 *     reflect (np.pad's symmetric)  d c b a | a b c d | d c b a      nearest (edge)  a a a | a b c d | d d d
 *     mirror (np.pad's reflect)       d c b | a b c d | c b a        wrap            b c d | a b c d | a b c
 *     constant                        k k k | a b c d | k k k
 */
export type FilterMode = { is: 'reflect' | 'constant' | 'nearest' | 'mirror' | 'wrap' }['is'];

/** What an option `mode` of a filter takes. */
export const filterMode: Rule<FilterMode> = word('reflect', 'constant', 'nearest', 'mirror', 'wrap');

const borders: Readonly<Record<FilterMode, BorderMode>> = {
  reflect: 'symmetric',
  constant: 'constant',
  nearest: 'edge',
  mirror: 'reflect',
  wrap: 'wrap',
};

/** Rows, columns and channels of samples; axes that the array does not have are 1 long. */
export interface Block {
  readonly data: TypedArray;
  readonly dims: readonly [rows: number, cols: number, channels: number];
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** The samples of an array (n), (h, w) or (h, w, c). @throws ShapeError for other ranks and for empty arrays */
export function blockOf(x: NDArray, who: string): Block {
  if (!(x instanceof NDArray)) {
    throw new ValueError({
      who,
      rule: { en: 'what is filtered is an array', ko: '필터를 적용할 값은 배열입니다' },
      received: nameOf(x),
      hint: { en: 'Make one of a list: np.array(list)', ko: '리스트는 np.array(list)로 바꾸세요' },
    });
  }
  const { shape, dtype } = x;
  if (shape.length < 1 || shape.length > 3 || x.size === 0) {
    throw new ShapeError({
      who,
      rule: {
        en: 'what is filtered has shape (n), (h, w) or (h, w, c), with at least one element',
        ko: '필터를 적용할 배열의 모양은 (n), (h, w), (h, w, c)이고 원소가 하나 이상 있어야 합니다',
      },
      received: shapeText(shape),
      ...(shape.length === 4
        ? { hint: { en: 'One picture of a batch is x.at(0)', ko: '묶음에서 그림 하나는 x.at(0)입니다' } }
        : {}),
    });
  }
  return { data: toTyped(x), dims: dimsOf(shape), shape, dtype };
}

/** A shape of one to three axes as rows, columns, channels: a line is one row. */
export function dimsOf(shape: readonly number[]): readonly [number, number, number] {
  const [a, b, c = 1] = shape;
  return b === undefined ? [1, a!, 1] : [a!, b, c];
}

/** A block with its border, as doubles; strides are in samples. */
export interface Padded {
  readonly data: Float64Array;
  readonly rowStride: number;
  readonly colStride: number;
}

/** The block with `before[k]` more samples at the start of axis k and `after[k]` at its end. */
export function padded(
  { data, dims }: Pick<Block, 'data' | 'dims'>,
  before: readonly number[],
  after: readonly number[],
  mode: FilterMode,
  cval: number,
): Padded {
  const places = dims.map((n, k) =>
    Int32Array.from({ length: n + before[k]! + after[k]! }, (_, i) => borderIndex(i - before[k]!, n, borders[mode])),
  ) as [Int32Array, Int32Array, Int32Array];
  const [rows, cols, channels] = places;
  const [, w, c] = dims;
  const stride = cols.length * channels.length;
  const out = new Float64Array(rows.length * stride);
  const [left, plain] = [before[1]!, before[2] === 0 && after[2] === 0];
  /** One column of the border, or of the picture where channels have a border too. */
  const column = (row: number, col: number, to: number): void => {
    const from = row < 0 || col < 0 ? -1 : (row * w + col) * c;
    for (let k = 0; k < channels.length; k++)
      out[to + k] = from < 0 || channels[k]! < 0 ? cval : data[from + channels[k]!]!;
  };
  for (let y = 0; y < rows.length; y++) {
    const [row, start] = [rows[y]!, y * stride];
    const inside = plain && row >= 0;
    if (inside) out.set(data.subarray(row * w * c, (row + 1) * w * c), start + left * c);
    for (let x = 0; x < cols.length; x++) {
      // What lies inside is there already.
      if (inside && x === left) x += w;
      if (x < cols.length) column(row, cols[x]!, start + x * channels.length);
    }
  }
  return { data: out, rowStride: stride, colStride: channels.length };
}

/** Full samples of a run over columns become those of the block: what lies between channels with a border is left out. */
export function keepChannels(run: Float64Array, out: Float64Array, to: number, [, w, c]: Block['dims'], colStride: number): void {
  if (colStride === c) out.set(run, to);
  else for (let x = 0; x < w; x++) for (let k = 0; k < c; k++) out[to++] = run[x * colStride + k]!;
} // prettier-ignore

/**
 * Sums as an array of a type: whole numbers cut off their fractions, as SciPy does.
 * @throws ValueError where a sum does not fit into the type (SciPy lets it wrap around)
 */
export function stored(sums: Float64Array, shape: readonly number[], dtype: DType, who: string): NDArray {
  return fromTyped(samplesAs(sums, dtype, who), shape, dtype);
}

/** The same as a plain store. */
export function samplesAs(sums: Float64Array, dtype: DType, who: string): TypedArray {
  if (dtype === 'float64') return sums;
  if (dtype === 'float32') return Float32Array.from(sums);
  const { data: out } = emptyAs(dtype, sums.length);
  const range = wholeRange({ data: out, dtype, height: 1, width: 1, channels: 1, flat: true })!;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < sums.length; i++) {
    const v = Math.trunc(sums[i]!);
    if (v < low) low = v;
    if (v > high) high = v;
    out[i] = dtype === 'bool' ? Number(v !== 0) : v;
  }
  if (dtype !== 'bool' && (low < range[0] || high > range[1])) {
    throw new ValueError({
      who,
      rule: { en: `the results must fit into ${dtype}`, ko: `결과가 ${dtype} 범위에 들어가야 합니다` },
      received: { en: `results from ${low} to ${high}`, ko: `${low}부터 ${high}까지의 결과` },
      hint: {
        en: "Begin with floats: x.astype('float64'), or x.div(255) for a picture",
        ko: "실수로 시작하세요: x.astype('float64'), 그림이라면 x.div(255)",
      },
    });
  }
  return out;
}

/** An empty store of a type. */
export function emptyAs(dtype: DType, n: number): { data: TypedArray } {
  switch (dtype) {
    case 'bool':
    case 'uint8':
      return { data: new Uint8Array(n) };
    case 'int8':
      return { data: new Int8Array(n) };
    case 'uint16':
      return { data: new Uint16Array(n) };
    case 'int16':
      return { data: new Int16Array(n) };
    case 'int32':
      return { data: new Int32Array(n) };
    case 'uint32':
      return { data: new Uint32Array(n) };
    case 'float32':
      return { data: new Float32Array(n) };
    default:
      return { data: new Float64Array(n) };
  }
}
