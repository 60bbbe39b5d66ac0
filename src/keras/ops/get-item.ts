/**
 * @file Slicing tensors: `x.at('...', '::-1')` as an array is sliced, and Keras's GetItem of a file. Takes slices, whole
 * numbers, `...` and new axes.
 */
import { Slice, parseSlice, type Index } from '../../array/index.ts';
import { describe, isPlainObject } from '../../arguments/index.ts';
import { g, type Node } from '../../engine/index.ts';
import { IndexError, ValueError } from '../../errors/index.ts';
import type { KerasTensor } from '../core/keras-tensor.ts';
import { dispatch, type Arg, type Result } from './dispatch.ts';

/** One part of an index: a place, `...`, a new axis, or Python's `start:stop:step`. */
type Part = number | '...' | null | Range;
interface Range {
  readonly start: number | null;
  readonly stop: number | null;
  readonly step: number | null;
}

/**
 * The cells that an index names, as `x.at(…)` of an array: `ops.getItem(x, 0, ':', '1:3')`. Numbers, slices, `'...'` and
 * `np.newaxis`; places given by a list are for `ops.take`.
 * @throws IndexError for a place outside of the tensor, or more parts than it has axes
 */
export function getItem<A extends Arg>(x: A, ...index: readonly Index[]): Result<A> {
  return pickParts(x, index.map(partOf));
}

/** As a file of Keras names them. @throws ValueError for keys that are tensors or lists of places */
export function getItemOfFile(x: KerasTensor, key: unknown): KerasTensor {
  return pickParts(x, (Array.isArray(key) ? (key as unknown[]) : [key]).map(partOfFile));
}

function pickParts<A extends Arg>(x: A, parts: readonly Part[]): Result<A> {
  return dispatch('getItem', (v) => pick(v, parts), [x], { saved: { args: [x, parts.map(toFile)] } });
}

function partOf(part: Index): Part {
  if (part === null || part === '...' || (typeof part === 'number' && Number.isInteger(part))) return part;
  if (typeof part === 'string') return parseSlice(part);
  if (part instanceof Slice) return part;
  throw new IndexError({
    who: 'tensor.at',
    rule: {
      en: 'takes whole numbers, slices, ... and np.newaxis',
      ko: '정수, 슬라이스, ..., np.newaxis만 쓸 수 있습니다',
    },
    received: describe(part),
    hint: {
      en: 'For places out of a list: keras.ops.take(x, places, { axis })',
      ko: '리스트에 적은 자리를 꺼낼 때: keras.ops.take(x, places, { axis })',
    },
  });
}

function partOfFile(part: unknown): Part {
  if (part === null || typeof part === 'number') return part;
  const name = isPlainObject(part) ? String(part['class_name']) : '';
  if (name === '__ellipsis__') return '...';
  const config = /^(__)?slice(__)?$/.test(name) ? (part as { config?: unknown }).config : undefined;
  if (isPlainObject(config)) return { start: null, stop: null, step: null, ...config };
  throw new ValueError({
    who: 'loadModel',
    rule: {
      en: 'GetItem takes slices, whole numbers, ... and None',
      ko: 'GetItem에는 슬라이스, 정수, ..., None만 쓸 수 있습니다',
    },
    received: describe(part),
  });
}

function toFile(part: Part): unknown {
  if (part === '...') return { class_name: '__ellipsis__', config: {} };
  if (part === null || typeof part === 'number') return part;
  const { start, stop, step } = part;
  return { class_name: '__slice__', config: { start, stop, step: step === 1 ? null : step } };
}

function pick(x: Node, parts: readonly Part[]): Node {
  const dots = parts.indexOf('...');
  const used = parts.filter((part) => part !== null && part !== '...').length;
  if (used > x.shape.length) {
    throw new IndexError({
      who: 'tensor.at',
      rule: {
        en: `the tensor has ${x.shape.length} ${x.shape.length === 1 ? 'axis' : 'axes'}, the batch among them`,
        ko: `텐서의 축은 배치 축까지 ${x.shape.length}개입니다`,
      },
      received: { en: `${used} parts`, ko: `인덱스 ${used}개` },
    });
  }
  const all: Range = { start: null, stop: null, step: null };
  const whole = Array.from({ length: x.shape.length - used }, () => all);
  const each = dots < 0 ? [...parts, ...whole] : [...parts.slice(0, dots), ...whole, ...parts.slice(dots + 1)];
  const shape: number[] = [];
  let [y, axis] = [x, 0];
  for (const part of each) {
    if (part === null || part === '...') {
      shape.push(1);
      continue;
    }
    const size = x.shape[axis]!;
    if (typeof part === 'number') y = along(y, axis, placeOf(part, size, axis), 1, 1);
    else {
      const { from, count, step } = rangeOf(part, size);
      if (step < 0) y = along(g.reverse(y, axis), axis, size - 1 - from, count, -step);
      else if (count !== size || step !== 1) y = along(y, axis, from, count, step);
      shape.push(count);
    }
    axis++;
  }
  return g.reshape(y, shape);
}

function placeOf(part: number, size: number, axis: number): number {
  const place = part < 0 ? part + size : part;
  if (place >= 0 && place < size) return place;
  throw new IndexError({
    who: 'tensor.at',
    rule: {
      en: `axis ${axis} has ${size} places, 0 to ${size - 1}`,
      ko: `축 ${axis}의 번호는 0부터 ${size - 1}까지입니다`,
    },
    received: String(part),
  });
}

/** `count` places of one axis, from `from` on, `step` apart. */
function along(x: Node, axis: number, from: number, count: number, step: number): Node {
  const at = <T>(value: T, others: (n: number) => T): T[] => x.shape.map((n, i) => (i === axis ? value : others(n)));
  return g.slice(x, at(from, () => 0), at(count, (n) => n), at(step, () => 1)); // prettier-ignore
}

/** Python's reading of `start:stop:step` on an axis of `size` places. */
function rangeOf({ start, stop, step: given }: Range, size: number): { from: number; count: number; step: number } {
  const step = given ?? 1;
  const [least, most] = step < 0 ? [-1, size - 1] : [0, size];
  const place = (value: number): number => Math.min(most, Math.max(least, value < 0 ? value + size : value));
  const from = start === null ? (step < 0 ? most : least) : place(start);
  const to = stop === null ? (step < 0 ? least : most) : place(stop);
  return { from, count: Math.max(0, Math.ceil((to - from) / step)), step };
}
