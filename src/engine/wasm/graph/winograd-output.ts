/**
 * @file The way back from Winograd's products, eight channels at a time: A' of F(4x4), of short tiles and of 5x5 kernels, bias, relu, then either 2x2
 * pooling with its arg-max or the map as it is. What winograd-pairs.ts says of joined vectors holds here too: choices are made by
 * addresses (a bias of zeros, a floor of minus infinity, a spare place) and not by branches. It is long because each kind of tile has its
 * rows written out: WebAssembly has no arrays of vectors.
 */
import { a2columns, a4columns, a8columns } from '../generated/winograd-transforms';
import { Control, Conv } from '../generated/words';
import { firstOf } from './pool2x2';
import { madd } from '../shared/simd';

import { EIGHT, EIGHTH, FLOOR, FOUR, HALF, QUARTER, TWO } from './winograd-pairs';

/**
 * Stores the tile at (i0, j0) of sample `s`, bytes c0 to c1 of its channels, at least 8 channels (the last eight may be done twice over). `temp`: 1568 bytes;
 * `numbers`: see writeNumbers. False where a NaN may be among the values pooled (which their maximum here may miss): then the tile
 * is to be done again by `outputAny`.
 */
export function outputPairs(
  p: usize,
  s: i32,
  i0: i32,
  j0: i32,
  from: usize,
  plane: usize,
  temp: usize,
  numbers: usize,
  isLow: bool,
  isNarrow: bool,
  c0: usize,
  c1: usize,
): bool {
  const cout = load<i32>(p, Conv.COUT);
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const bias = <usize>load<u32>(p, Conv.BIAS);
  const argmax = <usize>load<u32>(p, Conv.ARGMAX);
  const pixel = (<usize>cout) << 2;
  const isFive = load<i32>(p, Conv.KH) == 5;
  const half = temp;
  const spare = temp + 32 * 32;
  const biasAt = bias != 0 ? bias : Control.ZEROS;
  const biasMask: usize = bias != 0 ? -1 : 0;
  if (load<i32>(p, Conv.POOL_H) > 0) {
    const check = spare + 16 * 32;
    v128.store(check, f32x4.splat(0), 16);
    v128.store(check, f32x4.splat(0));
    const pooledH = oh >> 1;
    const pooledW = ow >> 1;
    const pi = i0 >> 1;
    const pj = j0 >> 1;
    if (pj >= pooledW) return true;
    const rows = min<i32>(isLow ? 1 : 2, pooledH - pi);
    const isPair = pj + 1 < pooledW;
    const first = <usize>(((s * pooledH + pi) * pooledW + pj) * cout);
    const below = <usize>(pooledW * cout);
    for (let k = c0; k < c1; k += 32) {
      const c = min<usize>(k, c1 - 32);
      columnPairs(from + c, plane, half, numbers, isLow, isNarrow, isFive);
      const b = biasAt + (c & biasMask);
      let at = first + (c >> 2);
      for (let i = 0; i < rows; i++) {
        const row = half + <usize>i * (isFive ? 512 : 384);
        const y = load<u32>(p, Conv.Y) + (at << 2);
        // The second cell of a tile that sticks out goes to a spare place.
        const next = isPair ? y + pixel : spare;
        if (argmax != 0) {
          const arg = argmax + at;
          const nextArg = isPair ? arg + cout : spare + 32;
          if (isFive) poolEights(row, b, numbers, check, y, next, arg, nextArg, true);
          else if (isNarrow) poolNarrow(row, b, numbers, check, y, arg, true);
          else poolPairs(row, b, numbers, check, y, next, arg, nextArg, true);
        } else if (isFive) poolEights(row, b, numbers, check, y, next, 0, 0, false);
        else if (isNarrow) poolNarrow(row, b, numbers, check, y, 0, false);
        else poolPairs(row, b, numbers, check, y, next, 0, 0, false);
        at += below;
      }
    }
    const sum = f32x4.add(v128.load(check), v128.load(check, 16));
    return !v128.any_true(f32x4.ne(sum, sum));
  }
  const rows = min<i32>(isLow ? 2 : 4, oh - i0);
  const columns = isNarrow ? 2 : 4;
  const taken = min<i32>(columns, ow - j0);
  const isWhole = taken == columns;
  const next = (<usize>load<i32>(p, Conv.LDY)) << 2;
  const step = isWhole ? next : 32;
  const first = load<u32>(p, Conv.Y) + <usize>((s * oh + i0) * ow + j0) * next;
  for (let k = c0; k < c1; k += 32) {
    const c = min<usize>(k, c1 - 32);
    columnPairs(from + c, plane, half, numbers, isLow, isNarrow, isFive);
    const b = biasAt + (c & biasMask);
    for (let i = 0; i < rows; i++) {
      const row = half + <usize>i * (isFive ? 256 : 192);
      let y = first + <usize>(i * ow) * next + c;
      const to = isWhole ? y : spare;
      if (isFive) rowEights(row, b, numbers, to, step);
      else if (isNarrow) rowNarrow(row, b, numbers, to, step);
      else rowPairs(row, b, numbers, to, step);
      if (isWhole) continue;
      for (let q = spare, end = spare + ((<usize>taken) << 5); q < end; q += 32) {
        const low = v128.load(q);
        const high = v128.load(q, 16);
        v128.store(y, high, 16);
        v128.store(y, low);
        y += next;
      }
    }
  }
  return true;
}

