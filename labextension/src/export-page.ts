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

/** What lies in the page as JSON of that type, with a place behind it. */
function* left(type: string): Generator<[json: unknown, host: HTMLElement]> {
  for (const script of document.querySelectorAll<HTMLScriptElement>(`script[type="${type}"]`)) {
    const host = document.createElement('div');
    script.after(host);
    yield [JSON.parse(script.textContent), host];
  }
}

function drawAll(): void {
  document.body.dataset['jpThemeLight'] = String(!dark.matches);
  for (const [json, host] of left('application/vnd.plotly.v1+json')) {
    const view = new FigureView(plotly, host, json as FigureJson);
    drawn.push({ view, host });
    void view.draw(jupyterColors(host));
  }
  for (const { mimeType, show } of pieces) for (const [json, host] of left(mimeType)) show(host, json);
  showWidgets((json, host) => {
    const view = new FigureView(plotly, host, json as FigureJson);
    drawn.push({ view, host });
    void view.draw(jupyterColors(host));
  });
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
