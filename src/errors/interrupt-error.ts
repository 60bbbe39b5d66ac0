import { KernelabError } from './kernelab-error.ts';

/** Work that was stopped by the user (the Stop button, Ctrl-C, an AbortSignal). */
export class InterruptError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'InterruptError' as const;
}
