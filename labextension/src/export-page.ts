/**
 * @file Exported pages: every figure and picture that answers, which the template left as JSON, is drawn in the page's colours; figures
 * from the Plotly script of the same page.
 */
import { FigureView, jupyterColors, type FigureJson, type PlotlyPage } from './figure-view.ts';
import { pieces } from './pieces.ts';
import { showWidgets } from './widgets/page.ts';

const plotly = (globalThis as unknown as { KernelabPlotly: PlotlyPage }).KernelabPlotly;

/** Paper is white; on a screen the page has the colours that the reader's system asks for. */
const dark = matchMedia('screen and (prefers-color-scheme: dark)');
const drawn: { view: FigureView; host: HTMLElement }[] = [];

function colour(): void {
  document.body.dataset['jpThemeLight'] = String(!dark.matches);
  for (const { view, host } of drawn) void view.draw(jupyterColors(host));
}

/** Draws what lies in the page as JSON of that type, each in a place behind it. One that is damaged takes no other along. */
function drawEach(type: string, draw: (json: unknown, host: HTMLElement) => unknown): void {
  for (const script of document.querySelectorAll<HTMLScriptElement>(`script[type="${type}"]`)) {
    const host = document.createElement('div');
    script.after(host);
    let json: unknown;
    try {
      json = JSON.parse(script.textContent);
      draw(json, host);
    } catch (error) {
      const { summary } = { summary: '', ...(json as { summary?: string } | undefined) };
      host.textContent = `${summary} (${String(error)})`;
    }
  }
}

function drawFigure(json: unknown, host: HTMLElement): void {
  const view = new FigureView(plotly, host, json as FigureJson);
  drawn.push({ view, host });
  void view.draw(jupyterColors(host));
}

function drawAll(): void {
  document.body.dataset['jpThemeLight'] = String(!dark.matches);
  drawEach('application/vnd.plotly.v1+json', drawFigure);
  for (const { mimeType, show } of pieces) drawEach(mimeType, (json, host) => show(host, json));
  showWidgets(drawFigure);
}

// Also when the page goes to paper and back.
dark.addEventListener('change', colour);

/** What was folded away (answers, notes) is printed; afterwards it is folded again. */
const folded = new Set<HTMLDetailsElement>();
addEventListener('beforeprint', () => {
  for (const part of document.querySelectorAll('details')) {
    if (part.open) continue;
    folded.add(part);
    part.open = true;
  }
});
addEventListener('afterprint', () => {
  for (const part of folded) part.open = false;
  folded.clear();
});

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', drawAll);
else drawAll();
