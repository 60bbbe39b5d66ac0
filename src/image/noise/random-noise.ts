/** @file Noise on a picture as `skimage.util.random_noise` adds it; the same seed gives the same numbers as there. */
import { Rule, checkCall, flag, number, optionsOf, readOptions, word } from '../../arguments/index.ts';
import { NDArray, np } from '../../array/index.ts';
import { ValueError, shapeText } from '../../errors/index.ts';
import { imgAsFloat } from '../color/range.ts';
import { pixelsOf } from '../pixels.ts';

export type NoiseMode = {
  is: 'gaussian' | 'localvar' | 'poisson' | 'salt' | 'pepper' | 's&p' | 'speckle';
}['is'];

/** Where the random numbers come from: a seed, or a generator of `np.random.defaultRng`. */
type Rng = number | ReturnType<typeof np.random.defaultRng>;

export interface RandomNoiseOptions {
  /**
   * 'gaussian' (default) adds, 'speckle' adds noise times the picture, 'localvar' adds noise of a strength for each pixel, 'poisson'
   * draws counts, 'salt', 'pepper' and 's&p' make pixels white or black.
   */
  mode?: NoiseMode;
  /** A seed or a generator of `np.random.defaultRng`. Default the stream of `np.random`, which `np.random.seed` begins anew. */
  rng?: Rng;
  /** Cuts the result off at 0 (-1 where the picture is negative somewhere) and 1. Default true. */
  clip?: boolean;
  /** Mean of 'gaussian' and 'speckle'. Default 0. */
  mean?: number;
  /** Variance of 'gaussian' and 'speckle', of values in 0..1. Default 0.01. */
  var?: number;
  /** Variance of each pixel for 'localvar', an array of the picture's shape. */
  localVars?: NDArray;
  /** Share of pixels that 'salt', 'pepper' and 's&p' replace. Default 0.05. */
  amount?: number;
  /** Share of white among them for 's&p'. Default 0.5. */
  saltVsPepper?: number;
}

const randomNoiseOptions = optionsOf<RandomNoiseOptions>()({
  mode: word('gaussian', 'localvar', 'poisson', 'salt', 'pepper', 's&p', 'speckle').or('gaussian'),
  rng: new Rule<Rng>(
    { en: 'a seed or a generator of np.random.defaultRng', ko: '씨앗 또는 np.random.defaultRng의 생성기' },
    (value) => (Number.isInteger(value) && (value as number) >= 0) || value instanceof np.random.Generator,
  ),
  clip: flag().or(true),
  mean: number(),
  var: number({ from: 0 }),
  localVars: new Rule<NDArray>({ en: 'an array', ko: '배열' }, (value) => value instanceof NDArray),
  amount: number({ from: 0, to: 1 }),
  saltVsPepper: number({ from: 0, to: 1 }),
});

/** Which options each mode has. */
const optionsOfMode: Readonly<Record<NoiseMode, readonly string[]>> = {
  gaussian: ['mean', 'var'],
  localvar: ['localVars'],
  poisson: [],
  salt: ['amount'],
  pepper: ['amount'],
  's&p': ['amount', 'saltVsPepper'],
  speckle: ['mean', 'var'],
};

/** What `np.random` and a generator of it share. */
interface Source {
  normal(mean: number, deviation: number, size: readonly number[]): NDArray;
  random(size: readonly number[]): NDArray;
  poisson(counts: NDArray): NDArray;
}

/**
 * Noise on a picture (`skimage.util.random_noise`). Floats in 0..1.
 *
 * @ko 그림에 잡음을 더합니다. 결과는 0~1의 실수입니다.
 * @throws ValueError for an option that the mode does not have
 * @example image.randomNoise(photo, { mode: 's&p', amount: 0.1 })
 */
