/**
 * @file `model.save`, `model.saveWeights` and `model.loadWeights`: what is written or read follows from the ending,
 * `.keras`, `.weights.h5` or `.h5`. Files are written whole or not at all.
 */
import { optionNames } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { exists, withFileSource, writeFile } from '../../platform/index.ts';
import { known } from '../common/arguments.ts';
import { isZip, readArchive, writeArchive } from './archive.ts';
import { H5Group, readH5, writeH5 } from './h5.ts';
import { reading } from './reading.ts';
import { compileConfig, type JsonObject, type SavableModel, serializeModel } from './serialize.ts';
import {
  isLegacy,
  loadLegacyWeights,
  loadOptimizer,
  type LoadFacts,
  type LoadWeightsOptions,
  loadWeightsTree,
  putLegacyOptimizer,
  putLegacyWeights,
  savedOptimizer,
  weightsTree,
} from './weights.ts';
import { KERAS_VERSION } from '../version.ts';

export interface SaveWeightsOptions {
  /**
   * Replace a file of that name. Default true.
   * @ko 같은 이름의 파일이 있으면 바꿉니다. 기본값 true.
   */
  overwrite?: boolean;
}

export interface SaveOptions extends SaveWeightsOptions {
  /**
   * Save the optimizer's state too. Default true.
   * @ko 옵티마이저의 상태도 저장합니다. 기본값 true.
   */
  includeOptimizer?: boolean;
}

const SAVE = optionNames<SaveOptions>()('overwrite includeOptimizer');
const SAVE_WEIGHTS = optionNames<SaveWeightsOptions>()('overwrite');
const LOAD_WEIGHTS = optionNames<LoadWeightsOptions>()('byName skipMismatch');

function refuseExisting(who: string, path: string, overwrite: boolean): void {
  if (!overwrite && exists(path)) {
    throw new ValueError({
      who,
      rule: { en: 'the file is already there', ko: '파일이 이미 있습니다' },
      received: `'${path}'`,
      hint: { en: 'Pass overwrite: true.', ko: 'overwrite: true를 주세요' },
    });
  }
}

