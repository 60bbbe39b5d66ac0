/**
 * @file Every use of a layer in one run of a model, with what went in and what came out: for pictures of a whole network
 * (`plot.explore`). The layers themselves are watched while they compute, so any model will do: Sequential, functional, nested, a
 * class of one's own. Of layers inside layers the inner ones count, and the outer one where it adds something of its own.
 */
import { NDArray, np, type ArraySource } from '../../array/index.ts';
import { g, isNode, type Node, type TypedData } from '../../engine/index.ts';
import { NotBuiltError, ShapeError, ValueError, shapeText, type Translated } from '../../errors/index.ts';
import { describe } from '../common/arguments.ts';
import { computeOnce } from '../common/tensor.ts';
import type { Arithmetic } from '../core/arithmetic.ts';
import { factsOf } from '../core/facts.ts';
import type { SymbolicShape } from '../core/keras-tensor.ts';
import { Layer } from '../core/layer.ts';
import { Trace, withTrace } from '../core/trace.ts';
import { InputLayer } from '../layers/core/input-layer.ts';
import { Model as ModelBase } from '../model/model.ts';
import type { AnyModel } from './trace-model.ts';
import { sayUntrained } from './units.ts';

/** One use of a layer. */
export interface LayerUse {
  /** The layer's name, behind those of the models around it. */
  readonly name: string;
  /** The name of its class; of a function of `keras.ops` the function's. */
  readonly className: string;
  /** The uses whose results it takes, by their places in the list. */
  readonly from: readonly number[];
  /** Of one sample. */
  readonly shape: readonly number[];
  readonly parameters: number;
  /** How it computes; 'input' where data enters, undefined: in a way of its own. */
  readonly arithmetic: Arithmetic | 'input' | undefined;
}

/** A model's uses of layers, and what they give. */
export interface LayerUses {
  readonly uses: readonly LayerUse[];
  /** The uses whose results the model gives. */
  readonly outputs: readonly number[];
  /** The results of all uses for one sample per input of the model, with the weights of now. */
  run(samples: readonly NDArray[]): Float32Array[];
}

interface Seen {
  readonly use: LayerUse;
  readonly output: Node;
}

/** Reads the uses of layers of a built model, for samples of these shapes. */
export function layerUses(model: AnyModel, shapes: readonly (readonly number[])[], who: string): LayerUses {
  const seen: Seen[] = [];
  const known = new Map<Node, number>();
  const add = (output: Node, use: Omit<LayerUse, 'shape'>): void => {
    known.set(output, seen.length);
    seen.push({ output, use: { ...use, shape: output.shape.slice(1) } });
  };
  /** The use that gave a node; what no layer gave is a use of its own, after the last ones it depends on. */
  const placeOf = (node: Node): number => {
    const place = known.get(node);
    if (place !== undefined) return place;
    const from = sourcesOf(node, known);
    add(node, { name: node.op, className: 'keras.ops', from, parameters: 0, arithmetic: undefined });
    return seen.length - 1;
  };
  const dtypes = shapes.map((_, i) => model.symbolicInputs[i]?.dtype ?? 'float32');
  const nodes = shapes.map((shape, i) => g.input(`input${i}`, [1, ...shape], dtypes[i]));
  nodes.forEach((node, i) => {
    const layer = model.symbolicInputs[i]?.source?.call.layer;
    add(node, { name: layer?.name ?? 'input', className: 'InputLayer', from: [], parameters: 0, arithmetic: 'input' });
  });

  const around: string[] = [];
  const trace = new Trace(false);
  trace.watcher = (layer, inputs) => {
    const first = seen.length;
    around.push(layer.name);
    return (given) => {
      // The model itself stands before no name.
      const name = around.slice(1).join('/');
      around.pop();
      if (layer === (model as Layer) || layer instanceof InputLayer) return given;
      const list = isNode(given) ? [given] : given;
      const isInside = (node: Node): boolean => (known.get(node) ?? -1) >= first;
      // Models inside give what their last layer gave. Rows of a batch of another size are no samples (TimeDistributed).
      if (list.every(isInside)) return given;
      if (list.some((node) => node.shape[0] !== 1)) return given;
      const from = inputs.map(placeOf);
      // Dropout and the like give the very node that came in; a new one keeps them apart.
      const own = list.map((node) => (known.has(node) ? g.stopGradient(node) : node));
      const hasInner = seen.length > first && seen.slice(first).some(({ use }) => use.className !== 'keras.ops');
      own.forEach((node, i) => {
        if (i > 0 && known.has(node)) return;
        add(node, {
          name: own.length > 1 ? `${name}:${i}` : name,
          className: layer.className,
          from: hasInner ? sourcesOf(node, known) : from,
          parameters: layer.weights.reduce((sum, weight) => sum + weight.variable.size, 0),
          arithmetic: own.length > 1 || hasInner ? undefined : arithmeticOf(layer, inputs),
        });
      });
      return isNode(given) ? own[0]! : own;
    };
  };
  const results = withTrace(trace, () => model.forward(nodes, false));
  const outputs = results.map(placeOf);
  const all = seen.map(({ output }) => (output.dtype === 'float32' ? output : g.cast(output, 'float32')));
  return {
    uses: seen.map(({ use }) => use),
    outputs,
    run: (samples) => {
      const feeds = Object.fromEntries(samples.map((sample, i) => [`input${i}`, typedAs(sample, dtypes[i]!)]));
      return computeOnce(all, [], who, feeds).map((array) => array.toTyped() as Float32Array);
    },
  };
}

