/**
 * @file Layers that Keras's ready-made networks define for themselves (ConvNeXt, Inception-ResNet v2). They are not among
 * `keras.layers`, as in Keras, but files of those networks name them.
 */
export { CustomScaleLayer } from './merging/custom-scale-layer.ts';
export { LayerScale } from './normalization/layer-scale.ts';
export { StochasticDepth } from './regularization/stochastic-depth.ts';
