/**
 * @file The debugger of a notebook's kernel: what the Debug Adapter Protocol asks (`requests.ts`) on V8's inspector. V8's debugger
 * is switched on only while a breakpoint, a wish to stop at errors or a pause needs it, since code runs several times slower
 * under it; a panel that only lists variables costs nothing.
 */
import type { Debugger as V8, Runtime } from 'node:inspector';
import type { Stripper } from '../compile/stripper.ts';
import type { InspectorOrder, InspectorReport, RunnableCode } from '../ipc.ts';
import { Breakpoints, type Breakpoint, type Wanted } from './breakpoints.ts';
import type { StartingCell } from '../session/terms.ts';
import { evaluable } from './expression.ts';
import { Inspector } from './inspector.ts';
import { framesOf, isOfError, onward, type Frame, type Step, type Stepping } from './pause.ts';
import { RequestError } from './request.ts';
import { Sources } from './sources.ts';
import { messageOf, Variables, type Variable } from './variables.ts';

/** What a debugger must know of the place where cells run. */
export interface DebuggerPlace {
  /** The notebook's folder. */
  cwd: string;
  /** The folders of the kernel and the library, whose code is not the student's. */
  ours: readonly string[];
  /** Names of the library that cells use without importing them. */
  libraryNames: readonly string[];
  stripper: Stripper;
}

/** What a debugger needs of its kernel. */
interface DebuggerParts extends DebuggerPlace {
  /** Reaches V8's inspector in the cells' process. */
  readonly send: (order: InspectorOrder) => void;
  /** How a cell would run now; undefined: it does not parse. */
  compile(code: string): Promise<RunnableCode | undefined>;
  /** The names that cells have made. */
  userNames(): ReadonlySet<string>;
  /** Lets later cells know a name. */
  adopt(name: string): void;
  /** Tells the front ends of an event. */
  publish(event: object): void;
}

/** Where the cells stand, and why. */
interface Paused {
  frames: readonly Frame[];
  reason: string;
  /** Of an error: its first line. */
  text: string | undefined;
}

/** The one thread that cells run in. */
export const THREAD = 1;

/** Goes on and stops again within so long: a panel need not be emptied in between. */
const FLICKER_MS = 100;
/** A table of variables that is younger counts as new while a cell runs. */
const FRESH_MS = 200;
/** A process that does not answer (it stands in code that is no JavaScript) is not waited for. */
const DEAF_MS = 300;

export class Debugger {
  readonly sources: Sources;
  readonly variables: Variables;
  readonly #parts: DebuggerParts;
  readonly #inspector: Inspector;
  readonly #breakpoints: Breakpoints;
  #isAttached = false;
  /** Front ends' sessions that began here or were told that it is attached. */
  readonly #clients = new Set<string>();
  /** Whether V8's debugger is on. */
  #isArmed = false;
  #watchesFiles = false;
  #exceptions = false;
  #pause: Paused | undefined;
  #stepping: Stepping | undefined;
  /** A pause that came too late for its cell is being taken back from V8. */
  #isDropping = false;
  #continued: NodeJS.Timeout | undefined;
  #lastFrame = 0;
  #lastNumber = 0;
  /** The cell that was started last, and whether it still runs. */
  #cell = { number: 0, runs: false };
  /** Stop was pressed for the cell that runs: nothing stands any more until it has ended. */
  #isStopping = false;
  /** Cells that were stopped: what is left of them ends by an error at its next `await`, which may come later. */
  readonly #stoppedCells = new Set<number>();
  /** Requests that change something, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #table: { at: number; variables: Variable[]; whileRunning: boolean } | undefined;
  #looking: Promise<Variable[]> | undefined;

  constructor(parts: DebuggerParts) {
    this.#parts = parts;
    this.sources = new Sources(parts.cwd, parts.ours);
    this.#inspector = new Inspector(parts.send, (method, params) => this.#event(method, params));
    this.variables = new Variables(this.#inspector);
    this.#breakpoints = new Breakpoints(this.#inspector, this.sources);
  }

  /** The number of a message to the front ends. */
  nextNumber(): number {
    return ++this.#lastNumber;
  }

