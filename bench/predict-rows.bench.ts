/**
 * @file Twin models that differ in one layer: whether predict computes several batches in one run for every merge layer
 * and normalisation. The peer of each is the same model with Maximum (merge layers) or BatchNormalization
 * (normalisations) in the place of the layer, in the same run; a ratio near 1 is right, one of several times means that
 * the layer is predicted batch by batch.
 */
import { np, type NDArray } from '../src/array/index.ts';
import { setThreads } from '../src/engine/index.ts';
import type { KerasTensor } from '../src/keras/core/keras-tensor.ts';
import { keras } from '../src/keras/index.ts';
import { alternate, median, versions, type Bench, type BenchCase, type BenchReport } from './report.ts';

const { layers } = keras;

type Join = (a: KerasTensor, b: KerasTensor) => KerasTensor;
const MERGE: Record<string, Join> = {
  Minimum: (a, b) => layers.Minimum()([a, b]),
  Add: (a, b) => layers.Add()([a, b]),
  Subtract: (a, b) => layers.Subtract()([a, b]),
  Multiply: (a, b) => layers.Multiply()([a, b]),
  Average: (a, b) => layers.Average()([a, b]),
  Concatenate: (a, b) => layers.Concatenate()([a, b]),
  Dot: (a, b) => layers.Dot({ axes: 1 })([a, b]),
};
const NORMALIZATION: Record<string, Join> = {
  LayerNormalization: (a) => layers.LayerNormalization()(a),
  GroupNormalization: (a) => layers.GroupNormalization({ groups: 4 })(a),
  Normalization: (a) => layers.Normalization({ mean: 0.5, variance: 2 })(a),
};

/** A small network of two branches: what a run costs beside its arithmetic shows. */
function model(join: Join) {
  const input = keras.Input([16]);
  const [a, b] = [layers.Dense(32, 'relu')(input), layers.Dense(32, 'relu')(input)];
  return keras.Model(input, layers.Dense(4)(join(a, b)));
}

const SAMPLES = 4096;
const sizes = [1, 8, 32, 128];

const bench: Bench = {
  name: 'predict-rows',
  describe: 'predict with each merge layer and normalisation beside its twin, at batches of 1 to 128',
  async run({ threads }): Promise<BenchReport> {
    setThreads(threads);
    const x = np.random.rand(SAMPLES, 16).astype('float32');
    const cases: BenchCase[] = [];
    for (const [twin, twinJoin, list] of [
      ['Maximum', (a: KerasTensor, b: KerasTensor) => layers.Maximum()([a, b]), MERGE],
      ['BatchNormalization', (a: KerasTensor) => layers.BatchNormalization()(a), NORMALIZATION],
    ] as const) {
      const reference = model(twinJoin);
      for (const [name, join] of Object.entries(list)) {
        const own = model(join);
        for (const size of sizes) {
          const { measured } = await alternate({
            ours: () => time(own, x, size),
            twin: () => time(reference, x, size),
          });
          const [ours, other] = [median(measured['ours']!), median(measured['twin']!)];
          cases.push({ case: `${name}, batch ${size}`, unit: 'ms', better: 'lower', ours, peers: { [twin]: other } });
        }
      }
    }
    return { bench: 'predict-rows', versions: versions(), threads, cases };
  },
};

/** Milliseconds of one predict over all samples. */
async function time(own: ReturnType<typeof model>, x: NDArray, batchSize: number): Promise<number> {
  const start = performance.now();
  await own.predict(x, { batchSize, verbose: 0 });
  return performance.now() - start;
}

export default bench satisfies Bench;
