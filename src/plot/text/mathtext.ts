/**
 * @file Formulas in titles, labels and legends: the part of matplotlib's mathtext between two `$` becomes Plotly's own markup
 * (`<sup>`, `<sub>`, `<i>`, `<b>`) and Unicode, so that page, PNG and SVG show the same without MathJax. A fraction is written
 * a/b, a root √(x). What is not understood stays as it was typed; nothing here raises.
 */
import { own } from '../../arguments/index.ts';
import { accents, functions, greek, operators, signs, spaces } from './math-symbols.ts';

/** A text as Plotly's markup: formulas set, everything else escaped, line breaks kept. */
export function markup(text: string): string {
  return recovered(text).split('\n').map(lineMarkup).join('<br>');
}

/** The characters of a text that will be seen, without markup: what is measured before Plotly draws. */
export function visibleText(text: string): string {
  if (!text.includes('$')) return text;
  return markup(text)
    .replaceAll('<br>', '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&#36;', '$')
    .replaceAll('&amp;', '&');
}

/** As matplotlib: formulas only where a line has an even number of `$`; `\$` is a dollar sign. */
function lineMarkup(line: string): string {
  const parts = line.split(/(?<!\\)\$/);
  if (parts.length % 2 === 0) return plain(line);
  return parts
    .map((part, i) => (i % 2 === 0 ? plain(part) : complete(part) ? formula(part) : `&#36;${escape(part)}&#36;`))
    .join('');
}

/** Whether the braces pair up and every `^` and `_` has something behind it; else the text stays as it was typed. */
function complete(source: string): boolean {
  let depth = 0;
  for (const brace of source.replace(/\\./gs, '').match(/[{}]/g) ?? []) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0 && source.trim() !== '' && !/[\^_]\s*([}^_]|$)/.test(source);
}

