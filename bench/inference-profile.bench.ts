/**
 * @file Where the time of a predict goes: the networks of `inference`, task by task, each task's smallest time of several runs, summed by
 * kind. On one thread it is processor time, which others on the machine disturb least: `npm run bench -- inference-profile --threads 1`.
 * `KERNELAB_NETWORKS=ResNet50,VGG16` chooses networks, and prints every task.
 */
import { buildEngine } from '../scripts/build-engine.ts';
import { setThreads } from '../src/engine/index.ts';
import { labelOf, networkOf, pictures, type NetworkCase } from './networks.ts';
import { profileOf, programOf } from './profile.ts';
import { versions, type Bench, type BenchReport } from './report.ts';

const CASES: readonly NetworkCase[] = [
  { network: 'InceptionV3', batch: 30, side: 75 },
  { network: 'VGG16', batch: 30, side: 75 },
  { network: 'MobileNetV2', batch: 1, side: 224 },
  { network: 'ResNet50', batch: 1, side: 224 },
  { network: 'DenseNet121', batch: 1, side: 224 },
];

const bench: Bench = {
  name: 'inference-profile',
  describe: "where a predict's time goes, by kind of task, for the networks of `inference`",
  run: async ({ threads }): Promise<BenchReport> => {
    await buildEngine();
    setThreads(threads);
    const asked = process.env['KERNELAB_NETWORKS']?.split(',');
    const cases = CASES.filter(({ network }) => asked?.includes(network) ?? true).flatMap((each) => {
      const [model, x] = [networkOf(each), pictures(each)];
      const program = programOf(() => model.predictOnBatch(x));
      return profileOf(labelOf(each), program, { isListed: asked !== undefined, isAlone: threads === 1 });
    });
    return { bench: 'inference-profile', versions: versions(), threads, cases };
  },
};

export default bench;
