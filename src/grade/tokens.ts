/**
 * @file A program as the tokens that its author cannot change without changing what it does: comments, spaces, the names that one
 * chooses oneself and the spelling of numbers are gone. A text that does not parse has tokens as well.
 */

const pattern =
  /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|\s+|(?<text>"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\.|[^`\\])*`?)|(?<number>(?:0[xX][\da-fA-F]+|(?:\d[\d_]*\.?[\d_]*|\.\d+)(?:[eE][+-]?\d+)?)n?)|(?<word>[\p{ID_Start}$_#][\p{ID_Continue}$]*)|(?<sign>=>|\.\.\.|\?\?=?|\?\.|\*\*=?|[-+*/%&|^]=|&&=?|\|\|=?|\+\+|--|<<=?|>>>?=?|[=!]==?|[<>]=?|[^])/gu;

const keywords = new Set(
  `async await break case catch class continue default delete do else extends export false finally for from function get if import
  in instanceof new null of return set static super switch this throw true try typeof undefined void while yield NaN Infinity
  Math Number Array Object String Boolean Map Set JSON Float32Array Float64Array Uint8Array np cnn image keras layers plt check`.split(
    /\s+/,
  ),
);

/**
 * The tokens of JavaScript. `given` are names that do not count as chosen, because they stood in what was handed out; what
 * comes after a dot is always kept, since most of it is the library's.
 */
export function tokensOf(source: string, given: ReadonlySet<string> = new Set()): string[] {
  const tokens: string[] = [];
  for (const { groups = {}, 0: whole } of source.matchAll(pattern)) {
    const { text, number, word, sign } = groups;
    if (text !== undefined) tokens.push("''");
    else if (number !== undefined) tokens.push(String(Number(number.replace(/_|n$/g, ''))));
    else if (word !== undefined) {
      const isMember = tokens.at(-1) === '.' || tokens.at(-1) === '?.';
      if (word === 'const' || word === 'let' || word === 'var') tokens.push('let');
      else tokens.push(isMember || keywords.has(word) || given.has(word) ? word : 'v');
    } else if (sign !== undefined && whole !== ';') tokens.push(sign);
  }
  return tokens.flatMap((token, i) => {
    // `i += 1` is `i++`, and a comma before a closing bracket is taste.
    if (token === '1' && (tokens[i - 1] === '+=' || tokens[i - 1] === '-=')) return [];
    if ((token === '+=' || token === '-=') && tokens[i + 1] === '1') return [token === '+=' ? '++' : '--'];
    return token === ',' && /^[)\]}]$/.test(tokens[i + 1] ?? '') ? [] : [token];
  });
}

/** The words of a text: what was handed out gives the names that are nobody's choice. */
export function namesIn(source: string): Set<string> {
  return new Set(source.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []);
}
