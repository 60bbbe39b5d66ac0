/** @file What a graph becomes to run many times, and who makes it so. */
import type { Assign, Node, TensorValue, TypedData } from './node.ts';

/** Values for the `input` nodes, by name: flat C-order data of exactly the node's size (copied in). */
export type Feeds = Readonly<Record<string, TypedData>>;

export interface CompileOptions {
  /** For profiles and error texts: 'sequential/train/32'. */
  readonly label?: string;
  /** Plan it for the engine however little it computes: to see how long it takes there, or for the bits of a larger program it is part of. Default false. */
  readonly planned?: boolean;
  /** Scales behind convolutions are multiplied into their weights where they stay the same. Default true. */
  readonly folded?: boolean;
  /** Whether what stays the same is kept from run to run; it costs memory, and pays where there are many runs. Default true. */
  readonly keeps?: boolean;
}

/** A graph made ready to run many times. */
export interface Program {
  /**
   * One run: reads feeds and variables, performs the assignments, gives the outputs in order.
   * The outputs' data may be overwritten by the next run: copy what must stay.
   */
  run(feeds: Feeds): readonly TensorValue[];
  /**
   * Where a run reads an input from. A caller that fills this buffer and gives it as the feed spares a copy; undefined
   * for an input that nothing is computed from, and the method itself is missing where feeds are read in place anyway.
   */
  inputOf?(name: string): TypedData | undefined;
  /**
   * Where runs read a constant of several numbers, known by the array that it was made of: writing there makes it another one.
   * Only of programs that keep nothing; undefined for a constant that nothing is computed from.
   */
  constantOf?(data: TypedData): TypedData | undefined;
  /** Gives the memory of the plan back (variables keep their values). Not calling it is no leak beyond the program itself. */
  release?(): void;
}

export interface Executor {
  readonly name: string;
  compile(outputs: readonly Node[], assigns: readonly Assign[], options?: CompileOptions): Program;
}
