/** @file What does not parse, or parses as something else: brackets and quotes left open, one `=` in a test, functions of Python, C and Java in part. */
import { rewritten } from './operators.ts';
import type { Advice, Place, Rule } from './problem.ts';
import { tokensOf } from './translate/index.ts';
import { fromPython, inTypeScript, written } from './written.ts';

const UNTERMINATED = 1002;
/** "Invalid character." */
const INVALID = 1127;
const ASSIGNED = [2588, 2540, 2542, 2322];
/** `super` in a constructor. */
const NO_SUPER = [2377, 17_009];
/** "Did you mean the instance member 'this.x'?", "… the static member". */
const WITHOUT_THIS = [2662, 2663];

/** Before the rules about Python's lines. */
export const syntaxRules: readonly Rule[] = [
  {
    codes: 'syntax',
    line: /^\s*(?:\?\??([\w$.]+)|([\w$.]+)\?\??)\s*;?\s*$/,
    advice: ([, after, before]) => inTypeScript(`help(${(after ?? before)!})`),
  },
  {
    codes: [INVALID],
    when: ({ marked }) => /^[₩￦]/.test(marked),
    advice: (_, { code }) => written(code.replace(/[₩￦]/g, '`'), 'In place of ₩ write a backtick (`): switch to English with 한/영 and press the key left of 1:', '₩ 대신 백틱(`)을 쓰세요. 한/영을 영문으로 바꾸고 숫자 1 왼쪽 키를 누릅니다:'),
  },
  {
    codes: ASSIGNED,
    when: ({ before, after }) => /\b(?:if|while)\s*\([^;]*$/.test(before) && /^\s*=(?![=>])/.test(after),
    advice: (_, { before, marked, after }) => {
      const test = `${before}${marked}${after.replace('=', '===')}`;
      return written(test.slice(test.search(/\b(?:if|while)\s*\(/)), 'One = assigns; a test has three:', '= 하나는 대입입니다. 비교에는 세 개를 씁니다:');
    },
  },
  {
    codes: NO_SUPER,
    advice: (_, { cell }) => {
      const head = /constructor\s*\([^)]*\)\s*\{/.exec(cell)?.[0];
      return head === undefined
        ? undefined
        : written('super()', 'The constructor of a class that extends another begins with:', '다른 클래스를 이어받은 클래스의 생성자는 이렇게 시작합니다:');
    },
  },
  {
    codes: WITHOUT_THIS,
    message: /Cannot find name '(\w+)'/,
    when: ({ message, cell }) => new RegExp(String.raw`[{;]\s*${/'(\w+)'/.exec(message)![1]!}\s*[=;]`).test(cell.replaceAll('\n', ';')) || /this\./.test(message),
    advice: ([, name], { code }) => {
      const body = /\{([^{}]*\b(?:return\b)?[^{}]*)\}\s*\}?\s*$/.exec(code)?.[1] ?? code;
      const line = body.trim().replace(new RegExp(String.raw`(?<![\w$.'"])${name!}(?![\w$'":(])`, 'g'), `this.${name!}`);
      return written(line, 'A field of the object is reached by this:', '객체의 필드는 this로 씁니다:');
    },
  },
  {
    codes: [2322, 2361, 2638],
    message: /not assignable to type 'object'/,
    when: ({ statement }) => /\sin\s/.test(statement),
    advice: (_, place) => fromPython(rewritten(place)),
  },
  {
    message: /'void'/,
    codes: [2365, 2362, 2363, 1345, 2339],
    advice: (_, { statement }) => {
      const name = /([\w$.]+)\(/.exec(statement)?.[1] ?? 'f';
      return {
        en: `\`${name}\` gives nothing back: is there a return in it? function f(x) { return x * 2; }`,
        ko: `\`${name}\`의 결과가 없습니다. 함수 안에 return이 있나요? function f(x) { return x * 2; }`,
      };
    },
  },
  {
    codes: 'syntax',
    line: /\bdef\s+(\w+)\s*\(([^()]*)\)\s*\{/,
    advice: (_, { code, cell }) => {
      const inClass = /\bclass\b/.test(cell);
      return inTypeScript(code.replace(/\bdef\s+(?=\w+\s*\()/g, inClass ? '' : 'function '));
    },
  },
  {
    codes: 'syntax',
    line: /\b(?:int|float|double|String|boolean|auto|long)\s+\w+\s*(?:=(?!=)|;)/,
    when: ({ code }) => !/^\s*(?:class|import)\b/.test(code),
    advice: (_, { code }) => written(code.replace(/\b(?:int|float|double|String|boolean|auto|long)\s+(?=\w+\s*(?:=(?!=)|;))/g, 'let ').replace(/\{\s*$/, '{ … }'), 'A variable is declared by let or const:', '변수는 let이나 const로 선언합니다:'),
  },
  {
    codes: 'syntax',
    line: /^(?:\}?\s*el)?(?:if|while)\b/,
    when: ({ statement }) => single.test(statement.replace(texts, '')),
    advice: (_, place) => {
      const tested = place.statement.replace(single, '==');
      const line = rewritten({ ...place, statement: tested });
      return line === undefined ? undefined : written(line, 'A test has two or three = :', '비교에는 =을 두 개나 세 개 씁니다:');
    },
  },
  {
    codes: [UNTERMINATED],
    advice: () => ({
      en: 'A text ends with the quote with which it began, on the same line. Several lines: `…`',
      ko: '문자열은 시작한 따옴표와 같은 따옴표로 같은 줄에서 끝나야 합니다. 여러 줄은 `…`로 씁니다.',
    }),
  },
]; // prettier-ignore

/** After all others. */
export const openBracket: Rule = { codes: 'syntax', advice: (_, place) => leftOpen(place) };

const texts = /(["'`])(?:\\.|(?!\1)[^\\])*?\1/g;
/** One `=` alone. */
const single = /(?<![=!<>+\-*/%&|^])=(?![=>])/;

/** The innermost bracket of the cell that has no other side. */
function leftOpen({ cell }: Place): Advice | undefined {
  const closers: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
  const open: { text: string; line: number }[] = [];
  for (const [i, text] of cell.split('\n').entries()) {
    for (const token of tokensOf(text) ?? []) {
      if (token.kind !== 'sign') continue;
      if (Object.hasOwn(closers, token.text)) open.push({ text: token.text, line: i + 1 });
      else if (/^[)\]}]$/.test(token.text) && closers[open.pop()?.text ?? ''] !== token.text) {
        return {
          en: `Line ${i + 1}: \`${token.text}\` closes no bracket that is open.`,
          ko: `${i + 1}번째 줄: \`${token.text}\`에 맞는 여는 괄호가 없습니다.`,
        };
      }
    }
  }
  const last = open.at(-1);
  if (last === undefined) return undefined;
  const close = closers[last.text]!;
  return {
    en: `Line ${last.line}: \`${last.text}\` is not closed; \`${close}\` is missing.`,
    ko: `${last.line}번째 줄: \`${last.text}\`가 닫히지 않았습니다. \`${close}\`가 빠졌습니다.`,
  };
}
