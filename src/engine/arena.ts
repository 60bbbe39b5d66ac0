/**
 * @file The allocator of the shared WASM memory: first fit over a sorted list of free ranges, 64-byte aligned. The memory is
 * shared, so growing it leaves old views alive. Freed ranges are merged and used again; what is handed out is zeroed unless asked otherwise.
 */
import { MemoryError, memoryText, type Translated } from '../errors/index.ts';

const PAGE = 65536;
/** How much address space is asked for, in pages: 4 GiB, 1 GiB, 512 MiB. Memory itself is taken as it is needed. */
const RESERVATIONS = [65536, 16384, 8192];
const INITIAL = 64;
/** A memory must be able to grow by this (32 MiB): V8 may reserve less than it was asked for, and says so only then. */
const LEAST = 512;
/** Bytes behind everything: vectors may be read (never written) a little past the end of what they belong to. */
const MARGIN = 128;

/**
 * Shared memory that can grow as far as this system lets reserve (a container or `ulimit -v` may not let 4 GiB), and its limit
 * in bytes. `most`: bytes of addresses that it may take, since the threads need some as well. @throws RangeError when not even the
 * least is to be had
 */
export function reserveMemory(
  most = Infinity,
  make = (descriptor: WebAssembly.MemoryDescriptor): WebAssembly.Memory => new WebAssembly.Memory(descriptor),
): { memory: WebAssembly.Memory; limit: number } {
  let fault: unknown = new RangeError('engine: there are too few addresses left for its memory.');
  for (const maximum of RESERVATIONS.filter((pages) => pages * PAGE <= most)) {
    try {
      const memory = make({ initial: INITIAL, maximum, shared: true });
      memory.grow(LEAST);
      return { memory, limit: maximum * PAGE };
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}

/** What gives memory back that is kept to save work only. */
const spares = new Set<() => void>();

/** Has `give` called where memory would run out, where an engine is left and where a notebook rests. */
export function onShortage(give: () => void): void {
  spares.add(give);
}

/** Gives back what is kept to save work only. */
export function giveSpare(): void {
  for (const give of spares) give();
}

interface Range {
  start: number;
  end: number;
}

export class Arena {
  readonly memory: WebAssembly.Memory;
  /** Bytes that the memory may grow to. */
  readonly limit: number;
  /** The first byte that may be given out. */
  readonly base: number;
  private readonly free: Range[] = [];
  private top: number;
  /** Above this mark the memory was never given out, so it is still zero. */
  private touched: number;

  constructor(memory: WebAssembly.Memory, base: number, limit = RESERVATIONS[0]! * PAGE) {
    this.memory = memory;
    this.limit = limit;
    this.base = base;
    this.top = base;
    this.touched = base;
  }

  /** Bytes handed out or fragmented below the high-water mark. */
  get used(): number {
    return this.top - this.free.reduce((sum, range) => sum + range.end - range.start, 0);
  }

  /** A range of at least `bytes` bytes, zeroed unless `clear` is false. @throws MemoryError where there is no memory left */
  allocate(bytes: number, clear = true): number {
    try {
      return this.take(bytes, clear);
    } catch {
      giveSpare();
      return this.take(bytes, clear);
    }
  }

  private take(bytes: number, clear: boolean): number {
    const size = Math.max(64, Math.ceil(bytes / 64) * 64);
    const index = this.free.findIndex((range) => range.end - range.start >= size);
    if (index >= 0) {
      const range = this.free[index]!;
      const start = range.start;
      range.start += size;
      if (range.start === range.end) this.free.splice(index, 1);
      if (clear) new Uint8Array(this.memory.buffer, start, size).fill(0);
      return start;
    }
    const start = this.top;
    const need = start + size + MARGIN - this.memory.buffer.byteLength;
    if (need > 0) this.grow(need, bytes);
    this.top = start + size;
    if (clear && start < this.touched) {
      new Uint8Array(this.memory.buffer, start, Math.min(this.touched, this.top) - start).fill(0);
    }
    this.touched = Math.max(this.touched, this.top);
    return start;
  }

  private grow(need: number, bytes: number): void {
    const current = this.memory.buffer.byteLength;
    const wanted = Math.max(need, Math.min(current / 4, 64 << 20));
    const left = this.limit - current;
    if (need > left)
      throw this.outOfMemory(
        {
          en: `the engine holds at most ${memoryText(this.limit)}`,
          ko: `엔진이 쓸 수 있는 메모리는 최대 ${memoryText(this.limit)}입니다`,
        },
        bytes,
      );
    try {
      this.memory.grow(Math.ceil(Math.min(wanted, left) / PAGE));
    } catch {
      throw this.outOfMemory(
        { en: 'the system gives the engine no more memory', ko: '시스템이 엔진에 메모리를 더 주지 않습니다' },
        bytes,
      );
    }
  }

  private outOfMemory(rule: Translated, bytes: number): MemoryError {
    return new MemoryError({
      who: 'engine',
      rule,
      received: {
        en: `a request for ${memoryText(bytes)} with ${memoryText(this.used)} in use`,
        ko: `${memoryText(this.used)}를 쓰는 중에 ${memoryText(bytes)} 요청`,
      },
      hint: {
        en: 'Use a smaller batch size, or fewer or smaller layers.',
        ko: '배치 크기를 줄이거나, 층을 줄이거나 작게 하세요',
      },
    });
  }

  /** Takes a range back. */
  release(start: number, bytes: number): void {
    const size = Math.max(64, Math.ceil(bytes / 64) * 64);
    const range = { start, end: start + size };
    let i = this.free.findIndex((other) => other.start > start);
    if (i < 0) i = this.free.length;
    this.free.splice(i, 0, range);
    const next = this.free[i + 1];
    if (next !== undefined && next.start === range.end) {
      range.end = next.end;
      this.free.splice(i + 1, 1);
    }
    const before = this.free[i - 1];
    if (before !== undefined && before.end === range.start) {
      before.end = range.end;
      this.free.splice(i, 1);
    }
    const last = this.free.at(-1);
    if (last !== undefined && last.end === this.top) {
      this.top = last.start;
      this.free.pop();
    }
  }

  f32(start: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, start, length);
  }
  f64(start: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, start, length);
  }
  i32(start: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, start, length);
  }
  u8(start: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, start, length);
  }
}
