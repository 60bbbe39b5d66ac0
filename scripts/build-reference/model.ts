/**
 * @file What the reference pages show, read by TypeScript's own checker: every public name of the library with its
 * signatures, options and docstring, as a cell's Shift+Tab shows them.
 */
import { join, relative } from 'node:path';
import type { ParameterDeclaration } from 'typescript/unstable/ast';
import { isObjectBindingPattern } from 'typescript/unstable/ast/is';
import {
  API,
  NodeBuilderFlags,
  SignatureKind,
  SymbolFlags,
  type Project,
  type Signature,
  type Symbol,
  type Type,
} from 'typescript/unstable/sync';

/** A way to call something. */
export interface Call {
  parameters: { name: string; type: string; optional: boolean; rest: boolean }[];
  result: string;
}

/** An option of a call, or a property or method of a class. */
export interface Member {
  name: string;
  /** Where it is declared, `src/…/file.ts:12`. */
  place: string;
  type: string;
  text: string;
  /** The text in Korean, behind `@ko`. */
  ko?: string;
  calls: Call[];
  /** Of a method. */
  options: Member[];
}

/** A public name: `np.zeros`, `keras.layers.Dense`, `np.ndarray`. */
export interface Entry {
  /** As a cell writes it. */
  path: string;
  place: string;
  kind: 'function' | 'class' | 'value' | 'type';
  /** The docstring, Markdown. */
  text: string;
  tags: { name: string; text: string }[];
  calls: Call[];
  options: Member[];
  /** Of classes: what they add to the class they stand on. */
  members: Member[];
  type: string;
}

/** What stands behind one dot: `np`, `keras.layers`. */
export interface Chapter {
  path: string;
  text: string;
  entries: Entry[];
}

/** Where names that stand alone are told, `display` and the errors. */
export const ALONE = 'kernelab';

/** Reads the public names behind `src/index.ts`; a namespace inside another one is a chapter of its own. */
export function readLibrary(root: string): Chapter[] {
  const config = join(root, 'tsconfig.json');
  const api = new API({ cwd: root });
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    const file = project?.program.getSourceFile(join(root, 'src', 'index.ts'));
    const library = file && project?.checker.getSymbolAtLocation(file);
    if (!project || !library) throw new Error('TypeScript cannot read src/index.ts');
    return new Reader(project, join(root, 'src')).chapters(library);
  } finally {
    api.close();
  }
}

class Reader {
  readonly #project: Project;
  readonly #sources: string;
  readonly #chapters: Chapter[] = [];
  /** The first path of a namespace that has several (`layers` is `keras.layers`). */
  readonly #seen = new Set<number>();

  constructor(project: Project, sources: string) {
    this.#project = project;
    this.#sources = sources;
  }

