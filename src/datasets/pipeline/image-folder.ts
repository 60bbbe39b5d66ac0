/**
 * @file `imageDatasetFromDirectory`: a folder of pictures as a dataset of batches, one sub-folder per class, with Keras's rules
 * for order, labels and splits. Pictures are read when they are asked for, on spare threads.
 */
import {
  anything,
  choice,
  describe,
  flag,
  integer,
  list,
  number,
  optionsOf,
  readOptions,
  refuseSurplus,
  Rule,
  text,
  word,
  type Filled,
} from '../../arguments/index.ts';
import { fromTyped, np, type NDArray } from '../../array/index.ts';
import { FileError, ValueError, say } from '../../errors/index.ts';
import { paths as path, picturesBelow, subfolders } from '../augment/folders.ts';
import { Dataset } from './dataset.ts';
import { withPictures, type PictureForm } from './picture-files.ts';
import { slices } from './stages.ts';

export interface ImageDatasetOptions {
  /** `'inferred'` (default): from the sub-folders; null: none; or a label for each file in the order of the paths. */
  labels?: 'inferred' | readonly number[] | null;
  /** `'int'` (default): int32 (n,); `'categorical'`: float32 (n, classes); `'binary'`: float32 (n, 1); null: no labels. */
  labelMode?: 'int' | 'categorical' | 'binary' | null;
  /** The sub-folders in the order of their labels. Default: all that are not hidden, sorted by name. */
  classNames?: readonly string[] | null;
  /**
   * 1, 3 or 4 channels. Default 'rgb'.
   * @ko 채널 수를 정합니다: 'grayscale' 1, 'rgb' 3, 'rgba' 4. 기본값 'rgb'.
   */
  colorMode?: 'rgb' | 'rgba' | 'grayscale';
  /**
   * Pictures per batch; null: single ones. Default 32.
   * @ko 한 배치의 그림 수입니다. null이면 한 장씩 내줍니다. 기본값 32.
   */
  batchSize?: number | null;
  /**
   * Height and width that pictures are resized to. Default [256, 256].
   * @ko 그림의 크기 [높이, 너비]입니다. 기본값 [256, 256].
   */
  imageSize?: readonly [number, number] | number;
  /** A random order, and a new one in every pass. Default true; false: by name. */
  shuffle?: boolean;
  /** Fixes the order; needed to split. Default: drawn from `np.random`. */
  seed?: number | null;
  /** The share of pictures for validation, taken from the end of the (mixed) list. */
  validationSplit?: number | null;
  /** Which part: `'training'`, `'validation'`, or `'both'` as a list. */
  subset?: 'training' | 'validation' | 'both' | null;
  /** How pictures are resized. Default 'bilinear'. */
  interpolation?: PictureForm['interpolation'];
  /** Also go into folders that are links. Default false. */
  followLinks?: boolean;
  /** Cut the middle out instead of stretching. Default false. */
  cropToAspectRatio?: boolean;
  /** Put black around instead of stretching. Default false. */
  padToAspectRatio?: boolean;
  /** Where the channels are. Default 'channels_last'. */
  dataFormat?: 'channels_last' | 'channels_first' | null;
  /** Say how many pictures and classes were found. Default true. */
  verbose?: boolean;
}

const side = (n: unknown): boolean => Number.isInteger(n) && (n as number) > 0;

const imageDatasetOptions = optionsOf<ImageDatasetOptions>()({
  labels: anything<'inferred' | readonly number[] | null>({
    en: "'inferred', null, or a list of whole numbers",
    ko: "'inferred', null 또는 정수의 리스트",
  }).or('inferred'),
  labelMode: choice('int', 'categorical', 'binary', null).known('classMode', 'class_mode').or('int'),
  classNames: list(text()).orNull().known('classes').or(null),
  colorMode: word('rgb', 'rgba', 'grayscale').or('rgb'),
  batchSize: integer({ from: 1 }).orNull().or(32),
  imageSize: new Rule<readonly [number, number] | number>(
    { en: '[height, width] in pixels', ko: '픽셀 수 [높이, 너비]' },
    (value) => side(value) || (Array.isArray(value) && value.length === 2 && value.every(side)),
  )
    .known('targetSize', 'target_size')
    .or([256, 256]),
  shuffle: flag().or(true),
  seed: integer({ from: 0 }).orNull().or(null),
  validationSplit: number({ above: 0, below: 1 }).orNull().or(null),
  subset: choice('training', 'validation', 'both', null).or(null),
  interpolation: word('bilinear', 'nearest', 'bicubic', 'area', 'lanczos3', 'lanczos5', 'gaussian', 'mitchellcubic').or(
    'bilinear',
  ),
  followLinks: flag().or(false),
  cropToAspectRatio: flag().or(false),
  padToAspectRatio: flag().or(false),
  dataFormat: choice('channels_last', 'channels_first', null).or(null),
  verbose: flag().or(true),
});

