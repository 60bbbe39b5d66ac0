/**
 * @file What every function of this module works on: a flat, channel-last block of samples with its size.
 * A grey picture is an array (h, w); every other picture is (h, w, c). Nothing outside this file guesses which.
 */
import { word, type Rule } from '../arguments/index.ts';
import { NDArray, fromTyped, toTyped, type DType, type TypedArray } from '../array/index.ts';
import { ShapeError, ValueError, shapeText, type Text } from '../errors/index.ts';

/** A picture as samples in the order row, column, channel. `flat` remembers that the array had no channel axis. */
export interface Pixels {
  readonly data: TypedArray;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly flat: boolean;
  readonly dtype: DType;
}

/** The samples of a picture array (h, w) or (h, w, c); refuses other ranks and empty sides in the name of `who`. */
export function pixelsOf(picture: NDArray, who: string): Pixels {
  if (!(picture instanceof NDArray)) throw noArray(picture, who);
  const { shape } = picture;
  if (shape.length !== 2 && shape.length !== 3) {
    throw new ShapeError({
      who,
      rule: { en: 'a picture has shape (h, w) or (h, w, c)', ko: '그림의 모양은 (h, w)나 (h, w, c)입니다' },
      received: shapeText(shape),
      ...(shape.length === 4
        ? { hint: { en: 'One picture of a batch is x.at(0)', ko: '묶음에서 그림 하나는 x.at(0)입니다' } }
        : {}),
    });
  }
  if (picture.size === 0) {
    throw new ShapeError({
      who,
      rule: { en: 'a picture needs at least one pixel', ko: '그림에는 픽셀이 하나 이상 있어야 합니다' },
      received: shapeText(shape),
    });
  }
  const [height, width, channels = 1] = shape as [number, number, number?];
  return { data: toTyped(picture), height, width, channels, flat: shape.length === 2, dtype: picture.dtype };
}

/** A picture without channels. @throws ShapeError */
export function greyOf(picture: NDArray, who: string): Pixels {
  const source = pixelsOf(picture, who);
  if (source.flat) return source;
  throw new ShapeError({
    who,
    rule: { en: 'the picture must be grey, (h, w)', ko: '그림은 회색조 (h, w)여야 합니다' },
    received: shapeText(picture.shape),
    hint:
      source.channels === 3
        ? { en: 'Write image.rgb2gray(picture)', ko: 'image.rgb2gray(picture)를 쓰세요' }
        : { en: 'One channel is picture.at(":", ":", 0)', ko: '한 채널은 picture.at(":", ":", 0)입니다' },
  });
}

function noArray(value: unknown, who: string): ValueError {
  const hint = Array.isArray(value)
    ? { en: 'Make one of a list: np.array(list, "uint8")', ko: '리스트는 np.array(list, "uint8")로 바꾸세요' }
    : value instanceof Promise
      ? { en: 'Write await before the call that reads it', ko: '그림을 읽는 호출 앞에 await를 쓰세요' }
      : undefined;
  return new ValueError({
    who,
    rule: { en: 'a picture is an array', ko: '그림은 배열입니다' },
    received: nameOf(value),
    ...(hint ? { hint } : {}),
  });
}

/** What a value is, for a message: `a string`, `a list`, `a Promise`. */
export function nameOf(value: unknown): Text {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return { en: 'a list', ko: '리스트' };
  if (value instanceof NDArray) {
    const shape = shapeText(value.shape);
    return { en: `an array of shape ${shape}`, ko: `모양이 ${shape}인 배열` };
  }
  if (typeof value !== 'object') return { en: `a ${typeof value}`, ko: `${typeof value} 값` };
  const name = (value.constructor as { name?: string } | undefined)?.name ?? '';
  return name === '' || name === 'Object' ? { en: 'an object', ko: '객체' } : { en: `a ${name}`, ko: `${name} 객체` };
}

/** The array of a picture: (h, w) if `flat`, else (h, w, c). No copy. */
export function arrayOf({ data, height, width, channels, flat, dtype }: Pixels): NDArray {
  return fromTyped(data, flat ? [height, width] : [height, width, channels], dtype);
}

