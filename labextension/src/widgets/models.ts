/**
 * @file The widgets of an exported page: their states as the notebook stored them, what listens to them, and the links between
 * them. No kernel is behind them; what they do among themselves works.
 */

type Fields = Record<string, unknown>;
type Listener = (...args: unknown[]) => void;

/** What a notebook stores of a widget. */
export interface StoredModel {
  readonly model_name: string;
  readonly state: Fields;
  readonly buffers?: readonly { readonly path: readonly (string | number)[]; readonly data: string }[];
}

/** A widget, with the part of Backbone's manners that own widgets (anywidget) use. */
export class Model {
  readonly name: string;
  readonly #state: Fields;
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor({ model_name, state, buffers = [] }: StoredModel) {
    this.name = model_name;
    this.#state = structuredClone(state);
    for (const { path, data } of buffers) put(this.#state, path, new DataView(bytesOf(data).buffer));
  }

  get(name: string): unknown {
    return this.#state[name];
  }

  text(name: string): string {
    const value = this.#state[name];
    return typeof value === 'string' ? value : '';
  }

  number(name: string, fallback = 0): number {
    const value = this.#state[name];
    return typeof value === 'number' ? value : fallback;
  }

  set(name: string | Fields, value?: unknown): void {
    const changes = typeof name === 'string' ? { [name]: value } : name;
    const names = Object.keys(changes).filter((each) => !Object.is(this.#state[each], changes[each]));
    Object.assign(this.#state, changes);
    for (const each of names) this.#emit(`change:${each}`, this, this.#state[each]);
    if (names.length > 0) this.#emit('change', this);
  }

  /** There is nobody to be told. */
  save_changes(): void {}
  send(): void {}

  on(events: string, listener: Listener): void {
    for (const event of events.split(' ')) {
      const set = this.#listeners.get(event) ?? new Set();
      this.#listeners.set(event, set.add(listener));
    }
  }

  off(events?: string | null, listener?: Listener | null): void {
    for (const event of events?.split(' ') ?? Array.from(this.#listeners.keys())) {
      if (listener) this.#listeners.get(event)?.delete(listener);
      else this.#listeners.delete(event);
    }
  }

  #emit(event: string, ...args: unknown[]): void {
    for (const listener of Array.from(this.#listeners.get(event) ?? [])) listener(...args);
  }
}

/** All widgets of a page. */
export class Models {
  readonly #models: ReadonlyMap<string, Model>;

  constructor(stored: Readonly<Record<string, StoredModel>>) {
    this.#models = new Map(Object.entries(stored).map(([id, each]) => [id, new Model(each)]));
    for (const model of this.#models.values()) this.#join(model);
  }

  /** The widget that a state means by `IPY_MODEL_…`, or one with that id. */
  find(reference: unknown): Model | undefined {
    return typeof reference === 'string' ? this.#models.get(reference.replace(/^IPY_MODEL_/, '')) : undefined;
  }

  /** Links keep two properties equal. */
  #join(link: Model): void {
    if (link.name !== 'LinkModel' && link.name !== 'DirectionalLinkModel') return;
    const [from, one] = this.#place(link.get('source'));
    const [to, other] = this.#place(link.get('target'));
    if (!from || !to) return;
    from.on(`change:${one}`, () => to.set(other, from.get(one)));
    if (link.name === 'LinkModel') to.on(`change:${other}`, () => from.set(one, to.get(other)));
  }

  #place(place: unknown): [model: Model | undefined, name: string] {
    const [reference, name] = Array.isArray(place) ? (place as unknown[]) : [];
    return [this.find(reference), String(name)];
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function put(state: Fields, path: readonly (string | number)[], value: DataView): void {
  let place: unknown = state;
  for (const step of path.slice(0, -1)) place = (place as Record<string | number, unknown> | undefined)?.[step];
  const last = path.at(-1);
  if (typeof place === 'object' && place !== null && last !== undefined && last !== '__proto__')
    (place as Record<string | number, unknown>)[last] = value;
}
