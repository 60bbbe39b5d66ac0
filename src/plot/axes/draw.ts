/** @file Axes as parts of a Plotly figure: frame, ticks, titles, legend, colour bars, and what the artists draw. */
import { frameIn, height, labelHeight, labelPad, padOf, titlePad, xTickHeight } from './decoration.ts';
import type { Artist, Parts, Place } from '../artists/artist.ts';
import type { Axes } from './axes.ts';
import { labelSeen, seen, type Words } from './titles.ts';
import { equalLimits, labelsOf, limitsOf, needsPowers, scaleTicks, ticksOf } from './limits.ts';
import { drawColorbar } from './colorbar.ts';
import { warp } from './warp.ts';
import { cssColor, withAlpha } from '../style/color.ts';
import { dashOf } from '../style/format-string.ts';
import { entryFields, legendArtists, legendPart } from './legend.ts';
import { numberLabels } from '../layout/ticks.ts';
import { pointPixels } from '../style/points.ts';
import { plotlyText, type PlotlyPart } from '../output/plotly.ts';
import type { Limits, Rect } from '../layout/geometry.ts';

/** What drawing needs to know of the figure. */
export interface Sheet {
  width: number;
  height: number;
  layout: PlotlyPart;
  parts: Parts;
  /** Where the frames of the axes are, in pixels. */
  frames: Map<Axes, Rect>;
}

/** Adds axes number `n` (from 1) to the sheet, inside `rect`. */
export function drawAxes(axes: Axes, n: number, rect: Rect, sheet: Sheet): void {
  const suffix = n === 1 ? '' : String(n);
  const frame = frameIn(axes, rect);
  sheet.frames.set(axes, frame);
  let limits = limitsOf(axes);
  if (axes.aspect === 'equal') limits = equalLimits(limits, frame);
  const { twin, twinOf } = axes;
  const host = twinOf && { x: plotlyName(twinOf, 'x'), y: plotlyName(twinOf, 'y') };
  const place: Place = {
    // A twin has one axis of its own and draws along its host's other one.
    x: twin === 'y' ? host!.x : `x${suffix}`,
    y: twin === 'x' ? host!.y : `y${suffix}`,
    width: frame.width,
    height: frame.height,
    limits,
    scales: { x: axes.scales.x, y: axes.scales.y },
    legendOf: (artist) => legendName(axes, artist),
  };
  const paper = {
    x: (pixels: number): number => round(pixels / sheet.width),
    y: (pixels: number): number => round(1 - pixels / sheet.height),
  };
  const fixed = axes.aspect !== 'auto' && !twinOf;
  if (twin !== 'y') {
    sheet.layout[`xaxis${suffix}`] = {
      ...(host
        ? { overlaying: host.x, side: 'top' }
        : { domain: [paper.x(frame.x), paper.x(frame.x + frame.width)], ...(axes.ticksOnTop ? { side: 'top' } : {}) }),
      anchor: place.y,
      ...axisPart(axes, 'x', limits, frame.width),
      ...(fixed ? { constrain: axes.aspect === 'equal' ? 'range' : 'domain' } : {}),
    };
  }
  if (twin !== 'x') {
    sheet.layout[`yaxis${suffix}`] = {
      ...(host
        ? { overlaying: host.y, side: 'right' }
        : {
            domain: [paper.y(frame.y + frame.height), paper.y(frame.y)],
            ...(axes.ticks.y.across ? { side: 'right' } : {}),
          }),
      anchor: place.x,
      ...axisPart(axes, 'y', limits, frame.height),
      ...(fixed
        ? {
            constrain: axes.aspect === 'equal' ? 'range' : 'domain',
            scaleanchor: place.x,
            ...(typeof axes.aspect === 'number' ? { scaleratio: axes.aspect } : {}),
          }
        : // Plotly would give every picture square pixels.
          axes.artists.some((artist) => artist.isPicture)
          ? { scaleanchor: false }
          : {}),
    };
  }
  if (axes.facecolor) sheet.parts.shapes.push(background(place, axes.facecolor));
  const { traces, shapes, annotations } = sheet.parts;
  const since = { traces: traces.length, shapes: shapes.length, annotations: annotations.length };
  drawGridOnPicture(axes, limits, place, sheet.parts);
  drawArtists(axes, sheet.parts, place);
  warp(sheet.parts, since, place);
  // A subplot in which nothing stands would not be drawn at all.
  if (traces.length === since.traces && shapes.length === since.shapes && annotations.length === since.annotations) {
    traces.push({ type: 'scatter', x: [null], y: [null], xaxis: place.x, yaxis: place.y, showlegend: false });
  }
  addTitles(axes, limits, frame, sheet, paper);
  const bottom = frame.y + frame.height;
  const under = axes.ticksOnTop || !axes.frame ? 0 : xTickHeight(axes, labelsOf(axes, 'x', limits.x, frame.width));
  const label = labelSeen(axes, 'x');
  const words = label && axes.frame ? padOf(label, labelPad) + height(label) : 0;
  const edges = { right: frame.x + frame.width, bottom, free: bottom + under + words + 2 * labelPad };
  for (const bar of axes.colorbars) drawColorbar(bar, place, frame, rect, edges, sheet);
  if (axes.legends) sheet.layout[`legend${suffix}`] = legendPart(axes, limits, frame, paper);
}

