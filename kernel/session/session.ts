/**
 * @file One notebook's session: compiles and checks cells, runs them one after the other in a runner, interrupts them,
 * and gets a new runner when the old one is lost. Whoever makes it hands in the runner, the type checker, the type
 * stripper and the library; it knows neither sockets nor files nor processes.
 */
import { FIRST_TYPE_ERROR, type TypeChecker } from '../checker/checker.ts';
import { compileCell, type CellWorld, type CompiledCell, type DeclaredName } from '../compile/cell.ts';
import type { FreeReference } from '../compile/scope.ts';
import { isComplete, type Completeness } from '../compile/complete.ts';
import { looksLikeJsx } from '../compile/jsx.ts';
import { kernelName } from '../compile/names.ts';
import { withoutMagics } from '../compile/magics.ts';
import { CellSyntaxError, type Stripper } from '../compile/stripper.ts';
import {
  dispatch,
  type CellError,
  type Handlers,
  type InspectorOrder,
  type Member,
  type Report,
  type RunnableCode,
} from '../ipc.ts';
import { JsonText } from '../json-text.ts';
import { say, type Text } from '../language.ts';
import type { Library } from '../library.ts';
import { behind } from './after-failure.ts';
import { CellNotices } from './cell-notices.ts';
import { draftProblems, type DraftProblem } from './drafts.ts';
import { MemberQuestions } from './members.ts';
import { KernelError } from '../errors.ts';
import {
  deathMessage,
  lossMessage,
  refusedBy,
  stoppedEarly,
  syntaxError,
  typeError,
  withHint,
  withLoss,
  withRemark,
} from './messages.ts';
import type { Death, Runner, StartRunner } from './runner.ts';
import type { CellOutcome, CellOutput, ExecuteOptions, IncomingComm, SessionEvents, SessionParts } from './terms.ts';
import { leftOut, missingName, nobodyMakes, Whereabouts, withoutLater, type Remembered } from './whereabouts.ts';

/** How long a runner may be deaf to an interrupt before it is replaced. */
const REPLACE_AFTER_MS = 3000;

