/**
 * @file What a beginner most likely meant: one table from what TypeScript says (its number, its message) and what the
 * cell says there, to one line of advice. The first rule that fits speaks; no rule, no hint. Habits from Python come
 * first, because what TypeScript says about them leads nowhere.
 */
import { FIRST_TYPE_ERROR, type Problem } from '../checker/checker.ts';
import { libraryNames } from '../compile/names.ts';
import { say } from '../language.ts';

interface Advice {
  en: string;
  ko: string;
}

/** A problem and the text around it. */
interface Place {
  message: string;
  /** The text the problem marks, what follows it on its line, what stands before it on its line. */
  marked: string;
  after: string;
  before: string;
  /** The whole line, without spaces around it; and without its comment, which may say anything. */
  line: string;
  code: string;
  /** Round brackets that are open before the problem. */
  depth: number;
}

interface Rule {
  /** TypeScript's numbers; 'syntax' is all of them about syntax. Without: any. */
  codes?: readonly number[] | 'syntax';
  message?: RegExp;
  line?: RegExp;
  when?: (place: Place) => boolean;
  advice: (match: RegExpExecArray, place: Place) => Advice;
}

const UNKNOWN_NAME = [2304, 2552, 2580, 2581, 2584];
const OPERATOR = [2362, 2363, 2365, 2367];
const methods: Record<string, string> = {
  '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'mod', '**': 'pow', '>': 'gt', '>=': 'ge', '<': 'lt', '<=': 'le',
  '==': 'eq', '===': 'eq', '!=': 'ne', '!==': 'ne',
}; // prettier-ignore
const functions: Record<string, string> = { '-': 'subtract', '/': 'divide', '%': 'remainder', '**': 'power' };
/** A name, a number, a call: what stands on one side of an operator. */
const operand = String.raw`-?[\w$.]+(?:\([^()]*\))?(?:\.[\w$]+(?:\([^()]*\))?)*`;

