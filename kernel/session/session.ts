/**
 * @file One notebook's session: compiles and checks cells, runs them one after the other in a runner process,
 * interrupts them, and gets a new runner when the old one is lost. The Jupyter server and the headless runner are
 * two users of it; it knows neither sockets nor files.
 */
import { CellSyntaxError, compileCell, type CompiledCell, type DeclaredName } from '../compile/cell.ts';
import { Checker } from '../checker/checker.ts';
import type { CellError, ExpressionReply, Report, RunnableCode } from '../ipc.ts';
import { say } from '../language.ts';
import { notices } from './hints.ts';
import { deathMessage, lossMessage, syntaxError, typeError } from './messages.ts';
import { RunnerProcess, type Death } from './runner-process.ts';

/** What a cell shows while (or after) it runs. */
export type CellOutput = Extract<Report, { type: 'stream' | 'display' | 'clear' | 'result' }>;

/** How a cell ended. */
export interface CellOutcome {
  error?: CellError;
  interrupted: boolean;
  expressions: Record<string, ExpressionReply>;
}

export interface SessionOptions {
  /** The notebook's folder: imports and files are looked up from here. */
  cwd: string;
  /** Something to show. `cell` is the number `execute` was given. */
  output(output: CellOutput): void;
  /** The running cell wants a line of text; answer with `input`. */
  inputRequest?(cell: number, prompt: string, password: boolean): void;
  /** More environment for the runner. */
  env?: Record<string, string>;
}

export interface ExecuteOptions {
  /** How tracebacks call the cell, e.g. `Cell [3]`. */
  label: string;
  /** Expressions to evaluate after the cell. */
  expressions?: Record<string, string>;
}

/** How long a runner may be deaf to an interrupt before it is replaced. */
const REPLACE_AFTER_MS = 3000;

interface Running {
  cell: number;
  finish: (outcome: CellOutcome) => void;
  interrupted: boolean;
  /** The runner has it; before that, stopping is only a matter of not starting. */
  started: boolean;
}

