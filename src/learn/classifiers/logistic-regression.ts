/** @file `sklearn.LogisticRegression`: a linear classifier with probabilities, found by L-BFGS. */
import { checkCall, flag, integer, number, optionsOf, readOptions, Rule, word } from '../../arguments/index.ts';
import { np, type ArraySource, type NDArray, type StringArray } from '../../array/index.ts';
import { warnOfTrap } from '../../display/index.ts';
import { ValueError } from '../../errors/index.ts';
import { Estimator } from '../estimator.ts';
import { accuracyOf } from '../metrics/accuracy.ts';
import { classesOf, labelsOf, refuseLengths, type Label, type LabelList, type Labels } from '../labels.ts';
import { randomStateRule, type RandomStateGiven } from '../random-state.ts';
import { fitted, matrixLike, matrixOf } from '../samples.ts';
import { minimize } from './lbfgs.ts';

export interface LogisticRegressionOptions {
  /**
   * How little the weights are held down: the inverse of the strength of L2. Default 1; Infinity for none.
   * @ko 가중치를 얼마나 느슨하게 둘지 정합니다(L2 세기의 역수). 기본값 1, Infinity면 규제가 없습니다.
   */
  C?: number;
  /**
   * Add a bias to every class. Default true.
   * @ko 클래스마다 편향을 더합니다. 기본값 true.
   */
  fitIntercept?: boolean;
  /**
   * At most so many steps. Default 1000.
   * @ko 스텝 수의 한도입니다. 기본값 1000.
   */
  maxIter?: number;
  /**
   * Done when no part of the gradient of the mean loss is larger. Default 1e-8, finer than scikit-learn's 1e-4, so that the result does not
   * hang on the way there.
   * @ko 평균 손실의 기울기가 모두 이보다 작으면 멈춥니다. 기본값 1e-8.
   */
  tol?: number;
  /**
   * 'balanced': rare classes count more. null (default): all samples alike.
   * @ko 'balanced'이면 드문 클래스를 무겁게 셉니다. null(기본값)이면 모두 같습니다.
   */
  classWeight?: 'balanced' | null;
  /** 'lbfgs', the only one; for scikit-learn's sake. */
  solver?: 'lbfgs';
  /** For scikit-learn's sake: nothing here is random. */
  randomState?: RandomStateGiven;
}

const logisticOptions = optionsOf<LogisticRegressionOptions>()({
  C: new Rule<number>(
    { en: 'a number above 0', ko: '0 초과의 수' },
    (value) => typeof value === 'number' && value > 0,
  ).or(1),
  fitIntercept: flag().or(true),
  maxIter: integer({ from: 1 }).or(1000),
  tol: number({ above: 0 }).or(1e-8),
  classWeight: word('balanced').orNull().or(null),
  solver: word('lbfgs').or('lbfgs'),
  randomState: randomStateRule.or(null),
});

interface Found {
  readonly classes: readonly Label[];
  readonly like: LabelList;
  /** (1, features) for two classes, else (classes, features). */
  readonly coef: NDArray;
  readonly intercept: NDArray;
  readonly steps: number;
}

/** A linear classifier on features, with probabilities. */
export class LogisticRegression extends Estimator {
  readonly #options: Required<LogisticRegressionOptions>;
  #found: Found | undefined;

  constructor(options?: LogisticRegressionOptions) {
    super(options);
    this.#options = { ...readOptions('LogisticRegression', options, logisticOptions) };
  }

  /** Finds weights for the samples x (n, features) and their classes y. Gives the classifier itself. Says so where it did not settle. */
  fit(x: ArraySource, y: Labels): this {
    if (arguments.length > 2) checkCall('LogisticRegression.fit', arguments, 2);
    const who = 'LogisticRegression.fit';
    const rows = matrixOf(x, who);
    const like = labelsOf(y, 'y', who);
    refuseLengths(rows, like, who);
    const classes = classesOf([like.list], who);
    if (classes.length < 2) {
      throw new ValueError({
        who,
        rule: { en: 'y must hold at least two classes', ko: 'y에는 클래스가 둘 이상 있어야 합니다' },
        received: { en: `only ${String(classes[0])}`, ko: `${String(classes[0])} 하나` },
      });
    }
    const codes = Int32Array.from(like.list, (label) => classes.indexOf(label));
    const { C, fitIntercept, maxIter, tol, classWeight } = this.#options;
    const n = codes.length;
    const counts = classes.map((_, k) => codes.reduce((sum, code) => sum + Number(code === k), 0));
    const weights = Float64Array.from(codes, (code) =>
      classWeight === null ? 1 : n / (classes.length * counts[code]!),
    );
    const loss = lossOf(rows, codes, weights, {
      outputs: classes.length === 2 ? 1 : classes.length,
      fitIntercept,
      strength: 1 / (C * n),
    });
    const found = minimize(loss.at, new Float64Array(loss.size), { tolerance: tol, most: maxIter });
    if (!found.isDone) {
      warnOfTrap('not converged', {
        en: `${who}: it did not settle in ${maxIter} steps. Scale the features first (sklearn.StandardScaler), or raise maxIter`,
        ko: `${who}: ${maxIter}스텝 안에 수렴하지 않았습니다. 먼저 sklearn.StandardScaler로 특성의 크기를 맞추거나 maxIter를 늘리세요`,
      });
    }
    const { coef, intercept } = loss.parts(found.x);
    this.#found = { classes, like, coef, intercept, steps: found.steps };
    return this;
  }