function arithmeticOf(layer: Layer, inputs: readonly Node[]): Arithmetic | undefined {
  if (layer.isOperation) return undefined;
  return factsOf(layer)?.arithmetic?.(
    layer,
    inputs.map(({ shape }) => shape),
  );
}

/** The nearest known nodes that a node depends on. */
function sourcesOf(node: Node, known: ReadonlyMap<Node, number>): number[] {
  const found = new Set<number>();
  const visited = new Set<Node>();
  const visit = (at: Node): void => {
    if (visited.has(at)) return;
    visited.add(at);
    const place = known.get(at);
    if (place === undefined) at.inputs.forEach(visit);
    else found.add(place);
  };
  node.inputs.forEach(visit);
  return [...found].sort((a, b) => a - b);
}

function typedAs(sample: NDArray, dtype: string): TypedData {
  const data = sample.toTyped() as ArrayLike<number>;
  if (dtype === 'int32') return Int32Array.from(data);
  return dtype === 'bool' ? Uint8Array.from(data) : Float32Array.from(data);
}

/**
 * A model that has its weights, and samples of each of its inputs as batches: what `layerUses` and its callers need. A model that has not
 * seen its input yet is built for this one, as by `predict`.
 * @throws ValueError for what is no model and for an empty batch, NotBuiltError for a model without layers, ShapeError where x does not fit
 */
export function modelAndBatches(
  given: unknown,
  x: ArraySource | readonly ArraySource[],
  who: string,
): { model: AnyModel; batches: NDArray[] } {
  if (!(given instanceof ModelBase)) {
    throw new ValueError({
      who,
      rule: { en: 'the first argument is a model', ko: '첫 번째 인수는 모델입니다' },
      received:
        given instanceof Layer ? { en: `the layer '${given.name}'`, ko: `층 '${given.name}'` } : describe(given),
      hint: wayToModel(given, x, who),
    });
  }
  if (!isArrayLike(x)) {
    throw new ValueError({
      who,
      rule: {
        en: 'the second argument is a picture or a batch of them',
        ko: '두 번째 인수는 그림이나 그림의 배치입니다',
      },
      received: describe(x),
      hint:
        typeof x === 'string'
          ? {
              en: `Read it first: await image.imread(${JSON.stringify(x)})`,
              ko: `먼저 읽으세요: await image.imread(${JSON.stringify(x)})`,
            }
          : { en: `For example ${who}(model, xTest.at('0:8'))`, ko: `예: ${who}(model, xTest.at('0:8'))` },
    });
  }
  const model = given as AnyModel;
  const isBuilt = model.built || model.sublayers.length > 0 || model.symbolicInputs.length > 0;
  if (!isBuilt) {
    throw new NotBuiltError({
      who,
      rule: { en: 'the model has no layers', ko: '모델에 층이 없습니다' },
      received: `${model.className} '${model.name}'`,
      hint: { en: 'Add layers: model.add(layers.Conv2D(8, 3)).', ko: '층을 더하세요: model.add(layers.Conv2D(8, 3))' },
    });
  }
  const wanted = model.symbolicInputs.map(({ shape }) => shape);
  const several = wanted.length > 1 || (Array.isArray(x) && x.length > 0 && x.every((each) => each instanceof NDArray));
  const arrays = (several ? [x].flat() : [x]).map((each) => np.asarray(each));
  if (wanted.length > 0 && arrays.length !== wanted.length) {
    throw new ValueError({
      who,
      rule:
        wanted.length === 1
          ? { en: 'the model takes one array', ko: '모델은 배열 하나를 받습니다' }
          : {
              en: `the model takes a list of ${wanted.length} inputs`,
              ko: `모델은 입력 ${wanted.length}개의 리스트를 받습니다`,
            },
      received: { en: `${arrays.length} arrays`, ko: `배열 ${arrays.length}개` },
    });
  }
  const batches = arrays.map((array, i) => batchOf(array, wanted[i], who));
  const [first] = batches;
  if (batches.some((batch) => batch.shape[0] !== first!.shape[0])) {
    throw new ShapeError({
      who,
      rule: { en: 'all inputs have the same number of samples', ko: '모든 입력의 샘플 수는 같습니다' },
      received: batches.map(({ shape }) => shapeText(shape)).join(', '),
    });
  }
  if (first!.size === 0) {
    throw new ValueError({
      who,
      rule: { en: 'there must be at least one picture', ko: '그림이 한 장 이상 있어야 합니다' },
      received: { en: `array ${shapeText(first!.shape)}`, ko: `배열 ${shapeText(first!.shape)}` },
    });
  }
  model.buildFor(batches.map(({ shape }) => shape.slice(1)));
  sayUntrained(model, who);
  return { model, batches };
}

