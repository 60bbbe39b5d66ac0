/** @file A box of three axes: how far they reach, how it is looked at, and the box itself with its grid and numbers. */
import { Artist, onAxes, type Extent, type Parts, type Place } from '../artists/artist.ts';
import { fontOf, textOf } from '../axes/draw.ts';
import type { AxesFrame } from '../axes/frame.ts';
import type { Title } from '../axes/titles.ts';
import { niceTicks, numberLabels, tickLabels } from '../layout/ticks.ts';
import { plotlyText, type PlotlyPart } from '../output/plotly.ts';
import { cssColor } from '../style/color.ts';
import { pointPixels } from '../style/points.ts';
import { spaceAxes, View, type Span, type SpaceAxis } from './view.ts';

/** Something drawn in the box. */
export interface InSpace {
  /** From where to where it reaches; undefined without a finite number. */
  reach(axis: SpaceAxis): Span | undefined;
}

/** What is set about a box of three axes. */
export class Space {
  /** Height of the eye in degrees. */
  elev = 30;
  /** Its direction in degrees, from the x axis anticlockwise. */
  azim = -60;
  /** Limits set by hand. */
  readonly set: { [axis in SpaceAxis]?: readonly [number | undefined, number | undefined] } = {};
  /** The label of the z axis. */
  label: Title | undefined;
  /** Ticks of the z axis, with their words. */
  ticks: { values: readonly number[]; words?: readonly string[] } | undefined;
  readonly contents: InSpace[] = [];

  /** From where to where each axis goes: what is drawn and a twentieth around it, or as set. */
  limits(): Record<SpaceAxis, Span> {
    const along = (axis: SpaceAxis): Span => {
      const spans = this.contents.map((each) => each.reach(axis)).filter((span) => span !== undefined);
      let [low, high] = [Math.min(...spans.map(([from]) => from)), Math.max(...spans.map(([, to]) => to))];
      if (spans.length === 0) [low, high] = [0, 1];
      else {
        const margin = 0.05 * (high - low || Math.abs(low) || 1);
        [low, high] = [low - margin, high + margin];
      }
      const [from = low, to = high] = this.set[axis] ?? [];
      return from === to ? [from - 0.5, to + 0.5] : [from, to];
    };
    return { x: along('x'), y: along('y'), z: along('z') };
  }

  view(): View {
    return new View(this.elev, this.azim, this.limits());
  }
}

/** Which axis the lines of the grid and the ticks of an axis run along, and the one that is left. */
const beside: Readonly<Record<SpaceAxis, readonly [along: SpaceAxis, other: SpaceAxis]>> = {
  x: ['y', 'z'],
  y: ['x', 'z'],
  z: ['x', 'y'],
};

/** How far marks, numbers and labels stand outside of the box, in parts of its side. */
const outside = { mark: 0.025, number: 0.1, label: 0.28 };

type Spot = Record<SpaceAxis, number>;

/** The three sides behind what is drawn, their grid, the axes with marks, numbers and labels. */
export class Box extends Artist {
  readonly #axes: AxesFrame;
  readonly #space: Space;

  constructor(axes: AxesFrame, space: Space) {
    super();
    this.#axes = axes;
    this.#space = space;
    this.zorder = -10;
  }

  extent(): Extent {
    return {};
  }

  override get namedByLegend(): boolean {
    return false;
  }

  draw(parts: Parts, place: Place): void {
    const view = this.#space.view();
    const limits = this.#space.limits();
    const ends = Object.fromEntries(spaceAxes.map((axis) => [axis, view.ends(axis)])) as Record<
      SpaceAxis,
      { far: number; near: number }
    >;
    const far: Spot = { x: ends.x.far, y: ends.y.far, z: ends.z.far };
    const grid: Spot[][] = [];
    const lines: Spot[][] = [];
    for (const axis of spaceAxes) {
      this.#pane(axis, far, limits, view, parts, place);
      const [along, other] = beside[axis];
      const near = ends[along].near;
      const out = near - ends[along].far;
      const start: Spot = { ...far, [along]: near };
      lines.push([
        { ...start, [axis]: limits[axis][0] },
        { ...start, [axis]: limits[axis][1] },
      ]);
      const { values, words } = this.#ticksOf(axis, limits[axis]);
      values.forEach((value, i) => {
        const at: Spot = { ...start, [axis]: value };
        grid.push([at, { ...at, [along]: far[along] }, { ...at, [along]: far[along], [other]: ends[other].near }]);
        lines.push([at, { ...at, [along]: near + outside.mark * out }]);
        this.#number(axis, words[i]!, { ...at, [along]: near + outside.number * out }, view, parts, place);
      });
      this.#label(axis, { ...start, [along]: near + outside.label * out }, limits[axis], view, parts, place);
    }
    const { rc } = this.#axes.figure;
    if (this.#axes.grids.x?.visible !== false) {
      parts.traces.push(
        strokes(
          grid,
          view,
          { width: rc['grid.linewidth'] * pointPixels, color: cssColor(rc['grid.color'], 'plt.grid') },
          place,
        ),
      );
    }
    parts.traces.push(
      strokes(
        lines,
        view,
        { width: rc['axes.linewidth'] * pointPixels, color: cssColor(rc['text.color'], 'plt.rcParams') },
        place,
      ),
    );
  }

