/**
 * @file One op, three uses: on nodes it goes on building the running graph, on symbolic tensors it becomes a layer of
 * the model under construction, on arrays and numbers it is computed at once.
 */
import { NDArray } from '../../array/index.ts';
import { isNode, type Node } from '../../engine/index.ts';
import { refuseOptions } from '../common/arguments.ts';
import { computeOnce, holdsNode, inGraph, toNode, type NodeHolder, type TensorLike } from '../common/tensor.ts';
import { KerasTensor } from '../core/keras-tensor.ts';
import { Layer, type Tensors } from '../core/layer.ts';
import { uniqueName } from '../core/naming.ts';
import { currentTrace } from '../core/trace.ts';
import { toSnake } from '../common/names.ts';

/** Nested lists of numbers. */
type Lists = number | boolean | readonly Lists[];
/** What an op takes as a tensor. */
export type Arg = Node | NodeHolder | KerasTensor | NDArray | Lists;
/**
 * What comes out: symbolic if anything symbolic went in, else a node if a node (or a weight) did, else an array. An argument
 * without a type (`0 extends 1 & A` holds for that alone) may be any of them, and so may the result.
 */
export type Result<A> = 0 extends 1 & A
  ? A
  : [Extract<A, KerasTensor>] extends [never]
    ? [Extract<A, Node | NodeHolder>] extends [never]
      ? NDArray
      : Node
    : KerasTensor;

/** A use of an op as Keras's files hold it: the arguments by place (tensors as they are), the others by Keras's names. */
export interface Saved {
  readonly args?: readonly unknown[];
  readonly config?: Readonly<Record<string, unknown>>;
  /** Options that Keras gives with the tensors instead. */
  readonly kwargs?: Readonly<Record<string, unknown>>;
}

/** A use of an op in a symbolic model: a layer without weights. */
export class Operation extends Layer {
  readonly operation: string;
  readonly f: (nodes: readonly Node[]) => Tensors;
  /** How a file writes this use; null where it cannot be written. */
  readonly saved: Saved | null;

  constructor(operation: string, f: (nodes: readonly Node[]) => Tensors, saved: Saved | null = null) {
    super({ name: uniqueName(toSnake(operation)) });
    this.operation = operation;
    this.f = f;
    this.saved = saved;
  }

  override get className(): string {
    return this.operation[0]!.toUpperCase() + this.operation.slice(1);
  }

  override get isOperation(): boolean {
    return true;
  }

  override call(inputs: Tensors): Tensors {
    return this.f(isNode(inputs) ? [inputs] : inputs);
  }
}

/** Runs `f` on the arguments in whichever of the three ways they ask for. */
export function dispatch<A extends Arg>(
  name: string,
  f: (...nodes: Node[]) => Node,
  args: readonly A[],
  options: { saved?: Saved } = {},
): Result<A> {
  return dispatchAll(name, f, args, options) as Result<A>;
}

/** As `dispatch`, for ops that may give several tensors. `saved.args` are the arguments unless it says others. */
export function dispatchAll(
  name: string,
  f: (...nodes: Node[]) => Tensors,
  args: readonly unknown[],
  { saved }: { saved?: Saved } = {},
): unknown {
  const symbols = args.filter((a): a is KerasTensor => a instanceof KerasTensor);
  if (symbols.length > 0) {
    const operation = new Operation(
      name,
      (nodes) => {
        let next = 0;
        return f(...args.map((a) => (a instanceof KerasTensor ? nodes[next++]! : toNode(a as TensorLike, name))));
      },
      saved ? { args, ...saved } : null,
    );
    return operation.apply(symbols.length === 1 ? symbols[0] : symbols);
  }
  const nodes = args.map((a) => toNode(a as TensorLike, name));
  const result = f(...nodes);
  const building = inGraph(...args) || (currentTrace() !== undefined && args.some(holdsNode));
  return building ? result : evaluate(result);
}

/** The values of nodes that depend on constants and variables only. */
function evaluate(result: Tensors): NDArray | NDArray[] {
  const outputs = isNode(result) ? [result] : result;
  const arrays = computeOnce(outputs, [], 'ops');
  return isNode(result) ? arrays[0]! : arrays;
}

/** The public form of an op of one tensor. */
export function unaryOp(name: string, f: (x: Node) => Node): <A extends Arg>(x: A) => Result<A> {
  return function op(x) {
    if (arguments.length > 1) refuseOptions(`ops.${name}`, arguments, 1);
    return dispatch(name, f, [x], { saved: {} });
  };
}

/** The public form of an op of two tensors. */
export function binaryOp(
  name: string,
  f: (a: Node, b: Node) => Node,
): <A extends Arg, B extends Arg>(a: A, b: B) => Result<A | B> {
  return function op(a, b) {
    if (arguments.length > 2) refuseOptions(`ops.${name}`, arguments, 2);
    return dispatch(name, f, [a, b], { saved: {} });
  };
}
