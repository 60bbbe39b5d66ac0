/**
 * @file Gradients towards conv kernels. Dense: a product over places (across.ts), some rows of outputs at a time so that
 * what they see stays in the first cache for all taps. From arg-max: behind a max-pooling only one gradient in ph * pw is not zero; each
 * output channel walks its list of (pixel, gradient) with 12 vectors of its weight gradient held in registers.
 * Every piece of the samples is summed into a block of its own; `sumParts` adds the blocks in fixed order.
 */
import { across } from './across';
import * as A from './conv-args';
import { Conv, SumParts } from '../generated/words';
import { stripPatches } from './conv';
import { madd, zero } from '../shared/simd';
import { TILE_BYTES } from './tiles';
import { part, scratch } from './threads';

/** Bytes of both operands that a block of places may take: half of a core's first cache. */
const BLOCK_BYTES: usize = 24 << 10;
/** Places that a block has at least: a tile of sums is loaded and stored once for them. */
const LEAST_PLACES: i32 = 48;

/** Dense gradient; args in conv-args.ts with DY, PART. A piece's block is [kh, kw, cin / groups, cout]. */
export function convFilterGrad(p: usize, tid: i32, threads: i32): void {
  const n = load<i32>(p, Conv.N);
  const n0 = part(n, tid, threads, 1);
  const n1 = part(n, tid + 1, threads, 1);
  const h = load<i32>(p, Conv.H);
  const w = load<i32>(p, Conv.W);
  const cin = load<i32>(p, Conv.CIN);
  const cout = load<i32>(p, Conv.COUT);
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const sh = load<i32>(p, Conv.STRIDE_H);
  const sw = load<i32>(p, Conv.STRIDE_W);
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const out = <usize>load<u32>(p, Conv.PART) + <usize>tid * load<u32>(p, Conv.PART_STRIDE);
  if (n0 >= n1) {
    zero(out, (<usize>((kh * kw * cin * cout) / load<i32>(p, Conv.GROUPS))) << 2);
    return;
  }
  const inPlace = A.readsInPlace(p);
  const hp = inPlace ? h : A.paddedH(p);
  const wp = inPlace ? w : A.paddedW(p);
  const pixel = (<usize>cin) << 2;
  const pitch = <usize>wp * pixel;
  const step = <usize>sw * pixel;
  const dyPixel = (<usize>cout) << 2;
  const x = <usize>load<u32>(p, Conv.X);
  const dy = <usize>load<u32>(p, Conv.DY);
  const padded = (scratch() + TILE_BYTES + 63) & ~63;
  const bytes = sh * <i32>pitch + ow * <i32>dyPixel;
  if (inPlace && kh == 1 && kw == 1 && sh == 1 && sw == 1 && oh == h && ow == w) {
    // 1x1 over every pixel: samples need not be told apart.
    const places = (n1 - n0) * h * w;
    const most = max<i32>(LEAST_PLACES, <i32>BLOCK_BYTES / <i32>(pixel + dyPixel));
    const first = n0 * h * w;
    for (let i = 0; i < places; i += most) {
      const from = x + <usize>(first + i) * pixel;
      block(p, from, 0, pixel, 1, min<i32>(most, places - i), 0, dy + <usize>(first + i) * dyPixel, out, i == 0);
    }
    return;
  }
  const rows = max<i32>((LEAST_PLACES + ow - 1) / ow, <i32>BLOCK_BYTES / bytes);
  const jump = <usize>sh * pitch - <usize>ow * step;
  for (let s = n0; s < n1; s++) {
    let source = padded;
    if (inPlace) source = x + <usize>s * <usize>h * pitch;
    else A.fillPadded(p, s, padded, hp, wp, s == n0);
    for (let i = 0; i < oh; i += rows) {
      const from = source + <usize>(i * sh) * pitch;
      const at = dy + <usize>((s * oh + i) * ow) * dyPixel;
      block(p, from, pitch, step, min<i32>(rows, oh - i), ow, jump, at, out, s == n0 && i == 0);
    }
  }
}

