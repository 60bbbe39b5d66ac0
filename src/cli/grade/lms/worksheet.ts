/**
 * @file A platform's CSV in which cells are filled in: everything else stays as the platform wrote it, byte for byte (mark of
 * the encoding, quotes, line ends, columns that nobody here knows). csv-parse says what the cells hold; where they stand is found
 * beside it, and both must agree.
 */
import { parse } from 'csv-parse/sync';
import { FormatError, type Text } from '../../../errors/index.ts';
import { readSubmitted } from '../files.ts';

/** Where a cell stands in the text. */
interface Span {
  from: number;
  to: number;
  value: string;
}

const delimiters = [',', ';', '\t'];

/** A row of the sheet, below its names of columns. */
export interface Row {
  /** Counted as spreadsheets do: the names of columns are in row 1. */
  number: number;
  cells: readonly string[];
}

export class Worksheet {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly #text: string;
  readonly #spans: readonly Span[][];
  readonly #delimiter: string;
  readonly #edits = new Map<Span, string>();

  /** @throws FileError; FormatError for what is no whole CSV in UTF-8 */
  constructor(path: string, name: string) {
    this.name = name;
    this.#text = this.#decoded(readSubmitted(path));
    const start = this.#text.startsWith('\uFEFF') ? 1 : 0;
    const end = /[\r\n]|$/.exec(this.#text.slice(start))!.index + start;
    const first = this.#text.slice(start, end);
    const count = (sign: string): number => first.split(sign).length;
    this.#delimiter = delimiters.reduce((most, sign) => (count(sign) > count(most) ? sign : most));
    const records = this.#parsed();
    this.#spans = spansOf(this.#text, start, this.#delimiter).filter((row) => row.length > 1 || row[0]!.value !== '');
    const same = records.every((record, i) => record.every((value, j) => value === this.#spans[i]?.[j]?.value));
    if (!same || records.length !== this.#spans.length) {
      throw this.refused({ en: 'its quotes are not those of a CSV', ko: '따옴표가 CSV의 형식과 다름' });
    }
    const [columns, ...rows] = records;
    if (columns === undefined) throw this.refused({ en: 'nothing is in it', ko: '내용이 없음' });
    this.columns = columns;
    this.rows = rows.map((cells, i) => ({ number: i + 2, cells }));
  }

  #decoded(bytes: Uint8Array): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (cause) {
      throw new FormatError({
        who: this.name,
        rule: { en: 'a worksheet is text in UTF-8', ko: '채점표는 UTF-8로 저장된 텍스트여야 합니다' },
        received: { en: 'another encoding', ko: '다른 인코딩' },
        hint: {
          en: 'Take the file as the platform gave it, or save it as "CSV UTF-8"',
          ko: '플랫폼에서 받은 그대로 쓰거나 "CSV UTF-8"로 저장하세요',
        },
        cause,
      });
    }
  }

  #parsed(): string[][] {
    try {
      return parse(this.#text, {
        bom: true,
        delimiter: this.#delimiter,
        record_delimiter: ['\r\n', '\n', '\r'],
        skip_empty_lines: true,
      });
    } catch (cause) {
      const { code, lines } = cause as { code?: string; lines?: number };
      const why =
        code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH'
          ? { en: 'has not as many cells as there are columns', ko: '칸 수가 열의 수와 다름' }
          : code === 'CSV_QUOTE_NOT_CLOSED'
            ? { en: 'opens a quote that nothing closes', ko: '닫히지 않은 따옴표' }
            : { en: (cause as Error).message, ko: (cause as Error).message };
      throw this.refused({ en: `line ${lines}, which ${why.en}`, ko: `${lines}번째 줄, ${why.ko}` }, cause);
    }
  }

  /** What is wrong with the whole sheet. */
  refused(received: Text, cause?: unknown): FormatError {
    return new FormatError({
      who: this.name,
      rule: { en: 'a worksheet is a whole CSV', ko: '채점표는 온전한 CSV여야 합니다' },
      received,
      hint: { en: 'Fetch it from the platform again', ko: '플랫폼에서 다시 내려받으세요' },
      cause,
    });
  }

  /** Fills a cell in. */
  fill({ number }: Row, column: number, value: string): void {
    this.#edits.set(this.#spans[number - 1]![column]!, value);
  }

  /** The text with all that was filled in. */
  filled(): string {
    const edits = [...this.#edits].sort(([a], [b]) => a.from - b.from);
    let text = '';
    let at = 0;
    for (const [{ from, to }, value] of edits) {
      text += this.#text.slice(at, from) + this.#written(value, this.#text[from] === '"');
      at = to;
    }
    return text + this.#text.slice(at);
  }

  #written(value: string, quoted: boolean): string {
    const needs = quoted || /["\r\n]/.test(value) || value.includes(this.#delimiter);
    return needs ? `"${value.replaceAll('"', '""')}"` : value;
  }
}

/** The cells of a CSV, row by row. What is not closed ends with the text. */
function spansOf(text: string, start: number, delimiter: string): Span[][] {
  const rows: Span[][] = [];
  let row: Span[] = [];
  for (let at = start; at < text.length;) {
    const from = at;
    if (text[at] === '"') {
      at++;
      while (at < text.length && (text[at] !== '"' || text[at + 1] === '"')) at += text[at] === '"' ? 2 : 1;
      at++;
      row.push({ from, to: at, value: text.slice(from + 1, at - 1).replaceAll('""', '"') });
    } else {
      while (at < text.length && text[at] !== delimiter && text[at] !== '\r' && text[at] !== '\n') at++;
      row.push({ from, to: at, value: text.slice(from, at) });
    }
    if (text[at] === delimiter) {
      at++;
      // A row that ends with a delimiter has one more cell.
      if (at < text.length && text[at] !== '\r' && text[at] !== '\n') continue;
      row.push({ from: at, to: at, value: '' });
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    rows.push(row);
    row = [];
  }
  return rows;
}
