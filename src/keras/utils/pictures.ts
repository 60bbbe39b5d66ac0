/** @file Picture files as Keras's utilities read and write them. Where Keras hands out Pillow's pictures, here arrays stand, (h, w) or (h, w, c). */
import {
  choice,
  describe,
  flag,
  optionsOf,
  readOptions,
  refuseSurplus,
  Rule,
  text,
  word,
} from '../../arguments/index.ts';
import { NDArray, np, type ArraySource, type DType } from '../../array/index.ts';
import { loadImage } from '../../datasets/index.ts';
import { mustBeAwaited, showNotice } from '../../display/index.ts';
import { ShapeError, ValueError, say, shapeText } from '../../errors/index.ts';
import { image } from '../../image/index.ts';
import { writeFile } from '../../platform/index.ts';

export interface LoadImgOptions {
  /**
   * 1, 3 or 4 channels. Default 'rgb'.
   * @ko 채널 수를 정합니다: 'grayscale' 1, 'rgb' 3, 'rgba' 4. 기본값 'rgb'.
   */
  colorMode?: 'rgb' | 'rgba' | 'grayscale';
  /**
   * Height and width; default those of the file.
   * @ko 크기 [높이, 너비]입니다. 기본값은 파일의 크기입니다.
   */
  targetSize?: readonly [number, number] | null;
  /** How Pillow would resize. Default 'nearest'. */
  interpolation?: 'nearest' | 'bilinear' | 'bicubic' | 'hamming' | 'box' | 'lanczos';
  /** Cut the middle out instead of stretching. Default false. */
  keepAspectRatio?: boolean;
}

export interface ImgToArrayOptions {
  /** Where the channels go. Default 'channels_last'. */
  dataFormat?: 'channels_last' | 'channels_first' | null;
  /** Default 'float32'. */
  dtype?: DType | null;
}

export interface ArrayToImgOptions {
  /** Where the channels are. Default 'channels_last'. */
  dataFormat?: 'channels_last' | 'channels_first' | null;
  /** Stretch the values to 0..255. Default true; false needs values from 0 to 255. */
  scale?: boolean;
}

export interface SaveImgOptions extends ArrayToImgOptions {
  /** Default: as the ending of the path says. */
  fileFormat?: 'png' | 'jpeg' | 'jpg' | 'bmp' | null;
}

const side = (n: unknown): boolean => Number.isInteger(n) && (n as number) > 0;
const format = choice('channels_last', 'channels_first', null).or(null);
const loadOptions = optionsOf<LoadImgOptions>()({
  colorMode: word('rgb', 'rgba', 'grayscale').known('color', 'mode').or('rgb'),
  targetSize: new Rule<readonly [number, number] | null>(
    { en: '[height, width] in pixels, or null', ko: '픽셀 수 [높이, 너비] 또는 null' },
    (value) => value === null || (Array.isArray(value) && value.length === 2 && value.every(side)),
  )
    .known('imageSize', 'size')
    .or(null),
  interpolation: word('nearest', 'bilinear', 'bicubic', 'hamming', 'box', 'lanczos').or('nearest'),
  keepAspectRatio: flag().or(false),
});
const toArrayOptions = optionsOf<ImgToArrayOptions>()({
  dataFormat: format,
  dtype: (text() as Rule<DType>).orNull().or(null),
});
const toImgOptions = optionsOf<ArrayToImgOptions>()({ dataFormat: format, scale: flag().or(true) });
const saveOptions = optionsOf<SaveImgOptions>()({
  ...toImgOptions.rules,
  fileFormat: choice('png', 'jpeg', 'jpg', 'bmp', null).or(null),
});

/**
 * A picture file in the wanted colours and size: uint8 (h, w, 3), (h, w, 4), or (h, w) for 'grayscale'. A picture that the
 * camera held sideways is turned upright.
 * @ko 그림 파일을 읽어 색과 크기를 맞춥니다. await를 앞에 씁니다.
 * @throws FileError when there is no such file, FormatError when it is no picture
 * @example const picture = await keras.utils.loadImg('cat.jpg', { targetSize: [224, 224] });
 */
export function loadImg(path: string, options?: LoadImgOptions): Promise<NDArray> {
  const args = arguments;
  const load = async (): Promise<NDArray> => {
    refuseSurplus('loadImg', args, 2);
    const { targetSize, ...rest } = readOptions('loadImg', options, loadOptions);
    if (typeof path !== 'string')
      throw new ValueError({
        who: 'loadImg',
        rule: { en: 'takes the path of a file', ko: '파일의 경로를 받습니다' },
        received: describe(path),
      });
    return loadImage(path, { ...rest, targetSize: targetSize ?? undefined, kerasCompat: false }, 'loadImg');
  };
  return mustBeAwaited(load(), 'loadImg', 'const picture = await keras.utils.loadImg(…)');
}

/**
 * A picture as an array of floats with its channel axis: (h, w) and (h, w, 1) become (h, w, 1).
 * @ko 그림을 실수 배열 (h, w, c)로 바꿉니다.
 */
