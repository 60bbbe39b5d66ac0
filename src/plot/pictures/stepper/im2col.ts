/** @file The same convolution as a product of matrices: every window becomes a row (im2col), the filter a column. */
import type { Places } from '../../../windows/index.ts';
import { picturePanel } from './panels.ts';
import {
  cellMark,
  channel,
  eachPlace,
  inside,
  manner,
  paddedChannel,
  product,
  scales,
  sides,
  sum,
  upTo,
  whereabouts,
  windowMark,
  windowOf,
  type Draft,
} from './parts.ts';
import type { Table } from './tables.ts';
import { shortNumber } from './walkthrough.ts';

/** Panels: the channels of the picture, then `col` (a row per window), the filter as a column, and their product. */
export function im2col(picture: Table, filter: Table, places: Places, bias: number): Draft {
  const { rows, columns } = places;
  const c = picture.c;
  const inputs = upTo(c).map((k) => paddedChannel(picture, places, k));
  const weights = upTo(c).flatMap((k) => channel(filter, k)); // channel, row, column: the order of cnn.im2col
  const [count, length] = [rows.count * columns.count, weights.length];
  const line = c === 1 ? 0 : 1;
  const [col, colW, out] = [c, c + 1, c + 2];
  const nothing = (n: number): null[] => Array.from({ length: n }, () => null);
  const panels: Draft['panels'] = [
    ...upTo(c).map((k) => ({ ...picturePanel(picture, k, places), line: 0 })),
    {
      title: {
        en: `col ${sides(count, length)}: a window per row`,
        ko: `col ${sides(count, length)}: 행마다 윈도 하나`,
      },
      rows: count,
      columns: length,
      start: nothing(count * length),
      colors: 'grey',
      scale: scales.picture,
      line,
    },
    {
      title: { en: `filter ${sides(length, 1)}`, ko: `필터 ${sides(length, 1)}` },
      rows: length,
      columns: 1,
      start: weights,
      colors: 'signed',
      scale: scales.filter,
      line,
    },
    {
      title: { en: `output ${sides(count, 1)}`, ko: `출력 ${sides(count, 1)}` },
      rows: count,
      columns: 1,
      start: nothing(count),
      colors: 'signed',
      scale: scales.output,
      line,
    },
  ];
  const steps = eachPlace(places, (i, j) => {
    const row = i * columns.count + j;
    const window = inputs.flatMap((input) => windowOf(input, places, i, j));
    const value = window.reduce((total, x, t) => total + x * weights[t]!, bias);
    const where = whereabouts(places, i, j);
    const terms = sum(window.map((x, t) => product(x, weights[t]!)));
    const added = bias === 0 ? { en: '', ko: '' } : { en: ` + ${inside(bias)} (bias)`, ko: ` + ${inside(bias)}(편향)` };
    return {
      text: {
        en: `The window on ${where.en} becomes row ${row} of col; row times column: output[${row}] = ${terms}${added.en} = ${shortNumber(value)}`,
        ko: `${where.ko} 위의 윈도가 col의 ${row}행이 됩니다. 행과 열을 곱합니다: output[${row}] = ${terms}${added.ko} = ${shortNumber(value)}`,
      },
      marks: [
        ...upTo(c).map((k) => windowMark(k, places, i, j)),
        cellMark(col, 'read', row, 0, 1, length),
        cellMark(colW, 'read', 0, 0, length, 1),
        cellMark(out, 'write', row, 0),
      ],
      writes: [
        { panel: col, at: upTo(length).map((t) => row * length + t), values: window },
        { panel: out, at: [row], values: [value] },
      ],
    };
  });
  const how = manner(places);
  const size = sides(filter.h, filter.w);
  const shapes = `(${count}, ${length}) · (${length}, 1) = (${count}, 1)`;
  return {
    title: {
      en: `im2col ${sides(picture.h, picture.w)} ∗ ${size}${how.en}`,
      ko: `im2col ${sides(picture.h, picture.w)} ∗ ${size}${how.ko}`,
    },
    summary: {
      en: `The convolution of a picture of ${sides(picture.h, picture.w)} with a filter of ${size} as a product of matrices: each of the ${count} windows is written into one row of the matrix col, the filter is a column, and ${shapes}. As ${sides(rows.count, columns.count)} numbers the result is the output.`,
      ko: `${sides(picture.h, picture.w)} 그림과 ${size} 필터의 합성곱을 행렬의 곱으로 계산합니다. 윈도 ${count}개가 하나씩 행렬 col의 한 행이 되고 필터는 열 하나가 됩니다. ${shapes}이고, 이것을 ${sides(rows.count, columns.count)}(으)로 놓으면 출력입니다.`,
    },
    panels,
    steps,
  };
}
