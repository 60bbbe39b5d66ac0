// Renames a file or folder. On Windows a virus scanner or an indexer holds what was just written for a moment, and the
// system refuses: then it is tried again for a second. Elsewhere a refusal is one.
import { renameSync } from 'node:fs';

const WAITS_MS = [10, 20, 40, 80, 160, 320, 400];

/**
 * @param {string} from
 * @param {string} to
 * @param {{ platform?: string, rename?: (from: string, to: string) => void }} [system] for tests
 */
export function renamePatiently(from, to, { platform = process.platform, rename = renameSync } = {}) {
  for (const wait of platform === 'win32' ? WAITS_MS : []) {
    try {
      return rename(from, to);
    } catch (error) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(error.code)) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
  }
  return rename(from, to);
}
