/** @file Winograd's small transforms, along columns and along rows. Written by scripts/engine-tiles.ts; edit that. */
import { EIGHT, EIGHTH, FOUR, HALF, MINUS_17_4, MINUS_4, MINUS_5, MINUS_5_2, MINUS_5_4 } from '../graph/winograd-pairs';
import { PLUS_21_4, QUARTER, TWO } from '../graph/winograd-pairs';
import { madd } from '../shared/simd';

/**
 * Six values times B' of F(4x4).
 * Read `step` bytes apart, written 192.
 */
@inline
export function b4columns(from: usize, step: usize, to: usize, numbers: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from + step);
  const d1b = v128.load(from + step, 16);
  const d2a = v128.load(from + 2 * step);
  const d2b = v128.load(from + 2 * step, 16);
  const d3a = v128.load(from + 3 * step);
  const d3b = v128.load(from + 3 * step, 16);
  const d4a = v128.load(from + 4 * step);
  const d4b = v128.load(from + 4 * step, 16);
  const d5a = v128.load(from + 5 * step);
  const d5b = v128.load(from + 5 * step, 16);
  const m4 = v128.load32_splat(numbers, MINUS_4);
  const ra = f32x4.sub(d4a, d2a);
  const rb = f32x4.sub(d4b, d2b);
  v128.store(to, madd<f32>(m4, f32x4.sub(d2b, d0b), rb), 16);
  v128.store(to, madd<f32>(m4, f32x4.sub(d2a, d0a), ra));
  const pa = madd<f32>(m4, d2a, d4a);
  const pb = madd<f32>(m4, d2b, d4b);
  const qa = madd<f32>(m4, d1a, d3a);
  const qb = madd<f32>(m4, d1b, d3b);
  v128.store(to, f32x4.add(pb, qb), 208);
  v128.store(to, f32x4.add(pa, qa), 192);
  v128.store(to, f32x4.sub(pb, qb), 400);
  v128.store(to, f32x4.sub(pa, qa), 384);
  const ea = f32x4.sub(d3a, d1a);
  const eb = f32x4.sub(d3b, d1b);
  const sa = f32x4.add(ea, ea);
  const sb = f32x4.add(eb, eb);
  v128.store(to, f32x4.add(rb, sb), 592);
  v128.store(to, f32x4.add(ra, sa), 576);
  v128.store(to, f32x4.sub(rb, sb), 784);
  v128.store(to, f32x4.sub(ra, sa), 768);
  v128.store(to, madd<f32>(m4, eb, f32x4.sub(d5b, d3b)), 976);
  v128.store(to, madd<f32>(m4, ea, f32x4.sub(d5a, d3a)), 960);
}

/**
 * Six values times B' of F(4x4).
 * Read 32 bytes apart, written `step`.
 */
@inline
export function b4rows(from: usize, to: usize, step: usize, numbers: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from, 32);
  const d1b = v128.load(from, 48);
  const d2a = v128.load(from, 64);
  const d2b = v128.load(from, 80);
  const d3a = v128.load(from, 96);
  const d3b = v128.load(from, 112);
  const d4a = v128.load(from, 128);
  const d4b = v128.load(from, 144);
  const d5a = v128.load(from, 160);
  const d5b = v128.load(from, 176);
  const m4 = v128.load32_splat(numbers, MINUS_4);
  const ra = f32x4.sub(d4a, d2a);
  const rb = f32x4.sub(d4b, d2b);
  v128.store(to, madd<f32>(m4, f32x4.sub(d2b, d0b), rb), 16);
  v128.store(to, madd<f32>(m4, f32x4.sub(d2a, d0a), ra));
  const pa = madd<f32>(m4, d2a, d4a);
  const pb = madd<f32>(m4, d2b, d4b);
  const qa = madd<f32>(m4, d1a, d3a);
  const qb = madd<f32>(m4, d1b, d3b);
  v128.store(to + step, f32x4.add(pb, qb), 16);
  v128.store(to + step, f32x4.add(pa, qa));
  v128.store(to + 2 * step, f32x4.sub(pb, qb), 16);
  v128.store(to + 2 * step, f32x4.sub(pa, qa));
  const ea = f32x4.sub(d3a, d1a);
  const eb = f32x4.sub(d3b, d1b);
  const sa = f32x4.add(ea, ea);
  const sb = f32x4.add(eb, eb);
  v128.store(to + 3 * step, f32x4.add(rb, sb), 16);
  v128.store(to + 3 * step, f32x4.add(ra, sa));
  v128.store(to + 4 * step, f32x4.sub(rb, sb), 16);
  v128.store(to + 4 * step, f32x4.sub(ra, sa));
  v128.store(to + 5 * step, madd<f32>(m4, eb, f32x4.sub(d5b, d3b)), 16);
  v128.store(to + 5 * step, madd<f32>(m4, ea, f32x4.sub(d5a, d3a)));
}

/**
 * Four values times B' of F(2x2), laid on the planes 0, 1, -1 and infinity of F(4x4), whose weights are those of F(2x2) times
 * 1/4, -1/3, -1/3 and 1: the values are multiplied by the inverse.
 * Read `step` bytes apart, written 192.
 */
@inline
export function b2columns(from: usize, step: usize, to: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from + step);
  const d1b = v128.load(from + step, 16);
  const d2a = v128.load(from + 2 * step);
  const d2b = v128.load(from + 2 * step, 16);
  const d3a = v128.load(from + 3 * step);
  const d3b = v128.load(from + 3 * step, 16);

  v128.store(to, f32x4.mul(f32x4.splat(4), f32x4.sub(d0b, d2b)), 16);
  v128.store(to, f32x4.mul(f32x4.splat(4), f32x4.sub(d0a, d2a)));
  v128.store(to, f32x4.mul(f32x4.splat(-3), f32x4.add(d1b, d2b)), 208);
  v128.store(to, f32x4.mul(f32x4.splat(-3), f32x4.add(d1a, d2a)), 192);
  v128.store(to, f32x4.mul(f32x4.splat(3), f32x4.sub(d1b, d2b)), 400);
  v128.store(to, f32x4.mul(f32x4.splat(3), f32x4.sub(d1a, d2a)), 384);
  v128.store(to, f32x4.sub(d1b, d3b), 976);
  v128.store(to, f32x4.sub(d1a, d3a), 960);
}

