/**
 * @file How an exported page shows widgets: with the browser's own controls, each of which moves its model. What a page without a
 * kernel cannot do (buttons, uploads) stands there and cannot be used.
 */
import { ownView } from './own-view.ts';
import type { Model, Models } from './models.ts';

/** What the page has beside widgets. */
export interface Page {
  readonly models: Models;
  readonly korean: boolean;
  /** Draws a figure of Plotly. */
  figure(json: unknown, host: HTMLElement): void;
  /** Somebody moved what only a kernel would follow. */
  moved(model: Model): void;
}

type View = (model: Model, page: Page) => HTMLElement;

/** An element with a class, and what is in it. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name = '',
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (name !== '') made.className = name;
  made.append(...inside);
  return made;
}

/** Calls now and whenever one of the properties changes. */
function follow(model: Model, names: string, draw: () => void): void {
  model.on(names.replace(/\S+/g, 'change:$&'), draw);
  draw();
}

/** A control with its description before it. */
function row(model: Model, ...inside: (Node | string)[]): HTMLElement {
  const label = element('label', 'kw-row', element('span', 'kw-label', model.text('description')), ...inside);
  const disable = (): void => {
    for (const each of label.querySelectorAll<HTMLInputElement>('input, select, textarea, button'))
      each.disabled = model.get('disabled') === true;
  };
  follow(model, 'disabled', disable);
  return label;
}

function move(model: Model, page: Page, name: string, value: unknown): void {
  model.set(name, value);
  page.moved(model);
}

/** A number as d3 and Python write it by 'd', '.2f', '.3g', '.1e'. */
function formatted(value: number, format: string): string {
  const [, digits = '6', kind = 'g'] = /\.(\d+)([efg])/.exec(format) ?? [];
  if (format === 'd' || Number.isInteger(value))
    return format === 'd' ? String(Math.round(value)) : spelt(value, digits, kind);
  return spelt(value, digits, kind);
}

function spelt(value: number, digits: string, kind: string): string {
  if (kind === 'f') return value.toFixed(Number(digits));
  return kind === 'e'
    ? value.toExponential(Number(digits))
    : String(Number(value.toPrecision(Math.max(1, Number(digits)))));
}

