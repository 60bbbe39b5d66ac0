/**
 * @file Reductions of `np`: sums in NumPy's pairwise order, rows joined into one, the
 * largest and smallest, deviations for variances, running sums.
 */

const ADD = 0;
const MAX = 4;
const MIN = 5;

/** Scratch for what leaves a loop in vectors. */
const SCRATCH: usize = 64;
/** Where a sum leaves that of its magnitudes. */
const FAR: usize = 512;

/** A run of at most 128 by eight partial sums, in NumPy's order. */
@inline
function block64(p: usize, n: i32): f64 {
  if (n < 8) {
    let s: f64 = -0.0;
    for (let i = 0; i < n; i++) s += load<f64>(p + ((<usize>i) << 3));
    return s;
  }
  let r0 = v128.load(p);
  let r1 = v128.load(p, 16);
  let r2 = v128.load(p, 32);
  let r3 = v128.load(p, 48);
  const whole = n - (n & 7);
  let i = 8;
  for (; i < whole; i += 8) {
    const q = p + ((<usize>i) << 3);
    r0 = f64x2.add(r0, v128.load(q));
    r1 = f64x2.add(r1, v128.load(q, 16));
    r2 = f64x2.add(r2, v128.load(q, 32));
    r3 = f64x2.add(r3, v128.load(q, 48));
  }
  const s01 = f64x2.extract_lane(r0, 0) + f64x2.extract_lane(r0, 1);
  const s23 = f64x2.extract_lane(r1, 0) + f64x2.extract_lane(r1, 1);
  const s45 = f64x2.extract_lane(r2, 0) + f64x2.extract_lane(r2, 1);
  const s67 = f64x2.extract_lane(r3, 0) + f64x2.extract_lane(r3, 1);
  let s = s01 + s23 + (s45 + s67);
  for (; i < n; i++) s += load<f64>(p + ((<usize>i) << 3));
  return s;
}

@inline
function block32(p: usize, n: i32): f32 {
  if (n < 8) {
    let s: f32 = -0.0;
    for (let i = 0; i < n; i++) s += load<f32>(p + ((<usize>i) << 2));
    return s;
  }
  let r0 = v128.load(p);
  let r1 = v128.load(p, 16);
  const whole = n - (n & 7);
  let i = 8;
  for (; i < whole; i += 8) {
    const q = p + ((<usize>i) << 2);
    r0 = f32x4.add(r0, v128.load(q));
    r1 = f32x4.add(r1, v128.load(q, 16));
  }
  const s01 = f32x4.extract_lane(r0, 0) + f32x4.extract_lane(r0, 1);
  const s23 = f32x4.extract_lane(r0, 2) + f32x4.extract_lane(r0, 3);
  const s45 = f32x4.extract_lane(r1, 0) + f32x4.extract_lane(r1, 1);
  const s67 = f32x4.extract_lane(r1, 2) + f32x4.extract_lane(r1, 3);
  let s = s01 + s23 + (s45 + s67);
  for (; i < n; i++) s += load<f32>(p + ((<usize>i) << 2));
  return s;
}

export function sum_f64(p: usize, n: i32): f64 {
  if (n <= 128) return block64(p, n);
  let half = n >> 1;
  half -= half & 7;
  return sum_f64(p, half) + sum_f64(p + ((<usize>half) << 3), n - half);
}

export function sum_f32(p: usize, n: i32): f32 {
  if (n <= 128) return block32(p, n);
  let half = n >> 1;
  half -= half & 7;
  return sum_f32(p, half) + sum_f32(p + ((<usize>half) << 2), n - half);
}

/** One step of a search: the machine's own maximum of floats, which forgets NaN (they are looked for beside it). */
@inline
function better<T>(op: i32, x: v128, y: v128): v128 {
  if (isFloat<T>()) {
    if (sizeof<T>() == 4) return op == MAX ? f32x4.pmax(x, y) : f32x4.pmin(x, y);
    return op == MAX ? f64x2.pmax(x, y) : f64x2.pmin(x, y);
  }
  return op == MAX ? v128.max<T>(x, y) : v128.min<T>(x, y);
}

@inline
function joined<T>(op: i32, x: v128, y: v128): v128 {
  if (op == ADD) return v128.add<T>(x, y);
  return op == MAX ? v128.max<T>(x, y) : v128.min<T>(x, y);
}