/**
 * Four values times B' of F(2x2), laid on the planes 0, 1, -1 and infinity of F(4x4), whose weights are those of F(2x2) times
 * 1/4, -1/3, -1/3 and 1: the values are multiplied by the inverse.
 * Read 32 bytes apart, written `step`.
 */
@inline
export function b2rows(from: usize, to: usize, step: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from, 32);
  const d1b = v128.load(from, 48);
  const d2a = v128.load(from, 64);
  const d2b = v128.load(from, 80);
  const d3a = v128.load(from, 96);
  const d3b = v128.load(from, 112);

  v128.store(to, f32x4.mul(f32x4.splat(4), f32x4.sub(d0b, d2b)), 16);
  v128.store(to, f32x4.mul(f32x4.splat(4), f32x4.sub(d0a, d2a)));
  v128.store(to + step, f32x4.mul(f32x4.splat(-3), f32x4.add(d1b, d2b)), 16);
  v128.store(to + step, f32x4.mul(f32x4.splat(-3), f32x4.add(d1a, d2a)));
  v128.store(to + 2 * step, f32x4.mul(f32x4.splat(3), f32x4.sub(d1b, d2b)), 16);
  v128.store(to + 2 * step, f32x4.mul(f32x4.splat(3), f32x4.sub(d1a, d2a)));
  v128.store(to + 5 * step, f32x4.sub(d1b, d3b), 16);
  v128.store(to + 5 * step, f32x4.sub(d1a, d3a));
}

/**
 * Six values times A' of F(4x4): four.
 * Read `step` bytes apart, written 192.
 */
@inline
export function a4columns(from: usize, step: usize, to: usize, numbers: usize): void {
  const m0a = v128.load(from);
  const m0b = v128.load(from, 16);
  const m1a = v128.load(from + step);
  const m1b = v128.load(from + step, 16);
  const m2a = v128.load(from + 2 * step);
  const m2b = v128.load(from + 2 * step, 16);
  const m3a = v128.load(from + 3 * step);
  const m3b = v128.load(from + 3 * step, 16);
  const m4a = v128.load(from + 4 * step);
  const m4b = v128.load(from + 4 * step, 16);
  const m5a = v128.load(from + 5 * step);
  const m5b = v128.load(from + 5 * step, 16);
  const two = v128.load32_splat(numbers, TWO);
  const four = v128.load32_splat(numbers, FOUR);
  const eight = v128.load32_splat(numbers, EIGHT);
  const pa = f32x4.add(m1a, m2a);
  const pb = f32x4.add(m1b, m2b);
  const qa = f32x4.sub(m1a, m2a);
  const qb = f32x4.sub(m1b, m2b);
  const ra = f32x4.add(m3a, m4a);
  const rb = f32x4.add(m3b, m4b);
  const sa = f32x4.sub(m3a, m4a);
  const sb = f32x4.sub(m3b, m4b);
  v128.store(to, f32x4.add(f32x4.add(m0b, pb), rb), 16);
  v128.store(to, f32x4.add(f32x4.add(m0a, pa), ra));
  v128.store(to, madd<f32>(two, sb, qb), 208);
  v128.store(to, madd<f32>(two, sa, qa), 192);
  v128.store(to, madd<f32>(four, rb, pb), 400);
  v128.store(to, madd<f32>(four, ra, pa), 384);
  v128.store(to, f32x4.add(madd<f32>(eight, sb, qb), m5b), 592);
  v128.store(to, f32x4.add(madd<f32>(eight, sa, qa), m5a), 576);
}

/**
 * Planes 0, 1, -1 and infinity of six times A' of F(2x2): two.
 * Read `step` bytes apart, written 192.
 */
@inline
export function a2columns(from: usize, step: usize, to: usize): void {
  const m0a = v128.load(from);
  const m0b = v128.load(from, 16);
  const m1a = v128.load(from + step);
  const m1b = v128.load(from + step, 16);
  const m2a = v128.load(from + 2 * step);
  const m2b = v128.load(from + 2 * step, 16);
  const m5a = v128.load(from + 5 * step);
  const m5b = v128.load(from + 5 * step, 16);

  v128.store(to, f32x4.add(m0b, f32x4.add(m1b, m2b)), 16);
  v128.store(to, f32x4.add(m0a, f32x4.add(m1a, m2a)));
  v128.store(to, f32x4.sub(f32x4.sub(m1b, m2b), m5b), 208);
  v128.store(to, f32x4.sub(f32x4.sub(m1a, m2a), m5a), 192);
}

/**
 * Eight values times B' of F(4x4) for kernels of five.
 * Read `step` bytes apart, written 256.
 */
