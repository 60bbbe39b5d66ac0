/** @file `sklearn.PCA`: the directions along which samples spread most. */
import { checkCall, describe, flag, optionsOf, readOptions, Rule } from '../../arguments/index.ts';
import { np, type ArraySource, type NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { Estimator } from '../estimator.ts';
import { fitted, inDTypeOf, matrixLike, matrixOf } from '../samples.ts';

export interface PCAOptions {
  /**
   * How many components: a number, a part of the variance between 0 and 1 that they must hold, or null (default) for all.
   * @ko 주성분의 수입니다. 0과 1 사이의 수는 담아야 할 분산의 비율, null(기본값)은 전부입니다.
   */
  nComponents?: number | null;
  /**
   * Give every component variance 1. Default false.
   * @ko 주성분마다 분산을 1로 맞춥니다. 기본값 false.
   */
  whiten?: boolean;
}

const pcaOptions = optionsOf<PCAOptions>()({
  nComponents: new Rule<number | null>(
    {
      en: 'a whole number of at least 1, a part between 0 and 1, or null',
      ko: '1 이상의 정수, 0과 1 사이의 비율 또는 null',
    },
    (value) => value === null || (typeof value === 'number' && value > 0 && (value < 1 || Number.isInteger(value))),
  ).or(null),
  whiten: flag().or(false),
});

interface Found {
  readonly mean: NDArray;
  /** (components, features). */
  readonly components: NDArray;
  /** Variance along each component. */
  readonly variance: NDArray;
  /** Part of the whole variance. */
  readonly ratio: NDArray;
  readonly singular: NDArray;
  /** Mean variance of the directions left out. */
  readonly noise: number;
}

/** The directions along which samples spread most, by singular value decomposition. */
export class PCA extends Estimator {
  readonly #nComponents: number | null;
  readonly #whiten: boolean;
  #found: Found | undefined;

  constructor(nComponents?: number | null | PCAOptions, more?: PCAOptions) {
    const given =
      typeof nComponents === 'object' && nComponents !== null
        ? nComponents
        : { ...(nComponents !== undefined && { nComponents }), ...more };
    super(given);
    const options = readOptions('PCA', given, pcaOptions);
    this.#nComponents = options.nComponents;
    this.#whiten = options.whiten;
  }

  /** Finds the components of x (n, features). Gives the PCA itself. */
  fit(x: ArraySource): this {
    if (arguments.length > 1) checkCall('PCA.fit', arguments, 1);
    const who = 'PCA.fit';
    const rows = matrixOf(x, who);
    const [n, d] = rows.shape as [number, number];
    const most = Math.min(n, d);
    if (n < 2) {
      throw new ValueError({
        who,
        rule: { en: 'at least two samples are needed', ko: '샘플이 둘 이상 필요합니다' },
        received: { en: `${n}`, ko: `${n}개` },
      });
    }
    const asked = this.#nComponents;
    if (asked !== null && asked > most) {
      throw new ValueError({
        who,
        rule: {
          en: `nComponents is at most ${most}, the smaller side of x`,
          ko: `nComponents는 x의 짧은 변 ${most}까지 쓸 수 있습니다`,
        },
        received: `nComponents ${describe(asked)}`,
      });
    }
    const mean = rows.mean(0);
    const { singular, directions } = decomposed(rows.sub(mean));
    const variance = singular.square().div(n - 1);
    const total = variance.sum();
    const ratio = total === 0 ? variance : variance.div(total);
    const k = asked === null ? most : asked >= 1 ? asked : countHolding(ratio, asked);
    const rest = most - k;
    this.#found = {
      mean,
      components: directions.at(`:${k}`).copy(),
      variance: variance.at(`:${k}`).copy(),
      ratio: ratio.at(`:${k}`).copy(),
      singular: singular.at(`:${k}`).copy(),
      noise: rest === 0 ? 0 : variance.at(`${k}:`).mean(),
    };
    return this;
  }

  /** Samples as places along the components: (n, components). float32 stays float32. */
  transform(x: ArraySource): NDArray {
    if (arguments.length > 1) checkCall('PCA.transform', arguments, 1);
    const who = 'PCA.transform';
    const { mean, components, variance } = fitted(this.#found, who);
    const places = np.dot(matrixLike(x, mean.size, who).sub(mean), components.T);
    return inDTypeOf(x, this.#whiten ? places.div(deviations(variance)) : places);
  }

  /** fit and transform of the same x. */
  fitTransform(x: ArraySource): NDArray {
    return this.fit(x).transform(x);
  }

  /** Back from places along the components to features; what the other directions held is lost. */
  inverseTransform(x: ArraySource): NDArray {
    const who = 'PCA.inverseTransform';
    const { mean, components, variance } = fitted(this.#found, who);
    const places = matrixLike(x, components.shape[0]!, who);
    return inDTypeOf(x, np.dot(this.#whiten ? places.mul(deviations(variance)) : places, components).add(mean));
  }

  /** The components as rows, (components, features), each of length 1; of each the largest weight is positive. */
  get components_(): NDArray {
    return fitted(this.#found, 'PCA.components_').components;
  }

  /** The variance along each component. */
  get explainedVariance_(): NDArray {
    return fitted(this.#found, 'PCA.explainedVariance_').variance;
  }

  /** The part of the whole variance that each component holds. */
  get explainedVarianceRatio_(): NDArray {
    return fitted(this.#found, 'PCA.explainedVarianceRatio_').ratio;
  }

  /** The singular values of the centred samples. */
  get singularValues_(): NDArray {
    return fitted(this.#found, 'PCA.singularValues_').singular;
  }

  /** The mean of each feature. */
  get mean_(): NDArray {
    return fitted(this.#found, 'PCA.mean_').mean;
  }

  /** How many components there are. */
  get nComponents_(): number {
    return fitted(this.#found, 'PCA.nComponents_').variance.size;
  }

  /** The mean variance along the directions left out. */
  get noiseVariance_(): number {
    return fitted(this.#found, 'PCA.noiseVariance_').noise;
  }
}

/** From where many samples stand against few features, only the small matrix of their products is decomposed. */
const TALL = 10;

function decomposed(centred: NDArray): { singular: NDArray; directions: NDArray } {
  const [n, d] = centred.shape as [number, number];
  if (n >= TALL * d) {
    const [values, vectors] = np.linalg.eigh(np.dot(centred.T, centred));
    const singular = np.maximum(np.flip(values), 0).sqrt();
    return { singular, directions: signed(np.flip(vectors.T, 0)) };
  }
  const { s, vh } = np.linalg.svd(centred, { fullMatrices: false });
  return { singular: s, directions: signed(vh) };
}

/** Rows whose largest weight is positive, so that a picture is not mirrored by chance. */
function signed(directions: NDArray): NDArray {
  const rows = directions.copy();
  const largest = np.takeAlongAxis(rows, np.expandDims(rows.abs().argmax(1), 1), 1);
  return rows.mul(np.where(largest.lt(0), -1, 1));
}

/** The fewest components that hold more than `part` of the variance. */
function countHolding(ratio: NDArray, part: number): number {
  const sums = np.cumsum(ratio).toTyped();
  let k = 0;
  while (k < sums.length && sums[k]! <= part) k++;
  return Math.min(sums.length, k + 1);
}

function deviations(variance: NDArray): NDArray {
  return np.maximum(variance.sqrt(), 2 ** -52);
}
