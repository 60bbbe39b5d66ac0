/** @file The names a cell declares, read without parsing: for a cell that is still being written or that does not parse. */

const word = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;
const words = new RegExp(word, 'gu');
const declaration = new RegExp(
  String.raw`^\s*(?:export\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:let|const|var|function\*?|class|interface|type|enum|namespace)\s+(${word})`,
  'gmu',
);

/** Names declared at the start of a line. */
export function ownNames(code: string): Set<string> {
  const names = new Set<string>();
  for (const match of code.matchAll(declaration)) names.add(match[1]!);
  for (const match of code.matchAll(/^\s*import\s+([^'"]*?)\s+from\b/gm)) {
    for (const name of match[1]!.match(words) ?? []) names.add(name);
  }
  for (const match of code.matchAll(/^\s*(?:let|const|var)\s*[{[]([^=]*)[}\]]\s*=/gm)) {
    for (const name of match[1]!.match(words) ?? []) names.add(name);
  }
  return names;
}
