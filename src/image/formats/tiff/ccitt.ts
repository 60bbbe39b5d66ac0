/**
 * @file The packings of faxes, for pictures of one bit: Huffman codes of run lengths (TIFF's compression 2), ITU-T T.4 (3, "Group 3",
 * in one or two dimensions) and T.6 (4, "Group 4"). Source of the codes: T.4, tables 2 to 4; TIFF 6.0, sections 10 and 11.
 * White is 0, black is 1, whatever the picture calls them.
 */
import type { Translated } from '../../../errors/index.ts';

/** Codes of the runs 0 to 63, then of 64, 128, … 1728. */
const whiteCodes =
  '00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101 101010 101011 0100111 ' +
  '0001100 0001000 0010111 0000011 0000100 0101000 0101011 0010011 0100100 0011000 00000010 00000011 00011010 00011011 ' +
  '00010010 00010011 00010100 00010101 00010110 00010111 00101000 00101001 00101010 00101011 00101100 00101101 00000100 ' +
  '00000101 00001010 00001011 01010010 01010011 01010100 01010101 00100100 00100101 01011000 01011001 01011010 01011011 ' +
  '01001010 01001011 00110010 00110011 00110100 11011 10010 010111 0110111 00110110 00110111 01100100 01100101 01101000 ' +
  '01100111 011001100 011001101 011010010 011010011 011010100 011010101 011010110 011010111 011011000 011011001 011011010 ' +
  '011011011 010011000 010011001 010011010 011000 010011011';
const blackCodes =
  '0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 000011000 0000010111 ' +
  '0000011000 0000001000 00001100111 00001101000 00001101100 00000110111 00000101000 00000010111 00000011000 000011001010 ' +
  '000011001011 000011001100 000011001101 000001101000 000001101001 000001101010 000001101011 000011010010 000011010011 ' +
  '000011010100 000011010101 000011010110 000011010111 000001101100 000001101101 000011011010 000011011011 000001010100 ' +
  '000001010101 000001010110 000001010111 000001100100 000001100101 000001010010 000001010011 000000100100 000000110111 ' +
  '000000111000 000000100111 000000101000 000001011000 000001011001 000000101011 000000101100 000001011010 000001100110 ' +
  '000001100111 0000001111 000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 0000001101100 ' +
  '0000001101101 0000001001010 0000001001011 0000001001100 0000001001101 0000001110010 0000001110011 0000001110100 ' +
  '0000001110101 0000001110110 0000001110111 0000001010010 0000001010011 0000001010100 0000001010101 0000001011010 ' +
  '0000001011011 0000001100100 0000001100101';
/** Of 1792, 1856, … 2560 in both colours. */
const longCodes =
  '00000001000 00000001100 00000001101 000000010010 000000010011 000000010100 000000010101 000000010110 000000010111 ' +
  '000000011100 000000011101 000000011110 000000011111';

type CodeTable = ReadonlyMap<number, number>;

/** Values by a code with a 1 before it, so that leading zeros count. */
function tableOf(rows: readonly (readonly [code: string, value: number])[]): CodeTable {
  return new Map(rows.map(([code, value]) => [Number.parseInt(`1${code}`, 2), value]));
}

function runTable(codes: string): CodeTable {
  const own = codes.split(' ').map((code, i) => [code, i < 64 ? i : (i - 63) * 64] as const);
  const long = longCodes.split(' ').map((code, i) => [code, 1792 + 64 * i] as const);
  return tableOf([...own, ...long]);
}

const runs = [runTable(whiteCodes), runTable(blackCodes)] as const;

const PASS = 10;
const HORIZONTAL = 11;
/** How a row differs from the one above: a number is how far the next change stands from the one there. */
const modes = tableOf([
  ['1', 0],
  ['011', 1],
  ['000011', 2],
  ['0000011', 3],
  ['010', -1],
  ['000010', -2],
  ['0000010', -3],
  ['0001', PASS],
  ['001', HORIZONTAL],
]);

/** What a strip holds. */
export interface FaxBlock {
  /** Pixels in a row. */
  readonly width: number;
  readonly rows: number;
  /** Of Group 3: rows may be written as differences from the one above (T4Options, bit 0). */
  readonly twoDimensional: boolean;
}

/** What is wrong with the data. */
class FaxFault extends Error {
  readonly text: Translated;

  constructor(text: Translated) {
    super(text.en);
    this.text = text;
  }
}