/** What may put names onto the global object: the words for it, and modules that are loaded for what they do. */
const addsGlobals = /\bglobal(?:This)?\b|\bimport\s*['"(]|\brequire\s*\(/;

interface Running {
  cell: number;
  finish: (outcome: CellOutcome) => void;
  interrupted: boolean;
  /** The runner has it; before that, stopping is only a matter of not starting. */
  started: boolean;
  remembered: Remembered;
  /** What it declares; of a cell that does not parse nothing. */
  declared: readonly DeclaredName[];
}

/** A session. Cells must be run one at a time; everything else may be asked at any time. */
export class Session {
  readonly checker: TypeChecker;
  /** Open comms: id to target. */
  readonly comms = new Map<string, string>();
  readonly #stripper: Stripper;
  readonly #library: Library;
  readonly #start: StartRunner;
  readonly #events: SessionEvents;
  readonly #notices: CellNotices;
  readonly #whereabouts: Whereabouts;
  readonly #importedBy: NonNullable<SessionParts['importedBy']>;
  #runner: Runner;
  #running: Running | undefined;
  /** Comm messages whose listeners are at work, by their numbers. */
  readonly #handling = new Map<number, () => void>();
  readonly #members = new MemberQuestions();
  /** The drafts that are being looked at. */
  #drafts: Promise<unknown> = Promise.resolve();
  #replaceTimer: NodeJS.Timeout | undefined;
  /** Whose stop the timer belongs to. */
  #stopping: number | undefined;
  /** The names of the process's global object, as far as they are known. */
  #globals = new Set<string>();
  #kept = 0;
  /** Displays of the running cell about which it is asked whether they are shown. */
  readonly #held: Promise<void>[] = [];
  #stopped = false;
  #saidUnchecked = false;
  /** The last runner never came up; only a cell is a reason to try again. */
  #broken = false;

  constructor(parts: SessionParts, events: SessionEvents) {
    const { checker, stripper, library, startRunner, notices = true, notebook, aboutFolder } = parts;
    [this.#stripper, this.#library, this.#start, this.#events] = [stripper, library, startRunner, events];
    this.#importedBy = parts.importedBy ?? (() => Promise.resolve([]));
    this.#whereabouts = new Whereabouts(stripper, notebook ?? (() => Promise.resolve(undefined)));
    this.#runner = this.#startRunner();
    this.checker = checker;
    this.#notices = new CellNotices({
      library,
      checker,
      wanted: notices,
      aboutFolder,
      show: (output) => this.#show(output),
    });
    // Once the messages that wait already are answered: a front end asks for the kernel's name before anything else.
    setImmediate(() => {
      if (!this.#stopped) this.checker.start().catch(() => {}); // asked again by the first cell, which also says what failed
    });
  }

  /** What cells find without importing it. */
  get library(): Library {
    return this.#library;
  }

  /** Runs a cell. Never rejects: what goes wrong is in the outcome. */
  async execute(cell: number, written: string, options: ExecuteOptions): Promise<CellOutcome> {
    const { id, label } = options;
    const rewritten = this.#rewritten(written);
    if ('refused' in rewritten) {
      return {
        error: syntaxError(new CellSyntaxError(say(rewritten.refused), false), label),
        interrupted: false,
        expressions: {},
      };
    }
    const { code } = rewritten;
    const remembered = this.#whereabouts.add({ id, code, label }, { how: 'running' });
    const running: Running = {
      cell,
      finish: () => {},
      interrupted: false,
      started: false,
      remembered,
      declared: [],
    };
    const done = new Promise<CellOutcome>((resolve) => {
      running.finish = resolve;
    });
    this.#running = running;
    try {
      void this.#begin(running, code, written, options);
      const { error, ...outcome } = await done;
      await Promise.all(this.#held.splice(0));
      if (remembered.end.how === 'running') remembered.end = { how: error ? 'skipped' : 'ran' };
      return { ...outcome, ...(error ? { error: await this.#withReason(error, remembered) } : {}) };
    } finally {
      if (this.#running === running) this.#running = undefined;
      clearTimeout(this.#replaceTimer);
      this.#replaceTimer = undefined;
    }
  }

  /** Takes note of a cell that is not run, since one before it failed. */
  skip(code: string, id?: string): void {
    this.#whereabouts.add({ id, code, label: undefined }, { how: 'skipped' });
  }

  /** Hands a comm message to its listeners; resolves when they are through. */
  async comm(cell: number, { message, id, target, content, metadata, buffers }: IncomingComm): Promise<void> {
    if (message === 'comm_open' && id !== '') this.comms.set(id, target);
    if (message === 'comm_close') this.comms.delete(id);
    await this.#runner.ready;
    if (this.#stopped) return;
    if (this.#broken) return this.#closeComm(id, cell);
    const handled = new Promise<void>((resolve) => this.#handling.set(cell, resolve));
    this.#runner.order({ type: 'comm', cell, message, content, metadata, buffers });
    await handled;
  }

  /** Stops the running cell, or listeners of comms; if nothing helps, replaces the runner after three seconds. */
  interrupt(): void {
    const running = this.#running;
    if (this.#stopped) return;
    this.#events.interrupted?.();
    if (running) {
      running.interrupted = true;
      // The runner stops listeners of comms along with it.
      if (running.started) return this.#stop(running.cell, () => this.#running === running);
      running.finish({ error: stoppedEarly(), interrupted: true, expressions: {} });
    }
    const [cell] = this.#handling.keys();
    if (cell !== undefined) this.#stop(cell, () => this.#handling.has(cell));
    // A callback of an earlier cell may stand at a breakpoint.
    else this.#runner.orderWatchdog({ type: 'interrupt', cell: 0 });
  }

  #stop(cell: number, isRunning: () => boolean): void {
    this.#runner.orderWatchdog({ type: 'interrupt', cell });
    if (this.#replaceTimer !== undefined && this.#stopping === cell) return;
    clearTimeout(this.#replaceTimer); // that of another cell, or of a comm's listeners
    this.#stopping = cell;
    this.#replaceTimer = setTimeout(() => {
      this.#replaceTimer = undefined;
      if (isRunning()) this.#replace(lossMessage());
    }, REPLACE_AFTER_MS);
  }

  /** Gives an order to V8's inspector in the cells' process, which hears it even while a cell blocks. */
  inspect(order: InspectorOrder): void {
    this.#runner.orderWatchdog(order);
  }

  /** How a cell would run now; undefined: it does not parse. */
  async compile(written: string): Promise<RunnableCode | undefined> {
    const rewritten = this.#rewritten(written);
    if ('refused' in rewritten) return undefined;
    const compiled = await compiledOrError(rewritten.code, 'kernelab:probe', this.#world());
    return 'error' in compiled ? undefined : compiled.run;
  }

  /** Commands of IPython as TypeScript. */
  #rewritten(written: string): { code: string } | { refused: Text } {
    const names = new Set([...this.checker.scope.userNames(), ...this.#library.names, ...this.#globals]);
    return withoutMagics(written, (name) => names.has(name)) ?? { code: written };
  }

  /** Lets later cells know a variable that no cell has declared. */
  adopt(name: string): void {
    this.checker.keep(`c${++this.#kept}`, `let ${name}: any;`, [{ name, kind: 'let' }]);
  }

  /** The answer to an input request. */
  input(value: string): void {
    this.#runner.orderWatchdog({ type: 'input', value });
  }

  /** The members of a value that cells have made, `a.b.c`; none where a cell computes. */
  async members(path: readonly string[]): Promise<Member[]> {
    await this.#runner.ready;
    return this.#stopped || this.#broken ? [] : this.#members.ask(this.#runner, path);
  }

  /** What is wrong in a cell that is still being written; `others` are the notebook's other cells. One after the other. */
  problems(code: string, others: readonly string[]): Promise<DraftProblem[]> {
    const { checker } = this;
    const found = this.#drafts.then(() =>
      draftProblems(code, others, {
        checker,
        library: this.#library,
        world: this.#world(),
        rewritten: this.#rewritten(code),
        importedBy: this.#importedBy,
      }),
    );
    this.#drafts = found.catch(() => {});
    return found;
  }

  /** Whether a text is a whole cell. */
  isComplete(code: string): Promise<Completeness> {
    return isComplete(code, this.#stripper);
  }

  /** Ends the session and what it started. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#replaceTimer);
    this.#runner.kill();
    this.checker.stop();
    this.#stripper.stop?.();
  }

  async #begin(running: Running, code: string, written: string, options: ExecuteOptions): Promise<void> {
    const fail = (error: CellError): void => running.finish({ error, interrupted: false, expressions: {} });
    try {
      const file = `kernelab:cell/${running.cell}`;
      // Where it was ended as unused, it comes back while the cell is compiled; the check says what failed.
      this.checker.start().catch(() => {});
      const compiled = await compiledOrError(code, file, this.#world());
      const declared = 'error' in compiled ? [] : compiled.declared;
      const isObject = !('error' in compiled) && compiled.isObject;
      const { remembered } = running;
      const whereIs = (name: string): Promise<Text | undefined> => this.#whereabouts.reasonFor(name, remembered);
      const absent = 'error' in compiled ? [] : this.#absent(compiled.free, code);
      const loose = 'error' in compiled ? [] : compiled.loose;
      const isJsx = 'error' in compiled ? looksLikeJsx(code) : compiled.isJsx;
      const notebooks = await this.#importedBy(code);
      const all = await this.checker.check(code, declared, { isObject, absent, loose, isJsx, notebooks });
      const found = all.filter((problem) => !this.#library.checksItself?.(problem, code));
      const names = this.checker.scope.userNames();
      const later = 'error' in compiled ? new Set<number>() : compiled.later;
      const problems = await withoutLater(found, { code, later, library: this.#library, names, whereIs });
      if (running.interrupted) return;
      this.#sayUnchecked(running.cell);
      if (problems.length > 0) {
        const isSyntax = problems[0]!.code < FIRST_TYPE_ERROR;
        remembered.end = { how: 'refused', by: isSyntax ? 'syntax' : 'type' };
        const advisers = { library: this.#library, checker: this.checker, names, whereIs, written };
        return fail(await typeError(problems, code, options.label, advisers));
      }
      if ('error' in compiled) {
        remembered.end = { how: 'refused', by: 'syntax' };
        return fail(syntaxError(compiled.error, options.label));
      }
      running.declared = declared;
      const { cell } = running;
      const { label, count, input = false } = options;
      const { traps, unknown } = await this.#notices.ofOperators({ cell, label, code }, compiled.operators);
      const expressions = await this.#compileExpressions(options.expressions ?? {}, declared);
      if (this.#broken) this.#startAgain();
      await this.#runner.ready;
      if (running.interrupted || this.#running !== running) return;
      running.started = true;
      this.#notices.say({ cell, label, code }, declared, traps);
      this.checker.keep(`c${++this.#kept}`, code, declared, { loose, isJsx });
      const run = unknown.length > 0 ? compiled.watching(cell, unknown) : compiled.run;
      await this.#events.beforeCell?.({ cell, label, written, run });
      if (this.#running !== running) return;
      this.#runner.order({ type: 'execute', cell, count, label, source: written, run, notebooks, expressions, input });
    } catch (error) {
      if (error instanceof KernelError) return fail(refusedBy(error));
      fail({ ename: 'KernelError', evalue: String(error), traceback: [`KernelError: ${String(error)}`] });
    }
  }

  /** What a cell uses and neither cells, nor the library, nor the process have; nothing where the cell itself may add to the globals. */
  #absent(free: readonly FreeReference[], code: string): FreeReference[] {
    if (this.#globals.size === 0 || addsGlobals.test(code)) return [];
    const made = new Set([...this.#library.names, ...this.#globals]);
    const isReached = (name: string): boolean =>
      made.has(name) || kernelName(name) !== name || name in Object.prototype;
    return free.filter(({ name }) => !isReached(name));
  }

  /** With what the library has to say about an error of the line that is written so. */
  #withAdvice(error: CellError, text: string | undefined): CellError {
    if (text === undefined) return error;
    const { ename: name, evalue: message } = error;
    const hint = this.#library.hintForThrown?.({ name, message, line: text });
    return hint ? withHint(error, hint) : error;
  }

  /** Says of a name that is missing at run time where it lives. */
  async #withReason(error: CellError, remembered: Remembered): Promise<CellError> {
    const name = error.ename === 'ReferenceError' ? missingName(error.evalue) : undefined;
    if (name === undefined) return error;
    return withHint(
      error,
      (await this.#whereabouts.reasonFor(name, remembered)) ?? nobodyMakes(name, this.checker.scope.userNames()),
    );
  }

  #world(declared: readonly DeclaredName[] = []): CellWorld {
    const userNames = this.checker.scope.userNames();
    for (const { name, kind } of declared) if (kind !== 'type') userNames.add(name);
    return { stripper: this.#stripper, userNames, libraryNames: this.#library.names };
  }

  /** Says once that cells run without type checks, and why. */
  #sayUnchecked(cell: number): void {
    const reason = this.checker.failure;
    if (reason === undefined || this.#saidUnchecked) return;
    this.#saidUnchecked = true;
    this.#write(cell, say({ en: `Cells run unchecked: ${reason}.`, ko: `타입 검사 없이 실행합니다: ${reason}.` }));
  }

  #write(cell: number, line: string): void {
    this.#show({ type: 'stream', cell, name: 'stderr', text: `${line}\n` });
  }

  async #compileExpressions(
    expressions: Record<string, string>,
    declared: readonly DeclaredName[],
  ): Promise<Record<string, RunnableCode | { failed: string }>> {
    const world = this.#world(declared);
    const entries = Object.entries(expressions).map(async ([name, code]) => {
      const compiled = await compiledOrError(code, 'kernelab:expression', world);
      return [name, 'error' in compiled ? { failed: compiled.error.message } : compiled.run] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  #startAgain(): void {
    [this.#broken, this.#runner] = [false, this.#startRunner()];
    this.#events.replaced?.();
  }

  #startRunner(): Runner {
    const runner: Runner = this.#start({
      report: (report) => dispatch(this.#reports, report),
      raw: (name, text) => {
        if (this.#runner === runner) this.#show({ type: 'stream', cell: this.#running?.cell ?? 0, name, text });
      },
      inspected: (report) => {
        if (this.#runner === runner) this.#events.inspected?.(report);
      },
      died: (death) => {
        if (this.#runner === runner) this.#died(death);
      },
    });
    return runner;
  }

  readonly #reports: Handlers<Report> = {
    ready: ({ globals }) => {
      this.#globals = new Set(globals);
    },
    stream: (report) => this.#show(report),
    display: (report) => {
      if (report.unlessAwaited === undefined) this.#show(report);
      else this.#held.push(this.#showUnlessAwaited(report, report.unlessAwaited));
    },
    compared: (report) => this.#notices.met(report),
    clear: (report) => this.#show(report),
    result: (report) => this.#show(report),
    comm: (report) => {
      // The others are not parsed: they may hold megabytes.
      if (report.message !== 'comm_msg') {
        const { comm_id: id, target_name: target } = report.content.value() as Record<string, string>;
        if (report.message === 'comm_open') this.comms.set(id!, target!);
        else this.comms.delete(id!);
      }
      this.#show(report);
    },
    input: ({ cell, prompt, password }) => {
      if (this.#running?.cell === cell) this.#events.inputRequest?.(cell, prompt, password);
    },
    done: (report) => {
      const running = this.#running;
      for (const name of report.globals) this.#globals.add(name);
      if (running?.cell !== report.cell) return;
      const { interrupted, expressions, line, text } = report;
      const error = report.error && this.#withAdvice(report.error, text);
      if (!error) return running.finish({ interrupted, expressions });
      const { unset, kept } = behind(line, running.remembered.code, running.declared, report);
      this.checker.scope.remove(unset);
      this.checker.scope.restore(kept);
      running.remembered.end = { how: interrupted ? 'stopped' : 'failed', line, unset };
      const remark = leftOut(unset, kept);
      running.finish({ error: remark ? withRemark(error, remark) : error, interrupted, expressions });
    },
    members: ({ id, members }) => this.#members.answer(id, members),
    handled: ({ cell }) => {
      this.#handling.get(cell)?.();
      this.#handling.delete(cell);
    },
  };

  /** Shows what is said of a promise that is kept under a name, unless another cell of the notebook waits for that. */
  async #showUnlessAwaited(output: Extract<CellOutput, { type: 'display' }>, name: string): Promise<void> {
    if (!(await this.#whereabouts.isAwaited(name, this.#running?.remembered))) this.#show(output);
  }

  #show(output: CellOutput): void {
    if (!this.#stopped) this.#events.output(output);
  }

  /** Tells the front end that nobody is at the other end any more. */
  #closeComm(id: string, cell: number): void {
    this.comms.delete(id);
    const content = JsonText.of({ comm_id: id, data: {} });
    this.#show({ type: 'comm', cell, message: 'comm_close', content });
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
    this.#whereabouts.lose();
    this.#notices.forget();
    if (!this.#broken) this.#startAgain();
    for (const handled of this.#handling.values()) handled();
    this.#handling.clear();
    const running = this.#running;
    // The objects behind the comms went with the process.
    for (const id of Array.from(this.comms.keys())) this.#closeComm(id, running?.cell ?? 0);
    const whole = withLoss(error, names);
    if (running?.started) {
      const unset = running.declared.map(({ name }) => name);
      running.remembered.end = { how: running.interrupted ? 'stopped' : 'failed', unset };
    }
    if (running) running.finish({ error: whole, interrupted: running.interrupted, expressions: {} });
    else this.#write(0, whole.traceback.join('\n'));
  }
}

async function compiledOrError(
  code: string,
  file: string,
  world: CellWorld,
): Promise<CompiledCell | { error: CellSyntaxError }> {
  try {
    return await compileCell(code, file, world);
  } catch (error) {
    if (error instanceof CellSyntaxError) return { error };
    throw error;
  }
}
