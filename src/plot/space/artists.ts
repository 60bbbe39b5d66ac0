/** @file Points, lines and words in a box of three axes: those of the plane, put where the view shows them. */
import type { Extent, Parts, Place } from '../artists/artist.ts';
import { Line2D } from '../artists/line.ts';
import { Text, type TextLook } from '../artists/text.ts';
import { PathCollection } from '../calls/scatter.ts';
import { rangeOf } from '../input/values.ts';
import { withAlpha } from '../style/color.ts';
import type { InSpace, Space } from './space.ts';
import type { Span, SpaceAxis } from './view.ts';

/** Coordinates of points. */
export type Spots = Readonly<Record<SpaceAxis, Float64Array>>;

const nowhere = new Float64Array();

/** A line through points of the box. */
export class Line3D extends Line2D implements InSpace {
  readonly #space: Space;
  readonly #spots: Spots;

  /** @param flat the same line in the plane, with its look */
  constructor(space: Space, flat: Line2D, z: Float64Array) {
    super(nowhere, nowhere, flat.style, flat.label);
    this.#space = space;
    this.#spots = { x: flat.x, y: flat.y, z };
    this.zorder = flat.zorder;
  }

  reach(axis: SpaceAxis): Span | undefined {
    return rangeOf(this.#spots[axis]);
  }

  override extent(): Extent {
    return {};
  }

  override draw(parts: Parts, place: Place): void {
    const { right, up } = seen(this.#space, this.#spots);
    [this.x, this.y] = [right, up];
    super.draw(parts, place);
  }
}

/** Points of the box with a size and a colour each; far ones are paler and lie behind near ones. */
export class Path3DCollection extends PathCollection implements InSpace {
  readonly #space: Space;
  readonly #spots: Spots;
  readonly #depthshade: boolean;

  /** @param flat the same points in the plane, with their look */
  constructor(space: Space, flat: PathCollection, z: Float64Array, depthshade: boolean) {
    super(nowhere, nowhere, flat, flat.label);
    this.#space = space;
    this.#spots = { x: flat.x, y: flat.y, z };
    this.#depthshade = depthshade;
    this.zorder = flat.zorder;
  }

  reach(axis: SpaceAxis): Span | undefined {
    return rangeOf(this.#spots[axis]);
  }

  override extent(): Extent {
    return {};
  }

  override draw(parts: Parts, place: Place): void {
    const { right, up, depth } = seen(this.#space, this.#spots);
    const order = Array.from(depth.keys())
      .filter((i) => Number.isFinite(depth[i]!))
      .sort((a, b) => depth[b]! - depth[a]!);
    const pick = (list: ArrayLike<number>): Float64Array => Float64Array.from(order, (i) => list[i]!);
    const { colors, edge, sizes, marker, cmap, vmin, vmax, linewidth } = this;
    const colorOf = (i: number): string => {
      if (typeof colors === 'string') return colors;
      return colors instanceof Float64Array ? this.colorAt(colors[i]!) : colors[i % colors.length]!;
    };
    // As in matplotlib from 1 at the nearest to 0.3 at the farthest point.
    const [least, most] = rangeOf(depth) ?? [0, 0];
    const opacity = (i: number): number =>
      (this.alpha ?? 1) * (most > least ? 1 - (0.7 * (depth[i]! - least)) / (most - least) : 1);
    const shown = new PathCollection(
      pick(right),
      pick(up),
      {
        marker,
        cmap,
        vmin,
        vmax,
        linewidth,
        sizes: sizes.length === 1 ? sizes : pick(sizes),
        colors: order.map((i) => (this.#depthshade ? withAlpha(colorOf(i), opacity(i)) : colorOf(i))),
        edge: edge === undefined || typeof edge === 'string' ? edge : order.map((i) => edge[i % edge.length]!),
        alpha: this.#depthshade ? undefined : this.alpha,
      },
      this.label,
    );
    shown.draw(parts, { ...place, legendOf: () => place.legendOf(this) });
  }
}

/** Words at a point of the box. */
export class Text3D extends Text implements InSpace {
  readonly #space: Space;
  readonly #spots: Spots;

  constructor(space: Space, [x, y, z]: readonly [number, number, number], words: string, look: TextLook) {
    super(0, 0, words, look);
    this.#space = space;
    this.#spots = { x: Float64Array.of(x), y: Float64Array.of(y), z: Float64Array.of(z) };
  }

  reach(): undefined {
    return undefined;
  }

  override draw(parts: Parts, place: Place): void {
    const { right, up } = seen(this.#space, this.#spots);
    [this.x, this.y] = [right[0]!, up[0]!];
    super.draw(parts, place);
  }
}

/** Where points are seen, and how far from the eye. */
function seen(space: Space, { x, y, z }: Spots): Record<'right' | 'up' | 'depth', Float64Array> {
  const view = space.view();
  const n = x.length;
  const [right, up, depth] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) [right[i], up[i], depth[i]] = view.place(x[i]!, y[i]!, z[i]!);
  return { right, up, depth };
}
