/**
 * @file The gradient towards the input of a convolution behind a max-pooling, from the arg-max: one gradient in ph * pw is not
 * zero. For each pixel the output channels whose maximum lies there are listed once; then 48 floats of the window's gradient
 * at a time are held in registers while the pixel's list is walked.
 */
import * as A from './conv-args';
import { Conv, PackSparse } from '../generated/words';
import { madd, zero } from '../shared/simd';
import { part, scratch } from './threads';

/** Weights [kh, 3, cin, cout] as [kh][cin / 16][cout][48]. */
export function packSparse(p: usize, tid: i32, threads: i32): void {
  const w = <usize>load<u32>(p, PackSparse.WEIGHTS);
  const kh = load<i32>(p, PackSparse.KH);
  const cin = load<i32>(p, PackSparse.CIN);
  const cout = load<i32>(p, PackSparse.COUT);
  const parts = cin >> 4;
  const last = part(kh * parts, tid + 1, threads, 1);
  for (let chunk = part(kh * parts, tid, threads, 1); chunk < last; chunk++) {
    const ky = chunk / parts;
    const from = w + ((<usize>((ky * 3 * cin + (chunk - ky * parts) * 48) * cout)) << 2);
    const to = load<u32>(p, PackSparse.TO) + <usize>(chunk * cout) * 192;
    for (let j = 0; j < 48; j++) {
      for (let co = 0; co < cout; co++) {
        store<f32>(to + <usize>co * 192 + ((<usize>j) << 2), load<f32>(from + ((<usize>(j * cout + co)) << 2)));
      }
    }
  }
}

/**
 * Words of the forward convolution (kernel 3 wide, stride 1, undilated, cin a multiple of 16, cout at most
 * 1024): DY pooled, ARGMAX, W from packSparse, window (PH, PW) of at most four cells, Y the result [n, H, WIDTH, CIN]. X, when
 * not 0, is a map of the result's shape: where it is not above 0 the result is 0 (the backward pass of relu).
 */
export function convInputGradSparse(p: usize, tid: i32, threads: i32): void {
  const n = load<i32>(p, Conv.N);
  const n0 = part(n, tid, threads, 1);
  const n1 = part(n, tid + 1, threads, 1);
  if (n0 >= n1) return;
  const h = load<i32>(p, Conv.H);
  const w = load<i32>(p, Conv.W);
  const cin = load<i32>(p, Conv.CIN);
  const cout = load<i32>(p, Conv.COUT);
  const kh = load<i32>(p, Conv.KH);
  const top = load<i32>(p, Conv.TOP);
  const left = load<i32>(p, Conv.LEFT);
  const ph = load<i32>(p, Conv.POOL_H);
  const pw = load<i32>(p, Conv.POOL_W);
  const pooledH = load<i32>(p, Conv.OH) / ph;
  const pooledW = load<i32>(p, Conv.OW) / pw;
  const hp = max<i32>(A.paddedH(p), h + top);
  const wp = max<i32>(A.paddedW(p), w + left);
  const window = ph * pw;
  const pixels = pooledH * pooledW * window;
  const pixel = (<usize>cin) << 2;
  const pitch = <usize>wp * pixel;

  const heads = scratch(); // for each pixel: byte offset in the padded gradient, start and end of its list
  const lists = (heads + <usize>pixels * 12 + 63) & ~63; // for each pixel as many as there are channels
  const padded = (lists + ((<usize>(pixels * cout)) << 3) + 63) & ~63;
  for (let s = n0; s < n1; s++) {
    zero(padded, <usize>hp * pitch);
    let dy = load<u32>(p, Conv.DY) + ((<usize>(s * pooledH * pooledW * cout)) << 2);
    let arg = load<u32>(p, Conv.ARGMAX) + <usize>(s * pooledH * pooledW * cout);
    let head = heads;
    let sorted = lists;
    for (let i = 0; i < pooledH; i++) {
      for (let j = 0; j < pooledW; j++) {
        // Deal the cell's channels to its four pixels; the counts live in one register, 16 bits each.
        let counts: u64 = 0;
        for (let co = 0; co < cout; co++) {
          const v = load<u32>(dy + ((<usize>co) << 2));
          const a = <usize>load<u8>(arg + <usize>co);
          const shift = <u64>(a << 4);
          const at = sorted + ((a * <usize>cout + <usize>((counts >> shift) & 0xffff)) << 3);
          store<u32>(at, <u32>co * 192);
          store<u32>(at, v, 4);
          counts += (<u64>(v << 1 != 0)) << shift;
        }
        dy += (<usize>cout) << 2;
        arg += <usize>cout;
        for (let a = 0; a < window; a++) {
          const count = <usize>((counts >> ((<u64>a) << 4)) & 0xffff);
          const from = sorted + ((<usize>(a * cout)) << 3);
          store<u32>(head, <u32>(<usize>(i * ph + a / pw) * pitch + <usize>(j * pw + (a % pw)) * pixel));
          store<u32>(head, <u32>from, 4);
          store<u32>(head, <u32>(from + (count << 3)), 8);
          head += 12;
        }
        sorted += (<usize>(window * cout)) << 3;
      }
    }
    let weights = <usize>load<u32>(p, Conv.WEIGHTS);
    for (let ky = 0; ky < kh; ky++) {
      const base = padded + <usize>ky * pitch;
      for (let q = heads; q < head; q += 12) {
        const from = <usize>load<u32>(q, 4);
        const end = <usize>load<u32>(q, 8);
        if (end == from) continue;
        // All strips of a list after one another: the processor has then learnt how long it is.
        let at = base + load<u32>(q);
        let w = weights;
        for (let c: usize = 0; c < 3 * pixel; c += 192) {
          walk(from, end, w, at);
          at += 192;
          w += <usize>cout * 192;
        }
      }
      weights += <usize>cout * 3 * pixel;
    }
    const y = load<u32>(p, Conv.Y) + <usize>(s * h * w) * pixel;
    const mask = <usize>load<u32>(p, Conv.X);
    for (let i = 0; i < h; i++) {
      const to = y + <usize>(i * w) * pixel;
      const from = padded + <usize>(i + top) * pitch + <usize>left * pixel;
      if (mask == 0) memory.copy(to, from, <usize>w * pixel);
      else copyPositive(to, from, mask + <usize>((s * h + i) * w) * pixel, <usize>w * pixel);
    }
  }
}

