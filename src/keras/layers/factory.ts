/** @file The type of a layer class that is called without `new`, with some arguments by position. */
import { callable } from '../../arguments/index.ts';
import type { LayerFacts } from '../core/facts.ts';
import type { Layer } from '../core/layer.ts';

/** Calls with all of P by position, then with one less …, each with the rest as options; P's labels are the names one sees. */
type Calls<L, O, P extends readonly unknown[]> = P extends readonly [...infer Fewer, unknown]
  ? ((...args: [...P, options?: Partial<O>]) => L) & Calls<L, O, Fewer>
  : (options?: O) => L;

type Constructors<L, O, P extends readonly unknown[]> = P extends readonly [...infer Fewer, unknown]
  ? (new (...args: [...P, options?: Partial<O>]) => L) & Constructors<L, O, Fewer>
  : new (options?: O) => L;

/** A layer class that may be called without `new`: `Factory<Dense, DenseOptions, [units: number, activation: ActivationLike]>`. */
export type Factory<L, O, P extends readonly unknown[] = []> = Constructors<L, O, P> &
  Calls<L, O, P> & {
    readonly prototype: L;
    fromConfig(config: Record<string, unknown>): Layer;
  };

/** Gives a layer class its call without `new`; the caller names the type, so that positional and named forms are kept apart. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- one place for the assertion instead of sixty
export function factory<F>(target: (abstract new (...args: never[]) => Layer) & { readonly facts: LayerFacts }): F {
  if (!Object.hasOwn(target, 'facts')) throw new Error(`${target.name} has the facts of its base, and needs its own`);
  // The name under which users know it: in files, in summaries, and from which the layer's own name is made.
  Object.defineProperty(target, 'name', { value: target.facts.name });
  return callable(target) as unknown as F;
}
