/** @file `plt.rcParams` and `plt.rc`: the defaults as a program sets them, checked where it does. */
import { anything, choice, flag, number, optionsOf, unknownOption, word, type Rule } from '../../arguments/index.ts';
import { ValueError, nearest } from '../../errors/index.ts';
import { cmap, color, colors, fontSize, lineStyle, points, read, tuple } from '../input/rules.ts';
import { exactly } from '../input/surplus.ts';
import { defaults, rcdefaults as backToDefaults, rcParams as inForce, type RcParams } from './rc-params.ts';

const side = (): Rule<'in' | 'out' | 'inout'> => word('in', 'out', 'inout');

const rules = optionsOf<RcParams>()({
  'figure.figsize': tuple(2),
  'figure.dpi': number({ above: 0 }),
  'figure.facecolor': color(),
  'image.cmap': cmap<string>(),
  'lines.linewidth': points(),
  'lines.markersize': points(),
  'font.size': number({ above: 0 }),
  'font.family': anything({ en: 'the name of a font', ko: '글꼴 이름' }),
  'text.color': color(),
  'axes.facecolor': color(),
  'axes.edgecolor': color(),
  'axes.linewidth': points(),
  'axes.grid': flag(),
  'axes.axisbelow': choice(true, false, 'line'),
  'axes.titlesize': fontSize(),
  'axes.labelsize': fontSize(),
  'axes.labelcolor': color(),
  'axes.spines.top': flag(),
  'axes.spines.right': flag(),
  'axes.prop_cycle': colors(),
  'axes.unicode_minus': flag(),
  'grid.color': color(),
  'grid.linestyle': lineStyle<string>(),
  'grid.linewidth': points(),
  'xtick.color': color(),
  'ytick.color': color(),
  'xtick.labelsize': fontSize(),
  'ytick.labelsize': fontSize(),
  'xtick.direction': side(),
  'ytick.direction': side(),
  'xtick.major.size': points(),
  'ytick.major.size': points(),
  'legend.frameon': flag(),
  'legend.fontsize': fontSize(),
});

/** The defaults in force; `rcParams['figure.figsize'] = [10, 5]` changes them for all figures to come. */
export const rcParams: RcParams = new Proxy(inForce, {
  set(params, name, value: unknown): boolean {
    const given = { [name]: value } as unknown as RcParams;
    if (!(name in defaults)) throw unknownOption('plt.rcParams', String(name), Object.keys(defaults), given);
    read('plt.rcParams', given, rules);
    Object.assign(params, given);
    return true;
  },
});

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
          ? { en: 'there is no such setting', ko: '그런 설정은 없습니다' }
          : {
              en: `there is no such setting; there are ${Object.keys(defaults).join(', ')}`,
              ko: `그런 설정은 없습니다. 쓸 수 있는 설정: ${Object.keys(defaults).join(', ')}`,
            },
        received: `'${name}'`,
        ...(close ? { hint: { en: `Did you mean '${close}'?`, ko: `'${close}'을(를) 뜻했나요?` } } : {}),
      });
    }
    Object.assign(inForce, read('plt.rc', { [name]: value } as unknown as RcParams, rules) && { [name]: value });
  }
}

/** Back to matplotlib's defaults. */
export const rcdefaults = exactly('plt.rcdefaults', (): void => backToDefaults());
