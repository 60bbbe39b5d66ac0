/**
 * @file Models out of Keras's JSON and files: `loadModel`, `modelFromJSON`. Reads Keras 3 (`.keras`, `.h5`) and the
 * configs of Keras 2 that lie in older `.h5` files.
 */
import type { NDArray } from '../../array/index.ts';
import { mustBeAwaited, showNotice, warnOfTrap } from '../../display/index.ts';
import { FormatError, KernelabError, ValueError, say, type Translated } from '../../errors/index.ts';
import { describe, isPlainObject, optionNames, own, UnknownOptionError } from '../../arguments/index.ts';
import { outsideKind } from '../../hints/index.ts';
import { known } from '../common/arguments.ts';
import { policyName } from '../common/dtype.ts';
import { camelKeys, withoutGroup } from '../common/names.ts';
import type { LayerFacts } from '../core/facts.ts';
import { KerasTensor } from '../core/keras-tensor.ts';
import type { Layer } from '../core/layer.ts';
import { bytesSource, withFileSource, type ByteSource } from '../../platform/index.ts';
import * as applicationLayers from '../layers/application-layers.ts';
import * as kerasLayers from '../layers/index.ts';
import { get as getLoss } from '../losses/index.ts';
import { get as getMetric } from '../metrics/index.ts';
import { Model, type Model as ModelOf, Sequential, type Prediction } from '../model/index.ts';
import { get as getOptimizer } from '../optimizers/index.ts';
import * as ops from '../ops/index.ts';
import { getItemOfFile } from '../ops/get-item.ts';
import { isZip, parseObject, readArchive } from './archive.ts';
import { readH5 } from './h5.ts';
import { ofUser, reading } from './reading.ts';
import { type CustomObject, findCustom } from './registry.ts';
import { loadTree } from './save.ts';
import { serializeModel } from './serialize.ts';
import { legacyOptimizer, loadOptimizer } from './weights.ts';

/** A model out of a file, of one output or several. */
type AnyModel = ModelOf<Prediction>;

export interface LoadModelOptions {
  /**
   * Compile as the file says, with the state of the optimizer. Default true.
   * @ko 파일에 적힌 대로 옵티마이저의 상태까지 되살려 컴파일합니다. 기본값 true.
   */
  compile?: boolean;
  /**
   * Classes and functions of your own, by name.
   * @ko 직접 만든 클래스와 함수를 이름으로 넘깁니다.
   */
  customObjects?: Readonly<Record<string, CustomObject>>;
  /**
   * The same in Python's spelling.
   * @ko 파이썬 표기로 쓴 customObjects입니다.
   */
  custom_objects?: Readonly<Record<string, CustomObject>>;
  /**
   * Accepted for parity; code is never read from a file.
   * @ko 케라스와 맞추려고 받습니다. 파일의 코드는 실행하지 않습니다.
   */
  safeMode?: boolean;
}

const LOAD = optionNames<LoadModelOptions>()('compile customObjects custom_objects safeMode');

/** The classes and functions of the user's, under either name. */
function customsOf(who: string, options: LoadModelOptions): Customs {
  const { customObjects, custom_objects: snake } = known(who, options, LOAD);
  return { ...snake, ...customObjects };
}

type Config = Record<string, unknown>;
type Customs = Readonly<Record<string, CustomObject>>;
/** Layers by their `shared_object_id`: one layer in several places of the file. */
type Shared = Map<unknown, Layer>;

/** Options of Keras's base class that say nothing here; those of one class stand in its facts. */
const IGNORED: readonly string[] = ['quantization_config', 'lora_rank', 'build_input_shape', 'implementation'];

// ------------------------------------------------------------------- layers

function layerFromConfig(entry: Config, customs: Customs, shared: Shared): Layer {
  const id = entry['shared_object_id'];
  const known = id === undefined ? undefined : shared.get(id);
  if (known) return known;
  const layer = reading(placeOf(entry), () => newLayer(entry, customs, shared));
  if (id !== undefined) shared.set(id, layer);
  return layer;
}

/** Every layer class by the name in its facts. */
const CLASSES: ReadonlyMap<string, unknown> = new Map(
  [kerasLayers, applicationLayers]
    .flatMap((module) => Object.values(module as Record<string, { facts?: LayerFacts }>))
    .flatMap((Class) => (Class.facts ? [[Class.facts.name, Class] as const] : [])),
);

