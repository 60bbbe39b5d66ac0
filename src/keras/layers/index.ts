/**
 * @file `keras.layers`: every layer, called with or without `new`, positional arguments first, the rest in one options
 * object. Names, meanings and defaults are Keras's, in camelCase; a misspelt option does not compile and is refused.
 */
import type { ActivationLike } from '../activations/index.ts';
import { Layer as LayerBase, type CallOptions, type LayerOptions, type Tensors } from '../core/layer.ts';
import type { Node } from '../../engine/graph/index.ts';
import type { InitializerLike } from '../initializers/index.ts';
import * as core from './core.ts';
import type { DenseOptions } from './core.ts';
import * as conv from './conv.ts';
import type { Conv1DOptions, Conv2DOptions } from './conv.ts';
import * as special from './conv-special.ts';
import type {
  Conv2DTransposeOptions,
  DepthwiseConv2DOptions,
  LocallyConnected2DOptions,
  SeparableConv2DOptions,
} from './conv-special.ts';
import * as pooling from './pooling.ts';
import type { GlobalPoolingOptions, Pooling1DOptions, Pooling2DOptions } from './pooling.ts';
import * as spatial from './spatial.ts';
import type {
  CenterCropOptions,
  Cropping2DOptions,
  Edges,
  ResizingOptions,
  UpSampling2DOptions,
  ZeroPadding2DOptions,
} from './spatial.ts';
import * as noise from './noise.ts';
import type { DropoutOptions, GaussianNoiseOptions, SpatialDropoutOptions } from './noise.ts';
import * as normalization from './normalization.ts';
import type {
  BatchNormalizationOptions,
  GroupNormalizationOptions,
  LayerNormalizationOptions,
  LocalResponseNormalizationOptions,
} from './normalization.ts';
import * as activation from './activation.ts';
import type { ELUOptions, LeakyReLUOptions, PReLUOptions, ReLUOptions, SoftmaxOptions } from './activation.ts';
import * as merge from './merge.ts';
import type { ConcatenateOptions, DotOptions } from './merge.ts';
import * as statistics from './statistics.ts';
import type { NormalizationOptions } from './statistics.ts';
import * as preprocessing from './preprocessing.ts';
import type {
  Factor,
  RandomBrightnessOptions,
  RandomContrastOptions,
  RandomFlipOptions,
  RandomRotationOptions,
  RandomTranslationOptions,
  RandomZoomOptions,
  RescalingOptions,
} from './preprocessing.ts';
import {
  factory,
  type DataFormat,
  type Factory0,
  type Factory1,
  type Factory2,
  type Factory3,
  type Factory4,
  type Pair,
} from './common.ts';

/** The base class, for layers of your own: `class Twice extends keras.layers.Layer { call(x) { … } }`. */
export const Layer = LayerBase;
export type Layer = LayerBase;

export { Input, InputLayer } from './core.ts';
export { add, subtract, multiply, average, maximum, minimum, concatenate } from './merge.ts';

/** Every input joined to every output: activation(x · kernel + bias). `Dense(128, { activation: 'relu' })`. */
export const Dense: Factory2<core.Dense, DenseOptions, number, ActivationLike> = factory(core.Dense);
/** An activation function as a layer of its own: `Activation('relu')`. */
export const Activation: Factory1<core.Activation, LayerOptions & { activation?: ActivationLike }, ActivationLike> =
  factory(core.Activation);
/** (n, h, w, c) -> (n, h · w · c): all numbers of a picture in one row. */
export const Flatten: Factory0<core.Flatten, LayerOptions & { dataFormat?: DataFormat | null }> = factory(core.Flatten);
/** (n, …) -> (n, ...targetShape); one side may be -1. */
export const Reshape: Factory1<core.Reshape, LayerOptions & { targetShape: readonly number[] }, readonly number[]> =
  factory(core.Reshape);
