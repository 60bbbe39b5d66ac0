/**
 * @file A notebook as one TypeScript module: for `kernelab export --to ts`, and for cells that import it. Cells share their names
 * and may declare one twice, which a module may not: the first declaration stays, later ones become assignments. What only a kernel
 * has (`display`, commands of IPython) is defined at the top, where it is used.
 */
import { parse } from 'acorn';
import { MagicString } from 'magic-string';
import { boundNames, type AnyNode } from '../compile/ast.ts';
import { compileCell, type CompiledCell } from '../compile/cell.ts';
import { withoutMagics } from '../compile/magics.ts';
import { ownNames } from '../compile/own-names.ts';
import { CellSyntaxError, type Stripper } from '../compile/stripper.ts';
import type { Library } from '../library.ts';
import { hasTag, sourceText, type Notebook } from './file.ts';

/** What a script is made with. */
export interface ScriptParts {
  stripper: Stripper;
  library: Pick<Library, 'name' | 'names'>;
  /** `script`: a file to be read and run, with texts as comments. `module`: what a cell imports, whose names are exported. */
  kind: 'script' | 'module';
}

/** The text, and what may keep it from running as it is. */
export interface Script {
  code: string;
  /** It has JSX in it. */
  isJsx: boolean;
  /** Cells (counted from 1 among all) that are only there as comments, and why. */
  left: { cell: number; reason: 'syntax' | 'raises-exception' }[];
  /** It has more than types in it (enums, namespaces, JSX), which Node alone does not run. */
  isMore: boolean;
}

interface CodeCell {
  text: string;
  compiled: CompiledCell;
  /** Its statements with their places in `text`; undefined where rewriting has moved them. */
  statements: readonly AnyNode[] | undefined;
}

/** Makes the script of a notebook. */
export async function scriptOf(notebook: Notebook, { stripper, library, kind }: ScriptParts): Promise<Script> {
  const parts: string[] = [];
  const left: Script['left'] = [];
  const declared = new Set<string>();
  const imports = new Map<string, string>();
  const free = new Set<string>();
  const cells = await Promise.all(
    notebook.cells.map(async (cell) => (cell.cell_type === 'code' ? codeCell(sourceText(cell), stripper) : undefined)),
  );
  const repeated = namesOfSeveral(cells.flatMap((cell) => (cell && 'compiled' in cell ? [cell] : [])));
  for (const [i, cell] of notebook.cells.entries()) {
    const source = sourceText(cell);
    if (cell.cell_type !== 'code') {
      if (kind === 'script' && cell.cell_type === 'markdown' && source.trim() !== '') parts.push(commented(source));
      continue;
    }
    const code = cells[i]!;
    const isMeant = hasTag(cell, 'raises-exception');
    if (isMeant || !('compiled' in code)) {
      left.push({ cell: i + 1, reason: isMeant ? 'raises-exception' : 'syntax' });
      if (kind === 'script') parts.push(commented(source));
      continue;
    }
    for (const { name } of code.compiled.free) free.add(name);
    if (code.compiled.free.length === 0)
      for (const name of code.text.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []) free.add(name);
    const text = once(code, { declared, repeated, imports }).trim();
    if (text !== '') parts.push(text);
  }
  const good = cells.flatMap((cell) => (cell && 'compiled' in cell ? [cell] : []));
  const used = library.names.filter((name) => free.has(name) && !declared.has(name) && !imports.has(name));
  const head = [
    ...(used.length > 0 ? [`import { ${used.join(', ')} } from '${library.name}';`] : []),
    ...new Set(imports.values()),
    ...(kind === 'script' ? helpers(free, declared) : []),
  ];
  const types = new Set(
    good.flatMap(({ compiled }) => compiled.declared.filter((each) => each.kind === 'type').map((each) => each.name)),
  );
  for (const { compiled } of good)
    for (const { name, kind: made } of compiled.declared) if (made !== 'type') types.delete(name);
  const exported = [...declared].filter((name) => !imports.has(name));
  const lists = [exported.filter((name) => !types.has(name)), exported.filter((name) => types.has(name))];
  const tail = lists.flatMap((names, i) =>
    kind === 'module' && names.length > 0 ? [`export ${i === 0 ? '' : 'type '}{ ${names.join(', ')} };`] : [],
  );
  const isJsx = good.some(({ compiled }) => compiled.isJsx);
  return {
    code: `${[head.join('\n'), ...parts, ...tail].filter((part) => part !== '').join('\n\n')}\n`,
    isJsx,
    left,
    isMore: good.some(({ statements }) => statements === undefined),
  };
}

