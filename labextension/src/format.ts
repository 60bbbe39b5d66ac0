/** @file A command that formats cells by prettier: a button above our notebooks, Alt+Shift+F, and the palette. */
import type { EditorView } from './problems.ts';
import type { NotebookPanel, NotebookTracker } from './rejoin.ts';
import type { Application, Palette } from './start/jupyter.ts';

/** The script of `prettier-entry.ts`. */
interface Prettier {
  format(code: string, cursor: number): Promise<{ code: string; cursor: number }>;
}

/** What is used of the page. */
export interface FormatParts {
  app: Application;
  tracker: NotebookTracker;
  palette: Palette | null;
  /** The address of prettier's script. */
  script: string;
  /** Says what is wrong for some seconds. */
  warn: (text: string) => void;
  /** A button for a notebook's toolbar. */
  button: ((options: { label: string; tooltip: string; onClick: () => void }) => unknown) | undefined;
  language: 'en' | 'ko';
}

const words = {
  en: {
    cell: 'Format cell',
    all: 'Format all cells',
    button: 'Format the cell (Alt+Shift+F)',
    failed: (_: string, said: string) => `The cell was not formatted: it does not parse. ${said}`,
    several: (n: number) => `${n} cells were not formatted: they do not parse`,
  },
  ko: {
    cell: '셀 정렬',
    all: '모든 셀 정렬',
    button: '셀의 코드를 보기 좋게 정렬합니다 (Alt+Shift+F)',
    // Prettier's own words are English; the editor underlines what is wrong while one types.
    failed: (place: string) => `셀을 정렬하지 못했습니다. 문법이 맞지 않습니다${place}`,
    several: (n: number) => `셀 ${n}개를 정렬하지 못했습니다. 문법이 맞지 않습니다`,
  },
};

/** What is said of a cell that prettier has refused. */
export function refusalText(error: unknown, language: 'en' | 'ko'): string {
  const { message, loc } = error as { message: string; loc?: { start?: { line: number; column: number } } };
  const start = loc?.start;
  const place = start ? ` (${start.line}번째 줄, ${start.column}번째 글자)` : '';
  return words[language].failed(place, message.split('\n')[0]!);
}

let prettier: Promise<Prettier> | undefined;

function loadPrettier(script: string): Promise<Prettier> {
  prettier ??= new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.src = script;
    element.addEventListener('load', () =>
      resolve((globalThis as unknown as { KernelabPrettier: Prettier }).KernelabPrettier),
    );
    element.addEventListener('error', () => {
      prettier = undefined; // the next time tries again
      reject(new Error(`${script} could not be loaded`));
    });
    document.head.append(element);
  });
  return prettier;
}

/** Adds the commands, and the button to each of our notebooks. */
export function offerFormat({ app, tracker, palette, script, warn, button, language }: FormatParts): void {
  const say = words[language];
  const isOurs = (panel: NotebookPanel | null): panel is NotebookPanel =>
    panel?.sessionContext.session?.kernel?.name.startsWith('kernelab') === true;
  const formatCells = async (only?: unknown): Promise<void> => {
    const panel = tracker.currentWidget;
    if (!isOurs(panel)) return;
    const formatter = await loadPrettier(script);
    const cells = panel.content.widgets.filter((cell) => cell.model.type === 'code' && (only ?? cell) === cell);
    const failures: string[] = [];
    for (const { model, editor } of cells) {
      const view = editor?.editor as EditorView | undefined;
      const code = model.sharedModel.getSource();
      try {
        const done = await formatter.format(code, view?.state.selection.main.head ?? 0);
        if (done.code === code || model.sharedModel.getSource() !== code) continue;
        if (view === undefined) model.sharedModel.setSource(done.code);
        else {
          const changes = { from: 0, to: code.length, insert: done.code };
          view.dispatch({ changes, selection: { anchor: done.cursor }, userEvent: 'format' });
        }
      } catch (error) {
        failures.push(refusalText(error, language));
      }
    }
    if (failures.length === 1) warn(failures[0]!);
    if (failures.length > 1) warn(say.several(failures.length));
  };
  const active = (): unknown => tracker.currentWidget?.content.activeCell ?? null;
  const isEnabled = (): boolean => isOurs(tracker.currentWidget);
  const [cell, all] = ['kernelab:format-cell', 'kernelab:format-notebook'];
  app.commands.addCommand(cell, { label: () => say.cell, isEnabled, execute: () => formatCells(active()) });
  app.commands.addCommand(all, { label: () => say.all, isEnabled, execute: () => formatCells() });
  app.commands.addKeyBinding({ command: cell, keys: ['Alt Shift F'], selector: '.jp-Notebook' });
  for (const command of [cell, all]) palette?.addItem({ command, category: 'kernelab' });
  if (button === undefined) return;
  const equip = (panel: NotebookPanel): void => {
    let isThere = false;
    const add = (): void => {
      if (isThere || !isOurs(panel)) return;
      isThere = true;
      const onClick = (): void => void formatCells(active());
      panel.toolbar.insertAfter('cellType', 'kernelab-format', button({ label: '{ }', tooltip: say.button, onClick }));
    };
    void panel.sessionContext.ready.then(add);
    panel.sessionContext.kernelChanged.connect(add);
  };
  tracker.forEach(equip);
  tracker.widgetAdded.connect((_, panel) => equip(panel));
}
