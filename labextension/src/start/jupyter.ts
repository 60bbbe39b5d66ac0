/** @file The parts of JupyterLab and Lumino that the start page uses; the real ones come from the page. */

/** What a widget of Lumino has. */
export interface Widget {
  readonly node: HTMLElement;
  readonly title: { label: string; caption: string; closable: boolean };
  readonly isDisposed: boolean;
  readonly isAttached: boolean;
  readonly disposed: Signal<undefined>;
  id: string;
  addClass(name: string): void;
  dispose(): void;
}
export type WidgetClass = new () => Widget;

export interface Signal<Value> {
  connect(slot: (sender: unknown, value: Value) => void): void;
}

/** A file or folder as the contents service tells of it. */
export interface Model {
  readonly name: string;
  readonly path: string;
  readonly type: string;
  readonly last_modified: string;
  readonly content: unknown;
}

export interface Contents {
  get(path: string, options: { content: boolean }): Promise<Model>;
  readonly fileChanged: Signal<{ newValue: { path?: string } | null }>;
}

export interface Application {
  readonly restored: Promise<unknown>;
  readonly serviceManager: { readonly contents: Contents };
  readonly commands: {
    addCommand(
      id: string,
      command: { label: () => string; caption?: () => string; isEnabled?: () => boolean; execute: () => unknown },
    ): void;
    addKeyBinding(binding: { command: string; keys: string[]; selector: string }): void;
    execute(id: string, options?: object): Promise<unknown>;
  };
  readonly shell: {
    add(widget: Widget, area: 'main', options?: { mode?: string }): void;
    activateById(id: string): void;
    widgets(area: 'main'): Iterable<Widget>;
    collapseLeft?(): void;
    collapseRight?(): void;
  };
}

export interface Palette {
  addItem(item: { command: string; category: string }): void;
}

export interface Launcher {
  add(item: { command: string; category: string; rank: number }): void;
}

/** What the server wrote into the page. */
export interface PageConfig {
  getOption(name: string): string;
}
