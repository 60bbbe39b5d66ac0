/** @file SpectralNormalization: a layer whose kernel is kept at the spectral norm 1, for the discriminators of GANs. */
import { g, type Node } from '../../../engine/index.ts';
import { ValueError } from '../../../errors/index.ts';
import { describe } from '../../common/arguments.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import { Layer, type CallOptions, type LayerOptions, type Tensors } from '../../core/layer.ts';
import { currentTrace } from '../../core/trace.ts';
import { Weight } from '../../core/weight.ts';
import { TruncatedNormal } from '../../initializers/index.ts';
import { positive } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface SpectralNormalizationOptions extends LayerOptions {
  /** A layer with a kernel or embeddings: Dense, Conv2D, Embedding … */
  layer: Layer;
  /** Steps by which the norm is estimated in each training step. Default 1. */
  powerIterations?: number;
}

/**
 * In training the kernel is divided by its largest singular value, which is estimated by power iteration from the last step's
 * estimate, and kept so; otherwise the layer is as it is. Gradients are those at the divided kernel, as in Keras. Weights: those
 * of the layer, then vector_u (1, n).
 */
class SpectralNormalizationLayer extends OptionsLayer<{ layer: Layer; powerIterations: number }> {
  static readonly facts: LayerFacts = {
    name: 'SpectralNormalization',
    module: 'keras.layers',
    perSample: true,
    layerOption: 'layer',
  };

  /** The layer whose kernel is kept. */
  readonly layer: Layer;
  /** Also a weight of this layer: it comes first, as in Keras. */
  kernel: Weight | undefined;
  vectorU: Weight | undefined;

  constructor(...args: readonly unknown[]) {
    super('SpectralNormalization', args, { layer: undefined as unknown as Layer, powerIterations: 1 }, [
      'layer',
      'powerIterations',
    ]);
    this.layer = this.config.layer;
    positive('SpectralNormalization', 'powerIterations', this.config.powerIterations);
    if (this.layer instanceof Layer) return;
    throw new ValueError({
      who: 'SpectralNormalization',
      rule: { en: 'needs a layer', ko: '층이 필요합니다' },
      received: describe(this.layer),
      hint: {
        en: 'For example SpectralNormalization(layers.Conv2D(8, 3))',
        ko: '예: SpectralNormalization(layers.Conv2D(8, 3))',
      },
    });
  }

  override build(inputShape: SymbolicShape): void {
    this.layer.ensureBuilt(inputShape);
    this.kernel = this.keptWeight();
    this.vectorU = this.addWeight({
      name: 'vector_u',
      shape: [1, this.kernel.shape.at(-1)!],
      initializer: TruncatedNormal({ stddev: 0.02 }),
      trainable: false,
    });
  }

  override call(x: Tensors, { training = false }: CallOptions = {}): Tensors {
    if (training) this.keep();
    return this.layer.applyNodes(x, { training });
  }

  /** The weight that is kept. @throws ValueError for a layer without one */
  private keptWeight(): Weight {
    const layer = this.layer as Layer & { kernel?: unknown; embeddings?: unknown };
    const kernel = layer.kernel ?? layer.embeddings;
    if (kernel instanceof Weight) return kernel;
    throw new ValueError({
      who: 'SpectralNormalization',
      rule: { en: 'needs a layer with a kernel or embeddings', ko: '커널이나 임베딩이 있는 층이 필요합니다' },
      received: this.layer.toString(),
      hint: { en: 'Wrap Dense or Conv2D, not the layers around them', ko: 'Dense나 Conv2D 같은 층을 감싸세요' },
    });
  }

  private keep(): void {
    const [kernel, vectorU] = [this.kernel!, this.vectorU!];
    const before = kernel.node;
    const matrix = g.reshape(before, [-1, kernel.shape.at(-1)!]);
    let [u, v] = [vectorU.node, vectorU.node];
    for (let k = 0; k < this.config.powerIterations; k++) {
      v = unit(g.matmul(u, g.transpose(matrix)));
      u = unit(g.matmul(v, matrix));
    }
    const sigma = g.reshape(g.matmul(g.matmul(v, matrix), g.transpose(u)), []);
    // A kernel of zeros has no direction and stays.
    const empty = g.equal(g.max(g.abs(before)), 0);
    const divided = g.stopGradient(g.select(empty, before, g.div(before, g.select(empty, 1, sigma))));
    const trace = currentTrace()!;
    trace.update(vectorU.variable, g.stopGradient(g.select(empty, vectorU.node, u)));
    trace.update(
      kernel.variable,
      g.customGradient(divided, [before], (dy) => [dy]),
    );
  }
}

/** The vector at length 1; zeros stay zeros. */
function unit(vector: Node): Node {
  return g.mul(vector, g.rsqrt(g.maximum(g.sum(g.square(vector)), 1e-24)));
}

export interface SpectralNormalization extends SpectralNormalizationLayer {}

/**
 * A layer whose kernel is divided by its largest singular value in every training step, so that the layer enlarges nothing:
 * `SpectralNormalization(layers.Conv2D(64, 3))` in the discriminator of a GAN (Miyato et al. 2018).
 * @ko 커널의 스펙트럼 노름을 1로 유지하는 층입니다. GAN의 판별자에 씁니다.
 */
export const SpectralNormalization: Factory<
  SpectralNormalization,
  SpectralNormalizationOptions,
  [layer: Layer, powerIterations: number]
> = factory(SpectralNormalizationLayer);
