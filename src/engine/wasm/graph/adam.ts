/**
 * @file One fused optimizer update: the chain that keras's Adam writes, recognised by the planner. Everything else an optimizer
 * may write runs as an elementwise chain. For the weights of a dense layer the gradient is made here too (`adamProduct`), some rows
 * at a time, and never stored: what counts for them is how often memory is gone through.
 */
import { Adam, AdamProduct, AdamState } from '../generated/words';
import { copyTransposed } from './gemm';
import { PANEL, START_ZERO } from './micro';
import { part, scratch } from './threads';
import { packPanels, tiles } from './tiles';

/** m += c1 (g - m); v += c2 (g^2 - v); w -= m alpha / (sqrt(v) + eps). */
export function adam(p: usize, tid: i32, threads: i32): void {
  const n = load<i32>(p, Adam.N);
  const first = (<usize>part(n, tid, threads, 64)) << 2;
  const bytes = ((<usize>part(n, tid + 1, threads, 64)) << 2) - first;
  update(p + Adam.M, load<u32>(p, Adam.G) + first, first, bytes);
}

/** `bytes` of gradients at `g`, which belong to the numbers `at` bytes behind the start of what `state` says (AdamState). */
function update(state: usize, g: usize, at: usize, bytes: usize): void {
  const m = load<u32>(state, AdamState.M) + at;
  const v = load<u32>(state, AdamState.V) + at;
  const w = load<u32>(state, AdamState.W) + at;
  const mTo = load<u32>(state, AdamState.NEXT_M) + at;
  const vTo = load<u32>(state, AdamState.NEXT_V) + at;
  const wTo = load<u32>(state, AdamState.NEXT_W) + at;
  const alpha = v128.load32_splat(load<u32>(state, AdamState.ALPHA));
  const c1 = v128.load32_splat(state, AdamState.C1);
  const c2 = v128.load32_splat(state, AdamState.C2);
  const eps = v128.load32_splat(state, AdamState.EPS);
  let i: usize = 0;
  // Two vectors at a time, which V8 joins where vectors have 256 bits.
  for (; i + 32 <= bytes; i += 32) {
    const g0 = v128.load(g + i);
    const g1 = v128.load(g + i, 16);
    const m0 = v128.load(m + i);
    const m1 = v128.load(m + i, 16);
    const v0 = v128.load(v + i);
    const v1 = v128.load(v + i, 16);
    const w0 = v128.load(w + i);
    const w1 = v128.load(w + i, 16);
    const n0 = f32x4.add(m0, f32x4.mul(f32x4.sub(g0, m0), c1));
    const n1 = f32x4.add(m1, f32x4.mul(f32x4.sub(g1, m1), c1));
    const u0 = f32x4.add(v0, f32x4.mul(f32x4.sub(f32x4.mul(g0, g0), v0), c2));
    const u1 = f32x4.add(v1, f32x4.mul(f32x4.sub(f32x4.mul(g1, g1), v1), c2));
    const d0 = f32x4.div(f32x4.mul(n0, alpha), f32x4.add(f32x4.sqrt(u0), eps));
    const d1 = f32x4.div(f32x4.mul(n1, alpha), f32x4.add(f32x4.sqrt(u1), eps));
    v128.store(wTo + i, f32x4.sub(w1, d1), 16);
    v128.store(wTo + i, f32x4.sub(w0, d0));
    v128.store(mTo + i, n1, 16);
    v128.store(mTo + i, n0);
    v128.store(vTo + i, u1, 16);
    v128.store(vTo + i, u0);
  }
  for (; i < bytes; i += 4) {
    const grad = load<f32>(g + i);
    const m0 = load<f32>(m + i);
    const v0 = load<f32>(v + i);
    const m1 = m0 + (grad - m0) * f32x4.extract_lane(c1, 0);
    const v1 = v0 + (grad * grad - v0) * f32x4.extract_lane(c2, 0);
    const move = (m1 * f32x4.extract_lane(alpha, 0)) / (sqrt<f32>(v1) + f32x4.extract_lane(eps, 0));
    store<f32>(wTo + i, load<f32>(w + i) - move);
    store<f32>(mTo + i, m1);
    store<f32>(vTo + i, v1);
  }
}

/** Rows of A' that are copied at a time, and columns of the gradient: both operands stay in the second cache. */
const ROWS: i32 = 240;
const COLUMNS: i32 = 512;

/** The update by g = A' B, A [k, m] and B [k, n]. A piece is a run of g's rows. `plan/adam.ts` sizes the scratch. */
export function adamProduct(p: usize, piece: i32, pieces: i32): void {
  const m = load<i32>(p, AdamProduct.ROWS);
  const n = load<i32>(p, AdamProduct.COLUMNS);
  const k = load<i32>(p, AdamProduct.K);
  const first = part(m, piece, pieces, 6);
  const last = part(m, piece + 1, pieces, 6);
  const row = (<usize>n) << 2;
  const step = (<usize>k) << 2;
  const packed = scratch();
  const rowsA = packed + <usize>((COLUMNS / 16) * k) * PANEL;
  const g = rowsA + <usize>ROWS * step;
  const table = g + <usize>(6 * COLUMNS * 4);
  const segment = table + 64;
  const temp = segment + 64;
  store<u32>(segment, 0);
  for (let i = 0; i < 6; i++) store<u32>(table + ((<usize>i) << 2), <u32>(<usize>i * step));
  for (let r = first; r < last; r += ROWS) {
    const rows = min<i32>(ROWS, last - r);
    copyTransposed<f32>(load<u32>(p, AdamProduct.A) + ((<usize>r) << 2), (<usize>m) << 2, k, rows, rowsA, step);
    for (let j = 0; j < n; j += COLUMNS) {
      const columns = min<i32>(COLUMNS, n - j);
      const bytes = (<usize>columns) << 2;
      packPanels<f32>(load<u32>(p, AdamProduct.B), row, 4, 0, k, j, j + columns, packed);
      for (let i = 0; i < rows; i += 6) {
        const taken = min<i32>(6, rows - i);
        const a = rowsA + <usize>i * step;
        const panel = <usize>k * PANEL;
        tiles<f32>(a, table, taken, segment, 1, k << 2, packed, panel, columns, g, bytes, START_ZERO, 0, false, temp);
        for (let q = 0; q < taken; q++) {
          const at = <usize>(r + i + q) * row + ((<usize>j) << 2);
          update(p + AdamProduct.M, g + <usize>q * bytes, at, bytes);
        }
      }
    }
  }
}