export function imgToArray(picture: ArraySource, options?: ImgToArrayOptions): NDArray {
  refuseSurplus('imgToArray', arguments, 2);
  const { dataFormat, dtype } = readOptions('imgToArray', options, toArrayOptions);
  refuseUnawaited('imgToArray', picture);
  const array = np.asarray(picture).astype(dtype ?? 'float32');
  if (array.ndim !== 2 && array.ndim !== 3) {
    throw new ShapeError({
      who: 'imgToArray',
      rule: { en: 'one picture is (h, w) or (h, w, c)', ko: '그림 한 장은 (h, w)나 (h, w, c)입니다' },
      received: shapeText(array.shape),
    });
  }
  const last = array.ndim === 2 ? array.reshape([...array.shape, 1]) : array;
  return dataFormat === 'channels_first' ? np.transpose(last, [2, 0, 1]) : last;
}

/**
 * An array (h, w, c) as a picture: uint8 (h, w, 3), (h, w, 4), or (h, w) for one channel. `scale` stretches the values so that the
 * least is 0 and the largest 255.
 * @ko 배열을 그림(uint8)으로 바꿉니다.
 */
export function arrayToImg(x: ArraySource, options?: ArrayToImgOptions): NDArray {
  refuseSurplus('arrayToImg', arguments, 2);
  return toImg('arrayToImg', x, readOptions('arrayToImg', options, toImgOptions));
}

function toImg(who: string, x: ArraySource, { dataFormat, scale }: Readonly<Required<ArrayToImgOptions>>): NDArray {
  refuseUnawaited(who, x);
  const given = np.asarray(x).astype('float32');
  const array = given.ndim === 3 && dataFormat === 'channels_first' ? np.transpose(given, [1, 2, 0]) : given;
  const channels = array.shape[2];
  if (array.ndim !== 3 || ![1, 3, 4].includes(channels!)) {
    throw new ShapeError({
      who,
      rule: {
        en: 'one picture is (h, w, c) with 1, 3 or 4 channels',
        ko: '그림 한 장은 채널이 1, 3, 4개인 (h, w, c)입니다',
      },
      received: shapeText(given.shape),
      ...(given.ndim === 2
        ? {
            hint: {
              en: "Grey needs a channel axis: x.at('...', np.newaxis)",
              ko: "회색 그림에는 채널 축이 필요합니다: x.at('...', np.newaxis)",
            },
          }
        : given.ndim === 4
          ? { hint: { en: 'Take one out of the batch: x.at(0)', ko: '배치에서 하나를 고르세요: x.at(0)' } }
          : {}),
    });
  }
  const values = Float32Array.from(array.toTyped());
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
    if (Number.isNaN(value)) low = NaN;
  }
  if (scale) {
    const span = Math.fround(high - low) || 1;
    for (let i = 0; i < values.length; i++) values[i] = Math.fround(Math.fround(values[i]! - low) / span) * 255;
  } else if (!(low >= 0 && high < 256) && !(channels === 1 && low >= 0)) {
    throw new ValueError({
      who,
      rule: {
        en: 'without scale, values must lie from 0 to 255',
        ko: 'scale 없이 쓰려면 값이 0 이상 255 이하여야 합니다',
      },
      received: { en: `values from ${low} to ${high}`, ko: `${low}부터 ${high}까지의 값` },
      hint: { en: 'scale: true stretches them', ko: 'scale: true를 주면 값을 0~255로 맞춥니다' },
    });
  }
  const bytes = np.fromTyped(values, array.shape);
  const picture = bytes.astype(!scale && high > 255 && channels === 1 ? 'int32' : 'uint8');
  return channels === 1 ? picture.reshape(array.shape.slice(0, 2)) : picture;
}

/**
 * Writes an array (h, w, c) as a picture file, stretched as `arrayToImg` does. The folder must be there.
 * @ko 배열을 그림 파일로 저장합니다. await를 앞에 씁니다.
 */
export function saveImg(path: string, x: ArraySource, options?: SaveImgOptions): Promise<void> {
  const args = arguments;
  const save = async (): Promise<void> => {
    refuseSurplus('saveImg', args, 3);
    const { fileFormat, ...rest } = readOptions('saveImg', options, saveOptions);
    const picture = toImg('saveImg', x, rest);
    const isJpeg = fileFormat === null ? /\.jpe?g$/i.test(path) : fileFormat.startsWith('jp');
    const flat = isJpeg && picture.ndim === 3 && picture.shape[2] === 4;
    if (flat)
      showNotice(
        say({
          en: `saveImg: JPEG knows no transparency; the fourth channel is left out of '${path}'.`,
          ko: `saveImg: JPEG에는 투명도가 없어서 '${path}'에서 네 번째 채널을 뺍니다.`,
        }),
      );
    const written = flat ? image.convert(picture, 'rgb') : picture;
    if (fileFormat === null) await image.imsave(path, written);
    else writeFile(path, await image.imencode(written, fileFormat), 'saveImg');
  };
  return mustBeAwaited(save(), 'saveImg', 'await keras.utils.saveImg(…)');
}

/** `imgToArray(loadImg(path))` without await, as Python has it. */
function refuseUnawaited(who: string, value: unknown): void {
  if (!(value instanceof Promise)) return;
  throw new ValueError({
    who,
    rule: {
      en: 'takes a picture, not the promise of one',
      ko: '그림을 받습니다. 아직 읽지 않은 그림(Promise)은 쓸 수 없습니다',
    },
    received: { en: 'a Promise', ko: 'Promise' },
    hint: {
      en: `Write ${who}(await keras.utils.loadImg(path))`,
      ko: `${who}(await keras.utils.loadImg(path))로 쓰세요`,
    },
  });
}
