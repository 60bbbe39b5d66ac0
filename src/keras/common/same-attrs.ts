/** @file Whether the settings of two nodes of a graph are the same. */
/** Whether two nodes were made with the same settings. */
export function sameAttrs(a: object, b: object): boolean {
  return Object.entries(a).every(([key, value]) => sameValue(value, (b as Record<string, unknown>)[key]));
}

/** Equal numbers, words and lists of them. A rule of a gradient has done its work when the graph stands; a variable is itself. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || typeof a === 'function') return true;
  if (ArrayBuffer.isView(a) || Array.isArray(a)) {
    const [x, y] = [a as ArrayLike<unknown>, b as ArrayLike<unknown>];
    if (x.length !== y.length) return false;
    for (let i = 0; i < x.length; i++) if (!sameValue(x[i], y[i])) return false;
    return true;
  }
  const isPlain = typeof a === 'object' && a !== null && Object.getPrototypeOf(a) === Object.prototype;
  return isPlain && typeof b === 'object' && b !== null && sameAttrs(a, b);
}
