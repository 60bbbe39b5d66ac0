/**
 * @file The geometric part of a transform: rotation, shift, shear and zoom about the picture's centre as one affine
 * map from output to input pixels, sampled with scipy.ndimage's edge rules. Matrices are rows [a, b, c] of (row, column, 1).
 */
import type { FillMode, Settings } from './options.ts';
import { coordinateRule } from './edges.ts';
import { sampleSpline } from './spline-warp.ts';
import type { TransformParameters } from './transform.ts';

/** Pixels in rows of (h, w, c); the channels of a pixel stand together. */
export interface Picture {
  data: Float32Array | Float64Array;
  h: number;
  w: number;
  c: number;
}

/** [a, b, c, d, e, f] for row' = a·row + b·column + c and column' = d·row + e·column + f. */
export type Affine = readonly [number, number, number, number, number, number];

/** Warps a picture, or returns it untouched when the transform has no geometric part. */
export function warp(
  picture: Picture,
  t: TransformParameters,
  options: { fillMode: FillMode; cval: number; order: Settings['interpolationOrder']; kerasCompat: boolean },
): Picture {
  const matrix = affineOf(t);
  if (matrix === undefined) return picture;
  let map = aboutCentre(matrix, picture.h, picture.w);
  if (options.kerasCompat) map = swapAxes(map);
  const { fillMode, cval, order } = options;
  const data =
    order === 0 || order === 1
      ? sample(picture, map, fillMode, cval, order)
      : sampleSpline(picture, map, fillMode, cval, order);
  return { ...picture, data };
}

/** rotation · shift · shear · zoom, without the factors that change nothing. */
function affineOf({ theta, tx, ty, shear, zx, zy }: TransformParameters): Affine | undefined {
  const factors: Affine[] = [];
  if (theta !== 0) {
    const [cos, sin] = [Math.cos(radians(theta)), Math.sin(radians(theta))];
    factors.push([cos, -sin, 0, sin, cos, 0]);
  }
  if (tx !== 0 || ty !== 0) factors.push([1, 0, tx, 0, 1, ty]);
  if (shear !== 0) factors.push([1, -Math.sin(radians(shear)), 0, 0, Math.cos(radians(shear)), 0]);
  if (zx !== 1 || zy !== 1) factors.push([zx, 0, 0, 0, zy, 0]);
  return factors.length === 0 ? undefined : factors.reduce(product);
}

function product(m: Affine, n: Affine): Affine {
  return [
    m[0] * n[0] + m[1] * n[3],
    m[0] * n[1] + m[1] * n[4],
    m[0] * n[2] + m[1] * n[5] + m[2],
    m[3] * n[0] + m[4] * n[3],
    m[3] * n[1] + m[4] * n[4],
    m[3] * n[2] + m[4] * n[5] + m[5],
  ];
}

function aboutCentre(m: Affine, h: number, w: number): Affine {
  const [row, column] = [h / 2 - 0.5, w / 2 - 0.5];
  return product(product([1, 0, row, 0, 1, column], m), [1, 0, -row, 0, 1, -column]);
}

function swapAxes([a, b, c, d, e, f]: Affine): Affine {
  return [e, d, f, b, a, c];
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function sample({ data, h, w, c }: Picture, map: Affine, mode: FillMode, cval: number, order: 0 | 1): Picture['data'] {
  const out = data instanceof Float32Array ? new Float32Array(data.length) : new Float64Array(data.length);
  const bring = coordinateRule(mode);
  const [rr, rc, r0, cr, cc, c0] = map;
  let at = 0;
  for (let i = 0; i < h; i++) {
    for (let j = 0; j < w; j++, at += c) {
      let row = rr * i + rc * j + r0;
      let column = cr * i + cc * j + c0;
      // Most pixels come from inside, where no rule is needed.
      if (!(row >= 0 && row <= h - 1 && column >= 0 && column <= w - 1)) {
        row = bring(row, h);
        column = bring(column, w);
        if (Number.isNaN(row) || Number.isNaN(column)) {
          out.fill(cval, at, at + c);
          continue;
        }
      }
      if (order === 0) {
        const from = (index(Math.floor(row + 0.5), h) * w + index(Math.floor(column + 0.5), w)) * c;
        for (let k = 0; k < c; k++) out[at + k] = data[from + k]!;
        continue;
      }
      const top = Math.floor(row);
      const left = Math.floor(column);
      const down = row - top;
      const right = column - left;
      const upper = index(top, h) * w;
      const lower = index(top + 1, h) * w;
      const west = index(left, w);
      const east = index(left + 1, w);
      const nw = (1 - down) * (1 - right);
      const ne = (1 - down) * right;
      const sw = down * (1 - right);
      const se = down * right;
      const a = (upper + west) * c;
      const b = (upper + east) * c;
      const d = (lower + west) * c;
      const e = (lower + east) * c;
      for (let k = 0; k < c; k++) {
        out[at + k] = nw * data[a + k]! + ne * data[b + k]! + sw * data[d + k]! + se * data[e + k]!;
      }
    }
  }
  return out;
}

/** Only the neighbour just outside is ever asked for; its weight is zero except under `reflect`, which repeats the edge. */
function index(i: number, n: number): number {
  return i < 0 ? 0 : i >= n ? n - 1 : i;
}
