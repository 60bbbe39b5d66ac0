/** @file Shapes of neighbourhoods, as `skimage.morphology` draws them: uint8 arrays of zeros and ones. */
import { checkCall, describe, flag, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, type NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';

export interface DiskOptions {
  /** Leaves out the rounding by half a pixel: x² + y² ≤ r² instead of (r + 1/2)². Default true. */
  strictRadius?: boolean;
}

const diskOptions = optionsOf<DiskOptions>()({ strictRadius: flag().or(true) });

/**
 * A round neighbourhood of 2 radius + 1 pixels (`skimage.morphology.disk`). uint8.
 * @ko 둥근 이웃 모양을 만듭니다.
 * @example image.erosion(mask, image.disk(2))
 */
export function disk(radius: number, options?: DiskOptions): NDArray {
  const who = 'image.disk';
  if (arguments.length > 1) checkCall(who, arguments, 2, diskOptions);
  const { strictRadius } = readOptions(who, options, diskOptions);
  if (!(Number.isFinite(radius) && radius >= 0)) throw noLength('radius', radius, who);
  const reach = Math.floor(radius);
  const limit = strictRadius ? radius ** 2 : (radius + 0.5) ** 2;
  return drawn(2 * reach + 1, 2 * reach + 1, (y, x) => (y - reach) ** 2 + (x - reach) ** 2 <= limit);
}

/**
 * A neighbourhood of all places at most `radius` steps away (`skimage.morphology.diamond`). uint8.
 * @ko 마름모 이웃 모양을 만듭니다.
 */
export function diamond(radius: number): NDArray {
  const who = 'image.diamond';
  if (arguments.length > 1) checkCall(who, arguments, 1);
  if (!(Number.isInteger(radius) && radius >= 0)) throw noLength('radius', radius, who);
  return drawn(2 * radius + 1, 2 * radius + 1, (y, x) => Math.abs(y - radius) + Math.abs(x - radius) <= radius);
}

/**
 * A square neighbourhood (`skimage.morphology.square`). uint8.
 * @ko 정사각형 이웃 모양을 만듭니다.
 */
export function square(width: number): NDArray {
  const who = 'image.square';
  if (arguments.length > 1) checkCall(who, arguments, 1);
  if (!(Number.isInteger(width) && width > 0)) throw noLength('width', width, who);
  return drawn(width, width, () => true);
}

/**
 * A neighbourhood of [rows, columns] (`skimage.morphology.footprint_rectangle`). uint8.
 * @ko 직사각형 이웃 모양을 만듭니다.
 */
export function footprintRectangle(size: readonly [number, number]): NDArray {
  const who = 'image.footprintRectangle';
  if (arguments.length > 1) checkCall(who, arguments, 1);
  const good = Array.isArray(size) && size.length === 2 && size.every((n) => Number.isInteger(n) && n > 0);
  if (!good) {
    throw new ValueError({
      who,
      rule: { en: 'the size is [rows, columns], whole numbers above 0', ko: '크기는 [행, 열]이고 0보다 큰 정수입니다' },
      received: describe(size),
    });
  }
  return drawn(size[0], size[1], () => true);
}

function drawn(rows: number, cols: number, inside: (y: number, x: number) => boolean): NDArray {
  const data = Uint8Array.from({ length: rows * cols }, (_, i) => Number(inside(Math.floor(i / cols), i % cols)));
  return fromTyped(data, [rows, cols], 'uint8');
}

function noLength(name: string, value: unknown, who: string): ValueError {
  return new ValueError({
    who,
    rule: {
      en: `${name} is a ${name === 'width' ? 'whole number above 0' : 'number of at least 0'}`,
      ko: `${name}의 값은 ${name === 'width' ? '0보다 큰 정수입니다' : '0 이상의 수입니다'}`,
    },
    received: describe(value),
  });
}
