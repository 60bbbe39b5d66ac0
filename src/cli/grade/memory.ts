/** @file What all processes of a sandbox take together, as Linux tells it: the limit in the kernel sees its own process only. */
import { readdirSync, readFileSync } from 'node:fs';

/** Bytes of a page; the same on all machines that Node's Linux builds run on, but for few that have larger ones. */
const PAGE = 4096;
/** Milliseconds for which one look at all processes serves all sandboxes. */
const KEPT_MS = 200;

interface Processes {
  children: Map<string, string[]>;
  pages: Map<string, number>;
}

let seen: Processes = { children: new Map(), pages: new Map() };
let seenAt = Number.NEGATIVE_INFINITY;

/** Bytes in memory of a process and of everything it started; 0 where nobody can say. Pages that two share count twice. */
export function memoryOfTree(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0;
  if (performance.now() - seenAt > KEPT_MS) {
    seen = look();
    seenAt = performance.now();
  }
  let pages = 0;
  const waiting = [String(pid)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    pages += seen.pages.get(next) ?? 0;
    waiting.push(...(seen.children.get(next) ?? []));
  }
  return pages * PAGE;
}

function look(): Processes {
  const children = new Map<string, string[]>();
  const pages = new Map<string, number>();
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // The name in parentheses may hold anything; after it come the state, the parent (4) and, as field 24, the pages.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [parent, resident] = [fields[1]!, fields[21]!];
      pages.set(pid, Number(resident));
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [pid]);
      else siblings.push(pid);
    } catch {
      // it has ended in the meantime
    }
  }
  return { children, pages };
}
