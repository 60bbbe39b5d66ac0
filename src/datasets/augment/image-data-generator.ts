/**
 * @file `ImageDataGenerator`: random transforms and standardisation of pictures, from arrays, folders or tables, with
 * Keras's arguments, draws and arithmetic. Rescaling alone: `ImageDataGenerator({ rescale: 1 / 255 })`.
 */
import {
  checkOptions,
  flag,
  integer,
  isPlainObject,
  optionsOf,
  readOptions,
  refuseSurplus,
} from '../../arguments/index.ts';
import { elementsToKeep, fromTyped, np, type NDArray } from '../../array/index.ts';
import { displaySymbol, type MimeBundle } from '../../display/index.ts';
import { ShapeError, shapeText, say } from '../../errors/index.ts';
import { applyTransform, standardizePixels, type Statistics } from './apply.ts';
import { ArrayIterator, type FlowOptions } from './array-iterator.ts';
import { flowFromDataframe, type DataframeOptions, type Table } from './dataframe.ts';
import { flowFromDirectory, type BatchOf, type ClassMode, type DirectoryOptions } from './directory.ts';
import type { FileIterator } from './file-iterator.ts';
import type { Labelled, Unlabelled } from './iterator.ts';
import { resolveOptions, type ImageDataGeneratorOptions, type Settings } from './options.ts';
import { processPictures, type Source } from './process.ts';
import { globalStream, type LegacyStream } from './random.ts';
import { drawTransform, identity, type TransformParameters } from './transform.ts';
import { channelAxis, toChannelsFirst, toChannelsLast, warnOfChannels } from './layout.ts';
import type { Picture } from './warp.ts';

export interface FitOptions {
  /** Learn from random transforms of the pictures instead of the pictures themselves. Default false. */
  augment?: boolean;
  /** With `augment`: transforms per picture. Default 1. */
  rounds?: number;
  /** Seeds the draws. */
  seed?: number;
}

const fitOptions = optionsOf<FitOptions>()({
  augment: flag().or(false),
  rounds: integer({ from: 1 }).or(1),
  seed: integer(),
});

const seedOption = optionsOf<{ seed?: number | undefined }>()({ seed: integer() });

const transformNames = new Set(Object.keys(identity));

class Generator {
  readonly settings: Settings;
  readonly statistics: Statistics = {};
  /** The stream that the draws come from. */
  readonly random: LegacyStream = globalStream;
  private readonly warned = new Set<string>();
  private readonly given: ImageDataGeneratorOptions;

  constructor(options: ImageDataGeneratorOptions | undefined) {
    this.settings = resolveOptions(options, (text) => console.warn(text));
    this.given = { ...options };
  }

  /** Batches from an array (n, h, w, c), with labels `y`; `x` may be `[pictures, extras]`. Options as in Keras. */
  flow(x: NDArray, options?: FlowOptions): ArrayIterator<Unlabelled>;
  flow(x: NDArray, y: NDArray | readonly number[], options?: FlowOptions): ArrayIterator<Labelled>;
  flow(
    x: NDArray | readonly [NDArray, NDArray | NDArray[]],
    y?: NDArray | readonly number[] | FlowOptions,
    options?: FlowOptions,
  ): ArrayIterator;
  flow(
    x: NDArray | readonly [NDArray, NDArray | NDArray[]],
    y?: NDArray | readonly number[] | FlowOptions,
    options?: FlowOptions,
  ): ArrayIterator {
    const labelled = isArray(y) || Array.isArray(y);
    refuseSurplus('ImageDataGenerator.flow', arguments, labelled || y === undefined ? 3 : 2);
    if (labelled) return new ArrayIterator(this, x, np.asarray(y), options);
    return new ArrayIterator(this, x, undefined, options ?? (y as FlowOptions | undefined));
  }

  /** Batches from a folder that has one sub-folder of pictures per class. */
  flowFromDirectory<M extends ClassMode = 'categorical'>(
    directory: string,
    options?: DirectoryOptions & { classMode?: M },
  ): Promise<FileIterator<BatchOf<M>>> {
    refuseSurplus('ImageDataGenerator.flowFromDirectory', arguments, 2);
    return flowFromDirectory(this, directory, options);
  }

  /** Batches from a table with a column of file names: records, columns, or the path of a CSV file. */
  flowFromDataframe<M extends DataframeOptions['classMode'] = 'categorical'>(
    dataframe: Table,
    options?: DataframeOptions & { classMode?: M },
  ): Promise<FileIterator<BatchOf<M>>> {
    refuseSurplus('ImageDataGenerator.flowFromDataframe', arguments, 2);
    return flowFromDataframe(this, dataframe, options);
  }

