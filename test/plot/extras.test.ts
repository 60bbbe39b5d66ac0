import { afterEach, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { plt } from '../../src/plot/index.ts';
import { formatNumber } from '../../src/plot/text/number-format.ts';

afterEach(() => {
  plt.close('all');
  plt.style.use('default');
});

type Part = Record<string, unknown>;
function drawn(): { data: Part[]; layout: Record<string, Part> } {
  return plt.gcf().toPlotly() as unknown as { data: Part[]; layout: Record<string, Part> };
}

describe('hist of several rows, as matplotlib', () => {
  const a = [1, 2, 2, 3, 3, 3, 4];
  const b = [2, 3, 4, 4, 5];

  it('stacks them, side by side by default', () => {
    const [tops, edges] = plt.hist([a, b], { bins: 4, stacked: true, label: ['a', 'b'] });
    expect(tops.map((row) => [...row])).toEqual([
      [1, 2, 3, 1],
      [1, 3, 4, 4],
    ]);
    expect([...edges]).toEqual([1, 2, 3, 4, 5]);
    const { data } = drawn();
    expect(data.map(({ x, y, base, name }) => [x, y, base, name])).toEqual([
      [[1.5, 2.5, 3.5, 4.5], [1, 2, 3, 1], [0, 0, 0, 0], 'a'],
      [[1.5, 2.5, 3.5, 4.5], [0, 1, 1, 3], [1, 2, 3, 1], 'b'],
    ]);
    plt.figure();
    const [, , [, second]] = plt.hist([a, b], { bins: 4 });
    expect(drawn().data[1]).toMatchObject({ x: [1.7, 2.7, 3.7, 4.7], width: [0.4, 0.4, 0.4, 0.4] });
    expect(second).toBeDefined();
    const [perColumn] = plt.hist(
      np.array([
        [0, 5],
        [1, 5],
        [4, 9],
      ]),
      { bins: [0, 4, 8, 12] },
    );
    expect(perColumn).toEqual([Float64Array.of(2, 1, 0), Float64Array.of(0, 2, 1)]);
    expect(() => plt.hist(np.zeros([2, 2, 2]))).toThrow('For one histogram of all numbers: x.ravel()');
    const [dense] = plt.hist([a, b], { bins: 2, density: true, stacked: true });
    expect(dense.map((row) => [...row].map((x) => Number(x.toFixed(6))))).toEqual([
      [0.125, 0.166667],
      [0.166667, 0.333333],
    ]);
  });

  it('counts its bins by the rules of NumPy', () => {
    const x = Array.from({ length: 50 }, (_, i) => i ** 1.5);
    const bins = ['auto', 'fd', 'sturges', 'rice', 'scott', 'sqrt'].map(
      (rule) => plt.hist(x, { bins: rule })[0].length,
    );
    expect(bins).toEqual([7, 4, 7, 8, 4, 8]);
    expect(() => plt.hist(x, { bins: 'sturgis' })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.hist: bins as a text must be 'sqrt', 'sturges', 'rice', 'scott', 'fd' or 'auto'. Received 'sturgis'. Did you mean 'sturges'?]`,
    );
  });

  it('draws an outline that stands on zero', () => {
    plt.hist([1, 2, 2], { bins: 2, histtype: 'step' });
    const { data, layout } = drawn();
    expect([data[0]!['x'], data[0]!['y']]).toEqual([
      [1, 1, 1.5, 1.5, 2, 2],
      [0, 1, 1, 2, 2, 0],
    ]);
    expect(layout['yaxis']!['range']).toEqual([0, 2.1]);
  });
});

describe('axes', () => {
  it('twinx shares x, has its ticks at the right, and one legend may list both', () => {
    const [, ax] = plt.subplots();
    const lines = ax.plot([1, 2], [3, 4], { label: 'loss' });
    const other = ax.twinx();
    lines.push(...other.plot([1, 5], [60, 80], { label: 'acc' }));
    ax.legend(
      lines,
      lines.map((line) => line.get_label()),
    );
    const { data, layout } = drawn();
    expect(data.map(({ xaxis, yaxis, name, showlegend }) => [xaxis, yaxis, name, showlegend])).toEqual([
      ['x', 'y', 'loss', true],
      ['x', 'y2', 'acc', true],
    ]);
    expect(layout['yaxis2']).toMatchObject({ overlaying: 'y', side: 'right', anchor: 'x' });
    expect(layout['xaxis']!['range']).toEqual([0.8, 5.2]);
    expect(layout['xaxis2']).toBeUndefined();
  });

  it('that share an axis unite their data before the margin and write the words once', () => {
    const [, [top, bottom]] = plt.subplots(2, 1, { sharex: true });
    top.plot([0, 1], [0, 0]);
    bottom.plot([0, 10], [1, 2]);
    const { layout } = drawn();
    expect(layout['xaxis']).toMatchObject({ range: [-0.5, 10.5], showticklabels: false });
    expect(layout['xaxis2']!['range']).toEqual([-0.5, 10.5]);
    expect(layout['xaxis2']!['showticklabels']).toBeUndefined();
  });

  it('take margins, spines, and ratios of rows and columns', () => {
    const [, axes] = plt.subplots(1, 2, { gridspec_kw: { width_ratios: [1, 3] } });
    axes[0].plot([0, 1]);
    axes[0].margins({ y: 0.5 });
    axes[0].spines.top.set_visible(false);
    const { layout } = drawn();
    const width = (name: string): number => {
      const [from, to] = layout[name]!['domain'] as [number, number];
      return to - from;
    };
    expect(width('xaxis2') / width('xaxis')).toBeCloseTo(3, 1);
    expect(layout['yaxis']!['range']).toEqual([-0.5, 1.5]);
    expect(layout['xaxis']).toMatchObject({ mirror: false, showline: true });
    expect(() => plt.subplots(1, 2, { gridspec_kw: { width_ratios: [1] } })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.subplots: width_ratios must be 2 numbers above 0. Received [1].]`,
    );
  });

  it('xticks with options alone only changes the look', () => {
    plt.bar(['a', 'b'], [1, 2]);
    plt.xticks({ rotation: 45 });
    plt.yticks([0, 50_000, 100_000]);
    const { layout } = drawn();
    expect(layout['xaxis']).toMatchObject({ tickangle: -45, ticktext: ['a', 'b'] });
    expect(layout['yaxis']!['ticktext']).toEqual(['0', '50000', '100000']);
  });

  it('logarithmic ones have decades, or every second where there are many, or some digits where there are none', () => {
    const step = (low: number, high: number): unknown => {
      plt.figure();
      plt.semilogy([1, 2], [low, high]);
      return drawn().layout['yaxis']!['dtick'] ?? drawn().layout['yaxis']!['ticktext'];
    };
    expect([step(1, 1e4), step(1e-8, 1e12), step(1, 12)]).toEqual([1, 2, 1]);
    const tens = (power: string): string => `10<sup>${power}</sup>`;
    expect(step(0.13, 0.7)).toEqual(['2', '3', '4', '6'].map((digit) => `${digit}×${tens('−1')}`));
    expect(step(3, 5)).toEqual([3, 4, 5].map((digit) => `${digit}×${tens('0')}`));
    plt.text(1, 100, 'hundred');
    expect((drawn().layout['annotations'] as unknown as Part[])[0]).toMatchObject({ y: 2 });
  });

  it('a picture with aspect auto fills the frame', () => {
    plt.imshow([[1, 2]], { aspect: 'auto' });
    expect(drawn().layout['yaxis']).toMatchObject({ scaleanchor: false });
  });

  it('matshow has ticks at whole numbers only', () => {
    plt.matshow([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(drawn().layout['xaxis']).toMatchObject({ tick0: 0, dtick: 1, tickformat: '.0f' });
  });
});

describe('pie and defaults', () => {
  it('pie cuts a disc, words outside, shares inside', () => {
    const [wedges, texts] = plt.pie([1, 3], { labels: ['a', 'b'], autopct: '%.0f%%', startangle: 90 });
    expect(wedges.map(({ from, to }) => [from, to])).toEqual([
      [90, 180],
      [180, 450],
    ]);
    expect(texts.map(({ words }) => words)).toEqual(['a', '25%', 'b', '75%']);
    expect(() => plt.pie([1, -1])).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.pie: the parts must not be negative, and not all zero. Received [1, -1].]`,
    );
  });

  it('rcParams hold for figures to come, until rcdefaults', () => {
    plt.rcParams['figure.figsize'] = [10, 5];
    plt.rc('lines', { linewidth: 3 });
    plt.plot([1, 2]);
    expect(drawn().layout).toMatchObject({ width: 1000, height: 500 });
    expect((drawn().data[0]!['line'] as Part)['width']).toBeCloseTo(3 / 0.72);
    plt.rcdefaults();
    expect(plt.figure().figsize).toEqual([6.4, 4.8]);
    expect(() => plt.rc('lines', { linewith: 3 })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.rc: there is no such setting. Received 'lines.linewith'. Did you mean 'lines.linewidth'?]`,
    );
  });

  it("axis('square') reaches as far in y as in x", () => {
    plt.plot([0, 10], [0, 100]);
    plt.axis('square');
    expect([plt.xlim(), plt.ylim()]).toEqual([
      [-0.5, 109.5],
      [-5, 105],
    ]);
  });
});

