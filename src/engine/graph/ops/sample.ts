/**
 * @file Reading pictures at other places than their pixels: separable resampling by tables of taps (resize, upsampling)
 * and projective warps (rotation, zoom, shift). Both are linear in the picture; the gradient uses the same tables.
 */
import { ShapeError, shapeText } from '../../../errors/index.ts';
import { makeNode, type FillMode, type Node, type NodeOf, type OpTable, type Taps } from '../node.ts';
import { cast } from './elementwise.ts';
import { requireNdim } from './shape.ts';

export type Interpolation =
  'nearest' | 'bilinear' | 'bicubic' | 'lanczos3' | 'lanczos5' | 'gaussian' | 'mitchellcubic' | 'area';

/** The kernel functions and how far they reach, in pixels of the source. */
const FILTERS: Record<Exclude<Interpolation, 'nearest' | 'area'>, { reach: number; f: (t: number) => number }> = {
  bilinear: { reach: 1, f: (t) => Math.max(0, 1 - Math.abs(t)) },
  bicubic: { reach: 2, f: (t) => cubic(Math.abs(t)) },
  lanczos3: { reach: 3, f: (t) => lanczos(t, 3) },
  lanczos5: { reach: 5, f: (t) => lanczos(t, 5) },
  gaussian: { reach: 1.5, f: (t) => (Math.abs(t) < 1.5 ? Math.exp(-2 * t * t) : 0) },
  mitchellcubic: { reach: 2, f: (t) => mitchell(Math.abs(t)) },
};

/** Keys' cubic with a = -0.5. */
function cubic(t: number): number {
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
}

/** Mitchell and Netravali's cubic with B = C = 1/3. */
function mitchell(t: number): number {
  if (t < 1) return ((7 * t - 12) * t * t + 16 / 3) / 6;
  return t < 2 ? (((-7 / 3) * t + 12) * t * t - 20 * t + 32 / 3) / 6 : 0;
}

function lanczos(t: number, a: number): number {
  if (Math.abs(t) < 1e-9) return 1;
  if (Math.abs(t) >= a) return 0;
  const x = Math.PI * t;
  return (a * Math.sin(x) * Math.sin(x / a)) / (x * x);
}

/**
 * The taps of resizing one axis from `inputSize` to `outputSize` cells, pixel centres at half: output o looks at
 * (o + 1/2) n / m - 1/2. Weights outside the picture are dropped and the rest sum to 1. `antialias` widens the kernel
 * when shrinking.
 */
export function resizeTaps(inputSize: number, outputSize: number, method: Interpolation, antialias = false): Taps {
  const scale = inputSize / outputSize;
  const rows = Array.from({ length: outputSize }, (_, o): [number, number][] => {
    const centre = (o + 0.5) * scale;
    if (method === 'nearest') return [[Math.min(Math.floor(centre), inputSize - 1), 1]];
    if (method === 'area') return coverage(o * scale, (o + 1) * scale, inputSize);
    const { reach, f } = FILTERS[method];
    const stretch = antialias ? Math.max(scale, 1) : 1;
    const from = Math.max(0, Math.ceil(centre - 0.5 - reach * stretch));
    const to = Math.min(inputSize - 1, Math.floor(centre - 0.5 + reach * stretch));
    const taps: [number, number][] = [];
    for (let i = from; i <= to; i++) {
      const weight = f((i + 0.5 - centre) / stretch);
      if (weight !== 0) taps.push([i, weight]);
    }
    const total = taps.reduce((sum, [, w]) => sum + w, 0);
    return taps.map(([i, w]) => [i, w / total]);
  });
  return tapsOf(inputSize, rows);
}

/** How much of the stretch between two places each cell covers. */
function coverage(from: number, to: number, cells: number): [number, number][] {
  const taps: [number, number][] = [];
  for (let i = Math.floor(from); i < to && i < cells; i++) {
    const covered = Math.min(i + 1, to) - Math.max(i, from);
    if (covered > 0) taps.push([i, covered / (to - from)]);
  }
  return taps;
}

/** Packs rows of (input index, weight). */
function tapsOf(inputSize: number, rows: readonly (readonly (readonly [number, number])[])[]): Taps {
  const start = new Int32Array(rows.length + 1);
  rows.forEach((row, o) => (start[o + 1] = start[o]! + row.length));
  const flat = rows.flat();
  return {
    inputSize,
    outputSize: rows.length,
    start,
    index: Int32Array.from(flat, ([i]) => i),
    weight: Float32Array.from(flat, ([, w]) => w),
  };
}

