/** @file `sklearn.TSNE`: samples as points in a plane. The work is that of `keras.utils.embedding`. */
import { choice, describe, integer, number, optionsOf, readOptions, Rule, word } from '../../arguments/index.ts';
import { mustBeAwaited } from '../../display/index.ts';
import type { ArraySource, NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { keras } from '../../keras/index.ts';
import { Estimator } from '../estimator.ts';
import { matrixOf, fitted } from '../samples.ts';

export interface TSNEOptions {
  /** Dimensions of the result: 2, since the forces between far groups are summed by a tree over the plane. */
  nComponents?: 2;
  /**
   * About how many neighbours count. Default 30.
   * @ko 고려하는 이웃의 수입니다. 기본값 30.
   */
  perplexity?: number;
  /**
   * The step size, or 'auto' (default): max(n / 48, 50).
   * @ko 학습률입니다. 'auto'(기본값)는 max(n / 48, 50)입니다.
   */
  learningRate?: number | 'auto';
  /**
   * Steps. Default 1000.
   * @ko 스텝 수입니다. 기본값 1000.
   */
  maxIter?: number;
  /**
   * 'pca' (default) starts from the principal components, 'random' from noise.
   * @ko 시작하는 자리입니다. 'pca'(기본값)는 주성분, 'random'은 잡음입니다.
   */
  init?: 'pca' | 'random';
  /**
   * Seed of the noise. Default 0.
   * @ko 잡음의 씨앗입니다. 기본값 0.
   */
  randomState?: number | null;
  /**
   * 1 draws a progress bar; 0 (default) none.
   * @ko 1이면 진행 막대를 그립니다. 기본값 0.
   */
  verbose?: 0 | 1;
}

const tsneOptions = optionsOf<TSNEOptions>()({
  nComponents: choice(2).or(2),
  perplexity: number({ above: 0 }).or(30),
  learningRate: new Rule<number | 'auto'>(
    { en: "a number above 0 or 'auto'", ko: "0 초과의 수 또는 'auto'" },
    (value) => value === 'auto' || (typeof value === 'number' && value > 0 && Number.isFinite(value)),
  ).or('auto'),
  maxIter: integer({ from: 1 }).or(1000),
  init: word('pca', 'random').or('pca'),
  randomState: integer({ from: 0 }).orNull().or(null),
  verbose: choice(0, 1).or(0),
});

/** Samples as points in a plane, so that neighbours stay neighbours. */
export class TSNE extends Estimator {
  readonly #options: Required<TSNEOptions>;
  #found: { points: NDArray; divergence: number } | undefined;

  constructor(options?: TSNEOptions) {
    super(options);
    refuseOtherPlanes(options);
    this.#options = { ...readOptions('TSNE', options, tsneOptions) };
  }

  /** A point for each sample of x (n, features): `const points = await sklearn.TSNE().fitTransform(x)`, (n, 2). */
  fitTransform(x: ArraySource): Promise<NDArray> {
    return mustBeAwaited(this.#fit(x), 'TSNE.fitTransform', 'const points = await tsne.fitTransform(x)');
  }

  async #fit(x: ArraySource): Promise<NDArray> {
    const rows = matrixOf(x, 'TSNE.fitTransform');
    const { perplexity, learningRate, maxIter, init, randomState, verbose } = this.#options;
    const { points, divergence } = await keras.utils.embedding(rows, {
      method: 'tsne',
      perplexity,
      learningRate: learningRate === 'auto' ? null : learningRate,
      iterations: maxIter,
      init,
      seed: randomState ?? 0,
      verbose,
    });
    this.#found = { points, divergence: divergence! };
    return points;
  }

  /** The points of the last fitTransform. */
  get embedding_(): NDArray {
    return fitted(this.#found, 'TSNE.embedding_').points;
  }

  /** The Kullback-Leibler divergence that was left. */
  get klDivergence_(): number {
    return fitted(this.#found, 'TSNE.klDivergence_').divergence;
  }
}

/** Whoever asks for three axes is told why there are two, and what gives three. */
function refuseOtherPlanes(options: { nComponents?: unknown } | undefined): void {
  const asked = options?.nComponents;
  if (typeof asked !== 'number' || asked === 2) return;
  throw new ValueError({
    who: 'TSNE',
    rule: {
      en: 'nComponents must be 2: the forces between far groups are summed by a tree over the plane',
      ko: 'nComponents는 2여야 합니다. 먼 무리 사이의 힘을 평면을 나눈 트리로 더하기 때문입니다',
    },
    received: describe(asked),
    hint: {
      en: `As many axes as wanted: sklearn.PCA(${Number.isInteger(asked) && asked > 0 ? asked : 3}).fitTransform(x)`,
      ko: `원하는 수의 축: sklearn.PCA(${Number.isInteger(asked) && asked > 0 ? asked : 3}).fitTransform(x)`,
    },
  });
}
