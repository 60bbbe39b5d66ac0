/** @file Takes the types out of TypeScript: what the compiler needs of Node's stripping, or of another in a browser. */

/** JavaScript; `map` (JSON) leads back to the source where positions were not kept. */
export interface JavaScript {
  code: string;
  map?: string;
  /** It had JSX in it. `from`: the package whose elements those are. */
  jsx?: { from?: string | undefined };
}

export interface Stripper {
  /**
   * The JavaScript of a cell. Positions stay wherever only types had to go; enums, namespaces and parameter properties
   * are more than types and are rewritten.
   * @throws CellSyntaxError
   */
  javascriptOf(source: string): Promise<JavaScript>;
  /** JavaScript that any engine runs (without decorators), always with a map. @throws CellSyntaxError */
  lowered(source: string): Promise<JavaScript>;
  /** Ends what it has started. */
  stop?(): void;
}

/** TypeScript that is not TypeScript. `incomplete`: more lines could still make it right. */
export class CellSyntaxError extends Error {
  override name = 'SyntaxError' as const;
  readonly incomplete: boolean;

  constructor(message: string, incomplete: boolean) {
    super(message);
    this.incomplete = incomplete;
  }
}

/** Whether the text stops where an expression must go on: `a +`, `foo(1,`, `x.y.`. */
export function endsOpen(source: string): boolean {
  return (
    /(?:[-+*/%&|^=<>?:,.([{]|=>|\b(?:await|new|return|typeof|of|in))\s*$/.test(source) &&
    !/(?:\+\+|--)\s*$/.test(source)
  );
}
