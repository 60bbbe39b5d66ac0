/** @file The figures that are open, and which one is in use: the memory behind `plt`. */
import type { Figure } from './figure.ts';

const open = new Map<number, Figure>();
let current: Figure | undefined;

/** All open figures in the order they were made. */
export function all(): Figure[] {
  return [...open.values()];
}

/** The figure with that number. */
export function byNumber(number: number): Figure | undefined {
  return open.get(number);
}

/** The figure in use. */
export function inUse(): Figure | undefined {
  return current;
}

/** The next free number, as matplotlib counts. */
export function nextNumber(): number {
  return Math.max(0, ...open.keys()) + 1;
}

/** Makes `figure` the one in use, opening it if it is not open. */
export function use(figure: Figure): Figure {
  open.set(figure.number, figure);
  return (current = figure);
}

/** Closes a figure. */
export function forget(figure: Figure): void {
  open.delete(figure.number);
  if (current === figure) current = all().at(-1);
}
