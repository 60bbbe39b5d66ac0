/**
 * @file `keras.utils.adversarial(model, x, y)`: pictures changed so little that nobody sees it, in the direction that raises the loss
 * most. Goodfellow, Shlens and Szegedy, "Explaining and harnessing adversarial examples", 2014, arXiv 1412.6572; section 4.
 */
import { integer, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, np, toTyped, type ArraySource, type NDArray } from '../../array/index.ts';
import { g, gradients, type Node } from '../../engine/index.ts';
import { ShapeError, ValueError } from '../../errors/index.ts';
import { computeOnce, toNode } from '../common/tensor.ts';
import { Trace, withTrace } from '../core/trace.ts';
import { EPSILON } from '../losses/index.ts';
import { classesOf } from '../metrics/confusion-matrix.ts';
import { batched, beforeSoftmax, bestOf, rangeRule, requireScores } from './pictures.ts';
import { callsOf, traceInside, type AnyModel } from './trace-model.ts';
import { sayUntrained } from './units.ts';

export interface AdversarialOptions {
  /**
   * How far each pixel may move, in units of the pictures as the network takes them. Default 0.1.
   * @ko 픽셀마다 움직일 수 있는 폭입니다(네트워크가 받는 그림의 단위로). 기본값 0.1.
   */
  epsilon?: number;
  /**
   * Smallest and largest pixel; what goes beyond is cut. Default [0, 1].
   * @ko 픽셀의 최솟값과 최댓값입니다. 벗어난 값은 잘라 냅니다. 기본값 [0, 1].
   */
  range?: readonly [number, number];
  /**
   * A class that the pictures shall be taken for. Default null: any but the true one.
   * @ko 이 클래스로 속게 만듭니다. 기본값 null은 정답이 아닌 아무 클래스나 뜻합니다.
   */
  target?: number | null;
}

const adversarialOptions = optionsOf<AdversarialOptions>()({
  epsilon: number({ from: 0 }).or(0.1),
  range: rangeRule.or([0, 1]),
  target: integer({ from: 0 }).orNull().or(null),
});

export interface Adversarial {
  /** The changed pictures, (n, h, w, c). */
  readonly pictures: NDArray;
  /** The signs of the gradient, -1, 0 or 1, (n, h, w, c): the pictures move by epsilon times these. */
  readonly signs: NDArray;
  readonly epsilon: number;
  /** The true class of each picture. */
  readonly truths: readonly number[];
  /** What the network took the pictures for, and what it takes the changed ones for. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** The model's scores for the pictures, and for the changed ones, (n, classes). */
  readonly scoresBefore: NDArray;
  readonly scoresAfter: NDArray;
}

/**
 * The fast gradient sign method: x + epsilon · sign(∂ loss / ∂ x), loss the cross-entropy to the class `y` (towards a `target`: x -
 * epsilon · sign …). Pictures `x` (n, h, w, c) or one (h, w, c), scaled as the network takes them; `y` class numbers, (n,) or one, or
 * one-hot rows. Drawn by `plot.adversarial(x, found)`.
 * Raises ValueError for classes that are not there, ShapeError for pictures of another size.
 * @ko 손실이 커지는 쪽으로 그림을 조금 바꿉니다(FGSM).
 */
