/** @file The options that every loader takes: where files may come from and are kept. */
import { anything, flag, integer, number, text } from '../arguments/index.ts';
import type { StoreOptions } from '../store/index.ts';

/** Without any, what the environment says holds: `KERNELAB_CACHE`, `KERNELAB_DATA`, `KERNELAB_OFFLINE`. */
export type LoadOptions = Omit<StoreOptions, 'who'>;

/** What each option takes; a loader with more of its own spreads them. */
export const loadRules = {
  cache: text(),
  mirror: text(),
  offline: flag(),
  attempts: integer({ from: 1 }),
  stallMs: number({ above: 0 }),
  pauseMs: number({ from: 0 }),
  signal: anything<AbortSignal>({ en: 'an AbortSignal', ko: 'AbortSignal' }),
  staleLockMs: number({ above: 0 }),
};
