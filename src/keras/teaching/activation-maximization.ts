/**
 * @file `await keras.utils.activationMaximization(model, { layer, filters })`: the picture a filter answers to most, found by gradient
 * ascent on the pixels. Erhan, Bengio, Courville and Vincent, "Visualizing higher-layer features of a deep network", 2009; the
 * smoothing between steps as in Yosinski et al. 2015, arXiv 1506.06579.
 */
import { choice, integer, list, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, np, toTyped, type NDArray } from '../../array/index.ts';
import { mustBeAwaited } from '../../display/index.ts';
import { g, getExecutor, gradients, type Node } from '../../engine/index.ts';
import { Trace, withTrace } from '../core/trace.ts';
import { rangeRule } from './pictures.ts';
import { Progress } from './progress.ts';
import { callsOf, concreteShapes, type AnyModel, type LayerChoice } from './trace-model.ts';
import { chosenFilters, filtersRule, layerRule, sayUntrained, unitsOf, type Units } from './units.ts';

export interface ActivationMaximizationOptions {
  /**
   * Name, place or layer. Default: the last convolution. The last layer shows what each class looks like to the network.
   * @ko 층의 이름, 번호 또는 층입니다. 기본값은 마지막 합성곱 층입니다. 마지막 층을 고르면 클래스마다의 그림이 됩니다.
   */
  layer?: LayerChoice | null;
  /**
   * Numbers of the filters (or units). Default: the first eight.
   * @ko 필터(또는 유닛)의 번호입니다. 기본값은 처음 여덟 개입니다.
   */
  filters?: number | readonly number[] | null;
  /**
   * Steps of the ascent. Default 60.
   * @ko 기울기를 따라 올라가는 스텝 수입니다. 기본값 60.
   */
  steps?: number;
  /**
   * How far a step goes, as a part of the range of the pixels. Default 0.05.
   * @ko 한 스텝에 움직이는 폭입니다(픽셀 범위에 대한 비율). 기본값 0.05.
   */
  learningRate?: number;
  /**
   * How much each step is smoothed, 0 … 1: without it high layers answer to noise. Default 0.1.
   * @ko 스텝마다 그림을 고르게 하는 정도(0 … 1)입니다. 없으면 깊은 층은 잡음에 반응합니다. 기본값 0.1.
   */
  smooth?: number;
  /**
   * Smallest and largest pixel. Default [0, 1].
   * @ko 픽셀의 최솟값과 최댓값입니다. 기본값 [0, 1].
   */
  range?: readonly [number, number];
  /**
   * Seed of the grey noise it starts from. Default 0.
   * @ko 처음 회색 잡음의 씨앗입니다. 기본값 0.
   */
  seed?: number;
  /**
   * Size of one picture, for models that take any: [96, 96, 3].
   * @ko 크기가 정해지지 않은 모델에 쓸 그림의 크기입니다: [96, 96, 3].
   */
  inputShape?: readonly number[] | null;
  /**
   * 1 (default) draws a progress bar, 0 none.
   * @ko 1(기본값)이면 진행 막대를 그리고, 0이면 그리지 않습니다.
   */
  verbose?: 0 | 1;
}

const maximizationOptions = optionsOf<ActivationMaximizationOptions>()({
  layer: layerRule.or(null),
  filters: filtersRule.or(null),
  steps: integer({ from: 1 }).or(60),
  learningRate: number({ above: 0 }).or(0.05),
  smooth: number({ from: 0, to: 1 }).or(0.1),
  range: rangeRule.or([0, 1]),
  seed: integer({ from: 0 }).or(0),
  inputShape: list(integer({ from: 1 }))
    .orNull()
    .or(null),
  verbose: choice(0, 1).or(1),
});

export interface ActivationMaximization {
  /** One picture per filter, (filters, h, w, c). */
  readonly images: NDArray;
  /** What the filter answers to the picture at each step, (steps + 1, filters): mean of its map, before ReLU; of a class its score before softmax. */
  readonly history: NDArray;
  /** The same at the end. */
  readonly values: readonly number[];
  readonly layer: string;
  readonly filters: readonly number[];
}

/**
 * Pictures that excite filters most: grey noise whose pixels climb the gradient of the filter's mean answer. Of the first layers they
 * show edges and colours, further on parts, at the end objects (in networks that have learnt objects). Drawn by
 * `plot.activationMaximization(found)`.
 * Raises ValueError for a layer, IndexError for a filter that is not there.
 * @ko 필터나 클래스가 가장 크게 반응하는 그림을 기울기를 따라 만듭니다.
 * @example plot.activationMaximization(await keras.utils.activationMaximization(model, { layer: 'conv2d_1' }))
 */
