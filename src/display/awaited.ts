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

/** `const job = model.fit(`: how a promise is kept under a name, and the call, where the line shows it. */
const keeping = /^\s*((?:const|let|var)\s+)?([\w$]+)\s*=(?![=>])\s*(?:([\w$.]+)\()?/;

function sayForgotten(): void {
  const forgotten = [...pending];
  pending.clear();
  for (const promise of forgotten) {
    const { who, example, at } = made.get(promise)!;
    const line = notebookHost()?.place?.(at)?.text ?? '';
    // `void f()` says that nobody means to wait.
    if (/(?<![\w$.])void\s/.test(line)) continue;
    const [, declares = '', kept, call] = keeping.exec(line) ?? [];
    const here = call === undefined ? example : `${declares}${kept} = await ${call}(…)`;
    // A later cell may wait for it, which only a saved notebook shows beforehand: both ways are named.
    const text =
      kept === undefined
        ? {
            en: `${who} works in the background and gives a promise, not its result; the cell ended without waiting for it. Write: ${example}`,
            ko: `${who}의 결과는 아직 나오지 않은 promise이고, 셀은 기다리지 않고 끝났습니다. 이렇게 쓰세요: ${example}`,
          }
        : {
            en: `\`${kept}\` is not a result yet but a promise: ${who} goes on in the background. To have the result here, write: ${here}, or wait in a later cell: await ${kept}`,
            ko: `\`${kept}\`의 값은 아직 결과가 아니라 promise입니다. ${who}의 계산은 백그라운드에서 계속됩니다. 여기서 결과를 받으려면: ${here}, 뒤의 셀에서 기다리려면: await ${kept}`,
          };
    warnOfTrap('not awaited', text, at, { unlessAwaited: kept });
  }
}
