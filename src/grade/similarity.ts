/**
 * @file Which programs of a class are likely copies of each other: fingerprints of their tokens by winnowing, as MOSS does. Source: S.
 * Schleimer, D. Wilkerson, A. Aiken, Winnowing: Local Algorithms for Document Fingerprinting, SIGMOD 2003.
 *
 * What many wrote says little: a fingerprint weighs the less, the more programs have it, and what was handed out weighs nothing.
 * A pair is named when nearly all of the shorter program is in the other one, and that is more than a few usual lines.
 */
import { tokensOf, namesIn } from './tokens.ts';

/** Tokens of a fingerprint: longer than the head of a `for` loop, which all write alike. */
const GRAM = 17;
/** Fingerprints next to each other of which the smallest stays: every match of GRAM + WINDOW - 1 tokens is found. */
const WINDOW = 4;
/** Programs that are thought into a small class, so that what two of two wrote is not what everybody writes. */
const OTHERS = 8;
/** The weighed share of the shorter program that the other one must have. */
const LEAST_SHARE = 0.65;
/** The weight that it must have: about 50 tokens that are neither handed out nor usual. */
const LEAST_WEIGHT = 12;

/** A program of a class, as JavaScript without its types. */
export interface Program {
  readonly student: string;
  readonly code: string;
}

/** Two programs that are alike. */
export interface Alike {
  readonly students: readonly [string, string];
  /** The weighed share of the shorter one that is in the other, 0 to 1. */
  readonly share: number;
  /** Weighed fingerprints that both have. */
  readonly weight: number;
  /** How much of that is in the solution or a listed wrong answer as well, 0 to 1: taught code is written alike. */
  readonly taught: number;
}

/**
 * The pairs that are likely copies, the most alike first. `given` is the code that all students got; `others` are programs of
 * nobody, as the solution and the listed wrong answers: what stands there too is less of a sign.
 */
export function copiesIn(programs: readonly Program[], given: string, others: readonly string[] = []): Alike[] {
  const names = namesIn(given);
  const handedOut = new Set(gramsOf(tokensOf(given, names)));
  const printsOf = (code: string): Set<number> =>
    new Set(winnowed(gramsOf(tokensOf(code, names))).filter((print) => !handedOut.has(print)));
  const prints = programs.map(({ code }) => printsOf(code));
  const counts = new Map<number, number>();
  const ofNobody = others.map(printsOf);
  const all = [...prints, ...ofNobody];
  const taughtPrints = new Set(ofNobody.flatMap((set) => [...set]));
  for (const set of all) for (const print of set) counts.set(print, (counts.get(print) ?? 0) + 1);
  const total = Math.log((all.length + OTHERS) / 2);
  const weights = new Map(
    [...counts].map(([print, count]) => [print, Math.min(1, Math.log((all.length + OTHERS) / count) / total)]),
  );
  const whole = prints.map((set) => [...set].reduce((sum, print) => sum + weights.get(print)!, 0));
  // By fingerprints and not by pairs: most pairs of a class have nothing in common.
  const owners = new Map<number, number[]>();
  for (const [i, set] of prints.entries()) {
    for (const print of set) {
      const of = owners.get(print);
      if (of === undefined) owners.set(print, [i]);
      else of.push(i);
    }
  }
  const n = prints.length;
  const [shared, taught] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (const [print, of] of owners) {
    const weight = weights.get(print)!;
    const isTaught = taughtPrints.has(print);
    for (const [at, i] of of.entries()) {
      for (let k = at + 1; k < of.length; k++) {
        shared[i * n + of[k]!]! += weight;
        if (isTaught) taught[i * n + of[k]!]! += weight;
      }
    }
  }
  const found: Alike[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const weight = shared[i * n + j]!;
      const share = weight / Math.min(whole[i]!, whole[j]!);
      if (weight < LEAST_WEIGHT || share < LEAST_SHARE) continue;
      const students = [programs[i]!.student, programs[j]!.student] as const;
      found.push({ students, share, weight, taught: taught[i * n + j]! / weight });
    }
  }
  return found.sort((a, b) => b.share - a.share || b.weight - a.weight);
}

/** A hash for every GRAM tokens in a row. */
function gramsOf(tokens: readonly string[]): number[] {
  const hashes = tokens.map(hashOf);
  return Array.from({ length: Math.max(0, hashes.length - GRAM + 1) }, (_, from) => {
    let hash = 17;
    for (let at = from; at < from + GRAM; at++) hash = Math.imul(hash, 0x01000193) ^ hashes[at]!;
    // The last bits of a product depend on few of the tokens.
    return (hash ^ (hash >>> 15)) >>> 0;
  });
}

/** FNV-1a. */
function hashOf(token: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < token.length; i++) hash = Math.imul(hash ^ token.charCodeAt(i), 0x01000193);
  return hash;
}

/** The smallest of every WINDOW hashes, the last of equal ones. */
function winnowed(hashes: readonly number[]): number[] {
  if (hashes.length < WINDOW) return hashes.length === 0 ? [] : [Math.min(...hashes)];
  const kept: number[] = [];
  let last = -1;
  for (let from = 0; from + WINDOW <= hashes.length; from++) {
    let least = from;
    for (let at = from; at < from + WINDOW; at++) if (hashes[at]! <= hashes[least]!) least = at;
    if (least !== last) kept.push(hashes[least]!);
    last = least;
  }
  return kept;
}