/** The columns of a tile: six planes of six to `half`, four (two) rows of six. */
@inline
function columnPairs(
  from: usize,
  plane: usize,
  half: usize,
  numbers: usize,
  isLow: bool,
  isNarrow: bool,
  isFive: bool,
): void {
  if (isFive) {
    for (let j: usize = 0; j < 8; j++) a8columns(from + j * plane, 8 * plane, half + (j << 5), numbers);
    return;
  }
  for (let j: usize = 0; j < 6; j++) {
    if (isNarrow && (j == 3 || j == 4)) continue;
    if (isLow) a2columns(from + j * plane, 6 * plane, half + (j << 5));
    else a4columns(from + j * plane, 6 * plane, half + (j << 5), numbers);
  }
}

/** Two rows of six times A' of F(4x4), plus bias, pooled to two cells. `withArg` is a constant. */
@inline
function poolPairs(
  from: usize,
  bias: usize,
  numbers: usize,
  check: usize,
  to: usize,
  next: usize,
  arg: usize,
  nextArg: usize,
  withArg: bool,
): void {
  const ba = v128.load(bias);
  const bb = v128.load(bias, 16);
  const two = v128.load32_splat(numbers, TWO);
  const four = v128.load32_splat(numbers, FOUR);
  const eight = v128.load32_splat(numbers, EIGHT);
  let m0a = v128.load(from);
  let m0b = v128.load(from, 16);
  let m5a = v128.load(from, 160);
  let m5b = v128.load(from, 176);
  let m1a = v128.load(from, 32);
  let m1b = v128.load(from, 48);
  let m2a = v128.load(from, 64);
  let m2b = v128.load(from, 80);
  let pa = f32x4.add(m1a, m2a);
  let pb = f32x4.add(m1b, m2b);
  let qa = f32x4.sub(m1a, m2a);
  let qb = f32x4.sub(m1b, m2b);
  m1a = v128.load(from, 96);
  m1b = v128.load(from, 112);
  m2a = v128.load(from, 128);
  m2b = v128.load(from, 144);
  let ra = f32x4.add(m1a, m2a);
  let rb = f32x4.add(m1b, m2b);
  let da = f32x4.sub(m1a, m2a);
  let db = f32x4.sub(m1b, m2b);
  const v0a = f32x4.add(f32x4.add(f32x4.add(m0a, pa), ra), ba);
  const v0b = f32x4.add(f32x4.add(f32x4.add(m0b, pb), rb), bb);
  const v1a = f32x4.add(madd<f32>(two, da, qa), ba);
  const v1b = f32x4.add(madd<f32>(two, db, qb), bb);
  const v2a = f32x4.add(madd<f32>(four, ra, pa), ba);
  const v2b = f32x4.add(madd<f32>(four, rb, pb), bb);
  const v3a = f32x4.add(f32x4.add(madd<f32>(eight, da, qa), m5a), ba);
  const v3b = f32x4.add(f32x4.add(madd<f32>(eight, db, qb), m5b), bb);
  m0a = v128.load(from, 192);
  m0b = v128.load(from, 208);
  m5a = v128.load(from, 352);
  m5b = v128.load(from, 368);
  m1a = v128.load(from, 224);
  m1b = v128.load(from, 240);
  m2a = v128.load(from, 256);
  m2b = v128.load(from, 272);
  pa = f32x4.add(m1a, m2a);
  pb = f32x4.add(m1b, m2b);
  qa = f32x4.sub(m1a, m2a);
  qb = f32x4.sub(m1b, m2b);
  m1a = v128.load(from, 288);
  m1b = v128.load(from, 304);
  m2a = v128.load(from, 320);
  m2b = v128.load(from, 336);
  ra = f32x4.add(m1a, m2a);
  rb = f32x4.add(m1b, m2b);
  da = f32x4.sub(m1a, m2a);
  db = f32x4.sub(m1b, m2b);
  const w0a = f32x4.add(f32x4.add(f32x4.add(m0a, pa), ra), ba);
  const w0b = f32x4.add(f32x4.add(f32x4.add(m0b, pb), rb), bb);
  const w1a = f32x4.add(madd<f32>(two, da, qa), ba);
  const w1b = f32x4.add(madd<f32>(two, db, qb), bb);
  const w2a = f32x4.add(madd<f32>(four, ra, pa), ba);
  const w2b = f32x4.add(madd<f32>(four, rb, pb), bb);
  const w3a = f32x4.add(f32x4.add(madd<f32>(eight, da, qa), m5a), ba);
  const w3b = f32x4.add(f32x4.add(madd<f32>(eight, db, qb), m5b), bb);
  // A NaN or opposite infinities anywhere in the tile leave a NaN in one of its corners.
  const ca = v128.load(check);
  const cb = v128.load(check, 16);
  v128.store(check, f32x4.add(f32x4.add(cb, f32x4.add(v0b, v3b)), f32x4.add(w0b, w3b)), 16);
  v128.store(check, f32x4.add(f32x4.add(ca, f32x4.add(v0a, v3a)), f32x4.add(w0a, w3a)));
  const floor = v128.load32_splat(numbers, FLOOR);
  bestPair(v0a, v0b, v1a, v1b, w0a, w0b, w1a, w1b, floor, to, arg, withArg);
  bestPair(v2a, v2b, v3a, v3b, w2a, w2b, w3a, w3b, floor, next, nextArg, withArg);
}

