/**
 * @file What a stepper computes: its numbers, and how the window moves. A walkthrough is made from it in the cell, and again in the page
 * whenever a slider moves the window otherwise: this file and what it imports run in both, and know no arrays.
 */
import { ValueError } from '../../../errors/index.ts';
import { bothWays, placesOf, pooledSide, type Pace, type Padding, type Places } from '../../../windows/index.ts';
import { convolution } from './convolution.ts';
import { convolutionBackward } from './convolution-backward.ts';
import { im2col } from './im2col.ts';
import type { Draft } from './parts.ts';
import { pooling, poolingBackward, type PoolKind } from './pooling.ts';
import type { Table } from './tables.ts';
import { spreadsOf, transposed } from './transposed.ts';

/** The kinds that have a filter. */
export const withFilter = ['convolution', 'transposed', 'im2col'] as const;

/** How a window moves, as the options of `plot.stepper` say it. */
export interface Setting {
  /** Rows and columns of the filter, or of the window of a pooling. */
  readonly size: readonly [rows: number, columns: number];
  readonly stride: Pace;
  readonly padding: Padding;
  readonly dilation: Pace;
}

/** What is computed. */
export type Recipe = FilterRecipe | PoolRecipe;

interface Numbers {
  readonly picture: Table;
  /** The gradient of the output, for the way back; true: ones. */
  readonly dout?: Table | true | undefined;
  /** As the cell wrote it. */
  readonly setting: Setting;
}

/** Something with a filter. */
export interface FilterRecipe extends Numbers {
  readonly kind: (typeof withFilter)[number];
  /** Of the size in `setting`. */
  readonly filter: Table;
  readonly bias: number;
}

/** A pooling. */
export interface PoolRecipe extends Numbers {
  readonly kind: PoolKind;
  readonly filter?: undefined;
}

const who = 'plot.stepper';

/**
 * The walkthrough of a recipe, with its own setting or another.
 * @throws ValueError when the window does not fit, the stride does not divide the way, or there is more than can be followed by eye
 */
export function draftOf(recipe: Recipe, setting: Setting = recipe.setting): Draft {
  const { picture, dout } = recipe;
  if (recipe.filter === undefined) {
    const places = placesIn(recipe, setting);
    if (dout === undefined) return pooling(picture, places, recipe.kind);
    return poolingBackward(picture, gradient(dout, places, picture.c), places, recipe.kind);
  }
  const filter = resized(recipe.filter, setting.size);
  if (recipe.kind === 'transposed') {
    refuseLarge(picture, picture.h * picture.w, filter);
    const { rows, columns } = spreadsOf(picture, filter, setting, who);
    refuseWide([rows.length, columns.length], 'output');
    return transposed(picture, filter, { ...setting, bias: recipe.bias }, who);
  }
  const places = placesIn(recipe, setting);
  if (recipe.kind === 'im2col') return im2col(picture, filter, places, recipe.bias);
  if (dout === undefined) return convolution(picture, filter, places, recipe.bias);
  return convolutionBackward(picture, filter, gradient(dout, places, 1), places);
}

/**
 * Where the windows lie. Not of a transposed convolution, which has none.
 * @throws ValueError as `draftOf`
 */
export function placesIn({ picture, filter }: Recipe, { size, stride, padding, dilation }: Setting): Places {
  if (filter !== undefined) {
    const [h, w] = size;
    const places = placesOf(picture, { h, w }, { stride, padding, dilation }, who);
    refuseLarge(picture, places.rows.count * places.columns.count, { h, w, c: filter.c });
    const [tall, wide] = [places.rows, places.columns].map(({ side, before, behind }) => side + before + behind);
    refuseWide([tall!, wide!], 'padded');
    return places;
  }
  const [down, right] = bothWays(stride);
  const along = (side: number, window: number, pace: number): Places['rows'] => {
    const count = pooledSide(side, window, pace, who);
    return { side, filter: window, before: 0, behind: 0, stride: pace, dilation: 1, count };
  };
  const places = { rows: along(picture.h, size[0], down), columns: along(picture.w, size[1], right) };
  refuseLarge(picture, places.rows.count * places.columns.count);
  return places;
}

