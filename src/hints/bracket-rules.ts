/** @file Words without their quotes, functions without their brackets, values assigned to functions. */
import { rewritten } from './operators.ts';
import type { Advice, Place, Rule } from './problem.ts';
import { words } from './translate/index.ts';
import { written } from './written.ts';

const UNKNOWN_NAME = [2304, 2552];
const ARITHMETIC = [2362, 2363, 2365];
const READ_ONLY = [2540, 2630];
const WRONG_COUNT = [2554, 2555];

export const bracketRules: readonly Rule[] = [
  {
    codes: UNKNOWN_NAME,
    when: ({ marked, depth, after }) => words.has(marked) && depth > 0 && /^\s*[,)\]}]/.test(after),
    advice: (_, { marked, statement }) => {
      const bare = new RegExp(String.raw`(?<![\w$.'"])${marked}(?![\w$'"(]|\s*[:=])`, 'g');
      return written(
        statement.replace(bare, `'${marked}'`),
        'A word is written in quotes:',
        '낱말은 따옴표로 감쌉니다:',
      );
    },
  },
  {
    codes: ARITHMETIC,
    when: (place) => functionsIn(place).length > 0,
    advice: (_, place) => {
      const called = functionsIn(place).reduce(
        (line, name) => line.replace(new RegExp(String.raw`(?<![\w$.])${name.replaceAll('.', String.raw`\.`)}(?![\w$(.])`, 'g'), `${name}()`),
        place.statement,
      );
      return written(called, 'A function is called with brackets:', '함수는 괄호를 붙여 호출합니다:');
    },
  },
  {
    codes: READ_ONLY,
    message: /'(\w+)'/,
    advice: ([, name], place) => assigned(name!, place),
  },
  {
    codes: WRONG_COUNT,
    advice: (_, place) => {
      const line = rewritten(place);
      return line === undefined ? undefined : written(line, 'In TypeScript write:', 'TypeScript에서는 이렇게 씁니다:');
    },
  },
]; // prettier-ignore

/** Fields of the statement that are functions and are not called. */
function functionsIn({ statement, types }: Place): string[] {
  return [...statement.matchAll(/(?<![\w$.])[\w$]+(?:\.[\w$]+)+(?![\w$(.])/g)]
    .map(([name]) => name)
    .filter((name) => types.get(name)?.type === 'function');
}

/** `plt.xlabel = 'epoch'`, `a.shape = (2, 3)`. */
function assigned(name: string, { statement, types }: Place): Advice | undefined {
  const [, of, value] = new RegExp(String.raw`^([\w$.]+)\.${name}\s*=(?!=)\s*([^]+?);?$`).exec(statement) ?? [];
  if (of === undefined) return undefined;
  if (name === 'shape') {
    const shape = value!.replace(/^\((.*?),?\s*\)$/, '[$1]');
    return written(
      `${of}.reshape(${shape})`,
      'The shape of an array stays as it is; another one of another shape:',
      '배열의 모양은 그대로입니다. 모양이 다른 배열은 이렇게 만듭니다:',
    );
  }
  const { type = '', gives } = types.get(`${of}.${name}`) ?? {};
  if (of !== 'plt' && type !== 'function' && gives === undefined && !type.includes('=>')) return undefined;
  return written(`${of}.${name}(${value})`, `\`${name}\` is a function; call it:`, `\`${name}\`: 함수입니다. 호출하세요:`);
} // prettier-ignore
