/** @file The figure and the axes in use, made when there are none. */
import type { Axes } from '../axes/axes.ts';
import { onAxesInUse } from '../calls/call.ts';
import { Figure } from '../figure/figure.ts';
import { figureOptions, type FigureOptions } from '../figure/options.ts';
import { isOptions } from '../input/options.ts';
import { read } from '../input/rules.ts';
import { exactly } from '../input/surplus.ts';
import { byNumber, forget, inUse, nextNumber, use } from '../figure/open-figures.ts';
import { showAtCellEnd } from '../output/show.ts';
import { currentTheme } from '../style/styles.ts';

/**
 * A new figure, or the open one of that number.
 * @ko 새 그림판을 엽니다. figsize는 [너비, 높이]인치입니다.
 */
export function figure(number?: number | FigureOptions, options?: FigureOptions): Figure {
  const who = 'plt.figure';
  const [n, given] = isOptions(number) ? [undefined, number as FigureOptions] : [number as number | undefined, options];
  return openFigure(n, read(who, given, figureOptions), who);
}

/** The same from options that `who` has read. */
export function openFigure(n: number | undefined, options: FigureOptions, who: string): Figure {
  showAtCellEnd();
  const known = n === undefined ? undefined : byNumber(n);
  if (known) return use(known);
  const made = new Figure(n ?? nextNumber(), options, who);
  made.theme = currentTheme();
  return use(made);
}

/**
 * The figure in use, made when there is none.
 * @ko 지금의 그림판을 줍니다.
 */
export const gcf = exactly('plt.gcf', (): Figure => {
  return inUse() ?? figure();
});

/**
 * The axes in use, made when there are none.
 * @ko 지금 그리는 칸을 줍니다.
 */
export const gca = exactly('plt.gca', (): Axes => {
  return gcf().gca();
});

/**
 * Makes `axes` the ones in use.
 * @ko 그릴 칸을 고릅니다.
 */
export const sca = exactly('plt.sca', (axes: Axes): void => {
  use(axes.figure).sca(axes);
});

/** For `matshow`: unless the axes in use are empty, a figure of the shape of the matrix. */
export function matrixFigure(shape: readonly number[]): void {
  const open = inUse();
  if (open && !(open.axes.length === 1 && open.axes[0]!.artists.length > 0)) return;
  figure({ figsize: matrixSize(shape[0] ?? 1, shape[1] ?? 1) });
}

/** matplotlib's `figaspect`: 4.8 inches high, as wide as the matrix asks, within 4 to 16 by 2 to 16 inches. */
function matrixSize(rows: number, columns: number): [number, number] {
  const [width, height] = [(4.8 * columns) / Math.max(1, rows), 4.8];
  const grow = 1 / Math.min(1, width / 4, height / 2);
  const shrink = 1 / Math.max(1, (width * grow) / 16, (height * grow) / 16);
  const within = (x: number, low: number): number => Math.min(16, Math.max(low, x * grow * shrink)) || low;
  return [within(width, 4), within(height, 2)];
}

// A figure that was made for a call that is refused goes again: there is nothing in it.
onAxesInUse((run) => {
  const before = inUse();
  const axes = gca();
  try {
    return run(axes);
  } catch (error) {
    if (axes.figure !== before) forget(axes.figure);
    throw error;
  }
});
