/** @file `errorbar`: a line with bars that show how exact its numbers are. */
import { anything, optionsOf } from '../../arguments/index.ts';
import {
  Artist,
  type Coverage,
  type Extent,
  type Parts,
  type Place,
  type Point,
  type View,
} from '../artists/artist.ts';
import { errorPart, errorsOf, type ErrorLengths, type Errors } from '../artists/error-bars.ts';
import type { Line2D } from '../artists/line.ts';
import type { AxesFrame } from '../axes/frame.ts';
import { isOptions } from '../input/options.ts';
import { color, lineFormatText, points, read } from '../input/rules.ts';
import { rangeOf, type Values } from '../input/values.ts';
import { cssColor, type Color } from '../style/color.ts';
import { call } from './call.ts';
import { lineOptions, makeLines, type LineOptions } from './plot.ts';

export interface ErrorbarOptions extends LineOptions {
  /** One length for all, one per point, or [below, above]. */
  xerr?: ErrorLengths;
  /** Length along y: one, one per point, or [down, up]. */
  yerr?: ErrorLengths;
  /** The format of the line, `'o'`; 'none' draws the bars alone. */
  fmt?: string;
  /** Colour of the error bars. */
  ecolor?: Color;
  /** Width of the error bars in points. */
  elinewidth?: number;
  /** Length of the caps of error bars, in points. */
  capsize?: number;
}

const errorbarOptions = optionsOf<ErrorbarOptions>()({
  ...lineOptions.rules,
  xerr: anything({ en: 'lengths of error bars', ko: '오차 막대의 길이' }),
  yerr: anything({ en: 'lengths of error bars', ko: '오차 막대의 길이' }),
  fmt: lineFormatText('none'),
  ecolor: color(),
  elinewidth: points(),
  capsize: points().or(0),
});

/**
 * A line with bars of `xerr` and `yerr` (a length, one per point, or [below, above]).
 * @ko 오차 막대가 있는 점을 그립니다.
 */
export const errorbar = call((axes) => {
  function errorbar(
    x: Values,
    y: Values,
    yerr: ErrorLengths,
    options?: Omit<ErrorbarOptions, 'yerr'>,
  ): ErrorbarContainer;
  function errorbar(x: Values, y: Values, options?: ErrorbarOptions): ErrorbarContainer;
  function errorbar(
    x: Values,
    y: Values,
    yerr?: ErrorbarOptions | ErrorLengths,
    rest?: ErrorbarOptions,
  ): ErrorbarContainer {
    const given =
      isOptions(yerr) || yerr === undefined ? { ...rest, ...yerr } : { ...rest, yerr: yerr as ErrorLengths };
    return axes.add(makeErrorbar(axes, x, y, given));
  }
  return errorbar;
});

function makeErrorbar(axes: AxesFrame, xs: Values, ys: Values, given: ErrorbarOptions): ErrorbarContainer {
  const who = 'plt.errorbar';
  const { xerr, yerr, fmt, ecolor, elinewidth, capsize, ...line } = read(who, given, errorbarOptions);
  const format = fmt === undefined || fmt === 'none' ? [] : [fmt];
  const drawn = makeLines(axes, [xs, ys, ...format], line, who)[0]!;
  if (fmt === 'none') drawn.style.linestyle = 'None';
  return new ErrorbarContainer(
    drawn,
    { x: errorsOf(xerr, 'xerr', drawn.x.length, who), y: errorsOf(yerr, 'yerr', drawn.x.length, who) },
    {
      ecolor: ecolor === undefined ? drawn.style.color : cssColor(ecolor, who),
      capsize,
      elinewidth: elinewidth ?? drawn.style.linewidth,
    },
  );
}

/** A line with error bars. */
class ErrorbarContainer extends Artist {
  readonly line: Line2D;
  readonly xerr: Errors | undefined;
  readonly yerr: Errors | undefined;
  readonly ecolor: string;
  readonly capsize: number;
  readonly elinewidth: number;

  constructor(
    line: Line2D,
    errors: { x?: Errors; y?: Errors },
    look: { ecolor: string; capsize: number; elinewidth: number },
  ) {
    super(line.label);
    this.line = line;
    this.xerr = errors.x;
    this.yerr = errors.y;
    this.ecolor = look.ecolor;
    this.capsize = look.capsize;
    this.elinewidth = look.elinewidth;
  }

  override get layer(): number {
    return 2;
  }

  override get listedLast(): boolean {
    return true;
  }

  override covers(view: View): Coverage {
    const { x, y } = this.line;
    const paths: Point[][] = [view.points(x, y)];
    this.xerr?.below.forEach((below, i) =>
      paths.push(view.points([x[i]! - below, x[i]! + this.xerr!.above[i]!], [y[i]!, y[i]!])),
    );
    this.yerr?.below.forEach((below, i) =>
      paths.push(view.points([x[i]!, x[i]!], [y[i]! - below, y[i]! + this.yerr!.above[i]!])),
    );
    return { paths };
  }

  extent(): Extent {
    const reach = (values: Float64Array, errors: Errors | undefined): [number, number] | undefined =>
      rangeOf(
        errors
          ? [...values.map((v, i) => v - errors.below[i]!), ...values.map((v, i) => v + errors.above[i]!)]
          : values,
      );
    const { leastX, leastY } = this.line.extent();
    return { x: reach(this.line.x, this.xerr), y: reach(this.line.y, this.yerr), leastX, leastY };
  }

  draw(parts: Parts, place: Place): void {
    this.line.label = this.label;
    this.line.draw(parts, { ...place, legendOf: () => place.legendOf(this) });
    const bars = (errors: Errors) => errorPart(errors, this.ecolor, this.elinewidth, this.capsize);
    const trace = parts.traces.at(-1)!;
    if (this.xerr) trace['error_x'] = bars(this.xerr);
    if (this.yerr) trace['error_y'] = bars(this.yerr);
    if (trace['mode'] === 'none') trace['mode'] = 'markers';
    trace['marker'] ??= { size: 0.1, color: this.ecolor };
  }
}
