/**
 * @file The state of a notebook's widgets, as a front end would have stored it in `metadata.widgets`: gathered from the comms of a
 * run, so that pages show the widgets of a notebook that ran without a page.
 */
import type { Published } from './connection.ts';

type Fields = Record<string, unknown>;

interface Model {
  state: Fields;
  /** Bytes by the paths to where they belong. */
  readonly buffers: Map<string, Uint8Array>;
}

/** The type of what is stored. */
const STATE = 'application/vnd.jupyter.widget-state+json';

/** Follows the widgets of a run. */
export class WidgetStates {
  readonly #models = new Map<string, Model>();

  /** Takes in a message of a comm; others change nothing. */
  add({ type, content, buffers = [] }: Published): void {
    const id = content['comm_id'];
    if (typeof id !== 'string') return;
    const { state, method, buffer_paths: paths = [] } = (content['data'] ?? {}) as Fields;
    if (type === 'comm_close') this.#models.delete(id);
    if (type === 'comm_open' && content['target_name'] === 'jupyter.widget') {
      this.#models.set(id, { state: {}, buffers: new Map() });
    } else if (type !== 'comm_msg' || method !== 'update') {
      return;
    }
    const model = this.#models.get(id);
    if (!model || typeof state !== 'object' || state === null) return;
    for (const name of Object.keys(state)) {
      for (const path of model.buffers.keys())
        if ((JSON.parse(path) as unknown[])[0] === name) model.buffers.delete(path);
    }
    model.state = { ...model.state, ...state };
    (paths as unknown[]).forEach((path, i) => {
      if (buffers[i]) model.buffers.set(JSON.stringify(path), buffers[i]);
    });
  }

  /** What belongs into the notebook's metadata; undefined: there are no widgets. */
  stored(): Fields | undefined {
    if (this.#models.size === 0) return undefined;
    const state = Object.fromEntries([...this.#models].map(([id, model]) => [id, storedModel(model)]));
    return { [STATE]: { version_major: 2, version_minor: 0, state } };
  }
}

function storedModel({ state, buffers }: Model): Fields {
  const { _model_name: model_name, _model_module: model_module, _model_module_version: model_module_version } = state;
  const bytes = [...buffers].map(([path, data]) => ({
    encoding: 'base64',
    path: JSON.parse(path) as unknown,
    data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
  }));
  return { model_name, model_module, model_module_version, state, ...(bytes.length > 0 ? { buffers: bytes } : {}) };
}
