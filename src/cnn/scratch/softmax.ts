/** @file Softmax, cross-entropy, and the layer that joins both, since their gradient together is y - t. */
import { np, type NDArray } from '../../array/index.ts';
import { checkCall } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { kept, sameLength } from './checks.ts';

/**
 * Scores (K,) or (N, K) → probabilities that sum to 1. The largest score is taken away first, so that nothing overflows.
 * @ko 점수를 합이 1인 확률로 바꿉니다.
 */
export function softmax(x: NDArray): NDArray {
  if (arguments.length > 1) checkCall('cnn.softmax', arguments, 1);
  const powers = np.exp(x.sub(np.max(x, { axis: -1, keepdims: true })));
  return powers.div(np.sum(powers, { axis: -1, keepdims: true }));
}

/**
 * The mean of -log of the right class's probability.
 *
 * @ko 정답의 확률에 로그를 씌워 부호를 바꾼 손실입니다.
 * @param y (N, K) or (K,) probabilities
 * @param t (N,) class numbers, or rows with a single 1 in the shape of y
 */
export function crossEntropyError(y: NDArray, t: NDArray): number {
  if (arguments.length > 2) checkCall('cnn.crossEntropyError', arguments, 2);
  const rows = y.ndim === 1 ? y.reshape(1, -1) : y;
  const right = rows.at(np.arange(rows.shape[0]!), labelsOf('cnn.crossEntropyError', rows, t));
  return -np.log(right.add(1e-7)).sum() / rows.shape[0]!;
}

/** Softmax and cross-entropy as the last layer. */
export class SoftmaxWithLoss {
  /** The probabilities of the last forward. */
  y: NDArray | undefined;
  #labels: NDArray | undefined;

  constructor() {
    if (arguments.length > 0) checkCall('cnn.SoftmaxWithLoss', arguments, 0);
  }

  /** Scores (N, K) and the right classes ((N,) numbers or (N, K) rows with a single 1) → the loss. */
  forward(x: NDArray, t: NDArray): number {
    this.y = softmax(x);
    this.#labels = labelsOf('cnn.SoftmaxWithLoss', this.y, t);
    return crossEntropyError(this.y, this.#labels);
  }

  /** The gradient by the scores: (y - t) / N. */
  backward(dout = 1): NDArray {
    const y = kept('cnn.SoftmaxWithLoss', this.y);
    const [n, k] = y.shape as [number, number];
    const t = np.eye(k).at(this.#labels!).astype(y.dtype);
    return y.sub(t).mul(dout / n);
  }
}

/** Class numbers, also from rows with a single 1. */
function labelsOf(who: string, y: NDArray, t: NDArray): NDArray {
  const [n, k] = y.shape as [number, number];
  const labels = t.size === y.size && t.ndim > 1 ? np.argmax(t, 1) : t.ravel().astype('int64');
  sameLength(who, { en: 'rows of scores and labels', ko: '점수의 행 수와 레이블 수' }, n, labels.size);
  if (n === 0) return labels;
  const [low, high] = [labels.min(), labels.max()];
  if (low >= 0 && high < k) return labels;
  throw new ValueError({
    who,
    rule: { en: `labels are classes from 0 to ${k - 1}`, ko: `레이블은 0부터 ${k - 1}까지의 클래스입니다` },
    received: low < 0 ? `${low}` : `${high}`,
  });
}
