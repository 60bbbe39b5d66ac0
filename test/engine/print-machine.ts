/** @file Run by machines.long.test.ts in a fresh process: trains a small network for three steps and prints what runs it and what it predicts. */
import { np } from '../../src/array/index.ts';
import { getCore } from '../../src/engine/index.ts';
import { keras } from '../../src/keras/index.ts';

const { layers } = keras;
keras.utils.setRandomSeed(3);
const model = keras.Sequential([
  keras.Input([16, 16, 3]),
  layers.Conv2D(32, 3, { padding: 'same' }),
  layers.BatchNormalization(),
  layers.ReLU(),
  layers.SeparableConv2D(48, 3, { padding: 'same' }),
  layers.MaxPooling2D(2),
  layers.Conv2D(64, 3, { activation: 'relu', padding: 'same' }),
  layers.GlobalAveragePooling2D(),
  layers.Dense(4),
]);
model.compile({ optimizer: 'adam', loss: 'mse' });
const x = np.random.defaultRng(1).random([4, 16, 16, 3]);
const y = np.random.defaultRng(2).random([4, 4]);
for (let i = 0; i < 3; i++) model.trainOnBatch(x, y);
const core = getCore();
const values = model.predictOnBatch(x).ravel().toTyped();
console.log(
  JSON.stringify({ kind: core?.kind ?? 'plain', threads: core?.threads ?? 0, values: [...values].map(Number) }),
);
process.exit(0);
