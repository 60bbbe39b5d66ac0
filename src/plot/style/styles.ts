/**
 * @file `plt.style`: the looks that matplotlib ships, as far as they touch what is drawn here, and a light and a dark one that
 * stay as they are whatever the page. The values are matplotlib's (held by test/golden/plot.test.ts).
 */
import { own } from '../../arguments/index.ts';
import { ValueError, nearest } from '../../errors/index.ts';
import { exactly } from '../input/surplus.ts';
import { rcParams, rcdefaults, type RcParams } from './rc-params.ts';
import type { Theme } from './theme.ts';

type Settings = Partial<RcParams>;

const ink = '.15';
const noTicks: Settings = { 'xtick.major.size': 0, 'ytick.major.size': 0 };
/** What seaborn's looks share. */
const seaborn: Settings = {
  'axes.axisbelow': true,
  'axes.labelcolor': ink,
  'image.cmap': 'Greys',
  'legend.frameon': false,
  'text.color': ink,
  'xtick.color': ink,
  'ytick.color': ink,
};

export const styles: Readonly<Record<string, Settings>> = {
  default: {},
  dark_background: {
    'figure.facecolor': 'black',
    'text.color': 'white',
    'axes.facecolor': 'black',
    'axes.edgecolor': 'white',
    'axes.labelcolor': 'white',
    'axes.prop_cycle': words('#8dd3c7 #feffb3 #bfbbd9 #fa8174 #81b1d2 #fdb462 #b3de69 #bc82bd #ccebc4 #ffed6f'),
    'grid.color': 'white',
    'xtick.color': 'white',
    'ytick.color': 'white',
  },
  ggplot: {
    'axes.axisbelow': true,
    'axes.facecolor': '#E5E5E5',
    'axes.edgecolor': 'white',
    'axes.linewidth': 1,
    'axes.grid': true,
    'axes.titlesize': 'x-large',
    'axes.labelsize': 'large',
    'axes.labelcolor': '#555555',
    'axes.prop_cycle': words('#E24A33 #348ABD #988ED5 #777777 #FBC15E #8EBA42 #FFB5B8'),
    'grid.color': 'white',
    'xtick.color': '#555555',
    'ytick.color': '#555555',
  },
  'seaborn-v0_8': {
    ...seaborn,
    ...noTicks,
    'figure.figsize': [8, 5.5],
    'lines.linewidth': 1.75,
    'lines.markersize': 7,
    'axes.facecolor': '#EAEAF2',
    'axes.edgecolor': 'white',
    'axes.linewidth': 0,
    'axes.grid': true,
    'axes.titlesize': 12,
    'axes.labelsize': 11,
    'axes.prop_cycle': words('#4C72B0 #55A868 #C44E52 #8172B2 #CCB974 #64B5CD'),
    'grid.color': 'white',
    'grid.linewidth': 1,
    'xtick.labelsize': 10,
    'ytick.labelsize': 10,
    'legend.fontsize': 10,
  },
  'seaborn-v0_8-darkgrid': {
    ...seaborn,
    ...noTicks,
    'axes.facecolor': '#EAEAF2',
    'axes.edgecolor': 'white',
    'axes.linewidth': 0,
    'axes.grid': true,
    'grid.color': 'white',
  },
  'seaborn-v0_8-whitegrid': {
    ...seaborn,
    ...noTicks,
    'axes.edgecolor': '.8',
    'axes.linewidth': 1,
    'axes.grid': true,
    'grid.color': '.8',
  },
  'seaborn-v0_8-white': {
    ...seaborn,
    ...noTicks,
    'axes.edgecolor': ink,
    'axes.linewidth': 1.25,
    'grid.color': '.8',
  },
  fivethirtyeight: {
    'axes.axisbelow': true,
    'figure.facecolor': '#f0f0f0',
    'lines.linewidth': 4,
    'font.size': 14,
    'axes.facecolor': '#f0f0f0',
    'axes.edgecolor': '#f0f0f0',
    'axes.linewidth': 3,
    'axes.grid': true,
    'axes.titlesize': 'x-large',
    'axes.labelsize': 'large',
    'axes.prop_cycle': words('#008fd5 #fc4f30 #e5ae38 #6d904f #8b8b8b #810f7c'),
    'grid.color': '#cbcbcb',
    'grid.linewidth': 1,
    ...noTicks,
  },
  bmh: {
    'lines.linewidth': 2,
    'axes.facecolor': '#eeeeee',
    'axes.edgecolor': '#bcbcbc',
    'axes.grid': true,
    'axes.titlesize': 'x-large',
    'axes.labelsize': 'large',
    'axes.prop_cycle': words('#348ABD #A60628 #7A68A6 #467821 #D55E00 #CC79A7 #56B4E9 #009E73 #F0E442 #0072B2'),
    'grid.color': '#b2b2b2',
    'grid.linestyle': '--',
    'grid.linewidth': 0.5,
    'xtick.direction': 'in',
    'ytick.direction': 'in',
  },
  grayscale: {
    'figure.facecolor': '0.75',
    'image.cmap': 'gray',
    'axes.prop_cycle': words('0.00 0.40 0.60 0.70'),
    'grid.color': 'black',
  },
  'tableau-colorblind10': {
    'axes.prop_cycle': words('#006BA4 #FF800E #ABABAB #595959 #5F9ED1 #C85200 #898989 #A2C8EC #FFBC79 #CFCFCF'),
  },
};

