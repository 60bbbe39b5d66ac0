/**
 * @file Axes: one frame of a figure with what is drawn in it. Its methods carry matplotlib's names; those that draw are the calls
 * of calls/, one file each.
 */
import { describe } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { quiet } from '../artists/artist.ts';
import { BarContainer } from '../artists/bars.ts';
import { Line2D } from '../artists/line.ts';
import { Patch } from '../artists/patch.ts';
import { addMethods } from '../calls/call.ts';
import * as calls from '../calls/index.ts';
import { AxesFrame } from './frame.ts';
import { refusingSurplus } from '../input/surplus.ts';

/** For the compiler: the calls are put on the prototype below. */
const FrameWithCalls = AxesFrame as new (
  ...args: ConstructorParameters<typeof AxesFrame>
) => AxesFrame & Pick<typeof calls, keyof typeof calls>;

/** One coordinate system of a figure, with the calls that draw in it. `plt.subplots()` makes them. */
export class Axes extends FrameWithCalls {
  /** One axes is no list: the compiler refuses `ax[0].plot(x)` before the cell runs. */
  readonly [index: number]: never;

  /** Axes in the same frame with an own y axis at the right. */
  twinx(): Axes {
    return this.figure.addTwin(this, 'y');
  }

  /** Axes in the same frame with an own x axis at the top. */
  twiny(): Axes {
    return this.figure.addTwin(this, 'x');
  }

  /** Small axes inside these: [left, bottom, width, height] in parts of the frame. */
  inset_axes(rect: readonly [number, number, number, number]): Axes {
    return this.figure.addInset(this, rect);
  }

  /** A shape by itself: `add_patch(plt.Rectangle([x, y], width, height, { edgecolor: 'r', facecolor: 'none' }))`. */
  add_patch(patch: Patch): Patch {
    if (!(patch instanceof Patch)) {
      throw new ValueError({
        who: 'ax.add_patch',
        rule: {
          en: 'the argument must be a shape such as plt.Rectangle([x, y], width, height)',
          ko: '인수는 plt.Rectangle([x, y], width, height)와 같은 도형이어야 합니다',
        },
        received: describe(patch),
      });
    }
    patch.loose = true;
    return this.add(patch);
  }

  /** The lines, in the order of the calls. */
  get lines(): Line2D[] {
    return quiet(this.artists.filter((artist) => artist instanceof Line2D));
  }

  /** The bars, in the order of the calls, as matplotlib's rectangles. */
  get patches(): BarContainer[number][] {
    return quiet(this.artists.flatMap((artist) => (artist instanceof BarContainer ? artist.patches : [])));
  }

  /** Takes these axes out of their figure. */
  remove(): void {
    this.figure.delaxes(this);
  }

  /** Removes everything drawn and set. */
  clear(): void {
    this.reset();
  }

  /** Empties the axes. */
  cla(): void {
    this.clear();
  }
}

// One axes is no list: `const [fig, ax] = plt.subplots(1, 1); ax[0].plot(x)`.
for (let index = 0; index < 10; index++) {
  Object.defineProperty(Axes.prototype, index, {
    get: () => {
      throw new ValueError({
        who: 'plt.subplots',
        rule: { en: 'one axes is no list of axes', ko: '축 하나는 축의 목록이 아닙니다' },
        received: `ax[${index}]`,
        hint: {
          en: 'Leave the brackets away: one row or column is ax or axes[i], several are axes[i][j]',
          ko: '대괄호를 빼세요. 한 행이나 한 열이면 ax 또는 axes[i], 여러 행과 열이면 axes[i][j]로 씁니다',
        },
      });
    },
  });
}

refusingSurplus(AxesFrame.prototype, 'ax');
refusingSurplus(Axes.prototype, 'ax');
addMethods(Axes.prototype, calls);
