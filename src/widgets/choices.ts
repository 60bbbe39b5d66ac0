/** @file Widgets that hold one or several of some values: dropdown, lists, radio and toggle buttons; and yes or no. */
import { anything, describe, flag, integer, isPlainObject, optionsOf, text, word } from '../arguments/index.ts';
import { ValueError } from '../errors/index.ts';
import type { Control } from './control.ts';
import type { Widget } from './model.ts';
import type { Properties } from './control.ts';
import { controlRules, seen, type ControlOptions, type SeenKind } from './seen.ts';

/** What can be chosen: values, `[label, value]` pairs, or labels with their values. */
export type Options<V> = readonly V[] | readonly (readonly [label: string, value: V])[] | Readonly<Record<string, V>>;

/** Options of a widget with one choice. */
export interface ChoiceOptions<V = unknown> extends ControlOptions {
  /**
   * What can be chosen: `['a', 'b']`, `[['one', 1], ['two', 2]]` or `{ one: 1, two: 2 }`.
   * @ko 고를 수 있는 것: `['a', 'b']`, `[['하나', 1], ['둘', 2]]`, `{ 하나: 1, 둘: 2 }`.
   */
  options?: Options<V>;
  /**
   * What is chosen. Default: the first.
   * @ko 고른 값입니다. 기본값은 첫 번째입니다.
   */
  value?: V;
}

/** Options of a list. */
export interface SelectOptions<V = unknown> extends ChoiceOptions<V> {
  /**
   * Rows that are seen at once. Default 5.
   * @ko 한 번에 보이는 줄 수입니다. 기본값 5.
   */
  rows?: number;
}

/** Options of buttons beside each other. */
export interface ToggleButtonsOptions<V = unknown> extends ChoiceOptions<V> {
  /**
   * '' (default), 'primary', 'success', 'info', 'warning' or 'danger'.
   * @ko 단추의 색: ''(기본값), 'primary', 'success', 'info', 'warning', 'danger'.
   */
  buttonStyle?: '' | 'primary' | 'success' | 'info' | 'warning' | 'danger';
}

/** Options of a list with several choices. */
export interface SelectMultipleOptions<V = unknown> extends ControlOptions {
  /**
   * What can be chosen: `['a', 'b']`, `[['one', 1], ['two', 2]]` or `{ one: 1, two: 2 }`.
   * @ko 고를 수 있는 것: `['a', 'b']`, `[['하나', 1], ['둘', 2]]`, `{ 하나: 1, 둘: 2 }`.
   */
  options?: Options<V>;
  /**
   * What is chosen: a list. Default: nothing.
   * @ko 고른 값의 리스트입니다. 기본값은 빈 리스트입니다.
   */
  value?: readonly V[];
  /**
   * Rows that are seen at once. Default 5.
   * @ko 한 번에 보이는 줄 수입니다. 기본값 5.
   */
  rows?: number;
}

/** Options of a box to tick. */
export interface CheckboxOptions extends ControlOptions {
  /**
   * Whether it is ticked. Default false.
   * @ko 체크했는지 나타냅니다. 기본값 false.
   */
  value?: boolean;
  /**
   * Whether it stands in line with other controls. Default true.
   * @ko 다른 위젯과 줄을 맞춥니다. 기본값 true.
   */
  indent?: boolean;
}

/** Options of a button that stays down. */
export interface ToggleButtonOptions extends ControlOptions {
  /**
   * Whether it is down. Default false.
   * @ko 눌려 있는지 나타냅니다. 기본값 false.
   */
  value?: boolean;
  /**
   * The name of a Font Awesome icon, such as 'check'.
   * @ko 아이콘 이름입니다. 예: 'check'.
   */
  icon?: string;
  /**
   * '' (default), 'primary', 'success', 'info', 'warning' or 'danger'.
   * @ko 단추의 색: ''(기본값), 'primary', 'success', 'info', 'warning', 'danger'.
   */
  buttonStyle?: '' | 'primary' | 'success' | 'info' | 'warning' | 'danger';
}

/** Labels beside their values. */
function pairsOf(options: Options<unknown>): [label: string, value: unknown][] {
  if (isPlainObject(options)) return Object.entries(options);
  const list = options as readonly unknown[];
  const arePairs = list.length > 0 && list.every((each) => Array.isArray(each) && each.length === 2 && typeof each[0] === 'string'); // prettier-ignore
  if (arePairs) return list as [string, unknown][];
  return list.map((value) => [typeof value === 'string' ? value : describe(value), value]);
}

