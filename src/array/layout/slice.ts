/**
 * @file Slices: the texts `'1:3'`, `'::-1'`, `':'` and `'...'` (checked by the compiler through a template-literal
 * type), the `slice()` object for inner loops, and what a slice means on an axis of a given length.
 */
import { checkCall } from '../../arguments/index.ts';
import { IndexError } from '../../errors/index.ts';

type Bound = '' | `${number}`;

/** `start:stop` or `start:stop:step`, each part optional, or `...` for all axes not named. */
export type SliceText = '...' | `${Bound}:${Bound}` | `${Bound}:${Bound}:${Bound}`;

/** A slice as an object; null or undefined means "from the end that fits the direction". */
export class Slice {
  /** Where it begins; null for the end it comes from. */
  readonly start: number | null;
  /** Where it ends (not included); null for the other end. */
  readonly stop: number | null;
  /** How far it goes each time; below 0 backwards. */
  readonly step: number;

  constructor(start: number | null, stop: number | null, step: number) {
    if (!isBound(start) || !isBound(stop) || !Number.isInteger(step) || step === 0) {
      throw new IndexError({
        who: 'slice',
        rule:
          step === 0
            ? { en: 'the step must not be 0', ko: 'step은 0이 아니어야 합니다' }
            : { en: 'start, stop and step must be whole numbers', ko: 'start, stop, step은 정수여야 합니다' },
        received: `${start ?? ''}:${stop ?? ''}:${step}`,
      });
    }
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

/**
 * `slice(stop)` or `slice(start, stop, step)`, like Python's: `x.at(slice(i, i + 3))` is `x[i:i+3]`.
 * @ko 변수로 슬라이스를 만듭니다. np.slice(i, i + 3)은 파이썬의 i:i+3입니다.
 */
export function slice(start: number | null, stop?: number | null, step: number | null = 1): Slice {
  if (arguments.length > 3) checkCall('np.slice', arguments, 3);
  return stop === undefined ? new Slice(null, start, step ?? 1) : new Slice(start, stop, step ?? 1);
}

const texts = new Map<string, Slice>();

/** The slice that a text spells; the last few thousand texts are remembered, since loops repeat them. */
export function parseSlice(text: string): Slice {
  if (readPlain(text)) return new Slice(plain.start, plain.stop, 1);
  const known = texts.get(text);
  if (known) return known;
  const parts = text.split(':').map((part) => part.trim());
  if (parts.length < 2 || parts.length > 3 || parts.some((part) => !/^(?:[-+]?\d+)?$/.test(part))) {
    throw new IndexError({
      who: 'slice',
      rule: {
        en: 'a slice text is `start:stop` or `start:stop:step` of whole numbers, or `...`',
        ko: '슬라이스는 정수로 쓴 `start:stop`이나 `start:stop:step`, 또는 `...`입니다',
      },
      received: `'${text}'`,
      hint: /^[-+]?\d+$/.test(text.trim())
        ? { en: `Write the index as a number: ${text.trim()}`, ko: `번호는 숫자로 쓰세요: ${text.trim()}` }
        : { en: "For example '1:3', ':', '::-1'", ko: "예: '1:3', ':', '::-1'" },
    });
  }
  const [start, stop, step] = parts.map((part) => (part === '' ? null : Number(part)));
  const made = new Slice(start!, stop!, step ?? 1);
  if (texts.size > 4096) texts.clear();
  texts.set(text, made);
  return made;
}

/** What `readPlain` has read. */
export const plain = { start: 0, stop: 0 };

/**
 * Reads `i:j` of two whole numbers below 10⁹ into `plain`, the text that loops make anew each time: digit by digit, which beats looking it
 * up, and without an object. False for every other text.
 */
export function readPlain(text: string): boolean {
  const n = text.length;
  let value = 0;
  let start = -1;
  let from = 0;
  for (let i = 0; i < n; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) {
      if (i - from === 9) return false; // (words of 32 bits hold what is read here)
      value = (Math.imul(value, 10) + digit) | 0;
    } else if (digit === COLON && start < 0 && i > 0) {
      start = value;
      value = 0;
      from = i + 1;
    } else return false;
  }
  if (start < 0 || from === n) return false;
  plain.start = start;
  plain.stop = value;
  return true;
}

/** A colon's place behind the digit 0. */
const COLON = 10;

/** First index of a slice on an axis of length `n` (Python's clipping rules). */
export function firstOf({ start, step }: Slice, n: number): number {
  if (start === null) return step > 0 ? 0 : n - 1;
  return clip(start, step, n);
}

/** How many indices a slice has on an axis of length `n`, counted from its first. */
export function countFrom(first: number, { stop, step }: Slice, n: number): number {
  const last = stop === null ? (step > 0 ? n : -1) : clip(stop, step, n);
  return Math.max(0, Math.ceil((last - first) / step));
}

function clip(i: number, step: number, n: number): number {
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? n : n - 1;
  return Math.min(high, Math.max(low, i < 0 ? i + n : i));
}

function isBound(x: number | null): boolean {
  return x === null || Number.isInteger(x);
}
