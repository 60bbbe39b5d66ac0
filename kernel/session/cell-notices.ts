/** @file The notices of one session's cells: what is said before a cell runs, and what its comparisons meet while it does. */
import type { TypeChecker } from '../checker/checker.ts';
import type { DeclaredName } from '../compile/cell.ts';
import type { Operator } from '../compile/operators.ts';
import type { Report } from '../ipc.ts';
import type { Library, Notice } from '../library.ts';
import { hiddenNames } from './messages.ts';
import { noticeContent, noticeOf, operatorTraps } from './notices.ts';

/** So many cells may tell what their comparisons met; of older ones that are called again nobody hears. */
const COMPARING_CELLS = 500;

/** A cell as its notices name it. */
interface Noticed {
  cell: number;
  label: string;
  code: string;
}

/** What notices need of their session. */
export interface NoticeParts {
  library: Library;
  checker: TypeChecker;
  /** False: nothing is said, as graded output wants it. */
  wanted: boolean;
  /** What is to be said once about the folder of the notebook. */
  aboutFolder: (() => Notice | undefined) | undefined;
  show: (output: Extract<Report, { type: 'display' }>) => void;
}

/** What runs, but hardly does what was meant. */
export class CellNotices {
  readonly #parts: NoticeParts;
  #saidAboutFolder = false;
  /** Cells with comparisons that report what they meet, by their numbers. */
  readonly #compared = new Map<number, { label: string; operators: readonly Operator[] }>();

  constructor(parts: NoticeParts) {
    this.#parts = parts;
  }

  /** What is said of a checked cell's operators, and the numbers of those of which only the values will tell. */
  async ofOperators(
    { cell, label, code }: Noticed,
    operators: readonly Operator[],
  ): Promise<{ traps: Notice[]; unknown: number[] }> {
    const { wanted, checker, library } = this.#parts;
    if (!wanted) return { traps: [], unknown: [] };
    const found = await operatorTraps(operators, { code, checker }, library);
    if (found.unknown.length > 0) {
      this.#compared.set(cell, { label, operators });
      if (this.#compared.size > COMPARING_CELLS) this.#compared.delete(this.#compared.keys().next().value!);
    }
    return found;
  }

  /** Says what in a cell that is about to run a beginner may not mean. An import from the library hides nothing. */
  say({ cell, label, code }: Noticed, declared: readonly DeclaredName[], traps: readonly Notice[]): void {
    const { wanted, checker, library, aboutFolder } = this.#parts;
    if (!wanted) return;
    const about = this.#saidAboutFolder ? undefined : aboutFolder?.();
    this.#saidAboutFolder = true;
    const names = declared.filter((d) => d.kind !== 'import' && d.kind !== 'type').map((d) => d.name);
    const known = checker.scope.userNames();
    const hidden = hiddenNames(
      names.filter((name) => !known.has(name)),
      library,
    ).map((text) => ({ ...text, cause: 'hidden name' }));
    const all = [...(about ? [about] : []), ...hidden, ...(library.notices?.(code) ?? []), ...traps];
    for (const notice of all) this.#show(cell, label, notice);
  }

  /** Says what a comparison that was watched met. */
  met({ cell, of, operator, left, right }: Extract<Report, { type: 'compared' }>): void {
    const { label, operators } = this.#compared.get(of) ?? {};
    const notice = operators && noticeOf(operators[operator]!, { left, right }, this.#parts.library);
    if (notice) this.#show(cell, label!, notice);
  }

  /** The process of the cells is another one: nothing of the earlier ones is called any more. */
  forget(): void {
    this.#compared.clear();
  }

  #show(cell: number, label: string, notice: Notice): void {
    this.#parts.show({ type: 'display', cell, update: false, content: noticeContent(notice, label) });
  }
}