const layerText = (name: string): Translated => ({ en: `layer ${name}`, ko: `층 ${name}` });

/** An entry of a file in words: `layer 'dense' (Dense)`. */
function placeOf(entry: unknown): Translated {
  if (!isPlainObject(entry)) return { en: 'an entry of the list of layers', ko: '층 목록의 한 항목' };
  const { name, class_name: className, config } = entry;
  const label = name ?? (isPlainObject(config) ? config['name'] : undefined);
  return typeof label === 'string'
    ? layerText(`'${label}' (${String(className)})`)
    : { en: `layer without a name (${String(className)})`, ko: `이름 없는 층 (${String(className)})` };
}

function newLayer(entry: Config, customs: Customs, shared: Shared): Layer {
  const className = String(entry['class_name']);
  const config = (entry['config'] ?? {}) as Config;
  if (className === 'Sequential') return sequentialFromConfig(config, customs, shared);
  if (className === 'Functional' || className === 'Model') return functionalFromConfig(config, customs, shared);
  const registered = typeof entry['registered_name'] === 'string' ? entry['registered_name'] : null;
  const custom = findCustom(className, registered, customs);
  const Class = (custom ?? CLASSES.get(withoutGroup(className))) as { fromConfig?(options: Config): Layer } | undefined;
  if (!Class || typeof Class.fromConfig !== 'function') {
    const kind = outsideKind(withoutGroup(className));
    throw new ValueError({
      who: 'loadModel',
      rule: kind
        ? {
            en: `the file holds a layer of the class '${className}'; ${kind.en} are not part of this library`,
            ko: `파일에 '${className}' 층이 있습니다. ${kind.ko}은(는) 이 라이브러리에 없습니다`,
          }
        : {
            en: `the layer class '${className}' is not known here`,
            ko: `층 클래스 '${className}'을(를) 알지 못합니다`,
          },
      received: { en: `layer '${String(config['name'])}'`, ko: `층 '${String(config['name'])}'` },
      hint: kind
        ? {
            en: 'A class of your own with that name, given as customObjects, takes its place',
            ko: '같은 이름의 클래스를 직접 만들어 customObjects로 주면 그것을 씁니다',
          }
        : {
            en: 'Pass a class of that name as customObjects, or register it with keras.saving.registerKerasSerializable.',
            ko: '그 이름의 클래스를 customObjects로 주거나 keras.saving.registerKerasSerializable로 등록하세요',
          },
    });
  }
  const { facts } = Class as { facts?: LayerFacts };
  const options = layerOptions(facts, config, customs, shared);
  const make = (): Layer => makeLayer(Class as LayerClass, options);
  const layer = custom ? ofUser(make) : make();
  if (config['trainable'] === false) layer.trainable = false;
  return layer;
}

interface LayerClass {
  fromConfig(options: Config): Layer;
}

/** Makes a layer; an option that is unknown here and switched off in the file (null, false) says nothing and is dropped. */
function makeLayer(Class: LayerClass, options: Config): Layer {
  for (;;) {
    try {
      return Class.fromConfig(options);
    } catch (error) {
      const unknown = error instanceof UnknownOptionError ? error.option : undefined;
      if (unknown === undefined || (options[unknown] !== null && options[unknown] !== false)) throw error;
      delete options[unknown];
    }
  }
}

/** Keras's options of a layer in our spelling. */
function layerOptions(facts: LayerFacts | undefined, config: Config, customs: Customs, shared: Shared): Config {
  const ignored = [...IGNORED, ...(facts?.ignored ?? [])];
  const kept = Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => !ignored.includes(key))
      .map(([key, value]) => [key, revive(key, value, customs)]),
  );
  // Weights and sums are float32 here, whatever mixture a model was trained in.
  const dtype = policyName(kept['dtype']);
  if (!facts?.dtypes?.some((each) => each === dtype)) delete kept['dtype'];
  else kept['dtype'] = dtype;
  const f = facts?.functionOption;
  if (f !== undefined) kept[f] = userFunction(facts!.name, kept[f], String(config['name']), customs);
  const inner = facts?.layerOption;
  if (inner !== undefined && isPlainObject(kept[inner])) kept[inner] = layerFromConfig(kept[inner], customs, shared);
  facts?.readConfig?.(kept);
  return camelKeys(kept);
}

