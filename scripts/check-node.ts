/**
 * @file `npm run check:node`: whether the programs of Node are what the Node project built. The packages on npm are another
 * builder's; runtime/package.json holds the hash of the program in each. Here every package is fetched and hashed, and the
 * program in the Node project's own archive, which must have the sum that the project publishes, is compared with it.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpack } from '../bin/archive.mjs';
import { hashOf } from '../bin/manifest.mjs';
import { programOfPackage } from '../src/cli/bundle/node.ts';
import { root } from '../src/cli/paths.ts';
import { program } from '../src/cli/program.ts';

/** Ends with a slash, as those who copy it name it. */
const SITE = (process.env['NODEJS_ORG_MIRROR'] ?? 'https://nodejs.org/dist/').replace(/\/*$/, '/');

await program(main);

async function main(): Promise<number> {
  const { sha256 } = JSON.parse(readFileSync(join(root, 'runtime', 'package.json'), 'utf8')) as {
    sha256: Record<string, Record<string, string>>;
  };
  let wrong = 0;
  let unreachable = 0;
  for (const [version, programs] of Object.entries(sha256)) {
    const sums = await fetchText(`${SITE}v${version}/SHASUMS256.txt`);
    for (const [name, held] of Object.entries(programs)) {
      const ofNpm = await hashOfPackage(name, version);
      const published = sums === undefined ? undefined : await hashOfProject(name, version, sums);
      if (ofNpm !== held || (published !== undefined && published !== held)) wrong++;
      if (published === undefined) unreachable++;
      const verdict = (hash: string | undefined): string =>
        hash === undefined ? 'not reached' : hash === held ? 'the same' : `ANOTHER: ${hash}`;
      console.log(`${name}@${version}: on npm ${verdict(ofNpm)}; from the Node project ${verdict(published)}`);
    }
  }
  const all = Object.values(sha256).flatMap((programs) => Object.keys(programs)).length;
  console.log(`\n${all - wrong} of ${all} programs are the ones whose hashes stand in runtime/package.json.`);
  if (unreachable > 0) {
    console.log(
      `NOT compared with the Node project's sums: ${unreachable} of ${all}, ${SITE} was not reached from here.`,
    );
    console.log(
      'That is no failure; run this where it can be reached, or name a copy: NODEJS_ORG_MIRROR=https://…/dist/',
    );
  }
  return wrong > 0 ? 1 : 0;
}

/** The hash of the program in the package that npm has. */
async function hashOfPackage(name: string, version: string): Promise<string> {
  return inScratch(async (folder) => hashOf(await programOfPackage(folder, name, version)));
}

/** The hash of the program in the project's archive; undefined where that cannot be had. */
async function hashOfProject(name: string, version: string, sums: string): Promise<string | undefined> {
  const platform = name.replace(/^node-(?:bin-)?/, '');
  const file = platform.startsWith('win-') ? `${platform}/node.exe` : `node-v${version}-${platform}.tar.gz`;
  const sum = new RegExp(`^([0-9a-f]{64})  ${file.replaceAll('.', '\\.')}$`, 'm').exec(sums)?.[1];
  const bytes = sum === undefined ? undefined : await fetchBytes(`${SITE}v${version}/${file}`);
  if (bytes === undefined) return undefined;
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== sum) return `${hash} (the archive is not the published one)`;
  if (platform.startsWith('win-')) return hash;
  return inScratch(async (folder) => {
    writeFileSync(join(folder, 'node.tar.gz'), bytes);
    const inside = `node-v${version}-${platform}/bin/node`;
    await unpack(join(folder, 'node.tar.gz'), folder, (path) => (path === inside ? 'node' : undefined));
    return hashOf(join(folder, 'node'));
  });
}

async function fetchBytes(url: string): Promise<Buffer | undefined> {
  try {
    const reply = await fetch(url);
    return reply.ok ? Buffer.from(await reply.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}

async function fetchText(url: string): Promise<string | undefined> {
  return (await fetchBytes(url))?.toString('utf8');
}

async function inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-node-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