/** Copies `bytes` (a multiple of 64), with 0 where `mask` is not above 0. */
function copyPositive(to: usize, from: usize, mask: usize, bytes: usize): void {
  const none = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 32) {
    v128.store(to + i, v128.and(v128.load(from + i, 16), f32x4.gt(v128.load(mask + i, 16), none)), 16);
    v128.store(to + i, v128.and(v128.load(from + i), f32x4.gt(v128.load(mask + i), none)));
  }
}

/** to[48] += sum over the list of gradient * weights[channel]. */
function walk(list: usize, end: usize, weights: usize, to: usize): void {
  let a0 = v128.load(to, 0);
  let a1 = v128.load(to, 16);
  let a2 = v128.load(to, 32);
  let a3 = v128.load(to, 48);
  let a4 = v128.load(to, 64);
  let a5 = v128.load(to, 80);
  let a6 = v128.load(to, 96);
  let a7 = v128.load(to, 112);
  let a8 = v128.load(to, 128);
  let a9 = v128.load(to, 144);
  let a10 = v128.load(to, 160);
  let a11 = v128.load(to, 176);
  while (list < end) {
    const g = v128.load32_splat(list, 4);
    const w = weights + load<u32>(list);
    a0 = madd<f32>(g, v128.load(w, 0), a0);
    a1 = madd<f32>(g, v128.load(w, 16), a1);
    a2 = madd<f32>(g, v128.load(w, 32), a2);
    a3 = madd<f32>(g, v128.load(w, 48), a3);
    a4 = madd<f32>(g, v128.load(w, 64), a4);
    a5 = madd<f32>(g, v128.load(w, 80), a5);
    a6 = madd<f32>(g, v128.load(w, 96), a6);
    a7 = madd<f32>(g, v128.load(w, 112), a7);
    a8 = madd<f32>(g, v128.load(w, 128), a8);
    a9 = madd<f32>(g, v128.load(w, 144), a9);
    a10 = madd<f32>(g, v128.load(w, 160), a10);
    a11 = madd<f32>(g, v128.load(w, 176), a11);
    list += 8;
  }
  v128.store(to, a1, 16);
  v128.store(to, a0, 0);
  v128.store(to, a2, 32);
  v128.store(to, a3, 48);
  v128.store(to, a4, 64);
  v128.store(to, a5, 80);
  v128.store(to, a6, 96);
  v128.store(to, a7, 112);
  v128.store(to, a8, 128);
  v128.store(to, a9, 144);
  v128.store(to, a10, 160);
  v128.store(to, a11, 176);
}
