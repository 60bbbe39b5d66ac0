/** @file One side of the frame. */
import { checkedNumber } from '../input/checked.ts';
import { cssColor, type Color } from '../style/color.ts';

export class Spine {
  visible: boolean;
  color: string | undefined;
  /** In points. */
  linewidth: number | undefined;

  constructor(visible = true) {
    this.visible = visible;
  }

  set_visible(visible: boolean): void {
    this.visible = visible;
  }

  set_color(color: Color): void {
    if (color === 'none') this.visible = false;
    else this.color = cssColor(color, 'spine.set_color');
  }

  set_linewidth(points: number): void {
    this.linewidth = checkedNumber('spine.set_linewidth', 'linewidth', points);
  }
}
