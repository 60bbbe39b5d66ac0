/**
 * @file Expressions in which Python and TypeScript are mixed, as trees. Whatever one of the two languages means by a
 * line is kept; a line that neither knows gives undefined, and then there is no advice from here.
 */
import { tokensOf, type Token } from './tokens.ts';

export type Expr =
  | { kind: 'number' | 'text' | 'name'; text: string }
  | { kind: 'attribute'; of: Expr; name: string }
  | { kind: 'call'; fn: Expr; args: Argument[] }
  | { kind: 'index'; of: Expr; items: Expr[] }
  | { kind: 'slice'; parts: (Expr | undefined)[] }
  | { kind: 'unary'; sign: string; of: Expr }
  | { kind: 'binary'; sign: string; left: Expr; right: Expr }
  | { kind: 'choice'; test: Expr; yes: Expr; no: Expr }
  | { kind: 'list'; items: Expr[]; round: boolean }
  | { kind: 'dict'; entries: { key: Expr; value: Expr | undefined }[] }
  | { kind: 'lambda'; names: string; body: Expr }
  | {
      kind: 'each';
      key: Expr | undefined;
      value: Expr;
      target: Expr;
      over: Expr;
      where: Expr | undefined;
      flat?: boolean;
    };

/** An argument, with its name where Python's `name=value` was written. */
export interface Argument {
  name?: string;
  value: Expr;
}

/** Signs between two sides, the loosest first. */
const levels: readonly (readonly string[])[] = [
  ['or', '||', '??'],
  ['and', '&&'],
  ['in', 'not in', 'is', 'is not', '<', '>', '<=', '>=', '==', '!=', '===', '!=='],
  ['|'],
  ['^'],
  ['&'],
  ['+', '-'],
  ['*', '/', '//', '%', '@'],
];
const keywords = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else', 'for', 'lambda', 'def', 'class', 'const', 'let', 'var',
  'return', 'function', 'elif', 'while', 'with', 'as', 'import', 'from', 'instanceof']); // prettier-ignore

class NotRead extends Error {}

