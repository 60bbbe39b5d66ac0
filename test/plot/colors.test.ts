import { describe, expect, it } from 'vitest';
import { cssColor } from '../../src/plot/style/color.ts';
import { colormap, colormapNames, plotlyColorscale } from '../../src/plot/style/colormap.ts';
import { dashOf, lineFormat, markerSymbol } from '../../src/plot/style/format-string.ts';

describe('colours', () => {
  it.each([
    ['b', '#0000ff'],
    ['g', '#008000'],
    ['C3', '#d62728'],
    ['C13', '#d62728'],
    ['tab:orange', '#ff7f0e'],
    ['0.5', 'rgb(128,128,128)'],
    ['#0F0', '#0F0'],
    ['SkyBlue', 'skyblue'],
    ['none', 'rgba(0,0,0,0)'],
  ])('%s is %s', (name, css) => {
    expect(cssColor(name, 'plt.plot')).toBe(css);
  });

  it('take numbers between 0 and 1', () => {
    expect(cssColor([1, 0.5, 0], 'plt.plot')).toBe('rgb(255,128,0)');
    expect(cssColor([1, 0, 0, 0.25], 'plt.plot')).toBe('rgba(255,0,0,0.25)');
  });

  it('say what was meant', () => {
    expect(() => cssColor('orenge', 'plt.plot')).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.plot: not the name of a colour. Received 'orenge'. Did you mean 'orange'?]`,
    );
    expect(() => cssColor([255, 0, 0], 'plt.plot')).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.plot: a colour in numbers is [r, g, b] or [r, g, b, a] with values between 0 and 1. Received [255, 0, 0].]`,
    );
    expect(() => colormap('virdis')).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.imshow: cmap must be the name of a colormap. Received 'virdis'. Did you mean 'viridis'?]`,
    );
  });

  it('colormaps exist in reverse too', () => {
    for (const name of colormapNames) {
      const [there, back] = [colormap(name), colormap(`${name}_r`)];
      expect(back.size).toBe(there.size);
      expect([...back.rgb.subarray(0, 3)]).toEqual([...there.rgb.subarray(-3)]);
    }
  });

  it('colour scales run from 0 to 1', () => {
    for (const name of ['gray', 'tab10']) {
      const stops = plotlyColorscale(colormap(name)).map(([at]) => at);
      expect([stops[0], stops.at(-1)]).toEqual([0, 1]);
      expect(stops).toEqual(stops.toSorted((a, b) => a - b));
    }
    expect(plotlyColorscale(colormap('gray'))).toEqual([
      [0, '#000000'],
      [1, '#ffffff'],
    ]);
    expect(plotlyColorscale(colormap('viridis')).length).toBeLessThan(20);
  });
});

describe('format texts', () => {
  it.each([
    ['b-', { color: 'b', linestyle: '-' }],
    ['r--', { color: 'r', linestyle: '--' }],
    ['o', { marker: 'o', linestyle: 'None' }],
    ['go-.', { color: 'g', marker: 'o', linestyle: '-.' }],
    ['C1:', { color: 'C1', linestyle: ':' }],
    ['k', { color: 'k' }],
    ['tab:red', { color: 'tab:red' }],
  ])('%s', (text, parts) => {
    expect(lineFormat(text, 'plt.plot')).toEqual(parts);
  });

  it('refuse what they cannot read', () => {
    expect(() => lineFormat('b-&', 'plt.plot')).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.plot: a format text is a colour, a marker and a line style, such as 'b-', 'r--' or 'go'. Received 'b-&'.]`,
    );
    expect(() => markerSymbol('Q', 'plt.plot')).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.plot: marker must be '1', '2', '3', '4', '8', '.', ',', 'o', 'v', '^', '<', '>', 's', 'p', 'P', '*', 'h', 'H', '+', 'x', 'X', 'D', 'd', '|' or '_'. Received 'Q'.]`,
    );
    expect(() => dashOf('=', 1, 'plt.plot')).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.plot: linestyle must be '-', '--', '-.', ':' or 'None'. Received '='. Did you mean '-'?]`,
    );
  });
});
