/**
 * @file Turns the TypeScript of one cell into a script that runs in the runner.
 *
 * The stripper takes the types out (positions stay), acorn parses, magic-string rewrites. Top-level names become assignments to
 * script-scope variables that all cells share, so a cell can be run again and a failing cell keeps what it had set:
 *
 *     import { readFile } from 'fs/promises'          { const m = await import…; readFile = m.readFile; }
 *     const text = await readFile('a.txt')      →     void (text = alive(await gate(readFile('a.txt'))));
 *     text.length                                     return (await (text.length));
 */
import { parse, parseExpressionAt } from 'acorn';
import { MagicString } from 'magic-string';
import type { RunnableCode } from '../ipc.ts';
import { boundNames, children, isFunction, type AnyNode } from './ast.ts';
import { importCode, importedNames } from './imports.ts';
import { laterReferences } from './later.ts';
import { looseParameters, type Insertion } from './loose.ts';
import { kernelName, runtimeName } from './names.ts';
import { operatorsIn, type Operator } from './operators.ts';
import { freeReferences, type FreeReference } from './scope.ts';
import { CellSyntaxError, type JavaScript, type Stripper } from './stripper.ts';
import { typeNames } from './type-names.ts';

/** A name a cell declares at its top level, for the type checker's picture of later cells. */
export interface DeclaredName {
  name: string;
  kind: 'let' | 'const' | 'value' | 'type' | 'import';
  /** For imports: the statement that brings the name in, as written. */
  importText?: string;
  /** Already exported by the cell's own text. */
  exported?: boolean;
  /** The offset in the cell behind which it has its value; without one: from the cell's beginning, or not known. */
  setAt?: number;
}

/** What a cell is compiled with. */
export interface CellWorld {
  stripper: Stripper;
  /** Names that earlier cells declared and that therefore are not the library's. */
  userNames: ReadonlySet<string>;
  /** Names of the library that a cell may use without importing them. */
  libraryNames: readonly string[];
}

/** A cell, ready to run. */
export interface CompiledCell {
  run: RunnableCode;
  declared: DeclaredName[];
  /** Comparisons and uses of `in`, for what is to be said about them. */
  operators: Operator[];
  /** The cell (with this number) as one in which some of its comparisons, by their numbers, report what they meet. */
  watching(cell: number, comparisons: readonly number[]): RunnableCode;
  /** What is written behind parameters for the type checker: a default value says nothing of what may be given. */
  loose: readonly Insertion[];
  /** Names it uses and does not declare, with their offsets; empty where the text was rewritten. */
  free: readonly FreeReference[];
  /** Offsets of names in functions that this cell only declares: they need not exist yet. */
  later: ReadonlySet<number>;
  /** The cell is an object, `{ a: 1, b: 2 }`, and not a block. */
  isObject: boolean;
  /** It has JSX in it. */
  isJsx: boolean;
}

/**
 * Compiles one cell.
 * @param source the cell as the student wrote it
 * @param file the name under which it shows up in stack traces
 * @throws CellSyntaxError when it does not parse
 */
