/** @file How the engine starts: with threads that are awaited or waited for, with one thread, with little address space. */
import { afterEach, expect, test } from 'vitest';
import { Arena, reserveMemory } from '../../src/engine/arena.ts';
import { getCore, resetCore } from '../../src/engine/core.ts';
import { prepare, setThreads } from '../../src/engine/index.ts';
import { CONTROL } from '../../src/engine/instructions.ts';
import { matmul } from '../../src/engine/matmul.ts';

const threads = getCore()!.threads;

afterEach(() => setThreads(threads));

/** A product that is large enough for the engine: the sum of 1 to 64 in each cell. */
function tryProduct(): number {
  const a = Float32Array.from({ length: 64 * 64 }, (_, i) => (i % 64) + 1);
  return matmul(a, new Float32Array(64 * 64).fill(1), 64, 64, 64)[4095]!;
}

test('prepare() starts the threads while the event loop goes on', async () => {
  setThreads(3);
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  const core = await prepare();
  clearInterval(counting);
  expect(turns).toBeGreaterThan(0);
  expect(core!.threads).toBe(3);
  expect(core!.isReady).toBe(true);
  expect(getCore()).toBe(core);
  expect(tryProduct()).toBe(2080);
});

test('who asks for the engine while it is being prepared waits for it', async () => {
  setThreads(2);
  const preparing = prepare();
  const core = getCore();
  expect(core!.isReady).toBe(true);
  expect(tryProduct()).toBe(2080);
  expect(await preparing).toBe(core);
});

test('an engine that is replaced while it is being prepared is not waited for', async () => {
  setThreads(2);
  const preparing = prepare();
  setThreads(1);
  const core = getCore();
  expect(core!.threads).toBe(1);
  expect(await preparing).toBe(core);
});

test('a page that may not hand memory to threads has one thread', () => {
  const shared = Object.getOwnPropertyDescriptor(globalThis, 'SharedArrayBuffer')!;
  delete (globalThis as { SharedArrayBuffer?: unknown }).SharedArrayBuffer;
  try {
    resetCore();
    expect(getCore()!.threads).toBe(1);
    expect(tryProduct()).toBe(2080);
  } finally {
    Object.defineProperty(globalThis, 'SharedArrayBuffer', shared);
    resetCore();
  }
});

/** A system that lets reserve so much address space and no more. */
function systemOf(bytes: number): (descriptor: WebAssembly.MemoryDescriptor) => WebAssembly.Memory {
  return (descriptor) => {
    if (descriptor.maximum! * 65536 > bytes) throw new RangeError('WebAssembly.Memory(): could not allocate memory');
    return new WebAssembly.Memory(descriptor);
  };
}

test.each([
  [2 ** 33, 2 ** 32],
  [2 ** 31, 2 ** 30],
  [2 ** 30 - 1, 2 ** 29],
])('of %i bytes of address space %i are reserved', (there, limit) => {
  const reserved = reserveMemory(Infinity, systemOf(there));
  expect(reserved.limit).toBe(limit);
  const arena = new Arena(reserved.memory, CONTROL.end, reserved.limit);
  expect(arena.allocate(1000)).toBe(CONTROL.end);
});

test('without 512 MiB there is no memory, and the limit that was reserved is kept', () => {
  expect(() => reserveMemory(Infinity, systemOf(2 ** 28))).toThrow(RangeError);
  const { memory, limit } = reserveMemory(Infinity, systemOf(2 ** 29));
  expect(() => new Arena(memory, CONTROL.end, limit).allocate(2 ** 29)).toThrowErrorMatchingInlineSnapshot(
    `[MemoryError: engine: the engine holds at most 512 MiB. Received a request for 512 MiB with 0 MiB in use. Use a smaller batch size, or fewer or smaller layers.]`,
  );
});

/** As V8 does where address space is scarce: a memory comes, but it cannot grow. */
function withoutGrowth(descriptor: WebAssembly.MemoryDescriptor): WebAssembly.Memory {
  return new WebAssembly.Memory({ ...descriptor, maximum: descriptor.initial });
}

test('a memory that comes but cannot grow is not taken', () => {
  const { limit } = reserveMemory(Infinity, (asked) =>
    asked.maximum! > 8192 ? withoutGrowth(asked) : new WebAssembly.Memory(asked),
  );
  expect(limit).toBe(2 ** 29);
  expect(() => reserveMemory(Infinity, withoutGrowth)).toThrow(RangeError);
});

test('a system that gives no more memory later is told from the limit', () => {
  const arena = new Arena(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }), CONTROL.end);
  expect(() => arena.allocate(1 << 20)).toThrowErrorMatchingInlineSnapshot(
    `[MemoryError: engine: the system gives the engine no more memory. Received a request for 1 MiB with 0 MiB in use. Use a smaller batch size, or fewer or smaller layers.]`,
  );
});
