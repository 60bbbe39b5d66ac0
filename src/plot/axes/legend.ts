/** @file The legend of axes: what it lists, where it stands (`loc`, `bbox_to_anchor`, the emptiest corner), its columns. */
import { ValueError, nearest } from '../../errors/index.ts';
import { isListed, type Artist, type Box, type Point, type View } from '../artists/artist.ts';
import type { LegendOptions } from '../calls/legend.ts';
import type { Limits, Rect } from '../layout/geometry.ts';
import { plotlyText, type PlotlyPart } from '../output/plotly.ts';
import { cssColor, withAlpha, type Color } from '../style/color.ts';
import { pointPixels } from '../style/points.ts';
import { fontPoints, fontSizes, legendLook, pageColors } from '../style/theme.ts';
import { roughWidth } from '../text/width.ts';
import type { AxesFrame } from './frame.ts';

/** matplotlib's places by number; they are tried in this order for 'best'. */
const places = [
  'best',
  'upper right',
  'upper left',
  'lower left',
  'lower right',
  'right',
  'center left',
  'center right',
  'lower center',
  'upper center',
  'center',
] as const;

export type LegendLocation = (typeof places)[number];

/** A legend as it was set. */
export interface LegendState extends LegendOptions {
  /** Of the title; default that of the names. */
  titlecolor?: Color;
}

/** The place a `loc` names. @throws ValueError for others, with the nearest */
export function placeOf(loc: LegendOptions['loc'] = 'best'): string {
  const name = typeof loc === 'number' ? places[loc] : places.find((place) => place === loc);
  if (name) return name;
  const near = nearest(String(loc), [...places]);
  throw new ValueError({
    who: 'plt.legend',
    rule: {
      en: `loc must be one of ${places.map((place) => `'${place}'`).join(', ')} or its number`,
      ko: `loc에 쓸 수 있는 값: ${places.map((place) => `'${place}'`).join(', ')}, 또는 그 번호`,
    },
    received: typeof loc === 'number' ? String(loc) : `'${loc}'`,
    ...(near ? { hint: { en: `Did you mean '${near}'?`, ko: `'${near}'을(를) 뜻했나요?` } } : {}),
  });
}

/** What a legend of `axes` lists: the given artists, or all that have a label; bars and error bars last, as matplotlib. */
export function legendArtists(axes: Pick<AxesFrame, 'artists' | 'legends'>): Artist[] {
  const given = axes.legends?.handles;
  const all = (given ?? axes.artists).filter(isListed);
  if (given) return all;
  return [...all.filter((artist) => !artist.listedLast), ...all.filter((artist) => artist.listedLast)];
}

/** Place in the legend and its column, in which Plotly keeps a group together. */
export function entryFields(axes: AxesFrame, artist: Artist, legend: string): PlotlyPart {
  const entries = legendArtists(axes);
  const rank = entries.indexOf(artist);
  const columns = columnsOf(axes.legends!);
  const fields = { legendrank: 1000 + rank };
  if (columns < 2) return fields;
  // The first columns take one more when the entries do not fill all of them.
  const [short, rest] = [Math.floor(entries.length / columns), entries.length % columns];
  const long = rest * (short + 1);
  const column = rank < long ? Math.floor(rank / (short + 1)) : rest + Math.floor((rank - long) / Math.max(1, short));
  return { ...fields, legendgroup: `${legend} ${column}` };
}

function columnsOf({ ncols, ncol = ncols ?? 1 }: LegendOptions): number {
  return Math.max(1, ncol);
}

/** Width and height of the legend in pixels, about. */
export function legendSize(axes: AxesFrame): [number, number] {
  const { prop, fontsize = prop?.size, title } = axes.legends!;
  const points = fontPoints(fontsize, fontSizes.legend);
  const entries = legendArtists(axes);
  const columns = Math.min(columnsOf(axes.legends!), Math.max(1, entries.length));
  const widest = Math.max(
    0,
    ...entries.map(({ label }) => roughWidth(label!, points)),
    title ? roughWidth(title, 10) - 50 : 0,
  );
  const rows = Math.ceil(entries.length / columns) + (title ? 1 : 0);
  return [columns * (widest + 48) + 6, rows * (1.3 * points * pointPixels + 1) + 8];
}

