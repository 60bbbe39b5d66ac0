/**
 * @file The library's declarations, which name no more than they need. TypeScript writes an inferred type by the shortest way to it, which may be the door
 * of the whole library: `import("../../index.ts").NDArray` makes whoever reads a scatter plot's types read all the networks.
 */
import { execFile } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../src/cli/paths.ts';

/** Writes them beside the bundle, `dist/src`. */
export async function buildTypes(): Promise<void> {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  try {
    await promisify(execFile)(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root });
  } catch (error) {
    // The declarations are written all the same; `npm run typecheck` is what must hold.
    const first = ((error as { stdout?: string }).stdout ?? String(error)).trim().split('\n')[0];
    process.stderr.write(`(types: ${first}) `);
  }
  narrowTypes(join(root, 'dist', 'src'));
}

const byDoor = /import\("((?:\.\.?\/)+)index\.ts"\)\.(\w+)/g;

/** Rewrites the declarations of a folder: what its `index.d.ts` takes from a module by name is taken from there. */
export function narrowTypes(folder: string): void {
  const door = readFileSync(join(folder, 'index.d.ts'), 'utf8');
  const modules = new Map<string, string>();
  for (const [, names, module] of door.matchAll(/export (?:type )?\{([^}]*)\} from '\.\/([^']+)'/g)) {
    for (const name of names!.split(',')) modules.set(name.replace('type ', '').trim(), module!);
  }
  for (const file of globSync('*/**/*.d.ts', { cwd: folder })) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const narrow = text.replace(byDoor, (whole, up: string, name: string) => {
      const module = resolve(dirname(path), up) === resolve(folder) ? modules.get(name) : undefined;
      if (module === undefined) return whole;
      return `import("${relative(dirname(path), join(folder, module)).replaceAll('\\', '/')}").${name}`;
    });
    if (narrow !== text) writeFileSync(path, narrow);
  }
}
