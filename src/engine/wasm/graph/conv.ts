/**
 * @file Direct 2-D convolution, NHWC: any kernel, stride, dilation, padding and groups, with bias, relu and max-pooling
 * fused into the store. Also the gradient towards the input (weights packed rotated, x upsampled or unpooled).
 * im2col is never materialised but for a strip of a thin input (fewer than 8 values a kernel row), which stays in L1.
 */
import * as A from './conv-args';
import { Conv, PackConv } from '../generated/words';
import { PANEL } from './micro';
import { convOneChannel } from './conv-one-channel';
import { thinPooled } from './conv-thin';
import { floorOf, lowBytes, pool4 } from './pool2x2';
import { TEMP_BYTES, packPanels, panels as productOf, stripOf } from './tiles';
import { part, scratch } from './threads';

/**
 * Packs conv weights [kh, kw, cin / groups, cout] into panels, group after group.
 * `rotate`: for the input gradient: taps reversed, cin and cout exchanged.
 */
export function packConv(p: usize, tid: i32, threads: i32): void {
  const w = <usize>load<u32>(p, PackConv.WEIGHTS);
  const to = <usize>load<u32>(p, PackConv.TO);
  const taps = load<i32>(p, PackConv.TAPS);
  const cin = load<i32>(p, PackConv.CIN);
  const cout = load<i32>(p, PackConv.COUT);
  const groups = load<i32>(p, PackConv.GROUPS);
  const rotate = load<i32>(p, PackConv.ROTATE) != 0;
  const coutG = cout / groups;
  const columns = rotate ? cin : coutG;
  const depth = rotate ? coutG : cin;
  const panels = (columns + 15) / 16;
  const panelBytes = <usize>(taps * depth) * PANEL;
  const all = panels * groups;
  const last = part(all, tid + 1, threads, 1);
  for (let q = part(all, tid, threads, 1); q < last; q++) {
    const g = q / panels;
    const j = (q - g * panels) * 16;
    const panel = to + <usize>q * panelBytes;
    const wg = w + ((<usize>(g * coutG)) << 2);
    const j1 = min<i32>(columns, j + 16);
    if (!rotate) packPanels<f32>(wg, (<usize>cout) << 2, 4, 0, taps * cin, j, j1, panel);
    else {
      for (let t = 0; t < taps; t++) {
        const tap = wg + ((<usize>((taps - 1 - t) * cin * cout)) << 2);
        packPanels<f32>(tap, 4, (<usize>cout) << 2, 0, depth, j, j1, panel + <usize>(t * depth) * PANEL);
      }
    }
  }
}

/** Bytes of packed weights that are gone through at a time: they stay in L2 while the rows of a sample go by. */
const BLOCK_BYTES: i32 = 384 << 10;
/** Small maps are taken together until they have so many pixels: the weights then go by once for all of them. */
const GROUP_PIXELS: i32 = 96;

/** Values of a kernel's row above which its taps are runs of their own. */
const LONG_RUN: i32 = 384;

