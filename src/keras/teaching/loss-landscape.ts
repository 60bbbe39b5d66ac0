/**
 * @file `await keras.utils.lossLandscape(model, x, y)`: the loss around the weights, along two random directions. Li, Xu, Taylor,
 * Studer and Goldstein, "Visualizing the loss landscape of neural nets", 2018, arXiv 1712.09913: each filter of a direction is made
 * as long as the model's own filter (section 4), biases and normalization stay where they are.
 */
import { Rule, choice, integer, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, np, toTyped, type ArraySource, type NDArray } from '../../array/index.ts';
import { mustBeAwaited } from '../../display/index.ts';
import { NotBuiltError, ShapeError } from '../../errors/index.ts';
import type { Weight } from '../core/weight.ts';
import { batched } from './pictures.ts';
import { Progress } from './progress.ts';
import { callsOf, type AnyModel } from './trace-model.ts';
import { sayUntrained } from './units.ts';

export interface LossLandscapeOptions {
  /**
   * Places along each direction, an odd number, so that the model itself is one of them. Default 15.
   * @ko 방향마다 재는 자리의 수입니다. 모델 자신이 한가운데에 오도록 홀수로 씁니다. 기본값 15.
   */
  points?: number;
  /**
   * How far it goes to either side: at 1 a filter has moved by its own length. Default 1.
   * @ko 양쪽으로 움직이는 폭입니다. 1이면 필터가 자기 크기만큼 움직입니다. 기본값 1.
   */
  reach?: number;
  /**
   * Seed of the two directions. Default 0.
   * @ko 두 방향의 씨앗입니다. 기본값 0.
   */
  seed?: number;
  /**
   * Pictures that are computed at once. Default 128.
   * @ko 한 번에 계산하는 그림의 수입니다. 기본값 128.
   */
  batchSize?: number;
  /**
   * 1 (default) draws a progress bar, 0 none.
   * @ko 1(기본값)이면 진행 막대를 그리고, 0이면 그리지 않습니다.
   */
  verbose?: 0 | 1;
}

const odd = new Rule<number>(
  {
    en: 'an odd whole number above 0, so that the model itself is in the middle',
    ko: '모델 자신이 한가운데에 오도록 홀수인 자연수',
  },
  (value) => Number.isInteger(value) && (value as number) > 0 && (value as number) % 2 === 1,
);
const landscapeOptions = optionsOf<LossLandscapeOptions>()({
  points: odd.or(15),
  reach: number({ above: 0 }).or(1),
  seed: integer({ from: 0 }).or(0),
  batchSize: integer({ from: 1 }).or(128),
  verbose: choice(0, 1).or(1),
});

export interface LossLandscape {
  /** Loss at row i, column j: the weights moved by steps[i] along the second and steps[j] along the first direction; (points, points). */
  readonly losses: NDArray;
  /** The places along each direction, -reach … reach. */
  readonly steps: readonly number[];
  /** The loss of the model itself, in the middle. */
  readonly loss: number;
}

/**
 * The compiled loss over `x` and `y` (a few hundred samples will do; the time grows with them), at `points` × `points` places around
 * the weights, which afterwards are to the bit what they were, also when it was stopped. Drawn by `plot.lossLandscape(found)`.
 * Raises NotBuiltError for a model without a loss, ValueError for an even number of points.
 * @ko 가중치를 두 방향으로 움직이며 손실을 잽니다. 가중치는 그대로 돌아옵니다.
 * @example plot.lossLandscape(await keras.utils.lossLandscape(model, xTest.at('0:200'), yTest.at('0:200')))
 */
export function lossLandscape(
  model: AnyModel,
  x: ArraySource,
  y: ArraySource,
  options: LossLandscapeOptions = {},
): Promise<LossLandscape> {
  const call = 'await keras.utils.lossLandscape(…)';
  return mustBeAwaited(explore(model, x, y, options), 'lossLandscape', `const found = ${call}`);
}

async function explore(
  model: AnyModel,
  x: ArraySource,
  y: ArraySource,
  options: LossLandscapeOptions,
): Promise<LossLandscape> {
  const who = 'lossLandscape';
  const { points, reach, seed, batchSize, verbose } = readOptions(who, options, landscapeOptions);
  callsOf(model, who);
  if (!model.compiled) {
    throw new NotBuiltError({
      who,
      rule: { en: 'the model must be compiled with a loss', ko: '모델을 손실과 함께 compile해야 합니다' },
      received: { en: `model '${model.name}'`, ko: `모델 '${model.name}'` },
      hint: { en: 'Call model.compile({ loss: … }) first.', ko: '먼저 model.compile({ loss: … })을 호출하세요.' },
    });
  }
  const pictures = batched(model, np.asarray(x), who);
  const labels = np.asarray(y);
  if (labels.ndim === 0 || labels.shape[0] !== pictures.shape[0]) {
    throw new ShapeError({
      who,
      rule: { en: 'there must be one label per picture', ko: '그림마다 레이블이 하나씩 있어야 합니다' },
      received: {
        en: `${pictures.shape[0]} pictures, ${labels.shape[0] ?? 0} labels`,
        ko: `그림 ${pictures.shape[0]}장, 레이블 ${labels.shape[0] ?? 0}개`,
      },
    });
  }
  sayUntrained(model, who);
  const lossNow = async (): Promise<number> => {
    const got: unknown = await model.evaluate(pictures, labels, { batchSize, verbose: 0, returnDict: true });
    return (got as { loss: number }).loss;
  };
  const moving = model.trainableWeights.filter(({ shape }) => shape.length > 1);
  const rng = np.random.defaultRng(seed);
  const directions = [0, 1].map(() =>
    moving.map((weight) => alongFilters(weight, toTyped(rng.normal(0, 1, [...weight.shape])) as Float64Array)),
  );
  const kept = moving.map(({ variable }) => variable.data.slice() as Float32Array);
  const steps = Array.from({ length: points }, (_, i) => (reach * (2 * i - points + 1)) / Math.max(1, points - 1));
  const losses = new Float64Array(points * points);
  const progress = new Progress(who, points * points, verbose);
  try {
    for (let i = 0; i < points; i++) {
      for (let j = 0; j < points; j++) {
        // Not by `weight.write`, which notes that a weight was set from outside: in the end nothing has changed.
        moving.forEach((weight, w) => {
          const [first, second] = [directions[0]![w]!, directions[1]![w]!];
          weight.variable.write(kept[w]!.map((v, k) => v + steps[j]! * first[k]! + steps[i]! * second[k]!));
        });
        const loss = await lossNow();
        losses[i * points + j] = loss;
        await progress.step({ loss });
      }
    }
  } finally {
    moving.forEach((weight, w) => weight.variable.write(kept[w]!));
  }
  return { losses: fromTyped(losses, [points, points]), steps, loss: losses[(points * points - 1) / 2]! };
}

/** A direction of which each filter (the last axis of the weight) is as long as the weight's own. */
function alongFilters({ variable, shape }: Weight, direction: Float64Array): Float64Array {
  const filters = shape.at(-1)!;
  const values = variable.data;
  const scaled = new Float64Array(direction.length);
  for (let f = 0; f < filters; f++) {
    let [own, other] = [0, 0];
    for (let k = f; k < values.length; k += filters) {
      own += values[k]! ** 2;
      other += direction[k]! ** 2;
    }
    const factor = other === 0 ? 0 : Math.sqrt(own / other);
    for (let k = f; k < values.length; k += filters) scaled[k] = direction[k]! * factor;
  }
  return scaled;
}
