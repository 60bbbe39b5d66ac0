/** @file What axes need around their frame: ticks, their words, labels, titles, bars and a legend outside. */
import type { AxesFrame } from './frame.ts';
import { labelSeen, seen, type Words } from './titles.ts';
import { labelsOf, limitsOf } from './limits.ts';
import { shrinkToAspect, type Decoration, type Rect } from '../layout/geometry.ts';
import { barNeed } from './colorbar.ts';
import { legendSize } from './legend.ts';
import { pointPixels } from '../style/points.ts';
import { roughWidth } from '../text/width.ts';

const tickPad = 3.5 * pointPixels;
/** Between a title and the frame, a label and the numbers, in pixels. */
export const titlePad = 6 * pointPixels;
export const labelPad = 4 * pointPixels;

/** What stands between words and what they are about. */
export function padOf(words: Words, usual: number): number {
  return words.pad === undefined ? usual : words.pad * pointPixels;
}

const lineHeight = 1.25;

/** How far the tick marks of an axis reach out of the frame, in pixels. */
function tickLength(axes: AxesFrame, axis: 'x' | 'y'): number {
  const { direction = axes.figure.rc[`${axis}tick.direction`], length, marks } = axes.ticks[axis];
  if (direction === 'in' || marks === false) return 0;
  return (length ?? axes.figure.rc[`${axis}tick.major.size`]) * pointPixels;
}

/** What axes need around a frame of about `frame` pixels. */
export function decorationOf(axes: AxesFrame, frame: { width: number; height: number }): Decoration {
  const limits = limitsOf(axes);
  const need: Decoration = { left: 0, right: 0, top: 0, bottom: 0 };
  if (!axes.visible) return need;
  if (axes.frame) {
    const labels = { x: labelsOf(axes, 'x', limits.x, frame.width), y: labelsOf(axes, 'y', limits.y, frame.height) };
    const yNeed = labels.y.length > 0 ? tickLength(axes, 'y') + tickPad + widest(labels.y, axes.ticks.y.points) : 0;
    const xNeed = xTickHeight(axes, labels.x);
    const [xLabel, yLabel] = [labelSeen(axes, 'x'), labelSeen(axes, 'y')];
    const ySide = axes.twin === 'y' || axes.ticks.y.across ? 'right' : 'left';
    if (axes.twin !== 'x') need[ySide] += yNeed + (yLabel ? padOf(yLabel, labelPad) + height(yLabel) : 0);
    if (axes.twin !== 'y') {
      need[axes.twin === 'x' || axes.ticksOnTop ? 'top' : 'bottom'] += xNeed;
      if (labels.x.length > 0) need.right = Math.max(need.right, widest(labels.x.slice(-1), axes.ticks.x.points) / 2);
      const labelAbove = axes.twin === 'x' || (axes.ticksOnTop && axes.labelOnTop);
      if (xLabel) need[labelAbove ? 'top' : 'bottom'] += labelHeight(xLabel);
    }
  }
  need.top += Math.max(0, ...seen(axes.titles).map((title) => padOf(title, titlePad) + height(title)));
  for (const bar of axes.colorbars) {
    const space = barNeed(bar, frame);
    need[bar.horizontal ? 'bottom' : 'right'] = (bar.horizontal ? 0 : need.right) + space;
  }
  const anchor = axes.legends?.bbox_to_anchor;
  if (anchor && anchor[0] >= 1 && String(axes.legends!.loc).includes('left')) {
    need.right = Math.max(need.right, (anchor[0] - 1) * frame.width + legendSize(axes)[0] + 5 * pointPixels);
  }
  return need;
}

/** The height of the numbers under (or above) the frame with their ticks. */
export function xTickHeight(axes: AxesFrame, labels: readonly string[]): number {
  if (labels.length === 0) return 0;
  const { points, rotation } = axes.ticks.x;
  const angle = (Math.abs(rotation) * Math.PI) / 180;
  const tall = Math.sin(angle) * widest(labels, points) + Math.cos(angle) * lineHeight * points * pointPixels;
  return tickLength(axes, 'x') + tickPad + tall;
}

function widest(labels: readonly string[], points: number): number {
  return Math.max(0, ...labels.map((label) => roughWidth(label, points)));
}

/** The height of words in pixels. */
export function height(words: Words): number {
  return words.text.split('\n').length * lineHeight * words.points * pointPixels;
}

/** With the distance from the numbers. */
export function labelHeight(words: Words): number {
  return padOf(words, labelPad) + height(words);
}

/** The frame left when the colour bars have taken their share, and the aspect its own. */
export function frameIn(axes: AxesFrame, rect: Rect): Rect {
  const share = (horizontal: boolean): number =>
    Math.max(0.1, 1 - axes.colorbars.reduce((sum, bar) => sum + (bar.horizontal === horizontal ? bar.share : 0), 0));
  const inner = { ...rect, width: rect.width * share(false), height: rect.height * share(true) };
  if (axes.twinOf) return frameIn(axes.twinOf, rect);
  if (axes.aspect === 'auto' || axes.aspect === 'equal') return wholePixels(inner);
  const { x, y } = limitsOf(axes);
  const unit = typeof axes.aspect === 'number' ? axes.aspect : 1;
  return wholePixels(shrinkToAspect(inner, (unit * Math.abs(y[1] - y[0])) / Math.abs(x[1] - x[0])));
}

/** Frames on whole pixels have sharp lines. */
function wholePixels({ x, y, width, height }: Rect): Rect {
  const [left, top] = [Math.round(x), Math.round(y)];
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.round(x + width) - left),
    height: Math.max(1, Math.round(y + height) - top),
  };
}