@inline
export function b8columns(from: usize, step: usize, to: usize, numbers: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from + step);
  const d1b = v128.load(from + step, 16);
  const d2a = v128.load(from + 2 * step);
  const d2b = v128.load(from + 2 * step, 16);
  const d3a = v128.load(from + 3 * step);
  const d3b = v128.load(from + 3 * step, 16);
  const d4a = v128.load(from + 4 * step);
  const d4b = v128.load(from + 4 * step, 16);
  const d5a = v128.load(from + 5 * step);
  const d5b = v128.load(from + 5 * step, 16);
  const d6a = v128.load(from + 6 * step);
  const d6b = v128.load(from + 6 * step, 16);
  const d7a = v128.load(from + 7 * step);
  const d7b = v128.load(from + 7 * step, 16);
  const m5 = v128.load32_splat(numbers, MINUS_5);
  const m425 = v128.load32_splat(numbers, MINUS_17_4);
  const m25 = v128.load32_splat(numbers, MINUS_5_2);
  const m125 = v128.load32_splat(numbers, MINUS_5_4);
  const quarter = v128.load32_splat(numbers, QUARTER);
  const half = v128.load32_splat(numbers, HALF);
  const four = v128.load32_splat(numbers, FOUR);
  const p525 = v128.load32_splat(numbers, PLUS_21_4);
  v128.store(to, madd<f32>(p525, f32x4.sub(d4b, d2b), f32x4.sub(d0b, d6b)), 16);
  v128.store(to, madd<f32>(p525, f32x4.sub(d4a, d2a), f32x4.sub(d0a, d6a)));
  v128.store(to, madd<f32>(p525, f32x4.sub(d3b, d5b), f32x4.sub(d7b, d1b)), 1808);
  v128.store(to, madd<f32>(p525, f32x4.sub(d3a, d5a), f32x4.sub(d7a, d1a)), 1792);
  const aa = madd<f32>(m425, d4a, f32x4.add(d2a, d6a));
  const ab = madd<f32>(m425, d4b, f32x4.add(d2b, d6b));
  const ba = madd<f32>(m425, d3a, f32x4.add(d1a, d5a));
  const bb = madd<f32>(m425, d3b, f32x4.add(d1b, d5b));
  v128.store(to, f32x4.add(ab, bb), 272);
  v128.store(to, f32x4.add(aa, ba), 256);
  v128.store(to, f32x4.sub(ab, bb), 528);
  v128.store(to, f32x4.sub(aa, ba), 512);
  const ea = madd<f32>(quarter, d2a, madd<f32>(m125, d4a, d6a));
  const eb = madd<f32>(quarter, d2b, madd<f32>(m125, d4b, d6b));
  const fa = madd<f32>(half, d1a, madd<f32>(m25, d3a, f32x4.add(d5a, d5a)));
  const fb = madd<f32>(half, d1b, madd<f32>(m25, d3b, f32x4.add(d5b, d5b)));
  v128.store(to, f32x4.add(eb, fb), 784);
  v128.store(to, f32x4.add(ea, fa), 768);
  v128.store(to, f32x4.sub(eb, fb), 1040);
  v128.store(to, f32x4.sub(ea, fa), 1024);
  const ga = madd<f32>(four, d2a, madd<f32>(m5, d4a, d6a));
  const gb = madd<f32>(four, d2b, madd<f32>(m5, d4b, d6b));
  const ha = madd<f32>(half, d5a, madd<f32>(m25, d3a, f32x4.add(d1a, d1a)));
  const hb = madd<f32>(half, d5b, madd<f32>(m25, d3b, f32x4.add(d1b, d1b)));
  v128.store(to, f32x4.add(gb, hb), 1296);
  v128.store(to, f32x4.add(ga, ha), 1280);
  v128.store(to, f32x4.sub(gb, hb), 1552);
  v128.store(to, f32x4.sub(ga, ha), 1536);
}

/**
 * Eight values times B' of F(4x4) for kernels of five.
 * Read 32 bytes apart, written `step`.
 */
@inline
export function b8rows(from: usize, to: usize, step: usize, numbers: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from, 32);
  const d1b = v128.load(from, 48);
  const d2a = v128.load(from, 64);
  const d2b = v128.load(from, 80);
  const d3a = v128.load(from, 96);
  const d3b = v128.load(from, 112);
  const d4a = v128.load(from, 128);
  const d4b = v128.load(from, 144);
  const d5a = v128.load(from, 160);
  const d5b = v128.load(from, 176);
  const d6a = v128.load(from, 192);
  const d6b = v128.load(from, 208);
  const d7a = v128.load(from, 224);
  const d7b = v128.load(from, 240);
  const m5 = v128.load32_splat(numbers, MINUS_5);
  const m425 = v128.load32_splat(numbers, MINUS_17_4);
  const m25 = v128.load32_splat(numbers, MINUS_5_2);
  const m125 = v128.load32_splat(numbers, MINUS_5_4);
  const quarter = v128.load32_splat(numbers, QUARTER);
  const half = v128.load32_splat(numbers, HALF);
  const four = v128.load32_splat(numbers, FOUR);
  const p525 = v128.load32_splat(numbers, PLUS_21_4);
  v128.store(to, madd<f32>(p525, f32x4.sub(d4b, d2b), f32x4.sub(d0b, d6b)), 16);
  v128.store(to, madd<f32>(p525, f32x4.sub(d4a, d2a), f32x4.sub(d0a, d6a)));
  v128.store(to + 7 * step, madd<f32>(p525, f32x4.sub(d3b, d5b), f32x4.sub(d7b, d1b)), 16);
  v128.store(to + 7 * step, madd<f32>(p525, f32x4.sub(d3a, d5a), f32x4.sub(d7a, d1a)));
  const aa = madd<f32>(m425, d4a, f32x4.add(d2a, d6a));
  const ab = madd<f32>(m425, d4b, f32x4.add(d2b, d6b));
  const ba = madd<f32>(m425, d3a, f32x4.add(d1a, d5a));
  const bb = madd<f32>(m425, d3b, f32x4.add(d1b, d5b));
  v128.store(to + step, f32x4.add(ab, bb), 16);
  v128.store(to + step, f32x4.add(aa, ba));
  v128.store(to + 2 * step, f32x4.sub(ab, bb), 16);
  v128.store(to + 2 * step, f32x4.sub(aa, ba));
  const ea = madd<f32>(quarter, d2a, madd<f32>(m125, d4a, d6a));
  const eb = madd<f32>(quarter, d2b, madd<f32>(m125, d4b, d6b));
  const fa = madd<f32>(half, d1a, madd<f32>(m25, d3a, f32x4.add(d5a, d5a)));
  const fb = madd<f32>(half, d1b, madd<f32>(m25, d3b, f32x4.add(d5b, d5b)));
  v128.store(to + 3 * step, f32x4.add(eb, fb), 16);
  v128.store(to + 3 * step, f32x4.add(ea, fa));
  v128.store(to + 4 * step, f32x4.sub(eb, fb), 16);
  v128.store(to + 4 * step, f32x4.sub(ea, fa));
  const ga = madd<f32>(four, d2a, madd<f32>(m5, d4a, d6a));
  const gb = madd<f32>(four, d2b, madd<f32>(m5, d4b, d6b));
  const ha = madd<f32>(half, d5a, madd<f32>(m25, d3a, f32x4.add(d1a, d1a)));
  const hb = madd<f32>(half, d5b, madd<f32>(m25, d3b, f32x4.add(d1b, d1b)));
  v128.store(to + 5 * step, f32x4.add(gb, hb), 16);
  v128.store(to + 5 * step, f32x4.add(ga, ha));
  v128.store(to + 6 * step, f32x4.sub(gb, hb), 16);
  v128.store(to + 6 * step, f32x4.sub(ga, ha));
}

