import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// WASM goes straight to the optimising compiler: it is the code that users run after a moment, and the one whose vectors are joined.
const execArgv = ['--no-liftoff'];
const common = {
  environment: 'node' as const,
  pool: 'forks' as const,
  execArgv,
  // They end what hangs; a slow or busy machine must not fail.
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 30_000 } },
};
/** Builds the engine's WASM when it is stale. */
const engine = { globalSetup: ['test/setup-engine.ts'] };

/**
 * A process takes many files: the WASM is compiled once, which takes longer than most files. A test puts back what it changes.
 * Two processes also on two cores, since tests of downloads and of other programs mostly wait.
 */
const together = { isolate: false, maxWorkers: Math.max(2, availableParallelism() - 1) };

/** What is a project of its own below. */
const others = ['test/{golden,kernel-e2e,labs,e2e,install,package,clients,hub}/**'];

/**
 * `unit` is fast and needs nothing but Node; `long` are unit tests of thousands of cases and of whole networks, by the names of
 * their files; the others start kernels, servers or a browser.
 */
export default defineConfig({
  test: {
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'kernel/**/*.ts'],
      exclude: ['src/engine/wasm/**'],
      reporter: ['text-summary', 'html', 'json-summary'],
    },
    projects: [
      {
        test: {
          ...common,
          ...engine,
          name: 'unit',
          ...together,
          // The programs that tests start need not be compiled each time.
          env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'build', 'test', 'compiled') },
          include: ['test/**/*.test.ts'],
          exclude: [...others, 'test/**/*.long.test.ts'],
        },
      },
      {
        test: {
          ...common,
          ...engine,
          ...together,
          name: 'long',
          include: ['test/**/*.long.test.ts'],
          exclude: others,
        },
      },
      {
        test: {
          ...common,
          ...engine,
          ...together,
          name: 'golden',
          include: ['test/golden/**/*.test.ts'],
        },
      },
      {
        test: {
          ...common,
          globalSetup: [...engine.globalSetup, 'test/setup-kernel.ts'],
          name: 'kernel',
          include: ['test/kernel-e2e/**/*.test.ts'],
          // Some check hundreds of cells in one session, against the library's sources: TypeScript's server would mostly collect garbage.
          env: { GOMEMLIMIT: '384MiB' },
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...common,
          name: 'notebooks',
          include: ['test/labs/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // A lab mostly computes on one core.
          maxConcurrency: 2,
        },
      },
      {
        test: {
          ...common,
          ...engine,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          ...common,
          name: 'install',
          include: ['test/install/**/*.test.ts'],
        },
      },
      {
        test: {
          ...common,
          name: 'clients',
          globalSetup: ['test/clients/setup.ts'],
          include: ['test/clients/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...common,
          name: 'hub',
          globalSetup: ['test/hub/setup.ts'],
          include: ['test/hub/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          ...common,
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 1_800_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
