/**
 * @file From the register tile to whole blocks: C[rows, columns] = start + A * B for rows given by a table of byte offsets
 * and B packed in panels of four vectors. Ragged rows and columns go through a small temporary tile, so that one register
 * kernel serves every size.
 */
import { tile } from '../generated/register-tiles';
import { PANEL, START_BIAS, START_C, START_ZERO, Four, Half, Six, Whole } from './micro';
import { copy4, zero } from '../shared/simd';

/** Bytes of a temporary tile. */
export const TILE_BYTES: usize = 6 * PANEL;
/** Bytes of `temp` of `tiles`: two tiles, and a row between them. */
export const TEMP_BYTES: usize = 13 * PANEL;

/** Rows of the next tile, 6 or 4, where `left` are left: as few as can be are computed for nothing. */
@inline
export function tileRows(left: i32): i32 {
  return left <= 4 || left == 7 || left == 8 ? 4 : 6;
}

/**
 * `table`: for each row the byte offset from `a`. `segments`/`count`/`length`: see micro.ts. `b`: panels, `panel` bytes
 * apart, each PANEL / sizeof<T>() columns wide (zero padded). `bias` may be 0 unless start is START_BIAS. `ceiling`, `added`: see the
 * tile.
 */
export function tiles<T>(
  a: usize,
  table: usize,
  rows: i32,
  segments: usize,
  count: i32,
  length: i32,
  b: usize,
  panel: usize,
  columns: i32,
  c: usize,
  ldc: usize,
  start: i32,
  bias: usize,
  relu: bool,
  temp: usize,
  ceiling: usize = 0,
  added: usize = 0,
): void {
  const wide = <i32>(PANEL / sizeof<T>());
  for (let i = 0, height = 6; i < rows; i += height) {
    const at = table + ((<usize>i) << 2);
    height = tileRows(rows - i);
    const left = min<i32>(height, rows - i);
    const p0 = a + load<u32>(at);
    const p1 = left > 1 ? a + load<u32>(at, 4) : p0;
    const p2 = left > 2 ? a + load<u32>(at, 8) : p0;
    const p3 = left > 3 ? a + load<u32>(at, 12) : p0;
    const p4 = left > 4 ? a + load<u32>(at, 16) : p0;
    const p5 = left > 5 ? a + load<u32>(at, 20) : p0;
    let bp = b;
    let cp = c + <usize>i * ldc;
    let biasp = bias;
    let addp = added != 0 ? added + <usize>i * ldc : 0;
    for (let j = 0; j < columns; j += wide) {
      const bytes = <usize>min<i32>(wide, columns - j) * sizeof<T>();
      const isHalf = bytes <= PANEL / 2;
      let to = cp;
      let step = ldc;
      let biasAt = biasp;
      let addAt = addp;
      const isRagged = left < height || (bytes & (PANEL / 2 - 1)) != 0;
      if (isRagged) {
        to = temp;
        step = PANEL;
        if (start == START_C) {
          for (let r = 0; r < left; r++) copy4(temp + <usize>r * PANEL, cp + <usize>r * ldc, bytes);
        } else if (bias != 0) {
          biasAt = temp + TILE_BYTES;
          zero(biasAt, PANEL);
          copy4(biasAt, biasp, bytes);
        }
        if (added != 0) {
          addAt = temp + TILE_BYTES + PANEL;
          for (let r = 0; r < left; r++) copy4(addAt + <usize>r * PANEL, addp + <usize>r * ldc, bytes);
        }
      }
      if (height == 4) {
        if (isHalf)
          tile<T, Four, Half>(
            p0,
            p1,
            p2,
            p3,
            p4,
            p5,
            segments,
            count,
            length,
            bp,
            to,
            step,
            start,
            biasAt,
            relu,
            ceiling,
            addAt,
          );
        else
          tile<T, Four, Whole>(
            p0,
            p1,
            p2,
            p3,
            p4,
            p5,
            segments,
            count,
            length,
            bp,
            to,
            step,
            start,
            biasAt,
            relu,
            ceiling,
            addAt,
          );
      } else if (isHalf)
        tile<T, Six, Half>(
          p0,
          p1,
          p2,
          p3,
          p4,
          p5,
          segments,
          count,
          length,
          bp,
          to,
          step,
          start,
          biasAt,
          relu,
          ceiling,
          addAt,
        );
      else
        tile<T, Six, Whole>(
          p0,
          p1,
          p2,
          p3,
          p4,
          p5,
          segments,
          count,
          length,
          bp,
          to,
          step,
          start,
          biasAt,
          relu,
          ceiling,
          addAt,
        );
      if (isRagged) {
        for (let r = 0; r < left; r++) copy4(cp + <usize>r * ldc, temp + <usize>r * PANEL, bytes);
      }
      bp += panel;
      cp += PANEL;
      biasp += bias != 0 ? PANEL : 0;
      addp += added != 0 ? PANEL : 0;
    }
  }
}

