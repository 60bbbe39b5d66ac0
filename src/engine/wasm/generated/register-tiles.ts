/** @file Register tiles: what wasm/graph/micro.ts, block6.ts and across.ts do with 6 or 4 rows and 4 or 2 vectors. Written by scripts/engine-tiles.ts; edit that. */
import { Control } from './words';
import { PANEL, START_BIAS, START_C, Six, Whole } from '../graph/micro';
import { madd } from '../shared/simd';

/**
 * C[rows, vectors] = start + A[rows] * B, B packed as k rows of PANEL bytes. `p0..p5` are the rows' addresses (a tile of 4 does
 * not look at the last two), `length` bytes of each segment are read with `sizeof<T>()` steps.
 * All starts come in by the same loads: vectors are joined only where they come from the same block of code. `added`: 0, or what
 * is added before relu, laid out as C. `ceiling`: 0, or where the number stands that nothing exceeds.
 */
export function tile<T, Rows, Vectors>(
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  p4: usize,
  p5: usize,
  segments: usize,
  count: i32,
  length: i32,
  b: usize,
  c: usize,
  ldc: usize,
  start: i32,
  bias: usize,
  relu: bool,
  ceiling: usize,
  added: usize,
): void {
  const isSix = sizeof<Rows>() == sizeof<Six>();
  const isWhole = sizeof<Vectors>() == sizeof<Whole>();
  let from = start == START_C ? c : start == START_BIAS ? bias : Control.ZEROS;
  const step: usize = start == START_C ? ldc : 0;
  let c00 = v128.load(from, 0);
  let c01 = v128.load(from, 16);
  let c02 = isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c03 = isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c10 = v128.load(from, 0);
  let c11 = v128.load(from, 16);
  let c12 = isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c13 = isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c20 = v128.load(from, 0);
  let c21 = v128.load(from, 16);
  let c22 = isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c23 = isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c30 = v128.load(from, 0);
  let c31 = v128.load(from, 16);
  let c32 = isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c33 = isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c40 = isSix ? v128.load(from, 0) : i64x2.splat(0);
  let c41 = isSix ? v128.load(from, 16) : i64x2.splat(0);
  let c42 = isSix && isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c43 = isSix && isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c50 = isSix ? v128.load(from, 0) : i64x2.splat(0);
  let c51 = isSix ? v128.load(from, 16) : i64x2.splat(0);
  let c52 = isSix && isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c53 = isSix && isWhole ? v128.load(from, 48) : i64x2.splat(0);
  for (let s = 0; s < count; s++) {
    const off = load<u32>(segments + ((<usize>s) << 2));
    let q0 = p0 + off;
    let q1 = p1 + off;
    let q2 = p2 + off;
    let q3 = p3 + off;
    let q4 = isSix ? p4 + off : 0;
    let q5 = isSix ? p5 + off : 0;
    const end = q0 + length;
    while (q0 < end) {
      const b0 = v128.load(b, 0);
      const b1 = v128.load(b, 16);
      const b2 = isWhole ? v128.load(b, 32) : i64x2.splat(0);
      const b3 = isWhole ? v128.load(b, 48) : i64x2.splat(0);
      let a = v128.load_splat<T>(q0);
      c00 = madd<T>(a, b0, c00);
      c01 = madd<T>(a, b1, c01);
      if (isWhole) {
        c02 = madd<T>(a, b2, c02);
        c03 = madd<T>(a, b3, c03);
      }
      a = v128.load_splat<T>(q1);
      c10 = madd<T>(a, b0, c10);
      c11 = madd<T>(a, b1, c11);
      if (isWhole) {
        c12 = madd<T>(a, b2, c12);
        c13 = madd<T>(a, b3, c13);
      }
      a = v128.load_splat<T>(q2);
      c20 = madd<T>(a, b0, c20);
      c21 = madd<T>(a, b1, c21);
      if (isWhole) {
        c22 = madd<T>(a, b2, c22);
        c23 = madd<T>(a, b3, c23);
      }
      a = v128.load_splat<T>(q3);
      c30 = madd<T>(a, b0, c30);
      c31 = madd<T>(a, b1, c31);
      if (isWhole) {
        c32 = madd<T>(a, b2, c32);
        c33 = madd<T>(a, b3, c33);
      }
      if (isSix) {
        a = v128.load_splat<T>(q4);
        c40 = madd<T>(a, b0, c40);
        c41 = madd<T>(a, b1, c41);
        if (isWhole) {
          c42 = madd<T>(a, b2, c42);
          c43 = madd<T>(a, b3, c43);
        }
        a = v128.load_splat<T>(q5);
        c50 = madd<T>(a, b0, c50);
        c51 = madd<T>(a, b1, c51);
        if (isWhole) {
          c52 = madd<T>(a, b2, c52);
          c53 = madd<T>(a, b3, c53);
        }
      }
      b += PANEL;
      q0 += sizeof<T>();
      q1 += sizeof<T>();
      q2 += sizeof<T>();
      q3 += sizeof<T>();
      if (isSix) {
        q4 += sizeof<T>();
        q5 += sizeof<T>();
      }
    }
  }
  if (added != 0) {
    let from = added;
    c00 = v128.add<T>(c00, v128.load(from, 0));
    c01 = v128.add<T>(c01, v128.load(from, 16));
    if (isWhole) {
      c02 = v128.add<T>(c02, v128.load(from, 32));
      c03 = v128.add<T>(c03, v128.load(from, 48));
    }
    from += ldc;
    c10 = v128.add<T>(c10, v128.load(from, 0));
    c11 = v128.add<T>(c11, v128.load(from, 16));
    if (isWhole) {
      c12 = v128.add<T>(c12, v128.load(from, 32));
      c13 = v128.add<T>(c13, v128.load(from, 48));
    }
    from += ldc;
    c20 = v128.add<T>(c20, v128.load(from, 0));
    c21 = v128.add<T>(c21, v128.load(from, 16));
    if (isWhole) {
      c22 = v128.add<T>(c22, v128.load(from, 32));
      c23 = v128.add<T>(c23, v128.load(from, 48));
    }
    from += ldc;
    c30 = v128.add<T>(c30, v128.load(from, 0));
    c31 = v128.add<T>(c31, v128.load(from, 16));
    if (isWhole) {
      c32 = v128.add<T>(c32, v128.load(from, 32));
      c33 = v128.add<T>(c33, v128.load(from, 48));
    }
    if (isSix) {
      from += ldc;
      c40 = v128.add<T>(c40, v128.load(from, 0));
      c41 = v128.add<T>(c41, v128.load(from, 16));
      if (isWhole) {
        c42 = v128.add<T>(c42, v128.load(from, 32));
        c43 = v128.add<T>(c43, v128.load(from, 48));
      }
      from += ldc;
      c50 = v128.add<T>(c50, v128.load(from, 0));
      c51 = v128.add<T>(c51, v128.load(from, 16));
      if (isWhole) {
        c52 = v128.add<T>(c52, v128.load(from, 32));
        c53 = v128.add<T>(c53, v128.load(from, 48));
      }
    }
  }
  if (relu) {
    const zero = i64x2.splat(0);
    c00 = v128.max<T>(c00, zero);
    c01 = v128.max<T>(c01, zero);
    if (isWhole) {
      c02 = v128.max<T>(c02, zero);
      c03 = v128.max<T>(c03, zero);
    }
    c10 = v128.max<T>(c10, zero);
    c11 = v128.max<T>(c11, zero);
    if (isWhole) {
      c12 = v128.max<T>(c12, zero);
      c13 = v128.max<T>(c13, zero);
    }
    c20 = v128.max<T>(c20, zero);
    c21 = v128.max<T>(c21, zero);
    if (isWhole) {
      c22 = v128.max<T>(c22, zero);
      c23 = v128.max<T>(c23, zero);
    }
    c30 = v128.max<T>(c30, zero);
    c31 = v128.max<T>(c31, zero);
    if (isWhole) {
      c32 = v128.max<T>(c32, zero);
      c33 = v128.max<T>(c33, zero);
    }
    if (isSix) {
      c40 = v128.max<T>(c40, zero);
      c41 = v128.max<T>(c41, zero);
      if (isWhole) {
        c42 = v128.max<T>(c42, zero);
        c43 = v128.max<T>(c43, zero);
      }
      c50 = v128.max<T>(c50, zero);
      c51 = v128.max<T>(c51, zero);
      if (isWhole) {
        c52 = v128.max<T>(c52, zero);
        c53 = v128.max<T>(c53, zero);
      }
    }
  }
  if (ceiling != 0) {
    const most = v128.load_splat<T>(ceiling);
    c00 = v128.min<T>(c00, most);
    c01 = v128.min<T>(c01, most);
    if (isWhole) {
      c02 = v128.min<T>(c02, most);
      c03 = v128.min<T>(c03, most);
    }
    c10 = v128.min<T>(c10, most);
    c11 = v128.min<T>(c11, most);
    if (isWhole) {
      c12 = v128.min<T>(c12, most);
      c13 = v128.min<T>(c13, most);
    }
    c20 = v128.min<T>(c20, most);
    c21 = v128.min<T>(c21, most);
    if (isWhole) {
      c22 = v128.min<T>(c22, most);
      c23 = v128.min<T>(c23, most);
    }
    c30 = v128.min<T>(c30, most);
    c31 = v128.min<T>(c31, most);
    if (isWhole) {
      c32 = v128.min<T>(c32, most);
      c33 = v128.min<T>(c33, most);
    }
    if (isSix) {
      c40 = v128.min<T>(c40, most);
      c41 = v128.min<T>(c41, most);
      if (isWhole) {
        c42 = v128.min<T>(c42, most);
        c43 = v128.min<T>(c43, most);
      }
      c50 = v128.min<T>(c50, most);
      c51 = v128.min<T>(c51, most);
      if (isWhole) {
        c52 = v128.min<T>(c52, most);
        c53 = v128.min<T>(c53, most);
      }
    }
  }
  let to = c;
  // The higher half of a pair first: V8 joins the two stores then.
  v128.store(to, c01, 16);
  v128.store(to, c00, 0);
  if (isWhole) {
    v128.store(to, c03, 48);
    v128.store(to, c02, 32);
  }
  to += ldc;
  v128.store(to, c11, 16);
  v128.store(to, c10, 0);
  if (isWhole) {
    v128.store(to, c13, 48);
    v128.store(to, c12, 32);
  }
  to += ldc;
  v128.store(to, c21, 16);
  v128.store(to, c20, 0);
  if (isWhole) {
    v128.store(to, c23, 48);
    v128.store(to, c22, 32);
  }
  to += ldc;
  v128.store(to, c31, 16);
  v128.store(to, c30, 0);
  if (isWhole) {
    v128.store(to, c33, 48);
    v128.store(to, c32, 32);
  }
  if (isSix) {
    to += ldc;
    v128.store(to, c41, 16);
    v128.store(to, c40, 0);
    if (isWhole) {
      v128.store(to, c43, 48);
      v128.store(to, c42, 32);
    }
    to += ldc;
    v128.store(to, c51, 16);
    v128.store(to, c50, 0);
    if (isWhole) {
      v128.store(to, c53, 48);
      v128.store(to, c52, 32);
    }
  }
}

