// Korean particles behind a word that is known only when the text is said: `이(가)` becomes `이` or `가` by the last sound of the
// word. Texts are written with both forms, and here the one that fits is chosen. Plain JavaScript that needs nothing at all, since
// the library, the kernel and what runs before anything is installed all speak Korean.

/**
 * The two forms of each particle as texts write them: behind a sound that closes, behind an open one.
 *
 * @type {Readonly<Record<string, readonly [closed: string, open: string]>>}
 */
const forms = {
  '이(가)': ['이', '가'],
  '을(를)': ['을', '를'],
  '은(는)': ['은', '는'],
  '과(와)': ['과', '와'],
  '와(과)': ['과', '와'],
  '(으)로': ['으로', '로'],
  '(이)라': ['이라', '라'],
  '(이)나': ['이나', '나'],
};

/** A Korean syllable or a number (not the digits that end a name: `conv2`), a version, a closing quote perhaps, a particle. */
const behindWord =
  /([가-힣]|(?<![\p{L}\p{N}_.,])\d+(?:[.,]\d+)*|(?<=[가-힣])\d+)(['"`’”]?)(이\(가\)|을\(를\)|은\(는\)|과\(와\)|와\(과\)|\(으\)로|\(이\)라|\(이\)나)/gu;

/** Where the last digit's name ends in a consonant: 영 일 삼 육 칠 팔; that of 1, 7 and 8 is ㄹ. */
const closedDigits = '013678';
const rieulDigits = '178';
const RIEUL = 8;

/**
 * A text with the form of each particle that fits the Korean word or number before it; behind other words both stay.
 *
 * @param {string} text
 * @returns {string}
 */
export function withParticles(text) {
  return text.replace(behindWord, (_, /** @type {string} */ word, quote, particle) => {
    const [closed, open] = forms[particle];
    const last = word.at(-1);
    const final = (word.codePointAt(word.length - 1) - 0xac00) % 28;
    const isDigit = /\d/.test(last);
    const isClosed = isDigit ? closedDigits.includes(last) : final !== 0;
    const isRieul = isDigit ? rieulDigits.includes(last) : final === RIEUL;
    return word + quote + (isClosed && !(isRieul && particle === '(으)로') ? closed : open);
  });
}