/** Python on the left, TypeScript on the right. */
const python: readonly [line: RegExp, instead: string | ((match: RegExpExecArray) => string)][] = [
  [/^import\s+(numpy|keras|tensorflow|torch|matplotlib|cv2)\b.*$/, ''],
  [/^from\s+(numpy|keras|tensorflow|torch|matplotlib|cv2|PIL|sklearn|scipy)\b.*\bimport\b/, ''],
  [/^import\s+([\w.]+)(?:\s+as\s+(\w+))?\s*;?$/, (m) => `import * as ${m[2] ?? m[1]!.split('.').pop()!} from '${m[1]!}'`],
  [/^from\s+([\w.]+)\s+import\s+(.+?)\s*;?$/, (m) => `import { ${m[2]!} } from '${m[1]!}'`],
  [/^(?:async\s+)?def\s+(\w+)\s*\((.*?)\)/, (m) => `function ${m[1]!}(${m[2]!}) { … }`],
  [/^class\s+(\w+)\s*(?:\((\w*)\))?\s*:/, (m) => `class ${m[1]!}${m[2] ? ` extends ${m[2]}` : ''} { … }`],
  [/^for\s+(\w+)\s+in\s+range\(\s*([^(),]+)\s*\)\s*:/, (m) => `for (let ${m[1]!} = 0; ${m[1]!} < ${m[2]!.trim()}; ${m[1]!}++) { … }`],
  [/^for\s+(.+?)\s+in\s+(.+?)\s*:/, (m) => `for (const ${m[1]!.includes(',') ? `[${m[1]!}]` : m[1]!} of ${m[2]!}) { … }`],
  [/[[(].*\bfor\s+\w+\s+in\b/, 'Array.from({ length: 10 }, (_, i) => i * i)'],
  [/^(?:\}\s*)?elif\s*\(?(.*?)\)?\s*[:{]?\s*(?:\}|$)/, () => '} else if (…) { … }'],
  [/^(if|while)\s+(.+?)\s*:/, (m) => `${m[1]!} (${condition(m[2]!)}) { … }`],
  [/^else\s*:/, '} else { … }'],
  [/^try\s*:/, 'try { … } catch (error) { … }'],
  [/^except\b/, '} catch (error) { … }'],
  [/^with\s+.+:/, 'const x = await …'],
  [/\blambda\s+([\w, ]*):\s*(.+?)\)*$/, (m) => `(${m[1]!}) => ${m[2]!}`],
  [/^\s*("""|''')/, '/* … */'],
  [/^#|\s#\s/, '// …'],
  [/(?<![\w$.])[fF](["'])(.*?)\1/, (m) => `\`${m[2]!.replace(/\{/g, '${')}\``],
  [/([\w.]+(?:\([^()]*\))?)\s+@\s+(\w+)/, (m) => `${m[1]!}.matmul(${m[2]!})`],
  [/(\w+)\s+not\s+in\s+(\w+)/, (m) => `!${m[2]!}.includes(${m[1]!})`],
  [/(\w+)\s+is\s+(not\s+)?None\b/, (m) => `${m[1]!} ${m[2] ? '!==' : '==='} null`],
  [/\b(\w+)\s+(and|or)\s+/, (m) => `${m[1]!} ${m[2] === 'and' ? '&&' : '||'} …`],
  [/(?:^|[(=]\s*)not\s+(\w+)/, (m) => `!${m[1]!}`],
  [/^raise\b/, "throw new Error('…')"],
  [/(\w+)\[([^\]]*:[^\]]*)\]/, (m) => `${m[1]!}.at(${m[2]!.split(',').map((part) => (part.includes(':') ? `'${part.trim()}'` : part.trim())).join(', ')})`],
]; // prettier-ignore

/** Python's built-in functions and values. */
const builtIns: Record<string, string> = {
  print: 'console.log(a)', len: 'list.length, array.shape[0]',
  True: 'true', False: 'false', None: 'null', range: 'np.arange(10), for (let i = 0; i < 10; i++) { … }',
  str: 'String(x)', int: 'Math.trunc(x), Number(text)', float: 'Number(x)', bool: 'Boolean(x)', abs: 'Math.abs(x), np.abs(a)',
  max: 'Math.max(a, b), a.max()', min: 'Math.min(a, b), a.min()', sum: 'a.sum()', round: 'Math.round(x)',
  list: '[…x]', dict: '{ key: value }', tuple: '[a, b]', type: 'typeof x', enumerate: 'x.entries()',
  pass: '{ }', self: 'this', zip: 'a.map((x, i) => [x, b[i]])', sorted: 'x.toSorted()', open: "import { readFileSync } from 'fs'",
  elif: '} else if (…) { … }', def: 'function f(x) { … }', time: 'performance.now()', random: 'np.random, Math.random()',
  os: "import fs from 'fs'", tf: 'keras', torch: 'keras', cv2: 'cnn, image', math: 'Math',
}; // prettier-ignore

/** Names that Python's notebooks import, and where they are here. */
const parts: Record<string, string> = {
  layers: 'const { layers } = keras;', callbacks: 'const { callbacks } = keras;', models: 'const { models } = keras;',
  optimizers: 'const { optimizers } = keras;', Sequential: 'const { Sequential } = keras;', Model: 'const { Model } = keras;',
  Conv2D: 'const { Conv2D } = keras.layers;', MaxPooling2D: 'const { MaxPooling2D } = keras.layers;', Dense: 'const { Dense } = keras.layers;',
  Flatten: 'const { Flatten } = keras.layers;', Dropout: 'const { Dropout } = keras.layers;',
  ImageDataGenerator: 'const { ImageDataGenerator } = datasets;', ConvDraw: 'const { ConvDraw } = cnn;', featuring: 'const { featuring } = cnn;',
}; // prettier-ignore

/** What NDArray has in place of what lists of JavaScript have. */
const ofArrays: Record<string, string> = {
  length: 'a.size, a.shape[0]', map: 'a.mul(2), a.toList().map(…)', forEach: 'for (const x of a) { … }', push: 'np.append(a, x)',
  slice: "a.at('1:3')", filter: 'a.at(a.gt(0))', concat: 'np.concatenate([a, b])', reduce: 'a.sum()', tolist: 'a.toList()',
}; // prettier-ignore

const inTypeScript = (instead: string): Advice => ({
  en: `This is Python; in TypeScript write: ${instead}`,
  ko: `파이썬 문법입니다. TypeScript에서는 이렇게 씁니다: ${instead}`,
});

const rules: readonly Rule[] = [
  // Promises
  {
    message: /\bPromise<|Promise<any>/,
    when: ({ message }) => !message.includes('Did you mean'), // a misspelt method of something that has promises in its type
    advice: () => ({ en: 'Did you forget `await`?', ko: '`await`를 빠뜨리지 않았나요?' }),
  },
  // Fields of one's own class
  {
    codes: [2339],
    message: /^Property '(\w+)' does not exist on type '\w+'/,
    when: ({ before, after }) => /\bthis\.$/.test(before) && /^\s*=(?![=>])/.test(after),
    advice: (match) => ({
      en: `A field is declared in the class, before the constructor: ${match[1]!};`,
      ko: `필드는 클래스 안, 생성자 앞에 선언해야 합니다: ${match[1]!};`,
    }),
  },
  // Names of Python where TypeScript has no suggestion, because the type is one of several
  {
    codes: [2353],
    message: /'(lr|\w+_\w+)' does not exist in type/,
    when: ({ message }) => !message.includes('Did you mean'),
    advice: ([, name]) => {
      const camel = camelCase(name!);
      return { en: `Names are written in camelCase here: ${camel}`, ko: `이름은 camelCase로 씁니다: ${camel}` };
    },
  },
  // Tensors of a model, and lists of arrays
  {
    message: /\bNodeOf<|'Node'|\byTrue: Node\b|: Node\b.*(?:LossLike|MetricLike)/,
    advice: () => ({
      en: 'Inside models, losses and metrics use keras.ops (ops.mean, ops.square, …) in place of np and operators.',
      ko: '모델, 손실, 메트릭 안에서는 np와 연산자 대신 keras.ops(ops.mean, ops.square, …)를 쓰세요.',
    }),
  },
  {
    codes: [2339, 2551],
    message: /does not exist on type 'NDArray\[\]'/,
    advice: () => ({
      en: 'This is a list of arrays (a model with several outputs gives one for each): take one with [0].',
      ko: '배열의 리스트입니다(출력이 여러 개인 모델은 출력마다 하나씩 줍니다). [0]처럼 하나를 고르세요.',
    }),
  },
  // Indices and dtypes, whose types are too long for the message
  {
    message: /is not assignable to (?:parameter of )?type '(?:Index|SliceText)'/,
    when: ({ marked }) => /^['"`]/.test(marked),
    advice: (_, { marked }) => {
      const text = marked.slice(1, -1).trim();
      if (/^-?\d+$/.test(text)) return { en: `An index is a number: ${text}`, ko: `인덱스는 숫자로 씁니다: ${text}` };
      return {
        en: "A slice is written '1:3', '::-1', ':' or '...'; from variables `${i}:${i + 3}` or slice(i, i + 3).",
        ko: "슬라이스는 '1:3', '::-1', ':', '...'처럼 씁니다. 변수로는 `${i}:${i + 3}` 또는 slice(i, i + 3).",
      };
    },
  },
  // A shape in pieces
  {
    message: /^Argument of type '-?\d+' is not assignable to parameter of type 'DType/,
    when: ({ before }) => /\bnp\.(?:zeros|ones|empty|full)\(/.test(before),
    advice: () => ({
      en: 'A shape is one list: np.zeros([3, 3]).',
      ko: '모양은 리스트 하나로 씁니다: np.zeros([3, 3])',
    }),
  },
  {
    message: /is not assignable to (?:parameter of )?type '(?:DType|DTypeLike|DTypeArg)(?: \| undefined)?'/,
    advice: () => {
      const names = "'float32', 'float64', 'uint8', 'int32', 'int64', 'bool'";
      return {
        en: `A dtype is one of ${names} (also 'int8', 'int16', 'uint16', 'uint32').`,
        ko: `dtype은 ${names} 중 하나입니다('int8', 'int16', 'uint16', 'uint32'도 있습니다).`,
      };
    },
  },
  // Operators on arrays
  {
    codes: OPERATOR,
    when: ({ message, marked }) => /\bNDArray\b/.test(message) || (!/^['"`]/.test(marked) && /operation/.test(message)),
    advice: (_, place) => {
      const instead = arithmetic(place);
      return {
        en: `Operators do not work on arrays; write ${instead}.`,
        ko: `배열에는 연산자를 쓸 수 없습니다. ${instead}처럼 쓰세요.`,
      };
    },
  },
  // Lists and arrays
  {
    codes: [2339, 2550, 2551],
    message: /^Property '(\w+)' does not exist on type 'NDArray'/,
    when: ({ marked }) => Object.hasOwn(ofArrays, marked),
    advice: ([, name]) => ({
      en: `An array is not a list; write ${ofArrays[name!]!}.`,
      ko: `배열은 리스트가 아닙니다. 이렇게 씁니다: ${ofArrays[name!]!}`,
    }),
  },
  {
    codes: [2365],
    message: /^Operator '\+' cannot be applied to types '[^']*\[\]' and '[^']*\[\]'/,
    advice: () => ({
      en: 'Lists are joined by [...a, ...b]; to add their numbers make arrays: np.array(a).add(b).',
      ko: '리스트는 [...a, ...b]로 잇습니다. 숫자끼리 더하려면 배열로 만드세요: np.array(a).add(b)',
    }),
  },
  // Pictures are read before they are shown
  {
    message: /^Argument of type '"[^"]*"' is not assignable to parameter of type '[^']*ArraySource/,
    when: ({ before }) => before.endsWith('.imshow('),
    advice: (_, { marked }) => ({
      en: `Read the file first: plt.imshow(await image.imread(${marked}))`,
      ko: `먼저 파일을 읽으세요: plt.imshow(await image.imread(${marked}))`,
    }),
  },
  // Python's comma and keyword arguments
  {
    codes: [2695],
    when: ({ before }) => /[\w$)\]]\[$/.test(before),
    advice: (_, { before, marked, after }) => {
      const name = /([\w$]+)\[$/.exec(before)?.[1] ?? 'a';
      const index = /^[^\]]*/.exec(marked + after)![0];
      return {
        en: `For an element write ${name}.item(${index}), for a part ${name}.at(${index}).`,
        ko: `원소 하나는 ${name}.item(${index}), 일부분은 ${name}.at(${index})로 씁니다.`,
      };
    },
  },
  {
    codes: [2695],
    advice: (_, { marked, after }) => {
      const list = `[${/^[^()]*/.exec(marked + after)![0]}]`;
      return {
        en: `TypeScript has no tuples with ( ); write ${list}.`,
        ko: `( )로 된 튜플은 없습니다. ${list}처럼 쓰세요.`,
      };
    },
  },
  {
    codes: UNKNOWN_NAME,
    when: ({ after, depth }) => depth > 0 && /^\s*=(?![=>])/.test(after),
    advice: (_, { marked, after, before }) => {
      const value = /^\s*=\s*([^,()]*)/.exec(after)![1]!.trim() || '…';
      // matplotlib's names stay as they are
      const name = /\b(?:plt|axs?|axes|fig)\b[^(]*\([^]*$/.test(before) ? marked : camelCase(marked);
      const instead = `{ ${name}: ${value
        .replace(/^True$/, 'true')
        .replace(/^False$/, 'false')
        .replace(/^None$/, 'null')
        .replace(/^np\.((?:u?int|float)\d+)$/, "'$1'")} }`;
      return {
        en: `TypeScript has no keyword arguments; write ${instead} as the last argument.`,
        ko: `키워드 인자는 없습니다. 마지막 인자로 ${instead}를 쓰세요.`,
      };
    },
  },
  // Commands of IPython
  {
    line: /^(?:%|!\s*(?:pip|ls|cd|pwd|cat|head|mkdir|rm|wget|curl|python3?|npm|apt|git|nvidia|unzip)\b)/,
    advice: () => ({
      en: 'There are no % and ! commands: figures show by themselves, packages are installed by npm install in a terminal.',
      ko: '% 명령과 ! 명령은 없습니다. 그림은 저절로 보이고, 패키지는 터미널에서 npm install로 설치합니다.',
    }),
  },
  {
    codes: UNKNOWN_NAME,
    when: ({ marked, after }) => marked === 'help' && after.startsWith('('),
    advice: (_, { after }) => {
      const name = /^\(([\w.]+)\)/.exec(after)?.[1] ?? 'np.zeros';
      return {
        en: `Press Shift+Tab on the name, or run ${name}?`,
        ko: `이름 위에서 Shift+Tab을 누르거나 ${name}? 를 실행하세요.`,
      };
    },
  },
  {
    codes: 'syntax',
    line: /^del\s/,
    advice: () => ({
      en: 'Nothing has to be deleted: memory is freed by itself.',
      ko: '지울 필요가 없습니다. 메모리는 저절로 정리됩니다.',
    }),
  },
  // Python, line by line
  ...python.map(([line, instead]): Rule => ({
    codes: 'syntax',
    line,
    advice: (match) => {
      if (instead === '') {
        return {
          en: 'This is Python; here np, plt, cnn, keras, image and datasets are there without an import.',
          ko: '파이썬 문법입니다. 여기서는 np, plt, cnn, keras, image, datasets를 import 없이 씁니다.',
        };
      }
      return inTypeScript(typeof instead === 'string' ? instead : instead(match));
    },
  })),
  {
    codes: 'syntax',
    when: ({ line }) => {
      const [divided, by] = line.split('//') as [string, string?];
      return /^\s*[\w(]/.test(by ?? '') && count(divided, /[([]/g) > count(divided, /[)\]]/g);
    },
    advice: () => ({
      en: '`//` starts a comment; to divide whole numbers write Math.floor(a / b).',
      ko: '`//`는 주석의 시작입니다. 정수 나눗셈은 Math.floor(a / b)로 씁니다.',
    }),
  },
  {
    codes: UNKNOWN_NAME,
    when: ({ marked }) => Object.hasOwn(builtIns, marked),
    advice: (_, { marked }) => inTypeScript(builtIns[marked]!),
  },
  {
    codes: UNKNOWN_NAME,
    when: ({ marked }) => Object.hasOwn(parts, marked),
    advice: (_, { marked }) => ({
      en: `Take it out first: ${parts[marked]!}`,
      ko: `먼저 이렇게 꺼내 쓰세요: ${parts[marked]!}`,
    }),
  },
  // Names
  {
    codes: UNKNOWN_NAME,
    when: ({ before, after }) => before.trim() === '' && /^\s*=(?![=>])/.test(after),
    advice: (_, { marked, after }) => {
      const instead = `const ${marked} = ${after.replace(/^\s*=\s*/, '').replace(/;\s*$/, '')}`;
      return { en: `A new name is declared: ${instead}`, ko: `새 이름은 선언해야 합니다: ${instead}` };
    },
  },
  {
    codes: [2448],
    when: ({ marked }) => libraryNames.includes(marked),
    advice: (_, { marked }) => {
      const other = marked === 'image' ? 'img' : `my${marked[0]!.toUpperCase()}${marked.slice(1)}`;
      return {
        en: `\`${marked}\` is a built-in; choose another name for the variable, e.g. ${other}.`,
        ko: `\`${marked}\`는 기본으로 있는 이름입니다. 변수에는 다른 이름을 쓰세요. 예: ${other}`,
      };
    },
  },
  {
    codes: [2588],
    message: /'([^']+)'/,
    advice: (match) => ({
      en: `Declare it with let, or write \`const ${match[1]!} = …\` again in this cell.`,
      ko: `let으로 선언하거나, 이 셀에서 \`const ${match[1]!} = …\`를 다시 쓰세요.`,
    }),
  },
];

/** The line of advice for a problem, without `hint:`; undefined when there is none. */
export function hintFor(problem: Problem, code: string): string | undefined {
  const lines = code.split('\n');
  const text = lines[problem.line - 1] ?? '';
  const [from, to] = [problem.column - 1, problem.column - 1 + problem.length];
  const above = [...lines.slice(0, problem.line - 1), text.slice(0, from)].join('\n').replace(/(['"`]).*?\1/g, '');
  const place: Place = {
    message: problem.message,
    marked: text.slice(from, to),
    after: text.slice(to),
    before: text.slice(0, from),
    line: text.trim(),
    code: text.replace(/(?<!:)\/\/.*$/, '').trim(),
    depth: count(above, /\(/g) - count(above, /\)/g),
  };
  for (const rule of rules) {
    if (!speaksOf(rule, problem)) continue;
    const match = (rule.message ?? rule.line ?? /^/).exec(rule.message ? place.message : place.code);
    if (match && (rule.when?.(place) ?? true)) return say(rule.advice(match, place));
  }
  return undefined;
}

/** What runs, but does not do what a beginner means by it; one line each, told before the cell runs. */
export function notices(code: string, declared: readonly string[]): string[] {
  const told = libraryNames
    .filter((name) => declared.includes(name))
    .map((name) =>
      say({
        en: `\`${name}\` now means your variable and hides the built-in ${name}. To get it back: import { ${name} } from 'kernelab'`,
        ko: `이제 \`${name}\`는 새 변수이고 기본 ${name}를 가립니다. 되돌리려면: import { ${name} } from 'kernelab'`,
      }),
    );
  // A comment that is only a number, behind a value that is put somewhere.
  const trap = /^\s*(?:(?:const|let|var)\s+\w+\s*=\s*[\w.]+|\d+)\s*(\/\/\s*\d+)\s*;?\s*$/m.exec(code);
  if (trap) {
    told.push(
      say({
        en: `\`${trap[1]!}\` is a comment. If a division was meant: Math.floor(a / b)`,
        ko: `\`${trap[1]!}\`는 주석입니다. 정수 나눗셈은 Math.floor(a / b)로 씁니다.`,
      }),
    );
  }
  // NumPy refuses this; JavaScript takes any object for true.
  const always =
    /\b(?:if|while)\s*\(\s*!?\s*((?:[\w$.]+\([^()]*\))*[\w$.]*\.(?:gt|ge|lt|le|eq|ne)\([^()]*\))\s*\)/.exec(code);
  if (always) {
    const array = always[1]!;
    told.push(
      say({
        en: `\`${array}\` is an array, and an array counts as true whatever is in it. Write ${array}.all() or ${array}.any()`,
        ko: `\`${array}\`는 배열이고, 배열은 값과 상관없이 언제나 참입니다. ${array}.all() 또는 ${array}.any()로 쓰세요.`,
      }),
    );
  }
  return told;
}

/** `Promise<{ … }>` instead of a type that fills the screen. */
export function shortMessage(message: string): string {
  let out = '';
  for (let rest = message; ;) {
    const at = rest.indexOf('Promise<');
    if (at < 0) return out + rest;
    let [depth, end] = [0, at + 'Promise'.length];
    for (; end < rest.length; end++) {
      if (rest[end] === '<') depth++;
      else if (rest[end] === '>' && rest[end - 1] !== '=' && --depth === 0) break;
    }
    const inner = rest.slice(at + 'Promise<'.length, end);
    out += `${rest.slice(0, at)}Promise<${inner.length > 30 ? '…' : inner}>`;
    rest = rest.slice(end + 1);
  }
}

/** `learning_rate` → `learningRate`. */
function camelCase(name: string): string {
  return name === 'lr' ? 'learningRate' : name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A condition of Python in TypeScript. */
function condition(text: string): string {
  const words: Record<string, string> = { True: 'true', False: 'false', None: 'null', and: '&&', or: '||' };
  return text.replace(/\b(?:True|False|None|and|or)\b/g, (word) => words[word]!).replace(/\bnot\s+/g, '!');
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}

function speaksOf({ codes }: Rule, { code }: Problem): boolean {
  if (codes === undefined) return true;
  if (codes === 'syntax') return code < FIRST_TYPE_ERROR;
  return codes.includes(code);
}

/** The same expression by methods: `x / 255` → `x.div(255)`, `1 - x` → `np.subtract(1, x)`. */
function arithmetic({ marked, after, before }: Place): string {
  const operator = String.raw`(\*\*|[*/%+-]|[<>]=?|[!=]==?)(=?)`;
  const whole =
    new RegExp(`^(${operand})\\s*${operator}\\s*(${operand})`).exec(marked + after) ??
    new RegExp(`(${operand})\\s*${operator}\\s*(${operand})$`).exec(before + marked);
  if (!whole) return 'x.add(1), x.sub(1), x.mul(2), x.div(255), x.gt(0)';
  const [, left, sign, assigns, right] = whole as unknown as string[];
  const method = methods[sign!]!;
  if (!/^-?[\d.]+$/.test(left!)) {
    const call = `${left!}.${method}(${right!})`;
    return assigns === '=' ? `${left!} = ${call}` : call;
  }
  const name = functions[sign!];
  return name
    ? `np.${name}(${left!}, ${right!})`
    : `${right!}.${{ '>': 'lt', '>=': 'le', '<': 'gt', '<=': 'ge' }[sign!] ?? method}(${left!})`;
}
