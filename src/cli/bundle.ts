/**
 * @file `kernelab bundle DIR`: a folder from which machines without a network are set up (`node DIR/start.mjs`): the node
 * packages, Node, the Python wheels of JupyterLab, the labs, and the data where that is asked for.
 *
 *     start.mjs, bin/       what unpacks the rest (bin/unbundle.mjs)
 *     packages.tar.gz       kernelab and the packages that are the same everywhere
 *     linux-x64.tar.gz …    those of one platform
 *     node/VERSION/NAME/    Node, also for a machine that has none
 *     wheels/, data/        for pip; a mirror as of `kernelab data mirror`
 *     manifest.json         sizes and hashes of all that, written last
 */
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { writeManifest } from '../../bin/manifest.mjs';
import { FileError, KernelabError, say, ValueError } from '../errors/index.ts';
import { bundleNode, type NodeProgram } from './bundle/node.ts';
import { bundlePackages } from './bundle/packages.ts';
import { bundleWheels } from './bundle/wheels.ts';
import { environment } from '../store/index.ts';
import { dataCommand, refuseUnknownData } from './data.ts';
import { root } from './paths.ts';
import { withScratch } from './scratch.ts';

/** The platforms that there is a Node and a wheel of everything for. */
const PLATFORMS = ['linux-x64', 'linux-arm64', 'win32-x64', 'darwin-arm64', 'darwin-x64'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** The versions of Python that JupyterLab is bundled for. */
const PYTHONS = ['3.10', '3.11', '3.12', '3.13', '3.14'] as const;

/** Makes a bundle. Options: `--platform A,B` (this one), `--python 3.11,3.12` (all), `--data`, `--weights NAME,NAME`. */
export async function bundleCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      platform: { type: 'string' },
      python: { type: 'string' },
      data: { type: 'boolean' },
      weights: { type: 'string' },
    },
    allowPositionals: true,
  });
  const platforms = oneOrMore('--platform', values.platform ?? `${process.platform}-${process.arch}`, PLATFORMS);
  const pythons = oneOrMore('--python', values.python ?? PYTHONS.join(','), PYTHONS);
  if (positionals.length !== 1) {
    throw new ValueError({
      who: 'kernelab bundle',
      rule: { en: 'one folder is needed', ko: '폴더 하나가 필요합니다' },
      received: positionals.join(' ') || { en: 'none', ko: '없음' },
    });
  }
  const folder = resolve(positionals[0]!);
  const weights = values.weights?.split(',').map((name) => name.trim()) ?? [];
  refuseUnknownData(weights); // before anything is removed
  prepare(folder);
  const step = (en: string, ko: string): void => void process.stderr.write(`${say({ en, ko })} …\n`);
  const fill = async (scratch: string): Promise<void> => {
    // First, since nobody but their publishers has them: a bundle without what was asked for is not made.
    if (values.data || weights.length > 0) await bundleData(join(folder, 'data'), values.data === true, weights);
    step(`packages for ${platforms.join(', ')}`, `패키지 (${platforms.join(', ')})`);
    await bundlePackages(folder, scratch, platforms);
    step('Node', 'Node');
    const nodes: Record<string, NodeProgram[]> = {};
    for (const platform of platforms) nodes[platform] = await bundleNode(folder, scratch, platform);
    step(`JupyterLab for Python ${pythons.join(', ')}`, `JupyterLab (Python ${pythons.join(', ')})`);
    await bundleWheels(join(folder, 'wheels'), scratch, platforms, pythons);
    for (const name of ['start.mjs', 'bin']) cpSync(source(name), join(folder, name), { recursive: true });
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const made = new Date().toISOString();
    await writeManifest(folder, { version: `kernelab ${version}`, made, platforms, pythons, nodes });
  };
  try {
    await withScratch(join(tmpdir(), 'kernelab-bundle-'), fill);
  } catch (error) {
    empty(folder); // a part of a bundle is none
    throw error;
  }
  const start = join(folder, 'start.mjs');
  process.stdout.write(
    say({
      en: `\nDone. On a machine without a network: node ${start}\nWhere there is no Node either, one lies in ${join(folder, 'node')}.\n`,
      ko: `\n완료. 네트워크가 없는 컴퓨터에서: node ${start}\nNode도 없다면 ${join(folder, 'node')}에 있습니다.\n`,
    }),
  );
  return 0;
}

function source(name: string): string {
  return name === 'start.mjs' ? join(root, 'bin', 'start.mjs') : join(root, name);
}

function oneOrMore<Known extends string>(option: string, text: string, known: readonly Known[]): Known[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !(known as readonly string[]).includes(name));
  if (unknown.length === 0) return [...new Set(names)] as Known[];
  throw new ValueError({
    who: `kernelab bundle ${option}`,
    rule: { en: `one or more of ${known.join(', ')}`, ko: `${known.join(', ')} 중에서 하나 이상` },
    received: unknown.join(', '),
  });
}

/** Whether a folder with these names in it is empty, or a bundle (that may lack something) and nothing else. */
function isFree(names: readonly string[]): boolean {
  const archives = ['packages', ...PLATFORMS].map((each) => `${each}.tar.gz`);
  const own = ['start.mjs', 'bin', 'node', 'wheels', 'data', 'manifest.json', ...archives];
  const isBundle = names.includes('manifest.json') || archives.some((name) => names.includes(name));
  return names.length === 0 || (isBundle && names.every((name) => own.includes(name)));
}

/** An empty folder, or one with an earlier bundle, which is made anew. Data need not be downloaded again: the cache has them. */
function prepare(folder: string): void {
  const { mirror } = environment();
  if (mirror !== undefined && `${resolve(mirror)}${sep}`.startsWith(`${folder}${sep}`)) {
    throw new ValueError({
      who: 'kernelab bundle',
      rule: {
        en: 'the folder is made anew, so KERNELAB_DATA must lie elsewhere',
        ko: '폴더를 새로 만들기 때문에 KERNELAB_DATA는 다른 곳에 있어야 합니다',
      },
      received: `KERNELAB_DATA=${mirror}`,
    });
  }
  try {
    mkdirSync(folder, { recursive: true });
    const there = readdirSync(folder);
    if (!isFree(there)) {
      throw new ValueError({
        who: 'kernelab bundle',
        rule: { en: 'the folder must be empty or hold an earlier bundle', ko: '빈 폴더이거나 이전 묶음이어야 합니다' },
        received: folder,
      });
    }
    empty(folder);
  } catch (cause) {
    if (cause instanceof KernelabError) throw cause;
    throw new FileError({
      who: 'kernelab bundle',
      rule: { en: 'the folder cannot be written', ko: '폴더에 쓸 수 없습니다' },
      received: (cause as Error).message,
      cause,
    });
  }
}

function empty(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}

async function bundleData(folder: string, sets: boolean, weights: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const codes = [
    ...(sets ? [await dataCommand(['mirror', folder])] : []),
    ...(weights.length > 0 ? [await dataCommand(['mirror', folder, ...weights])] : []),
  ];
  if (codes.every((code) => code === 0)) return;
  throw new KernelabError({
    who: 'kernelab bundle',
    rule: { en: 'not all of the data could be had (see above)', ko: '자료를 모두 가져오지 못했습니다(위 참고)' },
    hint: {
      en: 'Some sets alone: --weights mnist,fashion-mnist. Without any the labs use drawn stand-ins, or what KERNELAB_DATA names.',
      ko: '일부만 넣으려면 --weights mnist,fashion-mnist처럼 적으세요. 하나도 없으면 실습은 그린 대체 자료나 KERNELAB_DATA의 자료를 씁니다.',
    },
  });
}