describe('what Python gives by position', () => {
  it('widths of bars, errors, colormaps', () => {
    expect([...plt.bar([0, 1], [1, 2], 0.35).width]).toEqual([0.35, 0.35]);
    expect([...plt.errorbar([0, 1], [1, 2], [0.1, 0.2], { fmt: 'o' }).yerr!.above]).toEqual([0.1, 0.2]);
    expect(plt.imshow([[1]], 'gray').cmap.name).toBe('gray');
  });

  it('pad moves a title away and widens a tight layout', () => {
    const y = (): unknown => (drawn().layout['annotations'] as unknown as Part[])[0]!['y'];
    plt.subplots();
    plt.title('near');
    const near = y() as number;
    plt.title('far', { pad: 20 });
    expect(y()).not.toBe(near);
    const left = (pad: number): number => {
      plt.tight_layout({ pad });
      return (drawn().layout['xaxis']!['domain'] as number[])[0]!;
    };
    expect(left(4)).toBeGreaterThan(left(1));
  });
});

describe('legends', () => {
  it('find the emptiest corner, bars and areas counted', () => {
    plt.bar([0, 1, 2], [1, 2, 3], { label: 'rising' });
    plt.legend();
    expect(drawn().layout['legend']).toMatchObject({ xanchor: 'left', yanchor: 'top' });
  });

  it('take numbers, anchors and columns, and say what places there are', () => {
    for (let i = 0; i < 5; i++) plt.plot([0, i], { label: `line ${i}` });
    plt.legend({ loc: 9, ncol: 2, bbox_to_anchor: [0.5, 1.2] });
    const { data, layout } = drawn();
    expect(layout['legend']).toMatchObject({ xanchor: 'center', yanchor: 'top', orientation: 'h' });
    expect(data.map(({ legendgroup }) => legendgroup)).toEqual([
      'legend 0',
      'legend 0',
      'legend 0',
      'legend 1',
      'legend 1',
    ]);
    expect(() => plt.legend({ loc: 'upper lft' as 'best' })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.legend: loc must be one of 'best', 'upper right', 'upper left', 'lower left', 'lower right', 'right', 'center left', 'center right', 'lower center', 'upper center', 'center' or its number. Received 'upper lft'. Did you mean 'upper left'?]`,
    );
  });
});

describe('words', () => {
  it('bar_label writes the lengths, in Python spelling', () => {
    const bars = plt.bar([0, 1], [3.25, -1]);
    const edge = plt.bar_label(bars, { padding: 3 });
    expect(edge.map(({ words, look }) => [words, look.va])).toEqual([
      ['3.25', 'bottom'],
      ['-1', 'top'],
    ]);
    expect(plt.bar_label(bars, { fmt: '%.1f%%', label_type: 'center' }).map(({ words, y }) => [words, y])).toEqual([
      ['3.2%', 1.625],
      ['-1.0%', -0.5],
    ]);
    expect(() => plt.bar_label(bars, { labels: ['a'] })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.bar_label: there must be one label for each bar. Received 2 bars, 1 labels.]`,
    );
  });

  it('numbers are spelled as by Python', () => {
    const spelled = ['%g', '%.3g', '%d', '%+.1f', '%e', '{:.2f}', '{:,.0f}', '{}', '{:.1%}'].map((format) =>
      formatNumber(format, 1234.5, 'test'),
    );
    expect(spelled).toEqual([
      '1234.5',
      '1.23e+03',
      '1234',
      '+1234.5',
      '1.234500e+03',
      '1234.50',
      '1,234',
      '1234.5',
      '123450.0%',
    ]);
    expect(() => formatNumber('two', 1, 'plt.bar_label')).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.bar_label: a number format is written like '%.2f' or '{:.2f}'. Received 'two'.]`,
    );
  });

  it('annotate points from the middle of the words, in data or in points', () => {
    plt.plot([0, 10], [0, 10]);
    plt.annotate('a', { xy: [1, 1], xytext: [5, 5], arrowprops: { arrowstyle: '->' }, ha: 'center', va: 'center' });
    plt.annotate('b', [2, 2], { xytext: [72, 36], textcoords: 'offset points' });
    plt.annotate('c', { xy: [2, 2], xytext: [72, 0], textcoords: 'offset points', arrowprops: {}, ha: 'center' });
    const [a, b, c] = drawn().layout['annotations'] as unknown as Part[];
    expect(a).toMatchObject({ x: 1, y: 1, ax: 5, ay: 5, arrowhead: 4, arrowside: 'end' });
    expect(b).toMatchObject({ x: 2, y: 2, xshift: 100, showarrow: false });
    expect(c).toMatchObject({ axref: 'pixel', ax: 100 });
    expect(() =>
      plt.annotate('d', { xy: [1, 1], arrowprops: { arrowstyle: '=>' } }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.annotate arrowprops: arrowstyle must be '-', '->', '<-', '<->', '-|>', '<|-', '<|-|>', 'simple', 'fancy' or 'wedge'. Received '=>'. Did you mean '->'?]`,
    );
  });
});

