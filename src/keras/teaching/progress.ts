/** @file What teaching calls that take seconds have in common: a progress bar, turns for the event loop, and Stop. */
import { stopSignal } from '../../display/index.ts';
import { InterruptError } from '../../errors/index.ts';
import { machine } from '../../platform/index.ts';
import { Progbar } from '../callbacks/progbar.ts';

/** Milliseconds of uninterrupted work before the event loop gets a turn. */
const TURN = 40;

/** A bar over `steps` steps; `verbose` 0 draws none. */
export class Progress {
  readonly #who: string;
  readonly #bar: Progbar;
  readonly #signal = stopSignal();
  #lastTurn = performance.now();
  #done = 0;

  constructor(who: string, steps: number, verbose: number) {
    this.#who = who;
    this.#bar = new Progbar({ target: steps, verbose });
  }

  /** One step is done; `values` stand behind the bar. Raises InterruptError when Stop was pressed. */
  async step(values: Readonly<Record<string, number>> = {}): Promise<void> {
    this.#bar.update(++this.#done, values);
    if (!this.#signal.aborted && performance.now() - this.#lastTurn < TURN) return;
    await machine.timers.nextTurn();
    this.#lastTurn = performance.now();
    if (!this.#signal.aborted) return;
    throw new InterruptError({
      who: this.#who,
      rule: {
        en: `stopped after ${this.#done} of ${this.#bar.target} steps`,
        ko: `${this.#bar.target}단계 가운데 ${this.#done}단계까지 하고 멈췄습니다`,
      },
    });
  }
}
