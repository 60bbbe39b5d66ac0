/**
 * @file What every stepper shows, whatever it computes: tables of numbers, and steps that mark windows in them, write numbers and say
 * in a sentence what was computed. The makers (`convolution.ts`, `pooling.ts`, …) give a walkthrough, the drawings (`draw.ts`,
 * `sheet.ts`, and the page's view) know nothing else. This file and the drawings run in the page too: they import nothing but each other.
 */

/** A table of numbers. */
export interface Panel {
  readonly title: string;
  readonly rows: number;
  readonly columns: number;
  /** What stands in it before the first step, row by row; null: nothing yet. */
  readonly start: readonly (number | null)[];
  /** 'grey': a picture, dark to light. 'signed': blue below 0, white at 0, red above. */
  readonly colors: 'grey' | 'signed';
  /** Panels of one scale share the range of their colours. */
  readonly scale: number;
  /** Panels of one line stand beside each other. */
  readonly line: number;
  /** Rows above and below, columns left and right, that are padding. */
  readonly padding?: readonly [above: number, below: number, left: number, right: number];
}

/** What a mark stands for: what is read, what is written, or the one cell that decides. */
export type Tone = 'read' | 'write' | 'pick';

/** A window in a panel: its upper left cell, how many rows and columns, and how far apart they are. */
export interface Mark {
  readonly panel: number;
  readonly tone: Tone;
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
  readonly down?: number;
  readonly right?: number;
}

/** Numbers that a step puts into cells of a panel; `notes` stand below them in small letters. */
export interface Write {
  readonly panel: number;
  readonly at: readonly number[];
  readonly values: readonly number[];
  readonly notes?: readonly string[];
}

/** One step. */
export interface Step {
  /** A sentence: what is computed, from which numbers. */
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly writes: readonly Write[];
}

/** All of it. */
export interface Walkthrough {
  readonly title: string;
  /** What the picture shows, for somebody who does not see it. */
  readonly summary: string;
  readonly panels: readonly Panel[];
  readonly steps: readonly Step[];
  /** The step that is shown first. */
  readonly first: number;
  /** The steps that stand on paper and in the PNG, where nobody can step. */
  readonly printed: readonly number[];
  /** Words of the page's controls, in the reader's language. */
  readonly words: Words;
}

/** The words around the numbers. */
export interface Words {
  readonly lang: string;
  readonly step: string;
  readonly play: string;
  readonly pause: string;
  readonly back: string;
  readonly next: string;
  readonly keys: string;
}

/** What stands in a cell. */
export interface Cell {
  readonly value: number;
  readonly note?: string | undefined;
}

/** The cells of every panel after step `i` (row by row; undefined: nothing yet). */
export function cellsAt({ panels, steps }: Walkthrough, i: number): (Cell | undefined)[][] {
  const cells = panels.map(({ start }) => start.map((value) => (value === null ? undefined : { value })));
  for (const { writes } of steps.slice(0, i + 1)) {
    for (const { panel, at, values, notes } of writes) {
      at.forEach((place, k) => (cells[panel]![place] = { value: values[k]!, ...(notes ? { note: notes[k] } : {}) }));
    }
  }
  return cells;
}

/** The smallest and largest number that panels of one scale ever hold, by the number of the scale. */
export function rangesOf({ panels, steps }: Walkthrough): Map<number, readonly [number, number]> {
  const ranges = new Map<number, [number, number]>();
  const see = (panel: number, value: number): void => {
    const { scale } = panels[panel]!;
    const known = ranges.get(scale);
    if (!known) ranges.set(scale, [value, value]);
    else [known[0], known[1]] = [Math.min(known[0], value), Math.max(known[1], value)];
  };
  panels.forEach(({ start }, p) => start.forEach((value) => value !== null && see(p, value)));
  for (const { writes } of steps) for (const { panel, values } of writes) for (const value of values) see(panel, value);
  return ranges;
}

/** The step that wrote into a cell first, for a click on it; undefined: none did. */
export function stepOf({ steps }: Walkthrough, panel: number, cell: number): number | undefined {
  const found = steps.findIndex(({ writes }) =>
    writes.some((write) => write.panel === panel && write.at.includes(cell)),
  );
  return found < 0 ? undefined : found;
}

/** A number in a few characters, as all pictures of `plot` write them. */
export function shortNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return String(Math.abs(value) < 10 ? Number(value.toFixed(2)) : Number(value.toPrecision(3)));
}
