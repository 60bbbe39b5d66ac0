/** @file The first start of a checkout and every later one: killed, two at once, after a pull, moved, and with what it cannot do. */
import { chmodSync, cpSync, linkSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashOf } from '../../bin/manifest.mjs';
import { packageOf } from '../../bin/node.mjs';
import { root } from '../../src/cli/paths.ts';
import { Checkout, first, killAtAnyMoment, second } from './checkout.ts';
import { startRegistry, type Registry } from './registry.ts';

let base: string;
let registry: Registry;
let checkout: Checkout;
/** An installed one, to be copied. */
let template: string;

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'kernelab-checkout-'));
  registry = await startRegistry();
  checkout = new Checkout(join(template, 'small'), registry);
  expect(await expectGood()).toBe('kernelab: installing the node packages (once; about a minute) …\nok\n');
  expect(await expectGood()).toBe('ok\n');
});
afterAll(async () => {
  await registry.close();
  rmSync(template, { recursive: true, force: true, maxRetries: 5 });
});
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'kernelab-checkout-'));
  checkout = new Checkout(join(base, 'small'), registry);
});
afterEach(() => {
  Object.assign(registry, { mood: 'well', delay: 0 });
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
});

/** Takes the packages of an earlier start along. */
function installedBefore(): void {
  cpSync(join(template, 'small'), checkout.folder, { recursive: true, verbatimSymlinks: true });
}

/** Root may write everywhere: another account starts it, which may read what root may (a checkout below /root). */
const reading = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'];
const asNobody =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...reading] : [];

/** A link costs nothing; it can't lead to another disk. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    cpSync(from, to);
  }
}

async function expectGood(wanted = first): Promise<string> {
  const { code, said } = await checkout.start().ended;
  expect([code, said]).toEqual([0, expect.stringMatching(/ok\n$/)]);
  expect(checkout.installed()).toEqual(wanted);
  expect(checkout.leftOver()).toEqual([]);
  return said;
}

describe('a start', () => {
  it.each([
    ['the first', undefined],
    ['one after a pull', second],
  ])('that is killed at any moment, %s, leaves all of the packages or none', async (_, pulled) => {
    if (pulled) installedBefore();
    await killAtAnyMoment(checkout, 4, pulled);
    await expectGood();
  });

  it('twice at once installs once', async () => {
    registry.delay = 20;
    const ends = await Promise.all([1, 2, 3].map(() => checkout.start().ended));
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    const said = ends.map((end) => end.said).join('');
    expect(said.match(/installing the node packages/g)).toHaveLength(1);
    expect(checkout.installed()).toEqual(first);
    expect(checkout.leftOver()).toEqual([]);
  });

  it('after a pull that changes only the package of this platform brings that', async () => {
    installedBefore();
    const wanted = { ...first, here: second.here };
    checkout.pull(wanted);
    expect(await expectGood(wanted)).toContain('(here missing or changed; about a minute)');
  });

  it('without the folder of a package brings it again', async () => {
    installedBefore();
    for (const name of ['here', 'plain-1']) rmSync(join(checkout.folder, 'node_modules', name), { recursive: true });
    expect(await expectGood()).toContain('(2 packages missing or changed; about a minute)');
  });

  it('in a folder that was moved needs nothing', async () => {
    installedBefore();
    const moved = join(base, '옮긴 폴더');
    renameSync(checkout.folder, moved);
    Object.assign(checkout, { folder: moved });
    registry.mood = 'page';
    expect(await expectGood()).toBe('ok\n');
  });

  it('in a folder that one may only read runs on the pinned Node there', async () => {
    installedBefore();
    const name = packageOf(process.platform, process.arch);
    const program = join(checkout.folder, 'node_modules', name, 'bin', basename(process.execPath));
    mkdirSync(dirname(program), { recursive: true });
    linkOrCopy(process.execPath, program);
    const { version } = JSON.parse(readFileSync(join(root, 'runtime', 'package.json'), 'utf8')) as { version: string };
    const sha256 = { [version]: { [name]: await hashOf(program) } };
    checkout.write('runtime/package.json', { name: 'kernelab-node', version, fallback: version, sha256 });
    const folders = [checkout.folder, join(checkout.folder, '.kernelab')];
    chmodSync(base, 0o755);
    for (const folder of folders) chmodSync(folder, 0o555);
    const { said, code } = await checkout.start({}, asNobody).ended;
    for (const folder of folders) chmodSync(folder, 0o755);
    expect([code, said]).toEqual([0, 'ok\n']);
  });

  it('whose package of this platform does not arrive asks for it once more and then goes on', async () => {
    registry.mood = { breaksOff: 'here' };
    const { said, code } = await checkout.start().ended;
    expect(said).toContain('here did not arrive; once more …');
    expect(said).toContain('here did not arrive; going on without');
    expect([code, said]).toEqual([0, expect.stringMatching(/ok\n$/)]);
    expect((await checkout.start().ended).said).toBe('ok\n');
  });
});

describe('a start that cannot install says why, changes nothing and leaves nothing', () => {
  async function refused(): Promise<string> {
    const { said, code } = await checkout.start().ended;
    expect(code).toBe(1);
    expect(checkout.leftOver()).toEqual([]);
    return said.split('\n')[1]!;
  }

  it.each([false, true])('behind a page to log in (packages there: %s)', async (there) => {
    if (there) installedBefore();
    checkout.pull(second);
    registry.mood = 'page';
    expect(await refused()).toBe(
      'kernelab: the node packages could not be installed: something between here and the registry answered with other bytes than packages (a login page or a proxy?). Open a web page, log in there, and start again.',
    );
    expect(checkout.installed()).toEqual(there ? first : undefined);
  });

  it('without a network', async () => {
    registry.mood = 'gone';
    expect(await refused()).toBe(
      'kernelab: the node packages could not be installed: no registry was reached. Is there a network, or a proxy to be set (npm config set proxy …, HTTPS_PROXY)? Without internet: a bundle (docs/classroom.md).',
    );
  });

  it('with a lock file of another package.json', async () => {
    checkout.write('package.json', { name: 'small', version: '1.0.0', dependencies: { other: '1.0.0' } });
    expect(await refused()).toContain('package-lock.json does not fit package.json');
  });

  it('in a folder that nobody may write', async () => {
    chmodSync(base, 0o755);
    chmodSync(checkout.folder, 0o555);
    const { said, code } = await checkout.start({}, asNobody).ended;
    chmodSync(checkout.folder, 0o755);
    expect(code).toBe(1);
    expect(said).toContain('the node packages could not be installed: this folder must be writable');
  });
});
