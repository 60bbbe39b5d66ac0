/**
 * @file What the type checker must know about earlier cells: which document declares each living name, and the one
 * line of declarations ("prelude") that is put before a cell so that it sees exactly the names it mentions.
 */
import type { DeclaredName } from '../compile/cell.ts';
import type { Library } from '../library.ts';
import { libraryImports } from './library-imports.ts';

interface Entry extends DeclaredName {
  /** The document that exports the name (not needed for imports). */
  document: string;
}

const identifier = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

/** The names of all cells so far. */
export class NotebookScope {
  readonly #entries = new Map<string, Entry[]>();
  /** What the cell that was added last has replaced. */
  #replaced = new Map<string, Entry[]>();
  readonly #library: Pick<Library, 'names'>;
  readonly #importOf: (name: string) => string;

  constructor(library: Pick<Library, 'name' | 'names' | 'types'>) {
    this.#library = library;
    this.#importOf = libraryImports(library);
  }

  /** Names that hold a value declared by a cell. */
  userNames(): Set<string> {
    return new Set([...this.#entries].filter(([, list]) => list.some((e) => e.kind !== 'type')).map(([name]) => name));
  }

  /** Adds what a cell declared; a name replaces what earlier cells meant by it. */
  add(declared: readonly DeclaredName[], document: string): void {
    const fresh = new Map<string, Entry[]>();
    for (const name of declared) {
      const list = fresh.get(name.name) ?? [];
      fresh.set(name.name, list);
      list.push({ ...name, document });
    }
    this.#replaced = new Map();
    for (const [name, list] of fresh) {
      const before = this.#entries.get(name);
      if (before) this.#replaced.set(name, before);
      this.#entries.set(name, list);
    }
  }

  /** Names of the cell that was added last mean again what they meant before (it failed before it could set them). */
  restore(names: Iterable<string>): void {
    for (const name of names) {
      const before = this.#replaced.get(name);
      if (before) this.#entries.set(name, before);
    }
  }

  /** Forgets names (a cell failed before it could set them). */
  remove(names: Iterable<string>): void {
    for (const name of names) this.#entries.delete(name);
  }

  clear(): void {
    this.#entries.clear();
    this.#replaced.clear();
  }

  /** The documents that still declare a living name. */
  documents(): Set<string> {
    const lists = [...this.#entries.values(), ...this.#replaced.values()];
    return new Set(lists.flat().map((entry) => entry.document));
  }

  /**
   * The prelude for a cell: one line that declares the names from earlier cells, and the library's names, that the
   * text mentions (`everything`: all of them, for completion).
   */
  prelude(text: string, own: ReadonlySet<string>, everything = false): string {
    const mentioned = new Set(text.match(identifier));
    const parts: string[] = [];
    for (const [name, entries] of this.#entries) {
      if (!own.has(name) && (everything || mentioned.has(name))) parts.push(declarationOf(entries));
    }
    return [...parts, ...this.libraryImports(text, own, everything)].join(' ');
  }

  /** Of the prelude, what brings the library's names in. */
  libraryImports(text: string, own: ReadonlySet<string>, everything = false): string[] {
    const mentioned = new Set(text.match(identifier));
    const free = this.#library.names.filter(
      (name) => (everything || mentioned.has(name)) && !own.has(name) && !this.#entries.has(name),
    );
    return free.map(this.#importOf);
  }
}

function declarationOf(entries: readonly Entry[]): string {
  const last = entries.at(-1)!;
  const { name, kind, document } = last;
  if (kind === 'import') return last.importText!;
  const file = JSON.stringify(`./${document}`);
  // `declare` keeps a variable assignable; whatever is also a type has to be imported whole.
  if (entries.length === 1 && (kind === 'let' || kind === 'const')) {
    return `declare ${kind} ${name}: typeof import(${file}).${name};`;
  }
  return `import { ${name} } from ${file};`;
}