@inline
function joinedOne<T>(op: i32, x: T, y: T): T {
  return op == ADD ? <T>(x + y) : op == MAX ? max<T>(x, y) : min<T>(x, y);
}

/** acc (cols) combined with each of `rows` rows of p, in order; op is ADD, MAX or MIN. */
@inline
function rowsInto<T>(op: i32, acc: usize, p: usize, rows: i32, cols: i32): void {
  const wide = <usize>cols * sizeof<T>();
  for (; rows >= 4; rows -= 4, p += 4 * wide) {
    let q0 = p;
    let q1 = p + wide;
    let q2 = q1 + wide;
    let q3 = q2 + wide;
    let at: usize = 0;
    for (; at + 32 <= wide; at += 32, q0 += 32, q1 += 32, q2 += 32, q3 += 32) {
      let r0 = joined<T>(op, v128.load(acc + at), v128.load(q0));
      let r1 = joined<T>(op, v128.load(acc + at, 16), v128.load(q0, 16));
      r0 = joined<T>(op, r0, v128.load(q1));
      r1 = joined<T>(op, r1, v128.load(q1, 16));
      r0 = joined<T>(op, r0, v128.load(q2));
      r1 = joined<T>(op, r1, v128.load(q2, 16));
      r0 = joined<T>(op, r0, v128.load(q3));
      r1 = joined<T>(op, r1, v128.load(q3, 16));
      v128.store(acc + at, r0);
      v128.store(acc + at, r1, 16);
    }
    for (; at < wide; at += sizeof<T>(), q0 += sizeof<T>(), q1 += sizeof<T>(), q2 += sizeof<T>(), q3 += sizeof<T>()) {
      let r = joinedOne<T>(op, load<T>(acc + at), load<T>(q0));
      r = joinedOne<T>(op, r, load<T>(q1));
      r = joinedOne<T>(op, r, load<T>(q2));
      store<T>(acc + at, joinedOne<T>(op, r, load<T>(q3)));
    }
  }
  for (; rows > 0; rows--, p += wide) {
    let at: usize = 0;
    for (; at + 16 <= wide; at += 16) v128.store(acc + at, joined<T>(op, v128.load(acc + at), v128.load(p + at)));
    for (; at < wide; at += sizeof<T>()) store<T>(acc + at, joinedOne<T>(op, load<T>(acc + at), load<T>(p + at)));
  }
}

export function add_rows_f32(acc: usize, p: usize, rows: i32, cols: i32): void {
  rowsInto<f32>(ADD, acc, p, rows, cols);
}
export function maximum_rows_f32(acc: usize, p: usize, rows: i32, cols: i32): void {
  rowsInto<f32>(MAX, acc, p, rows, cols);
}
export function minimum_rows_f32(acc: usize, p: usize, rows: i32, cols: i32): void {
  rowsInto<f32>(MIN, acc, p, rows, cols);
}
export function add_rows_f64(acc: usize, p: usize, rows: i32, cols: i32): void {
  rowsInto<f64>(ADD, acc, p, rows, cols);
}
export function maximum_rows_f64(acc: usize, p: usize, rows: i32, cols: i32): void {
  rowsInto<f64>(MAX, acc, p, rows, cols);
}
export function minimum_rows_f64(acc: usize, p: usize, rows: i32, cols: i32): void {
  rowsInto<f64>(MIN, acc, p, rows, cols);
}
export function maximum_rows_u8(acc: usize, p: usize, rows: i32, cols: i32): void {
  rowsInto<u8>(MAX, acc, p, rows, cols);
}
export function minimum_rows_u8(acc: usize, p: usize, rows: i32, cols: i32): void {
  rowsInto<u8>(MIN, acc, p, rows, cols);
}

