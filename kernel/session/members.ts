/** @file Questions about the members of values that cells have made: completion asks them where types are not known. */
import type { Member } from '../ipc.ts';
import type { Runner } from './runner.ts';

/** How long completion waits for a runner that computes; somebody is typing. */
const PATIENCE_MS = 300;

/** The questions that are open. */
export class MemberQuestions {
  readonly #open = new Map<number, (members: Member[]) => void>();
  #asked = 0;

  /** The members of `a.b.c`; none where nothing comes in time. */
  async ask(runner: Runner, path: readonly string[]): Promise<Member[]> {
    const id = ++this.#asked;
    const answer = new Promise<Member[]>((resolve) => this.#open.set(id, resolve));
    runner.order({ type: 'members', id, path: [...path] });
    const late = new Promise<Member[]>((resolve) => void setTimeout(resolve, PATIENCE_MS, []).unref());
    return Promise.race([answer, late]).finally(() => this.#open.delete(id));
  }

  /** Takes an answer in. */
  answer(id: number, members: Member[]): void {
    this.#open.get(id)?.(members);
  }
}
