/**
 * @file Where axes stand in a figure. matplotlib's margins and gaps are the starting point; they grow when titles and labels
 * would run into each other, and shrink to what is needed after `tight_layout()`. All lengths in pixels.
 */
import { pointPixels } from '../style/points.ts';
import type { Decoration, Rect } from './geometry.ts';
import type { Cell } from './gridspec.ts';

export interface Placed {
  cell: Cell;
  needs: Decoration;
}

/** How the whole grid is spread. */
export interface GridLook {
  width: number;
  height: number;
  /** After `tight_layout()`: what is left free, in parts of the size of text. */
  tight: number | undefined;
  /** Height taken by the figure's own title, its label below, and the width of its label at the left. */
  top: number;
  bottom: number;
  left: number;
  adjust: Partial<Record<'left' | 'right' | 'top' | 'bottom' | 'wspace' | 'hspace', number>>;
  /** Widths of the columns and heights of the rows against each other. */
  ratios?: { width?: readonly number[]; height?: readonly number[] };
}

/** matplotlib's `figure.subplot.*`. */
const usual = { left: 0.125, right: 0.1, bottom: 0.11, top: 0.12, gap: 0.2 };
const pad = 4 * pointPixels;

/** The frame of each of `placed`, which all share one grid shape. */
export function gridRects(placed: readonly Placed[], look: GridLook): Rect[] {
  const { rows, columns } = placed[0]!.cell;
  const need = (side: keyof Decoration, axis: 'row' | 'column', edge: 0 | 1, at: number): number =>
    Math.max(0, ...placed.filter(({ cell }) => cell[axis][edge] === at).map(({ needs }) => needs[side]));
  const horizontal = spread(
    columns,
    look.width,
    (i) => need('left', 'column', 0, i),
    (i) => need('right', 'column', 1, i),
    {
      tight: look.tight,
      before: look.adjust.left === undefined ? undefined : look.adjust.left * look.width,
      after: look.adjust.right === undefined ? undefined : (1 - look.adjust.right) * look.width,
      gap: look.adjust.wspace,
      usualBefore: usual.left * look.width,
      usualAfter: usual.right * look.width,
      extraBefore: look.left,
      extraAfter: 0,
      ratios: look.ratios?.width,
    },
  );
  const vertical = spread(
    rows,
    look.height,
    (i) => need('top', 'row', 0, i),
    (i) => need('bottom', 'row', 1, i),
    {
      tight: look.tight,
      before: look.adjust.top === undefined ? undefined : (1 - look.adjust.top) * look.height,
      after: look.adjust.bottom === undefined ? undefined : look.adjust.bottom * look.height,
      gap: look.adjust.hspace,
      usualBefore: usual.top * look.height,
      usualAfter: usual.bottom * look.height,
      extraBefore: look.top,
      extraAfter: look.bottom,
      ratios: look.ratios?.height,
    },
  );
  return placed.map(({ cell }) => {
    const [x0, x1] = [horizontal[cell.column[0]]!, horizontal[cell.column[1]]!];
    const [y0, y1] = [vertical[cell.row[0]]!, vertical[cell.row[1]]!];
    return { x: x0.from, y: y0.from, width: x1.to - x0.from, height: y1.to - y0.from };
  });
}

interface SpreadLook {
  tight: number | undefined;
  before: number | undefined;
  after: number | undefined;
  gap: number | undefined;
  usualBefore: number;
  usualAfter: number;
  extraBefore: number;
  extraAfter: number;
  ratios: readonly number[] | undefined;
}

/** `n` frames along one direction, equal or by their ratios, with what each needs before and behind it. */
function spread(
  n: number,
  length: number,
  before: (i: number) => number,
  behind: (i: number) => number,
  look: SpreadLook,
): { from: number; to: number }[] {
  const tight = look.tight === undefined ? undefined : 10 * look.tight * pointPixels;
  const margin = tight ?? pad;
  const first = before(0) + margin + look.extraBefore;
  const last = behind(n - 1) + margin + look.extraAfter;
  const start = look.before ?? (tight !== undefined ? first : Math.max(look.usualBefore, first));
  const end = look.after ?? (tight !== undefined ? last : Math.max(look.usualAfter, last));
  const needed = Array.from({ length: n - 1 }, (_, i) => behind(i) + before(i + 1) + (tight ?? 2 * pad));
  const free = Math.max(n, length - start - end);
  // A gap is a part of the frame, the frame is what gaps leave: a few rounds settle it.
  let frame = free / n;
  for (let round = 0; round < 30; round++) {
    const share = look.gap ?? (tight === undefined ? usual.gap : 0);
    const gaps = needed.reduce((sum, need) => sum + gapOf(share * frame, need, look.gap), 0);
    frame = Math.max(2, 0.5 * frame + (0.5 * (free - gaps)) / n);
  }
  const frames: { from: number; to: number }[] = [];
  let at = start;
  const ratios = look.ratios?.length === n ? look.ratios : undefined;
  const whole = ratios?.reduce((sum, part) => sum + part, 0) ?? n;
  for (let i = 0; i < n; i++) {
    const size = (frame * n * (ratios?.[i] ?? 1)) / whole;
    frames.push({ from: at, to: at + size });
    at += size;
    if (i < n - 1) at += gapOf((look.gap ?? (tight === undefined ? usual.gap : 0)) * frame, needed[i]!, look.gap);
  }
  return frames;
}

/** A gap set by hand is taken as it is. */
function gapOf(share: number, need: number, set: number | undefined): number {
  return set === undefined ? Math.max(share, need) : share;
}
