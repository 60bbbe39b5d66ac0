/**
 * @file One fused optimizer update: the chain that keras's Adam writes, recognised by the planner. Everything else an optimizer
 * may write runs as an elementwise chain.
 */
import { Adam } from '../generated/words';
import { part } from './threads';

/**
 * m += c1 (g - m); v += c2 (g^2 - v); w -= m alpha / (sqrt(v) + eps).
 */
export function adam(p: usize, tid: i32, threads: i32): void {
  const n = load<i32>(p, Adam.N);
  const i1 = (<usize>part(n, tid + 1, threads, 64)) << 2;
  let i = (<usize>part(n, tid, threads, 64)) << 2;
  const g = <usize>load<u32>(p, Adam.G);
  const m = <usize>load<u32>(p, Adam.M);
  const v = <usize>load<u32>(p, Adam.V);
  const w = <usize>load<u32>(p, Adam.W);
  const alpha = v128.load32_splat(load<u32>(p, Adam.ALPHA));
  const c1 = v128.load32_splat(p, Adam.C1);
  const c2 = v128.load32_splat(p, Adam.C2);
  const eps = v128.load32_splat(p, Adam.EPS);
  const mTo = <usize>load<u32>(p, Adam.NEXT_M);
  const vTo = <usize>load<u32>(p, Adam.NEXT_V);
  const wTo = <usize>load<u32>(p, Adam.NEXT_W);
  // Two vectors at a time, which V8 joins where vectors have 256 bits.
  for (; i + 32 <= i1; i += 32) {
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
  for (; i < i1; i += 4) {
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
