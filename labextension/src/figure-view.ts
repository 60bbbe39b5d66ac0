/**
 * @file A Plotly figure in a page: drawn in the page's colours when it may, as wide as the page allows, with ticks that follow
 * a zoom. Used by the lab extension and by exported pages.
 */
import { plotlyConfig } from '../../src/plot/output/plotly-config.ts';
import { legendLook, pageColors, template, type PageColors } from '../../src/plot/style/theme.ts';

/** A figure as it lies in a notebook. */
export interface FigureJson {
  data: Record<string, unknown>[];
  layout?: Record<string, unknown>;
  config?: Record<string, unknown>;
  frames?: Record<string, unknown>[];
}

/** What is used of Plotly. */
export interface PlotlyPage {
  newPlot(element: HTMLElement, figure: FigureJson): Promise<PlotElement>;
  relayout(element: HTMLElement, changes: Record<string, unknown>): Promise<unknown>;
  purge(element: HTMLElement): void;
}

interface PlotElement extends HTMLElement {
  on(event: string, handler: (change: Record<string, unknown>) => void): void;
  layout: Record<string, Record<string, unknown> | undefined>;
}

const config = {
  ...plotlyConfig,
  displaylogo: false,
  modeBarButtonsToRemove: ['select2d', 'lasso2d', 'autoScale2d'],
};

/** One figure inside `host`. */
export class FigureView {
  private readonly plotly: PlotlyPage;
  private readonly host: HTMLElement;
  private readonly stage: HTMLElement;
  private readonly figure: FigureJson;
  private readonly size: { width: number; height: number };
  private readonly watch: ResizeObserver;
  /** The height of its smallest letters in pixels. */
  private readonly letters: number;
  private printing = false;
  private readonly beforePrint = (): void => this.print(true);
  private readonly afterPrint = (): void => this.print(false);

  constructor(plotly: PlotlyPage, host: HTMLElement, figure: FigureJson) {
    this.plotly = plotly;
    this.host = host;
    this.figure = figure;
    const { width, height } = (figure.layout ?? {}) as { width?: number; height?: number };
    this.size = { width: width ?? (host.clientWidth || 640), height: height ?? 450 };
    this.stage = host.ownerDocument.createElement('div');
    this.stage.style.cssText = `width:${this.size.width}px;height:${this.size.height}px;transform-origin:0 0`;
    host.replaceChildren(this.stage);
    const { kernelab } = (figure.layout?.['meta'] ?? {}) as { kernelab?: { alt?: string } };
    if (kernelab?.alt !== undefined) {
      this.stage.setAttribute('role', 'figure');
      this.stage.setAttribute('aria-label', kernelab.alt);
    }
    this.letters = smallestLetters(figure);
    this.watch = new ResizeObserver(() => this.fit());
    this.watch.observe(host);
    const page = host.ownerDocument.defaultView;
    page?.addEventListener('beforeprint', this.beforePrint);
    page?.addEventListener('afterprint', this.afterPrint);
  }

  /** Draws, or draws again in other colours. */
  async draw(colors: PageColors): Promise<void> {
    const { data, layout, config: own, frames } = this.figure;
    const copy = structuredClone({ data, layout: { ...layout, ...this.size, modebar: this.toolbar() } });
    const wanted = ((copy.layout as Record<string, unknown>)['meta'] as { kernelab?: { theme?: string } } | undefined)
      ?.kernelab;
    if (wanted?.theme === 'auto') {
      (copy.layout as Record<string, unknown>)['template'] = template(colors);
      recolorLegends(copy.layout, colors);
      if (isLight(colors.ink)) brighten(copy);
    }
    const element = await this.plotly.newPlot(this.stage, {
      ...copy,
      config: { ...own, ...config },
      ...(frames ? { frames } : {}),
    });
    followZoom(this.plotly, element, this.figure.layout ?? {});
    this.fit();
  }

  dispose(): void {
    this.watch.disconnect();
    const page = this.host.ownerDocument.defaultView;
    page?.removeEventListener('beforeprint', this.beforePrint);
    page?.removeEventListener('afterprint', this.afterPrint);
    this.plotly.purge(this.stage);
  }

