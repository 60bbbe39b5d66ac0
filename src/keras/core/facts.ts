/**
 * @file What is known of a layer class beside its computation. It is written in the class, and saving, loading and
 * predict read it there. A class without it (a layer of one's own) is taken to be unknown to Keras.
 */
import type { DType } from '../../engine/index.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Layer } from './layer.ts';

export interface LayerFacts {
  /** The name of the class, as Keras and its files have it. */
  readonly name: string;
  /** The module it comes from in Keras; null where Keras 3 has no such layer, so that a file with one needs a class of that name there. */
  readonly module: string | null;
  /**
   * Whether each sample is computed on its own outside of training: predict then computes several batches in one run.
   * A function decides by the options and by the number of axes of the input.
   */
  readonly perSample: boolean | ((config: Readonly<Record<string, unknown>>, axes: number) => boolean);
  /** Whether what comes out no longer has the scale of what went in, so that pictures of 0 … 255 need no hint. */
  readonly rescales?: boolean;
  /** The types its `dtype` may name, the default first. Without it only float32. */
  readonly dtypes?: readonly DType[];
  /** Options of Keras's class that say nothing here (other back ends, sparse tensors): files may hold them. */
  readonly ignored?: readonly string[];
  /** Turns the options of a file, in Keras's spelling, from an older version's into today's. */
  readonly readConfig?: (config: Record<string, unknown>) => void;
  /** The option that holds a function of the user's, which no file can hold. */
  readonly functionOption?: string;
  /** The option that holds a layer. */
  readonly layerOption?: string;
  /**
   * How a value of the result comes from the inputs outside of training, for pictures that write it out; undefined: in a way of its own.
   * `shapes`: of the inputs, with the batch in front.
   */
  // A method: each class writes its own type for the layer.
  arithmetic?(layer: Layer, shapes: readonly (readonly number[])[]): Arithmetic | undefined;
  /** Options that Keras's class does not take: they stay out of files. */
  readonly notInKeras?: readonly string[];
}

/** The facts of a layer's own class; undefined for a subclass of one's own, whose `call` may be another. */
export function factsOf(layer: Layer): LayerFacts | undefined {
  const Class = layer.constructor as unknown as { readonly facts?: LayerFacts };
  return Object.hasOwn(Class, 'facts') ? Class.facts : undefined;
}

/** `perSample` of layers that compute along `axis`: the samples stay apart unless it is the axis of the batch. */
export function awayFromBatch(config: Readonly<Record<string, unknown>>, axes: number): boolean {
  return [config['axis'] ?? []].flat().every((axis) => axis !== 0 && axis !== -axes);
}