  /** The far side that an axis stands on. */
  #pane(
    axis: SpaceAxis,
    far: Spot,
    limits: Record<SpaceAxis, Span>,
    view: View,
    { traces }: Parts,
    place: Place,
  ): void {
    const [a, b] = beside[axis];
    const corners = ([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]] as const).map(([i, k]): Spot => ({ ...far, [a]: limits[a][i], [b]: limits[b][k] })); // prettier-ignore
    traces.push({
      ...strokes([corners], view, { width: 0, color: 'rgba(0,0,0,0)' }, place),
      fill: 'toself',
      fillcolor: `rgba(128,128,128,${{ x: 0.06, y: 0.09, z: 0.12 }[axis]})`,
    });
  }

  #ticksOf(axis: SpaceAxis, [low, high]: Span): { values: readonly number[]; words: readonly string[] } {
    const { values, words } =
      axis === 'z'
        ? (this.#space.ticks ?? {})
        : { values: this.#axes.ticks[axis].values, words: this.#axes.ticks[axis].labels };
    if (values) return { values, words: words ?? numberLabels(values) };
    const ticks = niceTicks(low, high, 6);
    return { values: ticks.values, words: tickLabels(ticks) };
  }

  #number(axis: SpaceAxis, words: string, at: Spot, view: View, { annotations }: Parts, place: Place): void {
    const points = axis === 'z' ? this.#axes.ticks.y.points : this.#axes.ticks[axis].points;
    if (axis !== 'z' && this.#axes.ticks[axis].hidden) return;
    annotations.push({ text: plotlyText(words), ...standing(at, view, place), font: { size: points * pointPixels } });
  }

  /** The label runs along its axis, as it is seen. */
  #label(axis: SpaceAxis, at: Spot, [low, high]: Span, view: View, { annotations }: Parts, place: Place): void {
    const label = axis === 'z' ? this.#space.label : this.#axes.labels[axis];
    if (label === undefined || !label.visible || label.text === '') return;
    const [from, to] = [low, high].map((value) => placeOf({ ...at, [axis]: value }, view)) as [
      [number, number],
      [number, number],
    ];
    let angle = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
    if (angle > 90) angle -= 180;
    if (angle <= -90) angle += 180;
    annotations.push({
      text: textOf(label),
      ...standing({ ...at, [axis]: (low + high) / 2 }, view, place),
      textangle: -angle,
      font: fontOf(label),
    });
  }
}

function placeOf({ x, y, z }: Spot, view: View): [number, number] {
  const [right, up] = view.place(x, y, z);
  return [right, up];
}

function standing(at: Spot, view: View, place: Place): PlotlyPart {
  const [x, y] = placeOf(at, view);
  return { x, y, xref: place.x, yref: place.y, showarrow: false, borderpad: 0, xanchor: 'center', yanchor: 'middle' };
}

/** Lines through spots, as one trace. */
function strokes(
  lines: readonly (readonly Spot[])[],
  view: View,
  line: { width: number; color: string },
  place: Place,
): PlotlyPart {
  const points = lines.flatMap((spots) => [...spots.map((spot) => placeOf(spot, view)), [null, null] as const]);
  return {
    type: 'scatter',
    mode: 'lines',
    x: points.map(([x]) => x),
    y: points.map(([, y]) => y),
    line,
    hoverinfo: 'skip',
    showlegend: false,
    ...onAxes(place),
  };
}
