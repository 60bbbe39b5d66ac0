import { KernelabError } from '../../errors/index.ts';

/** A matrix that has no answer: singular, not positive definite, not symmetric, no convergence. */
export class LinAlgError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'LinAlgError' as const;
}
