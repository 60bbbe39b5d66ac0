/** @file Axes of one grid that have the same limits and zoom together, with the numbers only at the edge of the grid. */
import type { Axes } from '../axes/axes.ts';
import type { Sharing } from './options.ts';

/** Axes and the rows and columns they take, first and last. */
export interface Placed {
  readonly axes: Axes;
  readonly row: readonly [number, number];
  readonly column: readonly [number, number];
}

/** Shares the limits of all axes, or of those in the same rows or columns, of a grid with `rows` rows. */
export function shareLimits(placed: readonly Placed[], rows: number, sharex: Sharing, sharey: Sharing): void {
  for (const { axes, row, column } of placed) {
    const together = (how: Sharing): Axes[] =>
      placed
        .filter((other) => {
          if (how === 'row') return isSame(other.row, row);
          if (how === 'col') return isSame(other.column, column);
          return how === true || how === 'all';
        })
        .map((other) => other.axes);
    axes.shared = { x: together(sharex), y: together(sharey) };
    if (sharex === true || sharex === 'all' || sharex === 'col') axes.ticks.x.hidden = row[1] < rows - 1;
    if (sharey === true || sharey === 'all' || sharey === 'row') axes.ticks.y.hidden = column[0] > 0;
  }
}

function isSame(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