/** Two rows of six of a narrow tile, pooled to one cell. */
@inline
function poolNarrow(
  from: usize,
  bias: usize,
  numbers: usize,
  check: usize,
  to: usize,
  arg: usize,
  withArg: bool,
): void {
  const ba = v128.load(bias);
  const bb = v128.load(bias, 16);
  let m0a = v128.load(from);
  let m0b = v128.load(from, 16);
  let m1a = v128.load(from, 32);
  let m1b = v128.load(from, 48);
  let m2a = v128.load(from, 64);
  let m2b = v128.load(from, 80);
  let m5a = v128.load(from, 160);
  let m5b = v128.load(from, 176);
  const v0a = f32x4.add(f32x4.add(m0a, f32x4.add(m1a, m2a)), ba);
  const v0b = f32x4.add(f32x4.add(m0b, f32x4.add(m1b, m2b)), bb);
  const v1a = f32x4.add(f32x4.sub(f32x4.sub(m1a, m2a), m5a), ba);
  const v1b = f32x4.add(f32x4.sub(f32x4.sub(m1b, m2b), m5b), bb);
  m0a = v128.load(from, 192);
  m0b = v128.load(from, 208);
  m1a = v128.load(from, 224);
  m1b = v128.load(from, 240);
  m2a = v128.load(from, 256);
  m2b = v128.load(from, 272);
  m5a = v128.load(from, 352);
  m5b = v128.load(from, 368);
  const w0a = f32x4.add(f32x4.add(m0a, f32x4.add(m1a, m2a)), ba);
  const w0b = f32x4.add(f32x4.add(m0b, f32x4.add(m1b, m2b)), bb);
  const w1a = f32x4.add(f32x4.sub(f32x4.sub(m1a, m2a), m5a), ba);
  const w1b = f32x4.add(f32x4.sub(f32x4.sub(m1b, m2b), m5b), bb);
  const ca = v128.load(check);
  const cb = v128.load(check, 16);
  v128.store(check, f32x4.add(f32x4.add(cb, f32x4.add(v0b, v1b)), f32x4.add(w0b, w1b)), 16);
  v128.store(check, f32x4.add(f32x4.add(ca, f32x4.add(v0a, v1a)), f32x4.add(w0a, w1a)));
  const floor = v128.load32_splat(numbers, FLOOR);
  bestPair(v0a, v0b, v1a, v1b, w0a, w0b, w1a, w1b, floor, to, arg, withArg);
}

