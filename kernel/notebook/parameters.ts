/** @file Parameters of a notebook, as papermill knows them: a cell tagged `parameters`, and one with other values after it. */
import { namesIn } from '../compile/names-in.ts';
import { nodeStripper } from '../compile/strip-node.ts';
import { ValueError } from '../errors.ts';
import { hasTag, sourceText, type Cell, type Notebook } from './file.ts';

/**
 * Puts a cell with the given values after the cell tagged `parameters`, as papermill does. Declaring a name again is
 * no error here, so the values simply win.
 * @throws ValueError for a name that is no identifier
 */
export function withParameters(notebook: Notebook, parameters: Record<string, unknown>): Notebook {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return notebook;
  for (const [name] of entries) {
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) {
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
    source: entries.map(([name, value]) => `let ${name} = ${JSON.stringify(value)};`).join('\n'),
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
 * Given parameters that the cell tagged `parameters` does not declare, most likely misspelt. A notebook without such a
 * cell takes any.
 */
export function unknownParameters(notebook: Notebook, parameters: Record<string, unknown>): string[] {
  const tagged = notebook.cells.find((cell) => hasTag(cell, 'parameters'));
  if (!tagged) return [];
  const source = sourceText(tagged).replace(/\/\/.*$/gm, '');
  return Object.keys(parameters).filter((name) => {
    const before = new RegExp(`(?<![\\p{ID_Continue}$.])${name.replaceAll('$', '\\$')}\\s*(?::[^=]*)?=(?!=)`, 'u');
    return !before.test(source);
  });
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
