/**
 * @file Weights in and out of HDF5 trees: Keras 3's layout (`layers/conv2d/vars/0`, numbered by class in layer order, and
 * `optimizer/vars/0`) and the legacy one (`layer_names`, `weight_names`, by order or by name).
 */
import { warnOfTrap } from '../../display/index.ts';
import { shapeText, ValueError, type Translated } from '../../errors/index.ts';
import { classToSnake } from '../common/names.ts';
import type { Layer } from '../core/layer.ts';
import { isStatistic } from '../core/layer.ts';
import type { Weight } from '../core/weight.ts';
import type { Optimizer } from '../optimizers/index.ts';
import type { H5Dataset, H5Group } from './h5.ts';
import { H5Group as Group } from './h5.ts';
import { isModel, type SavableModel } from './serialize.ts';

export interface LoadWeightsOptions {
  /** Match layers by name instead of by order (legacy .h5 only). Default false. */
  byName?: boolean;
  /** Leave out weights that do not fit instead of refusing the file. Default false. */
  skipMismatch?: boolean;
}

/** What is known of a load beside the user's options. */
export interface LoadFacts {
  /** The call that messages name. Default 'loadWeights'. */
  readonly who?: string;
  /** The file that messages name, where the user did not write it. */
  readonly path?: string | undefined;
  /** The file's last layers may be more than the model has: the classifier of a network that is built without it. */
  readonly dropTail?: boolean;
}

const datasetOf = (data: ArrayLike<number>, shape: readonly number[]): H5Dataset => ({
  shape,
  // A copy: the file is written later, when the weights may have moved on.
  data: data instanceof Float32Array ? data.slice() : Float32Array.from(data),
  dtype: 'float32',
});

// ------------------------------------------------------- Keras 3's layout

interface Stored {
  readonly path: string;
  readonly name: string;
  readonly layer: Layer;
  readonly weights: readonly Weight[];
}

/** The weights a layer keeps itself: those that can be trained first. */
function ownWeights(layer: Layer): Weight[] {
  const own = layer.allOwnWeights;
  return [...own.filter((w) => !isStatistic(w)), ...own.filter((w) => isStatistic(w))];
}

/** Every layer with its path in a Keras 3 file; a shared layer once. */
function walk(layer: Layer, path: string, seen: Set<Layer>): Stored[] {
  if (seen.has(layer)) return [];
  seen.add(layer);
  const found: Stored[] = [{ path, name: layer.name, layer, weights: ownWeights(layer) }];
  const join = (part: string) => (path === '' ? part : `${path}/${part}`);
  if (isModel(layer)) {
    const counts = new Map<string, number>();
    const layers =
      layer.className === 'Sequential' ? layer.layers.filter((l) => l.className !== 'InputLayer') : layer.layers;
    for (const inner of layers) {
      const base = classToSnake(isModel(inner) && inner.className !== 'Sequential' ? 'Functional' : inner.className);
      const n = counts.get(base) ?? 0;
      counts.set(base, n + 1);
      found.push(...walk(inner, join(`layers/${n === 0 ? base : `${base}_${n}`}`), seen));
    }
    return found;
  }
  // layers that are fields of a layer of one's own: by field name
  const fields = Object.entries(layer).filter(([, value]) => layer.sublayers.includes(value as Layer));
  for (const [field, value] of fields.sort(([a], [b]) => (a < b ? -1 : 1)))
    found.push(...walk(value as Layer, join(field), seen));
  const inLists = layer.sublayers.filter((inner) => !fields.some(([, value]) => value === inner));
  inLists.forEach((inner, i) => found.push(...walk(inner, join(`sublayers/${i}`), seen)));
  return found;
}

