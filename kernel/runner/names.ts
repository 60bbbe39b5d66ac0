/** @file The names that cells share: each is declared once, as a variable of the global script scope, which all later scripts see. */
import { Script } from 'node:vm';

const declared = new Set<string>();

/** Declares names, as they are called at run time; gives those that are new. */
export function declareShared(names: readonly string[]): string[] {
  const fresh = names.filter((name) => !declared.has(name));
  if (fresh.length > 0) new Script(`let ${fresh.join(', ')};`).runInThisContext();
  for (const name of fresh) declared.add(name);
  return fresh;
}
