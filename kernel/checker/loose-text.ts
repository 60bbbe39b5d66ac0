/** @file A cell as the type checker reads it, with texts put in that are not the student's; and the way back to the student's places. */
import type { Insertion } from '../compile/loose.ts';

/** A place as the language server counts: from 0, in UTF-16 units. */
export interface Position {
  line: number;
  character: number;
}

/** Nothing that is put in has a line of its own, so only columns differ. */
export class LooseText {
  /** What the type checker reads. */
  readonly text: string;
  /** By line: where something was put in, and how much. */
  readonly #columns = new Map<number, { column: number; length: number }[]>();

  constructor(code: string, insertions: readonly Insertion[] = []) {
    let [text, end] = ['', 0];
    for (const { at, text: inserted } of insertions) {
      text += code.slice(end, at) + inserted;
      end = at;
      const before = code.slice(0, at);
      const line = before.split('\n').length - 1;
      const columns = this.#columns.get(line) ?? [];
      columns.push({ column: at - (before.lastIndexOf('\n') + 1), length: inserted.length });
      this.#columns.set(line, columns);
    }
    this.text = text + code.slice(end);
  }

  /** Where a place of the cell is in the text; lines are the cell's own. */
  toText({ line, character }: Position): Position {
    const before = (this.#columns.get(line) ?? []).filter(({ column }) => column <= character);
    return { line, character: character + before.reduce((sum, { length }) => sum + length, 0) };
  }

  /** Where a place of the text is in the cell. */
  toCode({ line, character }: Position): Position {
    let own = character;
    for (const { column, length } of this.#columns.get(line) ?? []) {
      if (own <= column) break;
      own = Math.max(column, own - length);
    }
    return { line, character: own };
  }
}