  get isAttached(): boolean {
    return this.#isAttached;
  }

  /** A front end begins a session. */
  meet(client: string): void {
    this.#clients.add(client);
  }

  /**
   * What a front end is told of `isAttached`. JupyterLab asks what one can stop at (`initialize`) only where nothing is started and cells
   * stand: a page that was loaded anew meanwhile is told so, begins a session, which leaves them standing, and has its filters again.
   * Who was told that it is started hears nothing else later: it would take the debugger for switched off.
   */
  isStartedFor(client: string): boolean {
    if (!this.#isAttached || (this.isPaused && !this.#clients.has(client))) return false;
    this.#clients.add(client);
    return true;
  }

  get isPaused(): boolean {
    return this.#pause !== undefined;
  }

  /** What was asked for, for a front end that comes anew. */
  get breakpoints(): { source: string; breakpoints: { line: number }[] }[] {
    return this.#breakpoints.all;
  }

  /** Runs what changes the debugger, in the order in which it was asked for. */
  inTurn<T>(action: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(action);
    this.#turn = done.catch(() => {});
    return done;
  }

  attach(): void {
    this.#isAttached = true;
    this.#inspector.open();
    this.#tell('initialized', {});
  }

  /** Forgets all that was asked for; what stands at a breakpoint goes on. */
  async detach(): Promise<void> {
    if (!this.#isAttached) return;
    this.#isAttached = false;
    this.#clients.clear();
    this.#exceptions = false;
    this.#breakpoints.clear();
    this.#table = undefined;
    await this.#disarm().catch(() => {});
    this.#inspector.close();
    this.#wentOn(true);
  }

  async setBreakpoints(path: string, wanted: readonly Wanted[]): Promise<Breakpoint[]> {
    this.#mustBeAttached();
    const refused = await this.#breakpoints.want(path, wanted);
    await this.#arm();
    await this.#watchFiles();
    return refused ?? this.#breakpoints.place(path, () => this.#compiled(path));
  }

  async pauseOnExceptions(wanted: boolean): Promise<void> {
    this.#mustBeAttached();
    this.#exceptions = wanted;
    await this.#arm();
    if (this.#isArmed) await this.#setExceptions();
  }

  /** Goes on by a step, or until something else stops. */
  async go(step: Exclude<Step, 'pause'> | 'continue'): Promise<void> {
    const { frames } = this.#standing();
    const [from] = frames;
    this.#stepping =
      step === 'continue' ? undefined : { step, cell: this.#cell.number, from, depth: frames.length, again: 0 };
    await this.#inspector.post(steps[step], {});
  }

  /** Stops the cell that runs at the student's next line. @throws RequestError where none runs: the next one is not meant */
  async pause(): Promise<void> {
    this.#mustBeAttached();
    if (this.#pause) return;
    if (!this.#cell.runs)
      throw new RequestError({
        en: 'No cell is running, so none is paused.',
        ko: '실행 중인 셀이 없어 멈출 것이 없습니다.',
      });
    this.#stepping = { step: 'pause', cell: this.#cell.number, from: undefined, depth: 0, again: 0 };
    await this.#arm();
    await this.#inspector.post('Debugger.pause', {});
  }

  /** The frames where the cells stand. @throws RequestError where they do not */
  frames(): readonly Frame[] {
    return this.#standing().frames;
  }

  /** @throws RequestError for a frame that is gone */
  frame(id: number): Frame {
    const found = this.#pause?.frames.find((frame) => frame.id === id);
    if (found) return found;
    throw new RequestError({ en: `There is no frame ${id} any more.`, ko: `프레임 ${id}은(는) 더 이상 없습니다.` });
  }

  /** What the cells stopped for. */
  exception(): { reason: string; text: string | undefined } {
    return this.#standing();
  }

  /** A condition as V8 can evaluate it in whatever frame it comes to. @throws CellSyntaxError */
  async conditionOf(expression: string): Promise<string> {
    const { code, needs } = await this.#evaluable(expression, new Set());
    await this.#provide(needs);
    return code;
  }

  /** The value of an expression in a frame, or among the names of all cells. @throws Error with what it threw */
  async evaluate(expression: string, frame: Frame | undefined): Promise<Runtime.RemoteObject> {
    this.#mustBeAttached();
    const locals = frame && !frame.isCell ? await this.variables.localsOf(frame.v8) : new Set<string>();
    const unset = new Set(frame ? await this.variables.unsetIn(frame.v8) : []);
    const { code, needs } = await this.#evaluable(expression, locals, unset);
    await this.#provide(needs);
    const asked = { expression: code, silent: true, objectGroup: 'evaluated' };
    const { result, exceptionDetails } = frame
      ? await this.#inspector.post('Debugger.evaluateOnCallFrame', { ...asked, callFrameId: frame.v8.callFrameId })
      : await this.#inspector.post('Runtime.evaluate', { ...asked, disableBreaks: true });
    this.#table = undefined;
    if (exceptionDetails) {
      const text = messageOf(exceptionDetails);
      throw new RequestError({ en: text, ko: text });
    }
    return result;
  }

  /** Gives a variable of a frame to all cells, under a name. */
  async copyToGlobals(source: string, target: string, frame: Frame): Promise<void> {
    await this.evaluate(`__kernelab__.inspection.assign(${JSON.stringify(target)}, ${source})`, frame);
    this.#parts.adopt(target);
  }

  /**
   * The variables of all cells. While a cell runs, a table of the last moment is good enough: a front end asks again with
   * every message of the cell.
   */
  async table(): Promise<Variable[]> {
    this.#mustBeAttached();
    const known = this.#table;
    const { runs } = this.#cell;
    if (known && runs && known.whileRunning && performance.now() - known.at < FRESH_MS) return known.variables;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    const deaf = new Promise<undefined>((resolve) => void setTimeout(resolve, DEAF_MS, undefined).unref());
    return (await Promise.race([this.#looking, deaf])) ?? known?.variables ?? [];
  }

  /** A cell is about to be given to its process: what should stop in it is set before. */
  async beforeCell({ cell, label, written, run }: StartingCell): Promise<void> {
    const { path } = this.sources.add(cell, label, written, run.maps);
    [this.#cell, this.#isStopping] = [{ number: cell, runs: true }, false];
    if (!this.#isAttached) return;
    this.#table = undefined;
    await this.inTurn(async () => {
      if (this.#isArmed) await this.#breakpoints.prepare(path, cell, run);
    }).catch(() => {}); // a runner that dies now is reported by its end
  }

  /** Stop was pressed. What ends the cell are errors, and none of the student's. */
  interrupted(): void {
    this.#isStopping = this.#cell.runs;
    if (this.#isStopping) this.#stoppedCells.add(this.#cell.number);
  }

  /** A cell has ended. */
  afterCell(): void {
    this.#cell.runs = false;
    [this.#isStopping, this.#table] = [false, undefined];
    if (this.#stepping?.step === 'pause') this.#dropPause();
  }

  /** V8 has said something. */
  inspected(report: InspectorReport): void {
    this.#inspector.receive(report);
  }

  /** There is another process for the cells. */
  replaced(): void {
    this.#inspector.lose();
    this.sources.lose();
    this.#breakpoints.forgetSet();
    [this.#isArmed, this.#watchesFiles, this.#table, this.#looking] = [false, false, undefined, undefined];
    this.#stepping = undefined;
    this.#wentOn(true);
    if (!this.#isAttached) return;
    this.#inspector.open();
    void this.inTurn(() => this.#arm()).catch(() => {});
  }

  #evaluable(
    expression: string,
    locals: ReadonlySet<string>,
    unset: ReadonlySet<string> = new Set(),
  ): Promise<{ code: string; needs: string[] }> {
    const { stripper, libraryNames: library } = this.#parts;
    return evaluable(expression, stripper, { cells: this.#parts.userNames(), locals, unset, library });
  }

  /** Lets names of the library mean what they mean in cells. Where the cells stand, that is possible once it is loaded. */
  async #provide(names: readonly string[]): Promise<void> {
    if (names.length === 0 || !this.#isAttached) return;
    const expression = `__kernelab__.provide(${JSON.stringify(names)})`;
    await this.#inspector.post('Runtime.evaluate', { expression, silent: true, awaitPromise: !this.isPaused });
  }

  #mustBeAttached(): void {
    if (this.#isAttached) return;
    throw new RequestError({ en: 'The debugger is not attached.', ko: '디버거가 연결되어 있지 않습니다.' });
  }

  #standing(): Paused {
    if (this.#pause) return this.#pause;
    throw new RequestError({ en: 'No cell is paused.', ko: '멈춰 있는 셀이 없습니다.' });
  }

  async #compiled(path: string): Promise<RunnableCode | undefined> {
    const text = this.sources.textOf(path);
    return text === undefined ? undefined : this.#parts.compile(text);
  }

  async #look(): Promise<Variable[]> {
    const whileRunning = this.#cell.runs;
    const variables = await this.variables.table().catch(() => []);
    this.#table = { at: performance.now(), variables, whileRunning };
    return variables;
  }

  /** Switches V8's debugger on where something needs it, and off where nothing does. */
  async #arm(): Promise<void> {
    const isNeeded = this.#breakpoints.any || this.#exceptions || this.#stepping?.step === 'pause' || this.isPaused;
    if (isNeeded === this.#isArmed || !this.#isAttached) return;
    if (!isNeeded) return this.#disarm();
    this.#isArmed = true;
    await this.#inspector.post('Debugger.enable', {});
    await this.#inspector.post('Debugger.setSkipAllPauses', { skip: false });
    await this.#inspector.post('Debugger.setBlackboxPatterns', { patterns: this.sources.foreign });
    await this.#setExceptions();
    await this.#watchFiles();
    for (const path of this.#breakpoints.paths) await this.#breakpoints.place(path);
  }

  /** Lets V8 say when it is about to run a file that was rewritten: its breakpoints are set then. */
  async #watchFiles(): Promise<void> {
    if (!this.#isArmed || this.#watchesFiles || !this.#breakpoints.anyInFiles) return;
    this.#watchesFiles = true;
    const instrumentation = 'beforeScriptWithSourceMapExecution';
    await this.#inspector.post('Debugger.setInstrumentationBreakpoint', { instrumentation });
  }

  async #disarm(): Promise<void> {
    if (!this.#isArmed) return;
    [this.#isArmed, this.#watchesFiles] = [false, false];
    this.#stepping = undefined;
    this.#breakpoints.forgetSet();
    // What goes on must not stop again before all is switched off.
    await this.#inspector.post('Debugger.setSkipAllPauses', { skip: true });
    if (this.#pause) await this.#inspector.post('Debugger.resume', {});
    await this.#inspector.post('Debugger.disable', {});
    this.sources.forgetScripts();
  }

  /** Takes back a pause that its cell has not come to, which would stop the next one. V8 forgets it only when it is switched off. */
  #dropPause(): void {
    this.#stepping = undefined;
    this.#isDropping = true;
    const dropped = this.inTurn(async () => {
      await this.#disarm();
      this.#isDropping = false;
      await this.#arm();
    });
    dropped.catch(() => {
      this.#isDropping = false; // the process is gone, and the pause with it
    });
  }

  async #setExceptions(): Promise<void> {
    await this.#inspector.post('Debugger.setPauseOnExceptions', { state: this.#exceptions ? 'all' : 'none' });
  }

  #event(method: string, params: object): void {
    if (method === 'Debugger.scriptParsed') this.sources.parsed(params as V8.ScriptParsedEventDataType);
    else if (method === 'Debugger.paused') void this.#paused(params as V8.PausedEventDataType).catch(() => {});
    else if (method === 'Debugger.resumed') this.#wentOn(this.#stepping === undefined);
  }

  async #paused(paused: V8.PausedEventDataType): Promise<void> {
    const { scriptId } = (paused.data ?? {}) as { scriptId?: string };
    if (paused.reason === 'instrumentation') {
      if (scriptId !== undefined) await this.#breakpoints.prepareFile(scriptId);
      await this.#inspector.post('Debugger.resume', {});
      return;
    }
    const frames = framesOf(paused, this.sources, () => ++this.#lastFrame);
    if (this.#isStopping || this.#isOfStopped(paused, frames)) {
      return void (await this.#inspector.post('Debugger.resume', {}));
    }
    const [top] = frames;
    const isHit = (paused.hitBreakpoints ?? []).length > 0;
    if (this.#isDropping && !isHit && !isOfError(paused))
      return void (await this.#inspector.post('Debugger.resume', {}));
    if (isHit && top && !(await this.#breakpoints.isWanted(top.v8.location.scriptId, top.line))) {
      paused.hitBreakpoints = [];
      if (this.#stepping === undefined) return void (await this.#inspector.post('Debugger.resume', {}));
    }
    this.#stopped(paused, frames);
  }

  #isOfStopped({ data }: V8.PausedEventDataType, frames: readonly Frame[]): boolean {
    const { className = '' } = (data ?? {}) as { className?: string };
    const outermost = frames.at(-1);
    const isRest = outermost?.isCell === true && this.#stoppedCells.has(outermost.cell ?? 0);
    return isRest || className.startsWith('InterruptError');
  }

  #stopped(paused: V8.PausedEventDataType, frames: readonly Frame[]): void {
    const { sources } = this;
    const further = onward({ paused, frames, sources, stepping: this.#stepping, cell: this.#cell.number });
    if (further) {
      if (further === 'Debugger.resume') this.#stepping = undefined;
      this.#inspector.post(further, {}).catch(() => {});
      return;
    }
    clearTimeout(this.#continued);
    this.#continued = undefined;
    const isError = isOfError(paused);
    const reason = isError ? 'exception' : paused.hitBreakpoints?.length ? 'breakpoint' : this.#reason();
    const { description = '' } = (paused.data ?? {}) as { description?: string };
    const text = isError ? description.split('\n')[0] : undefined;
    this.#stepping = undefined;
    this.#table = undefined;
    this.#pause = { frames, reason, text };
    this.#tell('stopped', { reason, threadId: THREAD, allThreadsStopped: true, ...(text ? { text } : {}) });
  }

  #reason(): string {
    if (this.#stepping === undefined) return 'debugger statement';
    return this.#stepping.step === 'pause' ? 'pause' : 'step';
  }

  #tell(event: string, body: object): void {
    this.#parts.publish({ type: 'event', seq: this.nextNumber(), event, body });
  }

  /** The cells run on; a step may stop them again at once. */
  #wentOn(now: boolean): void {
    if (this.#pause === undefined && this.#continued === undefined) return;
    this.#pause = undefined;
    this.#table = undefined;
    this.variables.forgetFrames();
    clearTimeout(this.#continued);
    const tell = (): void => {
      this.#continued = undefined;
      this.#tell('continued', { threadId: THREAD, allThreadsContinued: true });
      void this.inTurn(() => this.#arm()).catch(() => {});
    };
    if (now) tell();
    else this.#continued = setTimeout(tell, FLICKER_MS);
  }
}

const steps = {
  continue: 'Debugger.resume',
  next: 'Debugger.stepOver',
  stepIn: 'Debugger.stepInto',
  stepOut: 'Debugger.stepOut',
} as const;