/** The largest (MAX) or smallest (MIN) of n >= 1 elements; NaN wins. */
@inline
function extreme<T>(op: i32, p: usize, n: i32): T {
  let best = load<T>(p);
  let i = 0;
  const lanes = 16 / sizeof<T>();
  if (n >= 4 * lanes) {
    let r0 = v128.load(p);
    let r1 = v128.load(p, 16);
    let r2 = v128.load(p, 32);
    let r3 = v128.load(p, 48);
    let odd0 = i32x4.splat(0);
    let odd1 = i32x4.splat(0);
    for (; i + 4 * lanes <= n; i += 4 * lanes) {
      const q = p + <usize>i * sizeof<T>();
      const x0 = v128.load(q);
      const x1 = v128.load(q, 16);
      const x2 = v128.load(q, 32);
      const x3 = v128.load(q, 48);
      if (isFloat<T>()) {
        odd0 = v128.or(odd0, v128.ne<T>(x0, x0));
        odd1 = v128.or(odd1, v128.ne<T>(x1, x1));
        odd0 = v128.or(odd0, v128.ne<T>(x2, x2));
        odd1 = v128.or(odd1, v128.ne<T>(x3, x3));
      }
      r0 = better<T>(op, r0, x0);
      r1 = better<T>(op, r1, x1);
      r2 = better<T>(op, r2, x2);
      r3 = better<T>(op, r3, x3);
    }
    // (Stored side by side, so that the optimiser joins them.)
    v128.store(SCRATCH, r0);
    v128.store(SCRATCH, r1, 16);
    v128.store(SCRATCH, r2, 32);
    v128.store(SCRATCH, r3, 48);
    v128.store(SCRATCH, odd0, 64);
    v128.store(SCRATCH, odd1, 80);
    if (isFloat<T>()) if (v128.any_true(v128.or(v128.load(SCRATCH, 64), v128.load(SCRATCH, 80)))) return <T>NaN;
    const half0 = joined<T>(op, v128.load(SCRATCH), v128.load(SCRATCH, 16));
    const half1 = joined<T>(op, v128.load(SCRATCH, 32), v128.load(SCRATCH, 48));
    v128.store(SCRATCH, joined<T>(op, half0, half1));
    best = load<T>(SCRATCH);
    for (let k = 1; k < lanes; k++) best = joinedOne<T>(op, best, load<T>(SCRATCH + <usize>k * sizeof<T>()));
  }
  for (; i < n; i++) best = joinedOne<T>(op, best, load<T>(p + <usize>i * sizeof<T>()));
  return best;
}

export function maximum_of_f32(p: usize, n: i32): f32 {
  return extreme<f32>(MAX, p, n);
}
export function minimum_of_f32(p: usize, n: i32): f32 {
  return extreme<f32>(MIN, p, n);
}
export function maximum_of_f64(p: usize, n: i32): f64 {
  return extreme<f64>(MAX, p, n);
}
export function minimum_of_f64(p: usize, n: i32): f64 {
  return extreme<f64>(MIN, p, n);
}
export function maximum_of_u8(p: usize, n: i32): u8 {
  return extreme<u8>(MAX, p, n);
}
export function minimum_of_u8(p: usize, n: i32): u8 {
  return extreme<u8>(MIN, p, n);
}
export function maximum_of_i32(p: usize, n: i32): i32 {
  return extreme<i32>(MAX, p, n);
}
export function minimum_of_i32(p: usize, n: i32): i32 {
  return extreme<i32>(MIN, p, n);
}

/** The same of each of `rows` rows, one after the other at o. */
@inline
function extremes<T>(op: i32, p: usize, rows: i32, cols: i32, o: usize): void {
  const line = <usize>cols * sizeof<T>();
  for (; rows > 0; rows--, p += line, o += sizeof<T>()) store<T>(o, extreme<T>(op, p, cols));
}
export function maximum_each_f32(p: usize, rows: i32, cols: i32, o: usize): void {
  extremes<f32>(MAX, p, rows, cols, o);
}
export function minimum_each_f32(p: usize, rows: i32, cols: i32, o: usize): void {
  extremes<f32>(MIN, p, rows, cols, o);
}
export function maximum_each_f64(p: usize, rows: i32, cols: i32, o: usize): void {
  extremes<f64>(MAX, p, rows, cols, o);
}
export function minimum_each_f64(p: usize, rows: i32, cols: i32, o: usize): void {
  extremes<f64>(MIN, p, rows, cols, o);
}
export function maximum_each_u8(p: usize, rows: i32, cols: i32, o: usize): void {
  extremes<u8>(MAX, p, rows, cols, o);
}
export function minimum_each_u8(p: usize, rows: i32, cols: i32, o: usize): void {
  extremes<u8>(MIN, p, rows, cols, o);
}
export function maximum_each_i32(p: usize, rows: i32, cols: i32, o: usize): void {
  extremes<i32>(MAX, p, rows, cols, o);
}
export function minimum_each_i32(p: usize, rows: i32, cols: i32, o: usize): void {
  extremes<i32>(MIN, p, rows, cols, o);
}

