/** @file `arrow`: an arrow in units of the data, head and all (`matplotlib.patches.FancyArrow`). */
import { flag, number, optionsOf, word } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import type { Patch } from '../artists/patch.ts';
import { read } from '../input/rules.ts';
import { call } from './call.ts';
import { patchOptions, shape, type PatchOptions } from './shapes.ts';

/** Those of a shape, with the sides of the arrow in units of the data. */
export interface ArrowOptions extends PatchOptions {
  /** Of the shaft; default 0.001. */
  width?: number;
  /** Of the head; default three times the width of the shaft. */
  head_width?: number;
  /** Of the head; default 1.5 times its width. */
  head_length?: number;
  /** Whether (dx, dy) reaches to the tip of the head; default false: the head comes after it. */
  length_includes_head?: boolean;
  /** The whole arrow, or the half at one side of its middle line; default 'full'. */
  shape?: 'full' | 'left' | 'right';
  /** How far the head is swept back, in parts of its length; default 0. */
  overhang?: number;
  /** The middle of the head, not its start, lies at the end of (dx, dy). */
  head_starts_at_zero?: boolean;
}

const arrowOptions = optionsOf<ArrowOptions>()({
  ...patchOptions.rules,
  width: number({ from: 0 }).or(0.001),
  head_width: number({ from: 0 }),
  head_length: number({ from: 0 }),
  length_includes_head: flag().or(false),
  shape: word('full', 'left', 'right').or('full'),
  overhang: number().or(0),
  head_starts_at_zero: flag().or(false),
});

/**
 * An arrow from (x, y) by (dx, dy) in units of the data: `arrow(0, 0, 1, 2, { head_width: 0.1 })`. Arrows that keep their size on
 * the screen are those of `annotate`.
 */
export const arrow = call((axes) => (x: number, y: number, dx: number, dy: number, options?: ArrowOptions): Patch => {
  const who = 'plt.arrow';
  for (const value of [x, y, dx, dy]) {
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    throw new ValueError({
      who,
      rule: { en: 'x, y, dx and dy must be finite numbers', ko: 'x, y, dx, dy는 유한한 수여야 합니다' },
      received: String(value),
    });
  }
  const {
    width,
    head_width,
    head_length,
    length_includes_head,
    shape: half,
    overhang,
    head_starts_at_zero,
    ...look
  } = read(who, options, arrowOptions);
  const sides = {
    width,
    head: head_width,
    length: head_length,
    within: length_includes_head,
    half,
    overhang,
    centred: head_starts_at_zero,
  };
  const outline = cornersOf(Math.hypot(dx, dy), sides);
  const distance = Math.hypot(dx, dy);
  const [cos, sin] = distance === 0 ? [0, 1] : [dx / distance, dy / distance];
  const points = outline.map(([along, across]): [number, number] => [
    x + dx + along * cos - across * sin,
    y + dy + along * sin + across * cos,
  ]);
  const edge = look.color ?? look.edgecolor ?? look.ec ?? 'black';
  return axes.add(shape(points, { ...look, edgecolor: edge }, who));
});

interface Sides {
  readonly width: number;
  readonly head: number | undefined;
  readonly length: number | undefined;
  readonly within: boolean;
  readonly half: 'full' | 'left' | 'right';
  readonly overhang: number;
  readonly centred: boolean;
}

/** The corners of an arrow to the right that ends at (0, 0). */
function cornersOf(
  distance: number,
  { width, head = 3 * width, length: point = 1.5 * head, within, half, overhang, centred }: Sides,
): [number, number][] {
  const whole = within ? distance : distance + point;
  if (whole === 0) return [];
  const shift = (within ? 0 : point) + (centred ? point / 2 : 0);
  const left = (
    [
      [0, 0],
      [-point, -head / 2],
      [-point * (1 - overhang), -width / 2],
      [-whole, -width / 2],
      [-whole, 0],
    ] as const
  ).map(([along, across]): [number, number] => [along + shift, across]);
  if (half === 'left') return left;
  const right = left.map(([along, across]): [number, number] => [along, -across]);
  return half === 'right' ? right : [...left.slice(0, -1), ...right.slice(0, -1).toReversed()];
}
