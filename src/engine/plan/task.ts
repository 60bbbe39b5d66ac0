/**
 * @file What a plan is made of: values (blocks of memory with a lifetime) and tasks (instructions that read and write values,
 * or one op's plain twin).
 */
import type { DType, Node, TypedData, Variable } from '../graph/node.ts';
import type { Words } from '../instructions.ts';

/** A block of memory in the arena. */
export interface Value {
  readonly dtype: DType;
  /** Partial sums grow with the number of pieces, until the memory of all values is laid out. */
  bytes: number;
  /**
   * Temporaries share memory by lifetime; everything else keeps its place. A temporary that is computed straight into a
   * variable becomes one, at that variable's address; one that stays from run to run becomes `shared`, at a place where other
   * programs read it too (kept.ts).
   */
  kind: 'temp' | 'input' | 'variable' | 'constant' | 'shared';
  readonly input?: string;
  readonly variable?: Variable;
  readonly data?: TypedData;
  /** Of a value that lies within another: beside other parts in its rows of `row` elements, `length` of them from `at` on. */
  readonly slice?: Slice;
  /** Of a value that is written in parts: all of them. */
  parts?: readonly Value[];
  /** Byte address, known after the layout. */
  address: number;
  /** First and last task (by place in the schedule) that touches it. */
  first: number;
  last: number;
  /** Lives to the end of the run: an output. */
  kept: boolean;
}

/** A part of each row of another value. */
interface Slice {
  readonly of: Value;
  readonly at: number;
  readonly length: number;
  readonly row: number;
}

export interface Task {
  /** For profiles: 'conv+bias+pool 14x14x64->32'. */
  readonly name: string;
  readonly reads: readonly Value[];
  readonly writes: readonly Value[];
  /** Reads of `reads` that touch element i only when writing element i, so that output and input may share memory. */
  readonly inStep: ReadonlySet<Value>;
  /** Small: the main thread does it alone. */
  readonly solo: boolean;
  /** More pieces than threads, taken as they come; 0 or absent: one part per thread. */
  readonly pieces?: number | undefined;
  /** Scratch bytes that each thread needs. */
  readonly scratch: number;
  /** The place in the graph's order of the node it is for; the schedule keeps to it where it can. */
  readonly rank: number;
  /** What part of that node's work it is, in the order of PARTS; absent: the node itself. */
  readonly part?: Part;
  /** Whether its instructions write places of their own, so that no thread waits for another between them. */
  readonly isApart?: boolean;
  /** The instructions, once addresses are known. Absent for a plain twin. */
  readonly words?: () => readonly Words[];
  /** The op that its plain twin computes, with the memory of its inputs. */
  readonly twin?: { readonly node: Node; readonly inputs: readonly Value[] };
  /** Whether it can be cut into runs of samples (together.ts). */
  readonly bySample?: BySample | undefined;
  /** Whoever has done a piece of it does the same piece of the next task at once. */
  readonly isOnward?: boolean;
}

/** How a task of one instruction is cut into runs of samples, which need nothing of one another. */
export interface BySample {
  readonly samples: number;
  /** What is read sample by sample; everything else must be whole before. */
  readonly along: ReadonlySet<Value>;
  /** Bytes of weights that go by once per piece. */
  readonly weights?: number;
  /** Whether it can be so many pieces, a divisor of `samples`, at little cost. */
  fits(pieces: number): boolean;
  /** Makes it so many pieces. */
  cut(pieces: number): Pick<Task, 'pieces' | 'words'>;
}

/** The number of pieces that a task and the task that adds their sums share. */
export interface Cut {
  pieces: number;
}

/** The parts of a node's work, in order: weights packed, an operand repeated, the node, partial sums added. */
export const PARTS = ['pack', 'spread', 'node', 'sum'] as const;
export type Part = (typeof PARTS)[number];

export const BYTES: Readonly<Record<DType, number>> = { float32: 4, int32: 4, bool: 1 };

/** A fresh temporary. */
export function temp(size: number, dtype: DType = 'float32'): Value {
  return value('temp', dtype, size * BYTES[dtype]);
}

/** A value that is a part of each row of another one. */
export function sliceOf(slice: Slice): Value {
  const rows = slice.of.bytes / BYTES[slice.of.dtype] / slice.row;
  const made = value('temp', slice.of.dtype, rows * slice.length * BYTES[slice.of.dtype]);
  return { ...made, slice };
}

/** Elements from one row (pixel) of a value to the next, where a row has `length` of its own. */
export function pitchOf(v: Value | undefined, length: number): number {
  return v?.slice?.row ?? length;
}

/** The values that tasks write where this one is read: itself, or its parts. */
export function leavesOf(v: Value): readonly Value[] {
  return v.parts?.flatMap(leavesOf) ?? [v];
}

/** A value of any kind. */
export function value(
  kind: Value['kind'],
  dtype: DType,
  bytes: number,
  rest: { input?: string; variable?: Variable; data?: TypedData } = {},
): Value {
  return { dtype, bytes, kind, ...rest, address: 0, first: Infinity, last: -1, kept: false };
}

const bits = new DataView(new ArrayBuffer(4));

/** The bits of a float32 as a word. */
export function floatBits(x: number): number {
  bits.setFloat32(0, x);
  return bits.getUint32(0);
}