/** Unpacks by `kind`, TIFF's number of the packing. Fills `out` with rows of whole bytes, or says what is wrong. */
export function unpackFax(
  kind: 2 | 3 | 4,
  packed: Uint8Array,
  out: Uint8Array,
  { width, rows, twoDimensional }: FaxBlock,
): Translated | undefined {
  const bits = new Bits(packed);
  const rowBytes = Math.ceil(width / 8);
  let above: readonly number[] = [];
  try {
    for (let y = 0; y < rows; y++) {
      const isDifference = kind === 4 || (kind === 3 && rowIsDifference(bits, twoDimensional));
      above = isDifference ? differenceRow(bits, above, width) : runRow(bits, width);
      paint(above, width, out.subarray(y * rowBytes, (y + 1) * rowBytes));
      if (kind === 2) bits.toByte();
    }
  } catch (error) {
    if (error instanceof FaxFault) return error.text;
    throw error;
  }
  return undefined;
}

/** Bits from the highest of the first byte on. */
class Bits {
  readonly #bytes: Uint8Array;
  /** In bits. */
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(): number {
    const byte = this.#bytes[this.#at >> 3];
    if (byte === undefined) throw new FaxFault({ en: 'the data end too early', ko: '데이터가 너무 일찍 끝남' });
    return (byte >> (7 - (this.#at++ & 7))) & 1;
  }

  /** Goes on to the next whole byte. */
  toByte(): void {
    this.#at = (this.#at + 7) & ~7;
  }

  /** Reads the end of a row, eleven or more zeros and a one, if that is what comes. */
  skipEndOfRow(): boolean {
    const start = this.#at;
    let zeros = 0;
    while (this.#at >> 3 < this.#bytes.length && this.next() === 0) zeros++;
    if (zeros >= 11) return true;
    this.#at = start;
    return false;
  }

  code(table: CodeTable): number {
    let code = 1;
    for (let length = 0; length < 13; length++) {
      code = (code << 1) | this.next();
      const value = table.get(code);
      if (value !== undefined) return value;
    }
    throw new FaxFault({
      en: `there is no code ${code.toString(2).slice(1)}`,
      ko: `${code.toString(2).slice(1)}(이)라는 부호는 없음`,
    });
  }

  /** The length of a run: codes of multiples of 64, then one below 64. */
  run(colour: number): number {
    for (let length = 0; ;) {
      const part = this.code(runs[colour as 0 | 1]);
      length += part;
      if (part < 64) return length;
    }
  }
}

/** Before a row of Group 3 stands the end of the one before and, in two dimensions, a bit: 1 for a row by itself. */
function rowIsDifference(bits: Bits, twoDimensional: boolean): boolean {
  const marked = bits.skipEndOfRow();
  return marked && twoDimensional && bits.next() === 0;
}

/** The places at which the colour changes, from white; runs of white and black in turn. */
function runRow(bits: Bits, width: number): number[] {
  const changes: number[] = [];
  for (let at = 0, colour = 0; at < width; colour ^= 1) {
    at = within(at + bits.run(colour), width);
    changes.push(at);
  }
  return changes;
}

/** The same from the changes of the row above (T.4, 4.2.1.3). */
function differenceRow(bits: Bits, above: readonly number[], width: number): number[] {
  const changes: number[] = [];
  // Where the row has been read to, in which colour it goes on, and the change above that is looked at.
  let [at, colour, i] = [-1, 0, 0];
  while (at < width) {
    // The first change above behind this place, to the other colour.
    while (i > 0 && above[i - 1]! > at) i--;
    while (i < above.length && (above[i]! <= at || i % 2 !== colour)) i++;
    const mode = bits.code(modes);
    if (mode === PASS) at = above[i + 1] ?? width;
    else if (mode === HORIZONTAL) {
      const first = within(Math.max(at, 0) + bits.run(colour), width);
      at = within(first + bits.run(colour ^ 1), width);
      changes.push(first, at);
    } else {
      const next = within((above[i] ?? width) + mode, width);
      if (next < at) throw new FaxFault({ en: 'a row goes backwards', ko: '뒤로 가는 행이 있음' });
      at = next;
      changes.push(at);
      colour ^= 1;
    }
  }
  return changes;
}

function within(at: number, width: number): number {
  if (at <= width && at >= 0) return at;
  throw new FaxFault({
    en: `a row is longer than the picture is wide (${at} of ${width})`,
    ko: `행이 그림의 너비보다 긺(너비 ${width}, 행 ${at})`,
  });
}

/** Sets the bits of what is black: between the first change and the second, the third and the fourth, … */
function paint(changes: readonly number[], width: number, row: Uint8Array): void {
  for (let i = 0; i < changes.length; i += 2) {
    const end = changes[i + 1] ?? width;
    for (let x = changes[i]!; x < end; x++) row[x >> 3]! |= 128 >> (x & 7);
  }
}
