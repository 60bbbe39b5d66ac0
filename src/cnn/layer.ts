/**
 * @file A convolution layer's forward pass in the book's layout: channels first, many filters, a bias, a batch.
 * It is im2col, one matrix product, and a change of order; nothing else.
 */
import { anything, checkCall, integer, optionsOf, readOptions } from '../arguments/index.ts';
import { fromTyped, type NDArray } from '../array/index.ts';
import { ShapeError, shapeText } from '../errors/index.ts';
import { im2col } from './im2col.ts';
import { sideOf } from './size.ts';

export interface ConvForwardOptions {
  /**
   * One number for each filter: (FN,) or (FN, 1, 1).
   * @ko 필터마다 더하는 수입니다: (FN,) 또는 (FN, 1, 1).
   */
  bias?: NDArray;
  /**
   * How far the filters move each time. Default 1.
   * @ko 필터가 한 번에 움직이는 칸 수입니다. 기본값 1.
   */
  stride?: number;
  /**
   * Zeros around the pictures. Default 0.
   * @ko 그림 둘레에 붙이는 0의 칸 수입니다. 기본값 0.
   */
  padding?: number;
}

const forwardOptions = optionsOf<ConvForwardOptions>()({
  bias: anything<NDArray>({ en: 'one number for each filter', ko: '필터마다 숫자 하나' }),
  stride: integer({ from: 1 }).or(1),
  padding: integer({ from: 0 }).known('pad').or(0),
});

/**
 * Each filter's products over all channels added up, plus its bias: one channel per filter.
 *
 *     (C, H, W)     with (C, FH, FW)      → (1, OH, OW)
 *     (C, H, W)     with (FN, C, FH, FW)  → (FN, OH, OW)
 *     (N, C, H, W)  with (FN, C, FH, FW)  → (N, FN, OH, OW)
 * @ko (N, C, H, W) 배치의 합성곱을 im2col과 행렬의 곱으로 계산합니다.
 */
export function convForward(x: NDArray, filters: NDArray, options?: ConvForwardOptions): NDArray {
  const who = 'cnn.convForward';
  if (arguments.length > 3) checkCall(who, arguments, 3, forwardOptions);
  const { bias, stride, padding } = readOptions(who, options, forwardOptions);
  const batch = x.ndim === 3 ? x.reshape(1, ...x.shape) : x;
  const bank = filters.ndim === 3 ? filters.reshape(1, ...filters.shape) : filters;
  if (batch.ndim !== 4 || bank.ndim !== 4 || batch.shape[1] !== bank.shape[1]) {
    throw new ShapeError({
      who,
      rule: {
        en: 'pictures are (C, H, W) or (N, C, H, W), filters (C, FH, FW) or (FN, C, FH, FW), with the same C',
        ko: '그림은 (C, H, W)나 (N, C, H, W), 필터는 (C, FH, FW)나 (FN, C, FH, FW)이고 C가 같아야 합니다',
      },
      received: {
        en: `pictures ${shapeText(x.shape)}, filters ${shapeText(filters.shape)}`,
        ko: `그림 ${shapeText(x.shape)}, 필터 ${shapeText(filters.shape)}`,
      },
      ...(bank.ndim === 4 && batch.ndim === 4 && batch.shape[3] === bank.shape[1]
        ? {
            hint: {
              en: `Channels come first here: x.transpose(${x.ndim === 3 ? '2, 0, 1' : '0, 3, 1, 2'})`,
              ko: `여기서는 채널이 먼저입니다: x.transpose(${x.ndim === 3 ? '2, 0, 1' : '0, 3, 1, 2'})`,
            },
          }
        : {}),
    });
  }
  const [n, , h, w] = batch.shape as [number, number, number, number];
  const [fn, , fh, fw] = bank.shape as [number, number, number, number];
  if (bias && bias.size !== fn) {
    throw new ShapeError({
      who,
      rule: {
        en: `the bias needs one number for each of the ${fn} filters`,
        ko: `편향에는 필터 ${fn}개마다 수가 하나씩 있어야 합니다`,
      },
      received: shapeText(bias.shape),
    });
  }
  const [oh, ow] = [sideOf(h, fh, padding, stride, who), sideOf(w, fw, padding, stride, who)];
  const col = im2col(batch, fh, fw, stride, padding).toTyped(); // (n·oh·ow, c·fh·fw)
  const weights = bank.toTyped(); // (fn, c·fh·fw)
  const b = bias?.toTyped();
  const [places, terms] = [oh * ow, weights.length / fn];
  const out = new Float64Array(n * fn * places);
  for (let row = 0; row < n * places; row++) {
    const [picture, place] = [Math.floor(row / places), row % places];
    for (let f = 0; f < fn; f++) {
      let sum = b?.[f] ?? 0;
      for (let t = 0; t < terms; t++) sum += col[row * terms + t]! * weights[f * terms + t]!;
      out[(picture * fn + f) * places + place] = sum; // from (n, oh, ow, fn) to (n, fn, oh, ow)
    }
  }
  return fromTyped(out, x.ndim === 3 ? [fn, oh, ow] : [n, fn, oh, ow]);
}
