/** @file A guess at why numbers differ: rounding, a sign, a factor, axes in another order, a picture mirrored, bytes that wrapped. */
import type { Translated } from '../errors/index.ts';
import type { ArrayForm } from './difference.ts';

/** How far a guess may be off, relative to the largest value: tighter than any guess could hold by chance. */
const CLOSE = 1e-5;
/** More values than this are not turned and compared. */
const MOST = 4_000_000;

/** One line on what the difference of two arrays of one shape looks like; undefined when it looks like nothing known. */
export function guessOf(mine: ArrayForm, expected: ArrayForm): Translated | undefined {
  if (expected[3].length === 0 || expected[3].length > MOST) return undefined;
  const [a, b] = [numbersOf(mine), numbersOf(expected)];
  return ofValues(mine[1], a, b) ?? (b.every(Number.isFinite) ? ofPlaces(a, b, expected[2]) : undefined);
}

function numbersOf([, , , values]: ArrayForm): Float64Array {
  return Float64Array.from(values, Number);
}

function ofValues(dtype: string, a: Float64Array, b: Float64Array): Translated | undefined {
  const lost = a.filter((value, i) => Number.isNaN(value) && !Number.isNaN(b[i]!)).length;
  if (lost > 0) {
    return {
      en: `${lost === 1 ? 'One value is' : `${lost} values are`} NaN: was something divided by 0, or the log of 0 taken?`,
      ko: `NaN이 ${lost}개 있습니다. 0으로 나누었거나 0의 로그를 구했나요?`,
    };
  }
  const largest = largestOf(b);
  if (!Number.isFinite(largest)) return undefined;
  let off = 0;
  for (let i = 0; i < b.length; i++) off = Math.max(off, Math.abs(a[i]! - b[i]!));
  // Counts and class numbers are not rounded: where all numbers are whole, one that is off is wrong.
  const isWhole = a.every(Number.isInteger) && b.every(Number.isInteger);
  if (off <= 1e-3 * largest && !isWhole) {
    const tolerance = Number((2 * Number(off.toPrecision(1))).toPrecision(1));
    return {
      en: `The largest difference is ${off.toPrecision(2)}: only rounding? Then check.close(…, { atol: ${tolerance} }) allows it`,
      ko: `가장 큰 차이는 ${off.toPrecision(2)}입니다. 반올림 차이라면 check.close(…, { atol: ${tolerance} })로 허용하세요`,
    };
  }
  if (isNear(a, (i) => -b[i]!, b)) return { en: 'The sign is the other way round', ko: '부호가 반대입니다' };
  if (/int(?:8|16)$/.test(dtype)) {
    const range = 2 ** Number(/\d+/.exec(dtype)![0]);
    if (a.every((value, i) => (value - Math.trunc(b[i]!)) % range === 0)) {
      return {
        en: `Values of ${dtype} wrap around at ${range}: compute with floats, x.astype('float32')`,
        ko: `${dtype}은(는) ${range}에서 다시 돌아갑니다. x.astype('float32')로 바꾸어 계산하세요`,
      };
    }
  }
  if (b.length < 2) return undefined;
  const at = b.findIndex((value) => Math.abs(value) >= largest);
  const factor = a[at]! / b[at]!;
  if (factor !== 0 && Number.isFinite(factor) && isNear(a, (i) => factor * b[i]!, b, Math.abs(factor))) {
    return {
      en: `Each value is ${times(factor).en} what is expected`,
      ko: `값마다 기대한 값의 ${times(factor).ko}입니다`,
    };
  }
  const more = a[0]! - b[0]!;
  if (isNear(a, (i) => b[i]! + more, b)) {
    const size = Number(Math.abs(more).toPrecision(6));
    return {
      en: `Each value is ${size} too ${more > 0 ? 'large' : 'small'}`,
      ko: `값마다 ${size}만큼 ${more > 0 ? '큽니다' : '작습니다'}`,
    };
  }
  return undefined;
}