/** Adds `runs` runs of `k` places to the gradient; `fresh`: they are the first. */
function block(
  p: usize,
  x: usize,
  pitch: usize,
  step: usize,
  runs: i32,
  k: i32,
  jump: usize,
  dy: usize,
  out: usize,
  fresh: bool,
): void {
  const groups = load<i32>(p, Conv.GROUPS);
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const dw = load<i32>(p, Conv.DILATION_W);
  const cin = load<i32>(p, Conv.CIN);
  const cinG = cin / groups;
  const coutG = load<i32>(p, Conv.COUT) / groups;
  const ldb = (<usize>load<i32>(p, Conv.COUT)) << 2;
  // Taps of a kernel's row stand side by side where nothing lies between them.
  const isJoined = dw == 1 && groups == 1;
  const taps = isJoined ? 1 : kw;
  const rows = isJoined ? kw * cin : cinG;
  for (let ky = 0; ky < kh; ky++) {
    for (let kx = 0; kx < taps; kx++) {
      const from = x + <usize>(ky * load<i32>(p, Conv.DILATION_H)) * pitch + ((<usize>(kx * dw * cin)) << 2);
      const to = out + <usize>((ky * kw + kx) * cinG) * ldb;
      for (let g = 0; g < groups; g++) {
        const a = from + ((<usize>(g * cinG)) << 2);
        const column = (<usize>(g * coutG)) << 2;
        across(a, step, rows, runs, k, jump, dy + column, ldb, coutG, to + column, ldb, fresh, scratch());
      }
    }
  }
}

/**
 * Arg-max driven gradient for kernels 3 wide, undilated, stride 1, cin a multiple of 16, pooling window (PH, PW). DY is the
 * gradient towards the pooled map. A piece's block is [cout, kh, 3 * cin]; `sumParts` turns it round.
 */
export function convFilterGradSparse(p: usize, tid: i32, threads: i32): void {
  const n = load<i32>(p, Conv.N);
  const n0 = part(n, tid, threads, 1);
  const n1 = part(n, tid + 1, threads, 1);
  const cin = load<i32>(p, Conv.CIN);
  const cout = load<i32>(p, Conv.COUT);
  const kh = load<i32>(p, Conv.KH);
  const dh = load<i32>(p, Conv.DILATION_H);
  const ph = load<i32>(p, Conv.POOL_H);
  const pw = load<i32>(p, Conv.POOL_W);
  const pooledH = load<i32>(p, Conv.OH) / ph;
  const pooledW = load<i32>(p, Conv.OW) / pw;
  const inPlace = A.readsInPlace(p);
  const hp = inPlace ? load<i32>(p, Conv.H) : A.paddedH(p);
  const wp = inPlace ? load<i32>(p, Conv.W) : A.paddedW(p);
  const cells = pooledH * pooledW;
  const out = <usize>load<u32>(p, Conv.PART) + <usize>tid * load<u32>(p, Conv.PART_STRIDE);
  zero(out, (<usize>(kh * 3 * cin * cout)) << 2);
  if (n0 >= n1) return;

  const pixel = (<usize>cin) << 2;
  const pitch = <usize>wp * pixel;
  const work = scratch();
  const shift = work; // arg-max -> byte offset within the sample
  const ends = shift + ((<usize>(ph * pw)) << 2);
  const lists = (ends + ((<usize>cout) << 2) + 63) & ~63;
  const listBytes = (<usize>cells) << 3;
  const padded = (lists + <usize>cout * listBytes + 63) & ~63;
  for (let a = 0; a < ph * pw; a++) {
    store<u32>(shift + ((<usize>a) << 2), <u32>(<usize>(a / pw) * pitch + <usize>(a % pw) * pixel));
  }
  for (let s = n0; s < n1; s++) {
    let x = padded;
    if (inPlace) x = load<u32>(p, Conv.X) + <usize>(s * hp * wp) * pixel;
    else A.fillPadded(p, s, padded, hp, wp, s == n0);
    buildLists(p, s, cells, pooledW, cout, ph, pw, pitch, pixel, shift, ends, lists, listBytes);
    for (let ky = 0; ky < kh; ky++) {
      const row = x + <usize>(ky * dh) * pitch;
      for (let c0: usize = 0; c0 < pixel; c0 += 64) {
        let acc = out + <usize>ky * 3 * pixel + c0;
        for (let co = 0; co < cout; co++) {
          const list = lists + <usize>co * listBytes;
          walkList(row + c0, list, load<u32>(ends + ((<usize>co) << 2)), pixel, acc);
          acc += <usize>kh * 3 * pixel;
        }
      }
    }
  }
}

