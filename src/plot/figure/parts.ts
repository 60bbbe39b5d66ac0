/**
 * @file What `fig.suptitle` and `plt.suptitle` (and others that both have) do to a figure. `who` is the one that was called: a
 * refusal names what the student wrote.
 */
import { describe, readOptions } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { quiet, type Mappable } from '../artists/artist.ts';
import { Text } from '../artists/text.ts';
import { Axes } from '../axes/axes.ts';
import { Colorbar, colorbarOptions, type ColorbarOptions } from '../axes/colorbar.ts';
import { Title, type TitleOptions } from '../axes/titles.ts';
import { flat, textLook, textOptions, type TextOptions } from '../calls/text.ts';
import { isOptions } from '../input/options.ts';
import { read } from '../input/rules.ts';
import { GridSpec, mosaicCells, mosaicRows } from '../layout/gridspec.ts';
import { fontSizes } from '../style/theme.ts';
import type { Figure } from './figure.ts';
import {
  adjustOptions,
  tightLayoutOptions,
  type AdjustOptions,
  type MosaicName,
  type MosaicOptions,
  type TightLayoutOptions,
} from './options.ts';
import { shareLimits } from './sharing.ts';

export function setTitle(figure: Figure, text: unknown, options: TitleOptions | undefined, who: string): Title {
  return (figure.title = titled(figure.title, text, options, who));
}

/** The title that was there with another text, or a new one. */
export function titled(
  before: Title | undefined,
  text: unknown,
  options: TitleOptions | undefined,
  who: string,
): Title {
  const points = fontSizes.suptitle;
  return before?.renew(text, options, who, points) ?? new Title(text, options, points, who);
}

export function addText(
  figure: Figure,
  [x, y, text]: readonly [x: number, y: number, text: unknown],
  options: TextOptions | undefined,
  who: string,
): Text {
  const look = textLook(read(who, flat(options), textOptions), who);
  const made = new Text(x, y, String(text), { ...look, coordinates: 'axes' });
  figure.texts.push(made);
  made.drawnIn = figure.texts;
  return made;
}

export function addColorbar(
  figure: Figure,
  first: Mappable | ColorbarOptions | undefined,
  second: ColorbarOptions | undefined,
  who: string,
): Colorbar {
  const [mappable, given] = isOptions(first) ? [undefined, first as ColorbarOptions] : [first as Mappable, second];
  const options = read(who, given, colorbarOptions);
  const several: unknown[] = Array.isArray(options.ax) ? options.ax.flat() : options.ax ? [options.ax] : [];
  if (!isAxes(several)) {
    throw new ValueError({
      who,
      rule: { en: 'ax must be axes or a list of them', ko: 'ax는 축(Axes) 하나이거나 축의 리스트여야 합니다' },
      received: describe(options.ax),
    });
  }
  const axes = several[0] ?? figure.axes.find((each) => mappable && each.artists.includes(mappable)) ?? figure.gca();
  const shown = mappable ?? axes.mappable;
  if (!shown) {
    throw new ValueError({
      who,
      rule: { en: 'there is nothing with a colormap yet', ko: '컬러맵을 쓰는 그림이 아직 없습니다' },
      hint: { en: 'Call plt.imshow with a 2-D array first.', ko: '먼저 2차원 배열로 plt.imshow를 호출하세요' },
    });
  }
  const bar = new Colorbar(axes, shown, options, several.length > 1 ? several : [axes]);
  if (options.cax) options.cax.frame = false;
  if (several.length > 1 || options.cax) figure.colorbars.push(bar);
  else axes.colorbars.push(bar);
  return bar;
}

function isAxes(list: unknown[]): list is Axes[] {
  return list.every((each) => each instanceof Axes);
}

export function tighten(figure: Figure, options: TightLayoutOptions | undefined, who: string): void {
  figure.pad = readOptions(who, options, tightLayoutOptions).pad;
  figure.tight = true;
}

export function setMargins(figure: Figure, adjust: AdjustOptions | undefined, who: string): void {
  for (const [name, value] of Object.entries(readOptions(who, adjust, adjustOptions))) {
    if (value !== undefined) figure.adjust[name as keyof AdjustOptions] = value;
  }
}

/** Axes by name from options that `who` has read. */
export function makeMosaic<M extends string | readonly (readonly string[])[]>(
  figure: Figure,
  mosaic: M,
  options: MosaicOptions,
  who: string,
): Record<MosaicName<M>, Axes> {
  const { width_ratios, height_ratios, gridspec_kw, subplot_kw, sharex = false, sharey = false } = options;
  const rows = mosaicRows(mosaic);
  const ratios = { ...(width_ratios ? { width_ratios } : {}), ...(height_ratios ? { height_ratios } : {}) };
  const { projection, ...settings } = subplot_kw ?? {};
  const kind = projection === undefined ? [] : [{ projection }];
  const grid = new GridSpec(rows.length, rows[0]?.length ?? 0, { ...ratios, ...gridspec_kw }, who);
  const placed = [...mosaicCells(rows, grid, who)].map(([name, cell]) => ({
    name,
    axes: figure.placeSubplot([cell, ...kind], who),
    row: cell.row,
    column: cell.column,
  }));
  shareLimits(placed, rows.length, sharex, sharey);
  if (subplot_kw) for (const { axes } of placed) axes.set(settings);
  return quiet(Object.fromEntries(placed.map(({ name, axes }) => [name, axes])) as Record<MosaicName<M>, Axes>);
}
