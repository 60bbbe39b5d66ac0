/**
 * @file Clamps what libjpeg computes for a pixel, as the vector code of libjpeg-turbo (Pillow's) does. The decoder's WebAssembly is
 * made of the plain C code, which looks a value up in a table of 1,024 places: coefficients that overshoot far wrap around it, and
 * white turns black. So the transform of blocks (`jpeg_idct_islow`) gets, when the decoder is loaded: products and sums of 16 bits
 * and a saturated table between its two passes, as in the registers of the vector code, and a clamp before the look-up.
 *
 * The text below is WebAssembly as bytes, one per letter; instructions are replaced where the compiler has put them, and code
 * may grow since jumps in it count blocks.
 */
/* oxlint-disable no-control-regex -- the text is bytes */

/** One byte or two of a number that WebAssembly writes in groups of seven bits. */
const leb = String.raw`(?:[\x80-\xff][\x00-\x7f]|[\x00-\x7f])`;
/** `i32.extend16_s`: keeps 16 bits. */
const wrap = '\xc1';
/** A look-up: `value >> bits & 1023`. */
const look = /\x41([\x05\x12])[\x75\x76]\x41\xff\x07\x71/gs;
/** A coefficient times its step: `i32.load` of the step, the coefficient from memory or a local, `i32.mul`. */
const products = new RegExp(
  String.raw`\x28\x02${leb}\x20.(?:\x2e\x01${leb}|\xc1)?\x6c|\x2e\x01\x00\x20.\x28\x02\x00\x6c`,
  'gs',
);
/** What the first pass stores: `sum >> 11`. */
const stored = /\x41\x0b\x75/g;
/** `(a ± b) << 13` */
const sums = /(?<=[\x6a\x6b])\x41\x0d\x74/g;
/** The two sums of the odd part, and what follows them: a product of both. */
const oddSums = /\x6a(\x22[^\x6a]{3,20}\x6a)(?=\x22.\x6a\x41\xa1\xcb\x00\x6c)/gs;
/** A column without changes: `mean << 2`. */
const flat = /(?<=\x6c)\x41\x02\x74/g;
/** What the transform has at that place in its locals: where the column is in the block, and how many columns are left. */
const column = '\x20\x02\x20\x06';

/** The decoder with such a transform; unchanged where there is none that looks like it. */
export function saturating(wasm: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const parts = sectionsOf(textOf(wasm));
  const [types, imports, functions, code] = [1, 2, 3, 10].map((id) => parts.find((part) => part.id === id));
  if (!types || !imports || !functions || !code) return wasm;
  const bodies = itemsOf(code.content);
  const at = bodies.findIndex(isTransform);
  if (at < 0) return wasm;
  const [typeCount, typeList] = counted(types.content);
  const [functionCount, functionList] = counted(functions.content);
  const first = importedFunctions(imports.content) + functionCount;
  // (i32) => i32, (i32, i32, i32) => i32
  types.content = `${number(typeCount + 2)}${typeList}\x60\x01\x7f\x01\x7f\x60\x03\x7f\x7f\x7f\x01\x7f`;
  const kinds = [typeCount, typeCount, typeCount + 1].map(number);
  functions.content = number(functionCount + kinds.length) + functionList + kinds.join('');
  const [saturate, clamp, mean] = kinds.map((_, i) => `\x10${number(first + i)}`) as [string, string, string];
  bodies[at] = bodies[at]!.replace(flat, (all) => all + column + mean)
    .replace(products, (all) => all + wrap)
    .replace(stored, (all) => all + saturate)
    .replace(sums, (all) => wrap + all)
    .replace(oddSums, (_, between: string) => `\x6a${wrap}${between}${wrap}`)
    .replace(look, (_, bits: string) => `\x41${bits}\x75${clamp}`);
  bodies.push(
    between('\x80\x80\x7e', '\xff\xff\x01'),
    between('\x80\x7c', '\xff\x03', '\x41\xff\x07\x71'),
    meanOf(saturate),
  );
  code.content = number(bodies.length) + bodies.map((body) => number(body.length) + body).join('');
  return bytesOf(parts);
}

/** The transform of 8 x 8 blocks, by how often it does what. */
function isTransform(body: string): boolean {
  const count = (pattern: RegExp): number => body.match(pattern)?.length ?? 0;
  return (
    count(look) === 9 &&
    count(stored) === 8 &&
    count(products) === 9 &&
    count(sums) === 4 &&
    count(oddSums) === 2 &&
    count(flat) === 1
  );
}

/** The body of a function that keeps a number between two (as WebAssembly writes them), and what it does then. */
function between(least: string, most: string, then = ''): string {
  const pick = (limit: string, compare: string): string => `\x20\x00\x41${limit}\x20\x00\x41${limit}${compare}\x1b`; // select(x, limit, x < limit)
  return `\x00${pick(most, '\x48')}\x21\x00${pick(least, '\x4a')}${then}\x0b`;
}

/**
 * The body of a function of `mean << 2`, the place of its column and the columns left: 16 bits of it where nothing changes in the
 * whole block, saturated where something does.
 */
function meanOf(saturate: string): string {
  const block = '\x20\x01\x20\x02\x41\x01\x74\x6a\x41\x10\x6b\x21\x01'; // place = place + 2 * left - 16
  const rows = Array.from({ length: 14 }, (_, i) => `\x20\x01\x29\x01${number(16 + 8 * i)}`); // i64.load
  const changes =
    rows[0]! +
    rows
      .slice(1)
      .map((row) => `${row}\x84`)
      .join(''); // i64.or
  return `\x00${block}\x20\x00${wrap}\x20\x00${saturate}${changes}\x50\x1b\x0b`; // select(…, …, i64.eqz(changes))
}

interface Section {
  readonly id: number;
  content: string;
}

/** Magic word and version come before the sections. */
const HEAD = '\0asm\x01\0\0\0';

function sectionsOf(text: string): Section[] {
  const found: Section[] = [];
  for (let at = HEAD.length; at < text.length;) {
    const id = text.charCodeAt(at);
    const [length, start] = numberAt(text, at + 1);
    at = start + length;
    found.push({ id, content: text.slice(start, at) });
  }
  return found;
}

function bytesOf(parts: readonly Section[]): Uint8Array<ArrayBuffer> {
  const all = parts.map(({ id, content }) => String.fromCharCode(id) + number(content.length) + content);
  return Uint8Array.from(HEAD + all.join(''), (letter) => letter.charCodeAt(0));
}

/** The bytes as letters of the same numbers. */
function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** How many items a section has, and the items. */
function counted(content: string): [count: number, items: string] {
  const [count, start] = numberAt(content, 0);
  return [count, content.slice(start)];
}

/** Items of which each begins with its length. */
function itemsOf(content: string): string[] {
  const [count, first] = numberAt(content, 0);
  const items: string[] = [];
  for (let at = first; items.length < count;) {
    const [length, start] = numberAt(content, at);
    at = start + length;
    items.push(content.slice(start, at));
  }
  return items;
}

/** How many functions are imported: their numbers come first. (The decoder imports nothing else.) */
function importedFunctions(content: string): number {
  return numberAt(content, 0)[0];
}

function numberAt(text: string, at: number): [value: number, end: number] {
  for (let [value, shift] = [0, 0]; ; shift += 7) {
    const byte = text.charCodeAt(at++);
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function number(value: number): string {
  return value < 0x80 ? String.fromCharCode(value) : String.fromCharCode((value & 0x7f) | 0x80) + number(value >> 7);
}
