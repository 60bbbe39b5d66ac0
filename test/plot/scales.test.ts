/**
 * @file The scales of axes. Places, margins and ticks are those that matplotlib 3.10 gives for the same numbers
 * (`ax.get_ylim()`, `ax.get_yticks()` within them, `ax.transScale`).
 */
import { afterEach, describe, expect, it } from 'vitest';
import { plt } from '../../src/plot/index.ts';
import { log, logit, symlog } from '../../src/plot/layout/scales.ts';

afterEach(() => plt.close('all'));

const near = (values: readonly number[], digits = 9): number[] => values.map((x) => Number(x.toPrecision(digits)));

/** The first trace and the y axis as Plotly gets them. */
function drawn(): { trace: Record<string, unknown>; axis: Record<string, unknown> } {
  const { data, layout } = plt.gcf().toPlotly();
  return { trace: data[0]!, axis: layout['yaxis'] as Record<string, unknown> };
}

it.each([
  [
    [0, 1, 4e8],
    'symlog',
    { linthresh: 0.01 },
    [-0.0052709269960975825, 1540701645.6664512],
    [0, 0.01, 0.1, 1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9],
  ],
  [[-0.5, 1.2], 'symlog', {}, [-0.585, 1.2849999999999997], [-0.585, 0, 1.2849999999999997]],
  [[3, 40], 'symlog', {}, [2.6355685583711437, 45.530972669579675], [10]],
  [
    [4, -8, 1],
    'symlog',
    { linthresh: 0.1, base: 2, linscale: 0.5 },
    [-12.836614100836265, 6.418307050418136],
    [-8, -4, -2, -1, -0.5, -0.25, -0.125, -0.0625, 0, 0.0625, 0.125, 0.25, 0.5, 1, 2, 4],
  ],
  [
    [0, 0.001, 0.5, 0.999, 1],
    'logit',
    {},
    [0.0005014875031562472, 0.9994985124968437],
    [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999],
  ],
  [
    [0.2, 0.6],
    'logit',
    {},
    [0.18605017410240063, 0.621296084688531],
    [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6],
  ],
  [
    [1e-7, 0.5],
    'logit',
    {},
    [4.4668361910011825e-8, 0.6912361513476193],
    [1e-7, 1e-6, 1e-5, 1e-4, 0.001, 0.01, 0.1, 0.5],
  ],
  [[1, 8, 64], 'log', { base: 2 }, [0.8122523963562355, 78.79324245407463], [1, 2, 4, 8, 16, 32, 64]],
] as const)('%j by %s %j reaches and ticks as in matplotlib', (y, scale, options, limits, ticks) => {
  const [, ax] = plt.subplots();
  ax.plot([...y]);
  ax.set_yscale(scale, options);
  expect(near(ax.get_ylim())).toEqual(near(limits));
  expect(near(ax.get_yticks())).toEqual(near(ticks));
});

describe('symlog', () => {
  it('is even around zero and logarithmic beyond, in both directions', () => {
    const { place, value } = symlog({ base: 10, linthresh: 2, linscale: 1 });
    // 2 (10/9 + log10(x / 2)), and 10/9 x between -2 and 2.
    expect(near([-200, -2, -1, 0, 1, 2, 20].map(place), 6)).toEqual([
      -6.22222, -2.22222, -1.11111, 0, 1.11111, 2.22222, 4.22222,
    ]);
    for (const x of [-5000, -2, -0.3, 0, 1e-9, 1.99, 2.01, 12345]) expect(value(place(x))).toBeCloseTo(x, 9);
  });

  it('has its limits, ticks and words, and points where they belong', () => {
    plt.plot([0, 1, 2, 3], [-1000, -1, 1, 1000]);
    plt.yscale('symlog');
    expect(plt.gca().get_yscale()).toBe('symlog');
    expect(plt.yticks()[0]).toEqual([-1000, -100, -10, -1, 0, 1, 10, 100, 1000]);
    expect(
      plt
        .yticks()[1]
        .map((word) => word.get_text())
        .slice(0, 5),
    ).toEqual(['$-10^{3}$', '$-10^{2}$', '$-10^{1}$', '$-10^{0}$', '0']);
    const top = 2404.407707965255;
    expect(near(plt.ylim())).toEqual(near([-top, top]));
    const { place } = symlog({ base: 10, linthresh: 2, linscale: 1 });
    const { trace, axis } = drawn();
    expect(axis).toMatchObject({ type: 'linear' });
    expect(near(axis['range'] as number[])).toEqual(near([place(-top), place(top)]));
    expect(trace['y']).toEqual([-1000, -1, 1, 1000].map(place));
    expect(trace).toMatchObject({ customdata: [-1000, -1, 1, 1000], hovertemplate: '(%{x}, %{customdata})' });
    expect((axis['ticktext'] as string[])[0]).toBe('−10<sup>3</sup>');
  });

  it('takes linthresh, base and linscale; bars, bands, error bars and many points go along', () => {
    const [, ax] = plt.subplots();
    ax.set_yscale('symlog', { linthresh: 0.1, base: 2, linscale: 0.5 });
    const { place } = symlog({ linthresh: 0.1, base: 2, linscale: 0.5 });
    ax.bar([0, 1], [4, -8]);
    ax.axhspan(1, 2);
    ax.errorbar([0], [1], { yerr: [0.5] });
    ax.plot(Array.from({ length: 600 }, (_, i) => i / 100));
    ax.text(0, 4, 'a');
    const { data, layout } = plt.gcf().toPlotly();
    expect(data[0]).toMatchObject({ type: 'bar', y: [place(4), place(-8)], base: [0, 0], x: [0, 1] });
    expect((layout['shapes'] as object[])[0]).toMatchObject({ y0: place(1), y1: place(2) });
    const error = data.find((trace) => 'error_y' in trace)!['error_y'] as { array: number[]; arrayminus: number[] };
    expect(near([...error.array, ...error.arrayminus])).toEqual(near([place(1.5) - place(1), place(1) - place(0.5)]));
    expect((layout['annotations'] as { y: number }[])[0]!.y).toBe(place(4));
    const { bdata } = data.at(-1)!['y'] as { bdata: string };
    const numbers = new Float64Array(new Uint8Array(Buffer.from(bdata, 'base64')).buffer);
    expect(numbers[599]).toBe(place(5.99));
  });

  it('shows words or numbers that were set by hand', () => {
    plt.plot([-5, 50]);
    plt.yscale('symlog');
    plt.yticks([-5, 0, 50], ['low', 'none', 'high']);
    const { place } = symlog({ base: 10, linthresh: 2, linscale: 1 });
    expect(drawn().axis).toMatchObject({ tickvals: [-5, 0, 50].map(place), ticktext: ['low', 'none', 'high'] });
  });
});

