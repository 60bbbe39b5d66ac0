/**
 * @file A table of numbers, one row per layer, that shows itself: text in a terminal, and in a notebook an HTML table whose numbers
 * have bars behind them, with the same as a PNG for programs that show no HTML.
 */
import { displaySymbol, type Displayable, type MimeBundle, type SvgPicture } from '../../display/index.ts';
import { toBase64 } from '../../platform/index.ts';
import { kerasSize, thousands } from '../common/format.ts';
import { escapeHtml } from './svg-text.ts';
import { tablePicture } from './table-picture.ts';

/** A column: its title, the text of a cell, and the number that its bar shows. */
export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly bar?: (row: Row) => number;
  readonly left?: boolean;
}

/** Rows with columns; `rows` is plain data. */
export abstract class LayerTable<Row extends { readonly name: string }> implements Displayable, Iterable<Row> {
  /** One for each layer, in the order of computation. */
  readonly rows: readonly Row[];

  constructor(rows: readonly Row[]) {
    this.rows = rows;
  }

  protected abstract readonly title: string;
  protected abstract readonly columns: readonly Column<Row>[];
  /** Lines below the table. */
  protected abstract readonly footer: readonly string[];

  [Symbol.iterator](): Iterator<Row> {
    return this.rows[Symbol.iterator]();
  }

  toString(): string {
    const { columns } = this;
    const cells = [columns.map((c) => c.title), ...this.rows.map((row) => columns.map((c) => c.text(row)))];
    const widths = columns.map((_, i) => Math.max(...cells.map((line) => line[i]!.length)));
    const lines = cells.map((line) =>
      line.map((cell, i) => (columns[i]!.left ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ').trimEnd(),
    ); // prettier-ignore
    const rule = '─'.repeat(widths.reduce((a, b) => a + b + 2, -2));
    return [this.title, lines[0]!, rule, ...lines.slice(1), rule, ...this.footer].join('\n');
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** The table as a drawing; of very long ones the first rows. */
  toPicture(): SvgPicture {
    return tablePicture(this.title, this.columns, this.rows, this.footer);
  }

  async [displaySymbol](): Promise<MimeBundle> {
    const png = toBase64(await this.toPicture().toPng());
    return { 'text/plain': this.toString(), 'text/html': this.toHtml(), 'image/png': png };
  }

  private toHtml(): string {
    const most = this.columns.map((c) => Math.max(...this.rows.map((row) => c.bar?.(row) ?? 0)));
    const cell = (row: Row, c: Column<Row>, i: number): string => {
      const share = c.bar && most[i]! > 0 ? (100 * c.bar(row)) / most[i]! : 0;
      const bar =
        share > 0
          ? `background:linear-gradient(to left,rgba(80,140,220,0.35) ${share.toFixed(1)}%,transparent ${share.toFixed(1)}%);`
          : '';
      return `<td style="text-align:${c.left ? 'left' : 'right'};${bar}">${escapeHtml(c.text(row))}</td>`;
    };
    const head = this.columns.map(
      (c) => `<th style="text-align:${c.left ? 'left' : 'right'}">${escapeHtml(c.title)}</th>`,
    );
    const body = this.rows.map((row) => `<tr>${this.columns.map((c, i) => cell(row, c, i)).join('')}</tr>`);
    const below = this.footer.map(escapeHtml).join('<br>');
    return `<b>${escapeHtml(this.title)}</b><table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table><div>${below}</div>`;
  }
}

/** 1,234 below a hundred thousand, then 123.4 K, 1.23 M, 1.23 G. */
export function countText(n: number): string {
  if (n < 1e5) return thousands(Math.round(n));
  for (const [unit, size] of [
    ['G', 1e9],
    ['M', 1e6],
  ] as const) {
    if (n >= size) return `${(n / size).toPrecision(3)} ${unit}`;
  }
  return `${(n / 1e3).toPrecision(3)} K`;
}

/** Bytes as the summary writes them, those below 1 KB without decimals. */
export function bytesText(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : kerasSize(bytes);
}
