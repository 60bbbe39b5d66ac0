/** @file Parameters of a notebook, as papermill knows them: a cell tagged `parameters`, and one with other values after it. */
import { nearest } from '../../bin/nearest.mjs';
import { namesIn } from '../compile/names-in.ts';
import { nodeStripper } from '../compile/strip-node.ts';
import { ValueError } from '../errors.ts';
import { hasTag, sourceText, type Cell, type Notebook } from './file.ts';

/** Words that cannot name a variable: ECMAScript's reserved words in a module, and values that cannot be declared anew. */
const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof undefined var void while with yield NaN Infinity'
  ).split(' '),
);

/**
 * Puts a cell with the given values after the cell tagged `parameters`, as papermill does. Declaring a name again is
 * no error here, so the values simply win.
 * @throws ValueError for a name that no variable can have
 */
export function withParameters(notebook: Notebook, parameters: Record<string, unknown>): Notebook {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return notebook;
  for (const [name] of entries) {
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) || reserved.has(name)) {
      throw new ValueError({
        who: 'parameters',
        rule: { en: 'a parameter is named like a variable', ko: '매개변수의 이름은 변수처럼 짓습니다' },
        received: name,
      });
    }
  }
  const cell: Cell = {
    cell_type: 'code',
    metadata: { tags: ['injected-parameters'] },
    source: entries.map(([name, value]) => declaration(name, value)).join('\n'),
    outputs: [],
    execution_count: null,
    ...(notebook.nbformat_minor >= 5 ? { id: 'injected-parameters' } : {}),
  };
  // The copy of an earlier run has such a cell already; this one takes its place.
  notebook.cells = notebook.cells.filter((c) => !hasTag(c, 'injected-parameters'));
  const tagged = notebook.cells.findIndex((c) => hasTag(c, 'parameters'));
  notebook.cells.splice(tagged + 1, 0, cell);
  return notebook;
}

/**
 * `any` where the value's own type would be narrower or wider than the one the notebook was written for: "same" is no
 * 'same' | 'valid', [3, 3] no pair, null no string. papermill writes the same (python/kernelab_papermill/translator.py).
 */
function declaration(name: string, value: unknown): string {
  const plain = typeof value === 'number' || typeof value === 'boolean';
  return `let ${name}${plain ? '' : ': any'} = ${literal(value)};`;
}

/** A value of JSON as an expression; `"__proto__": …` would set the prototype. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => {
    return `${key === '__proto__' ? '["__proto__"]' : JSON.stringify(key)}: ${literal(each)}`;
  });
  return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
}

/** A given parameter that nothing reads, most likely misspelt, and the name that was probably meant. */
export interface UnknownParameter {
  name: string;
  near: string | undefined;
}

/**
 * Given parameters that nothing reads: the cell tagged `parameters` does not declare them, or, where there is none, no code
 * cell mentions them.
 */
export function unknownParameters(notebook: Notebook, parameters: Record<string, unknown>): UnknownParameter[] {
  const code = notebook.cells.filter((cell) => cell.cell_type === 'code' && !hasTag(cell, 'injected-parameters'));
  const tagged = code.find((cell) => hasTag(cell, 'parameters'));
  const source = (tagged ? [tagged] : code).map((cell) => sourceText(cell).replace(/\/\/.*$/gm, '')).join('\n');
  const declared = [
    ...source.matchAll(/(?<![\p{ID_Continue}$.])([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?::[^=;\n]*)?=(?!=)/gu),
  ];
  const known = new Set(declared.map((match) => match[1]!));
  return Object.keys(parameters)
    .filter((name) => !known.has(name) && (tagged !== undefined || !mentions(source, name)))
    .map((name) => ({ name, near: nearest(name, known) }));
}

function mentions(source: string, name: string): boolean {
  return new RegExp(`(?<![\\p{ID_Continue}$.])${name.replaceAll('$', '\\$')}(?![\\p{ID_Continue}$])`, 'u').test(source);
}

/**
 * Parameters that a notebook without a cell tagged `parameters` sets itself, with the number of the code cell that does: what
 * comes before all cells would be overwritten.
 */
export async function overwrittenParameters(
  notebook: Notebook,
  parameters: Record<string, unknown>,
): Promise<{ name: string; cell: number }[]> {
  if (notebook.cells.some((cell) => hasTag(cell, 'parameters'))) return [];
  const code = notebook.cells.filter(
    (cell) => cell.cell_type === 'code' && !hasTag(cell, 'injected-parameters') && sourceText(cell).trim() !== '',
  );
  const declared = await Promise.all(code.map((cell) => namesIn(sourceText(cell), nodeStripper)));
  return Object.keys(parameters).flatMap((name) => {
    const cell = declared.findIndex((names) => names.has(name));
    return cell < 0 ? [] : [{ name, cell: cell + 1 }];
  });
}

/** A parameter from the command line: JSON if it is JSON, else text. `epochs=3` → `['epochs', 3]`. @throws ValueError */
export function parseParameter(text: string): [string, unknown] {
  const at = text.indexOf('=');
  if (at <= 0)
    throw new ValueError({
      who: '--param',
      rule: { en: 'write name=value', ko: 'name=value로 쓰세요' },
      received: `'${text}'`,
    });
  const raw = text.slice(at + 1);
  try {
    return [text.slice(0, at), JSON.parse(raw)];
  } catch {
    return [text.slice(0, at), raw];
  }
}
