/**
 * @file How much memory a process may use: what it was given, or what the machine has, and never so much that nothing
 * is left for the others. Before the system ends it without a word, the kernel ends it and says why.
 */
import { readdirSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { familyOf, memoryOf, textOf } from '../family.ts';

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

/** How often the whole list of processes is read, which takes milliseconds where there are hundreds; between, those known are looked at. */
const LISTED_MS = 5000;
let [listedAt, listed]: [number, readonly number[]] = [-Infinity, []];

/**
 * Bytes in memory of what belongs to a process beside itself. Linux knows what it has started, whatever has become of that, and of
 * those what lies below it is known at once. Elsewhere 0.
 */
export function childrenMemory(pid: number): number {
  if (process.platform !== 'linux') return 0;
  if (performance.now() - listedAt > LISTED_MS) {
    listed = familyOf(pid).map((each) => each.pid);
    listedAt = performance.now();
  }
  const all = new Set([...listed, ...below(pid)]);
  all.delete(pid);
  let bytes = 0;
  for (const each of all) bytes += memoryOf(each, 'resident') ?? 0;
  return bytes;
}

/** The processes that a process and its threads have started, and so on. */
function below(pid: number): number[] {
  const children = entriesOf(`/proc/${pid}/task`).flatMap((thread) =>
    textOf(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...below(child)]);
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

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
