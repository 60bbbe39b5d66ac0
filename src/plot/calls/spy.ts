/** @file `spy`: where the numbers of a table are not zero. */
import { number, optionsOf, word } from '../../arguments/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import type { AxesImage } from '../artists/image.ts';
import { Line2D } from '../artists/line.ts';
import { alpha, cmap, color, marker, numberOr, points, read } from '../input/rules.ts';
import { gridOf, type Table } from '../input/values.ts';
import { cssColor, type Color } from '../style/color.ts';
import type { ColormapLike } from '../style/colormap.ts';
import { allSteps } from '../layout/ticks.ts';
import { call } from './call.ts';
import { makeImage } from './imshow.ts';

export interface SpyOptions {
  /** Numbers no larger than this count as zero; default 0. */
  precision?: number;
  /** A sign at each place instead of a filled square: 's', 'o', '.' … */
  marker?: string;
  /** Size of the signs in points; default 10. */
  markersize?: number;
  /** Colour of the signs; default the next one of the style's cycle. */
  color?: Color;
  /** Colormap of the squares; default white and black. */
  cmap?: ColormapLike;
  /** Opacity from 0 (not seen) to 1 (default). */
  alpha?: number;
  /** 'equal' (default): squares stay square; 'auto': the frame is filled. */
  aspect?: 'equal' | 'auto' | number;
  /** Where row 0 is: 'upper' (default) or 'lower'. */
  origin?: 'upper' | 'lower';
}

const spyOptions = optionsOf<SpyOptions>()({
  precision: number({ from: 0 }).or(0),
  marker: marker(),
  markersize: points(),
  color: color(),
  cmap: cmap(),
  alpha: alpha(),
  aspect: numberOr('equal', 'auto').or('equal'),
  origin: word('upper', 'lower').or('upper'),
});

/** Which numbers of a table are not zero, as black squares or, with `marker` or `markersize`, as signs. */
export const spy = call((axes) => (z: Table, options?: SpyOptions): AxesImage | Line2D => {
  const who = 'plt.spy';
  const { precision, marker: sign, markersize, aspect, origin, ...look } = read(who, options, spyOptions);
  const grid = gridOf(z, who, 'Z');
  if (grid.shape.length !== 2 || grid.shape.includes(0)) {
    throw new ShapeError({
      who,
      rule: { en: 'Z must be a table of numbers', ko: 'Z는 수의 표여야 합니다' },
      received: `Z ${shapeText(grid.shape)}`,
    });
  }
  const [rows, columns] = grid.shape as [number, number];
  const table = Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => Number(Math.abs(grid.data[r * columns + c]!) > precision)),
  );
  axes.aspect = aspect === 'equal' ? 'image' : aspect;
  axes.ticksOnTop = origin === 'upper';
  for (const axis of ['x', 'y'] as const)
    axes.ticks[axis].locator = { bins: 9, integer: true, auto: false, steps: allSteps };
  if (sign === undefined && markersize === undefined) {
    return axes.add(
      makeImage(
        table,
        { cmap: look.cmap ?? 'binary', vmin: 0, vmax: 1, alpha: look.alpha, interpolation: 'nearest', origin },
        who,
      ),
    );
  }
  const places = table.flatMap((row, r) => row.flatMap((set, c) => (set ? [[c, r] as const] : [])));
  const marks = new Line2D(
    Float64Array.from(places, ([c]) => c),
    Float64Array.from(places, ([, r]) => r),
    {
      color: look.color === undefined ? axes.nextColor('line') : cssColor(look.color, who),
      linestyle: 'None',
      linewidth: 0,
      marker: sign ?? 's',
      markersize: markersize ?? 10,
      alpha: look.alpha,
    },
  );
  axes.set_xlim(-0.5, columns - 0.5);
  if (origin === 'upper') axes.set_ylim(rows - 0.5, -0.5);
  else axes.set_ylim(-0.5, rows - 0.5);
  return axes.add(marks);
});
