/**
 * @file A figure: its axes, and what becomes of it (Plotly JSON, PNG, SVG, HTML, a display in the cell). Where the axes stand is
 * found in figure-layout.ts.
 */
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import { ValueError } from '../../errors/index.ts';
import { writeFile } from '../../platform/index.ts';
import { quiet, type Artist, type Parts } from '../artists/artist.ts';
import { Text } from '../artists/text.ts';
import { Axes, type Mappable } from '../axes/axes.ts';
import { drawAxes, drawSheetLegend, fontOf, textOf, type Sheet } from '../axes/draw.ts';
import type { AxesFrame, Position } from '../axes/frame.ts';
import { wordsOf, type Words } from '../axes/frame-parts.ts';
import type { GridLook } from '../layout/cells.ts';
import { limitsOf } from '../axes/limits.ts';
import { cssColor, type Color } from '../style/color.ts';
import { Colorbar, drawSharedBar } from '../axes/colorbar.ts';
import { placeAxes } from './arrange.ts';
import {
  checkedSize,
  type FigureOptions,
  type MosaicName,
  type SavefigOptions,
  type Sharing,
  type SubplotSettings,
  type SubplotsOptions,
  type TightLayoutOptions,
} from './options.ts';
import {
  type Cell,
  digits,
  GridSpec,
  type GridSpecOptions,
  mosaicCells,
  mosaicRows,
  sameCell,
} from '../layout/gridspec.ts';
import * as host from '../output/host.ts';
import { htmlPage } from '../output/html.ts';
import { checkOptions, known, oneOf } from '../input/option-names.ts';
import type * as o from '../calls/options.ts';
import { rcParams, type RcParams } from '../style/rc-params.ts';
import type { PlotlyFigure } from '../output/render/svg.ts';
import { figureBundle, showFigures } from '../output/show.ts';
import { fontSizes, pageColors, template, type Theme } from '../style/theme.ts';
import { textLook } from '../calls/words.ts';
import type { Limits } from '../layout/geometry.ts';
import { shortened } from '../output/plotly.ts';

export class Figure implements Displayable {
  readonly number: number;
  readonly axes: Axes[] = [];
  figsize: readonly [number, number];
  dpi: number;
  facecolor: string | undefined;
  title: Words | undefined;
  /** Labels of the whole figure: below and at the left. */
  readonly labels: { x?: Words; y?: Words } = {};
  /** Words anywhere in the figure. */
  readonly texts: Text[] = [];
  /** Bars that explain the colours of several axes. */
  readonly colorbars: Colorbar[] = [];
  tight: boolean;
  pad = 1.08;
  theme: Theme = 'auto';
  /** The defaults that were in force when the figure was made. */
  readonly rc: RcParams = { ...rcParams };
  /** The colours that follow each other. */
  readonly cycle: readonly string[] = rcParams['axes.prop_cycle'].map((color) => cssColor(color, 'plt.rcParams'));
  adjust: GridLook['adjust'] = {};
  ratios: GridLook['ratios'] = {};
  /** What carries the legend of the whole figure. */
  sheet: Axes | undefined;
  private current: Axes | undefined;

  constructor(number: number, options: FigureOptions = {}) {
    checkOptions('plt.figure', options, known.subplots);
    this.number = number;
    this.figsize = checkedSize(options.figsize ?? rcParams['figure.figsize'], 'plt.figure');
    this.dpi = options.dpi ?? rcParams['figure.dpi'];
    this.facecolor = options.facecolor === undefined ? undefined : cssColor(options.facecolor, 'plt.figure');
    this.tight =
      options.tight_layout === true ||
      options.constrained_layout === true ||
      options.layout === 'tight' ||
      options.layout === 'constrained';
  }

  /**
   * Axes number `index` (from 1, row by row) of a grid; `[first, last]` spans several places; `231` is (2, 3, 1). Or at a place
   * of a grid: `add_subplot(gs.at(0, ':'))`.
   */
  add_subplot(cell: Cell, settings?: SubplotSettings): Axes;
  add_subplot(
    rows?: number,
    columns?: number,
    index?: number | readonly [number, number],
    settings?: SubplotSettings,
  ): Axes;
  add_subplot(
    rows: number | Cell = 1,
    columns?: number | SubplotSettings,
    index?: number | readonly [number, number],
    settings?: SubplotSettings,
  ): Axes {
    if (typeof rows === 'object') {
      const axes = (this.current = this.add(rows));
      return typeof columns === 'object' ? settled(axes, columns) : axes;
    }
    const axes = this.atIndex(rows, columns as number | undefined, index);
    return settings ? settled(axes, settings) : axes;
  }

