/** @file Promises of long work that say so when the cell ends and nobody has awaited them. */
import { notebookHost } from './host.ts';
import { warnOfTrap } from './notice.ts';

/** What was begun in this cell and is not awaited yet. */
const pending = new Set<Watched<unknown>>();
let hooked = false;

/** A promise that knows whether anybody waits for it: `await` calls `then` of what is not exactly a Promise. */
class Watched<T> extends Promise<T> {
  static {
    Reflect.defineProperty(this, 'name', { value: 'Promise' }); // as it is printed
  }

  // What `then` gives is an ordinary promise.
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- it is a promise already; that `await` calls this is the purpose
  override then<A = T, B = never>(
    done?: ((value: T) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    pending.delete(this);
    return super.then(done, failed);
  }
}

/**
 * The same promise, watched: a cell that ends without having awaited it (or passed it on to something that does) gets
 * a notice at the line of the call. `example` is the line that is right, e.g. `await model.fit(…)`.
 */
export function mustBeAwaited<T>(work: Promise<T>, who: string, example: string): Promise<T> {
  const host = notebookHost();
  if (!host?.place) return work;
  if (!hooked) host.onCellEnd(sayForgotten);
  hooked = true;
  const watched = new Watched<T>((resolve, reject) => {
    work.then(resolve, reject);
  });
  pending.add(watched);
  made.set(watched, { who, example, at: new Error() });
  return watched;
}

const made = new WeakMap<object, { who: string; example: string; at: Error }>();

function sayForgotten(): void {
  const forgotten = [...pending];
  pending.clear();
  for (const promise of forgotten) {
    const { who, example, at } = made.get(promise)!;
    const line = notebookHost()?.place?.(at)?.text ?? '';
    // `void f()` says that nobody means to wait.
    if (/(?<![\w$.])void\s/.test(line)) continue;
    const kept = /^\s*(?:(?:const|let|var)\s+)?([\w$]+)\s*=(?![=>])/.exec(line)?.[1];
    warnOfTrap(
      'not awaited',
      {
        en: `${who} works in the background and gives a promise, not its result; the cell ended without waiting for it. Write: ${example}`,
        ko: `${who}의 결과는 아직 나오지 않은 promise이고, 셀은 기다리지 않고 끝났습니다. 이렇게 쓰세요: ${example}`,
      },
      at,
      { unlessAwaited: kept },
    );
  }
}
