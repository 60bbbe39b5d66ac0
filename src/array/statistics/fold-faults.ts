/** @file NumPy's warnings for sums and products of many elements, and for means of none. */
import { warnOfTrap } from '../../display/index.ts';
import { makeView } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { faultOf } from '../ufuncs/floating-faults.ts';
import { asksForFaults, react } from '../ufuncs/floating-state.ts';

/** Joins the lanes of `a` along `axes` step by step again, and does what is asked for about what happens on the way. */
export function reactToFold(
  who: string,
  a: NDArray,
  axes: ReadonlySet<number>,
  join: (s: number, x: number) => number,
  isSingle: boolean,
): void {
  if (!asksForFaults()) return;
  const order = [...a.shape.keys()].sort((p, q) => Number(axes.has(p)) - Number(axes.has(q)) || p - q);
  const pick = (list: readonly number[]): number[] => order.map((d) => list[d]!);
  const lanes = makeView(a, pick(a.shape), pick(a.strides)).toTyped();
  const n = [...axes].reduce((product, d) => product * a.shape[d]!, 1);
  let found = 0;
  for (let start = 0; start < lanes.length; start += n) {
    let s = lanes[start]!;
    for (let i = start + 1; i < start + n; i++) {
      const r = isSingle ? Math.fround(join(s, lanes[i]!)) : join(s, lanes[i]!);
      if (r - r !== 0) found |= faultOf({}, s, lanes[i]!, r, 0);
      s = r;
    }
  }
  if (found !== 0) react(found, who);
}

/** Says that there was nothing to average (NumPy: "Mean of empty slice"). */
export function warnOfNoElements(who: string): void {
  warnOfTrap('mean of nothing', {
    en: `${who}: there are no elements to average (mean of empty slice), and the result is nan. Look at the shape first: x.shape, x.size`,
    ko: `${who}: 평균을 낼 원소가 없어(mean of empty slice) 결과가 nan입니다. 모양을 먼저 확인하세요: x.shape, x.size`,
  });
}

/** Says that too few elements are left for the divisor n - ddof (NumPy: "Degrees of freedom <= 0 for slice"). */
export function warnOfNoFreedom(who: string): void {
  warnOfTrap('degrees of freedom', {
    en: `${who}: there are not more elements than ddof (degrees of freedom <= 0), and the result is nan or inf. Use more elements, or ddof: 0`,
    ko: `${who}: 원소 수가 ddof보다 많지 않아(degrees of freedom <= 0) 결과가 nan 또는 inf입니다. 원소를 늘리거나 ddof: 0을 쓰세요`,
  });
}

/** Says that a lane holds nothing but NaN (NumPy: "All-NaN slice encountered"). */
export function warnOfOnlyNaN(who: string): void {
  warnOfTrap('only nan', {
    en: `${who}: there is nothing but nan along the axis (All-NaN slice), and the result is nan. Where: np.isnan(x).all(axis)`,
    ko: `${who}: 축 방향의 값이 모두 nan이어서(All-NaN slice) 결과도 nan입니다. 위치 확인: np.isnan(x).all(axis)`,
  });
}
