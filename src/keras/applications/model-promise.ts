/**
 * @file The promise of a model whose weights are being fetched. It is a plain promise, but asking it for a part of the
 * model (`base.layers` without `await`) says what is missing instead of giving undefined.
 */
import { ValueError } from '../../errors/index.ts';
import { Model } from '../model/index.ts';

/** `make()`, whose promise answers for `await` when it is taken for the model. `who` is the network's function. */
export function modelPromise(who: string, make: () => Promise<Model>): Promise<Model> {
  const promise = Object.defineProperty(make(), whoSymbol, { value: who });
  return Object.setPrototypeOf(promise, pending) as Promise<Model>;
}

const whoSymbol = Symbol('who');

/** All that a model has, but for what a promise has too. */
function namesOf(model: object): Set<string> {
  const names = new Set<string>(['name']);
  for (let at: unknown = model; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  }
  for (const name of ['constructor', 'toString', 'then', 'catch', 'finally']) names.delete(name);
  return names;
}

const pending = Object.create(Promise.prototype) as object;
for (const name of namesOf(Model.prototype)) {
  Object.defineProperty(pending, name, {
    get(this: { readonly [whoSymbol]: string }): never {
      const who = this[whoSymbol];
      throw new ValueError({
        who: `${who}(…).${name}`,
        rule: {
          en: 'the model is not there yet, its weights are being read',
          ko: '가중치를 읽는 중이어서 아직 모델이 없습니다',
        },
        received: { en: 'a promise of a model', ko: '모델의 프로미스' },
        hint: {
          en: `Put await in front: const model = await keras.applications.${who}(…)`,
          ko: `앞에 await를 붙이세요: const model = await keras.applications.${who}(…)`,
        },
      });
    },
  });
}
