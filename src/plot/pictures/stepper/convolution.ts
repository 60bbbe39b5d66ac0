/** @file A convolution step by step: the window times the filter, number by number, added up over all channels. */
import type { Places } from '../../../windows/index.ts';
import { filterPanel, outputPanel, picturePanel, productsPanel } from './panels.ts';
import {
  cellMark,
  channel,
  eachPlace,
  inside,
  manner,
  noted,
  paddedChannel,
  product,
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

/** Panels of a channel: the picture, the filter, the products. Behind all channels the output. */
export function convolution(picture: Table, filter: Table, places: Places, bias: number): Draft {
  const { rows, columns } = places;
  const c = picture.c;
  const inputs = upTo(c).map((k) => paddedChannel(picture, places, k));
  const weights = upTo(c).map((k) => channel(filter, k));
  const size = sides(filter.h, filter.w);
  const out = 3 * c;
  const panels: Draft['panels'] = [
    ...upTo(c).flatMap((k) => [
      picturePanel(picture, k, places),
      filterPanel(filter, k),
      productsPanel(filter, k, { en: 'input × filter', ko: '입력 × 필터' }),
    ]),
    outputPanel(rows.count, columns.count, c - 1),
  ];
  const steps = eachPlace(places, (i, j) => {
    const windows = inputs.map((input) => windowOf(input, places, i, j));
    const products = windows.map((window, k) => window.map((value, t) => value * weights[k]![t]!));
    const sums = products.map((all) => all.reduce((total, value) => total + value, 0));
    const value = sums.reduce((total, each) => total + each, bias);
    const terms = c === 1 ? windows[0]!.map((x, t) => product(x, weights[0]![t]!)) : sums.map((each) => inside(each));
    const added = bias === 0 ? { en: '', ko: '' } : { en: ` + ${inside(bias)} (bias)`, ko: ` + ${inside(bias)}(편향)` };
    const where = whereabouts(places, i, j);
    const place = `output[${i}, ${j}] = ${sum(terms)}`;
    const result = ` = ${shortNumber(value)}`;
    return {
      text: {
        en: `The filter lies on ${where.en}. ${c === 1 ? 'Products' : 'Products, channel by channel,'} added up: ${place}${added.en}${result}`,
        ko: `필터가 ${where.ko} 위에 놓입니다. ${c === 1 ? '곱을' : '채널마다 곱의 합을 구해'} 모두 더합니다: ${place}${added.ko}${result}`,
      },
      marks: [...upTo(c).map((k) => windowMark(3 * k, places, i, j)), cellMark(out, 'write', i, j)],
      writes: [
        ...upTo(c).map((k) => ({
          panel: 3 * k + 2,
          at: upTo(products[k]!.length),
          values: products[k]!,
          ...noted(windows[k]!.map((x, t) => product(x, weights[k]![t]!))),
        })),
        { panel: out, at: [i * columns.count + j], values: [value] },
      ],
    };
  });
  const how = manner(places);
  return {
    title: {
      en: `Convolution ${sides(picture.h, picture.w)} ∗ ${size}${how.en}`,
      ko: `합성곱 ${sides(picture.h, picture.w)} ∗ ${size}${how.ko}`,
    },
    summary: {
      en: `A filter of ${size} moves over a picture of ${sides(picture.h, picture.w)}${c > 1 ? ` with ${c} channels` : ''}${how.en}. At each of its ${steps.length} places the numbers under it are multiplied with the filter and added up; the output has ${sides(rows.count, columns.count)} numbers.`,
      ko: `${size} 필터가 ${sides(picture.h, picture.w)} 그림${c > 1 ? `(채널 ${c}개)` : ''} 위를 움직입니다${how.ko}. ${steps.length}개 자리마다 필터 아래의 수와 필터를 곱해 모두 더합니다. 출력은 ${sides(rows.count, columns.count)}입니다.`,
    },
    panels,
    steps,
  };
}