/** The function of a layer such as Lambda: given under its own name or, since most have none, under that of the layer. */
function userFunction(className: string, saved: unknown, layerName: string, customs: Customs): unknown {
  const f = typeof saved === 'function' ? saved : own(customs, layerName);
  if (typeof f === 'function') return f;
  const named = typeof saved === 'string' && /^[\w$]+$/.test(saved);
  const example = `{ customObjects: { ${JSON.stringify(layerName)}: (x) => … } }`;
  throw new ValueError({
    who: 'loadModel',
    rule: {
      en: `the function of a ${className} layer is not in the file`,
      ko: `${className} 층의 함수가 파일에 없습니다`,
    },
    received: {
      en: `layer '${layerName}'${named ? `, function '${saved}'` : ''}`,
      ko: `층 '${layerName}'${named ? `, 함수 '${saved}'` : ''}`,
    },
    hint: {
      en: `Pass it under the name of the layer${named ? ' or its own' : ''}: ${example}.`,
      ko: `층의 이름${named ? '이나 함수의 이름' : ''}으로 주세요: ${example}`,
    },
  });
}

/** Functions of one's own in place of their names; everything else as it is (each module's `get` reads configs). */
function revive(key: string, value: unknown, customs: Customs): unknown {
  if (isPlainObject(value) && typeof value['class_name'] === 'string') {
    const { class_name: name, config } = value;
    const registered = typeof value['registered_name'] === 'string' ? value['registered_name'] : null;
    const custom = findCustom(name === 'function' ? String(config) : name, registered, customs);
    if (!custom) return value;
    if (name === 'function') return custom;
    return new (custom as new (options: Config) => object)(camelKeys((config ?? {}) as Config));
  }
  if ((key === 'activation' || key === 'function') && typeof value === 'string') return own(customs, value) ?? value;
  return value;
}

// ------------------------------------------------------------------- models

function sequentialFromConfig(config: Config | readonly unknown[], customs: Customs, shared: Shared): AnyModel {
  const entries = (Array.isArray(config) ? config : ((config as Config)['layers'] ?? [])) as Config[];
  const name = Array.isArray(config) ? undefined : ((config as Config)['name'] as string | undefined);
  const layers = entries.map((entry) => layerFromConfig(entry, customs, shared));
  const model = Sequential(layers, { name });
  const shape = (config as Config)['build_input_shape'] as (number | null)[] | undefined;
  if (shape && !model.built) model.build(shape);
  return model;
}

/** Whether an entry is a `keras.ops` function: `.h5` files name no module, but a layer's config always says `trainable`. */
function isOperation(entry: Config): boolean {
  if (typeof entry['module'] === 'string') return entry['module'].startsWith('keras.src.ops');
  const name = String(entry['class_name']);
  const isLayer = !isPlainObject(entry['config']) || 'trainable' in entry['config'];
  return !isLayer && operationOf(name) !== undefined && name !== 'InputLayer';
}

/** The function of `keras.ops` that a class of Keras's files stands for. */
function operationOf(className: string): unknown {
  if (className === 'GetItem') return getItemOfFile;
  return (ops as unknown as Record<string, unknown>)[className[0]!.toLowerCase() + className.slice(1)];
}

interface Spec {
  layer: string;
  node: number;
  tensor: number;
}

