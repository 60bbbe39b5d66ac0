/** @file The type of a layer class that is called without `new`, with some arguments by position. */
import { callable } from '../common/callable.ts';
import type { LayerFacts } from '../core/facts.ts';
import type { Layer } from '../core/layer.ts';

/** A layer class that may be called without `new`: options only. */
export interface Factory0<L, O> {
  new (options?: O): L;
  (options?: O): L;
  readonly prototype: L;
  fromConfig(config: Record<string, unknown>): Layer;
}

/** … with one argument that may come first by position. */
export interface Factory1<L, O, A> extends Factory0<L, O> {
  new (a: A, options?: Partial<O>): L;
  new (options?: O): L;
  (a: A, options?: Partial<O>): L;
  (options?: O): L;
}

/** … with two. */
export interface Factory2<L, O, A, B> extends Factory1<L, O, A> {
  new (a: A, b: B, options?: Partial<O>): L;
  new (a: A, options?: Partial<O>): L;
  new (options?: O): L;
  (a: A, b: B, options?: Partial<O>): L;
  (a: A, options?: Partial<O>): L;
  (options?: O): L;
}

/** … with three. */
export interface Factory3<L, O, A, B, C> extends Factory2<L, O, A, B> {
  new (a: A, b: B, c: C, options?: Partial<O>): L;
  new (a: A, b: B, options?: Partial<O>): L;
  new (a: A, options?: Partial<O>): L;
  new (options?: O): L;
  (a: A, b: B, c: C, options?: Partial<O>): L;
  (a: A, b: B, options?: Partial<O>): L;
  (a: A, options?: Partial<O>): L;
  (options?: O): L;
}

/** … with four. */
export interface Factory4<L, O, A, B, C, D> extends Factory3<L, O, A, B, C> {
  new (a: A, b: B, c: C, d: D, options?: Partial<O>): L;
  new (a: A, b: B, c: C, options?: Partial<O>): L;
  new (a: A, b: B, options?: Partial<O>): L;
  new (a: A, options?: Partial<O>): L;
  new (options?: O): L;
  (a: A, b: B, c: C, d: D, options?: Partial<O>): L;
  (a: A, b: B, c: C, options?: Partial<O>): L;
  (a: A, b: B, options?: Partial<O>): L;
  (a: A, options?: Partial<O>): L;
  (options?: O): L;
}

/** Gives a layer class its call without `new`; the caller names the type, so that positional and named forms are kept apart. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- one place for the assertion instead of sixty
export function factory<F>(target: (abstract new (...args: never[]) => Layer) & { readonly facts: LayerFacts }): F {
  if (!Object.hasOwn(target, 'facts')) throw new Error(`${target.name} has the facts of its base, and needs its own`);
  // The name under which users know it: in files, in summaries, and from which the layer's own name is made.
  Object.defineProperty(target, 'name', { value: target.facts.name });
  return callable(target) as unknown as F;
}
