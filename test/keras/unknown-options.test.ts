/**
 * @file Every export of keras and every method of a model refuses an option that it does not know: a misspelt option that
 * is ignored costs an hour. A new export without a sample call below makes this fail.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';
import { LAYER_SAMPLES, type LayerName } from './layer-samples.ts';

type Call = (...args: unknown[]) => unknown;
type Samples = Readonly<Record<string, readonly unknown[] | string>>;

const x = np.array([[0.1, 0.9], [0.7, 0.3]]); // prettier-ignore
const y = np.array([[0, 1], [1, 0]]); // prettier-ignore
const pictures = np.ones([1, 4, 4, 2]);
const folder = mkdtempSync(join(tmpdir(), 'keras-options-'));
const file = join(folder, 'model.keras');
const model = keras.Sequential([keras.Input([2]), keras.layers.Dense(2)]);
model.compile('sgd', 'mse');
const loss = () => keras.ops.sum(keras.ops.square(np.ones([2])));

/** Takes no options object: the text says why. */
const INNER = 'for other modules, not for users';

/** The valid arguments before the options. */
const SAMPLES: Readonly<Record<string, Samples>> = {
  keras: {
    GradientTape: [loss],
    gradientTape: [loss],
    Input: [[2]],
    InputLayer: 'its options are those of Input',
    Layer: [],
    KerasTensor: INNER,
    Model: [],
    Sequential: [[]],
    Variable: [1],
    applyGradients: [keras.optimizers.SGD(), [], []],
    grad: [loss],
    valueAndGrad: [loss],
    version: [],
  },
  activations: { get: ['relu'], serialize: INNER, '*': [x] },
  callbacks: {
    CallbackList: INNER,
    asCallback: INNER,
    BackupAndRestore: [folder],
    CSVLogger: [join(folder, 'log.csv')],
    LearningRateScheduler: [() => 1],
    '*': [],
  },
  constraints: { get: ['non_neg'], '*': [] },
  initializers: { get: ['zeros'], computeFans: INNER, '*': [] },
  layers: {
    Layer: [],
    Input: [[2]],
    Lambda: [(v: unknown) => v],
    ...Object.fromEntries(
      ['add', 'subtract', 'multiply', 'average', 'maximum', 'minimum', 'concatenate'].map((name) => [name, [[x, y]]]),
    ),
  },
  losses: {
    EPSILON: INNER,
    matchRanks: INNER,
    reduceWeighted: INNER,
    weightsFor: INNER,
    get: ['mse'],
    sparseCategoricalCrossentropy: [np.array([0, 1]), x],
    '*': [y, x],
  },
  metrics: {
    MetricState: INNER,
    kindOf: INNER,
    resolve: INNER,
    get: ['mse'],
    IoU: [2, [0]],
    MeanIoU: [2],
    MeanMetricWrapper: [() => 1],
    '*': [],
  },
  models: {
    Model: [],
    Sequential: [[]],
    cloneModel: [model],
    loadModel: [file],
    saveModel: [model, file],
    '*': [model.toJSON()],
  },
  ops: {
    where: [y, x, x],
    clip: [x, 0, 1],
    cast: [x, 'int32'],
    reshape: [x, [4]],
    transpose: [x, [1, 0]],
    expandDims: [x, 0],
    squeeze: [np.ones([1, 2]), 0],
    concatenate: [[x, x]],
    stack: [[x, x]],
    split: [x, 2],
    slice: [x, [0, 0], [1, 1]],
    pad: [x, [[0, 1], [1, 0]]], // prettier-ignore
    take: [x, [0]],
    oneHot: [[0, 1], 2],
    broadcastTo: [x, [2, 2]],
    tile: [x, [1, 2]],
    repeat: [x, 2],
    full: [[2], 1],
    zeros: [[2]],
    ones: [[2]],
    conv: [pictures, np.ones([2, 2, 2, 3])],
    maxPool: [pictures, 2],
    averagePool: [pictures, 2],
    extractPatches: [pictures, 2],
    resize: [pictures, [2, 2]],
    getItem: 'all its arguments are parts of the index',
    topK: [x, 1],
    ...Object.fromEntries(
      ['logicalXor', 'hypot', 'divideNoNan', 'isclose', 'outer', 'binaryCrossentropy', 'categoricalCrossentropy'].map(
        (name) => [name, [y, x]],
      ),
    ),
    sparseCategoricalCrossentropy: [[0, 1], x],
    arange: [3],
    linspace: [0, 1],
    eye: [2],
    identity: [2],
    fullLike: [x, 1],
    meshgrid: [[1], [2]],
    takeAlongAxis: [x, [[0], [1]]],
    scatter: [[[0]], [1], [2]],
    scatterUpdate: [x, [[0]], [[1, 2]]],
    sliceUpdate: [x, [0, 0], [[1]]],
    roll: [x, 1],
    einsum: 'all its arguments behind the first are tensors',
    tensordot: [x, x],
    moveaxis: [x, 0, 1],
    swapaxes: [x, 0, 1],
    vstack: [[x, x]],
    hstack: [[x, x]],
    batchNormalization: [x, [0, 0], [1, 1], -1],
    adaptiveAveragePool: [pictures, 2],
    adaptiveMaxPool: [pictures, 2],
    depthwiseConv: [pictures, np.ones([2, 2, 2, 1])],
    depthToSpace: [np.ones([1, 2, 2, 4]), 2],
    spaceToDepth: [pictures, 2],
    multiHot: [[[0, 1]], 2],
    psnr: [x, y, 1],
    inTopK: [[0, 1], x, 1],
    '*': [x],
  },
  config: {
    '*': [],
    setFloatx: ['float32'],
    setImageDataFormat: ['channels_last'],
    setDtypePolicy: ['float32'],
  },
  mixedPrecision: { '*': [], setDtypePolicy: ['float32'], setGlobalPolicy: ['float32'] },
  random: {
    beta: [[2], 1, 1],
    binomial: [[2], 3, 0.5],
    gamma: [[2], 1],
    SeedGenerator: [1],
    categorical: [x, 1],
    dropout: [x, 0.5],
    randint: [[2], 0, 3],
    shuffle: [x],
    '*': [[2]],
  },
  optimizers: { Optimizer: 'a base class, to which own optimizers hand what they like', get: ['sgd'], '*': [] },
  'optimizers.schedules': {
    PiecewiseConstantDecay: [[1], [1, 2]],
    LearningRateSchedule: [],
    deserialize: INNER,
    '*': [0.1, 10],
  },
  regularizers: { get: ['l2'], '*': [] },
  saving: {
    cloneModel: [model],
    loadModel: [file],
    modelFromBytes: [new Uint8Array(0), 'a.keras'],
    modelFromJSON: [model.toJSON()],
    modelToH5: [model],
    modelToKeras: [model],
    saveModel: [model, file],
    registerKerasSerializable: [keras.layers.Layer],
  },
  utils: {
    Progbar: [3],
    clearSession: [],
    setRandomSeed: [1],
    toCategorical: [[0, 1]],
    normalize: [x],
    architectureTable: [model],
    modelFromPattern: ['CONV => FC'],
    plotModel: [model],
    timePerLayer: [model, x],
    featureMaps: [model, x],
    gradCam: [model, x],
    occlusion: [model, x],
    firstFilters: [model],
    receptiveField: [model],
    maximalPatches: [model, x],
    activationMaximization: [model],
    misclassified: [[0], [1]],
    adversarial: [model, x, [0]],
    lossLandscape: [model, x, y],
    embedding: [x],
    getFile: [{ origin: 'http://localhost/a' }],
    loadImg: ['a.png'],
    imgToArray: [x],
    arrayToImg: [pictures.at(0)],
    saveImg: ['a.png', pictures.at(0)],
    imageDatasetFromDirectory: [folder],
    splitDataset: [x],
    PyDataset: [],
  },
  preprocessing: { imageDatasetFromDirectory: [folder] },
};
/** Ops of two tensors: the options come third. */
const BINARY =
  'add subtract multiply divide trueDivide floorDivide power mod maximum minimum equal notEqual less lessEqual greater greaterEqual logicalAnd logicalOr matmul dot'.split(
    ' ',
  );

