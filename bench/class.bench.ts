/**
 * @file A class on one machine: as many kernels as students (20; KERNELAB_CLASS another number), started one after the other. Each runs
 * what a student's first cells do. Measured: memory of all, and after they have been idle; how long the last one takes to its first
 * cell; a small cell beside one that never ends. A Jupyter server comes on top, once for each user on a hub.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildKernel } from '../kernel/build.ts';
import { KernelClient } from '../test/kernel-e2e/client.ts';
import { memoryOf } from './process-memory.ts';
import { median, progress, versions, type Bench, type BenchCase, type BenchReport } from './report.ts';

const STUDENTS = Number(process.env['KERNELAB_CLASS'] ?? 20);
/** Seconds after which kernels give memory back here; on a server it is KERNELAB_IDLE. */
const IDLE = 20;
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
    const env = { KERNELAB_IDLE: String(IDLE), KERNELAB_THREADS: String(threads) };
    const kernels: KernelClient[] = [];
    const memory = (): number => kernels.reduce((sum, { process: { pid } }) => sum + (memoryOf(pid!) ?? NaN), 0);
    try {
      let last = 0;
      for (let i = 1; i <= STUDENTS; i++) {
        const from = performance.now();
        const kernel = await KernelClient.start({ cwd: folder, env });
        kernels.push(kernel);
        await must(kernel, '1 + 1');
        last = performance.now() - from;
        for (const code of work) await must(kernel, code);
        progress(`kernel ${i} of ${STUDENTS}`);
      }
      const used = memory();
      const beside = await besideSpinner(kernels[0]!, kernels.at(-1)!);
      progress(`waiting ${2 * IDLE} s for idle kernels`);
      await sleep(2 * IDLE * 1000);
      const idle = memory();
      progress('');
      const mine = (what: string, unit: string, ours: number): BenchCase => {
        return { case: what, unit, better: 'lower', ours, peers: {} };
      };
      return {
        bench: `class of ${STUDENTS}`,
        versions: versions(),
        threads,
        cases: [
          mine('memory of all', 'MB', used),
          mine('memory of each', 'MB', used / STUDENTS),
          mine('memory of each, idle', 'MB', idle / STUDENTS),
          mine('first cell of the last', 'ms', last),
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
