/** @file Widgets that hold a text: boxes to type in, labels, HTML, a colour. */
import { flag, integer, optionsOf, text } from '../arguments/index.ts';
import { OwnWidget, type Control } from './control.ts';
import { controlRules, seen, seenRules, type ControlOptions, type SeenOptions } from './seen.ts';
import { styleRule, type Style, type StyleOptions } from './layout.ts';
import { escaped } from './html.ts';

/** Options of a box for text. */
export interface TextOptions extends ControlOptions {
  /**
   * The text. Default ''.
   * @ko 글입니다. 기본값 ''.
   */
  value?: string;
  /**
   * What stands there while it is empty.
   * @ko 비어 있을 때 보이는 글입니다.
   */
  placeholder?: string;
  /**
   * Whether each key changes the value, not only Enter. Default true.
   * @ko 글자를 칠 때마다 값을 바꿉니다. 기본값 true.
   */
  continuousUpdate?: boolean;
}

/** Options of a box for several lines. */
export interface TextareaOptions extends TextOptions {
  /**
   * Lines that are seen. Default: as many as fit.
   * @ko 보이는 줄 수입니다.
   */
  rows?: number;
}

/** Options of a text that is only read. */
export interface LabelOptions extends SeenOptions {
  /**
   * The text.
   * @ko 글입니다.
   */
  value?: string;
  /**
   * The name beside it.
   * @ko 옆에 적는 이름입니다.
   */
  description?: string;
  /**
   * Colour and weight of the letters.
   * @ko 글자의 색과 굵기입니다.
   */
  style?: StyleOptions | Style;
}

const typed = {
  ...controlRules,
  value: text().or(''),
  placeholder: text().or(''),
  continuousUpdate: flag().or(true),
};
const read = { ...seenRules, value: text().or(''), description: text().or(''), style: styleRule };

class TextWidget extends OwnWidget<TextOptions> {
  /**
   * Calls `listener` when Enter is pressed.
   * @ko Enter를 누르면 `listener`를 부릅니다.
   */
  onSubmit(listener: (widget: Text) => unknown): void {
    this.hear((content) => {
      if ((content as { event?: unknown } | null)?.event === 'submit')
        return this.runBeside(() => listener(this as unknown as Text));
      return undefined;
    });
  }
}

/** A box for a line of text. */
export type Text = TextWidget & Control<TextOptions>;
/**
 * A box for a line of text.
 * @ko 글 한 줄을 입력하는 칸입니다.
 */
export const Text: (options?: TextOptions) => Text = seen<TextOptions, Text>(
  { name: 'Text', style: 'TextStyle', spec: optionsOf<TextOptions>()(typed) },
  TextWidget as never,
);

/** A box for several lines. */
export type Textarea = Control<TextareaOptions>;
/**
 * A box for several lines of text.
 * @ko 글 여러 줄을 입력하는 칸입니다.
 */
export const Textarea: (options?: TextareaOptions) => Textarea = seen({
  name: 'Textarea',
  style: 'TextStyle',
  spec: optionsOf<TextareaOptions>()({ ...typed, rows: integer({ from: 1 }) }),
});

/** A line that is only read. */
export type Label = Control<LabelOptions>;
/**
 * A line of text that is only read.
 * @ko 읽기만 하는 글 한 줄입니다.
 */
export const Label: (options?: LabelOptions) => Label = seen({
  name: 'Label',
  style: 'LabelStyle',
  spec: optionsOf<LabelOptions>()(read),
});

class HTMLWidget extends OwnWidget<LabelOptions> {
  override html(): string {
    return `<div>${String(this.read('value'))}</div>`;
  }
}

/** A piece of HTML. */
export type HTML = Control<LabelOptions>;
/**
 * A piece of HTML: `value` is its source.
 * @ko HTML 조각입니다. value는 그 소스입니다.
 */
export const HTML: (options?: LabelOptions) => HTML = seen<LabelOptions, HTML>(
  { name: 'HTML', style: 'HTMLStyle', spec: optionsOf<LabelOptions>()(read) },
  HTMLWidget as never,
);

/** Options of a colour. */
export interface ColorPickerOptions extends ControlOptions {
  /**
   * A colour as in CSS. Default 'black'.
   * @ko CSS의 색입니다. 기본값 'black'.
   */
  value?: string;
  /**
   * Whether only the patch is shown, without its name. Default false.
   * @ko 이름 없이 색만 보입니다. 기본값 false.
   */
  concise?: boolean;
}

class ColorWidget extends OwnWidget<ColorPickerOptions> {
  override html(): string {
    const color = escaped(String(this.read('value')));
    return `<div>${escaped(String(this.read('description')))} <span style="color: ${color}">■</span> ${color}</div>`;
  }
}

/** A colour. */
export type ColorPicker = Control<ColorPickerOptions>;
/**
 * A colour to choose.
 * @ko 색을 고릅니다.
 */
export const ColorPicker: (options?: ColorPickerOptions) => ColorPicker = seen<ColorPickerOptions, ColorPicker>(
  {
    name: 'ColorPicker',
    style: 'DescriptionStyle',
    spec: optionsOf<ColorPickerOptions>()({ ...controlRules, value: text().or('black'), concise: flag().or(false) }),
  },
  ColorWidget as never,
);
