/** @file What runs below a process (Linux), for the tests that nothing stays behind. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The processes below a process, itself not included. */
export function descendants(pid: number): number[] {
  const pairs = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const);
  const below = (parent: number): number[] =>
    pairs.filter(([, ppid]) => ppid === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** The program and arguments of a process; empty when it has ended. */
export function commandLine(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
}

/** The state and the parent stand behind the name, which may hold anything. */
function parentOf(pid: string): number {
  return Number(read(`/proc/${pid}/stat`).replace(/^.*\)/s, '').trim().split(' ')[1]);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it has just ended
  }
}

const alive = (pid: number): boolean => existsSync(`/proc/${pid}`);

/** Waits until they have ended; gives those that have not. */
export async function allGone(pids: readonly number[], ms = 5000): Promise<number[]> {
  for (const end = Date.now() + ms; Date.now() < end && pids.some(alive);) await sleep(50);
  return pids.filter(alive);
}
