/**
 * @file Objects as Keras 3's JSON: `{ module, class_name, config, registered_name }`, options in snake_case. Model
 * configs hold layers with their `inbound_nodes`; tensors are written as `__keras_tensor__`.
 */
import { isNode } from '../../engine/index.ts';
import { warnOfTrap } from '../../display/index.ts';
import { ValueError } from '../../errors/index.ts';
import { serialize as activationName } from '../activations/index.ts';
import { isPlainObject } from '../common/arguments.ts';
import { toSnake } from '../common/names.ts';
import { Constraint } from '../constraints/constraint.ts';
import { factsOf } from '../core/facts.ts';
import { graphOrder } from '../core/topology.ts';
import { byName } from '../core/named.ts';
import { KerasTensor, type LayerCall } from '../core/keras-tensor.ts';
import { Layer } from '../core/layer.ts';
import { Initializer } from '../initializers/index.ts';
import { get as getLoss, Loss } from '../losses/index.ts';
import { Metric } from '../metrics/index.ts';
import { Optimizer } from '../optimizers/index.ts';
import { Operation } from '../ops/dispatch.ts';
import { LearningRateSchedule } from '../optimizers/schedules.ts';
import { Regularizer } from '../regularizers/index.ts';
import { registeredName } from './registry.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** What saving reads of a model; Sequential and functional models have all of it. */
export interface SavableModel extends Layer {
  readonly layers: readonly Layer[];
  readonly inputs?: readonly KerasTensor[] | null;
  readonly outputs?: readonly KerasTensor[] | null;
  /** Their names, where they have names. */
  readonly inputKeys?: readonly string[] | undefined;
  readonly outputKeys?: readonly string[] | undefined;
  readonly optimizer?: Optimizer | null;
  /** The options given to `compile`, or null. */
  readonly compileOptions?: Readonly<Record<string, unknown>> | null;
}

const FLOAT32: JsonObject = {
  module: 'keras',
  class_name: 'DTypePolicy',
  config: { name: 'float32' },
  registered_name: null,
};

/** One of our objects (or a plain value) as Keras JSON. */
function serialize(value: unknown, where = 'toJSON'): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item) => serialize(item, where));
  if (value instanceof Layer) return serializeLayer(value);
  for (const [base, module] of MODULES) {
    if (value instanceof base) return serializeThing(value as Configured, module);
  }
  if (typeof value === 'function') {
    const name = activationName(value as never);
    if (name !== '') return name;
    throw new ValueError({
      who: where,
      rule: { en: 'a function without a name cannot be saved', ko: '이름이 없는 함수는 저장할 수 없습니다' },
      received: String(value).slice(0, 80),
      hint: {
        en: 'Give it a name (const f = …) and pass it as customObjects when loading.',
        ko: 'const f = …처럼 이름을 주고, 불러올 때 customObjects로 주세요',
      },
    });
  }
  if (isPlainObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, serialize(item, where)]));
  }
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  throw new ValueError({
    who: where,
    rule: { en: 'this value cannot be saved', ko: '저장할 수 없는 값입니다' },
    received: value.constructor.name,
  });
}

interface Configured {
  getConfig(): Record<string, unknown>;
}

const MODULES: readonly [abstract new (...args: never[]) => object, string][] = [
  [Initializer, 'keras.initializers'],
  [Regularizer, 'keras.regularizers'],
  [Constraint, 'keras.constraints'],
  [Loss, 'keras.losses'],
  [Metric, 'keras.metrics'],
  [Optimizer, 'keras.optimizers'],
  [LearningRateSchedule, 'keras.optimizers.schedules'],
];

function serializeThing(value: Configured, module: string): JsonObject {
  const Class = value.constructor;
  const registered = registeredName(Class) ?? null;
  const name = Class.name;
  const config = snakeConfig(value.getConfig());
  if (module === 'keras.optimizers' || module === 'keras.metrics') asFloats(config);
  if (module === 'keras.initializers' && /^(Glorot|He|Lecun)/.test(name))
    Object.assign(config, { input_axes: null, output_axes: null });
  return { module: registered === null ? module : 'kernelab', class_name: name, config, registered_name: registered };
}

/** Options that Keras refuses as whole numbers: it checks that they are floats. */
const FLOATS = ['learning_rate', 'momentum', 'beta', 'threshold'];

