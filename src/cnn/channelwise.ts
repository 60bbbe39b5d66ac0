/**
 * @file Filters as picture processing uses them: every channel on its own, so a colour picture stays a colour picture.
 * (A convolution layer, by contrast, adds the channels up: see featuring.)
 */
import { checkCall, flag, optionsOf, readOptions } from '../arguments/index.ts';
import { np, type ArraySource, type NDArray } from '../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../errors/index.ts';
import { conv, featuring } from './conv.ts';
import { join } from './picture.ts';
import { filterFor, volume } from './volume.ts';

/**
 * One window times the filter, summed: the same as `conv`.
 * @ko 그림의 한 영역에 필터를 곱해서 더합니다.
 */
export function apply_filter(small_region: ArraySource, filter: ArraySource): number {
  if (arguments.length > 2) checkCall('cnn.apply_filter', arguments, 2);
  return conv(small_region, filter);
}

export interface ConvolutionOptions {
  /**
   * Prints where the filter begins and ends. Default true.
   * @ko 필터가 시작하고 끝나는 자리를 찍습니다. 기본값 true.
   */
  verbose?: boolean;
}

const convolutionOptions = optionsOf<ConvolutionOptions>()({ verbose: flag().or(true) });

/**
 * Filters each channel of a picture; the border where the filter would hang over is left out. Prints the first and the last
 * pixel the middle of the filter stands on, and the filter's sides, e.g. `[1 1] [107 118] 3 3`.
 *
 * @ko 채널마다 따로 필터를 움직여 결과를 만듭니다.
 * @param img (h, w) or (h, w, c)
 * @koParam img (h, w) 또는 (h, w, c) 그림
 * @param filter (fh, fw), odd sides
 * @koParam filter (fh, fw) 필터. 한 변은 홀수입니다
 * @returns float64 (h - fh + 1, w - fw + 1) or (h - fh + 1, w - fw + 1, c)
 */
export function convolution(img: ArraySource, filter: ArraySource, options?: ConvolutionOptions): NDArray {
  const who = 'cnn.convolution';
  if (arguments.length > 3) checkCall(who, arguments, 3, convolutionOptions);
  const { verbose } = readOptions(who, options, convolutionOptions);
  const picture = np.asarray(img);
  const { data, h, w, c } = volume(picture, who, { en: 'the picture', ko: '그림' });
  const flat = np.asarray(filter);
  if (flat.ndim !== 2) {
    throw new ShapeError({
      who,
      rule: {
        en: 'the filter must be flat, (rows, columns): it is laid on each channel alone',
        ko: '필터는 (행, 열)로 납작해야 합니다. 채널마다 따로 적용하기 때문입니다',
      },
      received: shapeText(flat.shape),
    });
  }
  const f = filterFor(flat, { data, h, w, c: 1 }, who);
  if (f.h % 2 === 0 || f.w % 2 === 0) {
    throw new ValueError({
      who,
      rule: {
        en: 'the sides of a filter must be odd, so that it has a middle',
        ko: '필터의 한 변은 가운데가 있도록 홀수여야 합니다',
      },
      received: { en: `a filter of ${f.h} x ${f.w}`, ko: `${f.h} x ${f.w} 필터` },
      hint: {
        en: 'Try 3 x 3 or 5 x 5; cnn.featuring takes even filters too, all channels added up',
        ko: '3 x 3이나 5 x 5 필터를 써 보세요. 짝수 필터는 채널을 모두 더하는 cnn.featuring이 받습니다',
      },
    });
  }
  const [r, s] = [(f.h - 1) / 2, (f.w - 1) / 2];
  if (verbose) console.log(`[${r} ${s}] [${h - 1 - r} ${w - 1 - s}] ${f.h} ${f.w}`);
  if (picture.ndim === 2) return featuring(picture, flat);
  return join(Array.from({ length: c }, (_, k) => featuring(picture.at(':', ':', k), flat)));
}