  /** How far each row of x lies on the side of a class: (n,) for two classes (positive: the second), else (n, classes). */
  decisionFunction(x: ArraySource): NDArray {
    const who = 'LogisticRegression.decisionFunction';
    const { coef, intercept } = fitted(this.#found, who);
    const scores = np.dot(matrixLike(x, coef.shape[1]!, who), coef.T).add(intercept);
    return coef.shape[0] === 1 ? scores.reshape(-1) : scores;
  }

  /** The probability of each class, (n, classes), in the order of classes_. */
  predictProba(x: ArraySource): NDArray {
    const scores = this.decisionFunction(x);
    if (scores.ndim === 1) {
      const p = np.divide(1, np.exp(scores.neg()).add(1));
      return np.stack([np.subtract(1, p), p], 1);
    }
    const e = np.exp(scores.sub(np.expandDims(scores.max(1), 1)));
    return e.div(np.expandDims(e.sum(1), 1));
  }

  /** The most probable class of each row of x. */
  predict(x: ArraySource): NDArray | StringArray {
    if (arguments.length > 1) checkCall('LogisticRegression.predict', arguments, 1);
    const { classes, like } = fitted(this.#found, 'LogisticRegression.predict');
    const scores = this.decisionFunction(x);
    const best = scores.ndim === 1 ? scores.gt(0) : scores.argmax(1);
    return like.arrayOf(Array.from(best.toTyped(), (k) => classes[k]!));
  }

  /** The part of the samples x whose class is y. */
  score(x: ArraySource, y: Labels): number {
    if (arguments.length > 2) checkCall('LogisticRegression.score', arguments, 2);
    return accuracyOf(y, this.predict(x), 'LogisticRegression.score');
  }

  /** The weights: (1, features) for two classes, else (classes, features). */
  get coef_(): NDArray {
    return fitted(this.#found, 'LogisticRegression.coef_').coef;
  }

  /** The bias of each row of weights. */
  get intercept_(): NDArray {
    return fitted(this.#found, 'LogisticRegression.intercept_').intercept;
  }

  /** The classes in ascending order. */
  get classes_(): NDArray | StringArray {
    const { classes, like } = fitted(this.#found, 'LogisticRegression.classes_');
    return like.arrayOf(classes);
  }

  /** How many steps it took. */
  get nIter_(): number {
    return fitted(this.#found, 'LogisticRegression.nIter_').steps;
  }
}

interface Problem {
  /** Rows of weights: one for two classes. */
  readonly outputs: number;
  readonly fitIntercept: boolean;
  /** Of L2. */
  readonly strength: number;
}

/** Mean of -log p(class) + strength / 2 · Σ w², and its gradient; weights row by row, then the biases. */
function lossOf(rows: NDArray, codes: Int32Array, weights: Float64Array, { outputs, fitIntercept, strength }: Problem) {
  const [n, d] = rows.shape as [number, number];
  const size = outputs * (fitIntercept ? d + 1 : d);
  const total = weights.reduce((a, b) => a + b, 0);
  const parts = (x: Float64Array): { coef: NDArray; intercept: NDArray } => ({
    coef: np.fromTyped(x.slice(0, outputs * d), [outputs, d]),
    intercept: fitIntercept ? np.fromTyped(x.slice(outputs * d), [outputs]) : np.zeros([outputs]),
  });
  const at = (x: Float64Array): { value: number; gradient: Float64Array } => {
    const { coef, intercept } = parts(x);
    const z = Float64Array.from(np.dot(rows, coef.T).add(intercept).toTyped());
    let value = 0;
    // z becomes the gradient with respect to the scores: weight · (p - y).
    for (let i = 0; i < n; i++) {
      const weight = weights[i]! / total;
      if (outputs === 1) {
        const score = z[i]!;
        const isSecond = codes[i] === 1;
        value += weight * (Math.max(score, 0) - (isSecond ? score : 0) + Math.log1p(Math.exp(-Math.abs(score))));
        z[i] = weight * (1 / (1 + Math.exp(-score)) - Number(isSecond));
        continue;
      }
      const from = i * outputs;
      let most = -Infinity;
      for (let k = 0; k < outputs; k++) most = Math.max(most, z[from + k]!);
      let sum = 0;
      for (let k = 0; k < outputs; k++) sum += Math.exp(z[from + k]! - most);
      value += weight * (Math.log(sum) + most - z[from + codes[i]!]!);
      for (let k = 0; k < outputs; k++)
        z[from + k] = weight * (Math.exp(z[from + k]! - most) / sum - Number(codes[i] === k));
    }
    const scores = np.fromTyped(z, [n, outputs]);
    const gradient = new Float64Array(size);
    gradient.set(np.dot(scores.T, rows).toTyped());
    if (fitIntercept) gradient.set(scores.sum(0).toTyped(), outputs * d);
    for (let i = 0; i < outputs * d; i++) {
      value += (strength / 2) * x[i]! ** 2;
      gradient[i]! += strength * x[i]!;
    }
    return { value, gradient };
  };
  return { size, at, parts };
}
