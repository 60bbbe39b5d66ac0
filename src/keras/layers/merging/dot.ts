/** @file Dot: products of two inputs, sample by sample, summed over an axis of each. */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError, shapeText, ValueError, andText } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions, Tensors } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { listOf } from './merge.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface DotOptions extends LayerOptions {
  /** The axis (or one for each input) to multiply and sum over. */
  axes: number | readonly [number, number];
  /** Divide each vector by its length first. Default false. */
  normalize?: boolean;
}

class DotLayer extends OptionsLayer<{ axes: number | readonly [number, number]; normalize: boolean }> {
  static readonly facts: LayerFacts = { name: 'Dot', module: 'keras.layers', perSample: true };

  constructor(...args: readonly unknown[]) {
    super('Dot', args, { axes: undefined as unknown as number | readonly [number, number], normalize: false }, [
      'axes',
      'normalize',
    ]);
    const { axes } = this.config;
    if (axes === undefined || [axes].flat().some((a) => !Number.isInteger(a) || a === 0)) {
      throw new ValueError({
        who: 'Dot',
        rule: {
          en: 'axes must be an axis other than the batch, or one for each input',
          ko: 'axes는 배치가 아닌 축 하나이거나, 입력마다 하나씩이어야 합니다',
        },
        received: JSON.stringify(axes) ?? { en: 'no axes', ko: 'axes 없음' },
      });
    }
    this.built = true;
  }

  override call(inputs: Tensors): Node {
    const list = listOf(this.name, inputs, 2);
    const axes = [this.config.axes].flat();
    const [a, b] = [0, 1].map((i) => {
      const x = list[i]!;
      const wanted = axes[i] ?? axes[0]!;
      const axis = wanted < 0 ? wanted + x.shape.length : wanted;
      const rest = x.shape.flatMap((_, k) => (k === 0 || k === axis ? [] : [k]));
      // [batch, rest, summed axis]
      const turned = g.transpose(unit(x, axis, this.config.normalize), [0, ...rest, axis]);
      return { restShape: rest.map((k) => x.shape[k]!), flat: g.reshape(turned, [x.shape[0]!, -1, x.shape[axis]!]) };
    }) as [{ restShape: number[]; flat: Node }, { restShape: number[]; flat: Node }];
    if (a.flat.shape[2] !== b.flat.shape[2]) {
      throw new ShapeError({
        who: this.name,
        rule: { en: 'the summed axes must have one size', ko: '곱해서 더하는 축은 크기가 같아야 합니다' },
        received: andText(list.map((x) => shapeText(x.shape))),
      });
    }
    const product = g.matmul(a.flat, b.flat, { transposeB: true });
    const rest = [...a.restShape, ...b.restShape];
    return g.reshape(product, [product.shape[0]!, ...(rest.length === 0 ? [1] : rest)]);
  }
}

export interface Dot extends DotLayer {}

/** Product of two inputs, sample by sample, summed over an axis of each. */
export const Dot: Factory<Dot, DotOptions, [axes: number | readonly [number, number]]> = factory(DotLayer);

function unit(x: Node, axis: number, wanted: boolean): Node {
  if (!wanted) return x;
  const squares = g.sum(g.square(x), { axis, keepDims: true });
  return g.mul(x, g.rsqrt(g.maximum(squares, 1e-12)));
}
