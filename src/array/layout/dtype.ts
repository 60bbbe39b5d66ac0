/**
 * @file The element types of arrays: their names, storage, ranges and NumPy 2's promotion rules.
 * Ten types: bool (a byte), the integers up to 64 bits (int64 lives in doubles, see docs/decisions/0004-int64.md),
 * float32 and float64.
 */
import { machine } from '../../platform/index.ts';
import { checkCall, describe, didYouMean, nearestName, wordsText } from '../../arguments/index.ts';
import { DTypeError, ValueError, memoryText } from '../../errors/index.ts';
import { npProgram, placedFrom, type StoreMaker } from '../../engine/index.ts';
import { countStore } from './memory.ts';

/** The name of an element type, spelt as NumPy spells it. */
export type DType =
  'bool' | 'uint8' | 'int8' | 'uint16' | 'int16' | 'int32' | 'uint32' | 'int64' | 'float32' | 'float64';

/** What an array may keep its elements in. */
export type TypedArray =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/** Kind in NumPy's sense, bytes and range of an element type. */
interface DTypeFacts {
  readonly kind: 'b' | 'i' | 'u' | 'f';
  /** Bytes NumPy would use (int64 is 8 here too). */
  readonly itemsize: number;
  readonly min: number;
  readonly max: number;
}

const safe = Number.MAX_SAFE_INTEGER;

/** Facts by name; the order is also the order in which unsigned and signed types widen. */
export const dtypes: Readonly<Record<DType, DTypeFacts>> = {
  bool: { kind: 'b', itemsize: 1, min: 0, max: 1 },
  uint8: { kind: 'u', itemsize: 1, min: 0, max: 255 },
  int8: { kind: 'i', itemsize: 1, min: -128, max: 127 },
  uint16: { kind: 'u', itemsize: 2, min: 0, max: 65535 },
  int16: { kind: 'i', itemsize: 2, min: -32768, max: 32767 },
  int32: { kind: 'i', itemsize: 4, min: -(2 ** 31), max: 2 ** 31 - 1 },
  uint32: { kind: 'u', itemsize: 4, min: 0, max: 2 ** 32 - 1 },
  int64: { kind: 'i', itemsize: 8, min: -safe, max: safe },
  float32: { kind: 'f', itemsize: 4, min: -Infinity, max: Infinity },
  float64: { kind: 'f', itemsize: 8, min: -Infinity, max: Infinity },
};

/** All names, for messages and for tests that cross every type. */
export const dtypeNames = Object.keys(dtypes) as DType[];

/** Bytes of an element. (Asked for at every result: quicker than looking the type up.) */
function bytesOf(dtype: DType): number {
  switch (dtype) {
    case 'float64':
    case 'int64':
      return 8;
    case 'float32':
    case 'int32':
    case 'uint32':
      return 4;
    case 'int16':
    case 'uint16':
      return 2;
    case 'uint8':
    case 'bool':
    case 'int8':
      return 1;
  }
}

/** A fresh zeroed store of `n` elements. @throws ValueError when there is no memory for it */
export function allocate(dtype: DType, n: number): TypedArray {
  try {
    return zeros(dtype, n);
  } catch (cause) {
    throw cause instanceof RangeError ? tooLarge(dtype, n, cause) : cause;
  }
}

function tooLarge(dtype: DType, n: number, cause: RangeError): ValueError {
  const elements = n.toLocaleString('en');
  const size = memoryText(n * dtypes[dtype].itemsize);
  return new ValueError({
    who: 'array',
    rule: { en: 'there is no memory for an array of that size', ko: '그만한 배열을 담을 메모리가 없습니다' },
    received: {
      en: `${elements} elements of ${dtype}, which need ${size}`,
      ko: `${dtype} 원소 ${elements}개, ${size} 필요`,
    },
    hint: {
      en: "A smaller shape, or a dtype with fewer bytes ('float32', 'uint8'), needs less",
      ko: "모양을 줄이거나 바이트가 적은 dtype('float32', 'uint8')을 쓰면 메모리가 덜 듭니다",
    },
    cause,
  });
}

function zeros(dtype: DType, n: number): TypedArray {
  const bytes = n * bytesOf(dtype);
  if (bytes > TINY && bytes <= PATCH) return inSlab(dtype, n, bytes);
  countStore(bytes);
  switch (dtype) {
    case 'bool':
    case 'uint8':
      return new Uint8Array(n);
    case 'int8':
      return new Int8Array(n);
    case 'uint16':
      return new Uint16Array(n);
    case 'int16':
      return new Int16Array(n);
    case 'int32':
      return new Int32Array(n);
    case 'uint32':
      return new Uint32Array(n);
    case 'float32':
      return new Float32Array(n);
    case 'int64':
    case 'float64':
      return new Float64Array(n);
  }
}

/** Stores of so few bytes the engine keeps in its own heap, without an allocation outside. */
const TINY = 64;
/**
 * Stores up to here (a patch of a picture, a small filter) share a slab, as Node's small buffers do: a loop over patches makes
 * hundreds of thousands of them, and one allocation each outside the heap would take most of its time. So `data.buffer` may be
 * larger than the array; who hands it on (to another thread) must copy first.
 */
const PATCH = 512;
const SLAB = 8192;
let slab = new ArrayBuffer(SLAB);
let taken = 0;

/** A store in the next free place of the slab, which is zero because no place is given twice. */
function inSlab(dtype: DType, n: number, bytes: number): TypedArray {
  if (taken + bytes > SLAB) {
    slab = new ArrayBuffer(SLAB);
    taken = 0;
  }
  const start = taken;
  taken += (bytes + 7) & ~7;
  return over(dtype, slab, start, n);
}

