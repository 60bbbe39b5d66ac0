/** @file What a bundle does where it arrives: set up once, refused when it is not whole. The real one stands in test/package. */
import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pack, unpack } from '../../bin/archive.mjs';
import { writeManifest } from '../../bin/manifest.mjs';
import { root } from '../../src/cli/paths.ts';
import { run, userEnvironment, type Ended } from '../package/commands.ts';

let base: string;
let bundle: string;
let target: string;
const here = `${process.platform}-${process.arch}`;

beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'kernelab-bundle-'));
  [bundle, target] = [join(base, '묶음'), join(base, 'target')];
  await makeBundle('one');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** As `kernelab bundle` makes one, but with a door that only says what it was called with. */
async function makeBundle(version: string, platforms = [here]): Promise<void> {
  rmSync(bundle, { recursive: true, force: true });
  mkdirSync(join(bundle, 'wheels'), { recursive: true });
  const door = join(base, 'kernelab.mjs');
  writeFileSync(
    door,
    `console.log('${version}', process.argv.slice(2).join(' '), process.env.PIP_FIND_LINKS, process.env.KERNELAB_DATA);`,
  );
  const own = { from: door, to: 'node_modules/kernelab/bin/kernelab.mjs' };
  await pack(join(bundle, 'packages.tar.gz'), [own]);
  await pack(join(bundle, `${here}.tar.gz`), [{ from: door, to: 'node_modules/native/index.mjs' }]);
  writeFileSync(join(bundle, 'wheels', 'one.whl'), 'wheel');
  const node = { version: '26.0.0', name: 'node-here', file: 'bin/node' };
  mkdirSync(join(bundle, 'node', node.version, node.name, 'bin'), { recursive: true });
  writeFileSync(join(bundle, 'node', node.version, node.name, 'bin', 'node'), 'a program');
  cpSync(join(root, 'bin', 'start.mjs'), join(bundle, 'start.mjs'));
  cpSync(join(root, 'bin'), join(bundle, 'bin'), { recursive: true });
  await writeManifest(bundle, { version, made: version, platforms, nodes: { [here]: [node] } });
}

function start(...args: string[]): Promise<Ended> {
  const command = [process.execPath, join(bundle, 'start.mjs'), '--to', target, ...args];
  return run(base, command, { env: userEnvironment({ KERNELAB_LANG: 'en' }) });
}

