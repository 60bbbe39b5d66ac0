/**
 * @file Programs that are kept to save work only: whoever holds some gives them back where the engine runs short of memory, and makes
 * them again when they are asked for. A holder that nobody has goes with its model.
 */
import { onShortage } from '../../engine/index.ts';

interface Holder {
  /** Releases what it can do without now. */
  giveBack(): void;
}

const holders = new Set<WeakRef<Holder>>();

onShortage(() => {
  for (const each of holders) {
    const holder = each.deref();
    if (holder) holder.giveBack();
    else holders.delete(each);
  }
});

/** A holder's place among those who are asked. */
export class SpareMemory {
  readonly #holder: WeakRef<Holder>;

  constructor(holder: Holder) {
    this.#holder = new WeakRef(holder);
  }

  /** It holds programs from now on. */
  hold(): void {
    holders.add(this.#holder);
  }

  holdNothing(): void {
    holders.delete(this.#holder);
  }
}