interface Chosen {
  options?: Options<unknown>;
  value?: unknown;
}

function refuseOptions(who: string, options: unknown): asserts options is Options<unknown> {
  if (Array.isArray(options) || isPlainObject(options)) return;
  throw new ValueError({
    who,
    rule: {
      en: "options are a list such as ['a', 'b'] or an object such as { one: 1 }",
      ko: "options는 ['a', 'b'] 같은 리스트나 { 하나: 1 } 같은 객체입니다",
    },
    received: `options: ${describe(options)}`,
  });
}

function noChoice(who: string, value: unknown, options: Options<unknown>): ValueError {
  return new ValueError({
    who,
    rule: { en: 'value is one of the options', ko: 'value는 options 가운데 하나입니다' },
    received: `value: ${describe(value)}, options: ${describe(options)}`,
  });
}

/** A value that the options do not have any more gives its place to the first; one that is given must be there. */
function one<O extends object>(values: O, changed: ReadonlySet<string>, who: string): O {
  const { options = [], value } = values as Chosen;
  refuseOptions(who, options);
  const all = pairsOf(options).map(([, each]) => each);
  if (all.includes(value)) return values;
  if (changed.has('value') && value !== undefined) throw noChoice(who, value, options);
  return { ...values, value: all[0] };
}

function several<O extends object>(values: O, changed: ReadonlySet<string>, who: string): O {
  const { options = [], value = [] } = values as { options?: Options<unknown>; value?: readonly unknown[] };
  refuseOptions(who, options);
  const all = pairsOf(options).map(([, each]) => each);
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  const missing = list.find((each) => !all.includes(each));
  if (changed.has('value') && missing !== undefined) throw noChoice(who, missing, options);
  return { ...values, value: list.filter((each) => all.includes(each)) };
}

/** The page knows labels and places; the values stay here. */
const placed: Pick<SeenKind<ChoiceOptions>, 'toWire' | 'fromWire'> = {
  toWire: (changed, all) => wire(changed, all, (values, value) => nullIfNone(values.indexOf(value))),
  fromWire: ({ index, ...rest }, { options = [] }) => ({
    ...rest,
    ...(typeof index === 'number' ? { value: pairsOf(options)[index]?.[1] } : {}),
  }),
};

const severalPlaced: Pick<SeenKind<SelectMultipleOptions>, 'toWire' | 'fromWire'> = {
  toWire: (changed, all) =>
    wire(changed, all, (values, value) => (value as readonly unknown[]).map((each) => values.indexOf(each))),
  fromWire: ({ index, ...rest }, { options = [] }) => ({
    ...rest,
    ...(Array.isArray(index) ? { value: index.map((place) => pairsOf(options)[place as number]?.[1]) } : {}),
  }),
};

function nullIfNone(place: number): number | null {
  return place < 0 ? null : place;
}

function wire(
  changed: Chosen & Record<string, unknown>,
  { options = [], value }: Chosen,
  placesOf: (values: unknown[], value: unknown) => unknown,
): Record<string, unknown> {
  const { options: given, value: _, ...rest } = changed;
  const pairs = pairsOf(options);
  const values = pairs.map(([, each]) => each);
  const isMoved = 'value' in changed || given !== undefined;
  return {
    ...Object.fromEntries(
      Object.entries(rest).map(([name, each]) => [name.replace('buttonStyle', 'button_style'), each]),
    ),
    ...(given === undefined ? {} : { _options_labels: pairs.map(([label]) => label) }),
    ...(isMoved ? { index: placesOf(values, value) } : {}),
  };
}

const any = { en: 'one of the options', ko: 'options 가운데 하나' };
const some = { en: 'a list or an object', ko: '리스트나 객체' };
const choiceRules = {
  ...controlRules,
  options: anything<Options<unknown>>(some).or([]),
  value: anything<unknown>(any),
};
const buttonStyle = word('', 'primary', 'success', 'info', 'warning', 'danger').or('');

/** A widget with one choice among values of type V. */
export type Choice<V, O extends object = ChoiceOptions<V>> = Control<O> & Widget & Properties<O> & { value: V };

