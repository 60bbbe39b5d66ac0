/** @file The arguments of fit, evaluate, predict and the single-batch calls, with Keras's defaults. */
import type { NDArray } from '../../array/index.ts';
import { ValueError, type Translated } from '../../errors/index.ts';
import { describe } from '../common/arguments.ts';
import type { CallbackLike } from '../callbacks/index.ts';
import type { ArraysLike, BatchSource } from './data.ts';

export type Verbose = 0 | 1 | 2 | 'auto';
export type ValidationData = readonly [x: ArraysLike, y: ArraysLike, sampleWeight?: ArraysLike] | BatchSource;

export interface FitOptions {
  /**
   * The pictures or other inputs: an array, a list of arrays for several inputs, or a generator of batches.
   * @ko 입력 데이터입니다. 배열, 입력이 여러 개면 배열의 리스트, 또는 배치를 만드는 제너레이터입니다.
   */
  x?: ArraysLike | BatchSource;
  /**
   * The right answers for `x`; a generator brings its own.
   * @ko `x`의 정답입니다. 제너레이터는 정답도 함께 줍니다.
   */
  y?: ArraysLike | null;
  /**
   * Samples per step. Default 32.
   * @ko 한 스텝에 쓰는 샘플의 수입니다. 기본값 32.
   */
  batchSize?: number | null;
  /**
   * The number of the last epoch (from 1). Default 1.
   * @ko 마지막 에포크의 번호입니다(1부터). 기본값 1.
   */
  epochs?: number;
  /**
   * 0 nothing, 1 a bar, 2 one line per epoch. Default 'auto': 1.
   * @ko 0은 아무것도 보이지 않고, 1은 진행 막대, 2는 에포크마다 한 줄입니다. 기본값 'auto'는 1입니다.
   */
  verbose?: Verbose;
  /**
   * What is called during training: `EarlyStopping`, `ModelCheckpoint` and others. Default: none.
   * @ko 학습하는 동안 부를 콜백입니다(`EarlyStopping`, `ModelCheckpoint` …). 기본값은 없음입니다.
   */
  callbacks?: CallbackLike | readonly CallbackLike[] | null;
  /**
   * Share of the samples, taken from the end, to validate on. Default 0.
   * @ko 검증에 쓸 샘플의 비율입니다. 데이터의 끝에서 떼어 냅니다. 기본값 0.
   */
  validationSplit?: number;
  /**
   * Takes precedence over validationSplit.
   * @ko 검증에 쓸 데이터 [x, y]입니다. validationSplit보다 먼저 씁니다.
   */
  validationData?: ValidationData | null;
  /**
   * A new order of samples every epoch. Default true.
   * @ko 에포크마다 샘플의 순서를 섞습니다. 기본값 true.
   */
  shuffle?: boolean;
  /**
   * Weight for each class number.
   * @ko 클래스 번호마다 주는 가중치입니다.
   */
  classWeight?: Readonly<Record<number, number>> | null;
  /**
   * Weight for each sample.
   * @ko 샘플마다 주는 가중치입니다.
   */
  sampleWeight?: ArraysLike | null;
  /**
   * Epochs already done. Default 0.
   * @ko 이미 끝낸 에포크의 수입니다. 기본값 0.
   */
  initialEpoch?: number;
  /**
   * Default: all batches. Needed for endless generators.
   * @ko 한 에포크의 스텝 수입니다. 기본값은 모든 배치이고, 끝이 없는 제너레이터에는 꼭 필요합니다.
   */
  stepsPerEpoch?: number | null;
  /**
   * Batches to validate on. Default: all of them.
   * @ko 검증에 쓸 배치의 수입니다. 기본값은 모두입니다.
   */
  validationSteps?: number | null;
  /**
   * Samples per step of the validation. Default: batchSize.
   * @ko 검증할 때 한 스텝에 쓰는 샘플의 수입니다. 기본값은 batchSize입니다.
   */
  validationBatchSize?: number | null;
  /**
   * Validate every this many epochs, or at these epochs (from 1). Default 1.
   * @ko 몇 에포크마다 검증할지, 또는 검증할 에포크들(1부터)입니다. 기본값 1.
   */
  validationFreq?: number | readonly number[];
  /**
   * Compute the frozen layers in front of the trained ones once per sample instead of in every epoch; results are the same.
   * Arrays only. Default true.
   * @ko 학습하는 층 앞의 동결된 층을 에포크마다가 아니라 샘플마다 한 번만 계산합니다. 결과는 같습니다. 배열에만 씁니다. 기본값 true.
   */
  cacheFrozen?: boolean;
}

export const FIT_DEFAULTS: Required<FitOptions> = {
  x: undefined as unknown as ArraysLike,
  y: null,
  batchSize: null,
  epochs: 1,
  verbose: 'auto',
  callbacks: null,
  validationSplit: 0,
  validationData: null,
  shuffle: true,
  classWeight: null,
  sampleWeight: null,
  initialEpoch: 0,
  stepsPerEpoch: null,
  validationSteps: null,
  validationBatchSize: null,
  validationFreq: 1,
  cacheFrozen: true,
};

