/**
 * @file Which of NumPy's floating-point warnings a result deserves. Loops and kernels only say that a result is infinite or NaN
 * (or a divisor 0); what the operands have to do with it is looked at here, element by element, when that has happened.
 */
import { isFloat, isInteger } from '../layout/dtype.ts';
import { mergeAxes, broadcastStrides } from '../layout/walk.ts';
import { rawStore } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { asksForFaults, asksForUnderflow, Fault, react, type Remedies } from './floating-state.ts';

/** How a function of ordinary numbers can give others. */
export interface Faults {
  /** Where a result is infinite by definition, not by its size: x / 0, log 0. */
  readonly pole?: (x: number, y: number) => boolean;
  /** Whether a result next to 0 has lost digits; a function without it does not get there. */
  readonly isInexact?: (x: number, y: number, r: number) => boolean;
  /** Where whole numbers have no result, and get 0. */
  readonly wholePole?: 'x' | 'y';
  readonly remedies?: Remedies;
}

const finite = (x: number): boolean => x - x === 0;

/** The fault of one element. */
export function faultOf({ pole, isInexact }: Faults, x: number, y: number, r: number, tiny: number): number {
  if (r !== r) return x === x && y === y ? Fault.invalid : 0;
  if (!finite(x) || !finite(y)) return 0;
  if (!finite(r)) return pole?.(x, y) ? Fault.divide : Fault.over;
  return Math.abs(r) < tiny && isInexact?.(x, y, r) ? Fault.under : 0;
}

/** The smallest numbers with all their digits. */
const NORMAL = { float32: 1.1754943508222875e-38, float64: 2.2250738585072014e-308 };

/** Looks at a result and its operands (one, or two that broadcast), and does what is asked for about what it finds. */
export function reactToResult(who: string, faults: Faults, a: NDArray, b: NDArray | undefined, out: NDArray): void {
  if (!asksForFaults()) return;
  const { shape, dtype } = out;
  const whole = isInteger(dtype);
  if (whole && faults.wholePole === undefined) return;
  const tiny = asksForUnderflow() && isFloat(dtype) ? NORMAL[dtype as 'float32' | 'float64'] : 0;
  const still = shape.map(() => 0);
  const walk = mergeAxes(shape, [broadcastStrides(a, shape), b ? broadcastStrides(b, shape) : still, out.strides]);
  const [sa, sb, so] = walk.strides as [number[], number[], number[]];
  const last = walk.shape.length - 1;
  const [x, y, results] = [rawStore(a), b && rawStore(b), rawStore(out)];
  let found = 0;
  const visit = (d: number, pa: number, pb: number, po: number): void => {
    for (let i = 0; i < walk.shape[d]!; i++, pa += sa[d]!, pb += sb[d]!, po += so[d]!) {
      if (d < last) visit(d + 1, pa, pb, po);
      else if (whole) {
        if ((faults.wholePole === 'y' ? y![pb] : x[pa]) === 0) found |= Fault.divide;
      } else {
        const r = results[po]!;
        if (!finite(r) || tiny > 0) found |= faultOf(faults, x[pa]!, y?.[pb] ?? 0, r, tiny);
      }
    }
  };
  visit(0, a.offset, b?.offset ?? 0, out.offset);
  if (found !== 0) react(found, who, whole ? { ...faults.remedies, meaning: wholeMeaning } : faults.remedies);
}

/** As reactToResult for conversions: whole numbers of NaN, infinity or what is out of range; floats that became infinite. */
export function reactToCast(a: NDArray, out: NDArray): void {
  if (isInteger(out.dtype)) {
    if (asksForFaults()) react(Fault.invalid, 'astype', castRemedies);
  } else reactToResult('astype', castFaults, a, undefined, out);
}

/** What whole numbers get that have no result. */
const wholeMeaning = { en: 'a whole number divided by 0 gives 0', ko: '정수를 0으로 나눈 결과는 0입니다' };

const castRemedies: Remedies = {
  meaning: {
    en: 'a number has no like among the whole numbers of the dtype',
    ko: 'dtype의 정수로 나타낼 수 없는 수가 있습니다',
  },
  invalid: {
    en: 'Replace nan, inf and numbers beyond the range first: np.nanToNum(x), np.clip(x, low, high)',
    ko: 'nan, inf, 범위를 벗어난 수를 먼저 바꾸세요: np.nanToNum(x), np.clip(x, low, high)',
  },
};
const castFaults: Faults = { isInexact: (x, _, r) => x !== r };
