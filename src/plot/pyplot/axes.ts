/**
 * @file The part of `plt` that sets something about the axes in use under a name of its own. The calls that draw have one name in
 * `plt` and in `Axes`: they are not written here.
 */
import { np } from '../../array/index.ts';
import { quiet, type Mappable } from '../artists/artist.ts';
import type { AxesImage } from '../artists/image.ts';
import type { Axes } from '../axes/axes.ts';
import type { TickLabel } from '../axes/axis.ts';
import type { Colorbar, ColorbarOptions } from '../axes/colorbar.ts';
import type { TickOptions } from '../axes/ticks.ts';
import type { ImshowOptions } from '../calls/imshow.ts';
import { inUse } from '../figure/open-figures.ts';
import { addColorbar } from '../figure/parts.ts';
import { isOptions } from '../input/options.ts';
import { exactly } from '../input/surplus.ts';
import type { Names, Numbers, Table } from '../input/values.ts';
import { colormap, type ColormapLike } from '../style/colormap.ts';
import { rcParams } from '../style/rc-params.ts';
import { gca, gcf, matrixFigure } from './current.ts';

/** The method of that name of the axes in use. */
function onAxesInUse<K extends keyof Axes>(name: K): Axes[K] {
  return ((...args: unknown[]) => (gca()[name] as (...args: unknown[]) => unknown)(...args)) as Axes[K];
}

/**
 * The title above the frame.
 * @ko 지금 칸의 제목을 씁니다.
 */
export const title = onAxesInUse('set_title');

/**
 * The label of the x axis.
 * @ko x축의 이름을 씁니다.
 */
export const xlabel = onAxesInUse('set_xlabel');

/**
 * The label of the y axis.
 * @ko y축의 이름을 씁니다.
 */
export const ylabel = onAxesInUse('set_ylabel');

/**
 * How the numbers along x are placed: `'linear'`, `'log'`, `'symlog'` or `'logit'`: `xscale('symlog', { linthresh: 0.01 })`.
 * @ko x축의 눈금을 일정하게('linear') 또는 로그로('log') 매깁니다.
 */
export const xscale = onAxesInUse('set_xscale');

/**
 * How the numbers along y are placed, as `xscale`.
 * @ko y축의 눈금을 일정하게('linear') 또는 로그로('log') 매깁니다.
 */
export const yscale = onAxesInUse('set_yscale');

/** Small ticks between the others. */
export const minorticks_on = onAxesInUse('minorticks_on');

/** No ticks between the others. */
export const minorticks_off = onAxesInUse('minorticks_off');

/** How much is left free around what is drawn, in parts of it. */
export const margins = onAxesInUse('margins');

/**
 * `'off'`, `'on'`, `'equal'`, `'image'`, `'square'`, `'tight'`, or [xmin, xmax, ymin, ymax]; gives the limits.
 * @ko 축을 끄거나('off') 범위를 한 번에 정합니다.
 */
export const axis = onAxesInUse('axis');

/** Clears the axes in use. */
export const cla = onAxesInUse('cla');

/**
 * A matrix as squares, ticks above: in the axes in use if they are empty, else in a figure of its own.
 * @ko 배열을 숫자표처럼 그립니다. 첫 행이 위에 옵니다.
 */
export function matshow(x: Table, options?: ImshowOptions): AxesImage {
  matrixFigure(np.asarray(x as Parameters<typeof np.asarray>[0]).shape);
  return gca().matshow(x, options);
}

/**
 * A bar that explains the colours of the last picture (or of `mappable`).
 * @ko 색이 뜻하는 값을 보여 주는 막대를 붙입니다.
 */
export function colorbar(mappable?: Mappable | ColorbarOptions, options?: ColorbarOptions): Colorbar {
  return addColorbar(gcf(), mappable, options, 'plt.colorbar');
}

/** The numbers at the ends of the colormap of the last picture. */
export const clim = exactly('plt.clim', (vmin: number, vmax: number): void => {
  gca().mappable?.set_clim?.(vmin, vmax);
});

/** The colormap of the last picture and of all that follow. */
export const set_cmap = exactly('plt.set_cmap', (cmap: ColormapLike): void => {
  rcParams['image.cmap'] = colormap(cmap, 'plt.set_cmap').name;
  // Without a figure there is none to change.
  if (inUse()?.axes.length) gca().mappable?.set_cmap?.(cmap);
});

/** `set_cmap('gray')`. */
export const gray = exactly('plt.gray', (): void => set_cmap('gray'));

/** `set_cmap('viridis')`. */
export const viridis = exactly('plt.viridis', (): void => set_cmap('viridis'));

/** `set_cmap('jet')`. */
export const jet = exactly('plt.jet', (): void => set_cmap('jet'));