/** Writes whole numbers among them with a point, `0.0`. */
function asFloats(config: JsonObject): void {
  const { rawJSON } = JSON as unknown as { rawJSON: (this: void, text: string) => Json };
  for (const name of FLOATS) {
    const value = config[name];
    if (typeof value === 'number' && Number.isSafeInteger(value)) config[name] = rawJSON(value.toFixed(1));
  }
}

/** Our options in Keras's spelling, values serialized. */
function snakeConfig(config: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [toSnake(key), serialize(value)]));
}

/** Layers that occur in several places of the model being written, with the number that marks them as one. */
let sharedIds: ReadonlyMap<Layer, number> = new Map();

/** Numbers the layers that occur in more than one (nested) model. */
function findShared(model: SavableModel): ReadonlyMap<Layer, number> {
  const counts = new Map<Layer, number>();
  const visit = (layer: Layer): void => {
    counts.set(layer, (counts.get(layer) ?? 0) + 1);
    if (counts.get(layer) === 1 && isModel(layer)) layer.layers.forEach(visit);
  };
  visit(model);
  return new Map([...counts].filter(([, n]) => n > 1).map(([layer], i) => [layer, i + 1]));
}

/** A layer (or nested model) without its place in a graph. */
function serializeLayer(layer: Layer): JsonObject {
  const id = sharedIds.get(layer);
  const config = isModel(layer) ? nestedModel(layer) : plainLayer(layer);
  return id === undefined ? config : { ...config, shared_object_id: id };
}

function plainLayer(layer: Layer): JsonObject {
  const name = layer.className;
  const facts = factsOf(layer);
  const left = facts?.notInKeras ?? [];
  const own = Object.entries(layer.getConfig()).filter(
    // what Keras does not take is written where it was switched on: losing it silently would be worse
    ([key, value]) => !left.includes(key) || (value && key !== 'trainable'),
  );
  const config = snakeConfig(Object.fromEntries(own));
  // The function is known by its name only: loading asks for it as customObjects.
  if (name === 'Lambda' && 'function' in layer) {
    config['function'] = activationName(layer.function as never) || layer.name;
  }
  delete config['input_shape'];
  delete config['batch_input_shape'];
  if (name === 'InputLayer') Object.assign(config, { sparse: false, ragged: false, optional: false });
  else config['dtype'] = { ...FLOAT32 };
  const shape = layer.buildShape;
  const { module, registered } = originOf(layer);
  return {
    module,
    class_name: name,
    config,
    registered_name: registered,
    ...(shape && name !== 'InputLayer' ? { build_config: { input_shape: serialize(shape) } } : {}),
  };
}

/** Where Keras finds the class: in its own modules, or registered under a name. */
function originOf(layer: Layer): { module: string; registered: string | null } {
  const { className } = layer;
  const module = factsOf(layer)?.module;
  if (typeof module === 'string') return { module, registered: module === 'keras.layers' ? null : className };
  return { module: 'kernelab.layers', registered: registeredName(layer.constructor) ?? `kernelab>${className}` };
}

export function isModel(layer: Layer): layer is SavableModel {
  return 'layers' in layer && Array.isArray(layer.layers);
}

/** A whole model; `compile_config` is added by the caller for the outermost. */
export function serializeModel(model: SavableModel): JsonObject {
  const outer = sharedIds;
  sharedIds = findShared(model);
  try {
    return nestedModel(model);
  } finally {
    sharedIds = outer;
  }
}

function nestedModel(model: SavableModel): JsonObject {
  const sequential = model.className === 'Sequential';
  if (hasOwnConfig(model)) return classConfig(model);
  if (!sequential && !(model.inputs && model.outputs)) {
    throw new ValueError({
      who: 'save',
      rule: {
        en: 'only Sequential and functional models, and classes with a getConfig of their own, have a config',
        ko: 'Sequential, 함수형 모델, getConfig를 직접 정의한 클래스에만 config가 있습니다',
      },
      received: `${model.className} '${model.name}'`,
      hint: {
        en: 'Save the weights with saveWeights("name.weights.h5") and make the model again in code.',
        ko: 'saveWeights("name.weights.h5")로 가중치를 저장하고 모델은 코드로 다시 만드세요',
      },
    });
  }
  if (!sequential && !PLAIN.has(model.className)) sayWhatIsLost(model);
  const input = sequential ? sequentialInput(model) : null;
  return {
    module: sequential ? 'keras' : 'keras.src.models.functional',
    class_name: sequential ? 'Sequential' : 'Functional',
    config: sequential ? sequentialConfig(model, input) : functionalConfig(model),
    registered_name: sequential ? null : 'Functional',
    ...(input ? { build_config: { input_shape: input } } : {}),
  };
}