/** Two rows of eight of a tile behind a 5x5 kernel, pooled to two cells. */
@inline
function poolEights(
  from: usize,
  bias: usize,
  numbers: usize,
  check: usize,
  to: usize,
  next: usize,
  arg: usize,
  nextArg: usize,
  withArg: bool,
): void {
  const ba = v128.load(bias);
  const bb = v128.load(bias, 16);
  const two = v128.load32_splat(numbers, TWO);
  const four = v128.load32_splat(numbers, FOUR);
  const eight = v128.load32_splat(numbers, EIGHT);
  const half = v128.load32_splat(numbers, HALF);
  const quarter = v128.load32_splat(numbers, QUARTER);
  const eighth = v128.load32_splat(numbers, EIGHTH);
  let m1a = v128.load(from, 32);
  let m1b = v128.load(from, 48);
  let m2a = v128.load(from, 64);
  let m2b = v128.load(from, 80);
  let m3a = v128.load(from, 96);
  let m3b = v128.load(from, 112);
  let m4a = v128.load(from, 128);
  let m4b = v128.load(from, 144);
  let m5a = v128.load(from, 160);
  let m5b = v128.load(from, 176);
  let m6a = v128.load(from, 192);
  let m6b = v128.load(from, 208);
  let pa = f32x4.add(m1a, m2a);
  let pb = f32x4.add(m1b, m2b);
  let qa = f32x4.sub(m1a, m2a);
  let qb = f32x4.sub(m1b, m2b);
  let ra = f32x4.add(m3a, m4a);
  let rb = f32x4.add(m3b, m4b);
  let sa = f32x4.sub(m3a, m4a);
  let sb = f32x4.sub(m3b, m4b);
  let ta = f32x4.add(m5a, m6a);
  let tb = f32x4.add(m5b, m6b);
  let ua = f32x4.sub(m5a, m6a);
  let ub = f32x4.sub(m5b, m6b);
  const v0a = f32x4.add(f32x4.add(f32x4.add(v128.load(from), pa), f32x4.add(ra, ta)), ba);
  const v0b = f32x4.add(f32x4.add(f32x4.add(v128.load(from, 16), pb), f32x4.add(rb, tb)), bb);
  const v1a = f32x4.add(madd<f32>(half, ua, madd<f32>(two, sa, qa)), ba);
  const v1b = f32x4.add(madd<f32>(half, ub, madd<f32>(two, sb, qb)), bb);
  const v2a = f32x4.add(madd<f32>(quarter, ta, madd<f32>(four, ra, pa)), ba);
  const v2b = f32x4.add(madd<f32>(quarter, tb, madd<f32>(four, rb, pb)), bb);
  const v3a = f32x4.add(f32x4.add(madd<f32>(eighth, ua, madd<f32>(eight, sa, qa)), v128.load(from, 224)), ba);
  const v3b = f32x4.add(f32x4.add(madd<f32>(eighth, ub, madd<f32>(eight, sb, qb)), v128.load(from, 240)), bb);
  m1a = v128.load(from, 288);
  m1b = v128.load(from, 304);
  m2a = v128.load(from, 320);
  m2b = v128.load(from, 336);
  m3a = v128.load(from, 352);
  m3b = v128.load(from, 368);
  m4a = v128.load(from, 384);
  m4b = v128.load(from, 400);
  m5a = v128.load(from, 416);
  m5b = v128.load(from, 432);
  m6a = v128.load(from, 448);
  m6b = v128.load(from, 464);
  pa = f32x4.add(m1a, m2a);
  pb = f32x4.add(m1b, m2b);
  qa = f32x4.sub(m1a, m2a);
  qb = f32x4.sub(m1b, m2b);
  ra = f32x4.add(m3a, m4a);
  rb = f32x4.add(m3b, m4b);
  sa = f32x4.sub(m3a, m4a);
  sb = f32x4.sub(m3b, m4b);
  ta = f32x4.add(m5a, m6a);
  tb = f32x4.add(m5b, m6b);
  ua = f32x4.sub(m5a, m6a);
  ub = f32x4.sub(m5b, m6b);
  const w0a = f32x4.add(f32x4.add(f32x4.add(v128.load(from, 256), pa), f32x4.add(ra, ta)), ba);
  const w0b = f32x4.add(f32x4.add(f32x4.add(v128.load(from, 272), pb), f32x4.add(rb, tb)), bb);
  const w1a = f32x4.add(madd<f32>(half, ua, madd<f32>(two, sa, qa)), ba);
  const w1b = f32x4.add(madd<f32>(half, ub, madd<f32>(two, sb, qb)), bb);
  const w2a = f32x4.add(madd<f32>(quarter, ta, madd<f32>(four, ra, pa)), ba);
  const w2b = f32x4.add(madd<f32>(quarter, tb, madd<f32>(four, rb, pb)), bb);
  const w3a = f32x4.add(f32x4.add(madd<f32>(eighth, ua, madd<f32>(eight, sa, qa)), v128.load(from, 480)), ba);
  const w3b = f32x4.add(f32x4.add(madd<f32>(eighth, ub, madd<f32>(eight, sb, qb)), v128.load(from, 496)), bb);
  const ca = v128.load(check);
  const cb = v128.load(check, 16);
  v128.store(check, f32x4.add(f32x4.add(cb, f32x4.add(v0b, v3b)), f32x4.add(w0b, w3b)), 16);
  v128.store(check, f32x4.add(f32x4.add(ca, f32x4.add(v0a, v3a)), f32x4.add(w0a, w3a)));
  const floor = v128.load32_splat(numbers, FLOOR);
  bestPair(v0a, v0b, v1a, v1b, w0a, w0b, w1a, w1b, floor, to, arg, withArg);
  bestPair(v2a, v2b, v3a, v3b, w2a, w2b, w3a, w3b, floor, next, nextArg, withArg);
}

