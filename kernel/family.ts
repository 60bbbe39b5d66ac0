/**
 * @file A process with all that belongs to it, as Linux lists it: what it has started, what that has, and what is left in a session or
 * group of one of them when its parent is gone. Elsewhere nothing of this is known.
 */
import { readFileSync, readdirSync } from 'node:fs';

/** A process at some moment. */
export interface Member {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Seconds that processors have worked for it. */
  readonly seconds: number;
}

/** Linux counts the time of processors in hundredths, whatever the processor. */
const TICKS = 100;

/** A process and its family, itself first; empty where that is not known. */
export function familyOf(pid: number): Member[] {
  if (process.platform !== 'linux') return [];
  const others = entriesOf('/proc').flatMap((name) => (/^\d+$/.test(name) ? (memberAt(name) ?? []) : []));
  const family = others.filter((each) => each.pid === pid);
  const found = new Set(family.map((each) => each.pid));
  for (let size = -1; size !== family.length;) {
    size = family.length;
    for (const each of others) {
      const belongs = [each.parent, each.group, each.session].some((number) => found.has(number));
      if (!belongs || found.has(each.pid)) continue;
      found.add(each.pid);
      family.push(each);
    }
  }
  return family;
}

/** Processes in whose environment something was put (`NAME=value`): what was started from there has it too, wherever it has gone. */
export function markedWith(mark: string): number[] {
  if (process.platform !== 'linux') return [];
  const pids = entriesOf('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => textOf(`/proc/${pid}/environ`).split('\0').includes(mark)).map(Number);
}

/** Bytes of a process in memory; `shared`: pages that several hold are counted in parts (slower). Undefined when it has ended. */
export function memoryOf(pid: number, how: 'resident' | 'shared'): number | undefined {
  const file = how === 'shared' ? 'smaps_rollup' : 'status';
  const [, kilobytes] = /^(?:Pss|VmRSS):\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/${file}`)) ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** The text of a file of /proc; empty where there is none. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

/** proc(5): the fields stand behind the name in brackets, which may hold anything. */
function memberAt(pid: string): Member | undefined {
  const fields = textOf(`/proc/${pid}/stat`).replace(/^.*\)/s, '').trim().split(' ');
  if (fields.length < 13) return undefined;
  const [parent, group, session] = fields.slice(1, 4).map(Number) as [number, number, number];
  return { pid: Number(pid), parent, group, session, seconds: (Number(fields[11]) + Number(fields[12])) / TICKS };
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
