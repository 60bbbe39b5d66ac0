/**
 * @file Gradients towards conv kernels. Dense: a product over pixels, with the sample copied channel-plane-wise so that a
 * kernel row's pixels are contiguous. From arg-max: behind a max-pooling only one gradient in ph * pw is not zero; each
 * output channel walks its list of (pixel, gradient) with 12 vectors of its weight gradient held in registers.
 * Every piece of the samples is summed into a block of its own; `sumParts` adds the blocks in fixed order.
 */
import * as A from './conv-args';
import { Conv, SumParts } from '../generated/words';
import { stripPatches } from './conv';
import { PANEL, START_C, START_ZERO } from './micro';
import { madd, zero } from '../shared/simd';
import { TILE_BYTES, packPanels, tiles } from './tiles';
import { part, scratch } from './threads';

/** Dense gradient; args in conv-args.ts with DY, PART. A piece's block is [kh, kw, cin / groups, cout]. */
export function convFilterGrad(p: usize, tid: i32, threads: i32): void {
  const n = load<i32>(p, Conv.N);
  const n0 = part(n, tid, threads, 1);
  const n1 = part(n, tid + 1, threads, 1);
  const cin = load<i32>(p, Conv.CIN);
  const cout = load<i32>(p, Conv.COUT);
  const groups = load<i32>(p, Conv.GROUPS);
  const cinG = cin / groups;
  const coutG = cout / groups;
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const dh = load<i32>(p, Conv.DILATION_H);
  const dw = load<i32>(p, Conv.DILATION_W);
  const sh = load<i32>(p, Conv.STRIDE_H);
  const sw = load<i32>(p, Conv.STRIDE_W);
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const hp = A.paddedH(p);
  const wp = A.paddedW(p);
  const depth = kh * kw * cinG;
  const pixels = oh * ow;
  const out = <usize>load<u32>(p, Conv.PART) + <usize>tid * load<u32>(p, Conv.PART_STRIDE);
  if (n0 >= n1) {
    zero(out, (<usize>(depth * cout)) << 2);
    return;
  }

  const temp = scratch();
  const segments = temp + TILE_BYTES + PANEL;
  const table = segments + ((<usize>(sw == 1 ? oh : pixels)) << 2);
  const planes = (table + ((<usize>depth) << 2) + 63) & ~63;
  const planeFloats = hp * wp;
  const packed = (planes + ((<usize>(planeFloats * cin)) << 2) + 127) & ~63;

  let count = oh;
  let length = ow << 2;
  if (sw == 1) {
    for (let i = 0; i < oh; i++) store<u32>(segments + ((<usize>i) << 2), (<u32>(i * sh * wp)) << 2);
  } else {
    count = pixels;
    length = 4;
    for (let i = 0; i < pixels; i++) {
      store<u32>(segments + ((<usize>i) << 2), (<u32>((i / ow) * sh * wp + (i % ow) * sw)) << 2);
    }
  }
  for (let k = 0; k < depth; k++) {
    const tap = k / cinG;
    const off = (k - tap * cinG) * planeFloats + (tap / kw) * dh * wp + (tap % kw) * dw;
    store<u32>(table + ((<usize>k) << 2), (<u32>off) << 2);
  }
  const dy = <usize>load<u32>(p, Conv.DY);
  zero(planes, (<usize>(planeFloats * cin)) << 2);
  for (let s = n0; s < n1; s++) {
    fillPlanes(p, s, planes, hp, wp);
    const from = dy + ((<usize>(s * pixels * cout)) << 2);
    for (let g = 0; g < groups; g++) {
      packPanels<f32>(from + ((<usize>(g * coutG)) << 2), (<usize>cout) << 2, 4, 0, pixels, 0, coutG, packed);
      tiles<f32>(
        planes + ((<usize>(g * cinG * planeFloats)) << 2),
        table,
        depth,
        segments,
        count,
        length,
        packed,
        <usize>pixels * PANEL,
        coutG,
        out + ((<usize>(g * coutG)) << 2),
        (<usize>cout) << 2,
        s == n0 ? START_ZERO : START_C,
        0,
        false,
        temp,
      );
    }
  }
}

/** One sample of x as padded channel planes. */
function fillPlanes(p: usize, s: i32, to: usize, hp: i32, wp: i32): void {
  const h = load<i32>(p, Conv.H);
  const w = load<i32>(p, Conv.W);
  const c = load<i32>(p, Conv.CIN);
  const top = load<i32>(p, Conv.TOP);
  const left = load<i32>(p, Conv.LEFT);
  const from = load<u32>(p, Conv.X) + ((<usize>(s * h * w * c)) << 2);
  const plane = (<usize>(hp * wp)) << 2;
  const j0 = max<i32>(0, -left);
  const j1 = min<i32>(w, wp - left);
  for (let i = max<i32>(0, -top); i < min<i32>(h, hp - top); i++) {
    for (let j = j0; j < j1; j++) {
      let f = from + ((<usize>((i * w + j) * c)) << 2);
      let t = to + ((<usize>((i + top) * wp + j + left)) << 2);
      for (let ch = 0; ch < c; ch++) {
        store<f32>(t, load<f32>(f));
        f += 4;
        t += plane;
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
  if (rows == 0) {
    const last = part(columns, tid + 1, threads, 4);
    for (let i = part(columns, tid, threads, 4); i < last; i++) {
      const at = parts + ((<usize>i) << 2);
      let sum = load<f32>(at);
      for (let q = 1; q < count; q++) sum += load<f32>(at + <usize>q * stride);
      store<f32>(out + ((<usize>i) << 2), sum);
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
