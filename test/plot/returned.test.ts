/** @file What calls give back where matplotlib does, what those objects change, and refusals of axes taken for lists. */
import { afterEach, expect, it } from 'vitest';
import { displaySymbol } from '../../src/display/index.ts';
import { np } from '../../src/array/index.ts';
import { plt } from '../../src/plot/index.ts';
import { ownerOf, samples, unfinished, walk } from './samples.ts';

afterEach(() => plt.close('all'));

/** What a student asked for by name is shown, and a figure shows itself. */
const answers =
  /^(get_|to[A-Z]|gcf|figure|colormaps|rcParams|style|Figure|imread|limitsOf|positions|nextColor|add$)|Locator|Formatter|GridSpec|gridspec|cm$|Normalize/;

it.each(['plt', 'Axes', 'Axes3D', 'Figure'] as const)(
  'as the last line of a cell, no call of %s prints junk',
  async (place) => {
    const loud: string[] = [];
    for (const name of walk[place]) {
      if (answers.test(name) || unfinished.includes(name) || !(name in samples[place])) continue;
      const value = await ownerOf(place)[name]!(...samples[place][name]!());
      plt.close('all');
      if (value === undefined || value === null) continue;
      const show = (value as Record<symbol, (() => object) | undefined>)[displaySymbol];
      if (!show || Object.keys(show.call(value)).length > 0) loud.push(name);
    }
    expect(loud).toEqual([]);
  },
);

it('titles and labels can be changed after they were set', () => {
  const title = plt.title('a');
  title.set_text('b');
  title.set_color('red');
  title.set_fontsize(20);
  title.set_fontweight('bold');
  const words = () => (plt.gcf().toPlotly().layout['annotations'] ?? []) as { text: string; font: object }[];
  expect(words()[0]).toMatchObject({ text: '<b>b</b>', font: { color: 'red' } });
  // Set anew it is still the same title.
  plt.title('c');
  expect([title.get_text(), plt.gca().get_title(), plt.gca().title.get_text()]).toEqual(['c', 'c', 'c']);
  plt.gca().title.set_text('d');
  expect(words()[0]!.text).toBe('d');
  title.set_visible(false);
  expect(words()).toEqual([]);
  plt.setp([plt.xlabel('x'), plt.ylabel('y')], { fontsize: 15, color: 'blue' });
  expect(plt.gcf().toPlotly().layout['xaxis']).toMatchObject({ title: { text: 'x', font: { color: 'blue' } } });
  const frame = () => plt.gcf().toPlotly().layout['yaxis'] as { domain: number[]; title?: object };
  const [high] = frame().domain;
  plt.gca().labels.x!.set_visible(false);
  plt.gca().labels.y!.set_visible(false);
  expect(plt.gcf().toPlotly().layout['xaxis']).not.toHaveProperty('title');
  expect(frame().title).toBeUndefined();
  expect(frame().domain[0]).toBeLessThan(high!);
  const sup = plt.suptitle('all');
  sup.set_text('everything');
  expect(words().map(({ text }) => text)).toEqual(['everything']);
  // As in matplotlib: what is kept of them is what is shown, a label keeps its look, a title its colour.
  const label = plt.xlabel('x', { fontsize: 20, color: 'red', loc: 'right' });
  expect([plt.xlabel('y'), plt.gca().set_xlabel('z'), plt.gca().xaxis]).toEqual([label, label, plt.gca().xaxis]);
  expect([label.get_text(), label.get_fontsize(), label.get_color(), label.loc]).toEqual(['z', 20, 'red', 'right']);
  sup.set_color('red');
  sup.set_fontsize(30);
  expect(plt.suptitle('again')).toBe(sup);
  expect([sup.get_text(), sup.get_fontsize(), sup.get_color()]).toEqual(['again', 12, 'red']);
  const below = plt.gcf().supxlabel('a');
  expect(plt.gcf().supxlabel('b')).toBe(below);
  expect(() => title.set_color('no colour')).toThrow(/^set_color: /);
  expect(() => title.set_fontweight('fat' as 'bold')).toThrow(/^set_fontweight: /);
});

