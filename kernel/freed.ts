/**
 * @file Gives back to the system what a process that rests holds and does not use: holes in glibc's heap, which by itself gives only
 * its end back, and the pages of Node's own code, most of which were needed for the start alone.
 */
import { readFileSync } from 'node:fs';

/** The pages are taken from the mapping; the next touch finds them in the file again (mman.h). */
const MADV_DONTNEED = 4;

/** Where the C library is glibc and Node can call it (`node:ffi`, from Node 26 on); elsewhere it does nothing. */
export function returnFreed(): void {
  if (process.platform !== 'linux') return;
  try {
    const ffi = process.getBuiltinModule('node:ffi');
    using library = ffi.dlopen('libc.so.6', {
      malloc_trim: { return: 'int32', arguments: ['uint64'] },
      madvise: { return: 'int32', arguments: ['uint64', 'uint64', 'int32'] },
    });
    const { malloc_trim: trim, madvise } = library.functions;
    trim(0n);
    for (const [from, to] of codeOf(readFileSync('/proc/self/smaps', 'utf8'))) madvise(from, to - from, MADV_DONTNEED);
  } catch {
    // another C library or an older Node: the memory stays with the process, which will use it again
  }
}

/**
 * The addresses at which a process (`smaps`: its /proc/self/smaps) has the code of files, where all of it is as in the file: what was
 * changed in memory could not be had again.
 */
export function codeOf(smaps: string): (readonly [from: bigint, to: bigint])[] {
  return smaps.split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/).flatMap((mapping) => {
    const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) r-xp \S+ \S+ [1-9]\d* +\/./.exec(mapping) ?? [];
    const isAsInFile = /^Anonymous: +0 kB$/m.test(mapping);
    return from !== undefined && to !== undefined && isAsInFile
      ? [[BigInt(`0x${from}`), BigInt(`0x${to}`)] as const]
      : [];
  });
}