export async function compileCell(source: string, file: string, world: CellWorld): Promise<CompiledCell> {
  const { stripper, userNames, libraryNames } = world;
  const object = await objectIn(source, stripper);
  const { plain, program } = object ?? (await programIn(source, stripper));
  const out = new MagicString(plain.code);
  const rewriter = new Rewriter(out, plain.code);
  const body = program['body'] as AnyNode[];
  rewriter.expressions(program); // first: what statements insert at the same place goes around it
  body.forEach((statement, i) => rewriter.statement(statement, i === body.length - 1));

  const references = freeReferences(program);
  // Places in rewritten text say nothing about the cell.
  const own = plain.map ? rewriter.declared.map((name) => ({ ...name, setAt: undefined })) : rewriter.declared;
  const declared = [...own, ...typeNames(source, plain.map ? undefined : plain.code, body)];
  const values = declared.filter((d) => d.kind !== 'type').map((d) => d.name);
  const known = new Set([...userNames, ...values]);
  for (const { name, start, end, shorthand } of references) {
    if (rewriter.handled.has(start)) continue;
    const means = known.has(name) ? runtimeName(name) : kernelName(name);
    if (means !== name) out.update(start, end, (shorthand ? `${name}: ` : '') + means);
  }
  const free = new Set(references.map((r) => r.name));
  const elements = plain.jsx?.from;
  const load =
    elements === undefined ? '' : `__kernelab__.jsxFrom = await __kernelab__.import(${JSON.stringify(elements)});`;
  out.prepend(`(async function () { "use strict"; ${load}${rewriter.imports.join('')}`);
  out.append('\n})');
  const runnable = (): RunnableCode => ({
    code: out.toString(),
    maps: [out.generateMap({ source: file, hires: true }).toString(), ...(plain.map ? [plain.map] : [])],
    declare: [...new Set(values)].map(runtimeName),
    needs: libraryNames.filter((name) => free.has(name) && !known.has(name)),
  });
  const operators = plain.map || object ? [] : operatorsIn(program, source);
  return {
    run: runnable(),
    watching: (cell, comparisons) => {
      for (const i of comparisons) {
        const { operator, left, span, seen, key } = operators[i]!;
        if (key) {
          out.appendRight(key.start, `__kernelab__.key(${cell}, ${i}, ${left.text}, `);
          out.prependLeft(key.end, ')');
        }
        if (seen) {
          const value = seen.before === undefined ? '' : `${seen.before}), `;
          out.appendRight(seen.start, `${value && '('}__kernelab__.seen(${cell}, ${i}, '${seen.side}', ${value}`);
          out.prependLeft(seen.end, ')');
        }
        if (!span) continue;
        if (span.sign === undefined) out.appendRight(span.start, `__kernelab__.sorted(${cell}, ${i}, `);
        else {
          out.appendRight(span.start, `__kernelab__.compared(${cell}, ${i}, '${operator}', `);
          out.update(span.sign, span.sign + operator.length, ',');
        }
        out.prependLeft(span.end, ')');
      }
      return runnable();
    },
    declared,
    free: plain.map ? [] : references.filter(({ name }) => !known.has(name)),
    later: plain.map ? new Set() : laterReferences(program, references),
    operators,
    loose: plain.map || object ? [] : looseParameters(program, source),
    isObject: object !== undefined,
    isJsx: plain.jsx !== undefined,
  };
}

interface Parsed {
  plain: JavaScript;
  program: AnyNode;
}

