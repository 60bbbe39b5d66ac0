/**
 * @file How many samples `predict` computes in one run. Where every sample is computed on its own, several batches may go
 * through one program: weights are packed and workers woken once for all of them, and no result changes by a bit.
 */
import * as activations from '../activations/index.ts';
import type { Layer } from '../core/layer.ts';
import * as activation from '../layers/activation.ts';
import * as special from '../layers/conv-special.ts';
import * as conv from '../layers/conv.ts';
import * as core from '../layers/core.ts';
import * as merge from '../layers/merge.ts';
import * as noise from '../layers/noise.ts';
import * as normalization from '../layers/normalization.ts';
import * as pooling from '../layers/pooling.ts';
import * as preprocessing from '../layers/preprocessing.ts';
import * as spatial from '../layers/spatial.ts';

/** Rows of one run at the most, and values of the largest layer's output in it (32 MiB). */
const ROWS = 128;
const VALUES = 8 * 2 ** 20;

/** Layers that compute each sample on its own, unless an option says otherwise (see `alone`). */
const ALONE: ReadonlySet<unknown> = new Set<unknown>(
  [
    [core.InputLayer, core.Dense, core.Activation, core.Flatten, core.Reshape],
    [conv.Conv1D, conv.Conv2D, special.DepthwiseConv2D, special.SeparableConv2D, special.Conv2DTranspose],
    [special.LocallyConnected2D, pooling.MaxPooling2D, pooling.AveragePooling2D, pooling.MinPooling2D],
    [pooling.L2NormPooling2D, pooling.GlobalAveragePooling2D, pooling.GlobalMaxPooling2D],
    [spatial.ZeroPadding2D, spatial.Cropping2D, spatial.UpSampling2D, preprocessing.Rescaling],
    [noise.Dropout, noise.SpatialDropout2D, noise.GaussianNoise, normalization.BatchNormalization],
    [activation.ReLU, activation.LeakyReLU, activation.PReLU, activation.ELU, activation.Softmax],
    [merge.Add, merge.Multiply, merge.Average, merge.Maximum, merge.Concatenate],
  ].flat(),
);
const KNOWN: ReadonlySet<unknown> = new Set<unknown>(Object.values(activations));

/** Whether a layer is one of ours (not a subclass with a `call` of its own) and looks at one sample at a time. */
function alone(layer: Layer): boolean {
  if (!ALONE.has(layer.constructor)) return false;
  const { activation: f, axis } = layer.getConfig();
  return (f === undefined || f === null || KNOWN.has(f)) && (axis === undefined || axis === -1);
}

/**
 * The samples of one run: whole batches, as many as are worth while; one batch where samples may look at each other (layers
 * of one's own, Lambda, normalisation over chosen axes) or where memory would grow too much.
 */
export function rowsOfRun(layers: readonly Layer[], batchSize: number): number {
  if (layers.length === 0 || !layers.every(alone)) return batchSize;
  const outputs = layers.flatMap((layer) => layer.calls.flatMap((call) => call.outputs));
  const largest = Math.max(...outputs.map(({ shape }) => shape.slice(1).reduce<number>((n, s) => n * (s ?? NaN), 1)));
  const rows = Math.min(ROWS, Math.floor(VALUES / largest)); // NaN where a size is not known
  return rows >= 2 * batchSize ? Math.floor(rows / batchSize) * batchSize : batchSize;
}
