/** @file `flowFromDataframe`: file names and labels from a table (records, columns or a CSV file). */
import { parse } from 'csv-parse/sync';
import { np } from '../../array/index.ts';
import { FormatError, ValueError, say } from '../../errors/index.ts';
import { classLabels, type BatchOf, type ClassMode } from './directory.ts';
import {
  anything,
  choice,
  didYouMean,
  flag,
  list,
  nearestName,
  optionsOf,
  readOptions,
  text,
} from '../../arguments/index.ts';
import {
  FileIterator,
  fileRules,
  emptySubset,
  loadOptions,
  pictureEndings,
  subsetRange,
  withoutBroken,
  type FileOptions,
  type FileSet,
} from './file-iterator.ts';
import { showNotice } from '../../display/index.ts';
import { byCodePoint, hasEnding, isFile, paths, readText } from './folders.ts';
import type { ImageDataGenerator } from './image-data-generator.ts';

type Row = Readonly<Record<string, unknown>>;

/** Records, columns of equal length, or the path of a CSV file with a header line. */
export type Table = readonly Row[] | Readonly<Record<string, readonly unknown[]>> | string;

export interface DataframeOptions extends FileOptions {
  /** What the file names are relative to; null when they are whole paths. */
  directory?: string | null;
  /** Column of file names. */
  xCol?: string;
  /** Column of labels; several for `multi_output` and `raw`. */
  yCol?: string | readonly string[];
  /** Column of sample weights. */
  weightCol?: string;
  classes?: readonly string[];
  classMode?: ClassMode | 'multi_output' | 'raw' | 'other';
  /** Leave out rows whose file is missing or has another ending, and look at every file (default true). */
  validateFilenames?: boolean;
}

const dataframeOptions = optionsOf<DataframeOptions>()({
  ...fileRules,
  directory: text().orNull(),
  xCol: text().or('filename'),
  yCol: anything<string | readonly string[]>({
    en: 'the name of a column, or a list of names',
    ko: '열 이름 하나 또는 이름의 목록',
  }).or('class'),
  weightCol: text(),
  classes: list(text()),
  classMode: choice('categorical', 'binary', 'sparse', 'input', 'multi_output', 'raw', 'other', null).or('categorical'),
  validateFilenames: flag().or(true),
});

const who = 'ImageDataGenerator.flowFromDataframe';

/** Reads the table, checks labels and files, and says how many there are. */
export async function flowFromDataframe<M extends DataframeOptions['classMode'] = 'categorical'>(
  generator: ImageDataGenerator,
  table: Table,
  given: (DataframeOptions & { classMode?: M }) | undefined,
): Promise<FileIterator<BatchOf<M>>> {
  const options = readOptions(who, given as DataframeOptions | undefined, dataframeOptions);
  const { directory, xCol, yCol, weightCol, validateFilenames } = options;
  const classMode = options.classMode === 'other' ? 'raw' : options.classMode;
  const load = loadOptions(options, generator.settings.kerasCompat);
  const all = rowsOf(table);
  const labelled = classMode !== null && classMode !== 'input';
  const columns = [xCol, ...(labelled ? [yCol].flat() : []), ...(weightCol ? [weightCol] : [])];
  for (const column of columns) requireColumn(all, column);
  if (classMode === 'multi_output' && typeof yCol === 'string') {
    throw new ValueError({
      who,
      rule: {
        en: "classMode 'multi_output' needs a list of columns in yCol",
        ko: "classMode 'multi_output'에는 yCol에 열의 리스트가 필요합니다",
      },
      received: `'${yCol}'`,
    });
  }
  const pathOf = (name: string): string => (paths.isAbsolute(name) ? name : paths.join(directory ?? '', name));
  let rows = all.map((row): Entry => ({ row, path: pathOf(textOf(row, xCol)), ids: [] }));
  if (validateFilenames) rows = withFiles(rows, xCol);
  const byClass = labelled && classMode !== 'multi_output' && classMode !== 'raw';
  if (options.classes?.length && !byClass)
    console.warn(
      say({
        en: `${who}: classes are ignored, since classMode is ${JSON.stringify(classMode)}.`,
        ko: `${who}: classMode가 ${JSON.stringify(classMode)}이어서 classes는 쓰지 않습니다.`,
      }),
    );
  let names: string[] = [];
  if (byClass) [rows, names] = withClasses(rows, yCol as string, options.classes, classMode);
  const [start, stop] = subsetRange(rows.length, generator.settings.validationSplit, options.subset);
  let kept = rows.slice(start, stop);
  if (validateFilenames) kept = await withoutBroken(kept, options.brokenFiles, who);
  const checked = validateFilenames ? 'validated' : 'non-validated';
  console.log(
    say({
      en: `Found ${kept.length} ${checked} image filenames${byClass ? ` belonging to ${names.length} classes` : ''}.`,
      ko: `그림 파일 이름 ${kept.length}개를 찾았습니다(${validateFilenames ? '확인함' : '확인하지 않음'}${byClass ? `, 클래스 ${names.length}개` : ''}).`,
    }),
  );

  if (kept.length === 0) {
    showNotice(
      rows.length > 0 && options.subset !== undefined
        ? emptySubset('flowFromDataframe', rows.length, generator.settings.validationSplit)
        : nothingLeft(all, xCol, pathOf),
    );
  }

  const files: FileSet = {
    kind: 'DataFrameIterator',
    paths: kept.map((entry) => entry.path),
    filenames: kept.map((entry) => textOf(entry.row, xCol)),
    weights: weightCol === undefined ? undefined : Float32Array.from(kept, ({ row }) => numberOf(row, weightCol)),
    classes:
      byClass && kept.every(({ ids }) => ids.length === 1) ? Int32Array.from(kept, ({ ids }) => ids[0]!) : undefined,
    classIndices: byClass ? Object.fromEntries(names.map((name, i) => [name, i])) : undefined,
    labels: labelMaker(kept, yCol, classMode, names.length),
  };
  return new FileIterator(generator, files, options, load);
}

