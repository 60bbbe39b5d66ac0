/** @file How far axes reach, and their ticks: matplotlib's rules (5 % margin, sticky edges, round numbers). */
import type { Limits, Rect } from '../layout/geometry.ts';
import type { Extent } from '../artists/artist.ts';
import type { AxesFrame } from './frame.ts';
import type { WordedTicks } from '../layout/scales.ts';
import { automaticBins, multiplesOf, niceTicks, numberLabels, tickLabels, type Ticks } from '../layout/ticks.ts';
import { pointPixels } from '../style/points.ts';

/** The limits of axes, from what is drawn and what was set by hand; axes that share an axis share its limits. */
export function limitsOf(axes: AxesFrame): Limits {
  const limits = { x: limitsAlong(axes, 'x'), y: limitsAlong(axes, 'y') };
  if (limits.x[0] === limits.x[1]) limits.x[1] += 1;
  if (limits.y[0] === limits.y[1]) limits.y[1] += 1;
  return limits;
}

function limitsAlong(axes: AxesFrame, axis: 'x' | 'y'): [number, number] {
  const sharing: readonly AxesFrame[] = axes.shared[axis].length > 0 ? axes.shared[axis] : [axes];
  const artists = sharing.flatMap((each) => each.artists);
  const grows = artists.some((artist) => !artist.isPicture && !artist.loose && artist.extent()[axis]);
  const limits = automatic(
    axes,
    (grows ? artists : artists.filter((artist) => !artist.loose)).map((artist) => artist.extent()),
    axis,
  );
  const picture = artists.findLast((artist) => artist.isPicture);
  if (picture?.extent().reversed?.[axis]) limits.reverse();
  const set = axes.limits[axis] ?? sharing.find((each) => each.limits[axis])?.limits[axis];
  // As in matplotlib, an end that has no place on the axis (0 on a logarithmic one) is not taken.
  const { place } = axes.scales[axis];
  const [from, to] = (set ?? []).map((end) => (end !== undefined && Number.isFinite(place(end)) ? end : undefined));
  const found: [number, number] = [from ?? limits[0], to ?? limits[1]];
  if (sharing.some((each) => each.inverted[axis])) found.reverse();
  return found;
}

function automatic(axes: AxesFrame, extents: readonly Extent[], axis: 'x' | 'y'): [number, number] {
  const scale = axes.scales[axis];
  let low = Infinity;
  let high = -Infinity;
  for (const extent of extents) {
    const range = extent[axis];
    if (!range?.every((end) => Number.isFinite(end))) continue;
    const [from, to] = scale.reach(range, extent[axis === 'x' ? 'leastX' : 'leastY']);
    if (from !== undefined) low = Math.min(low, from);
    if (to !== undefined) high = Math.max(high, to);
  }
  if (high === -Infinity) return [scale.empty[0], scale.empty[1]];
  low = Math.min(low, high);
  if (low === high) [low, high] = scale.around(low);
  const [from, to] = [scale.place(low), scale.place(high)];
  const margin = axes.margin[axis] * (to - from || 1);
  // (Bars stand on zero, which a logarithmic axis does not reach.)
  const sticky =
    scale.name === 'log' ? [] : extents.flatMap((extent) => (axis === 'x' ? extent.stickyX : extent.stickyY) ?? []);
  return [
    sticky.includes(low) ? low : scale.value(from - margin),
    sticky.includes(high) ? high : scale.value(to + margin),
  ];
}

/** For `axis('equal')`: the shorter side shows more, so that units are equally long. */
export function equalLimits({ x, y }: Limits, rect: Rect): Limits {
  const perX = Math.abs(x[1] - x[0]) / rect.width;
  const perY = Math.abs(y[1] - y[0]) / rect.height;
  const widened = ([from, to]: [number, number], factor: number): [number, number] => {
    const [middle, half] = [(from + to) / 2, ((to - from) / 2) * factor];
    return [middle - half, middle + half];
  };
  return perX < perY ? { x: widened(x, perY / perX), y } : { x, y: widened(y, perX / perY) };
}

