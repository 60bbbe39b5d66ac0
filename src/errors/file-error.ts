import { KernelabError } from './kernelab-error.ts';

/** A file or folder that cannot be found, read or written (also: no space left). */
export class FileError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'FileError' as const;
}
