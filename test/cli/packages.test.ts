/** @file When packages must be installed, and that only one start installs them. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withLock } from '../../bin/lock.mjs';
import { whyInstall } from '../../bin/packages.mjs';

let folder: string;
beforeEach(() => {
  vi.stubEnv('KERNELAB_LANG', 'en');
  folder = mkdtempSync(join(tmpdir(), 'kernelab-packages-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function write(file: string, content: unknown): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
}

const here = { os: [process.platform], cpu: [process.arch] };
const elsewhere = { os: ['aix'], cpu: ['ppc64'] };

/** A checkout whose packages are all there. */
function whole(): void {
  const packages = {
    '': { name: 'x' },
    'node_modules/plain': { version: '1.0.0' },
    'node_modules/node-here': { version: '26.0.0', optional: true, ...here },
    'node_modules/node-elsewhere': { version: '26.0.0', optional: true, ...elsewhere },
    'node_modules/below-elsewhere': { version: '1.0.0', optional: true },
  };
  write('package-lock.json', { packages });
  write('node_modules/.package-lock.json', { packages: { 'node_modules/plain': { version: '1.0.0' } } });
  write('node_modules/plain/package.json', { version: '1.0.0' });
  write('node_modules/node-here/package.json', { version: '26.0.0' });
}

describe('packages', () => {
  it('are as wanted', () => {
    whole();
    expect(whyInstall(folder)).toBeUndefined();
  });

  it('were never installed', () => {
    write('package-lock.json', { packages: {} });
    expect(whyInstall(folder)).toBe('once');
  });

  it('lack the one for this platform', () => {
    whole();
    rmSync(join(folder, 'node_modules/node-here'), { recursive: true });
    expect(whyInstall(folder)).toBe('node-here missing or changed');
  });

  it('lack a folder that npm has written down', () => {
    whole();
    rmSync(join(folder, 'node_modules/plain'), { recursive: true });
    expect(whyInstall(folder)).toBe('plain missing or changed');
  });

  it('lack one that two installations did not bring', () => {
    whole();
    rmSync(join(folder, 'node_modules/node-here'), { recursive: true });
    write('node_modules/.without.json', ['node_modules/node-here']);
    expect(whyInstall(folder)).toBeUndefined();
  });

  it('changed only in the pinned Node', () => {
    whole();
    write('node_modules/node-here/package.json', { version: '25.0.0' });
    expect(whyInstall(folder)).toBe('node-here missing or changed');
  });

  it('have a half-written record', () => {
    whole();
    write('node_modules/.package-lock.json', '{ "packages": {');
    expect(whyInstall(folder)).toBe('plain missing or changed');
  });
});

describe('the lock', () => {
  it('lets one process in at a time', async () => {
    const script = join(folder, 'count.mjs');
    const lock = join(folder, 'state', 'packages.lock');
    const file = join(folder, 'count');
    writeFileSync(file, '0');
    // Without the lock two processes would read the same number.
    writeFileSync(
      script,
      `import { withLock } from ${JSON.stringify(new URL('../../bin/lock.mjs', import.meta.url).href)};
       import { readFileSync, writeFileSync } from 'node:fs';
       import { setTimeout as sleep } from 'node:timers/promises';
       for (let i = 0; i < 3; i++) await withLock(${JSON.stringify(lock)}, async () => {
         const n = Number(readFileSync(${JSON.stringify(file)}, 'utf8'));
         await sleep(20);
         writeFileSync(${JSON.stringify(file)}, String(n + 1));
       });`,
    );
    const ends = Array.from({ length: 3 }, () => {
      const child = spawn(process.execPath, [script], { stdio: 'inherit' });
      return new Promise((resolve) => child.on('exit', resolve));
    });
    expect(await Promise.all(ends)).toEqual([0, 0, 0]);
    expect(readFileSync(file, 'utf8')).toBe('9');
    expect(existsSync(lock)).toBe(false);
  });

  it('of a dead process is taken at once, whatever its date', async () => {
    const lock = join(folder, 'packages.lock');
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => dead.on('exit', resolve));
    writeFileSync(lock, JSON.stringify({ pid: dead.pid, host: hostname() }));
    utimesSync(lock, new Date('2040-01-01'), new Date('2040-01-01'));
    const told: string[] = [];
    expect(
      await withLock(
        lock,
        () => 'done',
        (holder) => told.push(holder),
      ),
    ).toBe('done');
    expect(told).toEqual([]);
  });

  it('is given back when the work fails', async () => {
    const lock = join(folder, 'packages.lock');
    await expect(withLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });

  it('says once for whom it waits', async () => {
    const lock = join(folder, 'packages.lock');
    const told: string[] = [];
    let end = (): void => {};
    const first = withLock(lock, () => new Promise<void>((resolve) => (end = resolve)));
    await new Promise((resolve) => setTimeout(resolve, 5)); // the first has begun its work
    const second = withLock(
      lock,
      () => 'second',
      (holder) => {
        told.push(holder);
        end();
      },
    );
    expect(await second).toBe('second');
    await first;
    expect(told).toEqual([`process ${process.pid}`]);
  });
});