/**
 * A list that opens: one of `options`.
 * Raises ValueError for a value that the options do not have.
 * @ko 펼쳐서 하나를 고르는 목록입니다.
 * @example const mode = widgets.Dropdown({ options: ['same', 'valid'], description: 'padding' });
 */
export const Dropdown: <V>(options?: ChoiceOptions<V>) => Choice<V> = seen<ChoiceOptions>({
  name: 'Dropdown',
  style: 'DescriptionStyle',
  spec: optionsOf<ChoiceOptions>()(choiceRules),
  settle: one,
  ...placed,
}) as never;

/**
 * Buttons beside each other, one of which is down.
 * @ko 나란히 놓인 단추 가운데 하나를 고릅니다.
 * @example const pool = widgets.ToggleButtons({ options: ['max', 'average'] });
 */
export const ToggleButtons: <V>(options?: ToggleButtonsOptions<V>) => Choice<V, ToggleButtonsOptions<V>> =
  seen<ToggleButtonsOptions>({
    name: 'ToggleButtons',
    style: 'ToggleButtonsStyle',
    spec: optionsOf<ToggleButtonsOptions>()({ ...choiceRules, buttonStyle }),
    settle: one,
    ...placed,
  }) as never;

/**
 * Round buttons below each other, one of which is chosen.
 * @ko 하나만 고르는 동그란 단추입니다.
 */
export const RadioButtons: <V>(options?: ChoiceOptions<V>) => Choice<V> = seen<ChoiceOptions>({
  name: 'RadioButtons',
  style: 'DescriptionStyle',
  spec: optionsOf<ChoiceOptions>()(choiceRules),
  settle: one,
  ...placed,
}) as never;

/**
 * A list in which one row is chosen.
 * @ko 한 줄을 고르는 목록입니다.
 */
export const Select: <V>(options?: SelectOptions<V>) => Choice<V, SelectOptions<V>> = seen<SelectOptions>({
  name: 'Select',
  style: 'DescriptionStyle',
  spec: optionsOf<SelectOptions>()({ ...choiceRules, rows: integer({ from: 1 }).or(5) }),
  settle: one,
  ...placed,
}) as never;

/**
 * A slider over `options`.
 * @ko options를 차례로 고르는 슬라이더입니다.
 */
export const SelectionSlider: <V>(options?: ChoiceOptions<V>) => Choice<V> = seen<ChoiceOptions>({
  name: 'SelectionSlider',
  style: 'DescriptionStyle',
  spec: optionsOf<ChoiceOptions>()(choiceRules),
  settle: one,
  ...placed,
}) as never;

/**
 * A list in which several rows can be chosen: `value` is a list.
 * @ko 여러 줄을 고를 수 있는 목록입니다. value는 리스트입니다.
 */
export const SelectMultiple: <V>(options?: SelectMultipleOptions<V>) => Choice<readonly V[], SelectMultipleOptions<V>> =
  seen<SelectMultipleOptions>({
    name: 'SelectMultiple',
    style: 'DescriptionStyle',
    spec: optionsOf<SelectMultipleOptions>()({
      ...controlRules,
      options: anything<Options<unknown>>(some).or([]),
      value: anything<readonly unknown[]>({ en: 'a list of options', ko: 'options의 리스트' }),
      rows: integer({ from: 1 }).or(5),
    }),
    settle: several,
    ...severalPlaced,
  }) as never;

/** A box to tick. */
export type Checkbox = Control<CheckboxOptions>;
/**
 * A box to tick: `value` is true or false.
 * @ko 체크 상자입니다. value는 true나 false입니다.
 */
export const Checkbox: (options?: CheckboxOptions) => Checkbox = seen({
  name: 'Checkbox',
  style: 'CheckboxStyle',
  spec: optionsOf<CheckboxOptions>()({ ...controlRules, value: flag().or(false), indent: flag().or(true) }),
});

/** A button that stays down. */
export type ToggleButton = Control<ToggleButtonOptions>;
/**
 * A button that stays down until it is clicked again: `value` is true or false.
 * @ko 누르면 눌린 채로 있는 단추입니다. value는 true나 false입니다.
 */
export const ToggleButton: (options?: ToggleButtonOptions) => ToggleButton = seen({
  name: 'ToggleButton',
  style: 'ToggleButtonStyle',
  spec: optionsOf<ToggleButtonOptions>()({
    ...controlRules,
    value: flag().or(false),
    icon: text().or(''),
    buttonStyle,
  }),
});
