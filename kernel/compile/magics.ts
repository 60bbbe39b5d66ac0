/**
 * @file The commands of IPython that notebooks are full of, as TypeScript: `%time`, `%timeit`, `%%time`, `%%bash`, `%%html`,
 * `%%writefile`, `!command`. A cell keeps its lines, and lines keep their columns where the code in them can be wrong; what the
 * calls do is in runner/magics.ts.
 */
import type { Text } from '../language.ts';

/** A cell with commands: TypeScript in their place, or why that cannot be. */
export type Rewritten = { code: string } | { refused: Text };

const LINE = ['time', 'timeit', 'matplotlib'] as const;
const CELL = ['time', 'timeit', 'bash', 'sh', 'html', 'markdown', 'latex', 'svg', 'javascript', 'writefile'] as const;

/** The cell without commands, or undefined where it has none. `isName`: what a line `!name` negates. */
export function withoutMagics(cell: string, isName: (name: string) => boolean): Rewritten | undefined {
  const whole = /^\s*%%(\S*)[ \t]*([^\n]*)(?:\n([^]*))?$/.exec(cell);
  if (whole) return cellMagic(cell, whole[1]!, whole[2]!.trim(), whole[3] ?? '', isName);
  if (!/^[ \t]*[%!]/m.test(cell)) return undefined;
  const lines = cell.split('\n');
  const isKnown = (name: string): boolean => isName(name) || declares(cell, name);
  const read = readLines(lines, isKnown);
  let found = false;
  for (const [i, line] of lines.entries()) {
    const [, indent, sign, rest] = /^([ \t]*)([%!])(.*)$/.exec(line) ?? [];
    if (rest === undefined || read[i]!.depth > 0 || read[i]!.goesOn) continue;
    if (sign === '!') {
      if (!isCommand(rest, isKnown)) continue;
      const python = /^\s*(pip3?|conda)\s/.exec(rest)?.[1];
      if (python !== undefined) return { refused: unknownMagic(`!${python}`) };
      lines[i] = `${indent}await $magic.shell(${JSON.stringify(rest.trim())});`;
    } else {
      const [, name = ''] = /^(\w*)/.exec(rest)!;
      if (name === 'time' || name === 'timeit') {
        if (line.slice(0, read[i]!.end).trim() === `%${name}`) return { refused: nothingToTime(`%${name}`) };
        if (name === 'time') timed(lines, read, i, indent!);
        else {
          const last = lastLineOf(read, i);
          const code = [...lines.slice(i, last), lines[last]!.slice(0, read[last]!.end)].join('\n');
          const timing = timingOf(code, indent!.length + '%timeit'.length, '', isKnown);
          if ('refused' in timing) return timing;
          const comment = lines[last]!.slice(read[last]!.end);
          for (const [k, each] of timing.code.split('\n').entries()) lines[i + k] = each;
          lines[last] += comment;
        }
      } else if (name === 'matplotlib') lines[i] = `${indent}// figures stand in the notebook anyway`;
      else if (/^[a-z]/.test(name)) return { refused: unknownMagic(`%${name}`) };
      else continue;
    }
    found = true;
  }
  return found ? { code: lines.join('\n') } : undefined;
}

function cellMagic(
  cell: string,
  name: string,
  argument: string,
  body: string,
  isName: (name: string) => boolean,
): Rewritten {
  const line = (code: string): Rewritten => ({ code: `${code}${'\n'.repeat(cell.split('\n').length - 1)}` });
  switch (name) {
    case 'time':
      return { code: `${cell.slice(0, cell.indexOf('%%'))}$t();${argument}\n${body}` };
    case 'timeit':
      if (`${argument}${body}`.trim() === '') return { refused: nothingToTime('%%timeit') };
      return timingOf(cell, cell.indexOf('%%timeit') + '%%timeit'.length, '\n', isName);
    case 'bash':
    case 'sh':
      return line(`await $magic.script('${name}', ${JSON.stringify(body)});`);
    case 'html':
    case 'markdown':
    case 'latex':
    case 'svg':
    case 'javascript':
      return line(`$magic.show('${name}', ${JSON.stringify(body)});`);
    case 'writefile':
      return line(`$magic.writeFile(${JSON.stringify(argument)}, ${JSON.stringify(body)});`);
    default:
      return { refused: unknownMagic(`%%${name}`) };
  }
}

/** `%time` has the length of the call in its place. The clock stops where the statement ends; at the cell's end by itself. */
function timed(lines: string[], read: readonly Line[], i: number, indent: string): void {
  lines[i] = `${indent}$t(); ${lines[i]!.slice(indent.length + '%time '.length)}`;
  const last = lastLineOf(read, i);
  if (lines.slice(last + 1).every((line) => line.trim() === '')) return;
  // In front of a comment at the line's end; %time and $t(); are of one length.
  const { end } = read[last]!;
  lines[last] = `${lines[last]!.slice(0, end)}; $t(0);${lines[last]!.slice(end)}`;
}

/** The last line of the statement that begins in a line. */
function lastLineOf(read: readonly Line[], i: number): number {
  let last = i;
  while (last + 1 < read.length && (read[last + 1]!.depth > 0 || read[last + 1]!.goesOn)) last++;
  return last;
}

/**
 * `%timeit`, which ends at a place of the text, as a loop around the code behind it. The loop's head is not longer than the command
 * with its space, hence columns stay. `end` keeps a comment at the end of the code from hiding what follows it.
 */
