/**
 * @file What `a.at(…)` and `a.set(…, value)` mean: numbers, slices, newaxis and `...` give views; lists and arrays of
 * numbers or booleans (fancy and boolean indexing) gather copies, with NumPy's rules for where the new axes go.
 * Over 500 lines: reading and writing follow one set of rules, with quick ways for the most common indices.
 */
import { IndexError, ValueError, shapeText } from '../../errors/index.ts';
import { assign, type Assignable } from './assign.ts';
import { checkedScalar } from './checked-scalar.ts';
import { array, asarray } from './create.ts';
import { allocate, allocateResult, allocateZeros, dtypes } from '../layout/dtype.ts';
import { fastWhere } from '../kernels/elementwise.ts';
import {
  addSteps,
  countTrue,
  fillWhere,
  isShort,
  putAlong,
  putAt,
  squeezeInto,
  takeAlong,
  takeAt,
  type Indices,
  type Line,
  type Places,
} from '../kernels/places.ts';
import { isContiguous, sizeOf } from '../layout/strides.ts';
import { stretched } from './lanes.ts';
import { isNDArray, makeArray, makeView, rawStore, shareStore } from './make.ts';
import { elementsOf } from './typed.ts';
import type { NDArray, Nested } from './ndarray.ts';
import { Slice, countFrom, firstOf, parseSlice, plain, readPlain, type SliceText } from '../layout/slice.ts';
import { commonShape, placesOf } from '../layout/walk.ts';

/** One entry between the brackets: `null` is `np.newaxis`. */
export type Index =
  | number
  | SliceText
  | Slice
  | null
  | boolean
  | NDArray
  | readonly Nested<number>[]
  | readonly Nested<boolean>[]
  | Int32Array
  | Uint8Array;

/** The basic part of an index as a view, and the fancy part as places to add to it. */
interface Resolved {
  /** Axes before the fancy ones, in the result. */
  readonly pre: { shape: number[]; strides: number[] };
  readonly post: { shape: number[]; strides: number[] };
  readonly offset: number;
  readonly fancy: { shape: number[]; places: Places } | undefined;
}

/** `a[index]`: a view for basic indices, a copy for fancy and boolean ones. `who` refuses what is out of range. */
export function at(a: NDArray, index: readonly Index[], who = 'at'): NDArray {
  const only = index.length === 1 ? index[0] : undefined;
  if (isNDArray(only)) {
    if (only.dtype === 'bool' && sameShape(only, a)) return masked(a, only);
    if (isLine(a, only)) return takenFrom(a, only, who);
  }
  const view = basicView(a, index);
  if (view) return view;
  const { pre, post, offset, fancy } = resolve(a, index, who);
  if (!fancy) return makeView(a, pre.shape, pre.strides, offset);
  const shape = [...pre.shape, ...fancy.shape, ...post.shape];
  const out = allocateResult(a.dtype, sizeOf(shape));
  const data = rawStore(a);
  const outer = placesOf(pre.shape, pre.strides, offset);
  let to = 0;
  const block = sizeOf(post.shape);
  if (block >= 16 && isContiguous({ ...post, offset: 0, size: block, ndim: post.shape.length })) {
    for (const start of outer) {
      for (let k = 0; k < fancy.places.length; k++, to += block) {
        const from = start + fancy.places[k]!;
        out.set(data.subarray(from, from + block), to);
      }
    }
    return makeArray(out, a.dtype, shape);
  }
  const inner = placesOf(post.shape, post.strides);
  for (const start of outer) {
    if (inner.length === 1) {
      takeAt(data, start, fancy.places, out, to);
      to += fancy.places.length;
      continue;
    }
    for (let k = 0; k < fancy.places.length; k++) {
      const from = start + fancy.places[k]!;
      for (let i = 0; i < inner.length; i++) out[to++] = data[from + inner[i]!]!;
    }
  }
  return makeArray(out, a.dtype, shape);
}

