/**
 * @file Keeps the memory of large arrays warm. The engine's collector runs late, because to it a megabyte of elements is
 * one small object; meanwhile every result takes cold pages, which costs more than the arithmetic. So after each few large
 * stores the short-lived objects are collected, and the next result takes the memory of the last one that was dropped.
 */
import { machine } from '../../platform/index.ts';

/** Taken here: Node loads it at the first use, and a cell that is cut off in that would leave nothing in its place. */
const { performance } = globalThis;

/** Stores from this many bytes on count. */
const LARGE = 1 << 18;
/** Bytes of new large stores after which the young are collected. */
const STEP = 16 << 20;
/** A collection may take this share of the time since the last one. */
const SHARE = 0.2;

let collect: (() => void) | null | undefined;
let fresh = 0;
let last = 0;
/** What the last two collections took, in milliseconds. */
let [took, before] = [0, 0];

/** To be called before a store of so many bytes is taken. */
export function countStore(bytes: number): void {
  if (bytes < LARGE) return;
  fresh += bytes;
  if (fresh < STEP) return;
  fresh = bytes;
  const began = performance.now();
  // Where many young objects live a collection takes long; then it has to wait. (One alone may have been disturbed.)
  if (began - last < Math.min(took, before) / SHARE) return;
  if (collect === undefined) collect = machine.memory.youngCollector() ?? null;
  collect?.();
  last = performance.now();
  [took, before] = [last - began, took];
}
