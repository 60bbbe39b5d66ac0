/** @file `flow`: batches of augmented pictures from an array (n, h, w, c). */
import { anything, flag, integer, optionsOf, readOptions, word, type Filled } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import type { ImageDataGenerator } from './image-data-generator.ts';
import { BatchIterator, counted, type Batch, type DrawnBatch } from './iterator.ts';
import { warnOfChannels } from './layout.ts';
import { savePictures, saveRules, type SaveOptions } from './save.ts';
import type { TransformParameters } from './transform.ts';

export interface FlowOptions extends SaveOptions {
  batchSize?: number;
  /** A new order every epoch; default true. */
  shuffle?: boolean;
  /** One weight per sample, the third part of a batch; ignored without labels. */
  sampleWeight?: NDArray | readonly number[];
  /** Seeds the generator with seed + batches seen before every batch. */
  seed?: number;
  /** Do not ask that both parts of a validation split hold the same labels. */
  ignoreClassSplit?: boolean;
  subset?: 'training' | 'validation';
}

const flowOptions = optionsOf<FlowOptions>()({
  ...saveRules,
  batchSize: integer({ from: 1 }).or(32),
  shuffle: flag().or(true),
  sampleWeight: anything<NDArray | readonly number[]>({ en: 'an array or list of numbers', ko: '수의 배열 또는 목록' }),
  seed: integer(),
  ignoreClassSplit: flag().or(false),
  subset: word('training', 'validation'),
});

const who = 'ImageDataGenerator.flow';

interface Draw {
  transform: TransformParameters;
  save: number | undefined;
}

/** Batches from arrays, in the form `B`; made by `ImageDataGenerator.flow`. */
export class ArrayIterator<B extends Batch = Batch> extends BatchIterator<Draw, B> {
  private readonly x: NDArray;
  private readonly extras: NDArray[];
  private readonly y: NDArray | undefined;
  private readonly weights: NDArray | undefined;
  private readonly generator: ImageDataGenerator;
  private readonly options: Filled<FlowOptions, (typeof flowOptions)['rules']>;

  constructor(
    generator: ImageDataGenerator,
    x: NDArray | readonly [NDArray, NDArray | NDArray[]],
    y: NDArray | undefined,
    given: FlowOptions | undefined,
  ) {
    const options = readOptions(who, given, flowOptions);
    const [pictures, extras] = Array.isArray(x)
      ? [x[0] as NDArray, [x[1] as NDArray | NDArray[]].flat()]
      : [x as NDArray, []];
    const weights = options.sampleWeight === undefined ? undefined : np.asarray(options.sampleWeight);
    const n = pictures.shape[0] ?? 0;
    for (const [name, other] of [
      ...extras.map((a) => ['an extra array', a] as const),
      ['y', y],
      ['sampleWeight', weights],
    ] as const) {
      if (other === undefined || other.shape[0] === n) continue;
      throw new ShapeError({
        who,
        rule: { en: `x and ${name} must have the same length`, ko: `x와 ${name}은(는) 길이가 같아야 합니다` },
        received: `x ${shapeText(pictures.shape)}, ${name} ${shapeText(other.shape)}`,
      });
    }
    const { dataFormat, validationSplit, dtype } = generator.settings;
    if (pictures.ndim !== 4) {
      throw new ShapeError({
        who,
        rule: { en: 'pictures are an array of rank 4, (n, h, w, c)', ko: '그림은 축이 4개인 배열 (n, h, w, c)입니다' },
        received: `x ${shapeText(pictures.shape)}`,
        hint:
          pictures.ndim === 3
            ? {
                en: "Grey pictures need a channel axis: x.at('...', np.newaxis).",
                ko: "회색 그림에는 채널 축이 필요합니다: x.at('...', np.newaxis)",
              }
            : undefined,
      });
    }
    warnOfChannels(who, pictures, dataFormat);
    const { subset } = options;
    const cut = (a: NDArray): NDArray => takePart(a, validationSplit, subset);
    if (subset !== undefined && y !== undefined && !options.ignoreClassSplit) sameLabels(y, validationSplit);
    const part = cut(pictures);
    super(part.shape[0]!, {
      batchSize: options.batchSize,
      shuffle: options.shuffle,
      seed: options.seed,
      random: generator.random,
    });
    this.x = part.dtype === dtype ? part : part.astype(dtype);
    this.extras = extras.map(cut);
    this.y = y && cut(y);
    this.weights = weights && cut(weights);
    this.generator = generator;
    this.options = options;
  }

  protected get title(): string {
    return `NumpyArrayIterator: ${counted(this.n, 'image', 'images')} of ${shapeText(this.x.shape.slice(1))}`;
  }

  protected draw(indices: Int32Array): Draw[] {
    const shape = this.x.shape.slice(1);
    const draws = Array.from(indices, () => ({
      transform: this.generator.getRandomTransform(shape),
      save: undefined as number | undefined,
    }));
    if (this.options.saveToDir) for (const draw of draws) draw.save = this.random.below(10_000);
    return draws;
  }

  protected async make({ indices, draws }: DrawnBatch<Draw>): Promise<B> {
    const chosen = [...indices];
    const batch = await this.generator.process(
      chosen.map((i) => ({ pixels: this.x.at(i) })),
      draws.map((draw) => draw.transform),
    );
    if (this.options.saveToDir)
      await savePictures(batch, chosen, draws, this.options, this.generator.settings.dataFormat);
    const first = this.extras.length > 0 ? [batch, ...this.extras.map((a) => a.at(chosen))] : batch;
    const parts = [first];
    if (this.y !== undefined) parts.push(this.y.at(chosen));
    if (this.y !== undefined && this.weights !== undefined) parts.push(this.weights.at(chosen));
    return parts as unknown as B;
  }
}

function takePart(a: NDArray, split: number, subset: FlowOptions['subset']): NDArray {
  if (subset === undefined) return a;
  const at = Math.trunc(a.shape[0]! * split);
  return subset === 'validation' ? a.at(`:${at}`) : a.at(`${at}:`);
}

function sameLabels(y: NDArray, split: number): void {
  const at = Math.trunc(y.shape[0]! * split);
  const [first, rest] = [np.unique(y.at(`:${at}`)), np.unique(y.at(`${at}:`))];
  if (String(first.toTyped()) === String(rest.toTyped())) return;
  throw new ValueError({
    who,
    rule: {
      en: 'the training and validation parts must hold the same labels',
      ko: '훈련 부분과 검증 부분에 같은 레이블이 있어야 합니다',
    },
    received: {
      en: `validation ${String(first.toTyped())}; training ${String(rest.toTyped())}`,
      ko: `검증 ${String(first.toTyped())}, 훈련 ${String(rest.toTyped())}`,
    },
    hint:
      at === 0
        ? {
            en: 'subset needs ImageDataGenerator({ validationSplit: … }).',
            ko: 'subset에는 ImageDataGenerator({ validationSplit: … })이 필요합니다',
          }
        : {
            en: 'Arrays sorted by label must be shuffled first; ignoreClassSplit: true takes them as they are.',
            ko: '레이블 순서로 늘어놓은 배열은 먼저 섞어야 합니다. 그대로 쓰려면 ignoreClassSplit: true를 주세요',
          },
  });
}
