/** @file An array that a call was given, or a word about what stands there instead: a file's name, a promise, a model, nothing. */
import { describe } from '../../arguments/index.ts';
import { NDArray, StringArray, np } from '../../array/index.ts';
import { KernelabError, ValueError, type Translated } from '../../errors/index.ts';
import { keras } from '../../keras/index.ts';

/** What an array is asked for. */
interface Wanted {
  readonly who: string;
  /** What it must be. */
  readonly rule: Translated;
  /** A picture, which a file or a model may stand for. */
  readonly isPicture: boolean;
}

/** What was given as an array of numbers. @throws ValueError for what is none */
export function arrayGiven(given: unknown, { who, rule, isPicture }: Wanted): NDArray {
  if (given instanceof NDArray && !(given instanceof StringArray)) return given;
  const array = typeof given === 'object' ? madeOf(given) : undefined;
  if (array) return array;
  const way = isPicture ? (wayToPicture(given) ?? wayTo(given)) : wayTo(given);
  throw new ValueError({
    who,
    rule,
    received: given instanceof keras.Model ? { en: 'a model', ko: '모델' } : describe(given),
    ...(way && { hint: way }),
  });
}

/** What `np` makes an array of: lists whose rows are of one length, typed arrays. Undefined: nothing, or an array of texts. */
function madeOf(given: unknown): NDArray | undefined {
  try {
    const array: unknown = np.asarray(given as readonly number[]);
    return array instanceof NDArray && !(array instanceof StringArray) ? array : undefined;
  } catch (error) {
    if (error instanceof KernelabError) return undefined;
    throw error;
  }
}

/** How one comes from what was given to a picture. */
function wayToPicture(given: unknown): Translated | undefined {
  if (typeof given === 'string') {
    const read = `await image.imread(${JSON.stringify(given)})`;
    return { en: `Read a file first: ${read}`, ko: `파일이면 먼저 읽으세요: ${read}` };
  }
  if (!(given instanceof keras.Model)) return undefined;
  return {
    en: 'plot.explore(model, x) shows what a model makes of a picture',
    ko: '모델이 그림으로 무엇을 만드는지는 plot.explore(model, x)가 보여 줍니다',
  };
}

/** How one comes from what was given to an array. */
function wayTo(given: unknown): Translated | undefined {
  if (given instanceof Promise)
    return { en: 'It is not there yet: write await before it', ko: '아직 값이 없습니다. 앞에 await를 쓰세요' };
  if (!Array.isArray(given) || !given.every((row) => Array.isArray(row))) return undefined;
  const lengths = new Set(given.map((row: readonly unknown[]) => row.length));
  return lengths.size > 1 ? { en: 'Its rows must be of one length', ko: '행의 길이가 모두 같아야 합니다' } : undefined;
}
