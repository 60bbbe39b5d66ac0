/** @file One JavaScript value on its way into an array: NumPy 2 refuses numbers that an integer type cannot hold. */
import { warnOfTrap } from '../../display/index.ts';
import { DTypeError, ValueError } from '../../errors/index.ts';
import { dtypes, type DType } from '../layout/dtype.ts';
import { convert } from './cast.ts';

/** The element that a lone JavaScript value becomes, or the refusal NumPy would give. */
export function checkedScalar(value: number | boolean | bigint, dtype: DType, who: string): number {
  const x = Number(value);
  const { kind, min, max } = dtypes[dtype];
  if (kind === 'f') return x;
  if (kind === 'b') return x !== 0 ? 1 : 0;
  if (!Number.isFinite(x)) {
    throw new ValueError({
      who,
      rule: {
        en: `${Number.isNaN(x) ? 'NaN' : 'infinity'} cannot become an integer`,
        ko: `${Number.isNaN(x) ? 'NaN' : '무한대'}은(는) 정수가 될 수 없습니다`,
      },
      received: { en: `${x} for dtype ${dtype}`, ko: `dtype ${dtype}에 ${x}` },
    });
  }
  const whole = Math.trunc(x);
  if (whole < min || whole > max) {
    throw new DTypeError({
      who,
      rule: {
        en: `the whole number is out of bounds for ${dtype}, which holds ${min} to ${max}`,
        ko: `${dtype}에 담을 수 없는 정수입니다. ${min}부터 ${max}까지 담습니다`,
      },
      received: String(value),
    });
  }
  if (whole !== x && who === 'set') sayCutOff(x, dtype);
  return convert(whole, dtype);
}

/**
 * Says that a number loses its fraction in an array of the usual whole numbers, which nobody may have asked for: `np.array([3.0])` is of
 * floats in Python, and in TypeScript 3.0 is 3. Other integer types were chosen.
 */
export function sayCutOff(x: number, dtype: DType): void {
  if (dtype !== 'int64') return;
  warnOfTrap('fraction cut off', {
    en: `set: ${x} becomes ${Math.trunc(x)}, since the array holds whole numbers (int64); 3.0 in a list is the same as 3 here. Make it of floats: np.array([3, 4], 'float64'), x.astype('float64')`,
    ko: `set: 정수 배열(int64)이므로 ${x} 대신 ${Math.trunc(x)}만 저장됩니다. 리스트의 3.0은 3과 같습니다. 실수 배열로 만드세요: np.array([3, 4], 'float64'), x.astype('float64')`,
  });
}
