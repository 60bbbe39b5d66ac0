/**
 * @file Histograms of oriented gradients (Dalal and Triggs 2005) as `skimage.feature.hog`: in each cell of the picture, how strong
 * the slopes of each direction are; blocks of cells are brought to one length.
 */
import { Rule, checkCall, flag, integer, optionsOf, readOptions, word } from '../../arguments/index.ts';
import { fromTyped, type NDArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { floatsOf } from '../color/range.ts';
import { linePoints } from '../draw/shapes.ts';
import { pixelsOf, type Pixels } from '../pixels.ts';

type Pair = readonly [number, number];

export interface HogOptions {
  /** Directions that are told apart, over 180°. Default 9. */
  orientations?: number;
  /** Size of a cell, [rows, columns]. Default [8, 8]. */
  pixelsPerCell?: Pair;
  /** Size of a block, [rows, columns] of cells. Default [3, 3]. */
  cellsPerBlock?: Pair;
  /** How a block is brought to one length. Default 'L2-Hys': L2, cut off at 0.2, L2 again. */
  blockNorm?: 'L1' | 'L1-sqrt' | 'L2' | 'L2-Hys';
  /** Takes the root of the values first, against shadows; not with negative ones. Default false. */
  transformSqrt?: boolean;
  /** One long list (true, default), or (block rows, block columns, rows, columns, orientations). */
  featureVector?: boolean;
}

const isPair = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((n) => Number.isInteger(n) && n > 0);
const pair = new Rule<Pair>(
  { en: 'a list [rows, columns] of whole numbers above 0', ko: '0보다 큰 정수의 [행, 열] 목록' },
  isPair,
);
const hogOptions = optionsOf<HogOptions>()({
  orientations: integer({ from: 1 }).or(9),
  pixelsPerCell: pair.or([8, 8]),
  cellsPerBlock: pair.or([3, 3]),
  blockNorm: word('L1', 'L1-sqrt', 'L2', 'L2-Hys').or('L2-Hys'),
  transformSqrt: flag().or(false),
  featureVector: flag().or(true),
});

/**
 * Histograms of oriented gradients (`skimage.feature.hog`), the features of pictures before CNNs. Of a colour each pixel counts with
 * its steepest channel. float64 (float32 stays float32).
 *
 * @ko 방향별 기울기 히스토그램(HOG) 특성을 구합니다.
 * @param picture (h, w) or (h, w, c)
 * @example const features = image.hog(grey, { pixelsPerCell: [4, 4], cellsPerBlock: [2, 2] })
 */
export function hog(picture: NDArray, options?: HogOptions): NDArray {
  const who = 'image.hog';
  if (arguments.length > 1) checkCall(who, arguments, 2, hogOptions);
  const given = readOptions(who, options, hogOptions);
  const cells = cellsOf(picture, given, who);
  const [rows, cols] = given.cellsPerBlock;
  const [down, across] = [cells.rows - rows + 1, cells.cols - cols + 1];
  if (down <= 0 || across <= 0) {
    const [ph, pw] = given.pixelsPerCell;
    throw new ShapeError({
      who,
      rule: { en: 'the picture holds at least one block', ko: '그림에는 블록이 하나 이상 들어가야 합니다' },
      received: { en: `${shapeText(picture.shape)}, a block of ${rows * ph} × ${cols * pw} pixels`, ko: `${shapeText(picture.shape)}, ${rows * ph} × ${cols * pw} 픽셀 블록` },
      hint: { en: 'Make pixelsPerCell or cellsPerBlock smaller', ko: 'pixelsPerCell이나 cellsPerBlock을 줄이세요' },
    });
  }
  const n = given.orientations;
  const size = rows * cols * n;
  const single = cells.single;
  const out = single ? new Float32Array(down * across * size) : new Float64Array(down * across * size);
  for (let y = 0, to = 0; y < down; y++) {
    for (let x = 0; x < across; x++, to += size) {
      const block = new Float64Array(size);
      for (let i = 0; i < rows; i++) {
        const from = ((y + i) * cells.cols + x) * n;
        block.set(cells.data.subarray(from, from + cols * n), i * cols * n);
      }
      out.set(normalized(block, given.blockNorm), to);
    }
  }
  const shape = given.featureVector ? [out.length] : [down, across, rows, cols, n];
  return fromTyped(out, shape, single ? 'float32' : 'float64');
} // prettier-ignore

/**
 * What `hog` sees, as a picture: in each cell a line for each direction, along the edge and as bright as the slopes are strong
 * (`skimage.feature.hog(…, visualize=True)[1]`). (h, w) floats.
 * @ko HOG가 보는 것을 그림으로 그립니다. 칸마다 방향별 세기를 선으로 나타냅니다.
 * @example plt.imshow(image.hogImage(grey), { cmap: 'gray' })
 */
export function hogImage(picture: NDArray, options?: HogOptions): NDArray {
  const who = 'image.hogImage';
  if (arguments.length > 1) checkCall(who, arguments, 2, hogOptions);
  const given = readOptions(who, options, hogOptions);
  const cells = cellsOf(picture, given, who);
  const [h, w] = picture.shape as [number, number];
  const [ph, pw] = given.pixelsPerCell;
  const out = cells.single ? new Float32Array(h * w) : new Float64Array(h * w);
  const radius = Math.floor(Math.min(ph, pw) / 2) - 1;
  for (let y = 0; y < cells.rows; y++) {
    for (let x = 0; x < cells.cols; x++) {
      const [row, col] = [y * ph + Math.floor(ph / 2), x * pw + Math.floor(pw / 2)];
      for (let o = 0; o < given.orientations; o++) {
        const angle = (Math.PI * (o + 0.5)) / given.orientations;
        const [dr, dc] = [radius * Math.sin(angle), radius * Math.cos(angle)];
        const ends = [row - dc, col + dr, row + dc, col - dr].map(Math.trunc) as [number, number, number, number];
        const strength = cells.data[(y * cells.cols + x) * given.orientations + o]!;
        // A negative place counts from the end, as an index of NumPy does.
        for (const [r, c] of linePoints(...ends)) out[(r < 0 ? r + h : r) * w + (c < 0 ? c + w : c)]! += strength;
      }
    }
  }
  return fromTyped(out, [h, w], cells.single ? 'float32' : 'float64');
}

/** (rows, cols, orientations) of slopes, per pixel of the cell. */
interface Cells {
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
  readonly single: boolean;
}

function cellsOf(
  picture: NDArray,
  { orientations, pixelsPerCell: [ph, pw], transformSqrt }: { readonly orientations: number; readonly pixelsPerCell: Pair; readonly transformSqrt: boolean },
  who: string,
): Cells {
  const source = pixelsOf(picture, who);
  const { height, width } = source;
  // scikit-image takes whole numbers as they are: blocks are brought to one length anyway.
  let { data } = floatsOf(source.data, source.dtype, true);
  const single = source.dtype === 'float32';
  if (transformSqrt) {
    const negative = data.find((v) => v < 0);
    if (negative !== undefined) {
      throw new ValueError({
        who,
        rule: { en: 'transformSqrt wants values of at least 0', ko: 'transformSqrt에는 0 이상의 값이 필요합니다' },
        received: String(negative),
      });
    }
    data = data.map((v) => Math.sqrt(v));
  }
  const [rows, cols] = [Math.floor(height / ph), Math.floor(width / pw)];
  const cells = new Float32Array(rows * cols * orientations);
  const [down, right] = steepest({ ...source, data });
  // scikit-image compares with the ends of the directions in single precision.
  const starts = Float32Array.from({ length: orientations + 1 }, (_, i) => (180 / orientations) * i);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < cols; x++) {
      const at = (y * cols + x) * orientations;
      for (let r = y * ph; r < (y + 1) * ph; r++) {
        for (let c = x * pw; c < (x + 1) * pw; c++) {
          const [dy, dx] = [down[r * width + c]!, right[r * width + c]!];
          const turn = (Math.atan2(dy, dx) * (180 / Math.PI)) % 180;
          const angle = turn < 0 ? turn + 180 : turn;
          let bin = Math.min(orientations - 1, Math.floor((angle * orientations) / 180));
          if (angle < starts[bin]!) bin--;
          else if (angle >= starts[bin + 1]!) bin++;
          if (bin < orientations && bin >= 0) cells[at + bin]! += Math.hypot(dx, dy);
        }
      }
    }
  }
  return { data: Float64Array.from(cells, (sum) => Math.fround(sum / (ph * pw))), rows, cols, single };
} // prettier-ignore