/** What a model's methods take before their options. */
const METHODS: Samples = {
  compile: [],
  fit: [x, y],
  evaluate: [x, y],
  predict: [x],
  trainOnBatch: [x, y],
  testOnBatch: [x, y],
  predictOnBatch: [x],
  getLayer: [],
  summary: [],
  save: [file],
  saveWeights: [join(folder, 'm.weights.h5')],
  loadWeights: [file],
  toJSON: [],
  resetMetrics: [],
};

/** Where functions of ours stand: their rooms and names. */
function exportsOfKeras(): [room: string, name: string, f: unknown][] {
  const rooms: Record<string, object> = { 'optimizers.schedules': keras.optimizers.schedules };
  const own: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(keras)) {
    if (typeof value === 'function') own[name] = value;
    else rooms[name] = value;
  }
  // the modules of the ready-made networks
  for (const [name, value] of Object.entries(keras.applications)) {
    if (typeof value === 'object') rooms[`applications.${name}`] = value;
  }
  return Object.entries({ ...rooms, keras: own }).flatMap(([room, things]) =>
    Object.entries(things).map(([name, f]): [string, string, unknown] => [room, name, f]),
  );
}

function sampleOf(room: string, name: string): readonly unknown[] | string | undefined {
  if (room === 'layers' && name in LAYER_SAMPLES && !(name in SAMPLES['layers']!)) {
    return [LAYER_SAMPLES[name as LayerName].options];
  }
  if (room === 'losses' && /^[A-Z]/.test(name) && name !== 'EPSILON') return [];
  if (room.startsWith('applications')) {
    // these know no classes of ImageNet, and say so to every call
    if (name === 'decodePredictions' && /lenet|nin|smallNet/.test(room)) return INNER;
    if (name === 'backbone') return ['SmallNet'];
    if (name === 'preprocessInput') return [np.ones([1, 4, 4, 3])];
    return name === 'decodePredictions' ? [np.ones([1, 1000])] : [];
  }
  if (room === 'ops' && BINARY.includes(name)) return [x, x];
  const samples = SAMPLES[room];
  return samples?.[name] ?? samples?.['*'];
}