  /** The numbers of a random transform for a picture of this shape (h, w, c). */
  getRandomTransform(shape: readonly number[], seed?: number): TransformParameters {
    if (arguments.length > 1) withSeed('getRandomTransform', arguments);
    if (seed !== undefined) this.random.seed(seed);
    const [rows, columns] =
      this.settings.dataFormat === 'channels_last' ? [shape[0]!, shape[1]!] : [shape[1]!, shape[2]!];
    return drawTransform(this.settings, rows, columns, this.random);
  }

  /** Applies a transform to one picture (h, w, c) and returns a new one of the same shape and dtype. */
  applyTransform(x: NDArray, transform: Partial<TransformParameters>): NDArray {
    refuseSurplus('ImageDataGenerator.applyTransform', arguments, 2);
    checkOptions('ImageDataGenerator.applyTransform', transform, transformNames);
    const out = applyTransform(this.toPicture(x), { ...identity, ...transform }, this.settings);
    return this.fromPicture(out, x.dtype);
  }

  /** A random transform of one picture (h, w, c). */
  randomTransform(x: NDArray, seed?: number): NDArray {
    if (arguments.length > 1) withSeed('randomTransform', arguments);
    return this.applyTransform(x, this.getRandomTransform(x.shape, seed));
  }

  /**
   * Preprocesses, rescales and normalises one picture (h, w, c) or each of a batch (n, h, w, c); returns a new array
   * (Keras changes its argument, and takes the sample statistics of a batch over all its pictures).
   */
  standardize(x: NDArray): NDArray {
    if (arguments.length > 1) refuseSurplus('ImageDataGenerator.standardize', arguments, 1);
    if (x.ndim === 4) return np.stack(Array.from({ length: x.shape[0]! }, (_, i) => this.standardize(x.at(i))));
    this.warnWithoutStatistics();
    const prepared = this.settings.preprocessingFunction?.(x) ?? x;
    const picture = this.toPicture(prepared, true);
    standardizePixels(picture, this.settings, this.statistics);
    return this.fromPicture(picture, this.settings.dtype);
  }

  /**
   * Learns mean, deviation and whitening from pictures (n, h, w, c), which `featurewiseCenter`,
   * `featurewiseStdNormalization` and `zcaWhitening` need. `rescale` counts, `preprocessingFunction` does not.
   */
  fit(x: NDArray, options?: FitOptions): void {
    refuseSurplus('ImageDataGenerator.fit', arguments, 2);
    const { augment, rounds, seed } = readOptions('ImageDataGenerator.fit', options, fitOptions);
    if (x.ndim !== 4) {
      throw new ShapeError({
        who: 'ImageDataGenerator.fit',
        rule: { en: 'pictures are an array of rank 4, (n, h, w, c)', ko: '그림은 축이 4개인 배열 (n, h, w, c)입니다' },
        received: shapeText(x.shape),
      });
    }
    const { settings: s, statistics } = this;
    warnOfChannels('ImageDataGenerator.fit', x, s.dataFormat);
    if (seed !== undefined) this.random.seed(seed);
    let pictures = (x.dtype === s.dtype ? x : x.astype(s.dtype)).copy();
    if (s.rescale) pictures = pictures.mul(s.rescale).astype(s.dtype);
    if (augment) {
      const passes: NDArray[] = [];
      for (let r = 0; r < rounds; r++)
        for (let i = 0; i < x.shape[0]!; i++) passes.push(this.randomTransform(pictures.at(i)));
      pictures = np.stack(passes);
    }
    const channels = channelAxis(s.dataFormat);
    const others = [0, 1, 2, 3].filter((axis) => axis !== channels);
    const mean = pictures.mean(others, { keepdims: true });
    if (s.featurewiseCenter) {
      statistics.mean = Float64Array.from(mean.toTyped());
      pictures = pictures.sub(mean);
    }
    if (s.featurewiseStdNormalization) {
      const std = pictures.std(others, { keepdims: true });
      statistics.std = Float64Array.from(std.toTyped());
      pictures = pictures.div(std.add(1e-6));
    }
    if (s.zcaWhitening) statistics.whitening = whiteningMatrix(pictures, s.zcaEpsilon);
  }

  /** Transforms and standardises pictures, on spare threads where that is possible, into one batch. */
  async process(sources: Source[], transforms: TransformParameters[]): Promise<NDArray> {
    this.warnWithoutStatistics();
    return processPictures(sources, transforms, this.settings, this.statistics);
  }