export function adversarial(
  model: AnyModel,
  x: ArraySource,
  y: ArraySource | number,
  options: AdversarialOptions = {},
): Adversarial {
  const who = 'adversarial';
  const { epsilon, range, target } = readOptions(who, options, adversarialOptions);
  callsOf(model, who);
  sayUntrained(model, who);
  const batch = batched(model, np.asarray(x), who);
  const n = batch.shape[0]!;
  const truths = classesOf(
    typeof y === 'number' ? [y] : np.asarray(y).ndim === 0 ? [np.asarray(y).item()] : y,
    'y',
    who,
  ).labels;
  if (truths.length !== n) {
    throw new ShapeError({
      who,
      rule: { en: 'there must be one class per picture', ko: '그림마다 클래스가 하나씩 있어야 합니다' },
      received: { en: `${n} pictures, ${truths.length} classes`, ko: `그림 ${n}장, 클래스 ${truths.length}개` },
    });
  }
  const shape = batch.shape.slice(1);
  const one = g.input('picture', [1, ...shape]);
  const output = requireScores(
    withTrace(new Trace(false), () => traceInside(model, [one], who).outputs[0]!),
    who,
  );
  const classes = Math.max(2, output.shape[1]!);
  const wanted = target === null ? truths : truths.map(() => target);
  const wrong = [...truths, ...wanted].find((c) => !(Number.isInteger(c) && c >= 0 && c < classes));
  if (wrong !== undefined) {
    throw new ValueError({
      who,
      rule: {
        en: `classes are whole numbers below ${classes}, as many as the model has`,
        ko: `클래스는 ${classes}보다 작은 정수입니다(모델의 클래스 ${classes}개)`,
      },
      received: { en: `class ${wrong}`, ko: `클래스 ${wrong}` },
    });
  }
  const decide = (scores: NDArray): number[] => {
    const values = toTyped(scores) as Float32Array;
    return output.shape[1] === 1 ? Array.from(values, (v) => (v > 0.5 ? 1 : 0)) : bestOf(values, n, classes);
  };
  const parts: Moved[] = [];
  for (let start = 0; start < n; start += BATCH) {
    const rows = np.slice(start, start + BATCH);
    parts.push(moved(model, batch.at(rows), wanted.slice(start, start + BATCH), { epsilon: target === null ? epsilon : -epsilon, range, who })); // prettier-ignore
  }
  const whole = (of: (part: Moved) => NDArray): NDArray => (parts.length === 1 ? of(parts[0]!) : np.concatenate(parts.map(of))); // prettier-ignore
  const [scoresBefore, scoresAfter] = [whole(({ before }) => before), whole(({ after }) => after)];
  return {
    pictures: whole(({ pictures }) => pictures),
    signs: whole(({ signs }) => signs),
    epsilon,
    truths,
    before: decide(scoresBefore),
    after: decide(scoresAfter),
    scoresBefore,
    scoresAfter,
  };
}

/** Pictures that are computed at once: the gradient keeps the maps of all of them. */
const BATCH = 64;

/** Some pictures, the way they went, and what the model says of them before and after. */
interface Moved {
  readonly pictures: NDArray;
  readonly signs: NDArray;
  readonly before: NDArray;
  readonly after: NDArray;
}

/** Pictures moved against (or, with a negative `epsilon`, towards) the classes. */
function moved(
  model: AnyModel,
  batch: NDArray,
  classes: readonly number[],
  { epsilon, range: [low, high], who }: { epsilon: number; range: readonly [number, number]; who: string },
): Moved {
  const scoresOf = (input: Node): Node =>
    withTrace(new Trace(false), () => traceInside(model, [input], who).outputs[0]!);
  const input = g.cast(toNode(batch, who), 'float32');
  const output = scoresOf(input);
  const [gradient] = gradients(crossEntropy(output, classes), [input]);
  const [before, slopes] = computeOnce([output, gradient!], [], who) as [NDArray, NDArray];
  const signs = Float32Array.from(toTyped(slopes) as Float32Array, Math.sign);
  const pixels = Float32Array.from(toTyped(batch) as ArrayLike<number>, (v, i) =>
    Math.min(high, Math.max(low, v + epsilon * signs[i]!)),
  );
  const pictures = fromTyped(pixels, [...batch.shape]);
  const after = computeOnce([scoresOf(toNode(pictures, who))], [], who)[0]!;
  return { pictures, signs: fromTyped(signs, [...batch.shape]), before, after };
}

/** Σ of the cross-entropies, from the scores before softmax or sigmoid where there are such: where a network is sure they still have a gradient. */
function crossEntropy(output: Node, classes: readonly number[]): Node {
  const scores = beforeSoftmax(output);
  const labels = g.constant(Int32Array.from(classes), [classes.length]);
  if (output.shape[1] === 1) {
    const column = g.reshape(g.cast(labels, 'float32'), [classes.length, 1]);
    // A sigmoid that is no layer of its own cannot be seen through; where it says 0 or 1 its logarithm has no end.
    const open = g.minimum(g.maximum(output, EPSILON), 1 - EPSILON);
    const logit = scores === output ? g.log(g.div(open, g.sub(1, open))) : scores;
    return g.sum(g.sub(g.softplus(logit), g.mul(column, logit)));
  }
  const hot = g.oneHot(labels, output.shape[1]!);
  // Each column a yes or no of its own.
  if (output.op === 'sigmoid') return g.sum(g.sub(g.softplus(scores), g.mul(hot, scores)));
  return g.neg(g.sum(g.mul(hot, g.logSoftmax(scores))));
}