/** Bytes of packed weights that stay in L1 beside the rows that meet them. */
const NEAR: i32 = 24 << 10;
/** Where results are more than this many, which is what L2 holds beside the weights, few rows meet all panels before the next ones do. */
const LARGE: i32 = 1 << 18;
/** Results of such a strip: each row of it lies in pages of its own, and only some dozens of them are known to the core and fetched ahead. */
const STRIP_RESULTS: i32 = 24 << 10;

/**
 * Rows of a strip of a product of so many rows and columns: few where results come from further away, for then what is written and added lies
 * side by side and is fetched ahead; else all, so that each part of a panel is fetched once.
 */
export function stripOf(rows: i32, columns: i32): i32 {
  if (rows * columns <= LARGE) return i32.MAX_VALUE;
  return max<i32>(12, min<i32>(48, (STRIP_RESULTS / columns / 6) * 6));
}

/**
 * `tiles`, of bias and with relu, in an order in which weights are near: where all panels fit in L1 a row goes by all of them, else a
 * part of a panel (whole segments, or a part of the only one) meets all rows (of a strip) before the next. `isFar`: that part of the
 * rows meets all panels before the next part, because whole rows would not stay in L2. The sums are the same.
 */
export function panels(
  a: usize,
  table: usize,
  rows: i32,
  segments: usize,
  count: i32,
  length: i32,
  b: usize,
  panel: usize,
  columns: i32,
  c: usize,
  ldc: usize,
  bias: usize,
  relu: bool,
  temp: usize,
  ceiling: usize,
  added: usize,
  stripRows: i32,
  isFar: bool = false,
): void {
  const first = bias != 0 ? START_BIAS : START_ZERO;
  if (((columns + 15) / 16) * <i32>panel <= NEAR || rows <= 6) {
    tiles<f32>(
      a,
      table,
      rows,
      segments,
      count,
      length,
      b,
      panel,
      columns,
      c,
      ldc,
      first,
      bias,
      relu,
      temp,
      ceiling,
      added,
    );
    return;
  }
  // Steps of k are runs of segments, or of values of the only segment: equal parts.
  const all = count > 1 ? count : length >> 2;
  const stepBytes = count > 1 ? (length >> 2) * <i32>PANEL : <i32>PANEL;
  const parts = min<i32>(all, (<i32>panel + NEAR - 1) / NEAR);
  const run = (all + parts - 1) / parts;
  const isSegments = count > 1;
  for (let r = 0, strip = 0; r < rows; r += strip) {
    strip = min<i32>(stripRows, rows - r);
    const rowsAt = table + ((<usize>r) << 2);
    const down = <usize>r * ldc;
    // Panels outside and parts of them inside, or the other way round.
    const outer = isFar ? all : columns;
    const inner = isFar ? columns : all;
    for (let u = 0; u < outer; u += isFar ? run : 16) {
      for (let v = 0; v < inner; v += isFar ? 16 : run) {
        const j = isFar ? v : u;
        const q = isFar ? u : v;
        const at = (<usize>j) << 2;
        const weights = b + <usize>(j >> 4) * panel;
        const taken = min<i32>(run, all - q);
        const isLast = q + taken == all;
        tiles<f32>(
          isSegments ? a : a + ((<usize>q) << 2),
          rowsAt,
          strip,
          isSegments ? segments + ((<usize>q) << 2) : segments,
          isSegments ? taken : 1,
          isSegments ? length : taken << 2,
          weights + <usize>(q * stepBytes),
          panel,
          min<i32>(16, columns - j),
          c + down + at,
          ldc,
          q > 0 ? START_C : first,
          bias != 0 ? bias + at : 0,
          relu && isLast,
          temp,
          isLast ? ceiling : 0,
          isLast && added != 0 ? added + down + at : 0,
        );
      }
    }
  }
}

/**
 * Packs B (k rows of `columns`) into panels, zero padded: element (k, n) is at b + k * sk + n * sn (bytes). `k0..k1` and `j0..j1`
 * choose the part; the panels start at `to`, each (k1 - k0) * PANEL bytes.
 */