  /**
   * A figure wider than the page is shown smaller as a whole, so that its parts keep their proportions: on a screen only as
   * long as its words can be read (then it is moved sideways), on paper as far as it takes.
   */
  private fit(): void {
    const width = this.printing ? PAPER : this.host.clientWidth;
    const wanted = width > 0 ? Math.min(1, width / this.size.width) : 1;
    // At a desk a figure is seen whole, and grows with the page's zoom; a phone, or a page that was zoomed, would show letters that nobody can read.
    const isSmall = innerWidth < SMALL && !this.printing;
    const scale = isSmall ? Math.max(wanted, Math.min(1, 8.5 / this.letters)) : wanted;
    // The mouse finds its way through a transform only; paper would still keep the whole width for it.
    this.stage.style.transform = scale === 1 || this.printing ? '' : `scale(${scale})`;
    this.stage.style.zoom = this.printing ? String(scale) : '';
    this.host.style.height = `${Math.ceil(this.size.height * scale) + (scale > wanted ? SCROLLBAR : 0)}px`;
    this.host.style.overflowX = scale > wanted ? 'auto' : 'hidden';
    this.host.style.overflowY = 'hidden';
    this.placeToolbar();
  }

  /** Whether Plotly's buttons fit beside the figure; otherwise they come over its lower corner, where hardly ever a title stands. */
  private get isToolbarBeside(): boolean {
    return this.host.clientWidth >= this.size.width + TOOLBAR;
  }

  private toolbar(): Record<string, unknown> {
    return { orientation: this.isToolbarBeside ? 'v' : 'h' };
  }

  private placeToolbar(): void {
    const bar = this.stage.querySelector<HTMLElement>('.modebar-container');
    if (!bar) return;
    const beside = this.isToolbarBeside;
    bar.style.display = this.printing ? 'none' : '';
    bar.style.right = beside ? `-${TOOLBAR}px` : '0';
    bar.style.top = beside ? '0' : `calc(100% - ${TOOLBAR}px)`;
  }

  private print(begins: boolean): void {
    this.printing = begins;
    this.fit();
  }
}

/** What fits beside each other on A4 with its margins, in CSS pixels. */
const PAPER = 680;
/** Width of a phone's page, and of a desk's at a zoom of two, in pixels. */
const SMALL = 800;
/** Width of Plotly's buttons, in pixels. */
const TOOLBAR = 34;
/** Room below a figure for the bar that moves it sideways. */
const SCROLLBAR = 14;

/** The smallest letters of a figure, in pixels; ticks have 12 where nothing is said. */
function smallestLetters(part: unknown, within = ''): number {
  if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part)) return 12;
  let least = 12;
  for (const [key, value] of Object.entries(part)) {
    if (key === 'template' || key === 'frames') continue;
    if (key === 'size' && /font$/i.test(within) && typeof value === 'number' && value > 0)
      least = Math.min(least, value);
    else if (typeof value === 'object')
      least = Math.min(least, smallestLetters(value, /^\d+$/.test(key) ? within : key));
  }
  return least;
}

/** Ticks were placed for the whole picture: while an axis is zoomed Plotly places its own. */
function followZoom(plotly: PlotlyPage, element: PlotElement, layout: Record<string, unknown>): void {
  element.on('plotly_relayout', (change) => {
    const updates: Record<string, unknown> = {};
    const axes = new Set(
      Object.keys(change).flatMap((key) => /^([xy]axis\d*)\.(range|autorange)/.exec(key)?.[1] ?? []),
    );
    for (const name of axes) {
      const before = layout[name] as
        { range?: number[]; dtick?: unknown; tickformat?: unknown; type?: string } | undefined;
      const now = element.layout[name]?.['range'] as number[] | undefined;
      if (before?.dtick === undefined || before.type === 'log' || !before.range || !now) continue;
      const whole = before.range.every((limit, i) => Math.abs(limit - now[i]!) < 1e-9 * (1 + Math.abs(limit)));
      const mode = whole ? 'linear' : 'auto';
      if ((element.layout[name]?.['tickmode'] ?? 'linear') === mode) continue;
      updates[`${name}.tickmode`] = mode;
      updates[`${name}.tickformat`] = whole ? before.tickformat : '';
      updates[`${name}.dtick`] = whole ? before.dtick : null;
    }
    if (Object.keys(updates).length > 0) void plotly.relayout(element, updates);
  });
}

