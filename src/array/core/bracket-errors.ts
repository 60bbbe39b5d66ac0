/**
 * @file What `a[0]` says. Brackets on an array would silently give undefined (and `a[0] = 1` would hang a stray
 * property on it); the first numbers, those that beginners try, say instead how it is written. They sit on the
 * prototype, so that nothing else becomes slower.
 */
import { IndexError } from '../../errors/index.ts';

/** How far the numbers go; beyond, `a[i]` stays undefined. */
const LAST = 63;
const FIRST = -4;

/** Makes `a[i]` and `a[i] = v` of this class's instances an IndexError. */
export function refuseBrackets(prototype: object): void {
  for (let i = FIRST; i <= LAST; i++) {
    Object.defineProperty(prototype, i, {
      configurable: true,
      enumerable: false,
      get: () => {
        throw refusal(i, {
          en: `For a part write a.at(${i}), for one number a.item(${i})`,
          ko: `일부분은 a.at(${i}), 숫자 하나는 a.item(${i})로 쓰세요`,
        });
      },
      set: () => {
        throw refusal(i, { en: `Write a.set(${i}, value)`, ko: `a.set(${i}, 값)으로 쓰세요` });
      },
    });
  }
}

function refusal(i: number, hint: { en: string; ko: string }): IndexError {
  return new IndexError({
    who: 'NDArray',
    rule: { en: 'arrays have no [ ]', ko: '배열에는 [ ]를 쓸 수 없습니다' },
    received: `a[${i}]`,
    hint,
  });
}
