/** @file A program that streams the pictures of a folder one by one until one is broken, and prints what it saw. */
import { keras } from '../../src/keras/index.ts';

const directory = process.argv[2]!;
const ds = keras.utils.imageDatasetFromDirectory(directory, {
  imageSize: [2, 2],
  batchSize: null,
  labels: null,
  shuffle: false,
  verbose: false,
});
const seen: number[] = [];
let failure = 'none';
try {
  for await (const picture of ds) seen.push(picture.item(0, 0, 0));
} catch (error) {
  failure = `${(error as Error).name}: ${(error as Error).message}`;
}
console.log(JSON.stringify({ seen, failure }));
