/**
 * @file What a beginner most likely meant: one table from what TypeScript says (its number, its message) and what the
 * cell says there, to one line of advice. The first rule that fits speaks; no rule, no hint. Habits from Python come
 * first, because what TypeScript says about them leads nowhere. Above 500 lines: one table, in which the order counts.
 */
import { names } from './names.ts';
import { openBracket, syntaxRules } from './syntax-rules.ts';
import { bracketRules } from './bracket-rules.ts';
import { elementRules } from './element-rules.ts';
import { languageRules } from './language-rules.ts';
import { sklearnRules } from './sklearn.ts';
import { arraysIn, foreign, rewritten } from './operators.ts';
import { count, type Advice, type Place, type Rule } from './problem.ts';
import { layerRules, outsideRules } from './layer-rules.ts';
import { pictureRules } from './picture-rules.ts';
import { builtIns, otherModules, python } from './python.ts';
import { camelCase as inCamelCase, changedIn, importLine, isBuiltIn, placed, placeOf } from './translate/index.ts';
import { fromPython, inTypeScript, written } from './written.ts';

const UNKNOWN_NAME = [2304, 2552, 2580, 2581, 2584];
const OPERATOR = [2362, 2363, 2365, 2367];
/** What NDArray has in place of what lists of JavaScript have. */
const ofArrays: Record<string, string> = {
  length: 'a.size, a.shape[0]', map: 'a.mul(2), a.toList().map(…)', forEach: 'for (const x of a) { … }', push: 'np.append(a, x)',
  slice: "a.at('1:3')", filter: 'a.at(a.gt(0))', concat: 'np.concatenate([a, b])', reduce: 'a.sum()', tolist: 'a.toList()',
}; // prettier-ignore

/** Python's types. */
const types: Record<string, string> = { int: 'number', float: 'number', str: 'string', bool: 'boolean', list: 'any[]', dict: 'any', tuple: 'any[]' }; // prettier-ignore

