/**
 * @file The stripper of Node in a thread of its own. What takes the types out is a WASM program of fifteen megabytes that Node never
 * lets go of; it is there from the first cell that has types, with the thread it goes when nobody uses the notebook.
 */
import { Worker } from 'node:worker_threads';
import { IdleWatch } from '../idle.ts';
import { kernelFile } from '../paths.ts';
import { stripperIn } from './strip-node.ts';
import { CellSyntaxError, type JavaScript, type Stripper } from './stripper.ts';

/** What the thread is asked. */
export interface StripQuestion {
  id: number;
  way: 'javascriptOf' | 'lowered';
  source: string;
}

/** What it answers: JavaScript, or what is wrong with the TypeScript. */
export type StripAnswer = { id: number } & (
  { javascript: JavaScript } | { wrong: Pick<CellSyntaxError, 'message' | 'incomplete'> }
);

export class StripThread implements Stripper {
  #worker: Worker | undefined;
  /** There is no thread to be had: this one does it. */
  #isAlone = false;
  #last = 0;
  readonly #waiting = new Map<number, { question: StripQuestion; give: (answer: StripAnswer | undefined) => void }>();
  readonly #idle = new IdleWatch(() => this.#end());

  readonly #folder: string;
  readonly #here: Stripper;

  /** The thread starts at the first question. `folder`: the notebook's, which may have settings. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#here = stripperIn(folder);
  }

  javascriptOf(source: string): Promise<JavaScript> {
    return this.#idle.during(() => this.#ask('javascriptOf', source));
  }

  lowered(source: string): Promise<JavaScript> {
    return this.#idle.during(() => this.#ask('lowered', source));
  }

  stop(): void {
    this.#idle.stop();
    this.#isAlone = true;
    this.#end();
  }

  async #ask(way: StripQuestion['way'], source: string): Promise<JavaScript> {
    if (this.#worker === undefined && !this.#isAlone) this.#start();
    const worker = this.#worker;
    if (worker === undefined) return this.#here[way](source);
    const question = { id: ++this.#last, way, source };
    const answer = await new Promise<StripAnswer | undefined>((give) => {
      this.#waiting.set(question.id, { question, give });
      worker.ref(); // a program must not end while it waits
      worker.postMessage(question);
    });
    this.#waiting.delete(question.id);
    if (this.#waiting.size === 0) worker.unref();
    if (answer === undefined) return this.#here[way](source);
    if ('wrong' in answer) throw new CellSyntaxError(answer.wrong.message, answer.wrong.incomplete);
    return answer.javascript;
  }

  #start(): void {
    const worker = new Worker(kernelFile('stripper'), {
      workerData: this.#folder,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    worker.unref();
    worker.on('message', (answer: StripAnswer) => this.#waiting.get(answer.id)?.give(answer));
    // An account may start no more threads.
    worker.on('error', () => {
      this.#isAlone = true;
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const { give } of this.#waiting.values()) give(undefined);
    });
    this.#worker = worker;
  }

  #end(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
  }
}
