/**
 * @file What an element of a dataset is made of: arrays, numbers, texts, and tuples (lists) and objects of them. Elements
 * are cut out of arrays, put together into batches and taken apart again; what does not fit is named with its number.
 */
import { NDArray, np } from '../../array/index.ts';
import { describe, isPlainObject } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';

/** One element: an array, a number, a text, or a tuple or object of such. */
export type Element =
  NDArray | number | string | boolean | readonly Element[] | { readonly [name: string]: Element | undefined };

type Plain = number | string | boolean;

/** A batch of texts: a list that is one part of an element, where any other list is a tuple of parts. */
export class TextList extends Array<string> {}

/** What slices of arrays and lists are. */
export type SliceOf<S> = S extends NDArray
  ? NDArray
  : S extends readonly number[]
    ? number
    : S extends readonly string[]
      ? string
      : S extends readonly boolean[]
        ? boolean
        : { -readonly [K in keyof S]: SliceOf<S[K]> };

/** What a batch of elements is: arrays have one axis more, numbers become arrays, texts a list. */
export type BatchOf<T> = T extends NDArray | number | boolean
  ? NDArray
  : T extends string
    ? string[]
    : { -readonly [K in keyof T]: BatchOf<T[K]> };

/** How a function of `map` and `filter` gets an element: a tuple as its parts. */
export type ArgumentsOf<T> = T extends readonly unknown[] ? T : [element: T];

/** Calls a user's function with the parts of a tuple, or with the element. */
export function spread(element: unknown): unknown[] {
  return Array.isArray(element) && !(element instanceof TextList) ? (element as unknown[]) : [element];
}

/** In what is sliced, a list of numbers, of texts or of truth values is data as an array is. */
function isPlainList(value: unknown): value is readonly Plain[] {
  if (!Array.isArray(value) || value.length === 0 || !isPlain(value[0])) return false;
  return value.every((each) => typeof each === typeof value[0]);
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}

/** Which lists are leaves: those of data in what is sliced, batches of texts in elements. */
type IsLeafList = (value: unknown) => boolean;
const inElements: IsLeafList = (value) => value instanceof TextList;

/** The same structure with every leaf replaced. `where` names a leaf: `[1]`, `.image`; empty for the whole. */
function mapLeaves(
  value: unknown,
  isList: IsLeafList,
  leaf: (value: unknown, where: string) => unknown,
  where = '',
): unknown {
  if (value instanceof NDArray || isList(value)) return leaf(value, where);
  if (Array.isArray(value)) return value.map((each, i) => mapLeaves(each, isList, leaf, `${where}[${i}]`));
  if (!isPlainObject(value)) return leaf(value, where);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, mapLeaves(each, isList, leaf, `${where}.${name}`)]),
  );
}

/** The leaves in order, each with its place. */
function leavesOf(value: unknown, isList: IsLeafList): { readonly where: string; readonly value: unknown }[] {
  const leaves: { where: string; value: unknown }[] = [];
  mapLeaves(value, isList, (leaf, where) => leaves.push({ where, value: leaf }));
  return leaves;
}

/** Number of slices along the first axis. @throws ShapeError where the parts disagree, ValueError for what has no axis */
export function countSlices(who: string, tensors: unknown, isList: IsLeafList = isPlainList): number {
  const leaves = leavesOf(tensors, isList).map(({ where, value }) => ({ where, value, n: lengthOf(who, value) }));
  if (leaves.length === 0) {
    throw new ValueError({
      who,
      rule: { en: 'needs at least one array', ko: '배열이 하나 이상 필요합니다' },
      received: describe(tensors),
    });
  }
  const n = leaves[0]!.n;
  if (leaves.every((leaf) => leaf.n === n)) return n;
  throw new ShapeError({
    who,
    rule: { en: 'all parts must have the same number of samples', ko: '모든 부분은 샘플의 수가 같아야 합니다' },
    received: leaves
      .map((leaf) => `${leaf.where || 'x'} ${shapeText(leaf.value instanceof NDArray ? leaf.value.shape : [leaf.n])}`)
      .join(', '),
    hint: {
      en: 'The first axis counts the samples. Were all cut from the same part (train or test)?',
      ko: '첫 축이 샘플의 수입니다. 모두 같은 부분(train 또는 test)에서 잘랐는지 확인하세요',
    },
  });
}