/**
 * Eight values times A' of F(4x4) for kernels of five: four.
 * Read `step` bytes apart, written 256.
 */
@inline
export function a8columns(from: usize, step: usize, to: usize, numbers: usize): void {
  const m0a = v128.load(from);
  const m0b = v128.load(from, 16);
  const m1a = v128.load(from + step);
  const m1b = v128.load(from + step, 16);
  const m2a = v128.load(from + 2 * step);
  const m2b = v128.load(from + 2 * step, 16);
  const m3a = v128.load(from + 3 * step);
  const m3b = v128.load(from + 3 * step, 16);
  const m4a = v128.load(from + 4 * step);
  const m4b = v128.load(from + 4 * step, 16);
  const m5a = v128.load(from + 5 * step);
  const m5b = v128.load(from + 5 * step, 16);
  const m6a = v128.load(from + 6 * step);
  const m6b = v128.load(from + 6 * step, 16);
  const m7a = v128.load(from + 7 * step);
  const m7b = v128.load(from + 7 * step, 16);
  const two = v128.load32_splat(numbers, TWO);
  const four = v128.load32_splat(numbers, FOUR);
  const eight = v128.load32_splat(numbers, EIGHT);
  const half = v128.load32_splat(numbers, HALF);
  const quarter = v128.load32_splat(numbers, QUARTER);
  const eighth = v128.load32_splat(numbers, EIGHTH);
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
  v128.store(to, f32x4.add(f32x4.add(m0b, pb), f32x4.add(rb, tb)), 16);
  v128.store(to, f32x4.add(f32x4.add(m0a, pa), f32x4.add(ra, ta)));
  v128.store(to, madd<f32>(half, ub, madd<f32>(two, sb, qb)), 272);
  v128.store(to, madd<f32>(half, ua, madd<f32>(two, sa, qa)), 256);
  v128.store(to, madd<f32>(quarter, tb, madd<f32>(four, rb, pb)), 528);
  v128.store(to, madd<f32>(quarter, ta, madd<f32>(four, ra, pa)), 512);
  v128.store(to, f32x4.add(madd<f32>(eighth, ub, madd<f32>(eight, sb, qb)), m7b), 784);
  v128.store(to, f32x4.add(madd<f32>(eighth, ua, madd<f32>(eight, sa, qa)), m7a), 768);
}

/**
 * Three values of a kernel times G: six.
 * Read `step` bytes apart, written 192.
 */
@inline
export function g3columns(from: usize, step: usize, to: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from + step);
  const d1b = v128.load(from + step, 16);
  const d2a = v128.load(from + 2 * step);
  const d2b = v128.load(from + 2 * step, 16);

  const sa = f32x4.add(d0a, d2a);
  const sb = f32x4.add(d0b, d2b);
  v128.store(to, f32x4.mul(f32x4.splat(0.25), d0b), 16);
  v128.store(to, f32x4.mul(f32x4.splat(0.25), d0a));
  v128.store(to, f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.add(sb, d1b)), 208);
  v128.store(to, f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.add(sa, d1a)), 192);
  v128.store(to, f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.sub(sb, d1b)), 400);
  v128.store(to, f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.sub(sa, d1a)), 384);
  const fa = madd<f32>(f32x4.splat(4), d2a, d0a);
  const fb = madd<f32>(f32x4.splat(4), d2b, d0b);
  const ta = f32x4.add(d1a, d1a);
  const tb = f32x4.add(d1b, d1b);
  v128.store(to, f32x4.mul(f32x4.splat(1.0 / 24.0), f32x4.add(fb, tb)), 592);
  v128.store(to, f32x4.mul(f32x4.splat(1.0 / 24.0), f32x4.add(fa, ta)), 576);
  v128.store(to, f32x4.mul(f32x4.splat(1.0 / 24.0), f32x4.sub(fb, tb)), 784);
  v128.store(to, f32x4.mul(f32x4.splat(1.0 / 24.0), f32x4.sub(fa, ta)), 768);
  v128.store(to, d2b, 976);
  v128.store(to, d2a, 960);
}

/**
 * Three values of a kernel times G: six.
 * Read 32 bytes apart, written `step`.
 */
@inline
export function g3rows(from: usize, to: usize, step: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from, 32);
  const d1b = v128.load(from, 48);
  const d2a = v128.load(from, 64);
  const d2b = v128.load(from, 80);

  const sa = f32x4.add(d0a, d2a);
  const sb = f32x4.add(d0b, d2b);
  v128.store(to, f32x4.mul(f32x4.splat(0.25), d0b), 16);
  v128.store(to, f32x4.mul(f32x4.splat(0.25), d0a));
  v128.store(to + step, f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.add(sb, d1b)), 16);
  v128.store(to + step, f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.add(sa, d1a)));
  v128.store(to + 2 * step, f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.sub(sb, d1b)), 16);
  v128.store(to + 2 * step, f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.sub(sa, d1a)));
  const fa = madd<f32>(f32x4.splat(4), d2a, d0a);
  const fb = madd<f32>(f32x4.splat(4), d2b, d0b);
  const ta = f32x4.add(d1a, d1a);
  const tb = f32x4.add(d1b, d1b);
  v128.store(to + 3 * step, f32x4.mul(f32x4.splat(1.0 / 24.0), f32x4.add(fb, tb)), 16);
  v128.store(to + 3 * step, f32x4.mul(f32x4.splat(1.0 / 24.0), f32x4.add(fa, ta)));
  v128.store(to + 4 * step, f32x4.mul(f32x4.splat(1.0 / 24.0), f32x4.sub(fb, tb)), 16);
  v128.store(to + 4 * step, f32x4.mul(f32x4.splat(1.0 / 24.0), f32x4.sub(fa, ta)));
  v128.store(to + 5 * step, d2b, 16);
  v128.store(to + 5 * step, d2a);
}

