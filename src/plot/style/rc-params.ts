/** @file The defaults that hold for all figures; `plt.rcParams` sets one of them, `plt.style.use` many at once. */
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
  /** Lengths of the tick marks in points. */
  'xtick.major.size': number;
  'ytick.major.size': number;
  'legend.frameon': boolean;
  'legend.fontsize': Size;
}

export const defaults: Readonly<RcParams> = {
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

/** The defaults in force. What a program sets is checked in rc-settings.ts. */
export const rcParams: RcParams = { ...defaults };

/** Back to matplotlib's defaults. */
export function rcdefaults(): void {
  Object.assign(rcParams, defaults);
}

/** Whether a setting is what it is without any style. */
export function isUsual(params: RcParams, name: keyof RcParams): boolean {
  return params[name] === defaults[name];
}
