/** @file Elements of arrays where a number is meant: going through an array gives arrays, of one axis less. */
import type { Place, Rule } from './problem.ts';
import { written } from './written.ts';

const OPERATOR = [2362, 2363, 2365, 2367];
const AS_INDEX = 2538;
const NO_OVERLOAD = [2345, 2769];

const isArray = (type: string | undefined): boolean => /^(?:np\.)?(?:NDArray|ndarray)$/.test(type ?? '');
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** `v` → `v.item()`, `y.at(0)` → `y.item(0)`. */
function asNumber(text: string): string {
  const part = /^(.+)\.at\(([-\d\w$, ]+)\)$/.exec(text);
  return part ? `${part[1]!}.item(${part[2]!})` : `${text}.item()`;
}

/** The name that a loop of the cell goes through an array by, where it is used as a number. */
function counted({ statement, cell, types }: Place): string | undefined {
  for (const [, name] of cell.matchAll(/\bfor\s*\(\s*(?:const|let)\s+([\w$]+)\s+of\s/g)) {
    const own = String.raw`(?<![\w$.])${escaped(name!)}(?![\w$.([])`;
    const compared = new RegExp(String.raw`${own}\s*(?:[=!]==?|[<>]=?)|(?:[=!]==?|[<>]=?)\s*${own}|[\w$\]]\s*[-+]=\s*${own}\s*(?:[;})]|$)`);
    const body = statement.replace(/^\s*for\s*\([^()]*(?:\([^()]*\)[^()]*)*\)/, '');
    const others = [...types].filter(([each, { type }]) => each !== name && isArray(type));
    const hasOther = others.some(([each]) => new RegExp(String.raw`(?<![\w$.])${escaped(each)}(?![\w$(])`).test(body));
    if (isArray(types.get(name!)?.type ?? 'NDArray') && compared.test(body) && !hasOther) return name;
  }
  return undefined;
} // prettier-ignore

export const elementRules: readonly Rule[] = [
  {
    codes: [AS_INDEX],
    message: /'(?:np\.)?(?:NDArray|ndarray)'/,
    advice: (_, { statement, marked }) =>
      written(
        statement.replaceAll(`[${marked}]`, `[${asNumber(marked)}]`),
        'An element of an array is an array; as a number it is written:',
        '배열의 원소도 배열입니다. 숫자로 쓰려면:',
      ),
  },
  {
    codes: NO_OVERLOAD,
    when: ({ marked, before, types }) =>
      /\bMath\.(?:max|min)\($/.test(before) && marked.startsWith('...') && isArray(types.get(marked.slice(3))?.type),
    advice: (_, { statement, marked }) =>
      written(
        statement.replace(new RegExp(String.raw`\bMath\.(max|min)\(${escaped(marked)}\)`), `${marked.slice(3)}.$1()`),
        'Math takes numbers one by one; of an array:',
        'Math 함수는 숫자를 하나씩 받습니다. 배열에는 이렇게 쓰세요:',
      ),
  },
  {
    codes: [...OPERATOR, ...NO_OVERLOAD],
    when: ({ statement, types }) => isArray(types.get(spread(statement))?.type),
    advice: (_, { statement }) => {
      const name = spread(statement);
      return written(
        statement.replace(`[...${name}]`, `${name}.toList()`),
        `[...${name}] is a list of arrays; as a list of numbers:`,
        `[...${name}]는 배열의 리스트입니다. 숫자의 리스트로 쓰려면:`,
      );
    },
  },
  {
    codes: OPERATOR,
    when: (place) => counted(place) !== undefined,
    advice: (_, place) => {
      const name = counted(place)!;
      const own = new RegExp(String.raw`(?<![\w$.]|\b(?:const|let)\s+)${escaped(name)}(?![\w$.([])`, 'g');
      return written(
        place.statement.replace(own, `${name}.item()`),
        `\`${name}\` is an array, also where it has one element only; as a number it is written:`,
        `\`${name}\`: 원소가 하나뿐이어도 배열입니다. 숫자로 쓰려면:`,
      );
    },
  },
];

/** The name in `[...y].reduce(`. */
function spread(statement: string): string {
  return /\[\.\.\.([\w$.]+)\]\.reduce\(/.exec(statement)?.[1] ?? '';
}