/** The tree of a Keras 3 weights file. */
export function weightsTree(model: SavableModel, optimizer: Optimizer | null): H5Group {
  const root = new Group();
  for (const { path, name, weights } of walk(model, '', new Set())) {
    const vars = root.make(path === '' ? 'vars' : `${path}/vars`);
    vars.attrs.set('name', name);
    weights.forEach((weight, i) => vars.datasets.set(String(i), datasetOf(weight.variable.data, weight.shape)));
  }
  if (optimizer?.built) {
    const vars = root.make('optimizer/vars');
    vars.attrs.set('name', optimizer.name);
    optimizer.variables.forEach((variable, i) => {
      const dataset = datasetOf(variable.data, variable.shape);
      vars.datasets.set(String(i), variable === optimizer.iterations ? { ...dataset, dtype: 'int64' } : dataset);
    });
  }
  return root;
}

/** Puts the weights of a Keras 3 tree into a model. */
export function loadWeightsTree(
  model: SavableModel,
  root: H5Group,
  { skipMismatch = false, ...facts }: LoadWeightsOptions & LoadFacts = {},
): void {
  const byName = new Map<string, H5Group>();
  index(root, byName);
  const loads = new Loads(facts);
  for (const { path, layer, weights } of walk(model, '', new Set())) {
    if (weights.length === 0) continue;
    const vars = root.find(path === '' ? 'vars' : `${path}/vars`) ?? byName.get(layer.name);
    const saved = vars ? numbered(vars) : [];
    loads.add(layer.name, weights, saved);
  }
  loads.finish(skipMismatch);
}

function index(group: H5Group, names: Map<string, H5Group>): void {
  for (const [key, child] of group.groups) {
    const name = child.attrs.get('name');
    if (key === 'vars' && typeof name === 'string') names.set(name, child);
    index(child, names);
  }
}

function numbered(vars: H5Group): H5Dataset[] {
  return [...vars.datasets.entries()].sort(([a], [b]) => Number(a) - Number(b)).map(([, dataset]) => dataset);
}

/** Loads of single layers: first all are judged, then (if the file is accepted) all are done. */
class Loads {
  readonly problems: Translated[] = [];
  readonly copies: (() => void)[] = [];
  readonly #facts: LoadFacts;

  constructor(facts: LoadFacts) {
    this.#facts = facts;
  }

  /** Whether no layer was judged. */
  get isEmpty(): boolean {
    return this.problems.length === 0 && this.copies.length === 0;
  }

  /** Judges one layer. */
  add(name: string, weights: readonly Weight[], saved: readonly H5Dataset[]): void {
    if (weights.length !== saved.length) {
      this.problems.push({
        en: `layer '${name}' has ${weights.length} weights, the file has ${saved.length} for it`,
        ko: `층 '${name}'의 가중치는 ${weights.length}개인데 파일에는 ${saved.length}개입니다`,
      });
      return;
    }
    const wrong = weights.findIndex((weight, i) => {
      const { shape, data } = saved[i]!;
      return shapeText(shape) !== shapeText(weight.shape) || data.length !== weight.variable.size;
    });
    if (wrong >= 0) {
      const [mine, theirs] = [shapeText(weights[wrong]!.shape), shapeText(saved[wrong]!.shape)];
      this.problems.push({
        en: `weight '${weights[wrong]!.path}' has shape ${mine}, the file has ${theirs}`,
        ko: `가중치 '${weights[wrong]!.path}'의 모양은 ${mine}인데 파일에는 ${theirs}입니다`,
      });
      return;
    }
    this.copies.push(() => {
      for (const [i, weight] of weights.entries()) {
        weight.variable.take(saved[i]!.data);
        weight.writes++;
      }
    });
  }

