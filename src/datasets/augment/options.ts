/**
 * @file The arguments of ImageDataGenerator with Keras's meanings and defaults, checked once. Source of the behaviour:
 * keras.src.legacy.preprocessing.image (Keras 3), which the golden tests compare with.
 */
import { say } from '../../errors/index.ts';
import {
  choice,
  flag,
  func,
  isPlainObject,
  number,
  optionsOf,
  readOptions,
  Rule,
  word,
  type Filled,
} from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';

/** How pixels outside the picture are filled by a shift, rotation, shear or zoom. */
export type FillMode = 'nearest' | 'constant' | 'reflect' | 'wrap';

/** What a range may be: a float (a fraction when below 1), an integer (pixels), or the values to choose from. */
export type ShiftRange = number | readonly number[];

/** The arguments of `ImageDataGenerator`; all are optional, and none changes a picture by default. */
export interface ImageDataGeneratorOptions {
  /**
   * Subtract the data set's mean per channel (needs `fit`).
   * @ko 데이터 전체의 채널별 평균을 뺍니다(`fit`이 필요합니다).
   */
  featurewiseCenter?: boolean;
  /**
   * Subtract each picture's own mean.
   * @ko 그림마다 자기 평균을 뺍니다.
   */
  samplewiseCenter?: boolean;
  /**
   * Divide by the data set's standard deviation per channel (needs `fit`).
   * @ko 데이터 전체의 채널별 표준편차로 나눕니다(`fit`이 필요합니다).
   */
  featurewiseStdNormalization?: boolean;
  /**
   * Divide by each picture's own standard deviation.
   * @ko 그림마다 자기 표준편차로 나눕니다.
   */
  samplewiseStdNormalization?: boolean;
  /**
   * Decorrelate pixels by ZCA whitening (needs `fit`; small pictures only).
   * @ko ZCA 백색화로 픽셀 사이의 상관을 없앱니다(`fit`이 필요하며 작은 그림에만 씁니다).
   */
  zcaWhitening?: boolean;
  /**
   * Small number that keeps ZCA whitening from dividing by zero. Default 1e-6.
   * @ko ZCA 백색화에서 0으로 나누지 않게 하는 작은 수입니다. 기본값 1e-6.
   */
  zcaEpsilon?: number;
  /**
   * Degrees; the angle is drawn from U(-r, r).
   * @ko 각도입니다. -r과 r 사이에서 고르게 뽑습니다.
   */
  rotationRange?: number;
  /**
   * Horizontal shift: below 1 a fraction of the width, else pixels; an integer or a list draws whole steps.
   * @ko 옆으로 미는 정도입니다. 1보다 작으면 너비에 대한 비율, 아니면 픽셀입니다.
   */
  widthShiftRange?: ShiftRange;
  /**
   * Vertical shift, same rules.
   * @ko 위아래로 미는 정도입니다. 규칙은 같습니다.
   */
  heightShiftRange?: ShiftRange;
  /**
   * Two factors lo, hi. Needs pixels in 0..255; see `kerasCompat` for pictures in [0, 1].
   * @ko 밝기에 곱하는 수의 아래 끝과 위 끝입니다. 픽셀은 0..255여야 합니다.
   */
  brightnessRange?: readonly [number, number];
  /**
   * Degrees of shear, drawn from U(-s, s).
   * @ko 비스듬히 기울이는 각도입니다. -s와 s 사이에서 뽑습니다.
   */
  shearRange?: number;
  /**
   * z for [1-z, 1+z], or [lo, hi]; below 1 magnifies. Rows and columns are drawn independently.
   * @ko z는 [1-z, 1+z]입니다. [아래 끝, 위 끝]으로 줄 수도 있습니다. 1보다 작으면 커집니다.
   */
  zoomRange?: number | readonly [number, number];
  /**
   * Added to every channel, drawn from U(-c, c).
   * @ko 채널마다 더하는 수입니다. -c와 c 사이에서 뽑습니다.
   */
  channelShiftRange?: number;
  /**
   * What comes in from beyond the border: 'nearest' (default), 'constant', 'reflect' or 'wrap'.
   * @ko 그림 밖을 채우는 방법입니다: 'nearest'(기본값), 'constant', 'reflect', 'wrap'.
   */
  fillMode?: FillMode;
  /**
   * The value that `fillMode: 'constant'` fills with.
   * @ko `fillMode: 'constant'`가 채우는 값입니다.
   */
  cval?: number;
  /**
   * Mirrors half of the pictures, left and right. Default false.
   * @ko 그림의 절반을 좌우로 뒤집습니다. 기본값 false.
   */
  horizontalFlip?: boolean;
  /**
   * Turns half of the pictures upside down. Default false.
   * @ko 그림의 절반을 위아래로 뒤집습니다. 기본값 false.
   */
  verticalFlip?: boolean;
  /**
   * Multiplies every pixel after augmentation; 1/255 is the usual one.
   * @ko 바꾼 뒤에 모든 픽셀에 곱하는 수입니다. 보통 1/255입니다.
   */
  rescale?: number;
  /**
   * Picture (h, w, c) to picture of the same shape; runs after augmentation and before `rescale`.
   * @ko 그림 (h, w, c)를 같은 모양의 그림으로 바꾸는 함수입니다. 증강 다음, `rescale` 앞에 실행합니다.
   */
  preprocessingFunction?: (picture: NDArray) => NDArray;
  /**
   * 'channels_last' (default) or 'channels_first'.
   * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
   */
  dataFormat?: 'channels_last' | 'channels_first';
  /**
   * The part that `subset: 'validation'` takes: 0, or strictly between 0 and 1.
   * @ko `subset: 'validation'`이 가져갈 비율입니다: 0, 또는 0과 1 사이.
   */
  validationSplit?: number;
  /**
   * Of the spline that a shift, rotation, shear or zoom samples with: 0 1 bilinear, 3 cubic, up to 5.
   * @ko 이동, 회전, 전단, 확대가 픽셀을 뽑는 스플라인의 차수입니다: 0 최근접, 1 선형, 3 삼차, 5까지.
   */
  interpolationOrder?: 0 | 1 | 2 | 3 | 4 | 5;
  /**
   * Type of the pictures that come out. Default float32.
   * @ko 나오는 그림의 자료형입니다. 기본값 float32.
   */
  dtype?: 'float32' | 'float64';
  /**
   * Repeat Keras bit for bit, with its slips: since Keras 2.9 the two shift axes are swapped (a height shift moves
   * sideways, and rotation of a picture that is not square turns about the wrong centre), brightness turns pictures in
   * [0, 1] black, grey of 16 bits is cut off at 255 in colour modes, notes of how a camera was held are ignored, and
   * hidden folders are classes. The default is to do what the names say.
   * @ko 케라스와 비트까지 같게 합니다. 케라스의 실수도 따라 합니다(케라스 2.9부터 가로세로 이동이 뒤바뀌어 있는 등). 기본값은 이름이 뜻하는 대로 하는 것입니다.
   */
  kerasCompat?: boolean;
}

