/**
 * @file Batches of predict that do not fit into the engine's memory go through it in parts. It is done only where each sample is
 * computed on its own, and no part has fewer samples than there are threads: so the bits are those of the whole batch.
 */
import { getCore } from '../../engine/index.ts';
import { MemoryError } from '../../errors/index.ts';
import type { Layer } from '../core/layer.ts';
import type { Batch } from './feed.ts';
import { allPerSample } from './run-size.ts';
import type { Step, StepModel } from './steps.ts';

/** Values of one output for some samples, in memory of their own. */
export interface Output {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** Gives the step in which a batch lies, ready to run. */
type Load = (batch: Batch) => Step;

export class InParts {
  readonly #part: StepModel;
  /** Samples of the smallest part. */
  readonly #least: number;
  /** Samples that may go through at once, as far as is known: what was too much once is not tried again. */
  #most = Infinity;

  constructor(model: StepModel & { readonly knownLayers: readonly Layer[] | undefined }) {
    const { name, outputNames, weights } = model;
    // The interpreter, which takes very small programs, rounds otherwise.
    const forward: StepModel['forward'] = (inputs, training) => model.forward(inputs, training);
    this.#part = { name: `${name}/part`, outputNames, weights, isPart: true, forward };
    this.#least = allPerSample(model.knownLayers) ? (getCore()?.threads ?? 1) : Infinity;
  }

  /** The outputs for a batch. @throws MemoryError where the smallest part does not fit either */
  outputs(batch: Batch, load: Load): Output[] {
    const { size } = batch;
    for (;;) {
      const rows = Math.min(size, this.#most);
      try {
        if (rows === size) return load(batch).run().map(copyOf);
        return this.#divided(batch, rows, load);
      } catch (error) {
        const half = Math.ceil(rows / 2);
        if (!(error instanceof MemoryError) || half === rows || half < this.#least) throw error;
        this.#most = half;
      }
    }
  }

  /** All parts have the same size, hence one program: the last one begins earlier and computes some samples again. */
  #divided(batch: Batch, rows: number, load: Load): Output[] {
    const { size, shapes } = batch;
    const sizes = shapes.x.map((shape) => shape.reduce((a, b) => a * b, 1));
    const x = sizes.map((each) => new Float32Array(size * each));
    batch.load({ x, y: [], w: [] });
    const outputs: Output[] = [];
    for (let next = 0; next < size; next += rows) {
      const start = Math.min(next, size - rows);
      const part: Batch = {
        size: rows,
        shapes,
        model: this.#part,
        load: (step) => {
          step.x.forEach((into, i) => into.set(x[i]!.subarray(start * sizes[i]!, (start + rows) * sizes[i]!)));
        },
      };
      for (const [i, { data, shape }] of load(part).run().entries()) {
        const width = data.length / rows;
        outputs[i] ??= { data: new Float32Array(size * width), shape: [size, ...shape.slice(1)] };
        outputs[i].data.set(data, start * width);
      }
    }
    return outputs;
  }
}

function copyOf({ data, shape }: ReturnType<Step['run']>[number]): Output {
  return { data: data.slice() as Float32Array, shape };
}