/** The sum of n words. */
export function sum_i32(p: usize, n: i32): f64 {
  let s0 = i64x2.splat(0);
  let s1 = i64x2.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4, p += 16) {
    const x = v128.load(p);
    s0 = i64x2.add(s0, i64x2.extend_low_i32x4_s(x));
    s1 = i64x2.add(s1, i64x2.extend_high_i32x4_s(x));
  }
  let total =
    i64x2.extract_lane(s0, 0) + i64x2.extract_lane(s0, 1) + i64x2.extract_lane(s1, 0) + i64x2.extract_lane(s1, 1);
  for (; i < n; i++, p += 4) total += <i64>load<i32>(p);
  return <f64>total;
}

/** The sum of n bytes. */
export function sum_u8(p: usize, n: i32): f64 {
  let total: u64 = 0;
  while (n >= 16) {
    // Each lane takes up to 4 * 255 a turn.
    const turns = min(n >> 4, 1 << 20);
    let s = i32x4.splat(0);
    for (let i = 0; i < turns; i++, p += 16) {
      s = i32x4.add(s, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(v128.load(p))));
    }
    total +=
      <u64>i32x4.extract_lane(s, 0) +
      <u64>i32x4.extract_lane(s, 1) +
      <u64>i32x4.extract_lane(s, 2) +
      <u64>i32x4.extract_lane(s, 3);
    n -= turns << 4;
  }
  for (let i = 0; i < n; i++) total += load<u8>(p + <usize>i);
  return <f64>total;
}

/** The sum of n whole numbers, and at `most` the sum of their magnitudes: where that is exact, so is the sum. */
export function sum_i64(p: usize, n: i32, most: usize): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let m0 = f64x2.splat(0);
  let m1 = f64x2.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4, p += 32) {
    const x0 = v128.load(p);
    const x1 = v128.load(p, 16);
    s0 = f64x2.add(s0, x0);
    s1 = f64x2.add(s1, x1);
    m0 = f64x2.add(m0, f64x2.abs(x0));
    m1 = f64x2.add(m1, f64x2.abs(x1));
  }
  v128.store(SCRATCH, s0);
  v128.store(SCRATCH, s1, 16);
  v128.store(SCRATCH, m0, 32);
  v128.store(SCRATCH, m1, 48);
  let s = load<f64>(SCRATCH) + load<f64>(SCRATCH, 8) + (load<f64>(SCRATCH, 16) + load<f64>(SCRATCH, 24));
  let m = load<f64>(SCRATCH, 32) + load<f64>(SCRATCH, 40) + (load<f64>(SCRATCH, 48) + load<f64>(SCRATCH, 56));
  for (; i < n; i++, p += 8) {
    const x = load<f64>(p);
    s += x;
    m += abs(x);
  }
  store<f64>(most, m);
  return s;
}

/** Running sums from `s` on; gives the last. */
export function running_f32(p: usize, o: usize, n: i32, s: f32): f32 {
  for (let i = 0; i < n; i++, p += 4, o += 4) {
    s += load<f32>(p);
    store<f32>(o, s);
  }
  return s;
}
export function running_f64(p: usize, o: usize, n: i32, s: f64): f64 {
  for (let i = 0; i < n; i++, p += 8, o += 8) {
    s += load<f64>(p);
    store<f64>(o, s);
  }
  return s;
}

/**
 * Running sums of whole numbers in doubles from `s` on, in any order since they are exact; gives the last. Leaves the largest magnitude
 * at `most`.
 */
