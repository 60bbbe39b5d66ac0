/** @file Imports of Keras, layers, training and data. */
import { after } from './slip.ts';

export const networks = [
  ...after('', [
    ['from keras import layers', 'const { layers } = keras'],
    ['from tensorflow.keras import layers, models', 'const { layers, models } = keras'],
    ['from tensorflow.keras.layers import Conv2D, Dense', 'const { Conv2D, Dense } = keras.layers'],
    ['from keras.layers import Dense, Flatten as Flat', 'const { Dense, Flatten: Flat } = keras.layers'],
    ['from keras.models import Sequential', 'const { Sequential } = keras'],
    [
      'from tensorflow.keras.models import Sequential, load_model',
      'const { Sequential } = keras; const { loadModel } = keras.models',
    ],
    ['from tensorflow.keras.optimizers import Adam', 'const { Adam } = keras.optimizers'],
    ['from keras.datasets import mnist', 'const { mnist } = datasets'],
    ['from tensorflow.keras.datasets import fashion_mnist', 'const { fashionMnist } = datasets'],
    ['from keras.utils import to_categorical', 'const { toCategorical } = keras.utils'],
    ['from keras.utils import np_utils', 'const np_utils = keras.utils'],
    ['from keras import backend as K', 'const K = keras.ops'],
    ['from keras.callbacks import EarlyStopping', 'const { EarlyStopping } = keras.callbacks'],
    ['from keras.preprocessing.image import ImageDataGenerator', 'const { ImageDataGenerator } = datasets'],
    ['from tensorflow.keras.applications import MobileNetV2', 'const { MobileNetV2 } = keras.applications'],
    ['from tensorflow.keras.applications.vgg16 import VGG16', 'const { VGG16 } = keras.applications'],
    [
      'gen = keras.preprocessing.image.ImageDataGenerator(rescale=1./255)',
      'const gen = datasets.ImageDataGenerator({ rescale: 1 / 255 })',
    ],
    ['gen = ImageDataGenerator(rotation_range=10)', 'const gen = datasets.ImageDataGenerator({ rotationRange: 10 })'],
    ['model = Sequential()', 'const model = keras.Sequential()'],
    ['model = keras.models.Sequential()', 'const model = keras.models.Sequential()'],
    ["layer = Dense(10, activation='relu')", "const layer = keras.layers.Dense(10, { activation: 'relu' })"],
    [
      "layer = layers.Conv2D(32, (3, 3), activation='relu')",
      "const layer = keras.layers.Conv2D(32, [3, 3], { activation: 'relu' })",
    ],
    [
      'const layer = keras.layers.Conv2D(32, kernel_size=[3, 3])',
      'const layer = keras.layers.Conv2D(32, { kernelSize: [3, 3] })',
    ],
    [
      "layer = Conv2D(32, kernel_size=(3, 3), padding='same', input_shape=(28, 28, 1))",
      "const layer = keras.layers.Conv2D(32, { kernelSize: [3, 3], padding: 'same', inputShape: [28, 28, 1] })",
    ],
    ['layer = keras.layers.MaxPooling2D((2, 2))', 'const layer = keras.layers.MaxPooling2D([2, 2])'],
    ['layer = MaxPooling2D(pool_size=(2, 2))', 'const layer = keras.layers.MaxPooling2D({ poolSize: [2, 2] })'],
    ['layer = layers.Dropout(0.5)', 'const layer = keras.layers.Dropout(0.5)'],
    ["layer = keras.layers.Dense('10')", 'const layer = keras.layers.Dense(10)'],
    ["const layer = keras.layers.Dense('10')", 'const layer = keras.layers.Dense(10)'],
    ['x = keras.Input(shape=(28, 28, 1))', 'const x = keras.Input({ shape: [28, 28, 1] })'],
    ['x = Input(shape=(8,))', 'const x = keras.Input({ shape: [8] })'],
    ['opt = keras.optimizers.Adam(learning_rate=0.001)', 'const opt = keras.optimizers.Adam({ learningRate: 0.001 })'],
    [
      'opt = tf.keras.optimizers.SGD(lr=0.01, momentum=0.9)',
      'const opt = keras.optimizers.SGD({ learningRate: 0.01, momentum: 0.9 })',
    ],
    [
      'stop = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)',
      'const stop = keras.callbacks.EarlyStopping({ patience: 3, restoreBestWeights: true })',
    ],
    ['stop = EarlyStopping(patience=3)', 'const stop = keras.callbacks.EarlyStopping({ patience: 3 })'],
    ['y = tf.constant([1.0, 2.0])', "const y = np.array([1.0, 2.0], 'float64')"],
    ['y = torch.tensor([1, 2])', 'const y = np.array([1, 2])'],
    ['y = torch.zeros(2, 3)', 'const y = np.zeros([2, 3])'],
    ['y = tf.nn.relu(np.array([-1, 2]))', 'const y = keras.ops.relu(np.array([-1, 2]))'],
    ['tf.random.set_seed(0)', 'keras.utils.setRandomSeed(0)'],
    ['keras.utils.set_random_seed(0)', 'keras.utils.setRandomSeed(0)'],
  ]),
  ...after(
    "const model = keras.Sequential([keras.Input([4]), keras.layers.Dense(2, { activation: 'softmax', name: 'out' })]); model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] }); const x_train = np.ones([8, 4]); const y_train = np.zeros([8]); const x_test = np.ones([2, 4]); const layers = keras.layers; const epochs = 2;",
    [
      ['model.fit(x_train, y_train, epochs=5)', 'await model.fit(x_train, y_train, { epochs: 5 })'],
      [
        'history = model.fit(x_train, y_train, epochs=2, batch_size=4, verbose=0)',
        'const history = await model.fit(x_train, y_train, { epochs: 2, batchSize: 4, verbose: 0 })',
      ],
      [
        'history = model.fit(x_train, y_train,\n    epochs=2,\n    validation_split=0.25)',
        'const history = await model.fit(x_train, y_train, { epochs: 2, validationSplit: 0.25 })',
      ],
      [
        'model.fit(x_train, y_train, validation_data=(x_test, np.zeros(2)))',
        'await model.fit(x_train, y_train, { validationData: [x_test, np.zeros(2)] })',
      ],
      [
        'const h = await model.fit(x_train, y_train, epochs=1)',
        'const h = await model.fit(x_train, y_train, { epochs: 1 })',
      ],
      [
        "model.compile(optimizer='adam', loss='mse', metrics=['mae'])",
        "model.compile({ optimizer: 'adam', loss: 'mse', metrics: ['mae'] })",
      ],
      [
        "model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss='mse')",
        "model.compile({ optimizer: keras.optimizers.Adam({ learningRate: 0.01 }), loss: 'mse' })",
      ],
      ['model.add(layers.Dense(10, activation="relu"))', 'model.add(layers.Dense(10, { activation: "relu" }))'],
      [
        'loss, acc = model.evaluate(x_train, y_train, verbose=0)',
        'const [loss, acc] = await model.evaluate(x_train, y_train, { verbose: 0 })',
      ],
      ['pred = model.predict(x_test)', 'const pred = await model.predict(x_test)'],
      [
        'pred = np.argmax(model.predict(x_test), axis=1)',
        'const pred = np.argmax(await model.predict(x_test), { axis: 1 })',
      ],
      ['pred = model.predict(x_test).argmax(axis=1)', 'const pred = (await model.predict(x_test)).argmax(1)'],
      ['pred = model.predict_classes(x_test)', 'const pred = np.argmax(await model.predict(x_test), 1)'],
      ['model.predict_classes(x_test)', 'np.argmax(await model.predict(x_test), 1)'],
      ['w, b = model.layers[0].get_weights()', 'const [w, b] = model.layers[0].getWeights()'],
      ['model.layers[0].trainable = False', 'model.layers[0].trainable = false'],
      [
        'for layer in model.layers:\n    layer.trainable = False',
        'for (const layer of model.layers) { layer.trainable = false }',
      ],
      [
        'for layer in model.layers[:-1]:\n    layer.trainable = False',
        'for (const layer of model.layers.slice(0, -1)) { layer.trainable = false }',
      ],
      ['n = model.count_params()', 'const n = model.countParams()'],
      ["layer = model.get_layer('out')", "const layer = model.getLayer('out')"],
      ['y = keras.utils.to_categorical(y_train, 10)', 'const y = keras.utils.toCategorical(y_train, 10)'],
      [
        'y = to_categorical(y_train, num_classes=10)',
        'const y = keras.utils.toCategorical(y_train, { numClasses: 10 })',
      ],
      ['y = np_utils.to_categorical(y_train)', 'const y = keras.utils.toCategorical(y_train)'],
      [
        'm = keras.Sequential([\n    layers.Dense(3, activation="relu"),\n    layers.Dense(2)\n])',
        'const m = keras.Sequential([layers.Dense(3, { activation: "relu" }), layers.Dense(2)])',
      ],
      ['model.fit(x_train, y_train, epochs=epochs)', 'await model.fit(x_train, y_train, { epochs })'],
      ['x_train = x_train / 255', 'x_train.div(255, { out: x_train })'],
      ['x_train = x_train.reshape(8, 2, 2, 1)', 'const x_train2 = x_train.reshape(8, 2, 2, 1)'],
      ['x_norm = x_train.astype("float32") / 255', 'const x_norm = x_train.astype("float32").div(255)'],
      ['out = layers.Dense(2)(keras.Input(shape=(4,)))', 'const out = layers.Dense(2)(keras.Input({ shape: [4] }))'],
      [
        'm = keras.Model(inputs=model.inputs, outputs=model.layers[0].output)',
        'const m = keras.Model({ inputs: model.inputs, outputs: model.layers[0].output })',
      ],
      ['print(model.summary())', 'console.log(model.summary())'],
    ],
  ),
  // Own layers
  ...after('const { layers, ops } = keras;', [
    ['class Scale(layers.Layer):\n    pass', 'class Scale extends layers.Layer {}'],
    ['class Stop(keras.callbacks.Callback):\n    pass', 'class Stop extends keras.callbacks.Callback {}'],
    ['class Scale(Layer):\n    pass', 'class Scale extends keras.Layer {}'],
    ['a = layers.Input(shape=(2,))', 'const a = layers.Input({ shape: [2] })'],
  ]),
  ...after('const x = keras.Input([4]); const w = keras.Input([4]);', [
    ['y = x * w', 'const y = keras.ops.multiply(x, w)'],
    ['y = x + w', 'const y = keras.ops.add(x, w)'],
    ['y = x * 2', 'const y = keras.ops.multiply(x, 2)'],
    ['const y = x / 2', 'const y = keras.ops.divide(x, 2)'],
    ['const y = x.mul(w)', 'const y = keras.ops.multiply(x, w)'],
    ['const y = np.multiply(x, w)', 'const y = keras.ops.multiply(x, w)'],
    ['const y = np.exp(x)', 'const y = keras.ops.exp(x)'],
    ['const y = x.add(1)', 'const y = keras.ops.add(x, 1)'],
  ]),
  ...after(
    "const { layers, ops } = keras; class Base extends layers.Layer { w = this.addWeight({ shape: [3], name: 'w' }); }",
    [
      [
        'class Scale extends Base {\n  call(x) {\n    return np.multiply(x, this.w);\n  }\n}',
        'return keras.ops.multiply(x, this.w)',
      ],
      [
        'class Scale extends Base {\n  call(x) {\n    return x * this.w;\n  }\n}',
        'return keras.ops.multiply(x, this.w)',
      ],
    ],
  ),
];
