/** @file An expression that somebody types at a breakpoint (TypeScript, the student's names) as V8 can evaluate it there. */
import { MagicString } from 'magic-string';
import { parseProgram } from '../compile/cell.ts';
import { kernelName, runtimeName } from '../compile/names.ts';
import { freeReferences } from '../compile/scope.ts';
import type { Stripper } from '../compile/stripper.ts';
import type { Text } from '../language.ts';
import { RequestError } from './request.ts';

/** What the names of an expression may mean. */
interface Names {
  /** What cells have made; some of it is called otherwise at run time. */
  cells: ReadonlySet<string>;
  /** What the frame has, which keeps its name. */
  locals: ReadonlySet<string>;
  /** Of these, what has no value yet. */
  unset: ReadonlySet<string>;
  /** What the library has. */
  library: readonly string[];
}

/** The JavaScript of an expression, and the names of the library that it needs. @throws CellSyntaxError, RequestError for a name without a value */
export async function evaluable(
  source: string,
  stripper: Stripper,
  { cells, locals, unset, library }: Names,
): Promise<{ code: string; needs: string[] }> {
  const { code } = await stripper.javascriptOf(source);
  const out = new MagicString(code);
  const references = freeReferences(parseProgram(code));
  for (const { name, start, end, shorthand } of references) {
    if (unset.has(name)) throw new RequestError(tooEarly(name));
    if (locals.has(name)) continue;
    const means = cells.has(name) ? runtimeName(name) : kernelName(name);
    if (means !== name) out.update(start, end, (shorthand ? `${name}: ` : '') + means);
  }
  const free = new Set(references.map(({ name }) => name));
  const needs = library.filter((name) => free.has(name) && !cells.has(name) && !locals.has(name));
  return { code: out.toString(), needs };
}

/** What JavaScript says of it. */
function tooEarly(name: string): Text {
  const text = `ReferenceError: Cannot access '${name}' before initialization`;
  return { en: text, ko: text };
}
