/**
 * @file One random transform: the numbers are drawn in Keras's exact order from NumPy's legacy generator, so that a
 * seed gives the same pictures as there.
 */
import type { Settings, ShiftRange } from './options.ts';

/** The part of NumPy's RandomState that the draws need. */
export interface LegacyRandom {
  /** One double in [0, 1). */
  random(): number;
  /** A whole number in 0..n-1 by masked rejection, as `choice(n)` and `randint(n)` draw it. */
  below(n: number): number;
}

/** The numbers of one transform. Angles in degrees, `tx` down and `ty` to the right in pixels (kerasCompat: swapped). */
export interface TransformParameters {
  theta: number;
  tx: number;
  ty: number;
  shear: number;
  zx: number;
  zy: number;
  flipHorizontal: boolean;
  flipVertical: boolean;
  channelShiftIntensity: number | undefined;
  brightness: number | undefined;
}

/** A transform that changes nothing. */
export const identity: TransformParameters = {
  theta: 0,
  tx: 0,
  ty: 0,
  shear: 0,
  zx: 1,
  zy: 1,
  flipHorizontal: false,
  flipVertical: false,
  channelShiftIntensity: undefined,
  brightness: undefined,
};

/** Draws a transform for a picture of `rows` × `columns`. A range of zero draws nothing; the flips always draw. */
export function drawTransform(s: Settings, rows: number, columns: number, random: LegacyRandom): TransformParameters {
  const uniform = (low: number, high: number) => low + (high - low) * random.random();
  const theta = s.rotationRange ? uniform(-s.rotationRange, s.rotationRange) : 0;
  const tx = drawShift(s.heightShiftRange, rows, random);
  const ty = drawShift(s.widthShiftRange, columns, random);
  const shear = s.shearRange ? uniform(-s.shearRange, s.shearRange) : 0;
  const [low, high] = s.zoomRange;
  const zoomed = low !== 1 || high !== 1;
  const zx = zoomed ? uniform(low, high) : 1;
  const zy = zoomed ? uniform(low, high) : 1;
  const flipHorizontal = random.random() < 0.5 && s.horizontalFlip;
  const flipVertical = random.random() < 0.5 && s.verticalFlip;
  const channelShiftIntensity =
    s.channelShiftRange === 0 ? undefined : uniform(-s.channelShiftRange, s.channelShiftRange);
  const brightness = s.brightnessRange === undefined ? undefined : uniform(...s.brightnessRange);
  return { theta, tx, ty, shear, zx, zy, flipHorizontal, flipVertical, channelShiftIntensity, brightness };
}

/** A float draws from U(-r, r), an integer or a list one of its values and then a sign; below 1 it is a fraction. */
function drawShift(range: ShiftRange, side: number, random: LegacyRandom): number {
  if (range === 0) return 0;
  let shift: number;
  if (typeof range !== 'number') {
    shift = range[random.below(range.length)]!;
    shift *= random.below(2) === 0 ? -1 : 1;
  } else if (Number.isInteger(range) && range > 0) {
    shift = random.below(range);
    shift *= random.below(2) === 0 ? -1 : 1;
  } else {
    shift = -range + 2 * range * random.random();
  }
  const largest = typeof range === 'number' ? range : Math.max(...range);
  return largest < 1 ? shift * side : shift;
}
