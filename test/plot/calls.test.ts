import { afterEach, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { plt } from '../../src/plot/index.ts';

afterEach(() => {
  plt.close('all');
  plt.style.use('default');
});

type Part = Record<string, unknown>;
function drawn(): { data: Part[]; layout: Record<string, Part> } {
  return plt.gcf().toPlotly() as unknown as { data: Part[]; layout: Record<string, Part> };
}

/** What a call says when it refuses. */
function refusal(call: () => void): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}

describe('options that do not exist', () => {
  const wrong = { colour: 'red' } as object;

  it('are refused with the one that was meant', () => {
    expect([
      refusal(() => plt.plot([1, 2], [3, 4], wrong)),
      refusal(() => plt.bar(['a'], [1], { edge_color: 'k' } as object)),
      refusal(() => plt.legend({ location: 'best' } as object)),
      refusal(() => plt.subplots(1, 2, { figSize: [1, 2] } as object)),
    ]).toMatchInlineSnapshot(`
      [
        "ValueError: plt.plot: there is no option 'colour'. Received { colour: 'red' }. Did you mean 'color'?",
        "ValueError: plt.bar: there is no option 'edge_color'. Received { edge_color: 'k' }. Did you mean 'edgecolor'?",
        "ValueError: plt.legend: there is no option 'location'. Received { location: 'best' }. Did you mean 'loc'?",
        "ValueError: plt.subplots: there is no option 'figSize'. Received { figSize: [1, 2] }. Did you mean 'figsize'?",
      ]
    `);
  });

  it('and so are values that make no sense', () => {
    const none = undefined as unknown as number[];
    expect([
      refusal(() => plt.plot([1, 2], none)),
      refusal(() => plt.plot([1, 2], { alpha: 3 })),
      refusal(() => plt.text(0, 0, 'a', { ha: 'middle' } as object)),
      refusal(() => plt.figure({ figsize: 5 } as object)),
      refusal(() => plt.gca().add_patch({} as ReturnType<typeof plt.Rectangle>)),
    ]).toMatchInlineSnapshot(`
      [
        "ValueError: plt.plot: y must be numbers. Received undefined. Something of that name does not exist: see Object.keys(history.history), or the names of your variables.",
        "ValueError: plt.plot: alpha must be a number from 0 to 1. Received 3.",
        "ValueError: plt.text: ha must be 'left', 'center' or 'right'. Received 'middle'.",
        "ValueError: plt.figure: figsize is [width, height] in inches, each above 0 and at most 100. Received figsize 5.",
        "ValueError: ax.add_patch: the argument must be a shape such as plt.Rectangle([x, y], width, height). Received {}.",
      ]
    `);
  });

  const row = [1, 2, 3];
  const draw = plt.fill;
  const z = [row, row.map((x) => x * x)];
  const calls: Record<string, () => unknown> = {
    plot: () => plt.plot(row, wrong),
    step: () => plt.step(row, row, wrong),
    stem: () => plt.stem(row, wrong),
    scatter: () => plt.scatter(row, row, wrong),
    hist: () => plt.hist(row, wrong),
    hist2d: () => plt.hist2d(row, row, wrong),
    barh: () => plt.barh(row, row, wrong),
    errorbar: () => plt.errorbar(row, row, wrong),
    boxplot: () => plt.boxplot(row, wrong),
    violinplot: () => plt.violinplot(row, wrong),
    pie: () => plt.pie(row, wrong),
    fill: () => draw(row, row, wrong),
    fill_between: () => plt.fill_between(row, row, wrong),
    fill_betweenx: () => plt.fill_betweenx(row, row, wrong),
    stackplot: () => plt.stackplot(row, row, wrong),
    imshow: () => plt.imshow(z, wrong),
    matshow: () => plt.matshow(z, wrong),
    contour: () => plt.contour(z, wrong),
    pcolormesh: () => plt.pcolormesh(z, wrong),
    quiver: () => plt.quiver(row, row, wrong),
    vlines: () => plt.vlines(row, 0, 1, wrong),
    axhline: () => plt.axhline(0, wrong),
    axline: () => plt.axline([0, 0], { slope: 1, ...wrong }),
    text: () => plt.text(0, 0, 'a', wrong),
    annotate: () => plt.annotate('a', [0, 0], wrong),
    title: () => plt.title('a', wrong),
    xticks: () => plt.xticks([1], ['a'], wrong),
    tick_params: () => plt.tick_params(wrong),
    grid: () => plt.grid(wrong),
    Rectangle: () => plt.Rectangle([0, 0], 1, 1, wrong),
    savefig: () => plt.savefig('never.png', wrong),
    colorbar: () => plt.gcf().colorbar(plt.imshow(z), wrong),
  };
  it.each(Object.entries(calls))('by %s', (name, call) => {
    expect(refusal(call)).toMatch(new RegExp(`^ValueError: (plt|fig)\\.${name}: there is no option 'colour'`));
  });
});

