/**
 * @file The type checker of Node: type errors, completion and hover from TypeScript's native language server.
 *
 * The cell being run is always the same scratch document (changing it costs a millisecond, adding one ten). When it
 * was accepted and declares names, it is kept under a name of its own, and later cells import from there.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DeclaredName } from '../compile/cell.ts';
import { looksLikeJsx } from '../compile/jsx.ts';
import { IdleWatch } from '../idle.ts';
import type { Library } from '../library.ts';
import { say } from '../language.ts';
import { whyMissing } from '../packages.ts';
import { typescriptBinary } from '../paths.ts';
import {
  FIRST_TYPE_ERROR,
  SUSPICIOUS,
  UNUSED,
  type CellFacts,
  type CompletionItem,
  type Problem,
  type TypeChecker,
} from './checker.ts';
import { installedAt, OwnFiles, type FileChange } from './files.ts';
import {
  makeCellFolder,
  reachesNode,
  writeNodeTypes,
  writeNotebook,
  writeSettings,
  type CellFolder,
} from './folder.ts';
import { LanguageServer } from './lsp.ts';
import { LooseText, type Position } from './loose-text.ts';
import { inCells, withoutPaths } from './plain-names.ts';
import { NotebookScope } from './scope.ts';

interface Diagnostic {
  range: { start: Position; end: Position };
  severity: number;
  code: number;
  message: string;
}
/** Advice on settings of a project, which a notebook does not have. */
const projectAdvice = / Do you need to (?:change your target library|install type definitions)[^]*$/;

/** What TypeScript says of a module that it cannot find. */
const noModule = /^Cannot find module (?:or type declarations for side-effect import of )?'([^']+)'/;
/** TypeScript's number of "Cannot find name". */
const NO_NAME = 2304;
/** Where names are declared that a process may not have: a browser's, and those of Node, whose types are the newest one's. */
const declaredForOthers = /\/lib\.dom(?:\.\w+)?\.d\.ts$|\/(?:@|%40)types\/node\//;
/** A file without exports runs all the same. */
const NOT_A_MODULE = 2306;
/** JSX of a package without types for it; whether it is there at all, the run says. */
const UNTYPED_JSX: ReadonlySet<number> = new Set([2875, 7026]);
/** No default export, no exported member (also: of that module, with a guess). */
const NO_EXPORT: ReadonlySet<number> = new Set([1192, 2305, 2459, 2614, 2724]);

/**
 * When Go's collector runs: not while the declarations are read, all of which stay (it would take half of that time), and from the limit
 * on as often as it must. It lies well above what a whole lab keeps: near to it, most of a check would be collecting.
 */
const goMemory = { GOGC: '400', GOMEMLIMIT: '128MiB' };

/** After so many kept documents, those that no name needs any more are closed. */
const SWEEP_EVERY = 25;

/** How long the server may take to answer for the first time. */
const INITIALIZE_MS = 8000;

