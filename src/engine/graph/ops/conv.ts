/**
 * @file Convolution over NHWC pictures (really cross-correlation, as everywhere in deep learning), its two gradients as
 * ops of their own, and the sliding patches. All three convolution ops are linear in both inputs, so each is the
 * gradient of the others.
 */
import { ShapeError, ValueError, shapeText } from '../../../errors/index.ts';
import { makeNode, type Node, type NodeOf, type OpTable, type Padding2D, type Shape, type Window2D } from '../node.ts';
import { cast } from './elementwise.ts';
import { requireNdim, requirePositive, resolvePadding, windowOutput, type PaddingName } from './shape.ts';

export interface WindowOptions {
  strides?: readonly [number, number];
  padding?: PaddingName | Padding2D;
  dilation?: readonly [number, number];
}

export interface ConvOptions extends WindowOptions {
  groups?: number;
}

/** Completes and checks the options of a window over a picture [n, h, w, c]. */
export function windowOf(
  who: string,
  shape: Shape,
  kernel: readonly [number, number],
  { strides = [1, 1], padding = 'valid', dilation = [1, 1] }: WindowOptions,
): Window2D & { output: [number, number] } {
  requireNdim(who, { en: 'the input', ko: '입력' }, shape, 4);
  requirePositive(who, { en: 'kernel, strides and dilation', ko: 'kernel, strides, dilation' }, [
    ...kernel,
    ...strides,
    ...dilation,
  ]);
  const size: [number, number] = [shape[1]!, shape[2]!];
  const cells = resolvePadding(padding, size, kernel, strides, dilation);
  const output = windowOutput(size, kernel, strides, dilation, cells);
  if (output[0] <= 0 || output[1] <= 0) {
    throw new ShapeError({
      who,
      rule: { en: 'the window must fit into the picture', ko: '윈도는 그림에 들어가야 합니다' },
      received: {
        en: `picture ${shapeText(size)}, window ${shapeText(kernel)}, dilation ${shapeText(dilation)}`,
        ko: `그림 ${shapeText(size)}, 윈도 ${shapeText(kernel)}, dilation ${shapeText(dilation)}`,
      },
      hint: {
        en: "Use padding 'same', a smaller window, or fewer pooling layers before.",
        ko: "padding 'same'을 쓰거나, 윈도를 줄이거나, 앞의 풀링 층을 줄이세요",
      },
    });
  }
  return { strides, dilation, padding: cells, output };
}

/** x [n, h, w, cin] with kernel [kh, kw, cin / groups, cout] -> [n, oh, ow, cout]. */
export function conv2d(x: Node, kernel: Node, options: ConvOptions = {}): Node {
  const { groups = 1 } = options;
  requireNdim('conv2d', { en: 'the kernel', ko: '커널' }, kernel.shape, 4);
  const [kh, kw, ci, co] = kernel.shape as [number, number, number, number];
  const { output, ...window } = windowOf('conv2d', x.shape, [kh, kw], options);
  if (ci * groups !== x.shape[3]) {
    throw new ShapeError({
      who: 'conv2d',
      rule: {
        en: `kernel expects ${ci * groups} channels but the input has ${x.shape[3]}`,
        ko: `커널은 채널 ${ci * groups}개를 받는데 입력의 채널은 ${x.shape[3]}개입니다`,
      },
      received: {
        en: `input ${shapeText(x.shape)}, kernel ${shapeText(kernel.shape)}${groups > 1 ? `, groups ${groups}` : ''}`,
        ko: `입력 ${shapeText(x.shape)}, 커널 ${shapeText(kernel.shape)}${groups > 1 ? `, groups ${groups}` : ''}`,
      },
    });
  }
  if (co % groups !== 0) {
    throw new ValueError({
      who: 'conv2d',
      rule: { en: 'groups must divide the filters', ko: '필터의 수는 groups로 나누어떨어져야 합니다' },
      received: { en: `${groups} and ${co}`, ko: `${groups}, ${co}` },
    });
  }
  const value = cast(x, 'float32');
  return makeNode('conv2d', [value, kernel], { ...window, groups }, [x.shape[0]!, ...output, co], 'float32');
}

