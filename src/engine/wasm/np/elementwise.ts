/**
 * @file The loops of the element-wise kernels: what a loop does to its vectors is one of the table's steps
 * (generated/np-steps.ts), what loops there are is in generated/np-elementwise.ts.
 * Every loop runs over whole 64-byte groups, so chunks are padded by what lies behind them.
 */
import { keptWord } from './kept';
import { arithmetic, comparison, MULTIPLY, oneOperand } from '../generated/np-steps';

/** The operand y moves by `step` bytes a turn: 64, or 0 where 64 bytes of one number stand for all. */
@inline
export function arithmeticLoop<T>(op: i32, a: usize, b: usize, step: usize, o: usize, n: i32): void {
  const end = a + <usize>n * sizeof<T>();
  while (a < end) {
    const r0 = arithmetic<T>(op, v128.load(a), v128.load(b));
    const r1 = arithmetic<T>(op, v128.load(a, 16), v128.load(b, 16));
    v128.store(o, r0);
    v128.store(o, r1, 16);
    const r2 = arithmetic<T>(op, v128.load(a, 32), v128.load(b, 32));
    const r3 = arithmetic<T>(op, v128.load(a, 48), v128.load(b, 48));
    v128.store(o, r2, 32);
    v128.store(o, r3, 48);
    a += 64;
    b += step;
    o += 64;
  }
}

/** Bytes of scratch, for what leaves a loop in two vectors. */
const SCRATCH: usize = 32;

/** Whether a sum is infinite or NaN: it is when one of its terms was. */
@inline
function isBeyond<T>(sum0: v128, sum1: v128, sum2: v128, sum3: v128): bool {
  // Stored side by side, so that the optimiser joins them as it joins the results.
  v128.store(SCRATCH, sum0);
  v128.store(SCRATCH, sum1, 16);
  v128.store(SCRATCH, sum2, 32);
  v128.store(SCRATCH, sum3, 48);
  const half0 = v128.add<T>(v128.load(SCRATCH), v128.load(SCRATCH, 16));
  const half1 = v128.add<T>(v128.load(SCRATCH, 32), v128.load(SCRATCH, 48));
  const sum = v128.add<T>(half0, half1);
  const none = v128.sub<T>(sum, sum); // 0, or NaN
  return v128.any_true(v128.ne<T>(none, none));
}

/**
 * As arithmeticLoop, and true when a result may be infinite or NaN. (What lies behind the chunk counts as well: the caller
 * looks at the elements themselves then.)
 */
@inline
export function arithmeticWatched<T>(op: i32, a: usize, b: usize, step: usize, o: usize, n: i32): bool {
  const end = a + <usize>n * sizeof<T>();
  let sum0 = v128.splat<T>(0);
  let sum1 = v128.splat<T>(0);
  let sum2 = v128.splat<T>(0);
  let sum3 = v128.splat<T>(0);
  while (a < end) {
    const r0 = arithmetic<T>(op, v128.load(a), v128.load(b));
    const r1 = arithmetic<T>(op, v128.load(a, 16), v128.load(b, 16));
    v128.store(o, r0);
    v128.store(o, r1, 16);
    const r2 = arithmetic<T>(op, v128.load(a, 32), v128.load(b, 32));
    const r3 = arithmetic<T>(op, v128.load(a, 48), v128.load(b, 48));
    v128.store(o, r2, 32);
    v128.store(o, r3, 48);
    sum0 = v128.add<T>(sum0, r0);
    sum1 = v128.add<T>(sum1, r1);
    sum2 = v128.add<T>(sum2, r2);
    sum3 = v128.add<T>(sum3, r3);
    a += 64;
    b += step;
    o += 64;
  }
  return isBeyond<T>(sum0, sum1, sum2, sum3);
}

/** Only a product of whole numbers can be -0, and no int64 is. */
@inline
function whole1(op: i32, x: v128, y: v128): v128 {
  const r = arithmetic<f64>(op, x, y);
  return op == MULTIPLY ? f64x2.add(r, f64x2.splat(0)) : r;
}