  private atIndex(rows: number, columns?: number, index?: number | readonly [number, number]): Axes {
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

  /** A grid whose places may be joined: `gs = fig.add_gridspec(2, 3)`, then `fig.add_subplot(gs.at(0, ':'))`. */
  add_gridspec(nrows = 1, ncols = 1, options: GridSpecOptions = {}): GridSpec {
    return new GridSpec(nrows, ncols, options);
  }

  /** Axes by name: `[['left', 'top'], ['left', 'bottom']]` or `'AB;AC'`; a name may take several places, '.' stays empty. */
  subplot_mosaic<const M extends string | readonly (readonly string[])[]>(
    mosaic: M,
    { width_ratios, height_ratios, gridspec_kw = {}, subplot_kw = {} }: SubplotsOptions = {},
  ): Record<MosaicName<M>, Axes> {
    const rows = mosaicRows(mosaic);
    const ratios = { ...(width_ratios ? { width_ratios } : {}), ...(height_ratios ? { height_ratios } : {}) };
    const grid = new GridSpec(rows.length, rows[0]?.length ?? 0, { ...ratios, ...gridspec_kw });
    const cells = [...mosaicCells(rows, grid)];
    return quiet(
      Object.fromEntries(cells.map(([name, cell]) => [name, this.add_subplot(cell, subplot_kw)])) as Record<
        MosaicName<M>,
        Axes
      >,
    );
  }

  /** Small axes inside others; see `ax.inset_axes`. */
  addInset(inside: Axes, rect: readonly [number, number, number, number]): Axes {
    const before = this.current;
    const axes = this.add({ inside, rect });
    this.current = before;
    return axes;
  }

  /** Takes axes out of the figure, and what stands in their frame (insets, twins) with them. */
  delaxes(axes: Axes): void {
    const at = this.axes.indexOf(axes);
    if (at >= 0) this.axes.splice(at, 1);
    if (this.current === axes) this.current = undefined;
    const others = (list: readonly Axes[]): readonly Axes[] => list.filter((each) => each !== axes);
    for (const each of this.axes.slice()) {
      each.shared = { x: others(each.shared.x), y: others(each.shared.y) };
      const { twinOf, position } = each;
      if (twinOf === axes || ('inside' in position && position.inside === axes)) this.delaxes(each);
    }
  }

  /** A grid of axes; see `plt.subplots`. */
  subplots(rows = 1, columns = 1, options: SubplotsOptions = {}): Axes[][] {
    const { sharex = false, sharey = false, gridspec_kw = {}, subplot_kw } = options;
    const table = Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (_, c) => this.add_subplot(rows, columns, r * columns + c + 1)),
    );
    const { wspace, hspace } = gridspec_kw;
    const { width_ratios = options.width_ratios, height_ratios = options.height_ratios } = gridspec_kw;
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
        if (subplot_kw) axes.set(subplot_kw);
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
    this.title = wordsOf(text, options, fontSizes.suptitle, 'plt.suptitle');
  }

  /** A label below all axes. */
  supxlabel(text: unknown, options: o.TitleOptions = {}): void {
    this.labels.x = wordsOf(text, options, fontSizes.suptitle, 'fig.supxlabel');
  }

  /** A label at the left of all axes. */
  supylabel(text: unknown, options: o.TitleOptions = {}): void {
    this.labels.y = wordsOf(text, options, fontSizes.suptitle, 'fig.supylabel');
  }

  /** Words anywhere: (0, 0) is the lower left corner of the figure, (1, 1) the upper right one. */
  text(x: number, y: number, text: unknown, options: o.TextOptions = {}): Text {
    checkOptions('plt.figtext', options, known.text);
    const made = new Text(x, y, String(text), { ...textLook(options, 'plt.figtext'), coordinates: 'axes' });
    this.texts.push(made);
    return made;
  }

  /** The colour of the sheet. */
  set_facecolor(color: Color): void {
    this.facecolor = cssColor(color, 'fig.set_facecolor');
  }

  set_dpi(dpi: number): void {
    this.dpi = dpi;
  }

  get_axes(): Axes[] {
    return [...this.axes];
  }

  /** One legend for all axes, at the edge of the figure: `fig.legend({ loc: 'upper center', ncol: 3 })`, handles and labels first. */
  legend(handles: readonly Artist[], labels: readonly string[], options?: o.LegendOptions): void;
  legend(options?: o.LegendOptions): void;
  legend(
    first: readonly Artist[] | o.LegendOptions = {},
    labels: readonly string[] = [],
    options: o.LegendOptions = {},
  ): void {
    const given = Array.isArray(first);
    const look = given ? options : (first as o.LegendOptions);
    const all = this.axes.flatMap((axes) => axes.get_legend_handles_labels()[0]);
    const handles = given ? (first as readonly Artist[]) : (look.handles ?? all);
    // Axes that are not drawn, as large as the figure.
    this.sheet = new Axes(this, [0, 0, 1, 1]);
    this.sheet.legend(handles, given ? labels : (look.labels ?? handles.map((each) => each.label ?? '')), {
      loc: 'upper right',
      ...look,
      handles: undefined,
    });
  }

  /** Turns the words below all axes, as matplotlib does for dates. */
  autofmt_xdate({ rotation = 30 }: { rotation?: number } = {}): void {
    for (const axes of this.axes) axes.styleTicks('x', { rotation });
  }

  /**
   * A bar that explains the colours of `mappable` (default: of the last picture in the axes in use). `{ ax: [ax1, ax2] }` (or
   * the whole table of axes) gives one bar for several, `{ cax }` draws it in axes of its own.
   */
  colorbar(mappable?: Mappable, options: o.ColorbarOptions = {}): Colorbar {
    const who = 'plt.colorbar';
    checkOptions(who, options, known.colorbar);
    const several: unknown[] = Array.isArray(options.ax) ? options.ax.flat() : options.ax ? [options.ax] : [];
    if (!isAxes(several)) {
      throw new ValueError({ who, rule: 'ax must be axes or a list of them', received: typeof options.ax });
    }
    oneOf(who, 'orientation', options.orientation, ['vertical', 'horizontal']);
    const axes = several[0] ?? this.axes.find((each) => mappable && each.artists.includes(mappable)) ?? this.gca();
    const shown = mappable ?? axes.mappable;
    if (!shown) {
      throw new ValueError({
        who,
        rule: 'there is nothing with a colormap yet',
        hint: 'Call plt.imshow with a 2-D array first.',
      });
    }
    const bar = new Colorbar(axes, shown, options, several.length > 1 ? several : [axes]);
    if (options.cax) options.cax.frame = false;
    if (several.length > 1 || options.cax) this.colorbars.push(bar);
    else axes.colorbars.push(bar);
    return bar;
  }

  /** Margins and gaps as small as titles and labels allow; `pad` in parts of the size of text. */
  tight_layout({ pad = 1.08 }: TightLayoutOptions = {}): void {
    this.tight = true;
    this.pad = pad;
  }

  subplots_adjust(adjust: GridLook['adjust']): void {
    Object.assign(this.adjust, adjust);
  }

  set_size_inches(width: number | readonly [number, number], height = 0): void {
    this.figsize = checkedSize(typeof width === 'number' ? [width, height] : width, 'fig.set_size_inches');
  }

  /** Removes all axes. */
  clf(): void {
    this.axes.length = 0;
    this.current = undefined;
    this.title = undefined;
    this.texts.length = this.colorbars.length = 0;
    this.sheet = undefined;
    delete this.labels.x;
    delete this.labels.y;
  }

  limitsOf(axes: AxesFrame): Limits {
    return limitsOf(axes);
  }

  /** Shows this figure and closes it. At the end of a cell this happens by itself. */
  show(): void {
    showFigures([this]);
  }

  /** The figure as Plotly's JSON: data, layout, config. */
  toPlotly(): PlotlyFigure {
    // Sizes of text and lines are fixed at 100 dots an inch; another dpi only changes how large the sheet is shown.
    const [width, height] = this.figsize.map((inches) => Math.round(inches * 100)) as [number, number];
    const parts: Parts = { traces: [], shapes: [], annotations: [] };
    const sheet: Sheet = { width, height, layout: {}, parts, frames: new Map() };
    const rects = placeAxes(this, width, height);
    this.axes.forEach((axes, i) => axes.visible && drawAxes(axes, i + 1, rects[i]!, sheet));
    for (const bar of this.colorbars) drawSharedBar(bar, rects, sheet);
    if (this.sheet) drawSheetLegend(this.sheet, sheet);
    this.drawWords(parts, { width, height });
    return {
      data: parts.traces,
      layout: shortened({
        template: template(pageColors[this.theme === 'dark' ? 'dark' : 'light'], this.rc),
        width,
        height,
        margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
        showlegend: this.sheet !== undefined || this.axes.some((axes) => axes.legends !== undefined),
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
    checkOptions(who, options, known.savefig);
    const name: unknown = path;
    if (typeof name !== 'string' || name === '') {
      throw new ValueError({ who, rule: 'the first argument is the name of the file', received: `a ${typeof name}` });
    }
    if (options.dpi !== undefined && options.dpi !== 'figure' && !(options.dpi > 0)) {
      throw new ValueError({ who, rule: 'dpi must be a number above 0', received: String(options.dpi) });
    }
    const format = options.format ?? /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? 'png';
    const target = /\.[a-z]+$/i.test(path) ? path : `${path}.${format}`;
    const figure = this.toPlotly();
    if (options.facecolor) figure.layout['paper_bgcolor'] = cssColor(options.facecolor, who);
    if (options.transparent) Object.assign(figure.layout, { paper_bgcolor: clear, plot_bgcolor: clear });
    switch (format) {
      case 'png': {
        const scale = this.scale(options.dpi === 'figure' ? undefined : options.dpi);
        const tight = options.bbox_inches === 'tight';
        const trim = tight ? Math.round((options.pad_inches ?? 0.1) * 100 * scale) : undefined;
        return writeFile(target, host.drawNow(figure, 'png', scale, trim), who);
      }
      case 'svg':
        return writeFile(target, host.drawNow(figure, 'svg'), who);
      case 'html':
        return writeFile(target, htmlPage(figure, host.plotlyScript()), who);
      case 'json':
        return writeFile(target, JSON.stringify(figure), who);
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

  private add(position: Position): Axes {
    host.warmUp();
    const axes = new Axes(this, position);
    this.axes.push(axes);
    return (this.current = axes);
  }

  /** The figure's own title, labels and words. */
  private drawWords(parts: Parts, size: { width: number; height: number }): void {
    const put = (words: Words, at: Record<string, unknown>): void => {
      parts.annotations.push({
        text: textOf(words),
        showarrow: false,
        borderpad: 0,
        xref: 'paper',
        yref: 'paper',
        ...at,
        font: fontOf(words),
      });
    };
    if (this.title) put(this.title, { x: 0.5, y: this.title.y ?? 0.98, xanchor: 'center', yanchor: 'top' });
    if (this.labels.x) put(this.labels.x, { x: 0.5, y: 0.01, xanchor: 'center', yanchor: 'bottom' });
    if (this.labels.y) put(this.labels.y, { x: 0.02, y: 0.5, xanchor: 'left', yanchor: 'middle', textangle: -90 });
    const place = { x: 'x', y: 'y', ...size, limits: { x: [0, 1], y: [0, 1] }, log: { x: false, y: false } } as const;
    for (const text of this.texts) {
      const own: Parts = { traces: [], shapes: [], annotations: [] };
      text.draw(own, { ...place, limits: { x: [0, 1], y: [0, 1] }, legendOf: () => undefined });
      parts.annotations.push(...own.annotations.map((part) => ({ ...part, xref: 'paper', yref: 'paper' })));
    }
  }
}

function isAxes(list: unknown[]): list is Axes[] {
  return list.every((each) => each instanceof Axes);
}

/** Axes with settings, and limits shared with others. */
function settled(axes: Axes, { sharex, sharey, ...settings }: SubplotSettings): Axes {
  for (const [axis, other] of [
    ['x', sharex],
    ['y', sharey],
  ] as const) {
    if (!other) continue;
    const together = [...new Set([...other.shared[axis], other, axes])];
    for (const each of together) each.shared = { ...each.shared, [axis]: together };
  }
  axes.set(settings);
  return axes;
}

const clear = 'rgba(0,0,0,0)';
