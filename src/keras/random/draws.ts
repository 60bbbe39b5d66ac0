/** @file `keras.random`: normal, uniform and whole numbers, classes, dropout and shuffling. */
import { np, type NDArray } from '../../array/index.ts';
import { oneOf } from '../../arguments/index.ts';
import { g, isNode, type DType, type Node } from '../../engine/index.ts';
import { ValueError, shapeText } from '../../errors/index.ts';
import { describe } from '../common/arguments.ts';
import { computeOnce, toNode, type TensorLike } from '../common/tensor.ts';
import { currentTrace } from '../core/trace.ts';
import { argsortNode, erfinvNode } from '../ops/nodes.ts';
import { drawn, FLOAT, NO_SHAPE, reader, type Seed } from './seeds.ts';

export interface NormalOptions {
  /** Centre. Default 0. */
  mean?: number;
  /** Standard deviation. Default 1. */
  stddev?: number;
  /** Only float32. */
  dtype?: DType | null;
  /** A whole number, a SeedGenerator, or null (default): goes on from `keras.utils.setRandomSeed`. */
  seed?: Seed;
}

const readNormal = (who: string) =>
  reader(who, { shape: NO_SHAPE, mean: 0, stddev: 1, dtype: FLOAT, seed: null as Seed }, [
    ...(['shape', 'mean', 'stddev', 'dtype', 'seed'] as const),
  ]);
const normalArguments = readNormal('random.normal');
const truncatedArguments = readNormal('random.truncatedNormal');

/**
 * Normal random numbers: `keras.random.normal([16, 32])`, `normal(shape, mean, stddev, { seed })`.
 * @ko 정규분포의 난수 텐서를 만듭니다.
 */
export function normal(shape: readonly number[], ...rest: (number | NormalOptions | null | string)[]): NDArray {
  const { mean, stddev, seed, ...read } = normalArguments([shape, ...rest]);
  return drawn('normal', read.shape, seed, (z) => g.add(g.mul(z, stddev), mean));
}

/**
 * Normal random numbers, drawn again where they lie more than two deviations from the centre.
 * @ko 표준편차의 두 배 안에서만 뽑은 정규분포의 난수를 만듭니다.
 */
export function truncatedNormal(
  shape: readonly number[],
  ...rest: (number | NormalOptions | null | string)[]
): NDArray {
  const { mean, stddev, seed, ...read } = truncatedArguments([shape, ...rest]);
  // a uniform number between the probabilities of -2 and 2, back through the normal distribution
  const inside = 0.954499736103642;
  const quantile = (u: Node): Node => g.mul(erfinvNode(g.mul(g.sub(g.mul(u, 2), 1), inside)), Math.SQRT2);
  return drawn('uniform', read.shape, seed, (u) => g.add(g.mul(quantile(u), stddev), mean));
}

export interface UniformOptions {
  /** Least value. Default 0. */
  minval?: number;
  /** Values stay below it. Default 1. */
  maxval?: number;
  /** Only float32. */
  dtype?: DType | null;
  /** A whole number, a SeedGenerator, or null (default): goes on from `keras.utils.setRandomSeed`. */
  seed?: Seed;
}

const uniformArguments = reader(
  'random.uniform',
  { shape: NO_SHAPE, minval: 0, maxval: 1, dtype: FLOAT, seed: null as Seed },
  ['shape', 'minval', 'maxval', 'dtype', 'seed'],
);

/**
 * Equally likely numbers in [minval, maxval): `keras.random.uniform([3])`, `uniform(shape, minval, maxval, { seed })`.
 * @ko 고른 난수 텐서를 만듭니다.
 */
export function uniform(shape: readonly number[], ...rest: (number | UniformOptions | null | string)[]): NDArray {
  const { minval, maxval, seed, ...read } = uniformArguments([shape, ...rest]);
  return drawn('uniform', read.shape, seed, (u) => g.add(g.mul(u, maxval - minval), minval));
}

const randintArguments = reader(
  'random.randint',
  {
    shape: NO_SHAPE,
    minval: undefined as unknown as number,
    maxval: undefined as unknown as number,
    dtype: 'int32',
    seed: null as Seed,
  },
  ['shape', 'minval', 'maxval', 'dtype', 'seed'],
);

export interface RandintOptions {
  /** Least value. */
  minval?: number;
  /** Values stay below it. */
  maxval?: number;
  /** 'int32' (default) or 'float32'. */
  dtype?: DType;
  /** A whole number, a SeedGenerator, or null (default): goes on from `keras.utils.setRandomSeed`. */
  seed?: Seed;
}

/**
 * Equally likely whole numbers in [minval, maxval), at most 2^24 of them: `keras.random.randint([8], 0, 10)`.
 * @ko 정수의 난수 텐서를 만듭니다.
 */
export function randint(shape: readonly number[], ...rest: (number | RandintOptions | null | string)[]): NDArray {
  const { minval, maxval, dtype, seed, ...read } = randintArguments([shape, ...rest]);
  const span = maxval - minval;
  if (!Number.isInteger(minval) || !Number.isInteger(maxval) || span < 1 || span > 2 ** 24) {
    throw new ValueError({
      who: 'random.randint',
      rule: {
        en: 'minval and maxval must be whole numbers, minval below maxval, at most 2^24 apart',
        ko: 'minval과 maxval은 정수이고 minval이 maxval보다 작아야 하며, 차이는 2^24 이하여야 합니다',
      },
      received: `${describe(minval)}, ${describe(maxval)}`,
    });
  }
  const type = oneOf('random.randint', 'dtype', dtype, ['int32', 'float32']);
  return drawn('uniform', read.shape, seed, (u) =>
    g.add(g.cast(g.minimum(g.floor(g.mul(u, span)), span - 1), type), minval),
  );
}

