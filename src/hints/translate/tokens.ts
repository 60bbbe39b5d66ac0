/** @file The words of a line in which Python and TypeScript are mixed, as beginners write it. */

/** A name, a number, a text with its quotes (and Python's f before them), or a sign. */
export interface Token {
  kind: 'name' | 'number' | 'text' | 'sign';
  text: string;
}

const patterns: readonly [Token['kind'], RegExp][] = [
  ['text', /(?:[fFrRbB]{1,2}(?=["']))?(?:"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)/y],
  ['number', /(?:0x[\da-f]+|\d[\d_]*\.?\d*(?:e[+-]?\d+)?(?:j\b)?|\.\d+(?:e[+-]?\d+)?)/iy],
  ['name', /[\p{L}_$][\p{L}\p{N}_$]*/uy],
  ['sign', /\.\.\.|->|===|!==|\*\*=|\/\/=|=>|==|!=|<=|>=|\*\*|\/\/|&&|\|\||\?\?|\?\.|[-+*/%@&|]=|[-+*/%@&|^~!<>=?:.,;()[\]{}]/y],
]; // prettier-ignore

/** What follows Python's `//`, and rarely the `//` of a comment: one number, name or bracket, then the expression goes on. */
const divisor = /^\/\/=?\s*(?:[\d.]+|[A-Za-z_][\w.]*|\([^()]*\))\s*(?:[)\],:;+*/-]|$)/;

/** The tokens of a text without comments; undefined where it has a character that neither language uses. */
export function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const rest = text.slice(at);
    const ended = tokens.length === 0 || tokens.at(-1)!.text === ';';
    if (rest[0] === '#' || (rest.startsWith('//') && (ended || !divisor.test(rest)))) {
      const end = rest.indexOf('\n');
      if (end < 0) break;
      at += end;
      continue;
    }
    const token = tokenAt(text, at);
    if (token === undefined) return undefined;
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0] };
  }
  return undefined;
}
