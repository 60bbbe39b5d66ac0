/**
 * @file What `a[0]`, `a.length` and signs between arrays of texts or complex numbers say. Brackets on an array would silently give undefined (and `a[0] = 1` would hang a stray
 * property on it); the first numbers, those that beginners try, say instead how it is written. They sit on the
 * prototype, so that nothing else becomes slower.
 */
import { warnOfTrap } from '../../display/index.ts';
import { IndexError, ValueError, shapeText } from '../../errors/index.ts';

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

/** Makes `a + b` of this class's instances, which would join their texts, an error; in a template it is the text. */
export function refuseSigns(prototype: object, hint: { en: string; ko: string }): void {
  Object.defineProperty(prototype, Symbol.toPrimitive, {
    configurable: true,
    enumerable: false,
    value(this: { toString(): string; readonly shape: readonly number[] }, wanted: string): string {
      if (wanted === 'string') return this.toString();
      throw new ValueError({
        who: 'array',
        rule: {
          en: 'JavaScript operators do not work on arrays',
          ko: '배열에는 JavaScript 연산자를 쓸 수 없습니다',
        },
        received: `${this.constructor.name} ${shapeText(this.shape)}`,
        hint,
      });
    },
  });
}

/**
 * Says that there is no `a.length` to a cell that asks for it, where TypeScript does not know that it is an array (parameters without a
 * type): a loop up to `undefined` would not run, without a word. Others that ask want to know what kind of value it is.
 */
export function tellOfLength(prototype: object): void {
  Object.defineProperty(prototype, 'length', {
    configurable: true,
    enumerable: false,
    get: () => {
      const asked = new Error();
      if (/^[^\n]*\n[^\n]*\n[^\n]*kernelab:cell\//.test(asked.stack ?? '')) {
        warnOfTrap('length of an array', {
          en: 'an array has no length (it is undefined, and a loop up to it does not run). The length of its first axis: x.shape[0], all elements: x.size',
          ko: '배열에는 length가 없습니다. 값이 undefined이므로 length까지 도는 반복문은 실행되지 않습니다. 첫 축의 길이: x.shape[0], 모든 원소의 수: x.size',
        });
      }
      return undefined;
    },
  });
}

function refusal(i: number, hint: { en: string; ko: string }): IndexError {
  return new IndexError({
    who: 'NDArray',
    rule: { en: 'arrays have no [ ]', ko: '배열에는 [ ]를 쓸 수 없습니다' },
    received: `a[${i}]`,
    hint,
  });
}
