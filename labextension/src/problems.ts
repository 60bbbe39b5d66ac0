/**
 * @file Underlines in the cells of our notebooks while somebody types: what the kernel's type checker says of the cell as it stands.
 * A cell is looked at when it was edited or entered, after a pause; and again when the kernel has run something.
 */
import { ask, type CodeCell, type Kernel, type NotebookPanel, type NotebookTracker } from './rejoin.ts';

/** What the kernel says of a place in a cell; line and column count from 1. */
interface Problem {
  line: number;
  column: number;
  length: number;
  kind: 'error' | 'warning' | 'unused';
  message: string;
}

/** The parts of CodeMirror that are used; the real ones come from the page. */
interface Doc {
  readonly lines: number;
  line(n: number): { from: number; to: number };
  toString(): string;
}
export interface EditorView {
  readonly state: { readonly doc: Doc; readonly selection: { main: { head: number } }; field(of: unknown): unknown };
  readonly hasFocus: boolean;
  readonly dom: HTMLElement;
  dispatch(change: object): void;
}
interface Update {
  readonly docChanged: boolean;
  readonly focusChanged: boolean;
  readonly view: EditorView;
}
interface Transaction {
  readonly changes: unknown;
  readonly effects: readonly { is(type: unknown): boolean; value: Marked[] }[];
}
interface Marks {
  map(changes: unknown): Marks;
  between(
    from: number,
    to: number,
    each: (from: number, to: number, mark: { spec: { problem: Problem } }) => void,
  ): void;
}
export interface CodeMirror {
  StateEffect: { define(): { of(value: Marked[]): unknown } };
  StateField: { define(spec: object): unknown };
  Decoration: {
    none: Marks;
    mark(spec: object): { range(from: number, to: number): unknown };
    set(marks: unknown[]): Marks;
  };
  EditorView: { decorations: { from(field: unknown): unknown }; baseTheme(rules: object): unknown };
  ViewPlugin: { define(make: (view: EditorView) => object): unknown };
  hoverTooltip(source: (view: EditorView, at: number) => object | null): unknown;
}
/** JupyterLab's list of what every editor gets. */
export interface EditorExtensions {
  addExtension(extension: { name: string; factory: () => { instance: () => unknown; reconfigure: () => null } }): void;
}

interface Marked {
  from: number;
  to: number;
  problem: Problem;
}

/** Milliseconds of silence before a cell is looked at. */
const PAUSE_MS = 400;

/** Underlines in all editors that are cells of our kernel's notebooks. */
export function underlineProblems(tracker: NotebookTracker, editors: EditorExtensions, code: CodeMirror): void {
  const show = code.StateEffect.define();
  const field = code.StateField.define({
    create: () => code.Decoration.none,
    update: (marks: Marks, { changes, effects }: Transaction) => {
      for (const effect of effects) if (effect.is(show)) return marksOf(effect.value, code);
      return marks.map(changes);
    },
    provide: (own: unknown) => code.EditorView.decorations.from(own),
  });
  const watchers = new Set<Watcher>();
  const watcher = code.ViewPlugin.define((view) => {
    const made = new Watcher(view, tracker, (marks) => view.dispatch({ effects: show.of(marks) }));
    watchers.add(made);
    return {
      update: (update: Update) => made.update(update),
      destroy: () => {
        watchers.delete(made);
        made.end();
      },
    };
  });
  const extension = [field, watcher, tooltips(field, code), code.EditorView.baseTheme(looks)];
  editors.addExtension({
    name: 'kernelab:problems',
    factory: () => ({ instance: () => extension, reconfigure: () => null }),
  });
  // What a cell mentions may be there now.
  const follow = ({ sessionContext }: NotebookPanel): void => {
    const listen = (): void =>
      sessionContext.session?.kernel?.statusChanged.connect((_, status) => {
        if (status === 'idle') for (const each of watchers) each.again();
      });
    void sessionContext.ready.then(listen);
    sessionContext.kernelChanged.connect(listen);
  };
  tracker.forEach(follow);
  tracker.widgetAdded.connect((_, panel) => follow(panel));
}

/** Looks after one editor. */
class Watcher {
  readonly #view: EditorView;
  readonly #tracker: NotebookTracker;
  readonly #show: (marks: Marked[]) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown = 0;
  /** Counts the questions: an answer that comes later than the next question is not shown. */
  #asked = 0;

  constructor(view: EditorView, tracker: NotebookTracker, show: (marks: Marked[]) => void) {
    [this.#view, this.#tracker, this.#show] = [view, tracker, show];
  }

  update({ docChanged, focusChanged, view }: Update): void {
    if (docChanged || (focusChanged && view.hasFocus)) this.#soon();
  }

  /** The kernel has run something: what was underlined, and the cell somebody is in, may be right now. */
  again(): void {
    if (this.#shown > 0 || this.#view.hasFocus) this.#soon();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#asked++;
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#look().catch((error: unknown) => console.warn('kernelab: a cell could not be checked.', error));
    }, PAUSE_MS);
  }