type ConvAttrs = Window2D & { readonly groups: number };

/** The gradient of conv2d towards its input (of shape `shape`); also the transposed convolution. */
function conv2dInputGrad(dy: Node, kernel: Node, shape: Shape, attrs: ConvAttrs): Node {
  return makeNode('conv2dInputGrad', [dy, kernel], windowOnly(attrs), shape, 'float32');
}

/** The gradient of conv2d towards its kernel (of shape `shape`). */
function conv2dFilterGrad(x: Node, dy: Node, shape: Shape, attrs: ConvAttrs): Node {
  return makeNode('conv2dFilterGrad', [x, dy], windowOnly(attrs), shape, 'float32');
}

function windowOnly({ strides, dilation, padding, groups }: ConvAttrs): ConvAttrs {
  return { strides, dilation, padding, groups };
}

/**
 * The transposed convolution: x [n, h, w, cin], kernel [kh, kw, cout, cin] -> [n, oh, ow, cout] where (oh, ow) = `size`
 * and `padding` are those of the convolution that would go back.
 */
export function conv2dTranspose(
  x: Node,
  kernel: Node,
  size: readonly [number, number],
  options: { strides: readonly [number, number]; dilation?: readonly [number, number]; padding: Padding2D },
): Node {
  const shape = [x.shape[0]!, ...size, kernel.shape[2]!];
  return conv2dInputGrad(cast(x, 'float32'), kernel, shape, { dilation: [1, 1], groups: 1, ...options });
}

/** The window at every place as one row: [n, oh, ow, kh * kw * c], channels fastest; padding is 0. */
export function patches(x: Node, pool: readonly [number, number], options: WindowOptions = {}): Node {
  const { output, ...window } = windowOf('patches', x.shape, pool, options);
  const shape = [x.shape[0]!, ...output, pool[0] * pool[1] * x.shape[3]!];
  return makeNode('patches', [cast(x, 'float32')], { ...window, pool }, shape, 'float32');
}

/** Calls `visit(input pixel, output pixel, kernel cell)` for every pair that meets; pixel numbers count whole pixels. */
export function forEachTap(
  [n, h, w]: readonly [number, number, number],
  [oh, ow]: readonly [number, number],
  [kh, kw]: readonly [number, number],
  { strides: [sh, sw], dilation: [dh, dw], padding: [top, , left] }: Window2D,
  visit: (pixel: number, out: number, cell: number) => void,
): void {
  for (let b = 0; b < n; b++) {
    for (let oy = 0; oy < oh; oy++) {
      for (let ox = 0; ox < ow; ox++) {
        const out = (b * oh + oy) * ow + ox;
        for (let ky = 0; ky < kh; ky++) {
          const y = oy * sh + ky * dh - top;
          if (y < 0 || y >= h) continue;
          for (let kx = 0; kx < kw; kx++) {
            const x = ox * sw + kx * dw - left;
            if (x >= 0 && x < w) visit((b * h + y) * w + x, out, ky * kw + kx);
          }
        }
      }
    }
  }
}

/** The sizes that the three convolution twins need. */
function sizes(x: Shape, kernel: Shape, y: Shape, groups: number) {
  return {
    picture: [x[0]!, x[1]!, x[2]!] as const,
    output: [y[1]!, y[2]!] as const,
    window: [kernel[0]!, kernel[1]!] as const,
    cin: x[3]!,
    cout: y[3]!,
    gin: kernel[2]!,
    gout: kernel[3]! / groups,
  };
}

type Family = 'conv2d' | 'conv2dInputGrad' | 'conv2dFilterGrad' | 'patches' | 'patchesGrad';