/** The tree of a whole text; undefined when it is no expression of either language. */
export function parse(text: string): Expr | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined || tokens.length === 0) return undefined;
  try {
    const parser = new Parser(tokens);
    const tree = parser.several();
    parser.accept(';');
    return parser.done ? tree : undefined;
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

const compares = /^[<>=!]/;

/**
 * `a > 0 & a < 3`: Python takes `0 & a` together, and who wrote it meant both comparisons.
 */
function joined(tree: Expr): Expr {
  const [operands, signs]: [Expr[], string[]] = [[], []];
  for (let at = tree; ; at = at.left) {
    if (at.kind !== 'binary' || !compares.test(at.sign)) {
      operands.unshift(at);
      break;
    }
    operands.unshift(at.right);
    signs.unshift(at.sign);
  }
  const joins = (x: Expr): x is Expr & { kind: 'binary' } => x.kind === 'binary' && /^[&|]$/.test(x.sign);
  if (!operands.slice(1, -1).some(joins)) return tree;
  // Comparisons joined by &, and those by |
  let left = operands[0]!;
  let all: Expr | undefined;
  const any: Expr[] = [];
  for (const [i, sign] of signs.entries()) {
    const right = operands[i + 1]!;
    const isSplit = i < signs.length - 1 && joins(right);
    const one: Expr = { kind: 'binary', sign, left, right: isSplit ? right.left : right };
    all = all === undefined ? one : { kind: 'binary', sign: '&', left: all, right: one };
    left = isSplit ? right.right : right;
    if (!isSplit || right.sign !== '|') continue;
    any.push(all);
    all = undefined;
  }
  if (all !== undefined) any.push(all);
  return any.reduce((one, two) => ({ kind: 'binary', sign: '|', left: one, right: two }));
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  accept(text: string): boolean {
    if (this.#peek()?.text !== text) return false;
    this.#at++;
    return true;
  }

  /** One expression, or several with commas between them: a tuple without brackets. */
  several(): Expr {
    const first = this.#one();
    if (this.#peek()?.text !== ',') return first;
    const items = [first];
    while (this.accept(',')) if (!this.done) items.push(this.#one());
    return { kind: 'list', items, round: true };
  }

  #peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  #next(): Token {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new NotRead();
    return token;
  }

  #expect(text: string): void {
    if (!this.accept(text)) throw new NotRead();
  }

  #one(): Expr {
    if (this.accept('lambda')) return this.#lambda();
    if (this.accept('*') || this.accept('...')) {
      if (this.done || [']', ',', ')'].includes(this.#peek()!.text)) return { kind: 'name', text: '...' };
      return { kind: 'unary', sign: '...', of: this.#one() };
    }
    const arrow = this.#arrow();
    if (arrow) return arrow;
    const value = this.#binary(0);
    if (this.accept('if')) {
      const test = this.#binary(0);
      this.#expect('else');
      return { kind: 'choice', test, yes: value, no: this.#one() };
    }
    if (this.accept('?')) {
      const yes = this.#one();
      this.#expect(':');
      return { kind: 'choice', test: value, yes, no: this.#one() };
    }
    return value;
  }

  #lambda(): Expr {
    const names: string[] = [];
    while (!this.accept(':')) names.push(this.#next().text);
    return { kind: 'lambda', names: names.join('').replace(/,/g, ', ').replace(/=/g, ' = '), body: this.#one() };
  }

  /** `(x, i) => …` and `x => …`, with an expression as its body. */
  #arrow(): Expr | undefined {
    const start = this.#at;
    let names = '';
    const isArrow = (text: string | undefined): boolean => text === '=>' || text === '->';
    if (this.#peek()?.kind === 'name' && isArrow(this.#peek(1)?.text)) names = this.#next().text;
    else if (this.accept('(')) {
      const parts: string[] = [];
      while (!this.done && /^(?:[\w$]+|,|\[|\]|\.\.\.)$/.test(this.#peek()!.text)) parts.push(this.#next().text);
      if (this.accept(')')) names = parts.join('').replace(/,/g, ', ') || ' ';
    }
    if (names !== '' && (this.accept('=>') || this.accept('->')) && this.#peek()?.text !== '{') {
      return { kind: 'lambda', names: names.trim(), body: this.#one() };
    }
    this.#at = start;
    return undefined;
  }

  #binary(level: number): Expr {
    const signs = levels[level];
    if (signs === undefined) return this.#unary();
    let left = level === 2 && this.accept('not') ? this.#not() : this.#binary(level + 1);
    for (let sign = this.#sign(signs); sign !== undefined; sign = this.#sign(signs)) {
      left = { kind: 'binary', sign, left, right: this.#binary(level + 1) };
    }
    return level === 2 ? joined(left) : left;
  }

  #not(): Expr {
    return { kind: 'unary', sign: '!', of: this.#binary(2) };
  }

  #sign(signs: readonly string[]): string | undefined {
    const [one, two] = [this.#peek()?.text, this.#peek(1)?.text];
    const pair = `${one} ${two}`;
    if ((pair === 'not in' || pair === 'is not') && signs.includes(pair)) {
      this.#at += 2;
      return pair;
    }
    if (one === undefined || this.#peek()!.kind === 'text' || !signs.includes(one)) return undefined;
    this.#at++;
    return one;
  }

  #unary(): Expr {
    const sign = ['-', '+', '~', '!', 'await', 'new', 'typeof'].find((s) => this.accept(s));
    if (sign !== undefined) return { kind: 'unary', sign, of: this.#unary() };
    const base = this.#postfix(this.#atom());
    return this.accept('**') ? { kind: 'binary', sign: '**', left: base, right: this.#unary() } : base;
  }

  #postfix(start: Expr): Expr {
    let value = start;
    for (;;) {
      if (this.accept('.')) {
        const { kind, text } = this.#next();
        if (kind !== 'name') throw new NotRead();
        value = { kind: 'attribute', of: value, name: text };
      } else if (this.accept('(')) value = { kind: 'call', fn: value, args: this.#arguments() };
      else if (this.accept('[')) value = { kind: 'index', of: value, items: this.#until(']', () => this.#subscript()) };
      else return value;
    }
  }

  #arguments(): Argument[] {
    const args = this.#until(')', (): Argument => {
      if (this.#peek()?.kind === 'name' && this.#peek(1)?.text === '=') {
        const name = this.#next().text;
        this.#at++;
        return { name, value: this.#one() };
      }
      const value = this.#one();
      return { value: this.#peek()?.text === 'for' ? this.#each(undefined, value) : value };
    });
    return args;
  }

  #subscript(): Expr {
    const parts: (Expr | undefined)[] = [];
    const ends = (): boolean => [':', ',', ']'].includes(this.#peek()?.text ?? ']');
    const part = (): Expr | undefined => (ends() ? undefined : this.#one());
    const first = part();
    if (this.#peek()?.text !== ':') {
      if (first === undefined) throw new NotRead();
      return first;
    }
    parts.push(first);
    while (this.accept(':')) parts.push(part());
    return { kind: 'slice', parts };
  }

  #atom(): Expr {
    const { kind, text } = this.#next();
    if (kind === 'number' || kind === 'text') return { kind, text };
    if (kind === 'name') {
      if (keywords.has(text)) throw new NotRead();
      return { kind, text };
    }
    if (text === '(') return this.#round();
    if (text === '[') return this.#square();
    if (text === '{') return this.#curly();
    throw new NotRead();
  }

  #round(): Expr {
    if (this.accept(')')) return { kind: 'list', items: [], round: true };
    const first = this.#one();
    if (this.#peek()?.text === 'for') {
      const each = this.#each(undefined, first);
      this.#expect(')');
      return each;
    }
    if (this.accept(')')) return first;
    this.#expect(',');
    return { kind: 'list', items: [first, ...this.#until(')', () => this.#one())], round: true };
  }

  #square(): Expr {
    if (this.accept(']')) return { kind: 'list', items: [], round: false };
    const first = this.#one();
    if (this.#peek()?.text === 'for') {
      const each = this.#each(undefined, first);
      this.#expect(']');
      return each;
    }
    if (!this.accept(',')) {
      this.#expect(']');
      return { kind: 'list', items: [first], round: false };
    }
    return { kind: 'list', items: [first, ...this.#until(']', () => this.#one())], round: false };
  }

  #curly(): Expr {
    if (this.accept('}')) return { kind: 'dict', entries: [] };
    const entry = (): { key: Expr; value: Expr | undefined } => {
      const key = this.#one();
      return { key, value: this.accept(':') ? this.#one() : undefined };
    };
    const first = entry();
    if (this.#peek()?.text === 'for' && first.value) {
      const each = this.#each(first.key, first.value);
      this.#expect('}');
      return each;
    }
    if (!this.accept(',')) {
      this.#expect('}');
      return { kind: 'dict', entries: [first] };
    }
    return { kind: 'dict', entries: [first, ...this.#until('}', entry)] };
  }

  /** The rest of a comprehension, from `for` on. */
  #each(key: Expr | undefined, value: Expr): Expr {
    this.#expect('for');
    const names: Expr[] = [];
    do names.push(this.#postfix(this.#atom()));
    while (this.accept(','));
    this.#expect('in');
    const over = this.#binary(0);
    const where = this.accept('if') ? this.#binary(0) : undefined;
    const target: Expr = names.length === 1 ? names[0]! : { kind: 'list', items: names, round: true };
    // `for row in xs for x in row`: the second one is inside of the first
    const inner = this.#peek()?.text === 'for' ? this.#each(key, value) : undefined;
    if (inner?.kind === 'each')
      return { kind: 'each', key: undefined, value: { ...inner, flat: true }, target, over, where };
    return { kind: 'each', key, value, target, over, where };
  }

  #until<T>(end: string, item: () => T): T[] {
    const items: T[] = [];
    while (!this.accept(end)) {
      items.push(item());
      if (this.accept(end)) break;
      this.#expect(',');
    }
    return items;
  }
}
