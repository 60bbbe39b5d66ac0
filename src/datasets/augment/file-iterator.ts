/** @file Batches of pictures read from files; folders and tables only differ in where names and labels come from. */
import { fromTyped, type NDArray } from '../../array/index.ts';
import { flag, integer, Rule, word, type Filled } from '../../arguments/index.ts';
import { FormatError, KernelabError, say } from '../../errors/index.ts';
import type { ImageDataGenerator } from './image-data-generator.ts';
import { spareThreads } from './threads.ts';
import { BatchIterator, counted, type Batch, type DrawnBatch } from './iterator.ts';
import type { ColorMode, Interpolation, LoadOptions } from './load.ts';
import { checkPictures } from './probe.ts';
import { savePictures, saveRules, type SaveOptions } from './save.ts';
import type { TransformParameters } from './transform.ts';

/** Endings that count as pictures; Keras's list. */
export const pictureEndings: readonly string[] = ['png', 'jpg', 'jpeg', 'bmp', 'ppm', 'tif', 'tiff'];

/** What folders and tables have in common. */
export interface FileOptions extends SaveOptions {
  /** (height, width), default (256, 256). */
  targetSize?: readonly [number, number];
  colorMode?: ColorMode;
  batchSize?: number;
  shuffle?: boolean;
  seed?: number;
  subset?: 'training' | 'validation';
  interpolation?: Interpolation;
  keepAspectRatio?: boolean;
  /** What to do about a file that is not a picture: fail (default) or leave it out and say so once. */
  brokenFiles?: 'fail' | 'skip';
}

/** The files of an iterator and how to make labels of a batch's indices. */
export interface FileSet {
  /** What Keras calls the iterator. */
  kind: 'DirectoryIterator' | 'DataFrameIterator';
  paths: string[];
  filenames: string[];
  /** Labels of these samples, or undefined when there are none; `pictures` is the batch (class mode `input`). */
  labels: (indices: readonly number[], pictures: NDArray) => NDArray | NDArray[] | undefined;
  weights?: Float32Array | undefined;
  /** Class of every sample, when there are classes. */
  classes?: Int32Array | undefined;
  classIndices?: Record<string, number> | undefined;
}

interface Draw {
  transform: TransformParameters;
  save: number | undefined;
}

/** Batches of the form `B`; made by `flowFromDirectory` and `flowFromDataframe`. */
export class FileIterator<B extends Batch = Batch> extends BatchIterator<Draw, B> {
  /** Number of pictures. */
  readonly samples: number;
  /** Names relative to the folder. */
  readonly filenames: readonly string[];
  readonly filepaths: readonly string[];
  /** Class of every picture. */
  readonly classes: Int32Array | undefined;
  /** Class name → number. */
  readonly classIndices: Record<string, number> | undefined;
  readonly numClasses: number;
  /** Shape of one picture. */
  readonly imageShape: readonly number[];
  private readonly generator: ImageDataGenerator;
  private readonly files: FileSet;
  private readonly options: FilledFileOptions;
  private readonly load: LoadOptions;

  constructor(generator: ImageDataGenerator, files: FileSet, options: FilledFileOptions, load: LoadOptions) {
    super(files.paths.length, {
      batchSize: options.batchSize,
      shuffle: options.shuffle,
      seed: options.seed,
      random: generator.random,
    });
    this.load = load;
    this.samples = files.paths.length;
    this.filenames = files.filenames;
    this.filepaths = files.paths;
    this.classes = files.classes;
    this.classIndices = files.classIndices;
    this.numClasses = Object.keys(files.classIndices ?? {}).length;
    const channels = { rgb: 3, rgba: 4, grayscale: 1 }[this.load.colorMode];
    const size = this.load.targetSize;
    this.imageShape = generator.settings.dataFormat === 'channels_last' ? [...size, channels] : [channels, ...size];
    this.generator = generator;
    this.files = files;
    this.options = options;
  }

  protected get title(): string {
    const classes = this.files.classIndices && `, ${counted(this.numClasses, 'class', 'classes')}`;
    return `${this.files.kind}: ${counted(this.n, 'image', 'images')}${classes ?? ''}`;
  }

  protected draw(indices: Int32Array): Draw[] {
    const draws = Array.from(indices, (): Draw => ({
      transform: this.generator.getRandomTransform(this.imageShape),
      save: undefined,
    }));
    if (this.options.saveToDir) for (const draw of draws) draw.save = this.random.below(10_000_000);
    return draws;
  }

