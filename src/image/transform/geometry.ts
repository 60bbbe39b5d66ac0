/** @file Cutting, framing and mirroring pictures. Every function gives a new array and keeps the type. */
import { checkCall, describe, isPlainObject, number, oneOf, optionsOf, readOptions } from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';
import { IndexError, ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import {
  arrayOf,
  borderIndex,
  borderMode,
  pixelsOf,
  storeLike,
  wholeRange,
  withRoomFor,
  type BorderMode,
  type Pixels,
} from '../pixels.ts';

/** A part of a picture, in pixels from the top left corner. */
export interface CropBox {
  top: number;
  left: number;
  height: number;
  width: number;
}

const cropBox = optionsOf<CropBox>()({ top: number(), left: number(), height: number(), width: number() });

/**
 * The part of a picture inside a box. @throws IndexError when the box leaves the picture
 * @ko 그림의 한 부분을 잘라 냅니다.
 */
export function crop(picture: NDArray, box: CropBox): NDArray {
  const who = 'image.crop';
  checkCall(who, arguments, 2, cropBox);
  return cut(picture, { ...box }, who);
}

function cut(picture: NDArray, { top, left, height, width }: CropBox, who: string): NDArray {
  const source = pixelsOf(picture, who);
  const whole = [top, left, height, width].every((n) => Number.isInteger(n));
  const inside = top >= 0 && left >= 0 && top + height <= source.height && left + width <= source.width;
  if (!whole || height < 1 || width < 1 || !inside) {
    throw new IndexError({
      who,
      rule: {
        en: 'the box must lie inside the picture and hold at least one pixel',
        ko: '상자는 그림 안에 있어야 하고 픽셀이 하나 이상 있어야 합니다',
      },
      received: {
        en: `top ${top}, left ${left}, height ${height}, width ${width} of a picture ${shapeText([source.height, source.width])}`,
        ko: `${shapeText([source.height, source.width])} 그림의 top ${top}, left ${left}, height ${height}, width ${width}`,
      },
    });
  }
  return arrayOf(gather(source, height, width, (y, x) => (y + top) * source.width + x + left));
}

/**
 * The middle of a picture, `height` by `width` pixels (the odd pixel is cut off at the bottom and right).
 * @ko 그림의 가운데를 잘라 냅니다.
 * @throws ShapeError when the picture is smaller than that
 */
export function centerCrop(picture: NDArray, height: number, width: number): NDArray {
  const who = 'image.centerCrop';
  if (arguments.length > 3) checkCall(who, arguments, 3);
  const source = pixelsOf(picture, who);
  for (const side of [height, width] as unknown[]) {
    if (typeof side !== 'object') continue;
    throw new ValueError({
      who,
      rule: { en: 'height and width are numbers of pixels', ko: 'height와 width는 픽셀 수입니다' },
      received: describe(side),
    });
  }
  if (!(height <= source.height && width <= source.width)) {
    throw new ShapeError({
      who,
      rule: { en: 'the middle is at most as big as the picture', ko: '가운데 부분은 그림보다 클 수 없습니다' },
      received: {
        en: `height ${height}, width ${width} of a picture ${shapeText([source.height, source.width])}`,
        ko: `${shapeText([source.height, source.width])} 그림의 height ${height}, width ${width}`,
      },
    });
  }
  const [top, left] = [Math.floor((source.height - height) / 2), Math.floor((source.width - width) / 2)];
  return cut(picture, { top, left, height, width }, who);
}

/** Pixels to add: one number for all sides, or each side by name. */
export type Margins = {
  are:
    | number
    | {
        /**
         * Pixels added above. Default 0.
         * @ko 위에 붙이는 픽셀 수입니다. 기본값 0.
         */
        top?: number;
        /**
         * Pixels added below. Default 0.
         * @ko 아래에 붙이는 픽셀 수입니다. 기본값 0.
         */
        bottom?: number;
        /**
         * Pixels added at the left. Default 0.
         * @ko 왼쪽에 붙이는 픽셀 수입니다. 기본값 0.
         */
        left?: number;
        /**
         * Pixels added at the right. Default 0.
         * @ko 오른쪽에 붙이는 픽셀 수입니다. 기본값 0.
         */
        right?: number;
      };
}['are'];

export interface PadOptions {
  /**
   * What the frame holds, as in `np.pad`. Default 'constant'.
   * @ko 둘레를 채우는 방법입니다(`np.pad`와 같습니다). 기본값 'constant'.
   */
  mode?: BorderMode;
  /**
   * The value of a constant frame. Default 0.
   * @ko 상수로 채운 테두리의 값입니다. 기본값 0.
   */
  value?: number;
}

const padOptions = optionsOf<PadOptions>()({ mode: borderMode.or('constant'), value: number().or(0) });

/**
 * A frame around a picture: constant (default, `value` 0), edge, reflect, symmetric or wrap, as `np.pad` has them.
 * @ko 그림 둘레에 값을 덧붙입니다.
 */
export function pad(picture: NDArray, margins: Margins, options?: PadOptions): NDArray {
  const who = 'image.pad';
  if (arguments.length > 3) checkCall(who, arguments, 3, padOptions);
  const { mode, value } = readOptions(who, options, padOptions);
  const source = pixelsOf(picture, who);
  const { top, bottom, left, right } = sidesOf(margins, who);
  const range = wholeRange(source);
  if (mode === 'constant' && range && !(Number.isInteger(value) && value >= range[0] && value <= range[1])) {
    throw new ValueError({
      who,
      rule: {
        en: `the frame of a picture of ${source.dtype} is a whole number from ${range[0]} to ${range[1]}`,
        ko: `${source.dtype} 그림의 테두리 값은 ${range[0]}부터 ${range[1]}까지의 정수입니다`,
      },
      received: { en: `value ${value}`, ko: `값 ${value}` },
    });
  }
  const at = (y: number, x: number): number => {
    const [i, j] = [borderIndex(y - top, source.height, mode), borderIndex(x - left, source.width, mode)];
    return i < 0 || j < 0 ? -1 : i * source.width + j;
  };
  const [height, width] = [source.height + top + bottom, source.width + left + right];
  return arrayOf(withRoomFor(height, width, who, () => gather(source, height, width, at, value)));
}

const marginSides = optionsOf<Margins & object>()({
  top: number().or(0),
  bottom: number().or(0),
  left: number().or(0),
  right: number().or(0),
});

function sidesOf(margins: Margins, who: string): { top: number; bottom: number; left: number; right: number } {
  if (typeof margins !== 'number' && !isPlainObject(margins)) {
    throw new ValueError({
      who,
      rule: {
        en: 'margins are one number, or { top, bottom, left, right }',
        ko: '여백은 수 하나이거나 { top, bottom, left, right }입니다',
      },
      received: describe(margins),
    });
  }
  const sides = readOptions(who, typeof margins === 'number' ? sidesAll(margins) : margins, marginSides);
  if (Object.values(sides).every((n) => Number.isInteger(n) && n >= 0)) return sides;
  throw new ValueError({
    who,
    rule: { en: 'margins are whole numbers, 0 or more', ko: '여백은 0 이상의 정수입니다' },
    received: Object.values(sides).join(', '),
  });
}

function sidesAll(n: number): Margins & object {
  return { top: n, bottom: n, left: n, right: n };
}

/**
 * The mirror image: 'horizontal' swaps left and right, 'vertical' swaps top and bottom.
 * @ko 그림을 뒤집습니다.
 */
export function flip(picture: NDArray, direction: 'horizontal' | 'vertical' = 'horizontal'): NDArray {
  const who = 'image.flip';
  if (arguments.length > 1) checkCall(who, arguments, 2);
  oneOf(who, 'direction', direction, ['horizontal', 'vertical']);
  const source = pixelsOf(picture, who);
  const { height, width } = source;
  const at =
    direction === 'horizontal'
      ? (y: number, x: number) => y * width + (width - 1 - x)
      : (y: number, x: number) => (height - 1 - y) * width + x;
  return arrayOf(gather(source, height, width, at));
}

/** A picture whose pixel (y, x) is number `at(y, x)` of the source; -1 takes `value`. */
function gather(
  source: Pixels,
  height: number,
  width: number,
  at: (y: number, x: number) => number,
  value = 0,
): Pixels {
  const { data, channels: c } = source;
  const out = storeLike(data, height * width * c);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = at(y, x);
      for (let k = 0; k < c; k++) out[to++] = from < 0 ? value : data[from * c + k]!;
    }
  }
  return { ...source, data: out, height, width };
}
