/**
 * @file Everything that runs from `dist/`: the WASM engine, the library bundle with its types, the kernel and the lab extension.
 */
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { buildKernel } from '../kernel/build.ts';
import { koreanMessagesFile } from '../kernel/paths.ts';
import { root } from '../src/cli/paths.ts';
import { BOOK } from '../src/help/book.ts';
import { buildEngine } from './build-engine.ts';
import { buildLabExtension } from './build-labextension.ts';
import { buildHelp } from './build-help.ts';
import { buildKoreanMessages } from './build-korean-messages.ts';
import { buildReference } from './build-reference/index.ts';
import { readLibrary } from './build-reference/model.ts';
import { buildStart } from './build-start.ts';
import { buildTypes } from './build-types.ts';
import { libraryEntries } from './library-entries.ts';
import { makePlain } from './plain-source.ts';

const dist = join(root, 'dist');

/** Builds everything; an engine whose sources have not changed is left as it is. */
export async function buildAll(): Promise<void> {
  buildKoreanMessages(join(root, 'node_modules', 'typescript-korean', 'lib'), koreanMessagesFile());
  await Promise.all([buildEngine(), bundleLibrary(), buildTypes(), buildKernel(), bundleInside(), buildPages()]);
}

/** What the browser loads: the lab extension, and with it the labs' list and the reference; and the texts of `help`. */
async function buildPages(): Promise<void> {
  const extension = join(dist, 'labextension');
  await buildLabExtension(extension);
  buildStart(join(extension, 'static', 'labs'));
  const chapters = readLibrary(root);
  buildReference(root, chapters, join(extension, 'static', 'reference'));
  buildHelp(chapters, join(root, BOOK));
}

/** How bundles of the library are made, also the command line's, which holds the library as well. */
export const libraryBundle = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  packages: 'external',
  // Class names are data: Keras's configurations and error texts carry them.
  keepNames: true,
  chunkNames: 'chunks/[name]-[hash]',
} as const;

/** One ES module per door: few files load faster than the hundred small ones they are made of. */
async function bundleLibrary(): Promise<void> {
  const { metafile } = await bundle({
    ...libraryBundle,
    entryPoints: libraryEntries,
    outdir: join(dist, 'src'),
    sourcemap: 'linked',
    metafile: true,
    logLevel: 'error',
  });
  makePlain(Object.keys(metafile.outputs).map((file) => join(root, file)));
}

/** What runs in the sandbox of every submission: one file that starts fast. */
async function bundleInside(): Promise<void> {
  await bundle({
    ...libraryBundle,
    splitting: false,
    entryPoints: ['src/cli/grade/inside.ts'],
    outdir: join(dist, 'cli', 'grade'),
    logLevel: 'error',
  });
}
