/** @file A busy neighbour: another process that keeps one core for itself, as on a server that a class shares. */
import { spawn } from 'node:child_process';

/** Starts it; the function that is given ends it. */
export function busyNeighbour(): () => void {
  const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  const end = (): void => void child.kill();
  process.once('exit', end);
  return () => {
    process.off('exit', end);
    end();
  };
}
