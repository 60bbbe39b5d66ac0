/** @file ResNet50 from identity and convolution blocks, as the course has it built, and a narrow one held to Keras. */
import { np } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers } = keras;
type Filters = readonly [number, number, number];

function convolution(x: keras.KerasTensor, filters: number, size: number, strides = 1): keras.KerasTensor {
  const padding = size === 1 ? 'valid' : 'same';
  return layers.BatchNormalization({ axis: 3 })(layers.Conv2D(filters, size, { strides, padding })(x));
}

/** Three convolutions, and the way around them. */
function identityBlock(x: keras.KerasTensor, [f1, f2, f3]: Filters): keras.KerasTensor {
  let y = layers.Activation('relu')(convolution(x, f1, 1));
  y = layers.Activation('relu')(convolution(y, f2, 3));
  y = convolution(y, f3, 1);
  return layers.Activation('relu')(layers.Add()([y, x]));
}

/** The same where sizes change: a convolution on the way around too. */
function convolutionalBlock(x: keras.KerasTensor, [f1, f2, f3]: Filters, strides: number): keras.KerasTensor {
  let y = layers.Activation('relu')(convolution(x, f1, 1, strides));
  y = layers.Activation('relu')(convolution(y, f2, 3));
  y = convolution(y, f3, 1);
  return layers.Activation('relu')(layers.Add()([y, convolution(x, f3, 1, strides)]));
}

function resNet50(side: number, classes: number, width: number): keras.Model {
  const input = keras.Input([side, side, 3]);
  let x = layers.ZeroPadding2D([3, 3])(input);
  x = layers.Conv2D(width, 7, { strides: 2 })(x);
  x = layers.Activation('relu')(layers.BatchNormalization({ axis: 3 })(x));
  x = layers.MaxPooling2D([3, 3], { strides: [2, 2] })(x);
  for (const [stage, blocks] of [3, 4, 6, 3].entries()) {
    const f = width * 2 ** stage;
    x = convolutionalBlock(x, [f, f, 4 * f], stage === 0 ? 1 : 2);
    for (let i = 1; i < blocks; i++) x = identityBlock(x, [f, f, 4 * f]);
  }
  x = layers.Flatten()(layers.AveragePooling2D([2, 2])(x));
  return keras.Model(input, layers.Dense(classes, { activation: 'softmax' })(x), { name: 'ResNet50' });
}

export default {
  about: 'Coursera CNN: ResNet50 by hand for the six signs',
  async run(t) {
    keras.utils.setRandomSeed(50);
    const whole = resNet50(64, 6, 64);
    t.holds('parameters of ResNet50', whole.countParams() === 23_600_006, whole.countParams());
    const trained = whole.trainableWeights.reduce((sum, weight) => sum + np.prod(weight.shape), 0);
    t.holds('those that are trained', trained === 23_546_886, trained);
    const narrow = resNet50(64, 6, 4);
    const rng = np.random.defaultRng(50);
    const x = rng.random([4, 64, 64, 3]).astype('float32');
    const y = keras.utils.toCategorical([0, 3, 5, 2], 6);
    const path = await saved(narrow, t, 'resnet');
    const before = await narrow.predict(x, { verbose: 0 });
    const theirs = t.peer('predict', ['keras', 'tensorflow'], { x }, { path });
    if (theirs) t.close('the narrow one predicts as Keras', before, theirs['out']!, 1e-4);
    narrow.compile({ optimizer: 'adam', loss: 'categorical_crossentropy', metrics: ['accuracy'] });
    const { history } = await narrow.fit(x, y, { epochs: 2, batchSize: 2, verbose: 0 });
    t.holds('it trains', history['loss']!.every(Number.isFinite), history['loss']);
    const stepped = await narrow.predict(x, { verbose: 0 });
    t.holds('and has moved', np.abs(stepped.sub(before)).max() > 1e-6);
  },
} satisfies Homework;