function input(type: string, attributes: Readonly<Record<string, string>> = {}): HTMLInputElement {
  const made = element('input');
  made.type = type;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** A slider; `at` says where a value stands on it, `value` the other way. */
function slider(at: (model: Model) => number, value: (model: Model, place: number) => number): View {
  return (model, page) => {
    const handle = input('range');
    const readout = element('output', 'kw-readout');
    follow(model, 'min max step value', () => {
      for (const name of ['min', 'max', 'step'] as const) handle[name] = String(model.number(name));
      handle.value = String(at(model));
      readout.textContent =
        model.get('readout') === false ? '' : formatted(model.number('value'), model.text('readout_format'));
    });
    handle.addEventListener('input', () => move(model, page, 'value', value(model, Number(handle.value))));
    return row(model, handle, readout);
  };
}

const plainSlider = slider(
  (model) => model.number('value'),
  (_, place) => place,
);
const logSlider = slider(
  (model) => Math.log(model.number('value', 1)) / Math.log(model.number('base', 10)),
  (model, place) => model.number('base', 10) ** place,
);

function rangeSlider(model: Model, page: Page): HTMLElement {
  const ends = [input('range'), input('range')];
  const readout = element('output', 'kw-readout');
  follow(model, 'min max step value', () => {
    const value = model.get('value') as number[];
    ends.forEach((end, i) => {
      for (const name of ['min', 'max', 'step'] as const) end[name] = String(model.number(name));
      end.value = String(value[i]);
    });
    readout.textContent = value.map((each) => formatted(each, model.text('readout_format'))).join(' – ');
  });
  for (const end of ends) {
    end.addEventListener('input', () => {
      const value = ends.map((each) => Number(each.value)).sort((a, b) => a - b);
      move(model, page, 'value', value);
    });
  }
  return row(model, ...ends, readout);
}

function typed(type: string, read: (text: string) => unknown): View {
  return (model, page) => {
    const box = input(type, { placeholder: model.text('placeholder') });
    follow(model, 'value', () => {
      box.value = String(model.get('value'));
    });
    box.addEventListener('change', () => move(model, page, 'value', read(box.value)));
    return row(model, box);
  };
}

function textarea(model: Model, page: Page): HTMLElement {
  const box = element('textarea');
  box.rows = model.number('rows', 3);
  follow(model, 'value', () => {
    box.value = model.text('value');
  });
  box.addEventListener('change', () => move(model, page, 'value', box.value));
  return row(model, box);
}

function labels(model: Model): string[] {
  return (model.get('_options_labels') as string[] | undefined) ?? [];
}

function select(model: Model, page: Page): HTMLElement {
  const list = element('select', '', ...labels(model).map((label) => new Option(label)));
  if (model.name !== 'DropdownModel') list.size = model.number('rows', 5);
  follow(model, 'index', () => {
    list.selectedIndex = model.number('index', -1);
  });
  list.addEventListener('change', () => move(model, page, 'index', list.selectedIndex));
  return row(model, list);
}

function selectMultiple(model: Model, page: Page): HTMLElement {
  const list = element('select', '', ...labels(model).map((label) => new Option(label)));
  list.multiple = true;
  list.size = model.number('rows', 5);
  follow(model, 'index', () => {
    const chosen = model.get('index') as number[];
    Array.from(list.options).forEach((option, i) => {
      option.selected = chosen.includes(i);
    });
  });
  list.addEventListener('change', () => {
    move(
      model,
      page,
      'index',
      Array.from(list.selectedOptions, ({ index }) => index),
    );
  });
  return row(model, list);
}

let groups = 0;

/** Radio buttons, also in the shape of buttons. */
function oneOf(shape: string): View {
  return (model, page) => {
    const name = `kw-group-${++groups}`;
    const all = labels(model).map((text, i) => {
      const button = input('radio', { name });
      button.addEventListener('change', () => move(model, page, 'index', i));
      return { button, label: element('label', shape, button, element('span', '', text)) };
    });
    follow(model, 'index', () => {
      all.forEach(({ button }, i) => {
        button.checked = i === model.get('index');
      });
    });
    const group = element('div', 'kw-row', element('span', 'kw-label', model.text('description')));
    group.append(element('div', 'kw-group', ...all.map(({ label }) => label)));
    return group;
  };
}

function selectionSlider(model: Model, page: Page): HTMLElement {
  const handle = input('range', { min: '0', max: String(labels(model).length - 1), step: '1' });
  const readout = element('output', 'kw-readout');
  follow(model, 'index', () => {
    handle.value = String(model.number('index'));
    readout.textContent = labels(model)[model.number('index')] ?? '';
  });
  handle.addEventListener('input', () => move(model, page, 'index', Number(handle.value)));
  return row(model, handle, readout);
}

function checkbox(model: Model, page: Page): HTMLElement {
  const box = input('checkbox');
  follow(model, 'value', () => {
    box.checked = model.get('value') === true;
  });
  box.addEventListener('change', () => move(model, page, 'value', box.checked));
  return element(
    'label',
    'kw-row',
    element('span', 'kw-label'),
    box,
    element('span', '', ` ${model.text('description')}`),
  );
}

function toggle(model: Model, page: Page): HTMLElement {
  const button = element('button', 'kw-button', model.text('description'));
  button.type = 'button';
  follow(model, 'value', () => button.setAttribute('aria-pressed', String(model.get('value') === true)));
  button.addEventListener('click', () => move(model, page, 'value', model.get('value') !== true));
  return button;
}

/** What only a kernel can do. */
function still(model: Model, page: Page): HTMLElement {
  const button = element('button', 'kw-button', model.text('description'));
  button.type = 'button';
  button.disabled = true;
  button.title = page.korean ? '커널이 있어야 합니다' : 'This needs a kernel';
  return button;
}

function progress(model: Model): HTMLElement {
  const bar = element('progress');
  follow(model, 'min max value', () => {
    const min = model.number('min');
    [bar.max, bar.value] = [model.number('max', 1) - min, model.number('value') - min];
  });
  return row(model, bar);
}

function play(model: Model, page: Page): HTMLElement {
  let timer: ReturnType<typeof setInterval> | undefined;
  const [start, reset] = ['▶', '■'].map((sign) => element('button', 'kw-button', sign));
  for (const [button, en, ko] of [
    [start!, 'Play or pause', '재생·일시 정지'],
    [reset!, 'Back to the start', '처음으로'],
  ] as const) {
    button.type = 'button';
    button.ariaLabel = page.korean ? ko : en;
  }
  const pause = (): void => {
    clearInterval(timer);
    timer = undefined;
    start!.textContent = '▶';
  };
  const tick = (): void => {
    const [value, step, max] = [model.number('value'), model.number('step', 1), model.number('max')];
    const repeats = model.get('repeat') === true;
    if (value + step <= max) move(model, page, 'value', value + step);
    else if (repeats) move(model, page, 'value', model.number('min'));
    // At the end at once: whoever takes the slider then is not overtaken.
    if (!repeats && model.number('value') + step > max) pause();
  };
  start!.addEventListener('click', () => {
    if (timer !== undefined) return pause();
    start!.textContent = '❚❚';
    timer = setInterval(tick, model.number('interval', 100));
  });
  reset!.addEventListener('click', () => {
    pause();
    move(model, page, 'value', model.number('min'));
  });
  return element('div', 'kw-row', element('span', 'kw-label', model.text('description')), start!, reset!);
}

function picture(model: Model): HTMLElement {
  const made = element('img');
  let address: string | undefined;
  follow(model, 'value format width height', () => {
    if (address !== undefined) URL.revokeObjectURL(address);
    const value = model.get('value');
    if (!(value instanceof DataView)) return;
    address = URL.createObjectURL(
      new Blob([value as DataView<ArrayBuffer>], { type: `image/${model.text('format')}` }),
    );
    made.src = address;
    for (const side of ['width', 'height'] as const)
      if (model.text(side) !== '') made.style[side] = size(model.text(side));
  });
  return made;
}

function size(text: string): string {
  return /^\d+$/.test(text) ? `${text}px` : text;
}

interface Stored {
  output_type: string;
  text?: string;
  ename?: string;
  evalue?: string;
  data?: Record<string, unknown>;
}

function output(model: Model, page: Page): HTMLElement {
  const area = element('div', 'kw-output');
  follow(model, 'outputs', () => {
    area.replaceChildren();
    for (const stored of (model.get('outputs') as Stored[] | undefined) ?? []) area.append(shown(stored, page));
  });
  return area;
}

function shown({ output_type: type, text = '', ename = '', evalue = '', data = {} }: Stored, page: Page): HTMLElement {
  if (type === 'stream') return element('pre', '', text);
  if (type === 'error') return element('pre', 'kw-error', `${ename}: ${evalue}`);
  const figure = data['application/vnd.plotly.v1+json'];
  if (figure !== undefined) {
    const host = element('div');
    page.figure(figure, host);
    return host;
  }
  const png = data['image/png'];
  const html = data['text/html'] ?? data['image/svg+xml'];
  if (typeof png === 'string') {
    const made = element('img');
    made.src = `data:image/png;base64,${png}`;
    made.alt = typeof data['text/plain'] === 'string' ? data['text/plain'] : '';
    return made;
  }
  if (typeof html === 'string') return written(html);
  return element('pre', '', typeof data['text/plain'] === 'string' ? data['text/plain'] : '');
}

function written(html: string): HTMLElement {
  const made = element('div', 'jp-RenderedHTMLCommon');
  made.innerHTML = html;
  return made;
}

function markup(model: Model): HTMLElement {
  const made = element('div', 'jp-RenderedHTMLCommon');
  follow(model, 'value', () => {
    made.innerHTML = model.text('value');
  });
  return made;
}

function line(model: Model): HTMLElement {
  const made = element('div', 'kw-line');
  follow(model, 'value', () => {
    made.textContent = model.text('value');
  });
  return made;
}

function children(model: Model, page: Page): HTMLElement[] {
  return ((model.get('children') as unknown[] | undefined) ?? []).map((each) => view(page.models.find(each), page));
}

function box(direction: string): View {
  return (model, page) => element('div', `kw-box ${direction}`, ...children(model, page));
}

function folds(model: Model, page: Page): HTMLElement {
  const titles = (model.get('titles') as string[] | undefined) ?? [];
  const parts = children(model, page).map((child, i) => {
    const part = element('details', 'kw-fold', element('summary', '', titles[i] ?? String(i + 1)), child);
    part.open = i === model.get('selected_index');
    // Of pages only one is open.
    if (model.name === 'TabModel') part.name = `kw-tab-${groups}`;
    return part;
  });
  groups++;
  return element('div', 'kw-box kw-down', ...parts);
}

const number = (text: string): number => Number(text);
const same = (text: string): string => text;

const views: Readonly<Record<string, View>> = {
  IntSliderModel: plainSlider,
  FloatSliderModel: plainSlider,
  FloatLogSliderModel: logSlider,
  IntRangeSliderModel: rangeSlider,
  FloatRangeSliderModel: rangeSlider,
  SelectionSliderModel: selectionSlider,
  IntTextModel: typed('number', number),
  FloatTextModel: typed('number', number),
  BoundedIntTextModel: typed('number', number),
  BoundedFloatTextModel: typed('number', number),
  TextModel: typed('text', same),
  ColorPickerModel: typed('color', same),
  TextareaModel: textarea,
  IntProgressModel: progress,
  FloatProgressModel: progress,
  PlayModel: play,
  DropdownModel: select,
  SelectModel: select,
  SelectMultipleModel: selectMultiple,
  RadioButtonsModel: oneOf('kw-radio'),
  ToggleButtonsModel: oneOf('kw-toggle'),
  CheckboxModel: checkbox,
  ToggleButtonModel: toggle,
  ButtonModel: still,
  FileUploadModel: still,
  LabelModel: line,
  HTMLModel: markup,
  ImageModel: picture,
  OutputModel: output,
  HBoxModel: box('kw-right'),
  VBoxModel: box('kw-down'),
  BoxModel: box('kw-right'),
  GridBoxModel: box('kw-grid'),
  TabModel: folds,
  AccordionModel: folds,
  AnyModel: ownView,
};

/** Whether the page can show a widget, with all that is in it. */
export function canShow(model: Model | undefined, models: Models): boolean {
  if (!model || !Object.hasOwn(views, model.name)) return false;
  return ((model.get('children') as unknown[] | undefined) ?? []).every((each) => canShow(models.find(each), models));
}

/** A widget on the page. */
export function view(model: Model | undefined, page: Page): HTMLElement {
  if (!model || !Object.hasOwn(views, model.name)) return element('div');
  const made = views[model.name]!(model, page);
  const layout = page.models.find(model.get('layout'));
  for (const name of [
    'width',
    'height',
    'min_width',
    'max_width',
    'max_height',
    'margin',
    'padding',
    'overflow',
    'display',
    'visibility',
    'grid_template_columns',
    'grid_gap',
  ]) {
    const value = layout?.text(name);
    if (value) made.style.setProperty(name.replaceAll('_', '-'), value);
  }
  return made;
}
