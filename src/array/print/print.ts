/**
 * @file `str` and `repr` of arrays, character for character as NumPy writes them (arrayprint.py is the specification):
 * rows broken at 75 columns, more than 1000 elements shortened to three at each end, one width for all elements.
 */
import { shapeText } from '../../errors/index.ts';
import { rawStore } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { boolFormatter, floatFormatter, floatScalar, integerFormatter, type Formatter } from './elements.ts';
import { printOptions } from './options.ts';

/** What Python's `print(a)` shows. */
export function textOf(a: NDArray): string {
  if (a.ndim > 0) return textWith(a);
  const value = a.item();
  if (a.dtype === 'bool') return value === 0 ? 'False' : 'True';
  if (a.dtype === 'float32' || a.dtype === 'float64') return floatScalar(value, a.dtype === 'float32');
  return String(value + 0);
}

/** The elements in brackets, as `print` shows them; `formatter` for arrays whose numbers stand for something else. */
export function textWith(a: NDArray, formatter?: FormatterFor): string {
  return bracketed(a, ' ', '', printOptions.linewidth, formatter);
}

/** What Python's `repr(a)` shows: `array([1, 2], dtype=uint8)`. */
export function reprOf(a: NDArray): string {
  return reprWith(a, a.dtype, a.dtype === 'int64' || a.dtype === 'float64' || a.dtype === 'bool');
}

/** The same with a dtype's name that may not be one of ours; `implied`: it can be read off the elements. */
export function reprWith(a: NDArray, dtype: string, implied: boolean, formatter?: FormatterFor): string {
  const lead = 'array(';
  const { linewidth, threshold } = printOptions;
  // The closing parenthesis takes one column.
  const text = bracketed(a, ', ', lead, linewidth - 1, formatter);
  const extras: string[] = [];
  if ((a.size === 0 && a.ndim !== 1) || a.size > threshold) extras.push(`shape=${shapeText(a.shape)}`);
  if (!implied || a.size === 0) extras.push(`dtype=${dtype}`);
  if (extras.length === 0) return `${lead}${text})`;
  const start = `${lead}${text},`;
  const tail = `${extras.join(', ')})`;
  const lastLine = start.length - (start.lastIndexOf('\n') + 1);
  return start + (lastLine + tail.length + 1 > linewidth ? `\n${' '.repeat(lead.length)}` : ' ') + tail;
}

/** How elements are written, given the places in the store of those that will be seen. */
export type FormatterFor = (seen: readonly number[]) => (place: number) => string;

interface Style {
  /** Of the element at a place in the store. */
  readonly format: (place: number) => string;
  readonly separator: string;
  /** Elements shown at each end of an axis that is shortened, or Infinity. */
  readonly edge: number;
}

/** The elements in brackets; `lead` is what stands before them on the first line. */
function bracketed(a: NDArray, separator: string, lead: string, width: number, formatter?: FormatterFor): string {
  if (a.size === 0) return '[]';
  const edge = a.size > printOptions.threshold ? printOptions.edgeitems : Infinity;
  const format = (formatter ?? numberFormatter(a))(seenPlaces(a, edge));
  const style = { format, separator, edge };
  return rows(a, 0, a.offset, ' '.repeat(lead.length + 1), width, style);
}

/** One axis: the last fills lines with elements, the others put their parts below each other. */
function rows(a: NDArray, axis: number, at: number, indent: string, width: number, style: Style): string {
  if (axis === a.ndim) return style.format(at);
  const left = a.ndim - axis;
  const parts: string[] = [];
  for (const i of visible(a.shape[axis]!, style.edge)) {
    if (i < 0) parts.push('...');
    else parts.push(rows(a, axis + 1, at + i * a.strides[axis]!, `${indent} `, width - 1, style));
  }
  if (left === 1) return `[${fillLines(parts, indent, width, style.separator)}]`;
  return `[${parts.join(style.separator.trimEnd() + '\n'.repeat(left - 1) + indent)}]`;
}

/** Words side by side, a new line where the next would not fit; trailing blanks are dropped. */
function fillLines(words: readonly string[], indent: string, width: number, separator: string): string {
  const most = width - Math.max(separator.trimEnd().length, 1);
  let done = '';
  let line = indent;
  words.forEach((word, i) => {
    if (line.length + word.length > most && line.length > indent.length) {
      done += `${line.trimEnd()}\n`;
      line = indent;
    }
    line += i < words.length - 1 ? word + separator : word;
  });
  return (done + line).slice(indent.length);
}

/** The indices shown of an axis of n, with -1 where the dots stand. */
function visible(n: number, edge: number): number[] {
  if (n <= 2 * edge) return Array.from({ length: n }, (_, i) => i);
  const head = Array.from({ length: edge }, (_, i) => i);
  return [...head, -1, ...head.map((i) => n - edge + i)];
}

/** The places in the store of the elements that will be seen. */
function seenPlaces(a: NDArray, edge: number): number[] {
  const seen: number[] = [];
  const visit = (axis: number, at: number): void => {
    if (axis === a.ndim) seen.push(at);
    else for (const i of visible(a.shape[axis]!, edge)) if (i >= 0) visit(axis + 1, at + i * a.strides[axis]!);
  };
  visit(0, a.offset);
  return seen;
}

/** The format of numbers, decided by the elements that will be seen. */
function numberFormatter(a: NDArray): FormatterFor {
  return (seen) => {
    const values = Float64Array.from(seen, (place) => rawStore(a)[place]!);
    const format = formatterOf(a, values);
    return (place) => format(rawStore(a)[place]!);
  };
}

function formatterOf(a: NDArray, values: Float64Array): Formatter {
  if (a.dtype === 'bool') return boolFormatter(a.ndim === 0);
  const isFloat = a.dtype === 'float32' || a.dtype === 'float64';
  return isFloat ? floatFormatter(values, a.dtype === 'float32') : integerFormatter(values);
}
