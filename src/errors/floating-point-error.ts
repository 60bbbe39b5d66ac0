import { KernelabError } from './kernelab-error.ts';

/** A division by zero, an overflow or an invalid value where `np.errstate` or `np.seterr` asks for an error. */
export class FloatingPointError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'FloatingPointError' as const;
}
