/** @file How a widget is laid out and coloured: widgets themselves, which the front end wants to have first. */
import { isPlainObject, optionsOf, Rule, text } from '../arguments/index.ts';
import { control, type Control } from './control.ts';
import { Widget } from './model.ts';
import { snakeCase } from './wire.ts';

/** Lengths as in CSS: '200px', '50%', 'auto'. */
export interface LayoutOptions {
  /** Width, such as '300px' or '50%'. */
  width?: string;
  /** Height. */
  height?: string;
  /** Least width. */
  minWidth?: string;
  /** Most width. */
  maxWidth?: string;
  /** Least height. */
  minHeight?: string;
  /** Most height. */
  maxHeight?: string;
  /** Space around it. */
  margin?: string;
  /** Space inside of it. */
  padding?: string;
  /** Its frame, such as '1px solid gray'. */
  border?: string;
  /** 'flex', 'none' (hidden) … */
  display?: string;
  /** 'hidden': its place is kept. */
  visibility?: string;
  /** What is done with what does not fit: 'auto' scrolls. */
  overflow?: string;
  /** How it grows and shrinks in its box, such as '1 1 auto'. */
  flex?: string;
  /** Direction in which a box stands: 'row' or 'column'. */
  flexFlow?: string;
  /** Where the things in a box stand along it. */
  justifyContent?: string;
  /** Where the things in a box stand across it. */
  alignItems?: string;
  /** Space between the rows and columns of a grid. */
  gridGap?: string;
  /** Columns of a grid, such as 'repeat(3, 1fr)'. */
  gridTemplateColumns?: string;
  /** Rows of a grid. */
  gridTemplateRows?: string;
}

const layoutSpec = optionsOf<LayoutOptions>()({
  width: text(),
  height: text(),
  minWidth: text(),
  maxWidth: text(),
  minHeight: text(),
  maxHeight: text(),
  margin: text(),
  padding: text(),
  border: text(),
  display: text(),
  visibility: text(),
  overflow: text(),
  flex: text(),
  flexFlow: text(),
  justifyContent: text(),
  alignItems: text(),
  gridGap: text(),
  gridTemplateColumns: text(),
  gridTemplateRows: text(),
});

/** The layout of a widget. */
export type Layout = Control<LayoutOptions>;

/**
 * Sizes and places of a widget, in the words of CSS.
 * @ko 위젯의 크기와 자리입니다. CSS의 말을 씁니다.
 * @example const slider = widgets.IntSlider({ layout: { width: '400px' } });
 */
export const Layout: (options?: LayoutOptions) => Layout = control({
  name: 'Layout',
  module: 'base',
  spec: layoutSpec,
  // The front end has no field "border": the four sides are fields of their own.
  toWire: ({ border, ...rest }) => ({
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [snakeCase(name), value])),
    ...(border === undefined
      ? {}
      : { border_top: border, border_right: border, border_bottom: border, border_left: border }),
  }),
});

/** Colours and sizes of a widget's parts. Which of them it has depends on the widget. */
export interface StyleOptions {
  /** Width of the description, such as '120px' or 'initial' (as long as it is). */
  descriptionWidth?: string;
  /** Colour of a slider's handle. */
  handleColor?: string;
  /** Colour of a progress bar. */
  barColor?: string;
  /** Colour of a button. */
  buttonColor?: string;
  /** Width of each of several buttons. */
  buttonWidth?: string;
  /** Weight of the letters, such as 'bold'. */
  fontWeight?: string;
  /** Size of the letters, such as '14px'. */
  fontSize?: string;
  /** Colour of the letters. */
  textColor?: string;
}

const styleSpec = optionsOf<StyleOptions>()({
  descriptionWidth: text(),
  handleColor: text(),
  barColor: text(),
  buttonColor: text(),
  buttonWidth: text(),
  fontWeight: text(),
  fontSize: text(),
  textColor: text(),
});

/** The style of a widget. */
export type Style = Control<StyleOptions>;

/** The front end's kinds of styles. */
export type StyleName =
  | 'SliderStyle'
  | 'DescriptionStyle'
  | 'ProgressStyle'
  | 'ButtonStyle'
  | 'ToggleButtonsStyle'
  | 'ToggleButtonStyle'
  | 'CheckboxStyle'
  | 'TextStyle'
  | 'LabelStyle'
  | 'HTMLStyle';

const styles = new Map<StyleName, (options?: StyleOptions) => Style>();

/** Makes a style of a kind. */
function styleOf(name: StyleName, options?: StyleOptions): Style {
  const make =
    styles.get(name) ??
    control<StyleOptions>({
      name,
      module: 'controls',
      view: 'StyleView',
      fixed: { _view_module: '@jupyter-widgets/base', _view_module_version: '2.0.0' },
      spec: styleSpec,
    });
  styles.set(name, make);
  return make(options);
}

/** An option that takes a widget of a kind or what one is made of. */
function madeOf(must: { en: string; ko: string }): Rule<never> {
  return new Rule<never>(must, (value) => value instanceof Widget || isPlainObject(value));
}

/** The rule of `layout`. */
export const layoutRule = madeOf({
  en: "a layout such as { width: '300px' }",
  ko: "{ width: '300px' } 같은 레이아웃",
}) as unknown as Rule<LayoutOptions | Layout>;

/** The rule of `style`. */
export const styleRule = madeOf({
  en: "a style such as { descriptionWidth: '120px' }",
  ko: "{ descriptionWidth: '120px' } 같은 스타일",
}) as unknown as Rule<StyleOptions | Style>;

/** Makes layout and style of a widget, of what was given. */
export function withLooks<O extends object>(values: O, style: StyleName | undefined): O {
  const looks = values as { layout?: unknown; style?: unknown };
  const layout = looks.layout instanceof Widget ? looks.layout : Layout(looks.layout as LayoutOptions | undefined);
  if (style === undefined) return { ...values, layout };
  const made = looks.style instanceof Widget ? looks.style : styleOf(style, looks.style as StyleOptions | undefined);
  return { ...values, layout, style: made };
}
