/** @file A figure: its axes, and what becomes of it (Plotly JSON, PNG, SVG, HTML, a display in the cell). */
import { displaySymbol, type Displayable, type MimeBundle } from '../display/index.ts';
import { ValueError } from '../errors/index.ts';
import { pointPixels, type Parts } from './artists/artist.ts';
import { Axes, wordsOf, type Mappable, type Words } from './axes.ts';
import { decorationOf, drawAxes, fontOf, type Sheet } from './axes-draw.ts';
import { gridRects, type Cell, type GridLook, type Rect } from './axes-layout.ts';
import { limitsOf, type Limits } from './axes-limits.ts';
import { cssColor, cycle, type Color } from './color.ts';
import { Colorbar } from './colorbar.ts';
import * as host from './host.ts';
import { htmlPage } from './html.ts';
import type * as o from './options.ts';
import { rcParams } from './rc-params.ts';
import type { PlotlyFigure } from './render/svg.ts';
import { figureBundle } from './show.ts';
import { fontSizes, pageColors, template, type Theme } from './theme.ts';
import { plotlyText } from './values.ts';

export interface FigureOptions {
  /** Width and height in inches (100 pixels each); default [6.4, 4.8]. */
  figsize?: readonly [number, number];
  /** Dots an inch; default 100. The size on the screen is figsize times this. */
  dpi?: number;
  facecolor?: Color;
  /** 'tight' or 'constrained': margins are as small as the labels allow. */
  layout?: 'tight' | 'constrained' | 'none';
  tight_layout?: boolean;
}

export interface SubplotsOptions extends FigureOptions {
  /** False: the axes always come as a table of rows. */
  squeeze?: boolean;
  /** True: all axes (or those of a row or column) have the same limits in x (or y) and zoom together. */
  sharex?: Sharing;
  sharey?: Sharing;
  /** How wide and high the columns and rows are against each other, and the gaps between them. */
  gridspec_kw?: {
    width_ratios?: readonly number[];
    height_ratios?: readonly number[];
    wspace?: number;
    hspace?: number;
  };
}

export type Sharing = boolean | 'all' | 'row' | 'col' | 'none';

export interface SavefigOptions {
  /** Dots an inch of a PNG; default 100. */
  dpi?: number;
  format?: 'png' | 'svg' | 'html' | 'json';
  /** Accepted for matplotlib's sake: margins are kept. */
  bbox_inches?: 'tight' | null;
  pad_inches?: number;
  /** What is behind everything shows through. */
  transparent?: boolean;
  /** The colour of the sheet. */
  facecolor?: Color;
}

export class Figure implements Displayable {
  readonly number: number;
  readonly axes: Axes[] = [];
  figsize: readonly [number, number];
  dpi: number;
  facecolor: string | undefined;
  title: Words | undefined;
  tight: boolean;
  private pad = 1.08;
  theme: Theme = 'auto';
  /** The colours that follow each other. */
  cycle: readonly string[] = cycle;
  private current: Axes | undefined;
  private adjust: GridLook['adjust'] = {};
  private ratios: GridLook['ratios'] = {};

  constructor(number: number, options: FigureOptions = {}) {
    this.number = number;
    const [width, height] = options.figsize ?? rcParams['figure.figsize'];
    if (!(width > 0 && height > 0 && width <= 100 && height <= 100)) {
      throw new ValueError({
        who: 'plt.figure',
        rule: 'figsize is [width, height] in inches, each above 0 and at most 100',
        received: `figsize [${width}, ${height}]`,
      });
    }
    this.figsize = [width, height];
    this.dpi = options.dpi ?? rcParams['figure.dpi'];
    this.facecolor = options.facecolor === undefined ? undefined : cssColor(options.facecolor, 'plt.figure');
    this.tight = options.tight_layout === true || options.layout === 'tight' || options.layout === 'constrained';
  }

  /** Axes number `index` (from 1, row by row) of a grid; `[first, last]` spans several places; `231` is (2, 3, 1). */
  add_subplot(rows = 1, columns?: number, index?: number | readonly [number, number]): Axes {
    const [r, c, i] = columns === undefined ? digits(rows) : [rows, columns, index ?? 1];
    const [first, last] = typeof i === 'number' ? [i, i] : i;
    if (!(
      Number.isInteger(r) &&
      Number.isInteger(c) &&
      r > 0 &&
      c > 0 &&
      first >= 1 &&
      last >= first &&
      last <= r * c
    )) {
      throw new ValueError({
        who: 'plt.subplot',
        rule: `the index must lie between 1 and ${r * c} for a grid of ${r} x ${c}`,
        received: `index ${String(i)}`,
      });
    }
    const cell: Cell = {
      rows: r,
      columns: c,
      row: [Math.floor((first - 1) / c), Math.floor((last - 1) / c)],
      column: [(first - 1) % c, (last - 1) % c],
    };
    const known = this.axes.find((axes) => !axes.twinOf && sameCell(axes.position, cell));
    return (this.current = known ?? this.add(cell));
  }

