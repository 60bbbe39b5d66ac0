/**
 * @file Sampling with splines of order 2 to 5 as `scipy.ndimage.affine_transform` does it: samples become coefficients by a
 * recursive filter along both axes, then every pixel is a weighted sum of (order + 1)² coefficients.
 */
import {
  borderIndex,
  filterBothAxes,
  firstKnot,
  splineWeights,
  type BorderMode,
  type SplineOrder,
} from '../../image/index.ts';
import { coordinateRule } from './edges.ts';
import type { FillMode } from './options.ts';
import type { Affine, Picture } from './warp.ts';

/** How the coefficients go on beyond the picture: SciPy mirrors for `constant` and `wrap`, too. */
const beyond: Readonly<Record<FillMode, BorderMode>> = {
  nearest: 'edge',
  constant: 'reflect',
  wrap: 'reflect',
  reflect: 'symmetric',
};

/** `nearest` has no exact filter; SciPy repeats the edge this often and lets the error fade within it. */
const nearestMargin = 12;

/** The picture seen through `map` (output to input pixels), the same for every channel. */
export function sampleSpline(
  { data, h, w, c }: Picture,
  map: Affine,
  mode: FillMode,
  cval: number,
  order: SplineOrder,
): Picture['data'] {
  const margin = mode === 'nearest' ? nearestMargin : 0;
  const [rows, columns] = [h + 2 * margin, w + 2 * margin];
  const border = beyond[mode];
  const planes = Array.from({ length: c }, (_, k) => coefficients({ data, h, w, c }, k, margin, order, border));
  const out = data instanceof Float32Array ? new Float32Array(data.length) : new Float64Array(data.length);
  const bring = coordinateRule(mode);
  const [rr, rc, r0, cr, cc, c0] = map;
  const places = new Int32Array((order + 1) ** 2);
  const weights = new Float64Array(places.length);
  let at = 0;
  for (let i = 0; i < h; i++) {
    for (let j = 0; j < w; j++, at += c) {
      const row = bring(rr * i + rc * j + r0 + margin, rows);
      const column = bring(cr * i + cc * j + c0 + margin, columns);
      if (Number.isNaN(row) || Number.isNaN(column)) {
        out.fill(cval, at, at + c);
        continue;
      }
      const [top, left] = [firstKnot(row, order), firstKnot(column, order)];
      const across = splineWeights(column, order);
      for (const [a, weight] of splineWeights(row, order).entries()) {
        const from = borderIndex(top + a, rows, border) * columns;
        for (let b = 0; b <= order; b++) {
          places[a * (order + 1) + b] = from + borderIndex(left + b, columns, border);
          weights[a * (order + 1) + b] = weight * across[b]!;
        }
      }
      for (const [k, plane] of planes.entries()) {
        let sum = 0;
        for (let t = 0; t < places.length; t++) sum += weights[t]! * plane[places[t]!]!;
        out[at + k] = sum;
      }
    }
  }
  return out;
}

/** Channel `k` with its margin, filtered along columns and rows. */
function coefficients(
  { data, h, w, c }: Picture,
  k: number,
  margin: number,
  order: SplineOrder,
  border: BorderMode,
): Float64Array {
  const [rows, columns] = [h + 2 * margin, w + 2 * margin];
  const plane = new Float64Array(rows * columns);
  for (let i = 0, at = 0; i < rows; i++) {
    const y = borderIndex(i - margin, h, 'edge');
    for (let j = 0; j < columns; j++, at++) plane[at] = data[(y * w + borderIndex(j - margin, w, 'edge')) * c + k]!;
  }
  filterBothAxes(plane, rows, columns, 1, order, border);
  return plane;
}
