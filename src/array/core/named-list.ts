/** @file Results of several parts, where NumPy gives a named tuple: a list that also has its parts by name, and prints by name. */

/**
 * The parts in their order as a list, `const [q, r] = …`, and by name, `.q`. What is `hidden` can be read by name only. (Names are
 * not enumerable, or a cell would show every part twice.)
 */
export function namedList(
  parts: Readonly<Record<string, unknown>>,
  hidden: Readonly<Record<string, unknown>> = {},
): unknown[] {
  const list = Object.values(parts);
  for (const [name, value] of Object.entries({ ...hidden, ...parts })) Object.defineProperty(list, name, { value });
  Object.defineProperty(list, Symbol.for('nodejs.util.inspect.custom'), { value: () => parts });
  return list;
}
