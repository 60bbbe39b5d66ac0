/** @file What runs below a process (Linux), for the tests that nothing stays behind. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The processes below a process, itself not included. */
export function descendants(pid: number): number[] {
  const table = spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).stdout.trim().split('\n');
  const pairs = table.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (parent: number): number[] =>
    pairs.filter(([, ppid]) => ppid === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

const alive = (pid: number): boolean => existsSync(`/proc/${pid}`);

/** Waits until they have ended; gives those that have not. */
export async function allGone(pids: readonly number[], ms = 5000): Promise<number[]> {
  for (const end = Date.now() + ms; Date.now() < end && pids.some(alive);) await sleep(50);
  return pids.filter(alive);
}
