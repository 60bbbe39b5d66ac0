/**
 * @file Classes that are called without `new`, as in the lecture: `keras.optimizers.Adam(0.001)`.
 * `new Adam(…)`, `class Mine extends Adam` and `instanceof Adam` keep working.
 */

// A constructor of anything: `never[]` accepts every parameter list without `any`.
type AnyClass = abstract new (...args: never[]) => object;

/** The class itself, and the same class as a plain function. */
export type Callable<C extends AnyClass> = C & ((...args: ConstructorParameters<C>) => InstanceType<C>);

/** Gives a class a call signature: `callable(Adam)(0.001)` is `new Adam(0.001)`. */
export function callable<C extends AnyClass>(target: C): Callable<C> {
  // What a cell shows for the class itself, instead of the stand-in: `[class Dense]`.
  Object.defineProperty(target, Symbol.for('nodejs.util.inspect.custom'), {
    value(this: { name: string }) {
      return `[class ${this.name}]`;
    },
  });
  return new Proxy(target, {
    apply: (cls, _self, args) => Reflect.construct(cls as unknown as new (...args: unknown[]) => object, args),
  }) as Callable<C>;
}