  /** Axes anywhere: [left, bottom, width, height] in parts of the figure. */
  add_axes(rect: readonly [number, number, number, number]): Axes {
    return this.add(rect);
  }

  /** A grid of axes; see `plt.subplots`. */
  subplots(
    rows = 1,
    columns = 1,
    {
      sharex = false,
      sharey = false,
      gridspec_kw = {},
    }: Pick<SubplotsOptions, 'sharex' | 'sharey' | 'gridspec_kw'> = {},
  ): Axes[][] {
    const table = Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (_, c) => this.add_subplot(rows, columns, r * columns + c + 1)),
    );
    const { width_ratios, height_ratios, wspace, hspace } = gridspec_kw;
    this.ratios = { width: width_ratios, height: height_ratios };
    for (const [name, list, n] of [
      ['width_ratios', width_ratios, columns],
      ['height_ratios', height_ratios, rows],
    ] as const) {
      if (!list || (list.length === n && list.every((part) => part > 0))) continue;
      throw new ValueError({
        who: 'plt.subplots',
        rule: `${name} must be ${n} numbers above 0`,
        received: `[${list.join(', ')}]`,
      });
    }
    if (wspace !== undefined) this.adjust.wspace = wspace;
    if (hspace !== undefined) this.adjust.hspace = hspace;
    table.forEach((row, r) =>
      row.forEach((axes, c) => {
        const column = table.map((each) => each[c]!);
        const together = (how: Sharing): Axes[] =>
          how === true || how === 'all' ? table.flat() : how === 'row' ? row : how === 'col' ? column : [];
        axes.shared = { x: together(sharex), y: together(sharey) };
        // The words stand once, at the edge of the figure.
        if (sharex === true || sharex === 'all' || sharex === 'col') axes.ticks.x.hidden = r < rows - 1;
        if (sharey === true || sharey === 'all' || sharey === 'row') axes.ticks.y.hidden = c > 0;
      }),
    );
    return table;
  }

  /** Axes in the frame of `host` with an own axis; see `twinx`. */
  addTwin(host: Axes, own: 'x' | 'y'): Axes {
    const axes = new Axes(this, host.position, { of: host, own });
    const other = own === 'x' ? 'y' : 'x';
    const together = host.shared[other].length > 0 ? [...host.shared[other], axes] : [host, axes];
    for (const each of together) each.shared = { ...each.shared, [other]: together };
    axes.scales[other] = host.scales[other];
    this.axes.push(axes);
    return (this.current = axes);
  }

  /** The axes in use, made when there are none. */
  gca(): Axes {
    return (this.current ??= this.axes.at(-1) ?? this.add_subplot(1, 1, 1));
  }

  /** Makes `axes` the ones in use. */
  sca(axes: Axes): void {
    this.current = axes;
  }

  suptitle(text: unknown, options: o.TitleOptions = {}): void {
    this.title = wordsOf(text, options, fontSizes.suptitle);
  }

  /** A bar that explains the colours of `mappable` (default: of the last picture in the axes in use). */
  colorbar(mappable?: Mappable, options: o.ColorbarOptions & { ax?: Axes } = {}): Colorbar {
    const { ax, ...look } = options;
    const axes = ax ?? this.axes.find((each) => mappable && each.artists.includes(mappable)) ?? this.gca();
    const shown = mappable ?? axes.mappable;
    if (!shown) {
      throw new ValueError({
        who: 'plt.colorbar',
        rule: 'there is nothing with a colormap yet',
        hint: 'Call plt.imshow with a 2-D array first.',
      });
    }
    const bar = new Colorbar(axes, shown, look);
    axes.colorbars.push(bar);
    return bar;
  }

  /** Margins and gaps as small as titles and labels allow; `pad` in parts of the size of text. */
  tight_layout({ pad = 1.08 }: { pad?: number } = {}): void {
    this.tight = true;
    this.pad = pad;
  }

  subplots_adjust(adjust: GridLook['adjust']): void {
    Object.assign(this.adjust, adjust);
  }

  set_size_inches(width: number, height: number): void {
    this.figsize = [width, height];
  }

  /** Removes all axes. */
  clf(): void {
    this.axes.length = 0;
    this.current = undefined;
    this.title = undefined;
  }

  limitsOf(axes: Axes): Limits {
    return limitsOf(axes);
  }

  /** The figure as Plotly's JSON: data, layout, config. */
  toPlotly(): PlotlyFigure {
    // Sizes of text and lines are fixed at 100 dots an inch; another dpi only changes how large the sheet is shown.
    const [width, height] = this.figsize.map((inches) => Math.round(inches * 100)) as [number, number];
    const parts: Parts = { traces: [], shapes: [], annotations: [] };
    const sheet: Sheet = { width, height, layout: {}, parts };
    const rects = this.rects(width, height);
    this.axes.forEach((axes, i) => drawAxes(axes, i + 1, rects[i]!, sheet));
    if (this.title) {
      parts.annotations.push({
        text: this.title.bold ? `<b>${plotlyText(this.title.text)}</b>` : plotlyText(this.title.text),
        showarrow: false,
        borderpad: 0,
        xref: 'paper',
        yref: 'paper',
        x: 0.5,
        y: 0.98,
        xanchor: 'center',
        yanchor: 'top',
        font: fontOf(this.title),
      });
    }
    return {
      data: parts.traces,
      layout: shortened({
        template: template(pageColors[this.theme === 'dark' ? 'dark' : 'light']),
        width,
        height,
        margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
        showlegend: this.axes.some((axes) => axes.legends !== undefined),
        barmode: 'overlay',
        ...(this.facecolor ? { paper_bgcolor: this.facecolor } : {}),
        ...(parts.shapes.length > 0 ? { shapes: parts.shapes } : {}),
        ...(parts.annotations.length > 0 ? { annotations: parts.annotations } : {}),
        ...sheet.layout,
        meta: { kernelab: { theme: this.theme } },
      }),
      config: { displaylogo: false, responsive: false },
    };
  }

  /** The figure as the bytes of a PNG file, drawn from its Plotly JSON. */
  async toPNG(options: { dpi?: number } = {}): Promise<Uint8Array> {
    return host.draw(this.toPlotly(), 'png', this.scale(options.dpi));
  }

  /** The figure as SVG text. */
  async toSVG(): Promise<string> {
    return host.draw(this.toPlotly(), 'svg');
  }

  /** Writes the figure to a .png, .svg, .html (interactive, works offline) or .json file; nobody ever sees half a file. */
  savefig(path: string, options: SavefigOptions = {}): void {
    const who = 'plt.savefig';
    const format = options.format ?? /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? 'png';
    const target = /\.[a-z]+$/i.test(path) ? path : `${path}.${format}`;
    const figure = this.toPlotly();
    if (options.facecolor) figure.layout['paper_bgcolor'] = cssColor(options.facecolor, who);
    if (options.transparent) Object.assign(figure.layout, { paper_bgcolor: clear, plot_bgcolor: clear });
    switch (format) {
      case 'png':
        return host.writeWhole(target, host.drawNow(figure, 'png', this.scale(options.dpi)), who);
      case 'svg':
        return host.writeWhole(target, host.drawNow(figure, 'svg'), who);
      case 'html':
        return host.writeWhole(target, htmlPage(figure, host.plotlyScript()), who);
      case 'json':
        return host.writeWhole(target, JSON.stringify(figure), who);
      default:
        throw new ValueError({ who, rule: 'the file must end with .png, .svg, .html or .json', received: `'${path}'` });
    }
  }

  [displaySymbol](): MimeBundle {
    return figureBundle(this);
  }

  private scale(dpi: number | undefined): number {
    return (dpi ?? this.dpi) / 100;
  }

  private add(position: Axes['position']): Axes {
    host.warmUp();
    const axes = new Axes(this, position);
    this.axes.push(axes);
    return (this.current = axes);
  }

  /** The place of each axes in pixels. Axes of one grid shape are spread together. */
  private rects(width: number, height: number): Rect[] {
    const rects: Rect[] = Array.from({ length: this.axes.length });
    const grids = new Map<string, number[]>();
    this.axes.forEach(({ position }, i) => {
      if ('rows' in position) {
        const key = `${position.rows}x${position.columns}`;
        grids.set(key, [...(grids.get(key) ?? []), i]);
      } else {
        const [left, bottom, w, h] = position;
        rects[i] = { x: left * width, y: (1 - bottom - h) * height, width: w * width, height: h * height };
      }
    });
    const top = this.title ? 0.02 * height + 1.3 * this.title.points * pointPixels : 0;
    for (const members of grids.values()) {
      const placed = members.map((i) => {
        const axes = this.axes[i]!;
        const cell = axes.position as Cell;
        return {
          cell,
          needs: decorationOf(axes, { width: (0.7 * width) / cell.columns, height: (0.7 * height) / cell.rows }),
        };
      });
      const { tight, pad, adjust, ratios } = this;
      const found = gridRects(placed, { width, height, tight: tight ? pad : undefined, top, adjust, ratios });
      members.forEach((i, k) => (rects[i] = found[k]!));
    }
    return rects;
  }
}

const clear = 'rgba(0,0,0,0)';

/** Lengths need no 17 digits; what is in data coordinates keeps them. */
function shortened<T>(value: T): T {
  if (typeof value === 'number') return Number(value.toPrecision(6)) as T;
  if (Array.isArray(value)) return value.map(shortened) as T;
  if (typeof value !== 'object' || value === null) return value;
  const exact = /^(range|tickvals|tick0|dtick|[xy][01]?|a[xy])$/;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, exact.test(key) ? part : shortened(part)]),
  ) as T;
}

function digits(code: number): [number, number, number] {
  if (code === 1) return [1, 1, 1];
  const text = String(code);
  if (!/^[1-9]{3}$/.test(text)) {
    throw new ValueError({
      who: 'plt.subplot',
      rule: 'the place is rows, columns, index, or three digits such as 231',
      received: text,
    });
  }
  return Array.from(text, Number) as [number, number, number];
}

function sameCell(position: Axes['position'], cell: Cell): boolean {
  return 'rows' in position && JSON.stringify(position) === JSON.stringify(cell);
}
