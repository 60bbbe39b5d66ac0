/**
 * @file Axes in space: `fig.add_subplot(1, 1, 1, { projection: '3d' })`. Points, lines and words are seen in perspective, as
 * `mpl_toolkits.mplot3d` shows them. The picture stands still; `view_init` turns it.
 */
import { describe, flag, number, optionsOf } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { quiet, type Artist } from '../artists/artist.ts';
import type { Line2D } from '../artists/line.ts';
import type { Text } from '../artists/text.ts';
import { Axes } from '../axes/axes.ts';
import { xLimits, yLimits, type XLimits, type YLimits } from '../axes/frame.ts';
import { Title, type TitleOptions } from '../axes/titles.ts';
import * as calls from '../calls/index.ts';
import { lineOptions, makeLines, type LineOptions } from '../calls/plot.ts';
import { makePoints, scatterOptions, type PathCollection, type ScatterOptions } from '../calls/scatter.ts';
import { flat, textLook, textOptions, type TextOptions } from '../calls/text.ts';
import { isOptions, splitOptions } from '../input/options.ts';
import { read } from '../input/rules.ts';
import { refusingSurplus } from '../input/surplus.ts';
import { listed, numbersOf, sameLength, type Names, type Numbers, type Points } from '../input/values.ts';
import { fontSizes } from '../style/theme.ts';
import { Line3D, Path3DCollection, Text3D } from './artists.ts';
import { Box, Space, type InSpace } from './space.ts';
import { viewWindow, type SpaceAxis } from './view.ts';

/** Those of `scatter` in the plane, with `depthshade`. */
export interface Scatter3DOptions extends ScatterOptions {
  /** Whether far points are paler; default true. */
  depthshade?: boolean;
}

const scatter3DOptions = optionsOf<Scatter3DOptions>()({ ...scatterOptions.rules, depthshade: flag().or(true) });

export interface ViewOptions {
  /** Height of the eye in degrees; default 30. */
  elev?: number;
  /** Its direction in degrees; default -60. */
  azim?: number;
}

const viewOptions = optionsOf<ViewOptions>()({ elev: number().or(30), azim: number().or(-60) });

/** What limits may be given as. */
type Limit = number | null | readonly (number | null | undefined)[];

/** Axes with three coordinates. */
export class Axes3D extends Axes {
  space: Space = new Space();

  constructor(...args: ConstructorParameters<typeof Axes>) {
    super(...args);
    this.#prepare();
  }

  #prepare(): void {
    this.frame = false;
    this.aspect = 'equal';
    super.set_xlim(...viewWindow);
    super.set_ylim(...viewWindow);
    this.add(new Box(this, this.space));
  }

  protected override reset(): void {
    super.reset();
    // The view stays, as in matplotlib.
    const { elev, azim } = this.space;
    this.space = Object.assign(new Space(), { elev, azim });
    this.#prepare();
  }

  /** Adds what stands in the box. */
  put<A extends InSpace & Artist>(artist: A): A {
    this.space.contents.push(artist);
    return this.add(artist);
  }

  /** Points: `scatter(x, y, z)`, options last, as `plt.scatter` takes them. */
  declare readonly scatter: typeof scatterInSpace;
  /** The same as `scatter`. */
  declare readonly scatter3D: typeof scatterInSpace;
  /** A line: `plot(x, y, z)`, `plot(x, y, z, 'r--')`, options last. */
  declare readonly plot: typeof plotInSpace;
  /** The same as `plot`. */
  declare readonly plot3D: typeof plotInSpace;
  /** Words at a point: `text(x, y, z, 'here')`. */
  declare readonly text: typeof textInSpace;

  /** From where it is looked at, in degrees: `view_init(30, -60)`, `view_init({ elev: 90, azim: -90 })` is from above. */
  view_init(elev?: number | ViewOptions, azim?: number): void {
    const given = isOptions(elev) ? (elev as ViewOptions) : { elev: elev as number | undefined, azim };
    Object.assign(this.space, read('ax.view_init', given, viewOptions));
  }

  set_zlabel(text: unknown, options?: TitleOptions): Title {
    const who = 'ax.set_zlabel';
    return (this.space.label =
      this.space.label?.renew(text, options, who) ?? new Title(text, options, fontSizes.label, who));
  }

  get_zlabel(): string {
    return this.space.label?.text ?? '';
  }

  override set_xlim(left?: Limit | XLimits, right?: number | null): [number, number] {
    const given = isOptions(left) ? read('ax.set_xlim', left as XLimits, xLimits) : undefined;
    return this.#limit('x', given ? [given.left, given.right] : (left as Limit), right);
  }

  override set_ylim(bottom?: Limit | YLimits, top?: number | null): [number, number] {
    const given = isOptions(bottom) ? read('ax.set_ylim', bottom as YLimits, yLimits) : undefined;
    return this.#limit('y', given ? [given.bottom, given.top] : (bottom as Limit), top);
  }

  /** Where z starts and ends: `set_zlim(0, 1)`. */
  set_zlim(bottom?: Limit | YLimits, top?: number | null): [number, number] {
    const given = isOptions(bottom) ? read('ax.set_zlim', bottom as YLimits, yLimits) : undefined;
    return this.#limit('z', given ? [given.bottom, given.top] : (bottom as Limit), top);
  }

  override get_xlim(): [number, number] {
    return this.#limit('x');
  }

  override get_ylim(): [number, number] {
    return this.#limit('y');
  }

  get_zlim(): [number, number] {
    return this.#limit('z');
  }

  /** Ticks of z at these places, with these words. */
  set_zticks(values: Numbers, words?: Names): void {
    const who = 'ax.set_zticks';
    const places = Array.from(numbersOf(values, who, 'ticks'));
    const written = listed(words)?.map(String);
    if (written) sameLength(who, places, written, ['ticks', 'labels']);
    this.space.ticks = { values: places, words: written };
  }

  #limit(axis: SpaceAxis, low?: Limit, high?: number | null): [number, number] {
    const [from, to] = (Array.isArray(low) ? low : [low, high]) as (number | null | undefined)[];
    for (const end of [from, to]) {
      if (end === undefined || end === null || Number.isFinite(end)) continue;
      throw new ValueError({
        who: `ax.set_${axis}lim`,
        rule: { en: 'limits must be finite numbers', ko: '한계는 유한한 수여야 합니다' },
        received: String(end),
      });
    }
    const before = this.space.set[axis];
    if (low !== undefined || high !== undefined) this.space.set[axis] = [from ?? before?.[0], to ?? before?.[1]];
    return quiet([...this.space.limits()[axis]]);
  }
}