/** The legend as a part of Plotly's layout. `paper` turns pixels into parts of the figure. */
export function legendPart(
  axes: AxesFrame,
  limits: Limits,
  frame: Rect,
  paper: { x(pixels: number): number; y(pixels: number): number },
): PlotlyPart {
  const { rc, theme } = axes.figure;
  const look = legendLook(pageColors[theme === 'dark' ? 'dark' : 'light'], rc);
  const options = axes.legends!;
  const { prop, fontsize = prop?.size, title, frameon = rc['legend.frameon'], bbox_to_anchor: anchor } = options;
  const points = fontPoints(fontsize, fontSizes.legend);
  const named = placeOf(options.loc);
  const place = named === 'best' ? emptiest(axes, limits, frame) : named;
  const gap = (options.borderaxespad ?? 0.5) * 10 * pointPixels;
  const xanchor = place.includes('left') ? 'left' : place.includes('right') ? 'right' : 'center';
  const yanchor = place.includes('upper') ? 'top' : place.includes('lower') ? 'bottom' : 'middle';
  // The box in which the legend takes its corner: the frame, or the given point.
  const [left, bottom, w = 0, h = 0] = anchor ?? [0, 0, 1, 1];
  const box = {
    left: frame.x + left * frame.width,
    right: frame.x + (left + w) * frame.width,
    top: frame.y + (1 - bottom - h) * frame.height,
    bottom: frame.y + (1 - bottom) * frame.height,
  };
  return {
    x: paper.x({ left: box.left + gap, right: box.right - gap, center: (box.left + box.right) / 2 }[xanchor]),
    xanchor,
    y: paper.y({ top: box.top + gap, bottom: box.bottom - gap, middle: (box.top + box.bottom) / 2 }[yanchor]),
    yanchor,
    ...look,
    ...boxLook(options, String(look['bgcolor'])),
    font: {
      ...look.font,
      size: points * pointPixels,
      ...(options.labelcolor === undefined ? {} : { color: cssColor(options.labelcolor, 'plt.legend') }),
    },
    ...(title
      ? {
          title: {
            text: plotlyText(title),
            font: {
              size: fontPoints(options.title_fontsize, fontSizes.legend) * pointPixels,
              ...(options.titlecolor === undefined ? {} : { color: cssColor(options.titlecolor, 'plt.legend') }),
            },
          },
        }
      : {}),
    ...(columnsOf(options) > 1
      ? { orientation: 'h', traceorder: 'grouped', groupclick: 'toggleitem', tracegroupgap: 12 }
      : {}),
    ...(frameon ? {} : { bgcolor: 'rgba(0,0,0,0)', borderwidth: 0 }),
  };
}

/** The field behind the entries and its border. */
function boxLook({ framealpha, facecolor, edgecolor }: LegendOptions, usual: string): PlotlyPart {
  const face = facecolor === undefined ? usual : withAlpha(cssColor(facecolor, 'plt.legend'), 0.8);
  return {
    bgcolor: framealpha === undefined ? face : withAlpha(face, framealpha),
    ...(edgecolor === undefined ? {} : { bordercolor: cssColor(edgecolor, 'plt.legend') }),
  };
}

/** The place where the legend hides least: points and boxes under it, and lines that cross it; ties in matplotlib's order. */
function emptiest(axes: AxesFrame, limits: Limits, frame: Rect): string {
  const [wide, high] = legendSize(axes);
  const [width, height] = [wide / frame.width, high / frame.height];
  const part = (axis: 'x' | 'y', value: number): number => {
    const { place } = axes.scales[axis];
    const [from, to, at] = [...limits[axis], value].map(place) as [number, number, number];
    return (at - from) / (to - from);
  };
  const view: View = {
    frame,
    part,
    points: (x, y) => Array.from(x, (_, i) => [part('x', x[i]!), part('y', y[i]!)]),
  };
  // Twins lie in the same frame.
  const covered = axes.figure.axes
    .filter((each) => each === axes || each.twinOf === axes)
    .flatMap((each) => each.artists.map((artist) => artist.covers(view)));
  const dots = covered.flatMap((each) => each.dots ?? []);
  const paths = covered.flatMap((each) => each.paths ?? []);
  const boxes = covered.flatMap((each) => each.boxes ?? []);
  let best = 'upper right';
  let fewest = Infinity;
  for (const place of places.slice(1)) {
    const [gapX, gapY] = [7 / frame.width, 7 / frame.height];
    const x = place.includes('left') ? gapX : place.includes('right') ? 1 - gapX - width : 0.5 - width / 2;
    const y = place.includes('lower') ? gapY : place.includes('upper') ? 1 - gapY - height : 0.5 - height / 2;
    const box: Box = [x, y, x + width, y + height];
    const hidden =
      [...dots, ...paths.flat()].filter((point) => holds(box, point)).length +
      boxes.filter((other) => overlap(box, other)).length +
      paths.filter((path) => path.some((point, i) => i > 0 && crosses(box, path[i - 1]!, point))).length;
    if (hidden < fewest) [best, fewest] = [place, hidden];
  }
  return best;
}

function holds([left, bottom, right, top]: Box, [x, y]: Point): boolean {
  return x >= left && x <= right && y >= bottom && y <= top;
}

function overlap(a: Box, b: Box): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/** Whether the line between two points passes through the box (cut at its four sides, Liang and Barsky). */
function crosses([left, bottom, right, top]: Box, [x0, y0]: Point, [x1, y1]: Point): boolean {
  let [enter, leave] = [0, 1];
  for (const [step, gap] of [
    [x0 - x1, x0 - left],
    [x1 - x0, right - x0],
    [y0 - y1, y0 - bottom],
    [y1 - y0, top - y0],
  ] as const) {
    if (step === 0 && gap < 0) return false;
    if (step < 0) enter = Math.max(enter, gap / step);
    if (step > 0) leave = Math.min(leave, gap / step);
  }
  return enter <= leave;
}
