/**
 * @file What is drawn and not shown yet: the memory behind `plt`. Figures have numbers and one is in use; others only wait to be shown.
 * A widget's callback has an output area of its own, and open figures of its own: it must not draw in those of a cell that runs
 * meanwhile, nor show them.
 */
import { notebookHost, type Displayable } from '../../display/index.ts';
import type { Figure } from './figure.ts';

/** The open figures of one output area. */
interface Open {
  readonly all: Set<Displayable>;
  /** Those of them that `plt` counts and draws in. */
  readonly counted: Set<Displayable>;
  current: Figure | undefined;
}

const ofCells = noFigures();
const ofAreas = new WeakMap<object, Open>();

function noFigures(): Open {
  return { all: new Set(), counted: new Set(), current: undefined };
}

/** Those where the calling code shows things. */
function here(): Open {
  const area = notebookHost()?.area;
  if (area === undefined) return ofCells;
  const open = ofAreas.get(area) ?? noFigures();
  ofAreas.set(area, open);
  return open;
}

/** All that is open, in the order it was made. */
export function all(): Displayable[] {
  return [...here().all];
}

/** All open figures in the order they were made. */
export function figures(): Figure[] {
  return all().filter(isFigure);
}

/** Whether it is one of the open figures that `plt` counts. */
export function isFigure(shown: Displayable): shown is Figure {
  return here().counted.has(shown);
}

/** The figure with that number. */
export function byNumber(number: number): Figure | undefined {
  return figures().find((figure) => figure.number === number);
}

/** The figure in use. */
export function inUse(): Figure | undefined {
  return here().current;
}

/** The next free number, as matplotlib counts. */
export function nextNumber(): number {
  return Math.max(0, ...figures().map(({ number }) => number)) + 1;
}

/** Makes `figure` the one in use, opening it if it is not open. */
export function use(figure: Figure): Figure {
  const open = here();
  open.all.add(figure);
  open.counted.add(figure);
  return (open.current = figure);
}

/** Opens what is no figure: it is shown with the others, and `plt` does not draw in it. */
export function keep(shown: Displayable): void {
  here().all.add(shown);
}

/** Closes a figure, or whatever is open. */
export function forget(shown: Displayable): void {
  for (const open of new Set([ofCells, here()])) {
    open.all.delete(shown);
    open.counted.delete(shown);
    if (open.current === shown)
      open.current = [...open.all].filter((each): each is Figure => open.counted.has(each)).at(-1);
  }
}
