/** @file Pooling windows over NHWC pictures: maximum and average (or sum), with their gradients. */
import { makeNode, sizeOf, type Node, type NodeOf, type OpTable, type TypedData, type Window2D } from '../node.ts';
import { ValueError } from '../../../errors/index.ts';
import { cast, greater, mul, select } from './elementwise.ts';
import { forEachTap, patches, windowOf, type WindowOptions } from './conv.ts';
import { full } from './leaves.ts';
import { oneHot, reshape, transpose } from './movement.ts';
import { argMax, sum } from './reduce.ts';

/** The largest cell of each window; padding counts as -Infinity. */
export function maxPool(x: Node, pool: readonly [number, number], options: WindowOptions = {}): Node {
  const { output, ...window } = windowOf('maxPool', x.shape, pool, options);
  refuseEmptyWindows(pool, window);
  return makeNode(
    'maxPool',
    [cast(x, 'float32')],
    { ...window, pool },
    [x.shape[0]!, ...output, x.shape[3]!],
    'float32',
  );
}

/** The mean of the real cells of each window (or with `divide: false` their sum). */
export function avgPool(
  x: Node,
  pool: readonly [number, number],
  { divide = true, ...options }: WindowOptions & { divide?: boolean } = {},
): Node {
  const { output, ...window } = windowOf('avgPool', x.shape, pool, options);
  if (divide) refuseEmptyWindows(pool, window);
  const shape = [x.shape[0]!, ...output, x.shape[3]!];
  return makeNode('avgPool', [cast(x, 'float32')], { ...window, pool, divide }, shape, 'float32');
}

/** A window that lies in the padding alone has no maximum and no mean. */
function refuseEmptyWindows([kh, kw]: readonly [number, number], { padding, dilation: [dh, dw] }: Window2D): void {
  const [top, bottom, left, right] = padding;
  const reach: [number, number] = [(kh - 1) * dh, (kw - 1) * dw];
  if (Math.max(top, bottom) <= reach[0] && Math.max(left, right) <= reach[1]) return;
  throw new ValueError({
    who: 'pooling',
    rule: { en: 'padding must be smaller than the window', ko: '패딩은 윈도보다 작아야 합니다' },
    received: {
      en: `padding ${padding.join(', ')} for a window ${kh} x ${kw}`,
      ko: `${kh} x ${kw} 윈도에 패딩 ${padding.join(', ')}`,
    },
  });
}

type PoolNode = { shape: readonly number[]; attrs: Window2D & { pool: readonly [number, number] } };

/** For each cell of the pooled picture, the index of the first largest cell of its window. */
function argMaxOfWindows(x: TypedData, shape: readonly number[], pooled: PoolNode): Int32Array {
  const [n, h, w, c] = shape as [number, number, number, number];
  const [, oh, ow] = pooled.shape as [number, number, number];
  const where = new Int32Array(sizeOf(pooled.shape)).fill(-1);
  forEachTap([n, h, w], [oh, ow], pooled.attrs.pool, pooled.attrs, (pixel, o) => {
    for (let k = 0; k < c; k++) {
      const best = where[o * c + k]!;
      const v = x[pixel * c + k]!;
      if (best < 0 || v > x[best]! || Number.isNaN(v)) where[o * c + k] = pixel * c + k;
    }
  });
  return where;
}

/** The number of real cells in each window, one channel. */
function realCells([n, h, w]: readonly [number, number, number], pooled: PoolNode): Int32Array {
  const [, oh, ow] = pooled.shape as [number, number, number];
  const count = new Int32Array(n * oh * ow);
  forEachTap([n, h, w], [oh, ow], pooled.attrs.pool, pooled.attrs, (_pixel, o) => count[o]!++);
  return count;
}

function poolAttrs({ strides, dilation, padding, pool }: Window2D & { pool: readonly [number, number] }) {
  return { strides, dilation, padding, pool };
}

/**
 * The cells of `d` where the windows of `x` have their first maximum, [n, oh, ow, c]: the transpose of maxPoolGrad, needed by
 * gradients of gradients only, so it is put together from other ops.
 */
function atMaxima(x: Node, d: Node, { pool, ...window }: PoolNode['attrs']): Node {
  const cells = (picture: Node): Node => {
    const all = patches(picture, pool, window); // (n, oh, ow, kh*kw*c)
    return reshape(all, [...all.shape.slice(0, 3), pool[0] * pool[1], x.shape[3]!]);
  };
  const real = greater(cells(full(x.shape, 1)), 0);
  const first = oneHot(argMax(select(real, cells(x), -Infinity), 3), pool[0] * pool[1]); // (n, oh, ow, c, kh*kw)
  return sum(mul(transpose(first, [0, 1, 2, 4, 3]), cells(d)), { axis: 3 });
}

type Family = 'maxPool' | 'maxPoolGrad' | 'avgPool' | 'avgPoolGrad';

export const poolOps: Pick<OpTable, Family> = {
  maxPool: {
    forward(node, [x], out) {
      const where = argMaxOfWindows(x!, node.inputs[0]!.shape, node);
      for (let i = 0; i < out.length; i++) out[i] = x![where[i]!]!;
    },
    gradient(node, dy) {
      const x = node.inputs[0]!;
      return [makeNode('maxPoolGrad', [x, dy], poolAttrs(node.attrs), x.shape, 'float32')];
    },
  },
  maxPoolGrad: {
    forward(node, [x, dy], out) {
      const where = argMaxOfWindows(x!, node.shape, { shape: node.inputs[1]!.shape, attrs: node.attrs });
      for (let i = 0; i < dy!.length; i++) out[where[i]!]! += dy![i]!;
    },
    // Where the maxima are does not change (almost everywhere), so towards x it is zero; towards dy it is linear.
    gradient: (node, d) => [null, atMaxima(node.inputs[0]!, d, node.attrs)],
  },
  avgPool: {
    forward(node, [x], out) {
      const [n, h, w, c] = node.inputs[0]!.shape as [number, number, number, number];
      const total = new Float64Array(out.length);
      forEachTap([n, h, w], [node.shape[1]!, node.shape[2]!], node.attrs.pool, node.attrs, (pixel, o) => {
        for (let k = 0; k < c; k++) total[o * c + k]! += x![pixel * c + k]!;
      });
      const count = node.attrs.divide ? realCells([n, h, w], node) : undefined;
      for (let i = 0; i < out.length; i++) out[i] = total[i]! / (count?.[Math.floor(i / c)] ?? 1);
    },
    gradient: (node, dy) => [makeNode('avgPoolGrad', [dy], avgAttrs(node), node.inputs[0]!.shape, 'float32')],
  },
  avgPoolGrad: {
    forward(node, [dy], out) {
      const [n, h, w, c] = node.shape as [number, number, number, number];
      const pooled = { shape: node.inputs[0]!.shape, attrs: node.attrs };
      const count = node.attrs.divide ? realCells([n, h, w], pooled) : undefined;
      forEachTap([n, h, w], [pooled.shape[1]!, pooled.shape[2]!], node.attrs.pool, node.attrs, (pixel, o) => {
        for (let k = 0; k < c; k++) out[pixel * c + k]! += dy![o * c + k]! / (count?.[o] ?? 1);
      });
    },
    gradient: (node, d) => [makeNode('avgPool', [d], avgAttrs(node), node.inputs[0]!.shape, 'float32')],
  },
};

function avgAttrs({ attrs }: NodeOf<'avgPool'> | NodeOf<'avgPoolGrad'>) {
  return { ...poolAttrs(attrs), divide: attrs.divide };
}
