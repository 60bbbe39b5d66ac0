/** @file Axes with three coordinates, and texts given as arrays of np. */
import { afterEach, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { plot, plt } from '../../src/plot/index.ts';

afterEach(() => plt.close('all'));

type Trace = { mode?: string; name?: string; x: number[]; y: number[]; marker?: { color: unknown }; text?: string[] };
const drawn = (): Trace[] => plt.gcf().toPlotly().data as unknown as Trace[];
const words = (): string[] =>
  (plt.gcf().toPlotly().layout as { annotations: { text: string }[] }).annotations.map(({ text }) => text);
const message = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return String(error);
  }
  return 'accepted';
};

describe('axes in space', () => {
  it('reach a twentieth around what is drawn, or as far as set', () => {
    const ax = plt.axes({ projection: '3d' });
    ax.scatter([0, 10], [1, 2], [5, 5]);
    ax.plot([0, 10], [1, 3], [5, 25]);
    expect([ax.get_xlim(), ax.get_ylim(), ax.get_zlim()]).toEqual([[-0.5, 10.5], [0.9, 3.1], [4, 26]]); // prettier-ignore
    ax.set_zlim({ top: 30 });
    ax.set_xlim(0, 8);
    expect([ax.get_xlim(), ax.get_zlim()]).toEqual([[0, 8], [4, 30]]); // prettier-ignore
    ax.clear();
    ax.scatter([1], [1], [1]);
    expect(ax.get_zlim()).toEqual([0.95, 1.05]);
  });

  it('draw far points first, and paler', () => {
    const [, ax] = plt.subplots({ subplot_kw: { projection: '3d' } });
    ax.view_init(0, 0); // along x, from large to small
    ax.scatter3D([2, 0, 1], [0, 0, 0], [0, 0, 0], { c: ['red', 'lime', 'blue'], label: 'points' });
    const points = drawn().find(({ mode }) => mode === 'markers')!;
    expect([points.name, points.marker!.color]).toEqual([
      'points',
      ['rgba(0,255,0,0.3)', 'rgba(0,0,255,0.65)', 'rgba(255,0,0,1)'].map((color) =>
        expect.stringContaining(color.slice(0, 14)),
      ),
    ]);
    ax.scatter([0, 1], [0, 0], [0, 0], { c: 'red', depthshade: false });
    expect(drawn().findLast(({ mode }) => mode === 'markers')!.marker!.color).toEqual(['red', 'red']);
  });

  it('write labels, ticks and words', () => {
    const ax = plt.figure().add_subplot(111, { projection: '3d', xlabel: 'x', title: 'all' });
    ax.plot([0, 1], [0, 1], [0, 1]);
    ax.set_zlabel('height');
    ax.set_zticks([0, 1], np.array(['low', 'high']));
    ax.text(0, 0, 0, 'here');
    expect(words()).toEqual(expect.arrayContaining(['x', 'height', 'low', 'high', 'here', 'all']));
    expect(ax.get_zlabel()).toBe('height');
  });

  it('are other axes than those of the plane at the same place, and take nothing else', () => {
    const plane = plt.subplot(1, 2, 1);
    const space = plt.subplot(1, 2, 1, { projection: '3d' });
    expect(space).not.toBe(plane);
    expect(plt.subplot(1, 2, 1, { projection: '3d' })).toBe(space);
    expect(message(() => space.bar([1], [2]))).toMatchInlineSnapshot(
      `"ValueError: ax.bar: axes in space draw points, lines and words: scatter, plot, text. For other pictures make axes without projection: '3d'."`,
    );
    expect(message(() => space.scatter([1, 2], [1, 2], [1]))).toMatchInlineSnapshot(
      `"ShapeError: ax.scatter: x and z must have the same length. Received x (2,), z (1,)."`,
    );
    expect(message(() => space.text(1, 2, 'three'))).toMatchInlineSnapshot(
      `"ValueError: ax.text: x, y and z must be finite numbers. Received 'three'. Words in space: ax.text(x, y, z, 'here')."`,
    );
    expect(message(() => plt.axes({ projection: 'polar' as '3d' }))).toMatchInlineSnapshot(
      `"ValueError: plt.axes: projection must be '3d' or 'rectilinear'. Received 'polar'."`,
    );
    expect(message(() => space.set_zlim(0, NaN))).toMatchInlineSnapshot(
      `"ValueError: ax.set_zlim: limits must be finite numbers. Received NaN."`,
    );
  });
});