/** The dark twin of the default: what JupyterLab's dark theme shows, whatever the page. */
const dark: Settings = {
  'figure.facecolor': '#111111',
  'text.color': 'white',
  'axes.facecolor': '#111111',
  'axes.edgecolor': 'white',
  'axes.labelcolor': 'white',
  'grid.color': '#555555',
  'xtick.color': 'white',
  'ytick.color': 'white',
};

/** The page on which figures are drawn from now on. */
let theme: Theme = 'auto';

/** How figures made from now on follow the page: a style with colours of its own does not. */
export function currentTheme(): Theme {
  const usual: Settings = { 'figure.facecolor': 'white', 'axes.facecolor': 'white', 'text.color': 'black' };
  const plain = Object.entries(usual).every(([name, value]) => rcParams[name as keyof RcParams] === value);
  if (plain) return theme;
  return rcParams['text.color'] === 'white' ? 'dark' : 'light';
}

/** The look of figures made from now on: 'default' follows the notebook's theme, all others are fixed. */
export const style = {
  /** The names `use` takes. */
  available: [...Object.keys(styles), 'light', 'dark'] as readonly string[],
  /** Sets a style; several are laid over each other. `use('default')` goes back. */
  use: exactly('plt.style.use', (name: string | readonly string[]): void => {
    // All names are looked up before the first is used.
    const looks = (typeof name === 'string' ? [name] : name).map(lookOf);
    for (const take of looks) take();
  }),
};

/** What taking a style does. */
function lookOf(name: string): () => void {
  if (name === 'light' || name === 'dark' || name === 'default' || name === 'auto') {
    return () => {
      rcdefaults();
      theme = name === 'light' ? 'light' : 'auto';
      if (name === 'dark') Object.assign(rcParams, dark);
    };
  }
  // seaborn's looks lost their short names in matplotlib 3.6.
  const settings = own(styles, name) ?? own(styles, name.replace(/^seaborn(?!-v0_8)/, 'seaborn-v0_8'));
  if (!settings) {
    const close = nearest(name, style.available);
    throw new ValueError({
      who: 'plt.style.use',
      rule: {
        en: `the style must be one of ${style.available.join(', ')}`,
        ko: `쓸 수 있는 스타일: ${style.available.join(', ')}`,
      },
      received: `'${name}'`,
      ...(close ? { hint: { en: `Did you mean '${close}'?`, ko: `'${close}'을(를) 뜻했나요?` } } : {}),
    });
  }
  return () => void Object.assign(rcParams, settings);
}

function words(list: string): readonly string[] {
  return list.split(' ');
}