export const Permute: Factory1<core.Permute, LayerOptions & { dims: readonly number[] }, readonly number[]> = factory(
  core.Permute,
);
export const RepeatVector: Factory1<core.RepeatVector, LayerOptions & { n: number }, number> = factory(
  core.RepeatVector,
);
/** Whole numbers below inputDim -> rows of outputDim learnt numbers. */
export const Embedding: Factory2<
  core.Embedding,
  LayerOptions & { inputDim: number; outputDim: number; embeddingsInitializer?: InitializerLike },
  number,
  number
> = factory(core.Embedding);
/** Filters that slide over sequences, (n, steps, c) -> (n, out, filters). `Conv1D(filters, kernelSize, { … })`. */
export const Conv1D: Factory2<conv.Conv1D, Conv1DOptions, number, Conv1DOptions['kernelSize']> = factory(conv.Conv1D);
/**
 * Filters that slide over pictures, (n, h, w, c) -> (n, oh, ow, filters). `Conv2D(32, [3, 3], { activation: 'relu' })`;
 * defaults: strides 1, padding 'valid' (no frame of zeros; 'same' keeps the size), a bias for each filter.
 */
export const Conv2D: Factory4<
  conv.Conv2D,
  Conv2DOptions,
  number,
  Pair,
  Pair,
  NonNullable<Conv2DOptions['padding']>
> = factory(conv.Conv2D);
/** Filters for each channel by itself, (n, h, w, c) -> (n, oh, ow, c · depthMultiplier). */
export const DepthwiseConv2D: Factory1<special.DepthwiseConv2D, DepthwiseConv2DOptions, Pair> = factory(
  special.DepthwiseConv2D,
);
/** A filter for each channel, then a 1×1 convolution that mixes them: few parameters. */
export const SeparableConv2D: Factory4<
  special.SeparableConv2D,
  SeparableConv2DOptions,
  number,
  Pair,
  Pair,
  NonNullable<SeparableConv2DOptions['padding']>
> = factory(special.SeparableConv2D);
/** The way back of a convolution: makes pictures larger by its strides. */
export const Conv2DTranspose: Factory4<
  special.Conv2DTranspose,
  Conv2DTransposeOptions,
  number,
  Pair,
  Pair,
  NonNullable<Conv2DTransposeOptions['padding']>
> = factory(special.Conv2DTranspose);
/** Like Conv2D, but with filters of its own at every place: nothing is shared. */
export const LocallyConnected2D: Factory4<
  special.LocallyConnected2D,
  LocallyConnected2DOptions,
  number,
  Pair,
  Pair,
  NonNullable<LocallyConnected2DOptions['padding']>
> = factory(special.LocallyConnected2D);
/**
 * The largest value of each window, (n, h, w, c) -> (n, oh, ow, c). `MaxPooling2D(2)` halves both sides;
 * strides default to the window.
 */
export const MaxPooling2D: Factory3<
  pooling.MaxPooling2D,
  Pooling2DOptions,
  Pair,
  Pair | null,
  NonNullable<Pooling2DOptions['padding']>
> = factory(pooling.MaxPooling2D);
/** The mean of each window, (n, h, w, c) -> (n, oh, ow, c); strides default to the window. */
export const AveragePooling2D: Factory3<
  pooling.AveragePooling2D,
  Pooling2DOptions,
  Pair,
  Pair | null,
  NonNullable<Pooling2DOptions['padding']>
> = factory(pooling.AveragePooling2D);
export const MinPooling2D: Factory3<
  pooling.MinPooling2D,
  Pooling2DOptions,
  Pair,
  Pair | null,
  NonNullable<Pooling2DOptions['padding']>
> = factory(pooling.MinPooling2D);
export const L2NormPooling2D: Factory3<
  pooling.L2NormPooling2D,
  Pooling2DOptions,
  Pair,
  Pair | null,
  NonNullable<Pooling2DOptions['padding']>