/** Calls the layers as the file says; gives the way to their outputs. Operations become layers when they are called. */
function connect(
  entries: readonly Config[],
  layers: Map<string, Layer>,
  operations: ReadonlyMap<string, Config>,
): (spec: Spec) => KerasTensor | undefined {
  // The calls a layer had before (an Input's own) come first in its list.
  const made = new Map<string, number[]>();
  for (const [name, layer] of layers)
    made.set(name, layer.calls.length > 0 && layer.className === 'InputLayer' ? [0] : []);
  const waiting = entries.flatMap((entry) => {
    const name = String(entry['name'] ?? (entry['config'] as Config)['name']);
    if (layers.get(name)?.className === 'InputLayer') return [];
    const nodes = (entry['inbound_nodes'] ?? []) as unknown[];
    return [{ name, nodes: [...nodes] }];
  });
  const tensorOf = ({ layer, node, tensor }: Spec): KerasTensor | undefined => {
    const index = made.get(layer)?.[node];
    return index === undefined ? undefined : layers.get(layer)!.calls[index]?.outputs[tensor];
  };
  let progress = true;
  while (progress) {
    progress = false;
    for (const { name, nodes } of waiting) {
      while (nodes.length > 0) {
        const operation = operations.get(name);
        if (operation) {
          const layer = reading(placeOf(operation), () => applyOperation(operation, nodes[0] as Config, tensorOf));
          if (!layer) break;
          nodes.shift();
          layer.name = name;
          layers.set(name, layer);
          made.set(name, [0]);
          progress = true;
          continue;
        }
        const call = reading({ en: `the connection of layer '${name}'`, ko: `층 '${name}'의 연결` }, () =>
          readCall(nodes[0]),
        );
        const inputs = call.specs.map(tensorOf);
        if (inputs.some((x) => x === undefined)) break;
        nodes.shift();
        const layer = layers.get(name)!;
        made.get(name)!.push(layer.calls.length);
        const args = call.list ? (inputs as KerasTensor[]) : inputs[0]!;
        reading(layerText(`'${name}'`), () =>
          layer(args, call.training === undefined ? {} : { training: call.training }),
        );
        progress = true;
      }
    }
  }
  const stuck = waiting.filter(({ nodes }) => nodes.length > 0);
  if (stuck.length > 0) {
    throw new FormatError({
      who: 'loadModel',
      rule: { en: 'every layer must be connected to an input', ko: '모든 층은 입력과 이어져 있어야 합니다' },
      received: {
        en: `no way to ${stuck.map(({ name }) => name).join(', ')}`,
        ko: `${stuck.map(({ name }) => name).join(', ')}까지 가는 길이 없음`,
      },
    });
  }
  return tensorOf;
}

function functionalFromConfig(config: Config, customs: Customs, shared: Shared): AnyModel {
  const entries = (config['layers'] ?? []) as Config[];
  const layers = new Map<string, Layer>();
  const operations = new Map<string, Config>();
  for (const entry of entries) {
    const name = String(entry['name'] ?? (entry['config'] as Config)['name']);
    if (isOperation(entry)) operations.set(name, entry);
    else layers.set(name, layerFromConfig(entry, customs, shared));
  }
  const tensorOf = connect(entries, layers, operations);
  const ends = (key: string): KerasTensor | KerasTensor[] | Record<string, KerasTensor> => {
    const value = config[key];
    const tensors = readEnds(value).map((spec) => tensorOf(spec)!);
    if (isPlainObject(value)) return Object.fromEntries(Object.keys(value).map((name, i) => [name, tensors[i]!]));
    return isEnd(value) ? tensors[0]! : tensors;
  };
  return Model(ends('input_layers'), ends('output_layers'), { name: config['name'] as string });
}

/** Arguments that operations of `keras.ops` take by place here, and Keras writes by name. */
const BY_PLACE: Readonly<Record<string, readonly string[]>> = {
  GetItem: ['key'],
  Reshape: ['newshape'],
  Transpose: ['axes'],
  ExpandDims: ['axis'],
  Squeeze: ['axis'],
  BroadcastTo: ['shape'],
  Tile: ['repeats'],
  Repeat: ['repeats'],
  Clip: ['xMin', 'xMax'],
  OneHot: ['numClasses'],
  Split: ['indicesOrSections'],
  Pad: ['padWidth'],
  Cast: ['dtype'],
  Slice: ['start', 'shape'],
  MaxPool: ['poolSize'],
  AveragePool: ['poolSize'],
  Resize: ['size'],
  TopK: ['k'],
  InTopK: ['k'],
};

/** Arguments that operations take before their tensors, and Keras writes by name. */
const BEFORE: Readonly<Record<string, string>> = { Einsum: 'subscripts' };

/** Options of Keras's that say nothing here, or nothing but the default. */
const SILENT: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  Pad: { mode: ['constant'] },
  MaxPool: { dataFormat: ['channels_last'] },
  AveragePool: { dataFormat: ['channels_last'] },
  Resize: {
    cropToAspectRatio: [false],
    padToAspectRatio: [false],
    fillMode: ['constant'],
    fillValue: [0],
    dataFormat: ['channels_last'],
  },
};

