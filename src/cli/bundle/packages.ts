/** @file The node packages of a bundle: those that are the same everywhere, and an archive for each platform. */
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack, unpack } from '../../../bin/archive.mjs';
import { runNpm } from '../../../bin/npm.mjs';
import type { Platform } from '../bundle.ts';
import { attempt } from './attempt.ts';
import { fromSources, root } from '../paths.ts';

interface LockEntry {
  os?: string[];
  cpu?: string[];
}

/** Writes `packages.tar.gz` and `PLATFORM.tar.gz`. */
export async function bundlePackages(folder: string, scratch: string, platforms: readonly Platform[]): Promise<void> {
  const tarball = await ownTarball(scratch);
  for (const [i, platform] of platforms.entries()) {
    const project = join(scratch, platform);
    await installOwn(project, tarball, platform);
    const own = placesOfPlatform(project);
    const files = globSync('node_modules/**', { cwd: project, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('.bin'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((from) => ({ from, to: from.slice(project.length + 1).replaceAll('\\', '/') }));
    const isOwn = ({ to }: { to: string }): boolean => own.some((place) => to.startsWith(`${place}/`));
    await pack(join(folder, `${platform}.tar.gz`), files.filter(isOwn));
    if (i === 0)
      await pack(
        join(folder, 'packages.tar.gz'),
        files.filter((file) => !isOwn(file)),
      );
  }
}

/** kernelab as npm would publish it. */
export async function ownTarball(scratch: string): Promise<string> {
  // A package brings what is built, and has nothing to build it from.
  const args = ['pack', '--silent', '--pack-destination', scratch];
  await attempt(() => runNpm(root, args, 'npm pack:', { scripts: fromSources }));
  return join(
    scratch,
    readdirSync(scratch).find((name) => name.endsWith('.tgz'))!,
  );
}

/** Installs kernelab with the packages of a platform, in the versions of the lock file where there is one. */
export async function installOwn(project: string, tarball: string, platform: Platform): Promise<void> {
  const [os, cpu] = platform.split('-') as [string, string];
  const forThere = ['--omit=dev', `--os=${os}`, `--cpu=${cpu}`, '--libc=glibc', '--no-bin-links'];
  mkdirSync(project);
  if (fromSources) {
    for (const file of ['package.json', 'package-lock.json', '.npmrc', 'runtime/package.json']) {
      cpSync(join(root, file), join(project, file));
    }
    await attempt(() => runNpm(project, ['ci', ...forThere], 'npm ci:'));
    const own = join(project, 'node_modules', 'kernelab');
    await unpack(tarball, own, (path) => path.replace(/^package\//, ''));
  } else {
    writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
    await attempt(() => runNpm(project, ['install', ...forThere, tarball], 'npm install:'));
  }
}

/** The folders of packages that are made for some platforms, which the other archives do not have. */
function placesOfPlatform(project: string): string[] {
  const record = join(project, 'node_modules', '.package-lock.json');
  const { packages } = JSON.parse(readFileSync(record, 'utf8')) as { packages: Record<string, LockEntry> };
  return Object.entries(packages)
    .filter(([place, { os, cpu }]) => (os ?? cpu) !== undefined && existsSync(join(project, place)))
    .map(([place]) => place);
}
