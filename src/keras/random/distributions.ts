/** @file `keras.random.gamma`, `beta` and `binomial`: made of uniform numbers, also inside of models and training steps. */
import { NDArray } from '../../array/index.ts';
import { g, isNode, type DType, type Node } from '../../engine/index.ts';
import { ShapeError, ValueError, shapeText, type Translated } from '../../errors/index.ts';
import { describe } from '../common/arguments.ts';
import { holdsNode, toNode, type TensorLike } from '../common/tensor.ts';
import { GAMMA_DRAWS, gammaOf } from './rejection.ts';
import { drawn, FLOAT, NO_SHAPE, reader, type Seed } from './seeds.ts';

/** Options that the draws of this file share. */
export interface DistributionOptions {
  /** Only float32. */
  dtype?: DType | null;
  /** A whole number, a SeedGenerator, or null (default): goes on from `keras.utils.setRandomSeed`. */
  seed?: Seed;
}

type Rest = (DistributionOptions | DType | Seed | undefined)[];

const NO_TENSOR = undefined as unknown as TensorLike;

/** What a parameter must be. */
interface Bounds {
  readonly fits: (value: number) => boolean;
  readonly text: Translated;
}

const positive: Bounds = { fits: (v) => v > 0, text: { en: 'above 0', ko: '0보다 큰 수' } };
const counting: Bounds = {
  fits: (v) => Number.isInteger(v) && v >= 0,
  text: { en: 'whole numbers from 0', ko: '0 이상의 정수' },
};
const probable: Bounds = { fits: (v) => v >= 0 && v <= 1, text: { en: 'in [0, 1]', ko: '0 이상 1 이하의 수' } };

/** A parameter as float32 that broadcasts to the shape of the draw. @throws ShapeError, and ValueError for a number out of bounds */
function parameter(who: string, name: string, value: TensorLike, shape: readonly number[], bounds: Bounds): Node {
  const node = g.cast(toNode(value, who), 'float32');
  const skipped = shape.length - node.shape.length;
  if (skipped < 0 || node.shape.some((n, i) => n !== 1 && n !== shape[skipped + i])) {
    throw new ShapeError({
      who,
      rule: {
        en: `${name} must be a number or broadcast to the shape`,
        ko: `${name}에는 수나, shape로 브로드캐스팅되는 텐서를 씁니다`,
      },
      received: `${name} ${shapeText(node.shape)}, shape ${shapeText(shape)}`,
    });
  }
  const wrong = numbersIn(value).find((v) => !bounds.fits(v));
  if (wrong === undefined) return node;
  throw new ValueError({
    who,
    rule: { en: `${name} must be ${bounds.text.en}`, ko: `${name}에 쓸 수 있는 값: ${bounds.text.ko}` },
    received: describe(wrong),
  });
}

/** The numbers that are known now; those of tensors are not. */
function numbersIn(value: unknown): number[] {
  if (isNode(value) || holdsNode(value)) return [];
  if (value instanceof NDArray) return Array.from(value.toTyped());
  return Array.isArray(value) ? value.flatMap(numbersIn) : [Number(value)];
}

const gammaArguments = reader('random.gamma', { shape: NO_SHAPE, alpha: NO_TENSOR, dtype: FLOAT, seed: null as Seed }, [
  'shape',
  'alpha',
  'dtype',
  'seed',
]);

/**
 * Random numbers of the gamma distribution of shape `alpha` and scale 1: `keras.random.gamma([8], 2, { seed })`. No gradient goes to alpha.
 * @ko 감마 분포의 난수를 만듭니다.
 */
export function gamma(shape: readonly number[], alpha: TensorLike, ...rest: Rest): NDArray {
  const who = 'random.gamma';
  const read = gammaArguments([shape, alpha, ...rest]);
  const a = parameter(who, 'alpha', read.alpha, read.shape, positive);
  return drawn('uniform', [GAMMA_DRAWS, ...read.shape], read.seed, (u) => g.stopGradient(gammaOf(u, a)), [read.alpha]);
}

