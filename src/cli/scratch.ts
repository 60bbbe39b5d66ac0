/** @file A folder for the time of some work, which goes with it: at its end, at an error, and when a signal ends the program. */
import { mkdtempSync, rmSync } from 'node:fs';
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs work with a fresh folder whose path begins with `start`. */
export async function withScratch<T>(start: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(start);
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const end = (signal: NodeJS.Signals): never => {
    try {
      remove();
    } catch {
      // a program that was started still writes there
    }
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    return await work(folder);
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
    remove();
  }
}
