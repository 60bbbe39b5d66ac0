/** @file `keras.Sequential`: layers one after another. Built from an Input, an inputShape, or the first data it sees. */
import { ValueError } from '../../errors/index.ts';
import { isPlainObject } from '../common/arguments.ts';
import { KerasTensor, type SymbolicShape } from '../core/keras-tensor.ts';
import { Layer, type CallOptions, type LayerOptions, type Tensors } from '../core/layer.ts';
import { isNode, type Node } from '../../engine/index.ts';
import { uniqueName } from '../core/naming.ts';
import { InputLayer } from '../layers/core/input-layer.ts';
import { Model } from './model.ts';

export class Sequential extends Model {
  declare stack: Layer[];
  declare inputLayer: InputLayer | undefined;

  constructor(
    layers: readonly (Layer | KerasTensor)[] | (LayerOptions & { layers?: readonly (Layer | KerasTensor)[] }) = [],
    options: LayerOptions = {},
  ) {
    const given = isPlainObject(layers)
      ? (layers as LayerOptions & { layers?: readonly (Layer | KerasTensor)[] })
      : { ...options, layers };
    const { layers: list = [], ...rest } = given;
    super(rest);
    this.stack = [];
    this.inputLayer = undefined;
    for (const layer of list as readonly Layer[]) this.append(layer);
    this.rebuild();
  }

  override get className(): string {
    return this.constructor.name;
  }

  override get layers(): Layer[] {
    return [...this.stack];
  }

  override get sublayers(): Layer[] {
    return this.stack ?? [];
  }

  /** Adds a layer at the end. */
  add(layer: Layer | KerasTensor): void {
    this.append(layer);
    this.rebuild();
  }

  /** Takes the last layer off. */
  pop(): Layer {
    const layer = this.stack.pop();
    if (!layer)
      throw new ValueError({
        who: `${this.name}.pop`,
        rule: { en: 'the model has no layers', ko: '모델에 층이 없습니다' },
      });
    this.rebuild();
    return layer;
  }

  private append(layer: unknown): void {
    if (layer instanceof KerasTensor && layer.source?.call.layer instanceof InputLayer)
      return this.append(layer.source.call.layer);
    if (layer instanceof InputLayer) {
      if (this.inputLayer || this.stack.length > 0) {
        throw new ValueError({
          who: this.name,
          rule: { en: 'an Input can only be the first of the layers', ko: 'Input은 첫 층으로만 쓸 수 있습니다' },
        });
      }
      this.inputLayer = layer;
      return;
    }
    if (!(layer instanceof Layer)) {
      throw new ValueError({
        who: this.name,
        rule: { en: 'takes layers', ko: '층을 받습니다' },
        received:
          typeof layer === 'function' ? { en: `the class ${layer.name}`, ko: `클래스 ${layer.name}` } : typeof layer,
        hint: { en: 'Write layers.Flatten() with its parentheses.', ko: '괄호를 붙여 layers.Flatten()으로 쓰세요' },
      });
    }
    if (this.stack.some((other) => other.name === layer.name)) {
      throw new ValueError({
        who: this.name,
        rule: { en: 'all layers must have different names', ko: '층의 이름은 모두 달라야 합니다' },
        received: { en: `'${layer.name}' twice`, ko: `'${layer.name}'이(가) 두 번` },
      });
    }
    this.stack.push(layer);
  }

  /** The shape the model starts from, when it is known. */
  private startShape(): SymbolicShape | undefined {
    if (this.inputLayer) return this.inputLayer.batchShape;
    const [first] = this.stack;
    return (
      first?.batchInputShape ??
      (first instanceof Model && first.inputs?.length === 1 ? first.inputs[0]!.shape : undefined)
    );
  }

  /** Ties the layers together anew after a change. */
  private rebuild(): void {
    this.trainer.forget();
    this.topology = undefined;
    const shape = this.startShape() ?? (this.built ? (this.buildShape as SymbolicShape) : undefined);
    this.built = false;
    this.symbolicInputs = [];
    this.symbolicOutputs = [];
    if (shape && this.stack.length > 0) this.chain(shape);
  }

  private chain(shape: SymbolicShape): void {
    const input = this.inputLayer ?? new InputLayer({ batchShape: shape, name: null });
    this.inputLayer ??= input;
    let x: KerasTensor = input.tensor;
    for (const layer of this.stack) x = layer(x);
    // Keras keeps a functional model inside, which takes a name: the next one made by hand is functional_1.
    uniqueName('functional');
    this.connect(input.tensor, x);
  }

  override build(inputShape: SymbolicShape | readonly SymbolicShape[]): void {
    if (this.topology || this.stack.length === 0) return;
    this.chain(inputShape as SymbolicShape);
  }

  protected override get hasOwnCall(): boolean {
    return this.call !== Sequential.prototype.call;
  }

  override call(inputs: Tensors, options: CallOptions = {}): Tensors {
    let x = isNode(inputs) ? inputs : inputs[0]!;
    for (const layer of this.stack) x = layer.applyNodes(x, options) as Node;
    return x;
  }
}
