/** @file The pieces of `pie`. */
import { Artist, onAxes, type Extent, type Parts, type Place } from './artist.ts';

/** A piece of a disc of radius 1 between two angles (degrees, counter-clockwise from the right). */
export class Wedge extends Artist {
  readonly center: readonly [number, number];
  readonly from: number;
  readonly to: number;
  readonly color: string;
  /** The hole of a ring, in parts of the radius. */
  readonly hole: number;

  constructor(
    center: readonly [number, number],
    from: number,
    to: number,
    color: string,
    hole: number,
    label?: string,
  ) {
    super(label);
    this.center = center;
    this.from = from;
    this.to = to;
    this.color = color;
    this.hole = hole;
  }

  extent(): Extent {
    return { x: [-1.1, 1.1], y: [-1.1, 1.1] };
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
    arc(1, this.from, this.to);
    arc(this.hole, this.to, this.from);
    parts.traces.push({
      type: 'scatter',
      mode: 'lines',
      x,
      y,
      fill: 'toself',
      fillcolor: this.color,
      line: { width: 0.5, color: this.color },
      hoverinfo: 'skip',
      ...onAxes(place),
      ...this.legendFields(place),
    });
  }
}