describe('refusals of the new calls', () => {
  it.each([
    ['arrow', () => plt.arrow(0, 0, 1, NaN)],
    ['spy', () => plt.spy([1, 2] as never)],
    ['norm and vmin', () => plt.imshow([[1, 2]], { norm: plt.Normalize(0, 1), vmin: 0 })],
    ['a norm that is none', () => plt.imshow([[1, 2]], { norm: [0, 1] as never })],
    ['ends the wrong way round', () => plt.Normalize(3, 1)],
  ])('%s', (_, work) => expect(message(work)).toMatchSnapshot());
});

it('one norm gives several pictures the same ends', () => {
  const norm = plt.Normalize();
  const [, [left, right]] = plt.subplots(1, 2);
  const first = left.imshow([[0, 4]], { norm });
  const second = right.imshow([[2, 9]], { norm });
  expect([first.vmin, first.vmax, second.vmin, second.vmax]).toEqual([0, 4, 0, 4]);
  const bar = plt.colorbar(plt.cm.ScalarMappable({ norm, cmap: 'jet' }));
  expect([bar.mappable.vmin, bar.mappable.vmax, bar.mappable.cmap.name]).toEqual([0, 4, 'jet']);
});

describe('arrays of texts stand for lists of words', () => {
  const names = np.array(['cat', 'dog', 'fox']);
  const list = ['cat', 'dog', 'fox'];
  const same: Record<string, (words: never) => unknown> = {
    bar: (w) => plt.bar(w, [1, 2, 3]),
    barh: (w) => plt.barh(w, [1, 2, 3]),
    plot: (w) => plt.plot(w, [1, 2, 3]),
    'y of plot': (w) => plt.plot(w),
    scatter: (w) => plt.scatter(w, [1, 2, 3]),
    tick_label: (w) => plt.bar([1, 2, 3], [1, 2, 3], { tick_label: w }),
    xticks: (w) => plt.xticks([0, 1, 2], w),
    set_xticklabels: (w) => (plt.gca().set_xticks([0, 1, 2]), plt.gca().set_xticklabels(w)),
    set: (w) => plt.gca().set({ xticks: [0, 1, 2], xticklabels: w }),
    legend: (w) => (plt.plot(np.eye(3)), plt.legend(w)), // prettier-ignore
    pie: (w) => plt.pie([1, 2, 3], { labels: w }),
    boxplot: (w) => plt.boxplot([[1, 2], [2, 3], [3, 4]], { tick_labels: w }), // prettier-ignore
    stackplot: (w) => plt.stackplot([0, 1], [1, 2], [1, 2], [1, 2], { labels: w }),
    bar_label: (w) => plt.bar_label(plt.bar([1, 2, 3], [1, 2, 3]), { labels: w }),
    hist: (w) => plt.hist([[1, 2], [2, 3], [3, 4]], { label: w }), // prettier-ignore
    confusionMatrix: (w) => plot.confusionMatrix(np.eye(3), { names: w }),
    'confusionMatrix, second': (w) => plot.confusionMatrix(np.eye(3), w),
    probabilities: (w) => plot.probabilities([0.2, 0.5, 0.3], { names: w }),
    imageGrid: (w) => plot.imageGrid(np.zeros([3, 4, 4]), { labels: w }),
    'names of imageGrid': (w) => plot.imageGrid(np.zeros([3, 4, 4]), { labels: [0, 1, 2], names: w }),
    embedding: (w) => plot.embedding(np.eye(3, 2), { labels: w }),
    featureMaps: (w) => plot.featureMaps(np.zeros([4, 4, 3]), { titles: w }),
  };
  it.each(Object.entries(same))('%s', (_, draw) => {
    const pictures = [list, names].map((given) => {
      draw(given as never);
      const text = JSON.stringify(plt.gcf().toPlotly());
      plt.close('all');
      return text;
    });
    expect(pictures[1]).toBe(pictures[0]);
    expect(pictures[0]).toContain('fox');
  });
});
