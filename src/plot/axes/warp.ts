/**
 * @file What was drawn in axes with a scale that Plotly does not know (symlog, logit), moved to its places on an even axis.
 * Pointing at something shows the number and not the place.
 */
import { ValueError } from '../../errors/index.ts';
import type { Parts, Place } from '../artists/artist.ts';
import type { Scale } from '../layout/scales.ts';
import { numbersIn, plotlyNumbers, type PlotlyPart } from '../output/plotly.ts';

type AxisName = 'x' | 'y';

/** Moves the traces and shapes from `since` on. Words move when they are drawn. */
export function warp({ traces, shapes }: Parts, since: { traces: number; shapes: number }, place: Place): void {
  const warped = (['x', 'y'] as const).filter((axis) => place.scales[axis].native === undefined);
  if (warped.length === 0) return;
  for (const trace of traces.slice(since.traces)) {
    if (trace['xaxis'] !== place.x || trace['yaxis'] !== place.y) continue;
    if (trace['type'] === 'scatter') keepNumbers(trace, warped);
    for (const axis of warped) warpTrace(trace, axis, place.scales[axis]);
  }
  for (const shape of shapes.slice(since.shapes)) {
    for (const axis of warped) {
      if (shape[`${axis}ref`] !== place[axis]) continue;
      for (const end of [`${axis}0`, `${axis}1`]) shape[end] = place.scales[axis].place(shape[end] as number);
    }
  }
}

function warpTrace(trace: PlotlyPart, axis: AxisName, scale: Scale): void {
  const { place } = scale;
  switch (trace['type']) {
    case 'bar':
      return warpBars(trace, axis, scale);
    case 'contour':
      trace['hoverinfo'] = 'z';
      break;
    case 'scatter':
      break;
    default:
      throw new ValueError({
        who: `ax.set_${axis}scale`,
        rule: { en: 'pictures need linear axes', ko: '그림을 그리려면 선형 축이어야 합니다' },
        received: `'${scale.name}'`,
      });
  }
  const values = numbersIn(trace[axis]);
  const reach = trace[`error_${axis}`] as { array: number[]; arrayminus: number[] } | undefined;
  if (reach) {
    trace[`error_${axis}`] = {
      ...reach,
      array: reach.array.map((length, i) => place(values[i]! + length) - place(values[i]!)),
      arrayminus: reach.arrayminus.map((length, i) => place(values[i]!) - place(values[i]! - length)),
    };
  }
  trace[axis] = plotlyNumbers(Array.from(values, place));
}

/** A bar reaches from its base along its length, and half its width to either side of its place. */
function warpBars(trace: PlotlyPart, axis: AxisName, { place }: Scale): void {
  const at = numbersIn(trace[axis]);
  const isAlong = (trace['orientation'] === 'h') === (axis === 'x');
  const other = numbersIn(trace[isAlong ? 'base' : 'width']);
  const ends = Array.from(at, (value, i): [number, number] =>
    isAlong ? [other[i]!, other[i]! + value] : [value - other[i]! / 2, value + other[i]! / 2],
  ).map(([from, to]): [number, number] => [place(from), place(to)]);
  const lengths = plotlyNumbers(ends.map(([from, to]) => to - from));
  trace['hoverinfo'] = 'skip';
  if (isAlong) {
    trace['base'] = plotlyNumbers(ends.map(([from]) => from));
    trace[axis] = lengths;
  } else {
    trace[axis] = plotlyNumbers(ends.map(([from, to]) => (from + to) / 2));
    trace['width'] = lengths;
  }
}

/** The numbers behind the places of points, for whoever points at one. */
function keepNumbers(trace: PlotlyPart, warped: readonly AxisName[]): void {
  if (trace['hoverinfo'] === 'skip' || trace['hovertemplate'] !== undefined) return;
  const rows = warped.map((axis) => numbersIn(trace[axis]));
  trace['customdata'] = rows.length === 1 ? plotlyNumbers(rows[0]!) : Array.from(rows[0]!, (x, i) => [x, rows[1]![i]]);
  const shown = (axis: AxisName): string => {
    const row = warped.indexOf(axis);
    return row < 0 ? `%{${axis}}` : rows.length === 1 ? '%{customdata}' : `%{customdata[${row}]}`;
  };
  trace['hovertemplate'] = `(${shown('x')}, ${shown('y')})`;
}
