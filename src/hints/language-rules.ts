/** @file Slips of JavaScript itself: comparisons that do not ask what they seem to, names without a value, names declared twice. */
import { names } from './names.ts';
import { rewritten } from './operators.ts';
import type { Advice, Place, Rule } from './problem.ts';
import { written } from './written.ts';

const UNKNOWN_NAME = [2304, 2552, 2580, 2581, 2584];
/** "This condition will always return 'false' since JavaScript compares objects by reference", of what is written out. */
const BY_REFERENCE = 2839;
const DECLARED_TWICE = [2451, 2300];
/** No `with`, and none in strict code. */
const WITH = [2410, 1101, 1300];

export const languageRules: readonly Rule[] = [
  {
    codes: [BY_REFERENCE],
    advice: (_, place) => {
      const line = rewritten(place);
      return line === undefined
        ? undefined
        : written(
            line,
            'Two lists or objects are the same only if they are one; compare what is in them:',
            '리스트와 객체는 하나의 같은 객체일 때만 같습니다. 내용은 이렇게 비교하세요:',
          );
    },
  },
  {
    codes: [2365, 2367],
    message: /types 'boolean' and '(?:number|\d+)'|types '(?:number|\d+)' and 'boolean'/,
    advice: (_, place) => {
      const line = rewritten(place);
      return line?.includes('&&')
        ? written(line, 'Comparisons are joined by &&:', '비교 여러 개는 &&로 잇습니다:')
        : undefined;
    },
  },
  {
    codes: DECLARED_TWICE,
    message: /'([^']+)'/,
    advice: ([, name], place) => declaredTwice(name!, place),
  },
  {
    codes: WITH,
    advice: (_, place) => {
      const line = rewritten(place);
      return line === undefined
        ? {
            en: 'There is no with: give the value a name (const f = …) and use that.',
            ko: 'with는 없습니다. 값에 이름을 붙여(const f = …) 그 이름으로 쓰세요.',
          }
        : written(line, 'There is no with; write:', 'with는 없습니다. 이렇게 쓰세요:');
    },
  },
  {
    codes: UNKNOWN_NAME,
    when: ({ marked }) => marked === 'arguments',
    advice: () => ({
      en: '`arguments` exists only inside a function. In a cell write the values themselves, or a function: function f(...args) { … }',
      ko: '`arguments`는 함수 안에만 있습니다. 셀에서는 값을 직접 쓰거나 함수를 만드세요: function f(...args) { … }',
    }),
  },
  {
    codes: UNKNOWN_NAME,
    when: ({ marked, after }) => /^(?:exit|quit)$/.test(marked) && after.startsWith('('),
    advice: () => ({
      en: 'A cell ends by itself. To stop one that runs press ■; to begin anew: Kernel ▸ Restart Kernel.',
      ko: '셀은 저절로 끝납니다. 실행 중인 셀은 ■로 멈추고, 처음부터 다시 하려면 Kernel ▸ Restart Kernel을 누르세요.',
    }),
  },
  // A name that is counted up, or stands on its own right side, before it has a value
  {
    codes: UNKNOWN_NAME,
    when: ({ before }) => /^\s*$|[;{)]\s*$/.test(before),
    advice: (_, place) => withoutValue(place),
  },
  {
    codes: [2448, 2454],
    when: ({ marked, statement }) =>
      !names.includes(marked) && new RegExp(String.raw`^(?:const|let|var)\s+${marked}\s*=`).test(statement),
    advice: (_, place) => {
      const [, after] = /^\w+\s+[\w$]+(\s*=[^]*)$/.exec(place.statement)!;
      return withoutValue({ ...place, after: after! });
    },
  },
];

/** What the name needs first. */
function withoutValue({ marked, after, statement }: Place): Advice | undefined {
  const [, sign, value] = /^\s*(\+\+|--|[-+*/%]=|\*\*=|\/\/=|=(?![=>]))\s*([^]*)$/.exec(after) ?? [];
  if (sign === undefined) return undefined;
  const mentions = new RegExp(String.raw`(?<![\w$.'"])${marked}(?![\w$'"]|\s*=(?!=))`);
  if (sign === '=' && !mentions.test(value!)) return undefined;
  if (sign === '=' && new RegExp(String.raw`\)\(${marked}\)`).test(value!)) {
    const line = statement.replace(/^[^=]*=\s*/, '').replace(new RegExp(String.raw`\)\(${marked}\)`), ')(inputs)');
    return written(
      `const inputs = keras.Input([28, 28, 1]); let ${marked} = ${line}`,
      `\`${marked}\` has no value yet: a network begins with its input (with the shape of your samples):`,
      `\`${marked}\`에 아직 값이 없습니다. 모델은 입력에서 시작합니다(모양은 샘플에 맞게):`,
    );
  }
  const first = value!.startsWith('[')
    ? '[]'
    : /^['"`]/.test(value!)
      ? "''"
      : sign === '*=' || sign === '**='
        ? '1'
        : '0';
  return written(
    `let ${marked} = ${first}`,
    `\`${marked}\` has no value yet. Before this line (and before a loop) give it the first one:`,
    `\`${marked}\`에 아직 값이 없습니다. 이 줄(과 반복문)보다 먼저 첫 값을 주세요:`,
  );
}

/** The first declaration with let, the second without. */
function declaredTwice(name: string, { cell }: Place): Advice | undefined {
  const own = name.replaceAll('$', String.raw`\$`);
  const found = [...cell.matchAll(new RegExp(String.raw`\b(?:const|let|var)\s+(${own}\s*=[^;\n]*)`, 'g'))].map(
    (match) => match[1]!.replace(/\s*\/\/.*$/, '').trim(),
  );
  if (found.length < 2) {
    return {
      en: `\`${name}\` is declared twice in this cell; give one of them another name.`,
      ko: `\`${name}\`: 이 셀에서 두 번 선언되었습니다. 하나는 다른 이름으로 바꾸세요.`,
    };
  }
  return written(
    `let ${found[0]!}; ${found[1]!}`,
    `\`${name}\` is declared twice in this cell; declare it once, with let:`,
    `\`${name}\`: 이 셀에서 두 번 선언되었습니다. let으로 한 번만 선언하세요:`,
  );
}
