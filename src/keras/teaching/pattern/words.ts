/**
 * @file Reads an architecture written as a line of words, `[((CONV => RELU)*m => POOL)*n => (FC => RELU)*k]`:
 *
 *     chain := item ((`=>` | `->` | `→` | `-`) item)*
 *     item  := (WORD | `(` chain `)` | `[` chain `]`) (`*` (number | m | n | k))?
 */
import { ValueError, nearest, type Translated } from '../../../errors/index.ts';

const WORDS = ['INPUT', 'CONV', 'RELU', 'POOL', 'FC'] as const;

/** A word of a pattern: what one layer does. */
export type PatternWord = (typeof WORDS)[number];

/** How often a group is repeated where the pattern has a letter; undefined: the letter was not given. */
export type Repeats = Readonly<Record<'m' | 'n' | 'k', number | undefined>>;

const TOKEN = /\s*(=>|->|→|[A-Za-z]+|\d+|\S)/gy;
const ARROWS = new Set(['=>', '->', '→', '-']);
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' };
/** More layers than this are a slip of the keyboard (`*50` for `*5`). */
const MOST = 1000;

interface Token {
  readonly text: string;
  /** Where it begins, counted from 1. */
  readonly place: number;
}

/** The words in the order of their layers, repetitions written out. @throws ValueError that says where the pattern cannot be read */
export function wordsOf(pattern: string, repeats: Repeats, who: string): PatternWord[] {
  return new Reader(pattern, repeats, who).read();
}

class Reader {
  private readonly tokens: readonly Token[];
  private readonly repeats: Repeats;
  private readonly pattern: string;
  private readonly who: string;
  private at = 0;

  constructor(pattern: string, repeats: Repeats, who: string) {
    this.pattern = pattern;
    this.repeats = repeats;
    this.who = who;
    this.tokens = Array.from(pattern.matchAll(TOKEN), (found) => ({
      text: found[1]!,
      place: found.index + found[0].length - found[1]!.length + 1,
    }));
  }

  read(): PatternWord[] {
    const words = this.chain();
    if (this.at < this.tokens.length) this.refuse({ en: 'parts are joined by =>', ko: '부분과 부분은 =>로 잇습니다' });
    return words;
  }

  private chain(): PatternWord[] {
    const words = [...this.item()];
    while (ARROWS.has(this.next ?? '')) {
      this.at++;
      words.push(...this.item());
      if (words.length > MOST)
        this.refuse({ en: `at most ${MOST} layers are built`, ko: `층은 최대 ${MOST}개까지 만듭니다` });
    }
    return words;
  }

  private item(): PatternWord[] {
    const part = this.part();
    if (this.next !== '*') return part;
    this.at++;
    const times = this.times();
    // A group that is repeated 0 times is empty, and still not worth a billion rounds.
    if (times * Math.max(1, part.length) > MOST)
      this.refuse({ en: `at most ${MOST} layers are built`, ko: `층은 최대 ${MOST}개까지 만듭니다` });
    return Array.from({ length: times }, () => part).flat();
  }

  private part(): PatternWord[] {
    const { next } = this;
    const closing = CLOSING[next ?? ''];
    if (closing !== undefined) {
      this.at++;
      const words = this.chain();
      if (this.next !== closing)
        this.refuse({ en: `'${next}' is closed by '${closing}'`, ko: `'${next}'은(는) '${closing}'(으)로 닫습니다` });
      this.at++;
      return words;
    }
    const word = WORDS.find((each) => each === next?.toUpperCase());
    if (word === undefined) {
      const near = next === undefined ? undefined : nearest(next.toUpperCase(), WORDS);
      this.refuse(
        {
          en: `a part is one of ${WORDS.join(', ')} or a group in brackets`,
          ko: `부분은 ${WORDS.join(', ')} 가운데 하나이거나 괄호로 묶은 것입니다`,
        },
        near === undefined ? undefined : { en: `Did you mean '${near}'?`, ko: `'${near}'을(를) 뜻했나요?` },
      );
    }
    this.at++;
    return [word];
  }

  private times(): number {
    const { next } = this;
    if (next !== undefined && /^\d+$/.test(next)) {
      this.at++;
      return Number(next);
    }
    if (next !== 'm' && next !== 'n' && next !== 'k')
      this.refuse({ en: 'behind * comes a number, m, n or k', ko: '* 뒤에는 수나 m, n, k가 옵니다' });
    const times = this.repeats[next];
    if (times === undefined) {
      this.refuse(
        {
          en: `the pattern repeats a group ${next} times, and ${next} is not given`,
          ko: `묶음을 ${next}번 되풀이하라고 했는데 ${next}이(가) 없습니다`,
        },
        {
          en: `Give it as an option, { ${next}: 2 }, or write *2`,
          ko: `옵션 { ${next}: 2 }(으)로 주거나 *2라고 쓰세요`,
        },
      );
    }
    this.at++;
    return times;
  }

  /** The token that comes next; undefined at the end. */
  private get next(): string | undefined {
    return this.tokens[this.at]?.text;
  }

  private refuse(rule: Translated, hint?: Translated): never {
    const token = this.tokens[this.at];
    throw new ValueError({
      who: this.who,
      rule,
      received: token
        ? {
            en: `'${token.text}' at place ${token.place} of '${this.pattern}'`,
            ko: `'${this.pattern}'의 ${token.place}번째 자리의 '${token.text}'`,
          }
        : { en: `the end of '${this.pattern}'`, ko: `'${this.pattern}'의 끝` },
      hint,
    });
  }
}
