/** @file Finds the widgets of an exported page and puts them where the notebook shows them. */
import { element, canShow, view, type Page } from './views.ts';
import { Models, type Model, type StoredModel } from './models.ts';
import style from './widgets.css';

const STATE = 'application/vnd.jupyter.widget-state+json';
const VIEW = 'application/vnd.jupyter.widget-view+json';

/** Shows all widgets of the page. `figure` draws a figure of Plotly. */
export function showWidgets(figure: Page['figure']): void {
  const stored = document.querySelector<HTMLScriptElement>(`script[type="${STATE}"]`);
  if (!stored) return;
  const { state } = JSON.parse(stored.textContent) as { state: Record<string, StoredModel> };
  const models = new Models(state);
  document.head.append(element('style', '', style));
  const korean = navigator.language.startsWith('ko');
  const show = (script: HTMLScriptElement): void => {
    const model = models.find((JSON.parse(script.textContent) as { model_id: string }).model_id);
    // The still picture beside it stays.
    if (!model || !canShow(model, models)) return;
    const place = script.closest('.kw-place') ?? script.parentElement!;
    const note = element('p', 'kw-note', korean ? WITHOUT_KERNEL.ko : WITHOUT_KERNEL.en);
    note.hidden = true;
    const moved = (moving: Model): void => {
      if (needsKernel(models, model) && moving.name !== 'PlayModel') note.hidden = false;
    };
    const shown = view(model, { models, korean, figure, moved });
    place.querySelector('.kw-still')?.remove();
    place.append(shown, note);
  };
  for (const script of document.querySelectorAll<HTMLScriptElement>(`script[type="${VIEW}"]`)) {
    try {
      show(script);
    } catch (error) {
      console.error(error); // the others are shown all the same
    }
  }
}

const WITHOUT_KERNEL = {
  en: 'There is no kernel behind this page: what a cell computes stays as it was.',
  ko: '이 페이지에는 커널이 없습니다. 셀이 계산한 결과는 그대로 있습니다.',
};

/** Whether something in it shows what a kernel computed. */
function needsKernel(models: Models, model: Model): boolean {
  const outputs = model.get('outputs');
  if (Array.isArray(outputs) && outputs.length > 0) return true;
  const children = (model.get('children') as unknown[] | undefined) ?? [];
  return children.some((each) => {
    const child = models.find(each);
    return child !== undefined && needsKernel(models, child);
  });
}