/** What `Math` and `np` both have. */
const ofNumbers =
  /\bMath\.(?:max|min|abs|sqrt|cbrt|exp|log|log2|log10|sin|cos|tan|sinh|cosh|tanh|floor|ceil|round|sign|trunc)\($/;

const isArray = (type: string | undefined): boolean => /^(?:np\.)?(?:NDArray|ndarray)$/.test(type ?? '');

/** The value before the dot that a text ends with. */
function receiver(before: string): string {
  return /([\w$]+(?:\.[\w$]+|\([^()]*\)|\[[^[\]]*\])*)\.$/.exec(before)?.[1] ?? '';
}

export const rules: readonly Rule[] = [
  ...outsideRules,
  // Promises
  {
    message: /\bPromise<|Promise<any>/,
    when: ({ message }) => !message.includes('Did you mean'), // a misspelt method of something that has promises in its type
    advice: () => ({ en: 'Did you forget `await`?', ko: '`await`를 빠뜨리지 않았나요?' }),
  },
  // A tape watches a function
  {
    codes: [2554],
    when: ({ marked, before }) => marked.endsWith('GradientTape') || /\bGradientTape\($/.test(before),
    advice: (_, { statement }) =>
      written(
        statement.replace(/GradientTape\(\)/, 'GradientTape((tape) => { … return loss; })'),
        'What the tape watches is computed in a function:',
        '테이프가 지켜볼 계산은 함수로 넘깁니다:',
      ),
  },
  // Texts in an array
  {
    codes: [2367],
    message: /types '[\w.]*StringArray' and '/,
    advice: (_, { statement, marked }) => {
      const [, left, not, right] = /^([\w$.]+)\s*([=!])==?\s*([^=]+)$/.exec(marked) ?? [];
      return left === undefined
        ? undefined
        : written(
            statement.replace(marked, `${left}.${not === '!' ? 'ne' : 'eq'}(${right!})`),
            'Operators do not work on arrays; write:',
            '배열에는 연산자를 쓸 수 없습니다. 이렇게 쓰세요:',
          );
    },
  },
  // Datasets give their elements by and by
  {
    codes: [2488, 2495, 2569],
    message: /^Type '(?:Image)?Dataset</,
    when: ({ statement }) => /\bfor\s*\(/.test(statement),
    advice: (_, { statement }) =>
      written(
        statement.slice(statement.search(/\bfor\s*\(/)).replace(/^for\s*\(/, 'for await ('),
        'A dataset is read while it is gone through:',
        '데이터셋은 반복하면서 읽습니다:',
      ),
  },
  // Fields of one's own class
  {
    codes: [2339],
    message: /^Property '(\w+)' does not exist on type '\w+'/,
    when: ({ before, after }) => /\bthis\.$/.test(before) && /^\s*=(?![=>])/.test(after),
    advice: (match, place) =>
      written(
        fieldsOf(match[1]!, place),
        'Fields are declared in the class, before the constructor:',
        '필드는 클래스 안, 생성자 앞에 선언해야 합니다:',
      ),
  },
  // Axes of several rows, counted through
  {
    codes: [2339],
    message: /does not exist on type '\[Axes, /,
    advice: (_, place) => {
      const line = place.statement.replace(/(?<![\w$.])([\w$]+)(\[[^[\]]+\]\.)/, '$1.flat()$2');
      return written(
        line,
        'Axes of several rows are axes[i][j]; one after the other:',
        '여러 행의 축은 axes[i][j]로 씁니다. 차례로 쓰려면:',
      );
    },
  },
  // Objects that are filled later
  {
    codes: [2339],
    message: /^Property '(\w+)' does not exist on type '\{\}'/,
    advice: ([, name], { statement }) => {
      // All of its fields, so that the line compiles.
      const owner = new RegExp(String.raw`([\w$]+)\s*\.\s*${name!}\b`).exec(statement)?.[1];
      const fields = new RegExp(String.raw`(?<![\w$.])${owner?.replaceAll('$', String.raw`\$`)}\s*\.\s*(\w+)`, 'g');
      return written(
        statement.replace(fields, (whole, field: string) => (field in {} ? whole : `${owner}['${field}']`)),
        'An object that starts empty gets new fields by [ ]:',
        '빈 객체에 새 필드를 넣을 때는 [ ]를 씁니다:',
      );
    },
  },
  {
    message: /Type '(-?\d+)' has no properties in common with type '\{ (axis)\?: number;/,
    advice: ([, number, option], { statement, marked }) =>
      written(
        statement.replace(
          new RegExp(String.raw`(,\s*)${marked.replace('-', String.raw`\-`)}(?=\s*[,)])`),
          `$1{ ${option!}: ${number!} }`,
        ),
        'This is an option:',
        '옵션 객체로 씁니다:',
      ),
  },
  // Options under other names
  {
    codes: [2353, 2561, 2769, 2345, 2322],
    message: /'(\w+)' does not exist in type/,
    advice: ([, name], place) => {
      const line = rewritten(place);
      const isKept = new RegExp(String.raw`[{,]\s*${name!}\s*[:,}]`).test(line ?? '');
      return line === undefined || isKept
        ? undefined
        : written(line, 'The options are called:', '옵션 이름은 이렇게 씁니다:');
    },
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
  ...layerRules,
  {
    message: /\bNodeOf<|'(?:Node|KerasTensor|Weight)'|\byTrue: Node\b|: Node\b.*(?:LossLike|MetricLike)/,
    when: ({ statement }) => !/^\s*class\b/.test(statement),
    advice: (_, place) =>
      tensorLine(place) ?? {
        en: 'Inside models, losses and metrics use keras.ops (ops.mean, ops.square, …) in place of np and operators.',
        ko: '모델, 손실, 메트릭 안에서는 np와 연산자 대신 keras.ops(ops.mean, ops.square, …)를 쓰세요.',
      },
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
        en: "A slice is written '1:3', '::-1', ':' or '...'; from variables `${i}:${i + 3}` or np.slice(i, i + 3).",
        ko: "슬라이스는 '1:3', '::-1', ':', '...'처럼 씁니다. 변수로는 `${i}:${i + 3}` 또는 np.slice(i, i + 3).",
      };
    },
  },
  // A shape in pieces
  {
    message: /^Argument of type '-?\d+' is not assignable to parameter of type 'DType/,
    when: ({ before }) => /\bnp\.(?:zeros|ones|empty|full)\(/.test(before),
    advice: (_, place) =>
      written(rewritten(place) ?? 'np.zeros([3, 3])', 'A shape is one list:', '모양은 리스트 하나로 씁니다:'),
  },
  {
    codes: [2345],
    when: ({ before }) => /\bnp\.random\.randn?\($/.test(before),
    advice: (_, place) => {
      const line = rewritten(place);
      return line === undefined ? undefined : written(line, 'The sizes stand side by side:', '크기는 나란히 적습니다:');
    },
  },
  // (Of several forms of np.array TypeScript speaks of the last.)
  {
    message: /is not assignable to (?:parameter of )?type 'TextSource'/,
    advice: (_, place) => {
      const line = rewritten(place);
      if (line === undefined || !/np\.array\(\[\[/.test(line)) return undefined;
      return written(line, 'The rows stand in one list:', '행은 리스트 하나에 모읍니다:');
    },
  },
  {
    message: /is not assignable to (?:parameter of )?type '(?:DType|DTypeLike|DTypeArg)(?: \| undefined)?'/,
    advice: (_, place) => {
      const line = rewritten(place);
      if (line !== undefined && !/\b(?:float|int)['"]/.test(line))
        return /np\.array\(\[\[/.test(line)
          ? written(line, 'The rows stand in one list:', '행은 리스트 하나에 모읍니다:')
          : written(line, 'A dtype has its size:', 'dtype에는 크기까지 씁니다:');
      const names = "'float32', 'float64', 'uint8', 'int32', 'int64', 'bool'";
      return {
        en: `A dtype is one of ${names} (also 'int8', 'int16', 'uint16', 'uint32').`,
        ko: `dtype은 ${names} 중 하나입니다('int8', 'int16', 'uint16', 'uint32'도 있습니다).`,
      };
    },
  },
  {
    codes: [2345, 2769],
    when: ({ marked, before }) => /^['"]\d+['"]$/.test(marked) && /\blayers\.\w+\($/.test(before),
    advice: (_, place) => {
      const line = rewritten(place);
      return line === undefined
        ? undefined
        : written(line, 'A number has no quotes:', '숫자에는 따옴표를 쓰지 않습니다:');
    },
  },
  {
    codes: [2348],
    message: /'typeof (\w+)' is not callable/,
    advice: ([, name], place) =>
      written(
        (rewritten(place) ?? place.statement).replace(new RegExp(String.raw`(?<!new )\b${name!}\(`), `new ${name!}(`),
        'An object of a class is made by new:',
        '클래스의 객체는 new로 만듭니다:',
      ),
  },
  ...syntaxRules,
  ...languageRules,
  ...bracketRules,
  // Elements that are meant as numbers
  ...elementRules,
  // Operators on arrays
  {
    codes: OPERATOR,
    when: ({ message, marked }) =>
      /\bNDArray\b(?!\[)|^Operator '[^+]+'.*'[\w.]+\[\]'/.test(message) ||
      (!/^['"`[]/.test(marked) && /operation/.test(message)),
    advice: (_, place) => {
      const ofTensors = tensorLine(place);
      if (ofTensors) return ofTensors;
      const type = place.types.get(place.marked)?.type ?? '';
      if (/\|/.test(type) && /\bnumber\b/.test(type) && /NDArray|ndarray/.test(type)) {
        const name = place.marked;
        const line = place.statement.replace(
          new RegExp(String.raw`(?<![\w$.])${name}(?![\w$.(])(?!\s*=)`),
          `Number(${name})`,
        );
        return written(
          line,
          `\`${name}\` may be a number or an array; write:`,
          `\`${name}\`: 숫자일 수도, 배열일 수도 있습니다. 이렇게 쓰세요:`,
        );
      }
      const line = rewritten(place, arraysIn(place));
      if (line === undefined) return undefined;
      return written(
        line,
        'Operators do not work on arrays; write:',
        '배열에는 연산자를 쓸 수 없습니다. 이렇게 쓰세요:',
      );
    },
  },
  // Texts and lists
  {
    codes: OPERATOR,
    when: ({ marked }) => /^['"`[]/.test(marked),
    advice: (_, place) => {
      const line = rewritten(place);
      return line !== undefined && /\.repeat\(|\.fill\(|Array\.from\(|\$\{/.test(line) ? fromPython(line) : undefined;
    },
  },
  {
    codes: [2349, 6234],
    when: ({ marked, after }) =>
      /^(?:length|size|shape|ndim|dtype|T|items|keys|values|update|get|has_key|append|copy|pop)$/.test(marked) &&
      after.startsWith('('),
    advice: (_, place) => fromPython(rewritten(place)),
  },
  // Lists and arrays
  {
    codes: [2339, 2550, 2551],
    message: /^Property '(\w+)' does not exist on type 'NDArray'/,
    when: ({ marked }) => Object.hasOwn(ofArrays, marked),
    advice: ([, name], place) =>
      written(
        rewritten(place, [receiver(place.before)]) ?? ofArrays[name!]!,
        'An array is not a list; write:',
        '배열은 리스트가 아닙니다. 이렇게 쓰세요:',
      ),
  },
  {
    codes: [2365],
    message: /^Operator '\+' cannot be applied to types '[^']*\[\]' and '[^']*\[\]'/,
    advice: (_, place) =>
      written(
        rewritten(place) ?? '[...a, ...b]',
        'Lists are joined like this (to add their numbers make arrays of them, np.array(a).add(b)):',
        '리스트는 이렇게 잇습니다(숫자끼리 더하려면 np.array(a).add(b)처럼 배열로 만드세요):',
      ),
  },
  ...pictureRules,
  // JavaScript's functions of numbers, called with an array
  {
    codes: [2345],
    message:
      /^Argument of type '(?:(?:readonly )?number\[\]|(?:np\.)?(?:NDArray|ndarray))' is not assignable to parameter of type 'number'/,
    when: ({ before, after }) => ofNumbers.test(before) && after.startsWith(')'),
    advice: (_, { statement, marked, before }) => {
      const call = `${/(\w+)\($/.exec(before)![1]!}(${marked})`;
      return written(
        statement.replace(`Math.${call}`, `np.${call}`),
        'Math takes numbers one by one; of a list or an array:',
        'Math 함수는 숫자를 하나씩 받습니다. 리스트나 배열에는 이렇게 쓰세요:',
      );
    },
  },
  // Tables of pandas
  {
    codes: UNKNOWN_NAME,
    when: ({ marked, after }) => (marked === 'pd' || marked === 'pandas') && after.startsWith('.'),
    advice: (_, { statement, after }) => {
      const path = /^\.read_csv\((['"][^'"]*['"])/.exec(after)?.[1];
      if (path !== undefined) {
        const name = /^(?:(?:const|let|var)\s+)?(\w+)\s*=(?!=)/.exec(statement)?.[1] ?? 'rows';
        return written(
          `const ${name} = await datasets.Dataset.fromCsv(${path}).toArray()`,
          'There is no pandas; the rows of a table as a list of objects:',
          'pandas는 없습니다. 표의 행을 객체의 리스트로 읽으려면:',
        );
      }
      return {
        en: 'There is no pandas: a table is a list of objects, [{ a: 1, b: 2 }, …], which is shown as a table; datasets.Dataset.fromCsv reads a file.',
        ko: 'pandas는 없습니다. 표는 객체의 리스트 [{ a: 1, b: 2 }, …]로 쓰고, 그대로 두면 표로 보입니다. 파일은 datasets.Dataset.fromCsv로 읽습니다.',
      };
    },
  },
  // Python's comma and keyword arguments
  {
    codes: [2695],
    advice: (_, place) => {
      const line = rewritten(place);
      if (line === undefined) return undefined;
      return /[\w$)\]]\[[^\]]*$/.test(place.before)
        ? written(line, 'Elements and parts of arrays are written:', '배열의 원소와 부분은 이렇게 씁니다:')
        : written(line, 'TypeScript has no tuples with ( ); write:', '( )로 된 튜플은 없습니다. 이렇게 쓰세요:');
    },
  },
  {
    codes: UNKNOWN_NAME,
    when: ({ before, after }) => /\bfor\s*\(\s*\[?[\w$, ]*$/.test(before) && /^\s*(?:=(?![=>])|of\b|[,\]])/.test(after),
    advice: (_, place) => {
      const line = rewritten(place);
      return line === undefined ? undefined : written(line, 'The counter is declared:', '반복 변수는 선언해야 합니다:');
    },
  },
  {
    codes: [...UNKNOWN_NAME, 2588, 2322],
    when: ({ after, depth }) => depth > 0 && /^\s*=(?![=>])/.test(after),
    advice: (_, place) => {
      const line = rewritten(place);
      if (line !== undefined) {
        return written(
          line,
          'TypeScript has no keyword arguments; write:',
          'TypeScript에는 키워드 인수가 없습니다. 이렇게 쓰세요:',
        );
      }
      const { marked, after, before } = place;
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
        ko: `TypeScript에는 키워드 인수가 없습니다. 마지막 인수로 쓰세요: ${instead}`,
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
    codes: 'syntax',
    line: /^del\s/,
    advice: (_, place) =>
      fromPython(rewritten(place)) ?? {
        en: 'Nothing has to be deleted: memory is freed by itself.',
        ko: '지울 필요가 없습니다. 메모리는 저절로 정리됩니다.',
      },
  },
  {
    codes: 'syntax',
    line: /^from\s+([\w.]+)\s+import\s+(.+?)\s*;?$/,
    advice: ([, module, names]) => fromPython(importLine(module!, names!)),
  },
  ...sklearnRules,
  // Python, line by line
  {
    codes: 'syntax',
    when: ({ statement }) => !/^(?:import|from)\b/.test(statement),
    advice: (_, place) => fromPython(rewritten(place)),
  },
  ...python.map(([line, instead]): Rule => ({
    codes: 'syntax',
    line,
    advice: (match) => {
      if (instead === '') {
        return {
          en: `This is Python; here these are there without an import: ${names.join(', ')}.`,
          ko: `파이썬 문법입니다. 여기서는 import 없이 쓸 수 있습니다: ${names.join(', ')}`,
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
    when: ({ marked, before, statement }) =>
      Object.hasOwn(types, marked) &&
      /^(?:const|let|var|function|class|async)\b|=>/.test(statement) &&
      /[\w$)]\??\s*:\s*$/.test(before) &&
      !/[?{]/.test(before.slice(before.lastIndexOf('('))),
    advice: (_, { statement }) =>
      written(
        statement.replace(/:\s*(int|float|str|bool|list|dict|tuple)\b/g, (_whole, name: string) => `: ${types[name]!}`),
        'Types are written:',
        '타입은 이렇게 씁니다:',
      ),
  },
  {
    codes: [2554, 2345, 2769],
    when: ({ statement }) => /\bnp\.array\(\s*-?[\d.]+\s*,\s*-?[\d.]+/.test(statement),
    advice: (_, place) => fromPython(rewritten(place)),
  },
  {
    codes: UNKNOWN_NAME,
    when: ({ marked }) => Object.hasOwn(builtIns, marked) || isBuiltIn(marked),
    advice: (_, place) => fromPython(rewritten(place) ?? builtIns[place.marked]),
  },
  {
    codes: UNKNOWN_NAME,
    when: ({ marked, after }) => Object.hasOwn(otherModules, marked) && /^\s*\./.test(after),
    advice: (_, place) => {
      const [line, own] = [rewritten(place), otherModules[place.marked]!];
      return line === undefined
        ? {
            en: `There is no ${place.marked} here, and nothing that stands for this call. What is nearest is in ${own}: help(${own})`,
            ko: `여기에는 ${place.marked} 모듈이 없고, 이 호출을 그대로 옮길 수도 없습니다. 가장 가까운 것은 ${own}에 있습니다: help(${own})`,
          }
        : fromPython(line);
    },
  },
  {
    codes: [2339, 2550, 2551, 2552],
    when: ({ message }) => !/'(?:NDArray|Layer|Node)\[\]'/.test(message),
    advice: (_, place) => {
      const line = rewritten(place, /on type 'NDArray'/.test(place.message) ? [receiver(place.before)] : []);
      return line === undefined ? undefined : written(line, 'In TypeScript write:', 'TypeScript에서는 이렇게 씁니다:');
    },
  },
  {
    codes: UNKNOWN_NAME,
    when: ({ marked }) => placeOf(marked) !== undefined,
    advice: (_, place) => {
      const whole = placed(place.marked)!;
      const [part, name] = [placeOf(place.marked)!, whole.slice(whole.lastIndexOf('.') + 1)];
      const line = rewritten(place) ?? whole;
      return written(
        line,
        `Take it out first (const { ${name} } = ${part};) or write:`,
        `먼저 꺼내 쓰거나(const { ${name} } = ${part};) 이렇게 쓰세요:`,
      );
    },
  },
  // Names
  {
    codes: UNKNOWN_NAME,
    when: ({ before, after }) => /^\s*$|;\s*$/.test(before) && /^(?:\s*,\s*[\w$]+)*\s*=(?![=>])/.test(after),
    advice: (_, place) => {
      const { marked, after } = place;
      const several = after.trimStart().startsWith(',');
      const line =
        rewritten(place) ??
        (several || foreign.test(after)
          ? undefined
          : `${changedIn(place.cell).has(marked) ? 'let' : 'const'} ${marked} = ${after.replace(/^\s*=\s*/, '').replace(/;\s*$/, '')}`);
      return line === undefined ? undefined : written(line, 'A new name is declared:', '새 이름은 선언해야 합니다:');
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
    advice: (match, place) => changedConstant(match[1]!, place),
  },
  openBracket,
];

/** The fields that the class around a place sets and has not declared. */
function fieldsOf(missing: string, { cell }: Place): string {
  const set = new Set<string>();
  for (const [, name] of cell.matchAll(/\bthis\.(\w+)\s*=(?![=>])/g)) set.add(name!);
  const declared = (name: string): boolean => new RegExp(String.raw`(?:^|[{;}])\s*${name}\s*(?:[=;:]|$)`, 'm').test(cell);
  return [...set].filter((name) => name === missing || !declared(name)).join('; ');
} // prettier-ignore

/** The statement with keras.ops in place of operators and of np. */
function tensorLine(place: Place): Advice | undefined {
  const line = rewritten(place);
  return line?.includes('keras.ops.') ? written(line, 'Tensors are computed by keras.ops:', '텐서는 keras.ops로 계산합니다:') : undefined;
} // prettier-ignore

/** A constant: an array can be changed in place, an earlier cell's name be made anew; else another name or let. */
function changedConstant(name: string, place: Place): Advice {
  const inPlace = isArray(place.types.get(name)?.type) ? rewritten(place) : undefined;
  if (inPlace?.includes('{ out: ')) {
    return written(inPlace, `\`${name}\` is a const; change the array in place:`, `\`${name}\`: const로 선언한 배열입니다. 값을 바꾸려면:`);
  }
  const value = /^[\w$]+\s*=\s*([^]+?);?$/.exec(inPlace ?? place.statement)?.[1];
  const declaredHere = new RegExp(String.raw`\bconst\s+${name}\b`).test(place.cell);
  if (value !== undefined && !declaredHere) {
    const again = new RegExp(String.raw`(?<![\w$.])${name}\b`).test(value);
    const line = `const ${name}${again ? '2' : ''} = ${value}`;
    return written(line, `\`${name}\` is a const: declare it with let where it is made, or write here:`, `\`${name}\`: const입니다. 처음 선언을 let으로 바꾸거나 여기서 이렇게 쓰세요:`);
  }
  const made = new RegExp(String.raw`\bconst\s+(${name}\s*=[^;\n]*)`).exec(place.cell);
  if (made) {
    const inLoop = /^for\s*\(\s*const\b/.test(place.statement);
    const line = inLoop ? place.statement.replace(/^for\s*\(\s*const\b/, 'for (let') : `let ${made[1]!.trim()}`;
    return written(line, 'Declare it with let in place of const:', 'const 대신 let으로 선언하세요:');
  }
  return {
    en: `Declare it with let in place of const: let ${name} = …`,
    ko: `const 대신 let으로 선언하세요: let ${name} = …`,
  };
} // prettier-ignore

/** `learning_rate` → `learningRate`. */
function camelCase(name: string): string {
  return name === 'lr' ? 'learningRate' : inCamelCase(name);
}
