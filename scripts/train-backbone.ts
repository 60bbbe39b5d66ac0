/**
 * @file `node bin/kernelab.mjs run-script scripts/train-backbone.ts [--sheets DIR] [--epochs N]`: trains SmallNet
 * (src/keras/applications/small-net.ts) on the first 4000 pictures of CIFAR-10 and writes its weights without the top to
 * `data/weights`. The pictures come from `datasets.cifar10`, or from a folder of sheets of 1000 pictures (cifar10_batch_0.png …,
 * one picture per row, with labels.json). None of them is kept, and lab 06 shows none of them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { np, type NDArray } from '../src/array/index.ts';
import { datasets } from '../src/datasets/index.ts';
import { image } from '../src/image/index.ts';
import { keras } from '../src/keras/index.ts';
import { root } from '../src/cli/paths.ts';
import { SmallNet, preprocessInput } from '../src/keras/applications/small-net.ts';

const PICTURES = 4000;

const { values } = parseArgs({ options: { sheets: { type: 'string' }, epochs: { type: 'string', default: '20' } } });
const [x, y] = values.sheets === undefined ? await official() : await sheets(values.sheets);
const scaled = preprocessInput(x);

keras.utils.setRandomSeed(7);
const { layers } = keras;
const net = SmallNet({ weights: null, inputShape: [32, 32, 3] });
const input = keras.Input({ shape: [32, 32, 3] });
let t = layers.RandomFlip('horizontal')(input);
t = layers.RandomTranslation(0.125, 0.125)(t);
t = layers.GlobalAveragePooling2D()(net(t));
t = layers.Dropout(0.2)(t);
const model = keras.Model(input, layers.Dense(10, { activation: 'softmax' })(t));
const epochs = Number(values.epochs);
const steps = epochs * Math.ceil(PICTURES / 64);
model.compile({
  optimizer: keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(2e-3, steps)),
  loss: 'sparse_categorical_crossentropy',
  metrics: ['accuracy'],
});
await model.fit(scaled, y, { batchSize: 64, epochs, verbose: 2 });
await net.saveWeights(join(root, 'data/weights/small-net.weights.h5'));

/** The first pictures of the official archive. */
async function official(): Promise<[NDArray, NDArray]> {
  const [[all, labels]] = await datasets.cifar10.loadData();
  return [all.at(`:${PICTURES}`), labels.at(`:${PICTURES}`)];
}

/** The same pictures from sheets. */
async function sheets(folder: string): Promise<[NDArray, NDArray]> {
  const parts: NDArray[] = [];
  for (let i = 0; i < PICTURES / 1000; i++) {
    const sheet = await image.imread(join(folder, `cifar10_batch_${i}.png`));
    parts.push(sheet.reshape(1000, 32, 32, 3));
  }
  const labels = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')) as Record<string, number[]>;
  return [np.concatenate(parts, 0), np.array(labels['train_0_3999']!).reshape(-1, 1)];
}
