/**
 * @file im2col: every window of every picture as one row of a matrix, so that a convolution becomes one matrix product;
 * and col2im, its way back, which adds up where windows overlap. Pictures are (N, C, H, W) here, as in the book.
 */
import { checkCall } from '../arguments/index.ts';
import { fromTyped, toTyped, type NDArray, type TypedArray } from '../array/index.ts';
import { ShapeError, shapeText } from '../errors/index.ts';
import { sideOf } from './size.ts';
import { notEmpty } from './volume.ts';

/**
 * (N, C, H, W) → (N·OH·OW, C·fh·fw): one row per window, its numbers in the order channel, row, column.
 *
 * @ko 필터가 놓이는 자리마다 그 아래의 값을 한 행으로 펼칩니다.
 * @example im2col(np.random.rand(10, 3, 7, 7), 5, 5).shape // [90, 75]
 */
export function im2col(input: NDArray, fh: number, fw: number, stride = 1, pad = 0): NDArray {
  const who = 'cnn.im2col';
  if (arguments.length > 3) checkCall(who, arguments, 5);
  if (input.ndim !== 4) {
    throw new ShapeError({
      who,
      rule: { en: 'the input must be (N, C, H, W)', ko: '입력은 (N, C, H, W)여야 합니다' },
      received: shapeText(input.shape),
    });
  }
  notEmpty(input, who, { en: 'the input', ko: '입력' });
  const windows = windowsOf(input.shape, fh, fw, stride, pad, who);
  const data = toTyped(input);
  const col = zeros(data, windows.rows * windows.columns);
  const { pixels, size, pictures } = windows;
  for (let picture = 0, cell = 0; picture < pictures; picture++) {
    for (let i = 0; i < pixels.length; i++, cell++) {
      if (pixels[i]! >= 0) col[cell] = data[picture * size + pixels[i]!]!;
    }
  }
  return fromTyped(col, [windows.rows, windows.columns]);
}

/**
 * (N·OH·OW, C·fh·fw) → (N, C, H, W): every number back to its pixel, overlapping windows added up.
 * @ko im2col로 펼친 행들을 제자리로 돌려 더합니다.
 */
export function col2im(
  col: NDArray,
  inputShape: readonly number[],
  fh: number,
  fw: number,
  stride = 1,
  pad = 0,
): NDArray {
  const who = 'cnn.col2im';
  if (arguments.length > 4) checkCall(who, arguments, 6);
  if (inputShape.length !== 4) {
    throw new ShapeError({
      who,
      rule: { en: 'inputShape must be (N, C, H, W)', ko: 'inputShape는 (N, C, H, W)여야 합니다' },
      received: shapeText(inputShape),
    });
  }
  const windows = windowsOf(inputShape, fh, fw, stride, pad, who);
  if (col.shape[0] !== windows.rows || col.shape[1] !== windows.columns || col.ndim !== 2) {
    throw new ShapeError({
      who,
      rule: {
        en: `for these windows col must be ${shapeText([windows.rows, windows.columns])}`,
        ko: `이 윈도에서 col은 ${shapeText([windows.rows, windows.columns])}이어야 합니다`,
      },
      received: shapeText(col.shape),
    });
  }
  const data = toTyped(col);
  const { pixels, size, pictures } = windows;
  const image = zeros(data, pictures * size);
  for (let picture = 0, cell = 0; picture < pictures; picture++) {
    for (let i = 0; i < pixels.length; i++, cell++) {
      if (pixels[i]! >= 0) image[picture * size + pixels[i]!]! += data[cell]!;
    }
  }
  return fromTyped(image, inputShape);
}

/** As precise as the numbers that come: float32 stays, everything else is float64. */
function zeros(like: TypedArray, length: number): Float32Array | Float64Array {
  return like instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

interface Windows {
  readonly rows: number;
  readonly columns: number;
  /** For each cell of the matrix, of one picture: the pixel that it shows, -1 for the zeros of the padding. */
  readonly pixels: Int32Array;
  /** Numbers of a picture, and how many pictures there are. */
  readonly size: number;
  readonly pictures: number;
}

function windowsOf(
  shape: readonly number[],
  fh: number,
  fw: number,
  stride: number,
  pad: number,
  who: string,
): Windows {
  const [pictures, c, h, w] = shape as [number, number, number, number];
  const oh = sideOf(h, fh, pad, stride, who);
  const ow = sideOf(w, fw, pad, stride, who);
  const columns = c * fh * fw;
  const pixels = new Int32Array(oh * ow * columns).fill(-1);
  let cell = 0;
  for (let i = 0; i < oh; i++) {
    for (let j = 0; j < ow; j++) {
      for (let k = 0; k < c; k++) {
        for (let y = i * stride - pad; y < i * stride - pad + fh; y++) {
          for (let x = j * stride - pad; x < j * stride - pad + fw; x++, cell++) {
            if (y >= 0 && y < h && x >= 0 && x < w) pixels[cell] = (k * h + y) * w + x;
          }
        }
      }
    }
  }
  return { rows: pictures * oh * ow, columns, pixels, size: c * h * w, pictures };
}
