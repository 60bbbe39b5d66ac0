/**
 * @file The lab extension's door, by hand: the container that JupyterLab expects of a prebuilt extension (webpack's module
 * federation: `init` with the shared modules, `get` for ours), with two modules: renderers of figures and of pictures that answer; and
 * the plugins, which say themselves what they are for.
 */
import { FigureView, jupyterColors, type FigureJson, type PlotlyPage } from './figure-view.ts';
import { joinKernel } from './explore/connect.ts';
import { foldSides, type Lab } from './narrow.ts';
import { placeHelpLinks } from './help-links.ts';
import { pieces, type Piece } from './pieces.ts';
import { rejoinRunningCells, type NotebookTracker } from './rejoin.ts';
import type { Application, Launcher, PageConfig, Palette, WidgetClass as PlainWidgetClass } from './start/jupyter.ts';
import { languageOf, offerStartPage } from './start/start.ts';
import { offerFormat } from './format.ts';
import { underlineProblems, type CodeMirror, type EditorExtensions } from './problems.ts';

/** The parts of Lumino and JupyterLab used here; the real ones come from the page. */
interface Widget {
  readonly node: HTMLElement;
  readonly isDisposed: boolean;
  readonly isAttached: boolean;
  addClass(name: string): void;
  dispose(): void;
}
type WidgetClass = new () => Widget;
interface MimeModel {
  readonly data: Record<string, unknown>;
}
interface SharedModule {
  get(): Promise<() => unknown>;
}
type ShareScope = Record<string, Record<string, SharedModule> | undefined>;

const mimeType = 'application/vnd.plotly.v1+json';
const base = (document.currentScript as HTMLScriptElement | null)?.src.replace(/[^/]*$/, '') ?? '';
declare const PLOTLY_FILE: string;
declare const PRETTIER_FILE: string;

let shared: ShareScope = {};
/** The notebooks of this page, once JupyterLab has said which: explorers speak to their kernels. */
let sayNotebooks: (tracker: NotebookTracker | null) => void = () => {};
const notebooks = new Promise<NotebookTracker | null>((resolve) => (sayNotebooks = resolve));
let plotly: Promise<PlotlyPage> | undefined;

/** Plotly is fetched from the same server when the first figure appears. */
function loadPlotly(): Promise<PlotlyPage> {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = base + PLOTLY_FILE;
    script.addEventListener('load', () =>
      resolve((globalThis as unknown as { KernelabPlotly: PlotlyPage }).KernelabPlotly),
    );
    script.addEventListener('error', () => {
      plotly = undefined; // the next figure tries again
      reject(new Error(`${script.src} could not be loaded`));
    });
    document.head.append(script);
  });
  return plotly;
}

async function sharedModule(name: string): Promise<unknown> {
  const versions = Object.values(shared[name] ?? {});
  if (versions.length === 0) throw new Error(`JupyterLab does not share ${name}`);
  return (await versions[0]!.get())();
}

async function mimeExtension(): Promise<unknown> {
  const { Widget } = (await sharedModule('@lumino/widgets')) as { Widget: WidgetClass };

  class RenderedFigure extends Widget {
    private view: FigureView | undefined;
    private readonly themes = new MutationObserver(() => void this.view?.draw(jupyterColors(this.node)));

    constructor() {
      super();
      this.addClass('jp-RenderedPlotly');
      this.themes.observe(document.body, {
        attributes: true,
        attributeFilter: ['data-jp-theme-name', 'data-jp-theme-light'],
      });
    }

    async renderModel(model: MimeModel): Promise<void> {
      const library = await loadPlotly();
      if (this.isDisposed) return;
      this.view?.dispose();
      this.view = new FigureView(library, this.node, model.data[mimeType] as FigureJson);
      await this.view.draw(jupyterColors(this.node));
    }

    override dispose(): void {
      this.themes.disconnect();
      this.view?.dispose();
      super.dispose();
    }
  }

  class RenderedPiece extends Widget {
    private readonly piece: Piece;
    private view: ReturnType<Piece['show']> | undefined;
    private join: (() => void) | undefined;
    private leave: (() => void) | undefined;

    constructor(piece: Piece) {
      super();
      this.piece = piece;
      this.addClass('jp-RenderedPiece');
    }

    async renderModel(model: MimeModel): Promise<void> {
      this.end();
      this.view = this.piece.show(this.node, model.data[this.piece.mimeType], (id, ready) => {
        // Which notebook it stands in is known when it stands there.
        this.join = () => (this.leave ??= joinKernel(notebooks, this.node, id, ready));
        if (this.isAttached) this.join();
      });
    }

    onAfterAttach(): void {
      this.join?.();
    }

    override dispose(): void {
      this.end();
      super.dispose();
    }

    private end(): void {
      this.leave?.();
      this.leave = undefined;
      this.view?.dispose();
    }
  }

  return [
    {
      id: 'kernelab:plotly',
      description: 'Shows the figures of plt',
      rendererFactory: { safe: true, mimeTypes: [mimeType], createRenderer: () => new RenderedFigure() },
      rank: 0,
      dataType: 'json',
    },
    ...pieces.map((piece) => ({
      id: `kernelab:${piece.name}`,
      description: piece.description,
      rendererFactory: { safe: true, mimeTypes: [piece.mimeType], createRenderer: () => new RenderedPiece(piece) },
      rank: 0,
      dataType: 'json',
    })),
  ];
}

