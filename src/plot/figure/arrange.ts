/** @file Where the axes of a figure stand, in pixels: axes of one grid are spread together, several that share a colour bar are squeezed beside it. */
import { pointPixels } from '../style/points.ts';
import type { Axes } from '../axes/axes.ts';
import { decorationOf, frameIn } from '../axes/decoration.ts';
import { gridRects, type GridLook } from '../layout/cells.ts';
import { unionOf, type Rect } from '../layout/geometry.ts';
import type { Cell } from '../layout/gridspec.ts';
import type { Figure } from './figure.ts';

/** The place of each axes. */
export function placeAxes(figure: Figure, width: number, height: number): Rect[] {
  const { axes: all } = figure;
  const rects: Rect[] = Array.from({ length: all.length });
  const grids = new Map<unknown, number[]>();
  all.forEach(({ position }, i) => {
    if ('rows' in position) {
      const key = position.grid ?? `${position.rows}x${position.columns}`;
      grids.set(key, [...(grids.get(key) ?? []), i]);
    } else if (!('inside' in position)) {
      const [left, bottom, w, h] = position;
      rects[i] = { x: left * width, y: (1 - bottom - h) * height, width: w * width, height: h * height };
    }
  });
  for (const members of grids.values()) {
    const found = gridRects(
      members.map((i) => placed(all[i]!, width, height)),
      gridLook(figure, all[members[0]!]!.position as Cell, width, height),
    );
    members.forEach((i, k) => (rects[i] = found[k]!));
  }
  squeezeBesideBars(figure, rects);
  // Insets stand in frames that are known by now (an inset inside an inset comes later).
  all.forEach(({ position }, i) => {
    if (!('inside' in position)) return;
    const outer = frameIn(position.inside, rects[all.indexOf(position.inside)]!);
    const [left, bottom, w, h] = position.rect;
    rects[i] = {
      x: outer.x + left * outer.width,
      y: outer.y + (1 - bottom - h) * outer.height,
      width: w * outer.width,
      height: h * outer.height,
    };
  });
  return rects;
}

function gridLook(figure: Figure, { grid }: Cell, width: number, height: number): GridLook {
  const { tight, pad, title, labels } = figure;
  const lineOf = (points: number): number => 1.3 * points * pointPixels;
  const common = {
    width,
    height,
    tight: tight ? pad : undefined,
    top: title && title.y === undefined ? 0.02 * height + lineOf(title.points) : 0,
    bottom: labels.x ? 0.01 * height + lineOf(labels.x.points) : 0,
    left: labels.y ? 0.02 * width + lineOf(labels.y.points) : 0,
  };
  if (!grid) return { ...common, adjust: figure.adjust, ratios: figure.ratios };
  const { width_ratios, height_ratios, ...adjust } = grid.options;
  return { ...common, adjust: { ...figure.adjust, ...adjust }, ratios: { width: width_ratios, height: height_ratios } };
}

/** Axes with what they need around them; those that will be narrower beside a shared bar need more of what they have now. */
function placed(axes: Axes, width: number, height: number): Parameters<typeof gridRects>[0][number] {
  const cell = axes.position as Cell;
  const needs = decorationOf(axes, { width: (0.7 * width) / cell.columns, height: (0.7 * height) / cell.rows });
  for (const bar of barsBeside(axes)) {
    const grow = 1 / (1 - bar.share);
    if (bar.horizontal) needs.bottom *= grow;
    else [needs.left, needs.right] = [needs.left * grow, needs.right * grow];
  }
  return { cell, needs };
}

function barsBeside(axes: Axes): Figure['colorbars'] {
  return axes.figure.colorbars.filter((bar) => !bar.options.cax && bar.axes.includes(axes));
}

/** Axes that share a bar are squeezed to the left of it (or above it), all by the same factor. */
function squeezeBesideBars(figure: Figure, rects: Rect[]): void {
  for (const bar of figure.colorbars) {
    if (bar.options.cax) continue;
    const members = figure.axes.flatMap((axes, i) => (bar.axes.includes(axes.twinOf ?? axes) ? [i] : []));
    if (members.length === 0) continue;
    const whole = unionOf(members.map((i) => rects[i]!));
    bar.whole = whole;
    const keep = 1 - bar.share;
    for (const i of members) {
      const rect = rects[i]!;
      rects[i] = bar.horizontal
        ? { ...rect, y: whole.y + (rect.y - whole.y) * keep, height: rect.height * keep }
        : { ...rect, x: whole.x + (rect.x - whole.x) * keep, width: rect.width * keep };
    }
  }
}