  /** The arguments it was made with, in one line. */
  toString(): string {
    const given = Object.entries(this.given).filter(([, value]) => value !== undefined);
    const text = (value: unknown): string => (typeof value === 'function' ? '(a function)' : JSON.stringify(value));
    if (given.length === 0) return 'ImageDataGenerator: changes nothing';
    return `ImageDataGenerator: ${given.map(([name, value]) => `${name} ${text(value)}`).join(', ')}`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  [displaySymbol](): MimeBundle {
    return { 'text/plain': this.toString() };
  }

  private warnWithoutStatistics(): void {
    const { settings: s, statistics } = this;
    const missing = [
      ['featurewiseCenter', s.featurewiseCenter && !statistics.mean],
      ['featurewiseStdNormalization', s.featurewiseStdNormalization && !statistics.std],
      ['zcaWhitening', s.zcaWhitening && !statistics.whitening],
    ] as const;
    for (const [name, without] of missing) {
      if (!without || this.warned.has(name)) continue;
      this.warned.add(name);
      console.warn(
        say({
          en: `ImageDataGenerator: ${name} has no statistics yet and does nothing. Call fit(x) first.`,
          ko: `ImageDataGenerator: ${name}에 쓸 통계가 아직 없어 아무 일도 하지 않습니다. 먼저 fit(x)를 호출하세요.`,
        }),
      );
    }
  }

  private toPicture(x: NDArray, copy = false): Picture {
    if (x.ndim !== 3) {
      throw new ShapeError({
        who: 'ImageDataGenerator',
        rule: { en: 'one picture is (h, w, c)', ko: '그림 한 장은 (h, w, c)입니다' },
        received: shapeText(x.shape),
      });
    }
    const channelsLast = this.settings.dataFormat === 'channels_last' ? x : toChannelsLast(x);
    const [h, w, c] = channelsLast.shape as [number, number, number];
    const isFloat = channelsLast.dtype === 'float32' || channelsLast.dtype === 'float64';
    const floats = isFloat ? channelsLast : channelsLast.astype('float64');
    const flat = elementsToKeep(floats);
    return { data: (copy ? flat.slice() : flat) as Float32Array, h, w, c };
  }

  private fromPicture({ data, h, w, c }: Picture, dtype: NDArray['dtype']): NDArray {
    const out = fromTyped(data, [h, w, c]);
    const shaped = this.settings.dataFormat === 'channels_last' ? out : toChannelsFirst(out);
    if (dtype === 'float32' || dtype === 'float64') return shaped.astype(dtype);
    // Whole-number pictures round half up, as SciPy writes them.
    return np.floor(shaped.add(0.5)).astype(dtype);
  }
}

export type ImageDataGenerator = Generator;

interface ImageDataGeneratorConstructor {
  new (options?: ImageDataGeneratorOptions): ImageDataGenerator;
  (options?: ImageDataGeneratorOptions): ImageDataGenerator;
}

/**
 * Makes a generator, with or without `new`. See `ImageDataGeneratorOptions` for the arguments.
 * @ko 그림을 조금씩 바꾸어 배치로 내주는 데이터 증강 도구입니다.
 */
export const ImageDataGenerator = function (options?: ImageDataGeneratorOptions): ImageDataGenerator {
  refuseSurplus('ImageDataGenerator', arguments, 1);
  return new Generator(options);
} as unknown as ImageDataGeneratorConstructor;

/** The second argument of some calls is a seed, which must not be mistaken for options. */
function withSeed(call: string, args: ArrayLike<unknown>): void {
  const who = `ImageDataGenerator.${call}`;
  refuseSurplus(who, args, isPlainObject(args[1]) ? 1 : 2);
  readOptions(who, { seed: args[1] as number | undefined }, seedOption);
}

function isArray(value: unknown): value is NDArray {
  return typeof value === 'object' && value !== null && 'shape' in value && 'dtype' in value;
}

/** U · diag(√n / (S + ε)) · Uᵀ of the flattened, centred pictures (ZCA). */
function whiteningMatrix(pictures: NDArray, epsilon: number): Float32Array {
  const n = pictures.shape[0]!;
  const flat = pictures.reshape(n, -1).astype('float64');
  const { u, s } = np.linalg.svd(flat.T, { fullMatrices: false });
  const scaled = u.mul(np.divide(Math.sqrt(n), s.add(epsilon)));
  return Float32Array.from(np.matmul(scaled, u.T).toTyped());
}