type Options = Filled<ImageDatasetOptions, (typeof imageDatasetOptions)['rules']>;

const who = 'imageDatasetFromDirectory';
/** Endings that Keras takes here. */
const ENDINGS = ['bmp', 'gif', 'jpeg', 'jpg', 'png'];

/** Files with their labels. */
interface Listed {
  readonly files: readonly string[];
  readonly labels: Int32Array | undefined;
}

/** A dataset of pictures from files, which are named. */
export interface ImageDataset<T> extends Dataset<T> {
  /** The files, in the order before shuffling. */
  readonly filePaths: readonly string[];
}

type WithoutLabels = { labelMode: null } | { labels: null };

/**
 * Batches `[pictures, labels]` from a folder with one sub-folder per class: float32 (n, height, width, channels) from 0 to 255.
 * `classNames` and `filePaths` of the result say what was found.
 * @ko 클래스마다 하위 폴더가 있는 폴더에서 그림을 배치로 읽는 데이터셋을 만듭니다.
 * @throws FileError when a folder is missing or holds no picture; FormatError that names a file that is no picture, when it is read
 * @example const train = keras.utils.imageDatasetFromDirectory('pets', { imageSize: [180, 180], validationSplit: 0.2, subset: 'training', seed: 1 });
 */
export function imageDatasetFromDirectory(
  directory: string,
  options: ImageDatasetOptions & WithoutLabels & { subset: 'both' },
): [train: ImageDataset<NDArray>, validation: ImageDataset<NDArray>];
export function imageDatasetFromDirectory(
  directory: string,
  options: ImageDatasetOptions & { subset: 'both' },
): [train: ImageDataset<[NDArray, NDArray]>, validation: ImageDataset<[NDArray, NDArray]>];
export function imageDatasetFromDirectory(
  directory: string,
  options: ImageDatasetOptions & WithoutLabels,
): ImageDataset<NDArray>;
export function imageDatasetFromDirectory(
  directory: string,
  options?: ImageDatasetOptions,
): ImageDataset<[NDArray, NDArray]>;
export function imageDatasetFromDirectory(directory: string, given?: ImageDatasetOptions): unknown {
  refuseSurplus(who, arguments, 2);
  const options = readOptions(who, given, imageDatasetOptions);
  checkTogether(options);
  const { labelMode, subset, validationSplit } = options;
  const labels = labelMode === null ? null : options.labels;
  const seed = options.seed ?? np.random.randint(1e6);
  const { listed, names } = listPictures(directory, labels, options);
  if (labelMode === 'binary' && names?.length !== 2) {
    throw new ValueError({
      who,
      rule: {
        en: "labelMode 'binary' needs exactly 2 classes",
        ko: "labelMode 'binary'에는 클래스가 정확히 2개 필요합니다",
      },
      received: names?.join(', ') ?? { en: 'none', ko: '없음' },
    });
  }
  const mixed = options.shuffle ? inOrder(listed, permutation(listed.files.length, seed)) : listed;
  const make = (part: 'training' | 'validation' | null, shuffle: boolean): Dataset =>
    datasetOf(partOf(mixed, part, validationSplit, directory, options.verbose), names, options, shuffle ? seed : null);
  if (subset === 'both') return [make('training', options.shuffle), make('validation', false)];
  return make(subset, options.shuffle);
}

