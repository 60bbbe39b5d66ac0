/** @file A model as an explorer shows it, in the kernel: its uses of layers, and their results for a picture of the batch or a drawn one. */
import type { NDArray } from '../../../array/index.ts';
import { np } from '../../../array/index.ts';
import { layerUses, type LayerUse, type LayerUses, type AnyModel, type Arithmetic } from '../../../keras/index.ts';
import { mapWeights, type Tensor, type Use } from './uses.ts';

/** A model with its batch. */
export class Network {
  readonly name: string;
  readonly uses: readonly Use[];
  readonly outputs: readonly number[];
  /** How many pictures there are. */
  readonly total: number;
  readonly #batches: readonly NDArray[];
  readonly #layers: LayerUses;

  constructor(model: AnyModel, batches: readonly NDArray[], who: string) {
    this.name = model.name;
    this.#batches = batches;
    this.total = batches[0]!.shape[0]!;
    this.#layers = layerUses(
      model,
      batches.map(({ shape }) => shape.slice(1)),
      who,
    );
    this.uses = this.#layers.uses.map(useOf);
    this.outputs = this.#layers.outputs;
  }

  /** The uses where data enters. */
  get inputs(): readonly Use[] {
    return this.uses.slice(0, this.#batches.length);
  }

  /** The numbers of a picture of the batch, one list per input. */
  sample(picture: number): Float32Array[] {
    return this.#batches.map((batch) => Float32Array.from(batch.at(picture).toTyped() as ArrayLike<number>));
  }

  /** The results of all uses, with the weights of now. */
  run(sample: readonly Float32Array[]): Tensor[] {
    const arrays = sample.map((data, i) => np.asarray(data).reshape(...this.uses[i]!.shape));
    return this.#layers.run(arrays).map((data, i) => ({ shape: this.uses[i]!.shape, data }));
  }
}

function useOf({ name, className, from, shape, parameters, arithmetic }: LayerUse): Use {
  return {
    name,
    type: className,
    from,
    shape,
    parameters,
    arithmetic: arithmetic === undefined ? null : arithmetic === 'input' ? 'input' : withNumbers(arithmetic),
  };
}

/** Weights are read when they are needed: training may have moved them, and their memory. Uses of one layer share them. */
function withNumbers(arithmetic: Arithmetic): Arithmetic<Tensor> {
  return mapWeights(arithmetic, (weight) => {
    let tensor = tensors.get(weight);
    if (!tensor) {
      tensor = {
        shape: weight.shape,
        get data() {
          return weight.variable.data as Float32Array;
        },
      };
      tensors.set(weight, tensor);
    }
    return tensor;
  });
}

const tensors = new WeakMap<object, Tensor>();
