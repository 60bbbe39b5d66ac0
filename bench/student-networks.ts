/**
 * @file Networks that students build after the lecture's, for the train bench: pictures of 32 x 32 x 3, Adam. bench/peers has the same
 * in Keras and PyTorch; the bench compares the numbers of trained parameters. Also how many operations a step is worth.
 */
import { fromTyped, type NDArray } from '../src/array/index.ts';
import { keras, layers } from '../src/keras/index.ts';
import type { KerasTensor } from '../src/keras/core/keras-tensor.ts';
import type { Model } from '../src/keras/model/index.ts';

const SIDE = 32;
const CLASSES = 10;

const {
  Add,
  AveragePooling2D,
  BatchNormalization,
  Concatenate,
  Conv2D,
  Conv2DTranspose,
  Dense,
  DepthwiseConv2D,
  Flatten,
  GlobalAveragePooling2D,
  LeakyReLU,
  MaxPooling2D,
  ReLU,
} = layers;

const same = { padding: 'same' } as const;
const picture = (): KerasTensor => keras.Input([SIDE, SIDE, 3]);
const classes = (x: KerasTensor): KerasTensor => Dense(CLASSES, { activation: 'softmax' })(x);
const reluNorm = (x: KerasTensor): KerasTensor => ReLU()(BatchNormalization()(x));

/** Convolution and pooling by turns, as in the first tutorial for CIFAR-10. */
function plain(): Model {
  const relu = { activation: 'relu' } as const;
  const x = picture();
  let y = MaxPooling2D(2)(Conv2D(32, 3, relu)(x));
  y = MaxPooling2D(2)(Conv2D(64, 3, relu)(y));
  y = Conv2D(64, 3, relu)(y);
  return keras.Model(x, classes(Dense(64, relu)(Flatten()(y))));
}

/** Convolution, batch normalization, ReLU in pairs before each pooling. */
function pairs(): Model {
  const x = picture();
  let y = x;
  for (const filters of [32, 64, 128]) {
    for (let k = 0; k < 2; k++) y = reluNorm(Conv2D(filters, 3, same)(y));
    y = MaxPooling2D(2)(y);
  }
  return keras.Model(x, classes(Dense(128, { activation: 'relu' })(Flatten()(y))));
}

/** He et al. 2015, section 4.2, n = 3, with projections where the size changes. */
function resnet20(): Model {
  const x = picture();
  const conv = (from: KerasTensor, filters: number, size: number, strides: number): KerasTensor =>
    BatchNormalization()(Conv2D(filters, size, { ...same, strides, useBias: false })(from));
  let y = ReLU()(conv(x, 16, 3, 1));
  for (const [stage, filters] of [16, 32, 64].entries()) {
    for (let block = 0; block < 3; block++) {
      const strides = stage > 0 && block === 0 ? 2 : 1;
      const straight = strides === 2 ? conv(y, filters, 1, 2) : y;
      y = ReLU()(Add()([conv(ReLU()(conv(y, filters, 3, strides)), filters, 3, 1), straight]));
    }
  }
  return keras.Model(x, classes(GlobalAveragePooling2D()(y)));
}

/** MobileNet's blocks, fit for small pictures. */
function separable(): Model {
  const bare = { ...same, useBias: false } as const;
  const x = picture();
  let y = reluNorm(Conv2D(32, 3, bare)(x));
  for (const [filters, strides] of [
    [64, 1],
    [128, 2],
    [128, 1],
    [256, 2],
    [256, 1],
  ] as const) {
    // prettier-ignore
    y = reluNorm(DepthwiseConv2D(3, { ...bare, strides })(y));
    y = reluNorm(Conv2D(filters, 1, bare)(y));
  }
  return keras.Model(x, classes(GlobalAveragePooling2D()(y)));
}

