import { KernelabError } from './kernelab-error.ts';

/** A download that failed: no network, a refusal, a cut connection, a wrong checksum. */
export class NetworkError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'NetworkError' as const;
}