function times(factor: number): Translated {
  const inverse = Math.round(1 / factor);
  if (Math.abs(factor) < 1 && Math.abs(1 / factor - inverse) < 1e-4 * Math.abs(inverse)) {
    return { en: `1/${inverse} of`, ko: `1/${inverse}` };
  }
  const text = Number(factor.toPrecision(5));
  return { en: `${text} times`, ko: `${text}배` };
}

/** The same numbers in other places. */
function ofPlaces(a: Float64Array, b: Float64Array, shape: readonly number[]): Translated | undefined {
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis]! < 2) continue;
    const inner = shape.slice(axis + 1).reduce((x, y) => x * y, 1);
    const side = shape[axis]!;
    const mirrored = (i: number): number => {
      const at = Math.floor(i / inner) % side;
      return i + (side - 1 - 2 * at) * inner;
    };
    if (isNear(a, (i) => b[mirrored(i)]!, b)) {
      return { en: `It is mirrored along axis ${axis}`, ko: `축 ${axis} 방향으로 뒤집혔습니다` };
    }
  }
  if (isNear(a, (i) => b[b.length - 1 - i]!, b)) {
    return { en: 'It is turned by 180 degrees: was the kernel flipped?', ko: '180도 돌아갔습니다. 커널을 뒤집었나요?' };
  }
  if (shape.length === 2 && shape[0] === shape[1]) {
    const side = shape[0]!;
    if (isNear(a, (i) => b[(i % side) * side + Math.floor(i / side)]!, b)) return transposed;
  }
  return undefined;
}

const transposed = { en: 'Rows and columns are swapped: x.T', ko: '행과 열이 바뀌었습니다: x.T' };

/** One line on two shapes; null stands for any length. */
export function guessOfShapes(
  shape: readonly (number | null)[],
  right: readonly (number | null)[],
): Translated | undefined {
  if (shape.includes(null) || right.includes(null)) return undefined;
  const [mine, expected] = [shape as readonly number[], right as readonly number[]];
  const long = (sides: readonly number[]): string => sides.filter((side) => side !== 1).join();
  if (long(mine) === long(expected)) {
    return {
      en: `Only axes of length 1 differ: x.reshape([${expected.join(', ')}])`,
      ko: `길이가 1인 축만 다릅니다: x.reshape([${expected.join(', ')}])`,
    };
  }
  if (mine.length === expected.length && sorted(mine) === sorted(expected)) {
    if (mine.length === 2) return transposed;
    const order = orderOf(mine, expected).join(', ');
    return {
      en: `The axes are in another order: np.transpose(x, [${order}])`,
      ko: `축의 순서가 다릅니다: np.transpose(x, [${order}])`,
    };
  }
  if (sizeOf(mine) === sizeOf(expected)) {
    return {
      en: `There are as many values, in another shape: x.reshape([${expected.join(', ')}])`,
      ko: `값의 개수는 같습니다. 모양을 바꾸려면: x.reshape([${expected.join(', ')}])`,
    };
  }
  return undefined;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** Where each axis of the right shape stands in the other one; of axes of one length the first that is left. */
function orderOf(shape: readonly number[], right: readonly number[]): number[] {
  const left = shape.map((side, axis) => ({ side, axis }));
  return right.map(
    (side) =>
      left.splice(
        left.findIndex((each) => each.side === side),
        1,
      )[0]!.axis,
  );
}

function isNear(a: Float64Array, other: (i: number) => number, b: Float64Array, scale = 1): boolean {
  const most = CLOSE * scale * Math.max(largestOf(b), Number.MIN_VALUE);
  for (let i = 0; i < b.length; i++) if (!(Math.abs(a[i]! - other(i)) <= most)) return false;
  return a.length === b.length;
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

function sorted(shape: readonly number[]): string {
  return shape.toSorted((a, b) => a - b).join();
}
