/** @file `imshow` and `matshow`: arrays as pictures. */
import { number, optionsOf, word } from '../../arguments/index.ts';
import { AxesImage, interpolations } from '../artists/image.ts';
import { isOptions } from '../input/options.ts';
import { alpha, cmap, numberOr, read, textOf, tuple } from '../input/rules.ts';
import { gridOf, type Table } from '../input/values.ts';
import type { ColormapLike } from '../style/colormap.ts';
import { rcParams } from '../style/rc-params.ts';
import { call } from './call.ts';

export interface ImshowOptions {
  /** A colormap's name; default 'viridis'. */
  cmap?: ColormapLike;
  /** The numbers at the ends of the colormap; default the smallest and largest of the array. */
  vmin?: number;
  /** The value that gets the last colour; default the largest. */
  vmax?: number;
  /** 'nearest' (default: pixels as squares) or a smooth one such as 'bilinear'. */
  interpolation?: string;
  /** Opacity from 0 (not seen) to 1 (default). */
  alpha?: number;
  /** Left, right, bottom, top of the picture in data coordinates. */
  extent?: readonly [number, number, number, number];
  /** Where row 0 is: 'upper' (default) or 'lower'. */
  origin?: 'upper' | 'lower';
  /** 'equal' (default): pixels are squares; 'auto': the picture fills the axes. */
  aspect?: 'equal' | 'auto' | number;
  /** What is drawn later: the higher, the nearer to the eye. */
  zorder?: number;
}

export const imshowOptions = optionsOf<ImshowOptions>()({
  cmap: cmap(),
  vmin: number(),
  vmax: number(),
  interpolation: textOf(interpolations),
  alpha: alpha(),
  extent: tuple(4),
  origin: word('upper', 'lower'),
  aspect: numberOr('equal', 'auto'),
  zorder: number(),
});

/**
 * A picture: (h, w) through a colormap, (h, w, 3) or (h, w, 4) as it is (uint8 0..255 or float 0..1).
 * @ko 배열을 그림으로 그립니다.
 */
export const imshow = call((axes) => {
  function imshow(x: Table, cmap: ColormapLike): AxesImage;
  function imshow(x: Table, options?: ImshowOptions): AxesImage;
  function imshow(x: Table, look?: ImshowOptions | ColormapLike): AxesImage {
    const who = 'plt.imshow';
    const given = look === undefined || isOptions(look) ? (look as ImshowOptions) : { cmap: look as ColormapLike };
    const options = read(who, given, imshowOptions);
    const { aspect = 'equal' } = options;
    const image = axes.add(makeImage(x, options, who));
    axes.aspect = aspect === 'equal' ? 'image' : aspect;
    if (!image.isColor) axes.mappable = image;
    return image;
  }
  return imshow;
});

/** A matrix as squares, ticks above. */
export const matshow = call((axes) => (x: Table, options?: ImshowOptions): AxesImage => {
  const who = 'plt.matshow';
  const { interpolation = 'nearest', ...look } = read(who, options, imshowOptions);
  const image = axes.add(makeImage(x, { ...look, interpolation }, who));
  axes.aspect = 'image';
  axes.ticksOnTop = true;
  if (!image.isColor) axes.mappable = image;
  return image;
});

/** The picture, from options that were read. */
export function makeImage(source: Table, options: ImshowOptions, who: string): AxesImage {
  const image = new AxesImage(
    gridOf(source, who, 'X'),
    {
      cmap: options.cmap ?? rcParams['image.cmap'],
      vmin: options.vmin,
      vmax: options.vmax,
      interpolation: options.interpolation ?? 'antialiased',
      alpha: options.alpha,
      extent: options.extent,
      origin: options.origin ?? 'upper',
    },
    who,
  );
  image.zorder = options.zorder;
  return image;
}
