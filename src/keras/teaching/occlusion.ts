/**
 * @file `await keras.utils.occlusion(model, picture)`: what a network needs to see. A grey patch is moved over the picture; where
 * the score of the class falls most, it covered what matters. Zeiler and Fergus, 2013, arXiv 1311.2901; section 4.2.
 */
import { integer, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, np, toTyped, type ArraySource, NDArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { image } from '../../image/index.ts';
import { batched, bestOf, checkClass } from './pictures.ts';
import { sayUntrained } from './units.ts';
import { callsOf, type AnyModel } from './trace-model.ts';

export interface OcclusionOptions {
  /**
   * Side of the patch in pixels. Default: an eighth of the shorter side, at least 1.
   * @ko 가리는 조각의 한 변(픽셀)입니다. 기본값은 짧은 변의 8분의 1입니다.
   */
  size?: number | null;
  /**
   * Pixels from patch to patch. Default: half the side of the patch, at least 1.
   * @ko 조각이 한 번에 움직이는 픽셀입니다. 기본값은 조각의 절반입니다.
   */
  stride?: number | null;
  /**
   * What the patch is filled with. Default: the picture's mean.
   * @ko 가린 곳을 채울 값입니다. 기본값은 그림의 평균입니다.
   */
  value?: number | null;
  /**
   * The class that is asked about. Default null: the best one of the whole picture.
   * @ko 물어볼 클래스입니다. 기본값 null은 그림 전체에서 점수가 가장 높은 클래스입니다.
   */
  classIndex?: number | null;
  /**
   * Pictures that are predicted at once. Default 32.
   * @ko 한 번에 예측하는 그림의 수입니다. 기본값 32.
   */
  batchSize?: number;
}

const count = integer({ from: 1 });
const occlusionOptions = optionsOf<OcclusionOptions>()({
  size: count.orNull().or(null),
  stride: count.orNull().or(null),
  value: number().orNull().or(null),
  classIndex: number().orNull().or(null), // which there are is asked where the model is known
  batchSize: count.or(32),
});

export interface Occlusion {
  /** (height, width) of the picture: how much the score falls when the place is covered (below 0: it rises). */
  readonly heat: NDArray;
  /** (rows, columns) of the patches: the score itself. */
  readonly scores: NDArray;
  readonly classIndex: number;
  /** The score of the whole picture. */
  readonly score: number;
}

/**
 * Occlusion of one picture (h, w, c), scaled as the network takes it. Drawn by `plot.overlay(picture, heat)`.
 * Raises ValueError for a patch larger than the picture or a class that is not there.
 * @ko 그림의 부분을 가려 보며 점수가 어디에서 떨어지는지 봅니다.
 */
export async function occlusion(
  model: AnyModel,
  picture: ArraySource,
  options: OcclusionOptions = {},
): Promise<Occlusion> {
  const who = 'occlusion';
  const given = readOptions(who, options, occlusionOptions);
  callsOf(model, who);
  sayUntrained(model, who);
  const batch = batched(model, np.asarray(picture), who);
  if (batch.shape[0] !== 1 || batch.ndim !== 4) {
    throw new ShapeError({
      who,
      rule: { en: 'takes one picture of shape (h, w, c)', ko: '모양이 (h, w, c)인 그림 한 장을 받습니다' },
      received: { en: `an array of shape ${shapeText(batch.shape)}`, ko: `모양이 ${shapeText(batch.shape)}인 배열` },
    });
  }
  const [, height, width, channels] = batch.shape as [number, number, number, number];
  const size = given.size ?? Math.max(1, Math.floor(Math.min(height, width) / 8));
  const stride = given.stride ?? Math.max(1, Math.floor(size / 2));
  const most = Math.min(height, width);
  if (size > most) {
    throw new ValueError({
      who,
      rule: { en: `size must be a whole number from 1 to ${most}`, ko: `size는 1부터 ${most}까지의 정수여야 합니다` },
      received: `size ${size}`,
    });
  }
  const pixels = Float32Array.from(toTyped(batch) as ArrayLike<number>);
  const value = given.value ?? pixels.reduce((a, b) => a + b, 0) / pixels.length;
  const whole = toTyped(await predictOne(model, fromTyped(pixels, batch.shape.slice()))) as Float32Array;
  checkClass(given.classIndex, whole.length, who);
  const classIndex = given.classIndex ?? bestOf(whole, 1, whole.length)[0]!;
  const [tops, lefts] = [places(height, size, stride), places(width, size, stride)];
  const scores = new Float32Array(tops.length * lefts.length);
  for (let start = 0; start < scores.length; start += given.batchSize) {
    const count = Math.min(given.batchSize, scores.length - start);
    const covered = new Float32Array(count * pixels.length);
    for (let i = 0; i < count; i++) {
      covered.set(pixels, i * pixels.length);
      const [top, left] = [tops[Math.floor((start + i) / lefts.length)]!, lefts[(start + i) % lefts.length]!];
      for (let r = top; r < top + size; r++) {
        const from = i * pixels.length + (r * width + left) * channels;
        covered.fill(value, from, from + size * channels);
      }
    }
    const y = toTyped(await predictOne(model, fromTyped(covered, [count, height, width, channels]))) as Float32Array;
    for (let i = 0; i < count; i++) scores[start + i] = y[i * whole.length + classIndex]!;
  }
  const score = whole[classIndex]!;
  const falls = fromTyped(scores.map((s) => score - s), [tops.length, lefts.length]); // prettier-ignore
  return {
    heat: image.resize(falls, [height, width], { antiAliasing: false }),
    scores: fromTyped(scores, [tops.length, lefts.length]),
    classIndex,
    score,
  };
}

/** Where patches start: every `stride` pixels, and once more at the far edge. */
function places(side: number, size: number, stride: number): number[] {
  const list = Array.from({ length: Math.floor((side - size) / stride) + 1 }, (_, i) => i * stride);
  return list.at(-1) === side - size ? list : [...list, side - size];
}

/** The first output for a batch. */
async function predictOne(model: AnyModel, x: NDArray): Promise<NDArray> {
  const y = await model.predict(x, { verbose: 0 });
  return y instanceof NDArray ? y : (Object.values(y)[0] as NDArray);
}
