/** @file Which dtypes element-wise functions compute in and give; the families that NumPy's ufuncs fall into. */
import { dtypes, isFloat, promoteTypes, type DType } from '../layout/dtype.ts';
import type { TypeRule } from './ufunc.ts';

const same = (dtype: DType) => ({ compute: dtype, out: dtype });

/** The common dtype, bool included (add, multiply, maximum …). */
export const arithmetic: TypeRule = (a, b) => same(promoteTypes(a, b));

/** The common dtype, refused for two bools (subtract, negative). */
export const arithmeticNoBool: TypeRule = (a, b) => {
  const both = promoteTypes(a, b);
  return both === 'bool' ? undefined : same(both);
};

/** The common dtype; two bools compute as int8 (floorDivide, mod, power, shifts). */
export const arithmeticBoolAsInt8: TypeRule = (a, b) => {
  const both = promoteTypes(a, b);
  return same(both === 'bool' ? 'int8' : both);
};

/** Division: floats keep their dtype, integers give float64. */
export const division: TypeRule = (a, b) => {
  const both = promoteTypes(a, b);
  return same(isFloat(both) ? both : 'float64');
};

/**
 * A float that holds the input: float32 for up to 16 bits, else float64. (NumPy uses float16 for 8 bits and bool;
 * there is no float16 here, so those give float32.)
 */
export const floating: TypeRule = (a, b) => same(promoteTypes(floatFor(a), floatFor(b)));

export function floatFor(dtype: DType): DType {
  if (isFloat(dtype)) return dtype;
  return dtypes[dtype].itemsize <= 2 ? 'float32' : 'float64';
}

/** Comparisons and tests: any dtype in, bool out. */
export const toBool: TypeRule = (a, b) => ({ compute: promoteTypes(a, b), out: 'bool' });

/** Bits exist for integers and bool only. */
export const bits: TypeRule = (a, b) => {
  const both = promoteTypes(a, b);
  return isFloat(both) ? undefined : same(both);
};

/** Shifts: integers, two bools as int8. */
export const shifts: TypeRule = (a, b) => {
  const both = promoteTypes(a, b);
  return isFloat(both) ? undefined : same(both === 'bool' ? 'int8' : both);
};

/** Integers only (gcd, lcm). */
export const integers: TypeRule = (a, b) => {
  const both = promoteTypes(a, b);
  return isFloat(both) || both === 'bool' ? undefined : same(both);
};
