/**
 * @file A class on one machine: as many kernels as students (20; KERNELAB_CLASS another number), started one after the other. Each runs
 * what a student's first cells do. Measured: memory of one that is alone, just started, after that work, and unused; of all; how long the
 * last one takes to its first cell; a small cell beside one that never ends; the Jupyter server that each user of a hub has besides.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildKernel } from '../kernel/build.ts';
import { kernelSpec } from '../kernel/kernelspec.ts';
import { freePort } from '../src/cli/lab.ts';
import { venv } from '../src/cli/paths.ts';
import { KernelClient, ourKernel } from '../test/kernel-e2e/client.ts';
import { memoryOf } from './process-memory.ts';
import { median, milliseconds, progress, versions, type Bench, type BenchCase, type BenchReport } from './report.ts';

const STUDENTS = Number(process.env['KERNELAB_CLASS'] ?? 20);
/** Seconds after which kernels give memory back here; on a server it is KERNELAB_IDLE. */
const IDLE = 15;
/** V8 keeps empty pages for eight seconds more. */
const UNUSED = 2 * IDLE + 10;
const CELLS = 20;

/** Arrays, a figure, a small network that is trained. */
const work = [
  'const picture = np.random.normal(0, 1, [28, 28]);\npicture.mean();',
  "plt.imshow(picture, { cmap: 'gray' });\nplt.show();",
  `const { layers } = keras;
const model = keras.Sequential([keras.Input({ shape: [28, 28, 1] }), layers.Conv2D(8, 3, { activation: 'relu' }), layers.Flatten(), layers.Dense(10, { activation: 'softmax' })]);
model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy' });
await model.fit(np.random.normal(0, 1, [512, 28, 28, 1]), np.random.randint(0, 10, [512]), { epochs: 1, verbose: 0 });`,
];

const bench: Bench = {
  name: 'class',
  describe: '20 kernels on one machine: memory, start of the last, a cell beside a spinner (KERNELAB_CLASS=4: fewer)',
  async run({ threads }): Promise<BenchReport> {
    if (!Number.isInteger(STUDENTS) || STUDENTS < 2)
      throw new Error(`KERNELAB_CLASS is a whole number from 2, not ${STUDENTS}.`);
    await buildKernel();
    const folder = mkdtempSync(join(tmpdir(), 'kernelab-class-'));
    // A program of their own: pages that they shared with this process would be counted in part.
    const node = join(folder, basename(process.execPath));
    cpSync(process.execPath, node);
    const env = { ...kernelSpec().env, KERNELAB_IDLE: String(IDLE), KERNELAB_THREADS: String(threads) };
    const argv = (file: string): string[] => [node, ...ourKernel(file).slice(1)];
    const start = async (): Promise<KernelClient> => {
      const kernel = await KernelClient.start({ cwd: folder, env, argv });
      kernels.push(kernel);
      await must(kernel, '1 + 1');
      return kernel;
    };
    const kernels: KernelClient[] = [];
    const memory = (): number => kernels.reduce((sum, { process: { pid } }) => sum + (memoryOf(pid!) ?? NaN), 0);
    const unused = async (): Promise<number> => {
      progress(`waiting ${UNUSED} s for unused kernels`);
      await sleep(UNUSED * 1000);
      return memory();
    };
    try {
      const first = await start();
      const started = memory();
      for (const code of work) await must(first, code);
      const one = memory();
      const oneUnused = await unused();
      const back = await milliseconds(() => must(first, 'const size: number = picture.size;'));
      let last = 0;
      for (let i = 2; i <= STUDENTS; i++) {
        const from = performance.now();
        const kernel = await start();
        last = performance.now() - from;
        for (const code of work) await must(kernel, code);
        progress(`kernel ${i} of ${STUDENTS}`);
      }
      const used = memory();
      const beside = await besideSpinner(first, kernels.at(-1)!);
      const idle = await unused();
      const server = await serverMemory(folder);
      progress('');
      const mine = (what: string, unit: string, ours: number): BenchCase => {
        return { case: what, unit, better: 'lower', ours, peers: {} };
      };
      return {
        bench: `class of ${STUDENTS}`,
        versions: versions(),
        threads,
        cases: [
          mine('one kernel alone, just started', 'MB', started),
          mine('one kernel alone, after a figure and a small network', 'MB', one),
          mine('one kernel alone, unused for ten minutes', 'MB', oneUnused),
          mine('first cell after that', 'ms', back),
          mine('all kernels', 'MB', used),
          mine('each of all', 'MB', used / STUDENTS),
          mine('each of all, unused for ten minutes', 'MB', idle / STUDENTS),
          mine('Jupyter server of one user, beside', 'MB', server),
          mine('first cell of the last kernel', 'ms', last),
          mine('median cell beside a spinner', 'ms', beside),
        ],
      };
    } finally {
      for (const kernel of kernels) await kernel.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
export default bench;

/** Memory of a Jupyter server with JupyterLab, as each user of a hub has one; NaN where none is installed (npm start). */
async function serverMemory(folder: string): Promise<number> {
  const python = join(venv, 'bin', 'python');
  if (!existsSync(python)) return Number.NaN;
  const port = await freePort(19_600);
  const token = 'bench';
  const args = [
    '-m',
    'jupyterlab',
    '--no-browser',
    '--allow-root',
    `--port=${port}`,
    `--IdentityProvider.token=${token}`,
  ];
  const server = spawn(python, args, { cwd: folder, stdio: 'ignore' });
  try {
    const url = `http://127.0.0.1:${port}/lab?token=${token}`;
    while (server.exitCode === null && !(await fetch(url).catch(() => undefined))?.ok) await sleep(200);
    return memoryOf(server.pid!) ?? Number.NaN;
  } finally {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await gone;
  }
}

/** Milliseconds of a small cell while another student's never ends. */
async function besideSpinner(spinner: KernelClient, other: KernelClient): Promise<number> {
  const { done } = spinner.begin('for (;;);');
  const times: number[] = [];
  for (let i = 0; i < CELLS; i++) {
    const from = performance.now();
    await must(other, `picture.sum() + ${i}`);
    times.push(performance.now() - from);
  }
  await spinner.interrupt();
  await done;
  return median(times);
}

async function must(kernel: KernelClient, code: string): Promise<void> {
  const { error } = await kernel.execute(code);
  if (error) throw new Error(`${error.ename}: ${error.evalue}`);
}
