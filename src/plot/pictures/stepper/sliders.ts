/**
 * @file What the sliders of a stepper offer: for each number of the setting the values that fit while the others stay. Runs in the
 * page.
 */
import { bothWays, type Pace } from '../../../windows/index.ts';
import { fits, placesIn, type Recipe, type Setting } from './recipe.ts';
import { spreadsOf } from './transposed.ts';

/** A slider: of both directions at once, or of one where the cell wrote two different numbers. */
export interface Slider {
  readonly name: keyof Setting;
  readonly way: 'both' | 'down' | 'right';
  readonly value: number;
  /** The values it stops at, in order; the present one is among them. */
  readonly offered: readonly number[];
}

/** The sliders of a recipe, always the same ones. That of a padding of 'same' has nowhere to go. */
export function slidersOf(recipe: Recipe, setting: Setting): Slider[] {
  const names: (keyof Setting)[] = recipe.filter ? ['size', 'stride', 'padding', 'dilation'] : ['size', 'stride'];
  return names.flatMap((name) => waysOf(recipe.setting, name).map((way) => sliderOf(recipe, setting, name, way)));
}

function sliderOf(recipe: Recipe, setting: Setting, name: keyof Setting, way: Slider['way']): Slider {
  const value = numberOf(setting, name, way);
  if (name === 'padding' && setting.padding === 'same') return { name, way, value, offered: [value] };
  const offered: number[] = [];
  for (let n = name === 'padding' ? 0 : 1; n <= mostOf(recipe, setting, name, value); n++) {
    if (n === value || fits(recipe, moved(setting, { name, way }, n))) offered.push(n);
  }
  return { name, way, value, offered };
}

/** The setting with another number in one place. */
export function moved(setting: Setting, { name, way }: Pick<Slider, 'name' | 'way'>, value: number): Setting {
  if (name === 'padding') return { ...setting, padding: value };
  if (name === 'size') {
    const [rows, columns] = setting.size;
    return { ...setting, size: [way === 'right' ? rows : value, way === 'down' ? columns : value] };
  }
  const [down, right] = bothWays(setting[name]);
  const pace: Pace = way === 'both' ? value : way === 'down' ? [right, value] : [value, down];
  return { ...setting, [name]: pace };
}

/** Whether a padding of 'same' can be chosen. */
export function offersSame(recipe: Recipe, setting: Setting): boolean {
  return recipe.filter !== undefined && fits(recipe, { ...setting, padding: 'same' });
}

/** The setting without 'same', with as many zeros as come next to it and fit. */
export function withoutSame(recipe: Recipe, setting: Setting): Setting {
  const zeros = numberOf(setting, 'padding', 'both');
  const near = [zeros, zeros + 1, zeros - 1, 0].find((padding) => fits(recipe, { ...setting, padding }));
  return { ...setting, padding: near ?? recipe.setting.padding };
}

/** Whether both are the same setting, however they are written. */
export function isSame(a: Setting, b: Setting): boolean {
  const plain = ({ size, stride, padding, dilation }: Setting): string =>
    [...size, ...bothWays(stride), padding === 'valid' ? 0 : padding, ...bothWays(dilation)].join(' ');
  return plain(a) === plain(b);
}

/** How large the output is: the formula with its numbers, per side where they differ. */
export function formulasOf(recipe: Recipe, setting: Setting): string[] {
  const [down, right] = bothWays(setting.dilation);
  const [rows, columns] =
    recipe.kind === 'transposed' ? spread(recipe, setting, [down, right]) : walked(recipe, setting, [down, right]);
  return rows === columns ? [rows!] : [`↓ ${rows}`, `→ ${columns}`];
}

function walked(recipe: Recipe, setting: Setting, dilation: readonly [number, number]): string[] {
  const { rows, columns } = placesIn(recipe, setting);
  return [rows, columns].map(({ side, filter, before, behind, stride, count }, d) => {
    const zeros = recipe.filter === undefined ? '' : before === behind ? ` + 2·${before}` : ` + ${before} + ${behind}`;
    return `O = (${side}${zeros} − ${reach(filter, dilation[d]!)}) / ${stride} + 1 = ${count}`;
  });
}

function spread(recipe: Recipe, setting: Setting, dilation: readonly [number, number]): string[] {
  const { picture } = recipe;
  const [h, w] = setting.size;
  const { rows, columns } = spreadsOf(picture, { h, w }, setting, '');
  return [rows, columns].map(({ length, stride, cut }, d) => {
    const side = d === 0 ? picture.h : picture.w;
    const filter = setting.size[d]!;
    const whole = (side - 1) * stride + (filter - 1) * dilation[d]! + 1 - 2 * cut;
    if (whole !== length) return `O = ${side}·${stride} = ${length}`;
    return `O = (${side} − 1)·${stride} + ${reach(filter, dilation[d]!)} − 2·${cut} = ${length}`;
  });
}

function reach(filter: number, dilation: number): string {
  return dilation === 1 ? String(filter) : `((${filter} − 1)·${dilation} + 1)`;
}

/** One slider for both directions, unless the cell wrote two different numbers. */
function waysOf(own: Setting, name: keyof Setting): Slider['way'][] {
  if (name === 'padding') return ['both'];
  return numberOf(own, name, 'down') === numberOf(own, name, 'right') ? ['both'] : ['down', 'right'];
}

function numberOf({ size, stride, padding, dilation }: Setting, name: keyof Setting, way: Slider['way']): number {
  if (name === 'padding') {
    if (padding !== 'same') return padding === 'valid' ? 0 : padding;
    return Math.floor(((size[0] - 1) * bothWays(dilation)[0]) / 2);
  }
  const [down, right] = name === 'size' ? size : bothWays(name === 'stride' ? stride : dilation);
  return way === 'right' ? right : down;
}

/** The end of a slider: what is larger shows nothing more. */
function mostOf(recipe: Recipe, setting: Setting, name: keyof Setting, value: number): number {
  const { picture, setting: own } = recipe;
  if (name === 'padding') {
    // More zeros than the filter reaches over: windows in which there is nothing else.
    const [down, right] = bothWays(setting.dilation);
    const over = Math.max((setting.size[0] - 1) * down, (setting.size[1] - 1) * right);
    return Math.max(Math.min(over, 6), value);
  }
  // The stamps of a transposed convolution may be larger than the picture.
  const side = recipe.kind === 'transposed' ? 5 : Math.max(picture.h, picture.w);
  const most = { size: Math.min(side, 9), stride: Math.min(side, 6), dilation: Math.min(side, 5) };
  return Math.max(most[name], value, numberOf(own, name, 'down'), numberOf(own, name, 'right'));
}
