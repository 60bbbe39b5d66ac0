/** @file Where the channels are: last as the engine computes, or first as the user may have them. */
import { g, type Node } from '../../engine/index.ts';
import type { SymbolicShape } from '../core/keras-tensor.ts';
import { oneOf } from './checks.ts';

export type DataFormat = 'channels_last' | 'channels_first';

export function dataFormatOf(who: string, value: unknown): DataFormat {
  return value === null || value === undefined
    ? 'channels_last'
    : oneOf(who, 'dataFormat', value, ['channels_last', 'channels_first']);
}

/** (n, c, h, w) as (n, h, w, c). */
export function toLast(x: Node, format: DataFormat): Node {
  if (format === 'channels_last') return x;
  const n = x.shape.length;
  return g.transpose(x, [0, ...Array.from({ length: n - 2 }, (_, i) => i + 2), 1]);
}

/** (n, h, w, c) as (n, c, h, w). */
export function fromLast(x: Node, format: DataFormat): Node {
  if (format === 'channels_last') return x;
  const n = x.shape.length;
  return g.transpose(x, [0, n - 1, ...Array.from({ length: n - 2 }, (_, i) => i + 1)]);
}

/** A symbolic shape with the channels last. */
export function shapeLast(shape: SymbolicShape, format: DataFormat): SymbolicShape {
  return format === 'channels_last' ? shape : [shape[0]!, ...shape.slice(2), shape[1]!];
}
