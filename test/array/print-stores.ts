/**
 * @file Random programs on arrays large enough for the kernels' memory, with collections at random moments: arrays are made,
 * looked at through views, written to, dropped while views or typed arrays of them are held, over awaits too, and compared with
 * shadows in ordinary memory. What is given back is poisoned, so that a look at it cannot go unnoticed. Then a program that is cut
 * off again and again, as a terminated cell is. Prints what differed.
 *
 *     node --expose-gc test/array/print-stores.ts FIRST_SEED SEEDS
 */
import { Script } from 'node:vm';
import { np, type NDArray } from '../../src/array/index.ts';
import { rawStore } from '../../src/array/core/make.ts';
import { isPlaced, npProgram, placeFrom } from '../../src/engine/index.ts';
import { Blocks } from '../../src/engine/np/blocks.ts';

const { gc } = globalThis;
if (gc === undefined) throw new Error('print-stores: start node with --expose-gc.');

type Floats = Float64Array | Float32Array;

/** An array and what its store must hold. */
interface Held {
  array: NDArray;
  shadow: Floats;
}

let given = 0;
placeFrom(4096);
poison();

/** From now on a block that is given back is overwritten with bytes that no element has. */
function poison(): void {
  const { buffer } = npProgram()!;
  const { give, take } = Object.getOwnPropertyDescriptors(Blocks.prototype);
  const sizes = new Map<number, number>();
  Blocks.prototype.take = function (this: Blocks, bytes: number): number {
    const at = take.value!.call(this, bytes);
    if (at >= 0) sizes.set(at, bytes);
    return at;
  };
  Blocks.prototype.give = function (this: Blocks, at: number): void {
    new Uint8Array(buffer, at, sizes.get(at)).fill(0xab);
    given++;
    give.value!.call(this, at);
  };
}

/** Mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The place in the store of every element, in C order; all arrays here have two axes. */
function placesOf({ shape, strides, offset }: NDArray): Int32Array {
  const [rows, columns] = shape as [number, number];
  const [down, right] = strides as [number, number];
  const places = new Int32Array(rows * columns);
  for (let i = 0, k = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) places[k++] = offset + i * down + j * right;
  }
  return places;
}

const faults: string[] = [];

