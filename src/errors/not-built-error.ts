import { KernelabError } from './kernelab-error.ts';

/** A model or layer that was used before it has weights, or before compile. */
export class NotBuiltError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'NotBuiltError' as const;
}