/** The ticks of one axis, or undefined when they were set by hand, are words, or the axis is not linear. */
export function ticksOf(axes: AxesFrame, axis: 'x' | 'y', limits: [number, number], pixels: number): Ticks | undefined {
  if (axes.ticks[axis].values || axes.categories[axis] || axes.scales[axis].name !== 'linear') return undefined;
  const { points, locator } = axes.ticks[axis];
  if (locator?.base) return multiplesOf(locator.base, limits);
  if (locator) {
    const { bins = locator.auto ? automaticBins(pixels / pointPixels, points, axis) : 10, integer, steps } = locator;
    return niceTicks(limits[0], limits[1], bins, integer, steps);
  }
  return niceTicks(limits[0], limits[1], automaticBins(pixels / pointPixels, points, axis), isMatrix(axes));
}

/** The ticks of an axis that is not linear, and their words. */
export function scaleTicks(axes: AxesFrame, axis: 'x' | 'y', limits: [number, number], pixels: number): WordedTicks {
  const most = Math.floor(pixels / (axis === 'x' ? 45 : 30));
  return axes.scales[axis].ticks?.(limits, most) ?? { values: [], words: [] };
}

/** The index axes of `matshow`: no ticks between rows. */
function isMatrix(axes: AxesFrame): boolean {
  return axes.ticksOnTop && axes.artists.some((artist) => artist.isPicture);
}

/** The words at the ticks, as far as they can be known beforehand. */
export function labelsOf(
  axes: AxesFrame,
  axis: 'x' | 'y',
  limits: [number, number],
  pixels: number,
): readonly string[] {
  const { values, labels, hidden } = axes.ticks[axis];
  if (hidden) return [];
  if (labels) return labels;
  if (values) return axes.ticks[axis].format ? values.map(axes.ticks[axis].format) : numberLabels(values);
  const words = axes.categories[axis];
  if (words) return words;
  const ticks = ticksOf(axes, axis, limits, pixels);
  const { format, powers } = axes.ticks[axis];
  if (!ticks && axes.scales[axis].ownTicks) {
    const { values, words } = scaleTicks(axes, axis, limits, pixels);
    return format ? values.map(format) : words;
  }
  if (!ticks) return ['10⁻³'];
  if (format) return ticks.values.map(format);
  return (powers ?? needsPowers(limits)) ? ticks.values.map(powerText) : tickLabels(ticks);
}

/** Whether numbers are so large or small that they are written as powers of ten (matplotlib's limits). */
export function needsPowers(limits: readonly [number, number]): boolean {
  const largest = Math.max(Math.abs(limits[0]), Math.abs(limits[1]));
  return largest >= 1e6 || (largest > 0 && largest < 1e-4);
}

/** About what Plotly writes, for measuring. */
function powerText(value: number): string {
  const [digits] = value.toExponential().split('e');
  return `${Number(Number(digits).toPrecision(3))}×10⁻`;
}

/** Of a usual figure, in pixels: for what must be known before the figure is drawn. */
const usualFrame = { x: 496, y: 370 };

/** Where the ticks of an axis stand in a figure of the usual size. */
export function tickPlaces(axes: AxesFrame, axis: 'x' | 'y'): number[] {
  const { values } = axes.ticks[axis];
  const words = axes.categories[axis];
  if (values || words) return values ? [...values] : words!.map((_, i) => i);
  const limits = limitsOf(axes)[axis];
  const ticks = ticksOf(axes, axis, limits, usualFrame[axis]) ?? scaleTicks(axes, axis, limits, usualFrame[axis]);
  return [...ticks.values];
}

/** The words at the ticks of an axis in a figure of the usual size. */
export function tickWords(axes: AxesFrame, axis: 'x' | 'y'): readonly string[] {
  const limits = limitsOf(axes)[axis];
  const { values, format } = axes.ticks[axis];
  if (axes.scales[axis].name === 'linear' || values || format || axes.categories[axis])
    return labelsOf(axes, axis, limits, usualFrame[axis]);
  return scaleTicks(axes, axis, limits, usualFrame[axis]).words;
}
