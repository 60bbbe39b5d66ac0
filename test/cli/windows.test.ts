/** @file What Windows needs otherwise, as far as another system can show it (docs/platforms.md has the rest). */
import { expect, test } from 'vitest';
import { shortPlace } from '../../bin/places.mjs';
import { renamePatiently } from '../../bin/rename.mjs';

test('a rename that a virus scanner refuses is tried again, on Windows only and not for other reasons', () => {
  const refusing = (times: number, code: string): { calls: number; rename: () => void } => {
    const refusal = {
      calls: 0,
      rename: () => {
        if (++refusal.calls <= times) throw Object.assign(new Error(code), { code });
      },
    };
    return refusal;
  };
  const scanned = refusing(3, 'EPERM');
  renamePatiently('a', 'b', { platform: 'win32', rename: scanned.rename });
  expect(scanned.calls).toBe(4);
  const missing = refusing(1, 'ENOENT');
  expect(() => renamePatiently('a', 'b', { platform: 'win32', rename: missing.rename })).toThrow('ENOENT');
  const elsewhere = refusing(1, 'EPERM');
  expect(() => renamePatiently('a', 'b', { platform: 'linux', rename: elsewhere.rename })).toThrow('EPERM');
});

test('the Python environment of a folder with a long path lies in the cache, on Windows only', () => {
  const long = `C:\\Users\\student\\${'a folder\\'.repeat(9)}.venv`;
  expect(shortPlace('C:\\kernelab\\.venv', 'win32')).toBe('C:\\kernelab\\.venv');
  expect(shortPlace(long, 'linux')).toBe(long);
  expect(shortPlace(long, 'win32')).toMatch(/kernelab.venv-[0-9a-f]{12}$/);
});
