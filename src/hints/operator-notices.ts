/** @file Operators that run on arrays and lists, but do not mean there what they mean in Python. */
import { nearest } from '../errors/index.ts';
import { kindOfType } from './kinds.ts';
import type { Advice } from './problem.ts';
import { statement } from './translate/index.ts';

/** An operator of a cell; types as TypeScript writes them. */
export interface OperatorUse {
  operator: string;
  left: string;
  right: string;
  leftType: string | undefined;
  rightType: string | undefined;
  leftSymbol?: string | undefined;
  leftDeclared?: 'constant' | 'list' | 'otherwise' | undefined;
  rightIsSparse?: boolean | undefined;
}

/** Whether what is tested is surely there: types do not say, since cells are checked without `strict`. */
function isSurelyThere({ left, leftSymbol = '', leftDeclared }: OperatorUse): boolean {
  if (leftSymbol.startsWith('(method) NDArray.') || left.startsWith('np.')) return true;
  return leftSymbol.startsWith('const ') && leftDeclared !== 'otherwise';
}

/** The type without what stands in brackets, so that a `|` or `=>` left in it is its own. */
function outer(type: string): string {
  const inner = /<[^<>]*>|\([^()]*\)|\{[^{}]*\}|\[[^[\]]+\]/g;
  const less = type.replaceAll('=>', '→').replace(inner, (part) => (part.startsWith('[') ? '[]' : '()'));
  return less === type ? less : outer(less);
}
const isArray = (type: string | undefined): boolean =>
  type !== undefined && /^(?:np\.)?(?:NDArray|ndarray)$/.test(outer(type));
const isList = (type: string | undefined): boolean => type !== undefined && /^[^|→]*\[\]$/.test(outer(type));

/** `(method) Model.summary(): void`, `const show: () => void`, `(alias) function stepper(…)`, `(alias) const sum: Reduction<…>`. */
function isFunction({ leftSymbol = '' }: OperatorUse): boolean {
  const plain = leftSymbol.replace(/^\((?:alias|property)\) /, '');
  const type = /^(?:const |let )?[\w$.]+: ([^]*)$/.exec(plain)?.[1] ?? '';
  return /^(?:\(method\)|function) /.test(plain) || /^\([^]*\) => /.test(type) || kindOfType(type) === 'function';
}

/** Whether a number can only be a place in the list, since its elements are no numbers. */
function isPlaceIn({ left, leftType = '', rightType = '' }: OperatorUse): boolean {
  const isNumber = /^-?\d+$/.test(left) || /^(?:number|-?\d+)$/.test(leftType);
  return isNumber && /^(?:readonly )?string\[\]$|^(?:np\.)?(?:NDArray|ndarray)\[\]$/.test(rightType);
}