/** Whole numbers in doubles: no -0 comes out, and the largest magnitude of exactly n results is given back. */
@inline
export function wholeLoop(op: i32, a: usize, b: usize, step: usize, o: usize, n: i32): f64 {
  let far0 = f64x2.splat(0);
  let far1 = f64x2.splat(0);
  let i = 0;
  for (; i + 8 <= n; i += 8, a += 64, b += step, o += 64) {
    const r0 = whole1(op, v128.load(a), v128.load(b));
    const r1 = whole1(op, v128.load(a, 16), v128.load(b, 16));
    far0 = f64x2.pmax(far0, f64x2.abs(r0));
    far1 = f64x2.pmax(far1, f64x2.abs(r1));
    v128.store(o, r0);
    v128.store(o, r1, 16);
    const r2 = whole1(op, v128.load(a, 32), v128.load(b, 32));
    const r3 = whole1(op, v128.load(a, 48), v128.load(b, 48));
    far0 = f64x2.pmax(far0, f64x2.abs(r2));
    far1 = f64x2.pmax(far1, f64x2.abs(r3));
    v128.store(o, r2, 32);
    v128.store(o, r3, 48);
  }
  for (; i + 2 <= n; i += 2, a += 16, b += step >> 2, o += 16) {
    const r = whole1(op, v128.load(a), v128.load(b));
    far0 = f64x2.pmax(far0, f64x2.abs(r));
    v128.store(o, r);
  }
  v128.store(SCRATCH, far0);
  v128.store(SCRATCH, far1, 16);
  let most = max(max(load<f64>(SCRATCH), load<f64>(SCRATCH, 8)), max(load<f64>(SCRATCH, 16), load<f64>(SCRATCH, 24)));
  for (; i < n; i++, a += 8, b += step >> 3, o += 8) {
    const x = f64x2.extract_lane(whole1(op, f64x2.splat(load<f64>(a)), f64x2.splat(load<f64>(b))), 0);
    store<f64>(o, x);
    most = max(most, abs(x));
  }
  return most;
}

// Comparisons: one byte, 0 or 1, per element.

@inline
function two<T>(op: i32, a: usize, b: usize): v128 {
  return v128.shuffle<i32>(
    comparison<T>(op, v128.load(a), v128.load(b)),
    comparison<T>(op, v128.load(a, 16), v128.load(b, 16)),
    0,
    2,
    4,
    6,
  );
}

@inline
function four<T>(op: i32, a: usize, b: usize): v128 {
  if (sizeof<T>() == 8) return i16x8.narrow_i32x4_s(two<T>(op, a, b), two<T>(op, a + 32, b + 32));
  return i16x8.narrow_i32x4_s(
    comparison<T>(op, v128.load(a), v128.load(b)),
    comparison<T>(op, v128.load(a, 16), v128.load(b, 16)),
  );
}

@inline
function bytes<T>(op: i32, a: usize, b: usize): v128 {
  if (sizeof<T>() == 1) return comparison<T>(op, v128.load(a), v128.load(b));
  if (sizeof<T>() == 2) {
    return i8x16.narrow_i16x8_s(
      comparison<T>(op, v128.load(a), v128.load(b)),
      comparison<T>(op, v128.load(a, 16), v128.load(b, 16)),
    );
  }
  return i8x16.narrow_i16x8_s(four<T>(op, a, b), four<T>(op, a + 8 * sizeof<T>(), b + 8 * sizeof<T>()));
}

/** The operand y moves by `step` bytes for every 64 of x. */
@inline
export function comparisonLoop<T>(op: i32, a: usize, b: usize, step: usize, o: usize, n: i32): void {
  const one = keptWord(0x01010101);
  const turn = step == 0 ? 0 : 16 * sizeof<T>();
  for (let i = 0; i < n; i += 32) {
    const r0 = v128.and(bytes<T>(op, a, b), one);
    const r1 = v128.and(bytes<T>(op, a + 16 * sizeof<T>(), b + turn), one);
    v128.store(o, r0);
    v128.store(o, r1, 16);
    a += 32 * sizeof<T>();
    b += 2 * turn;
    o += 32;
  }
}

// One operand.

@inline
export function functionLoop<T>(op: i32, a: usize, o: usize, n: i32): void {
  const end = a + <usize>n * sizeof<T>();
  while (a < end) {
    const r0 = oneOperand<T>(op, v128.load(a));
    const r1 = oneOperand<T>(op, v128.load(a, 16));
    v128.store(o, r0);
    v128.store(o, r1, 16);
    a += 32;
    o += 32;
  }
}

/** As functionLoop, and true when a result may be infinite or NaN. */
@inline
export function functionWatched<T>(op: i32, a: usize, o: usize, n: i32): bool {
  const end = a + <usize>n * sizeof<T>();
  let sum0 = v128.splat<T>(0);
  let sum1 = v128.splat<T>(0);
  while (a < end) {
    const r0 = oneOperand<T>(op, v128.load(a));
    const r1 = oneOperand<T>(op, v128.load(a, 16));
    v128.store(o, r0);
    v128.store(o, r1, 16);
    sum0 = v128.add<T>(sum0, r0);
    sum1 = v128.add<T>(sum1, r1);
    a += 32;
    o += 32;
  }
  return isBeyond<T>(sum0, sum1, sum0, sum1);
}
