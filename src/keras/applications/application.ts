/**
 * @file What all ready-made networks share: Keras's arguments, the input, the pooling in place of a top,
 * the model and its weights. A network's own file says its blocks (`body`), its classifier (`classify`) and its facts.
 */
import type { ActivationLike } from '../activations/index.ts';
import { readArguments } from '../common/arguments.ts';
import { KerasTensor, type SymbolicShape } from '../core/keras-tensor.ts';
import { inputsOf } from '../core/topology.ts';
import * as layers from '../layers/index.ts';
import { Model } from '../model/index.ts';
import { checkWeights, pictureShape } from './checks.ts';
import { modelPromise } from './model-promise.ts';
import { loadPretrained, type OfficialWeights } from './weights/index.ts';

/** What every network of `keras.applications` takes. */
export interface ApplicationOptions {
  /**
   * With the classifier at the end. Default true.
   * @ko 끝의 분류기까지 만듭니다. 기본값 true.
   */
  includeTop?: boolean;
  /**
   * null: fresh weights, and the model is there at once. 'imagenet': the official ones, fetched once. Else the path of a
   * `.h5`, `.weights.h5` or `.keras` file. Default 'imagenet' where there are official weights, else null.
   * @ko null은 새 가중치, 'imagenet'은 공식 가중치(한 번만 받습니다), 또는 가중치 파일의 경로입니다. 공식 가중치가 있으면 기본값은 'imagenet'입니다.
   */
  weights?: WeightsName | null;
  /**
   * A symbolic tensor to build upon, instead of a new Input.
   * @ko 새 입력 대신 그 위에 쌓을 텐서입니다.
   */
  inputTensor?: KerasTensor | null;
  /**
   * Shape of one picture, [height, width, channels]. Default: the network's own size; any size without the top.
   * @ko 그림 하나의 모양 [높이, 너비, 채널]입니다. 기본값은 그 네트워크의 크기입니다.
   */
  inputShape?: SymbolicShape | null;
  /**
   * Without the top: 'avg' or 'max' over each channel of the last maps; null (default) gives the maps.
   * @ko 분류기가 없을 때 채널마다 'avg' 또는 'max'로 줄입니다. null(기본값)은 특성 맵을 그대로 줍니다.
   */
  pooling?: 'avg' | 'max' | null;
  /**
   * Default 1000, the classes of ImageNet.
   * @ko 클래스의 수입니다. 기본값 1000(ImageNet).
   */
  classes?: number;
  /**
   * Of the last layer; null gives the scores before softmax. Default 'softmax'.
   * @ko 마지막 층의 활성화 함수입니다. null이면 소프트맥스 앞의 점수입니다. 기본값 'softmax'.
   */
  classifierActivation?: ActivationLike;
  /**
   * The name of the model.
   * @ko 모델의 이름입니다.
   */
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
  /** Without the top it takes its own size, not any, unless inputShape is given. */
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