/** The tile of block6.ts: 6 or 4 rows of two panels `panel` bytes apart (`Whole`), or of one (`Half`). */
export function block<Rows, Vectors>(a: usize, lda: usize, k: i32, b: usize, panel: usize, c: usize, ldc: usize): void {
  const isSix = sizeof<Rows>() == sizeof<Six>();
  const isWhole = sizeof<Vectors>() == sizeof<Whole>();
  let q0 = a;
  let q1 = q0 + lda;
  let q2 = q1 + lda;
  let q3 = q2 + lda;
  let q4 = isSix ? q3 + lda : 0;
  let q5 = isSix ? q4 + lda : 0;
  let d = isWhole ? b + panel : 0;
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c02 = f32x4.splat(0);
  let c03 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c12 = f32x4.splat(0);
  let c13 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c22 = f32x4.splat(0);
  let c23 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  let c32 = f32x4.splat(0);
  let c33 = f32x4.splat(0);
  let c40 = f32x4.splat(0);
  let c41 = f32x4.splat(0);
  let c42 = f32x4.splat(0);
  let c43 = f32x4.splat(0);
  let c50 = f32x4.splat(0);
  let c51 = f32x4.splat(0);
  let c52 = f32x4.splat(0);
  let c53 = f32x4.splat(0);
  const end = q0 + ((<usize>k) << 2);
  while (q0 < end) {
    const b0 = v128.load(b, 0);
    const b1 = v128.load(b, 16);
    const b2 = isWhole ? v128.load(d, 0) : f32x4.splat(0);
    const b3 = isWhole ? v128.load(d, 16) : f32x4.splat(0);
    let s = v128.load32_splat(q0, 0);
    c00 = madd<f32>(s, b0, c00);
    c01 = madd<f32>(s, b1, c01);
    if (isWhole) {
      c02 = madd<f32>(s, b2, c02);
      c03 = madd<f32>(s, b3, c03);
    }
    s = v128.load32_splat(q1, 0);
    c10 = madd<f32>(s, b0, c10);
    c11 = madd<f32>(s, b1, c11);
    if (isWhole) {
      c12 = madd<f32>(s, b2, c12);
      c13 = madd<f32>(s, b3, c13);
    }
    s = v128.load32_splat(q2, 0);
    c20 = madd<f32>(s, b0, c20);
    c21 = madd<f32>(s, b1, c21);
    if (isWhole) {
      c22 = madd<f32>(s, b2, c22);
      c23 = madd<f32>(s, b3, c23);
    }
    s = v128.load32_splat(q3, 0);
    c30 = madd<f32>(s, b0, c30);
    c31 = madd<f32>(s, b1, c31);
    if (isWhole) {
      c32 = madd<f32>(s, b2, c32);
      c33 = madd<f32>(s, b3, c33);
    }
    if (isSix) {
      s = v128.load32_splat(q4, 0);
      c40 = madd<f32>(s, b0, c40);
      c41 = madd<f32>(s, b1, c41);
      if (isWhole) {
        c42 = madd<f32>(s, b2, c42);
        c43 = madd<f32>(s, b3, c43);
      }
      s = v128.load32_splat(q5, 0);
      c50 = madd<f32>(s, b0, c50);
      c51 = madd<f32>(s, b1, c51);
      if (isWhole) {
        c52 = madd<f32>(s, b2, c52);
        c53 = madd<f32>(s, b3, c53);
      }
    }
    q0 += 4;
    q1 += 4;
    q2 += 4;
    q3 += 4;
    if (isSix) {
      q4 += 4;
      q5 += 4;
    }
    b += 32;
    if (isWhole) d += 32;
  }
  // The higher half of a pair first: V8 joins the two stores then.
  v128.store(c, c01, 16);
  v128.store(c, c00, 0);
  if (isWhole) {
    v128.store(c, c03, 48);
    v128.store(c, c02, 32);
  }
  c += ldc;
  v128.store(c, c11, 16);
  v128.store(c, c10, 0);
  if (isWhole) {
    v128.store(c, c13, 48);
    v128.store(c, c12, 32);
  }
  c += ldc;
  v128.store(c, c21, 16);
  v128.store(c, c20, 0);
  if (isWhole) {
    v128.store(c, c23, 48);
    v128.store(c, c22, 32);
  }
  c += ldc;
  v128.store(c, c31, 16);
  v128.store(c, c30, 0);
  if (isWhole) {
    v128.store(c, c33, 48);
    v128.store(c, c32, 32);
  }
  if (isSix) {
    c += ldc;
    v128.store(c, c41, 16);
    v128.store(c, c40, 0);
    if (isWhole) {
      v128.store(c, c43, 48);
      v128.store(c, c42, 32);
    }
    c += ldc;
    v128.store(c, c51, 16);
    v128.store(c, c50, 0);
    if (isWhole) {
      v128.store(c, c53, 48);
      v128.store(c, c52, 32);
    }
  }
}