describe('a bundle', () => {
  it('is set up once, opens the lab, and makes room for a newer one without touching what students made', async () => {
    const { code, said } = await start('--port', '1');
    expect([code, said.replaceAll(target, '…')]).toEqual([
      0,
      'kernelab: setting up one in … (once, about a minute) …\none lab --port 1 …/wheels undefined\n',
    ]);
    const node = join(target, '.kernelab', 'node', '26.0.0', 'node_modules', 'node-here', 'bin', 'node');
    expect(readFileSync(node, 'utf8')).toBe('a program');
    if (process.platform !== 'win32') expect(statSync(node).mode & 0o111).toBe(0o111);
    mkdirSync(join(target, 'kernelab-labs'));
    expect((await start('run', 'x.ipynb')).said).toMatch(/^one run x.ipynb/);
    await makeBundle('two');
    expect((await start()).said).toMatch(/two lab .*wheels undefined\n$/);
    expect(readdirSync(target).sort()).toEqual(
      ['.kernelab', 'bundle.json', 'kernelab-labs', 'node_modules', 'package.json', 'wheels'].sort(),
    );
  });

  it.each<[string, (file: string) => void]>([
    ['packages.tar.gz', (file) => truncateSync(file, 40)],
    [`${here}.tar.gz`, (file) => rmSync(file)],
    ['node/26.0.0/node-here/bin/node', (file) => writeFileSync(file, 'A program')],
    ['wheels/one.whl', (file) => rmSync(file)],
    ['manifest.json', (file) => rmSync(file)],
    ['manifest.json', (file) => truncateSync(file, 100)],
  ])('that was copied in part is named and not set up: %s', async (name, damage) => {
    damage(join(bundle, ...name.split('/')));
    const { code, said } = await start();
    expect([code, said]).toEqual([
      1,
      `kernelab: the bundle in ${bundle} is not whole: 1 of its files missing or damaged (${name}). Copy it again.\n`,
    ]);
    const command = [process.execPath, join(bundle, 'start.mjs'), '--to', target];
    const korean = await run(base, command, { env: userEnvironment({ KERNELAB_LANG: 'ko' }) });
    expect(korean.said).toBe(
      `kernelab: ${bundle}의 묶음이 온전하지 않습니다. 파일 1개가 없거나 손상되었습니다(${name}). 다시 복사하세요.\n`,
    );
    expect(existsSync(target)).toBe(false);
  });

  it.each(['archive.mjs', 'unbundle.mjs'])('without its own %s says so', async (name) => {
    rmSync(join(bundle, 'bin', name));
    const { code, said } = await start();
    expect(code).toBe(1);
    expect(said).toContain('the bundle is not whole: files of its folder bin are missing');
  });

  it('goes into no folder that holds something else, and knows its own after a start that was cut off', async () => {
    mkdirSync(target);
    writeFileSync(join(target, 'package.json'), '{ "name": "mine" }');
    const refused = await start();
    expect([refused.code, refused.said]).toEqual([
      1,
      `kernelab: ${target} holds another project (package.json). Name another folder: node start.mjs --to FOLDER\n`,
    ]);
    expect(readFileSync(join(target, 'package.json'), 'utf8')).toContain('mine');
    rmSync(join(target, 'package.json'));
    expect((await start()).code).toBe(0);
    writeFileSync(join(target, 'bundle.json'), '{}');
    expect((await start()).said).toContain('setting up one');
  });

  it.each([[['--to']], [['--to=']]])('without the folder that %s names does nothing', async (args) => {
    const command = [process.execPath, join(bundle, 'start.mjs'), ...args];
    const { code, said } = await run(base, command, { env: userEnvironment({ HOME: base, KERNELAB_LANG: 'en' }) });
    expect([code, said]).toEqual([1, 'kernelab: --to names a folder: node start.mjs --to FOLDER\n']);
  });

  it('takes --to=FOLDER as well', async () => {
    const command = [process.execPath, join(bundle, 'start.mjs'), `--to=${target}`, '--port', '1'];
    const { said } = await run(base, command, { env: userEnvironment({ HOME: base, KERNELAB_LANG: 'en' }) });
    expect(said).toContain('one lab --port 1');
    expect(existsSync(join(target, 'bundle.json'))).toBe(true);
  });

  it('for other platforms says how to make one', async () => {
    await makeBundle('one', ['aix-ppc64']);
    const { code, said } = await start();
    expect([code, said]).toEqual([
      1,
      `kernelab: this bundle is for aix-ppc64, and this machine is ${here}. Make one with: kernelab bundle DIR --platform ${here}\n`,
    ]);
    expect(existsSync(target)).toBe(false);
  });
});

describe('an archive', () => {
  it('brings back names of any length, modes and contents, and no path that leads out', async () => {
    const long = `${'폴더/'.repeat(40)}file.txt`;
    const files: [string, string][] = [
      ['a.txt', ''],
      [long, 'x'.repeat(5000)],
      ['b/run', '#!/bin/sh'],
    ];
    const from = files.map(([to, text], i) => {
      const file = join(base, `source-${i}`);
      writeFileSync(file, text, { mode: to === 'b/run' ? 0o755 : 0o644 });
      return { from: file, to };
    });
    const archive = join(base, 'a.tar.gz');
    await pack(archive, from);
    await unpack(archive, join(base, 'out'));
    for (const [to, text] of files) expect(readFileSync(join(base, 'out', to), 'utf8')).toBe(text);
    expect(statSync(join(base, 'out', 'b', 'run')).mode & 0o777).toBe(0o755);
    await pack(archive, [{ from: from[0]!.from, to: '../outside' }]);
    await expect(unpack(archive, join(base, 'out'))).rejects.toThrow('lies outside');
  });

  it('that cannot be read or written whole says so', async () => {
    const file = join(base, 'source');
    writeFileSync(file, randomBytes(2 ** 20));
    const archive = join(base, 'a.tar.gz');
    await expect(unpack(archive, join(base, 'out'))).rejects.toThrow('ENOENT');
    await expect(pack(join(base, 'none', 'a.tar.gz'), [{ from: file, to: 'a' }])).rejects.toThrow('ENOENT');
    await pack(archive, [{ from: file, to: 'a' }]);
    writeFileSync(archive, gzipSync(gunzipSync(readFileSync(archive)).subarray(0, 512)));
    await expect(unpack(archive, join(base, 'out'))).rejects.toThrow('the archive ends too early');
  });

  it.skipIf(!existsSync('/dev/full'))('on a full disk says so', async () => {
    const file = join(base, 'source');
    writeFileSync(file, randomBytes(2 ** 20));
    await expect(pack('/dev/full', [{ from: file, to: 'a' }])).rejects.toThrow('ENOSPC');
  });
});
