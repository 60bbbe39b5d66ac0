/** @file A figure as Plotly's JSON: its axes in their places, colour bars, its own titles and words. */
import type { Parts } from '../artists/artist.ts';
import { drawSharedBar } from '../axes/colorbar.ts';
import { drawAxes, drawSheetLegend, fontOf, textOf, type Sheet } from '../axes/draw.ts';
import { seen, type Words } from '../axes/titles.ts';
import { linear } from '../layout/scales.ts';
import { say } from '../../errors/index.ts';
import { shortened } from '../output/plotly.ts';
import type { PlotlyFigure } from '../output/render/svg.ts';
import { pageColors, template } from '../style/theme.ts';
import { placeAxes } from './arrange.ts';
import type { Figure } from './figure.ts';

/** Data, layout and config. */
export function drawFigure(figure: Figure): PlotlyFigure {
  // Sizes of text and lines are fixed at 100 dots per inch; another dpi only changes how large the sheet is shown.
  const [width, height] = figure.figsize.map((inches) => Math.round(inches * 100)) as [number, number];
  const parts: Parts = { traces: [], shapes: [], annotations: [] };
  const sheet: Sheet = { width, height, layout: {}, parts, frames: new Map() };
  const rects = placeAxes(figure, width, height);
  figure.axes.forEach((axes, i) => axes.visible && drawAxes(axes, i + 1, rects[i]!, sheet));
  for (const bar of figure.colorbars) drawSharedBar(bar, rects, sheet);
  if (figure.sheet) drawSheetLegend(figure.sheet, sheet);
  drawWords(figure, parts, { width, height });
  return {
    data: parts.traces,
    layout: shortened({
      template: template(pageColors[figure.theme === 'dark' ? 'dark' : 'light'], figure.rc),
      width,
      height,
      margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
      showlegend: figure.sheet !== undefined || figure.axes.some((axes) => axes.legends !== undefined),
      barmode: 'overlay',
      ...(figure.facecolor ? { paper_bgcolor: figure.facecolor } : {}),
      ...(parts.shapes.length > 0 ? { shapes: parts.shapes } : {}),
      ...(parts.annotations.length > 0 ? { annotations: parts.annotations } : {}),
      ...sheet.layout,
      meta: { kernelab: { theme: figure.theme, ...(figure.alt === undefined ? {} : { alt: say(figure.alt) }) } },
    }),
    config: { displaylogo: false, responsive: false },
  };
}

/** The figure's own title, labels and words. */
function drawWords(figure: Figure, parts: Parts, size: { width: number; height: number }): void {
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
  for (const title of seen([figure.title]))
    put(title, { x: 0.5, y: title.y ?? 0.98, xanchor: 'center', yanchor: 'top' });
  for (const label of seen([figure.labels.x])) put(label, { x: 0.5, y: 0.01, xanchor: 'center', yanchor: 'bottom' });
  for (const label of seen([figure.labels.y]))
    put(label, { x: 0.02, y: 0.5, xanchor: 'left', yanchor: 'middle', textangle: -90 });
  const place = { x: 'x', y: 'y', ...size, scales: { x: linear, y: linear } } as const;
  for (const text of figure.texts) {
    const own: Parts = { traces: [], shapes: [], annotations: [] };
    text.draw(own, { ...place, limits: { x: [0, 1], y: [0, 1] }, legendOf: () => undefined });
    parts.annotations.push(...own.annotations.map((part) => ({ ...part, xref: 'paper', yref: 'paper' })));
  }
}
