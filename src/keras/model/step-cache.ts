/**
 * @file The programs of a model, one for each batch size and shape: the latest used are kept, the others give their memory back. All of
 * them do where the engine runs short of memory: they are made again when they are asked for.
 */
import { SpareMemory } from './spare-memory.ts';
import type { Step } from './steps.ts';

/** Whole and last batches of training, validation and prediction, on the model and on what stands behind its frozen part. */
const MOST = 8;

export class StepCache {
  readonly #steps = new Map<string, Step>();
  readonly #memory = new SpareMemory(this);
  #dropped = 0;

  /** How many steps were dropped so far: one that was had before need not be there any more when this has changed. */
  get dropped(): number {
    return this.#dropped;
  }

  /** The step of a key, made where it is not there. */
  get(key: string, make: () => Step): Step {
    const known = this.#steps.get(key);
    // Making it may empty the cache.
    const step = known ?? make();
    this.#steps.delete(key);
    this.#steps.set(key, step);
    this.#memory.hold();
    if (this.#steps.size > MOST) this.#drop(this.#steps.keys().next().value!);
    return step;
  }

  /** Drops all steps. */
  clear(): void {
    for (const key of this.#steps.keys()) this.#drop(key);
    this.#memory.holdNothing();
  }

  giveBack(): void {
    this.clear();
  }

  #drop(key: string): void {
    this.#steps.get(key)!.release();
    this.#steps.delete(key);
    this.#dropped++;
  }
}