/** What models of layers are called whose class has nothing of its own. */
const PLAIN: ReadonlySet<string> = new Set(['Functional', 'Model']);

/** A class of one's own without a getConfig is written as the layers it consists of. */
function sayWhatIsLost({ className }: SavableModel): void {
  const config = 'getConfig() { return { … }; }';
  warnOfTrap('class saved as layers', {
    en: `save: the class ${className} is written as its layers alone; what it does itself (trainStep, own methods) is lost when the file is opened. To keep the class give it ${config} with what its constructor takes`,
    ko: `save: ${className} 클래스는 층만 저장됩니다. 클래스가 직접 하는 일(trainStep, 직접 만든 메서드)은 파일을 열 때 없습니다. 클래스까지 남기려면 생성자가 받는 값을 돌려주는 ${config}을(를) 쓰세요`,
  });
}

/** Whether the class of a model says itself what its constructor needs. */
function hasOwnConfig(model: SavableModel): boolean {
  // oxlint-disable-next-line typescript/unbound-method -- compared, not called
  return model.getConfig !== Layer.prototype.getConfig;
}

/** A model of a class of one's own, as Keras writes it: the class by name, what `getConfig` says, the shape it was built for. */
function classConfig(model: SavableModel): JsonObject {
  const { className, buildShape } = model;
  return {
    module: 'kernelab',
    class_name: className,
    config: snakeConfig(model.getConfig()),
    registered_name: registeredName(model.constructor) ?? className,
    ...(buildShape ? { build_config: { input_shape: serialize(buildShape) } } : {}),
  };
}

function sequentialInput(model: SavableModel): Json[] | null {
  const shape = model.inputs?.[0]?.shape;
  return shape ? [...shape] : null;
}

function sequentialConfig(model: SavableModel, input: Json[] | null): JsonObject {
  const inputLayer = model.inputs?.[0]?.source?.call.layer;
  const rest = model.layers.filter((layer) => layer.className !== 'InputLayer');
  const layers = [...(inputLayer?.className === 'InputLayer' ? [inputLayer] : []), ...rest];
  const config: JsonObject = {
    name: model.name,
    trainable: model.trainable,
    dtype: { ...FLOAT32 },
    layers: layers.map(serializeLayer),
  };
  if (input) config['build_input_shape'] = input;
  return config;
}

function functionalConfig(model: SavableModel): JsonObject {
  const [inputs, outputs] = [model.inputs!, model.outputs!];
  const order = graphOrder(inputs, outputs);
  // The number of a call among those of its layer that belong to this model.
  const nodeIndex = (call: LayerCall): number => call.layer.calls.filter((c) => order.calls.has(c)).indexOf(call);
  const history = (x: KerasTensor): Json[] => [x.source!.call.layer.name, nodeIndex(x.source!.call), x.source!.index];
  const tensor = (x: KerasTensor): JsonObject => ({
    class_name: '__keras_tensor__',
    config: { shape: [...x.shape], dtype: x.dtype, keras_history: history(x) },
  });
  const layers = order.layers.map((layer): JsonObject => {
    if (layer instanceof Operation) return operationConfig(layer, tensor);
    const calls = layer.className === 'InputLayer' ? [] : layer.calls.filter((call) => order.calls.has(call));
    const nodes = calls.map((call): JsonObject => {
      const args = call.inputs instanceof KerasTensor ? tensor(call.inputs) : call.inputs.map(tensor);
      const { training } = call.options;
      return { args: [args], kwargs: training === undefined ? {} : { training } };
    });
    return { ...serializeLayer(layer), name: layer.name, inbound_nodes: nodes };
  });
  const ends = (list: readonly KerasTensor[], names: readonly string[] | undefined): Json => {
    if (names) return byName(names, list.map(history));
    return list.length === 1 ? history(list[0]!) : list.map(history);
  };
  return {
    name: model.name,
    trainable: model.trainable,
    layers,
    input_layers: ends(inputs, model.inputKeys),
    output_layers: ends(outputs, model.outputKeys),
  };
}

/** Our names of options in Keras's spelling. */
function snakeKeys(config: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [toSnake(key), value]));
}