export function packPanels<T>(b: usize, sk: usize, sn: usize, k0: i32, k1: i32, j0: i32, j1: i32, to: usize): void {
  const wide = <i32>(PANEL / sizeof<T>());
  if (sn == sizeof<T>()) {
    const whole = (j1 - j0) / wide;
    copyRows(b + <usize>k0 * sk + <usize>j0 * sn, sk, k1 - k0, whole, to);
    j0 += whole * wide;
    to += <usize>(whole * (k1 - k0)) * PANEL;
  }
  for (let j = j0; j < j1; j += wide) {
    const width = min<i32>(wide, j1 - j);
    let from = b + <usize>k0 * sk + <usize>j * sn;
    if (sizeof<T>() == 4 && width == wide && sk == 4) {
      let k = k0;
      for (; k + 4 <= k1; k += 4) {
        for (let q: usize = 0; q < 4; q++) transpose4(from + 4 * q * sn, sn, to + 16 * q, PANEL);
        to += 4 * PANEL;
        from += 16;
      }
      for (; k < k1; k++) {
        for (let q: usize = 0; q < 16; q++) store<u32>(to + (q << 2), load<u32>(from + q * sn));
        to += PANEL;
        from += 4;
      }
    } else if (sizeof<T>() == 8 && width == wide && sk == 8) {
      let k = k0;
      for (; k + 2 <= k1; k += 2) {
        for (let q: usize = 0; q < 4; q++) transpose2(from + 2 * q * sn, sn, to + 16 * q, PANEL);
        to += 2 * PANEL;
        from += 16;
      }
      for (; k < k1; k++) {
        for (let q: usize = 0; q < 8; q++) store<u64>(to + (q << 3), load<u64>(from + q * sn));
        to += PANEL;
        from += 8;
      }
    } else {
      for (let k = k0; k < k1; k++) {
        zero(to, PANEL);
        for (let q = 0; q < width; q++) store<T>(to + <usize>q * sizeof<T>(), load<T>(from + <usize>q * sn));
        to += PANEL;
        from += sk;
      }
    }
  }
}

/** Rows that are read side by side: as many as the processor fetches ahead. */
const AHEAD: i32 = 8;

/** `rows` rows of whole panels, `step` bytes apart, some rows at a time, so that each is read on as it lies. */
function copyRows(from: usize, step: usize, rows: i32, panels: i32, to: usize): void {
  const panel = <usize>rows * PANEL;
  for (let k = 0; k < rows; k += AHEAD) {
    const taken = min<i32>(AHEAD, rows - k);
    let column = from + <usize>k * step;
    let target = to + <usize>k * PANEL;
    for (let j = 0; j < panels; j++) {
      let f = column;
      let t = target;
      for (const end = t + <usize>taken * PANEL; t < end; t += PANEL) {
        const v0 = v128.load(f);
        const v1 = v128.load(f, 16);
        const v2 = v128.load(f, 32);
        const v3 = v128.load(f, 48);
        v128.store(t, v1, 16);
        v128.store(t, v0);
        v128.store(t, v3, 48);
        v128.store(t, v2, 32);
        f += step;
      }
      column += PANEL;
      target += panel;
    }
  }
}

/** Two rows of two doubles, `step` bytes apart, written as two columns `toStep` bytes apart. */
@inline
export function transpose2(from: usize, step: usize, to: usize, toStep: usize): void {
  const x = v128.load(from);
  const y = v128.load(from + step);
  v128.store(to, v128.shuffle<i64>(x, y, 0, 2));
  v128.store(to + toStep, v128.shuffle<i64>(x, y, 1, 3));
}

/** Four rows of four floats, `step` bytes apart, written as four columns `toStep` bytes apart. */
@inline
export function transpose4(from: usize, step: usize, to: usize, toStep: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + step);
  const r2 = v128.load(from + 2 * step);
  const r3 = v128.load(from + 3 * step);
  const a = i8x16.shuffle(r0, r1, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const b = i8x16.shuffle(r2, r3, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const c = i8x16.shuffle(r0, r1, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  const d = i8x16.shuffle(r2, r3, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  v128.store(to, i8x16.shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23));
  v128.store(to + toStep, i8x16.shuffle(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31));
  v128.store(to + 2 * toStep, i8x16.shuffle(c, d, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23));
  v128.store(to + 3 * toStep, i8x16.shuffle(c, d, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31));
}