> = factory(pooling.L2NormPooling2D);
export const MaxPooling1D: Factory1<pooling.MaxPooling1D, Pooling1DOptions, number> = factory(pooling.MaxPooling1D);
export const AveragePooling1D: Factory1<pooling.AveragePooling1D, Pooling1DOptions, number> = factory(
  pooling.AveragePooling1D,
);
/** The mean of each channel, (n, h, w, c) -> (n, c). */
export const GlobalAveragePooling2D: Factory0<pooling.GlobalAveragePooling2D, GlobalPoolingOptions> = factory(
  pooling.GlobalAveragePooling2D,
);
/** The largest value of each channel, (n, h, w, c) -> (n, c). */
export const GlobalMaxPooling2D: Factory0<pooling.GlobalMaxPooling2D, GlobalPoolingOptions> = factory(
  pooling.GlobalMaxPooling2D,
);
export const GlobalMinPooling2D: Factory0<pooling.GlobalMinPooling2D, GlobalPoolingOptions> = factory(
  pooling.GlobalMinPooling2D,
);
export const GlobalL2NormPooling2D: Factory0<pooling.GlobalL2NormPooling2D, GlobalPoolingOptions> = factory(
  pooling.GlobalL2NormPooling2D,
);
export const GlobalAveragePooling1D: Factory0<pooling.GlobalAveragePooling1D, GlobalPoolingOptions> = factory(
  pooling.GlobalAveragePooling1D,
);
export const GlobalMaxPooling1D: Factory0<pooling.GlobalMaxPooling1D, GlobalPoolingOptions> = factory(
  pooling.GlobalMaxPooling1D,
);
/** A frame of zeros around each picture. */
export const ZeroPadding2D: Factory1<spatial.ZeroPadding2D, ZeroPadding2DOptions, Edges> = factory(
  spatial.ZeroPadding2D,
);
export const Cropping2D: Factory1<spatial.Cropping2D, Cropping2DOptions, Edges> = factory(spatial.Cropping2D);
export const UpSampling2D: Factory1<spatial.UpSampling2D, UpSampling2DOptions, Pair> = factory(spatial.UpSampling2D);
export const Resizing: Factory2<spatial.Resizing, ResizingOptions, number, number> = factory(spatial.Resizing);
export const CenterCrop: Factory2<spatial.CenterCrop, CenterCropOptions, number, number> = factory(spatial.CenterCrop);
/** Switches off a random part of its inputs while training, a quarter with `Dropout(0.25)`; the rest grows to match. */
export const Dropout: Factory1<noise.Dropout, DropoutOptions, number> = factory(noise.Dropout);
export const SpatialDropout2D: Factory1<noise.SpatialDropout2D, SpatialDropoutOptions, number> = factory(
  noise.SpatialDropout2D,
);
export const SpatialDropout1D: Factory1<noise.SpatialDropout1D, SpatialDropoutOptions, number> = factory(
  noise.SpatialDropout1D,
);
export const GaussianNoise: Factory1<noise.GaussianNoise, GaussianNoiseOptions, number> = factory(noise.GaussianNoise);
export const GaussianDropout: Factory1<
  noise.GaussianDropout,
  LayerOptions & { rate: number; seed?: number | null },
  number
> = factory(noise.GaussianDropout);
/** Brings each channel to mean 0 and deviation 1 over the batch, then scales and shifts it by learnt numbers. */
export const BatchNormalization: Factory0<normalization.BatchNormalization, BatchNormalizationOptions> = factory(
  normalization.BatchNormalization,
);
export const LayerNormalization: Factory0<normalization.LayerNormalization, LayerNormalizationOptions> = factory(
  normalization.LayerNormalization,
);
export const GroupNormalization: Factory1<normalization.GroupNormalization, GroupNormalizationOptions, number> =
  factory(normalization.GroupNormalization);
export const LocalResponseNormalization: Factory0<
  normalization.LocalResponseNormalization,
  LocalResponseNormalizationOptions
