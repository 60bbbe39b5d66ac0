/** @file Classes as the calls of this module take them: numbers, texts or booleans, one for each sample. */
import { describe } from '../arguments/index.ts';
import { NDArray, np, StringArray, type ArraySource, type TextSource } from '../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../errors/index.ts';
import { arrayGiven } from './samples.ts';

/** One class. */
export type Label = number | string;
/** A class for each sample: an array of numbers, booleans or texts, or a list of them. */
export type Labels = ArraySource | TextSource;

/** What was given, read. */
export interface LabelList {
  /** One for each sample; booleans as 0 and 1. */
  readonly list: readonly Label[];
  /** What `label` looks like in a report: `cat`, `1`, `1.0`, `True`. */
  readonly nameOf: (label: Label) => string;
  /** An array of such labels, in the dtype of what was given. */
  readonly arrayOf: (labels: readonly Label[]) => NDArray | StringArray;
}

/** The classes `y`. @throws ShapeError for more than one column, ValueError for NaN and for none at all */
export function labelsOf(y: Labels, name: string, who: string): LabelList {
  const array = arrayGiven(y as ArraySource, who, name) as NDArray | StringArray;
  const flat = array.ndim === 2 && array.shape[1] === 1 ? array.reshape(-1) : array;
  if (flat.ndim !== 1) {
    throw new ShapeError({
      who,
      rule: {
        en: `${name} must have one class for each sample, (n,)`,
        ko: `${name}에는 샘플마다 클래스가 하나씩, (n,)으로 있어야 합니다`,
      },
      received: { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` },
      hint:
        array.ndim === 2
          ? {
              en: `Of one row of scores for each sample write ${name}.argmax(1)`,
              ko: `샘플마다 점수가 한 행이면 ${name}.argmax(1)로 쓰세요`,
            }
          : undefined,
    });
  }
  if (flat.size === 0) {
    throw new ValueError({
      who,
      rule: { en: `${name} must have at least one sample`, ko: `${name}에는 샘플이 하나 이상 있어야 합니다` },
      received: { en: 'none', ko: '없음' },
    });
  }
  if (flat instanceof StringArray) {
    const list = flat.toList() as string[];
    return { list, nameOf: String, arrayOf: (labels) => np.array(labels as string[]) };
  }
  const list = Array.from(flat.toTyped());
  const odd = list.find((x) => !Number.isFinite(x));
  if (odd !== undefined) {
    throw new ValueError({
      who,
      rule: { en: `${name} must be finite numbers or texts`, ko: `${name}은(는) 유한한 수 또는 문자열이어야 합니다` },
      received: describe(odd),
    });
  }
  const { dtype } = flat;
  const fraction = list.find((label) => !Number.isInteger(label));
  if (fraction !== undefined) {
    throw new ValueError({
      who,
      rule: {
        en: `${name} must be classes: whole numbers or texts`,
        ko: `${name}은(는) 클래스여야 합니다: 정수 또는 문자열`,
      },
      received: String(fraction),
      hint: { en: `Probabilities become classes by ${name}.gt(0.5)`, ko: `확률은 ${name}.gt(0.5)로 클래스로 바꾸세요` },
    });
  }
  const isFloat = dtype.startsWith('float');
  return {
    list,
    nameOf: (label) =>
      dtype === 'bool'
        ? label === 0
          ? 'False'
          : 'True'
        : isFloat && Number.isInteger(label)
          ? `${label}.0`
          : String(label),
    arrayOf: (labels) => np.array([...labels] as number[], dtype),
  };
}

/** The different labels, in ascending order. @throws ValueError for texts beside numbers */
export function classesOf(lists: readonly (readonly Label[])[], who: string): Label[] {
  const all = [...new Set(lists.flat())];
  const texts = all.filter((x) => typeof x === 'string');
  if (texts.length > 0 && texts.length < all.length) {
    throw new ValueError({
      who,
      rule: { en: 'classes must be all texts or all numbers', ko: '클래스는 모두 문자열이거나 모두 수여야 합니다' },
      received: `'${texts[0]!}', ${String(all.find((x) => typeof x !== 'string'))}`,
    });
  }
  return all.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** yTrue and yPred, one for each sample. @throws ShapeError for different lengths */
export function pairOf(yTrue: Labels, yPred: Labels, who: string): [LabelList, LabelList] {
  const pair: [LabelList, LabelList] = [labelsOf(yTrue, 'yTrue', who), labelsOf(yPred, 'yPred', who)];
  const [n, m] = pair.map(({ list }) => list.length);
  if (n === m) {
    classesOf([pair[0].list, pair[1].list], who);
    return pair;
  }
  throw new ShapeError({
    who,
    rule: {
      en: 'yTrue and yPred must have a class for each sample',
      ko: 'yTrue와 yPred에는 샘플마다 클래스가 하나씩 있어야 합니다',
    },
    received: { en: `${n} and ${m} samples`, ko: `샘플 ${n}개와 ${m}개` },
  });
}

/** @throws ShapeError for another number of classes than samples */
export function refuseLengths(rows: NDArray, { list }: LabelList, who: string): void {
  if (rows.shape[0] === list.length) return;
  throw new ShapeError({
    who,
    rule: { en: 'y must have a class for each sample of x', ko: 'y에는 x의 샘플마다 클래스가 하나씩 있어야 합니다' },
    received: {
      en: `${rows.shape[0]!} samples, ${list.length} classes`,
      ko: `샘플 ${rows.shape[0]!}개, 클래스 ${list.length}개`,
    },
  });
}