async function codeCell(source: string, stripper: Stripper): Promise<CodeCell | { wrong: string }> {
  const rewritten = withoutMagics(source, (name) => ownNames(source).has(name)) ?? { code: source };
  if ('refused' in rewritten) return { wrong: rewritten.refused.en };
  const text = rewritten.code;
  try {
    const compiled = await compileCell(text, 'kernelab:script', { stripper, userNames: new Set(), libraryNames: [] });
    if (compiled.isObject) return { text: `(${text.trim()});`, compiled, statements: [] };
    const { code, map } = await stripper.javascriptOf(text);
    return { text, compiled, statements: map === undefined ? statementsOf(code) : undefined };
  } catch (error) {
    if (error instanceof CellSyntaxError) return { wrong: error.message };
    throw error;
  }
}

function statementsOf(code: string): readonly AnyNode[] | undefined {
  try {
    const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowAwaitOutsideFunction: true });
    return program.body as unknown as AnyNode[];
  } catch {
    return undefined; // decorators
  }
}

/** Names that several cells declare. */
function namesOfSeveral(cells: readonly CodeCell[]): Set<string> {
  const [seen, several] = [new Set<string>(), new Set<string>()];
  for (const { compiled } of cells) {
    for (const name of new Set(compiled.declared.map((each) => each.name))) (seen.has(name) ? several : seen).add(name);
  }
  return several;
}

/** The cell with names that are declared already only set, and its imports at the top of the script instead. */
function once(
  { text, compiled, statements }: CodeCell,
  {
    declared,
    repeated,
    imports,
  }: { declared: Set<string>; repeated: ReadonlySet<string>; imports: Map<string, string> },
): string {
  const add = (): void => {
    for (const { name, kind, importText } of compiled.declared) {
      if (kind === 'import' && !declared.has(name)) imports.set(name, importText!.replaceAll('"', "'"));
      declared.add(name);
    }
  };
  if (statements === undefined) {
    add();
    for (const { name, kind } of compiled.declared) if (kind === 'import') imports.delete(name); // they stay in the text
    return text;
  }
  const out = new MagicString(text);
  for (const statement of statements) {
    if (statement.type === 'ImportDeclaration') {
      // One for what it does stays where it is.
      if ((statement['specifiers'] as AnyNode[]).length > 0) out.remove(statement.start, statement.end);
    } else if (statement.type === 'VariableDeclaration') variables(statement, out, text, { declared, repeated });
    else if (/^(?:Function|Class)Declaration$/.test(statement.type)) {
      const id = statement['id'] as AnyNode;
      const name = id['name'] as string;
      if (declared.has(name)) {
        out.appendRight(statement.start, `// @ts-ignore: declared once more\n${name} = `);
        out.appendLeft(statement.end, ';');
      }
    } else if (statement.type === 'ExportNamedDeclaration' && statement['declaration']) {
      out.remove(statement.start, (statement['declaration'] as AnyNode).start);
    }
  }
  add();
  const last = statements.findLast((statement) => statement.type !== 'ImportDeclaration');
  // The next cell may begin with a bracket.
  const isOpen = last && /^(?:Expression|Throw|Return)Statement$|^(?:Variable|Export)/.test(last.type);
  if (isOpen && text[last.end - 1] !== ';') out.appendLeft(last.end, ';');
  return out.toString();
}

