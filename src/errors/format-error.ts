import { KernelabError } from './kernelab-error.ts';

/** Bytes that are not what their format says: a broken PNG, a truncated npy, a notebook that is no JSON. */
export class FormatError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'FormatError' as const;
}