/** The same connections seen from the other side. */
function transposeTaps(taps: Taps): Taps {
  const rows: [number, number][][] = Array.from({ length: taps.inputSize }, () => []);
  for (let o = 0; o < taps.outputSize; o++) {
    for (let t = taps.start[o]!; t < taps.start[o + 1]!; t++) rows[taps.index[t]!]!.push([o, taps.weight[t]!]);
  }
  return tapsOf(taps.outputSize, rows);
}

/** x [n, h, w, c] mixed along both picture axes. */
function resample(x: Node, rows: Taps, cols: Taps): Node {
  requireNdim('resample', { en: 'the input', ko: '입력' }, x.shape, 4);
  const [n, h, w, c] = x.shape as [number, number, number, number];
  if (h !== rows.inputSize || w !== cols.inputSize) {
    throw new ShapeError({
      who: 'resample',
      rule: {
        en: `the taps are for a ${rows.inputSize} x ${cols.inputSize} picture`,
        ko: `보간 자리는 ${rows.inputSize} x ${cols.inputSize} 그림에 맞추어져 있습니다`,
      },
      received: shapeText(x.shape),
    });
  }
  return makeNode(
    'resample',
    [cast(x, 'float32')],
    { rows, cols },
    [n, rows.outputSize, cols.outputSize, c],
    'float32',
  );
}

/** Resizes pictures [n, h, w, c] to `size` (height, width). */
export function resize(
  x: Node,
  [h, w]: readonly [number, number],
  method: Interpolation = 'bilinear',
  antialias = false,
): Node {
  requireNdim('resize', { en: 'the input', ko: '입력' }, x.shape, 4);
  return resample(x, resizeTaps(x.shape[1]!, h, method, antialias), resizeTaps(x.shape[2]!, w, method, antialias));
}

export interface WarpOptions {
  interpolation?: 'nearest' | 'bilinear';
  fill?: FillMode;
  fillValue?: number;
  /** Output height and width; as the input when left out. */
  size?: readonly [number, number];
}

/** Projective transforms [n, 8] of pictures: where each output pixel is read from, see `OpAttrs.warp`. */
export function warp(x: Node, transforms: Node, options: WarpOptions = {}): Node {
  const { interpolation = 'bilinear', fill = 'reflect', fillValue = 0, size } = options;
  requireNdim('warp', { en: 'the input', ko: '입력' }, x.shape, 4);
  const [n, h, w, c] = x.shape as [number, number, number, number];
  if (transforms.shape.length !== 2 || transforms.shape[0] !== n || transforms.shape[1] !== 8) {
    throw new ShapeError({
      who: 'warp',
      rule: {
        en: `transforms must be (${n}, 8), one row for each picture`,
        ko: `transforms는 그림마다 한 행씩 (${n}, 8)이어야 합니다`,
      },
      received: shapeText(transforms.shape),
    });
  }
  const shape = [n, size?.[0] ?? h, size?.[1] ?? w, c];
  return makeNode('warp', [cast(x, 'float32'), transforms], { interpolation, fill, fillValue }, shape, 'float32');
}

/** A coordinate folded back towards 0 .. n - 1 by the fill mode, before interpolation, as TensorFlow does it. */
function fold(at: number, n: number, fill: FillMode): number {
  if (fill === 'constant') return at;
  let x = at;
  if (n <= 1) x = 0;
  else if (fill === 'wrap') {
    if (x < 0) x += n * (Math.trunc(-x / (n - 1)) + 1);
    else if (x > n - 1) x -= n * Math.trunc(x / (n - 1));
  } else if (fill === 'reflect') {
    if (x < 0) {
      x += 2 * n * Math.trunc(-x / (2 * n));
      x = x < -n ? x + 2 * n : -x - 1;
    } else if (x > n - 1) {
      x -= 2 * n * Math.trunc(x / (2 * n));
      if (x >= n) x = 2 * n - x - 1;
    }
  }
  return Math.min(Math.max(x, 0), n - 1);
}

/** Half away from zero, as C rounds. */
function roundAway(x: number): number {
  return Math.sign(x) * Math.floor(Math.abs(x) + 0.5);
}

