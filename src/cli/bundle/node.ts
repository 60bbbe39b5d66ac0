/** @file The Node of a bundle: the pinned program of a platform, and on Linux the older one that starts everywhere. */
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unpack } from '../../../bin/archive.mjs';
import { hashOf } from '../../../bin/manifest.mjs';
import { packageOf } from '../../../bin/node.mjs';
import { runNpm } from '../../../bin/npm.mjs';
import { NetworkError } from '../../errors/index.ts';
import type { Platform } from '../bundle.ts';
import { root } from '../paths.ts';
import { attempt } from './attempt.ts';

/** Where a program lies: `node/VERSION/NAME/FILE`. */
export interface NodeProgram {
  version: string;
  name: string;
  file: string;
}

/** Copies the programs of a platform into the bundle. @throws NetworkError when one is not the one that its hash says */
export async function bundleNode(folder: string, scratch: string, platform: Platform): Promise<NodeProgram[]> {
  const { version, fallback, sha256 } = JSON.parse(readFileSync(join(root, 'runtime', 'package.json'), 'utf8')) as {
    version: string;
    fallback: string;
    sha256: Record<string, Record<string, string>>;
  };
  const [os, cpu] = platform.split('-') as [string, string];
  const name = packageOf(os, cpu);
  const file = fileOf(name);
  const programs: NodeProgram[] = [];
  for (const each of [version, fallback]) {
    const hash = sha256[each]![name];
    if (hash === undefined) continue;
    const program = await programOfPackage(scratch, name, each);
    if ((await hashOf(program)) !== hash) {
      throw new NetworkError({
        who: 'kernelab bundle',
        rule: {
          en: 'the Node that arrived is not the one whose hash stands in runtime/package.json',
          ko: '받은 Node의 해시가 runtime/package.json에 있는 것과 다릅니다',
        },
        received: `${name}@${each}`,
      });
    }
    const target = join(folder, 'node', each, name, file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(program, target);
    programs.push({ version: each, name, file });
  }
  return programs;
}

/** Fetches a package of Node, whatever platform it is for, and gives the path of its program. */
export async function programOfPackage(scratch: string, name: string, version: string): Promise<string> {
  const place = join(scratch, `${name}-${version}`);
  mkdirSync(place);
  const what = `${name}@${version}`;
  await attempt(() => runNpm(scratch, ['pack', '--silent', '--pack-destination', place, what], `${what}:`));
  const wanted = `package/${fileOf(name)}`;
  const archive = join(place, `${name}-${version}.tgz`);
  await unpack(archive, place, (path) => (path === wanted ? fileOf(name) : undefined));
  return join(place, fileOf(name));
}

function fileOf(name: string): string {
  return name.startsWith('node-win-') ? 'bin/node.exe' : 'bin/node';
}
