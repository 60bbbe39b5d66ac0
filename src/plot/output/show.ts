/** @file Figures on the screen: the MIME bundle, `show`, and the figures still open at the end of a cell. */
import { displaySymbol, notebookHost, type Displayable, type MimeBundle } from '../../display/index.ts';
import { say } from '../../errors/index.ts';
import type { Figure } from '../figure/figure.ts';
import * as drawing from './drawing.ts';
import { toBase64 } from '../../platform/index.ts';
import { all, forget, isFigure } from '../figure/open-figures.ts';

/**
 * A figure as Jupyter shows it: interactive where Plotly can be drawn, else the PNG, else a line of text. Where nobody looks
 * (`KERNELAB_PICTURES=off`, while grading) the line alone: a drawing takes as long as the rest of a notebook.
 */
export function figureBundle(figure: Figure): MimeBundle {
  // Before it is drawn: a figure that cannot be drawn must not come back with its error at the end of every later cell.
  forget(figure);
  const json = figure.toPlotly();
  const picture = drawing.arePicturesWanted()
    ? {
        'application/vnd.plotly.v1+json': json,
        'image/png': toBase64(drawing.drawNow(json, 'png', figure.dpi / 100)),
      }
    : {};
  const size = `${json.layout['width'] as number}x${json.layout['height'] as number}`;
  const line = `<Figure size ${size} with ${figure.axes.length} Axes>`;
  return { ...picture, 'text/plain': figure.alt === undefined ? line : `${line}\n${say(figure.alt)}` };
}

/** Shows the open figures and closes them. Without a notebook one line says how to keep a figure. */
export function show(): void {
  showFigures(all());
}

/** Shows figures and closes them. One that cannot be drawn hides none of the others; its error comes after them. */
export function showFigures(figures: readonly Displayable[]): void {
  const notebook = notebookHost();
  if (!notebook) {
    if (figures.length > 0) console.log(say(hint));
    for (const figure of figures) forget(figure);
    return;
  }
  const failures: unknown[] = [];
  for (const figure of figures) {
    try {
      notebook.display(figure[displaySymbol]() as MimeBundle);
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 0) throw failures[0];
}

const hint = {
  en: "plt.show: there is no notebook here to show a figure in; keep it with plt.savefig('figure.png') before plt.show().",
  ko: "plt.show: 그림을 보여 줄 노트북이 없습니다. plt.show() 앞에서 plt.savefig('figure.png')로 저장하세요.",
};

let flushing: ReturnType<typeof notebookHost>;

/** Asks the notebook to show what is still open when the cell ends. */
export function showAtCellEnd(): void {
  const notebook = notebookHost();
  if (!notebook || flushing === notebook) return;
  flushing = notebook;
  notebook.onCellEnd(() => showFigures(all().filter((figure) => !isFigure(figure) || figure.axes.length > 0)));
}
