import { afterEach, describe, expect, it, vi } from 'vitest';
import { np } from '../../src/array/index.ts';
import { displaySymbol } from '../../src/display/index.ts';
import { plot, plt } from '../../src/plot/index.ts';
import { unpack } from './packed.ts';

afterEach(() => {
  plt.close('all');
  plt.style.use('default');
});

/** Data and layout of the figure in use. */
function drawn() {
  const { data, layout } = plt.gcf().toPlotly();
  return {
    data: data as Record<string, unknown>[],
    layout: layout as Record<string, Record<string, unknown> | undefined>,
  };
}

describe('plot', () => {
  it('draws y over its index, several groups and options last', () => {
    plt.plot([1, 4, 9]);
    plt.plot([0, 1], [2, 3], 'r--', [0, 1], [3, 2], 'go', { label: 'both' });
    const { data } = drawn();
    expect(data.map(({ x, y, mode }) => ({ x, y, mode }))).toEqual([
      { x: [0, 1, 2], y: [1, 4, 9], mode: 'lines' },
      { x: [0, 1], y: [2, 3], mode: 'lines' },
      { x: [0, 1], y: [3, 2], mode: 'markers' },
    ]);
    expect(data[1]).toMatchObject({ line: { color: '#ff0000' }, name: 'both' });
  });

  it('takes arrays of every layout, typed arrays and tables', () => {
    const table = np.array([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    plt.plot(table);
    plt.plot(table.T.reshape(6));
    plt.plot(new Float32Array([7, 8]));
    expect(drawn().data.map(({ y }) => y)).toEqual([
      [1, 3, 5],
      [2, 4, 6],
      [1, 3, 5, 2, 4, 6],
      [7, 8],
    ]);
  });

  it('leaves gaps at NaN and infinity and does not let them set the limits', () => {
    plt.plot([1, Number.NaN, 3, Infinity]);
    const { data, layout } = drawn();
    expect(data[0]!['y']).toEqual([1, null, 3, null]);
    expect(layout['yaxis']!['range']).toEqual([0.9, 3.1]);
  });

  it('escapes what Plotly would take for markup', () => {
    plt.plot([1, 2], { label: '<b>&' });
    plt.title('a < b & c\nd');
    plt.legend();
    const { data, layout } = drawn();
    expect(data[0]!['name']).toBe('&lt;b>&amp;');
    expect((layout['annotations'] as unknown as { text: string }[])[0]!.text).toBe('a &lt; b &amp; c<br>d');
  });

  it('sends long rows as base64 doubles', () => {
    plt.plot(Array.from({ length: 1000 }, (_, i) => i));
    const y = drawn().data[0]!['y'] as { dtype: string; bdata: string };
    const bytes = Uint8Array.from(Buffer.from(y.bdata, 'base64'));
    expect([y.dtype, ...new Float64Array(bytes.buffer).slice(-2)]).toEqual(['f8', 998, 999]);
  });
});

describe('imshow', () => {
  it('shows row 0 at the top, with numbers to hover', () => {
    plt.imshow([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const { data, layout } = drawn();
    expect(data[0]).toMatchObject({ type: 'image', x0: 0, dx: 1, y0: 0, dy: 1 });
    expect(unpack(data[0]!['text'])).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(layout['xaxis']!['range']).toEqual([-0.5, 2.5]);
    expect(layout['yaxis']!['range']).toEqual([1.5, -0.5]);
  });

  it('turns the rows for an axis that runs upwards', () => {
    plt.imshow(
      [
        [1, 2],
        [3, 4],
      ],
      { extent: [0, 4, 0, 2] },
    );
    const [image] = drawn().data;
    expect(image).toMatchObject({ x0: 1, dx: 2, y0: 0.5, dy: 1 });
    expect(unpack(image!['text'])).toEqual([
      [3, 4],
      [1, 2],
    ]);
  });

  it('keeps squares square: the frame has the aspect of the picture', () => {
    plt.imshow(np.zeros([10, 40]));
    const { layout } = drawn();
    const [x, y] = [layout['xaxis']!['domain'], layout['yaxis']!['domain']] as [number[], number[]];
    expect(((x[1]! - x[0]!) * 640) / ((y[1]! - y[0]!) * 480)).toBeCloseTo(4, 3);
  });

  it('vmin and vmax set the ends of the colormap', () => {
    const image = plt.imshow([[0, 10]], { vmin: -10, vmax: 10 });
    plt.colorbar(image, { label: '값' });
    const bar = drawn().data.at(-1)!['marker'] as { cmin: number; cmax: number };
    expect([bar.cmin, bar.cmax]).toEqual([-10, 10]);
  });

  it.each([
    ['an empty array', () => plt.imshow(np.zeros([0, 3]))],
    ['one row', () => plt.imshow([1, 2, 3])],
    ['two channels', () => plt.imshow(np.zeros([4, 5, 2]))],
    ['a batch', () => plt.imshow(np.zeros([2, 4, 5, 3]))],
    ['vmin above vmax', () => plt.imshow([[1, 2]], { vmin: 3, vmax: 1 })],
    ['an unknown interpolation', () => plt.imshow([[1, 2]], { interpolation: 'wavy' })],
    ['x and y of different length', () => plt.plot([1, 2, 3], [1, 2])],
    ['nothing', () => (plt.plot as unknown as () => void)()],
    ['a subplot outside the grid', () => plt.subplot(2, 2, 5)],
    ['a colour bar without a picture', () => plt.colorbar()],
    ['bins that shrink', () => plt.hist([1, 2], { bins: [3, 2, 1] })],
    ['no bins', () => plt.hist([1, 2], 0)],
    ['only NaN', () => plt.hist([Number.NaN])],
    ['ticks without words', () => plt.xticks([0, 1], ['a'])],
    ['a limit that is NaN', () => plt.xlim(Number.NaN, 1)],
    ['a wrong axis setting', () => plt.axis('offf')],
    ['a figure without size', () => plt.figure({ figsize: [0, 3] })],
    [
      'a flat z',
      () =>
        plt.contour([
          [1, 1],
          [1, 1],
        ]),
    ],
    ['an unknown style', () => plt.style.use('drak')],
    ['a negative error', () => plt.errorbar([1], [1], { yerr: -1 })],
  ])('%s is refused with a reason', (_, call) => {
    let message = 'accepted';
    try {
      call();
    } catch (error) {
      message = String(error);
    }
    expect(message).toMatchSnapshot();
  });
});

it('a picture whose channels stand first gets the line that shows it', () => {
  for (const [shape, line] of [
    [[1, 28, 28], 'x.at(0)'],
    [[3, 32, 32], 'x.transpose(1, 2, 0)'],
    [[28, 28, 2], "x.at(':', ':', 0)"],
  ] as const) {
    expect(() => plt.imshow(np.zeros(shape))).toThrow(line);
  }
  expect(() => plot.stepper(np.zeros([1, 5, 5]), np.ones([3, 3]))).toThrow('x.at(0)');
});

describe('other plots', () => {
  it('hist counts as NumPy: the last bin holds its right edge', () => {
    const [counts, edges] = plt.hist([0, 1, 1, 2, 4], { bins: 4 });
    expect([[...counts], [...edges]]).toEqual([
      [1, 2, 1, 1],
      [0, 1, 2, 3, 4],
    ]);
    const [density] = plt.hist([0, 1, 1, 2, 4], { bins: 4, density: true });
    expect(density.reduce((sum, d) => sum + d, 0)).toBeCloseTo(1);
  });

  it('bars stand on zero, words become ticks', () => {
    plt.bar(['a', 'b'], [3, 5]);
    const { data, layout } = drawn();
    expect(data[0]).toMatchObject({ type: 'bar', x: [0, 1], y: [3, 5], base: [0, 0], width: [0.8, 0.8] });
    expect(layout['yaxis']!['range']).toEqual([0, 5.25]);
    expect(layout['xaxis']!['ticktext']).toEqual(['a', 'b']);
  });

  it('contour gives the levels matplotlib picks', () => {
    const z = np.array([
      [0, 1, 2],
      [1, 2, 3],
      [2, 3, 4],
    ]);
    expect(plt.contour(z).levels).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]);
  });

  it('fill_between, errorbar, axhline, text and annotate leave their parts', () => {
    plt.fill_between([0, 1, 2], [1, 2, 3], { alpha: 0.3 });
    plt.errorbar([0, 1], [1, 2], {
      yerr: [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      fmt: 'o',
      capsize: 2,
    });
    plt.axhline(1.5, { color: 'k', label: 'limit' });
    plt.text(0, 0, 'here');
    plt.annotate('there', { xy: [1, 2], xytext: [0, 3], arrowprops: {} });
    plt.legend();
    const { data, layout } = drawn();
    expect(data[0]).toMatchObject({ fill: 'toself', opacity: 0.3 });
    expect(data[1]).toMatchObject({ error_y: { array: [0.3, 0.4], arrayminus: [0.1, 0.2] } });
    expect((layout['shapes'] as unknown as unknown[])[0]).toMatchObject({ y0: 1.5, name: 'limit', showlegend: true });
    expect(
      (layout['annotations'] as unknown as { text: string; showarrow: boolean }[]).map(({ text, showarrow }) => [
        text,
        showarrow,
      ]),
    ).toEqual([
      ['here', false],
      ['there', true],
    ]);
  });
});

describe('figures', () => {
  it('subplots gives one, a row or a table of axes', () => {
    const [, one] = plt.subplots();
    const [, row] = plt.subplots(1, 3);
    const [, table] = plt.subplots(2, 3, { figsize: [12, 8] });
    one.plot([1]);
    expect([row.length, table.length, table[1].length]).toEqual([3, 2, 3]);
    expect(plt.gcf().toPlotly().layout).toMatchObject({ width: 1200, height: 800 });
  });

  it('subplot(231) is subplot(2, 3, 1) and comes back when asked again', () => {
    expect(plt.subplot(231)).toBe(plt.subplot(2, 3, 1));
    expect(plt.gcf().axes).toHaveLength(1);
  });

  it('sharex and sharey give all axes the widest limits', () => {
    const [fig, [left, right]] = plt.subplots(1, 2, { sharey: true });
    left.plot([0, 1]);
    right.plot([0, 10]);
    const layout = fig.toPlotly().layout as Record<string, { range: number[]; matches?: string }>;
    expect(layout['yaxis']!.range).toEqual([-0.5, 10.5]);
    expect(layout['yaxis2']).toMatchObject({ range: [-0.5, 10.5], matches: 'y' });
  });

  it('matshow opens a figure of the shape of the matrix', () => {
    plt.matshow(np.zeros([3, 6]));
    plt.matshow(np.zeros([6, 6]));
    expect(plt.get_fignums()).toHaveLength(2);
    expect(plt.gcf().figsize).toEqual([4.8, 4.8]);
    plt.figure();
    plt.subplot(1, 2, 1);
    plt.matshow(np.zeros([2, 2]));
    expect(plt.get_fignums()).toHaveLength(3);
  });

  it('decorations of neighbours do not overlap', () => {
    const [fig, axes] = plt.subplots(2, 2, { figsize: [5, 4] });
    for (const ax of axes.flat()) ax.set({ title: 'title', xlabel: 'x', ylabel: 'a long label' });
    const layout = fig.toPlotly().layout as Record<string, { domain: [number, number] }>;
    const gap = (layout['yaxis']!.domain[0] - layout['yaxis3']!.domain[1]) * 400;
    expect(gap).toBeGreaterThan(60);
    expect((layout['xaxis2']!.domain[0] - layout['xaxis']!.domain[1]) * 500).toBeGreaterThan(40);
  });

  it('what calls return prints nothing as the last line of a cell', () => {
    const returned = [
      plt.plot([1]),
      plt.imshow([[1]]),
      plt.hist([1, 2]),
      plt.subplots(1, 2),
      plt.text(0, 0, ''),
      plt.gca(),
    ];
    for (const value of returned) {
      expect((value as unknown as Record<symbol, () => unknown>)[displaySymbol]!()).toEqual({});
    }
  });

  it('of several styles none is taken when one is unknown', () => {
    expect(() => plt.style.use(['dark_background', 'drak'])).toThrow("Received 'drak'");
    plt.figure();
    expect(plt.gcf().toPlotly().layout['meta']).toEqual({ kernelab: { theme: 'auto' } });
  });

  it('follows the page unless a style is set', () => {
    plt.plot([1]);
    expect(plt.gcf().toPlotly().layout['meta']).toEqual({ kernelab: { theme: 'auto' } });
    plt.style.use('dark_background');
    plt.figure();
    expect(plt.gcf().toPlotly().layout).toMatchObject({
      meta: { kernelab: { theme: 'dark' } },
      template: { layout: { paper_bgcolor: 'black' } },
    });
  });
});

describe('where nobody looks', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('a figure is a line of text, and wrong data are refused all the same', () => {
    vi.stubEnv('KERNELAB_PICTURES', 'off');
    const figure = plt.figure();
    plt.plot([1, 2]);
    const bundle = (figure as unknown as Record<symbol, () => object>)[displaySymbol]!();
    expect(Object.keys(bundle)).toEqual(['text/plain']);
    expect(() => plt.plot([1, 2], [1, 2, 3])).toThrow(/plt\.plot/);
  });
});
