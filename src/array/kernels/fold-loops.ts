/**
 * @file The inner loops of reductions, written out as text and compiled for each combination of storage types (as in
 * loops.ts, with the same plain twin where the host forbids compiling). Sums of a run are pairwise, in NumPy's exact
 * order, so that float32 sums agree with NumPy's to the last bit.
 */
import type { FoldKernel } from '../../engine/index.ts';
import type { TypedArray } from '../layout/dtype.ts';

/** How a reduction combines its state s with one more element x. */
export interface Fold {
  readonly name: string;
  readonly text: string;
  readonly run: (s: number, x: number) => number;
  /** The state before any element. */
  readonly start: number;
  /** Ordinary floats can give infinity or NaN. */
  readonly canOverflow?: boolean;
  /** A run is summed pairwise (floats). */
  readonly pairwise?: boolean;
  /** The engine's kernel for large arrays. */
  readonly kernel?: FoldKernel;
}

/** One plane: rows of n elements of `a` combined into `o`; strides of `o` are 0 along reduced axes. */
export type FoldLoop = (
  a: TypedArray,
  pa: number,
  am: number,
  an: number,
  o: TypedArray,
  po: number,
  om: number,
  on: number,
  m: number,
  n: number,
) => void;

/** By fold, source and target dtype (no key texts made of both: loops over small patches come here for every patch). */
const compiled = new WeakMap<Fold, Map<string, Map<string, FoldLoop>>>();
/** The last one asked for, which such a loop asks for again. */
let last: { fold: Fold; from: string; to: string; loop: FoldLoop } | undefined;

/** The loop for a fold; `single` rounds the running state to float32 at every step. */
export function foldLoop(fold: Fold, from: string, to: string): FoldLoop {
  if (last !== undefined && last.fold === fold && last.from === from && last.to === to) return last.loop;
  const known = compiled.get(fold)?.get(from)?.get(to);
  if (known) {
    last = { fold, from, to, loop: known };
    return known;
  }
  const single = to === 'float32';
  let made: FoldLoop;
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- see the header: one loop per type, with a plain twin
    made = new Function(fold.pairwise ? sumText(single) : foldText(fold, single))() as FoldLoop;
  } catch {
    made = plainFold(fold, single);
  }
  const ofFold = compiled.get(fold) ?? new Map<string, Map<string, FoldLoop>>();
  const ofSource = ofFold.get(from) ?? new Map<string, FoldLoop>();
  compiled.set(fold, ofFold.set(from, ofSource.set(to, made)));
  return made;
}

function foldText(fold: Fold, single: boolean): string {
  const join = single ? `Math.fround(${fold.text})` : fold.text;
  return `'use strict'; return function loop(a, pa, am, an, o, po, om, on, m, n) {
    for (let i = 0; i < m; i++, pa += am, po += om) {
      if (on === 0) {
        let s = o[po];
        if (an === 1) for (let p = pa, e = pa + n; p < e; p++) { const x = a[p]; s = ${join}; }
        else for (let j = 0, p = pa; j < n; j++, p += an) { const x = a[p]; s = ${join}; }
        o[po] = s;
      } else {
        for (let j = 0, p = pa, q = po; j < n; j++, p += an, q += on) { const s = o[q], x = a[p]; o[q] = ${join}; }
      }
    }
  }`;
}

/** Sums: a run in blocks of 128 by eight partial sums, blocks added as a binary tree. */
function sumText(single: boolean): string {
  const r = (text: string): string => (single ? `Math.fround(${text})` : `(${text})`);
  const lanes = [0, 1, 2, 3, 4, 5, 6, 7];
  const lane = (k: number): string => (k === 0 ? 'a[p]' : `a[p + ${k === 1 ? '' : `${k} * `}t]`);
  const pair = (x: string, y: string): string => r(`${x} + ${y}`);
  const tree = pair(pair(pair('r0', 'r1'), pair('r2', 'r3')), pair(pair('r4', 'r5'), pair('r6', 'r7')));
  return `'use strict';
  function block(a, p, t, n) {
    if (n < 8) { let s = -0; for (let i = 0; i < n; i++, p += t) s = ${r('s + a[p]')}; return s; }
    let ${lanes.map((k) => `r${k} = ${lane(k)}`).join(', ')};
    const e = n - (n % 8);
    let i = 8;
    p += 8 * t;
    for (; i < e; i += 8, p += 8 * t) { ${lanes.map((k) => `r${k} = ${r(`r${k} + ${lane(k)}`)};`).join(' ')} }
    let s = ${tree};
    for (; i < n; i++, p += t) s = ${r('s + a[p]')};
    return s;
  }
  function tree(a, p, t, n) {
    if (n <= 128) return block(a, p, t, n);
    let h = n >> 1;
    h -= h % 8;
    return ${r('tree(a, p, t, h) + tree(a, p + h * t, t, n - h)')};
  }
  return function loop(a, pa, am, an, o, po, om, on, m, n) {
    for (let i = 0; i < m; i++, pa += am, po += om) {
      if (on === 0) o[po] += tree(a, pa, an, n);
      else for (let j = 0, p = pa, q = po; j < n; j++, p += an, q += on) o[q] += a[p];
    }
  }`;
}

/** The twin of the compiled loops: the same order of additions, one call per element. */
export function plainFold(fold: Fold, single: boolean): FoldLoop {
  const round = single ? Math.fround : (x: number): number => x;
  const tree = (a: TypedArray, p: number, t: number, n: number): number => {
    if (n > 128) {
      const half = (n >> 1) - ((n >> 1) % 8);
      return round(tree(a, p, t, half) + tree(a, p + half * t, t, n - half));
    }
    const lanes: number[] = [];
    const whole = n < 8 ? 0 : n - (n % 8);
    for (let i = 0; i < whole; i++) lanes[i % 8] = i < 8 ? a[p + i * t]! : round(lanes[i % 8]! + a[p + i * t]!);
    const pairs = [0, 2, 4, 6].map((k) => round(lanes[k]! + lanes[k + 1]!));
    let s = whole === 0 ? -0 : round(round(pairs[0]! + pairs[1]!) + round(pairs[2]! + pairs[3]!));
    for (let i = whole; i < n; i++) s = round(s + a[p + i * t]!);
    return s;
  };
  return (a, pa, am, an, o, po, om, on, m, n) => {
    for (let i = 0; i < m; i++) {
      const [p, q] = [pa + i * am, po + i * om];
      if (fold.pairwise && on === 0) o[q] = round(o[q]! + tree(a, p, an, n));
      else for (let j = 0; j < n; j++) o[q + j * on] = round(fold.run(o[q + j * on]!, a[p + j * an]!));
    }
  };
}
