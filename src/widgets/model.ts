/**
 * @file The common part of all widgets: a state that is shared with the front end over a comm, and what is done when it
 * changes. What kinds of widgets there are, their options say in the files beside this one.
 */
import {
  checkRule,
  describe,
  didYouMean,
  nearestName,
  readOptions,
  type OptionSpec,
  type Rule,
} from '../arguments/index.ts';
import {
  displaySymbol,
  notebookHost,
  type Comm,
  type CommReceived,
  type Displayable,
  type MimeBundle,
  type Shown,
} from '../display/index.ts';
import { ValueError } from '../errors/index.ts';
import { noticeFrontEnd } from './front-end.ts';
import { escaped } from './html.ts';
import { camelCase, packed, snakeCase, unpacked, type Packed, type Path } from './wire.ts';

/** The npm packages in which front ends have the other half of widgets, and their versions. */
const MODULES = {
  controls: ['@jupyter-widgets/controls', '2.0.0'],
  base: ['@jupyter-widgets/base', '2.0.0'],
  output: ['@jupyter-widgets/output', '1.0.0'],
  anywidget: ['anywidget', '~0.11.*'],
} as const;

export type ModuleName = keyof typeof MODULES;

/** The comm target of widgets, and the version of what is said over it. */
const TARGET = 'jupyter.widget';
const PROTOCOL = '2.1.0';

/** What changed in a widget. */
export interface Change<Value = unknown> {
  /** The name of the property. */
  readonly name: string;
  /** Its value before. */
  readonly old: Value;
  /** Its value now. */
  readonly new: Value;
  /** The widget. */
  readonly owner: Widget;
}

/** What is called when a widget changes. */
export type Listener<Value = unknown> = (change: Change<Value>) => unknown;

interface Observer {
  readonly listener: Listener;
  /** Undefined: all. */
  readonly names: readonly string[] | undefined;
  /** Belongs to the library: it shows its output where it wants to. */
  readonly isOurs: boolean;
}

/** What all widgets of a kind have in common. `O`: their options. */
export interface Kind<O extends object> {
  /** Its name here, in messages: `IntSlider`. */
  readonly name: string;
  readonly module: ModuleName;
  /** The front end's names (default: made of `name`); null: nothing is seen of it. */
  readonly model?: string;
  readonly view?: string | null;
  readonly spec: OptionSpec<O, unknown>;
  /** Checks options against each other and fills in what follows from them. `changed`: what was given or set. */
  readonly settle?: (values: O, changed: ReadonlySet<string>, who: string) => O;
  /** Changed options in the front end's fields (default: the same in snake case). */
  readonly toWire?: (values: Partial<O>, all: O) => Record<string, unknown>;
  /** The other direction, for what the front end changes. */
  readonly fromWire?: (state: Record<string, unknown>, all: O) => Partial<O>;
  /** Fields that the front end has beside the options. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** Options that can be given and not be changed later. */
  readonly constant?: readonly string[];
}

type Values = Record<string, unknown>;

/** Open widgets by their ids, in the order they were made. */
const open = new Map<string, Widget>();

/** A widget: its properties can be read and set, and the page follows; `observe` calls back when somebody moves it. */
export class Widget implements Displayable {
  /**
   * The name that the page knows it by.
   * @ko 페이지에서 이 위젯을 부르는 이름입니다.
   */
  readonly id: string = crypto.randomUUID().replaceAll('-', '');
  readonly #kind: Kind<Values>;
  #values: Values;
  #observers: Observer[] = [];
  #custom: ((content: unknown, buffers: readonly Uint8Array[]) => unknown)[] = [];
  #comm: Comm | undefined;
  #root: Root | undefined;
  /** Boxes that it stands in. */
  readonly #parents = new Set<Widget>();

