/** @file Looking up what a call or a file names. */

/**
 * What a table says of a name itself: names out of files and calls must not find what every object inherits (`constructor`,
 * `toString`, `__proto__`).
 */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