/** Whether there is a walkthrough with that setting: nothing is computed for it. */
export function fits(recipe: Recipe, setting: Setting): boolean {
  try {
    if (recipe.kind !== 'transposed') placesIn(recipe, setting);
    else {
      const [h, w] = setting.size;
      const { picture, filter } = recipe;
      refuseLarge(picture, picture.h * picture.w, { h, w, c: filter.c });
      const { rows, columns } = spreadsOf(picture, { h, w }, setting, who);
      return rows.length * columns.length <= MOST_CELLS;
    }
    return true;
  } catch (error) {
    if (error instanceof ValueError) return false;
    throw error;
  }
}

/** A filter of another size: its numbers go on from the beginning where there are more, and are cut off where there are fewer. */
function resized(filter: Table, [h, w]: Setting['size']): Table {
  if (filter.h === h && filter.w === w) return filter;
  const { c } = filter;
  const data = Array.from({ length: h * w * c }, (_, at) => {
    const [row, column, k] = [Math.floor(at / (w * c)), Math.floor(at / c) % w, at % c];
    return filter.data[((row % filter.h) * filter.w + (column % filter.w)) * c + k]!;
  });
  return { data, h, w, c };
}

/** The gradient of the output; ones where the one that was given belongs to an output of another size. */
function gradient(dout: Table | true, { rows, columns }: Places, c: number): Table {
  const [h, w] = [rows.count, columns.count];
  if (dout !== true && dout.h === h && dout.w === w) return dout;
  return { data: new Float64Array(h * w * c).fill(1), h, w, c };
}

const MOST_CELLS = 900;
/** With the zeros around a picture, and of what a transposed convolution makes: all of them lie in the notebook. */
const MOST_WIDE = 4 * MOST_CELLS;

/** Refuses a picture that its zeros, or an output that its stride, makes larger than a page can show. */
function refuseWide([rows, columns]: readonly [number, number], what: 'padded' | 'output'): void {
  if (rows * columns <= MOST_WIDE) return;
  const isOutput = what === 'output';
  throw new ValueError({
    who,
    rule: {
      en: `the ${isOutput ? 'output' : 'picture with its padding'} is too large to be followed by eye (at most ${MOST_WIDE} cells)`,
      ko: `${isOutput ? '출력이' : '패딩을 붙인 그림이'} 눈으로 따라가기에는 너무 큽니다(최대 ${MOST_WIDE}칸)`,
    },
    received: { en: `${rows} x ${columns} cells`, ko: `${rows} x ${columns}칸` },
    hint: isOutput
      ? { en: 'Take a smaller stride', ko: '스트라이드를 줄이세요' }
      : { en: 'Take less padding', ko: '패딩을 줄이세요' },
  });
}

/** Refuses what is too large to be followed by eye. */
function refuseLarge(picture: Table, steps: number, filter?: Pick<Table, 'h' | 'w' | 'c'>): void {
  const cells = picture.h * picture.w;
  // A page with more numbers than these would take longer to open than anybody looks at it.
  const products = filter === undefined ? 0 : steps * filter.h * filter.w * filter.c;
  if (cells <= MOST_CELLS && steps <= 400 && products <= 12_000) return;
  throw new ValueError({
    who,
    rule: {
      en: 'the picture is too large to be followed by eye (at most 900 cells, 400 steps and 12,000 products)',
      ko: '눈으로 따라가기에는 너무 큰 그림입니다(최대 900칸, 400단계, 곱 12,000개)',
    },
    received: {
      en: `${picture.h} x ${picture.w} cells, ${steps} steps${products ? `, ${products} products` : ''}`,
      ko: `${picture.h} x ${picture.w}칸, ${steps}단계${products ? `, 곱 ${products}개` : ''}`,
    },
    hint: { en: "Take a part of it: x.at('0:8', '0:8')", ko: "일부만 고르세요: x.at('0:8', '0:8')" },
  });
}
