/** @file The names a cell declares, read without parsing: for a cell that is still being written or that does not parse. */

const word = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;
const words = new RegExp(word, 'gu');
const declaration = new RegExp(
  String.raw`^\s*(?:export\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(let|const|var|function\*?|class|interface|type|enum|namespace)\s+(${word})`,
  'u',
);
const another = new RegExp(String.raw`^\s*(${word})\s*(?::[^=]*)?(?:=(?![=>])|$)`, 'u');

/** Names declared at the start of a line, or behind a semicolon outside of brackets. */
export function ownNames(code: string): Set<string> {
  const names = new Set<string>();
  for (const line of code.split('\n')) {
    for (const statement of apart(line, ';')) {
      const [, kind, first] = declaration.exec(statement) ?? [];
      if (first === undefined) continue;
      names.add(first);
      if (!/^(?:let|const|var)$/.test(kind!)) continue;
      for (const part of apart(statement, ',').slice(1)) {
        const name = another.exec(part)?.[1];
        if (name !== undefined) names.add(name);
      }
    }
  }
  for (const match of code.matchAll(/^\s*import\s+([^'"]*?)\s+from\b/gm)) {
    for (const name of match[1]!.match(words) ?? []) names.add(name);
  }
  for (const match of code.matchAll(/^\s*(?:let|const|var)\s*[{[]([^=]*)[}\]]\s*=/gm)) {
    for (const name of match[1]!.match(words) ?? []) names.add(name);
  }
  return names;
}

/** The parts of a line between signs that stand outside of brackets and quotes. */
function apart(line: string, sign: string): string[] {
  const parts = [''];
  let [depth, quote] = [0, ''];
  for (const letter of line) {
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (/["'`]/.test(letter)) quote = letter;
    else if (/[([{]/.test(letter)) depth++;
    else if (/[)\]}]/.test(letter)) depth--;
    else if (letter === sign && depth <= 0) {
      parts.push('');
      continue;
    }
    parts[parts.length - 1] += letter;
  }
  return parts;
}
