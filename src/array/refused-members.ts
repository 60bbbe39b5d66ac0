/**
 * @file What `names.mean()` says: arrays of texts and of complex numbers have no such method. The compiler says it first; this is for code
 * without types, which would see "is not a function".
 */
import { DTypeError, shapeText, type Translated } from '../errors/index.ts';
import { ComplexArray } from './complex/complex-array.ts';
import { NDArray } from './core/ndarray.ts';
import { StringArray } from './strings/string-array.ts';

const kinds: readonly { of: typeof StringArray | typeof ComplexArray; name: Translated; hint: Translated }[] = [
  {
    of: StringArray,
    name: { en: 'an array of texts', ko: '문자열 배열' },
    hint: { en: "Texts that are numbers: names.astype('float64')", ko: "숫자로 된 문자열이면 names.astype('float64')" },
  },
  {
    of: ComplexArray,
    name: { en: 'an array of complex numbers', ko: '복소수 배열' },
    hint: {
      en: 'Its parts and lengths are numbers: f.real, f.imag, np.abs(f)',
      ko: 'f.real, f.imag, np.abs(f)는 보통의 배열입니다',
    },
  },
];

for (const { of, name, hint } of kinds) {
  const { prototype } = of;
  for (const [member, { value }] of Object.entries(Object.getOwnPropertyDescriptors(NDArray.prototype))) {
    if (typeof value !== 'function' || member in prototype) continue;
    Object.defineProperty(prototype, member, {
      configurable: true,
      value(this: { shape: readonly number[] }) {
        throw new DTypeError({
          who: member,
          rule: { en: `${name.en} does not have it`, ko: `${name.ko}에는 없습니다` },
          received: {
            en: `${name.en} of shape ${shapeText(this.shape)}`,
            ko: `모양이 ${shapeText(this.shape)}인 ${name.ko}`,
          },
          hint,
        });
      },
    });
  }
}
