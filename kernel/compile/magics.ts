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
  if (whole) return cellMagic(cell, whole[1]!, whole[2]!.trim(), whole[3] ?? '');
  if (!/^[ \t]*[%!]/m.test(cell)) return undefined;
  const lines = cell.split('\n');
  const depths = openBrackets(lines);
  let found = false;
  for (const [i, line] of lines.entries()) {
    const [, indent, sign, rest] = /^([ \t]*)([%!])(.*)$/.exec(line) ?? [];
    if (rest === undefined || depths[i]! > 0 || goesOn(lines, i)) continue;
    if (sign === '!') {
      if (!isCommand(rest, isName)) continue;
      const python = /^\s*(pip3?|conda)\s/.exec(rest)?.[1];
      if (python !== undefined) return { refused: unknownMagic(`!${python}`) };
      lines[i] = `${indent}await $magic.shell(${JSON.stringify(rest.trim())});`;
    } else {
      const [, name = '', text = ''] = /^(\w*)[ \t]*(.*)$/.exec(rest)!;
      if (name === 'time') timed(lines, depths, i, indent!);
      else if (name === 'timeit') lines[i] = `${indent}${timing(text)}`;
      else if (name === 'matplotlib') lines[i] = `${indent}// figures stand in the notebook anyway`;
      else if (/^[a-z]/.test(name)) return { refused: unknownMagic(`%${name}`) };
      else continue;
    }
    found = true;
  }
  return found ? { code: lines.join('\n') } : undefined;
}

function cellMagic(cell: string, name: string, argument: string, body: string): Rewritten {
  const line = (code: string): Rewritten => ({ code: `${code}${'\n'.repeat(cell.split('\n').length - 1)}` });
  switch (name) {
    case 'time':
      return { code: `${cell.slice(0, cell.indexOf('%%'))}$t();${argument}\n${body}` };
    case 'timeit':
      return { code: timing(`${argument}\n${body}`) };
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
function timed(lines: string[], depths: readonly number[], i: number, indent: string): void {
  lines[i] = `${indent}$t(); ${lines[i]!.slice(indent.length + '%time '.length)}`;
  let last = i;
  while (last + 1 < lines.length && depths[last + 1]! > 0) last++;
  if (lines.slice(last + 1).some((line) => line.trim() !== '')) lines[last] += '; $t(0);';
}

function timing(text: string): string {
  const [, loops, code = ''] = /^[ \t]*(?:-n\s*(\d+)\s+)?(?:-r\s*\d+\s+)?([^]*)$/.exec(text)!;
  const waits = /\bawait\b/.test(code);
  return `await $magic.timeit(${loops ?? 'undefined'}, ${waits ? 'async ' : ''}() => { ${code}\n });`;
}

/** Words that begin an expression behind `!`. */
const words = new Set(
  'true false null undefined this new await typeof void function async delete super import'.split(' '),
);

/** `!npm install x`, but not `!isReady(x)`, `!(a && b)` or `!found` where a name of the notebook is negated. */
function isCommand(text: string, isName: (name: string) => boolean): boolean {
  const [, word] = /^\s*([\w./~-]+)(?:\s.*)?$/.exec(text) ?? [];
  const name = word?.split(/[./~-]/)[0];
  return name !== undefined && !words.has(name) && !isName(name);
}

/** How many brackets are open before each line; quotes, templates and comments are passed over. */
function openBrackets(lines: readonly string[]): number[] {
  const depths: number[] = [];
  let depth = 0;
  let inside: '' | '`' | '*' = '';
  for (const line of lines) {
    depths.push(inside === '' ? depth : depth + 1);
    for (let k = 0; k < line.length; k++) {
      const c = line[k]!;
      if (inside === '*') {
        if (line.startsWith('*/', k)) [inside, k] = ['', k + 1];
      } else if (inside === '`') {
        if (c === '\\') k++;
        else if (c === '`') inside = '';
      } else if (line.startsWith('//', k)) break;
      else if (line.startsWith('/*', k)) [inside, k] = ['*', k + 1];
      else if (c === '`') inside = '`';
      else if (c === "'" || c === '"') {
        for (k++; k < line.length && line[k] !== c; k++) if (line[k] === '\\') k++;
      } else if ('([{'.includes(c)) depth++;
      else if (')]}'.includes(c)) depth--;
    }
  }
  return depths;
}

/** Whether a line belongs to the expression of the one before: `const rest = a` and below it `% b`. */
function goesOn(lines: readonly string[], i: number): boolean {
  const before = lines.slice(0, i).findLast((line) => line.trim() !== '');
  const isModulo = /^\s*%\s/.test(lines[i]!);
  return before !== undefined && (isModulo || /(?:[-+*/%&|^=<>?:,.]|=>)\s*$/.test(before));
}

function unknownMagic(name: string): Text {
  const known = [...LINE.map((each) => `%${each}`), ...CELL.map((each) => `%%${each}`)].join(', ');
  const python = /^(?:%%?|!)(?:pip3?|conda)$/.test(name);
  return {
    en: `There is no command ${name} here. ${python ? 'Packages for TypeScript come from npm: !npm install name' : `There are ${known} and !command`}.`,
    ko: `여기에는 ${name} 명령이 없습니다. ${python ? 'TypeScript 패키지는 npm에서 옵니다: !npm install 이름' : `쓸 수 있는 명령: ${known}, !명령`}.`,
  };
}
