/** @file Every helper of `cnn` refuses what it does not know. */
import { afterAll, describe } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { cnn } from '../../src/cnn/index.ts';
import { plt } from '../../src/plot/index.ts';
import { itRefusesUnknownOptions } from '../options.ts';

const picture = np.arange(36).reshape(6, 6);
const filter = np.ones([3, 3]);
const maps = [picture, picture];
const batch = np.ones([1, 2, 5, 5]);
const labels = np.array([0]);
const floats = np.array([0.5, 0.25]);

afterAll(() => plt.close('all'));

describe('options', () => {
  itRefusesUnknownOptions(
    'cnn',
    cnn,
    {
      conv: [filter, filter],
      featuring: [picture, filter],
      ConvD: [picture, [filter]],
      ReLU: [picture],
      ConvMax: [picture, [filter]],
      MaxPooling: [picture],
      Pooling: [maps],
      pooling: [picture],
      globalAveragePooling: [maps],
      outputSize: [6, 3],
      samePadding: [3],
      poolSize: [6, 2],
      boxFilter: [3],
      gaussianFilter: [3],
      apply_filter: [filter, filter],
      convolution: [picture, filter],
      im2col: [batch, 3, 3],
      col2im: [np.ones([9, 18]), [1, 2, 5, 5], 3, 3],
      convForward: [batch, np.ones([2, 3, 3])],
      to_img: [maps],
      join: [maps],
      draw: [maps, maps],
      ConvDraw: [picture, [filter]],
      numericalGradient: [(x: NDArray) => x.sum(), floats],
      softmax: [floats],
      crossEntropyError: [np.array([[0.2, 0.8]]), np.array([1])],
      Convolution: [np.ones([2, 2, 3, 3]), np.zeros([2])],
      Affine: [np.ones([2, 3]), np.zeros([3])],
      Relu: [],
      Sigmoid: [],
      SoftmaxWithLoss: [],
      BatchNormalization: [np.ones([2]), np.zeros([2])],
      Dropout: [0.5],
      SGD: [],
      Momentum: [],
      Nesterov: [],
      AdaGrad: [],
      RMSprop: [],
      Adam: [],
      SimpleConvNet: [],
      Trainer: [{ params: {} }, batch, labels, batch, labels],
    },
    {
      featuring: { strid: 'stride', pading: 'padding', dilatation: 'dilation' },
      pooling: { knd: 'kind', strides: 'stride' },
      convForward: { stide: 'stride', pad: 'padding' },
      convolution: { verbos: 'verbose' },
      to_img: { warp: 'wrap' },
      Convolution: { strides: 'stride', pad: 'padding' },
      SimpleConvNet: { inputDims: 'inputDim' },
      Trainer: { epoch: 'epochs', minibatchSize: 'miniBatchSize' },
      Adam: { beta_1: 'beta1' },
    },
  );
});
