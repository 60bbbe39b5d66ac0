/** @file How wide words will be, before anything is drawn. */
import { pointPixels } from '../style/points.ts';
import { visibleText } from './mathtext.ts';

/** Widths of DejaVu Sans in thousandths of the size, from the space to the tilde. */
const widths = (
  '318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 636 636 636 337 337 838 ' +
  '838 838 531 1000 684 686 698 770 632 575 775 752 295 295 656 557 863 748 787 603 787 695 635 611 732 684 989 685 611 ' +
  '685 390 337 390 838 500 500 613 635 550 635 615 352 635 634 278 278 579 278 974 634 612 635 635 411 521 392 634 592 ' +
  '818 592 592 525 636 337 636 838'
)
  .split(' ')
  .map(Number);

/** The width of the longest line of a text in pixels: DejaVu Sans exactly, about that for other scripts. */
export function roughWidth(text: string, points: number): number {
  const lines = visibleText(text)
    .split('\n')
    .map((line) => Array.from(line, advance).reduce((sum, width) => sum + width, 0));
  return (Math.max(...lines) / 1000) * points * pointPixels;
}

function advance(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 127) return widths[code - 32] ?? 0;
  if (code === 0x2212) return 838; // minus
  const korean = (code >= 0x1100 && code < 0x1200) || (code >= 0xac00 && code < 0xd7b0);
  return korean ? 920 : code > 0x2e80 ? 1000 : 640;
}
