/** @file When a kernel counts as unused: then what can be had again in a moment ends, and memory goes back. */

/** Without a word from the environment. */
const USUAL_SECONDS = 300;

/** Milliseconds without anything to do (`KERNELAB_IDLE`, in seconds); undefined where nothing is to end or to be given back. */
export function idleMilliseconds(): number | undefined {
  const seconds = Number(process.env['KERNELAB_IDLE'] ?? USUAL_SECONDS);
  // A timer takes no more than 24 days.
  return seconds > 0 ? Math.min(seconds * 1000, 2 ** 31 - 1) : undefined;
}

/** Calls `rest` whenever nothing was used for that long; it keeps no process alive. */
export class IdleWatch {
  readonly #timer: NodeJS.Timeout | undefined;
  #works = 0;

  constructor(rest: () => void) {
    const idle = idleMilliseconds();
    if (idle === undefined) return;
    this.#timer = setTimeout(() => {
      if (this.#works > 0) this.used();
      else rest();
    }, idle).unref();
  }

  /** Something was used just now: the time begins anew. */
  used(): void {
    this.#timer?.refresh();
  }

  /** Uses something as long as `work` takes. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#works++;
    try {
      return await work();
    } finally {
      this.#works--;
      this.used();
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
