/**
 * @file The program in the sandbox: reads jobs from its input, one per line, runs their steps on a kernel session and writes a
 * line for each step as it ends. All it says is a claim: whoever reads it trusts nothing but its form.
 */
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { NotebookScope } from '../../../kernel/checker/scope.ts';
import type { TypeChecker } from '../../../kernel/checker/checker.ts';
import { loadLibrary, type Library } from '../../../kernel/library.ts';
import { plainFirst } from '../../../kernel/compile/plain.ts';
import { nodeStripper } from '../../../kernel/compile/strip-node.ts';
import type { Death, Runner, RunnerEvents } from '../../../kernel/session/runner.ts';
import { RunnerProcess } from '../../../kernel/session/runner-process.ts';
import { Session } from '../../../kernel/session/session.ts';
import type { CellOutput } from '../../../kernel/session/terms.ts';
import type { Outcome, Step } from '../../grade/grader.ts';

/** What a step may print and show, in characters; more ends it. */
const MOST_OUTPUT = 10_000_000;
/** How long a session may take to end a cell that was stopped. */
const STOP_MS = 8000;

export interface Setup {
  /** The module that describes the library. */
  library: string;
  cwd: string;
  /** The MIME type of answers. */
  answers: string;
}

/** Cells are run as they are: the marks come from values, and a type that is wrong changes none. */
class NoChecker implements TypeChecker {
  readonly scope: NotebookScope;
  readonly failure = undefined;
  #kept = 0;
  constructor(library: Library) {
    this.scope = new NotebookScope(library);
  }
  start = async (): Promise<void> => {};
  check = async (): Promise<[]> => [];
  complete = async (): Promise<[]> => [];
  details = async (): Promise<[]> => [];
  hover = async (): Promise<undefined> => undefined;
  hoversInChecked = async (): Promise<[]> => [];
  keep(_id: string, _code: string, declared: Parameters<TypeChecker['keep']>[2]): void {
    this.scope.add(declared, `d${++this.#kept}`);
  }
  clear(): void {
    this.scope.clear();
  }
  stop(): void {}
}

class Bench {
  readonly #session: Session;
  readonly #probe: string;
  /** Cells that ran well; they are run again when the process was lost. */
  readonly #good: string[] = [];
  #count = 0;
  /** How many processes there were, and why the last one of them ended by itself: with a process its variables are lost. */
  #processes = 0;
  /** The one in which all that ran well has run. */
  #restored = 1;
  #death: Death['reason'] | undefined;
  #printed = 0;
  #answers: unknown;
  #tooMuch: () => void = () => {};

  constructor(library: Library, cwd: string) {
    const checker = new NoChecker(library);
    this.#session = new Session(
      {
        checker,
        stripper: plainFirst(nodeStripper),
        library,
        notices: false,
        startRunner: (events) => this.#start(library, cwd, events),
      },
      { output: (output) => this.#output(output) },
    );
    const fromSource = library.code.endsWith('.ts');
    this.#probe = join(library.code, '..', 'grade', fromSource ? 'probe.ts' : 'probe.js');
  }

  #start(library: Library, cwd: string, events: RunnerEvents): Runner {
    this.#processes++;
    // The grader's compiled code is here to be read; the kernel's own folder for it is not.
    const compiled = process.env['NODE_COMPILE_CACHE'] ?? '';
    const env = { KERNELAB_NOTICES: 'off', KERNELAB_PICTURES: 'off', NODE_COMPILE_CACHE: compiled };
    const died = (death: Death): void => {
      this.#death = death.reason;
      events.died(death);
    };
    return new RunnerProcess({ cwd, library, env }, { ...events, died });
  }

  /** Loads the probe, before anything of a student's runs. */
  async open(): Promise<void> {
    await this.#execute(`await import(${JSON.stringify(this.#probe)}); undefined`, 60);
  }

  async run(step: Step): Promise<Outcome> {
    const code =
      step.kind === 'cell'
        ? step.code
        : `await (await import(${JSON.stringify(this.#probe)})).ask(${JSON.stringify(step.ask)}, ${step.expression}, ${JSON.stringify(step.sets)}, ${JSON.stringify(step.numerical)})`;
    // A timer that a cell left behind may have ended the process after the cell.
    if (this.#processes !== this.#restored) await this.#again();
    const outcome = await this.#execute(code, step.seconds);
    const { lost, ...rest } = outcome;
    if (lost) await this.#again();
    else if (step.kind === 'cell' && rest.undecided === undefined) this.#good.push(step.code);
    return { id: step.id, ...rest };
  }

  close(): void {
    this.#session.stop();
  }

  /** After a lost process: everything that ran well, in a new one. What is lost again is left out. */
  async #again(): Promise<void> {
    this.#restored = this.#processes;
    await this.open();
    for (const code of this.#good.slice()) {
      const { lost, undecided } = await this.#execute(code, 30);
      if (lost || undecided) this.#good.splice(this.#good.indexOf(code), 1);
      if (lost) return this.#again();
    }
  }

  async #execute(code: string, seconds: number): Promise<Omit<Outcome, 'id'> & { lost?: boolean }> {
    this.#printed = 0;
    this.#answers = undefined;
    this.#death = undefined;
    let undecided: Outcome['undecided'];
    const stop = (why: 'time' | 'output'): void => {
      undecided ??= why;
      this.#session.interrupt();
    };
    this.#tooMuch = () => stop('output');
    const timer = setTimeout(() => stop('time'), seconds * 1000);
    const count = ++this.#count;
    const ran = this.#session.execute(count, code, { label: `Cell [${count}]`, count });
    const { error } = await Promise.race([ran, late(seconds * 1000 + STOP_MS)]);
    clearTimeout(timer);
    const lost = this.#processes !== this.#restored || this.#death !== undefined;
    if (lost) undecided ??= this.#death === 'memory' ? 'memory' : 'crash';
    return {
      ...(this.#answers === undefined ? {} : { answers: this.#answers }),
      ...(error === undefined ? {} : { error: `${error.ename}: ${error.evalue}`.slice(0, 500) }),
      ...(undecided === undefined ? {} : { undecided }),
      ...(lost ? { lost } : {}),
    };
  }

  #output(output: CellOutput): void {
    if (output.type === 'stream') this.#printed += output.text.length;
    else if (output.type === 'result' || output.type === 'display') {
      const { data } = output.content.value() as { data: Record<string, unknown> };
      if (output.type === 'result' && setup.answers in data) this.#answers = data[setup.answers];
      else this.#printed += JSON.stringify(data).length;
    }
    if (this.#printed > MOST_OUTPUT) this.#tooMuch();
  }
}

function late(milliseconds: number): Promise<{ error: { ename: string; evalue: string } }> {
  return new Promise((resolve) => {
    setTimeout(
      () => resolve({ error: { ename: 'ProcessEnded', evalue: 'It could not be stopped.' } }),
      milliseconds,
    ).unref();
  });
}

const setup = JSON.parse(process.argv[2]!) as Setup;
const bench = new Bench(await loadLibrary(setup.library), setup.cwd);
const say = (line: unknown): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
await bench.open();
say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  for (const step of JSON.parse(line) as Step[]) say(await bench.run(step));
  say({ done: true });
}
bench.close();
process.exit(0);
