import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import domino from '@mixmark-io/domino';
import { pointPixels } from '../../src/plot/style/points.ts';
import { readFont, textWidth } from '../../src/plot/output/render/font.ts';
import { measureElement } from '../../src/plot/output/render/measure.ts';
import { roughWidth } from '../../src/plot/text/width.ts';

/** Every letter is half its size wide, and reaches from 0.8 above to 0.2 below its baseline. */
const measure = { width: (text: string, size: number) => (text.length * size) / 2, ascent: 0.8, descent: 0.2 };

function boxOf(svg: string): number[] {
  const document = domino.createDocument(`<svg>${svg}</svg>`);
  const { left, top, right, bottom } = measureElement(document.querySelector('g')!, measure);
  return [left, top, right, bottom].map((value) => Math.round(value * 100) / 100 + 0);
}

describe('the box around texts', () => {
  it('counts anchors and translations', () => {
    expect(boxOf('<g><text x="10" y="20" font-size="10">abcd</text></g>')).toEqual([10, 12, 30, 22]);
    const middle =
      '<g><text transform="translate(5,-2)" x="10" y="20" font-size="10" text-anchor="middle">abcd</text></g>';
    expect(boxOf(middle)).toEqual([5, 10, 25, 20]);
  });

  it('turns with a text that is turned about a point: an axis title written upwards is narrow', () => {
    const title =
      '<g><text transform="rotate(-90,30,100)" x="30" y="100" font-size="10" text-anchor="middle">abcdefghij</text></g>';
    expect(boxOf(title)).toEqual([22, 75, 32, 125]);
  });

  it('applies a list of transforms from the last to the first', () => {
    const list = '<g><text transform="translate(100,0) rotate(90) scale(2)" x="0" y="0" font-size="10">ab</text></g>';
    expect(boxOf(list)).toEqual([96, 0, 116, 20]);
  });
});

describe('widths from which margins are made', () => {
  it('are those of the font, for every printable character and the minus of tick labels', () => {
    const file = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
    const fonts = [readFont(readFileSync(file))];
    const characters = [...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)), '\u2212'];
    for (const character of characters) {
      const [guess, exact] = [roughWidth(character, 100), textWidth(character, 100 * pointPixels, fonts)];
      expect(Math.abs(guess - exact), character).toBeLessThan(0.1);
    }
  });

  it('count the longest line', () => {
    expect(roughWidth('a\nvalidation\nb', 10)).toBe(roughWidth('validation', 10));
  });
});