const betaArguments = reader(
  'random.beta',
  { shape: NO_SHAPE, alpha: NO_TENSOR, beta: NO_TENSOR, dtype: FLOAT, seed: null as Seed },
  ['shape', 'alpha', 'beta', 'dtype', 'seed'],
);

/**
 * Random numbers of the beta distribution, between 0 and 1: `keras.random.beta([8], 0.2, 0.2)` gives the weights of mixup. No gradient
 * goes to alpha and beta.
 * @ko 베타 분포의 난수를 만듭니다. mixup의 비율에 씁니다.
 */
export function beta(shape: readonly number[], alpha: TensorLike, beta: TensorLike, ...rest: Rest): NDArray {
  const who = 'random.beta';
  const read = betaArguments([shape, alpha, beta, ...rest]);
  const a = parameter(who, 'alpha', read.alpha, read.shape, positive);
  const b = parameter(who, 'beta', read.beta, read.shape, positive);
  const zeros = read.shape.map(() => 0);
  const share = (u: Node): Node => {
    const part = (k: number): Node => g.slice(u, [k * GAMMA_DRAWS, ...zeros], [GAMMA_DRAWS, ...read.shape]);
    const [first, second] = [gammaOf(part(0), a), gammaOf(part(1), b)];
    // Two numbers that both vanish (very small alpha and beta) are as good as equal.
    return g.stopGradient(g.div(g.maximum(first, 1e-30), g.add(g.maximum(first, 1e-30), g.maximum(second, 1e-30))));
  };
  return drawn('uniform', [2 * GAMMA_DRAWS, ...read.shape], read.seed, share, [read.alpha, read.beta]);
}

const binomialArguments = reader(
  'random.binomial',
  { shape: NO_SHAPE, counts: NO_TENSOR, probabilities: NO_TENSOR, dtype: FLOAT, seed: null as Seed },
  ['shape', 'counts', 'probabilities', 'dtype', 'seed'],
);

/** All throws are drawn side by side. */
const MOST_THROWS = 2 ** 27;

/**
 * How many of `counts` throws succeed, each with its probability: `keras.random.binomial([8], 10, 0.5)`, whole numbers as float32.
 * `counts` is a number or an array, no tensor of a model: all throws are made. Raises ValueError for more than 2^27 throws in all.
 * @ko 이항 분포의 난수(성공한 횟수)를 만듭니다.
 */
export function binomial(
  shape: readonly number[],
  counts: TensorLike,
  probabilities: TensorLike,
  ...rest: Rest
): NDArray {
  const who = 'random.binomial';
  const read = binomialArguments([shape, counts, probabilities, ...rest]);
  const n = parameter(who, 'counts', read.counts, read.shape, counting);
  const p = parameter(who, 'probabilities', read.probabilities, read.shape, probable);
  const known = numbersIn(read.counts);
  const throws = known.reduce((most, count) => Math.max(most, count), 0);
  const all = read.shape.reduce((size, side) => size * side, Math.max(1, throws));
  if (known.length === 0 || all > MOST_THROWS) {
    throw new ValueError({
      who,
      rule: {
        en: 'counts must be a number or an array, and all throws together at most 2^27',
        ko: 'counts에는 수나 배열을 쓰고, 던지는 횟수는 모두 합쳐 2^27 이하여야 합니다',
      },
      received: known.length === 0 ? { en: 'a tensor', ko: '텐서' } : { en: `${all} throws`, ko: `${all}번` },
    });
  }
  const order = g.reshape(
    g.constant(Float32Array.from({ length: Math.max(1, throws) }, (_, i) => i), [Math.max(1, throws)]), // prettier-ignore
    [-1, ...read.shape.map(() => 1)],
  );
  const succeeded = (u: Node): Node =>
    g.sum(g.cast(g.logicalAnd(g.less(u, p), g.less(order, n)), 'float32'), { axis: 0 });
  return drawn('uniform', [Math.max(1, throws), ...read.shape], read.seed, succeeded, [
    read.counts,
    read.probabilities,
  ]);
}
