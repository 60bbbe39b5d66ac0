/** @file The panels that several walkthroughs have: a channel of the picture, a table as large as the filter, the output. */
import type { Translated } from '../../../errors/index.ts';
import type { Places } from '../../../windows/index.ts';
import { channel, lengthOf, named, paddedChannel, paddingOf, scales, sides, type Draft } from './parts.ts';
import type { Table } from './tables.ts';

type PanelDraft = Draft['panels'][number];

/** A channel of the picture; with `places` the zeros of its padding around it. */
export function picturePanel(picture: Table, k: number, places?: Places): PanelDraft {
  return {
    title: named({ en: 'input', ko: '입력' }, k, picture.c, sides(picture.h, picture.w)),
    rows: places ? lengthOf(places.rows) : picture.h,
    columns: places ? lengthOf(places.columns) : picture.w,
    start: places ? paddedChannel(picture, places, k) : channel(picture, k),
    colors: 'grey',
    scale: scales.picture,
    line: k,
    ...(places ? paddingOf(places) : {}),
  };
}

/** A channel of the filter. */
export function filterPanel(filter: Table, k: number): PanelDraft {
  const title = named({ en: 'filter', ko: '필터' }, k, filter.c, sides(filter.h, filter.w));
  return { ...likeFilter(filter, k, title), start: channel(filter, k), scale: scales.filter };
}

/** An empty table as large as the filter, for the products of each step. */
export function productsPanel(filter: Table, k: number, name: Translated): PanelDraft {
  const start = channel(filter, k).map(() => null);
  return { ...likeFilter(filter, k, named(name, k, filter.c, '')), start, scale: scales.products };
}

/** What every table of the filter's sides has. */
export function likeFilter(filter: Table, k: number, title: Translated): Omit<PanelDraft, 'start' | 'scale'> {
  return { title, rows: filter.h, columns: filter.w, colors: 'signed', line: k };
}

/** The output in one panel, nothing or `start` in it. */
export function outputPanel(rows: number, columns: number, line: number, start?: readonly number[]): PanelDraft {
  const size = sides(rows, columns);
  return {
    title: { en: `output ${size}`, ko: `출력 ${size}` },
    rows,
    columns,
    start: start ?? Array.from({ length: rows * columns }, () => null),
    colors: 'signed',
    scale: scales.output,
    line,
  };
}
