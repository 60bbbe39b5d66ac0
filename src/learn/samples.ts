/** @file Samples as the calls of this module take them: rows of numbers, and whatever has a first axis. */
import { describe } from '../arguments/index.ts';
import { NDArray, np, StringArray, type ArraySource } from '../array/index.ts';
import { DTypeError, NotBuiltError, ShapeError, ValueError, shapeText } from '../errors/index.ts';

/** What was given as an array; the refusal of nothing and of other objects speaks of the call. @throws DTypeError */
export function arrayGiven(x: ArraySource, who: string, name: string): NDArray {
  const given: unknown = x;
  const isPlain = typeof given === 'object' && given !== null && Object.getPrototypeOf(given) === Object.prototype;
  if (given !== undefined && given !== null && typeof given !== 'function' && !isPlain) return np.asarray(x);
  throw new DTypeError({
    who,
    rule: { en: `${name} must be an array or a list`, ko: `${name}은(는) 배열이나 리스트여야 합니다` },
    received: describe(given),
  });
}

/** The samples (n, d) as float64. @throws ShapeError for other axes, ValueError for NaN, infinity and for none at all */
export function matrixOf(x: ArraySource, who: string, name = 'x'): NDArray {
  const array = arrayGiven(x, who, name);
  if (array.ndim !== 2) {
    throw new ShapeError({
      who,
      rule: { en: `${name} must be (n, features)`, ko: `${name}의 모양은 (n, 특성)이어야 합니다` },
      received: { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` },
      hint:
        array.ndim === 1
          ? {
              en: `One feature: ${name}.reshape(-1, 1). One sample: ${name}.reshape(1, -1)`,
              ko: `특성이 하나면 ${name}.reshape(-1, 1), 샘플이 하나면 ${name}.reshape(1, -1)로 쓰세요`,
            }
          : {
              en: `Pictures as rows: ${name}.reshape(${name}.shape[0], -1)`,
              ko: `그림을 행으로 펴려면 ${name}.reshape(${name}.shape[0], -1)로 쓰세요`,
            },
    });
  }
  if (array.size === 0) {
    throw new ValueError({
      who,
      rule: {
        en: `${name} must have at least one sample and one feature`,
        ko: `${name}에는 샘플과 특성이 하나 이상 있어야 합니다`,
      },
      received: { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` },
    });
  }
  const rows = array.astype('float64', { copy: false });
  const odd = rows.toTyped().find((v: number) => !Number.isFinite(v));
  if (odd === undefined) return rows;
  throw new ValueError({
    who,
    rule: { en: `${name} must be finite numbers`, ko: `${name}은(는) 유한한 수여야 합니다` },
    received: { en: `${describe(odd)} among them`, ko: `그 가운데 ${describe(odd)}` },
    hint: {
      en: `Where: np.argwhere(np.isfinite(${name}).not())`,
      ko: `위치 확인: np.argwhere(np.isfinite(${name}).not())`,
    },
  });
}

/** The same for what was fitted with `d` features. @throws ShapeError for another number of them */
export function matrixLike(x: ArraySource, d: number, who: string): NDArray {
  const rows = matrixOf(x, who);
  if (rows.shape[1] === d) return rows;
  throw new ShapeError({
    who,
    rule: { en: `x must have the ${d} features that fit saw`, ko: `x에는 fit이 본 특성 ${d}개가 있어야 합니다` },
    received: { en: `an array of shape ${shapeText(rows.shape)}`, ko: `모양이 ${shapeText(rows.shape)}인 배열` },
  });
}

/** float32 stays float32, as in scikit-learn; everything else gives float64. */
export function inDTypeOf(x: ArraySource, result: NDArray): NDArray {
  return x instanceof NDArray && x.dtype === 'float32' ? result.astype('float32') : result;
}

/** What fit found, or the refusal to go on without it. @throws NotBuiltError */
export function fitted<T>(found: T | undefined, who: string): T {
  if (found !== undefined) return found;
  const [name] = who.split('.');
  throw new NotBuiltError({
    who,
    rule: { en: 'it must be fitted first', ko: '먼저 fit을 호출해야 합니다' },
    received: { en: `a ${name} that has seen no data`, ko: `데이터를 아직 보지 않은 ${name}` },
    hint: { en: 'Call fit(x) or fit(x, y) first', ko: '먼저 fit(x) 또는 fit(x, y)로 학습하세요' },
  });
}

/** An array with a first axis, an array of texts, or a plain list. */
export type Samples = NDArray | StringArray | readonly unknown[];

/** How many samples there are. @throws ShapeError for what has no first axis */
export function countOf(x: Samples, who: string): number {
  const n = Array.isArray(x) ? x.length : (x as NDArray | undefined)?.shape?.[0];
  if (n !== undefined) return n;
  throw new ShapeError({
    who,
    rule: { en: 'arrays or lists of samples are needed', ko: '샘플의 배열이나 리스트가 필요합니다' },
    received: describe(x),
  });
}

/** Some samples, in the order of their numbers; of the kind that was given. */
export function pick<T extends Samples>(x: T, indices: NDArray): T {
  if (x instanceof NDArray || x instanceof StringArray) return x.at(indices) as T;
  return Array.from(indices.toTyped(), (i) => x[i]) as unknown as T;
}
