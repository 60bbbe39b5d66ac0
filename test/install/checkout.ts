/** @file A small checkout for the door: its own `bin/`, a few packages, and a command line that only says `ok`. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { root } from '../../src/cli/paths.ts';
import { userEnvironment } from '../package/commands.ts';
import { filesOfPackage, type Registry } from './registry.ts';

/** What the lock file asks for. The last one stands for the packages that are made for one platform, as the pinned Node is. */
export interface Wanted {
  plain: string;
  here: string;
}

export const first: Wanted = { plain: '1.0.0', here: '1.0.0' };
export const second: Wanted = { plain: '1.1.0', here: '1.1.0' };

const plain = Array.from({ length: 6 }, (_, i) => `plain-${i}`);

export class Checkout {
  readonly folder: string;
  readonly #registry: Registry;

  constructor(folder: string, registry: Registry, wanted = first) {
    this.folder = folder;
    this.#registry = registry;
    cpSync(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
    this.write('src/cli/main.ts', "console.log('ok');\n");
    // Nothing to bring: the Node that runs the tests is new enough.
    const version = process.versions.node;
    this.write('runtime/package.json', {
      name: 'kernelab-node',
      version,
      fallback: version,
      sha256: { [version]: {} },
    });
    this.pull(wanted);
  }

  /** What `git pull` would bring: other versions in package.json and in the lock file. */
  pull(wanted: Wanted): void {
    const versions = Object.fromEntries(plain.map((name) => [name, wanted.plain]));
    const optional = { here: wanted.here };
    const own = { name: 'small', version: '1.0.0', dependencies: versions, optionalDependencies: optional };
    const packages: Record<string, unknown> = { '': own };
    for (const name of plain) packages[`node_modules/${name}`] = this.#registry.entryOf(name, wanted.plain);
    packages['node_modules/here'] = {
      ...this.#registry.entryOf('here', wanted.here),
      optional: true,
      os: [process.platform],
      cpu: [process.arch],
    };
    this.write('package.json', own);
    this.write('package-lock.json', { name: 'small', version: '1.0.0', lockfileVersion: 3, requires: true, packages });
  }

  write(file: string, content: unknown): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }

  /** Starts the door, in a process group of its own, on request through another program. */
  start(
    options: SpawnOptions = {},
    through: readonly string[] = [],
  ): { child: ChildProcess; ended: Promise<{ code: number | null; said: string }> } {
    const env = userEnvironment({
      npm_config_registry: this.#registry.url,
      npm_config_cache: join(dirname(this.folder), 'npm-cache'),
      npm_config_fetch_retries: '0',
      KERNELAB_LANG: 'en',
    });
    const [program, ...args] = [...through, process.execPath, join(this.folder, 'bin', 'kernelab.mjs')];
    const child = spawn(program, args, {
      cwd: this.folder,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text));
    const ended = new Promise<{ code: number | null; said: string }>((resolve) => {
      child.on('close', (code) => resolve({ code, said: said.replaceAll(this.folder, '…') }));
    });
    return { child, ended };
  }

  /** The versions of the packages that are there, each of them whole; undefined without `node_modules`. */
  installed(): Wanted | undefined {
    const modules = join(this.folder, 'node_modules');
    if (!existsSync(modules)) return undefined;
    const versions = [...plain, 'here'].map((name) => {
      const files = globSync('**/*.{js,json}', { cwd: join(modules, name) }).length;
      if (files !== filesOfPackage) throw new Error(`${name} has ${files} of ${filesOfPackage} files`);
      return (JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as { version: string }).version;
    });
    const [first] = versions;
    if (versions.slice(0, -1).some((version) => version !== first)) throw new Error(`mixed: ${versions.join(' ')}`);
    return { plain: first!, here: versions.at(-1)! };
  }

  /** What installations left beside `node_modules`. */
  leftOver(): string[] {
    const state = join(this.folder, '.kernelab');
    return existsSync(state) ? readdirSync(state).filter((name) => /packages|lock/.test(name)) : [];
  }
}

/**
 * Starts a checkout and kills it, again and again, at moments spread over the time that an installation takes: the first one,
 * or one after a pull. After each kill all of the packages are there, in one state or the other, or none.
 */
export async function killAtAnyMoment(checkout: Checkout, kills: number, pulled?: Wanted): Promise<void> {
  const whole = await installationTime(checkout, pulled);
  for (let kill = 0; kill < kills; kill++) {
    if (pulled) checkout.pull(kill % 2 === 0 ? first : pulled);
    else rmSync(join(checkout.folder, 'node_modules'), { recursive: true, force: true });
    const { child, ended } = checkout.start();
    await sleep(((kill + Math.random()) / kills) * whole);
    // The door alone, or npm with it: an npm that is left goes on by itself for a while.
    const alone = kill % 3 === 2;
    if (child.exitCode === null) process.kill(alone ? child.pid! : -child.pid!, 'SIGKILL');
    if (!alone) await ended;
    expect([undefined, first, pulled]).toContainEqual(checkout.installed());
  }
  checkout.pull(first);
  await checkout.start().ended;
  await sleep(whole); // the npm of the last kill
}

async function installationTime(checkout: Checkout, pulled: Wanted = first): Promise<number> {
  checkout.pull(pulled);
  const began = performance.now();
  await checkout.start().ended;
  return performance.now() - began;
}