export const convOps: Pick<OpTable, Family> = {
  conv2d: {
    forward(node, [x, kernel], out) {
      const { groups } = node.attrs;
      const s = sizes(node.inputs[0]!.shape, node.inputs[1]!.shape, node.shape, groups);
      const total = new Float64Array(out.length);
      forEachTap(s.picture, s.output, s.window, node.attrs, (pixel, o, cell) => {
        for (let c = 0; c < s.cin; c++) {
          const v = x![pixel * s.cin + c]!;
          if (v === 0) continue;
          const first = Math.floor(c / s.gin) * s.gout;
          const from = (cell * s.gin + (c % s.gin)) * s.cout + first;
          const to = o * s.cout + first;
          for (let f = 0; f < s.gout; f++) total[to + f]! += v * kernel![from + f]!;
        }
      });
      out.set(total);
    },
    gradient(node, dy) {
      const [x, kernel] = node.inputs as [Node, Node];
      return [conv2dInputGrad(dy, kernel, x.shape, node.attrs), conv2dFilterGrad(x, dy, kernel.shape, node.attrs)];
    },
  },
  conv2dInputGrad: {
    forward(node, [dy, kernel], out) {
      const { groups } = node.attrs;
      const s = sizes(node.shape, node.inputs[1]!.shape, node.inputs[0]!.shape, groups);
      const total = new Float64Array(out.length);
      forEachTap(s.picture, s.output, s.window, node.attrs, (pixel, o, cell) => {
        for (let c = 0; c < s.cin; c++) {
          const first = Math.floor(c / s.gin) * s.gout;
          const from = (cell * s.gin + (c % s.gin)) * s.cout + first;
          const at = o * s.cout + first;
          let sum = 0;
          for (let f = 0; f < s.gout; f++) sum += dy![at + f]! * kernel![from + f]!;
          total[pixel * s.cin + c]! += sum;
        }
      });
      out.set(total);
    },
    gradient(node, d) {
      const [dy, kernel] = node.inputs as [Node, Node];
      return [conv2d(d, kernel, node.attrs), conv2dFilterGrad(d, dy, kernel.shape, node.attrs)];
    },
  },
  conv2dFilterGrad: {
    forward(node, [x, dy], out) {
      const { groups } = node.attrs;
      const s = sizes(node.inputs[0]!.shape, node.shape, node.inputs[1]!.shape, groups);
      const total = new Float64Array(out.length);
      forEachTap(s.picture, s.output, s.window, node.attrs, (pixel, o, cell) => {
        for (let c = 0; c < s.cin; c++) {
          const v = x![pixel * s.cin + c]!;
          if (v === 0) continue;
          const first = Math.floor(c / s.gin) * s.gout;
          const to = (cell * s.gin + (c % s.gin)) * s.cout + first;
          const at = o * s.cout + first;
          for (let f = 0; f < s.gout; f++) total[to + f]! += v * dy![at + f]!;
        }
      });
      out.set(total);
    },
    gradient(node, d) {
      const [x, dy] = node.inputs as [Node, Node];
      return [conv2dInputGrad(dy, d, x.shape, node.attrs), conv2d(x, d, node.attrs)];
    },
  },
  patches: {
    forward(node, [x], out) {
      const [n, h, w, c] = node.inputs[0]!.shape as [number, number, number, number];
      const row = node.shape[3]!;
      forEachTap([n, h, w], [node.shape[1]!, node.shape[2]!], node.attrs.pool, node.attrs, (pixel, o, cell) => {
        for (let k = 0; k < c; k++) out[o * row + cell * c + k] = x![pixel * c + k]!;
      });
    },
    gradient: (node, dy) => [makeNode('patchesGrad', [dy], poolOnly(node), node.inputs[0]!.shape, 'float32')],
  },
  patchesGrad: {
    forward(node, [dy], out) {
      const [n, h, w, c] = node.shape as [number, number, number, number];
      const [, oh, ow, row] = node.inputs[0]!.shape as [number, number, number, number];
      forEachTap([n, h, w], [oh, ow], node.attrs.pool, node.attrs, (pixel, o, cell) => {
        for (let k = 0; k < c; k++) out[pixel * c + k]! += dy![o * row + cell * c + k]!;
      });
    },
    gradient: (node, d) => [makeNode('patches', [d], poolOnly(node), node.inputs[0]!.shape, 'float32')],
  },
};

function poolOnly({ attrs: { strides, dilation, padding, pool } }: NodeOf<'patches'> | NodeOf<'patchesGrad'>) {
  return { strides, dilation, padding, pool };
}
