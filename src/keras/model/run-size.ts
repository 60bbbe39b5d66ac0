/**
 * @file How many samples `predict` computes in one run. Where every sample is computed on its own, several batches may go
 * through one program: weights are packed and workers woken once for all of them. Results are the same; only where the
 * engine computes very small batches by another kernel may the last bit differ, as it does between batch sizes anyway.
 */
import * as activations from '../activations/index.ts';
import { factsOf } from '../core/facts.ts';
import { KerasTensor, type LayerCall } from '../core/keras-tensor.ts';
import type { Layer } from '../core/layer.ts';

/** Rows of one run at the most, and values of the largest layer's output in it (32 MiB). */
const ROWS = 128;
const VALUES = 8 * 2 ** 20;

const KNOWN: ReadonlySet<unknown> = new Set<unknown>(Object.values(activations));

/** Whether a layer computes each sample on its own, in every use that the model makes of it. */
export function perSample(layer: Layer): boolean {
  const stated = factsOf(layer)?.perSample ?? false;
  if (stated === false) return false;
  const config = layer.getConfig();
  const { activation } = config;
  if (activation !== undefined && activation !== null && !KNOWN.has(activation)) return false;
  return stated === true || layer.calls.every((call) => axesOf(call).every((axes) => stated(config, axes)));
}

function axesOf({ inputs }: LayerCall): number[] {
  return (inputs instanceof KerasTensor ? [inputs] : inputs).map((x) => x.ndim);
}

/** Whether a model of these layers computes each sample on its own. */
export function allPerSample(layers: readonly Layer[] | undefined): boolean {
  return layers !== undefined && layers.length > 0 && layers.every(perSample);
}

/**
 * The samples of one run: whole batches, as many as are worth while; one batch where samples may look at each other (layers
 * of one's own, Lambda, normalisation over chosen axes) or where memory would grow too much.
 */
export function rowsOfRun(layers: readonly Layer[], batchSize: number): number {
  if (!allPerSample(layers)) return batchSize;
  const outputs = layers.flatMap((layer) => layer.calls.flatMap((call) => call.outputs));
  const largest = Math.max(...outputs.map(({ shape }) => shape.slice(1).reduce<number>((n, s) => n * (s ?? NaN), 1)));
  const rows = Math.min(ROWS, Math.floor(VALUES / largest)); // NaN where a size is not known
  return rows >= 2 * batchSize ? Math.floor(rows / batchSize) * batchSize : batchSize;
}
