/** @file loadtxt and savetxt: tables of numbers as text, one row per line. */
import { anyDType } from '../core/option-specs.ts';
import { checkCall, optionsOf, anything, choice, flag, integer, number, text } from '../../arguments/index.ts';
import { FormatError, ShapeError, ValueError, shapeText, say } from '../../errors/index.ts';
import { type ArraySource } from '../core/create.ts';
import { astype } from '../core/cast.ts';
import type { DTypeLike } from '../core/create.ts';
import { asDType } from '../layout/dtype.ts';
import { readFile, writeFile } from '../../platform/index.ts';
import { arrayOf } from '../core/lanes.ts';
import { makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { toTyped } from '../core/typed.ts';

export interface LoadTextOptions {
  /** Default float64. */
  dtype?: DTypeLike;
  /** What parts the numbers; default any white space. */
  delimiter?: string;
  /** What starts a remark; default '#'. */
  comments?: string | null;
  /** Lines to leave out at the beginning. */
  skiprows?: number;
  /** Columns to take (negative ones count from the end). */
  usecols?: number | readonly number[];
  /** At most this many rows. */
  maxRows?: number;
  /** Columns as rows. */
  unpack?: boolean;
  /** At least this many axes: 0 (default), 1 or 2. */
  ndmin?: 0 | 1 | 2;
}

const loadTextOptions = optionsOf<LoadTextOptions>()({
  dtype: anyDType.or('float64'),
  delimiter: text(),
  comments: text().orNull().or('#'),
  skiprows: integer({ from: 0 }).or(0),
  usecols: anything<number | readonly number[]>({ en: 'a column or a list of columns', ko: '열 하나 또는 열의 목록' }),
  maxRows: number({ from: 0 }),
  unpack: flag().or(false),
  ndmin: choice(0, 1, 2).or(0),
});

/** Reads a table of numbers from a file, or from lines given as a list. */
export function loadtxt(source: string | readonly string[], options: LoadTextOptions = {}): NDArray {
  if (arguments.length > 1) checkCall('np.loadtxt', arguments, 2, loadTextOptions);
  const who = 'np.loadtxt';
  const { delimiter, comments = '#', skiprows = 0, maxRows = Infinity, ndmin = 0 } = options;
  const lines =
    typeof source === 'string' ? new TextDecoder().decode(readFile(source, who)).split(/\r\n|\r|\n/) : source;
  const name = typeof source === 'string' ? `'${source}'` : say({ en: 'the lines', ko: '줄들' });
  const rows: number[][] = [];
  lines.forEach((line, number) => {
    if (number < skiprows || rows.length >= maxRows) return;
    const text = (comments ? line.split(comments)[0]! : line).trim();
    if (text === '') return;
    const cells = delimiter === undefined ? text.split(/\s+/) : text.split(delimiter);
    const row = columnsOf(cells, options.usecols, number, who).map((cell) => numberOf(cell, number, name, who));
    if (rows.length > 0 && row.length !== rows[0]!.length) {
      throw new FormatError({
        who,
        rule: { en: 'all rows must have the same number of columns', ko: '모든 행은 열의 수가 같아야 합니다' },
        received: {
          en: `${row.length} in line ${number + 1} of ${name}, ${rows[0]!.length} before`,
          ko: `${name}의 ${number + 1}행에 ${row.length}개, 그 앞까지 ${rows[0]!.length}개`,
        },
      });
    }
    rows.push(row);
  });
  const width = rows[0]?.length ?? 0;
  let table = makeArray(Float64Array.from(rows.flat()), 'float64', rows.length === 0 ? [0] : [rows.length, width]);
  table = astype(table, asDType(options.dtype ?? 'float64', 'np.loadtxt'), false);
  if (options.unpack) table = table.T;
  return squeezed(table, ndmin);
}

function squeezed(table: NDArray, ndmin: number): NDArray {
  let shape = [...table.shape];
  while (shape.length > ndmin && shape.includes(1)) shape = shape.toSpliced(shape.indexOf(1), 1);
  while (shape.length < ndmin) shape = table.shape.length === 1 ? [...shape, 1] : [1, ...shape];
  return table.reshape(shape);
}

function columnsOf(
  cells: string[],
  usecols: number | readonly number[] | undefined,
  line: number,
  who: string,
): string[] {
  if (usecols === undefined) return cells;
  return (typeof usecols === 'number' ? [usecols] : usecols).map((c) => {
    const cell = cells.at(c);
    if (cell !== undefined) return cell;
    throw new ValueError({
      who,
      rule: { en: `column ${c} does not exist in line ${line + 1}`, ko: `${line + 1}행에는 열 ${c}이(가) 없습니다` },
      received: { en: `${cells.length} columns`, ko: `열 ${cells.length}개` },
    });
  });
}

function numberOf(cell: string, line: number, name: string, who: string): number {
  const text = cell.trim();
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (word) return word[2]!.toLowerCase() === 'nan' ? NaN : word[1] === '-' ? -Infinity : Infinity;
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  throw new FormatError({
    who,
    rule: { en: 'a cell is not a number', ko: '숫자가 아닌 칸이 있습니다' },
    received: { en: `'${text}' in line ${line + 1} of ${name}`, ko: `${name}의 ${line + 1}행에 '${text}'` },
    hint: {
      en: 'Skip a heading with { skiprows: 1 }, name the delimiter with { delimiter: "," }',
      ko: '제목 줄은 { skiprows: 1 }로 건너뛰고, 구분 기호는 { delimiter: "," }로 정하세요',
    },
  });
}

export interface SaveTextOptions {
  /** How a number is written, as in C: '%.18e' (default), '%d', '%8.3f', '%g'; or one for each column. */
  fmt?: string | readonly string[];
  /** Default a space. */
  delimiter?: string;
  /** What ends a line. Default a line break. */
  newline?: string;
  /** Text above the numbers. */
  header?: string;
  /** Text below the numbers. */
  footer?: string;
  /** Put before the lines of header and footer; default '# '. */
  comments?: string;
}

const saveTextOptions = optionsOf<SaveTextOptions>()({
  fmt: anything<string | readonly string[]>({
    en: 'a format, or one for each column',
    ko: '서식 하나 또는 열마다 하나',
  }).or('%.18e'),
  delimiter: text().or(' '),
  newline: text().or('\n'),
  header: text().or(''),
  footer: text().or(''),
  comments: text().or('# '),
});

/** Writes an array of one or two axes as text. */
export function savetxt(path: string, x: ArraySource, options: SaveTextOptions = {}): void {
  if (arguments.length > 2) checkCall('np.savetxt', arguments, 3, saveTextOptions);
  const who = 'np.savetxt';
  const { fmt = '%.18e', delimiter = ' ', newline = '\n', header = '', footer = '', comments = '# ' } = options;
  const source = arrayOf(x);
  if (source.ndim > 2 || source.ndim === 0) {
    throw new ShapeError({
      who,
      rule: { en: 'an array of one or two axes is needed', ko: '축이 하나 또는 둘인 배열이 필요합니다' },
      received: { en: `shape ${shapeText(source.shape)}`, ko: `모양 ${shapeText(source.shape)}` },
    });
  }
  const width = source.ndim === 1 ? 1 : source.shape[1]!;
  const data = toTyped(source);
  const formats = typeof fmt === 'string' ? Array.from({ length: width }, () => fmt) : fmt;
  if (formats.length !== width) {
    throw new ValueError({
      who,
      rule: { en: 'fmt needs one format for each column', ko: 'fmt는 열마다 하나씩 있어야 합니다' },
      received: { en: `${formats.length} for ${width}`, ko: `열 ${width}개에 ${formats.length}개` },
    });
  }
  const write = formats.map((f) => formatter(f, who));
  const remark = (text: string): string => comments + text.replaceAll('\n', `\n${comments}`) + newline;
  let text = header === '' ? '' : remark(header);
  for (let i = 0; i < source.shape[0]!; i++) {
    text += write.map((f, j) => f(data[i * width + j]!)).join(delimiter) + newline;
  }
  if (footer !== '') text += remark(footer);
  writeFile(path, new TextEncoder().encode(text), who);
}

/** C's printf for one number. */
function formatter(format: string, who: string): (x: number) => string {
  const match = /^([^%]*)%([-+ 0#]*)(\d*)(?:\.(\d+))?([dieEfFgGs])([^%]*)$/.exec(format);
  if (!match)
    throw new ValueError({
      who,
      rule: { en: "fmt must be one like '%.18e', '%d', '%8.3f'", ko: "fmt는 '%.18e', '%d', '%8.3f'처럼 씁니다" },
      received: `'${format}'`,
    });
  const [, before, flags, width, digits, kind, after] = match as unknown as [
    string,
    string,
    string,
    string,
    string?,
    string?,
    string?,
  ];
  const precision = digits === undefined ? undefined : Number(digits);
  return (x) => {
    let text = Number.isFinite(x) ? written(Math.abs(x), kind!, precision) : Number.isNaN(x) ? 'nan' : 'inf';
    if (/[A-Z]/.test(kind!)) text = text.toUpperCase();
    const negative = x < 0 || (Object.is(x, -0) && !'di'.includes(kind!));
    const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
    const columns = Number(width || 0) - sign.length;
    if (flags.includes('-')) text = (sign + text).padEnd(Number(width || 0));
    else if (flags.includes('0')) text = sign + text.padStart(columns, '0');
    else text = (sign + text).padStart(Number(width || 0));
    return before + text + (after ?? '');
  };
}

function written(x: number, kind: string, precision: number | undefined): string {
  switch (kind) {
    case 'd':
    case 'i':
      return String(Math.trunc(x));
    case 's':
      return String(x);
    case 'f':
    case 'F':
      return x < 1e21
        ? fixed(x, precision ?? 6)
        : `${BigInt(x)}${precision === 0 ? '' : `.${'0'.repeat(precision ?? 6)}`}`;
    case 'g':
    case 'G': {
      const places = precision === 0 ? 1 : (precision ?? 6);
      const exponent = x === 0 ? 0 : Number(x.toExponential(places - 1).split('e')[1]);
      const trim = (t: string): string => (t.includes('.') ? t.replace(/\.?0+$/, '') : t);
      if (exponent >= -4 && exponent < places) return trim(fixed(x, places - 1 - exponent));
      const [mantissa] = x.toExponential(places - 1).split('e');
      return `${trim(mantissa!)}e${exponentText(exponent)}`;
    }
    default: {
      const [mantissa, exponent] = x.toExponential(precision ?? 6).split('e');
      return `${mantissa}e${exponentText(Number(exponent))}`;
    }
  }
}

/** toFixed, with exact halves to the even digit as C does. */
function fixed(x: number, digits: number): string {
  const scaled = x * 10 ** digits;
  const low = Math.floor(scaled);
  const half = Number.isInteger(x * 2 ** (digits + 1)) && scaled - low === 0.5 && low < 2 ** 52;
  return half && low % 2 === 0 ? (low / 10 ** digits).toFixed(digits) : x.toFixed(digits);
}

/** At least two digits: e+00, e-05, e+123. */
function exponentText(exponent: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
