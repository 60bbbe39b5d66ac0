/** @file What `axis(…)` sets: whether the frame is shown, how long units are, the limits. */
import { ValueError } from '../../errors/index.ts';
import type { AxesFrame } from './frame.ts';

export function setAxis(axes: AxesFrame, setting: string | boolean | readonly number[]): void {
  if (Array.isArray(setting)) {
    const [xmin, xmax, ymin, ymax] = setting as number[];
    axes.set_xlim(xmin, xmax);
    axes.set_ylim(ymin, ymax);
    return;
  }
  switch (setting) {
    case 'off':
    case false:
      axes.frame = false;
      break;
    case 'on':
    case true:
      axes.frame = true;
      break;
    case 'equal':
      axes.aspect = 'equal';
      break;
    case 'square': {
      // As far in y as in x, from the corner they have.
      const [[left, right], [bottom, top]] = [axes.get_xlim(), axes.get_ylim()];
      const side = Math.max(right - left, top - bottom);
      axes.set_xlim(left, left + side);
      axes.set_ylim(bottom, bottom + side);
      axes.aspect = 'image';
      break;
    }
    case 'image':
    case 'scaled':
      axes.aspect = 'image';
      break;
    case 'tight':
      axes.aspect = 'auto';
      axes.margins(0);
      break;
    case 'auto':
      axes.aspect = 'auto';
      break;
    default:
      throw new ValueError({
        who: 'plt.axis',
        rule: {
          en: "the setting must be 'off', 'on', 'equal', 'image', 'scaled', 'square', 'auto', 'tight' or [xmin, xmax, ymin, ymax]",
          ko: "쓸 수 있는 값: 'off', 'on', 'equal', 'image', 'scaled', 'square', 'auto', 'tight', [xmin, xmax, ymin, ymax]",
        },
        received: `'${String(setting)}'`,
      });
  }
}
