/**
 * @file A figure: its axes, and what becomes of it (Plotly JSON, PNG, SVG, HTML, a display in the cell). Where the axes stand is
 * found in arrange.ts, what becomes of them in draw.ts and save.ts.
 */
import { number as numberRule, optionsOf, readOptions } from '../../arguments/index.ts';
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import { ValueError, type Translated } from '../../errors/index.ts';
import { quiet, type Artist, type Mappable } from '../artists/artist.ts';
import type { Text } from '../artists/text.ts';
import { Axes } from '../axes/axes.ts';
import { Axes3D } from '../space/axes3d.ts';
import type { Colorbar, ColorbarOptions } from '../axes/colorbar.ts';
import type { AxesFrame, Position } from '../axes/frame.ts';
import { limitsOf } from '../axes/limits.ts';
import type { Legend } from '../axes/legend-object.ts';
import type { Title, TitleOptions } from '../axes/titles.ts';
import { legendOptions, type LegendOptions } from '../calls/legend.ts';
import type { TextOptions } from '../calls/text.ts';
import { splitOptions } from '../input/options.ts';
import { read } from '../input/rules.ts';
import { refusingSurplus } from '../input/surplus.ts';
import type { GridLook } from '../layout/cells.ts';
import type { Limits } from '../layout/geometry.ts';
import {
  checkRatios,
  digits,
  GridSpec,
  isCell,
  sameCell,
  type Cell,
  type GridSpecOptions,
} from '../layout/gridspec.ts';
import * as drawing from '../output/drawing.ts';
import type { PlotlyFigure } from '../output/render/svg.ts';
import { figureBundle, showFigures } from '../output/show.ts';
import { cssColor, type Color } from '../style/color.ts';
import { rcParams, type RcParams } from '../style/rc-params.ts';
import type { Theme } from '../style/theme.ts';
import { gridSize, squeezed, type AxesTable } from './axes-grid.ts';
import { drawFigure } from './draw.ts';
import {
  checkedSize,
  mosaicOptions,
  subplotSettings,
  sizedAxesGrid,
  type AdjustOptions,
  type FigureOptions,
  type MosaicName,
  type MosaicOptions,
  type SavefigOptions,
  type InSpace,
  type Projection,
  type SubplotSettings,
  type AxesGridOptions,
  type GridSize,
  type TightLayoutOptions,
} from './options.ts';
import { addColorbar, addText, makeMosaic, setMargins, setTitle, tighten, titled } from './parts.ts';
import { saveFigure } from './save.ts';
import { shareLimits } from './sharing.ts';

interface AutofmtOptions {
  /** In degrees; default 30. */
  rotation?: number;
}

const autofmtOptions = optionsOf<AutofmtOptions>()({ rotation: numberRule().or(30) });

interface PngOptions {
  /** Dots per inch; default that of the figure. */
  dpi?: number;
}

const pngOptions = optionsOf<PngOptions>()({ dpi: numberRule({ above: 0 }) });

/** A picture with one or more axes. `plt.figure()` and `plt.subplots()` make it. */
export class Figure implements Displayable {
  /** Its number, as `plt.figure(1)` takes it. */
  readonly number: number;
  /** Its axes, in the order in which they were made. */
  readonly axes: Axes[] = [];
  /** Width and height in inches. */
  figsize: readonly [number, number];
  /** Pixels per inch. */
  dpi: number;
  /** Colour of the paper. */
  facecolor: string | undefined;
  /** The title above all axes. */
  title: Title | undefined;
  /** Labels of the whole figure: below and at the left. */
  readonly labels: { x?: Title; y?: Title } = {};
  /** Words anywhere in the figure. */
  readonly texts: Text[] = [];
  /** Bars that explain the colours of several axes. */
  readonly colorbars: Colorbar[] = [];
  /** Whether titles and labels get their space by moving the axes. */
  tight: boolean;
  /** Space around and between axes for `tight_layout`, in font sizes. */
  pad = 1.08;
  /** 'auto' for the page's colours, 'light' or 'dark'. */
  theme: Theme = 'auto';
  /** What the picture shows, in words: read out by screen readers, and written where no picture can be shown. */
  alt: Translated | string | undefined;
  /** The defaults that were in force when the figure was made. */
  readonly rc: RcParams = { ...rcParams };
  /** The colours that follow each other. */
  readonly cycle: readonly string[] = rcParams['axes.prop_cycle'].map((color) => cssColor(color, 'plt.rcParams'));
  /** What `subplots_adjust` set. */
  adjust: GridLook['adjust'] = {};
  /** How wide columns and how high rows are, relative to each other. */
  ratios: GridLook['ratios'] = {};
  /** What carries the legend of the whole figure. */
  sheet: Axes | undefined;
  private current: Axes | undefined;