/** The largest of four in each of eight lanes (no NaN among them), at least `floor`; a byte a lane at `arg`: the first of equals. */
@inline
function bestPair(
  v0a: v128,
  v0b: v128,
  v1a: v128,
  v1b: v128,
  v2a: v128,
  v2b: v128,
  v3a: v128,
  v3b: v128,
  floor: v128,
  to: usize,
  arg: usize,
  withArg: bool,
): void {
  const besta = f32x4.pmax(f32x4.pmax(v0a, v1a), f32x4.pmax(v2a, v3a));
  const bestb = f32x4.pmax(f32x4.pmax(v0b, v1b), f32x4.pmax(v2b, v3b));
  v128.store(to, f32x4.pmax(floor, bestb), 16);
  v128.store(to, f32x4.pmax(floor, besta));
  if (!withArg) return;
  const ata = firstOf(v0a, v1a, v2a, v3a, besta);
  const atb = firstOf(v0b, v1b, v2b, v3b, bestb);
  const half = i16x8.narrow_i32x4_s(ata, atb);
  v128.store64_lane(arg, i8x16.narrow_i16x8_u(half, half), 0);
}

/** Six values times A' of F(4x4), plus bias: four pixels, `step` bytes apart. */
@inline
function rowPairs(from: usize, bias: usize, numbers: usize, to: usize, step: usize): void {
  const ba = v128.load(bias);
  const bb = v128.load(bias, 16);
  const two = v128.load32_splat(numbers, TWO);
  const four = v128.load32_splat(numbers, FOUR);
  const eight = v128.load32_splat(numbers, EIGHT);
  let m0a = v128.load(from);
  let m0b = v128.load(from, 16);
  let m5a = v128.load(from, 160);
  let m5b = v128.load(from, 176);
  let m1a = v128.load(from, 32);
  let m1b = v128.load(from, 48);
  let m2a = v128.load(from, 64);
  let m2b = v128.load(from, 80);
  let pa = f32x4.add(m1a, m2a);
  let pb = f32x4.add(m1b, m2b);
  let qa = f32x4.sub(m1a, m2a);
  let qb = f32x4.sub(m1b, m2b);
  m1a = v128.load(from, 96);
  m1b = v128.load(from, 112);
  m2a = v128.load(from, 128);
  m2b = v128.load(from, 144);
  let ra = f32x4.add(m1a, m2a);
  let rb = f32x4.add(m1b, m2b);
  let da = f32x4.sub(m1a, m2a);
  let db = f32x4.sub(m1b, m2b);
  const v0a = f32x4.add(f32x4.add(f32x4.add(m0a, pa), ra), ba);
  const v0b = f32x4.add(f32x4.add(f32x4.add(m0b, pb), rb), bb);
  const v1a = f32x4.add(madd<f32>(two, da, qa), ba);
  const v1b = f32x4.add(madd<f32>(two, db, qb), bb);
  const v2a = f32x4.add(madd<f32>(four, ra, pa), ba);
  const v2b = f32x4.add(madd<f32>(four, rb, pb), bb);
  const v3a = f32x4.add(f32x4.add(madd<f32>(eight, da, qa), m5a), ba);
  const v3b = f32x4.add(f32x4.add(madd<f32>(eight, db, qb), m5b), bb);
  const floor = v128.load32_splat(numbers, FLOOR);
  // pmax keeps its first operand where that is NaN.
  v128.store(to, f32x4.pmax(v0b, floor), 16);
  v128.store(to, f32x4.pmax(v0a, floor));
  v128.store(to + step, f32x4.pmax(v1b, floor), 16);
  v128.store(to + step, f32x4.pmax(v1a, floor));
  v128.store(to + 2 * step, f32x4.pmax(v2b, floor), 16);
  v128.store(to + 2 * step, f32x4.pmax(v2a, floor));
  v128.store(to + 3 * step, f32x4.pmax(v3b, floor), 16);
  v128.store(to + 3 * step, f32x4.pmax(v3a, floor));
}