/** A row, where its picture is, and the numbers of its classes (none where labels are no classes). */
interface Entry {
  row: Row;
  path: string;
  ids: readonly number[];
}

/** The rows with the numbers of their classes, without those whose labels are no class, and the names of the classes. */
function withClasses(
  rows: readonly Entry[],
  yCol: string,
  wanted: readonly string[] | undefined,
  mode: ClassMode,
): [Entry[], string[]] {
  const labels = rows.map(({ row }) => labelsOf(row, yCol, mode));
  const names = classNames(labels, wanted, mode);
  const numbered = rows.map((entry, i) => ({
    ...entry,
    ids: labels[i]!.map((label) => names.indexOf(label)).filter((id) => id >= 0),
  }));
  return [numbered.filter(({ ids }) => ids.length > 0), names];
}

/** How the labels of a batch are made. */
function labelMaker(
  kept: readonly Entry[],
  yCol: string | readonly string[],
  mode: ClassMode | 'multi_output' | 'raw',
  count: number,
): FileSet['labels'] {
  if (mode !== 'multi_output' && mode !== 'raw') {
    return (indices, pictures) =>
      classLabels(
        mode,
        indices.map((i) => kept[i]!.ids),
        count,
        pictures,
      );
  }
  const targets = [yCol].flat().map((column) => columnArray(kept, column));
  return (indices) => {
    const chosen = targets.map((target) => target.at([...indices]));
    if (mode === 'multi_output') return chosen;
    return typeof yCol === 'string' ? chosen[0]! : np.stack(chosen, { axis: 1 });
  };
}

/** The rows whose file is there and has a picture's ending; says how many are not. */
function withFiles<T extends { path: string }>(rows: readonly T[], xCol: string): T[] {
  const valid = rows.map(({ path }) => hasEnding(path, pictureEndings) && isFile(path));
  const missing = valid.filter((ok) => !ok).length;
  if (missing > 0)
    console.warn(
      say({
        en: `${who}: left out ${missing} of ${rows.length} rows, whose '${xCol}' names no picture file.`,
        ko: `${who}: 행 ${rows.length}개 가운데 ${missing}개는 '${xCol}'에 그림 파일이 없어 뺐습니다.`,
      }),
    );
  return rows.filter((_, i) => valid[i]);
}

/** The notice when no row can be trained on; where a file was looked for says most. */
function nothingLeft(all: readonly Row[], xCol: string, pathOf: (name: string) => string): string {
  if (all.length === 0) {
    return say({
      en: 'flowFromDataframe: the table has no rows, so there is no picture to train on.',
      ko: 'flowFromDataframe: 표에 행이 없어서 학습할 그림이 없습니다.',
    });
  }
  const place = pathOf(textOf(all[0]!, xCol));
  return say({
    en: `flowFromDataframe: none of the ${all.length} rows is left to train on. The file of the first was looked for at '${place}'; directory says where the names in '${xCol}' begin, classes which labels count.`,
    ko: `flowFromDataframe: 행 ${all.length}개 가운데 학습에 쓸 수 있는 것이 없습니다. 첫 행의 파일은 '${place}'에서 찾았습니다. '${xCol}' 열의 이름이 어느 폴더에서 시작하는지는 directory로, 쓸 레이블은 classes로 정합니다.`,
  });
}