/** The same with every default filled in. */
export type Settings = {
  -readonly [K in keyof GeneratorOptions]: K extends 'zoomRange' ? readonly [number, number] : GeneratorOptions[K];
};

/** Two numbers, the lower first. */
const pair = new Rule<readonly [number, number]>({ en: 'a pair [lo, hi]', ko: '쌍 [lo, hi]' }, isPair);

const shift = new Rule<ShiftRange>(
  { en: 'a number or a list of numbers', ko: '수 또는 수의 목록' },
  (value) => Number.isFinite(value) || (Array.isArray(value) && value.length > 0 && value.every(Number.isFinite)),
);

const zoom = new Rule<number | readonly [number, number]>(
  { en: 'a number or a pair [lo, hi]', ko: '수 또는 쌍 [lo, hi]' },
  (value) => Number.isFinite(value) || isPair(value),
);

const generatorOptions = optionsOf<ImageDataGeneratorOptions>()({
  featurewiseCenter: flag().or(false),
  samplewiseCenter: flag().or(false),
  featurewiseStdNormalization: flag().or(false),
  samplewiseStdNormalization: flag().or(false),
  zcaWhitening: flag().or(false),
  zcaEpsilon: number().or(1e-6),
  rotationRange: number().or(0),
  widthShiftRange: shift.or(0),
  heightShiftRange: shift.or(0),
  brightnessRange: pair,
  shearRange: number().or(0),
  zoomRange: zoom.or(0),
  channelShiftRange: number().or(0),
  fillMode: word('nearest', 'constant', 'reflect', 'wrap').or('nearest'),
  cval: number().or(0),
  horizontalFlip: flag().or(false),
  verticalFlip: flag().or(false),
  rescale: number().or(0),
  preprocessingFunction: func<(picture: NDArray) => NDArray>(),
  dataFormat: word('channels_last', 'channels_first').or('channels_last'),
  validationSplit: number({ from: 0, below: 1 }).or(0),
  interpolationOrder: choice(0, 1, 2, 3, 4, 5).or(1),
  dtype: word('float32', 'float64').or('float32'),
  kerasCompat: flag().or(false),
});

type GeneratorOptions = Filled<ImageDataGeneratorOptions, (typeof generatorOptions)['rules']>;

const who = 'ImageDataGenerator';

/** Fills in defaults and refuses what Keras refuses; `warn` hears which statistics were switched on beside others. */
export function resolveOptions(options: ImageDataGeneratorOptions | undefined, warn: (text: string) => void): Settings {
  const filled = readOptions(who, withoutNulls(options), generatorOptions);
  const { zoomRange } = filled;
  const settings: Settings = {
    ...filled,
    zoomRange: typeof zoomRange === 'number' ? [1 - zoomRange, 1 + zoomRange] : zoomRange,
  };
  imply(settings, warn);
  return settings;
}

/** Python's None in a translated call means that an option is not given. */
function withoutNulls<T extends object>(options: T | undefined): T | undefined {
  if (!isPlainObject(options)) return options;
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null)) as T;
}

function isPair(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
}

/** Statistics that only make sense together are switched on together, as in Keras. */
function imply(s: Settings, warn: (text: string) => void): void {
  if (s.zcaWhitening && !s.featurewiseCenter) {
    s.featurewiseCenter = true;
    warn(switchedOn('zcaWhitening', 'featurewiseCenter'));
  }
  if (s.zcaWhitening && s.featurewiseStdNormalization) {
    s.featurewiseStdNormalization = false;
    warn(
      say({
        en: `${who}: zcaWhitening and featurewiseStdNormalization exclude each other; the latter was switched off.`,
        ko: `${who}: zcaWhitening과 featurewiseStdNormalization은 함께 쓸 수 없어 뒤의 것을 껐습니다.`,
      }),
    );
  }
  if (s.featurewiseStdNormalization && !s.featurewiseCenter) {
    s.featurewiseCenter = true;
    warn(switchedOn('featurewiseStdNormalization', 'featurewiseCenter'));
  }
  if (s.samplewiseStdNormalization && !s.samplewiseCenter) {
    s.samplewiseCenter = true;
    warn(switchedOn('samplewiseStdNormalization', 'samplewiseCenter'));
  }
}

function switchedOn(option: string, needed: string): string {
  return say({
    en: `${who}: ${option} needs ${needed}, which was switched on.`,
    ko: `${who}: ${option}에는 ${needed}이(가) 필요해서 켰습니다.`,
  });
}