/** The convolution. A piece is a run of samples, rows of the result (behind pooling: of pooled ones), and channels out. */
export function conv(p: usize, piece: i32, pieces: i32): void {
  const n = load<i32>(p, Conv.N);
  const samplePieces = load<i32>(p, Conv.SAMPLE_PIECES);
  const rowPieces = load<i32>(p, Conv.ROW_PIECES);
  const columnPieces = pieces / (samplePieces * rowPieces);
  const columnPiece = piece % columnPieces;
  const rowPiece = (piece / columnPieces) % rowPieces;
  const samplePiece = piece / (columnPieces * rowPieces);
  const n0 = part(n, samplePiece, samplePieces, 1);
  const n1 = part(n, samplePiece + 1, samplePieces, 1);
  if (n0 >= n1) return;
  const cin = load<i32>(p, Conv.CIN);
  const cout = load<i32>(p, Conv.COUT);
  const groups = load<i32>(p, Conv.GROUPS);
  const cinG = cin / groups;
  const coutG = cout / groups;
  const kh = load<i32>(p, Conv.KH);
  const kw = load<i32>(p, Conv.KW);
  const dh = load<i32>(p, Conv.DILATION_H);
  const dw = load<i32>(p, Conv.DILATION_W);
  const oh = load<i32>(p, Conv.OH);
  const ow = load<i32>(p, Conv.OW);
  const ph = load<i32>(p, Conv.POOL_H);
  const pw = load<i32>(p, Conv.POOL_W);
  const bias = <usize>load<u32>(p, Conv.BIAS);
  const relu = load<i32>(p, Conv.RELU) != 0;
  const added = <usize>load<u32>(p, Conv.ADDED);
  const ceiling = load<i32>(p, Conv.LIMITED) != 0 ? p + Conv.CEILING : 0;
  const inPlace = A.readsInPlace(p);
  const hp = inPlace ? load<i32>(p, Conv.H) : A.paddedH(p);
  const wp = inPlace ? load<i32>(p, Conv.W) : A.paddedW(p);
  const thin = kw * cin < 8 && groups == 1;
  const stripRows = ph > 0 ? ph : thin ? 2 : oh;
  const rows = ph > 0 ? (oh / ph) * ph : oh;
  // Whole strips where a strip is several rows.
  const grain = ph > 0 || thin ? stripRows : 1;
  const row0 = part(rows, rowPiece, rowPieces, grain);
  const row1 = part(rows, rowPiece + 1, rowPieces, grain);
  if (row0 >= row1) return;

  // Samples that are taken together, where a piece has whole ones and no strips.
  const isWhole = ph == 0 && !thin && row0 == 0 && row1 == oh;
  const group = isWhole ? min<i32>(n1 - n0, (GROUP_PIXELS + oh * ow - 1) / (oh * ow)) : 1;
  const sample = (<usize>(hp * wp * cin)) << 2;

  const temp = scratch();
  const segments = temp + TEMP_BYTES;
  const table = segments + ((<usize>(kh * kw)) << 2);
  let next = (table + ((<usize>(group * stripRows * ow)) << 2) + 63) & ~63;
  const padded = next;
  if (!inPlace) next += <usize>group * sample + 64;
  const patches = next;
  const depth = kh * kw * cin;
  const patchFloats = (depth + 3) & ~3;
  if (thin) next += (<usize>(stripRows * ow * patchFloats)) << 2;
  const strip = next;

  const pitch = (<usize>(wp * cin)) << 2;
  const stepY = <usize>load<i32>(p, Conv.STRIDE_H) * pitch;
  const stepX = (<usize>(load<i32>(p, Conv.STRIDE_W) * cin)) << 2;
  let count = 1;
  let length = depth << 2;
  if (thin) {
    store<u32>(segments, 0);
    for (let i = 0; i < stripRows * ow; i++) store<u32>(table + ((<usize>i) << 2), (<u32>(i * patchFloats)) << 2);
  } else {
    // A row of the kernel is one run, unless it is so long that its taps had better come one after the other.
    if (dw == 1 && groups == 1 && kw * cin <= LONG_RUN) {
      count = kh;
      length = (kw * cin) << 2;
      for (let i = 0; i < kh; i++) store<u32>(segments + ((<usize>i) << 2), <u32>(<usize>(i * dh) * pitch));
    } else {
      count = kh * kw;
      length = cinG << 2;
      for (let i = 0; i < kh; i++) {
        for (let j = 0; j < kw; j++) {
          const off = <usize>(i * dh) * pitch + ((<usize>(j * dw * cin)) << 2);
          store<u32>(segments + ((<usize>(i * kw + j)) << 2), <u32>off);
        }
      }
    }
    let at = table;
    for (let q = 0; q < group; q++) {
      for (let i = 0; i < stripRows; i++) {
        for (let j = 0; j < ow; j++) {
          store<u32>(at, <u32>(<usize>q * sample + <usize>i * stepY + <usize>j * stepX));
          at += 4;
        }
      }
    }
  }

  const w = <usize>load<u32>(p, Conv.WEIGHTS);
  const panelBytes = <usize>(kh * kw * cinG) * PANEL;
  const panels = (coutG + 15) / 16;
  // From pixel to pixel of the result; behind pooling, of the strip.
  const pixel = (<usize>(ph > 0 ? cout : load<i32>(p, Conv.LDY))) << 2;
  const y = <usize>load<u32>(p, Conv.Y);
  const argmax = <usize>load<u32>(p, Conv.ARGMAX);
  const pooledW = pw > 0 ? ow / pw : 0;
  const pooledH = ph > 0 ? oh / ph : 0;
  const unit = dh == 1 && dw == 1 && load<i32>(p, Conv.STRIDE_H) == 1 && load<i32>(p, Conv.STRIDE_W) == 1;
  const even = ph == 0 && ((oh | ow) & 1) == 0;
  const isBare = added == 0 && ceiling == 0 && pieces == samplePieces && pixel == (<usize>cout) << 2;
  const oneChannel = cin == 1 && kh == 3 && kw == 3 && unit && even && (cout & 7) == 0 && isBare;
  const pooledThin = thin && ph == 2 && pw == 2 && (cout & 7) == 0;
  const firstPanel = part(panels, columnPiece, columnPieces, 1);
  const lastPanel = part(panels, columnPiece + 1, columnPieces, 1);
  if (firstPanel >= lastPanel) return;
  const together = stripOf(n * oh * ow, cout);
  const blockPanels = max<i32>(1, BLOCK_BYTES / <i32>panelBytes);
  for (let s = n0; s < n1; s += group) {
    const samples = min<i32>(group, n1 - s);
    let source = padded;
    if (inPlace) source = load<u32>(p, Conv.X) + <usize>s * sample;
    else {
      const first = row0 * load<i32>(p, Conv.STRIDE_H);
      const last = (row1 - 1) * load<i32>(p, Conv.STRIDE_H) + (kh - 1) * dh + 1;
      for (let q = 0; q < samples; q++) {
        A.fillPadded(p, s + q, padded + <usize>q * sample, hp, wp, s == n0, first, last);
      }
    }
    if (oneChannel) {
      convOneChannel(source, pitch, oh, ow, w, cout, bias, relu, y + ((<usize>(s * oh * ow * cout)) << 2));
      continue;
    }
    for (let r = row0; r < row1; r += stripRows) {
      const taken = min<i32>(stripRows, row1 - r);
      let a = source + <usize>r * stepY;
      if (thin) {
        stripPatches(a, taken, ow, stepY, stepX, kh, kw * cin, <usize>dh * pitch, dw, cin, patches, patchFloats);
        if (pooledThin) {
          const at = (s * pooledH + r / ph) * pooledW * cout;
          const to = y + ((<usize>at) << 2);
          const argTo = argmax != 0 ? argmax + <usize>at : 0;
          thinPooled(patches, (<usize>patchFloats) << 2, ow, depth, w, cout, bias, relu, to, argTo, temp);
          continue;
        }
        a = patches;
      }
      const c = ph > 0 ? strip : y + <usize>((s * oh + r) * ow) * pixel;
      const map = added != 0 ? added + <usize>((s * oh + r) * ow) * pixel : 0;
      for (let g = 0; g < groups; g++) {
        for (let q = firstPanel; q < lastPanel; q += blockPanels) {
          const channel = (<usize>(g * coutG + q * 16)) << 2;
          const columns = min<i32>(coutG, min<i32>(lastPanel, q + blockPanels) * 16) - q * 16;
          productOf(
            a + ((<usize>(g * cinG)) << 2),
            table,
            samples * taken * ow,
            segments,
            count,
            length,
            w + <usize>(g * panels + q) * panelBytes,
            panelBytes,
            columns,
            c + channel,
            pixel,
            bias != 0 ? bias + channel : 0,
            relu,
            temp,
            ceiling,
            added != 0 ? map + channel : 0,
            together,
          );
        }
      }
      if (ph > 0) {
        const at = (s * pooledH + r / ph) * pooledW * cout;
        poolStrip(strip, ow, cout, ph, pw, pooledW, y + ((<usize>at) << 2), argmax != 0 ? argmax + <usize>at : 0);
      }
    }
  }
}