/** The wanted classes in their order, else all labels sorted. */
function classNames(labels: readonly string[][], wanted: readonly string[] | undefined, mode: ClassMode): string[] {
  const names = wanted?.length ? [...new Set(wanted)] : [...new Set(labels.flat())].sort(byCodePoint);
  if (mode === 'binary' && names.length !== 2)
    throw new ValueError({
      who,
      rule: {
        en: "classMode 'binary' needs exactly 2 classes",
        ko: "classMode 'binary'에는 클래스가 정확히 2개 필요합니다",
      },
      received: names.join(', '),
    });
  return names;
}

function rowsOf(table: Table): readonly Row[] {
  if (typeof table === 'string') {
    const text = readText(table, who);
    try {
      return parse<Row>(text, { columns: true, skip_empty_lines: true, bom: true, trim: true });
    } catch (cause) {
      throw new FormatError({
        who,
        rule: { en: 'the table is a CSV file with a header line', ko: '표는 제목 줄이 있는 CSV 파일입니다' },
        received: `'${table}': ${(cause as Error).message}`,
        cause,
      });
    }
  }
  if (Array.isArray(table)) return table as readonly Row[];
  const columns = Object.entries(table as Record<string, readonly unknown[]>);
  const lengths = new Set(columns.map(([, values]) => values.length));
  if (lengths.size > 1) {
    const received = columns.map(([name, values]) => `${name}: ${values.length}`).join(', ');
    throw new ValueError({
      who,
      rule: { en: 'all columns have the same length', ko: '모든 열은 길이가 같습니다' },
      received,
    });
  }
  return Array.from({ length: [...lengths][0] ?? 0 }, (_, i) =>
    Object.fromEntries(columns.map(([name, values]) => [name, values[i]])),
  );
}

function requireColumn(rows: readonly Row[], column: string): void {
  const known = Object.keys(rows[0] ?? {});
  if (rows.length === 0 || known.includes(column)) return;
  const near = nearestName(column, known);
  throw new ValueError({
    who,
    rule: { en: `the table has no column '${column}'`, ko: `표에 '${column}' 열이 없습니다` },
    received: { en: `columns ${known.join(', ')}`, ko: `열 ${known.join(', ')}` },
    hint: near ? didYouMean(near) : { en: 'xCol and yCol name the columns.', ko: '열의 이름은 xCol과 yCol로 정합니다' },
  });
}

function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw new ValueError({
    who,
    rule: {
      en: `column '${column}' holds file names as text`,
      ko: `'${column}' 열에는 파일 이름이 문자열로 들어 있습니다`,
    },
    received: String(value),
  });
}

function numberOf(row: Row, column: string): number {
  const given = row[column];
  // Number('') and Number(null) are 0, but an empty place in a table is no number.
  const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new ValueError({
    who,
    rule: { en: `column '${column}' holds numbers`, ko: `'${column}' 열에는 수가 들어 있습니다` },
    received: JSON.stringify(row[column]) ?? { en: 'nothing', ko: '없음' },
  });
}

function labelsOf(row: Row, column: string, mode: ClassMode): string[] {
  const value = row[column];
  if (typeof value === 'string') return [value];
  if (mode === 'categorical' && Array.isArray(value) && value.every((label) => typeof label === 'string')) return value;
  throw new ValueError({
    who,
    rule:
      mode === 'categorical'
        ? {
            en: `labels in '${column}' are texts or lists of texts`,
            ko: `'${column}'의 레이블은 문자열이나 문자열의 리스트입니다`,
          }
        : { en: `labels in '${column}' are texts`, ko: `'${column}'의 레이블은 문자열입니다` },
    received: JSON.stringify(value),
    hint: { en: "Numbers as they are need classMode: 'raw'.", ko: "수를 그대로 쓰려면 classMode: 'raw'가 필요합니다" },
  });
}

function columnArray(rows: readonly { row: Row }[], column: string) {
  return np.array(
    rows.map(({ row }) => {
      const value = row[column];
      return Array.isArray(value) ? (value as number[]) : numberOf(row, column);
    }),
  );
}