async function program(seed: number, steps: number): Promise<void> {
  const random = randomOf(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  let held: Held[] = [];
  let typed: { data: Floats; shadow: Floats }[] = [];
  const fault = (what: string): void => void faults.push(`seed ${seed}: ${what}`);

  const check = ({ array, shadow }: Held): void => {
    const store = rawStore(array);
    if (store.length !== shadow.length) fault(`a store of ${store.length} for ${shadow.length}`);
    for (let i = 0; i < shadow.length; i++) {
      if (store[i] !== shadow[i]) return fault(`element ${i} is ${store[i]}, not ${shadow[i]}`);
    }
  };
  /** A fresh array beside what it must hold in C order. */
  const keep = (array: NDArray, values: (k: number) => number): void => {
    const shadow = array.dtype === 'float32' ? new Float32Array(array.size) : new Float64Array(array.size);
    const places = placesOf(array);
    for (let k = 0; k < places.length; k++) shadow[places[k]!] = values(k);
    const made = { array, shadow };
    check(made);
    held.push(made);
  };
  const create = (): void => {
    const [h, w] = [20 + below(180), 20 + below(180)];
    const dtype = pick(['float64', 'float32'] as const);
    const start = below(1000);
    keep(np.full([h, w], start, dtype), () => start);
  };

  for (let k = 0; k < steps; k++) {
    if (held.length === 0 || random() < 0.1) create();
    const one = pick(held);
    const { array, shadow } = one;
    const places = placesOf(array);
    const at = (i: number): number => shadow[places[i]!]!;
    switch (below(13)) {
      case 0:
        held.push({ array: array.at('1:', `:${Math.max(1, array.shape[1]! - 1)}`), shadow });
        break;
      case 1:
        held.push({ array: array.T, shadow });
        break;
      case 2:
        held.push({ array: array.at('::-1', '::2'), shadow });
        break;
      case 3:
        keep(array.add(3), (i) => at(i) + 3);
        break;
      case 4:
        // Halves stay exact; the second operand is a view that steps backwards.
        keep(np.maximum(array.mul(0.5), array.at('::-1')), (i) => {
          const [rows, cols] = array.shape as [number, number];
          const mirrored = (rows - 1 - Math.floor(i / cols)) * cols + (i % cols);
          const half = array.dtype === 'float32' ? Math.fround(at(i) * 0.5) : at(i) * 0.5;
          return Math.max(half, at(mirrored));
        });
        break;
      case 5:
        keep(np.where(array.gt(500), array, 7), (i) => (at(i) > 500 ? at(i) : 7));
        break;
      case 6:
        keep(array.clip(0, 900), (i) => Math.min(900, Math.max(0, at(i))));
        break;
      case 7: {
        // A write through a view is seen by everybody who looks at the store.
        const value = below(1000);
        array.set(0, value);
        for (let j = 0; j < array.shape[1]!; j++) shadow[array.offset + j * array.strides[1]!] = value;
        break;
      }
      case 8:
        keep(array.copy(), at);
        break;
      case 9:
        keep(array.astype('float32'), (i) => Math.fround(at(i)));
        break;
      case 10: {
        // What a student gets hold of is good for ever, and the array follows it.
        const data = array.data as Floats;
        if (isPlaced(data) || isPlaced(rawStore(array))) fault('data gave a store in the memory of the kernels');
        typed.push({ data: data.subarray(0, 100), shadow });
        break;
      }
      case 11: {
        const total = array.sum();
        let sum = 0;
        for (let i = 0; i < places.length; i++) sum += at(i);
        if (!(Math.abs(total - sum) <= 1e-4 * Math.abs(sum))) fault(`a sum is ${total}, not ${sum}`);
        break;
      }
      default:
        held = held.filter(() => random() < 0.6);
    }
    if (held.length > 25) held.splice(0, 10);
    if (typed.length > 10) {
      for (const part of typed) if (part.data.some((x, i) => x !== part.shadow[i])) fault('a typed array has changed');
      typed = [];
    }
    if (random() < 0.1) gc!({ type: 'minor' });
    if (random() < 0.02) gc!();
    if (random() < 0.1) await Promise.resolve();
    if (random() < 0.02) await new Promise((resolve) => setTimeout(resolve, 0));
    if (random() < 0.05) for (const each of held) check(each);
  }
  for (const each of held) check(each);
}

/** A loop, since `every` would take most of this program's time. */
function holdsOnly(store: ArrayLike<unknown>, value: number): boolean {
  for (let i = 0; i < store.length; i++) if (store[i] !== value) return false;
  return true;
}

/** Runs that end in the middle of whatever they do must leave all arrays what they were, and lose next to nothing. */
function cutOff(rounds: number): void {
  const held: { array: NDArray; value: number }[] = [];
  let made = 0;
  const work = (): void => {
    for (;;) {
      const value = made++ % 1000;
      const a = np.full([2500 + ((made * 7919) % 60_000)], value);
      held.push({ array: a.add(1), value: value + 1 });
      if (held.length > 30) held.splice(made % 20, 3);
      np.where(a.gt(3), a, held[0]!.value);
    }
  };
  Object.assign(globalThis, { work });
  const script = new Script('work()');
  let cut = 0;
  for (let round = 0; round < rounds; round++) {
    try {
      script.runInThisContext({ timeout: 1 + (round % 7) });
    } catch {
      cut++;
    }
    for (const { array, value } of held) {
      if (!holdsOnly(rawStore(array), value)) faults.push(`an array of ${value} after ${cut} runs that were cut off`);
    }
  }
  held.length = 0;
  npProgram()!.stores!.isEmpty();
  const lost = npProgram()!.stores!.used;
  // Each cut may lose what was being made, at most an array of 500 kB; hundreds of megabytes were made.
  if (cut !== rounds || lost > rounds * (512 << 10)) faults.push(`${cut} runs cut off, ${lost} bytes lost`);
}

const [first, seeds] = process.argv.slice(2).map(Number) as [number, number];
for (let seed = first; seed < first + seeds && faults.length === 0; seed++) await program(seed, 400);
await new Promise((resolve) => setTimeout(resolve, 0));
npProgram()!.stores!.isEmpty();
if (faults.length === 0) cutOff(100);
console.log(JSON.stringify({ faults: faults.slice(0, 5), given, used: npProgram()!.stores!.used }));
