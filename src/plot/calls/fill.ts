/** @file `fill`: filled polygons. */
import { quiet } from '../artists/artist.ts';
import type { Patch } from '../artists/patch.ts';
import type { AxesFrame } from '../axes/frame.ts';
import { splitOptions } from '../input/options.ts';
import { read } from '../input/rules.ts';
import { numbersOf, sameLength, type Numbers } from '../input/values.ts';
import { lineFormat } from '../style/format-string.ts';
import { call } from './call.ts';
import { patchOptions, shape, type PatchOptions } from './shapes.ts';

/** Polygons: `fill(x, y)`, `fill(x, y, 'r', { alpha: 0.3 })`, any number of them, options last. */
export const fill = call((axes) => {
  function fill(x: Numbers, y: Numbers, ...more: (Numbers | string)[]): Patch[];
  function fill(x: Numbers, y: Numbers, ...more: [...more: (Numbers | string)[], options: PatchOptions]): Patch[];
  function fill(...args: unknown[]): Patch[] {
    return quiet(makePolygons(axes, args).map((patch) => axes.add(patch)));
  }
  return fill;
});

function makePolygons(axes: AxesFrame, args: readonly unknown[]): Patch[] {
  const who = 'plt.fill';
  const [groups, given] = splitOptions<PatchOptions, Numbers | string>(args);
  const [rest, options] = [[...groups], read(who, given, patchOptions)];
  const polygons: Patch[] = [];
  while (rest.length > 0) {
    const [x, y] = [rest.shift() as Numbers, rest.shift() as Numbers];
    const named = typeof rest[0] === 'string' ? lineFormat(rest.shift() as string, who).color : undefined;
    const [xs, ys] = [numbersOf(x, who, 'x'), numbersOf(y, who, 'y')];
    sameLength(who, xs, ys);
    const usual = named ?? ((options.color ?? options.facecolor ?? options.fc) ? undefined : axes.nextColor('line'));
    polygons.push(
      shape(
        Array.from(xs, (value, i) => [value, ys[i]!]),
        { ...options, color: options.color ?? usual },
        who,
      ),
    );
  }
  return polygons;
}
