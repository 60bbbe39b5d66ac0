import { KernelabError } from './kernelab-error.ts';

/** Memory that is not to be had: smaller pieces may fit. */
export class MemoryError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'MemoryError' as const;
}
