/** @file The arrays of a stepper: pictures (h, w) or (h, w, c), filters as thick as they are, tables of gradients. */
import { np, toTyped, type ArraySource, type NDArray } from '../../../array/index.ts';
import { ShapeError, ValueError, shapeText, type Translated } from '../../../errors/index.ts';
import { channelsFirstHint } from '../../artists/image.ts';

/** A picture: element (i, j, k) is `data[(i * w + j) * c + k]`. */
export interface Table {
  readonly data: ArrayLike<number>;
  readonly h: number;
  readonly w: number;
  readonly c: number;
}

/** The picture in an array (h, w) or (h, w, c). */
export function pictureOf(source: ArraySource, who: string): Table {
  const array = np.asarray(source);
  const { shape } = array;
  const isFlat = array.ndim === 2;
  // (1, h, w) is a batch of one or a channel that came first: which of them, only who wrote it knows.
  const isFirst = array.ndim === 3 && shape[0] === 1 && shape[2]! > MOST_CHANNELS;
  if ((!isFlat && array.ndim !== 3) || array.size === 0 || isFirst) {
    throw new ShapeError({
      who,
      rule: {
        en: 'the picture must have shape (rows, columns) or (rows, columns, channels)',
        ko: '그림의 모양은 (행, 열)이나 (행, 열, 채널)이어야 합니다',
      },
      received: { en: `array ${shapeText(shape)}`, ko: `배열 ${shapeText(shape)}` },
      ...hintFor(shape),
    });
  }
  const [h, w, c = 1] = shape as [number, number, number?];
  if (c > MOST_CHANNELS) {
    throw new ShapeError({
      who,
      rule: {
        en: `at most ${MOST_CHANNELS} channels can be followed by eye`,
        ko: `눈으로 따라갈 수 있는 채널은 최대 ${MOST_CHANNELS}개입니다`,
      },
      received: { en: `array ${shapeText(shape)}`, ko: `배열 ${shapeText(shape)}` },
      hint: channelsFirstHint(shape) || {
        en: "Take one channel: x.at(':', ':', 0)",
        ko: "채널 하나를 고르세요: x.at(':', ':', 0)",
      },
    });
  }
  return { data: finite(array, who), h, w, c };
}

/** The numbers, all of which must have a colour. */
function finite(array: NDArray, who: string): ArrayLike<number> {
  const data = toTyped(array);
  const wrong = Array.from(data).find((value) => !Number.isFinite(value));
  if (wrong === undefined) return data;
  throw new ValueError({
    who,
    rule: { en: 'every number must be finite', ko: '모든 수는 유한해야 합니다' },
    received: String(wrong),
    hint: { en: 'np.nanToNum(x) replaces NaN and infinity', ko: 'np.nanToNum(x)은(는) NaN과 무한대를 바꿉니다' },
  });
}

/** More channels below each other nobody follows. */
const MOST_CHANNELS = 4;

function hintFor(shape: readonly number[]): { hint?: Translated } {
  const first = channelsFirstHint(shape);
  if (shape.length === 3 && first) return { hint: first };
  if (shape.length === 4)
    return { hint: { en: 'Take one picture of the batch: x.at(0)', ko: '배치에서 그림 한 장을 고르세요: x.at(0)' } };
  return {};
}

/** The filter in an array (fh, fw) or (fh, fw, c); a flat one is laid on every channel alike, as in `cnn`. */
export function filterOf(source: ArraySource, picture: Table, who: string): Table {
  const array = np.asarray(source);
  const { shape } = array;
  if ((array.ndim !== 2 && array.ndim !== 3) || array.size === 0) {
    throw new ShapeError({
      who,
      rule: {
        en: 'the filter must have shape (rows, columns) or (rows, columns, channels)',
        ko: '필터의 모양은 (행, 열)이나 (행, 열, 채널)이어야 합니다',
      },
      received: { en: `array ${shapeText(shape)}`, ko: `배열 ${shapeText(shape)}` },
      ...(array.ndim === 4
        ? {
            hint: {
              en: "Take one filter: W.at(':', ':', ':', 0) of Keras's kernel, W.at(0) of a list of filters",
              ko: "필터 하나를 고르세요. 케라스의 커널은 W.at(':', ':', ':', 0), 필터의 리스트는 W.at(0)입니다",
            },
          }
        : {}),
    });
  }
  const [h, w, c = 1] = shape as [number, number, number?];
  const data = finite(array, who);
  if (c === picture.c) return { data, h, w, c };
  if (c === 1)
    return {
      data: Array.from({ length: h * w * picture.c }, (_, i) => data[Math.floor(i / picture.c)]!),
      h,
      w,
      c: picture.c,
    };
  throw new ShapeError({
    who,
    rule: { en: 'the filter must be as thick as the picture', ko: '필터의 두께는 그림의 두께와 같아야 합니다' },
    received: {
      en: `picture ${shapeText([picture.h, picture.w, picture.c])}, filter ${shapeText(shape)}`,
      ko: `그림 ${shapeText([picture.h, picture.w, picture.c])}, 필터 ${shapeText(shape)}`,
    },
    hint: {
      en: 'A flat filter (rows, columns) is laid on every channel by itself',
      ko: '두께가 없는 필터 (행, 열)를 주면 모든 채널에 똑같이 적용됩니다',
    },
  });
}

/** The gradient that came from behind, `backward: dout`, in the shape of the output. */
export function gradientOf(given: ArraySource, h: number, w: number, c: number, who: string): Table {
  const array = np.asarray(given);
  const wanted = c === 1 ? [h, w] : [h, w, c];
  const same = array.shape.length === wanted.length && wanted.every((n, d) => array.shape[d] === n);
  if (!same && !(c === 1 && array.ndim === 3 && array.size === h * w && array.shape[0] === h)) {
    throw new ShapeError({
      who,
      rule: {
        en: `backward must have the shape of the output, ${shapeText(wanted)}`,
        ko: `backward의 모양은 출력과 같은 ${shapeText(wanted)}이어야 합니다`,
      },
      received: { en: `array ${shapeText(array.shape)}`, ko: `배열 ${shapeText(array.shape)}` },
    });
  }
  return { data: finite(array, who), h, w, c };
}
