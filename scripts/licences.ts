/**
 * @file `npm run licences`: under which licence each package is that users get, for every platform, and whether it may be
 * passed on with the project. What is not known to be free ends the program with 1.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../src/cli/paths.ts';
import { program } from '../src/cli/program.ts';

export interface Licensed {
  readonly name: string;
  readonly version: string;
  readonly licence: string | undefined;
}

/** Free to use and to pass on; MPL-2.0 asks that its own files stay open, which those of packages do. */
const FREE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
  // Of the packages below.
  'Bitstream-Vera',
  'LicenseRef-public-domain',
]);

/** Packages that say it in a file instead of in package.json. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  'dejavu-fonts-ttf': 'Bitstream-Vera', // LICENSE: Bitstream Vera's, and changes in the public domain
  h5wasm: 'LicenseRef-public-domain', // LICENSE.txt: made at NIST
  'stack-trace': 'MIT', // License
};

/** Packages of which the lab extension has code in it. */
const BUILT_IN = new Set(['node_modules/prettier']);

/** What `npm install kernelab` brings, on whatever platform, by the lock file; and what is built into it. */
export function licensedPackages(): Licensed[] {
  interface Entry {
    version: string;
    license?: string | { type: string };
    dev?: boolean;
  }
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Entry> };
  return Object.entries(lock.packages)
    .filter(([place, { dev }]) => place.includes('node_modules/') && (!dev || BUILT_IN.has(place)))
    .map(([place, { version, license }]) => {
      const name = place.replace(/^.*node_modules\//, '');
      const said = typeof license === 'object' ? license.type : license;
      return { name, version, licence: READ_BY_HAND[name] ?? said ?? oldForm(place) };
    });
}

/** As packages said it before 2015: a list. */
function oldForm(place: string): string | undefined {
  const file = readFileSync(join(root, place, 'package.json'), 'utf8');
  const { licenses = [] } = JSON.parse(file) as { licenses?: { type?: string }[] };
  return licenses[0]?.type;
}

/** Whether one of the licences that a package offers is free, or all of those that hold at once. */
export function isFree(licence: string | undefined): boolean {
  if (licence === undefined) return false;
  const [first, ...others] = licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return [first!, ...others].some((offer) => offer.split(' AND ').every((part) => FREE.has(part.replace(/[()]/g, ''))));
}

if (import.meta.main) await program(main);

async function main(): Promise<number> {
  const packages = licensedPackages();
  const byLicence = Map.groupBy(packages, ({ licence }) => licence ?? 'none');
  for (const [licence, list] of [...byLicence].sort(([, a], [, b]) => b.length - a.length)) {
    const names = list.map(({ name, version }) => `${name}@${version}`);
    console.log(`${licence} (${list.length})\n    ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`);
  }
  const unknown = packages.filter(({ licence }) => !isFree(licence));
  for (const { name, licence } of unknown) console.error(`not known to be free: ${name} (${licence ?? 'no licence'})`);
  console.log(`\n${packages.length} packages, ${unknown.length} of them not known to be free to pass on`);
  return unknown.length > 0 ? 1 : 0;
}
