/** @file Which pages a resting process may let go of. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { codeOf } from '../../kernel/freed.ts';

const mapping = (head: string, anonymous: number): string =>
  `${head}\nSize:                 64 kB\nPss:                  64 kB\nAnonymous:           ${String(anonymous).padStart(4)} kB\nVmFlags: rd ex mr mw me`;

test('code that is as in its file, and nothing else', () => {
  const smaps = [
    mapping('0082e000-03489000 r-xp 0042e000 fe:00 2164961                            /opt/node/bin/node', 0),
    mapping('03489000-072a7000 r--p 03089000 fe:00 2164961                            /opt/node/bin/node', 0),
    mapping('7f0000000000-7f0000010000 r-xp 00001000 fe:00 12                         /usr/lib/changed.so', 4),
    mapping('7fcbd8840000-7fcbf85c0000 rwxp 00000000 00:00 0 ', 0),
    mapping('7fcbd9840000-7fcbd95c0000 r-xp 00000000 00:00 0 ', 0),
    mapping('7ffd00000000-7ffd00002000 r-xp 00000000 00:00 0                          [vdso]', 0),
    mapping('7fcc00000000-7fcc00001000 r-xp 00000000 fe:00 13                         /usr/lib/a name.so', 0),
  ].join('\n');
  expect(codeOf(smaps)).toEqual([
    [0x82e000n, 0x3489000n],
    [0x7fcc00000000n, 0x7fcc00001000n],
  ]);
});

/** Node 26 can call the C library; with an older one the memory stays, as freed.ts says. */
const canCall = process.platform === 'linux' && process.getBuiltinModule('node:ffi') !== undefined;

test.runIf(canCall)('a process goes on without its freed memory and with less in its heap', () => {
  const program = `
    import { readFileSync } from 'node:fs';
    const { returnFreed } = await import(${JSON.stringify(new URL('../../kernel/freed.ts', import.meta.url).href)});
    const heap = () => Number(/\\[heap\\]\\n[^]*?^Rss: +(\\d+)/m.exec(readFileSync('/proc/self/smaps', 'utf8'))[1]);
    // Every tenth stays, so that what is free lies between what is used.
    let buffers = Array.from({ length: 600 }, () => Buffer.allocUnsafeSlow(50_000).fill(7));
    const kept = buffers.filter((_, i) => i % 10 === 0);
    buffers = undefined;
    gc();
    await new Promise((done) => setTimeout(done, 50));
    gc();
    const before = heap();
    returnFreed();
    const after = heap();
    console.log(JSON.stringify({ freed: before - after, whole: kept.every((buffer) => buffer.every((byte) => byte === 7)) }));
  `;
  const env = { ...process.env, MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '268435456', MALLOC_MMAP_THRESHOLD_: '33554432' }; // prettier-ignore
  const args = ['--expose-gc', '--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program];
  const { stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  expect(stderr).toBe('');
  const { freed, whole } = JSON.parse(stdout) as { freed: number; whole: boolean };
  expect(whole).toBe(true);
  expect(freed).toBeGreaterThan(15_000);
});