/** `set_cmap('hot')`. */
export const hot = exactly('plt.hot', (): void => set_cmap('hot'));

/** `set_cmap('inferno')`. */
export const inferno = exactly('plt.inferno', (): void => set_cmap('inferno'));

/** `set_cmap('plasma')`. */
export const plasma = exactly('plt.plasma', (): void => set_cmap('plasma'));

/** `set_cmap('magma')`. */
export const magma = exactly('plt.magma', (): void => set_cmap('magma'));

/** `set_cmap('autumn')`. */
export const autumn = exactly('plt.autumn', (): void => set_cmap('autumn'));

/** `set_cmap('bone')`. */
export const bone = exactly('plt.bone', (): void => set_cmap('bone'));

/** `set_cmap('cool')`. */
export const cool = exactly('plt.cool', (): void => set_cmap('cool'));

/** `set_cmap('copper')`. */
export const copper = exactly('plt.copper', (): void => set_cmap('copper'));

/** `set_cmap('hsv')`. */
export const hsv = exactly('plt.hsv', (): void => set_cmap('hsv'));

/** `set_cmap('spring')`. */
export const spring = exactly('plt.spring', (): void => set_cmap('spring'));

/** `set_cmap('pink')`. */
export const pink = exactly('plt.pink', (): void => set_cmap('pink'));

/** `set_cmap('summer')`. */
export const summer = exactly('plt.summer', (): void => set_cmap('summer'));

/** `set_cmap('winter')`. */
export const winter = exactly('plt.winter', (): void => set_cmap('winter'));

/** `set_cmap('prism')`. */
export const prism = exactly('plt.prism', (): void => set_cmap('prism'));

/** `set_cmap('flag')`. */
export const flag = exactly('plt.flag', (): void => set_cmap('flag'));

/** `set_cmap('nipy_spectral')`. */
export const nipy_spectral = exactly('plt.nipy_spectral', (): void => set_cmap('nipy_spectral'));

/**
 * Sets the limits, `xlim(0, 10)` or `xlim({ left: 0 })`; without arguments gives them.
 * @ko x축의 범위를 정하거나 줍니다.
 */
export const xlim = exactly(
  'plt.xlim',
  (left?: Parameters<Axes['set_xlim']>[0], right?: number | null): [number, number] => {
    if (left !== undefined || right !== undefined) gca().set_xlim(left, right);
    return quiet(gca().get_xlim());
  },
);

/**
 * Sets the limits, `ylim(0, 1)` or `ylim({ bottom: 0 })`; without arguments gives them.
 * @ko y축의 범위를 정하거나 줍니다.
 */
export const ylim = exactly(
  'plt.ylim',
  (bottom?: Parameters<Axes['set_ylim']>[0], top?: number | null): [number, number] => {
    if (bottom !== undefined || top !== undefined) gca().set_ylim(bottom, top);
    return quiet(gca().get_ylim());
  },
);

type Labels = Names | TickOptions;

/**
 * Ticks at these places with these words; with options alone their look: `xticks({ rotation: 45 })`.
 * @ko x축의 눈금 자리와 글을 정합니다.
 */
export function xticks(values?: Numbers, labels?: Labels, options?: TickOptions): TickList;
export function xticks(look: TickOptions): TickList;
export function xticks(values?: Numbers | TickOptions, labels?: Labels, options?: TickOptions): TickList {
  return setTicks('x', values, labels, options);
}

/**
 * Ticks at these places with these words; with options alone their look: `yticks({ fontsize: 8 })`.
 * @ko y축의 눈금 자리와 글을 정합니다.
 */
export function yticks(values?: Numbers, labels?: Labels, options?: TickOptions): TickList;
export function yticks(look: TickOptions): TickList;
export function yticks(values?: Numbers | TickOptions, labels?: Labels, options?: TickOptions): TickList {
  return setTicks('y', values, labels, options);
}

function setTicks(axis: 'x' | 'y', values?: Numbers | TickOptions, labels?: Labels, options?: TickOptions): TickList {
  const axes = gca();
  if (isOptions(values)) axes.styleTicks(axis, values);
  else if (values !== undefined) axes[`set_${axis}ticks`](values as Numbers, labels, options);
  return quiet([axes[`get_${axis}ticks`](), axes[`get_${axis}ticklabels`]()]);
}

/** Where the ticks stand, and their words. */
type TickList = [places: number[], labels: TickLabel[]];

/** New axes in the frame of those in use, with an own y axis at the right. */
export const twinx = exactly('plt.twinx', (host?: Axes): Axes => {
  return (host ?? gca()).twinx();
});

/** New axes in the frame of those in use, with an own x axis at the top. */
export const twiny = exactly('plt.twiny', (host?: Axes): Axes => {
  return (host ?? gca()).twiny();
});