/**
 * The quick way for loops over patches: numbers, slices, slice texts and newaxis. Undefined for everything else, errors too,
 * which `resolve` explains.
 */
function basicView(a: NDArray, index: readonly Index[]): NDArray | undefined {
  let kept = a.ndim;
  let fresh = 0;
  for (let k = 0; k < index.length; k++) {
    if (typeof index[k] === 'number') kept--;
    else if (index[k] === null) fresh++;
  }
  if (index.length - fresh > a.ndim) return undefined;
  const shape = listOf(kept + fresh, fresh === 0 ? 0 : 1);
  const strides = listOf(kept + fresh, 0);
  let offset = a.offset;
  let d = 0;
  let to = 0;
  for (let k = 0; k < index.length; k++) {
    const x = index[k];
    if (x === null) {
      to++;
      continue;
    }
    if (x === '...') return undefined;
    const n = a.shape[d]!;
    const stride = a.strides[d]!;
    d++;
    if (typeof x === 'number') {
      const i = x < 0 ? x + n : x;
      if (!(i >= 0 && i < n) || Math.floor(i) !== i) return undefined;
      offset += i * stride;
    } else if (typeof x === 'string' && readPlain(x)) {
      const { start, stop } = plain;
      const count = (stop < n ? stop : n) - start;
      if (count > 0) offset += start * stride;
      shape[to] = count > 0 ? count : 0;
      strides[to++] = stride;
    } else if (typeof x === 'string' || x instanceof Slice) {
      const part = typeof x === 'string' ? parseSlice(x) : x;
      const first = firstOf(part, n);
      const count = countFrom(first, part, n);
      if (count > 0) offset += first * stride;
      shape[to] = count;
      strides[to++] = stride * part.step;
    } else return undefined;
  }
  for (; d < a.ndim; d++, to++) {
    shape[to] = a.shape[d]!;
    strides[to] = a.strides[d]!;
  }
  return makeView(a, shape, strides, offset);
}

/** A list of n zeros or ones. (Written out, as those of most arrays are here, they are made quickest.) */
function listOf(n: number, x: 0 | 1): number[] {
  switch (n) {
    case 0:
      return [];
    case 1:
      return [x];
    case 2:
      return [x, x];
    case 3:
      return [x, x, x];
    case 4:
      return [x, x, x, x];
  }
  return Array.from<number>({ length: n }).fill(x);
}

/** Whether one axis is asked by whole numbers: that needs no plan. */
function isLine(a: NDArray, index: NDArray): boolean {
  const { kind } = dtypes[index.dtype];
  return a.ndim === 1 && index.ndim > 0 && (kind === 'i' || kind === 'u') && isShort(rawStore(a));
}

function lineOf(a: NDArray): Line {
  return { store: rawStore(a), start: a.offset, side: a.shape[0]!, stride: a.strides[0]! };
}

function indicesOf(index: NDArray): Indices {
  if (isContiguous(index)) return { store: rawStore(index), from: index.offset, n: index.size };
  return { store: elementsOf(index), from: 0, n: index.size };
}

function takenFrom(a: NDArray, index: NDArray, who: string): NDArray {
  const out = allocateResult(a.dtype, index.size);
  const places = indicesOf(index);
  const wrong = takeAlong(lineOf(a), places, out);
  if (wrong >= 0) throw outside(places.store[places.from + wrong]!, a.shape[0]!, 0, who);
  return makeArray(out, a.dtype, index.shape);
}

function sameShape(p: NDArray, q: NDArray): boolean {
  return p.ndim > 0 && isOfShape(p, q.shape);
}

function isOfShape(p: NDArray, shape: readonly number[]): boolean {
  if (p.ndim !== shape.length) return false;
  for (let d = 0; d < shape.length; d++) if (p.shape[d] !== shape[d]) return false;
  return true;
}

/** The elements where a mask of the array's own shape is true. */
function masked(a: NDArray, mask: NDArray): NDArray {
  const [values, flags] = [runOf(a), runOf(mask)];
  const count = countTrue(flags, a.size);
  const out = allocateResult(a.dtype, count);
  squeezeInto(values, flags, a.size, out);
  return makeArray(out, a.dtype, [count]);
}