function over(dtype: DType, buffer: ArrayBuffer, start: number, n: number): TypedArray {
  switch (dtype) {
    case 'int64':
    case 'float64':
      return new Float64Array(buffer, start, n);
    case 'float32':
      return new Float32Array(buffer, start, n);
    case 'bool':
    case 'uint8':
      return new Uint8Array(buffer, start, n);
    case 'int8':
      return new Int8Array(buffer, start, n);
    case 'uint16':
      return new Uint16Array(buffer, start, n);
    case 'int16':
      return new Int16Array(buffer, start, n);
    case 'int32':
      return new Int32Array(buffer, start, n);
    case 'uint32':
      return new Uint32Array(buffer, start, n);
  }
}

/** Bytes from which on a store is taken without zeroing it first. */
const LARGE = 1 << 16;

/**
 * A fresh store of `n` elements with undefined content, for callers that write every element. Zeroing a large store
 * costs as much as filling it; Node can do without, other hosts give zeros.
 */
export function allocateRaw(dtype: DType, n: number): TypedArray {
  const bytes = n * bytesOf(dtype);
  if (bytes < LARGE) return allocate(dtype, n);
  countStore(bytes);
  const buffer = machine.memory.rawBuffer(bytes);
  if (buffer === undefined) return allocate(dtype, n); // or its error
  return over(dtype, buffer, 0, n);
}

const makers: Readonly<Record<DType, StoreMaker<TypedArray>>> = {
  bool: Uint8Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  int64: Float64Array,
  float64: Float64Array,
};

/**
 * As allocateRaw, from some size on in the kernels' memory: for callers that hand the store to an array and to nobody else
 * (`rawStore` says what that means).
 */
export function allocateResult(dtype: DType, n: number): TypedArray {
  if (n * bytesOf(dtype) < placedFrom) return allocate(dtype, n);
  return npProgram()?.stores?.take(makers[dtype], n) ?? allocateRaw(dtype, n);
}

/** Larger ones are pages of the system that are zero without being written to, which in the end costs less than a copy at each use. */
const MOST_ZEROS = 32 << 20;

/** As allocateResult, zeroed. */
export function allocateZeros(dtype: DType, n: number): TypedArray {
  const bytes = n * bytesOf(dtype);
  if (bytes < placedFrom || bytes > MOST_ZEROS) return allocate(dtype, n);
  const kernels = npProgram();
  const store = kernels?.stores?.take(makers[dtype], n);
  if (store === undefined) return allocate(dtype, n);
  kernels!.run.clear(store.byteOffset, bytes);
  return store;
}

/**
 * The dtype meant by a name (which may come from untyped code) or by `np.float32` and kin; `who` is the refusing function.
 * @throws DTypeError for what is neither
 */
export function asDType(given: DType | { readonly dtype: DType }, who = 'dtype'): DType {
  const name = typeof given === 'function' ? (given as { readonly dtype: DType }).dtype : (given as DType);
  if (Object.hasOwn(dtypes, name)) return name;
  const near = typeof name === 'string' ? nearestName(name, dtypeNames) : undefined;
  const { en, ko } = wordsText(dtypeNames);
  throw new DTypeError({
    who,
    rule: { en: `dtype must be ${en}`, ko: `dtype에 쓸 수 있는 값: ${ko}` },
    received: describe(name),
    ...(near === undefined ? {} : { hint: didYouMean(near) }),
  });
}

/** The type of elements that a typed array naturally holds. */
export function dtypeOf(data: ArrayBufferView): DType {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Float64Array) return 'float64';
  if (data instanceof Uint8Array || data instanceof Uint8ClampedArray) return 'uint8';
  if (data instanceof Int8Array) return 'int8';
  if (data instanceof Uint16Array) return 'uint16';
  if (data instanceof Int16Array) return 'int16';
  if (data instanceof Int32Array) return 'int32';
  if (data instanceof Uint32Array) return 'uint32';
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return 'int64';
  throw new DTypeError({
    who: 'dtype',
    rule: {
      en: 'this kind of binary data holds no array elements',
      ko: '이 종류의 이진 데이터에는 배열의 원소가 없습니다',
    },
    received: data.constructor.name,
  });
}

export function isFloat(dtype: DType): boolean {
  return dtype === 'float64' || dtype === 'float32';
}

/** True for every integer type, not for bool. */
export function isInteger(dtype: DType): boolean {
  const kind = dtypes[dtype].kind;
  return kind === 'i' || kind === 'u';
}

/**
 * The type that holds both, as `np.promote_types`: uint8 + int8 = int16, int32 + float32 = float64,
 * uint32 + int32 = int64, bool with anything = the other.
 */
export function promoteTypes(a: DType, b: DType): DType {
  if (arguments.length > 2) checkCall('np.promoteTypes', arguments, 2);
  const x = dtypes[a] ?? dtypes[asDType(a, 'np.promoteTypes')];
  const y = dtypes[b] ?? dtypes[asDType(b, 'np.promoteTypes')];
  if (a === b) return a;
  if (x.kind === 'b') return b;
  if (y.kind === 'b') return a;
  if (x.kind === 'f' || y.kind === 'f') {
    if (a === 'float64' || b === 'float64') return 'float64';
    const other = x.kind === 'f' ? y : x;
    return other.itemsize <= 2 ? 'float32' : 'float64';
  }
  if (x.kind === y.kind) return x.itemsize >= y.itemsize ? a : b;
  const [unsigned, signed] = x.kind === 'u' ? [x, y] : [y, x];
  const bytes = signed.itemsize > unsigned.itemsize ? signed.itemsize : unsigned.itemsize * 2;
  return bytes === 1 ? 'int8' : bytes === 2 ? 'int16' : bytes === 4 ? 'int32' : 'int64';
}
