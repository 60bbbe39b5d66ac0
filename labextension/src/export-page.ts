/** @file Exported pages: every figure the template left as JSON is drawn, from the Plotly script of the same page, in its colours. */
import { FigureView, jupyterColors, type FigureJson, type PlotlyPage } from './figure-view.ts';

const plotly = (globalThis as unknown as { KernelabPlotly: PlotlyPage }).KernelabPlotly;

/** Paper is white; on a screen the page has the colours that the reader's system asks for. */
const dark = matchMedia('screen and (prefers-color-scheme: dark)');
const drawn: { view: FigureView; host: HTMLElement }[] = [];

function colour(): void {
  document.body.dataset['jpThemeLight'] = String(!dark.matches);
  for (const { view, host } of drawn) void view.draw(jupyterColors(host));
}

function drawAll(): void {
  document.body.dataset['jpThemeLight'] = String(!dark.matches);
  for (const script of document.querySelectorAll<HTMLScriptElement>('script[type="application/vnd.plotly.v1+json"]')) {
    const host = document.createElement('div');
    script.after(host);
    const view = new FigureView(plotly, host, JSON.parse(script.textContent) as FigureJson);
    drawn.push({ view, host });
    void view.draw(jupyterColors(host));
  }
}

// Also when the page goes to paper and back.
dark.addEventListener('change', colour);

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', drawAll);
else drawAll();
