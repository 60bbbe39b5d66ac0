/**
 * @file `kernelab deploy DIR`: what runs of kernelab, and nothing else, in a folder that all users of a server read; with `--prefix P`
 * (`--sys-prefix`) registered with the Jupyter of that environment. Node comes along. deploy/install.sh calls it on a bare machine.
 */
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hashOf } from '../../bin/manifest.mjs';
import { packageOf } from '../../bin/node.mjs';
import { FileError, KernelabError, say, ValueError } from '../errors/index.ts';
import { buildSteps } from './build.ts';
import type { Platform } from './bundle.ts';
import { installOwn, ownTarball } from './bundle/packages.ts';
import { makeLean } from './deploy/lean.ts';
import { makeFolderOf, root } from './paths.ts';
import { withScratch } from './scratch.ts';
import { runSteps } from './steps.ts';

const who = 'kernelab deploy';
/** The name in DIR's package.json, by which a folder is known as ours. */
const NAME = 'kernelab-server';

/** Makes or renews the folder; options `--prefix P` or `--sys-prefix`: the Jupyter that is to find it. */
export async function deployCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { prefix: { type: 'string' }, 'sys-prefix': { type: 'boolean' } },
    allowPositionals: true,
  });
  if (positionals.length !== 1) {
    throw new ValueError({
      who,
      rule: { en: 'one folder is needed', ko: '폴더 하나가 필요합니다' },
      received: positionals.join(' ') || { en: 'none', ko: '없음' },
    });
  }
  if (values.prefix !== undefined && values['sys-prefix']) {
    throw new ValueError({
      who,
      rule: { en: 'one Jupyter: --prefix P or --sys-prefix', ko: '주피터 하나만: --prefix P 또는 --sys-prefix' },
      received: args.join(' '),
    });
  }
  const folder = resolve(positionals[0]!);
  refuseForeign(folder);
  // Beside it, so that it moves into place as a whole; its parent need not be there yet. Before minutes of work: may one write there?
  const parent = attempt(() => {
    mkdirSync(dirname(folder), { recursive: true });
    accessSync(dirname(folder), constants.W_OK);
    return dirname(folder);
  });
  if (values.prefix !== undefined) makeFolderOf(join(values.prefix, 'share', 'jupyter', 'kernels'), who);
  await runSteps(buildSteps());
  await attempt(() => withScratch(join(parent, '.kernelab-deploy-'), (scratch) => fill(folder, scratch)));
  const door = join(folder, 'node_modules', 'kernelab', 'bin', 'kernelab.mjs');
  const megabytes = (sizeOf(folder) / 2 ** 20).toFixed(0);
  process.stdout.write(
    `${say({ en: `installed ${folder} (${megabytes} MB)`, ko: `설치함: ${folder} (${megabytes}MB)` })}\n`,
  );
  const place = values.prefix === undefined ? ['--sys-prefix'] : ['--prefix', resolve(values.prefix)];
  if (values.prefix === undefined && !values['sys-prefix']) return 0;
  const { status } = spawnSync(nodeOf(folder) ?? process.execPath, [door, 'kernel', 'install', ...place], {
    stdio: 'inherit',
    cwd: folder, // where this was called may have been the old one, which is gone
  });
  return status ?? 1;
}

/** Whatever cannot be written is said as such. */
function attempt<T>(work: () => T): T {
  const failed = (cause: unknown): never => {
    if (cause instanceof KernelabError || (cause as NodeJS.ErrnoException).code === undefined) throw cause;
    const rule = { en: 'the folder cannot be written', ko: '폴더에 쓸 수 없습니다' };
    throw new FileError({ who, rule, received: (cause as Error).message, cause });
  };
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(failed) as T) : result;
  } catch (cause) {
    return failed(cause);
  }
}

/** Files of somebody else are never replaced. @throws ValueError */
function refuseForeign(folder: string): void {
  if (!existsSync(folder)) return;
  const there = attempt(() => readdirSync(folder));
  if (there.length === 0 || nameIn(folder) === NAME) return;
  throw new ValueError({
    who,
    rule: {
      en: 'the folder must be empty or hold an earlier deployment',
      ko: '빈 폴더이거나 이전에 설치한 폴더여야 합니다',
    },
    received: folder,
  });
}

function nameIn(folder: string): unknown {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: unknown }).name;
  } catch {
    return undefined;
  }
}

async function fill(folder: string, scratch: string): Promise<void> {
  const project = join(scratch, 'project');
  await installOwn(project, await ownTarball(scratch), `${process.platform}-${process.arch}` as Platform);
  const made = join(scratch, 'made');
  mkdirSync(made);
  const modules = join(made, 'node_modules');
  renameSync(join(project, 'node_modules'), modules);
  makeLean(modules);
  await bringNode(made);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  writeFileSync(join(made, 'package.json'), `${JSON.stringify({ name: NAME, private: true, version }, null, 2)}\n`);
  const old = join(scratch, 'old');
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(made, folder);
}

/** The Node that this runs on, where kernelab looks for it: the pinned one, or the older one of systems that it does not start on. */
async function bringNode(made: string): Promise<void> {
  const { version, fallback, sha256 } = JSON.parse(readFileSync(join(root, 'runtime', 'package.json'), 'utf8')) as {
    version: string;
    fallback: string;
    sha256: Record<string, Record<string, string>>;
  };
  const name = packageOf(process.platform, process.arch);
  const hash = await hashOf(process.execPath);
  const program = join(name, 'bin', 'node');
  const place = {
    [sha256[version]![name] ?? '']: join(made, 'node_modules', program),
    [sha256[fallback]?.[name] ?? '']: join(made, '.kernelab', 'node', fallback, 'node_modules', program),
  }[hash];
  if (place === undefined) return; // the machine's own, which stays where it is
  mkdirSync(dirname(place), { recursive: true });
  cpSync(process.execPath, place);
}

/** The Node that was brought along. */
function nodeOf(folder: string): string | undefined {
  const [file] = globSync('{node_modules,.kernelab/node/*/node_modules}/node-*/bin/node', { cwd: folder });
  return file && join(folder, file);
}

/** Bytes on the disk, as `du` counts them. */
function sizeOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    bytes += lstatSync(join(entry.parentPath, entry.name)).blocks * 512;
  }
  return bytes;
}