/** What a call says to an option that does not exist. */
async function refusal(f: Call, args: readonly unknown[]): Promise<string> {
  const last = args.at(-1);
  const isOptions = typeof last === 'object' && last !== null && Object.getPrototypeOf(last) === Object.prototype;
  const all = isOptions ? [...args.slice(0, -1), { ...last, noSuchOption: 1 }] : [...args, { noSuchOption: 1 }];
  try {
    await (NEW_ONLY.has(f) ? Reflect.construct(f, all) : f(...all));
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Classes that are not called without `new`. */
const NEW_ONLY: ReadonlySet<unknown> = new Set<unknown>([
  keras.layers.Layer,
  keras.layers.InputLayer,
  keras.optimizers.schedules.LearningRateSchedule,
  keras.initializers.Initializer,
]);

it('every export refuses an option that it does not have', async () => {
  const wrong: string[] = [];
  for (const [room, name, f] of exportsOfKeras()) {
    const sample = sampleOf(room, name);
    if (sample === undefined && typeof f === 'function') wrong.push(`${room}.${name}: has no sample call in this test`);
    if (typeof sample !== 'object' || typeof f !== 'function') continue;
    const said = await refusal(f as Call, sample);
    if (!said.includes("there is no option 'noSuchOption'")) wrong.push(`${room}.${name}: ${said}`);
  }
  expect(wrong).toEqual([]);
});

it('every method of a model refuses an option that it does not have', async () => {
  await model.save(file);
  const wrong: string[] = [];
  for (const [name, args] of Object.entries(METHODS)) {
    const method = (model as unknown as Record<string, Call>)[name]!;
    const said = await refusal((...all) => method.call(model, ...all), args as readonly unknown[]);
    if (!said.includes("there is no option 'noSuchOption'")) wrong.push(`${name}: ${said}`);
  }
  expect(wrong).toEqual([]);
});

it('names the nearest, and a hook that does not exist', () => {
  const text = (f: () => unknown): string => {
    try {
      return String(f());
    } catch (error) {
      return String(error);
    }
  };
  expect(text(() => keras.ops.sum(x, { axes: 0 } as never))).toMatchInlineSnapshot(
    `"ValueError: ops.sum: there is no option 'axes'. Received { axes: 0 }. Did you mean 'axis'?"`,
  );
  expect(text(() => keras.activations.elu(x, { alfa: 2 } as never))).toMatchInlineSnapshot(
    `"ValueError: elu: there is no option 'alfa'. Received { alfa: 2 }. The options are alpha."`,
  );
  expect(text(() => keras.layers.Dense(2, { input_shape: [3] } as never))).toMatchInlineSnapshot(
    `"ValueError: Dense: there is no option 'input_shape'. Received { input_shape: [3] }. Did you mean 'inputShape'?"`,
  );
  expect(text(() => keras.callbacks.asCallback({ onEpochsEnd() {} } as never))).toMatchInlineSnapshot(
    `"ValueError: callbacks: there is no option 'onEpochsEnd'. Received { onEpochsEnd: function onEpochsEnd }. Did you mean 'onEpochEnd'?"`,
  );
  class Own extends keras.layers.Layer {
    constructor(options: { units: number }) {
      super(options as never);
    }
  }
  expect(new Own({ units: 3 })).toBeInstanceOf(keras.layers.Layer);
  expect(text(() => new Own({ units: 3, input_shape: [2] } as never))).toMatchInlineSnapshot(
    `"ValueError: Own: there is no option 'input_shape'. Received { units: 3, input_shape: [2] }. Did you mean 'inputShape'?"`,
  );
});

it('an activation takes its options by position and by name', () => {
  const { elu, leakyRelu, softmax } = keras.activations;
  expect(elu(-1, 2).toList()).toEqual(elu(-1, { alpha: 2 }).toList());
  expect(leakyRelu(-1, { negativeSlope: 0.5 }).item()).toBe(-0.5);
  expect(softmax(x, 0).toList()).toEqual(softmax(x, { axis: 0 }).toList());
  expect([1, 4].map((v) => keras.ops.sqrt(v).item())).toEqual([1, 2]);
  expect([np.ones([1])].map(keras.ops.square)[0]!.toList()).toEqual([1]);
});
