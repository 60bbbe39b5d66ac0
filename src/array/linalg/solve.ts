/** @file Square systems: solve, inv, det, slogdet, cholesky, matrixPower. */
import { checkCall, optionsOf, flag } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { type ArraySource } from '../core/create.ts';
import { arrayOf } from '../core/lanes.ts';
import { matmul } from './products.ts';
import { namedList } from '../core/named-list.ts';
import { makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { LinAlgError } from './lin-alg-error.ts';
import { factor, substitute, type LU } from './lu.ts';
import { transposed } from './row-major.ts';
import { eachMatrix, stacked, stackOf, type Stack } from './stack.ts';
import { cholesky as factorCholesky } from './triangles.ts';

/**
 * x with a x = b, for one right side (n) or several as columns (…, n, k). Raises LinAlgError for a singular `a`.
 * @ko 연립일차방정식 a·x = b를 풉니다.
 */
export function solve(a: ArraySource, b: ArraySource): NDArray {
  if (arguments.length > 2) checkCall('np.linalg.solve', arguments, 2);
  const who = 'np.linalg.solve';
  const left = stackOf(a, who, true);
  const given = arrayOf(b);
  const line = given.ndim === 1;
  const right = stackOf(line ? given.reshape(-1, 1) : given, who);
  if (right.m !== left.n || (right.count !== left.count && right.count !== 1 && left.count !== 1)) {
    throw new ShapeError({
      who,
      rule: { en: 'b must have as many rows as a', ko: 'b는 행의 수가 a와 같아야 합니다' },
      received: `a ${shapeText(arrayOf(a).shape)}, b ${shapeText(given.shape)}`,
    });
  }
  const [n, k] = [left.n, right.n];
  const factors = eachMatrix(left, (x) => regular(x, n, who));
  const wide: Stack = left.count >= right.count ? left : right;
  const dtype = left.dtype === 'float32' && right.dtype === 'float32' ? 'float32' : 'float64';
  const pieces = Array.from({ length: wide.count }, (_, i) =>
    substitute(factors[left.count === 1 ? 0 : i]!, n, right.data.subarray((right.count === 1 ? 0 : i) * n * k), k),
  );
  return stacked(
    pieces,
    wide,
    line ? [n] : [n, k],
    given.dtype === 'float32' || dtype === 'float32' ? dtype : 'float64',
  );
}

/**
 * The inverse. Raises LinAlgError for a singular matrix.
 * @ko 역행렬을 구합니다.
 */
export function inv(a: ArraySource): NDArray {
  if (arguments.length > 1) checkCall('np.linalg.inv', arguments, 1);
  const stack = stackOf(a, 'np.linalg.inv', true);
  const { n } = stack;
  const unit = new Float64Array(n * n);
  for (let i = 0; i < n; i++) unit[i * n + i] = 1;
  // By substitution, as NumPy: the product of the triangles' inverses is no quicker, and far off for nearly singular matrices.
  const pieces = eachMatrix(stack, (x) => substitute(regular(x, n, 'np.linalg.inv'), n, unit, n));
  return stacked(pieces, stack, [n, n]);
}

function regular(a: Float64Array, n: number, who: string): LU {
  const lu = factor(a, n);
  if (!lu.singular) return lu;
  throw new LinAlgError({
    who,
    rule: { en: 'a singular matrix has no inverse', ko: '특이 행렬에는 역행렬이 없습니다' },
    received: { en: `a ${n} x ${n} matrix with determinant 0`, ko: `행렬식이 0인 ${n} x ${n} 행렬` },
    hint: {
      en: 'A row or column is a combination of the others. np.linalg.lstsq or np.linalg.pinv give the nearest answer',
      ko: '어떤 행이나 열이 다른 것들의 조합입니다. np.linalg.lstsq 나 np.linalg.pinv 로 가장 가까운 답을 구할 수 있습니다',
    },
  });
}

/** The determinant: a number, or an array for a stack of matrices. */
export function det(a: readonly (readonly number[])[]): number;
export function det(a: ArraySource): number | NDArray;
export function det(a: ArraySource): number | NDArray {
  if (arguments.length > 1) checkCall('np.linalg.det', arguments, 1);
  const stack = stackOf(a, 'np.linalg.det', true);
  const values = eachMatrix(stack, (x) => {
    const { lu, sign } = factor(x, stack.n);
    let product = sign;
    for (let i = 0; i < stack.n; i++) product *= lu[i * stack.n + i]!;
    return Float64Array.of(product + 0);
  });
  return stack.outer.length === 0 ? values[0]![0]! : stacked(values, stack, []);
}

/** A determinant's sign and the logarithm of its size, as a pair and by name. */
type SignAndLog<T> = [sign: T, logabsdet: T] & { sign: T; logabsdet: T };

/** Sign and logarithm of the absolute value of the determinant, for determinants too large or small for a number. */
export function slogdet(a: readonly (readonly number[])[]): SignAndLog<number>;
export function slogdet(a: ArraySource): SignAndLog<number | NDArray>;
export function slogdet(a: ArraySource): SignAndLog<number | NDArray> {
  if (arguments.length > 1) checkCall('np.linalg.slogdet', arguments, 1);
  const stack = stackOf(a, 'np.linalg.slogdet', true);
  const parts = eachMatrix(stack, (x) => {
    const { lu, sign, singular } = factor(x, stack.n);
    if (singular) return [0, -Infinity] as const;
    let [s, log] = [sign, 0];
    for (let i = 0; i < stack.n; i++) {
      const d = lu[i * stack.n + i]!;
      if (d < 0) s = -s;
      log += Math.log(Math.abs(d));
    }
    return [s, log] as const;
  });
  if (stack.outer.length === 0) {
    return namedList({ sign: parts[0]![0], logabsdet: parts[0]![1] }) as SignAndLog<number | NDArray>;
  }
  const pick = (k: 0 | 1): NDArray =>
    stacked(
      parts.map((p) => Float64Array.of(p[k])),
      stack,
      [],
    );
  return namedList({ sign: pick(0), logabsdet: pick(1) }) as SignAndLog<number | NDArray>;
}

const upperOption = optionsOf<{ upper?: boolean }>()({ upper: flag().or(false) });

/** L with L L^T = a (or with `upper` its transpose). Raises LinAlgError unless `a` is positive definite. */
export function cholesky(
  a: ArraySource,
  options?: {
    /** The upper triangle instead of the lower. Default false. */
    upper?: boolean;
  },
): NDArray {
  if (arguments.length > 1) checkCall('np.linalg.cholesky', arguments, 2, upperOption);
  const upper = options?.upper ?? false;
  const stack = stackOf(a, 'np.linalg.cholesky', true);
  const pieces = eachMatrix(stack, (x) => {
    const l = factorCholesky(upper ? transposed(x, stack.n, stack.n) : x, stack.n);
    if (l) return upper ? transposed(l, stack.n, stack.n) : l;
    throw new LinAlgError({
      who: 'np.linalg.cholesky',
      rule: { en: 'the matrix must be positive definite', ko: '행렬은 양의 정부호여야 합니다' },
      received: { en: `a ${stack.n} x ${stack.n} matrix that is not`, ko: `그렇지 않은 ${stack.n} x ${stack.n} 행렬` },
    });
  });
  return stacked(pieces, stack, [stack.n, stack.n]);
}

/** The matrix multiplied with itself `n` times; n = 0 the identity, n < 0 powers of the inverse. */
export function matrixPower(a: ArraySource, n: number): NDArray {
  if (arguments.length > 2) checkCall('np.linalg.matrixPower', arguments, 2);
  const who = 'np.linalg.matrixPower';
  const source = arrayOf(a);
  const { n: side } = stackOf(source, who, true);
  if (!Number.isInteger(n))
    throw new ValueError({
      who,
      rule: { en: 'n must be a whole number', ko: 'n은 정수여야 합니다' },
      received: String(n),
    });
  let base = n < 0 ? inv(source) : source;
  let power = Math.abs(n);
  if (power === 0) {
    const unit = makeArray(new Float64Array(source.size), 'float64', source.shape);
    for (let k = 0; k < source.size; k += side * side) for (let i = 0; i < side; i++) unit.data[k + i * (side + 1)] = 1;
    return unit.astype(source.dtype);
  }
  let result: NDArray | undefined;
  for (; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = result ? matmul(result, base) : base;
    if (power > 1) base = matmul(base, base);
  }
  return result!;
}
