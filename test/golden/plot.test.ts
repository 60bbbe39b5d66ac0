import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { colorIndex, colormap } from '../../src/plot/style/colormap.ts';
import { cssColor } from '../../src/plot/style/color.ts';
import { plt, type Axes } from '../../src/plot/index.ts';
import { boxStats } from '../../src/plot/calls/boxplot.ts';
import { density } from '../../src/plot/calls/violinplot.ts';
import { styles } from '../../src/plot/style/styles.ts';
import { View } from '../../src/plot/space/view.ts';
import { niceTicks } from '../../src/plot/layout/ticks.ts';

interface Golden {
  maps: Record<string, string>;
  viridis: { values: number[]; rgb: number[][] };
  ticks: { lo: number; hi: number; bins: number; ticks: number[] }[];
}

interface Calls {
  arrows: [number, number][][];
  seen: [number, number][][];
  normed: [number[], number[], number, number[]];
  stats: Record<string, number | number[]>[];
  box: [number, number][][];
  density: { scott: number[]; silverman: number[] };
  violin: [number, number][];
  hist2d: { counts: number[][]; x: number[]; y: number[] };
  mesh: { x: number[]; y: number[] };
  limits: Record<string, { x: [number, number]; y: [number, number] }>;
  colors: { viridis: number[][]; tab10: number[] };
  locators: number[][];
  styles: Record<string, Record<string, unknown>>;
  'shared bar': number[][];
  grid: number[][];
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const golden = read('plot-colormaps.json') as Golden;
const calls = read('plot-calls.json') as Calls;

afterEach(() => {
  plt.close('all');
  plt.style.use('default');
});

/** Equal to about single precision, at any depth. */
function expectClose(found: unknown, wanted: unknown, digits = 6): void {
  const numbers = (value: unknown): number[] =>
    typeof value === 'number' ? [value] : Array.from(value as Iterable<unknown>).flatMap(numbers);
  const [a, b] = [numbers(found), numbers(wanted)];
  expect(a).toHaveLength(b.length);
  a.forEach((x, i) => expect(x).toBeCloseTo(b[i]!, digits));
}

describe('plot against matplotlib', () => {
  it.each(Object.entries(golden.maps))('colormap %s has the same colours', (name, base64) => {
    expect(Buffer.from(colormap(name).rgb).toString('base64')).toBe(base64);
  });

  it('numbers go to the same colours', () => {
    const { rgb, size } = colormap('viridis');
    const found = golden.viridis.values.map((value) => {
      const at = 3 * colorIndex(value, 0, 1, size);
      return [...rgb.subarray(at, at + 3)];
    });
    expect(found).toEqual(golden.viridis.rgb);
    // matplotlib keeps floats where we keep bytes.
    expectClose(plt.cm['viridis']!([0.0, 0.3, 1.0]).toTyped(), calls.colors.viridis.flat(), 2);
    expectClose(plt.cm['tab10']!(3), calls.colors.tab10);
  });

  it.each(golden.ticks)('ticks from $lo to $hi in $bins intervals', ({ lo, hi, bins, ticks }) => {
    const found = niceTicks(lo, hi, bins).values;
    expect(found).toHaveLength(ticks.length);
    found.forEach((value, i) => expect(value).toBeCloseTo(ticks[i]!, 9));
  });
});

// The data of make_plot.py.
const row = Array.from({ length: 40 }, (_, i) => ((i * i) % 23) + i / 7);
const other = Array.from({ length: 25 }, (_, i) => ((i * 37) % 19) - 9 + (i === 5 ? 30 : 0));
const table = Array.from({ length: 4 }, (_, r) => Array.from({ length: 5 }, (__, c) => Math.sin(r) * c));

describe('what calls compute, against matplotlib', () => {
  it('boxes: quartiles, whiskers, what lies outside', () => {
    const rows = [Float64Array.from(row), Float64Array.from(other)] as const;
    const found = [boxStats(rows[0], 1.5), boxStats(rows[1], 1.5), boxStats(rows[1], [5, 95])];
    for (const [i, wanted] of calls.stats.entries()) {
      for (const [name, value] of Object.entries(wanted)) expectClose(found[i]![name as 'mean'], value);
    }
    const { boxes, caps, medians, fliers } = plt.boxplot([row, other]);
    const lines = [boxes[0]!, caps[0]!, medians[1]!, fliers[1]!] as typeof medians;
    for (const [i, line] of lines.entries()) {
      expectClose(
        Array.from(line.x, (x, k) => [x, line.y[k]!]),
        calls.box[i],
      );
    }
  });

  it('densities and the violins made of them', () => {
    const [low, high] = [Math.min(...row), Math.max(...row)];
    const places = Float64Array.from({ length: 7 }, (_, i) => low + (i * (high - low)) / 6);
    for (const kind of ['scott', 'silverman'] as const) {
      expectClose(density(Float64Array.from(row), places, kind), calls.density[kind], 8);
    }
    // matplotlib goes round the other way: the widths are what counts.
    const { points } = plt.violinplot([row]).bodies[0]!;
    const [, left] = [calls.violin[0]!, calls.violin[1]!];
    expect(points.some(([x, y]) => Math.abs(x - left[0]) < 1e-6 && Math.abs(y - left[1]) < 1e-6)).toBe(true);
  });

  it('hist2d counts as NumPy, cells lie as in pcolormesh', () => {
    const [counts, x, y] = plt.hist2d(row.slice(0, 25), other, { bins: [4, 3] });
    expectClose(counts.toTyped(), calls.hist2d.counts.flat());
    expectClose([x, y], [calls.hist2d.x, calls.hist2d.y]);
    const mesh = plt.pcolormesh([0, 1, 3, 4, 8], [1, 2, 4, 5], table);
    expectClose([mesh.x, mesh.y], [calls.mesh.x, calls.mesh.y]);
  });

  const polygon = plt.fill;
  const draws: Record<string, (ax: Axes) => void> = {
    boxplot: (ax) => ax.boxplot([row, other]),
    'boxplot lying': (ax) => ax.boxplot([row, other], { orientation: 'horizontal', positions: [1, 4] }),
    violinplot: (ax) => ax.violinplot([row, other]),
    stem: (ax) => ax.stem([1, 2, 5], [3, -1, 2]),
    stackplot: (ax) => ax.stackplot([0, 1, 2], [1, 2, 3], [3, 2, 5]),
    pcolormesh: (ax) => ax.pcolormesh(table),
    hist2d: (ax) => ax.hist2d(row.slice(0, 25), other, { bins: 4 }),
    quiver: (ax) => ax.quiver([0, 4], [1, 3], [1, 2], [0, 5]),
    fill: () => polygon([0, 2, 1], [0, 1, 3], 'r', [4, 5, 5], [0, 0, 1], 'b'),
    fill_betweenx: (ax) => ax.fill_betweenx([0, 1, 2], [1, 2, 1], [3, 5, 4]),
    axline: (ax) => ax.axline([1, 2], { slope: 3 }),
    'log hist': (ax) => ax.hist(row, { bins: 30, log: true }),
    'semilogy with a zero': (ax) => ax.semilogy([0, 0.5, 10, 100]),
    'log bars': (ax) => ax.barh([0, 1, 2], [0, 20, 3000], { log: true }),
    arrow: (ax) => ax.arrow(1, 2, 3, -1, { width: 0.1 }),
    spy: (ax) => ax.spy(np.eye(4)),
    'spy with signs': (ax) => ax.spy(np.eye(4), { markersize: 4 }),
    patches: (ax) => {
      ax.plot([0, 1]);
      ax.add_patch(plt.Rectangle([2, 3], 4, 1));
    },
  };
  it.each(Object.entries(calls.limits))('limits of %s', (name, { x, y }) => {
    const [, ax] = plt.subplots();
    draws[name]!(ax);
    expectClose([ax.get_xlim(), ax.get_ylim()], [x, y]);
  });

  it('the corners of arrows', () => {
    const options: Parameters<typeof plt.arrow>[4][] = [
      { head_width: 0.2, head_length: 0.3 },
      { width: 0.05, length_includes_head: true, overhang: 0.3 },
      { width: 0.1, shape: 'left', head_starts_at_zero: true },
      { width: 0.1, shape: 'right' },
    ];
    options.forEach((each, i) => {
      const { points } = plt.arrow(1, 2, 3, -1, each);
      // matplotlib closes the halves by their first corner.
      expectClose(each?.shape ? [...points, points[0]!] : points, calls.arrows[i]);
    });
  });

  it('where points are seen in axes of three coordinates', () => {
    const views = [[30, -60], [10, 45], [-20, 120], [60, 200], [89, -90]] as const; // prettier-ignore
    const spots: [number, number, number][] = [[0, 0, 0], [1, 2, 3], [4, -1, 2], [2, 2, 2.5]]; // prettier-ignore
    views.forEach(([elev, azim], i) => {
      const view = new View(elev, azim, { x: [-1, 5], y: [-2, 3], z: [0, 4] });
      expectClose(
        spots.map((spot) => view.place(...spot).slice(0, 2)),
        calls.seen[i],
      );
    });
  });

  it('Normalize', () => {
    const [norm, clipped] = [plt.Normalize(2, 6), plt.Normalize(2, 6, { clip: true })];
    const list = [1, 2, 3, 8];
    const found = [norm(list), clipped(list), plt.Normalize()([3, 5, 9])].map((x) => x.toTyped());
    expectClose([found[0], found[1], norm.inverse(0.75), found[2]], calls.normed);
  });

  it('ticks of a MaxNLocator', () => {
    const within = (ticks: number[], low: number, high: number): number[] => ticks.filter((t) => t >= low && t <= high);
    const [whole, four] = calls.locators as [number[], number[]];
    const [, ax] = plt.subplots();
    ax.set_xlim(0.05, 20.95);
    ax.xaxis.set_major_locator(plt.MaxNLocator({ integer: true }));
    ax.set_ylim(-3, 3.2);
    ax.yaxis.set_major_locator(plt.MaxNLocator(4));
    expectClose([ax.get_xticks(), ax.get_yticks()], [within(whole, 0.05, 20.95), within(four, -3, 3.2)]);
  });

  it.each(Object.entries(calls.styles))('style %s', (name, wanted) => {
    const plain = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== 'string' || !/^(#|0?\.\d|0\.)|^(white|black|blue)$/i.test(value)) return value;
      const css = cssColor(value, 'test').replace('black', '#000000').replace('white', '#ffffff').toLowerCase();
      const rgb = /^rgb\((.*)\)$/.exec(css)?.[1]!.split(',').map(Number);
      return rgb ? `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}` : css;
    };
    expect(styles[name]).toBeDefined();
    plt.style.use(name);
    for (const [key, value] of Object.entries(wanted)) {
      expect([key, plain(plt.rcParams[key as 'font.size'])]).toEqual([key, plain(value)]);
    }
  });

  /** Left, bottom, width and height of frames in parts of the figure. */
  const placed = (): number[][] => {
    const { layout } = plt.gcf().toPlotly() as { layout: Record<string, { domain: [number, number] }> };
    return plt.gcf().axes.map((_, i) => {
      const n = i === 0 ? '' : String(i + 1);
      const [x, y] = [layout[`xaxis${n}`]!.domain, layout[`yaxis${n}`]!.domain];
      return [x[0], y[0], x[1] - x[0], y[1] - y[0]];
    });
  };

  it('a bar for several axes takes as much from them', () => {
    const [fig, axes] = plt.subplots(1, 2);
    const [image] = axes.map((ax) => ax.imshow(table, { aspect: 'auto' }));
    fig.colorbar(image, { ax: axes });
    // Without numbers between them no gap has to grow.
    for (const ax of axes) ax.set_yticks([]);
    // To a pixel of 640: frames stand on whole ones.
    expectClose(placed(), calls['shared bar'].slice(0, 2), 2);
    const bar = fig.toPlotly().data.at(-1) as { marker: { colorbar: { x: number; len: number; thickness: number } } };
    const [left, , width, height] = calls['shared bar'][2]!;
    const { x, len, thickness } = bar.marker.colorbar;
    expectClose([x, thickness / 640, len], [left, width, height], 2);
  });

  it('places of a grid with ratios, gaps and edges', () => {
    const fig = plt.figure();
    const gs = fig.add_gridspec(2, 3, {
      width_ratios: [1, 2, 1],
      hspace: 0.5,
      wspace: 0.4,
      left: 0.2,
      right: 0.9,
      bottom: 0.2,
      top: 0.8,
    });
    for (const cell of [gs.at(0, ':'), gs.at(1, '1:'), gs.at(-1, 0)]) fig.add_subplot(cell);
    expectClose(placed(), calls.grid, 2);
  });
});

describe('np and plt', () => {
  it('a colour taken from a map is a colour', () => {
    const colors = plt.cm['viridis']!(np.linspace(0, 1, 3));
    const [line] = plt.plot([1, 2], { color: colors.at(2) });
    expect(line!.get_color()).toBe('rgba(253,231,36,1)');
  });
});
