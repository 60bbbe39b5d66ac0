/** @file The pieces of `pie`. */
import { withAlpha } from '../style/color.ts';
import { Artist, onAxes, type Extent, type Parts, type Place } from './artist.ts';
import { pointPixels } from '../style/points.ts';

/** A piece of a disc or ring between two angles (degrees, counter-clockwise from the right). */
export class Wedge extends Artist {
  readonly center: readonly [number, number];
  readonly from: number;
  readonly to: number;
  readonly radius: { outer: number; inner: number };
  /** Linewidth in points. */
  readonly look: { color: string; edge: string | undefined; linewidth: number; alpha: number | undefined };

  constructor(
    center: readonly [number, number],
    [from, to]: readonly [number, number],
    radius: Wedge['radius'],
    look: Wedge['look'],
    label?: string,
  ) {
    super(label);
    this.center = center;
    this.from = from;
    this.to = to;
    this.radius = radius;
    this.look = look;
  }

  extent(): Extent {
    const reach: [number, number] = [-1.1 * this.radius.outer, 1.1 * this.radius.outer];
    return { x: reach, y: reach };
  }

  draw(parts: Parts, place: Place): void {
    const [x, y]: [number[], number[]] = [[], []];
    const arc = (radius: number, from: number, to: number): void => {
      const steps = Math.max(1, Math.ceil(Math.abs(to - from) / 2));
      for (let i = 0; i <= steps; i++) {
        const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
        x.push(this.center[0] + radius * Math.cos(angle));
        y.push(this.center[1] + radius * Math.sin(angle));
      }
    };
    arc(this.radius.outer, this.from, this.to);
    arc(this.radius.inner, this.to, this.from);
    const { color, edge, linewidth, alpha } = this.look;
    const shown = alpha === undefined ? color : withAlpha(color, alpha);
    parts.traces.push({
      type: 'scatter',
      mode: 'lines',
      x: [...x, x[0]],
      y: [...y, y[0]],
      fill: 'toself',
      fillcolor: shown,
      line: edge === undefined ? { width: 0.5, color: shown } : { width: linewidth * pointPixels, color: edge },
      hoverinfo: 'skip',
      ...onAxes(place),
      ...this.legendFields(place),
    });
  }
}
