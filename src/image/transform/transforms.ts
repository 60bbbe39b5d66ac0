/**
 * @file Geometric transforms as `skimage.transform`: a 3×3 matrix that takes a point [column, row, 1] to another, made of scale,
 * turn, shear and shift, or fitted to points.
 */
import { Rule, checkCall, describe, number, oneOf, optionsOf, readOptions } from '../../arguments/index.ts';
import { NDArray, np, type ArraySource } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';

/** A map of points by a 3×3 matrix. */
export class GeometricTransform {
  /** The matrix, (3, 3). */
  readonly params: NDArray;
  readonly #name: string;

  constructor(matrix: ArraySource, name = 'GeometricTransform') {
    this.params = matrixOf(matrix, `image.${name}`);
    this.#name = name;
  }

  /** The transform that leads back. @throws ValueError when there is none (the matrix flattens the plane) */
  get inverse(): GeometricTransform {
    return new GeometricTransform(np.linalg.inv(this.params), this.#name);
  }

  /** Where points go: (n, 2) of [column, row] to (n, 2). */
  apply(points: ArraySource): NDArray {
    const given = np.asarray(points, 'float64');
    if (given.shape.length !== 2 || given.shape[1] !== 2) {
      throw new ShapeError({
        who: `${this.#name}.apply`,
        rule: { en: 'points are (n, 2), each [column, row]', ko: '점들은 (n, 2)이고 저마다 [열, 행]입니다' },
        received: shapeText(given.shape),
      });
    }
    const map = mapOf(this.params);
    return np.array(Array.from(given, (_, i) => map(given.item(i, 0), given.item(i, 1))));
  }

  /** This transform, and another after it. */
  followedBy(other: GeometricTransform): GeometricTransform {
    return new GeometricTransform(np.matmul(other.params, this.params));
  }

  /** Its name and matrix. */
  toString(): string {
    return `${this.#name}(${this.params.toString()})`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

/** A 3×3 matrix from what a call is given. */
export function matrixOf(matrix: ArraySource, who: string): NDArray {
  const given = np.asarray(matrix, 'float64');
  const [rows, cols] = given.shape;
  if (given.shape.length === 2 && cols === 3 && (rows === 3 || rows === 2)) {
    // OpenCV leaves the last row out.
    return rows === 3 ? given.copy() : np.vstack([given, np.array([[0, 0, 1]], 'float64')]);
  }
  throw new ShapeError({
    who,
    rule: { en: 'the matrix is (3, 3), or (2, 3) without its last row', ko: '행렬은 (3, 3)이거나 마지막 행이 없는 (2, 3)입니다' },
    received: shapeText(given.shape),
  });
} // prettier-ignore

/** The map of a matrix, for one point. */
export function mapOf(matrix: NDArray): (x: number, y: number) => [number, number] {
  const m = matrix.toTyped();
  return (x, y) => {
    const z = m[6]! * x + m[7]! * y + m[8]!;
    return [(m[0]! * x + m[1]! * y + m[2]!) / z, (m[3]! * x + m[4]! * y + m[5]!) / z];
  };
}

const isPair = (value: unknown): boolean => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
const numberOrPair = new Rule<number | readonly [number, number]>(
  { en: 'a number, or [x, y]', ko: '수 또는 [x, y]' },
  (value) => Number.isFinite(value) || isPair(value),
);
const pair = new Rule<readonly [number, number]>({ en: 'a list [x, y]', ko: '[x, y] 목록' }, isPair);
const matrixRule = new Rule<ArraySource>(
  { en: 'a matrix (3, 3)', ko: '행렬 (3, 3)' },
  (value) => value instanceof NDArray || Array.isArray(value),
);

export interface AffineTransformOptions {
  /** The matrix itself, (3, 3) or (2, 3), instead of the parts below. */
  matrix?: ArraySource;
  /** How many times larger, one number or [x, y]. Default 1. */
  scale?: number | readonly [number, number];
  /** Turn in radians, counter-clockwise where rows go up, clockwise on a picture. Default 0. */
  rotation?: number;
  /** Shear in radians, clockwise, along x or [x, y]. Default 0. */
  shear?: number | readonly [number, number];
  /** Shift [columns, rows]. Default [0, 0]. */
  translation?: readonly [number, number];
}

const affineTransformOptions = optionsOf<AffineTransformOptions>()({
  matrix: matrixRule,
  scale: numberOrPair,
  rotation: number(),
  shear: numberOrPair,
  translation: pair,
});

/**
 * Scale, turn, shear and shift as one transform (`skimage.transform.AffineTransform`), of points [column, row].
 * @ko 크기, 회전, 기울임, 이동을 한 변환으로 만듭니다.
 * @example image.warp(photo, image.AffineTransform({ rotation: 0.2, translation: [10, 0] }).inverse)
 */
export function AffineTransform(options?: AffineTransformOptions): GeometricTransform {
  const who = 'image.AffineTransform';
  checkCall(who, arguments, 1, affineTransformOptions);
  const { matrix, scale, rotation, shear, translation } = readOptions(who, options, affineTransformOptions);
  if (matrix !== undefined) {
    const [other] = Object.entries({ scale, rotation, shear, translation }).find(([, v]) => v !== undefined) ?? [];
    if (other !== undefined) {
      throw new ValueError({
        who,
        rule: { en: 'takes a matrix or its parts, not both', ko: '행렬이나 그 부분 가운데 하나만 씁니다' },
        received: `matrix, ${other}`,
      });
    }
    return new GeometricTransform(matrix, 'AffineTransform');
  }
  const [sx, sy] = both(scale ?? 1);
  const turn = rotation ?? 0;
  const [hx, hy] = typeof shear === 'number' ? [shear, 0] : (shear ?? [0, 0]);
  const [tx, ty] = translation ?? [0, 0];
  const [cos, sin, tanX, tanY] = [Math.cos(turn), Math.sin(turn), Math.tan(hx), Math.tan(hy)];
  return new GeometricTransform(
    [
      [sx * (cos + tanY * sin), -sy * (tanX * cos + sin), tx],
      [sx * (sin - tanY * cos), -sy * (tanX * sin - cos), ty],
      [0, 0, 1],
    ],
    'AffineTransform',
  );
}

function both(value: number | readonly [number, number]): readonly [number, number] {
  return typeof value === 'number' ? [value, value] : value;
}

export interface SimilarityTransformOptions {
  /** How many times larger. Default 1. */
  scale?: number;
  /** Turn in radians. Default 0. */
  rotation?: number;
  /** Shift [columns, rows]. Default [0, 0]. */
  translation?: readonly [number, number];
}

const similarityTransformOptions = optionsOf<SimilarityTransformOptions>()({
  scale: number().or(1),
  rotation: number().or(0),
  translation: pair.or([0, 0]),
});

/**
 * Scale, turn and shift (`skimage.transform.SimilarityTransform`; without scale its `EuclideanTransform`).
 * @ko 크기, 회전, 이동을 한 변환으로 만듭니다.
 */
export function SimilarityTransform(options?: SimilarityTransformOptions): GeometricTransform {
  const who = 'image.SimilarityTransform';
  checkCall(who, arguments, 1, similarityTransformOptions);
  const { scale, rotation, translation } = readOptions(who, options, similarityTransformOptions);
  const [cos, sin] = [Math.cos(rotation) * scale, Math.sin(rotation) * scale];
  return new GeometricTransform(
    [
      [cos, -sin, translation[0]],
      [sin, cos, translation[1]],
      [0, 0, 1],
    ],
    'SimilarityTransform',
  );
}

export interface ProjectiveTransformOptions {
  /** The matrix, (3, 3). Default the identity. */
  matrix?: ArraySource;
}

const projectiveTransformOptions = optionsOf<ProjectiveTransformOptions>()({ matrix: matrixRule });

/**
 * A transform that keeps lines straight, by its matrix (`skimage.transform.ProjectiveTransform`): what a flat thing does when it is
 * seen from elsewhere.
 * @ko 직선을 직선으로 옮기는 변환입니다(원근 변환).
 */
export function ProjectiveTransform(options?: ProjectiveTransformOptions): GeometricTransform {
  const who = 'image.ProjectiveTransform';
  checkCall(who, arguments, 1, projectiveTransformOptions);
  const { matrix } = readOptions(who, options, projectiveTransformOptions);
  return new GeometricTransform(matrix ?? np.eye(3), 'ProjectiveTransform');
}

/** What `estimateTransform` fits. */
export type TransformKind = { is: 'euclidean' | 'similarity' | 'affine' | 'projective' }['is'];

/** How many points each kind needs. */
const needed: Readonly<Record<TransformKind, number>> = { euclidean: 2, similarity: 2, affine: 3, projective: 4 };

/**
 * The transform that takes points to others, by least squares (`skimage.transform.estimate_transform`; OpenCV's
 * `getAffineTransform`, `getPerspectiveTransform`).
 *
 * @ko 점들을 다른 점들로 옮기는 변환을 구합니다.
 * @param kind 'euclidean', 'similarity' (2 points or more), 'affine' (3), 'projective' (4)
 * @param src, dst (n, 2), each [column, row]
 * @throws ValueError when the points do not decide on one
 */
export function estimateTransform(kind: TransformKind, src: ArraySource, dst: ArraySource): GeometricTransform {
  const who = 'image.estimateTransform';
  if (arguments.length > 3) checkCall(who, arguments, 3);
  oneOf(who, 'kind', kind, Object.keys(needed));
  const [from, to] = [np.asarray(src, 'float64'), np.asarray(dst, 'float64')];
  const n = from.shape[0] ?? 0;
  if ([from, to].some(({ shape }) => shape.length !== 2 || shape[1] !== 2 || shape[0] !== n) || n < needed[kind]) {
    throw new ShapeError({
      who,
      rule: { en: `'${kind}' takes two lists of the same length, at least ${needed[kind]} points [column, row]`, ko: `'${kind}'에는 길이가 같은 점 목록 둘, 점 [열, 행]이 ${needed[kind]}개 이상 필요합니다` },
      received: `${shapeText(from.shape)}, ${shapeText(to.shape)}`,
    });
  }
  const name = `${kind[0]!.toUpperCase()}${kind.slice(1)}Transform`;
  const found = kind === 'affine' || kind === 'projective' ? homography(from, to, kind) : rigid(from, to, kind === 'similarity');
  if (found.toTyped().every((v) => Number.isFinite(v))) return new GeometricTransform(found, name);
  throw new ValueError({
    who,
    rule: { en: 'the points must not lie on one line or one place', ko: '점들이 한 직선이나 한 곳에 모여 있으면 안 됩니다' },
    received: describe(src),
  });
} // prettier-ignore

/** Points moved to their middle and scaled to the mean distance √2, and the matrix that does it (Hartley 1997). */
function normalized(points: NDArray): { points: NDArray; matrix: NDArray } {
  const middle = points.mean(0);
  const centred = points.sub(middle);
  const rms = Math.sqrt(centred.square().sum() / points.shape[0]!);
  const scale = Math.SQRT2 / rms;
  const [x, y] = [middle.item(0), middle.item(1)];
  const matrix = np.array([
    [scale, 0, -scale * x],
    [0, scale, -scale * y],
    [0, 0, 1],
  ]);
  return { points: centred.mul(scale), matrix };
}

/** The matrix of least algebraic error: the last right singular vector of the points' equations. */
function homography(src: NDArray, dst: NDArray, kind: 'affine' | 'projective'): NDArray {
  const [from, to] = [normalized(src), normalized(dst)];
  const rows: number[][] = [];
  const width = kind === 'affine' ? 7 : 9;
  for (let d = 0; d < 2; d++) {
    for (let i = 0; i < src.shape[0]!; i++) {
      const [x, y, t] = [from.points.item(i, 0), from.points.item(i, 1), to.points.item(i, d)];
      const [one, none] = [[x, y, 1], [0, 0, 0]]; // prettier-ignore
      const own = d === 0 ? [...one, ...none] : [...none, ...one];
      rows.push(kind === 'affine' ? [...own, -t] : [...own, -x * t, -y * t, -t]);
    }
  }
  // The smallest eigenvector of AᵀA; few points, well scaled.
  const a = np.array(rows);
  const [, , vt] = np.linalg.svd(rows.length < width ? np.vstack([a, np.zeros([width - rows.length, width])]) : a);
  const v = Array.from({ length: width }, (_, i) => vt.item(width - 1, i));
  const last = v[width - 1]!;
  if (Math.abs(last) < 1e-12) return np.full([3, 3], Number.NaN);
  const h = kind === 'affine' ? [...v.slice(0, 6).map((q) => q / last), 0, 0, 1] : v.map((q) => q / last);
  const back = np.matmul(np.matmul(np.linalg.inv(to.matrix), np.array(h).reshape([3, 3])), from.matrix);
  return back.div(back.item(2, 2));
}

/** Turn, shift and perhaps scale of least squares (Umeyama 1991). */
function rigid(src: NDArray, dst: NDArray, scaled: boolean): NDArray {
  const [mSrc, mDst] = [src.mean(0), dst.mean(0)];
  const [a, b] = [src.sub(mSrc), dst.sub(mDst)];
  const n = src.shape[0]!;
  const [[sxx, sxy], [syx, syy]] = np.matmul(b.T, a).div(n).toList() as [[number, number], [number, number]];
  // In the plane the best turn is known without a decomposition.
  const [c, s] = [sxx + syy, syx - sxy];
  const length = Math.hypot(c, s);
  const variance = a.square().sum() / n;
  const scale = scaled ? length / variance : 1;
  const [cos, sin] = [(c / length) * scale, (s / length) * scale];
  const [x, y] = [mSrc.item(0), mSrc.item(1)];
  return np.array([
    [cos, -sin, mDst.item(0) - (cos * x - sin * y)],
    [sin, cos, mDst.item(1) - (sin * x + cos * y)],
    [0, 0, 1],
  ]);
}