  /** Copies everything that fits; refuses the file when something does not and nothing may be skipped. */
  finish(skipMismatch: boolean): void {
    report(this.problems, skipMismatch, this.#facts);
    for (const copy of this.copies) copy();
  }
}

function report(
  problems: readonly Translated[],
  skipMismatch: boolean,
  { who = 'loadWeights', path }: LoadFacts,
): void {
  if (problems.length === 0) return;
  if (skipMismatch) {
    // One notice: of several from one line only the first is shown.
    const list = (language: 'en' | 'ko'): string => problems.map((problem) => problem[language]).join('; ');
    warnOfTrap('weights skipped', { en: `skipped, ${list('en')}.`, ko: `건너뛰었습니다. ${list('ko')}.` });
    return;
  }
  const shown = problems.slice(0, 3);
  const more = problems.length - shown.length;
  const place = path === undefined ? '' : `'${path}': `;
  const skips = who === 'loadWeights';
  throw new ValueError({
    who,
    rule: { en: 'the file does not fit this model', ko: '파일이 이 모델과 맞지 않습니다' },
    received: {
      en: `${place}${shown.map(({ en }) => en).join('; ')}${more > 0 ? ` and ${more} more` : ''}`,
      ko: `${place}${shown.map(({ ko }) => ko).join('; ')}${more > 0 ? `, 그 밖에 ${more}개` : ''}`,
    },
    hint: {
      en: `Is it the same architecture, with the same number of classes?${skips ? ' skipMismatch: true loads what fits.' : ''}`,
      ko: `구조와 클래스의 수가 같은가요?${skips ? ' skipMismatch: true를 주면 맞는 것만 불러옵니다.' : ''}`,
    },
  });
}

/** Puts the optimizer's state back; a state of another size is left out with a warning, as in Keras. */
export function loadOptimizer(model: SavableModel, optimizer: Optimizer, saved: readonly H5Dataset[]): void {
  if (saved.length === 0) return;
  optimizer.build(model.trainableWeights.map((weight) => weight.variable));
  const variables = optimizer.variables;
  const fits = saved.length === variables.length && variables.every((v, i) => saved[i]!.data.length === v.size);
  if (!fits) {
    warnOfTrap('optimizer skipped', {
      en: `Skipping variable loading for optimizer '${optimizer.name}', because it has ${variables.length} variables whereas the saved optimizer has ${saved.length} variables.`,
      ko: `옵티마이저 '${optimizer.name}'의 변수는 ${variables.length}개인데 저장된 것은 ${saved.length}개여서 불러오지 않습니다.`,
    });
    return;
  }
  variables.forEach((variable, i) => variable.write(saved[i]!.data));
}

/** The optimizer's part of a Keras 3 tree. */
export function savedOptimizer(root: H5Group): H5Dataset[] {
  const vars = root.find('optimizer/vars');
  return vars ? numbered(vars) : [];
}

// ------------------------------------------------------------ legacy layout

/** Weights in the order of legacy files: trainable ones of the whole layer first. */
const legacyOrder = (layer: Layer): Weight[] => [...layer.trainableWeights, ...layer.nonTrainableWeights];

/** Writes the legacy weights of a model into a group. */
export function putLegacyWeights(group: H5Group, model: SavableModel, kerasVersion: string): void {
  group.putStrings(
    'layer_names',
    model.layers.map((layer) => layer.name),
  );
  group.attrs.set('backend', 'tensorflow');
  group.attrs.set('keras_version', kerasVersion);
  for (const layer of model.layers) {
    const own = group.make(layer.name);
    const used = new Map<string, number>();
    const names = legacyOrder(layer).map((weight) => {
      const n = used.get(weight.path) ?? 0;
      used.set(weight.path, n + 1);
      return n === 0 ? weight.path : `${weight.path}_${n}`;
    });
    own.putStrings('weight_names', names);
    legacyOrder(layer).forEach((weight, i) => own.put(names[i]!, datasetOf(weight.variable.data, weight.shape)));
  }
  const top = group.make('top_level_model_weights');
  top.putStrings('weight_names', []);
}

/** Whether a tree is a legacy weights group. */
export function isLegacy(group: H5Group): boolean {
  return group.strings('layer_names') !== undefined;
}

function legacyLayers(group: H5Group): { name: string; saved: H5Dataset[] }[] {
  return group.strings('layer_names')!.map((name) => {
    const own = group.groups.get(name);
    const weightNames = own?.strings('weight_names') ?? [];
    return { name, saved: weightNames.map((weightName) => own!.dataset(weightName)!).filter(Boolean) };
  });
}

/** Puts legacy weights into a model: layers with weights in order, or by name. */
export function loadLegacyWeights(
  model: SavableModel,
  group: H5Group,
  options: LoadWeightsOptions & LoadFacts = {},
): void {
  const { byName = false, skipMismatch = false, who = 'loadWeights', path, dropTail = false } = options;
  const saved = legacyLayers(group);
  const loads = new Loads(options);
  const put = (layer: Layer, values: readonly H5Dataset[]) => loads.add(layer.name, legacyOrder(layer), values);
  if (byName) {
    for (const { name, saved: values } of saved) {
      for (const layer of model.layers)
        if (layer.name === name && (values.length > 0 || layer.weights.length > 0)) put(layer, values);
    }
    // Keras says nothing here, and the model would stay as it was.
    if (loads.isEmpty) warnNoNames(model, saved);
  } else {
    const layers = model.layers.filter((layer) => layer.weights.length > 0);
    const inFile = saved.filter((entry) => entry.saved.length > 0);
    const files = dropTail ? inFile.slice(0, layers.length) : inFile;
    if (files.length !== layers.length) {
      throw new ValueError({
        who,
        rule: {
          en: `the model has ${layers.length} layers with weights`,
          ko: `모델에는 가중치가 있는 층이 ${layers.length}개 있습니다`,
        },
        received: {
          en: `a file with ${files.length}${path === undefined ? '' : `, '${path}'`}`,
          ko: `${files.length}개인 파일${path === undefined ? '' : ` '${path}'`}`,
        },
        hint:
          who === 'loadWeights'
            ? {
                en: 'Load the layers that both have with byName: true.',
                ko: 'byName: true로 두 쪽에 다 있는 층만 불러오세요',
              }
            : {
                en: 'Is it the same architecture, with or without its classifier (includeTop)?',
                ko: '같은 구조인가요? 분류기가 있거나 없는 것(includeTop)도 같은가요?',
              },
      });
    }
    layers.forEach((layer, i) => put(layer, files[i]!.saved));
  }
  loads.finish(skipMismatch);
}

function warnNoNames(model: SavableModel, saved: readonly { name: string; saved: readonly H5Dataset[] }[]): void {
  const list = (names: readonly string[]): string => names.slice(0, 4).join(', ') + (names.length > 4 ? ', …' : '');
  const mine = model.layers.filter((layer) => layer.weights.length > 0).map((layer) => layer.name);
  const theirs = saved.filter((entry) => entry.saved.length > 0).map((entry) => entry.name);
  warnOfTrap('nothing loaded', {
    en: `nothing was loaded, no layer of the file has the name of one here (file: ${list(theirs)}; model: ${list(mine)}).`,
    ko: `파일과 모델에 이름이 같은 층이 없어 아무것도 불러오지 않았습니다(파일: ${list(theirs)}, 모델: ${list(mine)}).`,
  });
}

/** Writes the optimizer's state the legacy way. */
export function putLegacyOptimizer(root: H5Group, optimizer: Optimizer): void {
  const group = root.make('optimizer_weights');
  group.putStrings(
    'weight_names',
    optimizer.variables.map((variable) => variable.name),
  );
  for (const variable of optimizer.variables) {
    const dataset = datasetOf(variable.data, variable.shape);
    group.put(variable.name, variable === optimizer.iterations ? { ...dataset, dtype: 'int64' } : dataset);
  }
}

/** The optimizer's state of a legacy file, in the file's order. */
export function legacyOptimizer(root: H5Group): H5Dataset[] {
  const group = root.groups.get('optimizer_weights');
  const names = group?.strings('weight_names') ?? [];
  return names.flatMap((name) => group!.dataset(name) ?? []);
}
