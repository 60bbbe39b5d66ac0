/** @file Lines of tf.data and of Keras's utilities for files, which name what a test does not have. */
import { expect, test } from 'vitest';
import { importLine, statement } from '../../../src/hints/translate/index.ts';

const code = "const [x, y, ds, gen] = [0, 0, 0, 0]; const path = 'a';";

test.each([
  [
    "train = tf.keras.utils.image_dataset_from_directory('pets', image_size=(180, 180), batch_size=32)",
    "const train = keras.utils.imageDatasetFromDirectory('pets', { imageSize: [180, 180], batchSize: 32 })",
  ],
  [
    'train = ds.map(lambda x, y: (x / 255.0, y), num_parallel_calls=tf.data.AUTOTUNE)',
    'const train = ds.map((x, y) => [x / 255.0, y], { numParallelCalls: datasets.AUTOTUNE })',
  ],
  [
    'g = tf.data.Dataset.from_generator(gen, output_signature=(tf.TensorSpec(shape=()), tf.TensorSpec(shape=())))',
    'const g = datasets.Dataset.fromGenerator(gen)',
  ],
  [
    "folder = tf.keras.utils.get_file('flowers', origin='https://x/y.tgz', untar=True)",
    "const folder = await keras.utils.getFile('flowers', { origin: 'https://x/y.tgz', untar: true })",
  ],
  [
    'left, right = keras.utils.split_dataset(ds, left_size=0.8)',
    'const [left, right] = await keras.utils.splitDataset(ds, { leftSize: 0.8 })',
  ],
  ['print(len(ds), tf.__version__)', 'console.log(ds.length, keras.version())'],
])('%s', (line, wanted) => {
  expect(statement(line, { code })).toBe(wanted);
});

test('imports', () => {
  expect(importLine('keras.preprocessing', 'image')).toBe('const { loadImg, imgToArray } = keras.utils');
  expect(importLine('tensorflow.keras.utils', 'Sequence')).toBe('const { PyDataset: Sequence } = keras.utils');
  expect(importLine('tensorflow.keras.preprocessing.image', 'load_img, ImageDataGenerator')).toBe(
    'const { loadImg } = keras.utils; const { ImageDataGenerator } = datasets',
  );
});
