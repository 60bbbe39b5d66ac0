/** @file What the keras tests share. */
import { fromTyped, type NDArray } from '../../src/array/index.ts';
import { keras, layers } from '../../src/keras/index.ts';
import type { Model } from '../../src/keras/model/index.ts';

/** The message of the error that `f` raises (sync or async). */
export async function messageOf(f: () => unknown): Promise<string> {
  try {
    await f();
  } catch (error) {
    return String(error);
  }
  throw new Error('nothing was raised');
}

/** What notices say while `f` runs. (Outside of notebooks they say the same only once.) */
export async function noticedBy(f: () => unknown): Promise<string[]> {
  const { warn } = console;
  const lines: string[] = [];
  console.warn = (text: string) => void lines.push(text);
  try {
    await f();
  } finally {
    console.warn = warn;
  }
  return lines;
}

/** What is printed while `f` runs. */
export async function printedBy(f: () => unknown): Promise<string> {
  const write = process.stdout.write.bind(process.stdout);
  let text = '';
  process.stdout.write = (chunk: string) => {
    text += chunk;
    return true;
  };
  try {
    await f();
  } finally {
    process.stdout.write = write;
  }
  return text;
}

/** y = the class (0 or 1) of whether the first value is larger than the second. */
export function data(n: number): { x: NDArray; y: NDArray } {
  const x = Float32Array.from({ length: n * 4 }, (_, i) => ((i * 7919) % 211) / 211);
  const y = Int32Array.from({ length: n }, (_, i) => (x[i * 4]! > x[i * 4 + 1]! ? 1 : 0));
  return { x: fromTyped(x, [n, 4]), y: fromTyped(y, [n]) };
}
/** Four values in, two classes out. */
export function small(): Model {
  return keras.Sequential([
    layers.Dense(8, { activation: 'relu', inputShape: [4] }),
    layers.Dense(2, { activation: 'softmax' }),
  ]);
}

/** Ready to be trained. */
export function compiled(model = small()): Model {
  model.compile({
    optimizer: keras.optimizers.Adam(0.05),
    loss: 'sparse_categorical_crossentropy',
    metrics: ['accuracy'],
  });
  return model;
}
