/**
 * @file The rows of a CSV file, one by one: the file is read in pieces that end with a row, so that it need not fit into
 * memory. A column is numbers or texts, as its first value says.
 */
import { parse } from 'csv-parse/sync';
import { flag, list, optionsOf, readOptions, text, word, type Filled } from '../../arguments/index.ts';
import { np } from '../../array/index.ts';
import { FormatError, ValueError, nearest } from '../../errors/index.ts';
import { fileFault, machine, readFile, factsOf } from '../../platform/index.ts';
import { turn } from './turns.ts';

export interface CsvOptions {
  /** The column with the labels; elements are then `[features, label]`. */
  labelName?: string;
  /** The columns to read, in this order. Default: all. */
  selectColumns?: readonly string[];
  /** `'object'` (default): features by column name. `'array'`: one float32 array, for tables of numbers. */
  features?: 'object' | 'array';
  /** Names of the columns; default those of the first line. */
  columnNames?: readonly string[];
  /** Whether the first line holds names. Default: true unless `columnNames` are given. */
  header?: boolean;
  /** What stands between two values. Default `','`. */
  fieldDelim?: string;
  /** Columns that are texts although they look like numbers, as postal codes do. */
  textColumns?: readonly string[];
}

const csvOptions = optionsOf<CsvOptions>()({
  labelName: text().known('label', 'target', 'yCol'),
  selectColumns: list(text()).known('columns', 'usecols'),
  features: word('object', 'array').or('object'),
  columnNames: list(text()).known('names'),
  header: flag(),
  fieldDelim: text().known('sep', 'delimiter').or(','),
  textColumns: list(text()),
});

const who = 'Dataset.fromCsv';
/** Characters that are parsed at a time. */
const PIECE = 2 ** 18;

type Row = Record<string, number | string>;

/** Reads the options and looks whether the file is there. */
export function readCsvOptions(
  path: string,
  options: CsvOptions | undefined,
): Filled<CsvOptions, typeof csvOptions.rules> {
  const given = readOptions(who, options, csvOptions);
  if (factsOf(path)?.isFile !== true) readFile(path, who); // or its error
  return given;
}

/** Elements of a table, from its first row to its last. */
export async function* csvRows(path: string, options: Filled<CsvOptions, typeof csvOptions.rules>): AsyncGenerator {
  const { labelName, selectColumns, features, textColumns } = options;
  let columns: readonly string[] | undefined;
  let chosen: readonly string[] = [];
  const texts = new Set(textColumns);
  const kinds = new Map<string, 'number' | 'text'>();
  let row = 0;
  for await (const values of records(path, options.fieldDelim)) {
    const due = turn();
    if (due) await due;
    if (columns === undefined) {
      columns = options.columnNames ?? values;
      chosen = (selectColumns ?? columns).filter((name) => name !== labelName);
      for (const name of [...chosen, ...texts, ...(labelName === undefined ? [] : [labelName])])
        known(name, columns, path);
      if (options.header ?? options.columnNames === undefined) continue;
    }
    row++;
    if (values.length !== columns.length) throw wrongCount(path, row, columns.length, values.length);
    const read = (name: string): number | string => {
      const value = values[columns!.indexOf(name)]!;
      if (!kinds.has(name)) kinds.set(name, !texts.has(name) && isNumber(value) ? 'number' : 'text');
      if (kinds.get(name) === 'text') return value;
      if (!isNumber(value)) throw notANumber(path, row, name, value);
      return value.trim() === '' ? NaN : Number(value);
    };
    const x =
      features === 'object'
        ? objectOf(chosen, read)
        : np.array(
            chosen.map((name) => numeric(path, row, name, read(name))),
            { dtype: 'float32' },
          );
    yield labelName === undefined ? x : [x, read(labelName)];
  }
}

function objectOf(names: readonly string[], read: (name: string) => number | string): Row {
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}