/** Calls `visit(pixel in, pixel out, weight)` for every contribution of a warp; pixel -1 is the fill value. */
function forEachWarpTap(
  [n, h, w]: readonly number[],
  [oh, ow]: readonly number[],
  transforms: ArrayLike<number>,
  { interpolation, fill }: { interpolation: 'nearest' | 'bilinear'; fill: FillMode },
  visit: (pixel: number, out: number, weight: number) => void,
): void {
  const point = (b: number, y: number, x: number, out: number, weight: number): void => {
    if (weight === 0) return;
    const inside = y >= 0 && y < h! && x >= 0 && x < w!;
    visit(inside ? (b * h! + y) * w! + x : -1, out, weight);
  };
  for (let b = 0; b < n!; b++) {
    const t = (k: number): number => transforms[b * 8 + k]!;
    for (let oy = 0; oy < oh!; oy++) {
      for (let ox = 0; ox < ow!; ox++) {
        const out = (b * oh! + oy) * ow! + ox;
        const k = t(6) * ox + t(7) * oy + 1;
        const x = fold((t(0) * ox + t(1) * oy + t(2)) / k, w!, fill);
        const y = fold((t(3) * ox + t(4) * oy + t(5)) / k, h!, fill);
        if (interpolation === 'nearest') {
          point(b, roundAway(y), roundAway(x), out, 1);
          continue;
        }
        const [x0, y0] = [Math.floor(x), Math.floor(y)];
        const [dx, dy] = [x - x0, y - y0];
        point(b, y0, x0, out, (1 - dy) * (1 - dx));
        point(b, y0, x0 + 1, out, (1 - dy) * dx);
        point(b, y0 + 1, x0, out, dy * (1 - dx));
        point(b, y0 + 1, x0 + 1, out, dy * dx);
      }
    }
  }
}

type Family = 'resample' | 'warp' | 'warpGrad';

export const sampleOps: Pick<OpTable, Family> = {
  resample: {
    forward(node, [x], out) {
      const { rows, cols } = node.attrs;
      const [n, , , c] = node.shape as [number, number, number, number];
      const [h, w, oh, ow] = [rows.inputSize, cols.inputSize, rows.outputSize, cols.outputSize];
      const cell = new Float64Array(c);
      for (let b = 0; b < n; b++) {
        for (let oy = 0; oy < oh; oy++) {
          for (let ox = 0; ox < ow; ox++) {
            cell.fill(0);
            for (let r = rows.start[oy]!; r < rows.start[oy + 1]!; r++) {
              for (let k = cols.start[ox]!; k < cols.start[ox + 1]!; k++) {
                const weight = rows.weight[r]! * cols.weight[k]!;
                const from = ((b * h + rows.index[r]!) * w + cols.index[k]!) * c;
                for (let i = 0; i < c; i++) cell[i]! += weight * x![from + i]!;
              }
            }
            out.set(cell, ((b * oh + oy) * ow + ox) * c);
          }
        }
      }
    },
    gradient: (node, dy) => [resample(dy, transposeTaps(node.attrs.rows), transposeTaps(node.attrs.cols))],
  },
  warp: {
    forward(node, [x, transforms], out) {
      const c = node.shape[3]!;
      forEachWarpTap(node.inputs[0]!.shape, node.shape.slice(1), transforms!, node.attrs, (pixel, o, weight) => {
        for (let k = 0; k < c; k++) {
          out[o * c + k]! += weight * (pixel < 0 ? node.attrs.fillValue : x![pixel * c + k]!);
        }
      });
    },
    gradient: (node, dy) => [warpGrad(node, dy), null],
  },
  warpGrad: {
    forward(node, [dy, transforms], out) {
      const c = node.shape[3]!;
      forEachWarpTap(node.shape, node.inputs[0]!.shape.slice(1), transforms!, node.attrs, (pixel, o, weight) => {
        if (pixel >= 0) for (let k = 0; k < c; k++) out[pixel * c + k]! += weight * dy![o * c + k]!;
      });
    },
    // Linear in dy; cells that the fill value took give nothing back.
    gradient(node, d) {
      const [dy, transforms] = node.inputs as [Node, Node];
      return [makeNode('warp', [d, transforms], { ...node.attrs, fillValue: 0 }, dy.shape, 'float32'), null];
    },
  },
};

function warpGrad(node: NodeOf<'warp'>, dy: Node): Node {
  const { interpolation, fill } = node.attrs;
  const [x, transforms] = node.inputs as [Node, Node];
  return makeNode('warpGrad', [dy, transforms], { interpolation, fill }, x.shape, 'float32');
}