function scatterInSpace(
  this: Axes3D,
  x: Points,
  y: Points,
  z?: Points | Scatter3DOptions,
  options?: Scatter3DOptions,
): PathCollection {
  const who = 'ax.scatter';
  const [heights, given] = isOptions(z) ? [0, z as Scatter3DOptions] : [z ?? 0, options];
  const { depthshade, ...look } = read(who, given, scatter3DOptions);
  const plane = makePoints(this, x, y, look, who);
  const shown = this.put(new Path3DCollection(this.space, plane, heightsOf(heights, plane.x, who), depthshade));
  if (shown.colors instanceof Float64Array) this.mappable = shown;
  return shown;
}

function plotInSpace(this: Axes3D, x: Points, ...more: unknown[]): Line2D[] {
  const who = 'ax.plot';
  const [groups, given] = splitOptions<LineOptions, Points | string>(more);
  const words = groups.filter((each) => typeof each === 'string');
  const [across, heights = 0] = groups.filter((each) => typeof each !== 'string');
  const lines = makeLines(this, [x, across, ...words], read(who, given, lineOptions), who);
  return quiet(lines.map((line) => this.put(new Line3D(this.space, line, heightsOf(heights, line.x, who)))));
}

function textInSpace(this: Axes3D, x: number, y: number, z: unknown, words?: unknown, options?: TextOptions): Text {
  const who = 'ax.text';
  for (const value of [x, y, z]) {
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    throw new ValueError({
      who,
      rule: { en: 'x, y and z must be finite numbers', ko: 'x, y, z는 유한한 수여야 합니다' },
      received: describe(value),
      hint: { en: "Words in space: ax.text(x, y, z, 'here')", ko: "공간 안의 글: ax.text(x, y, z, '여기')" },
    });
  }
  const look = textLook(read(who, flat(options), textOptions), who);
  return this.put(new Text3D(this.space, [x, y, z as number], String(words), look));
}

/** z for each point; a number stands for all. */
function heightsOf(z: unknown, points: ArrayLike<number>, who: string): Float64Array {
  const given =
    typeof z === 'number'
      ? new Float64Array(points.length).fill(z)
      : Float64Array.from(numbersOf(z as Numbers, who, 'z'));
  sameLength(who, points, given, ['x', 'z']);
  return given;
}
// x, y, z, a format and options.
Object.defineProperty(plotInSpace, 'length', { value: 5 });

const own = {
  scatter: scatterInSpace,
  scatter3D: scatterInSpace,
  plot: plotInSpace,
  plot3D: plotInSpace,
  text: textInSpace,
};
for (const [name, value] of Object.entries(own)) {
  Object.defineProperty(Axes3D.prototype, name, { value, configurable: true, writable: true });
}

refusingSurplus(Axes3D.prototype, 'ax');

/** What axes in space take of the calls in the plane, beside those above. */
const shared: readonly string[] = ['legend', 'grid', 'tick_params', 'locator_params', 'ticklabel_format'];

// Bars or pictures would be drawn over the box as if it were flat.
for (const name of Object.keys(calls)) {
  if (shared.includes(name) || name in own) continue;
  Object.defineProperty(Axes3D.prototype, name, {
    value(): never {
      throw new ValueError({
        who: `ax.${name}`,
        rule: {
          en: 'axes in space draw points, lines and words: scatter, plot, text',
          ko: '3차원 축에는 점, 선, 글만 그립니다: scatter, plot, text',
        },
        hint: {
          en: "For other pictures make axes without projection: '3d'",
          ko: "다른 그림은 projection: '3d' 없이 만든 축에 그리세요",
        },
      });
    },
    configurable: true,
    writable: true,
  });
}
