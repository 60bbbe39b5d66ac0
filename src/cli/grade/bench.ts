/**
 * @file The grader's end of a sandbox: sends steps, reads claims with caps and an outer clock, and ends the whole sandbox when
 * either is broken.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { undecidedReasons, type Outcome, type SandboxKind, type Step, type Undecided } from '../../grade/grader.ts';
import { MachineFault } from './faults.ts';
import { endSandbox, startInside, usualLimits, type Limits } from './sandbox.ts';
import { filesOfTree, memoryOfTree } from './usage.ts';

/** Characters that one job may answer with. */
const MOST = 64 * 2 ** 20;
/** Seconds for starting. */
const START = 120;
/** Seconds for stopping what runs on, beyond what the steps themselves may take. */
const SLACK = 60;
/** How often one looks at the memory and the files that a sandbox takes. */
const LOOK_MS = 400;

export interface BenchOptions {
  kind: SandboxKind;
  slot: number;
  limits?: Limits;
}

/** One running sandbox. */
export class Bench {
  readonly #child: ChildProcess;
  readonly #kind: SandboxKind;
  readonly #folder: string;
  readonly #ready: Promise<void>;
  readonly #look: NodeJS.Timeout;
  #parts: string[] = [];
  #read = 0;
  /** The first words on its error output, for people whose sandbox does not start. */
  #complaint = '';
  #hear: (line: string) => void = () => {};
  #ended: (why: Undecided) => void = () => {};
  #over: Undecided | undefined;

  constructor({ kind, slot, limits = usualLimits }: BenchOptions) {
    this.#kind = kind;
    this.#folder = mkdtempSync(join(tmpdir(), 'kernelab-grade-'));
    this.#child = startInside(kind, slot, limits, this.#folder);
    this.#child.stdout!.setEncoding('utf8');
    this.#child.stdout!.on('data', (text: string) => this.#take(text));
    this.#child.stderr!.on('data', (text: Buffer) => {
      if (this.#complaint.length < 2000) this.#complaint += text.toString('utf8').slice(0, 2000);
    });
    this.#child.stdin!.on('error', () => {}); // it has ended; that is heard below
    this.#child.on('error', (error) => {
      this.#complaint ||= error.message;
      this.#end('crash');
    });
    this.#child.on('close', () => this.#end('crash'));
    this.#look = setInterval(() => {
      const { pid } = this.#child;
      if (memoryOfTree(pid) > limits.allMemory * 2 ** 20) this.#end('memory');
      if (kind === 'bubblewrap' && filesOfTree(pid) > limits.files) this.#end('files');
    }, LOOK_MS).unref();
    this.#ready = this.#started();
    this.#ready.catch(() => {}); // whoever runs steps hears it
  }

  /** Whether it can take another job. */
  get alive(): boolean {
    return this.#over === undefined;
  }

  /**
   * Runs steps; those that did not come to an end say why. Of two claims about one step the first counts.
   * @throws MachineFault when the sandbox did not start
   */
  async run(steps: readonly Step[]): Promise<Map<string, Outcome>> {
    await this.#ready;
    const outcomes = new Map<string, Outcome>();
    const wanted = new Set(steps.map(({ id }) => id));
    const seconds = SLACK + steps.reduce((sum, step) => sum + step.seconds, 0);
    this.#read = 0;
    const why = await this.#until(
      seconds,
      (line, finish) => {
        const said = parsed(line);
        if (said?.['done'] === true) return finish('done');
        const id = said?.['id'];
        if (typeof id !== 'string' || !wanted.has(id) || outcomes.has(id)) return;
        outcomes.set(id, checked(id, said!));
      },
      () => this.#child.stdin!.write(`${JSON.stringify(steps)}\n`),
    );
    if (why !== 'done') for (const id of wanted) if (!outcomes.has(id)) outcomes.set(id, { id, undecided: why });
    return outcomes;
  }

  /** Ends the sandbox with everything in it. */
  close(): void {
    this.#end('crash');
  }

  /** Says so before anything of a student's runs: what goes wrong until then is the machine's fault. */
  async #started(): Promise<void> {
    const why = await this.#until(START, (line, finish) => {
      if (parsed(line)?.['ready'] === true) finish('done');
    });
    if (why === 'done') return;
    throw new MachineFault({
      who: 'kernelab grade',
      rule: { en: 'a sandbox did not start', ko: '샌드박스가 시작되지 않았습니다' },
      received: this.#complaint.trim().slice(0, 500) || why,
    });
  }

  /** Hears lines until it is done, or the sandbox has ended for another reason. */
  #until(
    seconds: number,
    hear: (line: string, finish: (how: 'done') => void) => void,
    begin = (): unknown => undefined,
  ): Promise<'done' | Undecided> {
    return new Promise((resolve) => {
      if (this.#over !== undefined) return resolve(this.#over);
      const timer = setTimeout(() => this.#end('time'), seconds * 1000);
      const finish = (how: 'done' | Undecided): void => {
        clearTimeout(timer);
        resolve(how);
      };
      this.#ended = finish;
      this.#hear = (line) => hear(line, finish);
      begin();
    });
  }

  #take(text: string): void {
    this.#read += text.length;
    if (this.#read > MOST) return this.#end('output');
    const lines = text.split('\n');
    // A long line comes in many parts; to join them at each part would take the square of the time.
    const rest = lines.pop()!;
    for (const line of lines) {
      this.#hear(this.#parts.join('') + line);
      this.#parts = [];
    }
    if (rest !== '') this.#parts.push(rest);
  }

  #end(why: Undecided): void {
    if (this.#over !== undefined) return;
    this.#over = why;
    clearInterval(this.#look);
    endSandbox(this.#kind, this.#child);
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 }); // what was killed may still write
    this.#ended(why);
  }
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Only the fields that are known, each with its type. */
function checked(id: string, said: Record<string, unknown>): Outcome {
  const { answers, error } = said;
  const undecided = undecidedReasons.find((reason) => reason === said['undecided']);
  return {
    id,
    ...(answers === undefined ? {} : { answers }),
    ...(typeof error === 'string' ? { error: error.slice(0, 500) } : {}),
    ...(undecided === undefined ? {} : { undecided }),
  };
}
