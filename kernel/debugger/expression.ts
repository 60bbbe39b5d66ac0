/** @file An expression that somebody types at a breakpoint (TypeScript, the student's names) as V8 can evaluate it there. */
import { MagicString } from 'magic-string';
import { parseProgram } from '../compile/cell.ts';
import { kernelName, runtimeName } from '../compile/names.ts';
import { freeReferences } from '../compile/scope.ts';
import type { Stripper } from '../compile/stripper.ts';

/**
 * The JavaScript of an expression. `names`: what cells have made, some of which is called otherwise at run time; `locals`: what
 * the frame has, which keeps its name.
 * @throws CellSyntaxError
 */
export async function evaluable(
  source: string,
  stripper: Stripper,
  names: ReadonlySet<string>,
  locals: ReadonlySet<string>,
): Promise<string> {
  const { code } = await stripper.javascriptOf(source);
  const out = new MagicString(code);
  for (const { name, start, end, shorthand } of freeReferences(parseProgram(code))) {
    if (locals.has(name)) continue;
    const means = names.has(name) ? runtimeName(name) : kernelName(name);
    if (means !== name) out.update(start, end, (shorthand ? `${name}: ` : '') + means);
  }
  return out.toString();
}
