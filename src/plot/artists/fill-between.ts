/** @file The area between two curves: `fill_between`, `fill_betweenx`, `stackplot`, filled histograms. */
import { leastAbove0, rangeOf } from '../input/values.ts';
import { cssColor, type Color } from '../style/color.ts';
import { pointPixels } from '../style/points.ts';
import { Artist, onAxes, type Coverage, type Extent, type Parts, type Place, type View } from './artist.ts';

/** The area between two curves. */
export class FillBetween extends Artist {
  readonly x: Float64Array;
  readonly y1: Float64Array;
  readonly y2: Float64Array;
  readonly where: readonly boolean[] | undefined;
  readonly color: string;
  readonly alpha: number | undefined;
  /** Whether it stands on zero (a filled histogram). */
  onZero = false;
  /** True for `fill_betweenx`: `x` holds the numbers along the y axis, the curves are numbers of x. */
  transposed = false;
  /** The line around it: a CSS colour, and its width in points. */
  readonly edge: string | undefined;
  readonly linewidth: number;

  constructor(
    curves: { x: Float64Array; y1: Float64Array; y2: Float64Array; where?: readonly boolean[] },
    look: { color: Color; alpha?: number; label?: string; edge?: string; linewidth?: number },
  ) {
    super(look.label);
    this.x = curves.x;
    this.y1 = curves.y1;
    this.y2 = curves.y2;
    this.where = curves.where;
    this.color = cssColor(look.color, 'plt.fill_between');
    this.alpha = look.alpha;
    this.edge = look.edge;
    this.linewidth = look.linewidth ?? 1;
  }

  override covers(view: View): Coverage {
    // What lies between the edges counts too.
    return {
      paths: [0, 0.25, 0.5, 0.75, 1].map((t) =>
        view.points(
          this.x,
          this.y1.map((y, i) => y + t * (this.y2[i]! - y)),
        ),
      ),
    };
  }

  extent(): Extent {
    const [along, across] = [rangeOf(this.x), rangeOf([...this.y1, ...this.y2])];
    if (this.transposed) return { x: across, y: along };
    const least = { leastX: leastAbove0(this.x), leastY: leastAbove0(this.y1, this.y2) };
    return { x: along, y: across, ...(this.onZero ? { stickyY: [0] } : {}), ...least };
  }

  draw(parts: Parts, place: Place): void {
    const x: (number | null)[] = [];
    const y: (number | null)[] = [];
    for (const run of this.runs()) {
      if (x.length > 0) [x, y].forEach((list) => list.push(null));
      x.push(...run.map((i) => this.x[i]!), ...run.toReversed().map((i) => this.x[i]!), this.x[run[0]!]!);
      y.push(...run.map((i) => this.y1[i]!), ...run.toReversed().map((i) => this.y2[i]!), this.y1[run[0]!]!);
    }
    parts.traces.push({
      type: 'scatter',
      mode: 'lines',
      ...(this.transposed ? { x: y, y: x } : { x, y }),
      fill: 'toself',
      fillcolor: this.color,
      line: { width: this.edge ? this.linewidth * pointPixels : 0, color: this.edge ?? this.color },
      hoverinfo: 'skip',
      ...onAxes(place),
      ...this.legendFields(place),
      ...(this.alpha === undefined ? {} : { opacity: this.alpha }),
    });
  }

  /** Stretches of indices where there is something to fill. */
  private runs(): number[][] {
    const runs: number[][] = [];
    let open = false;
    for (let i = 0; i < this.x.length; i++) {
      const drawn = Number.isFinite(this.x[i]! + this.y1[i]! + this.y2[i]!) && (this.where?.[i] ?? true);
      if (drawn && !open) runs.push([]);
      if (drawn) runs.at(-1)!.push(i);
      open = drawn;
    }
    return runs.filter((run) => run.length > 1);
  }
}