async function programIn(source: string, stripper: Stripper): Promise<Parsed> {
  const plain = await stripper.javascriptOf(source);
  try {
    return { plain, program: parseProgram(plain.code) };
  } catch (error) {
    if (plain.map !== undefined || !/@[\w(]/.test(source)) throw error;
    const lowered = await stripper.lowered(source); // decorators, which V8 does not know yet
    return { plain: lowered, program: parseProgram(lowered.code) };
  }
}

/** `{ a: 1, b: 2 }` alone in a cell means the object, as in a console, and not a block with labels. */
async function objectIn(source: string, stripper: Stripper): Promise<Parsed | undefined> {
  if (!/^\s*\{[^]*\}\s*$/.test(source)) return undefined;
  try {
    const { code, map, jsx } = await stripper.javascriptOf(`(${source}\n)`);
    // Rewritten text has places of its own; in the first line they are off by the bracket.
    if (map !== undefined) return { plain: { code, map, ...(jsx ? { jsx } : {}) }, program: parseProgram(code) };
    const plain = { code: code.slice(1, -2) }; // stripping keeps positions
    const start = plain.code.indexOf('{');
    const expression = parseExpressionAt(plain.code, start, syntax) as AnyNode;
    if (plain.code.slice(expression.end).trim() !== '') return undefined;
    const statement = { type: 'ExpressionStatement', expression, start, end: expression.end };
    return { plain, program: { type: 'Program', body: [statement], start: 0, end: plain.code.length } };
  } catch {
    return undefined;
  }
}

/** A module, where `await` may stand at the top. */
const syntax = { ecmaVersion: 'latest', sourceType: 'module', allowAwaitOutsideFunction: true } as const;

/** Parses JavaScript as the body of a cell. */
export function parseProgram(code: string): AnyNode {
  try {
    return parse(code, syntax) as never;
  } catch (error) {
    const { message, pos } = error as { message: string; pos?: number };
    throw new CellSyntaxError(message.replace(/ \(\d+:\d+\)$/, ''), pos !== undefined && pos >= code.trimEnd().length);
  }
}

class Rewriter {
  readonly imports: string[] = [];
  readonly declared: DeclaredName[] = [];
  /** Places of names that are rewritten already. */
  readonly handled = new Set<number>();
  readonly #out: MagicString;
  readonly #code: string;

  constructor(out: MagicString, code: string) {
    this.#out = out;
    this.#code = code;
  }

  /** One statement of the cell's top level. */
  statement(node: AnyNode, last: boolean): void {
    switch (node.type) {
      case 'ImportDeclaration':
        this.declared.push(...importedNames(node, this.#code));
        this.imports.push(importCode(node));
        this.#out.remove(node.start, node.end);
        return;
      case 'ExportNamedDeclaration':
        this.#exported(node);
        return;
      case 'ExportAllDeclaration':
        this.#out.remove(node.start, node.end);
        return;
      case 'ExportDefaultDeclaration':
        this.#defaultExport(node, last);
        return;
      case 'VariableDeclaration':
        this.#topVariables(node);
        return;
      case 'FunctionDeclaration':
        this.#function(node);
        return;
      case 'ClassDeclaration':
        this.#class(node);
        return;
      case 'ExpressionStatement':
        if (last) this.#returned(node.start, node.end);
        return;
      default:
        this.#nestedVars(node);
    }
  }

  /** What has to change anywhere in the cell: await, import(), import.meta. */
  expressions(node: AnyNode): void {
    if (node.type === 'AwaitExpression') {
      this.#out.appendRight(node.start, '__kernelab__.alive(');
      this.#out.appendLeft(node.start + 'await'.length, ' __kernelab__.gate(');
      this.#out.appendLeft(node.end, '))');
    } else if (node.type === 'ForOfStatement' && node['await']) {
      const body = node['body'] as AnyNode;
      if (body.type === 'BlockStatement') this.#out.appendLeft(body.start + 1, ' __kernelab__.alive();');
    } else if (node.type === 'ImportExpression') {
      this.#out.update(node.start, node.start + 'import'.length, '__kernelab__.import');
    } else if (node.type === 'MetaProperty' && (node['meta'] as AnyNode)['name'] === 'import') {
      this.#out.update(node.start, node.end, '__kernelab__.meta');
    }
    if (node.type === 'ImportDeclaration') return;
    for (const child of children(node)) this.expressions(child);
  }

  #declare(names: string[], kind: DeclaredName['kind'], setAt?: number): void {
    this.declared.push(...names.map((name) => ({ name, kind, setAt })));
  }

  /** `const a = 1, { b } = o` → `void (a = 1, { b } = o);` (void: no semicolon is missed before it). */
  #topVariables(node: AnyNode): void {
    const kind = node['kind'] as string;
    if (kind !== 'let' && kind !== 'const' && kind !== 'var') return; // `using` stays the cell's own
    for (const declarator of node['declarations'] as AnyNode[]) {
      this.#declare(boundNames(declarator['id'] as AnyNode), kind === 'const' ? 'const' : 'let', declarator.end);
    }
    this.#assignments(node);
  }

  #assignments(node: AnyNode): void {
    const declarators = node['declarations'] as AnyNode[];
    this.#out.update(node.start, declarators[0]!.start, 'void (');
    for (const declarator of declarators) {
      if (!declarator['init']) {
        const name = (declarator['id'] as AnyNode)['name'] as string;
        this.#out.appendLeft(declarator.end, ` = ${node['kind'] === 'var' ? runtimeName(name) : 'void 0'}`);
      }
    }
    this.#close(node.start, node.end);
  }

  /** Puts `)` before the statement's own semicolon, or `);` where it has none. */
  #close(start: number, end: number, brackets = ')'): void {
    let at = end;
    if (this.#code[end - 1] === ';') {
      at = end - 1;
      while (at > start && /\s/.test(this.#code[at - 1]!)) at--;
      this.#out.appendLeft(at, brackets);
    } else {
      this.#out.appendLeft(at, `${brackets};`);
    }
  }

  /** `function f() {}` → `f = function () {};` at the top of the cell, where JavaScript hoists it. */
  #function(node: AnyNode): void {
    const id = node['id'] as AnyNode;
    this.#declare([id['name'] as string], 'value');
    this.#out.prependRight(node.start, `${runtimeName(id['name'] as string)} = `);
    this.#out.remove(id.start, id.end);
    this.handled.add(id.start);
    this.#out.appendLeft(node.end, ';');
    if (node.start > 0) this.#out.move(node.start, node.end, 0);
  }

  #class(node: AnyNode): void {
    const id = node['id'] as AnyNode;
    this.#declare([id['name'] as string], 'value', node.end);
    this.handled.add(id.start);
    this.#out.prependRight(node.start, `void (${runtimeName(id['name'] as string)} = `);
    this.#out.appendLeft(node.end, ');');
  }

  #exported(node: AnyNode): void {
    const declaration = node['declaration'] as AnyNode | null;
    if (!declaration) {
      this.#out.remove(node.start, node.end);
      return;
    }
    const from = this.declared.length;
    this.#out.remove(node.start, declaration.start);
    this.statement(declaration, false);
    for (const name of this.declared.slice(from)) name.exported = true;
  }

  #defaultExport(node: AnyNode, last: boolean): void {
    const declaration = node['declaration'] as AnyNode;
    this.#out.remove(node.start, declaration.start);
    if ((declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') && declaration['id']) {
      this.statement(declaration, false);
    } else if (last) {
      this.#returned(declaration.start, node.end);
    }
  }

  #returned(start: number, end: number): void {
    // Awaited here, so that a promise that fails knows this line.
    this.#out.prependRight(start, 'return (await (');
    this.#close(start, end, '))');
  }

  /** `var` inside blocks and loops of the top level belongs to all cells, too. */
  #nestedVars(node: AnyNode): void {
    if (isFunction(node)) return;
    if (node.type === 'VariableDeclaration') {
      if (node['kind'] === 'var') {
        for (const d of node['declarations'] as AnyNode[]) this.#declare(boundNames(d['id'] as AnyNode), 'let');
        this.#assignments(node);
      }
      return;
    }
    const head = (node['init'] ?? node['left']) as AnyNode | undefined;
    if (node.type.startsWith('For') && head?.type === 'VariableDeclaration' && head['kind'] === 'var') {
      for (const d of head['declarations'] as AnyNode[]) this.#declare(boundNames(d['id'] as AnyNode), 'let');
      this.#forHead(head, node.type === 'ForStatement');
      for (const child of children(node)) if (child !== head) this.#nestedVars(child);
      return;
    }
    for (const child of children(node)) this.#nestedVars(child);
  }

  /** `for (var i = 0, n; …)` → `for (void (i = 0, n = n); …)`; `for (var x of xs)` → `for (x of xs)`. */
  #forHead(head: AnyNode, classic: boolean): void {
    const declarators = head['declarations'] as AnyNode[];
    this.#out.update(head.start, declarators[0]!.start, classic ? 'void (' : '');
    if (!classic) return;
    for (const d of declarators) {
      if (!d['init']) this.#out.appendLeft(d.end, ` = ${runtimeName((d['id'] as AnyNode)['name'] as string)}`);
    }
    this.#out.appendLeft(head.end, ')');
  }
}
