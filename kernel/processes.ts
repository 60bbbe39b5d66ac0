/** @file Processes that were started: ended with what they started themselves, and asked whether they still live. */
import { spawnSync } from 'node:child_process';

/** Ends a process that leads a group of its own, and its children with it. */
export function endGroup(pid: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // gone, or no group of its own
    }
  }
}

/**
 * Ends what a process has started that is gone itself. Its number may already be another's, the number of its group is not as long
 * as there is one of it: only the group is ended. (Windows has no such groups.)
 */
export function endOrphans(pid: number): void {
  if (process.platform === 'win32') return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // it had started nothing, or that has ended too
  }
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