/**
 * Five values of a kernel times G: eight.
 * Read `step` bytes apart, written 256.
 */
@inline
export function g5columns(from: usize, step: usize, to: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from + step);
  const d1b = v128.load(from + step, 16);
  const d2a = v128.load(from + 2 * step);
  const d2b = v128.load(from + 2 * step, 16);
  const d3a = v128.load(from + 3 * step);
  const d3b = v128.load(from + 3 * step, 16);
  const d4a = v128.load(from + 4 * step);
  const d4b = v128.load(from + 4 * step, 16);

  const ea = f32x4.add(f32x4.add(d0a, d2a), d4a);
  const eb = f32x4.add(f32x4.add(d0b, d2b), d4b);
  const oa = f32x4.add(d1a, d3a);
  const ob = f32x4.add(d1b, d3b);
  v128.store(to, d0b, 16);
  v128.store(to, d0a);
  v128.store(to, f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.add(eb, ob)), 272);
  v128.store(to, f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.add(ea, oa)), 256);
  v128.store(to, f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.sub(eb, ob)), 528);
  v128.store(to, f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.sub(ea, oa)), 512);
  const fa = madd<f32>(f32x4.splat(16), d4a, madd<f32>(f32x4.splat(4), d2a, d0a));
  const fb = madd<f32>(f32x4.splat(16), d4b, madd<f32>(f32x4.splat(4), d2b, d0b));
  const ta = madd<f32>(f32x4.splat(8), d3a, f32x4.add(d1a, d1a));
  const tb = madd<f32>(f32x4.splat(8), d3b, f32x4.add(d1b, d1b));
  v128.store(to, f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.add(fb, tb)), 784);
  v128.store(to, f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.add(fa, ta)), 768);
  v128.store(to, f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.sub(fb, tb)), 1040);
  v128.store(to, f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.sub(fa, ta)), 1024);
  const ga = madd<f32>(f32x4.splat(16), d0a, madd<f32>(f32x4.splat(4), d2a, d4a));
  const gb = madd<f32>(f32x4.splat(16), d0b, madd<f32>(f32x4.splat(4), d2b, d4b));
  const ua = madd<f32>(f32x4.splat(8), d1a, f32x4.add(d3a, d3a));
  const ub = madd<f32>(f32x4.splat(8), d1b, f32x4.add(d3b, d3b));
  v128.store(to, f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.add(gb, ub)), 1296);
  v128.store(to, f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.add(ga, ua)), 1280);
  v128.store(to, f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.sub(gb, ub)), 1552);
  v128.store(to, f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.sub(ga, ua)), 1536);
  v128.store(to, d4b, 1808);
  v128.store(to, d4a, 1792);
}

/**
 * Five values of a kernel times G: eight.
 * Read 32 bytes apart, written `step`.
 */
@inline
export function g5rows(from: usize, to: usize, step: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from, 32);
  const d1b = v128.load(from, 48);
  const d2a = v128.load(from, 64);
  const d2b = v128.load(from, 80);
  const d3a = v128.load(from, 96);
  const d3b = v128.load(from, 112);
  const d4a = v128.load(from, 128);
  const d4b = v128.load(from, 144);

  const ea = f32x4.add(f32x4.add(d0a, d2a), d4a);
  const eb = f32x4.add(f32x4.add(d0b, d2b), d4b);
  const oa = f32x4.add(d1a, d3a);
  const ob = f32x4.add(d1b, d3b);
  v128.store(to, d0b, 16);
  v128.store(to, d0a);
  v128.store(to + step, f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.add(eb, ob)), 16);
  v128.store(to + step, f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.add(ea, oa)));
  v128.store(to + 2 * step, f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.sub(eb, ob)), 16);
  v128.store(to + 2 * step, f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.sub(ea, oa)));
  const fa = madd<f32>(f32x4.splat(16), d4a, madd<f32>(f32x4.splat(4), d2a, d0a));
  const fb = madd<f32>(f32x4.splat(16), d4b, madd<f32>(f32x4.splat(4), d2b, d0b));
  const ta = madd<f32>(f32x4.splat(8), d3a, f32x4.add(d1a, d1a));
  const tb = madd<f32>(f32x4.splat(8), d3b, f32x4.add(d1b, d1b));
  v128.store(to + 3 * step, f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.add(fb, tb)), 16);
  v128.store(to + 3 * step, f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.add(fa, ta)));
  v128.store(to + 4 * step, f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.sub(fb, tb)), 16);
  v128.store(to + 4 * step, f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.sub(fa, ta)));
  const ga = madd<f32>(f32x4.splat(16), d0a, madd<f32>(f32x4.splat(4), d2a, d4a));
  const gb = madd<f32>(f32x4.splat(16), d0b, madd<f32>(f32x4.splat(4), d2b, d4b));
  const ua = madd<f32>(f32x4.splat(8), d1a, f32x4.add(d3a, d3a));
  const ub = madd<f32>(f32x4.splat(8), d1b, f32x4.add(d3b, d3b));
  v128.store(to + 5 * step, f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.add(gb, ub)), 16);
  v128.store(to + 5 * step, f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.add(ga, ua)));
  v128.store(to + 6 * step, f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.sub(gb, ub)), 16);
  v128.store(to + 6 * step, f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.sub(ga, ua)));
  v128.store(to + 7 * step, d4b, 16);
  v128.store(to + 7 * step, d4a);
}

/**
 * Four values times A of F(4x4): six. Of the filter gradient, towards whose products an output goes as it came from them.
 * Read `step` bytes apart, written 192.
 */
