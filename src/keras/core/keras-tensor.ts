/**
 * @file A symbolic tensor: what `keras.Input` gives and a layer turns into another. It knows its shape (null where any
 * size is allowed, above all the batch) and the layer call it came from; a model is read off these calls.
 */
import type { Index } from '../../array/index.ts';
import { type DType, type Node, g } from '../../engine/index.ts';
import { shapeText } from '../../errors/index.ts';
import { uniqueName } from './naming.ts';
import { Trace, withTrace } from './trace.ts';
import type { Layer, CallOptions } from './layer.ts';

/** A shape in which null stands for any size. */
export type SymbolicShape = readonly (number | null)[];

/** One use of a layer in a model. A shared layer has several. */
export interface LayerCall {
  readonly layer: Layer;
  /** As the layer got them: one tensor, or a list. */
  readonly inputs: KerasTensor | readonly KerasTensor[];
  readonly outputs: readonly KerasTensor[];
  /** Whether the layer gave a list. */
  readonly givesList: boolean;
  readonly options: CallOptions;
}

/**
 * A value that is not there yet: what a layer of a functional model gives. It has a shape and no numbers.
 * @ko 만드는 중인 모델의 텐서입니다. 모양은 있고 값은 아직 없습니다.
 */
export class KerasTensor {
  /** Its shape, null for axes of any size. */
  readonly shape: SymbolicShape;
  /** Type of the values that will come. */
  readonly dtype: DType;
  /** Its name in summaries. */
  readonly name: string;
  /** The call it came from (an Input layer's for inputs) and its place among that call's outputs. */
  source: { readonly call: LayerCall; readonly index: number } | undefined;

  constructor(
    shape: SymbolicShape,
    options: {
      /** Type of the values that will come. Default float32. */
      dtype?: DType;
      /**
       * Its name in summaries.
       * @ko 요약표에 쓰는 이름입니다.
       */
      name?: string;
    } = {},
  ) {
    this.shape = [...shape];
    this.dtype = options.dtype ?? 'float32';
    this.name = options.name ?? uniqueName('keras_tensor');
  }

  /**
   * The cells that an index names, as of an array: `x.at('...', '::-1')`; the batch is axis 0.
   * @ko 인덱스나 슬라이스로 텐서의 일부를 꺼냅니다. 배치가 축 0입니다.
   */
  declare readonly at: (...index: readonly Index[]) => KerasTensor;

  /** Number of axes. */
  get ndim(): number {
    return this.shape.length;
  }

  /** So that `const [y] = layer(x)` works for one output as for several. */
  *[Symbol.iterator](): Generator<KerasTensor> {
    yield this;
  }

  /** Its shape, type and name as text. */
  toString(): string {
    return `<KerasTensor shape=${shapeText(this.shape)}, dtype=${this.dtype}, name=${this.name}>`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

/** Shape and dtype of each result. */
export interface OutputSpec {
  readonly specs: readonly { readonly shape: SymbolicShape; readonly dtype: DType }[];
  readonly givesList: boolean;
}

/** Sizes put in place of null: the batch small, pictures large enough for any window. */
const TRIALS = [
  { batch: 2, side: 224 },
  { batch: 3, side: 320 },
] as const;

/**
 * Finds what a function of tensors gives for symbolic shapes: it is traced with two different sizes in place of null,
 * and what differs in the results is null. So a layer needs no shape rule of its own.
 */
export function inferOutputs(
  f: (inputs: readonly Node[]) => Node | readonly Node[],
  inputs: readonly { readonly shape: SymbolicShape; readonly dtype: DType }[],
): OutputSpec {
  const symbolic = inputs.some(({ shape }) => shape.includes(null));
  const [first, second] = TRIALS.map(({ batch, side }) => {
    const nodes = inputs.map(({ shape, dtype }, i) =>
      g.input(
        `trial${i}`,
        shape.map((n, axis) => n ?? (axis === 0 ? batch : side)),
        dtype,
      ),
    );
    const trace = new Trace(false);
    if (inputs.some(({ shape: [n] }) => n === null)) trace.anyBatch = batch;
    return withTrace(trace, () => f(nodes));
  }) as [Node | readonly Node[], Node | readonly Node[]];
  const givesList = Array.isArray(first);
  const [a, b] = [first, second].map((r) => (Array.isArray(r) ? (r as Node[]) : [r as Node])) as [Node[], Node[]];
  return {
    givesList,
    specs: a.map(({ shape, dtype }, i) => ({
      shape: symbolic ? shape.map((n, axis) => (n === b[i]!.shape[axis] ? n : null)) : shape,
      dtype,
    })),
  };
}
