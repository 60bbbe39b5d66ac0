import { KernelabError, type ErrorFacts } from './kernelab-error.ts';

/** A check that did not hold: `check.close(mine, expected)`. The cell in which it stands goes on to its end and fails then. */
export class CheckError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'CheckError' as const;
  /** The checks that failed, where a cell has several. */
  readonly errors: readonly CheckError[] | undefined;

  constructor(facts: ErrorFacts, errors?: readonly CheckError[]) {
    super(facts);
    this.errors = errors;
  }
}