@inline
export function dy4columns(from: usize, step: usize, to: usize, numbers: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from + step);
  const d1b = v128.load(from + step, 16);
  const d2a = v128.load(from + 2 * step);
  const d2b = v128.load(from + 2 * step, 16);
  const d3a = v128.load(from + 3 * step);
  const d3b = v128.load(from + 3 * step, 16);
  const four = v128.load32_splat(numbers, FOUR);
  const eight = v128.load32_splat(numbers, EIGHT);
  v128.store(to, d0b, 16);
  v128.store(to, d0a);
  const ea = f32x4.add(d0a, d2a);
  const eb = f32x4.add(d0b, d2b);
  const fa = f32x4.add(d1a, d3a);
  const fb = f32x4.add(d1b, d3b);
  v128.store(to, f32x4.add(eb, fb), 208);
  v128.store(to, f32x4.add(ea, fa), 192);
  v128.store(to, f32x4.sub(eb, fb), 400);
  v128.store(to, f32x4.sub(ea, fa), 384);
  const ga = madd<f32>(four, d2a, d0a);
  const gb = madd<f32>(four, d2b, d0b);
  const ha = madd<f32>(eight, d3a, f32x4.add(d1a, d1a));
  const hb = madd<f32>(eight, d3b, f32x4.add(d1b, d1b));
  v128.store(to, f32x4.add(gb, hb), 592);
  v128.store(to, f32x4.add(ga, ha), 576);
  v128.store(to, f32x4.sub(gb, hb), 784);
  v128.store(to, f32x4.sub(ga, ha), 768);
  v128.store(to, d3b, 976);
  v128.store(to, d3a, 960);
}

/**
 * Four values times A of F(4x4): six. Of the filter gradient, towards whose products an output goes as it came from them.
 * Read 32 bytes apart, written `step`.
 */
@inline
export function dy4rows(from: usize, to: usize, step: usize, numbers: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from, 32);
  const d1b = v128.load(from, 48);
  const d2a = v128.load(from, 64);
  const d2b = v128.load(from, 80);
  const d3a = v128.load(from, 96);
  const d3b = v128.load(from, 112);
  const four = v128.load32_splat(numbers, FOUR);
  const eight = v128.load32_splat(numbers, EIGHT);
  v128.store(to, d0b, 16);
  v128.store(to, d0a);
  const ea = f32x4.add(d0a, d2a);
  const eb = f32x4.add(d0b, d2b);
  const fa = f32x4.add(d1a, d3a);
  const fb = f32x4.add(d1b, d3b);
  v128.store(to + step, f32x4.add(eb, fb), 16);
  v128.store(to + step, f32x4.add(ea, fa));
  v128.store(to + 2 * step, f32x4.sub(eb, fb), 16);
  v128.store(to + 2 * step, f32x4.sub(ea, fa));
  const ga = madd<f32>(four, d2a, d0a);
  const gb = madd<f32>(four, d2b, d0b);
  const ha = madd<f32>(eight, d3a, f32x4.add(d1a, d1a));
  const hb = madd<f32>(eight, d3b, f32x4.add(d1b, d1b));
  v128.store(to + 3 * step, f32x4.add(gb, hb), 16);
  v128.store(to + 3 * step, f32x4.add(ga, ha));
  v128.store(to + 4 * step, f32x4.sub(gb, hb), 16);
  v128.store(to + 4 * step, f32x4.sub(ga, ha));
  v128.store(to + 5 * step, d3b, 16);
  v128.store(to + 5 * step, d3a);
}

/**
 * Four values times A of F(4x4) for kernels of five: eight.
 * Read `step` bytes apart, written 256.
 */
@inline
export function dy8columns(from: usize, step: usize, to: usize, numbers: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from + step);
  const d1b = v128.load(from + step, 16);
  const d2a = v128.load(from + 2 * step);
  const d2b = v128.load(from + 2 * step, 16);
  const d3a = v128.load(from + 3 * step);
  const d3b = v128.load(from + 3 * step, 16);
  const four = v128.load32_splat(numbers, FOUR);
  const eight = v128.load32_splat(numbers, EIGHT);
  const half = v128.load32_splat(numbers, HALF);
  const quarter = v128.load32_splat(numbers, QUARTER);
  const eighth = v128.load32_splat(numbers, EIGHTH);
  v128.store(to, d0b, 16);
  v128.store(to, d0a);
  const ea = f32x4.add(d0a, d2a);
  const eb = f32x4.add(d0b, d2b);
  const fa = f32x4.add(d1a, d3a);
  const fb = f32x4.add(d1b, d3b);
  v128.store(to, f32x4.add(eb, fb), 272);
  v128.store(to, f32x4.add(ea, fa), 256);
  v128.store(to, f32x4.sub(eb, fb), 528);
  v128.store(to, f32x4.sub(ea, fa), 512);
  const ga = madd<f32>(four, d2a, d0a);
  const gb = madd<f32>(four, d2b, d0b);
  const ha = madd<f32>(eight, d3a, f32x4.add(d1a, d1a));
  const hb = madd<f32>(eight, d3b, f32x4.add(d1b, d1b));
  v128.store(to, f32x4.add(gb, hb), 784);
  v128.store(to, f32x4.add(ga, ha), 768);
  v128.store(to, f32x4.sub(gb, hb), 1040);
  v128.store(to, f32x4.sub(ga, ha), 1024);
  const sa = madd<f32>(quarter, d2a, d0a);
  const sb = madd<f32>(quarter, d2b, d0b);
  const ta = madd<f32>(eighth, d3a, f32x4.mul(half, d1a));
  const tb = madd<f32>(eighth, d3b, f32x4.mul(half, d1b));
  v128.store(to, f32x4.add(sb, tb), 1296);
  v128.store(to, f32x4.add(sa, ta), 1280);
  v128.store(to, f32x4.sub(sb, tb), 1552);
  v128.store(to, f32x4.sub(sa, ta), 1536);
  v128.store(to, d3b, 1808);
  v128.store(to, d3a, 1792);
}

/**
 * Four values times A of F(4x4) for kernels of five: eight.
 * Read 32 bytes apart, written `step`.
 */