/** Plotly's grid lies under pictures, matplotlib's over them: there it is drawn as lines. */
function drawGridOnPicture(axes: Axes, limits: Limits, place: Place, { traces }: Parts): void {
  if (axes.axisbelow === true || !axes.frame || !axes.artists.some((artist) => artist.isPicture)) return;
  for (const axis of ['x', 'y'] as const) {
    const grid = axes.grids[axis];
    if (!grid || axes.scales[axis].name !== 'linear') continue;
    const { values, minor } = axes.ticks[axis];
    const pixels = axis === 'x' ? place.width : place.height;
    const places = values ?? ticksOf(axes, axis, limits[axis], pixels)?.values ?? [];
    const across = limits[axis === 'x' ? 'y' : 'x'];
    for (const [look, at] of [
      [grid, places],
      [grid.minor, Array.isArray(minor) ? (minor as readonly number[]) : []],
    ] as const) {
      if (!look || look.visible === false || at.length === 0) continue;
      const part = gridPart(look, axes) as { gridwidth: number; gridcolor?: string; griddash?: string };
      const along = at.flatMap((value) => [value, value, null]);
      const ends = at.flatMap(() => [...across, null]);
      traces.push({
        type: 'scatter',
        mode: 'lines',
        ...(axis === 'x' ? { x: along, y: ends } : { x: ends, y: along }),
        line: {
          width: part.gridwidth,
          color: part.gridcolor ?? cssColor(axes.figure.rc['grid.color'], 'plt.grid'),
          ...(part.griddash ? { dash: part.griddash } : {}),
        },
        hoverinfo: 'skip',
        showlegend: false,
        xaxis: place.x,
        yaxis: place.y,
      });
    }
  }
}

/** The legend that lists an artist: of its own axes, or of others to which it was handed. */
function legendName(axes: Axes, artist: Artist): string | undefined {
  const { sheet } = axes.figure;
  if (sheet && legendArtists(sheet).includes(artist)) return sheetLegend(sheet);
  const lists = (each: Axes): boolean => each.legends !== undefined && legendArtists(each).includes(artist);
  const all = axes.figure.axes;
  const n = all.findIndex((each) => each !== axes && each.legends?.handles && lists(each));
  const at = n >= 0 ? n : lists(axes) ? all.indexOf(axes) : -1;
  return at < 0 ? undefined : `legend${at === 0 ? '' : at + 1}`;
}

/** Plotly's name of the legend of the whole figure. */
function sheetLegend({ figure }: Axes): string {
  return `legend${figure.axes.length + 1}`;
}

