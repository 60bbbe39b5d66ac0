/**
 * @file The stages of a dataset as passes: each takes the pass before it and gives its own, one element at a time. Nothing
 * is read before somebody asks, and whoever stops asking closes the passes behind (`return` of the generators).
 */
import { NDArray, np } from '../../array/index.ts';
import { describe } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { batchOf, notAnElement, sliceOf, spread, takenApart } from './element.ts';
import { turn } from './turns.ts';

/** One pass over the elements. */
export type Pass = AsyncIterable<unknown>;
/** What a user's function is. */
type UserFunction = (...parts: never[]) => unknown;

/** What `f` makes of each element, up to `parallel` calls at a time; results keep their order. */
export async function* mapped(pass: Pass, f: UserFunction, parallel: number): AsyncGenerator {
  const call = f as (...parts: unknown[]) => unknown;
  const begun: Promise<unknown>[] = [];
  let made = 0;
  const checked = (value: unknown): unknown => {
    if (value === undefined || value === null) throw notAnElement('Dataset.map', value, made);
    made++;
    return value;
  };
  for await (const element of pass) {
    if (parallel === 1) {
      yield checked(await call(...spread(element)));
      continue;
    }
    if (begun.length === parallel) yield checked(await begun.shift());
    const result = (async () => await call(...spread(element)))();
    result.catch(() => undefined); // raised when its turn comes
    begun.push(result);
  }
  for (const result of begun) yield checked(await result);
}

/** The elements for which `f` is true. */
export async function* filtered(pass: Pass, f: UserFunction): AsyncGenerator {
  const call = f as (...parts: unknown[]) => unknown;
  for await (const element of pass) if (truth(await call(...spread(element)))) yield element;
}

function truth(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value instanceof NDArray && value.size === 1) return value.item() !== 0;
  throw new ValueError({
    who: 'Dataset.filter',
    rule: { en: 'the function must give true or false', ko: '함수는 true나 false를 돌려주어야 합니다' },
    received: describe(value),
    ...(value === undefined
      ? {
          hint: {
            en: 'Braces need a return: (x, y) => { return y.item() === 3; }',
            ko: '중괄호를 쓰면 return이 필요합니다: (x, y) => { return y.item() === 3; }',
          },
        }
      : {}),
  });
}

/** Draws each element out of the next `size`; the whole order is random where `size` is no less than the data. */
export async function* shuffled(pass: Pass, size: number, random: (below: number) => number): AsyncGenerator {
  const buffer: unknown[] = [];
  for await (const element of pass) {
    if (buffer.length < size) {
      buffer.push(element);
      continue;
    }
    const at = random(size);
    const drawn = buffer[at];
    buffer[at] = element;
    yield drawn;
  }
  while (buffer.length > 0) {
    const at = random(buffer.length);
    const drawn = buffer[at];
    const last = buffer.pop();
    if (at < buffer.length) buffer[at] = last;
    yield drawn;
  }
}

/** Random whole numbers below n, from a seed. */
export function randomBelow(seed: number): (below: number) => number {
  const state = new np.random.RandomState(seed);
  return (below) => Math.floor(state.random() * below);
}

export async function* batched(pass: Pass, size: number, dropRemainder: boolean): AsyncGenerator {
  let elements: unknown[] = [];
  let first = 0;
  for await (const element of pass) {
    elements.push(element);
    if (elements.length < size) continue;
    yield batchOf('Dataset.batch', elements, first);
    first += size;
    elements = [];
  }
  if (elements.length > 0 && !dropRemainder) yield batchOf('Dataset.batch', elements, first);
}

export async function* unbatched(pass: Pass): AsyncGenerator {
  for await (const batch of pass) yield* takenApart('Dataset.unbatch', batch);
}

/** One pass after another; ends where a pass has nothing, which would go round for ever. */
export async function* repeated(open: () => Pass, times: number): AsyncGenerator {
  for (let k = 0; k < times; k++) {
    let any = false;
    for await (const element of open()) {
      any = true;
      yield element;
    }
    if (!any) return;
  }
}

export async function* taken(pass: Pass, count: number): AsyncGenerator {
  if (count === 0) return;
  let left = count;
  for await (const element of pass) {
    yield element;
    if (--left === 0) return;
  }
}

export async function* skipped(pass: Pass, count: number): AsyncGenerator {
  let passed = 0;
  for await (const element of pass) if (passed++ >= count) yield element;
}

export async function* enumerated(pass: Pass, start: number): AsyncGenerator {
  let i = start;
  for await (const element of pass) yield [i++, element];
}

export async function* joined(passes: readonly (() => Pass)[]): AsyncGenerator {
  for (const open of passes) yield* open();
}

/** Elements of all passes side by side, until the first of them ends. `names` make objects instead of tuples. */
export async function* zipped(passes: readonly Pass[], names: readonly string[] | undefined): AsyncGenerator {
  const iterators = passes.map((pass) => pass[Symbol.asyncIterator]());
  try {
    for (;;) {
      const results = await Promise.all(iterators.map((each) => each.next()));
      if (results.some(({ done }) => done)) return;
      const values = results.map(({ value }): unknown => value);
      yield names ? Object.fromEntries(names.map((name, i) => [name, values[i]])) : values;
    }
  } finally {
    for (const each of iterators) await each.return?.();
  }
}

/** Begins elements before they are asked for: what waits for threads, files or the network goes on meanwhile. */
export async function* prefetched(pass: Pass, count: number): AsyncGenerator {
  const iterator = pass[Symbol.asyncIterator]();
  const begun: Promise<IteratorResult<unknown>>[] = [];
  try {
    for (;;) {
      while (begun.length <= count) {
        const next = iterator.next();
        next.catch(() => undefined); // raised when its turn comes
        begun.push(next);
      }
      const { value, done } = await begun.shift()!;
      if (done) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** The slices of arrays, one by one. */
export async function* slices(tensors: unknown, count: number): AsyncGenerator {
  for (let i = 0; i < count; i++) {
    const due = turn();
    if (due) await due;
    yield sliceOf(tensors, i);
  }
}

/** What an iterable of the user gives. */
export async function* given(source: Iterable<unknown> | AsyncIterable<unknown>): AsyncGenerator {
  for await (const element of source) {
    const due = turn();
    if (due) await due;
    yield element;
  }
}