> = factory(normalization.LocalResponseNormalization);
/** max(0, x); with options a slope below zero and a largest value. */
export const ReLU: Factory1<activation.ReLU, ReLUOptions, number | null> = factory(activation.ReLU);
export const LeakyReLU: Factory1<activation.LeakyReLU, LeakyReLUOptions, number> = factory(activation.LeakyReLU);
export const PReLU: Factory0<activation.PReLU, PReLUOptions> = factory(activation.PReLU);
export const ELU: Factory1<activation.ELU, ELUOptions, number> = factory(activation.ELU);
/** Probabilities that add up to 1 along the last axis. */
export const Softmax: Factory1<activation.Softmax, SoftmaxOptions, number> = factory(activation.Softmax);
export const Add: Factory0<merge.Add, LayerOptions> = factory(merge.Add);
export const Subtract: Factory0<merge.Subtract, LayerOptions> = factory(merge.Subtract);
export const Multiply: Factory0<merge.Multiply, LayerOptions> = factory(merge.Multiply);
export const Average: Factory0<merge.Average, LayerOptions> = factory(merge.Average);
export const Maximum: Factory0<merge.Maximum, LayerOptions> = factory(merge.Maximum);
export const Minimum: Factory0<merge.Minimum, LayerOptions> = factory(merge.Minimum);
export const Concatenate: Factory0<merge.Concatenate, ConcatenateOptions> = factory(merge.Concatenate);
export const Dot: Factory1<merge.Dot, DotOptions, number | readonly [number, number]> = factory(merge.Dot);
/** x · scale + offset: `Rescaling(1 / 255)` brings pixels to 0…1. */
export const Rescaling: Factory1<preprocessing.Rescaling, RescalingOptions, number | readonly number[]> = factory(
  preprocessing.Rescaling,
);
export const Normalization: Factory1<statistics.Normalization, NormalizationOptions, NormalizationOptions['axis']> =
  factory(statistics.Normalization);
/** Flips pictures at random while training: 'horizontal', 'vertical' or both. */
export const RandomFlip: Factory1<
  preprocessing.RandomFlip,
  RandomFlipOptions,
  NonNullable<RandomFlipOptions['mode']>
> = factory(preprocessing.RandomFlip);
/** Turns pictures at random while training; factor 0.1 means up to a tenth of a full turn either way. */
export const RandomRotation: Factory1<preprocessing.RandomRotation, RandomRotationOptions, Factor> = factory(
  preprocessing.RandomRotation,
);
/** Zooms pictures at random while training. */
export const RandomZoom: Factory2<preprocessing.RandomZoom, RandomZoomOptions, Factor, Factor | null> = factory(
  preprocessing.RandomZoom,
);
export const RandomTranslation: Factory2<preprocessing.RandomTranslation, RandomTranslationOptions, Factor, Factor> =
  factory(preprocessing.RandomTranslation);
export const RandomContrast: Factory1<preprocessing.RandomContrast, RandomContrastOptions, Factor> = factory(
  preprocessing.RandomContrast,
);
export const RandomBrightness: Factory1<preprocessing.RandomBrightness, RandomBrightnessOptions, Factor> = factory(
  preprocessing.RandomBrightness,
);

/** A function of tensors as a layer; it sees nodes inside a model. */
export const Lambda: Factory1<
  core.Lambda,
  LayerOptions & { function?: (x: never, options?: CallOptions) => Tensors },
  ((x: Node, options?: CallOptions) => Tensors) | ((x: readonly Node[], options?: CallOptions) => Tensors)
> = factory(core.Lambda);

/** Short names of Keras. */
export {
  MaxPooling2D as MaxPool2D,
  AveragePooling2D as AvgPool2D,
  MaxPooling1D as MaxPool1D,
  AveragePooling1D as AvgPool1D,
  GlobalAveragePooling2D as GlobalAvgPool2D,
  GlobalMaxPooling2D as GlobalMaxPool2D,
  Conv2D as Convolution2D,
};