/** For each output channel, the cells with a gradient: (byte offset of the window's first pixel, gradient). */
function buildLists(
  p: usize,
  s: i32,
  cells: i32,
  pooledW: i32,
  cout: i32,
  ph: i32,
  pw: i32,
  pitch: usize,
  pixel: usize,
  shift: usize,
  ends: usize,
  lists: usize,
  listBytes: usize,
): void {
  let dy = load<u32>(p, Conv.DY) + ((<usize>(s * cells * cout)) << 2);
  let arg = load<u32>(p, Conv.ARGMAX) + <usize>(s * cells * cout);
  for (let co = 0; co < cout; co++) store<u32>(ends + ((<usize>co) << 2), <u32>(lists + <usize>co * listBytes));
  let i = 0;
  let j = 0;
  for (let cell = 0; cell < cells; cell++) {
    const base = <usize>(i * ph) * pitch + <usize>(j * pw) * pixel;
    for (let co: usize = 0; co < <usize>cout; co++) {
      const v = load<u32>(dy);
      const end = <usize>load<u32>(ends + (co << 2));
      store<u32>(end, <u32>(base + load<u32>(shift + ((<usize>load<u8>(arg)) << 2))));
      store<u32>(end, v, 4);
      // Zero gradients (dead relu, dropout) are overwritten by the next entry.
      store<u32>(ends + (co << 2), <u32>(end + ((<usize>(v << 1 != 0)) << 3)));
      dy += 4;
      arg += 1;
    }
    if (++j == pooledW) {
      j = 0;
      i++;
    }
  }
}

/** acc[3 taps][16 channels] += sum over the list of gradient * x[pixel + tap]. */
function walkList(x: usize, list: usize, end: usize, pixel: usize, acc: usize): void {
  let q1 = acc + pixel;
  let q2 = q1 + pixel;
  let a0 = v128.load(acc);
  let a1 = v128.load(acc, 16);
  let a2 = v128.load(acc, 32);
  let a3 = v128.load(acc, 48);
  let b0 = v128.load(q1);
  let b1 = v128.load(q1, 16);
  let b2 = v128.load(q1, 32);
  let b3 = v128.load(q1, 48);
  let c0 = v128.load(q2);
  let c1 = v128.load(q2, 16);
  let c2 = v128.load(q2, 32);
  let c3 = v128.load(q2, 48);
  while (list < end) {
    const g = v128.load32_splat(list, 4);
    const x0 = x + load<u32>(list);
    a0 = madd<f32>(g, v128.load(x0), a0);
    a1 = madd<f32>(g, v128.load(x0, 16), a1);
    a2 = madd<f32>(g, v128.load(x0, 32), a2);
    a3 = madd<f32>(g, v128.load(x0, 48), a3);
    const x1 = x0 + pixel;
    b0 = madd<f32>(g, v128.load(x1), b0);
    b1 = madd<f32>(g, v128.load(x1, 16), b1);
    b2 = madd<f32>(g, v128.load(x1, 32), b2);
    b3 = madd<f32>(g, v128.load(x1, 48), b3);
    const x2 = x1 + pixel;
    c0 = madd<f32>(g, v128.load(x2), c0);
    c1 = madd<f32>(g, v128.load(x2, 16), c1);
    c2 = madd<f32>(g, v128.load(x2, 32), c2);
    c3 = madd<f32>(g, v128.load(x2, 48), c3);
    list += 8;
  }
  v128.store(acc, a0);
  v128.store(acc, a1, 16);
  v128.store(acc, a2, 32);
  v128.store(acc, a3, 48);
  v128.store(q1, b0);
  v128.store(q1, b1, 16);
  v128.store(q1, b2, 32);
  v128.store(q1, b3, 48);
  v128.store(q2, c0);
  v128.store(q2, c1, 16);
  v128.store(q2, c2, 32);
  v128.store(q2, c3, 48);
}

