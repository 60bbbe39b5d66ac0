/** @file Numbers that have no place on an axis (0 on a logarithmic one): they are left out, which is said. */
import { warnOfTrap } from '../../display/index.ts';
import type { Artist } from '../artists/artist.ts';
import type { Scale } from '../layout/scales.ts';

/** What the numbers of a scale must be. */
function rangeText({ name }: Scale): { en: string; ko: string } {
  return name === 'logit' ? { en: 'between 0 and 1', ko: '0과 1 사이의 수' } : { en: 'above 0', ko: '0보다 큰 수' };
}

/** The ends of an axis as they are set: one that has no place there keeps its earlier limit, as in matplotlib. */
export function placedLimits(
  limits: readonly (number | undefined)[],
  before: readonly (number | undefined)[] | undefined,
  axis: 'x' | 'y',
  scale: Scale,
): [number | undefined, number | undefined] {
  const lost = limits.filter((end) => end !== undefined && !Number.isFinite(scale.place(end)));
  if (lost.length === 0) return [limits[0], limits[1]];
  const range = rangeText(scale);
  const ends = lost.join(', ');
  warnOfTrap('limit without a place', {
    en: `the limit ${ends} of ${axis} is ignored: the scale of this axis is '${scale.name}', and it only has numbers ${range.en}. Write a limit ${range.en}`,
    ko: `${axis}축의 한계 ${ends}은(는) 쓰이지 않습니다. 이 축의 눈금 '${scale.name}'에는 ${range.ko}만 있습니다. 한계를 ${range.ko}로 쓰세요.`,
  });
  const [from, to] = [0, 1].map((i) => (lost.includes(limits[i]) ? before?.[i] : limits[i]));
  return [from, to];
}

/** Says how many points of curves have no place along an axis. */
export function sayUnplaced(artists: readonly Artist[], axis: 'x' | 'y', scale: Scale): void {
  if (scale.name !== 'log' && scale.name !== 'logit') return;
  let [count, all] = [0, 0];
  let example = 0;
  for (const artist of artists) {
    for (const value of artist.dataAlong(axis) ?? []) {
      if (!Number.isFinite(value)) continue;
      all++;
      if (Number.isFinite(scale.place(value))) continue;
      if (count++ === 0) example = value;
    }
  }
  if (count === 0) return;
  const range = rangeText(scale);
  warnOfTrap('points without a place', {
    en: `${count} of ${all} points are not shown: their ${axis} (${example}${count > 1 ? ', …' : ''}) has no place on a '${scale.name}' axis, whose numbers are ${range.en}. Numbers around 0 too: plt.${axis}scale('symlog')`,
    ko: `점 ${all}개 가운데 ${count}개는 보이지 않습니다. ${axis} 값(${example}${count > 1 ? ', …' : ''})의 자리가 '${scale.name}' 눈금에 없습니다. 이 눈금에는 ${range.ko}만 있습니다. 0 근처의 수도 보이려면: plt.${axis}scale('symlog')`,
  });
}
