/**
 * @file The backward pass of a convolution step by step. The output at (i, j) was the window there times the filter; so its gradient
 * gives the filter that much of the window (dW), and the window that much of the filter (dX). All places add up.
 */
import type { Places } from '../../../windows/index.ts';
import { filterPanel, likeFilter, picturePanel } from './panels.ts';
import {
  cellMark,
  cellsOf,
  channel,
  eachPlace,
  lengthOf,
  manner,
  named,
  noted,
  paddedChannel,
  paddingOf,
  product,
  scales,
  sides,
  upTo,
  whereabouts,
  windowMark,
  type Draft,
} from './parts.ts';
import type { Table } from './tables.ts';
import { shortNumber } from './walkthrough.ts';

/** The gradient of the output first; panels of a channel: the picture, the filter, dW, dX. */
export function convolutionBackward(picture: Table, filter: Table, gradient: Table, places: Places): Draft {
  const { rows, columns } = places;
  const c = picture.c;
  const inputs = upTo(c).map((k) => paddedChannel(picture, places, k));
  const weights = upTo(c).map((k) => channel(filter, k));
  const [dW, dX] = [weights.map((each) => each.map(() => 0)), inputs.map((each) => each.map(() => 0))];
  const size = sides(filter.h, filter.w);
  const [high, wide] = [lengthOf(rows), lengthOf(columns)];
  const first = (k: number): number => 1 + 4 * k;
  const panels: Draft['panels'] = [
    {
      title: { en: `dout ${sides(rows.count, columns.count)}`, ko: `dout ${sides(rows.count, columns.count)}` },
      rows: rows.count,
      columns: columns.count,
      start: channel(gradient, 0),
      colors: 'signed',
      scale: scales.given,
      line: 0,
    },
    ...upTo(c).flatMap((k): Draft['panels'] => [
      picturePanel(picture, k, places),
      filterPanel(filter, k),
      {
        ...likeFilter(filter, k, named({ en: 'dW', ko: 'dW' }, k, c, size)),
        start: dW[k]!.slice(),
        scale: scales.output,
      },
      {
        title: named({ en: 'dX', ko: 'dX' }, k, c, sides(picture.h, picture.w)),
        rows: high,
        columns: wide,
        start: dX[k]!.slice(),
        colors: 'signed',
        scale: scales.second,
        line: k,
        ...paddingOf(places),
      },
    ]),
  ];
  const steps = eachPlace(places, (i, j) => {
    const cells = cellsOf(places, i, j);
    const g = gradient.data[i * columns.count + j]!;
    const where = whereabouts(places, i, j);
    const writes = upTo(c).flatMap((k) => {
      const grows = cells.map((cell) => g * inputs[k]![cell]!);
      cells.forEach((cell, t) => {
        dW[k]![t]! += grows[t]!;
        dX[k]![cell]! += g * weights[k]![t]!;
      });
      // What comes to the zeros of the padding belongs to no pixel.
      const pixels = cells.filter((cell) => isPixel(places, Math.floor(cell / wide), cell % wide));
      return [
        {
          panel: first(k) + 2,
          at: upTo(cells.length),
          values: dW[k]!.slice(),
          ...noted(cells.map((cell) => `${g < 0 ? '' : '+'}${product(g, inputs[k]![cell]!)}`)),
        },
        { panel: first(k) + 3, at: pixels, values: pixels.map((cell) => dX[k]![cell]!) },
      ];
    });
    return {
      text: {
        en: `dout[${i}, ${j}] = ${shortNumber(g)}: ${shortNumber(g)} × the window on ${where.en} is added to dW, ${shortNumber(g)} × the filter to the same cells of dX.`,
        ko: `dout[${i}, ${j}] = ${shortNumber(g)}: dW에는 ${shortNumber(g)} × (${where.ko} 위의 영역)을, dX의 같은 자리에는 ${shortNumber(g)} × 필터를 더합니다.`,
      },
      marks: [
        cellMark(0, 'read', i, j),
        ...upTo(c).flatMap((k) => [
          windowMark(first(k), places, i, j),
          cellMark(first(k) + 1, 'read', 0, 0, filter.h, filter.w),
          cellMark(first(k) + 2, 'write', 0, 0, filter.h, filter.w),
          windowMark(first(k) + 3, places, i, j, 'write'),
        ]),
      ],
      writes,
    };
  });
  const how = manner(places);
  const of = sides(picture.h, picture.w);
  return {
    title: { en: `Convolution backward ${of} ∗ ${size}${how.en}`, ko: `합성곱의 역전파 ${of} ∗ ${size}${how.ko}` },
    summary: {
      en: `The backward pass of a convolution of a picture of ${of} with a filter of ${size}${how.en}. Each of the ${steps.length} numbers of the upstream gradient dout adds its multiple of the window to dW, the gradient of the filter, and its multiple of the filter to dX, the gradient of the picture.`,
      ko: `${of} 그림과 ${size} 필터의 합성곱을 거꾸로 갑니다${how.ko}. 뒤에서 온 기울기 dout의 수 ${steps.length}개가 하나씩 영역에 곱해져 필터의 기울기 dW에 더해지고, 필터에 곱해져 그림의 기울기 dX에 더해집니다.`,
    },
    panels,
    steps,
  };
}

function isPixel({ rows, columns }: Places, y: number, x: number): boolean {
  const [row, column] = [y - rows.before, x - columns.before];
  return row >= 0 && row < rows.side && column >= 0 && column < columns.side;
}
