/**
 * @file A live picture of training (`plot.liveTraining`) in a page: curves, filters and confusion matrix in the page's colours, beside each
 * other as its width allows. While a cell trains, JupyterLab gives it a new state now and then.
 */
import { elementsOf } from './element.ts';
import { panelsOf } from '../../src/plot/pictures/live-training/draw.ts';
import { headOf, type LiveJson, type LiveState } from '../../src/plot/pictures/live-training/state.ts';

/** Draws one picture inside `host`. */
export function showLiveTraining(host: HTMLElement, json: LiveJson): void {
  const state = JSON.parse(json.state) as LiveState;
  const make = elementsOf(host.ownerDocument);
  const panels = panelsOf(state).map(({ title, body, width, height }) => {
    const table = make('div', { class: 'kt-drawing' });
    table.innerHTML = `<svg viewBox="0 0 ${width} ${height}" style="width: ${width}px" aria-hidden="true">${body}</svg>`;
    return make('div', { class: 'kt-panel' }, make('div', { class: 'kt-title' }, title), table);
  });
  host.replaceChildren(
    make(
      'div',
      { class: 'kt-live', role: 'group', 'aria-label': json.summary, lang: state.lang },
      make('style', {}, STYLE),
      make('div', { class: 'kt-head' }, headOf(state)),
      ...state.notes.map((note) => make('div', { class: 'kt-note' }, note)),
      make('div', { class: 'kt-panels' }, ...panels),
    ),
  );
}

const STYLE = `
.kt-live { color: var(--jp-content-font-color1, inherit); font: 13px/1.5 var(--jp-ui-font-family, system-ui, sans-serif); padding: 6px; box-sizing: border-box; max-width: 100%; }
.kt-head { font-weight: 600; font-variant-numeric: tabular-nums; }
.kt-panels { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: flex-start; }
.kt-panel { min-width: 0; max-width: 100%; break-inside: avoid; }
.kt-title { font-size: 12px; font-variant-numeric: tabular-nums; }
.kt-drawing svg { display: block; max-width: 100%; height: auto; }
@media print { .kt-live { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
`;
