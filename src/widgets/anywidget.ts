/**
 * @file Own widgets: a module in JavaScript that draws, and a state that it shares with the notebook, as
 * https://anywidget.dev describes them.
 */
import {
  anything,
  checkOptions,
  describe,
  isPlainObject,
  optionNames,
  Rule,
  type OptionSpec,
} from '../arguments/index.ts';
import { ValueError } from '../errors/index.ts';
import { OwnWidget, type Properties } from './control.ts';
import type { Kind } from './model.ts';
import { guarded } from './guarded.ts';
import { escaped } from './html.ts';
import { withLooks, layoutRule, type LayoutOptions, type Layout } from './layout.ts';

/** What an own widget is made of. */
export interface AnywidgetOptions<S extends object> {
  /**
   * Its module as text: `export default { render({ model, el }) { … } }`.
   * @ko 모듈의 소스입니다: `export default { render({ model, el }) { … } }`.
   */
  esm: string;
  /**
   * Its style sheet as text.
   * @ko 스타일시트의 소스입니다.
   */
  css?: string;
  /**
   * What both sides share: `model.get('count')` there is `widget.count` here.
   * @ko 두 쪽이 함께 쓰는 상태입니다. 페이지의 `model.get('count')`가 여기서는 `widget.count`입니다.
   */
  state?: S;
  /**
   * Sizes and places: `{ width: '300px' }`.
   * @ko 크기와 자리입니다. `{ width: '300px' }`처럼 씁니다.
   */
  layout?: LayoutOptions | Layout;
  /**
   * What pages without a front end for widgets show: HTML, for example a picture.
   * @ko 위젯을 보여 줄 수 없는 페이지에 나올 HTML(예: 그림)입니다.
   */
  html?: string;
}

const known = optionNames<AnywidgetOptions<object>>()('esm css state layout html');
/** Names that each widget has itself, beside its methods. */
const FIELDS: ReadonlySet<string> = new Set(['layout', 'stateNames', 'id', 'who']);
const any = anything<unknown>({ en: 'anything JSON can hold', ko: 'JSON으로 쓸 수 있는 값' });

/** An own widget: messages beside its state. */
export class AnyWidget<S extends object> extends OwnWidget<S> {
  readonly #html: string | undefined;
  /** The names of what both sides share. */
  readonly stateNames: readonly string[];

  constructor(kind: Kind<S>, given: object | undefined, html: string | undefined) {
    super(kind, given);
    this.#html = html;
    this.stateNames = kind.spec.names.filter((name) => name !== 'layout');
  }

  /**
   * Sends something to the page, which hears it by `model.on('msg:custom', (content, buffers) => …)`.
   * @ko 페이지에 보냅니다. 페이지는 `model.on('msg:custom', …)`으로 받습니다.
   */
  send(content: unknown, buffers: readonly Uint8Array[] = []): void {
    this.tell(content, buffers);
  }

  /**
   * Calls `listener` with what the page sends by `model.send(content, undefined, buffers)`.
   * @ko 페이지가 `model.send(…)`로 보낸 것을 받을 때마다 `listener`를 부릅니다.
   */
  onMessage(listener: (content: unknown, buffers: readonly Uint8Array[]) => unknown): void {
    this.hear((content, buffers) => this.runBeside(() => listener(content, buffers)));
  }

  override html(): string {
    if (this.#html !== undefined) return this.#html;
    const state = this.stateNames.map((name) => `${name}: ${describe(this.read(name))}`);
    return `<div>${escaped(['anywidget', ...state].join(' · '))}</div>`;
  }
}

/** An own widget with its state as properties. */
export type Anywidget<S extends object> = AnyWidget<S> & Properties<S> & { layout: Layout } & S;

/**
 * A widget of one's own: a JavaScript module that draws, and the state that it shares with the notebook.
 * @throws ValueError for a module without `export default`, or a state that JSON cannot hold
 * @ko 직접 만드는 위젯입니다. 그리는 JavaScript 모듈과, 노트북과 함께 쓰는 상태로 이루어집니다.
 * @example const counter = anywidget({ esm: "export default { render({ model, el }) { … } }", state: { count: 0 } });
 */
export function anywidget<S extends object = Record<string, never>>(options: AnywidgetOptions<S>): Anywidget<S> {
  const who = 'anywidget';
  checkOptions(who, options ?? {}, known);
  const { esm, css = '', state = {} as S, layout, html } = options ?? ({} as AnywidgetOptions<S>);
  if (typeof esm !== 'string' || !/\bexport\b/.test(esm)) {
    throw new ValueError({
      who,
      rule: {
        en: 'esm is the text of a module with `export default { render({ model, el }) { … } }`',
        ko: 'esm은 `export default { render({ model, el }) { … } }`가 있는 모듈의 소스입니다',
      },
      received: describe(esm),
    });
  }
  for (const [name, value] of Object.entries({ css, ...(html === undefined ? {} : { html }) })) {
    if (typeof value === 'string') continue;
    throw new ValueError({
      who,
      rule: { en: `${name} is a text`, ko: `${name}은 문자열입니다` },
      received: describe(value),
    });
  }
  if (!isPlainObject(state)) {
    throw new ValueError({
      who,
      rule: { en: 'state is an object such as { count: 0 }', ko: 'state는 { count: 0 } 같은 객체입니다' },
      received: describe(state),
    });
  }
  const names = Object.keys(state);
  const taken = names.find((name) => FIELDS.has(name) || name in AnyWidget.prototype || name.startsWith('_'));
  if (taken !== undefined) {
    throw new ValueError({
      who,
      rule: {
        en: 'this name in state belongs to the widget itself',
        ko: 'state의 이 이름은 위젯이 이미 쓰고 있습니다',
      },
      received: `'${taken}'`,
    });
  }
  const rules: Record<string, Rule<unknown>> = { layout: layoutRule as Rule<unknown> };
  for (const name of names) rules[name] = any;
  const spec = { rules, names: ['layout', ...names], defaults: {} } as unknown as OptionSpec<S, unknown>;
  const kind: Kind<S> = {
    name: 'anywidget',
    module: 'anywidget',
    model: 'AnyModel',
    view: 'AnyView',
    spec,
    fixed: { _anywidget_id: `kernelab.${hash(esm)}`, _esm: guarded(esm), _css: css },
    settle: (values) =>
      'layout' in values && values.layout instanceof OwnWidget ? values : withLooks(values, undefined),
    // Names of one's own are the same on both sides.
    toWire: (changed) => changed,
    fromWire: (fields) => fields as Partial<S>,
  };
  class Made extends AnyWidget<S> {}
  return new Made(kind, { ...state, layout }, html) as Anywidget<S>;
}

/** Widgets with the same module are of the same kind to the page. */
function hash(text: string): string {
  let sum = 2166136261;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 16777619);
  return (sum >>> 0).toString(16);
}
