/** @file What a sandbox takes, as Linux tells it from outside: the memory of all its processes, and the files in its folder. */
import { readdirSync, readFileSync, statfsSync } from 'node:fs';

/** Bytes of a page; the same on all machines that Node's Linux builds run on, but for few that have larger ones. */
const PAGE = 4096;
/** The number by which Linux knows a file system in memory. */
const TMPFS = 0x1021994;
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
  return treeOf(pid).reduce((sum, each) => sum + (seen.pages.get(each) ?? 0), 0) * PAGE;
}

/** Files and folders in the /tmp of a sandbox that a process started; 0 where nobody can say, or there is no such sandbox. */
export function filesOfTree(pid: number | undefined): number {
  const tree = treeOf(pid);
  const innermost = tree.at(-1);
  if (innermost === undefined || tree.length < 3) return 0; // it has not begun
  try {
    const { type, files, ffree } = statfsSync(`/proc/${innermost}/root/tmp`);
    return type === TMPFS ? files - ffree : 0;
  } catch {
    return 0; // it has ended in the meantime
  }
}

/** A process and all that it started, parents first. */
function treeOf(pid: number | undefined): string[] {
  if (pid === undefined || process.platform !== 'linux') return [];
  if (performance.now() - seenAt > KEPT_MS) {
    seen = look();
    seenAt = performance.now();
  }
  const tree = [String(pid)];
  for (const each of tree) tree.push(...(seen.children.get(each) ?? []));
  return tree;
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
