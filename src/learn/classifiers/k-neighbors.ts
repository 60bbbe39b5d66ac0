/** @file `sklearn.KNeighborsClassifier`: the class of most of the nearest samples. */
import { checkCall, describe, integer, optionsOf, readOptions, word } from '../../arguments/index.ts';
import { np, type ArraySource, type NDArray, type StringArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { Estimator } from '../estimator.ts';
import { accuracyOf } from '../metrics/accuracy.ts';
import { classesOf, labelsOf, refuseLengths, type Label, type LabelList, type Labels } from '../labels.ts';
import { fitted, matrixLike, matrixOf } from '../samples.ts';

export interface KNeighborsOptions {
  /**
   * How many neighbours vote. Default 5.
   * @ko 투표하는 이웃의 수입니다. 기본값 5.
   */
  nNeighbors?: number;
  /**
   * 'uniform' (default): a vote each. 'distance': the nearer, the more.
   * @ko 'uniform'(기본값)은 한 표씩, 'distance'는 가까울수록 무겁게 셉니다.
   */
  weights?: 'uniform' | 'distance';
  /**
   * 'euclidean' (default) or 'manhattan', the sum of the differences.
   * @ko 거리입니다. 'euclidean'(기본값) 또는 차이를 더한 'manhattan'.
   */
  metric?: 'euclidean' | 'manhattan';
}

const neighborOptions = optionsOf<KNeighborsOptions>()({
  nNeighbors: integer({ from: 1 }).or(5),
  weights: word('uniform', 'distance').or('uniform'),
  metric: word('euclidean', 'manhattan').or('euclidean'),
});

interface Found {
  readonly rows: NDArray;
  readonly classes: readonly Label[];
  readonly codes: Int32Array;
  readonly like: LabelList;
}

/** Gives a sample the class of most of its nearest neighbours. */
export class KNeighborsClassifier extends Estimator {
  readonly #options: Required<KNeighborsOptions>;
  #found: Found | undefined;

  constructor(nNeighbors?: number | KNeighborsOptions, more?: KNeighborsOptions) {
    const given = typeof nNeighbors === 'number' ? { nNeighbors, ...more } : nNeighbors;
    super(given);
    this.#options = { ...readOptions('KNeighborsClassifier', given, neighborOptions) };
  }

  /** Keeps the samples x (n, features) and their classes y. Gives the classifier itself. */
  fit(x: ArraySource, y: Labels): this {
    if (arguments.length > 2) checkCall('KNeighborsClassifier.fit', arguments, 2);
    const who = 'KNeighborsClassifier.fit';
    const rows = matrixOf(x, who);
    const like = labelsOf(y, 'y', who);
    refuseLengths(rows, like, who);
    if (this.#options.nNeighbors > rows.shape[0]!) {
      throw new ValueError({
        who,
        rule: { en: 'nNeighbors is at most the number of samples', ko: 'nNeighbors는 샘플의 수를 넘을 수 없습니다' },
        received: {
          en: `nNeighbors ${this.#options.nNeighbors}, ${rows.shape[0]!} samples`,
          ko: `nNeighbors ${this.#options.nNeighbors}, 샘플 ${rows.shape[0]!}개`,
        },
      });
    }
    const classes = classesOf([like.list], who);
    const places = new Map(classes.map((label, k) => [label, k]));
    const codes = Int32Array.from(like.list, (label) => places.get(label)!);
    this.#found = { rows: rows.copy(), classes, codes, like };
    return this;
  }

  /** The nearest samples of each row of x: `[distances, indices]`, (n, nNeighbors) each, the nearest first. */
  kneighbors(x: ArraySource, nNeighbors = this.#options.nNeighbors): [distances: NDArray, indices: NDArray] {
    const who = 'KNeighborsClassifier.kneighbors';
    const { rows } = fitted(this.#found, who);
    if (!Number.isInteger(nNeighbors) || nNeighbors < 1 || nNeighbors > rows.shape[0]!) {
      throw new ValueError({
        who,
        rule: {
          en: `nNeighbors is a whole number from 1 to ${rows.shape[0]!}`,
          ko: `nNeighbors는 1부터 ${rows.shape[0]!}까지의 정수입니다`,
        },
        received: describe(nNeighbors),
      });
    }
    const asked = matrixLike(x, rows.shape[1]!, who);
    const found = nearest(asked, rows, nNeighbors, this.#options.metric);
    const shape = [asked.shape[0]!, nNeighbors];
    return [np.fromTyped(found.distances, shape), np.fromTyped(found.indices, shape, 'int64')];
  }

  /** The part of the votes that each class gets: (n, classes), in the order of classes_. */
  predictProba(x: ArraySource): NDArray {
    const { classes, codes } = fitted(this.#found, 'KNeighborsClassifier.predictProba');
    const [distances, indices] = this.kneighbors(x);
    const [n, k] = indices.shape as [number, number];
    const [far, near] = [distances.toTyped(), indices.toTyped()];
    const votes = new Float64Array(n * classes.length);
    for (let i = 0; i < n; i++) {
      // A neighbour in the same place has all the votes.
      const isThere = this.#options.weights === 'distance' && far[i * k] === 0;
      let total = 0;
      for (let j = 0; j < k; j++) {
        const distance = far[i * k + j]!;
        const weight = this.#options.weights === 'uniform' ? 1 : isThere ? Number(distance === 0) : 1 / distance;
        votes[i * classes.length + codes[near[i * k + j]!]!]! += weight;
        total += weight;
      }
      for (let c = 0; c < classes.length; c++) votes[i * classes.length + c]! /= total;
    }
    return np.fromTyped(votes, [n, classes.length]);
  }

  /** The class of each row of x. */
  predict(x: ArraySource): NDArray | StringArray {
    if (arguments.length > 1) checkCall('KNeighborsClassifier.predict', arguments, 1);
    const { classes, like } = fitted(this.#found, 'KNeighborsClassifier.predict');
    const best = this.predictProba(x).argmax(1).toTyped();
    return like.arrayOf(Array.from(best, (k) => classes[k]!));
  }

  /** The part of the samples x whose class is y. */
  score(x: ArraySource, y: Labels): number {
    if (arguments.length > 2) checkCall('KNeighborsClassifier.score', arguments, 2);
    return accuracyOf(y, this.predict(x), 'KNeighborsClassifier.score');
  }

  /** The classes in ascending order. */
  get classes_(): NDArray | StringArray {
    const { classes, like } = fitted(this.#found, 'KNeighborsClassifier.classes_');
    return like.arrayOf(classes);
  }
}

/** Rows that are compared at once, so that the matrix of distances stays small. */
const BLOCK = 256;

/** Over all pairs: Euclidean candidates by products, their distances then exactly. Equal distances in the order of the samples. */
function nearest(
  asked: NDArray,
  rows: NDArray,
  k: number,
  metric: 'euclidean' | 'manhattan',
): { distances: Float64Array; indices: Float64Array } {
  const [n, d] = asked.shape as [number, number];
  const m = rows.shape[0]!;
  const [x, y] = [asked.toTyped() as Float64Array, rows.toTyped() as Float64Array];
  const lengths = rows.square().sum(1);
  const distances = new Float64Array(n * k);
  const indices = new Float64Array(n * k);
  const exact = (i: number, j: number): number => {
    let sum = 0;
    for (let c = 0; c < d; c++) {
      const gap = Math.abs(x[i * d + c]! - y[j * d + c]!);
      sum += metric === 'euclidean' ? gap * gap : gap;
    }
    return metric === 'euclidean' ? Math.sqrt(sum) : sum;
  };
  for (let from = 0; from < n; from += BLOCK) {
    const block = asked.at(`${from}:${Math.min(n, from + BLOCK)}`);
    const rough =
      metric === 'euclidean' ? (lengths.sub(np.dot(block, rows.T).mul(2)).toTyped() as Float64Array) : undefined;
    for (let r = 0; r < block.shape[0]!; r++) {
      const i = from + r;
      // A few more than asked for, since the products are rounded.
      const candidates =
        rough === undefined
          ? Array.from({ length: m }, (_, j) => j)
          : [
              ...np
                .argpartition(np.fromTyped(rough.slice(r * m, (r + 1) * m), [m]), Math.min(m - 1, k + 8))
                .at(`:${Math.min(m, k + 9)}`)
                .toTyped(),
            ];
      const found = candidates.map((j) => [exact(i, j), j] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      for (let j = 0; j < k; j++) [distances[i * k + j], indices[i * k + j]] = found[j]!;
    }
  }
  return { distances, indices };
}
