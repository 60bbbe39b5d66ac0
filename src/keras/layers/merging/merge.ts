/** @file What layers of several inputs share: their checks, and the function in place of the layer. */
import type { ArraySource, NDArray } from '../../../array/index.ts';
import { isNode, type Node } from '../../../engine/index.ts';
import { ShapeError, shapeText, ValueError, type Translated } from '../../../errors/index.ts';
import type { KerasTensor } from '../../core/keras-tensor.ts';
import type { Layer, LayerOptions, Tensors, Untyped } from '../../core/layer.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface ConcatenateOptions extends LayerOptions {
  /**
   * Default -1.
   * @ko 기본값 -1.
   */
  axis?: number;
}

/** The list of inputs, at least `least` of them. */
export function listOf(who: string, inputs: Tensors, least: number): readonly Node[] {
  const list = isNode(inputs) ? [inputs] : inputs;
  if (list.length >= least) return list;
  throw new ValueError({
    who,
    rule: { en: `needs a list of at least ${least} inputs`, ko: `입력이 ${least}개 이상 든 리스트가 필요합니다` },
    received: `${list.length}`,
    hint: { en: `Call it with a list: ${who}([a, b]).`, ko: `리스트로 호출하세요: ${who}([a, b])` },
  });
}

/** The shapes of samples, without the batch axis: while a model is being made its size is made up. */
export function samplesText(list: readonly Node[]): Translated {
  const shapes = list.map((x) => shapeText(x.shape.slice(1))).join(', ');
  return { en: `samples of shape ${shapes}`, ko: `샘플의 모양 ${shapes}` };
}

/** What makes two branches of pictures fit. */
export function joinHint([a, b]: readonly Node[]): Translated | undefined {
  if (a!.shape.length !== 4) return undefined;
  return a!.shape[1] === b!.shape[1] && a!.shape[2] === b!.shape[2]
    ? { en: 'A Conv2D(filters, 1) gives a branch other channels', ko: 'Conv2D(filters, 1)로 채널 수를 맞추세요' }
    : {
        en: "Height and width differ: use padding: 'same' and equal strides in both branches",
        ko: "높이와 너비가 다릅니다. 두 갈래에서 padding: 'same'과 같은 strides를 쓰세요",
      };
}

/** Inputs are folded from the left, broadcasting. */
export abstract class Merge extends OptionsLayer<object> {
  constructor(who: string, args: readonly unknown[]) {
    super(who, args, {});
    this.built = true;
  }

  abstract join(a: Node, b: Node): Node;

  override call(inputs: Tensors): Node {
    const list = listOf(this.name, inputs, 2);
    const [first] = list;
    if (list.some((x) => x.shape.length !== first!.shape.length)) {
      throw new ShapeError({
        who: this.name,
        rule: { en: 'all inputs must have the same number of axes', ko: '모든 입력은 축의 수가 같아야 합니다' },
        received: samplesText(list),
      });
    }
    const fits = (a: Node, b: Node): boolean =>
      a.shape.every((n, i) => n === b.shape[i] || n === 1 || b.shape[i] === 1);
    if (!list.every((a) => list.every((b) => fits(a, b)))) {
      throw new ShapeError({
        who: this.name,
        rule: {
          en: 'all inputs must have one shape (or 1 where they are repeated)',
          ko: '모든 입력의 모양이 같아야 합니다(되풀이하는 자리는 1)',
        },
        received: samplesText(list),
        hint: joinHint(list),
      });
    }
    return list.slice(1).reduce((a, b) => this.join(a, b), first!);
  }
}

/** A function in place of a merging layer. */
export interface MergeFunction {
  <X>(inputs: readonly (X & Untyped<X>)[], options?: ConcatenateOptions): X;
  (inputs: readonly ArraySource[], options?: ConcatenateOptions): NDArray;
  (inputs: readonly Node[], options?: ConcatenateOptions): Node;
  (inputs: readonly KerasTensor[], options?: ConcatenateOptions): KerasTensor;
}

export function merging(make: (options: LayerOptions) => Layer): MergeFunction {
  return ((inputs: readonly Node[], options: LayerOptions = {}) => make(options)(inputs)) as unknown as MergeFunction;
}
