import { KernelabError } from './kernelab-error.ts';

/** An index or a slice that points outside an array, or that is not an index at all. */
export class IndexError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'IndexError' as const;
}
