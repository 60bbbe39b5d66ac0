/**
 * @file How much memory a process may use: what it was given, or what the machine has, and never so much that nothing
 * is left for the others. Before the system ends it without a word, the kernel ends it and says why.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';

/** What must stay free for others; a share of all there is. */
const SPARED = 0.03;
/** A process below this share of all there is, is not the one to be ended when others fill the machine. */
const SMALL = 0.1;

/** The limit in bytes for a process that uses so much now. `own`: a limit that was set. */
export function memoryLimit(used: number, own: number): number {
  if (own > 0) return own;
  const total = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  const most = 0.9 * total;
  const available = availableMemory();
  if (available === undefined || used < SMALL * total) return most;
  return Math.min(most, used + available - SPARED * total);
}

/**
 * Bytes in memory of what a process has started, and of what that has. Known on Linux only, which lists them by the thread that
 * started them.
 */
export function childrenMemory(pid: number): number {
  if (process.platform !== 'linux') return 0;
  let bytes = 0;
  for (const thread of entriesOf(`/proc/${pid}/task`)) {
    for (const child of textOf(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean)) {
      const resident = /^VmRSS:\s+(\d+) kB/m.exec(textOf(`/proc/${child}/status`))?.[1] ?? 0;
      bytes += Number(resident) * 1024 + childrenMemory(Number(child));
    }
  }
  return bytes;
}

/** What can still be had, in bytes: of the machine and of the container. Known on Linux only; elsewhere free memory says little. */
function availableMemory(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const swap = /^SwapFree:\s+(\d+) kB/m.exec(textOf('/proc/meminfo'))?.[1] ?? 0;
  return Math.min(freemem() + Number(swap) * 1024, availableInContainer());
}

/** Of a container's memory, files that were read count as used; they give way. */
function availableInContainer(): number {
  const folder = '/sys/fs/cgroup';
  const most = Number(textOf(`${folder}/memory.max`) || NaN);
  if (!Number.isFinite(most)) return Infinity;
  const files = Number(/^inactive_file (\d+)/m.exec(textOf(`${folder}/memory.stat`))?.[1] ?? 0);
  return most - Number(textOf(`${folder}/memory.current`)) + files;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
