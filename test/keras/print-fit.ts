/** @file Run by processes.long.test.ts in a process of its own: a short fit from a seed; prints losses and a digest of the weights. */
import { createHash } from 'node:crypto';
import { np } from '../../src/array/index.ts';
import { getCore } from '../../src/engine/core.ts';
import * as keras from '../../src/keras/keras.ts';

const { layers } = keras;
keras.utils.setRandomSeed(11);
const x = np.random.uniform(0, 1, [96, 12, 12, 1]).astype('float32');
const y = np.random.randint(0, 4, [96]);
const model = keras.Sequential([
  layers.Conv2D({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [12, 12, 1] }),
  layers.BatchNormalization(),
  layers.MaxPooling2D(2),
  layers.Flatten(),
  layers.Dropout(0.25),
  layers.Dense(4, { activation: 'softmax' }),
]);
model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] });
const { history } = await model.fit(x, y, { epochs: 3, validationSplit: 0.25, verbose: 0 });
const hash = createHash('sha256');
for (const weight of model.weights) hash.update(Float32Array.from(weight.variable.data));
const core = getCore();
console.log(JSON.stringify({ threads: core ? core.threads : 0, history, digest: hash.digest('hex') }));
process.exit(0);
