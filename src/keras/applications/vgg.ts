/**
 * @file The VGG networks: nothing but 3 × 3 convolutions and 2 × 2 pooling, deeper than anyone had gone before.
 * Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition", 2014, arXiv 1409.1556;
 * table 1, columns D (16 layers) and E (19 layers).
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { pretrained, scores, usualFile, type Settings } from './application.ts';

/** `convolutions` of 3 × 3, then half the height and width. Two of them see 5 × 5 pixels, three see 7 × 7. */
function block(x: KerasTensor, number: number, convolutions: number, filters: number): KerasTensor {
  for (let i = 1; i <= convolutions; i++) {
    x = layers.Conv2D(filters, 3, { activation: 'relu', padding: 'same', name: `block${number}_conv${i}` })(x);
  }
  return layers.MaxPooling2D(2, { strides: 2, name: `block${number}_pool` })(x);
}

/** Two wide Dense layers hold nine tenths of all parameters. */
function classifier(x: KerasTensor, settings: Settings): KerasTensor {
  x = layers.Flatten({ name: 'flatten' })(x);
  x = layers.Dense(4096, { activation: 'relu', name: 'fc1' })(x);
  x = layers.Dense(4096, { activation: 'relu', name: 'fc2' })(x);
  return scores(x, settings);
}

/** A VGG network from the number of convolutions in each of its five blocks. `hashes`: with top, without. */
export function vgg(who: string, convolutions: readonly number[], hashes: readonly [string, string]) {
  const name = who.toLowerCase();
  return pretrained({
    who,
    name,
    size: 224,
    least: 32,
    body: (x) => convolutions.reduce((y, n, i) => block(y, i + 1, n, Math.min(512, 64 * 2 ** i)), x),
    classify: classifier,
    official: (settings) => usualFile(name, name, settings, hashes),
  });
}