/**
 * Arg-max driven gradient for small kernels (kh * kw * cin <= 12, cout a multiple of 4): the windows' values are laid out as
 * rows of 12 floats, and four output channels walk the pooled cells together. A piece's block is [cout, 12].
 */
export function convFilterGradSparseThin(p: usize, tid: i32, threads: i32): void {
  const n = load<i32>(p, Conv.N);
  const n0 = part(n, tid, threads, 1);
  const n1 = part(n, tid + 1, threads, 1);
  const cin = load<i32>(p, Conv.CIN);
  const cout = load<i32>(p, Conv.COUT);
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const ph = load<i32>(p, Conv.POOL_H);
  const pw = load<i32>(p, Conv.POOL_W);
  const pooledH = oh / ph;
  const pooledW = ow / pw;
  const hp = A.paddedH(p);
  const wp = A.paddedW(p);
  const out = <usize>load<u32>(p, Conv.PART) + <usize>tid * load<u32>(p, Conv.PART_STRIDE);
  zero(out, (<usize>(cout * 12)) << 2);
  if (n0 >= n1) return;
  const work = scratch();
  const shift = work;
  const patches = (work + ((<usize>(ph * pw)) << 2) + 63) & ~63;
  const padded = (patches + <usize>(oh * ow) * 48 + 63) & ~63;
  const pitch = (<usize>(wp * cin)) << 2;
  for (let a = 0; a < ph * pw; a++) {
    store<u32>(shift + ((<usize>a) << 2), <u32>((a / pw) * ow + (a % pw)) * 48);
  }
  zero(patches, <usize>(oh * ow) * 48);
  const cells = pooledH * pooledW;
  for (let s = n0; s < n1; s++) {
    A.fillPadded(p, s, padded, hp, wp, s == n0);
    const stepY = <usize>load<i32>(p, Conv.STRIDE_H) * pitch;
    const stepX = (<usize>(load<i32>(p, Conv.STRIDE_W) * cin)) << 2;
    const kernelStep = <usize>load<i32>(p, Conv.DILATION_H) * pitch;
    stripPatches(
      padded,
      oh,
      ow,
      stepY,
      stepX,
      kh,
      kw * cin,
      kernelStep,
      load<i32>(p, Conv.DILATION_W),
      cin,
      patches,
      12,
    );
    const dy = load<u32>(p, Conv.DY) + ((<usize>(s * cells * cout)) << 2);
    const arg = load<u32>(p, Conv.ARGMAX) + <usize>(s * cells * cout);
    for (let co: usize = 0; co < <usize>cout; co += 4) {
      thinFour(patches, dy + (co << 2), arg + co, cout, pooledH, pooledW, ph * ow * 48, pw * 48, shift, out + co * 48);
    }
  }
}

