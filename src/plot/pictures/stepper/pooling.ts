/** @file Pooling step by step, and its way back: one number for a window, and where the gradient of that number goes. */
import type { Places } from '../../../windows/index.ts';
import { picturePanel } from './panels.ts';
import {
  cellMark,
  cellsOf,
  channel,
  eachPlace,
  inside,
  named,
  pair,
  scales,
  sides,
  sum,
  upTo,
  whereabouts,
  windowMark,
  type Draft,
} from './parts.ts';
import type { Table } from './tables.ts';
import { shortNumber } from './walkthrough.ts';

/** The kinds of `cnn.pooling`. */
export type PoolKind = 'max' | 'average' | 'min' | 'l2';

interface Rule {
  readonly name: { readonly en: string; readonly ko: string };
  /** What stands for a window. */
  value(window: readonly number[]): number;
  /** The same as a formula. */
  formula(window: readonly number[]): string;
  /** The number that decides, where there is one. */
  pick?(window: readonly number[]): number;
  /** The gradient of the result by each number of the window. */
  slopes(window: readonly number[]): number[];
  /** Where the gradient goes, in words. */
  readonly back: { readonly en: string; readonly ko: string };
}

const largest = (window: readonly number[]): number => window.indexOf(Math.max(...window));
const smallest = (window: readonly number[]): number => window.indexOf(Math.min(...window));
const root = (window: readonly number[]): number => Math.sqrt(window.reduce((total, x) => total + x * x, 0));
const list = (window: readonly number[]): string =>
  window.length <= 16 ? window.map(shortNumber).join(', ') : [...window.slice(0, 6).map(shortNumber), '…'].join(', ');

const rules: Readonly<Record<PoolKind, Rule>> = {
  max: {
    name: { en: 'Max pooling', ko: '최댓값 풀링' },
    value: (window) => Math.max(...window),
    formula: (window) => `max(${list(window)})`,
    pick: largest,
    slopes: (window) => window.map((_, t) => (t === largest(window) ? 1 : 0)),
    back: { en: 'all of it goes to the largest number', ko: '가장 큰 수의 자리로 모두 갑니다' },
  },
  min: {
    name: { en: 'Min pooling', ko: '최솟값 풀링' },
    value: (window) => Math.min(...window),
    formula: (window) => `min(${list(window)})`,
    pick: smallest,
    slopes: (window) => window.map((_, t) => (t === smallest(window) ? 1 : 0)),
    back: { en: 'all of it goes to the smallest number', ko: '가장 작은 수의 자리로 모두 갑니다' },
  },
  average: {
    name: { en: 'Average pooling', ko: '평균 풀링' },
    value: (window) => window.reduce((total, x) => total + x, 0) / window.length,
    formula: (window) => `(${sum(window.map(inside))}) / ${window.length}`,
    slopes: (window) => window.map(() => 1 / window.length),
    back: { en: 'each number gets an equal part', ko: '수마다 똑같이 나누어 갖습니다' },
  },
  l2: {
    name: { en: 'L2 pooling', ko: 'L2 풀링' },
    value: root,
    formula: (window) => `√(${sum(window.map((x) => `${inside(x)}²`))})`,
    slopes: (window) => {
      const length = root(window);
      return window.map((x) => (length === 0 ? 0 : x / length));
    },
    back: { en: 'each number gets its part of the root', ko: '수마다 제곱근에서 차지한 만큼 갖습니다' },
  },
};

/** Panels of a channel: the picture and the output, in one range of greys. All channels step together. */
export function pooling(picture: Table, places: Places, kind: PoolKind): Draft {
  const rule = rules[kind];
  const { rows, columns } = places;
  const c = picture.c;
  const inputs = upTo(c).map((k) => channel(picture, k));
  const panels = upTo(c).flatMap((k): Draft['panels'] => [
    picturePanel(picture, k),
    {
      title: named({ en: 'output', ko: '출력' }, k, c, sides(rows.count, columns.count)),
      rows: rows.count,
      columns: columns.count,
      start: Array.from({ length: rows.count * columns.count }, () => null),
      colors: 'grey',
      scale: scales.picture,
      line: k,
    },
  ]);
  const steps = eachPlace(places, (i, j) => {
    const windows = inputs.map((input) => cellsOf(places, i, j).map((cell) => input[cell]!));
    const where = whereabouts(places, i, j);
    const results = windows.map((window, k) => {
      const place = c === 1 ? `output[${i}, ${j}]` : `output[${i}, ${j}, ${k}]`;
      return `${place} = ${rule.formula(window)} = ${shortNumber(rule.value(window))}`;
    });
    return {
      text: {
        en: `The window lies on ${where.en}: ${results.join('; ')}`,
        ko: `윈도가 ${where.ko} 위에 놓입니다: ${results.join('; ')}`,
      },
      marks: upTo(c).flatMap((k) => [
        windowMark(2 * k, places, i, j),
        ...pickMark(rule, 2 * k, places, i, j, windows[k]!, picture.w),
        cellMark(2 * k + 1, 'write', i, j),
      ]),
      writes: upTo(c).map((k) => ({
        panel: 2 * k + 1,
        at: [i * columns.count + j],
        values: [rule.value(windows[k]!)],
      })),
    };
  });
  const what = describe(picture, places);
  return {
    title: { en: `${rule.name.en} ${what.en}`, ko: `${rule.name.ko} ${what.ko}` },
    summary: {
      en: `${rule.name.en}, ${what.en}: each of the ${steps.length} windows becomes one number of the output${c > 1 ? ', every channel by itself' : ''}.`,
      ko: `${rule.name.ko}(${what.ko})입니다. 윈도 ${steps.length}개가 하나씩 출력의 수 하나가 됩니다.${c > 1 ? ' 채널마다 따로 계산합니다.' : ''}`,
    },
    panels,
    steps,
  };
}

