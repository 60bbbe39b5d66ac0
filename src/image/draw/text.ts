/**
 * @file Writing on a picture. The letters are drawn by the same program and fonts as figures: DejaVu Sans (Latin, Greek, Cyrillic,
 * signs) and Noto Sans KR (Korean); they are laid on as a mask, so that any type of picture can be written on.
 */
import { checkCall, describe, flag, number, optionsOf, readOptions, word } from '../../arguments/index.ts';
import { toTyped, type NDArray } from '../../array/index.ts';
import { SvgPicture } from '../../display/index.ts';
import { ValueError } from '../../errors/index.ts';
import { decodePng } from '../formats/png/png.ts';
import { arrayOf, pixelsOf, withRoomFor } from '../pixels.ts';
import { colourRule, inkOf, type Colour } from './colour.ts';
import type { Point } from './shapes.ts';

export interface TextOptions {
  /** A name ('red'), '#ff0000', a grey or [r, g, b] in the unit of the picture. Default white. */
  color?: Colour;
  /** Height of the letters in pixels. Default 16. */
  size?: number;
  /** Bold letters. Default false. */
  bold?: boolean;
  /** Which end of a line lies at the place. Default 'left'. */
  align?: 'left' | 'center' | 'right';
  /** 0 (not seen) to 1 (covers, default). */
  opacity?: number;
}

const textOptions = optionsOf<TextOptions>()({
  color: colourRule(),
  size: number({ from: 1, to: 2000 }).known('fontsize', 'fontSize', 'fontScale').or(16),
  bold: flag().or(false),
  align: word('left', 'center', 'right').or('left'),
  opacity: number({ from: 0, to: 1 }).known('alpha').or(1),
});

/** Where the letters stand below the top of their line, in sizes. */
const ascent = 0.93;
const lineHeight = 1.2;

/**
 * Text on a picture, its upper left corner at a place; a new line begins at \n. A new picture of the same type. Has Latin, Greek,
 * Cyrillic and Korean letters; what no font has is an empty box.
 *
 * @ko 그림에 글자를 씁니다. 한글도 쓸 수 있습니다. 새 그림을 돌려줍니다.
 * @param at [row, column] of the upper left corner
 * @example await image.drawText(photo, '고양이 0.98', [4, 4], { color: 'yellow', size: 20 })
 */
export async function drawText(picture: NDArray, text: string | number, at: Point, options?: TextOptions): Promise<NDArray> {
  const who = 'image.drawText';
  if (arguments.length > 3) checkCall(who, arguments, 4, textOptions);
  const { color, size, bold, align, opacity } = readOptions(who, options, textOptions);
  if (typeof text !== 'string' && typeof text !== 'number') {
    throw new ValueError({ who, rule: { en: 'what is written is a text', ko: '쓸 것은 문자열입니다' }, received: describe(text) });
  }
  if (!(Array.isArray(at) && at.length === 2 && at.every((n) => Number.isFinite(n)))) {
    throw new ValueError({
      who,
      rule: { en: 'the place is a list of two numbers, [row, column]', ko: '자리는 수 두 개의 리스트 [행, 열]입니다' },
      received: describe(at),
    });
  }
  const source = pixelsOf(picture, who);
  const { height, width, channels, dtype } = source;
  const ink = inkOf(color, source, who);
  const anchor = { left: 'start', center: 'middle', right: 'end' }[align];
  const lines = String(text).split('\n').map((line, i) => `<text x="${at[1]}" y="${at[0] + size * (ascent + i * lineHeight)}">${escaped(line)}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" xml:space="preserve" font-family="DejaVu Sans, Noto Sans KR" font-size="${size}" font-weight="${bold ? 'bold' : 'normal'}" text-anchor="${anchor}" fill="#fff">${lines.join('')}</svg>`;
  const png = await new SvgPicture({ svg, width, height, text: '' }).toPng();
  const mask = toTyped(withRoomFor(height, width, who, () => decodePng(png)));
  const data = source.data.slice();
  for (let i = 0; i < height * width; i++) {
    const share = (mask[4 * i + 3]! / 255) * opacity;
    if (share === 0) continue;
    for (let k = 0; k < channels; k++) {
      const mixed = data[i * channels + k]! * (1 - share) + ink[k]! * share;
      data[i * channels + k] = dtype.startsWith('float') ? mixed : Math.round(mixed);
    }
  }
  return arrayOf({ ...source, data });
} // prettier-ignore

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