/** All elements in C order: where they lie if that is their order. */
function runOf(a: NDArray): { store: NDArray['data']; from: number } {
  return isContiguous(a) ? { store: rawStore(a), from: a.offset } : { store: elementsOf(a), from: 0 };
}

/** `a[index] = value`, with the value broadcast; of repeated places the last one wins. */
export function setAt(a: NDArray, index: readonly Index[], value: Assignable): void {
  const only = index.length === 1 ? index[0] : undefined;
  if (isNDArray(only) && (typeof value === 'number' || typeof value === 'boolean') && a.writeable) {
    const isMask = only.dtype === 'bool' && sameShape(only, a) && isContiguous(a);
    if (isMask || isLine(a, only)) {
      // An index may look at what is written: it counts as it was before.
      const own = shareStore(only, a) ? only.copy() : only;
      const one = checkedScalar(value, a.dtype, 'set');
      if (isMask) setMasked(a, isContiguous(own) ? own : own.copy(), one);
      else {
        const places = indicesOf(own);
        const wrong = putAlong(lineOf(a), places, one);
        if (wrong >= 0) throw outside(places.store[places.from + wrong]!, a.shape[0]!, 0, 'set');
      }
      return;
    }
  }
  const view = basicView(a, index);
  if (view) {
    assignView(a, index, view, value);
    return;
  }
  const { pre, post, offset, fancy } = resolve(a, index, 'set');
  if (!fancy) {
    assignView(a, index, makeView(a, pre.shape, pre.strides, offset), value);
    return;
  }
  const shape = [...pre.shape, ...fancy.shape, ...post.shape];
  if (typeof value === 'number' && a.writeable && post.shape.length === 0) {
    const one = allocate(a.dtype, 1).fill(checkedScalar(value, a.dtype, 'set'));
    for (const start of placesOf(pre.shape, pre.strides, offset)) putAt(rawStore(a), start, fancy.places, one, 0, 0);
    return;
  }
  const values = laidOut(a, shape, value);
  const data = rawStore(a);
  const outer = placesOf(pre.shape, pre.strides, offset);
  const inner = placesOf(post.shape, post.strides);
  let from = 0;
  for (const start of outer) {
    if (inner.length === 1) {
      putAt(data, start, fancy.places, values, from, 1);
      from += fancy.places.length;
      continue;
    }
    for (let k = 0; k < fancy.places.length; k++) {
      const to = start + fancy.places[k]!;
      for (let i = 0; i < inner.length; i++) data[to + inner[i]!] = values[from++]!;
    }
  }
}

/** The value's elements as the result of the index would be laid out, converted and checked. */
function laidOut(a: NDArray, shape: readonly number[], value: Assignable): NDArray['data'] {
  const isReady = isNDArray(value) && a.writeable && value.dtype === a.dtype && !shareStore(value, a);
  if (isReady && isContiguous(value) && isOfShape(value, shape)) return elementsOf(value);
  const laid = makeArray(allocate(a.dtype, sizeOf(shape)), a.dtype, shape);
  assign(laid, value, a);
  return rawStore(laid);
}

/** A value into the view that a basic index gives. */
function assignView(a: NDArray, index: readonly Index[], view: NDArray, value: Assignable): void {
  // (A truth value may come as an array of one, as in NumPy.)
  const loose = a.dtype === 'bool' && typeof value === 'object' && asarray(value).size === 1;
  const single = index.length === a.ndim && index.every((x) => typeof x === 'number');
  if (single && !loose && typeof value === 'object' && asarray(value).ndim > 0) {
    throw new ValueError({
      who: 'set',
      rule: {
        en: 'one element takes one number, not a list or an array with axes',
        ko: '원소 하나에는 수 하나만 쓸 수 있습니다. 리스트나 축이 있는 배열은 쓸 수 없습니다',
      },
      received: {
        en: `value of shape ${shapeText(asarray(value).shape)}`,
        ko: `모양이 ${shapeText(asarray(value).shape)}인 값`,
      },
    });
  }
  assign(view, value, a);
}