  constructor(kind: Kind<never>, given: object | undefined) {
    this.#kind = kind as unknown as Kind<Values>;
    const who = this.who;
    const values = { ...readOptions(who, given as Values | undefined, this.#kind.spec) };
    const changed = new Set(Object.keys(given ?? {}).filter((name) => (given as Values)[name] !== undefined));
    this.#values = this.#kind.settle?.(values, changed, who) ?? values;
    this.#open();
  }

  /** What messages call it. */
  get who(): string {
    return `widgets.${this.#kind.name}`;
  }

  /** The value of a property. @throws ValueError for an unknown one */
  read(name: string): unknown {
    this.#known(name);
    return this.#values[name];
  }

  /** Whether the page has this property with the same values (of choices it knows only the places). */
  hasOnPage(name: string): boolean {
    const field = snakeCase(name);
    return Object.is(this.#toWire([name])[field], this.#values[name]);
  }

  /** Sets properties, all in one message. @throws ValueError for an unknown property, or a value that it does not take */
  write(changes: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(changes)) {
      this.#known(name);
      if (this.#kind.constant?.includes(name)) {
        throw new ValueError({
          who: this.who,
          rule: { en: `${name} is given when the widget is made`, ko: `${name}은 위젯을 만들 때 정합니다` },
          received: `${name} = ${describe(value)}`,
        });
      }
      const rule = (this.#kind.spec.rules as Readonly<Record<string, Rule<unknown>>>)[name];
      if (rule && value !== undefined) checkRule(this.who, name, value, rule);
    }
    const made = this.#change(changes);
    this.#send(this.#toWire(made.names));
    for (const change of made.changes) for (const { listener } of this.#listeners(change.name)) listener(change);
  }

  /** Ends what `watch` with the same function began. */
  unwatch(listener: Listener): void {
    this.#observers = this.#observers.filter((each) => each.listener !== listener);
  }

  /** Calls `listener` at every change. What is the library's own (`isOurs`) runs where it is, the user's beside the widget. */
  watch(listener: Listener, names: string | readonly string[] | undefined, isOurs = true): void {
    if (typeof listener !== 'function') {
      throw new ValueError({
        who: `${this.who}.observe`,
        rule: { en: 'the first argument is a function', ko: '첫 번째 인수는 함수입니다' },
        received: describe(listener),
      });
    }
    const list = names === undefined ? undefined : [names].flat();
    for (const name of list ?? []) this.#known(name);
    this.#observers.push({ listener, names: list, isOurs });
  }

  /** Calls `listener` with what the page sends beside the state (a click, an own widget's `model.send`). */
  protected hear(listener: (content: unknown, buffers: readonly Uint8Array[]) => unknown): void {
    this.#custom.push(listener);
  }

  /** Sends something beside the state. */
  protected tell(content: unknown, buffers: readonly Uint8Array[] = []): void {
    this.#comm?.send({ method: 'custom', content }, { buffers });
  }

  /**
   * Takes the widget away from the page.
   * @ko 페이지에서 위젯을 없앱니다.
   */
  close(): void {
    this.#comm?.close();
    this.#forget();
  }

  /** Its fields as a notebook stores them. */
  saved(): Packed {
    const fields = this.#toWire(this.#kind.spec.names);
    return this.#packed({ ...this.#identity(), ...this.#kind.fixed, ...fields });
  }

  /** Runs code of the user's for this widget: what it shows comes below it. */
  async runBeside(body: () => unknown): Promise<void> {
    const host = notebookHost();
    const root = this.#shownIn();
    if (!host?.asCell || !root) {
      await body();
      return;
    }
    await host.asCell(body, root.sink);
    root.flush();
  }

  /** A still picture of it as HTML, for pages without a front end for widgets. */
  html(): string {
    const { name, spec } = this.#kind;
    const label = this.#values['description'];
    const title = typeof label === 'string' && label !== '' ? label : name;
    const value = this.#values['value'];
    const shown =
      !spec.names.includes('value') || value === '' ? '' : typeof value === 'string' ? value : describe(value);
    return `<div>${escaped(shown === '' ? title : `${title}: ${shown}`)}</div>`;
  }

  /** Its kind and what it holds, in a line. */
  toString(): string {
    const shown = ['value', 'index', 'description', 'min', 'max', 'options']
      .filter(
        (name) => this.#kind.spec.names.includes(name) && this.#values[name] !== undefined && this.#values[name] !== '',
      )
      .map((name) => `${name}: ${describe(this.#values[name])}`);
    return `${this.#kind.name}(${shown.join(', ')})`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  [displaySymbol](): MimeBundle | Promise<MimeBundle> {
    const isLive = notebookHost()?.openComm !== undefined;
    this.#root ??= isLive ? rootOf(this) : undefined;
    return {
      ...(this.#root ? { 'application/vnd.jupyter.widget-view+json': viewOf(this.#root.widget) } : {}),
      'text/html': this.html(),
      'text/plain': this.toString(),
    };
  }

  /** The root under which it is on a page, if it is. */
  #shownIn(seen = new Set<Widget>()): Root | undefined {
    if (this.#root) return this.#root;
    if (seen.has(this)) return undefined;
    seen.add(this);
    for (const parent of this.#parents) {
      const root = parent.#shownIn(seen);
      if (root) return root;
    }
    return undefined;
  }

  /** Takes changes in; what they are and which properties they touch. */
  #change(given: Readonly<Record<string, unknown>>): { changes: Change[]; names: string[] } {
    const before = this.#values;
    const next = { ...before, ...given };
    this.#values = this.#kind.settle?.(next, new Set(Object.keys(given)), this.who) ?? next;
    const names = this.#kind.spec.names.filter((name) => !Object.is(before[name], this.#values[name]));
    const changes = names.map((name) => ({ name, old: before[name], new: this.#values[name], owner: this }));
    return { changes, names };
  }

  #listeners(name: string): Observer[] {
    return this.#observers.filter(({ names }) => names?.includes(name) ?? true);
  }

  #known(name: string): void {
    const { names } = this.#kind.spec;
    if (names.includes(name)) return;
    const near = nearestName(name, names);
    throw new ValueError({
      who: this.who,
      rule: { en: 'there is no such property', ko: '그런 속성이 없습니다' },
      received: describe(name),
      hint:
        near === undefined
          ? { en: `It has ${names.join(', ')}.`, ko: `있는 속성: ${names.join(', ')}` }
          : didYouMean(near),
    });
  }

  #identity(): Record<string, unknown> {
    const { name, module, model = `${name}Model`, view = `${name}View` } = this.#kind;
    const [packageName, version] = MODULES[module];
    return {
      _model_module: packageName,
      _model_module_version: version,
      _model_name: model,
      _view_module: packageName,
      _view_module_version: version,
      _view_name: view,
    };
  }

  #toWire(names: readonly string[]): Record<string, unknown> {
    const some = Object.fromEntries(names.map((name) => [name, this.#values[name]]));
    const { toWire } = this.#kind;
    if (toWire) return toWire(some, this.#values);
    return Object.fromEntries(Object.entries(some).map(([name, value]) => [snakeCase(name), value]));
  }

  #packed(state: Readonly<Record<string, unknown>>): Packed {
    return packed(this.who, state, (value): value is Widget => {
      if (!(value instanceof Widget)) return false;
      if (value.#kind.module !== 'base') value.#parents.add(this);
      return true;
    });
  }

  #open(): void {
    const host = notebookHost();
    // Also without a page: what cannot be sent is refused where it is made.
    const { state, paths, buffers } = this.saved();
    if (!host?.openComm) return;
    answerControl();
    const data = { state, buffer_paths: paths };
    this.#comm = host.openComm(TARGET, data, { id: this.id, buffers, metadata: { version: PROTOCOL } });
    this.#comm.onMessage((message) => this.#receive(message));
    noticeFrontEnd(this.#comm);
    this.#comm.onClose(() => this.#forget());
    open.set(this.id, this);
  }

  #forget(): void {
    open.delete(this.id);
    this.#comm = undefined;
  }

  #send(fields: Readonly<Record<string, unknown>>): void {
    if (!this.#comm || Object.keys(fields).length === 0) return;
    const { state, paths, buffers } = this.#packed(fields);
    this.#comm.send({ method: 'update', state, buffer_paths: paths }, { buffers });
  }

  async #receive({ data, buffers }: CommReceived): Promise<void> {
    const { method } = data;
    if (method === 'update') return this.#updated(data, buffers);
    if (method === 'request_state') {
      const { state, paths, buffers: own } = this.saved();
      this.#comm?.send({ method: 'update', state, buffer_paths: paths }, { buffers: own });
    } else if (method === 'custom') {
      for (const listener of this.#custom) await listener(data['content'], buffers);
    } else {
      throw new ValueError({
        who: this.who,
        rule: {
          en: 'a message of a widget is update, request_state or custom',
          ko: '위젯 메시지에 쓸 수 있는 것: update, request_state, custom',
        },
        received: describe(method),
      });
    }
  }

  /** Somebody moved it. */
  async #updated(data: Readonly<Record<string, unknown>>, buffers: readonly Uint8Array[]): Promise<void> {
    const state = (data['state'] ?? {}) as Record<string, unknown>;
    const paths = (data['buffer_paths'] ?? []) as Path[];
    const whole = unpacked(state, paths, buffers);
    const { fromWire, spec, constant = [] } = this.#kind;
    const own = fromWire
      ? fromWire(whole, this.#values)
      : Object.fromEntries(Object.entries(whole).map(([name, value]) => [camelCase(name), value]));
    const known: Values = {};
    for (const [name, value] of Object.entries(own)) {
      const rule = (spec.rules as Readonly<Record<string, Rule<unknown>>>)[name];
      // What the page alone knows of (how often it is shown) is not ours; other widgets it cannot change.
      if (!Object.hasOwn(spec.rules as object, name) || constant.includes(name) || isReference(value)) continue;
      if (rule) checkRule(this.who, name, value, rule);
      known[name] = value;
    }
    // Other pages of the same notebook follow.
    const echo = Object.fromEntries(Object.entries(state).filter(([name]) => !paths.some(([first]) => first === name)));
    this.#comm?.send({ method: 'echo_update', state: echo, buffer_paths: [] });
    const { changes, names } = this.#change(known);
    // What follows from the change, beyond what the page has set itself.
    const more = names.filter((name) => !Object.hasOwn(known, name) || !Object.is(known[name], this.#values[name]));
    this.#send(this.#toWire(more));
    for (const change of changes) {
      for (const { listener, isOurs } of this.#listeners(change.name)) {
        if (isOurs) await listener(change);
        else await this.runBeside(() => listener(change));
      }
    }
  }
}

function isReference(value: unknown): boolean {
  return [value].flat().some((each) => typeof each === 'string' && each.startsWith('IPY_MODEL_'));
}

/** A widget as a page shows it: with a place below it for what its callbacks show. */
export interface Root {
  readonly widget: Widget;
  readonly sink: (shown: Shown) => boolean | void;
  /** Sends what is waiting. */
  readonly flush: () => void;
}

let makeRoot: ((widget: Widget) => Root) | undefined;

/** Says how roots are made: of boxes and outputs, which are widgets themselves. */
export function setRoots(make: (widget: Widget) => Root): void {
  makeRoot = make;
}

function rootOf(widget: Widget): Root | undefined {
  return makeRoot?.(widget);
}

function viewOf(widget: Widget): Record<string, unknown> {
  return { model_id: widget.id, version_major: 2, version_minor: 0 };
}

let answering: ReturnType<typeof notebookHost>;

/** A page that is loaded again asks for all widgets at once. */
function answerControl(): void {
  const host = notebookHost();
  if (answering === host) return;
  answering = host;
  host?.onCommOpen?.('jupyter.widget.control', (comm) =>
    comm.onMessage(({ data }) => {
      if (data['method'] !== 'request_states') {
        throw new ValueError({
          who: 'widgets',
          rule: { en: 'the control comm takes request_states', ko: '제어 comm에 쓸 수 있는 것: request_states' },
          received: describe(data['method']),
        });
      }
      const all = [...open.values()].map((widget) => [widget, widget.saved()] as const);
      const states = Object.fromEntries(
        all.map(([{ id }, { state }]) => [
          id,
          {
            model_name: state['_model_name'],
            model_module: state['_model_module'],
            model_module_version: state['_model_module_version'],
            state,
          },
        ]),
      );
      const paths = all.flatMap(([{ id }, { paths: own }]) => own.map((path) => [id, ...path]));
      const buffers = all.flatMap(([, { buffers: own }]) => own);
      comm.send({ method: 'update_states', states, buffer_paths: paths }, { buffers });
    }),
  );
}