  chapters(library: Symbol): Chapter[] {
    const [spaces, alone] = [[] as Symbol[], [] as Symbol[]];
    for (const symbol of this.#exports(library)) (this.#isSpace(this.#target(symbol)) ? spaces : alone).push(symbol);
    for (const space of spaces) this.#chapter(space.name, this.#target(space));
    const gathering = alone.filter((symbol) =>
      this.#tags(this.#target(symbol)).some(({ name }) => name === 'namespace'),
    );
    for (const symbol of gathering) this.#functionChapter(symbol);
    const entries = alone
      .filter((symbol) => !this.#isMore(symbol) && !gathering.includes(symbol))
      .map((symbol) => this.#entry('', symbol));
    this.#chapters.push({ path: ALONE, text: '', entries });
    return this.#chapters;
  }

  #chapter(path: string, space: Symbol): void {
    if (this.#seen.has(space.id)) return;
    this.#seen.add(space.id);
    const chapter: Chapter = { path, text: this.#checker.getDocumentationCommentOfSymbol(space), entries: [] };
    this.#chapters.push(chapter);
    for (const symbol of this.#exports(space)) {
      if (this.#isSpace(this.#target(symbol))) this.#chapter(`${path}.${symbol.name}`, this.#target(symbol));
      else if (!this.#isMore(symbol)) chapter.entries.push(this.#entry(`${path}.`, symbol));
    }
  }

  /** A function that has others as its properties, and says `@namespace`: `check` and `check.close`. */
  #functionChapter(symbol: Symbol): void {
    const properties = this.#checker.getPropertiesOfType(this.#checker.getTypeOfSymbol(this.#target(symbol))!);
    const entries = properties.map((property) => {
      const told = this.#checker.getTypeOfSymbol(property)?.getSymbol();
      return this.#entry(`${symbol.name}.`, property, told);
    });
    const text = this.#checker.getDocumentationCommentOfSymbol(this.#target(symbol));
    this.#chapters.push({ path: symbol.name, text, entries: [this.#entry('', symbol), ...entries] });
  }

  get #checker() {
    return this.#project.checker;
  }

  #exports(module: Symbol): readonly Symbol[] {
    return [...this.#checker.getExportsOfModule(module)].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #target(symbol: Symbol): Symbol {
    return symbol.flags & SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #isSpace(symbol: Symbol): boolean {
    return (symbol.flags & SymbolFlags.ValueModule) !== 0;
  }

  /** Types of options are told where they are used. */
  #isMore(symbol: Symbol): boolean {
    return (this.#target(symbol).flags & SymbolFlags.Value) === 0;
  }

  #tags(symbol: Symbol): Entry['tags'] {
    return this.#checker.getJsDocTagsOfSymbol(symbol).map((tag) => ({ name: tag.name, text: tag.text ?? '' }));
  }

  #entry(prefix: string, symbol: Symbol, target = this.#target(symbol)): Entry {
    const type = this.#checker.getTypeOfSymbol(target)!;
    const isClass = (target.flags & SymbolFlags.Class) !== 0;
    const found = this.#checker.getSignaturesOfType(type, isClass ? SignatureKind.Construct : SignatureKind.Call);
    const calls = found.map((signature) => this.#call(signature));
    const tags = this.#tags(target);
    return {
      path: prefix + symbol.name,
      place: this.#place(target),
      kind: isClass ? 'class' : calls.length > 0 ? 'function' : 'value',
      text: this.#checker.getDocumentationCommentOfSymbol(target) || this.#takenFrom(target),
      tags,
      calls: withoutTwins(calls),
      options: this.#options(found, target),
      members: isClass
        ? this.#ownMembers(target)
        : tags.some(({ name }) => name === 'methods')
          ? this.#madeMembers(type)
          : [],
      type: this.#text(type),
    };
  }

  /** What the options object of a call takes; its own come before those that many calls share. */
  #options(found: readonly Signature[], target: Symbol): Member[] {
    const options = found
      .flatMap((signature) => signature.getParameters())
      .flatMap((parameter) => this.#optionTypes(parameter))
      .flatMap((given) => this.#checker.getPropertiesOfType(given));
    const file = target.valueDeclaration?.path;
    const own = options.filter((option) => option.declarations[0]?.path === file);
    const told = new Map([...own, ...options].map((option) => [option.name, option]));
    return [...told.values()].map((option) => this.#member(option));
  }

  #call(signature: Signature): Call {
    const parameters = signature.getParameters().flatMap((parameter) => this.#parameters(parameter));
    return { parameters, result: this.#text(this.#checker.getReturnTypeOfSignature(signature)!) };
  }

  /** A parameter; a rest of labelled places (`...args: [units: number, options?: …]`) is as many as it has labels. */
  #parameters(parameter: Symbol): Call['parameters'] {
    const type = this.#checker.getTypeOfSymbol(parameter)!;
    const node = this.#declared(parameter) as ParameterDeclaration | undefined;
    const rest = node?.dotDotDotToken !== undefined;
    if (rest && this.#checker.isTupleType(type)) return labelled(this.#text(type));
    const optional = (node?.questionToken ?? node?.initializer) !== undefined;
    const text = this.#written(parameter) ?? this.#text(optional ? this.#checker.getNonNullableType(type)! : type);
    return [{ name: parameter.name, type: text, optional, rest }];
  }

  /** The docstring of a name that was taken out of an object, `export const { name } = …`. */
  #takenFrom(symbol: Symbol): string {
    const node = this.#declared(symbol);
    const object = node?.parent && isObjectBindingPattern(node.parent) && this.#checker.getTypeAtLocation(node.parent);
    const property = object ? this.#checker.getPropertyOfType(object, symbol.name) : undefined;
    return property ? this.#checker.getDocumentationCommentOfSymbol(property) : '';
  }

  /** Whether a parameter takes an object of options: all of them may be left out, or its type is called so. */
  #optionTypes(parameter: Symbol): Type[] {
    const type = this.#checker.getTypeOfSymbol(parameter);
    if (type === undefined) return [];
    return (type.isUnionType() ? type.getTypes() : [type]).filter((part) => {
      if (!part.isObjectType() && !part.isIntersectionType()) return false;
      if (this.#checker.isArrayType(part) || this.#checker.isTupleType(part)) return false;
      if (this.#checker.getSignaturesOfType(part, SignatureKind.Call).length > 0) return false;
      const properties = this.#checker.getPropertiesOfType(part);
      const name = part.getAliasSymbol()?.name ?? part.getSymbol()?.name ?? '';
      if (properties.length === 0 || (part.getSymbol()?.flags ?? 0) & SymbolFlags.Class) return false;
      const ours = properties.every((property) =>
        property.declarations.every((node) => node.path.startsWith(this.#sources)),
      );
      return (
        ours && (name.endsWith('Options') || properties.every((property) => property.flags & SymbolFlags.Optional))
      );
    });
  }

  #member(symbol: Symbol): Member {
    const type = this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(symbol)!)!;
    const calls = this.#checker.getSignaturesOfType(type, SignatureKind.Call).map((signature) => this.#call(signature));
    return {
      name: symbol.name,
      place: this.#place(symbol),
      type: this.#written(symbol) ?? this.#text(type),
      text: this.#checker.getDocumentationCommentOfSymbol(symbol),
      ko: this.#checker.getJsDocTagsOfSymbol(symbol).find((tag) => tag.name === 'ko')?.text,
      calls: withoutTwins(calls),
      options: [],
    };
  }

  #method(symbol: Symbol): Member {
    const type = this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(symbol)!)!;
    const found = this.#checker.getSignaturesOfType(type, SignatureKind.Call);
    return { ...this.#member(symbol), options: this.#options(found, symbol) };
  }

  /** What a class itself declares for others to use. */
  #ownMembers(target: Symbol): Member[] {
    const own = this.#checker.getPropertiesOfType(this.#checker.getDeclaredTypeOfSymbol(target));
    return own
      .filter((property) => property.getParent()?.id === target.id && !/[#@]/.test(property.name))
      .filter((property) => !/\b(?:private|protected)\b/.test(this.#modifiers(property)))
      .map((property) => this.#method(property));
  }

  /** Of a class that is called without `new` and says `@methods`: what its users need, which is what a Korean line was written for. */
  #madeMembers(factory: Type): Member[] {
    const [made] = this.#checker.getSignaturesOfType(factory, SignatureKind.Construct);
    const properties = made ? this.#checker.getPropertiesOfType(this.#checker.getReturnTypeOfSignature(made)!) : [];
    return properties.map((property) => this.#method(property)).filter(({ ko }) => ko !== undefined);
  }

  #modifiers(symbol: Symbol): string {
    const node = this.#declared(symbol) as { modifiers?: Iterable<{ getText(): string }> } | undefined;
    return [...(node?.modifiers ?? [])].map((modifier) => modifier.getText()).join(' ');
  }

  #place(symbol: Symbol): string {
    const node = this.#declared(symbol);
    if (node === undefined) return '';
    const line = node.getSourceFile().text.slice(0, node.getStart()).split('\n').length;
    return `${relative(join(this.#sources, '..'), node.getSourceFile().fileName)}:${line}`;
  }

  #declared(symbol: Symbol) {
    return (symbol.valueDeclaration ?? symbol.declarations[0])?.resolve(this.#project);
  }

  /** A type as its author wrote it: shorter than what it stands for. The letter of a generic type says nothing. */
  #written(symbol: Symbol): string | undefined {
    const node = this.#declared(symbol) as { type?: { getText(): string } } | undefined;
    const text = node?.type?.getText().replace(/\s+/g, ' ');
    return text === undefined || /^(?:Partial<|readonly )?[A-Z]\b(?![a-z])/.test(text) ? undefined : text;
  }

  #text(type: Type): string {
    return this.#checker
      .typeToString(type, undefined, NodeBuilderFlags.NoTruncation)
      .replace(/import\("[^"]*"\)\./g, '');
  }
}

/** The places of a tuple's text, `[units: number, options?: Partial<DenseOptions>]`. */
function labelled(tuple: string): Call['parameters'] {
  const parts: string[] = [''];
  let depth = 0;
  for (let at = 1; at < tuple.length - 1; at++) {
    const sign = tuple[at]!;
    if ('([{<'.includes(sign)) depth++;
    if (')]}>'.includes(sign) && tuple[at - 1] !== '=') depth--;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => {
    const [, name = part.trim(), mark, type = ''] = /^\s*(\w+)(\??): ([^]*)$/.exec(part) ?? [];
    return { name, type: type.replace(/ \| undefined$/, ''), optional: mark === '?', rest: false };
  });
}

/** Overloads and call forms that read alike are one. */
function withoutTwins(calls: readonly Call[]): Call[] {
  return [...new Map(calls.map((call) => [JSON.stringify(call.parameters), call])).values()];
}