/** Ronneberger et al. 2015 with two levels and padding: a mask of one channel. */
function unet(): Model {
  const double = (from: KerasTensor, filters: number): KerasTensor => {
    let y = from;
    for (let k = 0; k < 2; k++) y = Conv2D(filters, 3, { ...same, activation: 'relu' })(y);
    return y;
  };
  const x = picture();
  const first = double(x, 16);
  const second = double(MaxPooling2D(2)(first), 32);
  let y = double(MaxPooling2D(2)(second), 64);
  y = double(Concatenate()([Conv2DTranspose(32, 2, { strides: 2 })(y), second]), 32);
  y = double(Concatenate()([Conv2DTranspose(16, 2, { strides: 2 })(y), first]), 16);
  return keras.Model(x, Conv2D(1, 1, { activation: 'sigmoid' })(y));
}

/** LeNet grown up: 5 x 5, leaky ReLU, average pooling. */
function leaky(): Model {
  const x = picture();
  let y = x;
  for (const filters of [16, 32, 64]) y = AveragePooling2D(2)(LeakyReLU(0.1)(Conv2D(filters, 5, same)(y)));
  return keras.Model(x, classes(LeakyReLU(0.1)(Dense(128)(Flatten()(y)))));
}

/** Dense layers with sigmoid down to 128 numbers and back; it is trained to give what it was given. */
function autoencoder(): Model {
  const x = keras.Input([SIDE * SIDE * 3]);
  let y: KerasTensor = x;
  for (const units of [512, 128, 512, SIDE * SIDE * 3]) y = Dense(units, { activation: 'sigmoid' })(y);
  return keras.Model(x, y);
}

/** By name: the network, its loss, and what it is for. */
const NETWORKS = {
  plain: { build: plain, loss: 'sparse_categorical_crossentropy' },
  pairs: { build: pairs, loss: 'sparse_categorical_crossentropy' },
  resnet20: { build: resnet20, loss: 'sparse_categorical_crossentropy' },
  separable: { build: separable, loss: 'sparse_categorical_crossentropy' },
  unet: { build: unet, loss: 'binary_crossentropy' },
  leaky: { build: leaky, loss: 'sparse_categorical_crossentropy' },
  autoencoder: { build: autoencoder, loss: 'mean_squared_error' },
} as const;

export type NetworkName = keyof typeof NETWORKS;
export const networkNames = Object.keys(NETWORKS) as NetworkName[];

export function isNetwork(name: string): name is NetworkName {
  return name in NETWORKS;
}

/** A network, compiled with Adam. */
export function network(name: NetworkName): Model {
  const { build, loss } = NETWORKS[name];
  const model = build();
  model.compile({ optimizer: 'adam', loss });
  return model;
}

/** `n` random samples for a network. */
export function samples(name: NetworkName, n: number): [x: NDArray, y: NDArray] {
  const cells = SIDE * SIDE;
  const x = Float32Array.from({ length: n * cells * 3 }, () => Math.floor(Math.random() * 256) / 255);
  if (name === 'autoencoder') {
    const flat = fromTyped(x, [n, cells * 3]);
    return [flat, flat];
  }
  const pictures = fromTyped(x, [n, SIDE, SIDE, 3]);
  const whole = (length: number, most: number) => Uint8Array.from({ length }, () => Math.floor(Math.random() * most));
  if (name === 'unet') return [pictures, fromTyped(whole(n * cells, 2), [n, SIDE, SIDE, 1])];
  return [pictures, fromTyped(whole(n, CLASSES), [n])];
}

/** The numbers that are trained. */
export function trained(model: Model): number {
  return model.trainableWeights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
}

/**
 * 10⁹ operations of a training step: multiplications and additions of all kernels, forward and towards weights and inputs
 * (but not towards the pictures), as if each were done; everything else counts nothing.
 */
export function billions(model: Model, batch: number): number {
  let products = 0;
  let isFirst = true;
  for (const layer of model.layers) {
    const kernel = layer.trainableWeights.find(({ name }) => name.endsWith('kernel'));
    if (kernel === undefined) continue;
    const size = kernel.shape.reduce((a, b) => a * b, 1);
    const transposed = layer.constructor.name.includes('Transpose');
    const [, ...map] = (transposed ? layer.input : layer.output).shape;
    const places = map.length === 3 ? map[0]! * map[1]! : 1;
    products += places * size * (isFirst ? 2 : 3);
    isFirst = false;
  }
  return (2 * products * batch) / 1e9;
}
