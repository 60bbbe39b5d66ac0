/** @file What plots accept as numbers (arrays, typed arrays, lists, labels) and how they hand them to Plotly. */
import { NDArray, StringArray, np, type ArraySource } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';

/** A row of numbers: an array, a typed array or a list. */
export type Numbers = NDArray | ArrayLike<number>;

/** A table of numbers, or what can be made one. */
export type Table = ArraySource | ArrayLike<number>;

/** Words, one after the other: a list or an array of texts. */
export type Words = readonly string[] | StringArray;

/** What is written at ticks or pieces: words, or what becomes words. */
export type Names = readonly unknown[] | StringArray;

/** A row of numbers or of labels (which are placed at 0, 1, 2, …). */
export type Values = Numbers | Words;

/** Places of points: a row, or one number. */
export type Points = Values | number;

/** A flat store with its shape. */
export interface Grid {
  data: ArrayLike<number>;
  shape: readonly number[];
  dtype: string;
}

/** The numbers of a one-dimensional argument (an (n, 1) or (1, n) array counts as one row). */
export function numbersOf(value: Numbers, who: string, name: string): Float64Array {
  const { data, shape } = gridOf(value, who, name);
  if (shape.filter((side) => side !== 1).length > 1) {
    throw new ShapeError({
      who,
      rule: { en: `${name} must be one row of numbers`, ko: `${name}은(는) 수 한 줄이어야 합니다` },
      received: `${name} ${shapeText(shape)}`,
    });
  }
  return Float64Array.from(data);
}

/** Any array-like value as a flat C-order store. */
export function gridOf(value: ArraySource | ArrayLike<number>, who: string, name: string): Grid {
  if (value === undefined || value === null || typeof value === 'string') {
    throw new ValueError({
      who,
      rule: { en: `${name} must be numbers`, ko: `${name}은(는) 수여야 합니다` },
      received: String(value),
    });
  }
  const source = isPlainArrayLike(value) ? Array.from(value) : value;
  const array = np.asarray(source);
  return { data: array.toTyped(), shape: array.shape, dtype: array.dtype };
}

function isPlainArrayLike(value: unknown): value is ArrayLike<number> {
  if (typeof value !== 'object' || value === null) return false;
  return !(value instanceof NDArray) && !Array.isArray(value) && !ArrayBuffer.isView(value) && 'length' in value;
}

/** An array of texts as a list; everything else as it is. */
export function listed<T>(value: T): Exclude<T, StringArray> | readonly string[] {
  return value instanceof StringArray ? (value.flatten().toList() as string[]) : (value as Exclude<T, StringArray>);
}

/** Whether the argument is a list of labels. */
export function isLabels(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

/** Raises ShapeError unless x and y are equally long. */
export function sameLength(
  who: string,
  x: ArrayLike<unknown>,
  y: ArrayLike<unknown>,
  names: [string, string] = ['x', 'y'],
): void {
  if (x.length === y.length) return;
  throw new ShapeError({
    who,
    rule: {
      en: `${names[0]} and ${names[1]} must have the same length`,
      ko: `${names[0]}와(과) ${names[1]}은(는) 길이가 같아야 합니다`,
    },
    received: `${names[0]} (${x.length},), ${names[1]} (${y.length},)`,
  });
}

/** Smallest and largest finite number, or undefined when there is none. */
export function rangeOf(values: ArrayLike<number>): [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    if (!Number.isFinite(x)) continue;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return low <= high ? [low, high] : undefined;
}

/** The smallest finite number above zero. */
export function leastAbove0(...rows: ArrayLike<number>[]): number | undefined {
  let least = Infinity;
  for (const row of rows) for (let i = 0; i < row.length; i++) if (row[i]! > 0 && row[i]! < least) least = row[i]!;
  return least === Infinity ? undefined : least;
}

/** The rows of the data: one, each of a list, or each column of a table. */
export function rowsOf(x: Numbers | readonly Numbers[], who: string): Float64Array[] {
  if (Array.isArray(x) && x.length > 0 && x.every((row: unknown) => typeof row === 'object' && row !== null)) {
    return (x as readonly Numbers[]).map((row) => Float64Array.from(gridOf(row, who, 'x').data));
  }
  const { data, shape } = gridOf(x as Numbers, who, 'x');
  if (shape.length < 2) return [Float64Array.from(data)];
  if (shape.length > 2) {
    throw new ShapeError({
      who,
      rule: { en: 'x must be a row, a list of rows or a table', ko: 'x는 한 줄, 줄의 리스트, 또는 표여야 합니다' },
      received: `x ${shapeText(shape)}`,
    });
  }
  const [rows, columns] = shape as [number, number];
  return Array.from({ length: columns }, (_, c) =>
    Float64Array.from({ length: rows }, (_, r) => data[r * columns + c]!),
  );
}

/** The number below which a part `q` of sorted numbers lies, by straight lines between them. */
export function quantile(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  return low + (at % 1) * ((sorted[Math.ceil(at)] ?? low) - low);
}