export function running_i64(p: usize, o: usize, n: i32, s: f64, most: usize): f64 {
  const zero = f64x2.splat(0);
  let carry = f64x2.splat(s);
  let far = zero;
  let i = 0;
  for (; i + 4 <= n; i += 4, p += 32, o += 32) {
    const x = v128.load(p);
    const y = v128.load(p, 16);
    const x1 = f64x2.add(x, v128.shuffle<i64>(zero, x, 0, 2));
    const y1 = f64x2.add(y, v128.shuffle<i64>(zero, y, 0, 2));
    const r0 = f64x2.add(carry, x1);
    const r1 = f64x2.add(carry, f64x2.add(y1, v128.shuffle<i64>(x1, x1, 1, 1)));
    v128.store(o, r0);
    v128.store(o, r1, 16);
    far = f64x2.pmax(far, f64x2.pmax(f64x2.abs(r0), f64x2.abs(r1)));
    carry = v128.shuffle<i64>(r1, r1, 1, 1);
  }
  let last = f64x2.extract_lane(carry, 0);
  let size = max(f64x2.extract_lane(far, 0), f64x2.extract_lane(far, 1));
  for (; i < n; i++, p += 8, o += 8) {
    last += load<f64>(p);
    store<f64>(o, last);
    size = max(size, abs(last));
  }
  store<f64>(most, size);
  return last;
}

/** The place of the first of n elements that equals x; n where none does. */
@inline
function placeOf<T>(p: usize, n: i32, x: T): i32 {
  const lanes = 16 / sizeof<T>();
  const wanted = v128.splat<T>(x);
  let i = 0;
  for (; i + 2 * lanes <= n; i += 2 * lanes) {
    const q = p + <usize>i * sizeof<T>();
    if (v128.any_true(v128.or(v128.eq<T>(v128.load(q), wanted), v128.eq<T>(v128.load(q, 16), wanted)))) break;
  }
  while (i < n && load<T>(p + <usize>i * sizeof<T>()) != x) i++;
  return i;
}
export function place_of_f32(p: usize, n: i32, x: f32): i32 {
  return placeOf<f32>(p, n, x);
}
export function place_of_f64(p: usize, n: i32, x: f64): i32 {
  return placeOf<f64>(p, n, x);
}
export function place_of_u8(p: usize, n: i32, x: u8): i32 {
  return placeOf<u8>(p, n, x);
}
export function place_of_i32(p: usize, n: i32, x: i32): i32 {
  return placeOf<i32>(p, n, x);
}

/** The place of the first largest (MAX) or smallest (MIN) element of each of `rows` rows (the first NaN's, if any), as doubles at o. */
@inline
function placesEach<T>(op: i32, p: usize, rows: i32, cols: i32, o: usize): void {
  const line = <usize>cols * sizeof<T>();
  for (; rows > 0; rows--, o += 8) {
    const end = p + line;
    let best = load<T>(p);
    let where = p;
    for (let q = p + sizeof<T>(); q < end; q += sizeof<T>()) {
      const x = load<T>(q);
      let isBetter = <i32>(op == MAX ? x > best : x < best);
      if (isFloat<T>()) isBetter |= (<i32>(x != x)) & (<i32>(best == best));
      // (No branch, which random numbers would mislead.)
      best = select<T>(x, best, isBetter);
      where = select<usize>(q, where, isBetter);
    }
    store<f64>(o, <f64>((where - p) / sizeof<T>()));
    p = end;
  }
}
export function maximum_places_f32(p: usize, rows: i32, cols: i32, o: usize): void {
  placesEach<f32>(MAX, p, rows, cols, o);
}
export function maximum_places_f64(p: usize, rows: i32, cols: i32, o: usize): void {
  placesEach<f64>(MAX, p, rows, cols, o);
}
export function maximum_places_u8(p: usize, rows: i32, cols: i32, o: usize): void {
  placesEach<u8>(MAX, p, rows, cols, o);
}
export function maximum_places_i32(p: usize, rows: i32, cols: i32, o: usize): void {
  placesEach<i32>(MAX, p, rows, cols, o);
}
export function minimum_places_f32(p: usize, rows: i32, cols: i32, o: usize): void {
  placesEach<f32>(MIN, p, rows, cols, o);
}
export function minimum_places_f64(p: usize, rows: i32, cols: i32, o: usize): void {
  placesEach<f64>(MIN, p, rows, cols, o);
}
export function minimum_places_u8(p: usize, rows: i32, cols: i32, o: usize): void {
  placesEach<u8>(MIN, p, rows, cols, o);
}
export function minimum_places_i32(p: usize, rows: i32, cols: i32, o: usize): void {
  placesEach<i32>(MIN, p, rows, cols, o);
}