function lengthOf(who: string, value: unknown): number {
  if (value instanceof NDArray && value.ndim > 0) return value.shape[0]!;
  if (isPlainList(value)) return value.length;
  throw new ValueError({
    who,
    rule: {
      en: 'takes arrays and lists with the samples along the first axis, or tuples and objects of them',
      ko: '첫 축이 샘플인 배열이나 리스트, 또는 그것들의 튜플이나 객체를 받습니다',
    },
    received: value instanceof NDArray ? { en: 'a single number', ko: '수 하나' } : describe(value),
  });
}

/** Slice `i` of every part, as views. */
export function sliceOf(tensors: unknown, i: number, isList: IsLeafList = isPlainList): unknown {
  return mapLeaves(tensors, isList, (leaf) => (leaf instanceof NDArray ? leaf.at(i) : (leaf as readonly Plain[])[i]));
}

/** What elements of a batch must have in common. */
function kindOf(value: unknown): string {
  if (value instanceof NDArray) return `array ${shapeText(value.shape)}`;
  return value instanceof TextList ? `texts ${shapeText([value.length])}` : typeof value;
}

/**
 * Elements one above the other. `first` is the number of the first element, for messages.
 * @throws ShapeError that names the first element that does not fit
 */
export function batchOf(who: string, elements: readonly unknown[], first: number): unknown {
  const model = leavesOf(elements[0], inElements);
  const columns = model.map((): unknown[] => []);
  for (const [i, element] of elements.entries()) {
    const leaves = leavesOf(element, inElements);
    const same = leaves.length === model.length && leaves.every((leaf, k) => leaf.where === model[k]!.where);
    if (!same) throw unlike(who, first, model.map(partText), first + i, leaves.map(partText));
    for (const [k, leaf] of leaves.entries()) {
      if (!isLeaf(leaf.value)) throw notAnElement(who, leaf.value, first + i);
      if (kindOf(leaf.value) !== kindOf(model[k]!.value))
        throw unlike(who, first, [partText(model[k]!)], first + i, [partText(leaf)]);
      columns[k]!.push(leaf.value);
    }
  }
  let at = 0;
  return mapLeaves(elements[0], inElements, () => stacked(columns[at++]!));
}

function isLeaf(value: unknown): boolean {
  return value instanceof NDArray || isPlain(value) || value instanceof TextList;
}

function partText({ where, value }: { readonly where: string; readonly value: unknown }): string {
  return `${where}${where === '' ? '' : ' '}${kindOf(value)}`;
}

function unlike(who: string, i: number, wanted: readonly string[], k: number, got: readonly string[]): ShapeError {
  const ofShapes = [...wanted, ...got].every((part) => part.includes('array'));
  return new ShapeError({
    who,
    rule: ofShapes
      ? { en: 'the elements of a batch must all have one shape', ko: '한 배치의 원소는 모두 모양이 같아야 합니다' }
      : {
          en: 'the elements of a batch must all have the same parts',
          ko: '한 배치의 원소는 모두 구성이 같아야 합니다',
        },
    received: {
      en: `element ${k}: ${got.join(', ')}; element ${i}: ${wanted.join(', ')}`,
      ko: `원소 ${k}: ${got.join(', ')}, 원소 ${i}: ${wanted.join(', ')}`,
    },
    ...(ofShapes ? { hint: ONE_SHAPE } : {}),
  });
}

const ONE_SHAPE = {
  en: 'Bring them to one shape before, pictures for example by map((picture) => image.resize(picture, [64, 64]))',
  ko: '먼저 모양을 맞추세요. 그림이면 예를 들어 map((picture) => image.resize(picture, [64, 64]))',
};

/** Refuses a value that cannot be in an element. */
export function notAnElement(who: string, value: unknown, i: number): ValueError {
  return new ValueError({
    who,
    rule: {
      en: 'an element consists of arrays, numbers and texts',
      ko: '원소는 배열, 수, 문자열로 이루어집니다',
    },
    received: { en: `${describe(value)} in element ${i}`, ko: `원소 ${i}의 ${describe(value)}` },
    ...(value === undefined ? { hint: RETURNS } : {}),
  });
}

const RETURNS = {
  en: 'Does the function give something back? Braces need a return: (x) => { return x.div(255); }',
  ko: '함수가 값을 돌려주는지 확인하세요. 중괄호를 쓰면 return이 필요합니다: (x) => { return x.div(255); }',
};

function stacked(column: readonly unknown[]): unknown {
  const [first] = column;
  if (first instanceof NDArray) return np.stack(column as NDArray[]);
  if (typeof first === 'string') return TextList.from(column as string[]);
  return np.array(column as number[]);
}

/** The elements of a batch. */
export function takenApart(who: string, batch: unknown): unknown[] {
  return Array.from({ length: countSlices(who, batch, inElements) }, (_, i) => sliceOf(batch, i, inElements));
}
