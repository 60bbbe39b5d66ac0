/** @file The notebook host, as any library finds it: what shows something in the cell that is running. */

interface Host {
  display(data: Record<string, unknown>, options?: { displayId?: string; update?: boolean }): void;
}

/** The host that globals.ts has installed. */
export function host(): Host {
  return (globalThis as unknown as Record<symbol, Host>)[Symbol.for('kernelab.host')]!;
}
