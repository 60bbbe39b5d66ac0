/** @file What is drawn and not shown yet: the memory behind `plt`. Figures have numbers and one is in use; others only wait to be shown. */
import type { Displayable } from '../../display/index.ts';
import type { Figure } from './figure.ts';

const open = new Set<Displayable>();
/** Those of them that `plt` counts and draws in. */
const counted = new Set<Displayable>();
let current: Figure | undefined;

/** All that is open, in the order it was made. */
export function all(): Displayable[] {
  return [...open];
}

/** All open figures in the order they were made. */
export function figures(): Figure[] {
  return all().filter(isFigure);
}

/** Whether it is one of the open figures that `plt` counts. */
export function isFigure(shown: Displayable): shown is Figure {
  return counted.has(shown);
}

/** The figure with that number. */
export function byNumber(number: number): Figure | undefined {
  return figures().find((figure) => figure.number === number);
}

/** The figure in use. */
export function inUse(): Figure | undefined {
  return current;
}

/** The next free number, as matplotlib counts. */
export function nextNumber(): number {
  return Math.max(0, ...figures().map(({ number }) => number)) + 1;
}

/** Makes `figure` the one in use, opening it if it is not open. */
export function use(figure: Figure): Figure {
  open.add(figure);
  counted.add(figure);
  return (current = figure);
}

/** Opens what is no figure: it is shown with the others, and `plt` does not draw in it. */
export function keep(shown: Displayable): void {
  open.add(shown);
}

/** Closes a figure, or whatever is open. */
export function forget(shown: Displayable): void {
  open.delete(shown);
  counted.delete(shown);
  if (current === shown) current = figures().at(-1);
}
