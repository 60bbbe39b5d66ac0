import { KernelabError } from './kernelab-error.ts';

/** An axis that the array does not have. */
export class AxisError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'AxisError' as const;
}