/** The window's values of each pixel of a strip, one row of `patchFloats` a pixel. */
export function stripPatches(
  a: usize,
  rows: i32,
  ow: i32,
  stepY: usize,
  stepX: usize,
  kh: i32,
  run: i32,
  kernelStep: usize,
  dw: i32,
  cin: i32,
  to: usize,
  patchFloats: i32,
): void {
  const rowBytes = (<usize>run) << 2;
  // A row of the kernel is copied as a vector (what is too much of it falls under the next row, or on the rest of the patch), or as two.
  const isShort = dw == 1 && run <= 4 && (kh - 1) * run + 4 <= patchFloats;
  const isLong = dw == 1 && run > 4 && run <= 8;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < ow; j++) {
      const from = a + <usize>i * stepY + <usize>j * stepX;
      let t = to + ((<usize>((i * ow + j) * patchFloats)) << 2);
      for (let ky = 0; ky < kh; ky++) {
        const f = from + <usize>ky * kernelStep;
        if (isShort) {
          v128.store(t, v128.load(f));
          t += rowBytes;
        } else if (isLong) {
          v128.store(t, v128.load(f));
          t += rowBytes;
          v128.store(t - 16, v128.load(f + rowBytes - 16));
        } else if (dw == 1) {
          for (let q = 0; q < run; q++) {
            store<f32>(t, load<f32>(f + ((<usize>q) << 2)));
            t += 4;
          }
        } else {
          for (let q = 0; q < run; q++) {
            const tap = q / cin;
            store<f32>(t, load<f32>(f + ((<usize>(tap * dw * cin + q - tap * cin)) << 2)));
            t += 4;
          }
        }
      }
    }
  }
}

