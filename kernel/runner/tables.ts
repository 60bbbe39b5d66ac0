/**
 * @file Values that read best as a table: lists of records, maps, and what makes HTML of itself. Every text in a cell is
 * escaped; at most sixty rows are written out, and long values are folded.
 */
import { inspect } from 'node:util';
import { say } from '../language.ts';

const MOST_ROWS = 60;
const MOST_COLUMNS = 40;
/** Characters of a value that are shown before it is folded, and that are kept at all. */
const SHORT = 120;
const LONG = 5000;

type Row = Record<string, unknown>;

/** HTML of a value, or undefined where its text says as much. */
export function htmlOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const own = (value as { toHTML?: unknown }).toHTML;
  if (typeof own === 'function') {
    const html: unknown = (own as () => unknown).call(value);
    return typeof html === 'string' ? html : undefined;
  }
  if (value instanceof Map && value.size > 0) {
    const [key, held] = [say({ en: 'key', ko: '키' }), say({ en: 'value', ko: '값' })];
    const entries = [...value].slice(0, MOST_ROWS + 1).map(([k, v]): Row => ({ [key]: k, [held]: v }));
    return table(
      entries,
      value.size,
      [key, held],
      entries.map((_, i) => String(i)),
    );
  }
  return (value instanceof Set || Array.isArray(value)) && areRecords(value) ? tableOf(value) : undefined;
}

/** Whether there are elements and all are records. A hole is none: `every` would walk over four thousand million of them. */
function areRecords(elements: Iterable<unknown>): boolean {
  let isEmpty = true;
  for (const element of elements) {
    if (!isRecord(element)) return false;
    isEmpty = false;
  }
  return !isEmpty;
}

/** What `console.table` shows: any list or object, perhaps only some columns. Undefined for what is no table. */
export function tableOf(data: unknown, only?: readonly string[]): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  if (data instanceof Map || data instanceof Set) return tableOf([...data], only);
  const isList = Array.isArray(data) || ArrayBuffer.isView(data);
  // Not a million entries of which sixty are shown.
  const list = isList ? Array.from((data as unknown[]).slice(0, MOST_ROWS + 1)) : undefined;
  const entries = Object.entries(list ?? (data as Row));
  const count = isList ? (data as unknown[]).length : entries.length;
  if (entries.length === 0) return undefined;
  const single = say({ en: 'value', ko: '값' });
  const rows = entries
    .slice(0, MOST_ROWS + 1)
    .map(([, x]): Row => (isRecord(x) ? x : Array.isArray(x) ? Object.fromEntries(x.entries()) : { [single]: x }));
  const columns = only ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0 || columns.length > MOST_COLUMNS) return undefined;
  return table(rows, count, columns, isList ? rows.map((_, i) => String(i)) : entries.map(([name]) => name));
}

/** A plain object with something in it. What shows itself in its own way is none. */
function isRecord(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return (prototype === null || prototype === Object.prototype) && Object.keys(value).length > 0;
}

function table(rows: readonly Row[], count: number, columns: readonly string[], labels: readonly string[]): string {
  const shown = rows.slice(0, MOST_ROWS);
  const types = columns.map((name) =>
    [...new Set(shown.filter((row) => name in row).map((row) => typeName(row[name])))].join(' | '),
  );
  const head = columns
    .map((name, i) => `<th scope="col">${escaped(name)}<br><small>${escaped(types[i]!)}</small></th>`)
    .join('');
  const body = shown.map((row, i) => {
    const cells = columns.map(
      (name) =>
        `<td${typeof row[name] === 'number' ? ' style="text-align:right"' : ''}>${name in row ? cell(row[name]) : ''}</td>`,
    );
    return `<tr><th scope="row">${escaped(labels[i]!)}</th>${cells.join('')}</tr>`;
  });
  const more = count - shown.length;
  const rest =
    more > 0
      ? `<caption style="caption-side:bottom">${say({ en: `… ${more} more rows of ${count}`, ko: `… 전체 ${count}행 가운데 ${more}행 더` })}</caption>`
      : '';
  return `<table class="kernelab-table">${rest}<thead><tr><td></td>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return Array.isArray(value) ? 'array' : ((value.constructor as { name?: string } | undefined)?.name ?? 'object');
}

function cell(value: unknown): string {
  const text =
    typeof value === 'string' ? value : inspect(value, { depth: 1, maxArrayLength: 20, breakLength: Infinity });
  if (text.length <= SHORT) return escaped(text);
  const kept = text.length > LONG ? `${text.slice(0, LONG)}…` : text;
  return `<details><summary>${escaped(text.slice(0, SHORT))}…</summary><pre>${escaped(kept)}</pre></details>`;
}

/** Lines and characters of a text that are shown before the rest is folded. */
const SHOWN_LINES = 25;
const SHOWN_LETTERS = 2000;

/** A long text with its rest folded; undefined for one that is seen at once. */
export function foldedText(text: string): string | undefined {
  const lines = text.split('\n');
  const isLong = lines.length > 2 * SHOWN_LINES || text.length > 2 * SHOWN_LETTERS;
  if (!isLong) return undefined;
  const first = lines.slice(0, SHOWN_LINES).join('\n');
  const shown = first.length > SHOWN_LETTERS ? first.slice(0, SHOWN_LETTERS) : first;
  const rest = text.slice(shown.length).replace(/^\n/, '');
  const count = rest.split('\n').length;
  const more =
    count > 1
      ? say({ en: `… ${count} more lines`, ko: `… ${count}줄 더` })
      : say({ en: `… ${rest.length} more characters`, ko: `… ${rest.length}자 더` });
  return `<pre>${escaped(shown)}</pre><details><summary>${more}</summary><pre>${escaped(rest)}</pre></details>`;
}

function escaped(text: string): string {
  const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (mark) => marks[mark]!);
}