/** Calls a `keras.ops` function of a file; undefined while one of its tensors is not there yet. */
function applyOperation(
  entry: Config,
  node: Config,
  tensorOf: (spec: Spec) => KerasTensor | undefined,
): Layer | undefined {
  const className = String(entry['class_name']);
  const { name: label, ...rest } = camelKeys((entry['config'] ?? {}) as Config);
  const options = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  const op = operationOf(className);
  if (typeof op !== 'function') {
    throw new ValueError({
      who: 'loadModel',
      rule: { en: `the operation '${className}' is not known here`, ko: `연산 '${className}'을(를) 알지 못합니다` },
      received: { en: `layer '${String(label)}'`, ko: `층 '${String(label)}'` },
    });
  }
  const read = (arg: unknown): unknown => {
    if (Array.isArray(arg)) return arg.map(read);
    return isTensor(arg) ? tensorOf(toSpec(((arg as Config)['config'] as Config)['keras_history'] as unknown[])) : arg;
  };
  const args = ((node['args'] ?? []) as unknown[]).map(read);
  if (args.flat().includes(undefined)) return undefined;
  const kwargs = camelKeys((node['kwargs'] ?? {}) as Config);
  const given: Config = { ...options, ...Object.fromEntries(Object.entries(kwargs).filter(([, v]) => v !== null)) };
  const before = BEFORE[className];
  if (before !== undefined) {
    args.unshift(given[before]);
    delete given[before];
  }
  for (const [i, name] of (BY_PLACE[className] ?? []).entries()) {
    if (args.length === i + 1 && given[name] !== undefined) args.push(given[name]);
    delete given[name];
  }
  for (const [name, values] of Object.entries(SILENT[className] ?? {})) {
    if (values.includes(given[name])) delete given[name];
  }
  const output = (op as (...args: unknown[]) => unknown)(...args, ...(Object.keys(given).length > 0 ? [given] : []));
  return ((Array.isArray(output) ? output[0] : output) as KerasTensor).source!.call.layer;
}

const isEnd = (value: unknown): boolean => Array.isArray(value) && typeof value[0] === 'string';

function readEnds(value: unknown): Spec[] {
  if (isEnd(value)) return [toSpec(value as unknown[])];
  if (isPlainObject(value)) return Object.values(value).flatMap(readEnds);
  return (value as unknown[]).flatMap(readEnds);
}

const toSpec = ([layer, node, tensor]: readonly unknown[]): Spec => ({
  layer: String(layer),
  node: Number(node),
  tensor: Number(tensor),
});

/** One use of a layer: Keras 3 `{ args, kwargs }`, Keras 2 `[[name, node, tensor, kwargs], …]`. */
function readCall(node: unknown): { specs: Spec[]; list: boolean; training: boolean | undefined } {
  if (isPlainObject(node)) {
    const args = (node['args'] ?? []) as unknown[];
    const kwargs = (node['kwargs'] ?? {}) as Config;
    const given = args.length > 0 ? args[0] : kwargs['inputs'];
    const list = Array.isArray(given);
    const tensors = args.length > 1 && !list ? args.filter(isTensor) : list ? given : [given];
    const specs = tensors.map((t) => toSpec(((t as Config)['config'] as Config)['keras_history'] as unknown[]));
    return { specs, list: list || specs.length > 1, training: trainingOf(kwargs) };
  }
  const old = node as unknown[][];
  const specs = old.map(toSpec);
  return { specs, list: specs.length > 1, training: trainingOf((old[0]?.[3] ?? {}) as Config) };
}

const isTensor = (value: unknown): boolean => isPlainObject(value) && value['class_name'] === '__keras_tensor__';
const trainingOf = (kwargs: Config): boolean | undefined =>
  typeof kwargs['training'] === 'boolean' ? kwargs['training'] : undefined;

function modelFromConfig(config: Config, customs: Customs): AnyModel {
  const half = /"((?:mixed_)?b?float16)"/.exec(JSON.stringify(config))?.[1];
  if (half !== undefined) {
    showNotice(
      say({
        en: `loadModel: the model was made for ${half}; here it computes in float32, so that its numbers differ a little`,
        ko: `loadModel: ${half}용으로 만든 모델입니다. 여기에서는 float32로 계산하므로 값이 조금 다릅니다`,
      }),
    );
  }
  return reading({ en: 'the config of the model', ko: '모델의 config' }, () => anyModelFromConfig(config, customs));
}

