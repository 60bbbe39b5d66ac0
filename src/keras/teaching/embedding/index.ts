/** @file `await keras.utils.embedding(features)`: features of many samples as points in a plane, by t-SNE or PCA. */
import { choice, describe, integer, number, optionsOf, readOptions, word } from '../../../arguments/index.ts';
import { fromTyped, np, toTyped, type ArraySource, type NDArray } from '../../../array/index.ts';
import { mustBeAwaited } from '../../../display/index.ts';
import { ShapeError, ValueError, shapeText } from '../../../errors/index.ts';
import { Progress } from '../progress.ts';
import { principal } from './pca.ts';
import { tsne } from './tsne.ts';

export interface EmbeddingOptions {
  /**
   * 'tsne' (default): neighbours stay neighbours. 'pca': the two directions along which the features spread most.
   * @ko 'tsne'(기본값)는 이웃을 이웃으로 지킵니다. 'pca'는 특성이 가장 넓게 퍼진 두 방향을 씁니다.
   */
  method?: 'tsne' | 'pca';
  /**
   * t-SNE: about how many neighbours count. Default 30, with few samples a third of them.
   * @ko t-SNE에서 고려하는 이웃의 수입니다. 기본값 30, 샘플이 적으면 그 3분의 1.
   */
  perplexity?: number | null;
  /**
   * t-SNE: steps. Default 1000.
   * @ko t-SNE의 스텝 수입니다. 기본값 1000.
   */
  iterations?: number;
  /**
   * t-SNE: default max(n / 48, 50), as in scikit-learn.
   * @ko t-SNE의 학습률입니다. 기본값은 scikit-learn과 같은 max(n / 48, 50)입니다.
   */
  learningRate?: number | null;
  /**
   * t-SNE: 'pca' (default) starts from the principal components, 'random' from noise.
   * @ko t-SNE의 시작입니다. 'pca'(기본값)는 주성분에서, 'random'은 잡음에서 시작합니다.
   */
  init?: 'pca' | 'random';
  /**
   * Seed of the noise. Default 0; with init 'pca' nothing is random.
   * @ko 잡음의 씨앗입니다. 기본값 0. init이 'pca'이면 무작위가 없습니다.
   */
  seed?: number;
  /**
   * 1 (default) draws a progress bar, 0 none.
   * @ko 1(기본값)이면 진행 막대를 그리고, 0이면 그리지 않습니다.
   */
  verbose?: 0 | 1;
}

const embeddingOptions = optionsOf<EmbeddingOptions>()({
  method: word('tsne', 'pca').or('tsne'),
  perplexity: number({ above: 0 }).orNull().or(null),
  iterations: integer({ from: 1 }).or(1000),
  learningRate: number({ above: 0 }).orNull().or(null),
  init: word('pca', 'random').or('pca'),
  seed: integer({ from: 0 }).or(0),
  verbose: choice(0, 1).or(1),
});

export interface Embedding {
  /** A point per sample, (n, 2). */
  readonly points: NDArray;
  readonly method: 'tsne' | 'pca';
  /** PCA: which parts of the whole variance the two axes hold; null for t-SNE. */
  readonly explained: readonly [number, number] | null;
  /** t-SNE: the Kullback-Leibler divergence that is left; null for PCA. */
  readonly divergence: number | null;
}

/** More points take minutes: each step looks at all pairs. */
const MOST = 5000;

/**
 * Features (n, d), or maps (n, …), which are flattened, as points (n, 2). Held to scikit-learn's TSNE and PCA. Equal features and
 * options give equal points. Drawn by `plot.embedding(found, { labels })`.
 * Raises ShapeError for fewer than three samples, ValueError for more than 5,000 with t-SNE or for NaN.
 * @ko 특성을 평면의 점으로 나타냅니다(t-SNE, PCA).
 * @example plot.embedding(await keras.utils.embedding(features), { labels: y })
 */
export function embedding(features: ArraySource, options: EmbeddingOptions = {}): Promise<Embedding> {
  const call = 'await keras.utils.embedding(…)';
  return mustBeAwaited(embed(features, options), 'embedding', `const found = ${call}`);
}

async function embed(features: ArraySource, options: EmbeddingOptions): Promise<Embedding> {
  const who = 'embedding';
  const given = readOptions(who, options, embeddingOptions);
  const array = np.asarray(features);
  const n = array.shape[0] ?? 0;
  const d = n === 0 ? 0 : array.size / n;
  const received = { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` };
  if (array.ndim < 2 || n < 3 || d === 0) {
    throw new ShapeError({
      who,
      rule: {
        en: 'features must be (n, d) with at least three samples',
        ko: '특성은 샘플이 세 개 이상인 (n, d)여야 합니다',
      },
      received,
    });
  }
  const perplexity = given.perplexity ?? Math.min(30, (n - 1) / 3);
  if (perplexity >= n) {
    throw new ValueError({
      who,
      rule: {
        en: `perplexity must be a number below the ${n} samples`,
        ko: `perplexity는 샘플의 수 ${n}보다 작은 수여야 합니다`,
      },
      received: describe(perplexity),
    });
  }
  const rows = Float64Array.from(toTyped(array) as ArrayLike<number>);
  if (!rows.every(Number.isFinite)) {
    throw new ValueError({
      who,
      rule: { en: 'features must be finite numbers', ko: '특성은 유한한 수여야 합니다' },
      received: { en: 'NaN or infinity among them', ko: 'NaN 또는 무한대가 있는 특성' },
    });
  }
  const axes = principal(rows, n, d);
  if (given.method === 'pca') {
    return { points: fromTyped(axes.points, [n, 2]), method: 'pca', explained: axes.explained, divergence: null };
  }
  if (n > MOST) {
    throw new ValueError({
      who,
      rule: { en: `t-SNE takes at most ${MOST} samples`, ko: `t-SNE는 샘플을 ${MOST}개까지 받습니다` },
      received,
      hint: {
        en: "Take some of them, features.at('0:2000'), or { method: 'pca' }",
        ko: "일부만 고르거나(features.at('0:2000')) { method: 'pca' }를 쓰세요",
      },
    });
  }
  const points = given.init === 'pca' ? scaled(axes.points) : noise(n, given.seed);
  const progress = new Progress(who, given.iterations, given.verbose);
  const exaggeration = 12;
  const learningRate = given.learningRate ?? Math.max(n / exaggeration / 4, 50);
  const settings = { perplexity, iterations: given.iterations, learningRate, exaggeration };
  const divergence = await tsne(rows, [n, d], points, settings, (divergence) => progress.step({ divergence }));
  return { points: fromTyped(points, [n, 2]), method: 'tsne', explained: null, divergence };
}

/** So small that all points start as neighbours. */
function scaled(points: Float64Array): Float64Array {
  const n = points.length / 2;
  let square = 0;
  for (let i = 0; i < n; i++) square += points[2 * i]! ** 2 / n; // their mean is 0
  return points.map((v) => (square > 0 ? (v / Math.sqrt(square)) * 1e-4 : v));
}

function noise(n: number, seed: number): Float64Array {
  const values = toTyped(np.random.defaultRng(seed).normal(0, 1, [n, 2])) as Float64Array;
  return values.map((v) => 1e-4 * v);
}
