/**
 * @file The promise of a model whose weights are being fetched. It is a plain promise, but asking it for a part of the
 * model (`base.layers` without `await`) says what is missing instead of giving undefined.
 */
import { ValueError, say } from '../../errors/index.ts';
import { Model } from '../model/index.ts';

export class ModelPromise extends Promise<Model> {
  /** What `then` and `catch` give are promises of anything. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  constructor(who: string, make: () => Promise<Model>) {
    super((resolve, reject) => {
      make().then(resolve, reject);
    });
    Object.defineProperty(this, 'who', { value: who });
  }
}

/** All that a model has, but for what a promise has too. */
function namesOf(model: object): Set<string> {
  const names = new Set<string>(['name']);
  for (let at: unknown = model; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  }
  for (const name of ['constructor', 'toString', 'then', 'catch', 'finally']) names.delete(name);
  return names;
}

for (const name of namesOf(Model.prototype)) {
  Object.defineProperty(ModelPromise.prototype, name, {
    configurable: true,
    get(this: { who: string }): never {
      throw new ValueError({
        who: `${this.who}(…).${name}`,
        rule: 'the model is not there yet, its weights are being read',
        received: 'a promise of a model',
        hint: say({
          en: `Put await in front: const model = await keras.applications.${this.who}(…)`,
          ko: `앞에 await를 붙이세요: const model = await keras.applications.${this.who}(…)`,
        }),
      });
    },
  });
}