  protected async make({ indices, draws }: DrawnBatch<Draw>): Promise<B> {
    const chosen = [...indices];
    const sources = chosen.map((i) => ({ path: this.files.paths[i]!, load: this.load }));
    const batch = await this.generator.process(
      sources,
      draws.map((draw) => draw.transform),
    );
    if (this.options.saveToDir)
      await savePictures(batch, chosen, draws, this.options, this.generator.settings.dataFormat);
    const labels = this.files.labels(chosen, batch);
    const parts = labels === undefined ? [batch] : [batch, labels];
    const { weights } = this.files;
    if (labels !== undefined && weights !== undefined) {
      const ofBatch = Float32Array.from(chosen, (i) => weights[i]!);
      parts.push(fromTyped(ofBatch, [chosen.length]));
    }
    return parts as unknown as B;
  }
}

/** What each of the common options takes. */
export const fileRules = {
  ...saveRules,
  targetSize: new Rule<readonly [number, number]>(
    { en: '[height, width] in pixels', ko: '픽셀 수 [높이, 너비]' },
    (value) => Array.isArray(value) && value.length === 2 && value.every((n) => Number.isInteger(n) && n > 0),
  ).or([256, 256]),
  colorMode: word('rgb', 'rgba', 'grayscale').or('rgb'),
  batchSize: integer({ from: 1 }).or(32),
  shuffle: flag().or(true),
  seed: integer(),
  subset: word('training', 'validation'),
  interpolation: word('nearest', 'bilinear', 'bicubic', 'hamming', 'box', 'lanczos').or('nearest'),
  keepAspectRatio: flag().or(false),
  brokenFiles: word('fail', 'skip').or('fail'),
};

/** The common options with their defaults. */
export type FilledFileOptions = Filled<FileOptions, typeof fileRules>;

/** What loading a file needs of the options. */
export function loadOptions(options: FilledFileOptions, kerasCompat: boolean): LoadOptions {
  const { targetSize, colorMode, interpolation, keepAspectRatio } = options;
  return { targetSize: [targetSize[0], targetSize[1]], colorMode, interpolation, keepAspectRatio, kerasCompat };
}

/** The part of `count` samples that a subset takes: validation is the first part. */
export function subsetRange(count: number, split: number, subset: FileOptions['subset']): [number, number] {
  if (subset === undefined) return [0, count];
  const at = Math.trunc(split * count);
  return subset === 'validation' ? [0, at] : [at, count];
}

/** The notice for a subset in which none of the `count` pictures is. */
export function emptySubset(what: string, count: number, split: number): string {
  return say({
    en: `${what}: the subset is empty; the generator's validationSplit is ${split}, of ${count} pictures. ImageDataGenerator({ validationSplit: 0.2 }) keeps a fifth for validation.`,
    ko: `${what}: subset이 비어 있습니다. 그림은 ${count}장이고 생성기의 validationSplit은 ${split}입니다. ImageDataGenerator({ validationSplit: 0.2 })는 5분의 1을 검증용으로 둡니다.`,
  });
}

/** So many pictures take a few seconds to check, and the student should know what is going on. */
const manyFiles = 2000;

/** Reads every file once (on spare threads) and leaves out, or refuses in one message, those that are not pictures. */
export async function withoutBroken<T extends { path: string }>(
  files: readonly T[],
  what: 'fail' | 'skip',
  who: string,
): Promise<T[]> {
  if (files.length >= manyFiles)
    console.log(say({ en: `Checking ${files.length} images …`, ko: `그림 ${files.length}장을 확인합니다 …` }));
  const paths = files.map(({ path }) => path);
  const verdicts = await (spareThreads()?.check(paths) ?? checkPictures(paths));
  const broken = files.map((file, i) => ({ file, error: verdicts[i] })).filter(({ error }) => error !== undefined);
  if (broken.length === 0) return [...files];
  const named = broken.slice(0, 20).map(({ file, error }) => `${file.path} (${whatIsWrong(error!)})`);
  const more = broken.length - named.length;
  if (more > 0) named.push(say({ en: `and ${more} more`, ko: `그 밖에 ${more}개` }));
  const names = named.join('; ');
  if (what === 'skip') {
    console.warn(
      say({
        en: `${who}: left out ${broken.length} of ${files.length} files that are no pictures: ${names}`,
        ko: `${who}: 그림이 아닌 파일을 ${files.length}개 가운데 ${broken.length}개 뺐습니다: ${names}`,
      }),
    );
    return files.filter((_, i) => verdicts[i] === undefined);
  }
  throw new FormatError({
    who,
    rule: {
      en: `${broken.length} of ${files.length} files are no pictures`,
      ko: `파일 ${files.length}개 가운데 ${broken.length}개가 그림이 아닙니다`,
    },
    received: names,
    hint: { en: "brokenFiles: 'skip' leaves them out.", ko: "brokenFiles: 'skip'을 주면 빼고 진행합니다." },
  });
}

/** What the file is, as far as its bytes tell, and the rule that it breaks. */
function whatIsWrong(error: Error): string {
  if (!(error instanceof KernelabError)) return error.message;
  return error.received === undefined ? error.rule : `${error.received}: ${error.rule}`;
}
