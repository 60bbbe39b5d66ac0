/** @file A table as a drawing, with the bars of its HTML form behind the numbers. */
import { SvgPicture } from '../../display/index.ts';
import { say } from '../../errors/index.ts';
import type { Column } from './table.ts';
import { escapeHtml, textWidth } from './svg-text.ts';

const SIZE = 11;
const LINE = 17;
const MARGIN = 10;
const GAP = 16;
/** Rows that are drawn: a picture of a thousand rows cannot be read, and is megabytes in a notebook. */
const MOST_ROWS = 150;

/** The table of these rows; `footer` stands below. */
export function tablePicture<Row>(
  title: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  footer: readonly string[],
): SvgPicture {
  const shown = rows.slice(0, MOST_ROWS);
  const left = rows.length - shown.length;
  const more = left > 0 ? [say({ en: `… and ${left} more rows`, ko: `… 외 ${left}행` })] : [];
  const cells = shown.map((row) => columns.map((column) => column.text(row)));
  const widths = columns.map((column, i) =>
    Math.max(textWidth(column.title, SIZE) * 1.1, ...cells.map((line) => textWidth(line[i]!, SIZE))),
  );
  const starts = widths.map((_, i) => MARGIN + widths.slice(0, i).reduce((sum, width) => sum + width + GAP, 0));
  const below = [...more, ...footer];
  const inner = Math.max(starts.at(-1)! + widths.at(-1)!, ...below.map((line) => MARGIN + textWidth(line, SIZE)));
  const width = Math.ceil(inner + MARGIN);
  const height = MARGIN * 2 + LINE * (2 + shown.length + below.length) + 4;
  const parts: string[] = [];
  const write = (text: string, x: number, line: number, how = ''): void => {
    const y = MARGIN + LINE * line + SIZE;
    parts.push(`<text x="${x.toFixed(1)}" y="${y}" ${how}>${escapeHtml(text)}</text>`);
  };
  write(title, MARGIN, 0, 'font-weight="bold"');
  columns.forEach((column, i) => {
    const end = starts[i]! + widths[i]!;
    const put = (text: string, line: number, weight = ''): void =>
      column.left ? write(text, starts[i]!, line, weight) : write(text, end, line, `text-anchor="end" ${weight}`);
    put(column.title, 1, 'font-weight="bold"');
    const most = Math.max(...rows.map((row) => column.bar?.(row) ?? 0));
    shown.forEach((row, r) => {
      const share = column.bar && most > 0 ? column.bar(row) / most : 0;
      const y = MARGIN + LINE * (2 + r) - 1;
      if (share > 0) {
        const long = widths[i]! * share;
        parts.push(
          `<rect x="${(end - long).toFixed(1)}" y="${y}" width="${long.toFixed(1)}" height="${LINE - 2}" fill="#c5d9f4"/>`,
        );
      }
      put(cells[r]![i]!, 2 + r);
    });
  });
  below.forEach((line, i) => write(line, MARGIN, 2 + shown.length + i));
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans, sans-serif" font-size="${SIZE}" fill="#111111">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
  ].join('');
  return new SvgPicture({ svg, width, height, text: title });
}
