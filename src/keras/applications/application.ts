/**
 * @file What all ready-made networks share: Keras's arguments and their checks, the input, the pooling in place of a top,
 * the model and its weights. A network's own file says its blocks (`body`), its classifier (`classify`) and its facts.
 */
import { ValueError, nearest, say, shapeText } from '../../errors/index.ts';
import { softmax } from '../activations/index.ts';
import * as activations from '../activations/index.ts';
import type { ActivationLike } from '../activations/index.ts';
import { describe, readArguments } from '../common/arguments.ts';
import { KerasTensor, type SymbolicShape } from '../core/keras-tensor.ts';
import { inputsOf } from '../core/topology.ts';
import { print } from '../common/terminal.ts';
import * as layers from '../layers/index.ts';
import { Model } from '../model/index.ts';
import { modelPromise } from './model-promise.ts';
import { loadPretrained, type OfficialWeights } from './weights/index.ts';

/** What every network of `keras.applications` takes. */
export interface ApplicationOptions {
  /** With the classifier at the end. Default true. */
  includeTop?: boolean;
  /**
   * null: fresh weights, and the model is there at once. 'imagenet': the official ones, fetched once. Else the path of a
   * `.h5`, `.weights.h5` or `.keras` file. Default 'imagenet' where there are official weights, else null.
   */
  weights?: WeightsName | null;
  /** A symbolic tensor to build upon, instead of a new Input. */
  inputTensor?: KerasTensor | null;
  /** Shape of one picture, [height, width, channels]. Default: the network's own size; any size without the top. */
  inputShape?: SymbolicShape | null;
  /** Without the top: 'avg' or 'max' over each channel of the last maps; null (default) gives the maps. */
  pooling?: 'avg' | 'max' | null;
  /** Default 1000, the classes of ImageNet. */
  classes?: number;
  /** Of the last layer; null gives the scores before softmax. Default 'softmax'. */
  classifierActivation?: ActivationLike;
  /** The name of the model. */
  name?: string | null;
}

/** 'imagenet' or a path. */
export type WeightsName = 'imagenet' | (string & Record<never, never>);

/** A network whose official weights may have to be fetched: `await VGG16({ … })`, or at once with `weights: null`. */
export interface PretrainedApplication<O extends ApplicationOptions = ApplicationOptions> {
  (options: O & { weights: null }): Model;
  (options?: O & { weights?: WeightsName }): Promise<Model>;
  (options?: O): Model | Promise<Model>;
}

/** A network without official weights: built at once, unless `weights` is the path of a file. */
export interface PlainApplication<O extends ApplicationOptions = ApplicationOptions> {
  (options: O & { weights: string }): Promise<Model>;
  (options?: O & { weights?: null }): Model;
  (options?: O): Model | Promise<Model>;
}

const DEFAULTS = {
  includeTop: true,
  weights: 'imagenet' as string | null,
  inputTensor: null as KerasTensor | null,
  inputShape: null as SymbolicShape | null,
  pooling: null as 'avg' | 'max' | null,
  classes: 1000,
  classifierActivation: 'softmax' as ActivationLike,
  name: null as string | null,
};

/** The arguments of a call, defaults filled in; `E` are the network's own. */
export type Settings<E extends object = object> = typeof DEFAULTS & E;

