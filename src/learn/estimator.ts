/** @file What all classes of `sklearn` have: in a cell they show themselves as they were written. */
import { describe } from '../arguments/index.ts';

/** A scaler, a decomposition, a classifier, folds. */
export abstract class Estimator {
  readonly #given: object;

  /** `given`: the options that the call named. */
  constructor(given: object | undefined) {
    this.#given = given ?? {};
  }

  /** As it is written: `PCA({ nComponents: 2 })`. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const isPlain = Object.keys(this.#given).length === 0;
    return `${this.constructor.name}(${isPlain ? '' : describe(this.#given)})`;
  }
}
