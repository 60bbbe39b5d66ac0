/**
 * @file The natural logarithm, rounded as glibc rounds it. NumPy's normal and exponential draws are logarithms of
 * uniform draws; an engine's own Math.log differs in the last bit of every thirteenth value, and so would the stream.
 * Method: log x = k log 2 + log c + log1p(r), r = z/c - 1. The constants are those of the ARM Optimized Routines' log
 * (Copyright (c) 2018 Arm Limited, MIT licence), as used by common C libraries.
 */
import { logTable } from './log-table.ts';

const LN2_HI = 0.6931471805598903;
const LN2_LO = 5.497923018708371e-14;
/** log1p(r) - r for |r| < 1/128, from r^2 on. */
const A = [-0.5000000000000001, 0.33333333331825593, -0.2499999999622955, 0.20000304511814496, -0.16667054827627667];
/** log1p(r) - r near x = 1, where the result itself is small and needs more terms. */
const B = [
  -0.5, 0.3333333333333352, -0.24999999999998432, 0.19999999999320328, -0.16666666669929706, 0.14285715076560868,
  -0.12499997863982555, 0.11110712032936046, -0.10000486757818193, 0.09181994006195467, -0.08328363062289341,
];
const [A0, A1, A2, A3, A4] = A as [number, number, number, number, number];

/** More than unfused arithmetic can be off in the small part of the sum. */
const SLACK = 2 ** -65;

const word = new Float64Array(1);
const half = new Uint32Array(word.buffer);

/** log x for normal x > 0, and -Infinity for 0. */
export function exactLog(x: number): number {
  if (x === 0) return -Infinity;
  if (x > 0.9375 && x < 1.064697265625) return nearOne(x);
  word[0] = x;
  const high = half[1]!;
  const t = (high - 0x3fe60000) | 0;
  const i = (t >>> 13) & 127;
  const k = t >> 20;
  half[1] = high - (t & 0xfff00000);
  const invc = logTable[2 * i]!;
  const logc = logTable[2 * i + 1]!;
  const r = fma(word[0], invc, -1);
  const w = k * LN2_HI + logc;
  const hi = w + r;
  const r2 = r * r;
  // Without fusing, the small part y is off by less than 2^-66; mostly the sum is the same wherever in there y lies.
  const y = r * r2 * (A1 + r * A2 + r2 * (A3 + r * A4)) + (r2 * A0 + (w - hi + r + k * LN2_LO));
  if (y + SLACK + hi === y - SLACK + hi) return y + hi;
  const lo = fma(k, LN2_LO, w - hi + r);
  const p = fma(r2, fma(r, A4, A3), fma(r, A2, A1));
  return fma(r * r2, p, fma(r2, A0, lo)) + hi;
}

function nearOne(x: number): number {
  const r = x - 1;
  if (r === 0) return 0;
  const r2 = r * r;
  const r3 = r * r2;
  const p3 = fma(r3, B[10]!, fma(r2, B[9]!, fma(r, B[8]!, B[7]!)));
  const p2 = fma(r3, p3, fma(r2, B[6]!, fma(r, B[5]!, B[4]!)));
  const p1 = fma(r3, p2, fma(r2, B[3]!, fma(r, B[2]!, B[1]!)));
  const shift = r * 2 ** 27;
  const rhi = r + shift - shift;
  const rlo = r - rhi;
  const w = rhi * rhi * -0.5;
  const hi = r + w;
  const lo = fma(-0.5 * rlo, rhi + r, r - hi + w);
  return fma(r3, p1, lo) + hi;
}

/** a * b + c with one rounding (Dekker's product, Knuth's sum); exact for the magnitudes used here. */
export function fma(a: number, b: number, c: number): number {
  const p = a * b;
  const ca = 134217729 * a;
  const cb = 134217729 * b;
  const ah = ca - (ca - a);
  const bh = cb - (cb - b);
  const al = a - ah;
  const bl = b - bh;
  const e = al * bl - (p - ah * bh - al * bh - ah * bl);
  const s = p + c;
  const v = s - p;
  return s + (p - (s - v) + (c - v) + e);
}
