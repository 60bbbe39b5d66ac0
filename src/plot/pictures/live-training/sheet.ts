/** @file The panels of a live picture on one sheet: for the PNG, where no page draws them. */
import { escaped, panelsOf, type LivePanel } from './draw.ts';
import { headOf, type LiveState } from './state.ts';

const WIDTH = 720;
const FONTS = 'DejaVu Sans, Noto Sans KR, sans-serif';

/** Black on white, two panels beside each other. */
export function sheetOf(state: LiveState): string {
  const parts: string[] = [];
  let y = 26;
  const write = (x: number, text: string, size: number, weight = ''): void => {
    parts.push(`<text x="${x}" y="${y}" font-size="${size}" fill="#000"${weight}>${escaped(text)}</text>`);
  };
  write(12, headOf(state), 14, ' font-weight="bold"');
  for (const line of state.notes) {
    y += 18;
    write(12, line, 12);
  }
  for (const row of pairs(panelsOf(state))) {
    y += 24;
    row.forEach(({ panel, x }) => {
      write(x, panel.title, 12);
      parts.push(`<g transform="translate(${x} ${y + 6})">${panel.body}</g>`);
    });
    y += 6 + Math.max(...row.map(({ panel }) => panel.height));
  }
  const height = Math.ceil(y + 12);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" color="#000" font-family="${FONTS}"><rect width="${WIDTH}" height="${height}" fill="#fff"/>${parts.join('')}</svg>`;
}

/** Two beside each other where they fit. */
function pairs(panels: readonly LivePanel[]): { panel: LivePanel; x: number }[][] {
  const rows: { panel: LivePanel; x: number }[][] = [];
  let x = WIDTH;
  for (const panel of panels) {
    if (x + panel.width > WIDTH - 8) {
      rows.push([]);
      x = 12;
    }
    rows.at(-1)!.push({ panel, x });
    x += Math.max(panel.width, 320) + 20;
  }
  return rows;
}
