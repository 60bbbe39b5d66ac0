/**
 * @file NumPy's npy format: magic, version, a header that is a Python dict, then the elements. Reads versions 1-3, both
 * byte orders and both memory orders; writes version 1, byte for byte what NumPy writes.
 */
import { DTypeError, FormatError, say, type Text, type Translated } from '../../errors/index.ts';
import { allocate, type DType, type TypedArray } from '../layout/dtype.ts';
import { contiguousStrides, sizeOf } from '../layout/strides.ts';
import { makeArray } from '../core/make.ts';
import { ComplexArray } from '../complex/complex-array.ts';
import type { NDArray } from '../core/ndarray.ts';
import { toTyped } from '../core/typed.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** NumPy leaves blanks so that the first side can grow to this many digits. */
const GROWTH_DIGITS = 21;

const codes: Record<DType, string> = {
  bool: '|b1',
  uint8: '|u1',
  int8: '|i1',
  uint16: '<u2',
  int16: '<i2',
  int32: '<i4',
  uint32: '<u4',
  int64: '<i8',
  float32: '<f4',
  float64: '<f8',
};

/** The array as an npy file. */
export function writeNpy(a: NDArray | ComplexArray): Uint8Array {
  const sides = a.shape.length === 1 ? `(${a.shape[0]},)` : `(${a.shape.join(', ')})`;
  let header = `{'descr': '${a instanceof ComplexArray ? complexCodes[a.dtype] : codes[a.dtype]}', 'fortran_order': False, 'shape': ${sides}, }`;
  if (a.ndim > 0) header += ' '.repeat(Math.max(0, GROWTH_DIGITS - String(a.shape[0]).length));
  header += ' '.repeat(64 - ((10 + header.length + 1) % 64)) + '\n';
  const body = a instanceof ComplexArray ? complexBytes(a) : elementBytes(a);
  const out = new Uint8Array(10 + header.length + body.length);
  out.set([...MAGIC, 1, 0, header.length & 255, header.length >> 8]);
  for (let i = 0; i < header.length; i++) out[10 + i] = header.charCodeAt(i);
  out.set(body, 10 + header.length);
  return out;
}

const complexCodes = { complex64: '<c8', complex128: '<c16' } as const;

/** Real and imaginary parts by turns. */
function complexBytes({ real, imag, dtype, size }: ComplexArray): Uint8Array {
  const [re, im] = [toTyped(real), toTyped(imag)];
  const both = dtype === 'complex64' ? new Float32Array(2 * size) : new Float64Array(2 * size);
  for (let i = 0; i < size; i++) [both[2 * i], both[2 * i + 1]] = [re[i]!, im[i]!];
  return new Uint8Array(both.buffer);
}

function elementBytes(a: NDArray): Uint8Array {
  const data = toTyped(a);
  if (a.dtype !== 'int64') return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const whole = new BigInt64Array(data.length);
  for (let i = 0; i < data.length; i++) whole[i] = BigInt(data[i]!);
  return new Uint8Array(whole.buffer);
}

interface Header {
  /** `<`, `>`, `|` or `=`, then a letter and a number of bytes. */
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: number[];
  readonly bodyAt: number;
}

/** Reads an npy file. `name` is used in messages. */
export function readNpy(bytes: Uint8Array, name: string, who = 'np.load'): NDArray | ComplexArray {
  const header = readHeader(bytes, name, who);
  const { shape, fortran } = header;
  const size = sizeOf(shape);
  const complex = /^([<>|=]?)c(8|16)$/.exec(header.descr);
  const { dtype, width, read } = complex
    ? complexReader(complex[2] === '8' ? 'float32' : 'float64', complex[1] === '>')
    : elementReader(header.descr, name, who);
  const have = bytes.length - header.bodyAt;
  if (have < size * width) {
    throw new FormatError({
      who,
      rule: { en: 'the file ends before its data does', ko: '데이터가 다 나오기 전에 파일이 끝납니다' },
      received: {
        en: `'${name}' with ${have} of ${size * width} bytes`,
        ko: `'${name}', ${size * width}바이트 가운데 ${have}바이트`,
      },
      hint: {
        en: 'It was probably cut off while being copied or written; get it again',
        ko: '복사하거나 쓰는 도중에 잘렸을 수 있습니다. 파일을 다시 받으세요',
      },
    });
  }
  // A copy of its own: typed arrays must start at a multiple of their width, and a Buffer may be part of a pool.
  const data = read(new Uint8Array(bytes.subarray(header.bodyAt, header.bodyAt + size * width)));
  const strides = fortran ? contiguousStrides(shape.toReversed()).toReversed() : undefined;
  const arrayOf = (part: TypedArray): NDArray => makeArray(part, dtype, shape, strides);
  if (!complex) return arrayOf(data);
  const part = (k: 0 | 1): TypedArray => allocate(dtype, size).map((_, i) => data[2 * i + k]!);
  return new ComplexArray(arrayOf(part(0)), arrayOf(part(1)));
}