/**
 * The tile of across.ts: C[rows, vectors] (+)= A' * B, where A and B have a row for each step, A's 6 or 4 numbers and B's vectors in it
 * stand side by side, and nothing is packed. `runs` runs of `k` steps: A's rows are `lda` bytes apart and `jump` more from run to
 * run, B's always `ldb`. `fresh`: from zero, not from what C holds.
 */
export function acrossTile<Rows, Vectors>(
  a: usize,
  lda: usize,
  runs: i32,
  k: i32,
  jump: usize,
  b: usize,
  ldb: usize,
  c: usize,
  ldc: usize,
  fresh: bool,
): void {
  const isSix = sizeof<Rows>() == sizeof<Six>();
  const isWhole = sizeof<Vectors>() == sizeof<Whole>();
  let from = fresh ? Control.ZEROS : c;
  const step: usize = fresh ? 0 : ldc;
  let c00 = v128.load(from, 0);
  let c01 = v128.load(from, 16);
  let c02 = isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c03 = isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c10 = v128.load(from, 0);
  let c11 = v128.load(from, 16);
  let c12 = isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c13 = isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c20 = v128.load(from, 0);
  let c21 = v128.load(from, 16);
  let c22 = isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c23 = isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c30 = v128.load(from, 0);
  let c31 = v128.load(from, 16);
  let c32 = isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c33 = isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c40 = isSix ? v128.load(from, 0) : i64x2.splat(0);
  let c41 = isSix ? v128.load(from, 16) : i64x2.splat(0);
  let c42 = isSix && isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c43 = isSix && isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c50 = isSix ? v128.load(from, 0) : i64x2.splat(0);
  let c51 = isSix ? v128.load(from, 16) : i64x2.splat(0);
  let c52 = isSix && isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c53 = isSix && isWhole ? v128.load(from, 48) : i64x2.splat(0);
  for (let r = 0; r < runs; r++) {
    const end = b + <usize>k * ldb;
    while (b < end) {
      const b0 = v128.load(b, 0);
      const b1 = v128.load(b, 16);
      const b2 = isWhole ? v128.load(b, 32) : i64x2.splat(0);
      const b3 = isWhole ? v128.load(b, 48) : i64x2.splat(0);
      let s = v128.load32_splat(a, 0);
      c00 = madd<f32>(s, b0, c00);
      c01 = madd<f32>(s, b1, c01);
      if (isWhole) {
        c02 = madd<f32>(s, b2, c02);
        c03 = madd<f32>(s, b3, c03);
      }
      s = v128.load32_splat(a, 4);
      c10 = madd<f32>(s, b0, c10);
      c11 = madd<f32>(s, b1, c11);
      if (isWhole) {
        c12 = madd<f32>(s, b2, c12);
        c13 = madd<f32>(s, b3, c13);
      }
      s = v128.load32_splat(a, 8);
      c20 = madd<f32>(s, b0, c20);
      c21 = madd<f32>(s, b1, c21);
      if (isWhole) {
        c22 = madd<f32>(s, b2, c22);
        c23 = madd<f32>(s, b3, c23);
      }
      s = v128.load32_splat(a, 12);
      c30 = madd<f32>(s, b0, c30);
      c31 = madd<f32>(s, b1, c31);
      if (isWhole) {
        c32 = madd<f32>(s, b2, c32);
        c33 = madd<f32>(s, b3, c33);
      }
      if (isSix) {
        s = v128.load32_splat(a, 16);
        c40 = madd<f32>(s, b0, c40);
        c41 = madd<f32>(s, b1, c41);
        if (isWhole) {
          c42 = madd<f32>(s, b2, c42);
          c43 = madd<f32>(s, b3, c43);
        }
        s = v128.load32_splat(a, 20);
        c50 = madd<f32>(s, b0, c50);
        c51 = madd<f32>(s, b1, c51);
        if (isWhole) {
          c52 = madd<f32>(s, b2, c52);
          c53 = madd<f32>(s, b3, c53);
        }
      }
      a += lda;
      b += ldb;
    }
    a += jump;
  }
  v128.store(c, c01, 16);
  v128.store(c, c00, 0);
  if (isWhole) {
    v128.store(c, c03, 48);
    v128.store(c, c02, 32);
  }
  c += ldc;
  v128.store(c, c11, 16);
  v128.store(c, c10, 0);
  if (isWhole) {
    v128.store(c, c13, 48);
    v128.store(c, c12, 32);
  }
  c += ldc;
  v128.store(c, c21, 16);
  v128.store(c, c20, 0);
  if (isWhole) {
    v128.store(c, c23, 48);
    v128.store(c, c22, 32);
  }
  c += ldc;
  v128.store(c, c31, 16);
  v128.store(c, c30, 0);
  if (isWhole) {
    v128.store(c, c33, 48);
    v128.store(c, c32, 32);
  }
  if (isSix) {
    c += ldc;
    v128.store(c, c41, 16);
    v128.store(c, c40, 0);
    if (isWhole) {
      v128.store(c, c43, 48);
      v128.store(c, c42, 32);
    }
    c += ldc;
    v128.store(c, c51, 16);
    v128.store(c, c50, 0);
    if (isWhole) {
      v128.store(c, c53, 48);
      v128.store(c, c52, 32);
    }
  }
}