function plain(text: string): string {
  const escaped = escape(text.replaceAll('\\$', '$'));
  // Plotly would hand a pair of dollars to MathJax where a page has it.
  return escaped.split('$').length > 2 ? escaped.replaceAll('$', '&#36;') : escaped;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const controls: Readonly<Record<string, string>> = {
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\v': 'v',
};

/**
 * JavaScript reads `'\beta'` as a backspace and `eta`, `'\theta'` as a tab and `heta`: inside a formula a control character
 * followed by the rest of a command is that command.
 */
function recovered(text: string): string {
  if (!text.includes('$')) return text;
  return text.replace(/(?<!\\)\$[^$]*\$/g, (piece) =>
    piece.replace(/([\b\f\n\r\t\v])([a-zA-Z]+)/g, (whole, control: string, rest: string) => {
      const name = controls[control]! + rest;
      return isCommand(name) ? `\\${name}` : whole;
    }),
  );
}

const fonts: Readonly<Record<string, 'rm' | 'bf' | 'it'>> = {
  mathrm: 'rm',
  mathregular: 'rm',
  mathdefault: 'it',
  text: 'rm',
  textrm: 'rm',
  operatorname: 'rm',
  mathsf: 'rm',
  mathtt: 'rm',
  mathcal: 'it',
  mathbb: 'rm',
  mathbf: 'bf',
  textbf: 'bf',
  boldsymbol: 'bf',
  mathit: 'it',
  textit: 'it',
};

function isCommand(name: string): boolean {
  return (
    [greek, signs, operators, accents, spaces].some((names) => names.has(name)) ||
    functions.has(name) ||
    name in fonts ||
    ['frac', 'dfrac', 'tfrac', 'sqrt', 'left', 'right', 'binom'].includes(name)
  );
}

/**
 * Names that a backslash is put back to when it is missing: `'\alpha'` is `alpha` to JavaScript, without a word. Only such
 * whole words whose first letter has no meaning behind a backslash, and none that is a word of formulas by itself.
 */
function lostBackslash(word: string): boolean {
  return word.length > 1 && !'bfnrtvxu0'.includes(word[0]!) && isCommand(word) && !ordinary.has(word);
}
const ordinary = new Set([
  'le',
  'll',
  'ge',
  'gg',
  'in',
  'dot',
  'star',
  'circ',
  'angle',
  'dots',
  'square',
  'cap',
  'cup',
]);

/** A piece of a formula: its markup, and whether it is one symbol (a fraction of such needs no brackets). */
interface Piece {
  html: string;
  single: boolean;
  kind: 'atom' | 'operator' | 'open' | 'space';
}

function formula(source: string): string {
  const reader = new Reader(source);
  return reader.row(() => reader.done).html;
}

const between = /[=+\-*<>]/;
const typed: Readonly<Record<string, string>> = { '-': '−', '*': '∗', "'": '′' };
const thin = '\u2009';

/** Reads a formula from left to right. */
class Reader {
  private readonly source: string;
  private at = 0;
  private font: 'rm' | 'bf' | 'it' = 'it';

  constructor(source: string) {
    this.source = source;
  }

  get done(): boolean {
    return this.at >= this.source.length;
  }

  /** Pieces up to where `end` holds. */
  row(end: () => boolean): Piece {
    const pieces: Piece[] = [];
    while (!this.done && !end()) {
      const piece = '^_'.includes(this.source[this.at]!) ? this.script(pieces.at(-1)) : this.piece();
      if (piece) pieces.push(piece);
    }
    const html = pieces.map((piece, i) => {
      const before = pieces[i - 1]?.kind;
      const spaced = piece.kind === 'operator' && before === 'atom' && i < pieces.length - 1;
      return spaced ? thin + piece.html + thin : piece.html;
    });
    // Neighbouring letters share one tag.
    return {
      html: html.join('').replaceAll('</i><i>', '').replaceAll('</b><b>', ''),
      single: pieces.length <= 1 && (pieces[0]?.single ?? true),
      kind: 'atom',
    };
  }

  /** `^…` or `_…`. */
  private script(base: Piece | undefined): Piece | undefined {
    const sign = this.source[this.at++];
    const { html } = this.argument();
    if (base) base.single = true;
    // A degree is not a small circle.
    if (sign === '^' && html === '∘') return atom('°');
    const tag = sign === '^' ? 'sup' : 'sub';
    return html === '' ? undefined : atom(`<${tag}>${html}</${tag}>`);
  }

  private piece(): Piece | undefined {
    const word = /^[a-zA-Z]+/.exec(this.source.slice(this.at))?.[0];
    if (word && this.font === 'it' && lostBackslash(word)) {
      this.at += word.length;
      return this.command(word);
    }
    const character = String.fromCodePoint(this.source.codePointAt(this.at)!);
    if (character === '\\') {
      const name = /^([a-zA-Z]+|[^a-zA-Z])/u.exec(this.source.slice(this.at + 1))?.[0] ?? '';
      this.at += 1 + name.length;
      if (/^[a-zA-Z]/.test(name)) this.at += /^ */.exec(this.source.slice(this.at))![0].length;
      return this.command(name);
    }
    if (character === '{') return this.group();
    this.at += character.length;
    if (/\s/.test(character)) return this.font === 'rm' ? space(character) : undefined;
    if (character === '}') return undefined;
    if (between.test(character) && this.font !== 'rm') return operator(typed[character] ?? escape(character));
    if (character === ',') return atom(`,${this.font === 'rm' ? '' : thin}`);
    if ('([|'.includes(character)) return { html: character, single: true, kind: 'open' };
    return atom(/\p{L}/u.test(character) ? this.letter(character) : (typed[character] ?? escape(character)));
  }

  private letter(character: string): string {
    if (this.font === 'rm' || !/[a-zA-Z\u0370-\u03ff]/.test(character)) {
      return this.font === 'bf' ? `<b>${character}</b>` : character;
    }
    return this.font === 'bf' ? `<b>${character}</b>` : `<i>${character}</i>`;
  }

  private command(name: string): Piece | undefined {
    const letter = greek.get(name);
    if (letter) return atom(this.letter(letter));
    const sign = signs.get(name);
    if (sign) return atom(escape(sign));
    const between = operators.get(name);
    if (between) return operator(between);
    const gap = spaces.get(name);
    if (gap !== undefined) return space(gap);
    if (functions.has(name)) return atom(name + (/^[\s]*[a-zA-Z\\]/.test(this.source.slice(this.at)) ? thin : ''));
    const accent = accents.get(name);
    if (accent) return this.accented(accent);
    const font = own(fonts, name);
    if (font !== undefined) return this.inFont(font);
    switch (name) {
      case 'frac':
      case 'dfrac':
      case 'tfrac':
        return { ...atom(`${bracketed(this.argument())}/${bracketed(this.argument())}`), single: false };
      case 'binom':
        return atom(`(${this.argument().html} ${this.argument().html})`);
      case 'sqrt':
        return this.root();
      case 'left':
      case 'right':
        if (this.source[this.at] === '.') this.at++;
        return undefined;
      default:
        // A brace, a percent sign … behind a backslash is itself; an unknown word stays as it was typed.
        return /^[^a-zA-Z]$/.test(name) && name !== '\\' ? atom(escape(name)) : atom(`\\${escape(name)}`);
    }
  }

  /** What a command or a script takes: a group in braces, a command, or one character. */
  private argument(): Piece {
    while (this.source[this.at] === ' ') this.at++;
    if (this.done) return { html: '', single: true, kind: 'atom' };
    const word = /^[a-zA-Z]+/.exec(this.source.slice(this.at))?.[0];
    if (word && word.length > 1 && !lostBackslash(word)) return atom(this.letter(this.source[this.at++]!));
    return this.piece() ?? { html: '', single: true, kind: 'atom' };
  }

  private group(): Piece {
    this.at++;
    const inner = this.row(() => this.source[this.at] === '}');
    this.at++;
    return inner;
  }

  private inFont(font: 'rm' | 'bf' | 'it'): Piece {
    const outer = this.font;
    this.font = font;
    const inner = this.argument();
    this.font = outer;
    return { ...inner, single: true };
  }

  /** A mark over one letter; over several it follows each. */
  private accented(mark: string): Piece {
    const { html } = this.argument();
    const marked = html.replace(/(<[^>]*>)|([^<>])/gu, (_, tag?: string, letter?: string) =>
      tag ? tag : `${letter}${mark}`.normalize('NFC'),
    );
    return atom(marked);
  }

  private root(): Piece {
    let degree = '';
    if (this.source[this.at] === '[') {
      this.at++;
      degree = this.row(() => this.source[this.at] === ']').html;
      this.at++;
    }
    return atom(`${degree && `<sup>${degree}</sup>`}√${bracketed(this.argument())}`);
  }
}

function atom(html: string): Piece {
  return { html, single: true, kind: 'atom' };
}

function operator(html: string): Piece {
  return { html, single: true, kind: 'operator' };
}

function space(html: string): Piece {
  return { html, single: true, kind: 'space' };
}

/** A number, a letter or a word needs no brackets, everything longer does. */
function bracketed({ html, single }: Piece): string {
  return single || /^([\d.]+|<i>[^<]+<\/i>)$/.test(html) ? html : `(${html})`;
}