function checkTogether(options: Options): void {
  const { labels, classNames, validationSplit, subset, shuffle, seed, cropToAspectRatio, padToAspectRatio } = options;
  const refuse = (rule: { en: string; ko: string }, hint?: { en: string; ko: string }): never => {
    throw new ValueError({ who, rule, ...(hint ? { hint } : {}) });
  };
  if (
    labels !== 'inferred' &&
    labels !== null &&
    !(Array.isArray(labels) && labels.every((n) => Number.isInteger(n)))
  ) {
    throw new ValueError({
      who,
      rule: {
        en: "labels must be 'inferred', null, or a list of whole numbers, one per file",
        ko: "labels는 'inferred', null, 또는 파일마다 정수 하나씩인 리스트여야 합니다",
      },
      received: describe(labels),
    });
  }
  if (classNames !== null && labels !== 'inferred')
    refuse({ en: "classNames goes with labels: 'inferred'", ko: "classNames는 labels: 'inferred'일 때만 씁니다" });
  if (validationSplit !== null && subset === null)
    refuse(
      { en: 'validationSplit needs subset', ko: 'validationSplit에는 subset이 필요합니다' },
      {
        en: "Add subset: 'training', 'validation' or 'both'",
        ko: "subset: 'training', 'validation', 'both' 가운데 하나를 주세요",
      },
    );
  if (validationSplit === null && subset !== null)
    refuse(
      { en: 'subset needs validationSplit', ko: 'subset에는 validationSplit이 필요합니다' },
      { en: 'Add validationSplit: 0.2', ko: 'validationSplit: 0.2를 주세요' },
    );
  if (validationSplit !== null && subset !== 'both' && shuffle && seed === null)
    refuse(
      {
        en: 'a split of a mixed list needs a seed: else both parts may hold the same pictures',
        ko: '섞은 목록을 나누려면 seed가 필요합니다. 없으면 두 부분에 같은 그림이 들어갈 수 있습니다',
      },
      {
        en: "Give both calls the same seed: 1, or take subset: 'both'",
        ko: "두 호출에 같은 seed: 1을 주거나 subset: 'both'를 쓰세요",
      },
    );
  if (cropToAspectRatio && padToAspectRatio)
    refuse({
      en: 'cropToAspectRatio and padToAspectRatio exclude each other',
      ko: 'cropToAspectRatio와 padToAspectRatio는 함께 쓸 수 없습니다',
    });
}

/** All pictures in Keras's order, with labels and the names of the classes. */
function listPictures(
  directory: string,
  labels: Options['labels'],
  { classNames, followLinks, verbose }: Options,
): { listed: Listed; names: readonly string[] | undefined } {
  if (labels === 'inferred') {
    const folders = subfolders(directory, who).filter((name) => !name.startsWith('.'));
    const chosen = classNames?.map((name) => folderOf(name, folders, directory)) ?? folders;
    const parts = chosen.map((folder) => filesBelow(path.join(directory, folder), followLinks));
    const files = parts.flat();
    tell(files.length, chosen.length, verbose);
    const of = parts.flatMap((part, label) => part.map(() => label));
    // macOS writes the syllables of a name as separate letters; nobody types them so.
    return { listed: { files, labels: Int32Array.from(of) }, names: chosen.map((name) => name.normalize('NFC')) };
  }
  const files = filesBelow(directory, followLinks);
  if (labels === null) {
    tell(files.length, undefined, verbose);
    return { listed: { files, labels: undefined }, names: undefined };
  }
  if (labels.length !== files.length) {
    throw new ValueError({
      who,
      rule: { en: 'labels must have one for each file', ko: 'labels는 파일마다 하나씩이어야 합니다' },
      received: {
        en: `${labels.length} labels, ${files.length} files in '${directory}'`,
        ko: `레이블 ${labels.length}개, '${directory}'의 파일 ${files.length}개`,
      },
    });
  }
  const names = [...new Set(labels)].sort((a, b) => a - b).map(String);
  tell(files.length, names.length, verbose);
  return { listed: { files, labels: Int32Array.from(labels) }, names };
}

/** The sub-folder of a class name, however its syllables are written. */
function folderOf(name: string, folders: readonly string[], directory: string): string {
  const found = folders.find((folder) => folder.normalize('NFC') === name.normalize('NFC'));
  if (found !== undefined) return found;
  throw new ValueError({
    who,
    rule: {
      en: 'classNames must be sub-folders of the folder',
      ko: 'classNames는 폴더 안에 있는 하위 폴더의 이름이어야 합니다',
    },
    received: `'${name}'`,
    hint: {
      en: `'${directory}' has ${folders.join(', ') || 'none'}`,
      ko: `'${directory}'의 하위 폴더: ${folders.join(', ') || '없음'}`,
    },
  });
}

/** The pictures below a folder, by folder and then by name. */
function filesBelow(folder: string, followLinks: boolean): string[] {
  return picturesBelow(folder, ENDINGS, followLinks, who).map((name) => path.join(folder, '..', name));
}