@inline
export function dy8rows(from: usize, to: usize, step: usize, numbers: usize): void {
  const d0a = v128.load(from);
  const d0b = v128.load(from, 16);
  const d1a = v128.load(from, 32);
  const d1b = v128.load(from, 48);
  const d2a = v128.load(from, 64);
  const d2b = v128.load(from, 80);
  const d3a = v128.load(from, 96);
  const d3b = v128.load(from, 112);
  const four = v128.load32_splat(numbers, FOUR);
  const eight = v128.load32_splat(numbers, EIGHT);
  const half = v128.load32_splat(numbers, HALF);
  const quarter = v128.load32_splat(numbers, QUARTER);
  const eighth = v128.load32_splat(numbers, EIGHTH);
  v128.store(to, d0b, 16);
  v128.store(to, d0a);
  const ea = f32x4.add(d0a, d2a);
  const eb = f32x4.add(d0b, d2b);
  const fa = f32x4.add(d1a, d3a);
  const fb = f32x4.add(d1b, d3b);
  v128.store(to + step, f32x4.add(eb, fb), 16);
  v128.store(to + step, f32x4.add(ea, fa));
  v128.store(to + 2 * step, f32x4.sub(eb, fb), 16);
  v128.store(to + 2 * step, f32x4.sub(ea, fa));
  const ga = madd<f32>(four, d2a, d0a);
  const gb = madd<f32>(four, d2b, d0b);
  const ha = madd<f32>(eight, d3a, f32x4.add(d1a, d1a));
  const hb = madd<f32>(eight, d3b, f32x4.add(d1b, d1b));
  v128.store(to + 3 * step, f32x4.add(gb, hb), 16);
  v128.store(to + 3 * step, f32x4.add(ga, ha));
  v128.store(to + 4 * step, f32x4.sub(gb, hb), 16);
  v128.store(to + 4 * step, f32x4.sub(ga, ha));
  const sa = madd<f32>(quarter, d2a, d0a);
  const sb = madd<f32>(quarter, d2b, d0b);
  const ta = madd<f32>(eighth, d3a, f32x4.mul(half, d1a));
  const tb = madd<f32>(eighth, d3b, f32x4.mul(half, d1b));
  v128.store(to + 5 * step, f32x4.add(sb, tb), 16);
  v128.store(to + 5 * step, f32x4.add(sa, ta));
  v128.store(to + 6 * step, f32x4.sub(sb, tb), 16);
  v128.store(to + 6 * step, f32x4.sub(sa, ta));
  v128.store(to + 7 * step, d3b, 16);
  v128.store(to + 7 * step, d3a);
}

/**
 * Six values times G' of F(4x4): three.
 * Read `step` bytes apart, written 192.
 */
@inline
export function dg4columns(from: usize, step: usize, to: usize): void {
  const m0a = v128.load(from);
  const m0b = v128.load(from, 16);
  const m1a = v128.load(from + step);
  const m1b = v128.load(from + step, 16);
  const m2a = v128.load(from + 2 * step);
  const m2b = v128.load(from + 2 * step, 16);
  const m3a = v128.load(from + 3 * step);
  const m3b = v128.load(from + 3 * step, 16);
  const m4a = v128.load(from + 4 * step);
  const m4b = v128.load(from + 4 * step, 16);
  const m5a = v128.load(from + 5 * step);
  const m5b = v128.load(from + 5 * step, 16);

  const pa = f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.add(m1a, m2a));
  const pb = f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.add(m1b, m2b));
  const ra = f32x4.add(m3a, m4a);
  const rb = f32x4.add(m3b, m4b);
  v128.store(to, madd<f32>(f32x4.splat(1.0 / 24.0), rb, madd<f32>(f32x4.splat(0.25), m0b, pb)), 16);
  v128.store(to, madd<f32>(f32x4.splat(1.0 / 24.0), ra, madd<f32>(f32x4.splat(0.25), m0a, pa)));
  const qa = f32x4.mul(f32x4.splat(1.0 / 6.0), f32x4.sub(m2a, m1a));
  const qb = f32x4.mul(f32x4.splat(1.0 / 6.0), f32x4.sub(m2b, m1b));
  v128.store(to, madd<f32>(f32x4.splat(1.0 / 12.0), f32x4.sub(m3b, m4b), qb), 208);
  v128.store(to, madd<f32>(f32x4.splat(1.0 / 12.0), f32x4.sub(m3a, m4a), qa), 192);
  v128.store(to, madd<f32>(f32x4.splat(1.0 / 6.0), rb, f32x4.add(pb, m5b)), 400);
  v128.store(to, madd<f32>(f32x4.splat(1.0 / 6.0), ra, f32x4.add(pa, m5a)), 384);
}

/**
 * Six values times G' of F(4x4): three.
 * Read 32 bytes apart, written `step`.
 */
@inline
export function dg4rows(from: usize, to: usize, step: usize): void {
  const m0a = v128.load(from);
  const m0b = v128.load(from, 16);
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

  const pa = f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.add(m1a, m2a));
  const pb = f32x4.mul(f32x4.splat(-1.0 / 6.0), f32x4.add(m1b, m2b));
  const ra = f32x4.add(m3a, m4a);
  const rb = f32x4.add(m3b, m4b);
  v128.store(to, madd<f32>(f32x4.splat(1.0 / 24.0), rb, madd<f32>(f32x4.splat(0.25), m0b, pb)), 16);
  v128.store(to, madd<f32>(f32x4.splat(1.0 / 24.0), ra, madd<f32>(f32x4.splat(0.25), m0a, pa)));
  const qa = f32x4.mul(f32x4.splat(1.0 / 6.0), f32x4.sub(m2a, m1a));
  const qb = f32x4.mul(f32x4.splat(1.0 / 6.0), f32x4.sub(m2b, m1b));
  v128.store(to + step, madd<f32>(f32x4.splat(1.0 / 12.0), f32x4.sub(m3b, m4b), qb), 16);
  v128.store(to + step, madd<f32>(f32x4.splat(1.0 / 12.0), f32x4.sub(m3a, m4a), qa));
  v128.store(to + 2 * step, madd<f32>(f32x4.splat(1.0 / 6.0), rb, f32x4.add(pb, m5b)), 16);
  v128.store(to + 2 * step, madd<f32>(f32x4.splat(1.0 / 6.0), ra, f32x4.add(pa, m5a)));
}