/** Planes 0, 1, -1 and infinity of six times A' of F(2x2), plus bias: two pixels. */
@inline
function rowNarrow(from: usize, bias: usize, numbers: usize, to: usize, step: usize): void {
  const ba = v128.load(bias);
  const bb = v128.load(bias, 16);
  const m0a = v128.load(from);
  const m0b = v128.load(from, 16);
  const m1a = v128.load(from, 32);
  const m1b = v128.load(from, 48);
  const m2a = v128.load(from, 64);
  const m2b = v128.load(from, 80);
  const m5a = v128.load(from, 160);
  const m5b = v128.load(from, 176);
  const v0a = f32x4.add(f32x4.add(m0a, f32x4.add(m1a, m2a)), ba);
  const v0b = f32x4.add(f32x4.add(m0b, f32x4.add(m1b, m2b)), bb);
  const v1a = f32x4.add(f32x4.sub(f32x4.sub(m1a, m2a), m5a), ba);
  const v1b = f32x4.add(f32x4.sub(f32x4.sub(m1b, m2b), m5b), bb);
  const floor = v128.load32_splat(numbers, FLOOR);
  v128.store(to, f32x4.pmax(v0b, floor), 16);
  v128.store(to, f32x4.pmax(v0a, floor));
  v128.store(to + step, f32x4.pmax(v1b, floor), 16);
  v128.store(to + step, f32x4.pmax(v1a, floor));
}