describe('places of a grid', () => {
  it('are joined by slices, counted from both ends', () => {
    const gs = plt.GridSpec(2, 3);
    const spans = [gs.at(0, ':'), gs.at(-1, '1:'), gs.at(':', 0), gs.at(4), gs.at('0:2', -1)];
    expect(spans.map(({ row, column }) => [row, column])).toEqual([
      [
        [0, 0],
        [0, 2],
      ],
      [
        [1, 1],
        [1, 2],
      ],
      [
        [0, 1],
        [0, 0],
      ],
      [
        [1, 1],
        [1, 1],
      ],
      [
        [0, 1],
        [2, 2],
      ],
    ]);
    expect([
      refusal(() => gs.at(2, 0)),
      refusal(() => gs.at('2:', 0)),
      refusal(() => plt.GridSpec(2, 2, { width_ratios: [1] })),
    ]).toMatchInlineSnapshot(`
        [
          "IndexError: GridSpec.at: the index must lie between -2 and 1. Received 2.",
          "IndexError: GridSpec.at: the slice must name at least one of 2 places, such as ':', '1:' or '0:2'. Received '2:'.",
          "ValueError: plt.GridSpec: width_ratios must be 2 numbers above 0. Received [1].",
        ]
      `);
  });

  it('share their limits in a mosaic as in a table, and keep the numbers at its edge', () => {
    const any = (value: unknown): never => value as never;
    const [fig, { A, B, C }] = plt.subplot_mosaic('AB;CC', { sharex: true, sharey: true, subplot_kw: { title: 'x' } });
    A!.plot([0, 20], [0, 1]);
    C!.plot([0, 1], [-5, 5]);
    expect(B!.get_xlim()).toEqual(A!.get_xlim());
    expect(B!.get_ylim()).toEqual(C!.get_ylim());
    expect([A, B, C].map((axes) => [axes!.ticks.x.hidden, axes!.ticks.y.hidden])).toEqual([
      [true, false],
      [true, true],
      [false, false],
    ]);
    const own = plt.figure().subplot_mosaic('D;E', { sharex: true });
    own['D']!.plot([0, 20], [0, 1]);
    expect(own['E']!.get_xlim()).toEqual(own['D']!.get_xlim());
    expect(own['E']!.get_ylim()).not.toEqual(own['D']!.get_ylim());
    expect([
      refusal(() => plt.subplot_mosaic('A;B', { sharex: any('col') })),
      refusal(() => fig.subplot_mosaic('A;B', any({ figsize: [3, 3] }))),
    ]).toMatchInlineSnapshot(`
      [
        "ValueError: plt.subplot_mosaic: sharex must be true or false. Received 'col'.",
        "ValueError: fig.subplot_mosaic: there is no option 'figsize'. Received { figsize: [3, 3] }. The options are gridspec_kw, width_ratios, height_ratios, subplot_kw, sharex, sharey.",
      ]
    `);
  });

  it('have names in a mosaic', () => {
    const [fig, axd] = plt.subplot_mosaic([
      ['left', 'top'],
      ['left', '.'],
    ]);
    axd.left.set_title('left');
    expect(Object.keys(axd)).toEqual(['left', 'top']);
    expect(axd.left.position).toMatchObject({ rows: 2, columns: 2, row: [0, 1], column: [0, 0] });
    expect(fig.axes).toHaveLength(2);
    expect(Object.keys(plt.subplot_mosaic('AAB;CCD')[1])).toEqual(['A', 'B', 'C', 'D']);
    expect([refusal(() => plt.subplot_mosaic('AB;BA')), refusal(() => plt.subplot_mosaic('AB;A'))])
      .toMatchInlineSnapshot(`
        [
          "ValueError: plt.subplot_mosaic: the places of a name must form a rectangle. Received 'A'.",
          "ValueError: plt.subplot_mosaic: all rows must have the same number of names. Received 2, 1.",
        ]
      `);
  });

  it('subplot2grid spans rows and columns', () => {
    const ax = plt.subplot2grid([3, 3], [1, 0], { colspan: 2, rowspan: 2 });
    expect(ax.position).toMatchObject({ row: [1, 2], column: [0, 1] });
    expect(refusal(() => plt.subplot2grid([2, 2], [1, 1], { colspan: 2 }))).toMatchInlineSnapshot(
      `"ValueError: plt.subplot2grid: the place must lie in a grid of 2 x 2. Received [1, 1] over 1 x 2."`,
    );
  });

  it('insets stand inside the frame of others, colour bars in axes of their own', () => {
    const [fig, ax] = plt.subplots();
    const inset = ax.inset_axes([0.5, 0.5, 0.25, 0.25]);
    const cax = fig.add_axes([0.9, 0.1, 0.05, 0.8]);
    const bar = fig.colorbar(inset.imshow([[0, 1]], { aspect: 'auto' }), { cax });
    bar.set_label('v', { rotation: 270, labelpad: 10 });
    bar.ax.tick_params({ labelsize: 8 });
    const { layout, data } = drawn();
    const [outer, inner] = [layout['xaxis']!['domain'], layout['xaxis2']!['domain']] as [number, number][];
    expect((inner![0] - outer![0]) / (outer![1] - outer![0])).toBeCloseTo(0.5, 2);
    expect(data.at(-1)!['marker']).toMatchObject({
      colorbar: { x: 0.9, len: 0.8, thickness: 32, tickfont: { size: 8 / 0.72 } },
    });
  });
});

