/** @file Processes that were started: ended with what they started themselves, and asked whether they still live. */
import { spawnSync } from 'node:child_process';
import { familyOf, markedWith } from './family.ts';

/** The variable by which all that cells start is known, wherever it has gone. */
export const MARK = 'KERNELAB_CELLS';

/** What stands in the environment of such a process; undefined where this one has no mark itself. */
export function markOf(value = process.env[MARK]): string | undefined {
  return value === undefined ? undefined : `${MARK}=${value}`;
}

/**
 * Ends a process that leads a group of its own, and with it what it has started (on Linux also what leads groups of their own), and
 * what carries the mark (`NAME=value`) that was in its environment.
 */
export function endGroup(pid: number, mark?: string): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  // Itself last: it may be this very process.
  const others = [...familyOf(pid).map((each) => each.pid), ...marked(mark)].filter((each) => each !== pid);
  for (const target of [...others, -pid, pid]) kill(target);
}

function marked(mark: string | undefined): number[] {
  return mark === undefined ? [] : markedWith(mark);
}

function kill(target: number): void {
  try {
    process.kill(target, 'SIGKILL');
  } catch {
    // gone, or no group of its own
  }
}

/**
 * Ends what a process has started that is gone itself. Its number may already be another's, the number of its group is not as long
 * as there is one of it: only the group is ended, and what carries the mark that was in its environment (Linux). Windows has no groups.
 */
export function endOrphans(pid: number, mark?: string): void {
  if (process.platform === 'win32') return;
  for (const target of [-pid, ...marked(mark)]) kill(target);
}

/** Whether there is a process of this number, be it ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
