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

/** Whether there is a process of this number, be it ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
