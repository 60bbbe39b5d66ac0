/**
 * @file The arguments of ImageDataGenerator with Keras's meanings and defaults, checked once. Source of the behaviour:
 * keras.src.legacy.preprocessing.image (Keras 3), which the golden tests compare with.
 */
import { checkOptions } from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';

/** How pixels outside the picture are filled by a shift, rotation, shear or zoom. */
export type FillMode = 'nearest' | 'constant' | 'reflect' | 'wrap';

/** What a range may be: a float (a fraction when below 1), an integer (pixels), or the values to choose from. */
export type ShiftRange = number | readonly number[];

/** The arguments of `ImageDataGenerator`; all are optional, and none changes a picture by default. */
export interface ImageDataGeneratorOptions {
  /** Subtract the data set's mean a channel (needs `fit`). */
  featurewiseCenter?: boolean;
  /** Subtract each picture's own mean. */
  samplewiseCenter?: boolean;
  /** Divide by the data set's standard deviation a channel (needs `fit`). */
  featurewiseStdNormalization?: boolean;
  /** Divide by each picture's own standard deviation. */
  samplewiseStdNormalization?: boolean;
  /** Decorrelate pixels by ZCA whitening (needs `fit`; small pictures only). */
  zcaWhitening?: boolean;
  zcaEpsilon?: number;
  /** Degrees; the angle is drawn from U(-r, r). */
  rotationRange?: number;
  /** Horizontal shift: below 1 a fraction of the width, else pixels; an integer or a list draws whole steps. */
  widthShiftRange?: ShiftRange;
  /** Vertical shift, same rules. */
  heightShiftRange?: ShiftRange;
  /** Two factors lo, hi. Needs pixels in 0..255; see `kerasCompat` for pictures in [0, 1]. */
  brightnessRange?: readonly [number, number];
  /** Degrees of shear, drawn from U(-s, s). */
  shearRange?: number;
  /** z for [1-z, 1+z], or [lo, hi]; below 1 magnifies. Rows and columns are drawn independently. */
  zoomRange?: number | readonly [number, number];
  /** Added to every channel, drawn from U(-c, c). */
  channelShiftRange?: number;
  fillMode?: FillMode;
  /** The value that `fillMode: 'constant'` fills with. */
  cval?: number;
  horizontalFlip?: boolean;
  verticalFlip?: boolean;
  /** Multiplies every pixel after augmentation; 1/255 is the usual one. */
  rescale?: number;
  /** Picture (h, w, c) to picture of the same shape; runs after augmentation and before `rescale`. */
  preprocessingFunction?: (picture: NDArray) => NDArray;
  dataFormat?: 'channels_last' | 'channels_first';
  /** The part that `subset: 'validation'` takes: 0, or strictly between 0 and 1. */
  validationSplit?: number;
  /** Of the spline that a shift, rotation, shear or zoom samples with: 0 1 bilinear, 3 cubic, up to 5. */
  interpolationOrder?: 0 | 1 | 2 | 3 | 4 | 5;
  dtype?: 'float32' | 'float64';
  /**
   * Repeat Keras bit for bit, with its slips: since Keras 2.9 the two shift axes are swapped (a height shift moves
   * sideways, and rotation of a picture that is not square turns about the wrong centre), brightness turns pictures in
   * [0, 1] black, grey of 16 bits is cut off at 255 in colour modes, notes of how a camera was held are ignored, and
   * hidden folders are classes. The default is to do what the names say.
   */
  kerasCompat?: boolean;
}

/** The same with every default filled in. */
export type Settings = Required<
  Omit<ImageDataGeneratorOptions, 'brightnessRange' | 'preprocessingFunction' | 'zoomRange'>
> & {
  brightnessRange: readonly [number, number] | undefined;
  preprocessingFunction: ((picture: NDArray) => NDArray) | undefined;
  zoomRange: readonly [number, number];
};

const defaults: Settings = {
  featurewiseCenter: false,
  samplewiseCenter: false,
  featurewiseStdNormalization: false,
  samplewiseStdNormalization: false,
  zcaWhitening: false,
  zcaEpsilon: 1e-6,
  rotationRange: 0,
  widthShiftRange: 0,
  heightShiftRange: 0,
  brightnessRange: undefined,
  shearRange: 0,
  zoomRange: [1, 1],
  channelShiftRange: 0,
  fillMode: 'nearest',
  cval: 0,
  horizontalFlip: false,
  verticalFlip: false,
  rescale: 0,
  preprocessingFunction: undefined,
  dataFormat: 'channels_last',
  validationSplit: 0,
  interpolationOrder: 1,
  dtype: 'float32',
  kerasCompat: false,
};

