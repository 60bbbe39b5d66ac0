/** @file `splitDataset`: arrays or a dataset in two parts. */
import { describe, flag, integer, number, optionsOf, readOptions, refuseSurplus } from '../../arguments/index.ts';
import { NDArray, np } from '../../array/index.ts';
import { Dataset } from '../../datasets/index.ts';
import { mustBeAwaited } from '../../display/index.ts';
import { ValueError } from '../../errors/index.ts';

export interface SplitOptions {
  /** The left part: a share below 1, or a number of samples. Default: what the right one leaves. */
  leftSize?: number | null;
  /** The right part, in the same way. */
  rightSize?: number | null;
  /** Mix before. Default false. */
  shuffle?: boolean;
  /** Fixes the order. Default: drawn from `np.random`. */
  seed?: number | null;
}

const splitOptions = optionsOf<SplitOptions>()({
  leftSize: number({ above: 0 }).orNull().or(null),
  rightSize: number({ above: 0 }).orNull().or(null),
  shuffle: flag().or(false),
  seed: integer({ from: 0 }).orNull().or(null),
});

const who = 'splitDataset';

/**
 * Two datasets of single samples out of an array, a tuple of arrays, or a dataset (whose batches are taken apart and made again; its
 * samples are kept in memory).
 * @ko 데이터를 두 부분으로 나눕니다. await를 앞에 씁니다.
 * @example const [train, test] = await keras.utils.splitDataset([x, y], { leftSize: 0.8 });
 */
export function splitDataset<T>(
  dataset: Dataset<T>,
  options?: SplitOptions,
): Promise<[left: Dataset<T>, right: Dataset<T>]>;
export function splitDataset(
  dataset: NDArray,
  options?: SplitOptions,
): Promise<[left: Dataset<NDArray>, right: Dataset<NDArray>]>;
export function splitDataset<const A extends readonly NDArray[]>(
  dataset: A,
  options?: SplitOptions,
): Promise<
  [left: Dataset<{ -readonly [K in keyof A]: NDArray }>, right: Dataset<{ -readonly [K in keyof A]: NDArray }>]
>;
export function splitDataset(dataset: unknown, options?: SplitOptions): Promise<unknown> {
  const args = arguments;
  const split = async (): Promise<Dataset[]> => {
    refuseSurplus(who, args, 2);
    const given = readOptions(who, options, splitOptions);
    const samples = await samplesOf(dataset);
    const n = samples.length;
    const [left, right] = sizesOf(given, n);
    const order = np.arange(n);
    if (given.shuffle) new np.random.RandomState(given.seed ?? np.random.randint(1e6)).shuffle(order);
    const places = Array.from(order.toTyped());
    const batch = dataset instanceof Dataset ? dataset.batchSize : undefined;
    return [places.slice(0, left), places.slice(n - right)].map((part) => {
      const made = Dataset.fromGenerator(() => part.map((i) => samples[i]), { length: part.length });
      return batch === undefined ? made : made.batch(batch);
    });
  };
  return mustBeAwaited(split(), who, 'const [train, test] = await keras.utils.splitDataset(…)');
}

async function samplesOf(dataset: unknown): Promise<readonly unknown[]> {
  if (dataset instanceof Dataset) return (dataset.batchSize === undefined ? dataset : dataset.unbatch()).toArray();
  const isTuple = Array.isArray(dataset) && dataset.length > 0 && dataset.every((each) => each instanceof NDArray);
  if (dataset instanceof NDArray || isTuple) return Dataset.fromTensorSlices(dataset).toArray();
  throw new ValueError({
    who,
    rule: { en: 'takes an array, a tuple of arrays, or a dataset', ko: '배열, 배열의 튜플, 데이터셋을 받습니다' },
    received: describe(dataset),
  });
}

function sizesOf({ leftSize, rightSize }: Readonly<Required<SplitOptions>>, n: number): [number, number] {
  const refuse = (en: string, ko: string): never => {
    throw new ValueError({
      who,
      rule: { en, ko },
      received: `leftSize ${leftSize}, rightSize ${rightSize}, n = ${n}`,
    });
  };
  if (leftSize === null && rightSize === null)
    refuse('needs leftSize or rightSize', 'leftSize나 rightSize가 필요합니다');
  const count = (size: number | null): number | null => {
    if (size === null) return null;
    if (size < 1) return roundHalfEven(size * n);
    if (!Number.isInteger(size) || size >= n)
      refuse(
        `a size is a share below 1 or a whole number below ${n}`,
        `크기는 1보다 작은 비율이거나 ${n}보다 작은 정수입니다`,
      );
    return size;
  };
  const [left, right] = [count(leftSize), count(rightSize)];
  const sizes: [number, number] = [left ?? n - right!, right ?? n - left!];
  if (sizes[0] + sizes[1] > n)
    refuse(
      'both parts together must not have more samples than there are',
      '두 부분의 합이 샘플의 수보다 많을 수 없습니다',
    );
  if (sizes.includes(0)) refuse('both parts must have at least one sample', '두 부분에 샘플이 하나 이상 있어야 합니다');
  return sizes;
}

/** As Python rounds: halves to the even neighbour. */
function roundHalfEven(x: number): number {
  const low = Math.floor(x);
  if (x - low !== 0.5) return Math.round(x);
  return low % 2 === 0 ? low : low + 1;
}
