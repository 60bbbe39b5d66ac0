/**
 * @file Where arrays meet graphs: numbers, nested lists and np arrays become constant nodes, and nodes of constants
 * become np arrays again. Used when a loss, metric or activation is called on plain data, outside of a model.
 */
import { type NDArray, fromTyped, np, toTyped } from '../../array/index.ts';
import { NDArray as ArrayClass } from '../../array/index.ts';
import { getExecutor, isNode, type Assign, type Feeds, type Node, g } from '../../engine/index.ts';
import { DTypeError, ValueError } from '../../errors/index.ts';
import { currentTrace } from '../core/trace.ts';
import { runAgain } from './again.ts';
import { describe } from './arguments.ts';

const { constant } = g;

/** Nested lists of numbers. */
type Nested = number | boolean | readonly Nested[];
/** A thing that holds a value in a graph: a weight, the running state of a metric. */
export interface NodeHolder {
  readonly node: Node;
}
/** Anything that stands for a tensor: a node of a graph (or what holds one), an np array, a number or nested lists. */
export type TensorLike = Node | NodeHolder | NDArray | Nested;

/** A node with these values: whole numbers of int and uint arrays as int32, bool as bool, everything else float32. */
export function toNode(value: TensorLike, who = 'tensor'): Node {
  if (isNode(value)) return value;
  if (holdsNode(value)) return value.node;
  const watched = typeof value === 'object' ? currentTrace()?.watched(value) : undefined;
  if (watched) return watched;
  const array = value instanceof ArrayClass ? value : np.array(checkNumbers(value, who));
  checkDType(array, who);
  const flat = toTyped(array);
  if (array.dtype === 'bool') return constant(Uint8Array.from(flat as Uint8Array), array.shape);
  if (/^u?int/.test(array.dtype)) return constant(Int32Array.from(flat as ArrayLike<number>), array.shape);
  return constant(Float32Array.from(flat as ArrayLike<number>), array.shape);
}

/** The numbers of an array as float32, to be read at once: its own where it has such. */
export function floatsOf(array: NDArray, who: string): Float32Array {
  checkDType(array, who);
  const flat = toTyped(array);
  return flat instanceof Float32Array ? flat : Float32Array.from(flat as ArrayLike<number>);
}

function checkDType({ dtype }: NDArray, who: string): void {
  if (/^(bool|u?int|float)/.test(dtype)) return;
  throw new DTypeError({
    who,
    rule: { en: 'takes numbers only', ko: '수만 받습니다' },
    received: { en: `an array of ${dtype}`, ko: `${dtype} 배열` },
  });
}

/** Whether a value is a weight or a metric's state. */
export function holdsNode(value: unknown): value is NodeHolder {
  return typeof value === 'object' && value !== null && 'node' in value && isNode(value.node);
}

/** Refuses what is neither a number nor a list: as an array it would become a silent NaN. */
function checkNumbers(value: unknown, who: string): Nested {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return value as unknown as Nested;
  throw new DTypeError({
    who,
    rule: { en: 'takes tensors, arrays, lists or numbers', ko: '텐서, 배열, 리스트, 수를 받습니다' },
    received: describe(value),
  });
}

/** What a function or a `call` of the user gave, which must be a node: a forgotten return, or np in its place, is refused. */
export function gaveNode(who: string, value: unknown): Node {
  if (isNode(value)) return value;
  if (holdsNode(value)) return value.node;
  throw new ValueError({
    who,
    rule: { en: 'must give a tensor made with keras.ops', ko: 'keras.ops로 만든 텐서를 돌려주어야 합니다' },
    received: describe(value),
    hint: {
      en: 'In models, losses and metrics use keras.ops (ops.mean, ops.square, ops.multiply …) instead of np and + - * /, and return the result',
      ko: '모델, 손실, 메트릭 안에서는 np나 + - * / 대신 keras.ops(ops.mean, ops.square, ops.multiply …)를 쓰고 결과를 return 하세요',
    },
  });
}

/** As `computeOnce`, for what the step of a loop of one's own builds anew each time: an equal graph's program serves again. */
export function computeAgain(
  outputs: readonly Node[],
  assigns: readonly Assign[],
  label?: string,
  feeds?: Feeds,
): NDArray[] {
  return runAgain(outputs, assigns, label, feeds).map(({ data, shape }) => fromTyped(data.slice(), [...shape]));
}

/**
 * Computes a graph of constants and variables once: copies of the outputs, assignments done. The program's memory is given
 * back at once, or a loop of such calls would wait for the garbage collector.
 */
export function computeOnce(
  outputs: readonly Node[],
  assigns: readonly Assign[] = [],
  label?: string,
  feeds: Feeds = {},
): NDArray[] {
  const program = getExecutor().compile(outputs, assigns, { label, keeps: false });
  const arrays = program.run(feeds).map(({ data, shape }) => fromTyped(data.slice(), [...shape]));
  program.release?.();
  return arrays;
}

/** Whether a call was made inside a graph: one of its arguments is a node, or an array that a tape watches. */
export function inGraph(...values: readonly unknown[]): boolean {
  const trace = currentTrace();
  return values.some(
    (value) =>
      isNode(value) || (trace !== undefined && value instanceof ArrayClass && trace.watched(value) !== undefined),
  );
}

/** Calls `f` on nodes; gives a node when one came in, otherwise the value as an np array. */
export function onTensors<A extends readonly (TensorLike | undefined | null)[]>(
  f: (...nodes: { [K in keyof A]: undefined extends A[K] ? Node | undefined : Node }) => Node,
  ...args: A
): Node | NDArray {
  const nodes = args.map((a) => (a === undefined || a === null ? undefined : toNode(a)));
  const result = (f as (...nodes: (Node | undefined)[]) => Node)(...nodes);
  return inGraph(...args) ? result : computeOnce([result])[0]!;
}
