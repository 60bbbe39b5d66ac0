/**
 * @file Our side of the benches about whole networks: which cases there are, and each case's model and pictures. Weights are random,
 * the numbers don't change the work. The peers build the same networks (peers/keras_whole.py, peers/torch_whole.py).
 */
import { np, type NDArray } from '../src/array/index.ts';
import { keras } from '../src/keras/index.ts';

/** A network on so many pictures of such a side. */
export interface NetworkCase {
  readonly network: 'InceptionV3' | 'VGG16' | 'MobileNetV2' | 'ResNet50' | 'DenseNet121';
  readonly batch: number;
  readonly side: number;
}

/** 'MobileNetV2 8 224': how the peers are asked. */
export function nameOf({ network, batch, side }: NetworkCase): string {
  return `${network} ${batch} ${side}`;
}

/** 'MobileNetV2 8 × 224²': for people. */
export function labelOf({ network, batch, side }: NetworkCase): string {
  return `${network}${network === 'InceptionV3' ? '→mixed7' : ''} ${batch} × ${side}²`;
}

type Model = ReturnType<typeof keras.Model>;

/** The case's network: without the top for pictures of 75 × 75 (InceptionV3 up to mixed7, as the lecture cuts it), else whole. */
export function networkOf({ network, side }: NetworkCase): Model {
  const build = keras.applications[network];
  if (side !== 75) return build({ weights: null });
  const base = build({ weights: null, includeTop: false, inputShape: [75, 75, 3] });
  return network === 'InceptionV3' ? keras.Model(base.input, base.getLayer('mixed7').output) : base;
}

/** The first layer whose weights are trained when a network is fine-tuned. */
const FROM = {
  InceptionV3: 'mixed6',
  VGG16: 'block3_pool',
  MobileNetV2: 'block_13_project_BN',
  ResNet50: 'conv4_block6_out',
};

/** The network with its last blocks to be trained, batch normalization frozen, behind it one number. */
export function fineTuned(each: NetworkCase & { network: keyof typeof FROM }): Model {
  const { network, side } = each;
  const base =
    side === 75
      ? networkOf(each)
      : keras.applications[network]({ weights: null, includeTop: false, inputShape: [side, side, 3] });
  let isTrained = false;
  for (const layer of base.layers) {
    layer.trainable = isTrained && !(layer instanceof keras.layers.BatchNormalization);
    isTrained ||= layer.name === FROM[network];
  }
  const pooled = keras.layers.GlobalAveragePooling2D()(base.output);
  const model = keras.Model(base.input, keras.layers.Dense(1, { activation: 'sigmoid' })(pooled));
  model.compile({ optimizer: keras.optimizers.Adam({ learningRate: 1e-5 }), loss: 'binary_crossentropy' });
  return model;
}

/** Pictures of numbers from 0 to 1. */
export function pictures({ batch, side }: NetworkCase): NDArray {
  return np.random.uniform(0, 1, [batch, side, side, 3]).astype('float32');
}

/** Labels 0 and 1 by turns. */
export function labels({ batch }: NetworkCase): NDArray {
  return np.array(Array.from({ length: batch }, (_, i) => [i % 2])).astype('float32');
}