function anyModelFromConfig(config: Config, customs: Customs): AnyModel {
  const className = config['class_name'];
  const inner = (config['config'] ?? {}) as Config;
  const shared: Shared = new Map();
  if (className === 'Sequential') return sequentialFromConfig(inner, customs, shared);
  if (className === 'Functional' || className === 'Model') return functionalFromConfig(inner, customs, shared);
  if (isPlainObject(inner) && 'input_layers' in inner) return functionalFromConfig(inner, customs, shared);
  const registered = typeof config['registered_name'] === 'string' ? config['registered_name'] : null;
  if (findCustom(String(className), registered, customs)) {
    const model = newLayer(config, customs, shared);
    const shape = (config['build_config'] as Config | undefined)?.['input_shape'];
    if (Array.isArray(shape) && !model.built) model.build(shape as (number | null)[]);
    return model as unknown as AnyModel;
  }
  throw new ValueError({
    who: 'loadModel',
    rule: {
      en: 'only Sequential and functional models can be made from a config',
      ko: 'config에서는 Sequential과 함수형 모델만 만들 수 있습니다',
    },
    received: { en: `class ${String(className)}`, ko: `클래스 ${String(className)}` },
    hint: {
      en: 'Pass the class as customObjects (it needs a getConfig), or make the model in code and use loadWeights.',
      ko: '클래스를 customObjects로 주거나(getConfig가 있어야 합니다) 코드로 모델을 만들고 loadWeights를 쓰세요',
    },
  });
}

// ------------------------------------------------------------------- compile

/** Compiles as the file says; settings that cannot be had here cost a warning, not the model. */
function compileFromConfig(model: AnyModel, config: Config, customs: Customs): void {
  try {
    reading({ en: 'the settings of compile', ko: 'compile의 설정' }, () => compileParts(model, config, customs));
  } catch (error) {
    if (!(error instanceof KernelabError)) throw error;
    warnOfTrap('loaded without compile', {
      en: `loaded without the settings of compile, call compile before training. ${error.message}`,
      ko: `compile의 설정은 빼고 불러왔습니다. 학습하기 전에 compile을 호출하세요. ${error.message}`,
    });
  }
}

/** Keras 2's optimizers had other names and switches. */
function optimizerConfig(config: Config): Config {
  const { lr, decay, jit_compile: _j, is_legacy_optimizer: _l, ...options } = (config['config'] ?? {}) as Config;
  if (lr !== undefined) options['learning_rate'] ??= lr;
  if (typeof decay === 'number' && decay !== 0) options['decay'] = decay;
  return { ...config, config: options };
}

function compileParts(model: AnyModel, config: Config, customs: Customs): void {
  const optimizer = config['optimizer'] ?? config['optimizer_config'];
  if (!optimizer) return;
  const thing = (value: unknown, get: (v: never) => unknown): unknown => {
    if (typeof value === 'string') return own(customs, value) ?? value;
    if (Array.isArray(value)) return value.map((item) => thing(item, get));
    if (!isPlainObject(value)) return value;
    if (value['class_name'] === 'MeanMetricWrapper') {
      // Keras 2 wrote 'accuracy' as the function it had picked
      const { fn, name } = (value['config'] ?? {}) as { fn?: string; name?: string };
      return Object.assign(getMetric((own(customs, fn ?? '') ?? fn) as never), { name });
    }
    if (typeof value['class_name'] === 'string') {
      const revived = revive('', value, customs);
      return revived === value ? get(value as never) : revived;
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, thing(item, get)]));
  };
  model.compile({
    optimizer:
      typeof optimizer === 'string' ? optimizer : getOptimizer(optimizerConfig(optimizer as Config), 'loadModel'),
    loss: thing(config['loss'], getLoss) as never,
    lossWeights: (config['loss_weights'] ?? null) as never,
    metrics: thing(config['metrics'], getMetric) as never,
    weightedMetrics: thing(config['weighted_metrics'], getMetric) as never,
  });
}

// ------------------------------------------------------------------- public