/** One number where a mask of the array's own shape is true. */
function setMasked(a: NDArray, mask: NDArray, value: number): void {
  if (fillWhere(runOf(a), runOf(mask), a.size, value)) return;
  const flags = elementsOf(mask);
  const out = rawStore(a).subarray(a.offset, a.offset + a.size);
  const number = { data: allocate(a.dtype, 1).fill(value), offset: 0, sm: 0, sn: 0 };
  const run = { data: out, offset: 0, sm: 0, sn: 1 };
  if (fastWhere({ data: flags, offset: 0, sm: 0, sn: 1 }, number, run, out, 1, a.size)) return;
  for (let k = 0; k < out.length; k++) if (flags[k] !== 0) out[k] = value;
}

type Item =
  | { kind: 'slice'; slice: Slice }
  | { kind: 'new' }
  | { kind: 'number'; at: number }
  | { kind: 'fancy'; at: NDArray }
  | { kind: 'truth'; at: NDArray };

function resolve(a: NDArray, index: readonly Index[], who: string): Resolved {
  const items = expand(a, index, who);
  const anyFancy = items.some((x) => x.kind === 'fancy' || x.kind === 'truth');
  const axes: { n: number; stride: number; afterFancy: boolean }[] = [];
  const lists: { at: NDArray; n: number; stride: number; axis: number }[] = [];
  let offset = a.offset;
  let axis = 0;
  let firstFancy = -1; // how many result axes came before the first fancy index
  let apart = false; // fancy indices separated by a slice put their axes first
  let last = '';
  for (const item of items) {
    const isFancy = item.kind === 'fancy' || item.kind === 'truth' || (anyFancy && item.kind === 'number');
    if (isFancy) {
      if (firstFancy >= 0 && last !== 'fancy') apart = true;
      if (firstFancy < 0) firstFancy = axes.length;
    }
    last = isFancy ? 'fancy' : item.kind;
    if (item.kind === 'new') axes.push({ n: 1, stride: 0, afterFancy: firstFancy >= 0 });
    else if (item.kind === 'truth') lists.push({ at: item.at, n: 1, stride: 0, axis: -1 });
    else {
      const n = a.shape[axis]!;
      const stride = a.strides[axis]!;
      if (item.kind === 'slice') {
        const first = firstOf(item.slice, n);
        const count = countFrom(first, item.slice, n);
        if (count > 0) offset += first * stride;
        axes.push({ n: count, stride: stride * item.slice.step, afterFancy: firstFancy >= 0 });
      } else if (item.kind === 'number') offset += inBounds(item.at, n, axis, who) * stride;
      else lists.push({ at: item.at, n, stride, axis });
      axis++;
    }
  }
  const cut = !anyFancy ? axes.length : apart ? 0 : firstFancy;
  const part = (list: typeof axes) => ({ shape: list.map((x) => x.n), strides: list.map((x) => x.stride) });
  const fancy = anyFancy ? gatherPlaces(lists, rawStore(a).length, who) : undefined;
  return { pre: part(axes.slice(0, cut)), post: part(axes.slice(cut)), offset, fancy };
}

/** Adds up, for every place of the broadcast index arrays, the steps that they name in a store of so many elements. */
function gatherPlaces(
  lists: readonly { at: NDArray; n: number; stride: number; axis: number }[],
  store: number,
  who: string,
): { shape: number[]; places: Places } {
  const shapes = lists.map((x) => x.at.shape);
  const shape = commonShape(shapes, `${who}: index arrays`);
  const places = placesFor(sizeOf(shape), store);
  for (const { at: list, n, stride, axis } of lists) {
    if (axis < 0) continue;
    const asItLies = list.size === places.length && isContiguous(list);
    const index = asItLies ? rawStore(list) : stretched(list, shape);
    const from = asItLies ? list.offset : 0;
    const wrong = addSteps(places, index, from, n, stride);
    if (wrong >= 0) throw outside(index[from + wrong]!, n, axis, who);
  }
  return { shape, places };
}