describe('statistics and fields', () => {
  it('stem draws stems, markers and a foot', () => {
    plt.stem([1, 2], [3, -1], { linefmt: 'r--', bottom: 1 });
    const [stems, markers, foot] = drawn().data;
    expect([stems!['x'], stems!['y']]).toEqual([
      [1, 1, null, 2, 2, null],
      [1, 3, null, 1, -1, null],
    ]);
    expect(markers).toMatchObject({ mode: 'markers', marker: { color: '#ff0000' } });
    expect([foot!['x'], foot!['y']]).toEqual([
      [1, 2],
      [1, 1],
    ]);
  });

  it('boxes have words below, filled ones take a colour each', () => {
    const { boxes, medians } = plt.boxplot(
      [
        [1, 2, 3],
        [4, 5, 9],
      ],
      { tick_labels: ['a', 'b'], patch_artist: true },
    );
    boxes[0]!.set_color('red');
    expect([boxes.length, medians.length]).toEqual([2, 2]);
    const { data, layout } = drawn();
    expect(data[0]).toMatchObject({ fill: 'toself', fillcolor: 'red' });
    expect(layout['xaxis']!['ticktext']).toEqual(['a', 'b']);
    expect([refusal(() => plt.boxplot([[1], [NaN]])), refusal(() => plt.violinplot([[1, 1]]))]).toMatchInlineSnapshot(`
      [
        "ValueError: plt.boxplot: each row must hold a finite number. Received row 1.",
        "ValueError: plt.violinplot: each row must hold different numbers. Received row 0: only 1.",
      ]
    `);
  });

  it('cells may be uneven, given by middles or from above', () => {
    const even = plt.pcolormesh(
      [0, 1, 2],
      [1, 0],
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    );
    expect([[...even.x], [...even.y], Array.from(even.grid.data)]).toEqual([
      [-0.5, 0.5, 1.5, 2.5],
      [-0.5, 0.5, 1.5],
      [4, 5, 6, 1, 2, 3],
    ]);
    plt.pcolormesh([0, 1, 10], [0, 1], [[1, 2]], { edgecolors: 'k' });
    expect(drawn().data.map(({ type }) => type)).toEqual(['image', 'image', 'scatter']);
    const bent = np.array([
      [0, 1],
      [0, 2],
    ]);
    expect([
      refusal(() => plt.pcolormesh([0, 1], [0, 1, 2], [[1, 2, 3]])),
      refusal(() => plt.pcolormesh(bent, bent, bent)),
    ]).toMatchInlineSnapshot(`
        [
          "ShapeError: plt.pcolormesh: x must have one value for each column of c, or one more. Received x (2,), 3 columns.",
          "ValueError: plt.pcolormesh: the cells must be rectangles: x the same in each row, y the same in each column. Received x that bends.",
        ]
      `);
  });

  it('quiver in units of the data ends at x + u, y + v', () => {
    plt.quiver([0, 1], [0, 1], [1, 0], [0, 2], { angles: 'xy', scale_units: 'xy', scale: 1 });
    plt.axis([0, 4, 0, 4]);
    const { x, y } = drawn().data[0] as { x: number[]; y: number[] };
    expect([x[3], y[3], x[12], y[12]].map((value) => Number(value!.toFixed(6)))).toEqual([1, 0, 1, 3]);
  });
});

