/**
 * @file The grader's end of a sandbox: sends steps, reads claims with caps and an outer clock, and ends the whole sandbox when
 * either is broken.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome, Step } from '../../grade/grader.ts';
import { startInside, usualLimits, type Limits, type SandboxKind } from './sandbox.ts';

/** Characters that one job may answer with. */
const MOST = 64 * 2 ** 20;
/** Seconds for starting, and for stopping what runs on, beyond what the steps themselves may take. */
const SLACK = 60;

export interface BenchOptions {
  kind: SandboxKind;
  slot: number;
  limits?: Limits;
}

/** One running sandbox. */
export class Bench {
  readonly #child: ChildProcess;
  readonly #folder: string;
  #rest = '';
  #read = 0;
  #hear: (line: string) => void = () => {};
  #ended: (why: 'crash' | 'output' | 'time') => void = () => {};
  #over: 'crash' | 'output' | 'time' | undefined;

  constructor({ kind, slot, limits = usualLimits }: BenchOptions) {
    this.#folder = mkdtempSync(join(tmpdir(), 'kernelab-grade-'));
    this.#child = startInside(kind, slot, limits, this.#folder);
    this.#child.stdout!.setEncoding('utf8');
    this.#child.stdout!.on('data', (text: string) => this.#take(text));
    this.#child.stdin!.on('error', () => {}); // it has ended; that is heard below
    this.#child.on('error', () => this.#end('crash'));
    this.#child.on('close', () => this.#end('crash'));
  }

  /** Whether it can take another job. */
  get alive(): boolean {
    return this.#over === undefined;
  }

  /** Runs steps; those that did not come to an end say why. Of two claims about one step the first counts. */
  async run(steps: readonly Step[]): Promise<Map<string, Outcome>> {
    const outcomes = new Map<string, Outcome>();
    const wanted = new Set(steps.map(({ id }) => id));
    const seconds = SLACK + steps.reduce((sum, step) => sum + step.seconds, 0);
    this.#read = 0;
    const why = await new Promise<'done' | 'crash' | 'output' | 'time'>((resolve) => {
      if (this.#over !== undefined) return resolve(this.#over);
      const timer = setTimeout(() => this.#end('time'), seconds * 1000);
      const finish = (how: 'done' | 'crash' | 'output' | 'time'): void => {
        clearTimeout(timer);
        resolve(how);
      };
      this.#ended = finish;
      this.#hear = (line) => {
        const said = parsed(line);
        if (said?.['done'] === true) return finish('done');
        const id = said?.['id'];
        if (typeof id !== 'string' || !wanted.has(id) || outcomes.has(id)) return;
        outcomes.set(id, checked(id, said!));
      };
      this.#child.stdin!.write(`${JSON.stringify(steps)}\n`);
    });
    if (why !== 'done') for (const id of wanted) if (!outcomes.has(id)) outcomes.set(id, { id, undecided: why });
    return outcomes;
  }

  /** Ends the sandbox with everything in it. */
  close(): void {
    this.#end('crash');
  }

  #take(text: string): void {
    this.#read += text.length;
    if (this.#read > MOST) return this.#end('output');
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop()!;
    for (const line of lines) this.#hear(line);
  }

  #end(why: 'crash' | 'output' | 'time'): void {
    if (this.#over !== undefined) return;
    this.#over = why;
    try {
      process.kill(-this.#child.pid!, 'SIGKILL'); // the group: bubblewrap takes its whole namespace along
    } catch {
      // it has ended by itself
    }
    rmSync(this.#folder, { recursive: true, force: true });
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
  const { answers, error, undecided } = said;
  return {
    id,
    ...(answers === undefined ? {} : { answers }),
    ...(typeof error === 'string' ? { error: error.slice(0, 500) } : {}),
    ...(undecided === 'time' || undecided === 'crash' || undecided === 'output' ? { undecided } : {}),
  };
}