/** A model (without weights of a file) from `toJSON()` or from Keras's `model.to_json()`. */
export function modelFromJSON<P extends Prediction = NDArray>(
  json: string,
  options: LoadModelOptions = {},
): ModelOf<P> {
  const customObjects = customsOf('modelFromJSON', options);
  let config: unknown;
  try {
    config = JSON.parse(json);
  } catch (cause) {
    throw new FormatError({
      who: 'modelFromJSON',
      rule: { en: 'the text must be JSON', ko: '내용은 JSON이어야 합니다' },
      received: json.slice(0, 60),
      cause,
    });
  }
  if (!isPlainObject(config)) {
    throw new FormatError({
      who: 'modelFromJSON',
      rule: { en: 'the text must hold an object', ko: '내용에는 객체가 들어 있어야 합니다' },
      received: describe(config),
    });
  }
  const model = modelFromConfig(config, customObjects);
  if (isPlainObject(config['compile_config'])) compileFromConfig(model, config['compile_config'], customObjects);
  return model as ModelOf<P>;
}

/**
 * A model of the same architecture with fresh weights; it is not compiled.
 * @ko 구조가 같고 가중치는 새로 정한 모델을 만듭니다.
 */
export function cloneModel<P extends Prediction>(model: ModelOf<P>, options: LoadModelOptions = {}): ModelOf<P> {
  const customObjects = customsOf('cloneModel', options);
  return modelFromConfig(serializeModel(model), customObjects) as ModelOf<P>;
}

/** A whole model from the bytes of a `.keras` or legacy `.h5` file. `name` is for messages. */
export async function modelFromBytes(
  bytes: Uint8Array,
  name: string,
  options: LoadModelOptions = {},
): Promise<AnyModel> {
  return modelFromSource(bytesSource(bytes), name, options);
}

async function modelFromSource(source: ByteSource, name: string, options: LoadModelOptions): Promise<AnyModel> {
  const customObjects = customsOf('loadModel', options);
  const { compile = true } = options;
  if (isZip(source)) {
    const { config, weights } = await readArchive(source, name);
    const model = modelFromConfig(config, customObjects);
    if (compile && isPlainObject(config['compile_config']))
      compileFromConfig(model, config['compile_config'], customObjects);
    const tree = await readH5(weights, name, 'loadModel');
    reading({ en: `model.weights.h5 of '${name}'`, ko: `'${name}'의 model.weights.h5` }, () =>
      loadTree(model, tree, name),
    );
    return model;
  }
  const root = await readH5(source, name, 'loadModel');
  const text = root.attrs.get('model_config');
  if (typeof text !== 'string') {
    throw new FormatError({
      who: 'loadModel',
      rule: { en: `'${name}' holds weights only, no model`, ko: `'${name}'에는 가중치만 있고 모델이 없습니다` },
      received: { en: 'an .h5 file without model_config', ko: 'model_config가 없는 .h5 파일' },
      hint: {
        en: 'Make the model in code and use model.loadWeights(path).',
        ko: '코드로 모델을 만들고 model.loadWeights(path)를 쓰세요',
      },
    });
  }
  const model = modelFromConfig(parseObject(text, `model_config of '${name}'`), customObjects);
  reading({ en: `the weights of '${name}'`, ko: `'${name}'의 가중치` }, () => loadTree(model, root, name));
  const training = root.attrs.get('training_config');
  if (compile && typeof training === 'string') {
    compileFromConfig(model, parseObject(training, `training_config of '${name}'`), customObjects);
    const { optimizer } = model;
    if (optimizer)
      reading({ en: `optimizer_weights of '${name}'`, ko: `'${name}'의 optimizer_weights` }, () =>
        loadOptimizer(model, optimizer, legacyOptimizer(root)),
      );
  }
  return model;
}

/**
 * Opens a model saved by `model.save` or by Keras: `.keras`, or the older `.h5`. What is in the file is known at run time
 * only: for a model of several outputs write `loadModel<NDArray[]>(path)`, and `predict` has the type of a list.
 * @ko 저장한 모델을 파일에서 불러옵니다.
 */
export function loadModel<P extends Prediction = NDArray>(
  path: string,
  options: LoadModelOptions = {},
): Promise<ModelOf<P>> {
  return mustBeAwaited(loaded<P>(path, options), 'loadModel', 'const model = await keras.models.loadModel(…)');
}

async function loaded<P extends Prediction>(path: string, options: LoadModelOptions): Promise<ModelOf<P>> {
  known('loadModel', options, LOAD); // before the file is read
  return withFileSource(
    path,
    'loadModel',
    async (source) => (await modelFromSource(source, path, options)) as ModelOf<P>,
  );
}