describe('logit', () => {
  it('places probabilities by their log-odds; what is none of them is left out', () => {
    plt.plot([0, 0.001, 0.5, 0.999, 1]);
    plt.yscale('logit');
    expect(near(logit.value(logit.place(0.2)) === 0.2 ? [0.2] : [logit.value(logit.place(0.2))])).toEqual([0.2]);
    const { trace } = drawn();
    expect((trace['y'] as (number | null)[]).map((y) => y && Number(y.toFixed(3)))).toEqual([null, -3, 0, 3, null]);
    const [places, words] = plt.yticks();
    expect(near(places)).toEqual([0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999]);
    expect(words.map((word) => word.get_text())).toEqual([
      '$10^{-3}$',
      '$10^{-2}$',
      '$10^{-1}$',
      '1/2',
      '$1-10^{-1}$',
      '$1-10^{-2}$',
      '$1-10^{-3}$',
    ]);
  });
});

describe('log', () => {
  it('has ticks at powers of another base, and says where they are', () => {
    plt.plot([1, 8, 64]);
    plt.yscale('log', { base: 2 });
    expect(drawn().axis).toMatchObject({
      type: 'log',
      tickvals: [1, 2, 4, 8, 16, 32, 64],
      ticktext: [
        '2<sup>0</sup>',
        '2<sup>1</sup>',
        '2<sup>2</sup>',
        '2<sup>3</sup>',
        '2<sup>4</sup>',
        '2<sup>5</sup>',
        '2<sup>6</sup>',
      ],
    });
    plt.yscale('log');
    expect(plt.yticks()[0]).toEqual([1, 10]);
    expect(log().ticks!([1, 1e6], 4)).toMatchObject({ values: [1, 100, 10_000, 1_000_000] });
  });

  it('does not take an end that it cannot show, as matplotlib', () => {
    plt.plot([1, 100]);
    plt.yscale('log');
    const [low] = plt.ylim();
    plt.ylim(0, 1000);
    expect(plt.ylim()).toEqual([low, 1000]);
    plt.ylim(5, 50);
    plt.ylim(-1, 20);
    expect(plt.ylim()).toEqual([5, 20]);
  });
});

it('what is no scale, an option of another scale and a picture are refused', () => {
  expect(() => plt.yscale('sym' as 'log')).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: plt.yscale: the scale must be 'linear', 'log', 'symlog' or 'logit'. Received 'sym'. Did you mean 'symlog'?]`,
  );
  expect(() => plt.xscale('log', { linthresh: 1 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: plt.xscale: there is no option 'linthresh'. Received { linthresh: 1 }. The options are base.]`,
  );
  expect(() => plt.xscale('symlog', { linthresh: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: plt.xscale: linthresh must be a number above 0. Received 0.]`,
  );
  expect(() => plt.xscale('linear', { base: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: plt.xscale: there is no option 'base'. Received { base: 2 }. plt.xscale takes no options.]`,
  );
  plt.imshow([[1, 2]]);
  plt.xscale('symlog');
  expect(() => plt.gcf().toPlotly()).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: ax.set_xscale: pictures need linear axes. Received 'symlog'.]`,
  );
});
