/** @file `np.testing`: assertions for a student's own checks, failing with what differs and where. */
import { checkCall } from '../arguments/index.ts';
import { ShapeError, ValueError, shapeText, type Translated } from '../errors/index.ts';
import { asarray } from './core/create.ts';
import type { NDArray } from './core/ndarray.ts';
import type { Operand } from './ufuncs/ufunc.ts';
import { isclose, type Tolerance, toleranceOptions } from './ufuncs/compound.ts';
import { broadcastArrays } from './manipulation/axes.ts';

/**
 * Fails unless |actual - desired| <= atol + rtol |desired| everywhere; nan equals nan by default.
 * @ko 값이 허용 오차 밖으로 다르면 어디가 다른지 말하며 오류를 냅니다.
 */
export function assertAllclose(actual: Operand, desired: Operand, options?: Tolerance): void {
  if (arguments.length > 2) checkCall('np.testing.assertAllclose', arguments, 3, toleranceOptions);
  const { rtol = 1e-7, atol = 0, equalNan = true } = options ?? {};
  const [a, b] = pair(actual, desired, 'np.testing.assertAllclose');
  report(
    a,
    b,
    isclose(a, b, { rtol, atol, equalNan }),
    {
      en: `not equal to tolerance rtol=${rtol}, atol=${atol}`,
      ko: `rtol=${rtol}, atol=${atol}의 오차 안에서 같지 않습니다`,
    },
    'np.testing.assertAllclose',
  );
}

/** Fails unless shapes and all elements are equal; nan equals nan. */
export function assertArrayEqual(actual: Operand, desired: Operand): void {
  if (arguments.length > 2) checkCall('np.testing.assertArrayEqual', arguments, 2);
  const [a, b] = pair(actual, desired, 'np.testing.assertArrayEqual');
  const same = isclose(a, b, { rtol: 0, atol: 0, equalNan: true });
  report(a, b, same, { en: 'not equal', ko: '같지 않습니다' }, 'np.testing.assertArrayEqual');
}

/** Fails unless |actual - desired| < 1.5 · 10^-decimal everywhere. */
export function assertAlmostEqual(actual: Operand, desired: Operand, decimal = 7): void {
  if (arguments.length > 2) checkCall('np.testing.assertAlmostEqual', arguments, 3);
  const [a, b] = pair(actual, desired, 'np.testing.assertAlmostEqual');
  const close = isclose(a, b, { rtol: 0, atol: 1.5 * 10 ** -decimal, equalNan: true });
  report(
    a,
    b,
    close,
    { en: `not equal to ${decimal} decimals`, ko: `소수점 아래 ${decimal}자리까지 같지 않습니다` },
    'np.testing.assertAlmostEqual',
  );
}

function pair(actual: Operand, desired: Operand, who: string): [NDArray, NDArray] {
  const [a, b] = [asarray(actual), asarray(desired)];
  const alike = a.ndim === b.ndim && a.shape.every((n, d) => n === b.shape[d]);
  if (!alike && a.ndim > 0 && b.ndim > 0) {
    throw new ShapeError({
      who,
      rule: { en: 'shapes must be the same', ko: '모양이 같아야 합니다' },
      received: `actual ${shapeText(a.shape)}, desired ${shapeText(b.shape)}`,
    });
  }
  return broadcastArrays(a, b) as [NDArray, NDArray];
}

function report(a: NDArray, b: NDArray, close: NDArray, rule: Translated, who: string): void {
  const good = close.toTyped();
  const wrong = good.indexOf(0);
  if (wrong < 0) return;
  let bad = 0;
  for (let k = 0; k < good.length; k++) if (good[k] === 0) bad++;
  const [p, q] = [a.toTyped(), b.toTyped()];
  let worst = 0;
  for (let k = 0; k < p.length; k++) if (good[k] === 0) worst = Math.max(worst, Math.abs(p[k]! - q[k]!));
  const place: number[] = [];
  for (let d = a.ndim - 1, rest = wrong; d >= 0; d--) {
    place.unshift(rest % a.shape[d]!);
    rest = Math.floor(rest / a.shape[d]!);
  }
  throw new ValueError({
    who,
    rule: {
      en: `${rule.en}: ${bad} of ${a.size} elements differ, by at most ${worst}`,
      ko: `${rule.ko}: 원소 ${a.size}개 가운데 ${bad}개가 최대 ${worst}만큼 다릅니다`,
    },
    received: {
      en: `first at ${shapeText(place)}: actual ${p[wrong]}, desired ${q[wrong]}`,
      ko: `처음 다른 자리 ${shapeText(place)}: actual ${p[wrong]}, desired ${q[wrong]}`,
    },
  });
}