/** Where Keras keeps the ops that are not among NumPy's. */
const OP_MODULES: Readonly<Record<string, string>> = {
  nn:
    'relu relu6 leakyRelu elu selu gelu silu sigmoid logSigmoid hardSigmoid hardSilu hardTanh tanhShrink softplus softsign ' +
    'softmax logSoftmax maxPool averagePool oneHot normalize moments binaryCrossentropy categoricalCrossentropy ' +
    'sparseCategoricalCrossentropy',
  core: 'cast slice stopGradient',
  image: 'resize',
  linalg: 'norm',
  math: 'logsumexp rsqrt erf erfinv topK inTopK',
};

/** A use of `keras.ops` on symbolic tensors, in Keras's form: numbers stay among the arguments. */
function operationConfig(layer: Operation, tensor: (x: KerasTensor) => JsonObject): JsonObject {
  const { operation, saved } = layer;
  const plain = (arg: unknown): boolean =>
    arg === null ||
    arg instanceof KerasTensor ||
    ['number', 'boolean', 'string'].includes(typeof arg) ||
    (Array.isArray(arg) && arg.every(plain)) ||
    (isPlainObject(arg) && Object.values(arg).every(plain));
  if (!saved?.args?.every(plain)) {
    throw new ValueError({
      who: 'save',
      rule: {
        en: `this use of keras.ops.${operation} cannot be written into a file`,
        ko: `keras.ops.${operation}을(를) 이렇게 쓴 것은 파일에 적을 수 없습니다`,
      },
      received: { en: `layer '${layer.name}'`, ko: `층 '${layer.name}'` },
      hint: {
        en: 'Use a layer in its place (layers.Reshape, layers.GlobalAveragePooling2D … or one of your own), or save the weights only.',
        ko: '층으로 바꾸거나(layers.Reshape, layers.GlobalAveragePooling2D …, 또는 직접 만든 층) 가중치만 저장하세요',
      },
    });
  }
  const written = (arg: unknown): Json => {
    if (arg instanceof KerasTensor) return tensor(arg);
    if (Array.isArray(arg)) return arg.map(written);
    return isPlainObject(arg)
      ? Object.fromEntries(Object.entries(arg).map(([key, value]) => [key, written(value)]))
      : (arg as Json);
  };
  const className = layer.className;
  const module = Object.keys(OP_MODULES).find((name) => OP_MODULES[name]!.split(' ').includes(operation)) ?? 'numpy';
  return {
    module: `keras.src.ops.${module}`,
    class_name: className,
    config: { name: layer.name, ...snakeKeys(written(saved.config ?? {}) as JsonObject) },
    registered_name: className,
    name: layer.name,
    inbound_nodes: [{ args: saved.args.map(written), kwargs: snakeKeys(written(saved.kwargs ?? {}) as JsonObject) }],
  };
}

/**
 * The settings of `compile` as Keras's compile_config; null when the model is not compiled. A loss or metric that cannot
 * be written costs the settings (with a warning), not the whole model.
 */
export function compileConfig(model: SavableModel): JsonObject | null {
  const options = model.compileOptions;
  if (!options || !model.optimizer) return null;
  try {
    return compileParts(model, options);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    warnOfTrap('saved without compile', {
      en: `saved without the settings of compile, call compile again after loading. ${error.message}`,
      ko: `compile의 설정은 빼고 저장했습니다. 불러온 뒤에 compile을 다시 호출하세요. ${error.message}`,
    });
    return null;
  }
}

function compileParts(model: SavableModel, options: Readonly<Record<string, unknown>>): JsonObject {
  return {
    optimizer: serialize(model.optimizer),
    loss: lossConfig(options['loss']),
    loss_weights: serialize(options['lossWeights']),
    metrics: serialize(options['metrics']),
    weighted_metrics: serialize(options['weightedMetrics']),
    run_eagerly: false,
    steps_per_execution: 1,
    jit_compile: false,
  };
}

function lossConfig(loss: unknown): Json {
  if (typeof loss === 'function' && !(loss instanceof Loss) && !isNode(loss)) return getLoss(loss as never).name;
  return serialize(loss);
}

/** `toJSON`: the architecture (and, when compiled, the settings of compile) as Keras 3's text. */
export function modelJson(model: SavableModel): string {
  const config = serializeModel(model);
  const compile = compileConfig(model);
  if (compile) config['compile_config'] = compile;
  return JSON.stringify(config);
}