  async #look(): Promise<void> {
    const place = cellOf(this.#view, this.#tracker);
    if (place === undefined) return;
    const number = ++this.#asked;
    const { doc } = this.#view.state;
    const reply = await ask(place.kernel, 'kernelab_problems_request', { code: doc.toString(), others: place.others });
    if (number !== this.#asked || this.#view.state.doc !== doc) return;
    const problems = (reply['problems'] as Problem[] | undefined) ?? [];
    this.#shown = problems.length;
    this.#show(problems.map((problem) => placed(problem, doc)));
  }
}

/** The kernel of an editor's notebook and the texts of the other cells; undefined for another kernel's, and for what is no code cell. */
function cellOf(view: EditorView, tracker: NotebookTracker): { kernel: Kernel; others: string[] } | undefined {
  let found: { kernel: Kernel; others: string[] } | undefined;
  tracker.forEach(({ content, sessionContext }) => {
    const kernel = sessionContext.session?.kernel;
    if (found !== undefined || !kernel?.name.startsWith('kernelab')) return;
    const isOwn = (cell: CodeCell): boolean => cell.model.type === 'code' && cell.editor?.editor === view;
    if (!content.widgets.some(isOwn)) return;
    const others = content.widgets.filter((cell) => cell.model.type === 'code' && !isOwn(cell));
    found = { kernel, others: others.map(({ model }) => model.sharedModel.getSource()) };
  });
  return found;
}

function placed(problem: Problem, doc: Doc): Marked {
  const line = doc.line(Math.min(Math.max(problem.line, 1), doc.lines));
  const from = Math.min(line.from + problem.column - 1, line.to);
  const to = Math.min(from + problem.length, line.to);
  // At the end of a line there is nothing to underline but the sign before it.
  return from < to ? { from, to, problem } : { from: Math.max(line.from, from - 1), to: from, problem };
}

function marksOf(marked: readonly Marked[], { Decoration }: CodeMirror): Marks {
  const visible = marked.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  return Decoration.set(
    visible.map(({ from, to, problem }) =>
      Decoration.mark({ class: `kernelab-problem kernelab-${problem.kind}`, problem }).range(from, to),
    ),
  );
}

/** What is said of the place under the mouse. */
function tooltips(field: unknown, code: CodeMirror): unknown {
  return code.hoverTooltip(({ state }, at) => {
    const here: { from: number; to: number; problem: Problem }[] = [];
    (state.field(field) as Marks).between(at, at, (from, to, { spec }) => {
      here.push({ from, to, problem: spec.problem });
    });
    if (here.length === 0) return null;
    const create = (): { dom: HTMLElement } => {
      const dom = document.createElement('div');
      dom.className = 'kernelab-problem-text';
      for (const { problem } of here) {
        const part = dom.appendChild(document.createElement('div'));
        part.className = `kernelab-is-${problem.kind}`;
        part.textContent = problem.message;
      }
      return { dom };
    };
    return {
      pos: Math.min(...here.map(({ from }) => from)),
      end: Math.max(...here.map(({ to }) => to)),
      above: true,
      create,
    };
  });
}

const wave = (color: string): object => ({
  textDecoration: `underline wavy ${color}`,
  textDecorationSkipInk: 'none',
  textUnderlineOffset: '3px',
});
const looks = {
  '.kernelab-error': wave('var(--jp-error-color1, #d32f2f)'),
  '.kernelab-warning': wave('var(--jp-warn-color1, #f57c00)'),
  '.kernelab-unused': { opacity: '0.6', textDecoration: 'underline dotted', textUnderlineOffset: '3px' },
  '.cm-tooltip .kernelab-problem-text': {
    maxWidth: 'min(640px, 90vw)',
    padding: '6px 10px',
    font: 'var(--jp-ui-font-size1, 13px)/1.45 var(--jp-ui-font-family, sans-serif)',
    color: 'var(--jp-ui-font-color1)',
    background: 'var(--jp-layout-color1)',
    whiteSpace: 'pre-wrap',
  },
  '.kernelab-problem-text > div': {
    borderLeft: '3px solid var(--jp-border-color1)',
    paddingLeft: '8px',
    margin: '3px 0',
  },
  '.kernelab-problem-text > .kernelab-is-error': { borderLeftColor: 'var(--jp-error-color1, #d32f2f)' },
  '.kernelab-problem-text > .kernelab-is-warning': { borderLeftColor: 'var(--jp-warn-color1, #f57c00)' },
};
