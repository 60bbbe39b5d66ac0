/** @file Widgets that hold widgets: rows, columns, grids, tabs. */
import { integer, list, optionsOf, Rule, text, word } from '../arguments/index.ts';
import { OwnWidget, type Control } from './control.ts';
import { Widget, type Kind } from './model.ts';
import { seen, seenRules, type SeenOptions } from './seen.ts';

/** Options of a box. */
export interface BoxOptions extends SeenOptions {
  /**
   * The widgets in it, in order.
   * @ko 안에 놓을 위젯들입니다.
   */
  children?: readonly Widget[];
  /**
   * '' (default), 'success', 'info', 'warning' or 'danger'.
   * @ko 상자의 색: ''(기본값), 'success', 'info', 'warning', 'danger'.
   */
  boxStyle?: '' | 'success' | 'info' | 'warning' | 'danger';
}

/** Options of boxes of which one is open. */
export interface TabOptions extends BoxOptions {
  /**
   * The title of each child.
   * @ko 탭마다의 제목입니다.
   */
  titles?: readonly string[];
  /**
   * Which is open, from 0. Default 0.
   * @ko 열려 있는 탭의 번호(0부터)입니다. 기본값 0.
   */
  selectedIndex?: number | null;
}

const widget = new Rule<Widget>({ en: 'a widget', ko: '위젯' }, (value) => value instanceof Widget);
const children = list(widget).or([]);
const boxRules = { ...seenRules, children, boxStyle: word('', 'success', 'info', 'warning', 'danger').or('') };
const boxSpec = optionsOf<BoxOptions>()(boxRules);
const tabSpec = optionsOf<TabOptions>()({
  ...boxRules,
  titles: list(text()).or([]),
  selectedIndex: integer({ from: 0 }).orNull().or(0),
});

/** A box, as still picture its children below each other. */
export class BoxWidget<O extends BoxOptions = BoxOptions> extends OwnWidget<O> {
  /** The widgets in it. */
  get inside(): readonly Widget[] {
    return this.read('children') as readonly Widget[];
  }

  override html(): string {
    return `<div>${this.inside.map((each) => each.html()).join('')}</div>`;
  }

  override toString(): string {
    return this.inside.map(String).join('\n');
  }
}

/** A box of widgets. */
export type Box = BoxWidget & Control<BoxOptions>;

/** What kinds of boxes differ in. */
export function boxKind(name: string): Kind<BoxOptions> & { spec: typeof boxSpec } {
  return { name, module: 'controls', spec: boxSpec } as never;
}

function box(name: string): (options?: BoxOptions) => Box {
  return seen<BoxOptions, Box>(boxKind(name), BoxWidget as never);
}

/**
 * Widgets beside each other.
 * @ko 위젯을 옆으로 나란히 놓습니다.
 * @example widgets.HBox({ children: [slider, button] })
 */
export const HBox: (options?: BoxOptions) => Box = box('HBox');

/**
 * Widgets below each other.
 * @ko 위젯을 위아래로 놓습니다.
 */
export const VBox: (options?: BoxOptions) => Box = box('VBox');

/**
 * Widgets in the rows and columns that `layout` says (`gridTemplateColumns`).
 * @ko layout(`gridTemplateColumns`)에 따라 위젯을 격자로 놓습니다.
 */
export const GridBox: (options?: BoxOptions) => Box = box('GridBox');

/** Boxes of which one is open. */
export type Tab = BoxWidget<TabOptions> & Control<TabOptions>;

/**
 * Pages of which one is seen, with a title each.
 * @ko 제목을 눌러 한 장씩 보는 탭입니다.
 * @example widgets.Tab({ children: [a, b], titles: ['filter', 'maps'] })
 */
export const Tab: (options?: TabOptions) => Tab = seen<TabOptions, Tab>(
  { name: 'Tab', spec: tabSpec },
  BoxWidget as never,
);

/**
 * Parts that fold, with a title each.
 * @ko 제목을 눌러 접고 펴는 상자입니다.
 */
export const Accordion: (options?: TabOptions) => Tab = seen<TabOptions, Tab>(
  { name: 'Accordion', spec: tabSpec },
  BoxWidget as never,
);
