/**
 * @file Advice under an error that a cell has thrown. Where a parameter has no type, TypeScript cannot say beforehand that
 * a list has no `append` and a number no `mean`; JavaScript says so when the line runs, and the line is known.
 */
import type { Advice } from './problem.ts';
import { statement } from './translate/index.ts';
import { inTypeScript, written } from './written.ts';

/** An error, and the line of the student's that it comes from. */
export interface Thrown {
  name: string;
  message: string;
  line: string;
}

/** Methods that arrays have, and lists and numbers have not. */
const ofArrays =
  /^(?:add|sub|mul|div|floorDiv|mod|pow|neg|abs|gt|ge|lt|le|eq|ne|and|or|not|matmul|dot|set|item|reshape|astype|sum|prod|mean|std|var|min|max|argmax|argmin|flatten|ravel|transpose|copy|toList|clip|any|all)$/;
/** Methods that lists have, and arrays have not. */
const ofLists =
  /^(?:map|filter|forEach|push|concat|reduce|join|indexOf|includes|some|every|find|pop|sort|reverse|slice|entries|flat)$/;
const fields = /^(?:shape|size|length|ndim|dtype|T)$/;

/** Whether arrays have a field or method of that name. */
export function isOfArrays(name: string): boolean {
  return name === 'at' || ofArrays.test(name) || (fields.test(name) && name !== 'length');
}

/** The line of advice; undefined where nothing is known. */
export function hintForThrown({ name, message, line }: Thrown): Advice | undefined {
  const place = /arrays have no \[ \]|배열에는 \[ \]/.test(message) ? /\ba\[(-?\d+)\]/.exec(message)?.[1] : undefined;
  if (name === 'IndexError' && place !== undefined) return aboutBrackets(place, line.trim());
  if (name !== 'TypeError') return undefined;
  const [, receiver, method] =
    /^(?:\(intermediate value\)\.)?([\w$.[\]'"]+)\.([\w$]+) is not a function(?: or its return value is not iterable)?$/.exec(
      message,
    ) ?? [];
  if (receiver !== undefined) return aboutMethod(receiver, method!, line.trim());
  const field = /^Cannot read properties of undefined \(reading '([^']+)'\)$/.exec(message)?.[1];
  if (field !== undefined) return aboutField(line.trim()) ?? nothingThere(field, line.trim());
  const made = /^Class constructor (\w+) cannot be invoked without 'new'$/.exec(message)?.[1];
  if (made !== undefined) {
    const right = line.trim().replace(new RegExp(String.raw`(?<!new\s)\b${made}\(`), `new ${made}(`);
    if (right !== line.trim())
      return written(right, 'An object of a class is made by new:', '클래스의 객체는 new로 만듭니다:');
    return {
      en: `An object of a class is made by new: new ${made}(…)`,
      ko: `클래스의 객체는 new로 만듭니다: new ${made}(…)`,
    };
  }
  const counted = /^(?:number \S+|([\w$.]+)) is not iterable/.exec(message);
  if (counted && /\bfor\s*\(/.test(line)) {
    const end = counted[1] ?? /\bof\s+([^)]+)\)/.exec(line)?.[1] ?? 'n';
    return {
      en: `\`for … of\` goes through a list, a text or an array. A number counts by: for (let i = 0; i < ${end}; i++), the fields of an object are Object.entries(${end})`,
      ko: `\`for … of\`에는 리스트, 문자열, 배열을 씁니다. 숫자만큼 반복하려면 for (let i = 0; i < ${end}; i++), 객체의 필드를 보려면 Object.entries(${end})`,
    };
  }
  return undefined;
}

/** `.at` or `[0]` of undefined: what stands before it in the line is not there. */
function nothingThere(field: string, line: string): Advice {
  const after = /^\w+$/.test(field) ? String.raw`(?:\.${field}\b|\[['"\x60]?${field}\b)` : String.raw`\[`;
  const before = new RegExp(String.raw`([\w$]+(?:\.[\w$]+|\[[^[\]]*\])*)${after}`).exec(line)?.[1];
  return before === undefined
    ? {
        en: `What stands before .${field} is undefined: there is no such field or element. Look at the names with Object.keys(…)`,
        ko: `.${field} 앞의 값이 undefined입니다. 그런 이름이나 원소가 없다는 뜻입니다. 있는 이름은 Object.keys(…)로 보세요.`,
      }
    : {
        en: `\`${before}\` is undefined: there is no such field or element`,
        ko: `\`${before}\`: 값이 undefined입니다. 그런 이름이나 원소가 없다는 뜻입니다.`,
      };
}

