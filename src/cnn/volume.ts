/**
 * @file How the helpers see a picture: rows, columns and thickness, with the numbers in one flat list. A picture (h, w)
 * has thickness 1. Also the checks that every helper shares, so that each mistake is named in one way only.
 */
import { NDArray, np, toTyped, type ArraySource, type TypedArray } from '../array/index.ts';
import { ShapeError, shapeText, type Translated } from '../errors/index.ts';

/** A picture: element (i, j, k) is `data[(i * w + j) * c + k]`. */
export interface Volume {
  readonly data: TypedArray;
  readonly h: number;
  readonly w: number;
  readonly c: number;
}

/** The picture in an array (h, w) or (h, w, c); `what` names it in the message ("the picture", "the filter"). */
export function volume(source: ArraySource, who: string, what: Translated): Volume {
  const a = np.asarray(source);
  if (a.ndim !== 2 && a.ndim !== 3) {
    throw new ShapeError({
      who,
      rule: {
        en: `${what.en} must have shape (rows, columns) or (rows, columns, channels)`,
        ko: `${what.ko}의 모양은 (행, 열)이나 (행, 열, 채널)이어야 합니다`,
      },
      received: shapeText(a.shape),
    });
  }
  notEmpty(a, who, what);
  const [h, w, c = 1] = a.shape as [number, number, number?];
  return { data: toTyped(a), h, w, c };
}

/** Refuses an array without elements. */
export function notEmpty(a: NDArray, who: string, what: Translated): void {
  if (a.size > 0) return;
  throw new ShapeError({
    who,
    rule: { en: `${what.en} must not be empty`, ko: `${what.ko}은(는) 비어 있지 않아야 합니다` },
    received: { en: `an array of shape ${shapeText(a.shape)}`, ko: `모양이 ${shapeText(a.shape)}인 배열` },
  });
}

/** The filter in an array, as thick as the picture. */
export function filterFor(source: ArraySource, picture: Volume, who: string): Volume {
  const f = volume(source, who, { en: 'the filter', ko: '필터' });
  // The thickness of a filter follows the picture: a flat filter is laid on every channel alike.
  if (f.c === 1 && picture.c > 1) return thicken(f, picture.c);
  if (f.c !== picture.c) {
    throw new ShapeError({
      who,
      rule: { en: 'the filter must be as thick as the picture', ko: '필터의 두께는 그림의 두께와 같아야 합니다' },
      received: {
        en: `picture ${shapeText([picture.h, picture.w, picture.c])}, filter ${shapeText([f.h, f.w, f.c])}`,
        ko: `그림 ${shapeText([picture.h, picture.w, picture.c])}, 필터 ${shapeText([f.h, f.w, f.c])}`,
      },
      hint: {
        en: 'A flat filter (rows, columns) is laid on every channel by itself',
        ko: '두께가 없는 필터 (행, 열)를 주면 모든 채널에 똑같이 적용됩니다',
      },
    });
  }
  return f;
}

function thicken(f: Volume, c: number): Volume {
  const data = new Float64Array(f.data.length * c);
  for (let i = 0; i < data.length; i++) data[i] = f.data[Math.floor(i / c)]!;
  return { ...f, data, c };
}

/** The maps in a list of arrays (h, w), or in one array (n, h, w); all of one size. */
export function mapsOf(maps: NDArray | readonly ArraySource[], who: string): NDArray[] {
  const whole = maps instanceof NDArray ? maps : undefined;
  if (whole && whole.ndim !== 3) {
    throw new ShapeError({
      who,
      rule: { en: 'maps come as a list, or as one array (n, h, w)', ko: '맵은 리스트이거나 배열 하나 (n, h, w)입니다' },
      received: shapeText(whole.shape),
      ...(whole.ndim === 2
        ? { hint: { en: 'Put a single map into a list: [map]', ko: '맵 하나는 리스트에 넣으세요: [map]' } }
        : {}),
    });
  }
  const list = whole
    ? Array.from({ length: whole.shape[0]! }, (_, i) => whole.at(i))
    : (maps as readonly ArraySource[]).map((m) => np.asarray(m));
  if (list.length === 0)
    throw new ShapeError({
      who,
      rule: { en: 'at least one map is needed', ko: '맵이 하나 이상 필요합니다' },
      received: { en: 'an empty list', ko: '빈 리스트' },
    });
  const first = list[0]!;
  for (const map of list) {
    if (map.ndim !== 2)
      throw new ShapeError({
        who,
        rule: { en: 'a map has shape (rows, columns)', ko: '맵의 모양은 (행, 열)입니다' },
        received: shapeText(map.shape),
      });
    notEmpty(map, who, { en: 'a map', ko: '맵' });
    if (map.shape[0] !== first.shape[0] || map.shape[1] !== first.shape[1]) {
      throw new ShapeError({
        who,
        rule: { en: 'all maps must have the same size', ko: '모든 맵은 크기가 같아야 합니다' },
        received: {
          en: `${shapeText(first.shape)} and ${shapeText(map.shape)}`,
          ko: `${shapeText(first.shape)}, ${shapeText(map.shape)}`,
        },
      });
    }
  }
  return list;
}