/** Max-pools `ph` rows of `ow` pixels into one row; the first maximum, row by row, wins. */
function poolStrip(strip: usize, ow: i32, c: i32, ph: i32, pw: i32, pooledW: i32, y: usize, arg: usize): void {
  const pixel = (<usize>c) << 2;
  const row = <usize>ow * pixel;
  const floor = floorOf(false);
  for (let j = 0; j < pooledW; j++) {
    const from = strip + <usize>(j * pw) * pixel;
    let ch = 0;
    for (; ch + 4 <= c; ch += 4) {
      const f = from + ((<usize>ch) << 2);
      const argTo = arg != 0 ? arg + <usize>ch : 0;
      if (ph == 2 && pw == 2) {
        const v2 = v128.load(f + row);
        pool4(v128.load(f), v128.load(f + pixel), v2, v128.load(f + row + pixel), floor, y + ((<usize>ch) << 2), argTo);
        continue;
      }
      let best = v128.load(f);
      let at = i32x4.splat(0);
      for (let a = 0; a < ph; a++) {
        for (let b = 0; b < pw; b++) {
          const v = v128.load(f + <usize>a * row + <usize>b * pixel);
          const better = v128.or(f32x4.gt(v, best), f32x4.ne(v, v));
          best = v128.bitselect(v, best, better);
          at = v128.bitselect(i32x4.splat(a * pw + b), at, better);
        }
      }
      v128.store(y + ((<usize>ch) << 2), best);
      if (arg != 0) store<u32>(arg + <usize>ch, lowBytes(at));
    }
    for (; ch < c; ch++) {
      const f = from + ((<usize>ch) << 2);
      let best = load<f32>(f);
      let at = 0;
      for (let a = 0; a < ph; a++) {
        for (let b = 0; b < pw; b++) {
          const v = load<f32>(f + <usize>a * row + <usize>b * pixel);
          if (v > best || v != v) {
            best = v;
            at = a * pw + b;
          }
        }
      }
      store<f32>(y + ((<usize>ch) << 2), best);
      if (arg != 0) store<u8>(arg + <usize>ch, <u8>at);
    }
    y += pixel;
    if (arg != 0) arg += <usize>c;
  }
}
