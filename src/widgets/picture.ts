/** @file A picture as a widget: of an array, or of the bytes of a file. */
import { anything, describe, optionsOf, text } from '../arguments/index.ts';
import { NDArray, np, type ArraySource } from '../array/index.ts';
import { FormatError } from '../errors/index.ts';
import { image } from '../image/index.ts';
import { toBase64 } from '../platform/index.ts';
import { OwnWidget, type Control } from './control.ts';
import { seen, seenRules, type SeenOptions } from './seen.ts';

/** Options of a picture. */
export interface ImageOptions extends SeenOptions {
  /**
   * An array (h, w) or (h, w, 3 or 4), uint8 or 0 to 1, or the bytes of a PNG, JPEG, GIF or WebP file.
   * @ko 배열 (h, w), (h, w, 3 또는 4), 또는 PNG·JPEG·GIF·WebP 파일의 바이트입니다.
   */
  value?: ArraySource | Uint8Array;
  /**
   * Width on the page, such as '200' (pixels).
   * @ko 페이지에서의 너비입니다. 예: '200'(픽셀).
   */
  width?: string;
  /**
   * Height on the page.
   * @ko 페이지에서의 높이입니다.
   */
  height?: string;
}

const empty = new Uint8Array(0);

/** The bytes of a picture file. */
function bytesOf(who: string, value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (value instanceof NDArray || Array.isArray(value)) return image.encodePng(np.asarray(value as ArraySource));
  throw new FormatError({
    who,
    rule: { en: 'value is an array or the bytes of a picture file', ko: 'value는 배열이나 그림 파일의 바이트입니다' },
    received: describe(value),
  });
}

class ImageWidget extends OwnWidget<ImageOptions> {
  override html(): string {
    const bytes = bytesOf(this.who, this.read('value'));
    return `<img src="data:${typeOf(bytes)};base64,${toBase64(bytes)}" alt="">`;
  }

  override toString(): string {
    return `Image(${bytesOf(this.who, this.read('value')).length} bytes)`;
  }
}

/** What a file is, by its first bytes. */
function typeOf([first, second]: Uint8Array): string {
  if (first === 0xff) return 'image/jpeg';
  if (first === 0x47) return 'image/gif';
  return first === 0x52 && second === 0x49 ? 'image/webp' : 'image/png';
}

/** A picture. */
export type Image = ImageWidget & Control<ImageOptions>;
/**
 * A picture whose `value` can be replaced: an array, or the bytes of a picture file.
 * @ko 그림입니다. value에 배열이나 파일의 바이트를 넣으면 바뀝니다.
 * @example const picture = widgets.Image({ value: x, width: '200' }); picture.value = image.gaussianFilter(x, 2);
 */
export const Image: (options?: ImageOptions) => Image = seen<ImageOptions, Image>(
  {
    name: 'Image',
    spec: optionsOf<ImageOptions>()({
      ...seenRules,
      value: anything<ArraySource | Uint8Array>({
        en: 'an array or the bytes of a picture file',
        ko: '배열 또는 그림 파일의 바이트',
      }).or(empty),
      width: text().or(''),
      height: text().or(''),
    }),
    toWire: ({ value, ...rest }) => {
      if (value === undefined) return rest;
      const bytes = bytesOf('widgets.Image', value);
      return { ...rest, value: bytes, format: typeOf(bytes).slice(6) };
    },
  },
  ImageWidget as never,
);
