/**
 * @file Builds the engine's WASM from `src/engine/wasm/` into `dist/engine/`: once with relaxed SIMD (fused
 * multiply-add) and once without, from the same source. `buildEngine()` does nothing when the files are newer than the sources.
 */
import { execFile } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const OUT = join(ROOT, 'dist', 'engine');
const COMMON = [
  'src/engine/wasm/graph/program.ts',
  '--baseDir',
  ROOT,
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory',
  '--noExportMemory',
  '--sharedMemory',
  '--initialMemory',
  '16',
  '--maximumMemory',
  '65536',
  '--use',
  'abort=',
  '--disableWarning',
  '201',
  '--enable',
  'simd',
  '--enable',
  'threads',
];
/** The element-wise kernels of `np`: a module of its own with a small private memory. */
const NP = [
  'src/engine/wasm/np/main.ts',
  ...COMMON.slice(1, COMMON.indexOf('--importMemory')),
  '--initialMemory',
  '8',
  '--memoryBase',
  '1024',
  '--use',
  'abort=',
  '--disableWarning',
  '201',
  '--enable',
  'simd',
  '--enable',
  'relaxed-simd',
];
const VARIANTS: Readonly<Record<string, readonly string[]>> = { fma: ['--enable', 'relaxed-simd'], simd: [] };

/** Builds what is stale; gives whether anything was built. */
export async function buildEngine(): Promise<boolean> {
  const sources = globSync('src/engine/wasm/**/*.ts', { cwd: ROOT }).sort();
  const hash = createHash('sha256');
  for (const file of [...sources, 'scripts/build-engine.ts']) hash.update(file).update(readFileSync(join(ROOT, file)));
  const digest = hash.digest('hex');
  const stamp = join(OUT, 'sources.sha256');
  if ([...Object.keys(VARIANTS), 'np'].every((name) => exists(join(OUT, `${name}.wasm`))) && exists(stamp)) {
    if (readFileSync(stamp, 'utf8') === digest) return false;
  }
  mkdirSync(OUT, { recursive: true });
  const programs = Object.entries(VARIANTS).map(([name, flags]) => compile(name, [...COMMON, ...flags]));
  await Promise.all([...programs, compile('np', NP)]);
  writeFileSync(stamp, digest);
  return true;
}

/** Runs the compiler as a program of its own: its type declarations would change the global `Array` of this project. */
async function compile(name: string, flags: readonly string[]): Promise<void> {
  const asc = join(ROOT, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
  try {
    await promisify(execFile)(process.execPath, [asc, ...flags, '--outFile', `dist/engine/${name}.wasm`], {
      cwd: ROOT,
    });
  } catch (cause) {
    throw new Error(`build-engine: asc failed for ${name}.wasm.\n${(cause as { stderr?: string }).stderr ?? ''}`, {
      cause,
    });
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await buildEngine();
  console.log(built ? 'engine: built dist/engine/{fma,simd}.wasm' : 'engine: fresh');
}
