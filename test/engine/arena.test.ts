/** @file The allocator of the shared memory: alignment, reuse, merging, zeroed ranges, growth that keeps views. */
import { afterAll, expect, test } from 'vitest';
import { Arena, onShortage } from '../../src/engine/arena.ts';
import { getCore, resetCore } from '../../src/engine/core.ts';
import { g } from '../../src/engine/graph/index.ts';
import { engineProgram } from '../../src/engine/plan/program.ts';
import { Dice } from './random-graphs.ts';

afterAll(resetCore);

const make = (): Arena => new Arena(new WebAssembly.Memory({ initial: 1, maximum: 1000, shared: true }), 1024);

test('ranges never meet, are 64-byte aligned and zeroed, and all of them come back', () => {
  const [arena, dice] = [make(), new Dice(1)];
  const held: { start: number; bytes: number; mark: number }[] = [];
  for (let i = 1; i < 400; i++) {
    if (held.length > 12 || (held.length > 0 && dice.uniform() < 0.4)) {
      const [range] = held.splice(dice.int(0, held.length - 1), 1) as [(typeof held)[0]];
      expect(arena.u8(range.start, range.bytes).every((byte) => byte === range.mark)).toBe(true);
      arena.release(range.start, range.bytes);
      continue;
    }
    const bytes = dice.int(1, 40_000);
    const start = arena.allocate(bytes);
    expect(start % 64).toBe(0);
    expect(arena.u8(start, bytes).every((byte) => byte === 0)).toBe(true);
    arena.u8(start, bytes).fill(i % 251 || 1);
    held.push({ start, bytes, mark: i % 251 || 1 });
  }
  for (const { start, bytes } of held) arena.release(start, bytes);
  expect(arena.used).toBe(1024);
});

test('growing keeps old views alive', () => {
  const arena = make();
  const view = arena.f32(arena.allocate(40), 10).fill(7);
  const far = arena.allocate(3 << 20);
  arena.u8(far, 3 << 20).fill(1);
  expect([...view]).toEqual(Array.from({ length: 10 }, () => 7));
});

test('what is kept to save work is given back where memory would run out', () => {
  const arena = make();
  let spare = arena.allocate(40 << 20);
  onShortage(() => {
    if (spare > 0) arena.release(spare, 40 << 20);
    spare = 0;
  });
  expect(arena.allocate(10 << 20)).toBeGreaterThan(spare);
  expect(spare).toBeGreaterThan(0);
  arena.allocate(30 << 20);
  expect(spare).toBe(0);
});

test('more than the limit is refused with a hint', () => {
  expect(() => make().allocate(5 * 2 ** 30)).toThrowErrorMatchingInlineSnapshot(
    `[MemoryError: engine: the engine holds at most 4 GiB. Received a request for 5 GiB with 0 MiB in use. Use a smaller batch size, or fewer or smaller layers.]`,
  );
});

test('a program for which memory runs out midway gives back what it took', () => {
  resetCore(); // what earlier files hold may lie anywhere
  const core = getCore()!;
  const { arena } = core;
  // Untouched memory costs nothing: all but 40 MB of the 4 GiB is taken, so that the result fits and the input does not.
  const filler = 2 ** 32 - 40e6 - arena.used;
  const start = arena.allocate(filler, false);
  const before = arena.used;
  const x = g.input('x', [6e6]);
  expect(() => engineProgram(core, [g.add(x, 1)])).toThrow(/at most 4 GiB/);
  expect(arena.used).toBe(before);
  arena.release(start, filler);
  const program = engineProgram(core, [g.add(x, 1)]);
  expect(program.run({ x: new Float32Array(6e6) })[0]!.data[5]).toBe(1);
  program.release?.();
});
