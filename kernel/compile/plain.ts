/**
 * @file Cells without types, which most are: they are JavaScript as they stand, and need no stripper. What takes types out is a program of
 * fifteen megabytes that has to be compiled first; a small parser says sooner that there are none.
 */
import { parse, tokTypes, type Token } from 'acorn';
import type { Stripper } from './stripper.ts';

/** The stripper, asked only about cells that may have something to take out. */
export function plainFirst(stripper: Stripper): Stripper {
  return {
    javascriptOf: async (source) => (isPlain(source) ? { code: source } : stripper.javascriptOf(source)),
    lowered: (source) => stripper.lowered(source),
    stop: () => stripper.stop?.(),
  };
}

/** Words that begin a declaration of TypeScript's; JavaScript reads such a word as a name, and the next line as the next statement. */
const openDeclaration = /\b(?:abstract|declare|global|interface|module|namespace|type)\s*\n/;

/**
 * Whether a text is JavaScript and means the same as TypeScript. The two differ where both can read it: `f<T>(x)` is a call with a type
 * or two comparisons. What may be such a call is not plain.
 */
export function isPlain(source: string): boolean {
  if (openDeclaration.test(source)) return false;
  const types = new PossibleTypes();
  try {
    parse(source, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
      onToken: (token) => types.read(token),
    });
  } catch {
    return false; // types, or no program at all
  }
  return !types.found;
}

/**
 * What stands in no type, at least where the text is JavaScript as well: a `<` before it, in the same brackets, is a comparison. (Arrows
 * do: `new Map<string, () => number>([…])` is JavaScript too. And in further brackets JavaScript reads a type's members as statements.)
 */
const inNoType = new Set([
  tokTypes.semi,
  tokTypes.eq,
  tokTypes.assign,
  tokTypes.question,
  tokTypes.incDec,
  tokTypes.prefix,
  tokTypes.equality,
  tokTypes.logicalAND,
  tokTypes.logicalOR,
  tokTypes.coalesce,
  tokTypes.modulo,
  tokTypes.star,
  tokTypes.starstar,
  tokTypes.slash,
  tokTypes._const,
  tokTypes._var,
  tokTypes._function,
  tokTypes._class,
  tokTypes._if,
  tokTypes._for,
  tokTypes._while,
  tokTypes._return,
]);

/** Acorn's types leave out what a token says. */
type ReadToken = Token & { value?: unknown };

/** Looks for `<` that a `>` may close, with only between them what may stand in types. */
class PossibleTypes {
  found = false;
  #depth = 0;
  /** How deep in brackets those stand that are not closed yet. */
  #open: number[] = [];

  read({ type, value: text }: ReadToken): void {
    if (isOpening(type)) this.#depth++;
    else if (isClosing(type)) {
      this.#depth--;
      this.#open = this.#open.filter((depth) => depth <= this.#depth);
    } else if (inNoType.has(type)) this.#open = this.#open.filter((depth) => depth < this.#depth);
    else if (type !== tokTypes.relational && type !== tokTypes.bitShift) return;
    else if (text === '<' || text === '<<') this.#open.push(this.#depth);
    else if (text === '>' || text === '>>' || text === '>>>') this.found ||= this.#open.length > 0;
  }
}

function isOpening(type: unknown): boolean {
  return [tokTypes.parenL, tokTypes.bracketL, tokTypes.braceL, tokTypes.dollarBraceL].includes(type as never);
}

function isClosing(type: unknown): boolean {
  return [tokTypes.parenR, tokTypes.bracketR, tokTypes.braceR].includes(type as never);
}