/** `const x = 1` of a second cell is `x = 1`; of the first, where a second one comes, `let x: any = 1`. */
function variables(
  statement: AnyNode,
  out: MagicString,
  text: string,
  { declared, repeated }: { declared: ReadonlySet<string>; repeated: ReadonlySet<string> },
): void {
  const declarators = statement['declarations'] as { id: AnyNode; init: AnyNode | null; start: number; end: number }[];
  const names = declarators.flatMap(({ id }) => boundNames(id));
  if (!names.some((name) => repeated.has(name))) return;
  const first = declarators[0]!;
  if (!names.some((name) => declared.has(name))) {
    out.update(statement.start, first.start, 'let ');
    for (const { id, init } of declarators) {
      const isTyped = init ? text.slice(id.end, init.start).includes(':') : text.slice(id.end, id.end + 1) === ':';
      if (id.type === 'Identifier' && repeated.has(id['name'] as string) && !isTyped) out.appendLeft(id.end, ': any');
    }
    return;
  }
  const fresh = names.filter((name) => !declared.has(name));
  const sets = declarators.map(({ id, init }) => {
    const target = text.slice(id.start, id.end);
    const value = init ? text.slice(init.start, init.end) : 'undefined';
    return id.type === 'Identifier' ? `${target} = ${value};` : `(${target} = ${value});`;
  });
  out.update(statement.start, statement.end, [...fresh.map((name) => `let ${name}: any;`), ...sets].join('\n'));
}

function commented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `// ${line}`.trimEnd())
    .join('\n');
}

/** What a kernel gives a cell, by the name that a script would miss. */
const own: Readonly<Record<string, { imports?: string; code: string }>> = {
  display: {
    code: 'const display = (value: unknown): { update: (next: unknown) => void } => (console.log(value), { update: (next) => console.log(next) });',
  },
  clearOutput: { code: 'const clearOutput = (): void => {};' },
  input: {
    imports: "import { readSync } from 'node:fs';",
    code: "const input = (question = ''): string => {\n  process.stdout.write(question);\n  const line = Buffer.alloc(4096);\n  return line.toString('utf8', 0, readSync(0, line)).trimEnd();\n};",
  },
  require: {
    imports: "import { createRequire } from 'node:module';",
    code: 'const require = createRequire(import.meta.url);',
  },
  __dirname: { code: 'const __dirname = import.meta.dirname;' },
  __filename: { code: 'const __filename = import.meta.filename;' },
  $t: {
    code: "const $t = (stop?: 0): void => (stop === 0 ? console.timeEnd('time') : console.time('time'));",
  },
  $i: {
    code: "const $i = (...after: unknown[]): boolean => (after.length > 0 ? console.timeEnd('once') : console.time('once'), false);",
  },
  $magic: {
    imports: "import { execFileSync } from 'node:child_process';\nimport { writeFileSync } from 'node:fs';",
    code: "const $magic = {\n  shell: async (command: string) => void execFileSync('/bin/sh', ['-c', command], { stdio: 'inherit' }),\n  script: async (name: string, text: string) => void execFileSync(name, ['-s'], { input: text, stdio: ['pipe', 'inherit', 'inherit'] }),\n  writeFile: (name: string, text: string) => writeFileSync(name.replace(/^(?:-a|--append)\\s+/, ''), text, name.startsWith('-') ? { flag: 'a' } : {}),\n  show: (language: string, text: string) => console.log(text),\n};",
  },
};

function helpers(free: ReadonlySet<string>, declared: ReadonlySet<string>): string[] {
  const used = Object.entries(own).filter(([name]) => free.has(name) && !declared.has(name));
  if (used.length === 0) return [];
  const imports = used.flatMap(([, helper]) => helper.imports ?? []);
  return [...imports, '', '// What the notebook has from its kernel.', ...used.map(([, { code }]) => code)];
}