/** The legend of the whole figure, carried by axes that are as large and not drawn. */
export function drawSheetLegend(carrier: Axes, { layout, width, height }: Sheet): void {
  const paper = { x: (pixels: number): number => pixels / width, y: (pixels: number): number => 1 - pixels / height };
  layout[sheetLegend(carrier)] = legendPart(carrier, limitsOf(carrier), { x: 0, y: 0, width, height }, paper);
}

/** Areas and points lie under lines, as in matplotlib; the legend keeps the order of the calls. */
function drawArtists(axes: Axes, parts: Parts, place: Place): void {
  // A legend may list what is drawn nowhere: it stands for itself.
  const strangers = (axes.legends?.handles ?? []).filter(
    (handle) => !axes.figure.axes.some((each) => each.artists.includes(handle)),
  );
  const layers = [...axes.artists, ...strangers].map((artist) => ({ artist, layer: artist.zorder ?? artist.layer }));
  for (const { artist } of layers.toSorted((a, b) => a.layer - b.layer)) {
    const [traces, shapes] = [parts.traces.length, parts.shapes.length];
    artist.draw(parts, place);
    const legend = place.legendOf(artist);
    if (legend === undefined) continue;
    const { axes: all, sheet } = axes.figure;
    const owner = all[legend === 'legend' ? 0 : Number(legend.slice(6)) - 1] ?? sheet!;
    for (const part of [...parts.traces.slice(traces), ...parts.shapes.slice(shapes)]) {
      if (part['showlegend']) Object.assign(part, entryFields(owner, artist, legend));
    }
  }
}

type PaperScale = { x(pixels: number): number; y(pixels: number): number };

function axisPart(axes: Axes, axis: 'x' | 'y', limits: Limits, pixels: number): PlotlyPart {
  const range = limits[axis];
  if (!axes.frame) return { visible: false, range: logged(axes, axis, range) };
  const { values, labels, rotation, points, color, hidden, marks, format, powers } = axes.ticks[axis];
  const words = axes.categories[axis];
  const ticks = ticksOf(axes, axis, range, pixels);
  const label = labelSeen(axes, axis);
  const grid = axes.grids[axis];
  const shared = axes.shared[axis].filter((each) => each.twinOf === undefined);
  const scale = axes.scales[axis];
  const log = scale.native === 'log';
  const made = scale.ownTicks && !values && !words ? scaleTicks(axes, axis, range, pixels) : undefined;
  const own = format && !log ? (values ?? ticks?.values ?? made?.values) : undefined;
  const placed = own ?? values ?? words?.map((_, i) => i) ?? made?.values;
  const texts = labels ?? (own ? own.map(format!) : values ? numberLabels(values) : (words ?? made?.words));
  const direction = axes.ticks[axis].direction;
  return {
    range: logged(axes, axis, range),
    ...(log
      ? { type: 'log', ...(placed ? {} : logTicks(range, Math.floor(pixels / (axis === 'x' ? 45 : 30)))) }
      : { type: 'linear' }),
    ...(ticks && !own
      ? {
          tick0: ticks.first,
          dtick: ticks.step,
          ...((powers ?? needsPowers(range)) ? powerFormat(powers) : { tickformat: `.${ticks.decimals}f` }),
        }
      : placed
        ? { tickvals: scale.native ? placed : placed.map(scale.place), ticktext: texts!.map(plotlyText) }
        : {}),
    ...(values?.length === 0 ? { showticklabels: false, ticks: '' } : {}),
    ...(hidden ? { showticklabels: false } : {}),
    ...(marks === false ? { ticks: '' } : direction ? { ticks: direction === 'in' ? 'inside' : 'outside' } : {}),
    ...(axes.ticks[axis].length === undefined ? {} : { ticklen: axes.ticks[axis].length * pointPixels }),
    ...(scale.native ? minorPart(axes, axis, log) : {}),
    ...(axes.twinOf ? { mirror: false, showline: true } : spinesPart(axes, axis)),
    ...(shared.length > 1 && shared[0] !== axes ? { matches: plotlyName(shared[0]!, axis) } : {}),
    ...(rotation === 0 ? {} : { tickangle: -rotation }),
    ...(axis === 'x' && rotation === 0 ? { tickangle: 0 } : {}),
    // Plotly writes powers of ten a quarter larger than asked.
    ...(log || points !== 10 || color
      ? { tickfont: { size: (points * pointPixels) / (log && !placed ? 1.25 : 1), ...(color ? { color } : {}) } }
      : {}),
    // The distance is from the widest tick label, whose own length Plotly measures.
    ...(label && !isLabelApart(axes, axis)
      ? { title: { text: textOf(label), font: fontOf(label), standoff: padOf(label, labelPad) } }
      : {}),
    ...(grid && grid.visible !== false ? gridPart(grid, axes) : {}),
  };
}