it('a legend can be changed after it was made', () => {
  plt.plot([1, 2], { label: 'a' });
  const [line] = plt.plot([2, 1], { label: 'b' });
  const legend = plt.legend();
  const layout = () => plt.gcf().toPlotly().layout['legend'] as Record<string, unknown> | undefined;
  legend.set_title('kinds');
  legend.get_title().set_color('red');
  legend.get_frame().set_facecolor('yellow');
  legend.get_frame().set_alpha(0.5);
  legend.set_loc('upper left');
  expect(legend.get_texts().map((text) => text.get_text())).toEqual(['a', 'b']);
  legend.get_texts()[1]!.set_text('second');
  for (const text of legend.get_texts()) text.set_color('blue');
  expect(line!.get_label()).toBe('second');
  expect(layout()).toMatchObject({
    xanchor: 'left',
    bgcolor: 'rgba(255,255,0,0.5)',
    font: { color: 'blue' },
    title: { text: 'kinds', font: { color: 'red' } },
  });
  expect(plt.gca().get_legend()!.get_title().get_text()).toBe('kinds');
  expect(() => legend.set_loc('uper left' as 'upper left')).toThrow(/Did you mean 'upper left'/);
  legend.remove();
  expect([layout(), plt.gca().get_legend()]).toEqual([undefined, null]);
  legend.set_visible(true);
  expect(layout()).toBeDefined();
  const all = plt.gcf().legend();
  all.set_title('of all');
  expect(JSON.stringify(plt.gcf().toPlotly().layout)).toContain('"text":"of all"');
});

it('what was drawn can be taken out again; words can be changed', () => {
  const [line] = plt.plot([1, 2]);
  const words = plt.text(0, 1, 'a');
  words.set_text('b');
  words.set_color('red');
  words.set_fontsize('large');
  words.set_rotation(30);
  expect([words.get_text(), words.get_position()]).toEqual(['b', [0, 1]]);
  expect((plt.gcf().toPlotly().layout['annotations'] as object[])[0]).toMatchObject({ text: 'b', textangle: -30 });
  words.remove();
  line!.remove();
  expect([plt.gca().artists.length, plt.gcf().toPlotly().layout['annotations']]).toEqual([0, undefined]);
});

it('limits and margins are given back', () => {
  plt.plot([1, 2]);
  expect(plt.gca().set_ylim(0, 3)).toEqual([0, 3]);
  expect(plt.gca().set_xlim({ left: -1, right: 2 })).toEqual([-1, 2]);
  expect(plt.margins(0.2)).toEqual([0.2, 0.2]);
});

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
  // @ts-expect-error -- refused before it runs
  expect(() => ax[0].plot).toThrow('plt.subplots: one axes is no list of axes');
  expect(() => fig.subplots(1, 2, { figsize: [10, 3] } as object)).toThrow(
    /^fig.subplots: there is no option 'figsize'/,
  );
  expect(() => fig.legend({ locc: 1 } as object)).toThrow(/^fig.legend: there is no option 'locc'/);
});

it('fig.subplots gives one axes, a row or rows, as plt.subplots', () => {
  const fig = plt.figure();
  const one = fig.subplots();
  expect(one.plot([1, 2])).toHaveLength(1);
  const [left, right] = fig.subplots(1, 2);
  expect([left, right].map((axes) => axes.get_title())).toEqual(['', '']);
  const column = fig.subplots(3);
  expect(column.map((axes) => axes.get_title())).toEqual(['', '', '']);
  const rows = fig.subplots({ nrows: 2, ncols: 2, sharex: true });
  expect(rows[1][0].get_title()).toBe('');
  expect(rows.ravel()).toHaveLength(4);
  expect(fig.subplots(1, 2, { squeeze: false })[0]![1]!.get_title()).toBe('');
  expect(() => fig.subplots(0)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: fig.subplots: rows and columns must be whole numbers above 0. Received 0, 1.]`,
  );
});

it('the counts of a histogram are numbers of a row and rows of a table, to the compiler too', () => {
  const [row, edges] = plt.hist(np.array([1, 1, 2]), 2);
  const first: number = row[0]! + edges[0]!;
  const table = np.array([
    [1, 2],
    [1, 4],
  ]);
  const [rows, , bars] = plt.hist(table, { bins: 2 });
  const second: number = rows[1]![0]!;
  expect([first, second, bars.length]).toEqual([3, 1, 2]);
});
