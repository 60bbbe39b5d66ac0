/** @file What `check` says of a difference: what should be, what came, both values side by side. */
import { shapeText, type ErrorFacts, type Text, type Translated } from '../errors/index.ts';
import { indexOf, type ArrayForm, type Difference, type Form, type PlainNumber } from './difference.ts';
import { guessOf, guessOfShapes } from './guesses.ts';

/** What a difference is, without the call's name. */
export type Finding = Omit<ErrorFacts, 'who'>;

/** What forms are called, with an article. */
export const kindNames: Readonly<Record<Form[0], Translated>> = {
  undefined: { en: 'undefined (is a return missing?)', ko: 'undefined(return을 빠뜨렸나요?)' },
  null: { en: 'null', ko: 'null' },
  boolean: { en: 'true or false', ko: 'true·false' },
  number: { en: 'a number', ko: '수' },
  bigint: { en: 'a bigint', ko: 'bigint' },
  string: { en: 'a text', ko: '문자열' },
  list: { en: 'a list', ko: '리스트' },
  record: { en: 'an object', ko: '객체' },
  array: { en: 'an array', ko: '배열' },
};

/** The words for a difference. */
export function findingOf(found: Difference): Finding {
  const { at } = found;
  switch (found.what) {
    case 'type':
      return {
        rule: {
          en: `what is expected${at && ` at ${at}`} is ${aboutOf(found.expected).en}`,
          ko: `기대한 값${at && `(${at})`}의 종류: ${aboutOf(found.expected).ko}`,
        },
        received: aboutOf(found.mine),
        hint: typeHint(found.mine, found.expected),
      };
    case 'value': {
      const [mine, expected] = bothShown(found.mine, found.expected);
      return { ...valueFinding(mine, expected, at), hint: valueHint(found.mine, found.expected) };
    }
    case 'length':
      return {
        rule: {
          en: `the list${at && ` at ${at}`} should have ${found.expected} ${found.expected === 1 ? 'item' : 'items'}`,
          ko: `리스트${at && `(${at})`}의 길이가 다릅니다. 기대한 항목: ${found.expected}개`,
        },
        received: { en: `${found.mine}`, ko: `${found.mine}개` },
      };
    case 'shape':
      return shapeFinding(found.mine[2], found.expected[2], at);
    case 'dtype': {
      const { mine, expected } = found;
      const finding = dtypeFinding(mine[1], expected[1], at);
      if (hasSameNumbers(mine, expected)) return finding;
      return { ...finding, hint: guessOf(mine, expected) ?? { en: 'The numbers differ as well', ko: '수도 다릅니다' } };
    }
    case 'elements': {
      const { wrong, first, mine, expected } = found;
      const [, , shape, { length }] = expected;
      const hint = guessOf(mine, expected);
      const [a, b] = shownApart(mine[3][first]!, expected[3][first]!);
      if (shape.length === 0) return { ...valueFinding(a, b, at), hint };
      const place = `[${indexOf(first, shape).join(', ')}]`;
      const howMany = {
        en: length === 1 ? 'the value differs' : `${wrong === length ? 'all' : `${wrong} of`} ${length} values differ`,
        ko: `값 ${length}개${wrong === length ? '가 모두' : ` 가운데 ${wrong}개가`} 다릅니다`,
      };
      return {
        rule: {
          en: `the shape ${shapeText(shape)} is right${at && ` at ${at}`}; ${howMany.en}`,
          ko: `모양은 ${shapeText(shape)}로 맞지만${at && `(${at})`} ${howMany.ko}`,
        },
        received: {
          en: `${a} at ${place}, where ${b} is expected`,
          ko: `${place} 자리에 ${a}, 기대한 값은 ${b}`,
        },
        hint,
      };
    }
    case 'missing':
      return {
        rule: {
          en: `a field '${found.key}'${at && ` at ${at}`} is expected`,
          ko: `필드 '${found.key}'이(가) 있어야 합니다${at && `(${at})`}`,
        },
        received: { en: 'an object without it', ko: '그 필드가 없는 객체' },
      };
    case 'surplus':
      return {
        rule: {
          en: `no field '${found.key}'${at && ` at ${at}`} is expected`,
          ko: `필드 '${found.key}'은(는) 없어야 합니다${at && `(${at})`}`,
        },
        received: { en: 'an object that has it', ko: '그 필드가 있는 객체' },
      };
  }
}

function valueFinding(mine: string, expected: string, at: string): Finding {
  return {
    rule: {
      en: `the value${at && ` at ${at}`} should be ${expected}`,
      ko: `값${at && `(${at})`}이 다릅니다. 기대한 값: ${expected}`,
    },
    received: mine,
  };
}

function hasSameNumbers([, , , mine]: ArrayForm, [, , , expected]: ArrayForm): boolean {
  for (let i = 0; i < expected.length; i++) if (Number(mine[i]) !== Number(expected[i])) return false;
  return true;
}

/** The words for another shape. */
export function shapeFinding(mine: readonly (number | null)[], right: readonly (number | null)[], at = ''): Finding {
  return {
    rule: {
      en: `the shape${at && ` at ${at}`} should be ${shapeText(right)}`,
      ko: `모양${at && `(${at})`}이 다릅니다. 기대한 모양: ${shapeText(right)}`,
    },
    received: shapeText(mine),
    hint: guessOfShapes(mine, right),
  };
}

