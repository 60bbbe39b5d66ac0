/** @file `sklearn.trainTestSplit(x, y, …)`: samples in two parts, the same as scikit-learn's for the same randomState. */
import { anything, describe, flag, isPlainObject, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { ShapeError, ValueError, type Text, type Translated } from '../../errors/index.ts';
import { classesOf, labelsOf, type Label, type Labels } from '../labels.ts';
import { randomStateRule, streamOf, type RandomStateGiven, type Stream } from '../random-state.ts';
import { countOf, pick, type Samples } from '../samples.ts';

export interface TrainTestSplitOptions {
  /**
   * How much goes to the test: a part between 0 and 1, or a number of samples. Default 0.25, or what trainSize leaves.
   * @ko 테스트에 쓸 양입니다. 0과 1 사이의 비율 또는 샘플의 수. 기본값 0.25.
   */
  testSize?: number | null;
  /**
   * The same for the training part. Default what testSize leaves.
   * @ko 학습에 쓸 양입니다. 기본값은 테스트가 쓰고 남은 것입니다.
   */
  trainSize?: number | null;
  /**
   * A seed for the same split every time; null (default) goes on with np.random.
   * @ko 씨앗입니다. 같은 수면 언제나 같게 나뉩니다. null(기본값)이면 np.random의 난수를 씁니다.
   */
  randomState?: RandomStateGiven;
  /**
   * Mix the samples before; default true.
   * @ko 나누기 전에 섞습니다. 기본값 true.
   */
  shuffle?: boolean;
  /**
   * Classes (usually y) that both parts hold in the same proportion.
   * @ko 두 부분에 같은 비율로 들어갈 클래스입니다(보통 y).
   */
  stratify?: Labels | null;
}

const splitOptions = optionsOf<TrainTestSplitOptions>()({
  testSize: number({ above: 0 }).orNull().or(null),
  trainSize: number({ above: 0 }).orNull().or(null),
  randomState: randomStateRule.or(null),
  shuffle: flag().or(true),
  stratify: anything<Labels | null>({ en: 'a class for each sample', ko: '샘플마다의 클래스' }).or(null),
});

/** Every part twice: for training and for the test. */
type Parts<T extends readonly Samples[]> = T extends readonly [infer First, ...infer Rest extends readonly Samples[]]
  ? [First, First, ...Parts<Rest>]
  : T extends readonly []
    ? []
    : Samples[];

/**
 * Samples in a part for training and a part for the test: `const [xTrain, xTest, yTrain, yTest] = sklearn.trainTestSplit(x, y, { testSize:
 * 0.2, randomState: 0 })`. Any number of arrays, arrays of texts or lists of one length. The same split as scikit-learn's.
 * Raises ShapeError for different lengths, ValueError for sizes that leave a part empty and classes too small to be stratified.
 * @ko 샘플을 학습용과 테스트용으로 나눕니다. 같은 randomState면 scikit-learn과 똑같이 나뉩니다.
 */
export function trainTestSplit<T extends readonly [Samples, ...Samples[]]>(...arrays: T): Parts<T>;
export function trainTestSplit<T extends readonly [Samples, ...Samples[]]>(
  ...arraysAndOptions: [...arrays: T, options: TrainTestSplitOptions]
): Parts<T>;
export function trainTestSplit(...given: unknown[]): unknown[] {
  const who = 'trainTestSplit';
  const last = given.at(-1);
  const byName = isPlainObject(last) ? (last as TrainTestSplitOptions) : undefined;
  const arrays = (byName === undefined ? given : given.slice(0, -1)) as Samples[];
  const options = readOptions(who, byName, splitOptions);
  if (arrays.length === 0) {
    throw new ValueError({
      who,
      rule: { en: 'at least one array is needed', ko: '배열이 하나 이상 필요합니다' },
      received: { en: 'none', ko: '없음' },
    });
  }
  const counts = arrays.map((x) => countOf(x, who));
  const n = counts[0]!;
  if (counts.some((m) => m !== n)) {
    throw new ShapeError({
      who,
      rule: { en: 'all arrays must have the same number of samples', ko: '모든 배열의 샘플 수가 같아야 합니다' },
      received: { en: counts.join(', '), ko: counts.join(', ') },
    });
  }
  const { test, train } = partsOf(n, options.testSize, options.trainSize, who);
  let indices: [train: ArrayLike<number>, test: ArrayLike<number>];
  if (!options.shuffle) {
    if (options.stratify !== null) {
      throw new ValueError({
        who,
        rule: { en: 'stratify needs shuffle: true', ko: 'stratify에는 shuffle: true가 필요합니다' },
        received: 'shuffle: false',
      });
    }
    indices = [range(0, train), range(train, train + test)];
  } else if (options.stratify === null) {
    const mixed = Array.from(streamOf(options.randomState).permutation(n));
    indices = [mixed.slice(test, test + train), mixed.slice(0, test)];
  } else {
    const { list } = labelsOf(options.stratify, 'stratify', who);
    if (list.length !== n) {
      throw new ShapeError({
        who,
        rule: {
          en: 'stratify must have a class for each sample',
          ko: 'stratify에는 샘플마다 클래스가 하나씩 있어야 합니다',
        },
        received: { en: `${list.length} for ${n} samples`, ko: `샘플 ${n}개에 ${list.length}개` },
      });
    }
    indices = stratified(list, { test, train }, streamOf(options.randomState), who);
  }
  const [trainPlaces, testPlaces] = indices.map((places) => np.array(Array.from(places), 'int64')) as [
    NDArray,
    NDArray,
  ];
  return arrays.flatMap((x) => [pick(x, trainPlaces), pick(x, testPlaces)]);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** How many samples each part has, by scikit-learn's rounding: the test upwards. */
function partsOf(
  n: number,
  testSize: number | null,
  trainSize: number | null,
  who: string,
): { test: number; train: number } {
  for (const [name, size] of Object.entries({ testSize, trainSize })) {
    if (size === null || (size < 1 ? size > 0 : Number.isInteger(size) && size < n && size >= 1)) continue;
    throw wrongSize(
      {
        en: `${name} must be a part between 0 and 1 or a number of samples below ${n}`,
        ko: `${name}은(는) 0과 1 사이의 비율이거나 ${n}보다 작은 샘플의 수여야 합니다`,
      },
      `${name} ${describe(size)}`,
      who,
    );
  }
  const share = testSize ?? (trainSize === null ? 0.25 : null);
  const wanted = share === null ? null : share < 1 ? Math.ceil(share * n) : share;
  const kept = trainSize === null ? n - wanted! : trainSize < 1 ? Math.floor(trainSize * n) : trainSize;
  const test = wanted ?? n - kept;
  if (kept >= 1 && test >= 1 && kept + test <= n) return { test, train: kept };
  throw wrongSize(
    {
      en: 'both parts need at least one sample, together at most all',
      ko: '두 부분에 샘플이 하나 이상 있어야 하고, 합해서 전체를 넘을 수 없습니다',
    },
    {
      en: `${n} samples, ${kept} for training, ${test} for the test`,
      ko: `샘플 ${n}개, 학습 ${kept}개, 테스트 ${test}개`,
    },
    who,
  );
}

function wrongSize(rule: Translated, received: Text, who: string): ValueError {
  return new ValueError({ who, rule, received });
}

/** Both parts with the classes in proportion, as scikit-learn's StratifiedShuffleSplit draws them. */
function stratified(
  labels: readonly Label[],
  { test, train }: { test: number; train: number },
  rng: Stream,
  who: string,
): [number[], number[]] {
  const classes = classesOf([labels], who);
  const members = classes.map((label) => labels.flatMap((each, i) => (each === label ? [i] : [])));
  const small = classes.filter((_, k) => members[k]!.length < 2);
  if (small.length > 0) {
    throw new ValueError({
      who,
      rule: {
        en: 'every class of stratify needs at least two samples',
        ko: 'stratify의 클래스마다 샘플이 둘 이상 있어야 합니다',
      },
      received: { en: `one sample of ${small.join(', ')}`, ko: `샘플이 하나뿐인 클래스 ${small.join(', ')}` },
    });
  }
  if (Math.min(test, train) < classes.length) {
    throw new ValueError({
      who,
      rule: {
        en: 'both parts need at least one sample for each class',
        ko: '두 부분에 클래스 수만큼의 샘플이 있어야 합니다',
      },
      received: {
        en: `${classes.length} classes, ${train} for training, ${test} for the test`,
        ko: `클래스 ${classes.length}개, 학습 ${train}개, 테스트 ${test}개`,
      },
    });
  }
  const counts = members.map((list) => list.length);
  const forTraining = share(counts, train, rng);
  const forTest = share(
    counts.map((c, k) => c - forTraining[k]!),
    test,
    rng,
  );
  const parts: [number[], number[]] = [[], []];
  members.forEach((list, k) => {
    const mixed = Array.from(rng.permutation(list.length), (i) => list[i]!);
    parts[0].push(...mixed.slice(0, forTraining[k]));
    parts[1].push(...mixed.slice(forTraining[k], forTraining[k]! + forTest[k]!));
  });
  return parts.map((list) => Array.from(rng.permutation(list.length), (i) => list[i]!)) as [number[], number[]];
}

/** How many of each class make up `draws`: in proportion, what rounding leaves to the largest remainders, ties by lot. */
function share(counts: readonly number[], draws: number, rng: Stream): number[] {
  const total = counts.reduce((a, b) => a + b, 0);
  const exact = counts.map((c) => (c / total) * draws);
  const found = exact.map(Math.floor);
  let left = Math.trunc(draws - found.reduce((a, b) => a + b, 0));
  const rests = exact.map((x, k) => x - found[k]!);
  for (const value of [...new Set(rests)].sort((a, b) => b - a)) {
    if (left <= 0) break;
    const tied = rests.flatMap((rest, k) => (rest === value ? [k] : []));
    const now = Math.min(tied.length, left);
    for (const k of rng.choice(tied, now)) found[k]! += 1;
    left -= now;
  }
  return found;
}