/** A whole model as the bytes of a `.keras` file. */
export async function modelToKeras(model: SavableModel, options: SaveOptions = {}): Promise<Uint8Array> {
  const { includeOptimizer = true } = known('modelToKeras', options, SAVE);
  const pieces = await kerasPieces(model, includeOptimizer);
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The same in pieces, so that weights need not be there once more. */
async function kerasPieces(model: SavableModel, includeOptimizer: boolean): Promise<Uint8Array[]> {
  const config = serializeModel(model);
  const compile = compileConfig(model);
  if (compile) config['compile_config'] = compile;
  const now = new Date().toISOString();
  const metadata = { keras_version: KERAS_VERSION, date_saved: `${now.slice(0, 10)}@${now.slice(11, 19)}` };
  const weights = await writeH5(weightsTree(model, includeOptimizer ? (model.optimizer ?? null) : null));
  return writeArchive({ config, metadata, weights });
}

/** A config in the older spelling of `.h5` files: no module and registered_name around layers. */
function legacyConfig(config: JsonObject): JsonObject {
  const inner = config['config'] as JsonObject;
  const layers = (inner['layers'] as JsonObject[] | undefined)?.map((layer) => {
    const { module: _m, registered_name: _r, build_config: _b, compile_config: _c, ...rest } = layer;
    return Array.isArray((rest['config'] as JsonObject | undefined)?.['layers'])
      ? { ...rest, ...legacyConfig(rest) }
      : rest;
  });
  return { class_name: config['class_name']!, config: layers ? { ...inner, layers: layers as never } : inner };
}

/** A whole model as the bytes of a legacy `.h5` file. */
export async function modelToH5(model: SavableModel, options: SaveOptions = {}): Promise<Uint8Array> {
  const { includeOptimizer = true } = known('modelToH5', options, SAVE);
  const root = new H5Group();
  root.attrs.set('keras_version', KERAS_VERSION);
  root.attrs.set('backend', 'tensorflow');
  root.attrs.set('model_config', JSON.stringify(legacyConfig(serializeModel(model))));
  const compile = compileConfig(model);
  if (compile) {
    const { optimizer, ...rest } = compile;
    const { class_name, config } = optimizer as JsonObject;
    root.attrs.set('training_config', JSON.stringify({ ...rest, optimizer_config: { class_name, config } }));
  }
  putLegacyWeights(root.make('model_weights'), model, KERAS_VERSION);
  if (includeOptimizer && model.optimizer?.built) putLegacyOptimizer(root, model.optimizer);
  return writeH5(root);
}

/** Saves a whole model: architecture, weights, settings of compile, state of the optimizer. A missing folder is refused. */
export async function saveModel(model: SavableModel, path: string, options: SaveOptions = {}): Promise<void> {
  const { overwrite = true, includeOptimizer = true } = known('save', options, SAVE);
  if (!/\.(keras|h5|hdf5)$/.test(path) || path.endsWith('.weights.h5')) {
    throw new ValueError({
      who: 'save',
      rule: {
        en: 'the name must end in .keras (or .h5 for the older format)',
        ko: '이름은 .keras로 끝나야 합니다(예전 형식은 .h5)',
      },
      received: `'${path}'`,
      hint: path.endsWith('.weights.h5')
        ? { en: 'Weights alone are saved with saveWeights.', ko: '가중치만 저장하려면 saveWeights를 쓰세요' }
        : undefined,
    });
  }
  refuseExisting('save', path, overwrite);
  const content = path.endsWith('.keras') ? kerasPieces(model, includeOptimizer) : modelToH5(model, options);
  writeFile(path, await content, 'save');
}

/** Saves weights and, when compiled, the state of the optimizer. `.weights.h5` is Keras 3's form, `.h5` the older one. A missing folder is refused. */
export async function saveWeights(model: SavableModel, path: string, options: SaveWeightsOptions = {}): Promise<void> {
  const { overwrite = true } = known('saveWeights', options, SAVE_WEIGHTS);
  if (!path.endsWith('.h5')) {
    throw new ValueError({
      who: 'saveWeights',
      rule: {
        en: 'the name must end in .weights.h5 (or .h5 for the older format)',
        ko: '이름은 .weights.h5로 끝나야 합니다(예전 형식은 .h5)',
      },
      received: `'${path}'`,
    });
  }
  refuseExisting('saveWeights', path, overwrite);
  let root: H5Group;
  if (path.endsWith('.weights.h5')) {
    root = weightsTree(model, model.optimizer ?? null);
  } else {
    root = new H5Group();
    putLegacyWeights(root, model, KERAS_VERSION);
  }
  writeFile(path, await writeH5(root), 'saveWeights');
}

/** Puts the weights of a tree (either layout) into a model. */
export function loadTree(
  model: SavableModel,
  root: H5Group,
  path: string,
  options: LoadWeightsOptions & LoadFacts = {},
): void {
  const legacy = isLegacy(root) ? root : root.groups.get('model_weights');
  if (legacy && isLegacy(legacy)) {
    loadLegacyWeights(model, legacy, options);
    return;
  }
  if (options.byName) {
    throw new ValueError({
      who: 'loadWeights',
      rule: { en: 'byName works with the older .h5 files only', ko: 'byName은 예전의 .h5 파일에만 쓸 수 있습니다' },
      received: `'${path}'`,
      hint: {
        en: 'Files of Keras 3 are matched by the order of layers; skipMismatch: true loads what fits.',
        ko: 'Keras 3의 파일은 층의 순서로 맞춥니다. skipMismatch: true를 주면 맞는 것만 불러옵니다',
      },
    });
  }
  loadWeightsTree(model, root, options);
  if (model.optimizer) loadOptimizer(model, model.optimizer, savedOptimizer(root));
}

/** Reads weights from `.weights.h5`, `.keras` or legacy `.h5` (with `byName` by layer names). */
export async function loadWeights(model: SavableModel, path: string, options: LoadWeightsOptions = {}): Promise<void> {
  known('loadWeights', options, LOAD_WEIGHTS);
  if (model.weights.length === 0 && !model.built) {
    throw new ValueError({
      who: 'loadWeights',
      rule: {
        en: 'the model has no weights yet, because it has not seen an input shape',
        ko: '입력의 모양을 아직 몰라서 모델에 가중치가 없습니다',
      },
      hint: {
        en: 'Give the first layer an inputShape, or call build(inputShape).',
        ko: '첫 층에 inputShape를 주거나 build(inputShape)를 호출하세요',
      },
    });
  }
  const tree = await treeOf(path, 'loadWeights');
  reading(`'${path}'`, () => loadTree(model, tree, path, options), 'loadWeights');
}

/** The same for a call of another name, whose messages also name the file. */
export async function loadWeightsFile(
  model: SavableModel,
  path: string,
  who: string,
  facts: Pick<LoadFacts, 'dropTail'> = {},
): Promise<void> {
  const tree = await treeOf(path, who);
  reading(`'${path}'`, () => loadTree(model, tree, path, { ...facts, who, path }), who);
}

/** What a file of weights or a whole model holds. */
async function treeOf(path: string, who: string): Promise<H5Group> {
  return withFileSource(path, who, async (source) =>
    readH5(isZip(source) ? (await readArchive(source, path, who)).weights : source, path, who),
  );
}
