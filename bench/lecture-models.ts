/** @file The lecture's two networks and synthetic pictures for them, shared by the benches. */
import { fromTyped, type NDArray } from '../src/array/index.ts';
import * as layers from '../src/keras/layers/index.ts';
import { Sequential } from '../src/keras/model/index.ts';

const { Conv2D, MaxPooling2D, Flatten, Dense, Dropout } = layers;

const NETWORKS = {
  /** Row L3.8 of the lecture. */
  fashion: () =>
    Sequential([
      Conv2D({ filters: 64, kernelSize: [3, 3], padding: 'same', inputShape: [28, 28, 1] }),
      MaxPooling2D([2, 2], { strides: 2 }),
      Conv2D({ filters: 32, kernelSize: [3, 3], padding: 'same' }),
      MaxPooling2D([2, 2], { strides: 2 }),
      Conv2D({ filters: 16, kernelSize: [3, 3], padding: 'same' }),
      Flatten(),
      Dense(256, { activation: 'relu' }),
      Dense(128, { activation: 'relu' }),
      Dense(10, { activation: 'softmax' }),
    ]),
  /** Row L4.12. */
  mnist: () =>
    Sequential([
      Conv2D(32, [3, 3], { activation: 'relu', inputShape: [28, 28, 1] }),
      Conv2D(64, [3, 3], { activation: 'relu' }),
      MaxPooling2D([2, 2]),
      Dropout(0.25),
      Flatten(),
      Dense(128, { activation: 'relu' }),
      Dropout(0.5),
      Dense(10, { activation: 'softmax' }),
    ]),
};

export type LectureModel = ReturnType<(typeof NETWORKS)['fashion']>;

/** A network of the lecture, compiled as there. */
export function compiled(name: keyof typeof NETWORKS): LectureModel {
  const model = NETWORKS[name]();
  model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] });
  return model;
}

/** `n` random pictures of 28 x 28 in steps of 1/255, and class numbers 0 … 9. */
export function pictures(n: number): [x: NDArray, y: NDArray] {
  const x = Float32Array.from({ length: n * 784 }, () => Math.floor(Math.random() * 256) / 255);
  const y = Uint8Array.from({ length: n }, () => Math.floor(Math.random() * 10));
  return [fromTyped(x, [n, 28, 28, 1]), fromTyped(y, [n])];
}
