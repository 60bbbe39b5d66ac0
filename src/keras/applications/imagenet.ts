/**
 * @file Around a network that was trained on ImageNet: how pictures are scaled for it (`preprocessInput`) and what its 1000
 * scores mean (`decodePredictions`). Each network's file makes its own pair with `imagenetUtils(mode)`.
 */
import { oneOf } from '../../arguments/index.ts';
import { NDArray, fromTyped, np, toTyped, type ArraySource } from '../../array/index.ts';
import { isNode, type Node } from '../../engine/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { describe, readArguments } from '../common/arguments.ts';
import { KerasTensor } from '../core/keras-tensor.ts';
import * as ops from '../ops/index.ts';
import { imagenetClasses } from './weights/index.ts';

/**
 * How the pixels of a network were scaled. 'tf': to -1 … 1. 'torch': to 0 … 1, then by ImageNet's mean and deviation of each
 * colour. 'caffe': RGB becomes BGR, minus the mean colour. 'bgr': the same with the mean in whole numbers, as the first networks
 * on ImageNet had it. null: the network does it itself.
 */
export type PreprocessMode = 'tf' | 'torch' | 'caffe' | 'bgr' | null;

export interface PreprocessOptions {
  /** Where the channels stand. Default 'channels_last'. */
  dataFormat?: 'channels_last' | 'channels_first' | null;
}

export interface PreprocessInput {
  (x: KerasTensor, options?: PreprocessOptions): KerasTensor;
  (x: Node, options?: PreprocessOptions): Node;
  (x: ArraySource, options?: PreprocessOptions): NDArray;
}

/** WordNet id, English name, score. */
export type Prediction = [id: string, name: string, score: number];

export interface DecodeOptions {
  /** How many of the best. Default 5. */
  top?: number;
}

/** ImageNet's mean colour and deviation: 0 … 1, RGB; and 0 … 255, BGR. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;
const MEAN_BGR = [103.939, 116.779, 123.68] as const;
const WHOLE_MEAN_BGR = [104, 117, 123] as const;

/** What a channel of the result is made of: (x[from] / divisor - mean) / deviation. */
type Channel = { from: number; divisor: number; mean: number; deviation: number };
const CHANNELS: Record<Exclude<PreprocessMode, null>, readonly Channel[]> = {
  tf: [0, 1, 2].map((from) => ({ from, divisor: 127.5, mean: 1, deviation: 1 })),
  torch: [0, 1, 2].map((c) => ({ from: c, divisor: 255, mean: MEAN[c]!, deviation: DEVIATION[c]! })),
  caffe: [2, 1, 0].map((from, c) => ({ from, divisor: 1, mean: MEAN_BGR[c]!, deviation: 1 })),
  bgr: [2, 1, 0].map((from, c) => ({ from, divisor: 1, mean: WHOLE_MEAN_BGR[c]!, deviation: 1 })),
};

/** The pair of functions of a network whose pixels were scaled by `mode`. */
export function imagenetUtils(mode: PreprocessMode): {
  /** Scales pictures of 0 to 255, (h, w, 3) or (n, h, w, 3), as this network was trained. */
  preprocessInput: PreprocessInput;
  /** The best classes of rows of ImageNet's 1,000 scores: [id, name, score] each, five of them. */
  decodePredictions: typeof decodePredictions;
} {
  const scale = (x: ArraySource | KerasTensor | Node, options: PreprocessOptions = {}): unknown =>
    preprocess(x, mode, options);
  return { preprocessInput: scale as PreprocessInput, decodePredictions };
}

/**
 * Pictures of 0 … 255, (n, h, w, 3) or (h, w, 3), scaled as a mode says (default 'caffe'); a new float32 array (float64 stays).
 * Raises ValueError for an unknown mode or dataFormat, ShapeError when there are not three colours.
 */
export function preprocessInput(
  x: ArraySource,
  options: PreprocessOptions & {
    /** 'caffe' (default: BGR minus ImageNet's means), 'tf' (-1 to 1) or 'torch' (0 to 1, then minus mean over deviation). */ mode?:
      'tf' | 'torch' | 'caffe';
  } = {},
): NDArray {
  const { mode = 'caffe', ...rest } = options;
  oneOf('preprocessInput', 'mode', mode, ['caffe', 'tf', 'torch']);
  return preprocess(x, mode, rest) as NDArray;
}

