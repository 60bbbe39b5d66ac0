/**
 * @file im2col: every window of every picture as one row of a matrix, so that a convolution becomes one matrix product;
 * and col2im, its way back, which adds up where windows overlap. Pictures are (N, C, H, W) here, as in the book.
 */
import { checkCall } from '../arguments/index.ts';
import { fromTyped, np, toTyped, type NDArray, type TypedArray } from '../array/index.ts';
import { ShapeError, shapeText } from '../errors/index.ts';
import { sideOf } from './size.ts';
import { notEmpty } from './volume.ts';

/**
 * (N, C, H, W) → (N·OH·OW, C·fh·fw): one row per window, its numbers in the order channel, row, column.
 *
 * @ko 필터가 놓이는 자리마다 그 아래의 값을 한 행으로 펼칩니다.
 * @example im2col(np.random.rand(10, 3, 7, 7), 5, 5).shape // [90, 75]
 */
export function im2col(input: NDArray, fh: number, fw: number, stride = 1, padding = 0): NDArray {
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
  const windows = windowsOf(input.shape, fh, fw, stride, padding, who);
  const data = toTyped(framed(input, padding));
  const col = zeros(data, windows.rows * windows.columns);
  let cell = 0;
  eachRow(windows, (from) => {
    for (let x = 0; x < fw; x++) col[cell++] = data[from + x]!;
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
  padding = 0,
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
  const windows = windowsOf(inputShape, fh, fw, stride, padding, who);
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
  const [n, c, h, w] = inputShape as [number, number, number, number];
  const image = zeros(data, n * c * windows.h * windows.w);
  let cell = 0;
  eachRow(windows, (from) => {
    for (let x = 0; x < fw; x++) image[from + x]! += data[cell++]!;
  });
  const whole = fromTyped(image, [n, c, windows.h, windows.w]);
  // What fell on the zeros around the picture belongs to no pixel.
  return padding === 0
    ? whole
    : whole.at(':', ':', np.slice(padding, padding + h), np.slice(padding, padding + w)).copy();
}

/** With zeros around each picture. */
export function framed(pictures: NDArray, padding: number): NDArray {
  const around = [padding, padding] as const;
  return padding === 0 ? pictures : np.pad(pictures, [[0, 0], [0, 0], around, around]); // prettier-ignore
}

/** As precise as the numbers that come: float32 stays, everything else is float64. */
function zeros(like: TypedArray, length: number): Float32Array | Float64Array {
  return like instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
}

/** The windows over pictures with their zeros around them. */
interface Windows {
  readonly rows: number;
  readonly columns: number;
  readonly pictures: number;
  readonly c: number;
  readonly h: number;
  readonly w: number;
  readonly oh: number;
  readonly ow: number;
  readonly fh: number;
  readonly stride: number;
}

function windowsOf(
  shape: readonly number[],
  fh: number,
  fw: number,
  stride: number,
  padding: number,
  who: string,
): Windows {
  const [pictures, c, h, w] = shape as [number, number, number, number];
  const oh = sideOf(h, fh, padding, stride, who);
  const ow = sideOf(w, fw, padding, stride, who);
  const [rows, columns] = [pictures * oh * ow, c * fh * fw];
  return { rows, columns, pictures, c, h: h + 2 * padding, w: w + 2 * padding, oh, ow, fh, stride };
}

/** Every row of every window in the order of the matrix, by the place of its first pixel. */
function eachRow({ pictures, c, h, w, oh, ow, fh, stride }: Windows, visit: (from: number) => void): void {
  for (let n = 0; n < pictures; n++) {
    for (let i = 0; i < oh; i++) {
      for (let j = 0; j < ow; j++) {
        for (let k = 0; k < c; k++) {
          for (let y = 0; y < fh; y++) visit(((n * c + k) * h + i * stride + y) * w + j * stride);
        }
      }
    }
  }
}