/** What a network's file says about it. */
export interface Plan<E extends object = object> {
  /** As it is called: 'VGG16'. */
  readonly who: string;
  /** The model's name, in Keras's spelling. */
  readonly name: string | ((settings: Settings<E>, shape: SymbolicShape) => string);
  /** Side of the pictures it was made for. */
  readonly size: number | ((settings: Settings<E>) => number);
  /** Smallest side that leaves something at the end. */
  readonly least: number;
  /** Channels it was made for. Default 3. */
  readonly channels?: number;
  /** Options beyond Keras's common ones, with their defaults; or other defaults of the common ones. */
  readonly options?: E & Partial<typeof DEFAULTS>;
  /** Without the top it takes its own size, not any, unless told. */
  readonly ownSize?: boolean;
  /** Its classifier takes pictures of any size. */
  readonly anySize?: boolean;
  /** Checks of its own options. */
  readonly check?: (settings: Settings<E>, shape: SymbolicShape) => void;
  /** Everything up to the last maps. With branches that end elsewhere: a list, the last maps first. */
  readonly body: (x: KerasTensor, settings: Settings<E>) => KerasTensor | KerasTensor[];
  /** The classifier; takes what `body` gave. */
  readonly classify: (
    x: KerasTensor,
    settings: Settings<E>,
    branches: readonly KerasTensor[],
  ) => KerasTensor | KerasTensor[];
  /** Names of the pooling layers in place of a top; numbered ones when left out. */
  readonly poolNames?: { readonly avg: string; readonly max: string };
  /** What stands behind the pooling when there is no top. */
  readonly end?: (x: KerasTensor, settings: Settings<E>) => KerasTensor;
  /** The official file for these settings; left out: there is none. */
  readonly official?: (settings: Settings<E>, shape: SymbolicShape) => OfficialWeights;
}

/** A network with official weights, as a function. */
export function pretrained<E extends object, O extends ApplicationOptions = ApplicationOptions>(
  plan: Plan<E> & Required<Pick<Plan<E>, 'official'>>,
): PretrainedApplication<O> {
  return builder(plan) as PretrainedApplication<O>;
}

/** A network without official weights, as a function; they start fresh unless a path is given. */
export function plain<E extends object, O extends ApplicationOptions = ApplicationOptions>(
  plan: Plan<E>,
): PlainApplication<O> {
  return builder({ ...plan, options: { weights: null, ...plan.options } as E }) as PlainApplication<O>;
}

function builder<E extends object>(plan: Plan<E>): (...args: readonly unknown[]) => unknown {
  const build = (...args: readonly unknown[]): unknown => {
    const defaults = { ...DEFAULTS, ...plan.options } as Settings<E>;
    const settings = readArguments(plan.who, args, defaults);
    const { weights } = settings;
    checkWeights(plan, settings);
    const shape = pictureShape(plan, settings);
    plan.check?.(settings, shape);
    if (weights === null) return construct(plan, settings, shape);
    return modelPromise(plan.who, async () => {
      const official = weights === 'imagenet' ? plan.official!(settings, shape) : null;
      const model = construct(plan, settings, shape);
      await loadPretrained(model, { who: plan.who, weights, official });
      return model;
    });
  };
  return Object.defineProperty(build, 'name', { value: plan.who });
}

function construct<E extends object>(plan: Plan<E>, settings: Settings<E>, shape: SymbolicShape): Model {
  const input = settings.inputTensor ?? layers.Input({ shape });
  const given = plan.body(input, settings);
  const [maps, ...branches] = given instanceof KerasTensor ? [given] : (given as [KerasTensor, ...KerasTensor[]]);
  const name = settings.name ?? (typeof plan.name === 'string' ? plan.name : plan.name(settings, shape));
  const inputs = settings.inputTensor ? sources(settings.inputTensor) : input;
  if (settings.includeTop) return Model(inputs, plan.classify(maps, settings, branches) as KerasTensor, { name });
  const pooled = pool(maps, settings.pooling, plan.poolNames);
  return Model(inputs, plan.end?.(pooled, settings) ?? pooled, { name });
}

/** Each channel as one number, when asked for. */
function pool(x: KerasTensor, pooling: 'avg' | 'max' | null, names: Plan['poolNames']): KerasTensor {
  if (pooling === 'avg') return layers.GlobalAveragePooling2D({ name: names?.avg })(x);
  return pooling === 'max' ? layers.GlobalMaxPooling2D({ name: names?.max })(x) : x;
}

