/** @file Whether a text is a whole cell, for consoles that ask whether Enter should run it. */
import { compileCell } from './cell.ts';
import { withoutMagics } from './magics.ts';
import { CellSyntaxError, type Stripper } from './stripper.ts';

/** The content of is_complete_reply. */
export interface Completeness {
  status: 'complete' | 'incomplete' | 'invalid';
  indent?: string;
}

/** Asks the parser. `indent` is what the next line of an incomplete text should begin with. */
export async function isComplete(written: string, stripper: Stripper): Promise<Completeness> {
  const rewritten = withoutMagics(written, () => false) ?? { code: written };
  if ('refused' in rewritten) return { status: 'complete' }; // running it says what is wrong
  const { code } = rewritten;
  const error = await errorIn(code, stripper);
  if (!error) return { status: 'complete' };
  // `if (x)` and `class A` lack a body, which no parser calls the end of the text.
  const isOpen = error.incomplete || !(await errorIn(`${code}\n{}`, stripper));
  return isOpen ? { status: 'incomplete', indent: indentAfter(code) } : { status: 'invalid' };
}

async function errorIn(code: string, stripper: Stripper): Promise<CellSyntaxError | undefined> {
  try {
    await compileCell(code, 'kernelab:complete', { stripper, userNames: new Set(), libraryNames: [] });
    return undefined;
  } catch (error) {
    return error instanceof CellSyntaxError ? error : new CellSyntaxError(String(error), false);
  }
}

function indentAfter(code: string): string {
  const line = code.trimEnd().split('\n').at(-1) ?? '';
  const indent = /^\s*/.exec(line)![0];
  return /[{([]$/.test(line) ? `${indent}  ` : indent;
}
