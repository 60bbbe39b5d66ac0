import { KernelabError } from './kernelab-error.ts';

/** Shapes that do not fit together: broadcasting, reshape, a filter's thickness, a layer's input. */
export class ShapeError extends KernelabError {
  /** Its class, as a cell shows it. */
  override name = 'ShapeError' as const;
}