/** Room for n places in a store of so many elements, all 0. */
function placesFor(n: number, store: number): Places {
  return store < 2 ** 31 ? (allocateZeros('int32', n) as Int32Array) : new Float64Array(n);
}

/** Names every axis: `...` becomes slices, masks become the indices of their true places. */
function expand(a: NDArray, index: readonly Index[], who: string): Item[] {
  const items: Item[] = [];
  let ellipsis = -1;
  let used = 0;
  for (const x of index) {
    if (x === '...') {
      if (ellipsis >= 0)
        throw new IndexError({
          who,
          rule: { en: "an index can have only one '...'", ko: "인덱스에는 '...'을 한 번만 쓸 수 있습니다" },
          received: describe(index),
        });
      ellipsis = items.length;
    } else if (typeof x === 'number') {
      if (!Number.isInteger(x))
        throw new IndexError({
          who,
          rule: { en: 'an index must be a whole number', ko: '인덱스는 정수여야 합니다' },
          received: String(x),
        });
      items.push({ kind: 'number', at: x });
      used++;
    } else if (x === null) items.push({ kind: 'new' });
    else if (typeof x === 'string') {
      items.push({ kind: 'slice', slice: parseSlice(x) });
      used++;
    } else if (x instanceof Slice) {
      items.push({ kind: 'slice', slice: x });
      used++;
    } else used += expandArray(a, x, used, items, who);
  }
  if (used > a.ndim) {
    throw new IndexError({
      who,
      rule: {
        en: `too many indices: the array has ${a.ndim} axes, but ${used} were indexed`,
        ko: `인덱스가 너무 많습니다. 배열의 축은 ${a.ndim}개인데 인덱스를 ${used}개 썼습니다`,
      },
      received: {
        en: `${describe(index)} for shape ${shapeText(a.shape)}`,
        ko: `모양 ${shapeText(a.shape)}에 ${describe(index)}`,
      },
    });
  }
  const rest: Item[] = Array.from({ length: a.ndim - used }, () => ({ kind: 'slice', slice: whole }));
  const at = ellipsis < 0 ? items.length : ellipsis;
  // A mask after `...` was measured against the wrong axes; measure again now that the count is known.
  const full = [...items.slice(0, at), ...rest, ...items.slice(at)];
  checkMasks(a, index, ellipsis >= 0, rest.length, who);
  return full;
}

const whole = new Slice(null, null, 1);

/** Adds the item(s) for an index array and returns how many axes they use. */
function expandArray(a: NDArray, x: Index, used: number, items: Item[], who: string): number {
  if (x === undefined)
    throw new IndexError({
      who,
      rule: { en: 'an index must not be undefined', ko: '인덱스는 undefined가 아니어야 합니다' },
      received: 'undefined',
    });
  const list = isNDArray(x) ? x : array(x as never);
  if (list.dtype === 'bool') {
    if (list.ndim === 0) {
      items.push({ kind: 'truth', at: array(list.item() ? [0] : [], 'int64') });
      return 0;
    }
    for (const at of truePlaces(list)) items.push({ kind: 'fancy', at });
    return list.ndim;
  }
  if (list.dtype === 'float32' || list.dtype === 'float64') {
    if (list.size === 0 && !isNDArray(x)) {
      items.push({ kind: 'fancy', at: array([], 'int64').reshape(list.shape) });
      return 1;
    }
    throw new IndexError({
      who,
      rule: {
        en: 'arrays used as indices must hold whole numbers or booleans',
        ko: '인덱스로 쓰는 배열에는 정수나 불리언이 들어 있어야 합니다',
      },
      received: `dtype ${list.dtype}`,
      hint: { en: "Use x.astype('int64')", ko: "x.astype('int64')를 쓰세요" },
    });
  }
  if (list.ndim === 0 && used < a.ndim) {
    items.push({ kind: 'number', at: list.item() });
    return 1;
  }
  items.push({ kind: 'fancy', at: list });
  return 1;
}

