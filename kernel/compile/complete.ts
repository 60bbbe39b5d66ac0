/** @file Whether a text is a whole cell, for consoles that ask whether Enter should run it. */
import { compileCell } from './cell.ts';
import { CellSyntaxError, type Stripper } from './stripper.ts';

/** The content of is_complete_reply. */
export interface Completeness {
  status: 'complete' | 'incomplete' | 'invalid';
  indent?: string;
}

/** Asks the parser. `indent` is what the next line of an incomplete text should begin with. */
export async function isComplete(code: string, stripper: Stripper): Promise<Completeness> {
  try {
    await compileCell(code, 'kernelab:complete', { stripper, userNames: new Set(), libraryNames: [] });
    return { status: 'complete' };
  } catch (error) {
    if (error instanceof CellSyntaxError && error.incomplete)
      return { status: 'incomplete', indent: indentAfter(code) };
    return { status: 'invalid' };
  }
}

function indentAfter(code: string): string {
  const line = code.trimEnd().split('\n').at(-1) ?? '';
  const indent = /^\s*/.exec(line)![0];
  return /[{([]$/.test(line) ? `${indent}  ` : indent;
}
