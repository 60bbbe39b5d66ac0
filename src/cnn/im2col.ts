/**
 * @file im2col: every window of every picture as one row of a matrix, so that a convolution becomes one matrix product;
 * and col2im, its way back, which adds up where windows overlap. Pictures are (N, C, H, W) here, as in the book.
 */
import { checkCall } from '../arguments/index.ts';
import { fromTyped, toTyped, type NDArray } from '../array/index.ts';
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
  const col = new Float64Array(windows.rows * windows.columns);
  windows.forEachRun((pixel, cell, length) => {
    for (let i = 0; i < length; i++) col[cell + i] = data[pixel + i]!;
  });
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
  const image = new Float64Array(inputShape.reduce((a, b) => a * b, 1));
  windows.forEachRun((pixel, cell, length) => {
    for (let i = 0; i < length; i++) image[pixel + i]! += data[cell + i]!;
  });
  return fromTyped(image, inputShape);
}

interface Windows {
  readonly rows: number;
  readonly columns: number;
  /** Visits every row of every window: the place of its first pixel, of its first cell in the matrix, and how many follow; the zeros of the padding are left out. */
  forEachRun(visit: (pixel: number, cell: number, length: number) => void): void;
}

function windowsOf(
  shape: readonly number[],
  fh: number,
  fw: number,
  stride: number,
  pad: number,
  who: string,
): Windows {
  const [n, c, h, w] = shape as [number, number, number, number];
  const oh = sideOf(h, fh, pad, stride, who);
  const ow = sideOf(w, fw, pad, stride, who);
  const columns = c * fh * fw;
  const forEachRun: Windows['forEachRun'] = (visit) => {
    let cell = 0;
    for (let picture = 0; picture < n; picture++) {
      for (let i = 0; i < oh; i++) {
        for (let j = 0; j < ow; j++) {
          const [left, first] = [j * stride - pad, Math.max(0, j * stride - pad)];
          const length = Math.min(w, left + fw) - first;
          for (let k = 0; k < c; k++) {
            for (let y = i * stride - pad; y < i * stride - pad + fh; y++, cell += fw) {
              if (y >= 0 && y < h) visit(((picture * c + k) * h + y) * w + first, cell + first - left, length);
            }
          }
        }
      }
    }
  };
  return { rows: n * oh * ow, columns, forEachRun };
}
