/** @file A session of the library's sources that remembers the advice it gave. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLibrary, type Library } from '../../kernel/library.ts';
import { nodeParts } from '../../kernel/node.ts';
import { defaultLibrary } from '../../kernel/paths.ts';
import { Session } from '../../kernel/session/session.ts';

export interface Advice {
  en: string;
  ko: string;
  /** The line that works. */
  write?: string;
}

export class AdvisedSession {
  /** What was said of the last cell. */
  given: Advice[] = [];
  /** What TypeScript says of it, in English. */
  messages: string[] = [];
  /** Whether the last cell did not begin to run. */
  wasRefused = false;
  readonly #session: Session;
  readonly #folder: string;
  #cells = 0;

  private constructor(sources: Library, folder: string) {
    const heard = <A extends Advice | undefined>(advice: A): A => {
      if (advice) this.given.push(advice);
      return advice;
    };
    const library: Library = {
      ...sources,
      hintFor: (...problem) => {
        this.messages.push(problem[0].message);
        return heard(sources.hintFor!(...problem));
      },
      hintForThrown: (thrown) => heard(sources.hintForThrown!(thrown)),
      notices: (code) => sources.notices!(code).map(heard),
      operatorNotice: (use) => heard(sources.operatorNotice!(use)),
    };
    this.#folder = folder;
    this.#session = new Session(nodeParts({ cwd: folder, library, env: { KERNELAB_OFFLINE: '1' } }), {
      output: () => {},
    });
  }

  static async start(): Promise<AdvisedSession> {
    const sources = await loadLibrary(defaultLibrary());
    return new AdvisedSession(sources, mkdtempSync(join(tmpdir(), 'kernelab-advice-')));
  }

  /** Runs a cell; gives what went wrong. */
  async run(code: string): Promise<string | undefined> {
    [this.given, this.messages] = [[], []];
    const count = ++this.#cells;
    const { error } = await this.#session.execute(count, code, { label: `Cell [${count}]`, count });
    this.wasRefused = error?.ename === 'TypeScriptError' || error?.ename === 'SyntaxError';
    return error?.evalue;
  }

  /** Forgets the names of all cells. */
  forget(): void {
    this.#session.checker.clear();
  }

  stop(): void {
    this.#session.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
