/** @file Steps of the element-wise kernels that are more than one instruction (np/table.ts names them). */
import { tanh2d } from './doubles';
import { tanh4f } from './floats';

export { cos4, sin4 } from './floats';

/** Products of bytes, their low halves: those at even places in the low half of each word, those at odd places in the high. */
@inline
function bytesMultiplied(x: v128, y: v128): v128 {
  const even = v128.and(i16x8.mul(x, y), i16x8.splat(0xff));
  const odd = i16x8.shl(i16x8.mul(i16x8.shr_u(x, 8), i16x8.shr_u(y, 8)), 8);
  return v128.or(even, odd);
}

/** x * y; of bytes, for which there is no instruction, the low halves. */
@inline
export function multiplied<T>(x: v128, y: v128): v128 {
  if (sizeof<T>() == 1) return bytesMultiplied(x, y);
  return v128.mul<T>(x, y);
}

@inline
export function tanhOf<T>(x: v128): v128 {
  if (sizeof<T>() == 8) return tanh2d(x);
  return tanh4f(x);
}
