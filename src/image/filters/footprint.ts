/** @file The neighbours that a rank filter or morphology looks at: a list of places around the pixel. */
import { np, toTyped, type ArraySource, type NDArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { padded, type Block, type FilterMode } from './block.ts';

/** Which neighbours belong to the window: `rows` by `cols` flags, and the place of the pixel itself. */
export interface Footprint {
  readonly rows: number;
  readonly cols: number;
  readonly flags: readonly boolean[];
  readonly centre: readonly [number, number];
}

/** A window of ones; its middle is at half the size, as SciPy has it. */
export function fullFootprint(rows: number, cols: number): Footprint {
  const flags = Array.from({ length: rows * cols }, () => true);
  return { rows, cols, flags, centre: [Math.floor(rows / 2), Math.floor(cols / 2)] };
}

/** An array of zeros and ones (kh, kw) as a footprint. @throws ShapeError, ValueError */
export function footprintOf(given: ArraySource, who: string): Footprint {
  const array: NDArray = np.asarray(given);
  const { shape } = array;
  if (shape.length !== 2 || array.size === 0) {
    throw new ShapeError({
      who,
      rule: { en: 'a footprint is an array (kh, kw) of zeros and ones', ko: 'footprint는 0과 1의 배열 (kh, kw)입니다' },
      received: shapeText(shape),
      hint: { en: 'A round one: image.disk(2)', ko: '둥근 것은 image.disk(2)' },
    });
  }
  const flags = Array.from(toTyped(array), (v) => v !== 0);
  if (!flags.includes(true)) {
    throw new ValueError({
      who,
      rule: { en: 'a footprint holds at least one neighbour', ko: 'footprint에는 이웃이 하나 이상 있어야 합니다' },
      received: { en: 'zeros alone', ko: '0만 있는 배열' },
    });
  }
  const [rows, cols] = shape as [number, number];
  return { rows, cols, flags, centre: [Math.floor(rows / 2), Math.floor(cols / 2)] };
}

/** Where the neighbours of each sample lie in a block with its border. */
interface Around {
  readonly data: Float64Array;
  readonly rowStride: number;
  /** From the first sample of the border to each neighbour. */
  readonly offsets: Int32Array;
}

/** The block with the border its footprint needs. */
function around(block: Pick<Block, 'data' | 'dims'>, footprint: Footprint, mode: FilterMode, cval: number): Around {
  const { rows, cols, flags, centre } = footprint;
  const after = [rows - 1 - centre[0], cols - 1 - centre[1], 0];
  const { data, rowStride, colStride } = padded(block, [...centre, 0], after, mode, cval);
  const offsets: number[] = [];
  flags.forEach((flag, i) => {
    if (flag) offsets.push(Math.floor(i / cols) * rowStride + (i % cols) * colStride);
  });
  return { data, rowStride, offsets: Int32Array.from(offsets) };
} // prettier-ignore

/** The smallest (or largest) of the neighbours of every sample. */
export function extremes(
  block: Pick<Block, 'data' | 'dims'>,
  footprint: Footprint,
  largest: boolean,
  mode: FilterMode,
  cval: number,
): Float64Array {
  const [h, w, c] = block.dims;
  const { rows, cols, flags, centre } = footprint;
  if (rows > 1 && cols > 1 && flags.every(Boolean)) {
    // Of a full rectangle the extremes of its columns' extremes are the same, with fewer comparisons.
    const strip = (length: number): boolean[] => Array.from({ length }, () => true);
    const down = { rows, cols: 1, flags: strip(rows), centre: [centre[0], 0] } as const;
    const across = { rows: 1, cols, flags: strip(cols), centre: [0, centre[1]] } as const;
    const data = extremes(block, down, largest, mode, cval);
    return extremes({ data, dims: block.dims }, across, largest, mode, cval);
  }
  const { data, rowStride, offsets } = around(block, footprint, mode, cval);
  const out = new Float64Array(h * w * c).fill(largest ? -Infinity : Infinity);
  const run = w * c;
  for (let y = 0; y < h; y++) {
    for (const offset of offsets) {
      let from = y * rowStride + offset;
      if (largest) {
        for (let to = y * run; to < (y + 1) * run; to++, from++) if (data[from]! > out[to]!) out[to] = data[from]!;
      } else {
        for (let to = y * run; to < (y + 1) * run; to++, from++) if (data[from]! < out[to]!) out[to] = data[from]!;
      }
    }
  }
  return out;
}

/** The `rank`-th smallest of the neighbours of every sample. */
export function ranked(
  block: Pick<Block, 'data' | 'dims'>,
  footprint: Footprint,
  rank: number,
  mode: FilterMode,
  cval: number,
): Float64Array {
  const [h, w, c] = block.dims;
  const { data, rowStride, offsets } = around(block, footprint, mode, cval);
  const out = new Float64Array(h * w * c);
  const n = offsets.length;
  const window = new Float64Array(n);
  for (let y = 0, to = 0; y < h; y++) {
    const row = y * rowStride;
    for (let x = 0; x < w * c; x++, to++) {
      for (let i = 0; i < n; i++) window[i] = data[row + x + offsets[i]!]!;
      out[to] = nth(window, n, rank);
    }
  }
  return out;
}

/** The value of `rank` among the first `n`, by Hoare's selection; the window is mixed. */
function nth(window: Float64Array, n: number, rank: number): number {
  let [low, high] = [0, n - 1];
  while (low < high) {
    const pivot = window[rank]!;
    let [i, j] = [low, high];
    do {
      while (window[i]! < pivot) i++;
      while (pivot < window[j]!) j--;
      if (i <= j) {
        const swapped = window[i]!;
        window[i] = window[j]!;
        window[j] = swapped;
        i++;
        j--;
      }
    } while (i <= j);
    if (j < rank) low = i;
    if (rank < i) high = j;
  }
  return window[rank]!;
}