export interface EvaluateOptions {
  /**
   * The data, where they are not the first argument.
   * @ko 첫째 인수로 주지 않을 때의 데이터입니다.
   */
  x?: ArraysLike | BatchSource;
  /**
   * The labels, where they are not the second argument.
   * @ko 둘째 인수로 주지 않을 때의 정답입니다.
   */
  y?: ArraysLike | null;
  /**
   * Samples per batch. Default 32.
   * @ko 한 배치의 샘플 수입니다. 기본값 32.
   */
  batchSize?: number | null;
  /**
   * 0 prints nothing, 1 draws a bar, 2 prints a line. Default 'auto': the bar.
   * @ko 0은 조용히, 1은 진행 막대, 2는 한 줄입니다. 기본값 'auto'는 진행 막대입니다.
   */
  verbose?: Verbose;
  /**
   * Weight for each sample.
   * @ko 샘플마다 주는 가중치입니다.
   */
  sampleWeight?: ArraysLike | null;
  /**
   * Batches to take. Default: all; needed for endless generators.
   * @ko 쓸 배치의 수입니다. 기본값은 모두이고, 끝이 없는 제너레이터에는 꼭 필요합니다.
   */
  steps?: number | null;
  /**
   * Callbacks that hear of the batches.
   * @ko 배치마다 불리는 콜백입니다.
   */
  callbacks?: CallbackLike | readonly CallbackLike[] | null;
  /**
   * Give an object by name instead of a list. Default false.
   * @ko 목록 대신 이름이 붙은 객체로 돌려줍니다. 기본값 false.
   */
  returnDict?: boolean;
}

export const EVALUATE_DEFAULTS: Required<EvaluateOptions> = {
  x: undefined as unknown as ArraysLike,
  y: null,
  batchSize: null,
  verbose: 'auto',
  sampleWeight: null,
  steps: null,
  callbacks: null,
  returnDict: false,
};

export interface PredictOptions {
  /**
   * The data, where they are not the first argument.
   * @ko 첫째 인수로 주지 않을 때의 데이터입니다.
   */
  x?: ArraysLike | BatchSource;
  /**
   * Samples per batch. Default 32.
   * @ko 한 배치의 샘플 수입니다. 기본값 32.
   */
  batchSize?: number | null;
  /**
   * 0 prints nothing, 1 draws a bar, 2 prints a line. Default 'auto': the bar.
   * @ko 0은 조용히, 1은 진행 막대, 2는 한 줄입니다. 기본값 'auto'는 진행 막대입니다.
   */
  verbose?: Verbose;
  /**
   * Batches to take. Default: all; needed for endless generators.
   * @ko 쓸 배치의 수입니다. 기본값은 모두이고, 끝이 없는 제너레이터에는 꼭 필요합니다.
   */
  steps?: number | null;
  /**
   * Callbacks that hear of the batches.
   * @ko 배치마다 불리는 콜백입니다.
   */
  callbacks?: CallbackLike | readonly CallbackLike[] | null;
}

export const PREDICT_DEFAULTS: Required<PredictOptions> = {
  x: undefined as unknown as ArraysLike,
  batchSize: null,
  verbose: 'auto',
  steps: null,
  callbacks: null,
};

export interface BatchOptions {
  /**
   * The labels, where they are not the second argument.
   * @ko 둘째 인수로 주지 않을 때의 정답입니다.
   */
  y?: ArraysLike | null;
  /**
   * Weight for each sample.
   * @ko 샘플마다 주는 가중치입니다.
   */
  sampleWeight?: ArraysLike | null;
  /**
   * Weight for each class, by its number: { 0: 1, 1: 5 }.
   * @ko 클래스 번호마다 주는 가중치입니다: { 0: 1, 1: 5 }.
   */
  classWeight?: Readonly<Record<number, number>> | null;
  /**
   * Give an object by name instead of a list. Default false.
   * @ko 목록 대신 이름이 붙은 객체로 돌려줍니다. 기본값 false.
   */
  returnDict?: boolean;
}

export const BATCH_DEFAULTS: Required<BatchOptions> = {
  y: null,
  sampleWeight: null,
  classWeight: null,
  returnDict: false,
};

export type Prediction = NDArray | NDArray[] | Readonly<Record<string, NDArray>>;

export function verbosity(verbose: Verbose): 0 | 1 | 2 {
  if (verbose === 'auto') return 1;
  if (verbose === 0 || verbose === 1 || verbose === 2) return verbose;
  throw new ValueError({
    who: 'fit',
    rule: { en: "verbose is 0, 1, 2 or 'auto'", ko: "verbose는 0, 1, 2, 'auto' 가운데 하나입니다" },
    received: describe(verbose),
  });
}

/** A whole number from `least`, or a ValueError that names the argument. */
export function whole(who: string, name: string, value: unknown, least: number, hint?: Translated): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  throw new ValueError({
    who,
    rule: { en: `${name} must be a whole number from ${least}`, ko: `${name}은(는) ${least} 이상의 정수여야 합니다` },
    received: `${name} ${describe(value)}`,
    hint,
  });
}

/** The number of samples per step; a ValueError says what it means. */
export function wholeBatch(who: string, value: unknown): number {
  const hint = {
    en: 'It says how many samples make one step: 32 is usual; leave it out for the default.',
    ko: '한 스텝에 쓰는 샘플의 수입니다. 보통 32이며, 생략하면 기본값을 씁니다.',
  };
  return whole(who, 'batchSize', value, 1, hint);
}

export function callbackList(callbacks: CallbackLike | readonly CallbackLike[] | null): CallbackLike[] {
  if (callbacks === null) return [];
  return Array.isArray(callbacks) ? [...(callbacks as readonly CallbackLike[])] : [callbacks as CallbackLike];
}
