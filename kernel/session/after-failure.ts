/** @file What is left of a cell that failed: which of its names hold nothing, and which still hold what was there before. */
import type { DeclaredName } from '../compile/cell.ts';

/**
 * What a failed cell did not come to. Where the line that failed is known, names above it are not meant: they hold what the
 * cell gave them, be it `undefined` or the same number as before.
 */
export function behind(
  line: number | undefined,
  code: string,
  declared: readonly DeclaredName[],
  { unset, kept }: { unset: readonly string[]; kept: readonly string[] },
): { unset: string[]; kept: string[] } {
  const after = declared.filter(({ kind, setAt }) => {
    if (kind === 'type') return false;
    return line === undefined || setAt === undefined || code.slice(0, setAt).split('\n').length >= line;
  });
  // What is made before the first line runs is the same each time.
  const late = new Set(after.filter(({ setAt }) => setAt !== undefined).map(({ name }) => name));
  const all = new Set(after.map(({ name }) => name));
  return { unset: unset.filter((name) => all.has(name)), kept: kept.filter((name) => late.has(name)) };
}
