/** @file `step`: a line that rises in steps. */
import { optionsOf, word } from '../../arguments/index.ts';
import { quiet } from '../artists/artist.ts';
import type { Line2D } from '../artists/line.ts';
import { read } from '../input/rules.ts';
import type { Values } from '../input/values.ts';
import { lineOptions, makeLines, stepsOf, type LineOptions } from './plot.ts';
import { call } from './call.ts';

/** Those of a line, with `where`. */
export interface StepOptions extends LineOptions {
  /** Where the steps are: 'pre' (default, before the point), 'post' or 'mid'. */
  where?: 'pre' | 'post' | 'mid';
}

const stepOptions = optionsOf<StepOptions>()({
  ...lineOptions.rules,
  where: word('pre', 'post', 'mid').or('pre'),
});

/**
 * A line in steps: `where` 'pre' (default) rises before each point, 'post' behind it, 'mid' half way.
 * @ko 계단 모양으로 선을 그립니다.
 */
export const step = call(
  (axes) =>
    (x: Values, y: Values, look?: string | StepOptions, options?: StepOptions): Line2D[] => {
      const who = 'plt.step';
      const { where, ...line } = read(who, typeof look === 'object' ? look : options, stepOptions);
      const lines = makeLines(axes, [x, y, ...(typeof look === 'string' ? [look] : [])], line, who);
      for (const each of lines) axes.add(each).style.steps = stepsOf(where);
      return quiet(lines);
    },
);
