/**
 * @file `keras.layers`: every layer, called with or without `new`, positional arguments first, the rest in one options
 * object. Names, meanings and defaults are Keras's, in camelCase; a misspelt option does not compile and is refused.
 */
export { Layer } from '../core/layer.ts';
export { Dense } from './core/dense.ts';
export { Embedding } from './core/embedding.ts';
export { Identity } from './core/identity.ts';
export { Input, InputLayer } from './core/input-layer.ts';
export { Lambda } from './core/lambda.ts';
export { TimeDistributed } from './core/time-distributed.ts';
export { Activation } from './activations/activation.ts';
export { ELU } from './activations/elu.ts';
export { LeakyReLU } from './activations/leaky-relu.ts';
export { PReLU } from './activations/prelu.ts';
export { ReLU } from './activations/relu.ts';
export { Softmax } from './activations/softmax.ts';
export { Conv1D, Conv1D as Convolution1D } from './convolutional/conv1d.ts';
export { Conv1DTranspose, Conv1DTranspose as Convolution1DTranspose } from './convolutional/conv1d-transpose.ts';
export { Conv2DTranspose, Conv2DTranspose as Convolution2DTranspose } from './convolutional/conv2d-transpose.ts';
export { Conv2D, Conv2D as Convolution2D } from './convolutional/conv2d.ts';
export { DepthwiseConv2D } from './convolutional/depthwise-conv2d.ts';
export { DepthwiseConv1D } from './convolutional/depthwise-conv1d.ts';
export { LocallyConnected2D } from './convolutional/locally-connected2d.ts';
export { SeparableConv1D, SeparableConv1D as SeparableConvolution1D } from './convolutional/separable-conv1d.ts';
export { SeparableConv2D, SeparableConv2D as SeparableConvolution2D } from './convolutional/separable-conv2d.ts';
export { AdaptiveAveragePooling1D } from './pooling/adaptive-average-pooling1d.ts';
export { AdaptiveAveragePooling2D } from './pooling/adaptive-average-pooling2d.ts';
export { AdaptiveMaxPooling1D } from './pooling/adaptive-max-pooling1d.ts';
export { AdaptiveMaxPooling2D } from './pooling/adaptive-max-pooling2d.ts';
export { AveragePooling1D, AveragePooling1D as AvgPool1D } from './pooling/average-pooling1d.ts';
export { AveragePooling2D, AveragePooling2D as AvgPool2D } from './pooling/average-pooling2d.ts';
export {
  GlobalAveragePooling1D,
  GlobalAveragePooling1D as GlobalAvgPool1D,
} from './pooling/global-average-pooling1d.ts';
export {
  GlobalAveragePooling2D,
  GlobalAveragePooling2D as GlobalAvgPool2D,
} from './pooling/global-average-pooling2d.ts';
export { GlobalL2NormPooling2D } from './pooling/global-l2-norm-pooling2d.ts';
export { GlobalMaxPooling1D, GlobalMaxPooling1D as GlobalMaxPool1D } from './pooling/global-max-pooling1d.ts';
export { GlobalMaxPooling2D, GlobalMaxPooling2D as GlobalMaxPool2D } from './pooling/global-max-pooling2d.ts';
export { GlobalMinPooling2D } from './pooling/global-min-pooling2d.ts';
export { L2NormPooling2D } from './pooling/l2-norm-pooling2d.ts';
export { MaxPooling1D, MaxPooling1D as MaxPool1D } from './pooling/max-pooling1d.ts';
export { MaxPooling2D, MaxPooling2D as MaxPool2D } from './pooling/max-pooling2d.ts';
export { MinPooling2D } from './pooling/min-pooling2d.ts';
export { BatchNormalization } from './normalization/batch-normalization.ts';
export { GroupNormalization } from './normalization/group-normalization.ts';
export { LayerNormalization } from './normalization/layer-normalization.ts';
export { LocalResponseNormalization } from './normalization/local-response-normalization.ts';
export { RMSNormalization } from './normalization/rms-normalization.ts';
export { SpectralNormalization } from './normalization/spectral-normalization.ts';
export { UnitNormalization } from './normalization/unit-normalization.ts';
export { ActivityRegularization } from './regularization/activity-regularization.ts';
export { Dropout } from './regularization/dropout.ts';
export { GaussianDropout } from './regularization/gaussian-dropout.ts';
export { GaussianNoise } from './regularization/gaussian-noise.ts';
export { SpatialDropout1D } from './regularization/spatial-dropout1d.ts';
export { SpatialDropout2D } from './regularization/spatial-dropout2d.ts';
export { Add, add } from './merging/add.ts';
export { Average, average } from './merging/average.ts';
export { Concatenate, concatenate } from './merging/concatenate.ts';
export { Dot } from './merging/dot.ts';
export { Maximum, maximum } from './merging/maximum.ts';
export { Minimum, minimum } from './merging/minimum.ts';
export { Multiply, multiply } from './merging/multiply.ts';
export { Subtract, subtract } from './merging/subtract.ts';
export { Cropping1D } from './reshaping/cropping1d.ts';
export { Cropping2D } from './reshaping/cropping2d.ts';
export { Flatten } from './reshaping/flatten.ts';
export { Permute } from './reshaping/permute.ts';
export { RepeatVector } from './reshaping/repeat-vector.ts';
export { Reshape } from './reshaping/reshape.ts';
export { UpSampling1D } from './reshaping/up-sampling1d.ts';
export { UpSampling2D } from './reshaping/up-sampling2d.ts';
export { ZeroPadding1D } from './reshaping/zero-padding1d.ts';
export { ZeroPadding2D } from './reshaping/zero-padding2d.ts';
export { CenterCrop } from './preprocessing/center-crop.ts';
export { Normalization } from './preprocessing/normalization.ts';
export { RandomBrightness } from './preprocessing/random-brightness.ts';
export { RandomContrast } from './preprocessing/random-contrast.ts';
export { RandomCrop } from './preprocessing/random-crop.ts';
export { RandomFlip } from './preprocessing/random-flip.ts';
export { RandomRotation } from './preprocessing/random-rotation.ts';
export { RandomTranslation } from './preprocessing/random-translation.ts';
export { RandomZoom } from './preprocessing/random-zoom.ts';
export { Rescaling } from './preprocessing/rescaling.ts';
export { Resizing } from './preprocessing/resizing.ts';
