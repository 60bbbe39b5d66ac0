/**
 * @file Where the time of a training step goes: the lecture's two networks and those of student-networks.ts task by task, each task's smallest time of several
 * runs, summed by kind. On one thread it is processor time, which others on the machine disturb least. The engine is asked from outside (profileProgram); a step that is not profiled pays nothing for it.
 * `KERNELAB_NETWORKS=unet,leaky` chooses networks, and prints every task.
 */
import { buildEngine } from '../scripts/build-engine.ts';
import { setThreads } from '../src/engine/index.ts';
import { compiled, pictures } from './lecture-models.ts';
import { profileOf, programOf } from './profile.ts';
import { versions, type Bench, type BenchReport } from './report.ts';
import { network, networkNames, samples } from './student-networks.ts';

const BATCH = 64;

/** A step of each network; its program is asked for where it is profiled. */
const STEPS: Readonly<Record<string, () => unknown>> = {
  ...Object.fromEntries(
    (['fashion', 'mnist'] as const).flatMap((name) =>
      [32, 200].map((batch) => [`${name} b${batch}`, () => compiled(name).trainOnBatch(...pictures(batch))]),
    ),
  ),
  ...Object.fromEntries(networkNames.map((name) => [name, () => network(name).trainOnBatch(...samples(name, BATCH))])),
};

const bench: Bench = {
  name: 'train-profile',
  describe: "where a training step's time goes, by kind of task, for the networks of `train`",
  async run({ threads }): Promise<BenchReport> {
    await buildEngine();
    setThreads(threads);
    const asked = process.env['KERNELAB_NETWORKS']?.split(',');
    const options = { isListed: asked !== undefined, isAlone: threads === 1 };
    const cases = Object.entries(STEPS)
      .filter(([name]) => asked?.includes(name.split(' ')[0]!) ?? true)
      .flatMap(([name, step]) => profileOf(name, programOf(step), options));
    return { bench: 'train-profile', versions: versions(), threads, cases };
  },
};
export default bench;