function timingOf(text: string, at: number, end: '' | '\n', isName: (name: string) => boolean): Rewritten {
  const [options] = /^[ \t]*(?:-[nr][ \t]*\d+(?!\S)[ \t]*)*/.exec(text.slice(at))!;
  const [loops, repeats] = ['n', 'r'].map((name) => new RegExp(`-${name}[ \\t]*(\\d+)`).exec(options)?.[1]);
  const code = text.slice(at + options.length);
  const [, wrong] = /^(-([A-Za-z])(?:\d*(?!\S)|(?=\d)))/.exec(code) ?? [];
  if (wrong !== undefined && !isName(wrong.slice(1))) return { refused: unknownOption(wrong) };
  if (repeats !== undefined && Number(repeats) === 0) return { refused: unknownOption('-r 0') };
  if (code.trim() === '') return { refused: nothingToTime(end === '' ? '%timeit' : '%%timeit') };
  const given = [loops ?? 'undefined', ...(repeats === undefined ? [] : [repeats])].join(', ');
  const indent = /^\s*/.exec(text)![0];
  const head = `${indent}$i();do{`.padEnd(at + options.length);
  return { code: `${head}${code}${end} } while ($i(${given}));` };
}

function unknownOption(option: string): Text {
  const which = 'There are -n 1000 (loops of a round) and -r 5 (rounds, at least 1).';
  const ko = '쓸 수 있는 옵션은 -n 1000(회마다 반복하는 수)과 -r 5(회수, 1 이상)입니다.';
  return {
    en: `%timeit does not take ${option}. ${which}`,
    ko: `%timeit에는 ${option} 옵션이 없습니다. ${ko}`,
  };
}

function nothingToTime(name: string): Text {
  const whole = name.replace(/^%+/, '%%');
  return {
    en: `${name} has no code to time. ${name === whole ? `The code goes below it.` : `It times what follows on its own line; ${whole} on the first line times the whole cell.`}`,
    ko: `${name}에 시간을 잴 코드가 없습니다. ${name === whole ? '그 아래에 코드를 쓰세요.' : `같은 줄에 이어 쓴 코드의 시간을 잽니다. 셀 전체의 시간은 첫 줄에 ${whole}을 써서 잽니다.`}`,
  };
}

/** Words that begin an expression behind `!`. */
const words = new Set(
  'true false null undefined this new await typeof void function async delete super import'.split(' '),
);

/** `!npm install x`, but not `!isReady(x)`, `!(a && b)` or `!found` where a name of the notebook is negated. */
function isCommand(text: string, isName: (name: string) => boolean): boolean {
  const [, word] = /^\s*([\w./~-]+)(?:\s.*)?$/.exec(text) ?? [];
  const name = word?.split(/[./~-]/)[0];
  if (name === '') return /^(?:\.{0,2}|~)\//.test(word!); // `./run.sh`, `/bin/ls`
  return name !== undefined && !words.has(name) && !isName(name);
}

/** Whether the cell itself makes a name: below `const found = …` the line `!found` negates it. */
function declares(cell: string, name: string): boolean {
  return new RegExp(String.raw`\b(?:const|let|var|function|class)\s+${name}\b`).test(cell);
}

/** What is known of a line. */
interface Line {
  /** How many brackets, quotes and comments are open before it. */
  readonly depth: number;
  /** Where its code ends: a comment may follow. 0 where it has none. */
  readonly end: number;
  /** Whether it belongs to the expression of the line before: `const rest = a` and below it `% b`. */
  readonly goesOn: boolean;
}

/** Reads the code of a cell as far as commands need it: brackets, quotes, templates and comments. What a shell gets is no code. */
function readLines(lines: readonly string[], isName: (name: string) => boolean): Line[] {
  const read: Line[] = [];
  let depth = 0;
  let inside: '' | '`' | '*' = '';
  /** The line of code before. */
  let before = '';
  for (const line of lines) {
    const goesOn = /^\s*(?:%\s|\??\.[^.\d])/.test(line)
      ? before !== ''
      : /(?:[*/%&|^=<>?:,.]|(?<!\+)\+|(?<!-)-)$/.test(before);
    const at = { depth: inside === '' ? depth : depth + 1, goesOn };
    const [, command] = /^[ \t]*!(.*)$/.exec(line) ?? [];
    if (command !== undefined && at.depth === 0 && !goesOn && isCommand(command, isName)) {
      read.push({ ...at, end: line.length });
      before = '';
      continue;
    }
    let end = 0;
    for (let k = 0; k < line.length; k++) {
      const c = line[k]!;
      if (inside === '*') {
        if (line.startsWith('*/', k)) [inside, k] = ['', k + 1];
        continue;
      }
      if (inside === '`') {
        if (c === '\\') k++;
        else if (c === '`') inside = '';
      } else if (line.startsWith('//', k)) break;
      else if (line.startsWith('/*', k)) {
        [inside, k] = ['*', k + 1];
        continue;
      } else if (c === '`') inside = '`';
      else if (c === "'" || c === '"') {
        for (k++; k < line.length && line[k] !== c; k++) if (line[k] === '\\') k++;
      } else if ('([{'.includes(c)) depth++;
      else if (')]}'.includes(c)) depth--;
      if (c.trim() !== '') end = Math.min(k + 1, line.length);
    }
    read.push({ ...at, end });
    if (end > 0) before = line.slice(0, end);
  }
  return read;
}

function unknownMagic(name: string): Text {
  const known = [...LINE.map((each) => `%${each}`), ...CELL.map((each) => `%%${each}`)].join(', ');
  const python = /^(?:%%?|!)(?:pip3?|conda)$/.test(name);
  return {
    en: `There is no command ${name} here. ${python ? 'Packages for TypeScript come from npm: !npm install name' : `There are ${known} and !command`}.`,
    ko: `여기에는 ${name} 명령이 없습니다. ${python ? 'TypeScript 패키지는 npm에서 옵니다: !npm install 이름' : `쓸 수 있는 명령: ${known}, !명령`}.`,
  };
}
