/** @file Memory of processes, with pages that they share counted once. */
import { readFileSync } from 'node:fs';
import { descendants } from '../test/processes.ts';

/** Memory of a process and all below it in MB (proportional set size); undefined where /proc is not there. */
export function memoryOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  let kilobytes = 0;
  for (const member of [pid, ...descendants(pid)]) {
    try {
      const text = readFileSync(`/proc/${member}/smaps_rollup`, 'utf8');
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
    } catch {
      // ended in the meantime
    }
  }
  return kilobytes / 1024;
}
