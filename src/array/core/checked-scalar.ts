/** @file One JavaScript value on its way into an array: NumPy 2 refuses numbers that an integer type cannot hold. */
import { DTypeError, ValueError } from '../../errors/index.ts';
import { dtypes, type DType } from '../layout/dtype.ts';
import { convert } from './cast.ts';

/** The element that a lone JavaScript value becomes, or the refusal NumPy would give. */
export function checkedScalar(value: number | boolean | bigint, dtype: DType, who: string): number {
  const x = Number(value);
  const { kind, min, max } = dtypes[dtype];
  if (kind === 'f') return x;
  if (kind === 'b') return x !== 0 ? 1 : 0;
  if (!Number.isFinite(x)) {
    throw new ValueError({
      who,
      rule: `${Number.isNaN(x) ? 'NaN' : 'infinity'} cannot become an integer`,
      received: `${x} for dtype ${dtype}`,
    });
  }
  const whole = Math.trunc(x);
  if (whole < min || whole > max) {
    throw new DTypeError({
      who,
      rule: `the whole number is out of bounds for ${dtype}, which holds ${min} to ${max}`,
      received: String(value),
    });
  }
  return convert(whole, dtype);
}
