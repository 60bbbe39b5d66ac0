/**
 * @file A table drawn with box characters, laid out as the Python library `rich` lays out Keras's summary: fixed column
 * widths shrunk evenly to the line, words wrapped, words too long cut with "…".
 */

export interface BoxColumn {
  header: string;
  align: 'left' | 'right' | 'center';
  /** Characters wanted for the content. */
  width: number;
}

/** Python's round: exact halves go to the even neighbour. */
function roundEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Content widths that make the table exactly `lineLength` wide (or narrower, where the columns want less). */
function layOut(columns: readonly BoxColumn[], lineLength: number): number[] {
  const outer = columns.map((column) => column.width + 2);
  const space = lineLength - columns.length - 1;
  const wanted = outer.reduce((a, b) => a + b, 0);
  if (wanted > space) {
    let excess = wanted - space;
    let left = columns.length;
    for (let i = 0; i < outer.length; i++) {
      const cut = Math.min(outer[i]!, roundEven(excess / left));
      outer[i]! -= cut;
      excess -= cut;
      left--;
    }
  } else if (wanted < space) {
    // spread what is left over in proportion to the widths
    let spare = space - wanted;
    let ratios = wanted;
    const wide = [...outer];
    wide.forEach((width, i) => {
      const more = ratios > 0 ? Math.ceil((width * spare) / ratios) : spare;
      outer[i]! += more;
      spare -= more;
      ratios -= width;
    });
  }
  return outer.map((width) => Math.max(1, width - 2));
}

/** Breaks a text into lines of at most `width` characters; a longer word stands alone and is cut. */
function wrap(text: string, width: number): string[] {
  const breaks: number[] = [];
  let offset = 0;
  for (const match of text.matchAll(/\s*\S+\s*/g)) {
    const word = match[0];
    const length = word.trimEnd().length;
    if (width - offset >= length) {
      offset += word.length;
    } else if (length > width || offset > 0) {
      if (match.index > 0) breaks.push(match.index);
      offset = word.length;
    }
  }
  const ends = [...breaks, text.length];
  return ends.map((end, i) => {
    const line = text.slice(i === 0 ? 0 : ends[i - 1]!, end).trimEnd();
    return line.length > width ? `${line.slice(0, width - 1)}…` : line;
  });
}

function aligned(text: string, width: number, align: BoxColumn['align']): string {
  if (align === 'right') return text.padStart(width);
  if (align === 'left') return text.padEnd(width);
  const left = Math.floor((width - text.length) / 2);
  return (' '.repeat(Math.max(0, left)) + text).padEnd(width);
}

/** The lines of the table: a heavy header, light rows. */
export function boxTable(
  columns: readonly BoxColumn[],
  rows: readonly (readonly string[])[],
  lineLength: number,
): string[] {
  const widths = layOut(columns, lineLength);
  const rule = (left: string, fill: string, cross: string, right: string) =>
    left + widths.map((w) => fill.repeat(w + 2)).join(cross) + right;
  const body = (cells: readonly string[], bar: string): string[] => {
    const wrapped = cells.map((cell, i) => wrap(cell, widths[i]!));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => {
      const parts = wrapped.map((lines, i) => ` ${aligned(lines[line] ?? '', widths[i]!, columns[i]!.align)} `);
      return bar + parts.join(bar) + bar;
    });
  };
  const lines = [
    rule('┏', '━', '┳', '┓'),
    ...body(
      columns.map((column) => column.header),
      '┃',
    ),
    rule('┡', '━', '╇', '┩'),
  ];
  rows.forEach((row, i) => {
    if (i > 0) lines.push(rule('├', '─', '┼', '┤'));
    lines.push(...body(row, '│'));
  });
  lines.push(rule('└', '─', '┴', '┘'));
  return lines;
}