/** A file beside the others that Keras publishes. */
export function kerasFile(folder: string, file: string, hash: string | null): OfficialWeights {
  return { file, url: `https://storage.googleapis.com/tensorflow/keras-applications/${folder}/${file}`, hash };
}

/** The usual name of such a file, and the hash for these settings. `hashes`: with top, without. */
export function usualFile(
  folder: string,
  name: string,
  { includeTop }: Settings,
  hashes: readonly [string, string],
): OfficialWeights {
  const file = `${name}_weights_tf_dim_ordering_tf_kernels${includeTop ? '' : '_notop'}.h5`;
  return kerasFile(folder, file, hashes[includeTop ? 0 : 1]);
}

/** One score for each class. */
export function scores(x: KerasTensor, { classes, classifierActivation }: Settings): KerasTensor {
  return layers.Dense(classes, { activation: classifierActivation, name: 'predictions' })(x);
}

/** The usual end of a network: the mean of each channel, then one score for each class. */
export function averageAndClassify(x: KerasTensor, settings: Settings): KerasTensor {
  return scores(layers.GlobalAveragePooling2D({ name: 'avg_pool' })(x), settings);
}

/** The Input tensors that a tensor was computed from. */
function sources(tensor: KerasTensor): KerasTensor | KerasTensor[] {
  const found = new Set<KerasTensor>();
  const seen = new Set<KerasTensor>();
  const visit = (x: KerasTensor): void => {
    if (seen.has(x)) return;
    seen.add(x);
    const from = x.source ? inputsOf(x.source.call) : [];
    if (from.length === 0) found.add(x);
    for (const before of from) visit(before);
  };
  visit(tensor);
  const list = [...found];
  return list.length === 1 ? list[0]! : list;
}

// ------------------------------------------------------------------ checks

/** What can be wrong before a size is known. */
function checkWeights<E extends object>(plan: Plan<E>, settings: Settings<E>): void {
  const { who } = plan;
  const { weights, includeTop, classes, classifierActivation, pooling, inputTensor } = settings;
  if (
    weights !== null &&
    weights !== 'imagenet' &&
    !(typeof weights === 'string' && /\.(h5|hdf5|keras)$/.test(weights))
  ) {
    throw new ValueError({
      who,
      rule: "weights must be null (fresh ones), 'imagenet' or the path of a .h5, .weights.h5 or .keras file",
      received: `weights ${describe(weights)}`,
      hint: typeof weights === 'string' && nearest(weights, ['imagenet']) ? "Did you mean 'imagenet'?" : undefined,
    });
  }
  if (weights === 'imagenet' && !plan.official) {
    throw new ValueError({
      who,
      rule: 'there are no official weights of this network',
      received: "weights 'imagenet'",
      hint: 'Give the path of a file, { weights: path }, or null for fresh weights.',
    });
  }
  if (!(Number.isInteger(classes) && classes > 0)) {
    throw new ValueError({
      who,
      rule: 'classes must be a whole number above 0',
      received: `classes ${describe(classes)}`,
    });
  }
  if (pooling !== null && pooling !== 'avg' && pooling !== 'max') {
    throw new ValueError({
      who,
      rule: "pooling must be null, 'avg' or 'max'",
      received: `pooling ${describe(pooling)}`,
    });
  }
  if (inputTensor !== null && !(inputTensor instanceof KerasTensor)) {
    throw new ValueError({
      who,
      rule: 'inputTensor must be a symbolic tensor',
      received: describe(inputTensor),
      hint: 'It comes from keras.Input or a layer called on one.',
    });
  }
  if (weights === 'imagenet' && includeTop && classes !== 1000) {
    throw new ValueError({
      who,
      rule: "with weights 'imagenet' and the top, classes must be 1000",
      received: `classes ${classes}`,
      hint: 'Leave the top out ({ includeTop: false }) and put your own Dense behind.',
    });
  }
  const last = activations.get(classifierActivation, who);
  if (weights === 'imagenet' && includeTop && last !== softmax && last !== activations.get(null, who)) {
    throw new ValueError({
      who,
      rule: "with weights 'imagenet' and the top, classifierActivation must be 'softmax' or null",
      received: `classifierActivation ${describe(classifierActivation)}`,
    });
  }
}