/**
 * Ticks of a logarithmic axis, at most about `most`: decades (every second, third … where there are many); where there are none to
 * speak of some of the digits, those that matplotlib's LogFormatter picks.
 */
function logTicks([from, to]: readonly [number, number], most: number): PlotlyPart {
  const [low, high] = [from, to].map((limit) => Math.log10(Math.max(limit, 1e-300))).sort((a, b) => a - b) as [
    number,
    number,
  ];
  const decades = high - low;
  if (decades <= 1) {
    const digits = decades > 0.4 ? [1, 2, 3, 4, 6] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const powers = [0, 1].map((i) => Math.floor(low) + i);
    const shown = powers
      .flatMap((power) => digits.map((digit) => ({ power, digit, at: Number(`${digit}e${power}`) })))
      .filter(({ at }) => Math.log10(at) >= low && Math.log10(at) <= high);
    return {
      tickvals: shown.map(({ at }) => at),
      ticktext: shown.map(({ power, digit }) => (digit === 1 ? powerText(power) : `${digit}×${powerText(power)}`)),
      minor: { dtick: 'D1', ...minorTicks },
    };
  }
  const step = Math.max(1, Math.ceil(decades / Math.max(2, most)));
  return { dtick: step, ...(step === 1 ? { minor: { dtick: 'D1', ...minorTicks } } : {}) };
}

function powerText(power: number): string {
  return `10<sup>${String(power).replace('-', '\u2212')}</sup>`;
}

const minorTicks = { ticks: 'outside', ticklen: 2 * pointPixels, tickwidth: 0.6 * pointPixels } as const;

/** Small ticks and grid lines between the ticks. */
function minorPart(axes: Axes, axis: 'x' | 'y', log: boolean): PlotlyPart {
  const grid = axes.grids[axis]?.minor;
  const { minor, minorMarks = true } = axes.ticks[axis];
  if (!grid && !minor) return {};
  const marks = minorMarks ? minorTicks : { ticks: '' };
  const { visible = true, ...look } = grid ?? { visible: false };
  const places = Array.isArray(minor) ? { tickvals: minor } : log ? { dtick: 'D1' } : minor ? { nticks: 6 } : undefined;
  return { minor: { ...(places ? { ...places, ...marks } : {}), ...(visible ? gridPart(look, axes) : {}) } };
}

/** Numbers with a power of ten even where matplotlib would write them out. */
function powerFormat(forced: boolean | undefined): PlotlyPart {
  return forced ? { exponentformat: 'power', minexponent: 0, showexponent: 'all' } : {};
}

/** Which sides of the frame are drawn: Plotly knows the two where the ticks are, and "the other side too". */
function spinesPart(axes: Axes, axis: 'x' | 'y'): PlotlyPart {
  const { left, right, top, bottom } = axes.spines;
  const sides = axis === 'x' ? [bottom, top] : [left, right];
  const swapped = axis === 'x' ? axes.ticksOnTop : axes.ticks.y.across;
  const [own, other] = (swapped ? sides.toReversed() : sides) as [typeof left, typeof left];
  const look = {
    ...(own.color ? { linecolor: own.color } : {}),
    ...(own.linewidth === undefined ? {} : { linewidth: own.linewidth * pointPixels }),
  };
  return own.visible && other.visible ? look : { showline: own.visible, mirror: false, ...look };
}

