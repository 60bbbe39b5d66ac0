/** @file What calls give back where matplotlib does, and refusals of axes taken for lists. */
import { afterEach, expect, it } from 'vitest';
import { plt } from '../../src/plot/index.ts';

afterEach(() => plt.close('all'));

it('xticks and yticks give places and words', () => {
  plt.plot([1, 2, 3]);
  const [places, words] = plt.xticks([0, 2], ['a', 'b']);
  expect([places, words.map((word) => word.get_text())]).toEqual([
    [0, 2],
    ['a', 'b'],
  ]);
  expect(plt.xticks()[0]).toEqual([0, 2]);
  const [ys, labels] = plt.yticks();
  expect(labels).toHaveLength(ys.length);
});

it('one axes is no list; fig.subplots and fig.legend refuse by their own names', () => {
  const [fig, ax] = plt.subplots(1, 1);
  const list = ax as unknown as (typeof ax)[];
  expect(() => list[0]!.plot([1])).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: plt.subplots: one axes is no list of axes. Received ax[0]. Leave the brackets away: one row or column is ax or axes[i], several are axes[i][j].]`,
  );
  expect(() => fig.subplots(1, 2, { figsize: [10, 3] } as object)).toThrow(
    /^fig.subplots: there is no option 'figsize'/,
  );
  expect(() => fig.legend({ locc: 1 } as object)).toThrow(/^fig.legend: there is no option 'locc'/);
});
