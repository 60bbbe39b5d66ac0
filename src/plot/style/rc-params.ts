/** @file `plt.rcParams`: the defaults a program may set for all its figures; `plt.style.use` sets many of them at once. */
import { ValueError, nearest } from '../../errors/index.ts';
import { tab10 } from './color-cycle.ts';
import type { Color } from './color.ts';

/** A size of text in points, or a word: 'small', 'medium', 'large', 'x-large', … (parts of 'font.size'). */
type Size = number | string;

export interface RcParams {
  /** Width and height of a figure in inches. */
  'figure.figsize': readonly [number, number];
  'figure.dpi': number;
  'figure.facecolor': Color;
  'image.cmap': string;
  /** In points. */
  'lines.linewidth': number;
  'lines.markersize': number;
  /** In points; what sizes in words are measured by. */
  'font.size': number;
  /** Taken for matplotlib's sake: Korean words have a font anyway. */
  'font.family': string | readonly string[];
  'text.color': Color;
  'axes.facecolor': Color;
  'axes.edgecolor': Color;
  /** Width of the frame in points; 0 draws none. */
  'axes.linewidth': number;
  'axes.grid': boolean;
  /** True: grid lines lie under pictures too. */
  'axes.axisbelow': boolean | 'line';
  'axes.titlesize': Size;
  'axes.labelsize': Size;
  'axes.labelcolor': Color;
  'axes.spines.top': boolean;
  'axes.spines.right': boolean;
  /** The colours that follow each other ('C0', 'C1', …). */
  'axes.prop_cycle': readonly string[];
  /** Taken for matplotlib's sake: the minus is always drawn. */
  'axes.unicode_minus': boolean;
  'grid.color': Color;
  'grid.linestyle': string;
  'grid.linewidth': number;
  'xtick.color': Color;
  'ytick.color': Color;
  'xtick.labelsize': Size;
  'ytick.labelsize': Size;
  'xtick.direction': 'in' | 'out' | 'inout';
  'ytick.direction': 'in' | 'out' | 'inout';
  /** Lengths of the little lines in points. */
  'xtick.major.size': number;
  'ytick.major.size': number;
  'legend.frameon': boolean;
  'legend.fontsize': Size;
}

const defaults: Readonly<RcParams> = {
  'figure.figsize': [6.4, 4.8],
  'figure.dpi': 100,
  'figure.facecolor': 'white',
  'image.cmap': 'viridis',
  'lines.linewidth': 1.5,
  'lines.markersize': 6,
  'font.size': 10,
  'font.family': 'sans-serif',
  'text.color': 'black',
  'axes.facecolor': 'white',
  'axes.edgecolor': 'black',
  'axes.linewidth': 0.8,
  'axes.grid': false,
  'axes.axisbelow': 'line',
  'axes.titlesize': 'large',
  'axes.labelsize': 'medium',
  'axes.labelcolor': 'black',
  'axes.spines.top': true,
  'axes.spines.right': true,
  'axes.prop_cycle': tab10,
  'axes.unicode_minus': true,
  'grid.color': '#b0b0b0',
  'grid.linestyle': '-',
  'grid.linewidth': 0.8,
  'xtick.color': 'black',
  'ytick.color': 'black',
  'xtick.labelsize': 'medium',
  'ytick.labelsize': 'medium',
  'xtick.direction': 'out',
  'ytick.direction': 'out',
  'xtick.major.size': 3.5,
  'ytick.major.size': 3.5,
  'legend.frameon': true,
  'legend.fontsize': 'medium',
};

/** The defaults in force; `rcParams['figure.figsize'] = [10, 5]` changes them for all figures to come. */
export const rcParams: RcParams = { ...defaults };

/** A word by itself or after `font.`, `axes.`, … */
type Group = 'figure' | 'image' | 'lines' | 'axes' | 'font' | 'text' | 'grid' | 'xtick' | 'ytick' | 'legend';

/** Several settings of a group: `rc('figure', { figsize: [10, 5] })`. */
export function rc(group: Group, settings: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(settings)) {
    const name = `${group}.${key}`;
    if (!(name in defaults)) {
      const close = nearest(name, Object.keys(defaults));
      throw new ValueError({
        who: 'plt.rc',
        rule: close
          ? 'there is no such setting'
          : `there is no such setting; there are ${Object.keys(defaults).join(', ')}`,
        received: `'${name}'`,
        ...(close ? { hint: `Did you mean '${close}'?` } : {}),
      });
    }
    Object.assign(rcParams, { [name]: value });
  }
}

/** Back to matplotlib's defaults. */
export function rcdefaults(): void {
  Object.assign(rcParams, defaults);
}

/** Whether a setting is what it is without any style. */
export function isUsual(params: RcParams, name: keyof RcParams): boolean {
  return params[name] === defaults[name];
}