/** How one comes from what was given to a model. */
function wayToModel(given: unknown, x: unknown, who: string): Translated | undefined {
  if (x instanceof ModelBase)
    return { en: `The model comes first: ${who}(model, x)`, ko: `모델을 먼저 쓰세요: ${who}(model, x)` };
  if (given instanceof Layer)
    return { en: 'Put it into a model: keras.Sequential([layer])', ko: '모델에 넣으세요: keras.Sequential([layer])' };
  if (given instanceof Promise)
    return {
      en: `It is not there yet: ${who}(await model, x)`,
      ko: `아직 다 만들어지지 않았습니다: ${who}(await model, x)`,
    };
  if (typeof given !== 'string') return undefined;
  const load = `await keras.models.loadModel(${JSON.stringify(given)})`;
  return { en: `Load it first: ${load}`, ko: `먼저 불러오세요: ${load}` };
}

/** Whether `np.asarray` could make something of it. */
function isArrayLike(x: unknown): boolean {
  return Array.isArray(x) || ArrayBuffer.isView(x) || x instanceof NDArray;
}

/** An array as a batch of what an input takes (undefined: of anything). */
function batchOf(array: NDArray, wanted: SymbolicShape | undefined, who: string): NDArray {
  if (!wanted) return array.ndim > 0 ? array : array.reshape(1);
  const single = array.ndim === wanted.length - 1;
  const batch = single ? array.reshape(1, ...array.shape) : array;
  const fits = batch.ndim === wanted.length && wanted.every((n, i) => i === 0 || n === null || n === batch.shape[i]);
  if (fits && !single) return batch;
  const sample = wanted.slice(1);
  // (28, 28) is one grey picture and (n, 28, 28) are several, which lack their channel.
  const lacksChannel =
    sample.length === 3 && sample[2] === 1 && [2, 3].includes(array.ndim) &&
    sample.slice(0, 2).every((n, i) => n === null || n === array.shape.at(i - 2)); // prettier-ignore
  if (fits && !(lacksChannel && array.shape[2] !== 1)) return batch;
  throw new ShapeError({
    who,
    rule: {
      en: `the model takes pictures of shape ${shapeText(sample)}, one or a batch`,
      ko: `모델은 모양이 ${shapeText(sample)}인 그림 한 장이나 배치를 받습니다`,
    },
    received: { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` },
    hint: lacksChannel
      ? {
          en: "Give it the axis of channels: x.at('...', np.newaxis)",
          ko: "채널 축을 더하세요: x.at('...', np.newaxis)",
        }
      : sample.length === 3
        ? { en: 'Resize them with image.resize.', ko: 'image.resize로 크기를 바꾸세요' }
        : undefined,
  });
}
