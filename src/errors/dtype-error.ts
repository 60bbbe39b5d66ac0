import { KernelabError } from './kernelab-error.ts';

/** A value of the wrong element type, or one that the type cannot hold. */
export class DTypeError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'DTypeError' as const;
}
