/** @file The statement around a problem, written in TypeScript with what TypeScript knows of its names. */
import type { Place } from './problem.ts';
import { statement, type Types } from './translate/index.ts';

/** Modules that are not here. */
export const foreign: RegExp = /\b(?:(?:torch|tf|pd|cv2|os|json|nn|self)\.|sklearn\.[a-z]\w*\.\w)/;

/** The statement as it should be; undefined where it cannot be read, or is right already. */
export function rewritten(place: Place, arrays: readonly string[] = []): string | undefined {
  const { statement: written, below, clauses, cell } = place;
  const types: Types = new Map([
    ...place.types,
    ...arrays.map(
      (name) =>
        [
          name.replace(/\s/g, '').replace(/^\(([^()]*)\)$/, '$1'),
          { type: 'NDArray', gives: undefined, fixed: false },
        ] as const,
    ),
  ]);
  const line = statement(written, { code: cell, types, below, clauses });
  // `f((3, 3))` differs in its brackets only.
  const isTuple = place.message.includes('comma operator');
  const same = line === undefined || (isTuple ? line === written.replace(/;\s*$/, '') : plain(line) === plain(written));
  // What stays of modules that are not here would not run.
  return same || foreign.test(line) ? undefined : line;
}

/** The sides of the marked operation that are arrays, as TypeScript names their types. */
export function arraysIn({ message, marked, types }: Place): string[] {
  const sides = /^([^]+?)\s*(?:\*\*|[*/%+-]|[<>]=?|[!=]==?)=?\s*([^]+)$/.exec(marked);
  const named = /types '(.+?)' and '(.+?)'/.exec(message);
  const found = !named || !sides ? [marked] : [1, 2].filter((i) => /^NDArray(?!\[)/.test(named[i]!)).map((i) => sides[i]!);
  return found.filter((name) => !types.has(name));
} // prettier-ignore

function plain(text: string): string {
  return text
    .replace(/\(\)/g, '\u0001')
    .replace(/[\s;()]/g, '')
    .replaceAll('"', "'");
}