/** Plotly's name of an axis: `x`, `x2`, … in the order of the figure. */
function plotlyName(axes: Axes, axis: 'x' | 'y'): string {
  const n = axes.figure.axes.indexOf(axes) + 1;
  return n === 1 ? axis : `${axis}${n}`;
}

function gridPart(grid: NonNullable<Axes['grids']['x']>, { figure: { rc } }: Axes): PlotlyPart {
  const width = (grid.linewidth ?? grid.lw ?? rc['grid.linewidth']) * pointPixels;
  const style = grid.linestyle ?? grid.ls ?? rc['grid.linestyle'];
  const { alpha, color } = grid;
  const named = color ?? (alpha === undefined ? undefined : rc['grid.color']);
  const css = named === undefined ? undefined : cssColor(named, 'plt.grid');
  return {
    showgrid: true,
    gridwidth: width,
    ...(css === undefined ? {} : { gridcolor: alpha === undefined ? css : withAlpha(css, alpha) }),
    ...(style === '-' ? {} : { griddash: dashOf(style, width, 'plt.grid') }),
  };
}

function logged(axes: Axes, axis: 'x' | 'y', range: [number, number]): number[] {
  return range.map(axes.scales[axis].place);
}

function background(place: { x: string; y: string }, color: string): PlotlyPart {
  return {
    type: 'rect',
    layer: 'below',
    xref: `${place.x} domain`,
    yref: `${place.y} domain`,
    x0: 0,
    x1: 1,
    y0: 0,
    y1: 1,
    fillcolor: color,
    line: { width: 0 },
  };
}

/** Whether the label of an axis stands at the other side than its ticks (`matshow`), where Plotly puts none. */
function isLabelApart(axes: Axes, axis: 'x' | 'y'): boolean {
  return axis === 'x' && axes.ticksOnTop && !axes.labelOnTop && axes.twin === undefined;
}

function addTitles(axes: Axes, limits: Limits, frame: Rect, sheet: Sheet, paper: PaperScale): void {
  const label = labelSeen(axes, 'x');
  if (label && axes.frame && isLabelApart(axes, 'x')) {
    sheet.parts.annotations.push({
      text: textOf(label),
      showarrow: false,
      borderpad: 0,
      xref: 'paper',
      yref: 'paper',
      x: paper.x(frame.x + frame.width / 2),
      y: paper.y(frame.y + frame.height + padOf(label, labelPad)),
      xanchor: 'center',
      yanchor: 'top',
      font: fontOf(label),
    });
  }
  const ticks = axes.ticksOnTop && axes.frame ? xTickHeight(axes, labelsOf(axes, 'x', limits.x, frame.width)) : 0;
  const above = ticks + (label && axes.frame && axes.ticksOnTop && axes.labelOnTop ? labelHeight(label) : 0);
  for (const title of seen(axes.titles)) {
    const part = { left: 0, center: 0.5, right: 1 }[title.loc];
    sheet.parts.annotations.push({
      text: textOf(title),
      showarrow: false,
      borderpad: 0,
      xref: 'paper',
      yref: 'paper',
      x: paper.x(frame.x + part * frame.width),
      y:
        title.y === undefined
          ? paper.y(frame.y - padOf(title, titlePad) + titlePad / 2 - above)
          : paper.y(frame.y + (1 - title.y) * frame.height - padOf(title, titlePad) + titlePad / 2),
      xanchor: title.loc,
      yanchor: 'bottom',
      font: fontOf(title),
    });
  }
}

/** Words as Plotly writes them. */
export function textOf(words: Words): string {
  const text = plotlyText(words.text);
  const leaning = words.italic ? `<i>${text}</i>` : text;
  return words.bold ? `<b>${leaning}</b>` : leaning;
}

/** The font of a title as Plotly writes it. */
export function fontOf(words: Words): PlotlyPart {
  return { size: words.points * pointPixels, ...(words.color ? { color: words.color } : {}) };
}

/** Parts of the figure to a hundredth of a pixel. */
function round(x: number): number {
  return Number(x.toFixed(6));
}