/** What to say about one use; undefined: it means what it says. */
export function operatorNotice(use: OperatorUse): (Advice & { cause: string }) | undefined {
  const { operator, left, right } = use;
  const [leftArray, rightArray] = [isArray(use.leftType), isArray(use.rightType)];
  const rightList = isList(use.rightType);
  if (operator === 'for in' && (rightArray || rightList || use.rightType === 'string')) {
    const name = left.replace(/^.*\s/, '');
    const loop = `for (const ${name} of ${right})`;
    return {
      cause: 'for in',
      write: `${loop} { … }`,
      en: `\`for … in\` gives the names of fields ('0', '1', …), as texts. For the elements: ${loop}`,
      ko: `\`for … in\`은 원소가 아니라 필드 이름('0', '1', …)을 문자열로 줍니다. 원소를 차례로 보려면: ${loop}`,
    };
  }
  const ofArray = leftArray && /^(?:\[\]|[-+~]x)$/.test(operator);
  if (ofArray) {
    const types = new Map([[left, { type: 'NDArray', gives: undefined, fixed: true }]]);
    const slices = right.replace(/\[(['"`])([-\s\d:,]+)\1\]/g, '[$2]'); // `v['1:3']` is written as Python has it
    const line = statement(slices, { code: '', types });
    if (line === undefined) return undefined;
    const sign = operator[0]!;
    return {
      cause: operator === '[]' ? 'array [ ]' : 'sign of an array',
      write: line,
      en:
        operator === '[]'
          ? `Arrays have no [ ]; write: ${line}`
          : `\`${sign}\` does not work on arrays; write: ${line}`,
      ko:
        operator === '[]'
          ? `배열에는 [ ]를 쓸 수 없습니다. 이렇게 쓰세요: ${line}`
          : `배열에는 \`${sign}\`를 쓸 수 없습니다. 이렇게 쓰세요: ${line}`,
    };
  }
  if (operator === '[]' && use.leftType?.startsWith('Promise<')) {
    const line = right.replace(new RegExp(String.raw`(?<![\w$.])${escaped(left)}\[`), `(await ${left})[`);
    return {
      cause: 'promise [ ]',
      write: line,
      en: `\`${left}\` is a promise: what it brings is not there yet, and this is undefined. Write: ${line}`,
      ko: `\`${left}\`은(는) 프로미스입니다. 결과가 아직 나오지 않아 이 값은 undefined입니다. 이렇게 쓰세요: ${line}`,
    };
  }
  const isOrdered = isList(use.leftType) || /^(?:string$|")/.test(use.leftType ?? '');
  const last =
    operator === '[]' && isOrdered ? new RegExp(String.raw`${escaped(left)}\[-\d+\]`).exec(right)?.[0] : undefined;
  if (last !== undefined) {
    const line = statement(right, {
      code: '',
      types: new Map([
        [left, { type: use.leftType!.startsWith('"') ? 'string' : use.leftType!, gives: undefined, fixed: true }],
      ]),
    });
    if (line === undefined) return undefined;
    return {
      cause: 'negative index',
      write: line,
      en: `\`${last}\` is not the last element but undefined: lists have no negative indices. Write: ${line}`,
      ko: `\`${last}\`은(는) 마지막 원소가 아니라 undefined입니다. 리스트에는 음수 인덱스가 없습니다. 이렇게 쓰세요: ${line}`,
    };
  }
  if (operator === 'for <') {
    if (!rightList) return undefined;
    const test = `${left} < ${right}.length`;
    return {
      cause: 'list as a number',
      write: test,
      en: `\`${right}\` is a list, not the number of its elements. Write: ${test}`,
      ko: `\`${right}\`의 값은 리스트이고, 원소의 개수가 아닙니다. 이렇게 쓰세요: ${test}`,
    };
  }
  if (use.leftType === 'unsorted') {
    const line = right.replace(`${left}.${operator}()`, `${left}.${operator}((a, b) => a - b)`).replace(/;\s*$/, '');
    return {
      cause: 'numbers sorted as texts',
      write: line,
      en: `\`${operator}()\` sorts numbers as texts: 10 comes before 9. Write: ${line}`,
      ko: `\`${operator}()\`는 숫자를 문자열처럼 정렬합니다. 10이 9보다 앞에 옵니다. 이렇게 쓰세요: ${line}`,
    };
  }
  if (operator === '[key]') return aboutKey(use);
  if (operator === 'if (=)') {
    const test = `${left} === ${right}`;
    return {
      cause: 'assignment in a condition',
      write: test,
      en: `\`${left} = ${right}\` assigns and asks nothing. Write: ${test}`,
      ko: `\`${left} = ${right}\`는 비교가 아니라 대입입니다. 이렇게 쓰세요: ${test}`,
    };
  }
  if (operator === 'f') {
    if (!isFunction(use)) return undefined;
    return {
      cause: 'not called',
      write: `${left}()`,
      en: `\`${left}\` is a function and was not called. Write: ${left}()`,
      ko: `\`${left}\`: 함수이고 아직 호출되지 않았습니다. 이렇게 쓰세요: ${left}()`,
    };
  }
  if (operator === 'a, b =') {
    const line = statement(left, { code: '', declared: new Set(left.match(/[\w$]+/g)) })?.replace(/^;/, '');
    if (line === undefined || !line.startsWith('[')) return undefined;
    return {
      cause: 'tuple assignment',
      write: line,
      en: `only the part around = is an assignment, what stands beside the commas is thrown away. Write: ${line}`,
      ko: `쉼표로 나열한 것 가운데 = 양쪽만 대입되고 나머지는 버려집니다. 이렇게 쓰세요: ${line}`,
    };
  }
  if (operator === 'f(x=)') {
    const line = statement(right, { code: '' });
    if (line === undefined || line === right) return undefined;
    return {
      cause: 'keyword argument',
      write: line,
      en: `\`${left} = …\` changes the variable ${left}; there are no keyword arguments. Write: ${line}`,
      ko: `\`${left} = …\`는 변수 ${left}의 값을 바꿉니다. 키워드 인수는 없으니 이렇게 쓰세요: ${line}`,
    };
  }
  if (operator === 'in' && (rightArray || (rightList && !use.rightIsSparse && !isPlaceIn(use)))) {
    const test = rightArray ? `${right}.eq(${left}).any()` : `${right}.includes(${left})`;
    return {
      cause: 'in',
      write: test,
      en: `\`${left} in ${right}\` asks for an index, not for an element. For an element: ${test}`,
      ko: `\`${left} in ${right}\`는 원소가 아니라 인덱스가 있는지 봅니다. 원소를 찾으려면: ${test}`,
    };
  }
  if (operator === 'condition') {
    // NumPy refuses this; JavaScript takes any object for true.
    if (leftArray && isSurelyThere(use)) {
      return {
        cause: 'array in a condition',
        write: `${left}.all()`,
        en: `\`${left}\` is an array, and an array counts as true whatever is in it. Write ${left}.all() or ${left}.any()`,
        ko: `\`${left}\`는 배열이고, 배열은 값과 상관없이 언제나 참입니다. ${left}.all() 또는 ${left}.any()로 쓰세요.`,
      };
    }
    if (use.leftDeclared === 'list') {
      return {
        cause: 'list in a condition',
        write: `${left}.length > 0`,
        en: `\`${left}\` is a list, and a list counts as true even when it is empty. Write ${left}.length > 0`,
        ko: `\`${left}\`는 리스트이고, 리스트는 비어 있어도 언제나 참입니다. ${left}.length > 0으로 쓰세요.`,
      };
    }
    return undefined;
  }
  if (operator === 'switch' && (leftArray || isList(use.leftType))) {
    const test = `if (np.arrayEqual(${left}, [1, 2]))`;
    return {
      cause: leftArray ? 'array ==' : 'list ==',
      write: test,
      en: `\`switch (${left})\` asks for one and the same ${leftArray ? 'array' : 'list'}, not for equal elements, so no case is chosen. Write: ${test}`,
      ko: `\`switch (${left})\`는 원소가 아니라 같은 ${leftArray ? '배열' : '리스트'} 객체인지를 비교하므로 어느 case도 골라지지 않습니다. 이렇게 쓰세요: ${test}`,
    };
  }
  if (
    /^(?:includes|(?:last)?[iI]ndexOf)$/.test(operator) &&
    (rightArray || rightList) &&
    use.leftType?.endsWith('[]')
  ) {
    const find = operator === 'includes' ? 'some' : operator === 'indexOf' ? 'findIndex' : 'findLastIndex';
    const test = `${left}.${find}((each) => np.arrayEqual(each, ${right}))`;
    return {
      cause: rightArray ? 'array ==' : 'list ==',
      write: test,
      en: `\`${operator}\` looks for one and the same ${rightArray ? 'array' : 'list'}, not for equal elements. Write: ${test}`,
      ko: `\`${operator}\`는 원소가 아니라 같은 ${rightArray ? '배열' : '리스트'} 객체를 찾습니다. 이렇게 쓰세요: ${test}`,
    };
  }
  const compares = /^[!=]/.test(operator);
  if (compares && leftArray && rightArray) {
    const test = operator.startsWith('!') ? `${left}.ne(${right})` : `${left}.eq(${right})`;
    return {
      cause: 'array ==',
      write: test,
      en: `\`${operator}\` asks whether both are one and the same array, not whether their elements are equal. Element by element: ${test}; as a whole: np.arrayEqual(${left}, ${right})`,
      ko: `\`${operator}\`는 원소가 아니라 같은 배열 객체인지를 비교합니다. 원소별 비교: ${test}, 전체 비교: np.arrayEqual(${left}, ${right})`,
    };
  }
  if (compares && isList(use.leftType) && rightList) {
    const test = `${operator.startsWith('!') ? '!' : ''}np.arrayEqual(${left}, ${right})`;
    return {
      cause: 'list ==',
      write: test,
      en: `\`${operator}\` asks whether both are one and the same list, not whether their elements are equal. Write: ${test}`,
      ko: `\`${operator}\`는 원소가 아니라 같은 리스트 객체인지를 비교합니다. 이렇게 쓰세요: ${test}`,
    };
  }
  return undefined;
}

/** Keys that are named. */
const KEYS_NAMED = 12;

/** A key that an object does not have; what met is told as a list of the key and the object's own. */
function aboutKey({ left, right, leftType, rightType = '' }: OperatorUse): (Advice & { cause: string }) | undefined {
  const get = `${left}.get(${right})`;
  if (leftType === 'Map') {
    return {
      cause: 'map [ ]',
      write: get,
      en: `\`${left}[${right}]\` is undefined: a Map is read by get. Write: ${get}`,
      ko: `\`${left}[${right}]\`: Map은 get으로 읽습니다. 이 값은 undefined입니다. 이렇게 쓰세요: ${get}`,
    };
  }
  if (leftType !== 'missing key') return undefined;
  const [key, keys] = JSON.parse(rightType) as [string, string[]];
  const near = key.length > 1 ? nearest(key, keys) : undefined;
  const list = keys.slice(0, KEYS_NAMED).map((each) => `'${each}'`);
  const named = `${list.join(', ')}${keys.length > list.length ? ', …' : ''}`;
  const known =
    near !== undefined
      ? { en: ` Did you mean '${near}'?`, ko: ` 혹시 '${near}'인가요?` }
      : keys.length === 0
        ? { en: ' It has no keys.', ko: ' 키가 하나도 없습니다.' }
        : { en: ` Its keys: ${named}.`, ko: ` 있는 키: ${named}.` };
  const count = `${left}[${right}] = (${left}[${right}] ?? 0) + 1`;
  const counts = /^['"`\d]/.test(right)
    ? { en: '', ko: '' }
    : { en: `; to count: ${count}`, ko: ` 개수를 세려면: ${count}` };
  return {
    cause: 'missing key',
    ...(near === undefined ? {} : { write: `${left}['${near}']` }),
    en: `\`${left}\` has no key '${key}': this is undefined, where Python raises KeyError.${known.en} If a key may be missing: ${left}[${right}] ?? 0, or ${right} in ${left}${counts.en}`,
    ko: `\`${left}\`에는 '${key}' 키가 없어 이 값은 undefined입니다(파이썬에서는 KeyError).${known.ko} 없을 수도 있는 키라면 ${left}[${right}] ?? 0 또는 ${right} in ${left}로 쓰세요.${counts.ko}`,
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
