/**
 * @file One op, three uses: on nodes it goes on building the running graph, on symbolic tensors it becomes a layer of
 * the model under construction, on arrays and numbers it is computed at once.
 */
import { NDArray } from '../../array/index.ts';
import { isNode, type Node } from '../../engine/index.ts';
import { KernelabError, ValueError, shapeText, type ErrorFacts } from '../../errors/index.ts';
import { describe } from '../../arguments/index.ts';
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

/**
 * What is refused inside of an op is refused in the name of the op, which is what was called: by the engine and by np in theirs, and
 * what an argument of the wrong kind makes of our own code (untyped cells come as far).
 */
export function inNameOf<A extends readonly unknown[], T>(who: string, f: (...args: A) => T): (...args: A) => T {
  return (...args) => {
    try {
      return f(...args);
    } catch (error) {
      if (error instanceof KernelabError) {
        if (error.who.startsWith('ops.')) throw error;
        throw new (error.constructor as new (facts: ErrorFacts) => KernelabError)({ ...error.facts, who });
      }
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
      throw new ValueError({
        who,
        rule: { en: 'an argument is missing or of another kind', ko: '빠진 인수나 종류가 다른 인수가 있습니다' },
        received: args
          .flat()
          .map((each) => (isNode(each) ? shapeText(each.shape) : describe(each)))
          .join(', '),
        hint: {
          en: `help(keras.${who}) shows what it takes`,
          ko: `무엇을 받는지는 help(keras.${who})로 볼 수 있습니다`,
        },
        cause: error,
      });
    }
  };
}

/** As `dispatch`, for ops that may give several tensors. `saved.args` are the arguments unless it says others. */
export function dispatchAll(
  name: string,
  compute: (...nodes: Node[]) => Tensors,
  args: readonly unknown[],
  { saved }: { saved?: Saved } = {},
): unknown {
  const who = `ops.${name}`;
  if (!Array.isArray(args)) {
    throw new ValueError({
      who,
      rule: { en: 'takes a list of tensors', ko: '텐서의 리스트를 받습니다' },
      received: describe(args),
      hint: { en: `For example keras.${who}([a, b])`, ko: `예: keras.${who}([a, b])` },
    });
  }
  const f = inNameOf(who, compute);
  const symbols = args.filter((a): a is KerasTensor => a instanceof KerasTensor);
  if (symbols.length > 0) {
    const operation = new Operation(
      name,
      (nodes) => {
        let next = 0;
        return f(...args.map((a) => (a instanceof KerasTensor ? nodes[next++]! : toNode(a as TensorLike, who))));
      },
      saved ? { args, ...saved } : null,
    );
    return operation.apply(symbols.length === 1 ? symbols[0] : symbols);
  }
  const nodes = args.map((a) => toNode(a as TensorLike, who));
  const result = f(...nodes);
  const building = inGraph(...args) || (currentTrace() !== undefined && args.some(holdsNode));
  return building ? result : inNameOf(who, evaluate)(result);
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