/** The words for another dtype. */
export function dtypeFinding(mine: string, right: string, at = ''): Finding {
  return {
    rule: {
      en: `the shape is right; the dtype${at && ` at ${at}`} should be ${right}`,
      ko: `모양은 맞지만 dtype${at && `(${at})`}이 다릅니다. 기대한 dtype: ${right}`,
    },
    received: mine,
    hint: {
      en: `The same numbers in another dtype: x.astype('${right}')`,
      ko: `dtype만 바꾸려면: x.astype('${right}')`,
    },
  };
}

/** A value in a few words: `an array of shape (2, 3)`, `a number, 7`. */
export function aboutOf(form: Form): Translated {
  const { en, ko } = kindNames[form[0]];
  switch (form[0]) {
    case 'array': {
      const [, dtype, shape] = form;
      if (dtype === '' && shape.length === 0) return { en: 'a number', ko: '수' };
      const what = dtype === '' ? { en: 'lists', ko: '리스트' } : { en, ko };
      return { en: `${what.en} of shape ${shapeText(shape)}`, ko: `모양이 ${shapeText(shape)}인 ${what.ko}` };
    }
    case 'list':
      return { en: `a list of ${form[1].length}`, ko: `항목이 ${form[1].length}개인 리스트` };
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'string':
      return { en: `${en}, ${shown(form)}`, ko: `${ko} ${shown(form)}` };
    default:
      return { en, ko };
  }
}

const LONGEST = 60;

/** A value without parts, as a cell writes it. */
function shown(form: Form): string {
  switch (form[0]) {
    case 'number':
      return numberText(form[1]);
    case 'bigint':
      return `${form[1]}n`;
    case 'string': {
      const text = form[1].length > LONGEST ? `${form[1].slice(0, LONGEST - 1)}…` : form[1];
      return `'${text}'`;
    }
    case 'boolean':
      return String(form[1]);
    default:
      return kindNames[form[0]].en;
  }
}

function bothShown(mine: Form, expected: Form): readonly [string, string] {
  if (mine[0] === 'number' && expected[0] === 'number') return shownApart(mine[1], expected[1]);
  return [shown(mine), shown(expected)];
}

/** A number with six digits, whole numbers with all of theirs. */
export function numberText(value: PlainNumber, digits = 6): string {
  const number = Number(value);
  if (Object.is(number, -0)) return '-0';
  if (Number.isInteger(number) && Math.abs(number) < 1e15) return String(number);
  return String(Number(number.toPrecision(digits)));
}

/** Two numbers with as many digits as it takes to tell them apart. */
function shownApart(a: PlainNumber, b: PlainNumber): readonly [string, string] {
  for (const digits of [6, 9, 12]) {
    const pair = [numberText(a, digits), numberText(b, digits)] as const;
    if (pair[0] !== pair[1]) return pair;
  }
  return [String(a), String(b)];
}

function typeHint(mine: Form, expected: Form): Translated | undefined {
  if (mine[0] === 'undefined') {
    return { en: 'Does the function return its result?', ko: '함수가 결과를 return으로 돌려주나요?' };
  }
  if (mine[0] === 'string' && expected[0] === 'number' && String(Number(mine[1])) === mine[1]) {
    return { en: `A number from a text: Number('${mine[1]}')`, ko: `문자열을 수로 바꾸려면 Number('${mine[1]}')` };
  }
  if (mine[0] === 'number' && expected[0] === 'boolean') {
    return { en: 'A comparison gives true or false: x > 0', ko: '비교(x > 0)의 결과가 true나 false입니다' };
  }
  return undefined;
}

function valueHint(came: Form, expected: Form): Translated | undefined {
  if (came[0] === 'number' && expected[0] === 'number') {
    const one = (value: PlainNumber): ArrayForm => ['array', '', [], [value]];
    return guessOf(one(came[1]), one(expected[1]));
  }
  if (came[0] !== 'string' || expected[0] !== 'string') return undefined;
  const [a, b] = [came[1], expected[1]];
  if (a.trim() === b.trim()) {
    return { en: 'Only spaces at the ends differ', ko: '앞뒤의 빈칸만 다릅니다' };
  }
  if (a.toLowerCase() === b.toLowerCase()) {
    return { en: 'Only upper and lower case differ', ko: '대문자와 소문자만 다릅니다' };
  }
  const [mine, right] = [Array.from(a), Array.from(b)];
  const first = mine.findIndex((letter, i) => letter !== right[i]);
  const place = first < 0 ? mine.length : first;
  if (place === 0) return undefined;
  return { en: `The first ${place} letters are right`, ko: `처음 ${place}글자는 맞습니다` };
}

/** What is said of a check that passed. */
export function praiseOf(expected: Form): Text {
  switch (expected[0]) {
    case 'array': {
      const [, , shape, { length }] = expected;
      if (shape.length === 0) return numberText(expected[3][0]!);
      return {
        en: `shape ${shapeText(shape)}, ${length === 1 ? 'one value' : `all ${length} values`}`,
        ko: `모양 ${shapeText(shape)}, 값 ${length}개 모두`,
      };
    }
    case 'list':
      return { en: `all ${expected[1].length} items`, ko: `항목 ${expected[1].length}개 모두` };
    case 'record':
      return { en: `all ${expected[1].length} fields`, ko: `필드 ${expected[1].length}개 모두` };
    case 'undefined':
    case 'null':
      return expected[0];
    default:
      return shown(expected);
  }
}
