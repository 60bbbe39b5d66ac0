/** @file Closed shapes: `fill`, `Rectangle`, `Circle`, `Ellipse`, `Polygon`, the boxes and bodies of statistics. */
import { cssColor, withAlpha, type Color } from '../style/color.ts';
import { dashOf, type LineStyleName } from '../style/format-string.ts';
import { checkedNumber } from '../input/checked.ts';
import { rangeOf } from '../input/values.ts';
import { Artist, onAxes, type Extent, type Parts, type Place } from './artist.ts';
import { pointPixels } from '../style/points.ts';

/** How a shape looks. Colours are CSS; `undefined` draws no face or no edge. */
export interface PatchLook {
  face: string | undefined;
  edge: string | undefined;
  /** Of the edge, in points. */
  linewidth: number;
  linestyle: LineStyleName;
  alpha: number | undefined;
}

/** A closed line through points, filled or not. Without points it stands for itself in a legend only. */
export class Patch extends Artist {
  readonly points: readonly (readonly [number, number])[];
  readonly look: PatchLook;

  constructor(points: readonly (readonly [number, number])[], look: PatchLook, label?: string) {
    super(label);
    this.points = points;
    this.look = look;
  }

  set_facecolor(color: Color): void {
    this.look.face = color === 'none' ? undefined : cssColor(color, 'set_facecolor');
  }

  set_edgecolor(color: Color): void {
    this.look.edge = color === 'none' ? undefined : cssColor(color, 'set_edgecolor');
  }

  /** Face and edge. */
  set_color(color: Color): void {
    this.set_facecolor(color);
    this.set_edgecolor(color);
  }

  set_alpha(alpha: number): void {
    this.look.alpha = checkedNumber('set_alpha', 'alpha', alpha, 1);
  }

  set_linewidth(points: number): void {
    this.look.linewidth = checkedNumber('set_linewidth', 'linewidth', points);
  }

  extent(): Extent {
    return { x: rangeOf(this.points.map(([x]) => x)), y: rangeOf(this.points.map(([, y]) => y)) };
  }

  draw(parts: Parts, place: Place): void {
    const { face, edge, linewidth, linestyle, alpha } = this.look;
    const width = edge === undefined ? 0 : linewidth * pointPixels;
    // The face through which one sees must not let the edge through as well.
    const shown = (color: string): string => (alpha === undefined ? color : withAlpha(color, alpha));
    const closed = this.points.length > 0 ? [...this.points, this.points[0]!] : [[null, null] as const];
    parts.traces.push({
      type: 'scatter',
      mode: 'lines',
      x: closed.map(([x]) => x),
      y: closed.map(([, y]) => y),
      ...(face === undefined ? {} : { fill: 'toself', fillcolor: shown(face) }),
      line: {
        width,
        color: edge === undefined ? 'rgba(0,0,0,0)' : shown(edge),
        ...(linestyle === '-' ? {} : { dash: dashOf(linestyle, width, 'patch') }),
      },
      hoverinfo: 'skip',
      ...onAxes(place),
      ...this.legendFields(place),
    });
  }
}