/**
 * Eight values times G' for kernels of five: five.
 * Read `step` bytes apart, written 256.
 */
@inline
export function dg8columns(from: usize, step: usize, to: usize): void {
  const m0a = v128.load(from);
  const m0b = v128.load(from, 16);
  const m1a = v128.load(from + step);
  const m1b = v128.load(from + step, 16);
  const m2a = v128.load(from + 2 * step);
  const m2b = v128.load(from + 2 * step, 16);
  const m3a = v128.load(from + 3 * step);
  const m3b = v128.load(from + 3 * step, 16);
  const m4a = v128.load(from + 4 * step);
  const m4b = v128.load(from + 4 * step, 16);
  const m5a = v128.load(from + 5 * step);
  const m5b = v128.load(from + 5 * step, 16);
  const m6a = v128.load(from + 6 * step);
  const m6b = v128.load(from + 6 * step, 16);
  const m7a = v128.load(from + 7 * step);
  const m7b = v128.load(from + 7 * step, 16);

  const pa = f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.add(m1a, m2a));
  const pb = f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.add(m1b, m2b));
  const qa = f32x4.mul(f32x4.splat(2.0 / 9.0), f32x4.sub(m2a, m1a));
  const qb = f32x4.mul(f32x4.splat(2.0 / 9.0), f32x4.sub(m2b, m1b));
  const ra = f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.add(m3a, m4a));
  const rb = f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.add(m3b, m4b));
  const sa = f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.sub(m3a, m4a));
  const sb = f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.sub(m3b, m4b));
  const ta = f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.add(m5a, m6a));
  const tb = f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.add(m5b, m6b));
  const ua = f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.sub(m5a, m6a));
  const ub = f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.sub(m5b, m6b));
  v128.store(to, madd<f32>(f32x4.splat(16), tb, f32x4.add(f32x4.add(m0b, pb), rb)), 16);
  v128.store(to, madd<f32>(f32x4.splat(16), ta, f32x4.add(f32x4.add(m0a, pa), ra)));
  v128.store(to, madd<f32>(f32x4.splat(8), ub, f32x4.add(f32x4.add(sb, sb), qb)), 272);
  v128.store(to, madd<f32>(f32x4.splat(8), ua, f32x4.add(f32x4.add(sa, sa), qa)), 256);
  v128.store(to, madd<f32>(f32x4.splat(4), f32x4.add(rb, tb), pb), 528);
  v128.store(to, madd<f32>(f32x4.splat(4), f32x4.add(ra, ta), pa), 512);
  v128.store(to, madd<f32>(f32x4.splat(8), sb, f32x4.add(f32x4.add(ub, ub), qb)), 784);
  v128.store(to, madd<f32>(f32x4.splat(8), sa, f32x4.add(f32x4.add(ua, ua), qa)), 768);
  v128.store(to, f32x4.add(madd<f32>(f32x4.splat(16), rb, f32x4.add(pb, tb)), m7b), 1040);
  v128.store(to, f32x4.add(madd<f32>(f32x4.splat(16), ra, f32x4.add(pa, ta)), m7a), 1024);
}

/**
 * Eight values times G' for kernels of five: five.
 * Read 32 bytes apart, written `step`.
 */
@inline
export function dg8rows(from: usize, to: usize, step: usize): void {
  const m0a = v128.load(from);
  const m0b = v128.load(from, 16);
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
  const m7a = v128.load(from, 224);
  const m7b = v128.load(from, 240);

  const pa = f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.add(m1a, m2a));
  const pb = f32x4.mul(f32x4.splat(-2.0 / 9.0), f32x4.add(m1b, m2b));
  const qa = f32x4.mul(f32x4.splat(2.0 / 9.0), f32x4.sub(m2a, m1a));
  const qb = f32x4.mul(f32x4.splat(2.0 / 9.0), f32x4.sub(m2b, m1b));
  const ra = f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.add(m3a, m4a));
  const rb = f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.add(m3b, m4b));
  const sa = f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.sub(m3a, m4a));
  const sb = f32x4.mul(f32x4.splat(1.0 / 90.0), f32x4.sub(m3b, m4b));
  const ta = f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.add(m5a, m6a));
  const tb = f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.add(m5b, m6b));
  const ua = f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.sub(m5a, m6a));
  const ub = f32x4.mul(f32x4.splat(2.0 / 45.0), f32x4.sub(m5b, m6b));
  v128.store(to, madd<f32>(f32x4.splat(16), tb, f32x4.add(f32x4.add(m0b, pb), rb)), 16);
  v128.store(to, madd<f32>(f32x4.splat(16), ta, f32x4.add(f32x4.add(m0a, pa), ra)));
  v128.store(to + step, madd<f32>(f32x4.splat(8), ub, f32x4.add(f32x4.add(sb, sb), qb)), 16);
  v128.store(to + step, madd<f32>(f32x4.splat(8), ua, f32x4.add(f32x4.add(sa, sa), qa)));
  v128.store(to + 2 * step, madd<f32>(f32x4.splat(4), f32x4.add(rb, tb), pb), 16);
  v128.store(to + 2 * step, madd<f32>(f32x4.splat(4), f32x4.add(ra, ta), pa));
  v128.store(to + 3 * step, madd<f32>(f32x4.splat(8), sb, f32x4.add(f32x4.add(ub, ub), qb)), 16);
  v128.store(to + 3 * step, madd<f32>(f32x4.splat(8), sa, f32x4.add(f32x4.add(ua, ua), qa)));
  v128.store(to + 4 * step, f32x4.add(madd<f32>(f32x4.splat(16), rb, f32x4.add(pb, tb)), m7b), 16);
  v128.store(to + 4 * step, f32x4.add(madd<f32>(f32x4.splat(16), ra, f32x4.add(pa, ta)), m7a));
}
