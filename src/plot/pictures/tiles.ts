/**
 * @file Pictures in a table inside one frame, each with words over it and words for hovering: quicker to draw than axes for each, and
 * the names of rows stand beside them.
 */
import type { NDArray } from '../../array/index.ts';
import type { Figure } from '../figure/figure.ts';
import { makeImage } from '../calls/imshow.ts';
import { figure } from '../pyplot/current.ts';
import { roughWidth } from '../text/width.ts';

/** Right and wrong, in shades that can be read on light and on dark pages. */
export const RIGHT = '#2b8a57';
export const WRONG = '#dc3545';

/** A picture of the table. */
export interface Tile {
  /** (h, w) through the colormap, (h, w, 1) the same, (h, w, 3) in colours 0 … 1 or bytes. */
  readonly picture: NDArray;
  /** For hovering; a line break is written `\n`. */
  readonly hover: string;
  /** Above the picture; lines are separated by `\n`. */
  readonly title?: string;
  /** Colour of the title. */
  readonly color?: string;
}

export interface TileSheet {
  /** Row by row; null leaves a place empty. */
  readonly rows: readonly (readonly (Tile | null)[])[];
  /** Beside each row. */
  readonly names?: readonly string[];
  /** Above each column. */
  readonly heads?: readonly string[];
  /** Width of one picture in inches. */
  readonly size: number;
  readonly title?: string | undefined;
  /** Of pictures without colours. */
  readonly cmap?: string | undefined;
  readonly range?: readonly [number, number] | undefined;
}

/** Inches: a line of words, the gap between pictures, the margin around all. */
const LINE = 0.17;
const GAP = 0.08;
const MARGIN = 0.1;
const POINTS = 9;

/** Draws the table. */
export function tiles({ rows, names, heads, size, title, cmap = 'gray', range }: TileSheet): Figure {
  const all = rows.flat().filter((tile) => tile !== null);
  const [height, width] = all[0]!.picture.shape as [number, number];
  const tall = size * Math.min(3, Math.max(0.3, height / width));
  const lines = Math.max(0, ...all.map((tile) => tile.title?.split('\n').length ?? 0));
  const columns = Math.max(...rows.map((row) => row.length));
  const inches = (text: string): number => roughWidth(text, POINTS) / 100;
  const left = names ? Math.max(...names.map(inches)) + 2 * MARGIN : MARGIN;
  const top = (title ? 0.4 : MARGIN) + (heads ? LINE + 0.05 : 0);
  const step = { x: size + GAP, y: tall + GAP + lines * LINE };
  // A title wider than its picture must not leave the sheet.
  const over = Math.max(0, ...all.map((tile) => Math.max(...(tile.title ?? '').split('\n').map(inches)) - size)) / 2;
  const whole = {
    x: Math.max(left, over + MARGIN) + columns * step.x - GAP + Math.max(MARGIN, over + MARGIN),
    y: top + rows.length * step.y - GAP + MARGIN,
  };
  const fig = figure({ figsize: [Math.min(40, whole.x), Math.min(90, whole.y)] });
  if (title) fig.suptitle(title, { y: 1 - 0.06 / whole.y, fontsize: 11 });
  const axes = fig.add_axes([0, 0, 1, 1]);
  axes.axis('off');
  const from = Math.max(left, over + MARGIN);
  rows.forEach((row, r) => {
    const above = top + r * step.y + lines * LINE;
    row.forEach((tile, c) => {
      if (tile === null) return;
      const [x, y] = [from + c * step.x, above];
      const look = { cmap, vmin: range?.[0], vmax: range?.[1] };
      const picture = makeImage(flat(tile.picture), { ...look, extent: [x, x + size, y + tall, y] }, 'plot');
      picture.hover = tile.hover;
      axes.add(picture);
      if (tile.title === undefined) return;
      const words = {
        ha: 'center',
        va: 'bottom',
        fontsize: POINTS,
        ...(tile.color ? { color: tile.color } : {}),
      } as const;
      axes.text(x + size / 2, y - 0.01, tile.title, words);
    });
    if (names?.[r])
      axes.text(from - MARGIN, above + tall / 2, names[r], { ha: 'right', va: 'center', fontsize: POINTS });
  });
  heads?.forEach((head, c) => {
    axes.text(from + c * step.x + size / 2, top - 0.03, head, { ha: 'center', va: 'bottom', fontsize: POINTS });
  });
  axes.set_xlim(0, whole.x);
  axes.set_ylim(whole.y, 0);
  axes.aspect = 'image';
  return fig;
}

/** A picture of one channel as a plane. */
function flat(picture: NDArray): NDArray {
  const { shape } = picture;
  return shape.length === 3 && shape[2] === 1 ? picture.reshape(shape[0]!, shape[1]!) : picture;
}

/**
 * Pictures in any scale as they can be shown: bytes and colours in 0 … 1 as they are, others stretched together to 0 … 1 (with the range
 * for the colormap where they have one channel).
 */
export function shown(pictures: NDArray): { pictures: NDArray; range: readonly [number, number] } {
  const channels = pictures.shape.at(-1)!;
  const colours = pictures.ndim > 2 && channels === 3;
  if (pictures.dtype === 'uint8') return { pictures, range: [0, 255] };
  const [low, high] = [pictures.min(), pictures.max()];
  if (low >= 0 && high <= 1) return { pictures, range: [0, 1] };
  if (low >= 0 && high > 2 && high <= 255)
    return { pictures: colours ? pictures.astype('uint8') : pictures, range: [0, 255] };
  if (!colours) return { pictures, range: [low, high] };
  return { pictures: pictures.sub(low).div(high > low ? high - low : 1), range: [0, 1] };
}
