/** @file Leaves of a graph: inputs, variables, constants, random numbers. */
import { DTypeError, ShapeError, shapeText } from '../../../errors/index.ts';
import {
  allocate,
  makeNode,
  sizeOf,
  type DType,
  type Node,
  type OpTable,
  type Shape,
  type TypedData,
  type Variable,
} from '../node.ts';
import { normalAt, randomKeys, uniformAt } from '../random-bits.ts';

/** A node, or a number that takes the dtype of its partner. */
export type Operand = Node | number;

/** A value that is given at every run under `name`. */
export function input(name: string, shape: Shape, dtype: DType = 'float32'): Node {
  return makeNode('input', [], { name }, [...shape], dtype);
}

/** Reads a variable (its value before the run's assignments). */
export function variable(v: Variable): Node {
  return makeNode('variable', [], { variable: v }, v.shape, v.dtype);
}

/** A fixed value; the data is not copied. */
export function constant(data: TypedData, shape: Shape): Node {
  if (data.length !== sizeOf(shape)) {
    throw new ShapeError({
      who: 'constant',
      rule: { en: 'the data must fill the shape', ko: '데이터는 모양을 꽉 채워야 합니다' },
      received: {
        en: `${data.length} values for ${shapeText(shape)}`,
        ko: `${shapeText(shape)}에 값 ${data.length}개`,
      },
    });
  }
  const dtype = data instanceof Float32Array ? 'float32' : data instanceof Int32Array ? 'int32' : 'bool';
  return makeNode('constant', [], { data }, [...shape], dtype);
}

/** A number as a 0-d node. */
export function scalar(value: number, dtype: DType = 'float32'): Node {
  const data = allocate(dtype, 1);
  data[0] = value;
  return constant(data, []);
}

/** A constant array filled with one number, held as a single cell that broadcasts. */
export function full(shape: Shape, value: number, dtype: DType = 'float32'): Node {
  return makeNode('broadcastTo', [scalar(value, dtype)], {}, [...shape], dtype);
}

/** Makes a number a node of the dtype of its partner. */
export function lift(value: Operand, dtype: DType = 'float32'): Node {
  return typeof value === 'number' ? scalar(value, dtype) : value;
}

/**
 * Random numbers; `state` is an int32 node of shape (2,): seed and counter. The caller moves the counter by an
 * assignment. Different `stream`s of one state are independent.
 */
export function random(kind: 'uniform' | 'normal', state: Node, shape: Shape, stream = 0): Node {
  if (state.dtype !== 'int32' || sizeOf(state.shape) !== 2) {
    throw new DTypeError({
      who: 'random',
      rule: { en: 'the state must be int32 of shape (2,)', ko: '상태는 모양이 (2,)인 int32여야 합니다' },
      received: {
        en: `${state.dtype} of shape ${shapeText(state.shape)}`,
        ko: `모양이 ${shapeText(state.shape)}인 ${state.dtype}`,
      },
    });
  }
  return makeNode('random', [state], { kind, stream }, [...shape], 'float32');
}

export const leafOps: Pick<OpTable, 'input' | 'variable' | 'constant' | 'random'> = {
  input: { forward: leaf, gradient: null },
  variable: { forward: leaf, gradient: null },
  constant: { forward: leaf, gradient: null },
  random: {
    forward(node, [state], out) {
      const [key0, key1] = randomKeys(state![0]!, state![1]!, node.attrs.stream);
      const at = node.attrs.kind === 'uniform' ? uniformAt : normalAt;
      for (let i = 0; i < out.length; i++) out[i] = at(key0, key1, i);
    },
    gradient: null,
  },
};

function leaf(node: { op: string }): never {
  throw new DTypeError({
    who: 'interpret',
    rule: { en: `'${node.op}' has its value from outside`, ko: `'${node.op}'의 값은 밖에서 옵니다` },
  });
}
