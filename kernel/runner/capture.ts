/**
 * @file Output areas that are not a cell's. What a widget's callback prints, shows, gives back or throws goes to a function
 * of the library, which shows it beside the widget; the code that the callback starts takes that along through awaits and
 * timers.
 */
import { setImmediate } from 'node:timers'; // cells may replace the global ones
import { cellContext, runIn, type CellContext, type Shown, type Sink } from './context.ts';
import { bundleOf, withBase64 } from './present.ts';
import { describe } from './traceback.ts';

/** What is said of code that was stopped. */
export type StoppedError = () => Extract<Shown, { type: 'error' }>;

/**
 * Runs `body` as a cell of its own: output, value and error go to `sink`. `ending` is what a cell's end brings (figures that
 * were drawn and not shown). Resolves when it is through or stopped; never rejects.
 */
export async function asCell(
  body: () => unknown,
  sink: Sink,
  { ending, stopped }: { ending: () => Promise<void>; stopped: StoppedError },
): Promise<void> {
  const outer = cellContext();
  outer.isCaptured = true;
  const context = Object.create(outer, { sink: { value: sink } }) as CellContext;
  const { signal } = outer.controller;
  const isStopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  }).then(() => sink(stopped()));
  const run = async (): Promise<void> => {
    const fail = (error: unknown): void => {
      if (!signal.aborted) sink({ type: 'error', ...describe(error) });
    };
    try {
      const value = await body();
      const data = value === undefined ? undefined : await bundleOf(value);
      const isShown = data !== undefined && Object.keys(data).length > 0 && context.alive;
      if (isShown) sink({ type: 'display', data: withBase64(data), metadata: {}, update: false });
    } catch (error) {
      fail(error);
    }
    await ending().catch(fail);
  };
  // In a turn of its own: where its loop must be broken, all that is below it on the stack goes as well.
  const done = new Promise<void>((resolve) => {
    setImmediate(() => void runIn(context, run, { latest: false }).then(resolve));
  });
  await Promise.race([done, isStopped]);
}