/** A session. Cells must be run one at a time; everything else may be asked at any time. */
export class Session {
  readonly checker: Checker;
  readonly #options: SessionOptions;
  #runner: RunnerProcess;
  #running: Running | undefined;
  #replaceTimer: NodeJS.Timeout | undefined;
  #kept = 0;
  #stopped = false;
  #toldUnchecked = false;
  /** The last runner never came up; only a cell is a reason to try again. */
  #broken = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#runner = this.#startRunner();
    this.checker = new Checker(options.cwd);
    this.checker.start().catch(() => {}); // asked again, and told, by the first cell
  }

  /** Runs a cell. Never rejects: what goes wrong is in the outcome. */
  async execute(cell: number, code: string, options: ExecuteOptions): Promise<CellOutcome> {
    const running: Running = { cell, finish: () => {}, interrupted: false, started: false };
    const done = new Promise<CellOutcome>((resolve) => {
      running.finish = resolve;
    });
    this.#running = running;
    try {
      void this.#start(running, code, options);
      return await done;
    } finally {
      if (this.#running === running) this.#running = undefined;
      clearTimeout(this.#replaceTimer);
      this.#replaceTimer = undefined;
    }
  }

  /** Stops the running cell; if nothing helps, replaces the runner after three seconds. */
  interrupt(): void {
    const running = this.#running;
    if (!running || this.#stopped) return;
    running.interrupted = true;
    if (!running.started) {
      running.finish({ error: stoppedEarly(), interrupted: true, expressions: {} });
      return;
    }
    this.#runner.orderWatchdog({ type: 'interrupt', cell: running.cell });
    this.#replaceTimer ??= setTimeout(() => {
      this.#replaceTimer = undefined;
      if (this.#running !== running) return;
      this.#replace(lossMessage('stuck'));
    }, REPLACE_AFTER_MS);
  }

  /** The answer to an input request. */
  input(value: string): void {
    this.#runner.orderWatchdog({ type: 'input', value });
  }

  /** Ends the session and its processes. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#replaceTimer);
    this.#runner.kill();
    this.checker.stop();
  }

  async #start(running: Running, code: string, options: ExecuteOptions): Promise<void> {
    const fail = (error: CellError): void => running.finish({ error, interrupted: false, expressions: {} });
    try {
      const file = `kernelab:cell/${running.cell}`;
      const names = this.checker.scope.userNames();
      const compiled = await compiledOrError(code, file, names);
      const declared = 'error' in compiled ? [] : compiled.declared;
      const problems = await this.checker.check(code, declared);
      if (running.interrupted) return;
      this.#tellUnchecked(running.cell);
      if (problems.length > 0) return fail(typeError(problems, code, options.label));
      if ('error' in compiled) return fail(syntaxError(compiled.error, options.label));
      const expressions = await this.#compileExpressions(options.expressions ?? {}, declared);
      if (this.#broken) [this.#broken, this.#runner] = [false, this.#startRunner()];
      await this.#runner.ready;
      if (running.interrupted || this.#running !== running) return;
      running.started = true;
      this.#notice(running.cell, code, declared);
      this.#keep(code, declared);
      const { cell } = running;
      this.#runner.order({ type: 'execute', cell, label: options.label, source: code, run: compiled.run, expressions });
    } catch (error) {
      fail({ ename: 'KernelError', evalue: String(error), traceback: [`KernelError: ${String(error)}`] });
    }
  }

  /** Says once that cells run without type checks, and why. */
  #tellUnchecked(cell: number): void {
    const reason = this.checker.failure;
    if (reason === undefined || this.#toldUnchecked) return;
    this.#toldUnchecked = true;
    const text = say({ en: `Cells run unchecked: ${reason}.`, ko: `타입 검사 없이 실행합니다: ${reason}.` });
    this.#show({ type: 'stream', cell, name: 'stderr', text: `${text}\n` });
  }

  /** Tells what the cell does that a beginner may not mean. An import from kernelab hides nothing. */
  #notice(cell: number, code: string, declared: readonly DeclaredName[]): void {
    const names = declared.filter((d) => d.kind !== 'import' && d.kind !== 'type').map((d) => d.name);
    const known = this.checker.scope.userNames();
    const text = notices(
      code,
      names.filter((name) => !known.has(name)),
    ).join('\n');
    if (text !== '') this.#show({ type: 'stream', cell, name: 'stderr', text: `${text}\n` });
  }

  #keep(code: string, declared: readonly DeclaredName[]): void {
    this.checker.keep(`c${++this.#kept}`, code, declared);
  }

  async #compileExpressions(
    expressions: Record<string, string>,
    declared: readonly DeclaredName[],
  ): Promise<Record<string, RunnableCode | { failed: string }>> {
    const names = this.checker.scope.userNames();
    for (const { name, kind } of declared) if (kind !== 'type') names.add(name);
    const entries = Object.entries(expressions).map(async ([name, code]) => {
      const compiled = await compiledOrError(code, 'kernelab:expression', names);
      return [name, 'error' in compiled ? { failed: compiled.error.message } : compiled.run] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  #startRunner(): RunnerProcess {
    const runner: RunnerProcess = new RunnerProcess(
      this.#options.cwd,
      {
        report: (report) => this.#handle(report),
        raw: (name, text) => {
          if (this.#runner === runner) this.#show({ type: 'stream', cell: this.#running?.cell ?? 0, name, text });
        },
        died: (death) => {
          if (this.#runner === runner) this.#died(death);
        },
      },
      this.#options.env,
    );
    return runner;
  }

  #handle(report: Report): void {
    switch (report.type) {
      case 'done':
        this.checker.scope.remove(report.unset);
        if (this.#running?.cell === report.cell) this.#running.finish(report);
        return;
      case 'input':
        if (this.#running?.cell === report.cell) {
          this.#options.inputRequest?.(report.cell, report.prompt, report.password);
        }
        return;
      case 'ready':
        return;
      case 'stream':
      case 'display':
      case 'clear':
      case 'result':
        this.#show(report);
        return;
      default:
    }
  }

  #show(output: CellOutput): void {
    if (!this.#stopped) this.#options.output(output);
  }

  #died(death: Death): void {
    if (this.#stopped) return;
    this.#broken = death.reason === 'start';
    this.#replace(deathMessage(death));
  }

  /** Starts over with a new runner and says what was lost. */
  #replace(error: CellError): void {
    const names = [...this.checker.scope.userNames()];
    this.#runner.kill();
    this.checker.clear();
    if (!this.#broken) this.#runner = this.#startRunner();
    const told = withLoss(error, names);
    const running = this.#running;
    if (running) {
      running.finish({ error: told, interrupted: running.interrupted, expressions: {} });
    } else {
      this.#show({ type: 'stream', cell: 0, name: 'stderr', text: `${told.traceback.join('\n')}\n` });
    }
  }
}

function withLoss(error: CellError, names: readonly string[]): CellError {
  if (names.length === 0) return error;
  const list = names.length > 12 ? `${names.slice(0, 12).join(', ')}, …` : names.join(', ');
  const loss = say({
    en: `Lost variables: ${list}. Run the cells that make them again.`,
    ko: `사라진 변수: ${list}. 이 변수를 만드는 셀을 다시 실행하세요.`,
  });
  return { ...error, evalue: `${error.evalue} ${loss}`, traceback: [...error.traceback, loss] };
}

async function compiledOrError(
  code: string,
  file: string,
  names: ReadonlySet<string>,
): Promise<CompiledCell | { error: CellSyntaxError }> {
  try {
    return await compileCell(code, file, names);
  } catch (error) {
    if (error instanceof CellSyntaxError) return { error };
    throw error;
  }
}

function stoppedEarly(): CellError {
  const evalue = say({ en: 'The cell was stopped before it ran.', ko: '셀을 실행하기 전에 멈췄습니다.' });
  return { ename: 'Interrupted', evalue, traceback: [`\u001B[31mInterrupted\u001B[39m: ${evalue}`] };
}