export interface CategoricalOptions {
  /** Only int32. */
  dtype?: DType;
  /** A whole number, a SeedGenerator, or null (default): goes on from `keras.utils.setRandomSeed`. */
  seed?: Seed;
}

const categoricalArguments = reader(
  'random.categorical',
  {
    logits: undefined as unknown as TensorLike,
    numSamples: undefined as unknown as number,
    dtype: 'int32',
    seed: null as Seed,
  },
  ['logits', 'numSamples', 'dtype', 'seed'],
);

/**
 * Class numbers drawn with the probabilities softmax(logits): logits (n, classes) give int32 (n, numSamples).
 * @ko 로그 확률에 따라 클래스 번호를 뽑습니다.
 */
export function categorical(
  logits: TensorLike,
  numSamples: number,
  ...rest: (CategoricalOptions | DType | Seed)[]
): NDArray {
  const read = categoricalArguments([logits, numSamples, ...rest]);
  const scores = g.cast(toNode(logits, 'random.categorical'), 'float32');
  const [n, classes] = scores.shape;
  if (scores.shape.length !== 2 || !Number.isInteger(numSamples) || numSamples < 1) {
    throw new ValueError({
      who: 'random.categorical',
      rule: {
        en: 'takes logits of shape (n, classes) and how many numbers to draw of each row',
        ko: '모양이 (n, 클래스 수)인 로그 확률과 행마다 뽑을 개수를 받습니다',
      },
      received: { en: `shape ${shapeText(scores.shape)}, ${describe(numSamples)}`, ko: `모양 ${shapeText(scores.shape)}, ${describe(numSamples)}` }, // prettier-ignore
    });
  }
  // The largest of the scores, each with noise of the Gumbel distribution (Gumbel 1954).
  const pick = (u: Node): Node =>
    g.argMax(g.sub(g.reshape(scores, [n!, 1, classes!]), g.log(g.neg(g.log(g.maximum(u, 1e-38))))), -1);
  return drawn('uniform', [n!, numSamples, classes!], read.seed, pick, [logits]);
}

export interface RandomDropoutOptions {
  /** Which cells share a draw, as of `layers.Dropout`. Default: none. */
  noiseShape?: readonly (number | null)[] | null;
  /** A whole number, a SeedGenerator, or null (default): goes on from `keras.utils.setRandomSeed`. */
  seed?: Seed;
}

const dropoutArguments = reader(
  'random.dropout',
  {
    inputs: undefined as unknown as TensorLike,
    rate: undefined as unknown as number,
    noiseShape: null as readonly (number | null)[] | null,
    seed: null as Seed,
  },
  ['inputs', 'rate', 'noiseShape', 'seed'],
);

/**
 * Sets a share `rate` of the cells to 0 and divides the others by 1 - rate.
 * @ko 값의 일부를 0으로 만드는 드롭아웃을 계산합니다.
 */
export function dropout(inputs: TensorLike, rate: number, ...rest: (RandomDropoutOptions | Seed)[]): NDArray {
  const read = dropoutArguments([inputs, rate, ...rest]);
  if (!(rate >= 0 && rate < 1)) {
    throw new ValueError({
      who: 'random.dropout',
      rule: { en: 'rate must be in [0, 1)', ko: 'rate는 0 이상 1 미만이어야 합니다' },
      received: describe(rate),
    });
  }
  const x = g.cast(toNode(inputs, 'random.dropout'), 'float32');
  const shape = (read.noiseShape ?? x.shape).map((n, axis) => n ?? x.shape[axis]!);
  const keep = (u: Node): Node => g.select(g.greaterEqual(u, rate), g.div(x, 1 - rate), g.mul(x, 0));
  return drawn('uniform', shape, read.seed, keep, [inputs]);
}

export interface ShuffleOptions {
  /** The axis whose slices change places. Default 0. */
  axis?: number;
  /** A whole number, a SeedGenerator, or null (default): goes on from `keras.utils.setRandomSeed`. */
  seed?: Seed;
}

const shuffleArguments = reader(
  'random.shuffle',
  { x: undefined as unknown as TensorLike, axis: 0, seed: null as Seed },
  ['x', 'axis', 'seed'],
);

/**
 * The slices along an axis in random order.
 * @ko 축을 따라 순서를 무작위로 섞습니다.
 */
export function shuffle(x: TensorLike, ...rest: (ShuffleOptions | Seed)[]): NDArray {
  const { axis, seed } = shuffleArguments([x, ...rest]);
  const node = toNode(x, 'random.shuffle');
  const at = axis < 0 ? axis + node.shape.length : axis;
  const n = node.shape[at];
  if (n === undefined) {
    throw new ValueError({
      who: 'random.shuffle',
      rule: { en: 'axis must be one of x', ko: 'axis는 x의 축이어야 합니다' },
      received: { en: `axis ${axis} of shape ${shapeText(node.shape)}`, ko: `모양 ${shapeText(node.shape)}의 축 ${axis}` }, // prettier-ignore
    });
  }
  if (!currentTrace() && !isNode(x)) {
    const order = uniform([n], { seed }).argsort();
    return np.take(computeOnce([node])[0]!, order, at);
  }
  return drawn('uniform', [n], seed, (u) => g.gather(node, argsortNode(u, 0, 'random.shuffle'), at), [x]);
}
