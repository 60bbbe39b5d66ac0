/**
 * @file What `plot.explore` knows of a network: its uses of layers as data. This file and its neighbours `curves`, `forward`, `explain`,
 * `lines` and `maps` run in the page too: they import nothing but each other, and types.
 */
import type { Arithmetic } from '../../../keras/index.ts';

/** Numbers with their shape. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A use of a layer. `W`: its weights, as numbers or as where they are. */
export interface Use<W = Tensor> {
  readonly name: string;
  /** The class of the layer. */
  readonly type: string;
  /** The uses whose results it takes, by their places. */
  readonly from: readonly number[];
  /** The result for one sample. */
  readonly shape: readonly number[];
  readonly parameters: number;
  /** 'input': where data enters; null: in a way of its own. */
  readonly arithmetic: Arithmetic<W> | 'input' | null;
}

/** A place of a result as (row, column, channel). */
export type Place = readonly [row: number, column: number, channel: number];

/** A shape of one sample as (rows, columns, channels): sequences have one column, vectors one cell. */
export function gridOf(shape: readonly number[]): [rows: number, columns: number, channels: number] {
  if (shape.length === 0) return [1, 1, 1];
  const channels = shape.at(-1)!;
  if (shape.length === 3) return [shape[0]!, shape[1]!, channels];
  return [shape.slice(0, -1).reduce((a, b) => a * b, 1), 1, channels];
}

/** Where the number of a place is. */
export function indexOf(shape: readonly number[], [row, column, channel]: Place): number {
  const [, columns, channels] = gridOf(shape);
  return (row * columns + column) * channels + channel;
}

/** How many numbers a shape has. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** The weights of an arithmetic in another form. */
export function mapWeights<V, W>(arithmetic: Arithmetic<V>, map: (weight: V, name: string) => W): Arithmetic<W> {
  const made: Record<string, unknown> = { ...arithmetic };
  for (const name of WEIGHTS) {
    const weight = (arithmetic as unknown as Record<string, V | null | undefined>)[name];
    if (weight !== undefined && weight !== null) made[name] = map(weight, name);
  }
  return made as unknown as Arithmetic<W>;
}

/** The weights of an arithmetic, by name. */
export function weightsOf<W>(arithmetic: Arithmetic<W>): W[] {
  const found: W[] = [];
  mapWeights(arithmetic, (weight) => found.push(weight));
  return found;
}

const WEIGHTS = [
  'kernel',
  'depthwise',
  'pointwise',
  'bias',
  'mean',
  'variance',
  'gamma',
  'beta',
  'alpha',
  'table',
] as const;

/** The uses in columns: each stands behind all that it takes. */
export function columnsOf(uses: readonly Use<unknown>[]): number[][] {
  const depths: number[] = [];
  uses.forEach(({ from }) => depths.push(1 + Math.max(-1, ...from.map((each) => depths[each]!))));
  const columns: number[][] = [];
  depths.forEach((depth, i) => (columns[depth] ??= []).push(i));
  return columns;
}

/** Whether a result is a picture in colours. */
export function isColourful({ shape, arithmetic }: Use<unknown>): boolean {
  return arithmetic === 'input' && shape.length === 3 && shape[2] === 3;
}
