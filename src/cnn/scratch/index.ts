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

/**
 * A convolution layer: `Convolution(W, b, { stride, pad })` with W (FN, C, FH, FW), b (FN,).
 * @ko 합성곱 층입니다. forward와 backward를 모두 읽어 볼 수 있습니다.
 */
export const Convolution = callable(ConvolutionLayer);
/**
 * A fully connected layer: `Affine(W, b)` with W (D, M), b (M,).
 * @ko 완전 연결층입니다. forward와 backward가 있습니다.
 */
export const Affine = callable(AffineLayer);
/**
 * max(x, 0) as a layer.
 * @ko ReLU 층입니다. forward와 backward가 있습니다.
 */
export const Relu = callable(activations.Relu);
/**
 * 1 / (1 + e⁻ˣ) as a layer.
 * @ko 0과 1 사이로 바꾸는 시그모이드 층입니다.
 */
export const Sigmoid = callable(activations.Sigmoid);
/**
 * Softmax and cross-entropy as the last layer: `forward(x, t)` gives the loss.
 * @ko 소프트맥스와 교차 엔트로피를 합친 마지막 층입니다.
 */
export const SoftmaxWithLoss = callable(LossLayer);
/**
 * Batch normalisation as a layer: `BatchNormalization(gamma, beta, { momentum })`.
 * @ko 배치 정규화 층입니다. forward와 backward가 있습니다.
 */
export const BatchNormalization = callable(BatchNormalizationLayer);
/**
 * Dropout as a layer: `Dropout(ratio)`.
 * @ko 학습할 때 값의 일부를 0으로 만드는 층입니다.
 */
export const Dropout = callable(DropoutLayer);
/**
 * W ← W - lr · dW: `SGD({ lr: 0.01 })`.
 * @ko 기울기의 반대쪽으로 학습률만큼 움직이는 옵티마이저입니다.
 */
export const SGD = callable(optimizers.SGD);
/**
 * SGD that keeps part of its last step: `Momentum({ lr: 0.01, momentum: 0.9 })`.
 * @ko 속도를 쌓아 가며 움직이는 옵티마이저입니다.
 */
export const Momentum = callable(optimizers.Momentum);
/**
 * Momentum that looks ahead: `Nesterov({ lr: 0.01, momentum: 0.9 })`.
 * @ko 한 스텝 앞의 기울기를 쓰는 모멘텀 옵티마이저입니다.
 */
export const Nesterov = callable(optimizers.Nesterov);
/**
 * Shorter steps where they were long: `AdaGrad({ lr: 0.01 })`.
 * @ko 많이 움직인 매개변수의 학습률을 줄여 가는 옵티마이저입니다.
 */
export const AdaGrad = callable(optimizers.AdaGrad);
/**
 * AdaGrad that forgets: `RMSprop({ lr: 0.01, decayRate: 0.99 })`.
 * @ko 최근 기울기의 크기로 학습률을 맞추는 옵티마이저입니다.
 */
export const RMSprop = callable(optimizers.RMSprop);
/**
 * Momentum and RMSprop together: `Adam({ lr: 0.001, beta1: 0.9, beta2: 0.999 })`.
 * @ko 모멘텀과 RMSprop을 합친 옵티마이저입니다.
 */
export const Adam = callable(optimizers.Adam);
/**
 * conv – ReLU – pool – affine – ReLU – affine – softmax: `SimpleConvNet({ inputDim: [1, 28, 28], hiddenSize: 100 })`.
 * @ko 합성곱, 풀링, 완전 연결로 된 작은 CNN입니다.
 */
export const SimpleConvNet = callable(SmallNet);
/**
 * The training loop: `await Trainer(net, xTrain, tTrain, xTest, tTest, { epochs: 5 }).train()`.
 * @ko 배치를 뽑아 네트워크를 학습시킵니다.
 */
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
 * @ko 풀링 층입니다. forward와 backward가 있습니다.
 */
export const Pooling: PoolingOf = new Proxy(callable(PoolingLayer), {
  apply: (layer, _self, args: readonly unknown[]): unknown =>
    typeof args[0] === 'number' ? Reflect.apply(layer, undefined, args) : Reflect.apply(poolMaps, undefined, args),
}) as unknown as PoolingOf;