describe('colours', () => {
  it('NaN and infinity are holes in a picture', () => {
    plt.imshow([[1, Number.NaN, Infinity]]);
    expect(drawn().data[0]!['source']).toMatch(/^data:image\/png;base64,/);
  });

  it('contour lines reach from the level below to the level above, areas take the middle of their levels', () => {
    const z = np.array([
      [0.2, 1],
      [2, 3.2],
    ]);
    const lines = plt.contour(z, { levels: [0, 1, 2, 3, 4], cmap: 'gray' });
    expect([lines.vmin, lines.vmax]).toEqual([0, 4]);
    const areas = plt.contourf(z, { levels: [0, 1, 2, 4], cmap: 'gray' });
    expect(areas.areaColors()).toEqual(['#202020', '#606060', '#c0c0c0']);
    const trace = drawn().data.at(-1)!;
    expect(trace['contours']).toMatchObject({ start: 1, end: 2, size: 1 });
    expect(trace['z']).toEqual([
      [0.2, 1],
      [2, 2.6],
    ]);
  });

  it('a horizontal colour bar lies under the picture; its label can be set afterwards', () => {
    plt.imshow([[1, 2]]);
    const bar = plt.colorbar({ orientation: 'horizontal' });
    bar.set_label('value');
    const { data, layout } = drawn();
    expect((data[1]!['marker'] as Part)['colorbar']).toMatchObject({ orientation: 'h', yanchor: 'top' });
    expect((layout['annotations'] as unknown as Part[])[0]).toMatchObject({ text: 'value' });
  });

  it('dark_background brings its own colours', () => {
    plt.style.use('dark_background');
    plt.plot([1, 2]);
    expect((drawn().data[0]!['line'] as Part)['color']).toBe('#8dd3c7');
  });
});
