/**
 * @file What cannot be drawn is refused by the call it stands in, and a figure that fails all the same does not come back in later
 * cells.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { optionRows } from '../arguments/option-rows.ts';
import type { MimeBundle, NotebookHost } from '../../src/display/index.ts';
import { plot, plt } from '../../src/plot/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { axesSettings } from '../../src/plot/axes/settings.ts';
import { imshowOptions } from '../../src/plot/calls/imshow.ts';
import { textOptions } from '../../src/plot/calls/text.ts';
import { subplotsOptions } from '../../src/plot/figure/options.ts';

afterEach(() => {
  plt.close('all');
  plt.style.use('default');
});

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}

const row = [1, 2, 3];
const table = [row, [4, 5, 7]];

/** Options are typed: what a cell in plain JavaScript (or a variable of no type) may hold instead. */
const any = (value: unknown): never => value as never;

describe('a value that cannot be drawn is refused where the call stands', () => {
  const wrong: Record<string, () => unknown> = {
    'a marker': () => plt.plot(row, { marker: 'Q' }),
    'a marker of scatter': () => plt.scatter(row, row, { marker: 'Q' }),
    'a marker in a format': () => plt.plot(row, 'Q-'),
    'a marker of error bars': () => plt.errorbar(row, row, { marker: 'Q' }),
    'a marker of outliers': () => plt.boxplot(row, { sym: 'bQ' }),
    'a line style': () => plt.plot(row, { linestyle: '~' }),
    'a line style of a grid': () => plt.grid({ linestyle: '~' }),
    'a line style of a stretch': () => plt.vlines(row, 0, 1, { linestyles: 'wavy' }),
    'a line style of a histogram': () => plt.hist(row, { histtype: 'step', linestyle: '~' }),
    'a line style of a shape': () => plt.Circle([0, 0], 1, { ls: '~' }),
    'a line style in numbers': () => plt.plot(row, { linestyle: any([0, 'ab']) }),
    'a colour': () => plt.plot(row, { color: 'rde' }),
    'a colour in numbers': () => plt.plot(row, { color: [1, 2, 3] }),
    'a colour that is none': () => plt.plot(row, { color: any(7) }),
    'a colour of a grid': () => plt.grid({ color: 'rde' }),
    'a colour of a legend': () => plt.legend({ edgecolor: 'rde' }),
    'a colour of one bar': () => plt.bar(row, row, { color: ['r', 'rde', 'b'] }),
    'a colour of the box of words': () => plt.text(0, 0, 'a', { bbox: { facecolor: 'rde' } }),
    'a colour of an arrow': () => plt.annotate('a', [0, 0], { arrowprops: { color: 'rde' } }),
    'a colour of medians': () => plt.boxplot(row, { medianprops: { color: 'rde' } }),
    'a size of text': () => plt.title('a', { fontsize: 'huge' }),
    'a size of text below zero': () => plt.xlabel('a', { fontsize: -3 }),
    'a size of ticks': () => plt.tick_params({ labelsize: 'lrage' }),
    'a size of a legend': () => plt.legend({ fontsize: 'lrage' }),
    'a size of the title of a legend': () => plt.legend({ title_fontsize: 'lrage' }),
    'a size of the label of a colour bar': () => plt.colorbar(plt.imshow(table), { fontsize: 'lrage' }),
    'a weight': () => plt.text(0, 0, 'a', { fontweight: any('blod') }),
    'a width': () => plt.plot(row, { linewidth: any('2') }),
    'a width below zero': () => plt.bar(row, row, { lw: -1 }),
    'an angle': () => plt.xticks({ rotation: any('vertcal') }),
    'a hatch': () => plt.bar(row, row, { hatch: '?' }),
    'a format of numbers': () => plt.colorbar(plt.imshow(table), { format: 'two' }),
    'a format of shares': () => plt.pie(row, { autopct: 'two' }),
    'a colormap': () => plt.imshow(table, { cmap: 'virids' }),
    'a colormap of points': () => plt.scatter(row, row, { c: row, cmap: 'virids' }),
    'a colormap of pictures of a CNN': () => plot.featureMaps([table], { cmap: 'virids' }),
    'ticks of a colour bar': () => plt.colorbar(plt.imshow(table), { ticks: any('many') }),
    'a corner of a shape': () => plt.Rectangle(any([0, 'b']), 1, 1),
    'what a legend lists': () => plt.legend(any(['a', 3])),
    'axes that are shared': () => plt.subplot(1, 2, 1, { sharex: any(true) }),
    'settings of all axes': () => plt.subplots(1, 2, { subplot_kw: any({ titel: 'a' }) }),
    'a default': () => Object.assign(plt.rcParams, { 'grid.linestyle': '~' }),
    'a default of a group': () => plt.rc('lines', { linewidth: 'thick' }),
  };

  it.each(Object.entries(wrong))('%s', (_, call) => {
    expect(refusal(call)).not.toBe('accepted');
    // What is there can be drawn.
    expect(refusal(() => plt.gcf().toPlotly())).toBe('accepted');
  });

  it('with words that say who, what and what was given', () => {
    const said = Object.fromEntries(Object.entries(wrong).map(([name, call]) => [name, refusal(call)]));
    expect(said).toMatchInlineSnapshot(`
      {
        "a colormap": "ValueError: plt.imshow: cmap must be the name of a colormap. Received 'virids'. Did you mean 'viridis'?",
        "a colormap of pictures of a CNN": "ValueError: plot.featureMaps: cmap must be the name of a colormap. Received 'virids'. Did you mean 'viridis'?",
        "a colormap of points": "ValueError: plt.scatter: cmap must be the name of a colormap. Received 'virids'. Did you mean 'viridis'?",
        "a colour": "ValueError: plt.plot: not the name of a colour. Received 'rde'. Did you mean 'red'?",
        "a colour in numbers": "ValueError: plt.plot: a colour in numbers is [r, g, b] or [r, g, b, a] with values between 0 and 1. Received [1, 2, 3].",
        "a colour of a grid": "ValueError: plt.grid: not the name of a colour. Received 'rde'. Did you mean 'red'?",
        "a colour of a legend": "ValueError: plt.legend: not the name of a colour. Received 'rde'. Did you mean 'red'?",
        "a colour of an arrow": "ValueError: plt.annotate arrowprops: not the name of a colour. Received 'rde'. Did you mean 'red'?",
        "a colour of medians": "ValueError: plt.boxplot medianprops: not the name of a colour. Received 'rde'. Did you mean 'red'?",
        "a colour of one bar": "ValueError: plt.bar: not the name of a colour. Received 'rde'. Did you mean 'red'?",
        "a colour of the box of words": "ValueError: plt.text bbox: not the name of a colour. Received 'rde'. Did you mean 'red'?",
        "a colour that is none": "ValueError: plt.plot: a colour is a name, #rrggbb, or [r, g, b] with values between 0 and 1. Received 7.",
        "a corner of a shape": "ValueError: plt.Rectangle: the first argument is a point [x, y]. Received [0,"b"].",
        "a default": "ValueError: plt.rcParams: linestyle must be '-', '--', '-.', ':' or 'None'. Received '~'. Did you mean '-'?",
        "a default of a group": "ValueError: plt.rc: lines.linewidth must be a number of at least 0. Received 'thick'.",
        "a format of numbers": "ValueError: plt.colorbar: a number format is written like '%.2f' or '{:.2f}'. Received 'two'.",
        "a format of shares": "ValueError: plt.pie: a number format is written like '%.2f' or '{:.2f}'. Received 'two'.",
        "a hatch": "ValueError: plt.bar: hatch must be '/', '\\', 'x', 'X', '+', '-', '|', '.', 'o', 'O' or '*'. Received '?'.",
        "a line style": "ValueError: plt.plot: linestyle must be '-', '--', '-.', ':' or 'None'. Received '~'. Did you mean '-'?",
        "a line style in numbers": "ValueError: plt.plot: linestyle is a text or [offset, [on, off, …]]. Received [0, 'ab'].",
        "a line style of a grid": "ValueError: plt.grid: linestyle must be '-', '--', '-.', ':' or 'None'. Received '~'. Did you mean '-'?",
        "a line style of a histogram": "ValueError: plt.hist: linestyle must be '-', '--', '-.', ':' or 'None'. Received '~'. Did you mean '-'?",
        "a line style of a shape": "ValueError: plt.Circle: linestyle must be '-', '--', '-.', ':' or 'None'. Received '~'. Did you mean '-'?",
        "a line style of a stretch": "ValueError: plt.vlines: linestyle must be '-', '--', '-.', ':' or 'None'. Received 'wavy'.",
        "a marker": "ValueError: plt.plot: marker must be '1', '2', '3', '4', '8', '.', ',', 'o', 'v', '^', '<', '>', 's', 'p', 'P', '*', 'h', 'H', '+', 'x', 'X', 'D', 'd', '|' or '_'. Received 'Q'.",
        "a marker in a format": "ValueError: plt.plot: a format text is a colour, a marker and a line style, such as 'b-', 'r--' or 'go'. Received 'Q-'.",
        "a marker of error bars": "ValueError: plt.errorbar: marker must be '1', '2', '3', '4', '8', '.', ',', 'o', 'v', '^', '<', '>', 's', 'p', 'P', '*', 'h', 'H', '+', 'x', 'X', 'D', 'd', '|' or '_'. Received 'Q'.",
        "a marker of outliers": "ValueError: plt.boxplot: marker must be '1', '2', '3', '4', '8', '.', ',', 'o', 'v', '^', '<', '>', 's', 'p', 'P', '*', 'h', 'H', '+', 'x', 'X', 'D', 'd', '|' or '_'. Received 'Q'.",
        "a marker of scatter": "ValueError: plt.scatter: marker must be '1', '2', '3', '4', '8', '.', ',', 'o', 'v', '^', '<', '>', 's', 'p', 'P', '*', 'h', 'H', '+', 'x', 'X', 'D', 'd', '|' or '_'. Received 'Q'.",
        "a size of a legend": "ValueError: plt.legend: fontsize must be 'xx-small', 'x-small', 'smaller', 'small', 'medium', 'large', 'larger', 'x-large' or 'xx-large'. Received 'lrage'. Did you mean 'large'?",
        "a size of text": "ValueError: plt.title: fontsize must be 'xx-small', 'x-small', 'smaller', 'small', 'medium', 'large', 'larger', 'x-large' or 'xx-large'. Received 'huge'.",
        "a size of text below zero": "ValueError: plt.xlabel: fontsize must be a number of points or a word. Received -3.",
        "a size of the label of a colour bar": "ValueError: plt.colorbar: fontsize must be 'xx-small', 'x-small', 'smaller', 'small', 'medium', 'large', 'larger', 'x-large' or 'xx-large'. Received 'lrage'. Did you mean 'large'?",
        "a size of the title of a legend": "ValueError: plt.legend: title_fontsize must be 'xx-small', 'x-small', 'smaller', 'small', 'medium', 'large', 'larger', 'x-large' or 'xx-large'. Received 'lrage'. Did you mean 'large'?",
        "a size of ticks": "ValueError: plt.tick_params: labelsize must be 'xx-small', 'x-small', 'smaller', 'small', 'medium', 'large', 'larger', 'x-large' or 'xx-large'. Received 'lrage'. Did you mean 'large'?",
        "a weight": "ValueError: plt.text: fontweight must be 'normal', 'regular', 'light', 'medium', 'semibold', 'bold' or 'heavy'. Received 'blod'. Did you mean 'bold'?",
        "a width": "ValueError: plt.plot: linewidth must be a number of at least 0. Received '2'.",
        "a width below zero": "ValueError: plt.bar: lw must be a number of at least 0. Received -1.",
        "an angle": "ValueError: plt.xticks: rotation must be 'vertical' or 'horizontal'. Received 'vertcal'. Did you mean 'vertical'?",
        "axes that are shared": "ValueError: plt.subplot: sharex must be axes. Received true.",
        "settings of all axes": "ValueError: plt.subplots subplot_kw: there is no option 'titel'. Received { titel: 'a' }. Did you mean 'title'?",
        "ticks of a colour bar": "ValueError: plt.colorbar: ticks must be numbers. Received many.",
        "what a legend lists": "ValueError: plt.legend: handles must be a list of values, each something drawn. Received ['a', 3].",
      }
    `);
  });

  it('in Korean from one end to the other', () => {
    const [line] = plt.plot(row);
    setLanguage('ko');
    try {
      const calls = [
        () => line!.set_alpha(3),
        () => plt.gca().spines.left.set_linewidth(any('wide')),
        () => plt.imshow(table, { extent: any([0, 1]) }),
      ];
      expect(calls.map(refusal)).toMatchInlineSnapshot(`
        [
          "ValueError: set_alpha: alpha에 쓸 수 있는 값: 0 이상 1 이하의 수. 받은 값: 3.",
          "ValueError: spine.set_linewidth: linewidth에 쓸 수 있는 값: 0 이상의 수. 받은 값: 'wide'.",
          "ValueError: plt.imshow: extent에 쓸 수 있는 값: 수 4개의 목록. 받은 값: [0, 1].",
        ]
      `);
    } finally {
      setLanguage('en');
    }
  });

  it('the docs say in both languages what options take', () => {
    const rows = [axesSettings, subplotsOptions, textOptions, imshowOptions].flatMap((spec) => optionRows(spec));
    // What has no Korean word in it is made of values alone: 'left', 'center', true.
    const bare = rows.filter(({ takes }) => !/[가-힣]/.test(takes.ko)).map(({ takes }) => takes.ko);
    const words = bare.map((ko) => ko.replace(/'[^']*'|true|false|null|[\d,\s]/g, '')).filter((rest) => rest !== '');
    expect(words).toEqual([]);
  });

  it('under the name that was called, of the figure or of plt', () => {
    const fig = plt.figure();
    const calls: [() => unknown, () => unknown][] = [
      [() => fig.add_subplot(2, 2, 9), () => plt.subplot(2, 2, 9)],
      [() => fig.add_subplot(203), () => plt.subplot(203)],
      [() => fig.suptitle('a', { color: 'rde' }), () => plt.suptitle('a', { color: 'rde' })],
      [() => fig.text(0, 0, 'a', { color: 'rde' }), () => plt.figtext(0, 0, 'a', { color: 'rde' })],
      [() => fig.colorbar(), () => plt.colorbar()],
      [() => fig.tight_layout({ pad: -1 }), () => plt.tight_layout({ pad: -1 })],
      [() => fig.subplots_adjust({ left: any('a') }), () => plt.subplots_adjust({ left: any('a') })],
      [() => fig.subplot_mosaic('AB;A'), () => plt.subplot_mosaic('AB;A')],
      [() => fig.savefig('a.gif'), () => plt.savefig('a.gif')],
    ];
    const said = calls.map((pair) => pair.map(refusal) as [string, string]);
    expect(said.map(([own]) => own)).toMatchInlineSnapshot(`
      [
        "ValueError: fig.add_subplot: the index must lie between 1 and 4 for a grid of 2 x 2. Received index 9.",
        "ValueError: fig.add_subplot: the place is rows, columns, index, or three digits such as 231. Received 203.",
        "ValueError: fig.suptitle: not the name of a colour. Received 'rde'. Did you mean 'red'?",
        "ValueError: fig.text: not the name of a colour. Received 'rde'. Did you mean 'red'?",
        "ValueError: fig.colorbar: there is nothing with a colormap yet. Call plt.imshow with a 2-D array first.",
        "ValueError: fig.tight_layout: pad must be a number of at least 0. Received -1.",
        "ValueError: fig.subplots_adjust: left must be a number. Received 'a'.",
        "ValueError: fig.subplot_mosaic: all rows must have the same number of names. Received 2, 1.",
        "ValueError: fig.savefig: the file must end with .png, .jpg, .pdf, .svg, .html or .json. Received 'a.gif'.",
      ]
    `);
    const rest = (text: string): string => text.replace(/: (fig|plt)\.\w+:/, ':');
    for (const [own, global] of said) {
      expect(own).toMatch(/^\w+: fig\./);
      expect(global).toMatch(/^\w+: plt\./);
      expect(rest(own)).toBe(rest(global));
    }
  });

  it('by setters too', () => {
    const [line] = plt.plot(row);
    const setters = [
      () => line!.set_marker('Q'),
      () => line!.set_linestyle('~'),
      () => line!.set_linewidth(any('2')),
      () => line!.set_alpha(3),
      () => line!.set_color('rde'),
      () => plt.setp(line!, { marker: 'Q' }),
      () => plt.gca().spines.left.set_linewidth(any('wide')),
    ];
    expect(setters.map(refusal)).toMatchInlineSnapshot(`
      [
        "ValueError: set_marker: marker must be '1', '2', '3', '4', '8', '.', ',', 'o', 'v', '^', '<', '>', 's', 'p', 'P', '*', 'h', 'H', '+', 'x', 'X', 'D', 'd', '|' or '_'. Received 'Q'.",
        "ValueError: set_linestyle: linestyle must be '-', '--', '-.', ':' or 'None'. Received '~'. Did you mean '-'?",
        "ValueError: set_linewidth: linewidth must be a number of at least 0. Received '2'.",
        "ValueError: set_alpha: alpha must be a number from 0 to 1. Received 3.",
        "ValueError: set_color: not the name of a colour. Received 'rde'. Did you mean 'red'?",
        "ValueError: set_marker: marker must be '1', '2', '3', '4', '8', '.', ',', 'o', 'v', '^', '<', '>', 's', 'p', 'P', '*', 'h', 'H', '+', 'x', 'X', 'D', 'd', '|' or '_'. Received 'Q'.",
        "ValueError: spine.set_linewidth: linewidth must be a number of at least 0. Received 'wide'.",
      ]
    `);
  });
});

describe('a figure that cannot be drawn', () => {
  /** Cells one after the other as a kernel runs them; gives the error of each and how many figures it showed. */
  async function session(cells: (() => unknown)[]): Promise<[error: string, shown: number][]> {
    const shown: MimeBundle[] = [];
    let flush: () => void | Promise<void> = () => undefined;
    const host: NotebookHost = {
      display: (bundle) => void shown.push(bundle),
      signal: new AbortController().signal,
      onCellEnd: (given) => void (flush = given),
    };
    const key = Symbol.for('kernelab.host');
    const world = globalThis as unknown as Record<symbol, unknown>;
    world[key] = host;
    const results: [string, number][] = [];
    try {
      for (const cell of cells) {
        const before = shown.length;
        let error = '';
        try {
          cell();
          await flush();
        } catch (thrown) {
          error = String(thrown);
          // After an error the kernel shows what was drawn before it.
          await Promise.resolve(flush()).catch(() => undefined);
        }
        results.push([error, shown.length - before]);
      }
      return results;
    } finally {
      delete world[key];
    }
  }

  /** Cells that a logarithmic axis cannot show: known only when the figure is drawn. */
  const hopeless = (): void => {
    plt.pcolormesh(table);
    plt.xscale('log');
  };
  const cannot = 'ValueError: plt.pcolormesh: the cells need linear axes. Received a logarithmic axis.';

  it('gives its error in its cell, and later cells are as ever', async () => {
    const cells = [
      hopeless,
      () => 1 + 1,
      () => plt.plot([3, 2, 1]),
      () => {
        hopeless();
        plt.show();
      },
      () => 1 + 1,
    ];
    expect(await session(cells)).toEqual([
      [cannot, 0],
      ['', 0],
      ['', 1],
      [cannot, 0],
      ['', 0],
    ]);
  });

  it('does not hide those that can', async () => {
    const three = (): void => {
      plt.plot(row);
      plt.figure();
      hopeless();
      plt.figure();
      plt.plot(row);
    };
    expect(await session([three, () => 1 + 1])).toEqual([
      [cannot, 2],
      ['', 0],
    ]);
  });

  it('by a function of its own that fails, too', async () => {
    const cell = (): void => {
      plt.plot(row);
      plt.gca().xaxis.set_major_formatter(() => {
        throw new Error('mine');
      });
    };
    expect(await session([cell, () => plt.plot(row)])).toEqual([
      ['Error: mine', 0],
      ['', 1],
    ]);
  });

  it('is not made for a call that is refused', async () => {
    const cells = [() => plt.plot(row, { marker: 'Q' }), () => 1 + 1, () => plt.plot(row)];
    expect((await session(cells)).map(([error, shown]) => [error.slice(0, 20), shown])).toEqual([
      ['ValueError: plt.plot', 0],
      ['', 0],
      ['', 1],
    ]);
  });
});