export class NativeChecker implements TypeChecker {
  readonly scope: NotebookScope;
  readonly #cwd: string;
  readonly #library: Library;
  readonly #files: OwnFiles;
  #server: LanguageServer | undefined;
  #folder: CellFolder | undefined;
  #version = 0;
  /** Documents of accepted cells and their texts; a server that is started again gets them back. */
  readonly #kept = new Map<string, string>();
  #open = new Set<string>();
  #ready: Promise<void> | undefined;
  #stopped = false;
  #failure: string | undefined;
  /** The cell and the draft that were checked last. */
  readonly #checked = {
    cell: { name: documentName('cell', false), text: new LooseText('') },
    draft: { name: documentName('draft', false), text: new LooseText('') },
  };
  /** When packages were installed last, as the server knows it. */
  #installed = '';
  /** Whether Node's types are read, which takes several times as long as all that most cells need. */
  #hasNode = false;
  /** Imports of the library that cells have had since the server was started. */
  #imports = new Set<string>();
  readonly #idle = new IdleWatch(() => this.#rest());

  constructor(cwd: string, library: Library) {
    this.#cwd = cwd;
    this.#library = library;
    this.scope = new NotebookScope(library);
    this.#files = new OwnFiles(cwd);
  }

  start(): Promise<void> {
    this.#ready ??= this.#boot();
    return this.#ready;
  }

  get failure(): string | undefined {
    return this.#failure;
  }

  /** Without a server there are no problems. */
  async check(
    code: string,
    declared: readonly DeclaredName[],
    { isObject = false, absent = [], loose = [], isDraft = false, isJsx = false, notebooks = [] }: CellFacts = {},
  ): Promise<Problem[]> {
    this.#forgetPackages();
    return this.#awake([], () => this.#check(code, declared, { isObject, absent, loose, isDraft, isJsx, notebooks }));
  }

  async #check(
    code: string,
    declared: readonly DeclaredName[],
    { isObject, absent, loose, isDraft, isJsx, notebooks }: Required<CellFacts>,
  ): Promise<Problem[]> {
    const written = notebooks.flatMap((notebook) => writeNotebook(this.#folder!, notebook) ?? []);
    this.#changed([...this.#files.changes(code), ...written]);
    if (reachesNode(code, this.#cwd)) this.#readNode();
    const own = new Set(declared.map((d) => d.name));
    this.#holdImports(this.scope.libraryImports(code, own));
    const prelude = this.scope.prelude(code, own);
    // The brackets stand on lines of their own, so that every line of the cell stays where it is.
    const checked = new LooseText(code, loose);
    const name = documentName(isDraft ? 'draft' : 'cell', isJsx);
    this.#checked[isDraft ? 'draft' : 'cell'] = { name, text: checked };
    const read = checked.text;
    const text = isObject ? document(`${prelude} (`, `${read}\n);`, declared) : document(prelude, read, declared);
    const lines = code.split('\n');
    const diagnose = (): Promise<{ items: Diagnostic[] }> =>
      this.#diagnose(name, text).catch(() => this.#diagnoseAnew(name, text));
    let report = await diagnose();
    // A name may be one of Node's, and what is said of an error may name one.
    if (!this.#hasNode && report.items.some(({ severity }) => severity === 1)) {
      this.#readNode();
      report = await diagnose();
    }
    const browsers = await this.#browserNames(code, absent);
    const problems = report.items
      .filter((d) => d.range.start.line >= 1 && isAsked(d, isDraft))
      .map((d) => problemIn(lines, d, checked))
      .filter((problem) => problem !== undefined)
      .flatMap((problem) => this.#importProblem(problem, lines[problem.line - 1] ?? ''))
      .filter(({ line, column }) => !browsers.some((each) => each.line === line && each.column === column));
    return [...problems, ...browsers].sort((a, b) => a.line - b.line || a.column - b.column);
  }

  /**
   * Types of a package (jsdom's) bring the declarations of all of a browser's names along; `document` and `name` are known to TypeScript
   * from then on, and still nowhere to be found when the cell runs. Those of Node (`localStorage`) are the newest one's.
   */
  async #browserNames(code: string, absent: Required<CellFacts>['absent']): Promise<Problem[]> {
    const { name: file, text } = this.#checked.cell;
    const textDocument = { uri: this.#uri(file) };
    const asked = absent.map(async ({ name, start }) => {
      const position = positionIn(code, start);
      const place = { textDocument, position: inText(position, text) };
      const answer = await this.#server?.request('textDocument/definition', place);
      const places = ([answer].flat() as ({ uri?: string; targetUri?: string } | null | undefined)[]).map(
        (place) => place?.uri ?? place?.targetUri ?? '',
      );
      if (places.length === 0 || !places.every((place) => declaredForOthers.test(place))) return [];
      const message = `Cannot find name '${name}'.`;
      return [{ line: position.line, column: position.character + 1, length: name.length, message, code: NO_NAME }];
    });
    return (await Promise.all(asked).catch(() => [])).flat();
  }

  /** TypeScript knows fewer ways to find a module than Node does, and cannot say how to get it. */
  #importProblem(problem: Problem, line: string): Problem[] {
    if (problem.code === NOT_A_MODULE || UNTYPED_JSX.has(problem.code)) return [];
    // What `module.exports` of a .cts file has, only the run knows.
    if (NO_EXPORT.has(problem.code) && /\.cts['"]/.test(line)) return [];
    const [, specifier] = noModule.exec(problem.message) ?? [];
    if (specifier === undefined) return [problem];
    const reason = whyMissing(specifier, this.#cwd);
    return reason === undefined ? [] : [{ ...problem, message: say(reason) }];
  }

  /** The server died. Where a new one dies as well, the cell runs unchecked and `failure` says why. */
  async #diagnoseAnew(name: string, text: string): Promise<{ items: Diagnostic[] }> {
    if (!(await this.#up())) return { items: [] };
    return this.#diagnose(name, text).catch((error: unknown) => {
      this.#failure = error instanceof Error ? error.message : String(error);
      return { items: [] };
    });
  }

  async hoversInChecked(code: string, offsets: readonly number[], isDraft = false): Promise<(string | undefined)[]> {
    if (offsets.length === 0 || !this.#server) return offsets.map(() => undefined);
    const { name, text } = this.#checked[isDraft ? 'draft' : 'cell'];
    const textDocument = { uri: this.#uri(name) };
    const asked = offsets.map((offset) =>
      this.#server!.request('textDocument/hover', {
        textDocument,
        position: inText(positionIn(code, offset), text),
      }),
    );
    return (await Promise.all(asked)).map(hoverText);
  }

  async #diagnose(name: string, text: string): Promise<{ items: Diagnostic[] }> {
    this.#write(name, text);
    const textDocument = { uri: this.#uri(name) };
    return (await this.#server!.request('textDocument/diagnostic', { textDocument })) as { items: Diagnostic[] };
  }

  keep(
    id: string,
    code: string,
    declared: readonly DeclaredName[],
    { loose = [], isJsx = false }: Pick<CellFacts, 'loose' | 'isJsx'> = {},
  ): void {
    if (declared.length === 0) return;
    const name = documentName(id, isJsx);
    const prelude = this.scope.prelude(code, new Set(declared.map((d) => d.name)));
    this.scope.add(declared, name);
    if (declared.every((d) => d.kind === 'import')) return;
    const text = document(prelude, new LooseText(code, loose).text, declared);
    this.#kept.set(name, text);
    if (this.#server) this.#write(name, text);
    if (this.#kept.size % SWEEP_EVERY === 0) this.#sweep();
  }

  async complete(code: string, offset: number, own: ReadonlySet<string>): Promise<CompletionItem[]> {
    return this.#awake([], async (server) => {
      this.#readNode();
      const position = this.#edit(code, offset, own);
      const answer = (await server.request('textDocument/completion', { ...position })) as
        CompletionItem[] | { items: CompletionItem[] } | null;
      return (Array.isArray(answer) ? answer : answer?.items) ?? [];
    });
  }

  async details(items: readonly CompletionItem[]): Promise<string[]> {
    const none = items.map(() => '');
    return this.#awake(none, async (server) => {
      const asked = items.map((item) => server.request('completionItem/resolve', { ...item }));
      return (await Promise.all(asked)).map((answer) => (answer as { detail?: string } | null)?.detail ?? '');
    });
  }

  async hover(code: string, offset: number, own: ReadonlySet<string>): Promise<string | undefined> {
    return this.#awake(undefined, async (server) => {
      this.#readNode();
      const text = hoverText(await server.request('textDocument/hover', this.#edit(code, offset, own)));
      return text && inCells(text, this.#library.typeNames);
    });
  }

  clear(): void {
    this.scope.clear();
    this.#sweep();
  }

  stop(): void {
    this.#stopped = true;
    this.#idle.stop();
    this.#server?.stop();
    this.#folder?.remove();
  }

  async #boot(): Promise<void> {
    const binary = typescriptBinary();
    if (!binary) throw new Error('the TypeScript compiler is not installed');
    this.#folder ??= makeCellFolder(this.#cwd);
    writeSettings(this.#folder, this.#cwd, this.#library); // each time: the folder's own may have changed
    writeNodeTypes(this.#folder, this.#hasNode);
    this.#installed = installedAt(this.#cwd);
    const server = new LanguageServer(binary, ['--lsp', '--stdio'], {
      cwd: this.#cwd,
      env: goMemory,
      // Else it reads all of node_modules in the background, two seconds of both cores.
      settings: {
        suggest: { autoImports: false },
        preferences: { includePackageJsonAutoImports: 'off' },
        disableAutomaticTypeAcquisition: true,
      },
    });
    this.#open = new Set();
    const markup = ['markdown', 'plaintext'];
    const initialized = server.request('initialize', {
      processId: process.pid,
      rootUri: null,
      initializationOptions: { disablePushDiagnostics: true },
      capabilities: {
        workspace: { configuration: true },
        textDocument: { diagnostic: {}, completion: { completionItem: {} }, hover: { contentFormat: markup } },
      },
    });
    const late = setTimeout(() => server.stop(), INITIALIZE_MS);
    await initialized.finally(() => clearTimeout(late));
    if (this.#stopped) return server.stop();
    server.notify('initialized', {});
    this.#server = server;
    this.#imports = new Set();
    // Kept cells follow when one names them, but for those that change what all see.
    for (const [name, text] of this.#kept) if (changesAll.test(text)) this.#write(name, text);
    this.#write(documentName('cell', false), 'export {};');
    void server.closed.then(() => {
      if (this.#server === server) [this.#server, this.#ready] = [undefined, undefined];
    });
  }

  /** The server forgets files that no document imports any more, and would read them again for the next cell that does. */
  #holdImports(imports: readonly string[]): void {
    const { size } = this.#imports;
    for (const statement of imports) this.#imports.add(statement);
    if (this.#imports.size === size) return;
    this.#write(documentName('imports', false), [...this.#imports, 'export {};'].join('\n'));
  }

  /** From now on cells are checked with all that Node declares. */
  #readNode(): void {
    if (this.#hasNode) return;
    this.#hasNode = true;
    this.#changed([writeNodeTypes(this.#folder!, true)]);
  }

  #changed(files: readonly FileChange[]): void {
    const changes = files.map(({ path, created }) => ({ uri: pathToFileURL(path).href, type: created ? 1 : 2 }));
    if (changes.length > 0) this.#server?.notify('workspace/didChangeWatchedFiles', { changes });
  }

  /** The server keeps what it once read of packages, and that they are missing: after an installation, only a new one sees it. */
  #forgetPackages(): void {
    if (this.#server === undefined || installedAt(this.#cwd) === this.#installed) return;
    this.#end();
  }

  /** Ends the server. What was kept is here; the next one gets it. */
  #end(): void {
    this.#server?.stop();
    [this.#server, this.#ready] = [undefined, undefined];
  }

  /** Nobody has asked for a while: a third of a kernel's memory goes, and is back at the next question in a moment. */
  #rest(): void {
    if (this.#server !== undefined) this.#end();
    else this.#idle.used(); // one that is just starting is waited for
  }

  /** Answers a question with a server, which is kept meanwhile; `none` without one. */
  async #awake<T>(none: T, answer: (server: LanguageServer) => Promise<T>): Promise<T> {
    return this.#idle.during(async () => ((await this.#up()) ? answer(this.#server!) : none));
  }

  /** Whether there is a server; one that died is started again, with an empty picture of the notebook. */
  async #up(): Promise<boolean> {
    if (this.#stopped) return false;
    try {
      await this.start();
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      this.#ready = undefined; // tried again for the next cell
      return false;
    }
    return this.#server !== undefined;
  }

  /** Closes documents that no living name needs, neither directly nor through another document. */
  #sweep(): void {
    const needed = this.scope.documents();
    for (const name of needed) {
      for (const other of keptIn(this.#kept.get(name) ?? '')) needed.add(other);
    }
    for (const name of this.#kept.keys()) {
      if (needed.has(name)) continue;
      this.#kept.delete(name);
      this.#open.delete(name);
      this.#server?.notify('textDocument/didClose', { textDocument: { uri: this.#uri(name) } });
    }
  }

  /** Puts the cell being edited, with all names in sight, into its document; gives the place of the cursor. */
  #edit(code: string, offset: number, own: ReadonlySet<string>): { textDocument: { uri: string }; position: Position } {
    const name = documentName('edit', looksLikeJsx(code));
    this.#write(name, document(this.scope.prelude(code, own, true), code, []));
    return { textDocument: { uri: this.#uri(name) }, position: positionIn(code, offset) };
  }

  /** Gives the server a document, and kept cells that this one names and a server that was started again has not got yet. */
  #write(name: string, text: string): void {
    const missing = new Map([[name, text]]);
    for (const document of missing.values()) {
      for (const other of keptIn(document)) {
        const kept = this.#kept.get(other);
        if (kept !== undefined && !this.#open.has(other)) missing.set(other, kept);
      }
    }
    for (const [each, document] of missing) this.#send(each, document);
  }

  #send(name: string, text: string): void {
    const uri = this.#uri(name);
    const version = ++this.#version;
    if (this.#open.has(name)) {
      const contentChanges = [{ text }];
      this.#server!.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    } else {
      this.#open.add(name);
      const textDocument = { uri, languageId: name.endsWith('x') ? 'typescriptreact' : 'typescript', version, text };
      this.#server!.notify('textDocument/didOpen', { textDocument });
    }
  }

  #uri(name: string): string {
    return pathToFileURL(join(this.#folder!.path, name)).href;
  }
}

/** A cell that declares what later cells see without naming it. */
const changesAll = /\bdeclare\s+(?:global|module)\b/;

/** The kept cells that a document imports from. */
function keptIn(document: string): string[] {
  return Array.from(document.matchAll(/"\.\/(kernelab-c\d+(?:-jsx\.tsx|\.ts))"/g), ([, name]) => name!);
}

/** No file of the student's is called so: both stand in one tree. TypeScript leaves `x.tsx` out of a project that has `x.ts`. */
function documentName(name: string, isJsx: boolean): string {
  return `kernelab-${name}${isJsx ? '-jsx.tsx' : '.ts'}`;
}

/** Where an offset in a cell is in its document. */
function positionIn(code: string, offset: number): Position {
  const before = code.slice(0, offset);
  return { line: before.split('\n').length, character: offset - (before.lastIndexOf('\n') + 1) };
}

/** A place of the cell's document in the text that was checked. */
function inText({ line, character }: Position, checked: LooseText): Position {
  return { line, character: checked.toText({ line: line - 1, character }).character };
}

function hoverText(answer: unknown): string | undefined {
  const { contents } = (answer ?? {}) as { contents?: { value: string } | string };
  return contents === undefined ? undefined : withoutPaths(typeof contents === 'string' ? contents : contents.value);
}

/** Prelude on the first line, the cell from the second on, its names exported at the end; `global` before `export` would be a keyword. */
function document(prelude: string, code: string, declared: readonly DeclaredName[]): string {
  const names = new Set(declared.filter((d) => d.kind !== 'import' && !d.exported).map((d) => d.name));
  return `${prelude}\n${code}\n;export { ${[...names].join(', ')} };\n`;
}

/** Whether it stops a cell, or is worth a word in a draft. Others of TypeScript's suggestions ask for types, which nobody has to write. */
function isAsked({ severity, code }: Diagnostic, isDraft: boolean): boolean {
  if (UNUSED.has(code) || SUSPICIOUS.has(code)) return isDraft;
  return severity === 1;
}

/** A diagnostic in the cell's own lines (the document has one line before them). */
function problemIn(lines: readonly string[], diagnostic: Diagnostic, checked: LooseText): Problem | undefined {
  const { range, code } = diagnostic;
  const [start, end] = [range.start, range.end].map(({ line, character }) => ({
    line,
    character: checked.toCode({ line: line - 1, character }).character,
  })) as [Position, Position];
  const message = withoutPaths(diagnostic.message.replace(projectAdvice, ''));
  if (start.line > lines.length) {
    // Behind the cell: something was left open. Other errors there are about the document, not about the cell.
    if (code >= FIRST_TYPE_ERROR) return undefined;
    return { line: lines.length, column: lines.at(-1)!.length + 1, length: 1, message, code };
  }
  const length = start.line === end.line ? Math.max(1, end.character - start.character) : 1;
  return { line: start.line, column: start.character + 1, length, message, code };
}
