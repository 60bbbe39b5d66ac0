/**
 * @file What `npm pack` and `npm publish` run first (`prepack`): builds `dist/` from nothing, with the command line, which a
 * checkout runs from its sources and a package, where Node strips no types, brings compiled.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../src/cli/paths.ts';
import { program } from '../src/cli/program.ts';
import { buildAll, libraryBundle } from './build-all.ts';

await program(async () => {
  // What an older build left would be packed as well; the engine knows its own age.
  for (const part of ['src', 'cli', 'kernel', 'labextension', 'nbconvert']) {
    rmSync(join(root, 'dist', part), { recursive: true, force: true });
  }
  await Promise.all([buildAll(), bundleCommands()]);
  return 0;
});

/** The command line as one program whose commands are loaded when they are asked for. */
async function bundleCommands(): Promise<void> {
  await build({
    ...libraryBundle,
    entryPoints: ['src/cli/main.ts'],
    outbase: 'src/cli',
    outdir: join(root, 'dist', 'cli'),
    logLevel: 'warning',
  });
}
