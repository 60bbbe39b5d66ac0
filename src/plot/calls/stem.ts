/** @file `stem`: a marker on a stem for each number. */
import { number, optionsOf, text, word } from '../../arguments/index.ts';
import { quiet } from '../artists/artist.ts';
import type { Line2D } from '../artists/line.ts';
import { splitOptions } from '../input/options.ts';
import { lineFormatText, read } from '../input/rules.ts';
import { numbersOf, rangeOf, sameLength, type Numbers, type Values } from '../input/values.ts';
import { lineFormat } from '../style/format-string.ts';
import { call } from './call.ts';
import { makeLines } from './plot.ts';

export interface StemOptions {
  /** Formats of the stems (default 'C0-'), the markers ('C0o') and the base line ('C3-'). */
  linefmt?: string;
  /** Look of the heads, as in `plot`: 'o' (default), 'D', 'r^' … */
  markerfmt?: string;
  /** Look of the line at the bottom, as in `plot`. */
  basefmt?: string;
  /** Where the stems start; default 0. */
  bottom?: number;
  /**
   * Its name in the legend.
   * @ko 범례에 쓸 이름입니다.
   */
  label?: string;
  /** 'vertical' (default) or 'horizontal'. */
  orientation?: 'vertical' | 'horizontal';
}

const stemOptions = optionsOf<StemOptions>()({
  linefmt: lineFormatText(),
  markerfmt: lineFormatText(),
  basefmt: lineFormatText(),
  bottom: number().or(0),
  label: text(),
  orientation: word('vertical', 'horizontal').or('vertical'),
});

/**
 * A marker on a stem at each x: `stem(y)`, `stem(x, y)`, options last. Gives the markers, the stems and the base line.
 * @ko 점마다 세로선을 세웁니다.
 */
export const stem = call((axes) => {
  function stem(y: Numbers, options?: StemOptions): [Line2D, Line2D, Line2D];
  function stem(x: Values, y: Numbers, options?: StemOptions): [Line2D, Line2D, Line2D];
  function stem(...args: (Values | StemOptions | undefined)[]): [Line2D, Line2D, Line2D] {
    const who = 'plt.stem';
    const [data, given] = splitOptions<StemOptions, Values>(args);
    const rest = data.filter((arg) => arg !== undefined);
    const {
      linefmt = 'C0-',
      basefmt = 'C3-',
      bottom,
      label,
      orientation,
      markerfmt: heads,
    } = read(who, given, stemOptions);
    // Markers take the colour of the stems, as in matplotlib.
    const markerfmt = heads ?? `${lineFormat(linefmt, who).color ?? 'C0'}o`;
    const horizontal = orientation === 'horizontal';
    const y = numbersOf(rest.at(-1) as Numbers, who, 'y');
    const x = rest.length > 1 ? axes.positions(rest[0]!, horizontal ? 'y' : 'x', who) : y.map((_, i) => i);
    sameLength(who, x, y);
    const line = (across: Float64Array, along: Float64Array, format: string): Line2D => {
      const { color = 'C0', marker, linestyle } = lineFormat(format, who);
      const look = { color, marker, linestyle: format === markerfmt ? 'None' : linestyle };
      return makeLines(axes, horizontal ? [along, across] : [across, along], look, who)[0]!;
    };
    const stems = line(
      Float64Array.from(Array.from(x).flatMap((at) => [at, at, NaN])),
      Float64Array.from(Array.from(y).flatMap((end) => [bottom, end, NaN])),
      linefmt,
    );
    const base = line(Float64Array.of(...(rangeOf(x) ?? [0, 0])), Float64Array.of(bottom, bottom), basefmt);
    const markers = line(x, y, markerfmt);
    markers.label = label;
    for (const each of [stems, markers, base]) axes.add(each);
    return quiet([markers, stems, base]);
  }
  return stem;
});
