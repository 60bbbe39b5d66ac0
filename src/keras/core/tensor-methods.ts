/**
 * @file What a tensor inside a model or a tape says of itself: `x.at(0, '1:3')`, `x.numpy()`, `x.item()`, and how it is
 * printed. Nodes come from the engine, which knows no arrays; the methods are put on them here. Values are computed when
 * they are asked for; inputs of a model have none until it runs.
 */
import type { Index, NDArray } from '../../array/index.ts';
import { displaySymbol } from '../../display/index.ts';
import { nodeMethods, topologicalOrder, type Node, type NodeMethods, type TypedData } from '../../engine/index.ts';
import { ValueError, shapeText } from '../../errors/index.ts';
import { computeOnce } from '../common/tensor.ts';
import { getItem } from '../ops/get-item.ts';
import { KerasTensor } from './keras-tensor.ts';
import { currentTrace, inputValue } from './trace.ts';

declare module '../../engine/graph/node.ts' {
  interface NodeMethods {
    /** The cells that an index names, as of an array: `x.at(0, '...', '1:3')`. */
    at(...index: readonly Index[]): Node;
    /** Its values as an array, where they are known: not for the inputs of a model that is being built. */
    numpy(): NDArray;
    /** The value of a tensor of one number. */
    item(): number;
    /** Number of axes. */
    readonly ndim: number;
  }
}

/** The values of a tensor, or undefined where they depend on inputs that are not there yet. */
function valueOf(node: Node): NDArray | undefined {
  const feeds: Record<string, TypedData> = {};
  for (const each of topologicalOrder([node])) {
    if (each.op !== 'input') continue;
    const data = inputValue(each);
    if (!data) return undefined;
    feeds[each.attrs.name] = data;
  }
  return computeOnce([node], [], 'tensor', feeds)[0]!;
}

/** `<Tensor shape=(null, 8), dtype=float32, name=relu_12>`. */
function toText(node: Node): string {
  const batch = currentTrace()?.anyBatch;
  const shape = node.shape.map((n, axis) => (axis === 0 && n === batch ? null : n));
  return `<Tensor shape=${shapeText(shape)}, dtype=${node.dtype}, name=${node.op}_${node.id}>`;
}

/** The same with the values, where they are known. */
function show(node: Node): string {
  const value = valueOf(node);
  return value ? `${toText(node)}\n${value.toString()}` : toText(node);
}

/** What the methods are, so that the compiler holds them to the list above. */
const METHODS: { readonly [K in keyof NodeMethods]: (this: Node, ...args: never[]) => unknown } = {
  at(this: Node, ...index: Index[]) {
    return getItem(this, ...index);
  },
  numpy(this: Node) {
    const value = valueOf(this);
    if (value) return value;
    throw new ValueError({
      who: 'tensor.numpy',
      rule: {
        en: 'this tensor has no values yet: it depends on the input of a model that is being built',
        ko: '아직 값이 없는 텐서입니다. 만드는 중인 모델의 입력에 따라 값이 정해집니다',
      },
      received: toText(this),
      hint: {
        en: 'Compute with keras.ops here; read values outside, from what the model gives: model.predict(x) or model(x)',
        ko: '여기에서는 keras.ops로 계산하고, 값은 밖에서 모델의 결과로 보세요: model.predict(x) 또는 model(x)',
      },
    });
  },
  item(this: Node) {
    return this.numpy().item();
  },
  ndim(this: Node) {
    return this.shape.length;
  },
};

for (const [name, value] of Object.entries(METHODS)) {
  Object.defineProperty(nodeMethods, name, name === 'ndim' ? { get: value } : { value });
}
Object.defineProperties(nodeMethods, {
  toString: { value(this: Node) { return toText(this); } }, // prettier-ignore
  [Symbol.for('nodejs.util.inspect.custom')]: { value(this: Node) { return show(this); } }, // prettier-ignore
  [displaySymbol]: { value(this: Node) { return { 'text/plain': show(this) }; } }, // prettier-ignore
});
Object.defineProperty(KerasTensor.prototype, 'at', {
  value(this: KerasTensor, ...index: Index[]) {
    return getItem(this, ...index);
  },
});
