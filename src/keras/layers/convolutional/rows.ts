/** @file Convolutions of sequences as those of pictures of one row. */
import { g, type Node } from '../../../engine/index.ts';
import type { Pair } from '../checks.ts';
import { geometry, refuseLargeWindow } from './geometry.ts';

/** A number, or a list of one, as Keras writes it into files. */
export type Single = number | readonly [number];

/** The window of a layer for sequences. */
export interface RowWindow {
  /** Size of the window. */
  kernelSize: Single;
  /** How far the window moves each time. Default 1. */
  strides?: Single;
  /** Gap between the values that the window sees. Default 1 (none). */
  dilationRate?: Single;
}

/** `k` as [1, k]. */
const rowPair = (value: unknown): Pair => {
  const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return (typeof one === 'number' ? [1, one] : one) as Pair;
};

/** The checked geometry of a convolution over one axis. */
export function rowGeometry(who: string, o: Parameters<typeof geometry>[1]) {
  const { kernelSize, strides, dilationRate } = o;
  return geometry(who, {
    ...o,
    kernelSize: rowPair(kernelSize),
    strides: rowPair(strides),
    dilationRate: rowPair(dilationRate),
  });
}

/** The geometry as the layer's config names it. */
export function rowGeometryConfig({ kernel, strides, dilation, padding, format }: ReturnType<typeof geometry>) {
  return { kernelSize: [kernel[1]], strides: [strides[1]], dilationRate: [dilation[1]], padding, dataFormat: format };
}

/** Computes on a sequence (n, steps, c) as on pictures (n, 1, steps, c). */
export function asRow(
  who: string,
  series: Node,
  window: Parameters<typeof refuseLargeWindow>[2],
  f: (row: Node) => Node,
): Node {
  const [n, steps, c] = series.shape as [number, number, number];
  refuseLargeWindow(who, [n, 1, steps, c], window);
  const row = f(g.reshape(series, [n, 1, steps, c]));
  return g.reshape(row, [n, row.shape[2]!, row.shape[3]!]);
}