/** The indices, one array per axis, of the true elements in C order. */
function truePlaces(mask: NDArray): NDArray[] {
  const flat = elementsOf(mask);
  let count = 0;
  for (let k = 0; k < flat.length; k++) if (flat[k]! !== 0) count++;
  const found = mask.shape.map(() => new Float64Array(count));
  const steps = mask.shape.map((_, d) => sizeOf(mask.shape.slice(d + 1)));
  if (found.length === 1) {
    const only = found[0]!;
    for (let k = 0, to = 0; k < flat.length; k++) if (flat[k]! !== 0) only[to++] = k;
  } else {
    for (let k = 0, to = 0; k < flat.length; k++) {
      if (flat[k] === 0) continue;
      for (let d = 0, rest = k; d < steps.length; d++) {
        const i = Math.floor(rest / steps[d]!);
        found[d]![to] = i;
        rest -= i * steps[d]!;
      }
      to++;
    }
  }
  return found.map((data) => makeArray(data, 'int64', [count]));
}

/** A mask must have the sides of the axes it stands on. */
function checkMasks(a: NDArray, index: readonly Index[], hasEllipsis: boolean, skipped: number, who: string): void {
  let axis = 0;
  for (const x of index) {
    if (x === '...') axis += skipped;
    else if (x === null || typeof x === 'boolean') continue;
    else if (typeof x === 'number' || typeof x === 'string' || x instanceof Slice) axis++;
    else {
      const list = isNDArray(x) ? x : array(x);
      if (list.dtype !== 'bool') {
        axis++;
        continue;
      }
      for (let d = 0; d < list.ndim; d++, axis++) {
        if (list.shape[d] === a.shape[axis]) continue;
        throw new IndexError({
          who,
          rule: {
            en: `a boolean index must have the side of the axis it selects from; axis ${axis} has ${a.shape[axis]}, the mask ${list.shape[d]}`,
            ko: `불리언 인덱스의 길이는 고르려는 축의 길이와 같아야 합니다. 축 ${axis}의 길이는 ${a.shape[axis]}, 마스크는 ${list.shape[d]}입니다`,
          },
          received: {
            en: `array ${shapeText(a.shape)}, mask ${shapeText(list.shape)}${hasEllipsis ? " after '...'" : ''}`,
            ko: `배열 ${shapeText(a.shape)}, ${hasEllipsis ? "'...' 뒤의 " : ''}마스크 ${shapeText(list.shape)}`,
          },
        });
      }
    }
  }
}

function inBounds(i: number, n: number, axis: number, who: string): number {
  const at = i < 0 ? i + n : i;
  if (at >= 0 && at < n) return at;
  throw outside(i, n, axis, who);
}

function outside(i: number, n: number, axis: number, who: string): IndexError {
  return new IndexError({
    who,
    rule: {
      en: `index ${i} is out of bounds for axis ${axis} with size ${n}`,
      ko: `인덱스 ${i}은(는) 길이가 ${n}인 축 ${axis}의 범위를 벗어납니다`,
    },
    received: { en: `index ${i}`, ko: `인덱스 ${i}` },
    hint:
      n > 0
        ? { en: `Axis ${axis} takes ${-n} to ${n - 1}`, ko: `축 ${axis}에는 ${-n}부터 ${n - 1}까지 쓸 수 있습니다` }
        : undefined,
  });
}

function describe(index: readonly Index[]): string {
  const text = index.map((x) => {
    if (isNDArray(x)) return `array${shapeText(x.shape)}`;
    if (x instanceof Slice) return `${x.start ?? ''}:${x.stop ?? ''}:${x.step}`;
    return x === null ? 'newaxis' : typeof x === 'string' ? `'${x}'` : String(x);
  });
  return `[${text.join(', ')}]`;
}