function tell(files: number, classes: number | undefined, verbose: boolean): void {
  if (!verbose) return;
  console.log(
    classes === undefined
      ? say({ en: `Found ${files} files.`, ko: `파일 ${files}개를 찾았습니다.` })
      : say({
          en: `Found ${files} files belonging to ${classes} classes.`,
          ko: `파일 ${files}개를 찾았습니다(클래스 ${classes}개).`,
        }),
  );
}

/** NumPy's legacy shuffle of 0..n-1, as Keras mixes the files. */
function permutation(n: number, seed: number): ArrayLike<number> {
  const order = np.arange(n);
  new np.random.RandomState(seed).shuffle(order);
  return order.toTyped();
}

function inOrder({ files, labels }: Listed, order: ArrayLike<number>): Listed {
  const places = Array.from(order);
  return { files: places.map((i) => files[i]!), labels: labels && Int32Array.from(places, (i) => labels[i]!) };
}

function partOf(
  { files, labels }: Listed,
  part: 'training' | 'validation' | null,
  split: number | null,
  directory: string,
  verbose: boolean,
): Listed {
  const held = Math.trunc((split ?? 0) * files.length);
  const at = files.length - held;
  const [from, to] = part === null ? [0, files.length] : part === 'training' ? [0, at] : [at, files.length];
  if (part !== null && verbose) {
    console.log(
      part === 'training'
        ? say({ en: `Using ${at} files for training.`, ko: `파일 ${at}개를 학습에 씁니다.` })
        : say({ en: `Using ${held} files for validation.`, ko: `파일 ${held}개를 검증에 씁니다.` }),
    );
  }
  if (to > from) return { files: files.slice(from, to), labels: labels?.slice(from, to) };
  throw new FileError({
    who,
    rule: {
      en: `no picture ${part === null ? 'was found' : `for ${part}`}`,
      ko: part === null ? '그림을 찾지 못했습니다' : `${part} 부분에 그림이 없습니다`,
    },
    received: { en: `'${directory}' with ${files.length} pictures`, ko: `'${directory}', 그림 ${files.length}장` },
    hint: {
      en: `Pictures end in ${ENDINGS.join(', ')} and lie in one sub-folder per class; labels: null takes them from the folder itself`,
      ko: `그림 파일의 확장자는 ${ENDINGS.join(', ')}이고 클래스마다 하위 폴더에 있어야 합니다. labels: null이면 폴더에서 바로 읽습니다`,
    },
  });
}

function datasetOf(
  { files, labels }: Listed,
  names: readonly string[] | undefined,
  options: Options,
  seed: number | null,
): ImageDataset<unknown> {
  const { colorMode, batchSize, imageSize, interpolation, cropToAspectRatio, padToAspectRatio } = options;
  const form: PictureForm = {
    size: typeof imageSize === 'number' ? [imageSize, imageSize] : [imageSize[0], imageSize[1]],
    colorMode,
    interpolation,
    proportions: cropToAspectRatio ? 'crop' : padToAspectRatio ? 'pad' : 'stretch',
  };
  const encoded = labels && encode(labels, options.labelMode, names!.length);
  const source = encoded ? [files, encoded] : files;
  const listed = new Dataset(() => slices(source, files.length), {
    length: files.length,
    steps: [`${who}(${files.length})`],
    classNames: names,
  });
  const ordered = seed === null ? listed : listed.shuffle(batchSize === null ? 1024 : batchSize * 8, { seed });
  const read = new Dataset(() => withPictures(ordered, form, who), {
    length: files.length,
    steps: [`${who}, ${files.length} pictures`],
    classNames: names,
  });
  const turned =
    options.dataFormat === 'channels_first' ? read.map((...parts) => channelsFirst(parts as unknown[]) as never) : read;
  const batched = batchSize === null ? turned : turned.batch(batchSize);
  return Object.assign(batched.prefetch(1), { filePaths: files });
}

function channelsFirst([picture, ...others]: readonly unknown[]): unknown {
  const turned = np.transpose(picture as NDArray, [2, 0, 1]);
  return others.length === 0 ? turned : [turned, ...others];
}

/** Labels as `labelMode` says, one row each. */
function encode(labels: Int32Array, mode: Options['labelMode'], classes: number): NDArray {
  if (mode === 'binary') return fromTyped(Float32Array.from(labels), [labels.length, 1]);
  if (mode !== 'categorical') return fromTyped(labels, [labels.length]);
  const rows = new Float32Array(labels.length * classes);
  labels.forEach((label, i) => {
    if (label >= 0 && label < classes) rows[i * classes + label] = 1; // as tf.one_hot
  });
  return fromTyped(rows, [labels.length, classes]);
}
