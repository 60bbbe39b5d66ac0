/** @file What completion calls the library's members, by the types they are declared with. */

/** `BinaryFunction<number>` is a function, `Factory<Dense, …, []>` and `typeof Dense` are classes. */
export function kindOfType(type: string): string | undefined {
  if (/^typeof [A-Z]|^\w*Factory\d?\b/.test(type)) return 'class'; // layers and models
  return /^\w*(?:Function|Reduction|Median|Quantile)\b/.test(type) ? 'function' : undefined;
}
