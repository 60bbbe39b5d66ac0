/**
 * @file usage_request: what the kernel uses of its machine, with all processes that belong to it, as IPython's kernel (from version 6)
 * says it; jupyter-resource-usage shows it. Without busy and idle around it: a page that asks every few seconds is no use of the kernel.
 */
import { cpus, freemem, hostname, totalmem } from 'node:os';
import { familyOf, memoryOf, textOf } from '../../family.ts';
import type { Answer } from './answer.ts';

interface Sample {
  /** Milliseconds of some clock. */
  at: number;
  /** Seconds of processors by process. */
  family: ReadonlyMap<number, number>;
  /** Milliseconds of all processors of the machine. */
  busy: number;
  all: number;
}

/** The last one: shares are of the time since. */
let before: Sample | undefined;

export const usage: Answer = {
  mode: 'silent',
  answer() {
    const [last, now] = [before, sample()];
    before = now;
    const pids = [...now.family.keys()];
    return {
      hostname: hostname(),
      pid: process.pid,
      kernel_cpu: last === undefined ? 0 : share(worked(last, now), (now.at - last.at) / 1000),
      kernel_memory:
        pids.length === 0 ? process.memoryUsage.rss() : total(pids.map((pid) => memoryOf(pid, 'shared') ?? 0)),
      ...(last === undefined ? {} : { host_cpu_percent: share(now.busy - last.busy, now.all - last.all) }),
      cpu_count: cpus().length,
      host_virtual_memory: virtualMemory(),
    };
  },
};

function sample(): Sample {
  const { user, system } = process.cpuUsage();
  const family = familyOf(process.pid).map(({ pid, seconds }) => [pid, seconds] as const);
  const times = cpus().map(({ times }) => times);
  const all = total(times.flatMap((each) => Object.values(each)));
  return {
    at: performance.now(),
    family: new Map(family.length > 0 ? family : [[process.pid, (user + system) / 1e6]]),
    busy: all - total(times.map(({ idle }) => idle)),
    all,
  };
}

/** Seconds of processors since; what a process has that was not there before is all since. */
function worked(last: Sample, now: Sample): number {
  return total(Array.from(now.family, ([pid, seconds]) => seconds - (last.family.get(pid) ?? 0)));
}

/** In percent, with one place. */
function share(part: number, whole: number): number {
  return whole > 0 ? Math.round((1000 * Math.max(0, part)) / whole) / 10 : 0;
}

/** Bytes, by psutil's names. */
function virtualMemory(): Record<string, number> {
  const lines = Array.from(
    textOf('/proc/meminfo').matchAll(/^(\w+):\s+(\d+) kB/gm),
    ([, name, kb]) => [name!, Number(kb) * 1024] as const,
  );
  const known = Object.fromEntries(lines);
  const memory = totalmem();
  const available = known['MemAvailable'] ?? freemem();
  const more = {
    active: 'Active',
    inactive: 'Inactive',
    buffers: 'Buffers',
    cached: 'Cached',
    shared: 'Shmem',
    slab: 'Slab',
  };
  return {
    total: memory,
    available,
    percent: share(memory - available, memory),
    used: memory - available,
    free: known['MemFree'] ?? freemem(),
    ...Object.fromEntries(
      Object.entries(more).flatMap(([name, line]) => (known[line] === undefined ? [] : [[name, known[line]]])),
    ),
  };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
