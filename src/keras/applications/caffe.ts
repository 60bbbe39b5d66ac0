/** @file What the first networks on ImageNet share: pooling of 3 × 3 windows that overlap, brightness normalization, wide classifiers. */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { scores, type Settings } from './application.ts';

/** The largest of each 3 × 3 at every second place; a last incomplete window counts (Caffe rounds up). */
export function overlappingPool(x: KerasTensor, name: string): KerasTensor {
  const even = x.shape[1] === null || x.shape[1]! % 2 === 0;
  return layers.MaxPooling2D(3, { strides: 2, padding: even ? 'same' : 'valid', name })(x);
}

/**
 * Each value divided by (2 + 10⁻⁴ · the squares of the five channels around it)^¾: strong channels quiet their neighbours.
 * Krizhevsky et al. 2012, section 3.3.
 */
export function brightness(x: KerasTensor, name: string, { bias = 2, alpha = 1e-4 } = {}): KerasTensor {
  return layers.LocalResponseNormalization({ depthRadius: 2, bias, alpha, beta: 0.75, name })(x);
}

/** Two wide layers, half of their inputs left out in training. */
export function wideClassifier(x: KerasTensor, settings: Settings): KerasTensor {
  x = layers.Flatten({ name: 'flatten' })(x);
  for (const number of [6, 7]) {
    x = layers.Dropout(0.5, { name: `drop${number}` })(x);
    x = layers.Dense(4096, { activation: 'relu', name: `fc${number}` })(x);
  }
  return scores(x, settings);
}