/** Brackets on an array, with the names of the line; undefined where several things could be the array. */
function aboutBrackets(place: string, line: string): Advice | undefined {
  const found = [...line.matchAll(/(?<![\w$.\])])([\w$]+(?:\.[\w$]+)*)((?:\[[^[\]'"`:]+\])+)/g)];
  const first = (match: RegExpExecArray): string => match[2]!.slice(1, match[2]!.indexOf(']')).trim();
  const exact = found.filter((match) => first(match) === place);
  // (`xs[k][0]` may be an array in a list.)
  const open = found.filter((match) => !/^-?\d+$/.test(first(match)) && !match[2]!.includes(`[${place}]`));
  const [match, other] = exact.length > 0 ? exact : open;
  if (match === undefined || (other !== undefined && other[1] !== match[1])) return undefined;
  const after = line.slice(match.index + match[0].length);
  const assigned = /^\s*(?:\*\*|\/\/|[-+*/%])?=(?![=>])[^;}]+/.exec(after)?.[0].trimEnd() ?? '';
  const part = `${match[0]}${assigned}`;
  const types = new Map([[match[1]!, { type: 'NDArray', gives: undefined, fixed: true }]]);
  const right = statement(part, { code: '', types });
  if (right === undefined) return undefined;
  const isNumber = assigned === '' && match[2]!.indexOf(']') === match[2]!.length - 1;
  const whole = line.replace(part, () => right);
  if (!isNumber) return written(whole, 'Arrays have no [ ]; write:', '배열에는 [ ]를 쓸 수 없습니다. 이렇게 쓰세요:');
  const each = new RegExp(
    String.raw`(?<![\w$.\]])${match[1]!.replaceAll('$', String.raw`\$`)}\[([^[\]'"\x60:]+)\](?!\[|\s*[-+*/%]*=(?![=>]))`,
    'g',
  );
  return written(
    line.replace(each, (_, at: string) => `${match[1]!}.item(${at})`),
    `Arrays have no [ ]. A part is ${right}; for a number write:`,
    `배열에는 [ ]를 쓸 수 없습니다. 일부분은 ${right}, 숫자 하나는 이렇게 씁니다:`,
  );
}

function aboutMethod(receiver: string, method: string, line: string): Advice | undefined {
  const own = receiver.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const call = new RegExp(String.raw`(?<![\w$.])${own}\.${method}\(\)`);
  if (fields.test(method) && call.test(line)) {
    const right = line.replace(call, `${receiver}.${method}`);
    return written(right, `\`${method}\` is no function; write:`, `\`${method}\`: 함수가 아닙니다. 이렇게 쓰세요:`);
  }
  if (receiver.endsWith('.flat')) {
    const right = line.replace(new RegExp(String.raw`(?<![\w$.])${own}\.`), `${receiver}().`);
    return written(right, '`flat` is a function of lists; write:', '`flat`은 리스트의 함수입니다. 이렇게 쓰세요:');
  }
  const asArray = new RegExp(String.raw`(?<![\w$.])${own}\.${method}\(`);
  if (ofArrays.test(method) && asArray.test(line)) {
    const right = line.replace(asArray, `np.array(${receiver}).${method}(`);
    return written(
      right,
      `\`${receiver}\` is no array, but a list or a number; make an array of it:`,
      `\`${receiver}\`: 배열이 아니라 리스트나 숫자입니다. 배열로 바꾸어 쓰세요:`,
    );
  }
  const part = callIn(line, receiver, method);
  if (part === undefined) return undefined;
  // Lists come first: of what Python calls the same for both, they are meant more often.
  for (const type of ofLists.test(method) ? ['NDArray'] : [undefined, 'NDArray']) {
    const types = new Map(type === undefined ? [] : [[receiver, { type, gives: undefined, fixed: false }]]);
    const right = statement(part, { code: '', types });
    if (right === undefined || right.includes(`${receiver}.${method}(`)) continue;
    const whole = line.replace(part, right);
    return type === undefined || !ofLists.test(method)
      ? inTypeScript(whole)
      : written(whole, 'An array is not a list; write:', '배열은 리스트가 아닙니다. 이렇게 쓰세요:');
  }
  return undefined;
}

/** `receiver.method(…)` in a line, up to its closing bracket. */
function callIn(line: string, receiver: string, method: string): string | undefined {
  const start = line.indexOf(`${receiver}.${method}(`);
  if (start < 0) return undefined;
  let depth = 0;
  for (let i = start + receiver.length + method.length + 1; i < line.length; i++) {
    if (line[i] === '(') depth++;
    if (line[i] === ')' && --depth === 0) return line.slice(start, i + 1);
  }
  return undefined;
}

/** A field of nothing: `x.shape[0]` of a list, `x.flat[0]` of an array. */
function aboutField(line: string): Advice | undefined {
  const [, ofList] = /(?<![\w$.])([\w$]+)\.shape(?:\[|\.)/.exec(line) ?? [];
  if (ofList !== undefined) {
    const right = line.replace(new RegExp(String.raw`(?<![\w$.])${ofList}\.shape`), `np.array(${ofList}).shape`);
    return written(right, 'Lists have no shape; write:', '리스트에는 shape가 없습니다. 이렇게 쓰세요:');
  }
  const [flat, array, at] = /(?<![\w$.])([\w$]+)\.flat(?:\[([^\]]+)\]|\.at\()/.exec(line) ?? [];
  if (flat === undefined) return undefined;
  const right = line.replace(flat, at === undefined ? `${array!}.ravel().at(` : `${array!}.ravel().item(${at})`);
  return written(right, 'Arrays have no flat; write:', '배열에는 flat이 없습니다. 이렇게 쓰세요:');
}