/** More pixels than any machine here can hold; refused at once instead of after a long preparation. */
const hopeless = 2 ** 32;

/** Does what makes a picture of `height` by `width`. @throws ValueError when there is no memory for it */
export function withRoomFor<T>(height: number, width: number, who: string, work: () => T): T {
  const noRoom = (cause?: RangeError): ValueError =>
    new ValueError({
      who,
      rule: { en: 'there is no memory for a picture of that size', ko: '그만한 그림을 담을 메모리가 없습니다' },
      received: { en: `${height} rows of ${width} pixels`, ko: `픽셀 ${width}개짜리 행 ${height}개` },
      cause,
    });
  if (height * width > hopeless) throw noRoom();
  try {
    return work();
  } catch (error) {
    throw error instanceof RangeError ? noRoom(error) : error;
  }
}

/** A store of `length` samples of the same type as `data`. */
export function storeLike<T extends TypedArray>(data: T, length: number): T {
  return new (data.constructor as new (n: number) => T)(length);
}

/** The lowest and highest whole number of a type, undefined for floats. */
export function wholeRange({ data, dtype }: Pixels): [low: number, high: number] | undefined {
  if (dtype === 'float32' || dtype === 'float64') return undefined;
  if (dtype === 'bool') return [0, 1];
  if (dtype === 'int64') return [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  const bits = 8 * data.BYTES_PER_ELEMENT;
  return dtype.startsWith('u') ? [0, 2 ** bits - 1] : [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1];
}

/** To the nearest whole number, halves to the even one, as NumPy and C round. */
export function roundHalfEven(x: number): number {
  const r = Math.round(x);
  return Math.abs(x % 1) === 0.5 && r % 2 !== 0 ? r - 1 : r;
}

/**
 * How a picture goes on beyond its border, by the names of `np.pad`. (Looked up in an object type, like the other choices of
 * this module, because the compiler's messages then list the words instead of the type's name.)
 */
export type BorderMode = { is: 'constant' | 'edge' | 'symmetric' | 'reflect' | 'wrap' }['is'];

/** What an option `mode` takes. */
export const borderMode: Rule<BorderMode> = word('constant', 'edge', 'symmetric', 'reflect', 'wrap');

/**
 * The index inside 0..n-1 that stands for `i`, which may lie outside; -1 means: the constant value.
 *
 *     constant  . . | a b c | . .     edge  a a | a b c | c c     wrap  b c | a b c | a b
 *     symmetric b a | a b c | c b     reflect  c b | a b c | b a
 */
export function borderIndex(i: number, n: number, mode: BorderMode): number {
  if (i >= 0 && i < n) return i;
  switch (mode) {
    case 'constant':
      return -1;
    case 'edge':
      return i < 0 ? 0 : n - 1;
    case 'wrap':
      return modulo(i, n);
    case 'symmetric': {
      const k = modulo(i, 2 * n);
      return k < n ? k : 2 * n - 1 - k;
    }
    case 'reflect': {
      if (n === 1) return 0;
      const k = modulo(i, 2 * n - 2);
      return k < n ? k : 2 * n - 2 - k;
    }
  }
}

function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}

/** Higher splines overshoot: cut `out` back to the range of `source`, letting `cval` pass where it stands. */
export function clipLike(source: TypedArray, out: TypedArray, mode: BorderMode, cval: number): void {
  let [low, high] = range(source);
  const [outLow, outHigh] = range(out);
  if (mode === 'constant' && !(low <= cval && cval <= high) && outLow <= cval && cval <= outHigh) {
    [low, high] = [Math.min(low, cval), Math.max(high, cval)];
  }
  for (let i = 0; i < out.length; i++) {
    if (out[i]! < low) out[i] = low;
    else if (out[i]! > high) out[i] = high;
  }
}

function range(data: TypedArray): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    if (data[i]! < low) low = data[i]!;
    if (data[i]! > high) high = data[i]!;
  }
  return [low, high];
}