/** Eight values times A' of F(4x4) for kernels of five, plus bias: four pixels, `step` bytes apart. */
@inline
function rowEights(from: usize, bias: usize, numbers: usize, to: usize, step: usize): void {
  const ba = v128.load(bias);
  const bb = v128.load(bias, 16);
  const two = v128.load32_splat(numbers, TWO);
  const four = v128.load32_splat(numbers, FOUR);
  const eight = v128.load32_splat(numbers, EIGHT);
  const half = v128.load32_splat(numbers, HALF);
  const quarter = v128.load32_splat(numbers, QUARTER);
  const eighth = v128.load32_splat(numbers, EIGHTH);
  const m1a = v128.load(from, 32);
  const m1b = v128.load(from, 48);
  const m2a = v128.load(from, 64);
  const m2b = v128.load(from, 80);
  const m3a = v128.load(from, 96);
  const m3b = v128.load(from, 112);
  const m4a = v128.load(from, 128);
  const m4b = v128.load(from, 144);
  const m5a = v128.load(from, 160);
  const m5b = v128.load(from, 176);
  const m6a = v128.load(from, 192);
  const m6b = v128.load(from, 208);
  const pa = f32x4.add(m1a, m2a);
  const pb = f32x4.add(m1b, m2b);
  const qa = f32x4.sub(m1a, m2a);
  const qb = f32x4.sub(m1b, m2b);
  const ra = f32x4.add(m3a, m4a);
  const rb = f32x4.add(m3b, m4b);
  const sa = f32x4.sub(m3a, m4a);
  const sb = f32x4.sub(m3b, m4b);
  const ta = f32x4.add(m5a, m6a);
  const tb = f32x4.add(m5b, m6b);
  const ua = f32x4.sub(m5a, m6a);
  const ub = f32x4.sub(m5b, m6b);
  const v0a = f32x4.add(f32x4.add(f32x4.add(v128.load(from), pa), f32x4.add(ra, ta)), ba);
  const v0b = f32x4.add(f32x4.add(f32x4.add(v128.load(from, 16), pb), f32x4.add(rb, tb)), bb);
  const v1a = f32x4.add(madd<f32>(half, ua, madd<f32>(two, sa, qa)), ba);
  const v1b = f32x4.add(madd<f32>(half, ub, madd<f32>(two, sb, qb)), bb);
  const v2a = f32x4.add(madd<f32>(quarter, ta, madd<f32>(four, ra, pa)), ba);
  const v2b = f32x4.add(madd<f32>(quarter, tb, madd<f32>(four, rb, pb)), bb);
  const v3a = f32x4.add(f32x4.add(madd<f32>(eighth, ua, madd<f32>(eight, sa, qa)), v128.load(from, 224)), ba);
  const v3b = f32x4.add(f32x4.add(madd<f32>(eighth, ub, madd<f32>(eight, sb, qb)), v128.load(from, 240)), bb);
  const floor = v128.load32_splat(numbers, FLOOR);
  v128.store(to, f32x4.pmax(v0b, floor), 16);
  v128.store(to, f32x4.pmax(v0a, floor));
  v128.store(to + step, f32x4.pmax(v1b, floor), 16);
  v128.store(to + step, f32x4.pmax(v1a, floor));
  v128.store(to + 2 * step, f32x4.pmax(v2b, floor), 16);
  v128.store(to + 2 * step, f32x4.pmax(v2a, floor));
  v128.store(to + 3 * step, f32x4.pmax(v3b, floor), 16);
  v128.store(to + 3 * step, f32x4.pmax(v3a, floor));
}
