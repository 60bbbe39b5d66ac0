/**
 * @file PCG64's step in 64-bit machine integers: a WebAssembly function of some 200 bytes, put together here from named
 * instructions, that fills a block with outputs. The plain twin is `PCG64.step` in pcg64.ts, which is used without it.
 */

/** Draws a block holds. */
export const BLOCK = 512;
/** The state lies before the block: state low, high, increment low, high (64 bits each). */
const HEADER = 32;

export interface BlockStepper {
  /** Eight words: state (low to high), then increment. */
  readonly state: Uint32Array;
  /** Two words per draw, low first. */
  readonly block: Uint32Array;
  /** Fills the first `n` draws of the block and moves the state on. */
  readonly fill: (n: number) => void;
}

const [MUL_LOW, MUL_HIGH] = [0x4385df649fccf645n, 0x2360ed051fc65da4n];

/** The stepper shared by all generators of this thread, or undefined where WebAssembly is not to be had. */
export function blockStepper(): BlockStepper | undefined {
  made ??= [build()];
  return made[0];
}

let made: [BlockStepper | undefined] | undefined;

function build(): BlockStepper | undefined {
  try {
    const { memory, fill } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes())).exports as unknown as {
      memory: WebAssembly.Memory;
      readonly fill: (n: number) => void;
    };
    return {
      state: new Uint32Array(memory.buffer, 0, 8),
      block: new Uint32Array(memory.buffer, HEADER, 2 * BLOCK),
      fill,
    };
  } catch {
    return undefined;
  }
}

const op = {
  block: 0x02,
  loop: 0x03,
  end: 0x0b,
  brIf: 0x0d,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  load: 0x29,
  store: 0x37,
  i32const: 0x41,
  i64const: 0x42,
  i32eqz: 0x45,
  i64ltU: 0x54,
  i32add: 0x6a,
  i32sub: 0x6b,
  i64add: 0x7c,
  i64mul: 0x7e,
  i64and: 0x83,
  i64xor: 0x85,
  i64shrU: 0x88,
  i64rotr: 0x8a,
  extend: 0xad,
} as const;

const [i32, i64, none] = [0x7f, 0x7e, 0x40];

/** Local variables: the argument, the write position, then 64-bit values. */
const local = { n: 0, at: 1, lo: 2, hi: 3, a0: 4, a1: 5, p01: 6, p10: 7, low: 8, mid: 9, high: 10 } as const;

type Code = number | readonly Code[];
const flat = (code: Code): number[] => (typeof code === 'number' ? [code] : code.flatMap(flat));

const get = (name: keyof typeof local): Code => [op.get, local[name]];
const set = (name: keyof typeof local, value: Code): Code => [value, op.set, local[name]];
const i64c = (value: bigint): Code => [op.i64const, signed(BigInt.asIntN(64, value))];
const i32c = (value: number): Code => [op.i32const, signed(BigInt(value))];
const load = (offset: number): Code => [i32c(0), op.load, 3, unsigned(offset)];
const store = (address: Code, value: Code, offset: number): Code => [address, value, op.store, 3, unsigned(offset)];
const mul = (a: Code, b: Code): Code => [a, b, op.i64mul];
const add = (...terms: Code[]): Code => terms.reduce((sum, term) => [sum, term, op.i64add]);
const upper = (a: Code): Code => [a, i64c(32n), op.i64shrU];
const lower = (a: Code): Code => [a, i64c(0xffffffffn), op.i64and];

/** One step and one output, the 128-bit product made of 32-bit halves of the lower words. */
function body(): Code {
  const [b0, b1] = [i64c(MUL_LOW & 0xffffffffn), i64c(MUL_LOW >> 32n)];
  return [
    set('lo', load(0)),
    set('hi', load(8)),
    [op.block, none, get('n'), op.i32eqz, op.brIf, 0, op.loop, none],
    set('a0', lower(get('lo'))),
    set('a1', upper(get('lo'))),
    set('p01', mul(get('a0'), b1)),
    set('p10', mul(get('a1'), b0)),
    set('mid', add(upper(mul(get('a0'), b0)), lower(get('p01')), lower(get('p10')))),
    set('high', add(mul(get('a1'), b1), upper(get('p01')), upper(get('p10')), upper(get('mid')))),
    set('high', add(get('high'), mul(get('hi'), i64c(MUL_LOW)), mul(get('lo'), i64c(MUL_HIGH)))),
    set('low', mul(get('lo'), i64c(MUL_LOW))),
    set('lo', add(get('low'), load(16))),
    set('hi', add(get('high'), load(24), [get('lo'), get('low'), op.i64ltU, op.extend])),
    store(get('at'), [get('hi'), get('lo'), op.i64xor, get('hi'), i64c(58n), op.i64shrU, op.i64rotr], HEADER),
    [get('at'), i32c(8), op.i32add, op.set, local.at],
    [get('n'), i32c(1), op.i32sub, op.tee, local.n, op.brIf, 0, op.end, op.end],
    store(i32c(0), get('lo'), 0),
    store(i32c(0), get('hi'), 8),
    op.end,
  ];
}

function moduleBytes(): Uint8Array<ArrayBuffer> {
  const section = (id: number, content: Code): Code => {
    const bytes = flat(content);
    return [id, unsigned(bytes.length), bytes];
  };
  const name = (text: string): Code => [text.length, Array.from(text, (c) => c.charCodeAt(0))];
  const code = flat([2, 1, i32, 9, i64, body()]);
  return Uint8Array.from(
    flat([
      [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, [1, 0x60, 1, i32, 0]),
      section(3, [1, 0]),
      section(5, [1, 0, 1]),
      section(7, [2, name('memory'), 2, 0, name('fill'), 0, 0]),
      section(10, [1, unsigned(code.length), code]),
    ]),
  );
}

/** LEB128 numbers, as WebAssembly writes them. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function signed(value: bigint): number[] {
  const byte = Number(value & 127n);
  const rest = value >> 7n;
  const done = (rest === 0n && byte < 64) || (rest === -1n && byte >= 64);
  return done ? [byte] : [byte | 128, ...signed(rest)];
}
