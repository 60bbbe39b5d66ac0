/**
 * @file The start page in JupyterLab: a tab, a command in the palette and a card in the launcher. `npm start` opens it by
 * itself (the server says so by the page's option `kernelabStart`) where no notebook is open.
 */
import type { Application, Launcher, PageConfig, Palette, Widget, WidgetClass } from './jupyter.ts';
import { foldIfNarrow } from '../narrow.ts';
import { findLabs, progressOf, remember, remembered, type LabFacts, type Language } from './labs.ts';
import { drawPage, type PageActions, type PageState } from './page.ts';
import { words } from './words.ts';
import css from './start.css';

const command = 'kernelab:start';
const chosenLanguage = 'kernelab:language';
/** Waits so long after a file was saved: a notebook that runs is saved often. */
const CALM_MS = 1500;

/** What the page is made of. */
export interface StartParts {
  app: Application;
  Widget: WidgetClass;
  pageConfig: PageConfig;
  palette: Palette | null;
  launcher: Launcher | null;
  /** Where the extension's files lie, with a slash at the end. */
  base: string;
}

/** Adds the page's command, and opens the page where it was asked for and nothing else is open. */
export function offerStartPage(parts: StartParts): void {
  const { app, palette, launcher } = parts;
  let open: StartPage | undefined;
  const show = (): void => {
    if (open === undefined || open.widget.isDisposed) {
      open = new StartPage(parts);
      app.shell.add(open.widget, 'main');
    }
    app.shell.activateById(open.widget.id);
  };
  const label = (): string => words[languageOf(parts.pageConfig)].command;
  app.commands.addCommand(command, { label, caption: label, execute: show });
  palette?.addItem({ command, category: 'kernelab' });
  launcher?.add({ command, category: 'kernelab', rank: 0 });
  // An address that names a file is opened for that file, which comes after what was open before.
  if (parts.pageConfig.getOption('kernelabStart') !== 'true' || parts.pageConfig.getOption('treePath') !== '') return;
  void app.restored.then(async () => {
    const { contents } = app.serviceManager;
    if ((await findLabs(contents, 'ko')).size + (await findLabs(contents, 'en')).size === 0) return;
    const others = [...app.shell.widgets('main')];
    if (others.some((widget) => !isLauncher(widget))) return;
    show();
    for (const widget of others) widget.dispose();
  });
}

function isLauncher(widget: Widget): boolean {
  return widget.id.startsWith('launcher');
}

/** The one that was chosen here, else the server's, else the browser's. */
export function languageOf(pageConfig: PageConfig): Language {
  const chosen = remembered(chosenLanguage);
  if (chosen === 'ko' || chosen === 'en') return chosen;
  const given = pageConfig.getOption('kernelabLanguage') || navigator.language;
  return given.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

class StartPage {
  readonly widget: Widget;
  readonly #parts: StartParts;
  readonly #state: PageState;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the readings: an older one that ends later is not shown. */
  #reading = 0;

  constructor(parts: StartParts) {
    this.#parts = parts;
    const language = languageOf(parts.pageConfig);
    this.#state = { language, labs: [], places: new Map(), progress: new Map(), hasExercises: false };
    const widget = new parts.Widget();
    widget.id = 'kernelab-start';
    widget.addClass('kernelab-start');
    widget.title.label = words[language].tab;
    widget.title.caption = words[language].command;
    widget.title.closable = true;
    widget.node.tabIndex = -1;
    this.widget = widget;
    addStyle();
    parts.app.serviceManager.contents.fileChanged.connect((_, { newValue }) => {
      if (newValue?.path?.endsWith('.ipynb') ?? true) this.#readSoon();
    });
    void this.#begin();
  }

  async #begin(): Promise<void> {
    try {
      const reply = await fetch(`${this.#parts.base}labs/labs.json`);
      if (reply.ok) this.#state.labs = (await reply.json()) as LabFacts[];
    } catch {
      // The page says that the list is missing.
    }
    this.#draw();
    await this.#read();
  }

  #readSoon(): void {
    clearTimeout(this.#timer);
    if (this.widget.isDisposed) return;
    this.#timer = setTimeout(() => void this.#read(), CALM_MS);
  }

  /** Which labs are here, and how far each is; shown as it comes. */
  async #read(): Promise<void> {
    const reading = ++this.#reading;
    const { contents } = this.#parts.app.serviceManager;
    const places = await findLabs(contents, this.#state.language);
    const isOld = (): boolean => reading !== this.#reading || this.widget.isDisposed;
    if (isOld()) return;
    this.#state.places = places;
    this.#state.hasExercises = await isFolder(this.#parts.app, 'exercises');
    if (isOld()) return;
    this.#draw();
    const progress = new Map(this.#state.progress);
    for (const [name, place] of places) {
      try {
        progress.set(name, await progressOf(contents, place));
      } catch {
        progress.delete(name); // moved meanwhile
      }
      if (isOld()) return;
      this.#state.progress = progress;
    }
    this.#draw();
  }

  #draw(): void {
    if (!this.widget.isDisposed) drawPage(this.widget.node, this.#state, this.#actions);
  }

  readonly #actions: PageActions = {
    open: (path) => {
      void this.#parts.app.commands.execute('docmanager:open', { path, factory: 'Notebook' });
      foldIfNarrow(this.#parts.app.shell);
    },
    openExercises: () => void this.#parts.app.commands.execute('filebrowser:go-to-path', { path: '/exercises' }),
    choose: (language) => {
      remember(chosenLanguage, language);
      this.#state.language = language;
      this.#state.progress = new Map();
      this.widget.title.caption = words[language].command;
      this.#draw();
      void this.#read();
    },
    beside: (file) => this.#parts.base + file,
  };
}

async function isFolder(app: Application, path: string): Promise<boolean> {
  try {
    return (await app.serviceManager.contents.get(path, { content: false })).type === 'directory';
  } catch {
    return false;
  }
}

function addStyle(): void {
  if (document.getElementById('kernelab-start-style')) return;
  const style = document.createElement('style');
  style.id = 'kernelab-start-style';
  style.textContent = css;
  document.head.append(style);
}
