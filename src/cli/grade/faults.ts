/** @file What goes wrong with grading itself. Neither becomes a mark: the submission has no result until it is graded. */
import { FormatError, KernelabError } from '../../errors/index.ts';

/** The machine failed: a sandbox that did not start, a reference that was killed. Trying again may help. */
export class MachineFault extends KernelabError {
  override name = 'MachineFault' as const;
}

/** The lecturer's notebook does not answer its own questions: nobody can be graded by it. */
export class SourceFault extends FormatError {}
