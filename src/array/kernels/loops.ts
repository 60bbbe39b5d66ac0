/**
 * @file The inner loops of element-wise functions. A loop is written out as text and compiled for every operation and
 * combination of storage types, so that each compiled loop sees one kind of typed array and no call per element.
 * Where the host forbids that (a Content-Security-Policy without `unsafe-eval`), `plain…` run the same rule by a call
 * per element; tests hold the two equal.
 */
import type { TypedArray } from '../layout/dtype.ts';

/** A rule for one element: `text` in terms of x (and y) for the compiled loop, `run` the same as a function. */
export interface Rule {
  /** Left out when a call to `run` is good enough (the compiler of the engine inlines it). */
  readonly text?: string;
  readonly run: (x: number, y: number) => number;
}

/** The rule by which an element stays what it is. */
export const unchanged: Rule = { text: 'x', run: (x) => x };

/** What a loop looks out for; its elements are stored all the same. `text` in terms of x, y and the result r, as in a rule. */
export interface Guard {
  readonly text: string;
  readonly finds: (x: number, y: number, r: number) => boolean;
  /** Results are whole numbers in doubles, of which none is -0. */
  readonly isWhole?: boolean;
}

/** One plane (m rows of n) of a two-operand walk; returns true when its guard found something. */
export type BinaryLoop = (
  a: TypedArray,
  pa: number,
  am: number,
  an: number,
  b: TypedArray,
  pb: number,
  bm: number,
  bn: number,
  o: TypedArray,
  po: number,
  om: number,
  on: number,
  m: number,
  n: number,
) => boolean;

/** One plane of a one-operand walk. */
export type UnaryLoop = (
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
) => boolean;

const most = Number.MAX_SAFE_INTEGER;
/** Results that do not fit int64. */
export const beyondInt64: Guard = {
  text: `r > ${most} || r < ${-most}`,
  finds: (_x, _y, r) => Math.abs(r) > most,
  isWhole: true,
};

/** Numbers at least as large as `limit`, and NaN; `of` says which. */
export function reaches(limit: number, of: 'x' | 'r'): Guard {
  return {
    text: `!(${of} < ${limit} && ${of} > ${-limit})`,
    finds: (x, _y, r) => !(Math.abs(of === 'x' ? x : r) < limit),
  };
}

/** From here on a number becomes an infinite float32. */
export const FLOAT32_END = 2 ** 128 - 2 ** 103;
/** Results that are infinite or NaN as a float32 or float64. */
export const beyondFloat32 = reaches(FLOAT32_END, 'r');
export const beyondFloat64 = reaches(Infinity, 'r');

/** Operands that are 0. */
export const zero: Readonly<Record<'x' | 'y', Guard>> = {
  x: { text: 'x === 0', finds: (x) => x === 0 },
  y: { text: 'y === 0', finds: (_x, y) => y === 0 },
};

const compiled = new Map<string, unknown>();

/**
 * A copy of `plain` compiled for a `key` that names the kinds of store it will see, so that its accesses are not shared with
 * other kinds. `plain` may name nothing but its arguments. Where the host forbids that, it is `plain` itself.
 */
export function specialized<F extends (...args: never[]) => unknown>(key: string, plain: F): F {
  const known = compiled.get(key);
  if (known) return known as F;
  let made = plain;
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- see the header
    made = new Function(`'use strict'; return ${plain.toString()}`)() as F;
  } catch {
    // A Content-Security-Policy: the one copy sees all kinds, and is slower.
  }
  compiled.set(key, made);
  return made;
}

/** The loop for a rule and a combination of types; `key` names both, and what is looked out for. */
export function binaryLoop(key: string, rule: Rule, guard?: Guard): BinaryLoop {
  const known = compiled.get(key);
  if (known) return known as BinaryLoop;
  const made = (compile(binaryText(rule, guard), rule) as BinaryLoop | undefined) ?? plainBinary(rule, guard);
  compiled.set(key, made);
  return made;
}

/** As `binaryLoop`, for one operand. */
export function unaryLoop(key: string, rule: Rule, guard?: Guard): UnaryLoop {
  const known = compiled.get(key);
  if (known) return known as UnaryLoop;
  const made = (compile(unaryText(rule, guard), rule) as UnaryLoop | undefined) ?? plainUnary(rule, guard);
  compiled.set(key, made);
  return made;
}

function compile(text: string, rule: Rule): unknown {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- see the header: one loop per type, with a plain twin
    return new Function('f', text)(rule.run);
  } catch {
    return undefined;
  }
}

function store(rule: Rule, place: string, guard: Guard | undefined): string {
  const value = rule.text ?? 'f(x, y)';
  if (!guard) return `o[${place}] = ${value};`;
  return `const r = (${value})${guard.isWhole ? ' + 0' : ''}; if (${guard.text}) bad = true; o[${place}] = r;`;
}

function binaryText(rule: Rule, guard: Guard | undefined): string {
  const rows = (setup: string, load: string, place: string): string => `
    for (let i = 0; i < m; i++, pa += am, pb += bm, po += om) {
      ${setup}
      for (let j = 0; j < n; j++) { ${load} ${store(rule, place, guard)} }
    }`;
  return `'use strict'; return function loop(a, pa, am, an, b, pb, bm, bn, o, po, om, on, m, n) {
    let bad = false;
    if (on === 1 && an === 1 && bn === 1) {${rows('', 'const x = a[pa + j], y = b[pb + j];', 'po + j')}}
    else if (on === 1 && an === 1 && bn === 0) {${rows('const y = b[pb];', 'const x = a[pa + j];', 'po + j')}}
    else if (on === 1 && an === 0 && bn === 1) {${rows('const x = a[pa];', 'const y = b[pb + j];', 'po + j')}}
    else {${rows('', 'const x = a[pa + j * an], y = b[pb + j * bn];', 'po + j * on')}}
    return bad;
  }`;
}

function unaryText(rule: Rule, guard: Guard | undefined): string {
  const rows = (load: string, place: string): string => `
    for (let i = 0; i < m; i++, pa += am, po += om) {
      for (let j = 0; j < n; j++) { ${load} ${store(rule, place, guard)} }
    }`;
  return `'use strict'; return function loop(a, pa, am, an, o, po, om, on, m, n) {
    let bad = false;
    const y = 0;
    if (on === 1 && an === 1) {${rows('const x = a[pa + j];', 'po + j')}}
    else {${rows('const x = a[pa + j * an];', 'po + j * on')}}
    return bad;
  }`;
}

/** The twin of a compiled two-operand loop. */
export function plainBinary(rule: Rule, guard?: Guard): BinaryLoop {
  return (a, pa, am, an, b, pb, bm, bn, o, po, om, on, m, n) => {
    let bad = false;
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        const [x, y] = [a[pa + i * am + j * an]!, b[pb + i * bm + j * bn]!];
        const value = rule.run(x, y);
        if (guard?.finds(x, y, value)) bad = true;
        o[po + i * om + j * on] = guard?.isWhole ? value + 0 : value;
      }
    }
    return bad;
  };
}

/** The twin of a compiled one-operand loop. */
export function plainUnary(rule: Rule, guard?: Guard): UnaryLoop {
  const twin = plainBinary(rule, guard);
  return (a, pa, am, an, o, po, om, on, m, n) => twin(a, pa, am, an, a, pa, 0, 0, o, po, om, on, m, n);
}