/** An empty place is a missing number. */
function isNumber(value: string): boolean {
  return value.trim() === '' || Number.isFinite(Number(value)) || /^\s*nan\s*$/i.test(value);
}

/** The values of each line. */
async function* records(path: string, delimiter: string): AsyncGenerator<string[]> {
  const decoder = new TextDecoder(); // drops a byte order mark
  let rest = '';
  const rows = (text: string): string[][] => parsed(text, delimiter, path);
  try {
    for await (const bytes of machine.files.pieces(path)) {
      rest += decoder.decode(bytes, { stream: true });
      if (rest.length < PIECE) continue;
      const end = endOfRows(rest);
      yield* rows(rest.slice(0, end));
      rest = rest.slice(end);
    }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && !('rule' in cause))
      throw fileFault(cause, { who, path, doing: 'read' });
    throw cause;
  }
  yield* rows(rest + decoder.decode());
}

/** Where the last whole row ends: a line break inside quotes belongs to a value. */
function endOfRows(text: string): number {
  let quoted = false;
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (character === 34) quoted = !quoted;
    else if (character === 10 && !quoted) end = i + 1;
  }
  return end;
}

function parsed(text: string, delimiter: string, path: string): string[][] {
  try {
    return parse(text, { delimiter, skip_empty_lines: true, relax_column_count: true, trim: true });
  } catch (cause) {
    throw new FormatError({
      who,
      rule: { en: 'the table must be a CSV file', ko: '표는 CSV 파일이어야 합니다' },
      received: `'${path}': ${(cause as Error).message}`,
      cause,
    });
  }
}

function known(name: string, columns: readonly string[], path: string): void {
  if (columns.includes(name)) return;
  const near = nearest(name, columns);
  throw new ValueError({
    who,
    rule: { en: `the table has no column '${name}'`, ko: `표에 '${name}' 열이 없습니다` },
    received: { en: `'${path}' with columns ${columns.join(', ')}`, ko: `'${path}', 열 ${columns.join(', ')}` },
    hint:
      near === undefined
        ? {
            en: 'columnNames gives names to a file whose first line has none',
            ko: '첫 줄에 이름이 없는 파일에는 columnNames로 열의 이름을 주세요',
          }
        : { en: `Did you mean '${near}'?`, ko: `'${near}'을(를) 뜻했나요?` },
  });
}

function wrongCount(path: string, row: number, wanted: number, got: number): FormatError {
  return new FormatError({
    who,
    rule: { en: `every row must have ${wanted} values`, ko: `행마다 값이 ${wanted}개 있어야 합니다` },
    received: { en: `${got} in row ${row} of '${path}'`, ko: `'${path}'의 ${row}번째 행에 ${got}개` },
  });
}

function notANumber(path: string, row: number, name: string, value: string): FormatError {
  return new FormatError({
    who,
    rule: {
      en: `column '${name}' holds numbers, as its first row does`,
      ko: `'${name}' 열의 첫 행이 수이므로 모든 값이 수여야 합니다`,
    },
    received: { en: `'${value}' in row ${row} of '${path}'`, ko: `'${path}'의 ${row}번째 행에 '${value}'` },
    hint: { en: `textColumns: ['${name}'] reads it as texts`, ko: `textColumns: ['${name}']을 주면 문자열로 읽습니다` },
  });
}

function numeric(path: string, row: number, name: string, value: number | string): number {
  if (typeof value === 'number') return value;
  throw new FormatError({
    who,
    rule: { en: "features: 'array' takes columns of numbers", ko: "features: 'array'에는 수로 된 열만 쓸 수 있습니다" },
    received: {
      en: `'${value}' in column '${name}', row ${row} of '${path}'`,
      ko: `'${path}'의 ${row}번째 행, '${name}' 열에 '${value}'`,
    },
    hint: { en: 'Choose columns with selectColumns', ko: 'selectColumns로 열을 고르세요' },
  });
}