function readHeader(bytes: Uint8Array, name: string, who: string): Header {
  const broken = (rule: Translated): FormatError => new FormatError({ who, rule, received: `'${name}'` });
  if (bytes.length < 10 || MAGIC.some((m, i) => bytes[i] !== m))
    throw broken({ en: 'this is not an npy file', ko: 'npy 파일이 아닙니다' });
  const version = bytes[6]!;
  if (version < 1 || version > 3)
    throw broken({ en: `npy version ${version} is not known`, ko: `npy 버전 ${version}은(는) 알지 못합니다` });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : bytes.length >= 12 ? view.getUint32(8, true) : Infinity;
  if (start + length > bytes.length)
    throw broken({ en: 'the file ends inside its header', ko: '헤더가 끝나기 전에 파일이 끝납니다' });
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(start, start + length));
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const sides = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(text)?.[1];
  if (descr === undefined && /'descr'\s*:\s*\[/.test(text))
    throw structured({ en: 'records with fields', ko: '필드가 있는 레코드' }, name, who);
  if (descr === undefined || order === undefined || sides === undefined)
    throw broken({ en: 'the npy header cannot be understood', ko: 'npy 헤더를 읽을 수 없습니다' });
  const shape = sides
    .split(',')
    .map((side) => side.trim().replace(/L$/, ''))
    .filter((side) => side !== '')
    .map(Number);
  if (!Number.isSafeInteger(sizeOf(shape)))
    throw broken({ en: 'the npy header names an impossible shape', ko: 'npy 헤더의 모양이 있을 수 없는 값입니다' });
  return { descr, fortran: order === 'True', shape, bodyAt: start + length };
}

function structured(what: Text, name: string, who: string): DTypeError {
  return new DTypeError({
    who,
    rule: { en: 'only numbers and booleans can be loaded', ko: '숫자와 불리언만 불러올 수 있습니다' },
    received: { en: `${say(what)} in '${name}'`, ko: `'${name}' 안의 ${say(what)}` },
    hint: {
      en: 'Save plain numeric arrays in Python, one per file or key',
      ko: '파이썬에서 파일이나 키마다 숫자 배열 하나씩 저장하세요',
    },
  });
}

interface Reader {
  readonly dtype: DType;
  readonly width: number;
  readonly read: (body: Uint8Array) => TypedArray;
}

function elementReader(descr: string, name: string, who: string): Reader {
  const [, order, kind, bytes] = /^([<>|=]?)([a-zA-Z?])(\d*)$/.exec(descr) ?? [];
  const width = kind === '?' ? 1 : Number(bytes);
  const code = kind === '?' ? 'b1' : `${kind}${width}`;
  const swap = order === '>' && width > 1;
  const plain = Object.entries(codes).find(([, c]) => c.slice(1) === code)?.[0] as DType | undefined;
  const swapped = (body: Uint8Array): Uint8Array => (swap ? reversedIn(body, width) : body);
  if (code === 'i8' || code === 'u8') {
    return { dtype: 'int64', width, read: (body) => safeIntegers(swapped(body), code === 'u8', name, who) };
  }
  if (code === 'f2') return { dtype: 'float32', width, read: (body) => halves(swapped(body)) };
  if (!plain) throw structured(`dtype '${descr}'`, name, who);
  const store = allocate(plain, 0).constructor as unknown as new (buffer: ArrayBufferLike) => TypedArray;
  return { dtype: plain, width, read: (body) => new store(swapped(body).buffer) };
}

/** Pairs of floats, as they lie. */
function complexReader(dtype: 'float32' | 'float64', swap: boolean): Reader {
  const bytes = dtype === 'float32' ? 4 : 8;
  const pairs = (body: Uint8Array): ArrayBufferLike => (swap ? reversedIn(body, bytes) : body).buffer;
  const read = (body: Uint8Array): TypedArray =>
    dtype === 'float32' ? new Float32Array(pairs(body)) : new Float64Array(pairs(body));
  return { dtype, width: 2 * bytes, read };
}

function reversedIn(body: Uint8Array, width: number): Uint8Array {
  for (let i = 0; i < body.length; i += width) body.subarray(i, i + width).reverse();
  return body;
}

function safeIntegers(body: Uint8Array, unsigned: boolean, name: string, who: string): Float64Array {
  const whole = unsigned ? new BigUint64Array(body.buffer) : new BigInt64Array(body.buffer);
  return Float64Array.from(whole, (value: bigint) => {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    throw new DTypeError({
      who,
      rule: { en: '64-bit integers must stay within 2**53 - 1', ko: '64비트 정수는 2**53 - 1을 넘을 수 없습니다' },
      received: { en: `${value} in '${name}'`, ko: `'${name}' 안의 ${value}` },
      hint: { en: 'Save them as float64', ko: 'float64로 저장하세요' },
    });
  });
}

/** float16 to float32: sign, 5 bits of exponent, 10 of fraction. */
function halves(body: Uint8Array): Float32Array {
  const words = new Uint16Array(body.buffer);
  return Float32Array.from(words, (w) => {
    const exponent = (w >> 10) & 31;
    const fraction = w & 1023;
    const sign = w & 0x8000 ? -1 : 1;
    if (exponent === 31) return fraction ? NaN : sign * Infinity;
    return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
  });
}