const who = 'ImageDataGenerator';

/** Fills in defaults and refuses what Keras refuses; `warn` hears which statistics were switched on beside others. */
export function resolveOptions(options: ImageDataGeneratorOptions, warn: (text: string) => void): Settings {
  checkOptions(who, options, new Set(Object.keys(defaults)));
  const given = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined && value !== null),
  );
  const settings = { ...defaults, ...given, zoomRange: zoomPair(options.zoomRange ?? 0) } as Settings;
  check(settings);
  imply(settings, warn);
  return settings;
}

function zoomPair(zoom: number | readonly number[]): readonly [number, number] {
  if (typeof zoom === 'number' && Number.isFinite(zoom)) return [1 - zoom, 1 + zoom];
  if (isPair(zoom)) return [zoom[0], zoom[1]];
  throw new ValueError({ who, rule: 'zoomRange is a number or a pair [lo, hi]', received: shown(zoom) });
}

/** A value in a message; JSON has no NaN. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}

function isPair(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
}

function check(s: Settings): void {
  if (s.brightnessRange !== undefined && !isPair(s.brightnessRange)) {
    throw new ValueError({
      who,
      rule: 'brightnessRange is a pair [lo, hi]',
      received: JSON.stringify(s.brightnessRange),
    });
  }
  if (!['nearest', 'constant', 'reflect', 'wrap'].includes(s.fillMode)) {
    throw new ValueError({
      who,
      rule: 'fillMode is nearest, constant, reflect or wrap',
      received: `'${s.fillMode}'`,
    });
  }
  if (!['channels_last', 'channels_first'].includes(s.dataFormat)) {
    throw new ValueError({
      who,
      rule: 'dataFormat is channels_last or channels_first',
      received: `'${s.dataFormat}'`,
    });
  }
  if (s.validationSplit !== 0 && !(s.validationSplit > 0 && s.validationSplit < 1)) {
    throw new ValueError({
      who,
      rule: 'validationSplit lies strictly between 0 and 1',
      received: String(s.validationSplit),
    });
  }
  if (![0, 1, 2, 3, 4, 5].includes(s.interpolationOrder)) {
    throw new ValueError({
      who,
      rule: 'interpolationOrder is a whole number from 0 (nearest) and 1 (bilinear) to 5',
      received: String(s.interpolationOrder),
    });
  }
  if (s.dtype !== 'float32' && s.dtype !== 'float64')
    throw new ValueError({ who, rule: 'dtype is float32 or float64', received: `'${String(s.dtype)}'` });
  if (s.preprocessingFunction !== undefined && typeof s.preprocessingFunction !== 'function') {
    throw new ValueError({
      who,
      rule: 'preprocessingFunction is a function of one picture',
      received: String(s.preprocessingFunction),
    });
  }
  for (const name of ['rotationRange', 'shearRange', 'channelShiftRange', 'rescale', 'cval', 'zcaEpsilon'] as const) {
    if (typeof s[name] !== 'number' || !Number.isFinite(s[name])) {
      throw new ValueError({ who, rule: `${name} is a number`, received: shown(s[name]) });
    }
  }
  for (const name of ['widthShiftRange', 'heightShiftRange'] as const) {
    const values = typeof s[name] === 'number' ? [s[name]] : s[name];
    if (!Array.isArray(values) || values.length === 0 || !values.every(Number.isFinite)) {
      throw new ValueError({
        who,
        rule: `${name} is a number or a list of numbers`,
        received: JSON.stringify(s[name]),
      });
    }
  }
}

/** Statistics that only make sense together are switched on together, as in Keras. */
function imply(s: Settings, warn: (text: string) => void): void {
  if (s.zcaWhitening && !s.featurewiseCenter) {
    s.featurewiseCenter = true;
    warn(`${who}: zcaWhitening needs featurewiseCenter, which was switched on.`);
  }
  if (s.zcaWhitening && s.featurewiseStdNormalization) {
    s.featurewiseStdNormalization = false;
    warn(`${who}: zcaWhitening and featurewiseStdNormalization exclude each other; the latter was switched off.`);
  }
  if (s.featurewiseStdNormalization && !s.featurewiseCenter) {
    s.featurewiseCenter = true;
    warn(`${who}: featurewiseStdNormalization needs featurewiseCenter, which was switched on.`);
  }
  if (s.samplewiseStdNormalization && !s.samplewiseCenter) {
    s.samplewiseCenter = true;
    warn(`${who}: samplewiseStdNormalization needs samplewiseCenter, which was switched on.`);
  }
}
