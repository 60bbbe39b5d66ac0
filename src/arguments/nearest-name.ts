/** @file The name that was probably meant by one that does not exist. */
import { nearest } from '../errors/index.ts';

/** `kernel_size`, `kernelSize` and `KERNELSIZE` are one name spelt three ways. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_\s-]/g, '');
}

/** `learningRate` → `lr`, as older programs write it; undefined for a name of one word. */
function initials(name: string): string | undefined {
  const letters = name.replace(/(?<!^)[^A-Z]/g, '').toLowerCase();
  return letters.length > 1 ? letters : undefined;
}

/** The allowed name that was probably meant: the same but for case and underscores, else the nearest by edit distance. */
export function nearestName(name: string, allowed: readonly string[]): string | undefined {
  const wanted = plain(name);
  if (wanted === '') return undefined;
  const same = allowed.find((each) => plain(each) === wanted);
  if (same !== undefined) return same;
  return (
    nearest(name, allowed) ??
    nearest(wanted, allowed) ??
    allowed.find((each) => initials(each) === wanted) ??
    theOneThatBegins(wanted, allowed)
  );
}

/** `rotation` for `rotationRange`, `location` for `loc`: the only name that begins with the word, or that it begins with. */
function theOneThatBegins(wanted: string, allowed: readonly string[]): string | undefined {
  const alike = allowed.filter((each) => {
    const [short, long] = [wanted, plain(each)].sort((a, b) => a.length - b.length) as [string, string];
    return short.length >= 3 && long.startsWith(short);
  });
  return alike.length === 1 ? alike[0] : undefined;
}