function thinFour(
  patches: usize,
  dy: usize,
  arg: usize,
  cout: i32,
  pooledH: i32,
  pooledW: i32,
  rowStep: usize,
  cellStep: usize,
  shift: usize,
  acc: usize,
): void {
  let a0 = v128.load(acc);
  let a1 = v128.load(acc, 16);
  let a2 = v128.load(acc, 32);
  let b0 = v128.load(acc, 48);
  let b1 = v128.load(acc, 64);
  let b2 = v128.load(acc, 80);
  let c0 = v128.load(acc, 96);
  let c1 = v128.load(acc, 112);
  let c2 = v128.load(acc, 128);
  let d0 = v128.load(acc, 144);
  let d1 = v128.load(acc, 160);
  let d2 = v128.load(acc, 176);
  const dyStep = (<usize>cout) << 2;
  for (let i = 0; i < pooledH; i++) {
    let base = patches + <usize>i * rowStep;
    for (let j = 0; j < pooledW; j++) {
      const at = load<u32>(arg);
      let q = base + load<u32>(shift + ((at & 255) << 2));
      let g = v128.load32_splat(dy);
      a0 = madd<f32>(g, v128.load(q), a0);
      a1 = madd<f32>(g, v128.load(q, 16), a1);
      a2 = madd<f32>(g, v128.load(q, 32), a2);
      q = base + load<u32>(shift + (((at >> 8) & 255) << 2));
      g = v128.load32_splat(dy, 4);
      b0 = madd<f32>(g, v128.load(q), b0);
      b1 = madd<f32>(g, v128.load(q, 16), b1);
      b2 = madd<f32>(g, v128.load(q, 32), b2);
      q = base + load<u32>(shift + (((at >> 16) & 255) << 2));
      g = v128.load32_splat(dy, 8);
      c0 = madd<f32>(g, v128.load(q), c0);
      c1 = madd<f32>(g, v128.load(q, 16), c1);
      c2 = madd<f32>(g, v128.load(q, 32), c2);
      q = base + load<u32>(shift + ((at >> 24) << 2));
      g = v128.load32_splat(dy, 12);
      d0 = madd<f32>(g, v128.load(q), d0);
      d1 = madd<f32>(g, v128.load(q, 16), d1);
      d2 = madd<f32>(g, v128.load(q, 32), d2);
      dy += dyStep;
      arg += <usize>cout;
      base += cellStep;
    }
  }
  v128.store(acc, a0);
  v128.store(acc, a1, 16);
  v128.store(acc, a2, 32);
  v128.store(acc, b0, 48);
  v128.store(acc, b1, 64);
  v128.store(acc, b2, 80);
  v128.store(acc, c0, 96);
  v128.store(acc, c1, 112);
  v128.store(acc, c2, 128);
  v128.store(acc, d0, 144);
  v128.store(acc, d1, 160);
  v128.store(acc, d2, 176);
}

/**
 * Adds the pieces' blocks in order. When `rows` > 0 the blocks are [columns][length] with the first `rows` of each row used, and
 * out is [rows][columns]; else flat `columns`.
 */
export function sumParts(p: usize, tid: i32, threads: i32): void {
  const parts = <usize>load<u32>(p, SumParts.PARTS);
  const stride = <usize>load<u32>(p, SumParts.STRIDE);
  const count = load<i32>(p, SumParts.COUNT);
  const out = <usize>load<u32>(p, SumParts.OUT);
  const rows = load<i32>(p, SumParts.ROWS);
  const columns = load<i32>(p, SumParts.COLUMNS);
  const length = load<i32>(p, SumParts.LENGTH);
  const scale = load<f32>(p, SumParts.SCALE);
  if (rows == 0) {
    const last = part(columns, tid + 1, threads, 8);
    let i = part(columns, tid, threads, 8);
    for (; i + 8 <= last; i += 8) {
      let at = parts + ((<usize>i) << 2);
      const to = out + ((<usize>i) << 2);
      let a = v128.load(at);
      let b = v128.load(at, 16);
      for (let q = 1; q < count; q++) {
        at += stride;
        a = f32x4.add(a, v128.load(at));
        b = f32x4.add(b, v128.load(at, 16));
      }
      v128.store(to, f32x4.mul(b, f32x4.splat(scale)), 16);
      v128.store(to, f32x4.mul(a, f32x4.splat(scale)));
    }
    for (; i < last; i++) {
      const at = parts + ((<usize>i) << 2);
      let sum = load<f32>(at);
      for (let q = 1; q < count; q++) sum += load<f32>(at + <usize>q * stride);
      store<f32>(out + ((<usize>i) << 2), sum * scale);
    }
    return;
  }
  const last = part(rows, tid + 1, threads, 1);
  for (let r = part(rows, tid, threads, 1); r < last; r++) {
    for (let c = 0; c < columns; c++) {
      const at = parts + ((<usize>(c * length + r)) << 2);
      let sum = load<f32>(at);
      for (let q = 1; q < count; q++) sum += load<f32>(at + <usize>q * stride);
      store<f32>(out + ((<usize>(r * columns + c)) << 2), sum);
    }
  }
}
