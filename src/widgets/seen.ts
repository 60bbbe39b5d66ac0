/** @file What the widgets that are seen have in common: description, tooltip, whether they can be used, layout and style. */
import { flag, text, type OptionSpec } from '../arguments/index.ts';
import { OwnWidget, controlOf, type Control, type Properties } from './control.ts';
import {
  layoutRule,
  styleRule,
  withLooks,
  type LayoutOptions,
  type Layout,
  type Style,
  type StyleName,
  type StyleOptions,
} from './layout.ts';
import type { Kind, Widget } from './model.ts';

/** Options of every widget that is seen. */
export interface SeenOptions {
  /**
   * Sizes and places: `{ width: '300px' }`.
   * @ko 크기와 자리입니다. `{ width: '300px' }`처럼 씁니다.
   */
  layout?: LayoutOptions | Layout;
  /**
   * What a mouse that rests on it is told.
   * @ko 마우스를 올리면 나오는 설명입니다.
   */
  tooltip?: string;
}

/** Options of every widget that is used by hand. */
export interface ControlOptions extends SeenOptions {
  /**
   * The name beside it.
   * @ko 옆에 적는 이름입니다.
   */
  description?: string;
  /**
   * Whether it is only looked at. Default false.
   * @ko true이면 움직일 수 없습니다. 기본값 false.
   */
  disabled?: boolean;
  /**
   * Colours and widths of its parts: `{ descriptionWidth: '120px' }`.
   * @ko 부분의 색과 너비입니다. `{ descriptionWidth: '120px' }`처럼 씁니다.
   */
  style?: StyleOptions | Style;
}

/** Rules of `SeenOptions`. */
export const seenRules = { layout: layoutRule, tooltip: text() };

/** Rules of `ControlOptions`. */
export const controlRules = {
  ...seenRules,
  description: text().or(''),
  disabled: flag().or(false),
  style: styleRule,
};

/** A kind of the front end's own controls. */
export interface SeenKind<O extends object> extends Omit<Kind<O>, 'module' | 'spec'> {
  readonly module?: Kind<O>['module'];
  readonly spec: OptionSpec<O, never> | OptionSpec<O, unknown>;
  readonly style?: StyleName;
}

/** The call that makes widgets of a kind that is seen, of a class with methods of its own where there is one. */
export function seen<O extends object, W extends Widget = Control<O>>(
  kind: SeenKind<O>,
  Made?: new (kind: Kind<O>, options?: object) => W,
): (options?: O) => W & Properties<O> {
  const { style, settle, module = 'controls', ...rest } = kind;
  const whole: Kind<O> = {
    ...rest,
    module,
    spec: kind.spec as OptionSpec<O, unknown>,
    settle: (values, changed, who) => {
      const settled = settle?.(values, changed, who) ?? values;
      const looks = settled as { layout?: unknown; style?: unknown };
      const isMade = [looks.layout, ...(style === undefined ? [] : [looks.style])].every(
        (each) => each instanceof OwnWidget,
      );
      return isMade ? settled : withLooks(settled, style);
    },
  };
  class Plain extends OwnWidget<O> {}
  return controlOf(whole, (Made ?? Plain) as new (kind: Kind<O>, options?: object) => W);
}
