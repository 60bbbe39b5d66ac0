/**
 * @file Builds the engine's WASM from `src/engine/wasm/` into `dist/engine/`: the program of graphs with relaxed SIMD (fused
 * multiply-add) and without, from the same source, and the program of `np`. `buildEngine()` does nothing when no source changed.
 */
import { execFile } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const OUT = join(ROOT, 'dist', 'engine');
const COMMON = ['--baseDir', ROOT, '-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--enable', 'simd'];
/** 201: a number would need a cast where addresses have 64 bits. Ours have 32. */
const QUIET = ['--disableWarning', '201'];
/** The program of graphs: memory is handed in and shared by all threads, up to 4 GiB. */
const GRAPH = (
  'src/engine/wasm/graph/program.ts --importMemory --noExportMemory --sharedMemory ' +
  '--initialMemory 16 --maximumMemory 65536 --enable threads'
).split(' ');
/** The program of `np`: a small memory of its own, whose first KiB is scratch but for the zeros that register tiles begin with (CONTROL.zeros). */
const NP = ['src/engine/wasm/np/main.ts', '--initialMemory', '8', '--memoryBase', '1024'];
const RELAXED = ['--enable', 'relaxed-simd'];
/** Files below dist/engine, and the compiler's arguments for each. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  fma: [...GRAPH, ...RELAXED],
  simd: GRAPH,
  np: [...NP, ...RELAXED],
};

/** Builds what is stale; gives whether anything was built. */
export async function buildEngine(): Promise<boolean> {
  const sources = globSync('src/engine/wasm/**/*.ts', { cwd: ROOT }).sort();
  const hash = createHash('sha256');
  for (const file of [...sources, 'scripts/build-engine.ts']) hash.update(file).update(readFileSync(join(ROOT, file)));
  const digest = hash.digest('hex');
  const stamp = join(OUT, 'sources.sha256');
  if (Object.keys(PROGRAMS).every((name) => exists(join(OUT, `${name}.wasm`))) && exists(stamp)) {
    if (readFileSync(stamp, 'utf8') === digest) return false;
  }
  mkdirSync(OUT, { recursive: true });
  await Promise.all(Object.entries(PROGRAMS).map(([name, flags]) => compile(name, [...flags, ...COMMON, ...QUIET])));
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
  console.log(built ? 'engine: built dist/engine/{fma,simd,np}.wasm' : 'engine: fresh');
}
