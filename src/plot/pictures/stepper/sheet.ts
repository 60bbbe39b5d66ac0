/** @file Steps of a walkthrough on one sheet, below each other, for paper and for the PNG: where nobody can step. */
import { Drawer, escaped, round, type Drawing } from './draw.ts';
import type { Walkthrough } from './walkthrough.ts';

/** A sheet as SVG text with its size in pixels. */
export interface Sheet {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** As wide as a sheet of A4 between its margins, so that it is printed as large as it is. */
const WIDTH = 720;
const TITLE = 20;
const GAP = 18;
const FONTS = 'DejaVu Sans, Noto Sans KR, Apple SD Gothic Neo, Malgun Gothic, NanumGothic, sans-serif';

/** The steps `walkthrough.printed`, black on white. */
export function sheetOf(walkthrough: Walkthrough): Sheet {
  const drawer = new Drawer(walkthrough);
  const parts: string[] = [];
  let y = 8;
  const write = (text: string, size: number, weight = ''): void => {
    for (const line of wrapped(text, WIDTH - 24, size)) {
      y += size * 1.4;
      parts.push(`<text x="12" y="${round(y)}" font-size="${size}"${weight}>${escaped(line)}</text>`);
    }
  };
  write(walkthrough.title, 14, ' font-weight="bold"');
  let right = 0;
  for (const i of walkthrough.printed) {
    y += 12;
    write(`${i + 1}/${walkthrough.steps.length}  ${walkthrough.steps[i]!.text}`, 12);
    y += 6;
    for (const { x, y: top, title, drawing } of arranged(walkthrough, drawer.panelsAt(i))) {
      parts.push(`<text x="${round(x + 4)}" y="${round(y + top + 14)}" font-size="12">${escaped(title)}</text>`);
      parts.push(
        `<g transform="translate(${round(x)} ${round(y + top + TITLE)})" text-anchor="middle">${drawing.body}</g>`,
      );
      right = Math.max(right, x + drawing.width);
    }
    y += heightOf(walkthrough, drawer);
  }
  const [width, height] = [Math.ceil(Math.max(WIDTH, right + 12)), Math.ceil(y + 10)];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" color="#000" font-family="${FONTS}"><rect width="${width}" height="${height}" fill="#fff"/>${parts.join('')}</svg>`;
  return { svg, width, height };
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly title: string;
  readonly drawing: Drawing;
}

/** The panels line by line; a line that is too long is continued below. */
function arranged({ panels }: Walkthrough, drawings: readonly Drawing[]): Placed[] {
  const placed: Placed[] = [];
  let [x, y, tall] = [8, 0, 0];
  const feed = (): void => {
    if (tall === 0) return;
    [x, y, tall] = [8, y + tall + TITLE + GAP, 0];
  };
  panels.forEach((panel, p) => {
    const drawing = drawings[p]!;
    const isNew = p > 0 && panel.line !== panels[p - 1]!.line;
    const wide = widthOf(panel.title, drawing);
    if (isNew || (x > 8 && x + wide > WIDTH - 8)) feed();
    placed.push({ x, y, title: panel.title, drawing });
    x += wide + GAP;
    tall = Math.max(tall, drawing.height);
  });
  return placed;
}

/** How much the panels of a step need downwards. */
function heightOf(walkthrough: Walkthrough, drawer: Drawer): number {
  const drawings = drawer.grids.map(({ width, height }) => ({ body: '', width, height }));
  return Math.max(...arranged(walkthrough, drawings).map(({ y, drawing }) => y + TITLE + drawing.height));
}

function widthOf(title: string, { width }: Drawing): number {
  return Math.max(width, lengthOf(title, 12) + 8);
}

/** About how wide a text is; Hangul is as wide as it is high. */
function lengthOf(text: string, size: number): number {
  let ems = 0;
  for (const letter of text) ems += letter > '\u1100' && !/[×−≤]/.test(letter) ? 1 : 0.62;
  return ems * size;
}

/** A text in lines of at most so many pixels, broken between words. */
function wrapped(text: string, most: number, size: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)!} ${word}`;
    if (lines.at(-1) !== '' && lengthOf(longer, size) > most) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
