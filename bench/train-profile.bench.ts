/**
 * @file Where the time of a training step goes: the networks of student-networks.ts task by task, each task's smallest time of several
 * runs, summed by kind. On one thread it is processor time, which others on the machine disturb least. The engine is asked from outside (profileProgram); a step that is not profiled pays nothing for it.
 * `KERNELAB_NETWORKS=unet,leaky` chooses networks, and prints every task.
 */
import { buildEngine } from '../scripts/build-engine.ts';
import { setThreads } from '../src/engine/index.ts';
import { profileOf, programOf } from './profile.ts';
import { versions, type Bench, type BenchReport } from './report.ts';
import { network, networkNames, samples } from './student-networks.ts';

const BATCH = 64;

const bench: Bench = {
  name: 'train-profile',
  describe: "where a training step's time goes, by kind of task, for the networks of `train`",
  async run({ threads }): Promise<BenchReport> {
    await buildEngine();
    setThreads(threads);
    const asked = process.env['KERNELAB_NETWORKS']?.split(',');
    const options = { isListed: asked !== undefined, isAlone: threads === 1 };
    const cases = networkNames
      .filter((name) => asked?.includes(name) ?? true)
      .flatMap((name) =>
        profileOf(
          name,
          programOf(() => network(name).trainOnBatch(...samples(name, BATCH))),
          options,
        ),
      );
    return { bench: 'train-profile', versions: versions(), threads, cases };
  },
};
export default bench;
