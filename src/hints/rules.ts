/**
 * @file What a beginner most likely meant: one table from what TypeScript says (its number, its message) and what the
 * cell says there, to one line of advice. The first rule that fits speaks; no rule, no hint. Habits from Python come
 * first, because what TypeScript says about them leads nowhere.
 */
import { names } from './names.ts';
import { arithmetic } from './operators.ts';
import { count, type Advice, type Rule } from './problem.ts';
import { builtIns, parts, python } from './python.ts';

const UNKNOWN_NAME = [2304, 2552, 2580, 2581, 2584];
const OPERATOR = [2362, 2363, 2365, 2367];
/** What NDArray has in place of what lists of JavaScript have. */
const ofArrays: Record<string, string> = {
  length: 'a.size, a.shape[0]', map: 'a.mul(2), a.toList().map(…)', forEach: 'for (const x of a) { … }', push: 'np.append(a, x)',
  slice: "a.at('1:3')", filter: 'a.at(a.gt(0))', concat: 'np.concatenate([a, b])', reduce: 'a.sum()', tolist: 'a.toList()',
}; // prettier-ignore

const inTypeScript = (instead: string): Advice => ({
  en: `This is Python; in TypeScript write: ${instead}`,
  ko: `파이썬 문법입니다. TypeScript에서는 이렇게 씁니다: ${instead}`,
});

export const rules: readonly Rule[] = [
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
    when: ({ before, after }) => /\bfor\s*\(\s*$/.test(before) && /^\s*=(?![=>])/.test(after),
    advice: (_, { marked, after }) => {
      const instead = `let ${marked} = ${/^\s*=\s*([^;,)]*)/.exec(after)![1]!.trim()}`;
      return {
        en: `The counter is declared: for (${instead}; …)`,
        ko: `세는 변수는 선언해야 합니다: for (${instead}; …)`,
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
        ko: `TypeScript에는 키워드 인수가 없습니다. 마지막 인수로 ${instead}를 쓰세요.`,
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
    when: ({ marked }) => names.includes(marked),
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

/** `learning_rate` → `learningRate`. */
function camelCase(name: string): string {
  return name === 'lr' ? 'learningRate' : name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
