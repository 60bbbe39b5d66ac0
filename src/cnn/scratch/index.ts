/**
 * @file A convolutional network from scratch, pictures (N, C, H, W) as in the book chapter of the lecture: layers with `forward` and
 * `backward`, optimizers, a small network and its trainer. Called with or without `new`.
 */
import { callable } from '../../arguments/index.ts';
import type { ArraySource, NDArray } from '../../array/index.ts';
import { Pooling as poolMaps } from '../pooling.ts';
import * as activations from './activations.ts';
import { Affine as AffineLayer } from './affine.ts';
import { BatchNormalization as BatchNormalizationLayer } from './batch-normalization.ts';
import { Convolution as ConvolutionLayer } from './convolution.ts';
import { Dropout as DropoutLayer } from './dropout.ts';
import * as optimizers from './optimizers.ts';
import { PoolingLayer } from './pooling.ts';
import { SimpleConvNet as SmallNet } from './simple-conv-net.ts';
import { SoftmaxWithLoss as LossLayer } from './softmax.ts';
import { Trainer as TrainerClass } from './trainer.ts';

export { numericalGradient } from './numerical-gradient.ts';
export { crossEntropyError, softmax } from './softmax.ts';

/** A convolution layer: `Convolution(W, b, { stride, pad })` with W (FN, C, FH, FW), b (FN,). */
export const Convolution = callable(ConvolutionLayer);
/** A fully connected layer: `Affine(W, b)` with W (D, M), b (M,). */
export const Affine = callable(AffineLayer);
/** max(x, 0) as a layer. */
export const Relu = callable(activations.Relu);
/** 1 / (1 + e⁻ˣ) as a layer. */
export const Sigmoid = callable(activations.Sigmoid);
/** Softmax and cross-entropy as the last layer: `forward(x, t)` gives the loss. */
export const SoftmaxWithLoss = callable(LossLayer);
/** Batch normalisation as a layer: `BatchNormalization(gamma, beta, { momentum })`. */
export const BatchNormalization = callable(BatchNormalizationLayer);
/** Dropout as a layer: `Dropout(ratio)`. */
export const Dropout = callable(DropoutLayer);
/** W ← W - lr · dW: `SGD({ lr: 0.01 })`. */
export const SGD = callable(optimizers.SGD);
/** SGD that keeps part of its last step: `Momentum({ lr: 0.01, momentum: 0.9 })`. */
export const Momentum = callable(optimizers.Momentum);
/** Momentum that looks ahead: `Nesterov({ lr: 0.01, momentum: 0.9 })`. */
export const Nesterov = callable(optimizers.Nesterov);
/** Shorter steps where they were long: `AdaGrad({ lr: 0.01 })`. */
export const AdaGrad = callable(optimizers.AdaGrad);
/** AdaGrad that forgets: `RMSprop({ lr: 0.01, decayRate: 0.99 })`. */
export const RMSprop = callable(optimizers.RMSprop);
/** Momentum and RMSprop together: `Adam({ lr: 0.001, beta1: 0.9, beta2: 0.999 })`. */
export const Adam = callable(optimizers.Adam);
/** conv – ReLU – pool – affine – ReLU – affine – softmax: `SimpleConvNet({ inputDim: [1, 28, 28], hiddenSize: 100 })`. */
export const SimpleConvNet = callable(SmallNet);
/** The training loop: `await Trainer(net, xTrain, tTrain, xTest, tTest, { epochs: 5 }).train()`. */
export const Trainer = callable(TrainerClass);

/** The layer, and the lecture's helper of the same name. */
interface PoolingOf {
  new (...args: ConstructorParameters<typeof PoolingLayer>): PoolingLayer;
  (...args: ConstructorParameters<typeof PoolingLayer>): PoolingLayer;
  (maps: NDArray | readonly ArraySource[]): NDArray[];
  readonly prototype: PoolingLayer;
}

/**
 * Two things of one name in the lectures. `Pooling(2, 2, { stride: 2 })` is a max pooling layer for (N, C, H, W) with `forward` and
 * `backward`; `Pooling(maps)` is 2×2 max pooling of each map in a list, or in one array (n, h, w).
 */
export const Pooling: PoolingOf = new Proxy(callable(PoolingLayer), {
  apply: (layer, _self, args: readonly unknown[]): unknown =>
    typeof args[0] === 'number' ? Reflect.apply(layer, undefined, args) : Reflect.apply(poolMaps, undefined, args),
}) as unknown as PoolingOf;
