/** @file Own widgets (anywidget) in an exported page: their module runs as it does in a notebook, on a model without a kernel. */
import type { Model } from './models.ts';

interface Piece {
  initialize?(props: object): unknown;
  render?(props: object): unknown;
}

/** Runs the widget's module; what it throws is said in its place. */
export function ownView(model: Model): HTMLElement {
  const host = document.createElement('div');
  host.className = 'kw-own';
  // What a style sheet of its own says is of it alone only by its names, as in a notebook.
  const sheet = document.createElement('style');
  sheet.textContent = model.text('_css');
  const el = document.createElement('div');
  host.append(sheet, el);
  run(model, el).catch((error: unknown) => {
    console.error(error);
    const said = document.createElement('pre');
    said.className = 'kw-error';
    said.textContent = String(error);
    host.append(said);
  });
  return host;
}

async function run(model: Model, el: HTMLElement): Promise<void> {
  const address = URL.createObjectURL(new Blob([model.text('_esm')], { type: 'text/javascript' }));
  try {
    const module = (await import(/* @vite-ignore */ address)) as { default?: unknown };
    const made = typeof module.default === 'function' ? await (module.default as () => unknown)() : module.default;
    const piece = (made ?? {}) as Piece;
    const experimental = { invoke: () => Promise.reject(new Error('There is no kernel.')) };
    await piece.initialize?.({ model, experimental });
    await piece.render?.({ model, el, experimental });
  } finally {
    URL.revokeObjectURL(address);
  }
}
