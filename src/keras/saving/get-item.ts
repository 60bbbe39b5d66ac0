/** @file Keras's GetItem in a file, `x[..., ::-1]` on a symbolic tensor: slices, whole numbers, `...` and new axes. */
import { describe, isPlainObject } from '../../arguments/index.ts';
import { g, type Node } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import type { KerasTensor } from '../core/keras-tensor.ts';
import { dispatch } from '../ops/dispatch.ts';

/** The cells of `x` that a key of a file names. @throws ValueError for keys that are tensors or lists of places */
export function getItem(x: KerasTensor, key: unknown): KerasTensor {
  const parts = Array.isArray(key) ? (key as unknown[]) : [key];
  return dispatch('getItem', (v) => pick(v, parts), [x]);
}

function pick(x: Node, parts: readonly unknown[]): Node {
  const dots = parts.findIndex((part) => classOf(part) === '__ellipsis__');
  const used = parts.filter((part) => part !== null && classOf(part) !== '__ellipsis__').length;
  const whole = Array.from({ length: Math.max(0, x.shape.length - used) }, () => ({ class_name: 'slice', config: {} }));
  const all = dots < 0 ? [...parts, ...whole] : [...parts.slice(0, dots), ...whole, ...parts.slice(dots + 1)];
  const shape: number[] = [];
  let [y, axis] = [x, 0];
  for (const part of all) {
    if (part === null) {
      shape.push(1);
      continue;
    }
    const size = x.shape[axis]!;
    if (typeof part === 'number') y = along(y, axis, part < 0 ? part + size : part, 1, 1);
    else {
      const { from, count, step } = rangeOf(part, size);
      y = step < 0 ? along(g.reverse(y, axis), axis, size - 1 - from, count, -step) : along(y, axis, from, count, step);
      shape.push(count);
    }
    axis++;
  }
  return g.reshape(y, shape);
}

/** `count` places of one axis, from `from` on, `step` apart. */
function along(x: Node, axis: number, from: number, count: number, step: number): Node {
  const at = <T>(value: T, others: (n: number) => T): T[] => x.shape.map((n, i) => (i === axis ? value : others(n)));
  return g.slice(x, at(from, () => 0), at(count, (n) => n), at(step, () => 1)); // prettier-ignore
}

/** Python's reading of `start:stop:step` on an axis of `size` places. */
function rangeOf(part: unknown, size: number): { from: number; count: number; step: number } {
  const config = isPlainObject(part) && /^(__)?slice(__)?$/.test(classOf(part)) ? part['config'] : undefined;
  if (!isPlainObject(config)) {
    throw new ValueError({
      who: 'loadModel',
      rule: {
        en: 'GetItem takes slices, whole numbers, ... and None',
        ko: 'GetItem에는 슬라이스, 정수, ..., None만 쓸 수 있습니다',
      },
      received: describe(part),
    });
  }
  const { start, stop } = config as { start?: number | null; stop?: number | null };
  const step = (config['step'] as number | null | undefined) ?? 1;
  const [least, most] = step < 0 ? [-1, size - 1] : [0, size];
  const place = (value: number): number => Math.min(most, Math.max(least, value < 0 ? value + size : value));
  const from = start == null ? (step < 0 ? most : least) : place(start);
  const to = stop == null ? (step < 0 ? least : most) : place(stop);
  return { from, count: Math.max(0, Math.ceil((to - from) / step)), step };
}

const classOf = (part: unknown): string => (isPlainObject(part) ? String(part['class_name']) : '');
