/** @file Names of blocks: in Python they stay after the block, in TypeScript they end with it. */

/** Names that Python's blocks give to what comes after them are declared before: `let x; if (a) { x = 1 }`. */
export function outside(text: string): string {
  const names = new Set<string>();
  const written = text.replace(/([{;] )(?:const|let) ([\w$]+)(?= = )/g, (_, before: string, name: string) => {
    names.add(name);
    return before + name;
  });
  return names.size === 0 ? text : `let ${[...names].join(', ')}; ${written}`;
}