  /** `options` were read by `who`, the call that makes the figure. */
  constructor(number: number, options: FigureOptions = {}, who = 'plt.figure') {
    this.number = number;
    this.figsize = checkedSize(options.figsize ?? rcParams['figure.figsize'], who);
    this.dpi = options.dpi ?? rcParams['figure.dpi'];
    this.facecolor = options.facecolor === undefined ? undefined : cssColor(options.facecolor, who);
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
  add_subplot(cell: Cell, settings: SubplotSettings & InSpace): Axes3D;
  add_subplot(rows: number, settings: SubplotSettings & InSpace): Axes3D;
  add_subplot(
    rows: number,
    columns: number,
    index: number | readonly [number, number],
    settings: SubplotSettings & InSpace,
  ): Axes3D;
  add_subplot(settings: SubplotSettings & InSpace): Axes3D;
  add_subplot(cell: Cell, settings?: SubplotSettings): Axes;
  add_subplot(
    rows?: number,
    columns?: number,
    index?: number | readonly [number, number],
    settings?: SubplotSettings,
  ): Axes;
  add_subplot(
    rows?: number | Cell | SubplotSettings,
    columns?: number | SubplotSettings,
    index?: number | readonly [number, number],
    settings?: SubplotSettings,
  ): Axes {
    return this.placeSubplot([rows, columns, index, settings], 'fig.add_subplot');
  }

  /** What `add_subplot` does with its arguments, for `who`. */
  placeSubplot(args: readonly unknown[], who: string): Axes {
    const [places, given] = splitOptions<SubplotSettings>(args.filter((arg) => !isCell(arg)));
    const cell = args.find(isCell);
    if (cell) return settled((projection) => (this.current = this.add(cell, projection)), given, who);
    const [rows = 1, columns, index] = places as [number?, number?, (number | readonly [number, number])?];
    return settled((projection) => this.atIndex(who, [rows, columns, index], projection), given, who);
  }

  private atIndex(
    who: string,
    [rows, columns, index]: readonly [number, number?, (number | readonly [number, number])?],
    projection: Projection | undefined,
  ): Axes {
    const [r, c, i] = columns === undefined ? digits(rows, who) : [rows, columns, index ?? 1];
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
        who,
        rule: {
          en: `the index must lie between 1 and ${r * c} for a grid of ${r} x ${c}`,
          ko: `${r} x ${c} 칸에서 번호는 1부터 ${r * c}까지여야 합니다`,
        },
        received: { en: `index ${String(i)}`, ko: `번호 ${String(i)}` },
      });
    }
    const cell: Cell = {
      rows: r,
      columns: c,
      row: [Math.floor((first - 1) / c), Math.floor((last - 1) / c)],
      column: [(first - 1) % c, (last - 1) % c],
    };
    // As in matplotlib, axes of another kind stand over those that are there.
    const known = this.axes.find(
      (axes) => !axes.twinOf && sameCell(axes.position, cell) && axes instanceof Axes3D === (projection === '3d'),
    );
    return (this.current = known ?? this.add(cell, projection));
  }

  /** Axes anywhere: [left, bottom, width, height] in parts of the figure. */
  add_axes(rect: readonly [number, number, number, number], settings: SubplotSettings & InSpace): Axes3D;
  add_axes(rect: readonly [number, number, number, number], settings?: SubplotSettings): Axes;
  add_axes(rect: readonly [number, number, number, number], settings?: SubplotSettings): Axes {
    return settled((projection) => this.add(rect, projection), settings, 'fig.add_axes');
  }

  /** A grid whose places may be joined: `gs = fig.add_gridspec(2, 3)`, then `fig.add_subplot(gs.at(0, ':'))`. */
  add_gridspec(nrows?: number, ncols?: number, options?: GridSpecOptions): GridSpec {
    return new GridSpec(nrows ?? 1, ncols ?? 1, options, 'fig.add_gridspec');
  }

  /** Axes by name: `[['left', 'top'], ['left', 'bottom']]` or `'AB;AC'`; a name may take several places, '.' stays empty. */
  subplot_mosaic<const M extends string | readonly (readonly string[])[]>(
    mosaic: M,
    options?: MosaicOptions,
  ): Record<MosaicName<M>, Axes> {
    const who = 'fig.subplot_mosaic';
    return makeMosaic(this, mosaic, read(who, options, mosaicOptions), who);
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

  /** A grid of axes: one axes, a row `axes[i]` or rows `axes[i][j]`, as `plt.subplots` gives them; `squeeze: false` always gives rows. */
  subplots<R extends number = 1, C extends number = 1>(
    rows: R,
    columns: C,
    options: AxesGridOptions & { subplot_kw: InSpace },
  ): AxesTable<Axes3D, R, C>;
  subplots(
    rows: number | undefined,
    columns: number | undefined,
    options: AxesGridOptions & { squeeze: false },
  ): Axes[][];
  subplots<R extends number = 1, C extends number = 1>(
    rows?: R,
    columns?: C,
    options?: AxesGridOptions,
  ): AxesTable<Axes, R, C>;
  subplots<R extends number>(rows: R, options: AxesGridOptions): AxesTable<Axes, R, 1>;
  subplots<R extends number = 1, C extends number = 1>(
    options: AxesGridOptions & { nrows?: R; ncols?: C },
  ): AxesTable<Axes, R, C>;
  subplots(
    first?: number | (AxesGridOptions & GridSize),
    second?: number | AxesGridOptions,
    third?: AxesGridOptions,
  ): Axes | Axes[] | Axes[][] {
    const who = 'fig.subplots';
    const [sizes, given] = splitOptions<AxesGridOptions & GridSize, number>([first, second, third]);
    const options = read(who, given, sizedAxesGrid);
    return this.makeSubplots(gridSize(who, sizes, options), options, who);
  }

  /** A grid of axes from options that `who` has read. */
  makeSubplots(
    [rows, columns]: readonly [number, number],
    options: AxesGridOptions,
    who: string,
  ): Axes | Axes[] | Axes[][] {
    const { sharex = false, sharey = false, subplot_kw } = options;
    const { projection, ...settings } = subplot_kw ?? {};
    const kind = projection === undefined ? [] : [{ projection }];
    const grid = new GridSpec(rows, columns, options.gridspec_kw, who).options;
    const row = (r: number): Axes[] =>
      Array.from({ length: columns }, (_, c) => this.placeSubplot([rows, columns, r * columns + c + 1, ...kind], who));
    const table = quiet(Array.from({ length: rows }, (_, r) => quiet(row(r))));
    const { wspace, hspace, width_ratios = options.width_ratios, height_ratios = options.height_ratios } = grid;
    checkRatios(who, 'width_ratios', width_ratios, columns);
    checkRatios(who, 'height_ratios', height_ratios, rows);
    this.ratios = { width: width_ratios, height: height_ratios };
    if (wspace !== undefined) this.adjust.wspace = wspace;
    if (hspace !== undefined) this.adjust.hspace = hspace;
    const placed = table.flatMap((row, r) =>
      row.map((axes, c) => ({ axes, row: [r, r] as const, column: [c, c] as const })),
    );
    shareLimits(placed, rows, sharex, sharey);
    if (subplot_kw) for (const { axes } of placed) axes.set(settings);
    return squeezed(table, options.squeeze ?? true);
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

  /**
   * The axes in use, made when there are none.
   * @ko 지금 쓰는 축을 줍니다. 없으면 만듭니다.
   */
  gca(): Axes {
    return (this.current ??= this.axes.at(-1) ?? this.add_subplot(1, 1, 1));
  }

  /** Makes `axes` the ones in use. */
  sca(axes: Axes): void {
    this.current = axes;
  }

  /**
   * The title above all axes.
   * @ko 모든 축 위의 제목입니다.
   */
  suptitle(text: unknown, options?: TitleOptions): Title {
    return setTitle(this, text, options, 'fig.suptitle');
  }

  /** A label below all axes. */
  supxlabel(text: unknown, options?: TitleOptions): Title {
    return (this.labels.x = titled(this.labels.x, text, options, 'fig.supxlabel'));
  }

  /** A label at the left of all axes. */
  supylabel(text: unknown, options?: TitleOptions): Title {
    return (this.labels.y = titled(this.labels.y, text, options, 'fig.supylabel'));
  }

  /**
   * Words anywhere: (0, 0) is the lower left corner of the figure, (1, 1) the upper right one.
   * @ko 그림의 아무 곳에나 글을 씁니다.
   */
  text(x: number, y: number, text: unknown, options?: TextOptions): Text {
    return addText(this, [x, y, text], options, 'fig.text');
  }

  /** The colour of the sheet. */
  set_facecolor(color: Color): void {
    this.facecolor = cssColor(color, 'fig.set_facecolor');
  }

  /** Sets the pixels per inch. */
  set_dpi(dpi: number): void {
    this.dpi = dpi;
  }

  /** Its axes, as `axes`. */
  get_axes(): Axes[] {
    return [...this.axes];
  }

  /**
   * One legend for all axes, at the edge of the figure: `fig.legend({ loc: 'upper center', ncol: 3 })`, handles and labels first.
   * @ko 모든 축에 범례 하나를 답니다.
   */
  legend(handles: readonly Artist[], labels: readonly string[], options?: LegendOptions): Legend;
  legend(options?: LegendOptions): Legend;
  legend(first?: readonly Artist[] | LegendOptions, labels?: readonly string[], options?: LegendOptions): Legend {
    const given = Array.isArray(first);
    const look = (given ? options : (first as LegendOptions | undefined)) ?? {};
    read('fig.legend', look, legendOptions);
    const all = this.axes.flatMap((axes) => axes.get_legend_handles_labels()[0]);
    const handles = given ? (first as readonly Artist[]) : (look.handles ?? all);
    // Axes that are not drawn, as large as the figure.
    const sheet = new Axes(this, [0, 0, 1, 1]);
    const legend = sheet.legend(
      handles,
      given ? (labels ?? []) : (look.labels ?? handles.map((each) => each.label ?? '')),
      {
        loc: 'upper right',
        ...look,
        handles: undefined,
      },
    );
    this.sheet = sheet;
    return legend;
  }

  /** Rotates the words below all axes, as matplotlib does for dates. */
  autofmt_xdate(options?: AutofmtOptions): void {
    const { rotation } = readOptions('fig.autofmt_xdate', options, autofmtOptions);
    for (const axes of this.axes) axes.styleTicks('x', { rotation });
  }

  /**
   * A bar that explains the colours of `mappable` (default: of the last picture in the axes in use). `{ ax: [ax1, ax2] }` (or
   * the whole table of axes) gives one bar for several, `{ cax }` draws it in axes of its own.
   * @ko 색의 뜻을 알려 주는 컬러바를 답니다.
   */
  colorbar(mappable?: Mappable, options?: ColorbarOptions): Colorbar;
  colorbar(options: ColorbarOptions): Colorbar;
  colorbar(first?: Mappable | ColorbarOptions, second?: ColorbarOptions): Colorbar {
    return addColorbar(this, first, second, 'fig.colorbar');
  }

  /**
   * Margins and gaps as small as titles and labels allow; `pad` in parts of the size of text.
   * @ko 여백을 글이 들어갈 만큼만 둡니다.
   */
  tight_layout(options?: TightLayoutOptions): void {
    tighten(this, options, 'fig.tight_layout');
  }

  /** Margins of the whole grid in parts of the figure, gaps in parts of a frame. */
  subplots_adjust(adjust?: AdjustOptions): void {
    setMargins(this, adjust, 'fig.subplots_adjust');
  }

  /** Sets width and height in inches. */
  set_size_inches(width: number | readonly [number, number], height?: number): void {
    this.figsize = checkedSize(typeof width === 'number' ? [width, height ?? 0] : width, 'fig.set_size_inches');
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

  /** The limits of an axis that axes share. */
  limitsOf(axes: AxesFrame): Limits {
    return limitsOf(axes);
  }

  /**
   * Shows this figure and closes it. At the end of a cell this happens by itself.
   * @ko 그림을 보여 주고 닫습니다. 셀이 끝날 때는 저절로 됩니다.
   */
  show(): void {
    showFigures([this]);
  }

  /** The figure as Plotly's JSON: data, layout, config. */
  toPlotly(): PlotlyFigure {
    return drawFigure(this);
  }

  /** The figure as the bytes of a PNG file, drawn from its Plotly JSON. */
  async toPNG(options?: PngOptions): Promise<Uint8Array> {
    return drawing.draw(this.toPlotly(), 'png', this.scale(readOptions('fig.toPNG', options, pngOptions).dpi));
  }

  /** The figure as SVG text. */
  async toSVG(): Promise<string> {
    return drawing.draw(this.toPlotly(), 'svg');
  }

  /** Writes the figure to a .png, .jpg, .pdf (as a picture), .svg, .html (interactive, works offline) or .json file; half a file is never to be seen. The folder must be there. */
  savefig(path: string, options?: SavefigOptions): void {
    saveFigure(this, path, options, 'fig.savefig');
  }

  [displaySymbol](): MimeBundle {
    return figureBundle(this);
  }

  private scale(dpi: number | undefined): number {
    return (dpi ?? this.dpi) / 100;
  }

  private add(position: Position, projection?: Projection): Axes {
    drawing.warmUp();
    const axes = new (projection === '3d' ? Axes3D : Axes)(this, position);
    this.axes.push(axes);
    return (this.current = axes);
  }
}

/** Axes with settings, which are read before there are axes, and limits shared with others. */
function settled(make: (projection?: Projection) => Axes, given: SubplotSettings | undefined, who: string): Axes {
  const { sharex, sharey, projection, ...settings } = read(who, given, subplotSettings);
  const axes = make(projection);
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

refusingSurplus(Figure.prototype, 'fig');