function preprocess(x: ArraySource | KerasTensor | Node, mode: PreprocessMode, options: PreprocessOptions): unknown {
  const who = 'preprocessInput';
  const { dataFormat } = readArguments(who, [options], { dataFormat: 'channels_last' });
  if (dataFormat !== null && dataFormat !== 'channels_last' && dataFormat !== 'channels_first') {
    throw new ValueError({
      who,
      rule: {
        en: "dataFormat must be 'channels_last' or 'channels_first'",
        ko: "dataFormat은 'channels_last'나 'channels_first'여야 합니다",
      },
      received: `dataFormat ${describe(dataFormat)}`,
    });
  }
  const symbolic = x instanceof KerasTensor || isNode(x);
  const given = symbolic ? x : np.asarray(x);
  if (mode === null) return given;
  const rank = given.shape.length;
  const axis = dataFormat === 'channels_first' ? rank - 3 : rank - 1;
  if ((rank !== 3 && rank !== 4) || (mode !== 'tf' && given.shape[axis] !== 3)) {
    throw new ShapeError({
      who,
      rule: {
        en: 'takes colour pictures, (h, w, 3) or (n, h, w, 3)',
        ko: '컬러 그림 (h, w, 3)이나 (n, h, w, 3)을 받습니다',
      },
      received: { en: `shape ${shapeText(given.shape as number[])}`, ko: `모양 ${shapeText(given.shape as number[])}` },
      hint:
        rank === 3 || rank === 4
          ? {
              en: 'Grey pictures: np.repeat(x, 3, { axis: -1 }) first.',
              ko: '회색 그림은 먼저 np.repeat(x, 3, { axis: -1 })로 바꾸세요',
            }
          : undefined,
    });
  }
  return given instanceof NDArray ? scaleArray(given, mode, axis) : scaleTensor(given as KerasTensor, mode, axis);
}

function scaleArray(x: NDArray, mode: Exclude<PreprocessMode, null>, axis: number): NDArray {
  const array = x.dtype === 'float32' || x.dtype === 'float64' ? x : x.astype('float32');
  const from = toTyped(array) as Float32Array | Float64Array;
  const out = from.slice();
  const n = array.shape[axis]!;
  const inner = array.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  for (let start = 0; start < out.length; start += n * inner) {
    for (let c = 0; c < n; c++) {
      // 'tf' treats all channels alike, however many there are.
      const { from: source, divisor, mean, deviation } = CHANNELS[mode][mode === 'tf' ? 0 : c]!;
      const [to, at] = [start + c * inner, start + (mode === 'tf' ? c : source) * inner];
      for (let i = 0; i < inner; i++) out[to + i] = (from[at + i]! / divisor - mean) / deviation;
    }
  }
  return fromTyped(out, [...array.shape]);
}

function scaleTensor(x: KerasTensor, mode: Exclude<PreprocessMode, null>, axis: number): KerasTensor {
  const channels = CHANNELS[mode];
  const shape = Array.from({ length: x.shape.length }, (_, i) => (i === axis ? 3 : 1));
  const constants = (values: readonly number[]): NDArray => np.array([...values], 'float32').reshape(...shape);
  if (mode === 'tf') return ops.subtract(ops.divide(x, 127.5), 1);
  if (mode !== 'torch') return ops.subtract(ops.flip(x, { axis }), constants(channels.map((c) => c.mean)));
  const centred = ops.subtract(ops.divide(x, 255), constants(channels.map((c) => c.mean)));
  return ops.divide(centred, constants(channels.map((c) => c.deviation)));
}

/**
 * The best classes of each row of `predict`: `[[['n02124075', 'Egyptian_cat', 0.93], …], …]`. The names are fetched once.
 * Raises ShapeError unless the scores have shape (n, 1000).
 */
export async function decodePredictions(
  scores: ArraySource,
  options: DecodeOptions | number = {},
): Promise<Prediction[][]> {
  const who = 'decodePredictions';
  const { top } = readArguments(who, [options], { top: 5 });
  const array = np.asarray(scores);
  if (array.ndim !== 2 || array.shape[1] !== 1000) {
    throw new ShapeError({
      who,
      rule: { en: 'takes the scores of ImageNet, (n, 1000)', ko: 'ImageNet의 점수 (n, 1000)을 받습니다' },
      received: { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` },
      hint:
        array.ndim === 1 && array.size === 1000
          ? { en: 'One row: scores.reshape(1, 1000).', ko: '한 줄이면 scores.reshape(1, 1000)로 쓰세요' }
          : undefined,
    });
  }
  if (!(Number.isInteger(top) && top > 0)) {
    throw new ValueError({
      who,
      rule: { en: 'top must be a whole number above 0', ko: 'top은 0보다 큰 정수여야 합니다' },
      received: `top ${describe(top)}`,
    });
  }
  const classes = await imagenetClasses(who);
  const values = toTyped(array) as ArrayLike<number>;
  return Array.from({ length: array.shape[0]! }, (_, row) => {
    const order = Array.from({ length: 1000 }, (_v, i) => i).sort(
      (a, b) => values[row * 1000 + b]! - values[row * 1000 + a]!,
    );
    return order.slice(0, top).map((i): Prediction => [...classes[i]!, values[row * 1000 + i]!]);
  });
}
