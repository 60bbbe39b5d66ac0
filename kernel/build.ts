/**
 * @file Bundles the kernel into `dist/kernel`, one file for each process, so that it starts fast.
 * `buildKernel()` is called by the project's build script.
 */
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './paths.ts';

/** Bundles all parts of the kernel; about 0.1 s. */
export async function buildKernel(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'kernel/main.ts',
      server: 'kernel/server.ts',
      runner: 'kernel/runner/main.ts',
      stripper: 'kernel/compile/strip-program.ts',
      watchdog: 'kernel/runner/watchdog.ts',
      tslab: 'kernel/runner/tslab.ts',
    },
    outdir: join(root, 'dist', 'kernel'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: ['zeromq', 'esbuild'],
    sourcemap: false,
    logLevel: 'warning',
  });
}

if (import.meta.main) await buildKernel();