/** Sums of `rows` rows of `cols` elements, one after the other at o. */
export function sums_f32(p: usize, rows: i32, cols: i32, o: usize): void {
  for (; rows > 0; rows--, p += (<usize>cols) << 2, o += 4) store<f32>(o, sum_f32(p, cols));
}
export function sums_f64(p: usize, rows: i32, cols: i32, o: usize): void {
  for (; rows > 0; rows--, p += (<usize>cols) << 3, o += 8) store<f64>(o, sum_f64(p, cols));
}

/** (x - m)² in place, for variances. */
export function deviations_f64(p: usize, n: i32, m: f64): void {
  const mean = f64x2.splat(m);
  for (let i = 0; i < n; i += 4, p += 32) {
    const d0 = f64x2.sub(v128.load(p), mean);
    const d1 = f64x2.sub(v128.load(p, 16), mean);
    v128.store(p, f64x2.mul(d0, d0));
    v128.store(p, f64x2.mul(d1, d1), 16);
  }
}
export function deviations_f32(p: usize, n: i32, m: f32): void {
  const mean = f32x4.splat(m);
  for (let i = 0; i < n; i += 8, p += 32) {
    const d0 = f32x4.sub(v128.load(p), mean);
    const d1 = f32x4.sub(v128.load(p, 16), mean);
    v128.store(p, f32x4.mul(d0, d0));
    v128.store(p, f32x4.mul(d1, d1), 16);
  }
}

/** acc (cols doubles) + each of `rows` rows of bytes. */
export function add_rows_u8(acc: usize, p: usize, rows: i32, cols: i32): void {
  // Sums of so many bytes fit words of 16 bits.
  for (; rows > 0; rows -= 256, p += (<usize>cols) << 8) {
    const some = min(rows, 256);
    let j = 0;
    for (; j + 32 <= cols; j += 32) bytesInto(acc + ((<usize>j) << 3), p + <usize>j, some, cols);
    for (; j < cols; j++) {
      let total = 0;
      for (let i = 0, q = p + <usize>j; i < some; i++, q += <usize>cols) total += load<u8>(q);
      const at = acc + ((<usize>j) << 3);
      store<f64>(at, load<f64>(at) + <f64>total);
    }
  }
}

@inline
function addWords(at: usize, x: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.convert_low_i32x4_u(x)));
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.convert_low_i32x4_u(v128.shuffle<i64>(x, x, 1, 1))), 16);
}
@inline
function addHalves(at: usize, x: v128): void {
  addWords(at, i32x4.extend_low_i16x8_u(x));
  addWords(at + 32, i32x4.extend_high_i16x8_u(x));
}

/** 32 doubles + the sums of 32 columns of bytes over at most 256 rows. */
@inline
function bytesInto(acc: usize, p: usize, rows: i32, cols: i32): void {
  let s0 = i16x8.splat(0);
  let s1 = i16x8.splat(0);
  let s2 = i16x8.splat(0);
  let s3 = i16x8.splat(0);
  for (let i = 0; i < rows; i++, p += <usize>cols) {
    const x = v128.load(p);
    const y = v128.load(p, 16);
    s0 = i16x8.add(s0, i16x8.extend_low_i8x16_u(x));
    s1 = i16x8.add(s1, i16x8.extend_high_i8x16_u(x));
    s2 = i16x8.add(s2, i16x8.extend_low_i8x16_u(y));
    s3 = i16x8.add(s3, i16x8.extend_high_i8x16_u(y));
  }
  addHalves(acc, s0);
  addHalves(acc + 64, s1);
  addHalves(acc + 128, s2);
  addHalves(acc + 192, s3);
}

/** Sums of `rows` rows of `cols` bytes, or of whole numbers in doubles, one after the other at o. */
export function sums_u8(p: usize, rows: i32, cols: i32, o: usize): void {
  for (; rows > 0; rows--, p += <usize>cols, o += 8) store<f64>(o, sum_u8(p, cols));
}
/** True where every sum is exact. */
export function sums_i64(p: usize, rows: i32, cols: i32, o: usize): bool {
  let most: f64 = 0;
  for (; rows > 0; rows--, p += (<usize>cols) << 3, o += 8) {
    store<f64>(o, sum_i64(p, cols, FAR));
    most = max(most, load<f64>(FAR));
  }
  return most <= 9007199254740991;
}
