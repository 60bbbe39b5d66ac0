/** @file `imshow` and `matshow`: arrays as pictures. */
import { number, optionsOf, word } from '../../arguments/index.ts';
import { AxesImage, interpolations } from '../artists/image.ts';
import { isOptions } from '../input/options.ts';
import { alpha, cmap, norm, numberOr, read, textOf, tuple } from '../input/rules.ts';
import { gridOf, type Table } from '../input/values.ts';
import type { ColormapLike } from '../style/colormap.ts';
import { endsOf, type Normalize } from '../style/normalize.ts';
import { rcParams } from '../style/rc-params.ts';
import { call } from './call.ts';

export interface ImshowOptions {
  /**
   * A colormap's name; default 'viridis'.
   * @ko 컬러맵의 이름입니다. 기본값 'viridis'.
   */
  cmap?: ColormapLike;
  /**
   * The numbers at the ends of the colormap; default the smallest and largest of the array.
   * @ko 첫 색이 뜻하는 값입니다. 기본값은 배열의 가장 작은 값입니다.
   */
  vmin?: number;
  /**
   * The value that gets the last colour; default the largest.
   * @ko 마지막 색이 뜻하는 값입니다. 기본값은 가장 큰 값입니다.
   */
  vmax?: number;
  /**
   * The ends of the colormap as `plt.Normalize(vmin, vmax)`, in place of `vmin` and `vmax`.
   * @ko vmin과 vmax 대신 쓰는 `plt.Normalize(vmin, vmax)`입니다.
   */
  norm?: Normalize;
  /**
   * 'nearest' (default: pixels as squares) or a smooth one such as 'bilinear'.
   * @ko 'nearest'(기본값, 픽셀을 네모로) 또는 'bilinear'처럼 부드럽게.
   */
  interpolation?: string;
  /**
   * Opacity from 0 (not seen) to 1 (default).
   * @ko 불투명도입니다. 0(보이지 않음)에서 1(기본값)까지.
   */
  alpha?: number;
  /**
   * Left, right, bottom, top of the picture in data coordinates.
   * @ko 그림의 왼쪽, 오른쪽, 아래, 위 좌표입니다.
   */
  extent?: readonly [number, number, number, number];
  /**
   * Where row 0 is: 'upper' (default) or 'lower'.
   * @ko 0번 행의 자리입니다: 'upper'(기본값) 또는 'lower'.
   */
  origin?: 'upper' | 'lower';
  /**
   * 'equal' (default): pixels are squares; 'auto': the picture fills the axes.
   * @ko 'equal'(기본값)은 픽셀을 정사각형으로, 'auto'는 칸을 채웁니다.
   */
  aspect?: 'equal' | 'auto' | number;
  /**
   * What is drawn later: the higher, the nearer to the eye.
   * @ko 그리는 순서입니다. 클수록 위에 옵니다.
   */
  zorder?: number;
}

export const imshowOptions = optionsOf<ImshowOptions>()({
  cmap: cmap(),
  vmin: number(),
  vmax: number(),
  norm: norm(),
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
  const grid = gridOf(source, who, 'X');
  const image = new AxesImage(
    grid,
    {
      cmap: options.cmap ?? rcParams['image.cmap'],
      ...endsOf(options, grid.data, who),
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
