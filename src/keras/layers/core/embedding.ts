/** @file Embedding: whole numbers to learned vectors. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import type { Weight } from '../../core/weight.ts';
import type { InitializerLike } from '../../initializers/index.ts';
import { positive } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

/** Whole numbers to learned vectors. Weight: embeddings (inputDim, outputDim). */
class EmbeddingLayer extends OptionsLayer<{
  inputDim: number;
  outputDim: number;
  embeddingsInitializer: InitializerLike;
}> {
  static readonly facts: LayerFacts = {
    name: 'Embedding',
    module: 'keras.layers',
    perSample: true,
    rescales: true,
    arithmetic: ({ embeddings }: EmbeddingLayer) => ({ rule: 'lookup', table: embeddings! }),
  };

  embeddings: Weight | undefined;

  constructor(...args: readonly unknown[]) {
    const none = undefined as unknown as number;
    super('Embedding', args, { inputDim: none, outputDim: none, embeddingsInitializer: 'uniform' }, [
      'inputDim',
      'outputDim',
    ]);
    positive('Embedding', 'inputDim', this.config.inputDim);
    positive('Embedding', 'outputDim', this.config.outputDim);
  }

  override build(): void {
    const { inputDim, outputDim, embeddingsInitializer } = this.config;
    this.embeddings = this.addWeight({
      name: 'embeddings',
      shape: [inputDim, outputDim],
      initializer: embeddingsInitializer,
    });
  }

  override call(x: Node): Node {
    return g.gather(this.embeddings!.node, g.cast(x, 'int32'));
  }
}

export interface Embedding extends EmbeddingLayer {}

/** Whole numbers below inputDim -> rows of outputDim learnt numbers. */
export const Embedding: Factory<
  Embedding,
  LayerOptions & {
    /** How many numbers there are: 0 … inputDim - 1. */
    inputDim: number;
    /** Length of each vector. */
    outputDim: number;
    /** Where the vectors begin. Default 'uniform'. */
    embeddingsInitializer?: InitializerLike;
  },
  [inputDim: number, outputDim: number]
> = factory(EmbeddingLayer);
