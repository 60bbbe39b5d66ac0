/** @file What `subplots` gives: one axes, a row of them, or rows of rows, as matplotlib squeezes them; to the compiler too. */
import { ValueError } from '../../errors/index.ts';
import { quiet } from '../artists/artist.ts';
import type { Axes } from '../axes/axes.ts';

/** N values of T: a tuple when the number is known, so that `[left, right]` and `axes[0][2]` are checked while typing. */
type Row<T, N extends number, R extends T[] = []> = number extends N
  ? T[]
  : R['length'] extends N
    ? R
    : R['length'] extends 30
      ? T[]
      : Row<T, N, [...R, T]>;

/** Axes in R rows and C columns: one axes, a row, or rows. */
export type AxesTable<T, R extends number, C extends number> = R extends 1
  ? C extends 1
    ? T
    : Row<T, C> & Flat<T>
  : C extends 1
    ? Row<T, R> & Flat<T>
    : Row<Row<T, C>, R> & Flat<T>;

/** NumPy's names for "one after the other", beside JavaScript's `flat()`. */
export interface Flat<T> {
  ravel(): T[];
  flatten(): T[];
}

/** What is left of a table of axes when a single row or column needs no index; with `squeeze: false` always the table. */
export function squeezed(table: Axes[][], squeeze: boolean): Axes | Axes[] | Axes[][] {
  const isRow = table.length === 1;
  const isColumn = table[0]!.length === 1;
  if (!squeeze || !(isRow || isColumn)) return flattening(table);
  if (isRow && isColumn) return table[0]![0]!;
  return flattening(isRow ? table[0]! : table.map((row) => row[0]!));
}

/** A list with NumPy's `ravel` and `flatten`. */
function flattening<T extends readonly (Axes | Axes[])[]>(list: T): T {
  const all = (): Axes[] => quiet(list.flat());
  return Object.defineProperties(quiet(list), { ravel: { value: all }, flatten: { value: all } });
}

/** Rows and columns, by position or by name. @throws ValueError */
export function gridSize(
  who: string,
  [rows, columns]: readonly (number | undefined)[],
  { nrows = 1, ncols = 1 }: { nrows?: number | undefined; ncols?: number | undefined },
): [rows: number, columns: number] {
  const size: [number, number] = [rows ?? nrows, columns ?? ncols];
  if (size.every((n) => Number.isInteger(n) && n > 0)) return size;
  throw new ValueError({
    who,
    rule: { en: 'rows and columns must be whole numbers above 0', ko: '행과 열의 수는 0보다 큰 정수여야 합니다' },
    received: size.join(', '),
  });
}