/** Panels of a channel: the picture, the gradient that came from behind, the gradient by the picture, which grows. */
export function poolingBackward(picture: Table, gradient: Table, places: Places, kind: PoolKind): Draft {
  const rule = rules[kind];
  const { rows, columns } = places;
  const c = picture.c;
  const inputs = upTo(c).map((k) => channel(picture, k));
  const given = upTo(c).map((k) => channel(gradient, k));
  const grown = inputs.map((input) => input.map(() => 0));
  const panels = upTo(c).flatMap((k): Draft['panels'] => [
    picturePanel(picture, k),
    {
      title: named({ en: 'dout', ko: 'dout' }, k, c, sides(rows.count, columns.count)),
      rows: rows.count,
      columns: columns.count,
      start: given[k]!,
      colors: 'signed',
      scale: scales.given,
      line: k,
    },
    {
      title: named({ en: 'dX', ko: 'dX' }, k, c, sides(picture.h, picture.w)),
      rows: picture.h,
      columns: picture.w,
      start: grown[k]!.map(() => 0),
      colors: 'signed',
      scale: scales.output,
      line: k,
    },
  ]);
  const steps = eachPlace(places, (i, j) => {
    const cells = cellsOf(places, i, j);
    const out = i * columns.count + j;
    const where = whereabouts(places, i, j);
    const windows = inputs.map((input) => cells.map((cell) => input[cell]!));
    const writes = upTo(c).map((k) => {
      rule.slopes(windows[k]!).forEach((slope, t) => (grown[k]![cells[t]!]! += slope * given[k]![out]!));
      return { panel: 3 * k + 2, at: cells, values: cells.map((cell) => grown[k]![cell]!) };
    });
    const came = given.map((each) => shortNumber(each[out]!)).join(', ');
    return {
      text: {
        en: `dout[${i}, ${j}] = ${came} goes back to the window on ${where.en}: ${rule.back.en}.`,
        ko: `dout[${i}, ${j}] = ${came}이(가) ${where.ko} 위의 윈도로 돌아갑니다: ${rule.back.ko}.`,
      },
      marks: upTo(c).flatMap((k) => [
        windowMark(3 * k, places, i, j),
        ...pickMark(rule, 3 * k, places, i, j, windows[k]!, picture.w),
        cellMark(3 * k + 1, 'read', i, j),
        windowMark(3 * k + 2, places, i, j, 'write'),
        ...pickMark(rule, 3 * k + 2, places, i, j, windows[k]!, picture.w),
      ]),
      writes,
    };
  });
  const what = describe(picture, places);
  return {
    title: { en: `${rule.name.en} backward, ${what.en}`, ko: `${rule.name.ko}의 역전파, ${what.ko}` },
    summary: {
      en: `The backward pass of ${rule.name.en.toLowerCase().replace('l2', 'L2')}, ${what.en}: the gradient of each of the ${steps.length} results goes back to its window, where ${rule.back.en}; what several windows give to one number adds up in dX.`,
      ko: `${rule.name.ko}의 역전파(${what.ko})입니다. 결과 ${steps.length}개의 기울기가 하나씩 자기 윈도로 돌아가 ${rule.back.ko}. 여러 윈도가 한 수에 준 것은 dX에서 더해집니다.`,
    },
    panels,
    steps,
  };
}

function pickMark(
  rule: Rule,
  panel: number,
  places: Places,
  i: number,
  j: number,
  window: readonly number[],
  wide: number,
): Draft['steps'][number]['marks'] {
  if (!rule.pick) return [];
  const cell = cellsOf(places, i, j)[rule.pick(window)]!;
  return [cellMark(panel, 'pick', Math.floor(cell / wide), cell % wide)];
}

/** 6×6, windows of 2×2 */
function describe(picture: Table, places: Places): { en: string; ko: string } {
  const { rows, columns } = places;
  const isUsual = rows.stride === rows.filter && columns.stride === columns.filter;
  const how = isUsual ? '' : `, stride ${pair(rows.stride, columns.stride)}`;
  const size = sides(rows.filter, columns.filter);
  const of = sides(picture.h, picture.w);
  return { en: `${of}, windows of ${size}${how}`, ko: `${of}, 윈도 ${size}${how}` };
}
