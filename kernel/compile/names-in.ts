/** @file Which names a cell declares, without running it. */
import { compileCell } from './cell.ts';
import { ownNames } from './own-names.ts';
import type { Stripper } from './stripper.ts';

/** The names a cell declares at its top level, also where it does not parse. */
export async function namesIn(code: string, stripper: Stripper): Promise<ReadonlySet<string>> {
  try {
    const { declared } = await compileCell(code, 'kernelab:cell/0', {
      stripper,
      userNames: new Set(),
      libraryNames: [],
    });
    return new Set(declared.map(({ name }) => name));
  } catch {
    return ownNames(code);
  }
}