async function rejoinExtension(): Promise<unknown> {
  const { INotebookTracker } = (await sharedModule('@jupyterlab/notebook')) as { INotebookTracker: unknown };
  return {
    id: 'kernelab:rejoin',
    description: 'Shows what a running cell shows in a page that was closed meanwhile, and its pages in the Help menu',
    autoStart: true,
    optional: [INotebookTracker],
    activate: (app: Lab, tracker: NotebookTracker | null) => {
      foldSides(app);
      sayNotebooks(tracker);
      if (!tracker) return;
      rejoinRunningCells(tracker);
      placeHelpLinks(tracker, new URL('../../', base).href);
    },
  };
}

/** Other front ends (Notebook 7) share less than JupyterLab: what is missing is left out. */
async function sharedToken(name: string, token: string): Promise<unknown> {
  return shared[name] === undefined ? undefined : ((await sharedModule(name)) as Record<string, unknown>)[token];
}

async function startExtension(): Promise<unknown> {
  const { Widget } = (await sharedModule('@lumino/widgets')) as { Widget: PlainWidgetClass };
  const { PageConfig: pageConfig } = (await sharedModule('@jupyterlab/coreutils')) as { PageConfig: PageConfig };
  const palette = await sharedToken('@jupyterlab/apputils', 'ICommandPalette');
  const launcher = await sharedToken('@jupyterlab/launcher', 'ILauncher');
  const optional = [palette, launcher];
  return {
    id: 'kernelab:start',
    description: 'The start page: the labs, how far they are, where to look up',
    autoStart: true,
    optional: optional.filter((token) => token !== undefined),
    activate: (app: Application, ...given: unknown[]) => {
      const services = optional.map((token) => (token === undefined ? null : given.shift()));
      offerStartPage({
        app,
        Widget,
        pageConfig,
        palette: services[0] as Palette | null,
        launcher: services[1] as Launcher | null,
        base,
      });
    },
  };
}

/** Underlines while somebody types, and cells formatted. Where a front end lacks a part, that is left out. */
async function writingExtension(): Promise<unknown> {
  const { INotebookTracker } = (await sharedModule('@jupyterlab/notebook')) as { INotebookTracker: unknown };
  const { PageConfig: pageConfig } = (await sharedModule('@jupyterlab/coreutils')) as { PageConfig: PageConfig };
  const editors = await sharedToken('@jupyterlab/codemirror', 'IEditorExtensionRegistry');
  const palette = await sharedToken('@jupyterlab/apputils', 'ICommandPalette');
  const optional = [INotebookTracker, editors, palette];
  const Button = (await sharedToken('@jupyterlab/ui-components', 'ToolbarButton')) as
    (new (options: object) => unknown) | undefined;
  const notes = (await sharedToken('@jupyterlab/apputils', 'Notification')) as
    { warning(text: string, options: object): void } | undefined;
  return {
    id: 'kernelab:writing',
    description: 'Underlines problems in cells while they are written, and formats cells by prettier',
    autoStart: true,
    optional: optional.filter((token) => token !== undefined),
    activate: async (app: Application, ...given: unknown[]) => {
      const [tracker, extensions, list] = optional.map((token) => (token === undefined ? null : given.shift())) as [
        NotebookTracker | null,
        EditorExtensions | null,
        Palette | null,
      ];
      if (!tracker) return;
      offerFormat({
        app,
        tracker,
        palette: list,
        script: base + PRETTIER_FILE,
        warn: (text) => (notes ? notes.warning(text, { autoClose: 6000 }) : console.warn(`kernelab: ${text}`)),
        button: Button && ((options) => new Button(options)),
        language: languageOf(pageConfig),
      });
      if (!extensions || !shared['@codemirror/state'] || !shared['@codemirror/view']) return;
      const [state, view] = await Promise.all(['@codemirror/state', '@codemirror/view'].map(sharedModule));
      underlineProblems(tracker, extensions, { ...(state as object), ...(view as object) } as CodeMirror);
    },
  };
}

const modules: Readonly<Record<string, () => Promise<unknown>>> = {
  './mimeExtension': mimeExtension,
  './extension': () => Promise.all([rejoinExtension(), startExtension(), writingExtension()]),
};
const container = {
  init(scope: ShareScope): void {
    shared = scope;
  },
  async get(module: string): Promise<() => unknown> {
    const make = modules[module];
    if (make === undefined) throw new Error(`kernelab has no module ${module}`);
    const extension = await make();
    return () => ({ __esModule: true, default: extension });
  },
};
const page = globalThis as unknown as Record<string, Record<string, unknown> | undefined>;
(page['_JUPYTERLAB'] ??= {})['kernelab'] = container;
