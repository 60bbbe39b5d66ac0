/** @file Another shape for the same elements: a view where strides allow, else a copy in C order. */
import { numberList } from '../layout/number-list.ts';
import { checkCall } from '../../arguments/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { contiguousStrides, isContiguous, sizeOf } from '../layout/strides.ts';
import { asarray, type ArraySource } from './create.ts';
import { isNDArray, makeView } from './make.ts';
import type { NDArray } from './ndarray.ts';

/**
 * The same elements in C order under `shape`; one side may be -1 and is then worked out.
 * @ko 값은 그대로 두고 모양을 바꿉니다.
 */
export function reshape(x: ArraySource, shape: number | readonly number[]): NDArray {
  if (arguments.length > 2) checkCall('np.reshape', arguments, 2);
  const a = isNDArray(x) ? x : asarray(x);
  const rule = { en: 'a shape is a whole number or a list of them', ko: '모양은 정수이거나 정수의 리스트입니다' };
  const wanted = resolveShape(a, numberList(shape, 'reshape', rule));
  const strides = isContiguous(a) ? contiguousStrides(wanted) : stridesWithoutCopy(a, wanted);
  return strides ? makeView(a, wanted, strides) : makeView(a.copy(), wanted, contiguousStrides(wanted));
}

function resolveShape(a: NDArray, shape: readonly number[]): number[] {
  const known = sizeOf(shape.filter((n) => n !== -1));
  const unknown = shape.filter((n) => n === -1).length;
  const bad = shape.some((n) => !Number.isInteger(n) || n < -1) || unknown > 1;
  const fits = unknown === 0 ? known === a.size : known > 0 && a.size % known === 0;
  if (bad || !fits) {
    throw new ShapeError({
      who: 'reshape',
      rule: bad
        ? {
            en: 'sides must be whole numbers, and at most one may be -1',
            ko: '각 변의 길이는 정수여야 하고, -1은 한 번만 쓸 수 있습니다',
          }
        : { en: 'the new shape must hold the same number of elements', ko: '새 모양은 원소의 수가 같아야 합니다' },
      received: {
        en: `array of shape ${shapeText(a.shape)} (${a.size} elements), new shape ${shapeText(shape)}`,
        ko: `모양이 ${shapeText(a.shape)}인 배열(원소 ${a.size}개), 새 모양 ${shapeText(shape)}`,
      },
    });
  }
  return shape.map((n) => (n === -1 ? a.size / known : n));
}

/**
 * Strides that show the elements under `wanted` without moving them, or undefined. Old and new axes are cut into the
 * smallest groups with equal products; a group can be reshaped in place if its old axes step evenly.
 */
function stridesWithoutCopy(a: NDArray, wanted: readonly number[]): number[] | undefined {
  const old = a.shape.map((n, d) => ({ n, stride: a.strides[d]! })).filter(({ n }) => n !== 1);
  const strides: number[] = Array.from<number>({ length: wanted.length }).fill(1);
  let o = 0;
  let w = 0;
  while (o < old.length && w < wanted.length) {
    const [oStart, wStart] = [o, w];
    let have = old[o++]!.n;
    let want = wanted[w++]!;
    while (have !== want) {
      if (have < want) have *= old[o++]!.n;
      else want *= wanted[w++]!;
    }
    for (let d = oStart; d < o - 1; d++) {
      if (old[d]!.stride !== old[d + 1]!.n * old[d + 1]!.stride) return undefined;
    }
    let step = old[o - 1]!.stride;
    for (let d = w - 1; d >= wStart; d--) {
      strides[d] = step;
      step *= wanted[d]!;
    }
  }
  return strides;
}
