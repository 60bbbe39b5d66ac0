import { KernelabError } from './kernelab-error.ts';

/** An argument whose type is right and whose value is not. */
export class ValueError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'ValueError' as const;
}