describe('artists afterwards', () => {
  it('single bars change colour and tell where they are', () => {
    const bars = plt.bar([0, 1, 2], [3, 5, 4], { color: '#777777' });
    bars[1]!.set_color('red');
    expect(drawn().data[0]!['marker']).toMatchObject({ color: ['#777777', 'red', '#777777'] });
    expect(Array.from(bars, (bar) => [bar.get_x() + bar.get_width() / 2, bar.get_height()])).toEqual([
      [0, 3],
      [1, 5],
      [2, 4],
    ]);
  });

  it('lines take another look; legends list what stands for itself', () => {
    const [line] = plt.plot([1, 2, 3, 4], 'o-', { markevery: 2 });
    line!.set_color('k');
    line!.set_linewidth(3);
    plt.legend({ handles: [line!, plt.Patch({ color: 'r', label: 'cat' })] });
    line!.set_label('dog');
    const [swatch, drawing] = drawn().data;
    expect(drawing).toMatchObject({ name: 'dog', showlegend: true, line: { color: '#000000' } });
    expect((drawing!['marker'] as { size: number[] }).size.map((size) => size > 0)).toEqual([true, false, true, false]);
    expect(swatch).toMatchObject({ name: 'cat', showlegend: true, fillcolor: '#ff0000' });
  });

  it('a box on a picture does not move its edges', () => {
    const [, ax] = plt.subplots();
    ax.imshow(np.zeros([4, 6]));
    ax.add_patch(plt.Rectangle([4, 2], 10, 10, { edgecolor: 'r', facecolor: 'none' }));
    expect(ax.axis()).toEqual([-0.5, 5.5, 3.5, -0.5]);
  });

  it('one legend lists what all axes draw, and hatched bars keep a colour each', () => {
    const [fig, [left, right]] = plt.subplots(1, 2);
    left.plot(1, 2, 'r*', { label: 'point' });
    right.bar([0, 1], [1, 2], { color: ['r', 'g'], hatch: '/', label: 'bars' });
    fig.legend({ loc: 'upper center', ncol: 2 });
    const { data, layout } = drawn();
    expect(layout['legend3']).toMatchObject({ xanchor: 'center', orientation: 'h' });
    expect(data.map(({ legend, showlegend }) => [legend, showlegend])).toEqual([
      ['legend3', true],
      ['legend3', true],
      [undefined, false],
    ]);
  });

  it('setp turns all words of an axis, and says what cannot be set', () => {
    const [, ax] = plt.subplots();
    const lines = ax.plot([1, 2], [3, 4]);
    plt.setp(ax.get_xticklabels(), { rotation: 45, ha: 'right' });
    plt.setp(lines, { linewidth: 4 });
    expect(drawn().layout['xaxis']).toMatchObject({ tickangle: -45 });
    expect(lines[0]!.style.linewidth).toBe(4);
    expect(refusal(() => plt.setp(lines, { width: 1 }))).toMatchInlineSnapshot(
      `"ValueError: plt.setp: there is no option 'width'. Received { width: 1 }. The options are data, xdata, ydata, color, linewidth, linestyle, marker, markersize, markerfacecolor, alpha, label."`,
    );
  });

  it('a subplot shares the limits of another', () => {
    const first = plt.subplot(2, 1, 1);
    first.plot([0, 10], [0, 1]);
    plt.subplot(2, 1, 2, { sharex: first, title: 'b' }).plot([0, 20], [0, 1]);
    expect(first.get_xlim()).toEqual([-1, 21]);
  });

  it('what Python writes in passing: ravel, gray, fontdict, three positions of hist', () => {
    const [, axes] = plt.subplots(2, 2);
    expect(axes.ravel()).toEqual(axes.flat());
    plt.gray();
    const image = axes[0][0].imshow([[0, 1]]);
    expect(image.cmap.name).toBe('gray');
    axes[0][1].set_title('a', { fontdict: { fontsize: 20, color: 'r' } });
    expect(axes[0][1].titles[0]).toMatchObject({ points: 20, color: '#ff0000' });
    const [counts, edges] = axes[1][0].hist([1, 2, 250, 300], 256, [0, 256], { color: 'k' });
    expect([counts.length, edges.at(-1), counts.reduce((a, b) => a + b)]).toEqual([256, 256, 3]);
    axes[1][1].get_xaxis().set_visible(false);
    expect(drawn().layout['xaxis4']).toMatchObject({ showticklabels: false, ticks: '' });
  });

  it('grid lines lie over a picture, as small ticks ask, unless they are to lie below', () => {
    const [, ax] = plt.subplots();
    ax.imshow(np.zeros([2, 2]));
    ax.set_xticks([-0.5, 0.5], { minor: true });
    ax.grid({ which: 'minor', color: 'w', linewidth: 3 });
    ax.tick_params({ which: 'minor', bottom: false });
    const { data, layout } = drawn();
    expect(data[0]).toMatchObject({ x: [-0.5, -0.5, null, 0.5, 0.5, null], line: { color: '#ffffff' } });
    expect(layout['xaxis']!['minor']).toMatchObject({ tickvals: [-0.5, 0.5], ticks: '' });
    expect(layout['xaxis']!['showgrid']).toBeUndefined();
    ax.set_axisbelow(true);
    expect(drawn().data).toHaveLength(1);
  });

  it('subplots takes rows and columns by name, or rows alone', () => {
    expect(plt.subplots({ nrows: 2, ncols: 3 })[1][1][2].position).toMatchObject({ rows: 2, columns: 3 });
    expect(plt.subplots(2, { figsize: [3, 4] })[1][1].position).toMatchObject({ rows: 2, columns: 1 });
    expect(plt.gcf().figsize).toEqual([3, 4]);
  });

  it('a shared bar outlives axes that are taken out', () => {
    const [fig, axes] = plt.subplots(1, 3);
    const [image] = axes.map((ax) => ax.imshow([[0, 1]]));
    fig.colorbar(image, { ax: axes });
    axes[0].remove();
    axes[1].set_visible(false);
    expect(drawn().data.at(-1)).toMatchObject({ xaxis: 'x2', marker: { showscale: true } });
    axes[2].remove();
    axes[1].remove();
    expect(drawn().data).toEqual([]);
  });

  it('what stands in the frame of axes goes with them, and others share limits without them', () => {
    const [fig, axes] = plt.subplots(1, 3, { sharex: true });
    axes[0].inset_axes([0.1, 0.1, 0.3, 0.3]).twinx();
    axes[0].twinx();
    axes[0].remove();
    expect(fig.axes).toHaveLength(2);
    expect(drawn().layout['xaxis']).not.toHaveProperty('matches');
    expect(drawn().layout['xaxis2']).toMatchObject({ matches: 'x' });
  });

  it('a bar goes with the axes it was given', () => {
    const [fig, ax] = plt.subplots();
    const cax = fig.add_axes([0.9, 0.1, 0.03, 0.8]);
    fig.colorbar(ax.imshow([[0, 1]]), { cax });
    const before = drawn().data.length;
    cax.remove();
    expect(before - drawn().data.length).toBe(2); // the bar, and what holds the place of empty axes
  });

  it('cleared axes are as new', () => {
    const [, ax] = plt.subplots();
    ax.semilogy([1, 10]);
    ax.invert_yaxis();
    ax.axis('off');
    ax.clear();
    ax.plot([1, 2]);
    expect(drawn().layout['yaxis']).toMatchObject({ type: 'linear', range: [0.95, 2.05] });
    expect(drawn().layout['yaxis']).not.toHaveProperty('visible');
  });

  it('what stands at NaN widens no axes and is not drawn', () => {
    plt.plot([1, 2]);
    plt.axhline(NaN);
    plt.axvspan(0, NaN);
    expect(drawn().layout['yaxis']).toMatchObject({ range: [0.95, 2.05] });
    expect(drawn().layout['xaxis']).toMatchObject({ range: [-0.05, 1.05] });
    expect(drawn().layout).not.toHaveProperty('shapes');
  });

  it('a figure has a width and a height', () => {
    expect(refusal(() => plt.gcf().set_size_inches(10))).toContain('fig.set_size_inches: figsize is [width, height]');
  });

  it('axes write their numbers as told', () => {
    const [, ax] = plt.subplots();
    ax.plot([1, 2, 3], [0.1, 0.2, 0.3]);
    ax.xaxis.set_major_locator(plt.MaxNLocator({ integer: true }));
    ax.yaxis.set_major_formatter('{x:.0%}');
    const { xaxis, yaxis } = drawn().layout;
    expect([xaxis!['tick0'], xaxis!['dtick']]).toEqual([1, 1]);
    expect(yaxis!['ticktext']).toContain('20%');
  });
});
