/**
 * @file Builds what runs in the reader's page: the prebuilt JupyterLab extension (`outDir`, with a Plotly cut to the traces
 * that plt uses) and the nbconvert template (`nbconvert/kernelab` beside it) that carries the same two scripts.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SOURCES = join(ROOT, 'labextension');

/** Builds the extension into `outDir` and the export template into `nbconvert/kernelab` beside it. */
export async function buildLabExtension(outDir: string): Promise<void> {
  const plotly = await bundle({
    entryPoints: [join(SOURCES, 'src', 'plotly-partial.cjs')],
    globalName: 'KernelabPlotly',
    define: { global: 'window', 'define.amd': 'false' },
    plugins: [bufferShim],
    loader: { '.css': 'empty' }, // only Plotly's maps have a style sheet
    // The licence texts of Plotly and what it is made of stay in the file.
    legalComments: 'eof',
  });
  const plotlyFile = `plotly.${hash(plotly)}.js`;
  const prettier = await bundle({
    entryPoints: [join(SOURCES, 'src', 'prettier-entry.ts')],
    globalName: 'KernelabPrettier',
    legalComments: 'eof',
  });
  const prettierFile = `prettier.${hash(prettier)}.js`;
  const entry = await bundle({
    entryPoints: [join(SOURCES, 'src', 'remote-entry.ts')],
    loader: { '.css': 'text' },
    define: { PLOTLY_FILE: JSON.stringify(plotlyFile), PRETTIER_FILE: JSON.stringify(prettierFile) },
  });
  const entryFile = `remoteEntry.${hash(entry)}.js`;

  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(join(outDir, 'static'), { recursive: true });
  writeFileSync(join(outDir, 'static', plotlyFile), plotly);
  writeFileSync(join(outDir, 'static', prettierFile), prettier);
  const licences = ['LICENSE', 'THIRD-PARTY-NOTICES.md'].map((file) =>
    readFileSync(join(ROOT, 'node_modules', 'prettier', file), 'utf8'),
  );
  writeFileSync(join(outDir, 'static', 'prettier.LICENSE.md'), licences.join('\n'));
  writeFileSync(join(outDir, 'static', entryFile), entry);
  const manifest = JSON.parse(readFileSync(join(SOURCES, 'manifest.json'), 'utf8')) as {
    version: string;
    jupyterlab: Record<string, unknown>;
  };
  manifest.version = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
  manifest.jupyterlab['_build'] = {
    load: `static/${entryFile}`,
    extension: './extension',
    mimeExtension: './mimeExtension',
  };
  writeFileSync(join(outDir, 'package.json'), JSON.stringify(manifest, undefined, 2));

  const template = join(dirname(outDir), 'nbconvert', 'kernelab');
  rmSync(template, { recursive: true, force: true });
  cpSync(join(ROOT, 'templates', 'kernelab'), template, { recursive: true });
  mkdirSync(join(template, 'static'), { recursive: true });
  const page = await bundle({ entryPoints: [join(SOURCES, 'src', 'export-page.ts')], loader: { '.css': 'text' } });
  writeFileSync(join(template, 'static', 'kernelab-plotly.js'), inlineSafe(plotly));
  writeFileSync(join(template, 'static', 'kernelab-page.js'), inlineSafe(page));
}

/** Plotly names a package that its own package.json does not bring along. */
const bufferShim: Plugin = {
  name: 'buffer',
  setup(build) {
    build.onResolve({ filter: /^buffer\/$/ }, () => ({ path: join(SOURCES, 'src', 'buffer-shim.cjs') }));
  },
};

async function bundle(options: BuildOptions): Promise<string> {
  const result = await build({
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    write: false,
    ...options,
  });
  return result.outputFiles![0]!.text;
}

/** A script inside a page must not hold the end tag of a script. */
function inlineSafe(code: string): string {
  return code.replaceAll('</script', '<\\/script');
}

function hash(code: string): string {
  return createHash('sha256').update(code).digest('hex').slice(0, 12);
}