/** Refuses an option of a network that is none of its words. */
export function checkWord(who: string, name: string, value: unknown, words: readonly unknown[]): void {
  if (words.includes(value)) return;
  throw new ValueError({
    who,
    rule: `${name} must be one of ${words.map(describe).join(', ')}`,
    received: `${name} ${describe(value)}`,
  });
}

/** The shape of one picture, by Keras's rules. */
function pictureShape<E extends object>(plan: Plan<E>, settings: Settings<E>): SymbolicShape {
  const { who, least, channels = 3 } = plan;
  const { inputShape, weights, includeTop, inputTensor } = settings;
  const side = typeof plan.size === 'number' ? plan.size : plan.size(settings);
  if (inputShape !== null && !(Array.isArray(inputShape) && inputShape.length === 3 && inputShape.every(isSide))) {
    throw new ValueError({
      who,
      rule: 'inputShape must be [height, width, channels]',
      received: describe(inputShape),
      hint: 'For colour pictures of 224 x 224 it is [224, 224, 3].',
    });
  }
  const usual = [side, side, channels];
  if (inputShape && weights === 'imagenet' && inputShape[2] !== channels) {
    throw new ValueError({
      who,
      rule: `with weights 'imagenet' the pictures must have ${channels} channels`,
      received: `inputShape ${shapeText(inputShape as number[])}`,
      hint: 'Grey pictures become colour pictures by np.repeat(x, 3, { axis: -1 }).',
    });
  }
  const fixed = includeTop && !plan.anySize;
  if (inputShape && weights === 'imagenet' && fixed && usual.some((n, i) => n !== inputShape[i])) {
    throw new ValueError({
      who,
      rule: `with weights 'imagenet' and the top, inputShape must be ${shapeText(usual)}`,
      received: `inputShape ${shapeText(inputShape as number[])}`,
      hint: 'Resize the pictures, or leave the top out ({ includeTop: false }).',
    });
  }
  const sides = inputTensor ? inputTensor.shape.slice(1, 3) : (inputShape ?? []).slice(0, 2);
  if (sides.some((n) => n !== null && n < least)) {
    throw new ValueError({
      who,
      rule: `pictures must be at least ${least} x ${least}`,
      received: inputTensor
        ? `an inputTensor of shape ${shapeText(inputTensor.shape)}`
        : `inputShape ${shapeText(inputShape as number[])}`,
      hint: 'Resize them (image.resize), or choose a network for smaller ones.',
    });
  }
  if (inputTensor && inputShape && inputTensor.shape.slice(1).some((n, i) => n !== inputShape[i])) {
    throw new ValueError({
      who,
      rule: 'inputTensor and inputShape must agree',
      received: `${shapeText(inputTensor.shape)} and ${shapeText(inputShape as number[])}`,
      hint: 'One of them is enough.',
    });
  }
  const odd = inputShape?.[2];
  if (typeof odd === 'number' && odd !== 1 && odd !== 3) {
    print(
      `${say({
        en: `Note: ${who} is usually given pictures of 1 or 3 channels; these have ${odd}.`,
        ko: `참고: ${who}에는 보통 채널이 1개나 3개인 그림을 줍니다. 지금은 ${odd}개입니다.`,
      })}\n`,
    );
  }
  if (!inputShape) return fixed || plan.ownSize ? usual : [null, null, channels];
  if (fixed && inputShape.includes(null)) {
    throw new ValueError({
      who,
      rule: 'with the top, inputShape must say height, width and channels',
      received: `inputShape ${shapeText(inputShape as number[])}`,
    });
  }
  return inputShape;
}

const isSide = (n: unknown): boolean => n === null || (Number.isInteger(n) && (n as number) > 0);