export function activationMaximization(
  model: AnyModel,
  options: ActivationMaximizationOptions = {},
): Promise<ActivationMaximization> {
  const call = 'await keras.utils.activationMaximization(…)';
  return mustBeAwaited(ascend(model, options), 'activationMaximization', `const found = ${call}`);
}

async function ascend(model: AnyModel, options: ActivationMaximizationOptions): Promise<ActivationMaximization> {
  const who = 'activationMaximization';
  const given = readOptions(who, options, maximizationOptions);
  callsOf(model, who);
  const [one] = concreteShapes(model, who, { inputShape: given.inputShape });
  const climb = withTrace(new Trace(false), () => {
    // How many filters there are is known from a trace of one picture.
    const units = unitsOf(model, given.layer, g.input('picture', one!), who);
    const filters = chosenFilters(given.filters, units, 8, who);
    return { ...objective(model, units, [filters.length, ...one!.slice(1)], filters, who), units, filters };
  });
  sayUntrained(model, who);
  const { filters, shape } = climb;
  const program = getExecutor().compile([climb.values, climb.gradient], [], { label: who });
  const [low, high] = given.range;
  const each = shape.slice(1).reduce((a, b) => a * b, 1);
  const start = toTyped(np.random.defaultRng(given.seed).normal(0, 1, [...shape])) as Float64Array;
  const pixels = Float32Array.from(start, (v) => (low + high) / 2 + 0.05 * (high - low) * v);
  const history = new Float64Array((given.steps + 1) * filters.length);
  const progress = new Progress(who, given.steps, given.verbose);
  try {
    for (let step = 0; ; step++) {
      const [values, slopes] = program.run({ picture: pixels });
      history.set(values!.data, step * filters.length);
      if (step === given.steps) break;
      for (let i = 0; i < filters.length; i++) {
        const slope = (slopes!.data as Float32Array).subarray(i * each, (i + 1) * each);
        climbOnce(pixels.subarray(i * each, (i + 1) * each), slope, given);
      }
      if (given.smooth > 0) smooth(pixels, shape, given.smooth);
      await progress.step({ activation: mean(values!.data) });
    }
  } finally {
    program.release?.();
  }
  return {
    images: fromTyped(pixels, [...shape]),
    history: fromTyped(history, [given.steps + 1, filters.length]),
    values: Array.from(history.subarray(given.steps * filters.length)),
    layer: climb.units.layer.name,
    filters,
  };
}

/** What is to grow for each picture of a batch (each asks its own filter), and the gradient towards the pixels. */
function objective(
  model: AnyModel,
  { layer }: Units,
  shape: readonly number[],
  filters: readonly number[],
  who: string,
): { values: Node; gradient: Node; shape: readonly number[] } {
  const input = g.input('picture', shape);
  const { output, count } = unitsOf(model, layer, input, who);
  // Behind ReLU a filter that is silent has no gradient to climb.
  const answers = output.op === 'relu' ? output.inputs[0]! : output;
  const means = answers.shape.length === 4 ? g.mean(answers, { axis: [1, 2] }) : answers;
  const chosen = g.oneHot(g.constant(Int32Array.from(filters), [filters.length]), count);
  const values = g.sum(g.mul(means, chosen), { axis: 1 });
  return { values, gradient: gradients(g.sum(values), [input])[0]!, shape };
}

/** One step up: the gradient divided by its root mean square, so that steps of all layers are alike. */
function climbOnce(
  pixels: Float32Array,
  slope: Float32Array,
  { learningRate, range: [low, high] }: { learningRate: number; range: readonly [number, number] },
): void {
  let square = 0;
  for (const v of slope) square += v * v;
  const size = Math.sqrt(square / slope.length);
  if (size === 0) return;
  const rate = (learningRate * (high - low)) / size;
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = Math.min(high, Math.max(low, pixels[i]! + rate * slope[i]!));
  }
}

/** Mixes each pixel with the mean of itself and its four neighbours. */
function smooth(pixels: Float32Array, [n, height, width, channels]: readonly number[], share: number): void {
  if (channels === undefined) return;
  const old = pixels.slice();
  for (let i = 0; i < n!; i++) {
    for (let r = 0; r < height!; r++) {
      for (let c = 0; c < width!; c++) {
        const [up, down] = [Math.max(0, r - 1), Math.min(height! - 1, r + 1)];
        const [left, right] = [Math.max(0, c - 1), Math.min(width! - 1, c + 1)];
        for (let k = 0; k < channels; k++) {
          const at = (row: number, column: number): number => ((i * height! + row) * width! + column) * channels + k;
          const here = at(r, c);
          const around = old[here]! + old[at(up, c)]! + old[at(down, c)]! + old[at(r, left)]! + old[at(r, right)]!;
          pixels[here] = (1 - share) * old[here]! + (share * around) / 5;
        }
      }
    }
  }
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((a, b) => a + b, 0) / values.length;
}