/** The differences of the two neighbours, down and across, of the steepest channel; 0 on the border. */
function steepest({ data, height, width, channels, dtype }: Pixels): [down: Float64Array, right: Float64Array] {
  const [down, right] = [new Float64Array(height * width), new Float64Array(height * width)];
  const round = dtype === 'float32' ? Math.fround : (v: number): number => v;
  const row = width * channels;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = y * width + x;
      let most = -1;
      for (let k = 0; k < channels; k++) {
        const at = to * channels + k;
        const dy = y === 0 || y === height - 1 ? 0 : round(data[at + row]! - data[at - row]!);
        const dx = x === 0 || x === width - 1 ? 0 : round(data[at + channels]! - data[at - channels]!);
        const length = round(Math.hypot(dy, dx));
        if (length <= most) continue;
        most = length;
        down[to] = dy;
        right[to] = dx;
      }
    }
  }
  return [down, right];
}

const eps = 1e-5;

function normalized(block: Float64Array, norm: 'L1' | 'L1-sqrt' | 'L2' | 'L2-Hys'): Float64Array {
  if (norm === 'L1' || norm === 'L1-sqrt') {
    const sum = block.reduce((a, b) => a + Math.abs(b), 0) + eps;
    return block.map((v) => (norm === 'L1' ? v / sum : Math.sqrt(v / sum)));
  }
  const unit = (values: Float64Array): Float64Array => {
    const length = Math.sqrt(values.reduce((a, b) => a + b * b, 0) + eps * eps);
    return values.map((v) => v / length);
  };
  const once = unit(block);
  return norm === 'L2' ? once : unit(once.map((v) => Math.min(v, 0.2)));
}
