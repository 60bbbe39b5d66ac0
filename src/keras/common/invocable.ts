/** @file Objects that are called like functions: losses, metrics, initializers. */

/**
 * An object that is itself a function, as in `loss(yTrue, yPred)` or `initializer(shape)`: what is called is the
 * object's own `invoke`. Keep fields declared in the class, since a function has a `name` and a `length` of its own.
 */
export class Invocable {
  constructor() {
    const self = (...args: unknown[]): unknown => (self as unknown as Invocable).invoke(...args);
    // A function's own name and length would stand before those of the object.
    Reflect.deleteProperty(self, 'name');
    Reflect.deleteProperty(self, 'length');
    return Object.setPrototypeOf(self, new.target.prototype) as this;
  }

  /** What calling the object does. */
  invoke(..._args: unknown[]): unknown {
    return undefined;
  }

  /** `<MeanSquaredError name=mean_squared_error>`: what a cell shows, in place of a function. */
  toString(): string {
    const name = Object.hasOwn(this, 'name') ? ` name=${(this as unknown as { name: string }).name}` : '';
    return `<${this.constructor.name}${name}>`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}
