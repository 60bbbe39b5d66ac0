/** @file `plt.rcParams`: the defaults a program may set for all its figures. */
import { ValueError, nearest } from '../errors/index.ts';

export interface RcParams {
  /** Width and height of a figure in inches. */
  'figure.figsize': readonly [number, number];
  'figure.dpi': number;
  'image.cmap': string;
  /** In points. */
  'lines.linewidth': number;
  'lines.markersize': number;
  'axes.grid': boolean;
  /** Taken for matplotlib's sake: Korean words have a font anyway. */
  'font.family': string | readonly string[];
  /** Taken for matplotlib's sake: the minus is always drawn. */
  'axes.unicode_minus': boolean;
}

const defaults: Readonly<RcParams> = {
  'figure.figsize': [6.4, 4.8],
  'figure.dpi': 100,
  'image.cmap': 'viridis',
  'lines.linewidth': 1.5,
  'lines.markersize': 6,
  'axes.grid': false,
  'font.family': 'sans-serif',
  'axes.unicode_minus': true,
};

/** The defaults in force; `rcParams['figure.figsize'] = [10, 5]` changes them for all figures to come. */
export const rcParams: RcParams = { ...defaults };

/** Several settings of a group: `rc('figure', { figsize: [10, 5] })`. */
export function rc(
  group: 'figure' | 'image' | 'lines' | 'axes' | 'font',
  settings: Readonly<Record<string, unknown>>,
): void {
  for (const [key, value] of Object.entries(settings)) {
    const name = `${group}.${key}`;
    if (!(name in defaults)) {
      const close = nearest(name, Object.keys(defaults));
      throw new ValueError({
        who: 'plt.rc',
        rule: `there is no such setting; there are ${Object.keys(defaults).join(', ')}`,
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
