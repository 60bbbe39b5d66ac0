/**
 * @file Whether the pipes to the kernel are still the ones the process began with. A cell may close a file it did not open; without
 * the watchdog's pipe it would go on as if nothing were, but Stop and the watch over the memory would do nothing.
 */
import { fstatSync } from 'node:fs';
import { PIPES } from '../ipc.ts';

const fstat = fstatSync; // cells may replace that of the module
const numbers = Object.values(PIPES);
const first = numbers.map(identity);

/** Whether every pipe is open and leads where it did. */
export function pipesAreOpen(): boolean {
  return numbers.every((number, i) => identity(number) === first[i]);
}

function identity(number: number): string {
  try {
    const { dev, ino } = fstat(number);
    return `${dev} ${ino}`;
  } catch {
    return 'closed';
  }
}