export function randomNoise(picture: NDArray, options?: RandomNoiseOptions): NDArray {
  const who = 'image.randomNoise';
  if (arguments.length > 1) checkCall(who, arguments, 2, randomNoiseOptions);
  const given = readOptions(who, options, randomNoiseOptions);
  const { mode, clip } = given;
  for (const name of ['mean', 'var', 'localVars', 'amount', 'saltVsPepper'] as const)
    if (given[name] !== undefined && !optionsOfMode[mode].includes(name)) throw strangeOption(mode, name, who);
  pixelsOf(picture, who);
  const source = sourceOf(given.rng);
  const low = picture.min() < 0 ? -1 : 0;
  const floats = imgAsFloat(picture);
  const { mean = 0, var: variance = 0.01, amount = 0.05, saltVsPepper = 0.5 } = given;
  const noisy = (): NDArray => {
    switch (mode) {
      case 'gaussian':
        return floats.add(source.normal(mean, Math.sqrt(variance), floats.shape));
      case 'speckle':
        return floats.add(floats.mul(source.normal(mean, Math.sqrt(variance), floats.shape)));
      case 'localvar':
        return floats.add(localNoise(source, given.localVars, picture, who));
      case 'poisson':
        return counted(source, floats, low);
      default: {
        const salt = mode === 'salt' ? 1 : mode === 'pepper' ? 0 : saltVsPepper;
        return specked(source, floats, amount, salt, low);
      }
    }
  };
  const out = noisy();
  return clip ? out.clip(low, 1) : out;
}

function strangeOption(mode: NoiseMode, name: string, who: string): ValueError {
  const own = optionsOfMode[mode];
  return new ValueError({
    who,
    rule: { en: `mode '${mode}' has no option ${name}`, ko: `mode '${mode}'에는 ${name} 옵션이 없습니다` },
    received: name,
    hint:
      own.length === 0
        ? { en: 'It has none of its own', ko: '따로 쓰는 옵션이 없습니다' }
        : { en: `It has ${own.join(', ')}`, ko: `쓸 수 있는 옵션은 ${own.join(', ')}입니다` },
  });
}

function sourceOf(rng: Rng | undefined): Source {
  if (rng === undefined) return { normal: np.random.normal, random: np.random.randomSample, poisson: np.random.poisson };
  return (typeof rng === 'number' ? np.random.defaultRng(rng) : rng);
} // prettier-ignore

function localNoise(source: Source, variances: NDArray | undefined, picture: NDArray, who: string): NDArray {
  if (variances === undefined) return source.normal(0, 0.1, picture.shape);
  if (variances.shape.join() !== picture.shape.join() || variances.min() <= 0) {
    throw new ValueError({
      who,
      rule: { en: 'localVars has the shape of the picture and values above 0', ko: 'localVars의 모양은 그림과 같고 값은 0보다 커야 합니다' },
      received: { en: `${shapeText(variances.shape)}, the smallest ${variances.min()}`, ko: `${shapeText(variances.shape)}, 가장 작은 값 ${variances.min()}` },
    });
  }
  return source.normal(0, 1, picture.shape).mul(variances.astype('float64').sqrt());
} // prettier-ignore

/** Counts of mean x times a power of two, large enough to tell the picture's values apart. */
function counted(source: Source, floats: NDArray, low: number): NDArray {
  const levels = 2 ** Math.ceil(Math.log2(np.unique(floats).size));
  if (low === 0) return source.poisson(floats.mul(levels)).div(levels);
  const top = floats.max();
  const positive = floats.add(1).div(top + 1);
  return source
    .poisson(positive.mul(levels))
    .div(levels)
    .mul(top + 1)
    .sub(1);
}

/** Some pixels white, some at the low end. */
function specked(source: Source, floats: NDArray, amount: number, salt: number, low: number): NDArray {
  const chosen = (share: number): NDArray =>
    share === 0 || share === 1 ? np.full(floats.shape, share === 1) : source.random(floats.shape).le(share);
  const hit = chosen(amount);
  const white = chosen(salt);
  const out = floats.copy();
  out.set(np.logicalAnd(hit, white), 1);
  out.set(np.logicalAnd(hit, np.logicalNot(white)), low);
  return out;
}