/** Legends carry their colours themselves (a transparent one stays so). */
function recolorLegends(layout: Record<string, unknown>, colors: PageColors): void {
  for (const [name, value] of Object.entries(layout)) {
    if (!/^legend\d*$/.test(name)) continue;
    const legend = value as { bgcolor?: string; bordercolor?: string; font?: Record<string, unknown> };
    const look = legendLook(colors);
    if (legend.bgcolor !== 'rgba(0,0,0,0)') legend.bgcolor = look['bgcolor'] as string;
    legend.bordercolor = look['bordercolor'] as string;
    legend.font = { ...legend.font, color: colors.ink };
  }
}

/**
 * Dark lines, markers and areas ('k', 'b' of the lectures) would vanish on a dark page: they are mixed with white, and so are
 * the titles and numbers of axes. Other words keep the colour they were given, as they often stand on pictures.
 */
const brightened: ReadonlySet<string> = new Set(['line', 'marker', 'error_x', 'error_y', 'axis font']);

function brighten(part: unknown, within = ''): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === 'template' || key === 'annotations') continue;
    const drawn = (key === 'fillcolor' && !isBackground(part)) || (key === 'color' && brightened.has(within));
    if (drawn && typeof value === 'string') {
      (part as Record<string, unknown>)[key] = brighter(value);
    } else if (/^[xy]axis\d*$/.test(key)) brighten(value, 'axis');
    else if (within.startsWith('axis')) brighten(value, key === 'font' || key === 'tickfont' ? 'axis font' : 'axis');
    else brighten(value, /^\d+$/.test(key) ? within : key);
  }
}

/** What `ax.set_facecolor` paints: a whole frame in a colour that was chosen. */
function isBackground(part: { xref?: unknown; yref?: unknown }): boolean {
  return [part.xref, part.yref].every((ref) => typeof ref === 'string' && ref.endsWith(' domain'));
}

function brighter(color: string): string {
  const rgb = channels(color);
  if (!rgb || luminance(rgb) > 0.1) return color;
  const light = rgb.map((c) => Math.round(c + (255 - c) * 0.55)).join(',');
  const alpha = /^rgba\(.*,\s*([\d.]+)\s*\)$/.exec(color)?.[1];
  return alpha === undefined ? `rgb(${light})` : `rgba(${light},${alpha})`;
}

function isLight(color: string): boolean {
  const rgb = channels(color);
  return rgb !== undefined && luminance(rgb) > 0.5;
}

/** Red, green and blue of `#rgb`, `#rrggbb` or `rgb(…)`. */
function channels(color: string): number[] | undefined {
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color)?.[1];
  if (hex) return (hex.length === 3 ? Array.from(hex, (c) => c + c) : hex.match(/../g)!).map((c) => parseInt(c, 16));
  if (color === 'black') return [0, 0, 0];
  return /^rgba?\(\s*([\d.]+)[,\s]+([\d.]+)[,\s]+([\d.]+)/.exec(color)?.slice(1).map(Number);
}

/** Relative luminance, 0 to 1. */
function luminance(rgb: readonly number[]): number {
  const [r, g, b] = rgb.map((c) => (c / 255) ** 2.2) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The colours of a JupyterLab page, from its theme's variables; the paper is what lies behind. */
export function jupyterColors(element: HTMLElement): PageColors {
  const style = getComputedStyle(element);
  const read = (name: string, fallback: string): string => style.getPropertyValue(name).trim() || fallback;
  const dark = element.ownerDocument.body.dataset['jpThemeLight'] === 'false';
  const usual = pageColors[dark ? 'dark' : 'light'];
  return {
    ink: opaque(read('--jp-content-font-color1', usual.ink), usual.ink),
    paper: 'rgba(0,0,0,0)',
    grid: opaque(read('--jp-border-color1', usual.grid), usual.grid),
    legend: opaque(read('--jp-layout-color1', usual.legend), usual.legend),
    legendBorder: opaque(read('--jp-border-color1', usual.legendBorder), usual.legendBorder),
  };
}

/** Plotly understands plain colours only; a theme may hold anything. */
function opaque(color: string, fallback: string): string {
  return /^(#[\da-f]{3,8}|rgba?\([\d.,\s]+\)|[a-z]+)$/i.test(color) ? color : fallback;
}
