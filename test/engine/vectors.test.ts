/** @file V8 may join two vectors of 128 bits into one of 256 (src/platform/memory.node.ts): not a bit of any result may change by it. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

/** The digest that print-vector-bits.ts gives where everything runs in optimised code (the first tier never joins vectors). */
async function digest(vectors: '128' | '256', engine: 'fma' | 'simd'): Promise<string> {
  const { stdout } = await run(process.execPath, ['--no-liftoff', join(import.meta.dirname, 'print-vector-bits.ts')], {
    env: { ...process.env, KERNELAB_VECTORS: vectors, KERNELAB_ENGINE: engine },
  });
  return stdout.trim();
}

test.each(['fma', 'simd'] as const)('vectors of 128 and of 256 bits give the same bits (%s)', async (engine) => {
  const [narrow, wide] = await Promise.all([digest('128', engine), digest('256', engine)]);
  expect(narrow).toMatch(/^[0-9a-f]{64}$/);
  expect(wide).toBe(narrow);
});

/** Whether a function of the module takes or gives a vector: its types (section 1) name v128. */
function passesVectors(wasm: Uint8Array): boolean {
  let at = 8;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (wasm[at++] !== 1) {
    const size = number();
    at += size;
  }
  number();
  for (let types = number(); types > 0; types--) {
    expect(wasm[at++], 'a plain function type').toBe(0x60);
    // parameters, then results
    for (let lists = 2; lists > 0; lists--) {
      for (let n = number(); n > 0; n--) if (wasm[at++] === 0x7b) return true;
    }
  }
  return false;
}

// V8 14.6 ends the process ("unreachable code") when it joins stores whose values come from two calls, or from parameters.
test.each(['fma', 'simd', 'np'])('no function of %s.wasm takes or gives a vector: all are inlined', (name) => {
  const file = join(import.meta.dirname, '..', '..', 'dist', 'engine', `${name}.wasm`);
  expect(passesVectors(readFileSync(file))).toBe(false);
});

// What V8 inlines depends on what a session has called so far; these are the two ends of it.
test.each([
  ['nothing', ['--no-wasm-inlining']],
  [
    'everything',
    ['--wasm-inlining-ignore-call-counts', '--wasm-inlining-budget=1000000', '--wasm-inlining-max-size=100000'],
  ],
] as const)('V8 compiles every function with joined vectors, inlining %s', async (_, flags) => {
  const compile = `
    import { readFileSync } from 'node:fs';
    for (const file of process.argv.slice(1)) {
      const module = new WebAssembly.Module(readFileSync(file));
      const memory = new WebAssembly.Memory({ initial: 64, maximum: 65536, shared: true });
      new WebAssembly.Instance(module, { env: { memory } });
      console.log('compiled');
    }`;
  const eager = ['--experimental-wasm-revectorize', '--no-liftoff', '--no-wasm-lazy-compilation', ...flags];
  const files = ['fma', 'simd', 'np'].map((name) =>
    join(import.meta.dirname, '..', '..', 'dist', 'engine', `${name}.wasm`),
  );
  const { stdout } = await run(process.execPath, [...eager, '--input-type=module', '--eval', compile, ...files]);
  expect(stdout).toBe('compiled\n'.repeat(3));
});
