/**
 * @file The runner: the child process in which cells run. It has no sockets and no protocol; it takes orders from
 * the kernel process, runs one cell at a time in the global script scope, and reports what happens. It may die or be
 * killed at any time without harm to the kernel.
 */
import { Script } from 'node:vm';
import { say } from '../language.ts';
import { studentText } from '../compile/names.ts';
import { Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers'; // cells may replace the global ones
import { FrameReader } from '../frames.ts';
import {
  DAMAGED,
  dispatch,
  PIPES,
  UNWATCHED,
  type CellError,
  type ExpressionReply,
  type Handlers,
  type Order,
  type ResultContent,
} from '../ipc.ts';
import { JsonText } from '../json-text.ts';
import { endGroup, markOf } from '../processes.ts';
import { receive } from './comms.ts';
import { cellContext, contextOf, currentCell, InterruptError, runIn, type CellContext } from './context.ts';
import { endOfCell, installGlobals, loadLibraryNames, pendingDisplays } from './globals.ts';
import { areWhole } from './intrinsics.ts';
import { membersOf } from './members.ts';
import { installModuleHooks, takeNotebooks } from './modules.ts';
import { declareShared } from './names.ts';
import { flush, printFor, printIn, report, takeOverStreams } from './output.ts';
import { pipesAreOpen } from './pipes.ts';
import { bundleOf } from './present.ts';
import { atRest, awake } from './rest.ts';
import { installStdin } from './stdin.ts';
import { addSource, describe, textOf, topLineOf } from './traceback.ts';
import { cellIsOver, InputError, onInterrupt, startWatchdog } from './watch.ts';

type Execute = Extract<Order, { type: 'execute' }>;

/** How long a cell may take to stop by itself once its signal has fired. */
const COOPERATIVE_MS = 450;
/** How long a library may take to show that a listener of a comm was stopped. */
const STOPPED_MS = 50;

/** Node's own way out; `process.exit` belongs to the cells. */
const leave = process.exit.bind(process, 0);
/** Without the listeners of `exit`, which may stand on what is broken. */
const reallyExit = (process as unknown as { reallyExit(code: number): never }).reallyExit.bind(process);
/** A cell may change the environment. */
const mark = markOf();
let stopRunning: ((error: Error) => void) | undefined;
/** The newest cell that was begun, and one that was stopped before that. */
let [begun, stoppedEarly] = [0, 0];
/** Comm messages whose listeners are at work. */
const handling = new Map<number, CellContext>();

takeOverStreams();
installGlobals({ stopped: () => ({ type: 'error', ...interruptedError() }) });
installModuleHooks();
installStdin();
Error.stackTraceLimit = 30;
delete process.env['NODE_COMPILE_CACHE'];
process.removeAllListeners('warning');
/** What the process listens to. A cell may have removed it (`process.removeAllListeners()`): it is put back for the next. */
const listeners: Record<string, (event: Error) => void> = {
  SIGINT: () => {}, // interrupts come as messages
  unhandledRejection: (reason) => {
    stray(reason, {
      en: 'A promise that nobody awaits was rejected (is an `await` missing?):',
      ko: '아무도 기다리지 않는 promise가 실패했습니다 (`await`를 빠뜨렸나요?):',
    });
  },
  uncaughtException: (error) => {
    // What waits for standard input waits for ever.
    if (error instanceof InputError && stopRunning) return stopRunning(error);
    stray(error, { en: 'An error outside of a cell (in a timer or callback):', ko: '셀 밖(타이머·콜백)에서 난 오류:' });
  },
  rejectionHandled: () => {}, // reported already; a warning on top would confuse
  warning: ({ name, message }) => {
    // Node's own wording speaks of process ids and command-line flags.
    if (name !== 'ExperimentalWarning') printFor(cellContext().cell, 'stderr', `${name}: ${message}\n`);
  },
};
listen();

/** What each order starts; not within the pipe's own callback: a terminated cell takes everything below it on the stack along. */
const orders: Handlers<Order> = {
  execute: (order) => void setImmediate(() => void execute(order).catch(giveUp)),
  comm: (order) => void setImmediate(() => void handle(order).catch(giveUp)),
  members: ({ id, path }) => report({ type: 'members', id, members: membersOf(path) }),
  shutdown: () => leave(),
};
const reader = new FrameReader<Order>((order) => dispatch(orders, order));
const pipe = new Socket({ fd: PIPES.orders, readable: true, writable: false });
pipe.on('data', (chunk: Buffer) => {
  try {
    reader.push(chunk);
  } catch {
    giveUp();
  }
});
pipe.on('close', () => endGroup(process.pid, mark)); // the kernel is gone
pipe.on('error', () => endGroup(process.pid, mark));

onInterrupt(interrupt);
startWatchdog(() => reallyExit(UNWATCHED));
const globals = new Set<string>();
report({ type: 'ready', globals: freshGlobals() });

function listen(): void {
  for (const event in listeners) {
    if (!process.listeners(event as 'warning').includes(listeners[event]!)) process.on(event, listeners[event]!);
  }
}

/** The runner's own code failed, since a cell has changed JavaScript's own objects under it. Only another process helps. */
function giveUp(): void {
  reallyExit(DAMAGED);
}

async function execute(order: Execute): Promise<void> {
  awake();
  listen();
  const { cell, run } = order;
  const context = contextOf(cell, order.input);
  begun = cell;
  const file = `kernelab:cell/${cell}`;
  addSource(file, order.label, order.source, run.maps);
  takeNotebooks(order.notebooks);
  const before = declare(run.declare);
  const stopped = new Promise<never>((_, reject) => {
    stopRunning = reject;
  });
  stopped.catch(() => {});
  let error: CellError | undefined;
  let line: number | undefined;
  let text: string | undefined;
  let interrupted = false;
  const expressions: Record<string, ExpressionReply> = {};
  try {
    if (stoppedEarly === cell) throw new InterruptError();
    await Promise.race([stopped, runIn(context, () => runCell(context, order, file))]);
    await Promise.race([stopped, runIn(context, () => evaluateAll(order, expressions))]);
  } catch (thrown) {
    interrupted = isInterrupt(thrown, context.controller.signal.aborted);
    error = interrupted ? interruptedError() : describe(thrown);
    if (!interrupted) [line, text] = [topLineOf(thrown, file), textOf(thrown)];
    // Figures drawn before the error are shown all the same.
    if (!interrupted) await Promise.race([stopped, runIn(context, endOfCell)]).catch(() => {});
  }
  stopRunning = undefined;
  context.input = false;
  // Listeners of messages that came before it may still have to be stopped.
  cellIsOver(Math.min(cell, ...[...handling.keys()].map((number) => number - 1)));
  flush();
  if (!areWhole() || !pipesAreOpen()) return giveUp();
  if (context.controller.signal.aborted) context.alive = false;
  if (handling.size === 0) atRest();
  const { unset, kept } = error ? untouched(before) : { unset: [], kept: [] };
  report({ type: 'done', cell, error, line, text, interrupted, unset, kept, expressions, globals: freshGlobals() });
}

async function runCell(context: CellContext, { run, count }: Execute, file: string): Promise<void> {
  await loadLibraryNames(run.needs);
  const value = await started(run.code, file);
  await pendingDisplays();
  if (value !== undefined) {
    const data = await bundleOf(value);
    if (data && context.alive) {
      const plain = data['text/plain'];
      const content = JsonText.of<ResultContent>({ data, metadata: {}, execution_count: count });
      report({ type: 'result', cell: context.cell, text: typeof plain === 'string' ? plain : undefined, content });
    }
  }
  await endOfCell();
  // One turn of the event loop, so that rejections that nothing awaits are shown within their cell.
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Runs compiled code; what it resolves to is the value of its last expression. */
function started(code: string, filename: string): Promise<unknown> {
  return (new Script(code, { filename }).runInThisContext() as () => Promise<unknown>)();
}

/** A comm message: the front end waits until its listeners are through. */
async function handle(order: Extract<Order, { type: 'comm' }>): Promise<void> {
  awake();
  const context = contextOf(order.cell);
  handling.set(order.cell, context);
  try {
    if (stoppedEarly === order.cell) return;
    await receive(order, context);
    await runIn(context, pendingDisplays, { latest: false });
  } finally {
    handled(order.cell);
  }
}

/** Stop was pressed while listeners of a comm message are at work: they end at their next `await`. */
function stopHandling(cell: number, context: CellContext): void {
  if (context.controller.signal.aborted) return;
  // What runs in an output area of its own says so there.
  if (!context.isCaptured) printFor(cell, 'stderr', `${interruptedError().traceback.join('\n')}\n`);
  context.controller.abort(new InterruptError());
  context.alive = false;
  setTimeout(() => handled(cell), STOPPED_MS);
}

function handled(cell: number): void {
  flush();
  if (handling.delete(cell)) report({ type: 'handled', cell });
  if (handling.size === 0 && stopRunning === undefined) atRest();
}

async function evaluateAll(order: Execute, into: Record<string, ExpressionReply>): Promise<void> {
  for (const [name, code] of Object.entries(order.expressions)) {
    try {
      if ('failed' in code) throw new SyntaxError(code.failed);
      await loadLibraryNames(code.needs);
      const value = await started(code.code, 'kernelab:expression');
      into[name] = { status: 'ok', data: (await bundleOf(value)) ?? {}, metadata: {} };
    } catch (error) {
      into[name] = { status: 'error', ...describe(error) };
    }
  }
}

/** What a shared variable holds: what memory may not be held for is held weakly. */
type Held = { value: unknown } | WeakRef<object>;

/** Declares shared variables and notes what each holds. A script-scope `let` is shared by all later scripts. */
function declare(names: readonly string[]): Map<string, Held> {
  const fresh = declareShared(names);
  const known = names.filter((name) => !fresh.includes(name));
  const values = valuesOf(known);
  const held = known.map((name, i) => [name, holding(values[i])] as const);
  return new Map<string, Held>([...held, ...fresh.map((name) => [name, { value: undefined }] as const)]);
}

function holding(value: unknown): Held {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isObject ? new WeakRef(value) : { value };
}

function valuesOf(names: readonly string[]): unknown[] {
  return names.length === 0 ? [] : (new Script(`[${names.join(', ')}]`).runInThisContext() as unknown[]);
}

/** What a cell that failed did not come to: names without a value, and names that hold what they held before. */
function untouched(before: ReadonlyMap<string, Held>): { unset: string[]; kept: string[] } {
  const names = [...before.keys()];
  const values = valuesOf(names);
  const isSame = (name: string, i: number): boolean => {
    const held = before.get(name)!;
    return Object.is(held instanceof WeakRef ? held.deref() : held.value, values[i]);
  };
  const same = names.filter(isSame);
  const isUnset = (name: string): boolean => values[names.indexOf(name)] === undefined;
  return {
    unset: same.filter(isUnset).map(studentText),
    kept: same.filter((name) => !isUnset(name)).map(studentText),
  };
}

/**
 * Stop was pressed for a cell: the running one, one whose order is still on its way (pipes do not wait for each other), or
 * one that is over. `terminated`: the watchdog had to break a loop that never yields.
 */
function interrupt(cell: number, terminated: boolean): void {
  // Whatever runs is stopped: a callback may be what keeps the cell from going on.
  for (const [number, context] of handling) stopHandling(number, context);
  if (handling.has(cell)) return;
  if (cell > begun) stoppedEarly = cell;
  const context = currentCell();
  const stop = stopRunning;
  if (!stop || context.cell !== cell) return;
  context.controller.abort(new InterruptError());
  setTimeout(
    () => {
      context.alive = false;
      stop(new InterruptError());
    },
    terminated ? 20 : COOPERATIVE_MS,
  );
}

function isInterrupt(thrown: unknown, aborted: boolean): boolean {
  try {
    if (thrown instanceof InterruptError) return true;
    const name = (thrown as { name?: unknown } | null)?.name;
    return aborted && (name === 'InterruptError' || name === 'AbortError');
  } catch {
    return false; // a proxy that answers nothing
  }
}

function interruptedError(): CellError {
  const evalue = say({
    en: 'The cell was stopped. Variables are kept.',
    ko: '셀을 멈췄습니다. 변수는 그대로 있습니다.',
  });
  return { ename: 'Interrupted', evalue, traceback: [`\u001B[31mInterrupted\u001B[39m: ${evalue}`] };
}

/** The names that the global object has got since it was asked last. */
function freshGlobals(): string[] {
  const fresh = Object.getOwnPropertyNames(globalThis).filter((name) => !globals.has(name));
  for (const name of fresh) globals.add(name);
  return fresh;
}

/** Tells about an error that belongs to no running cell, beside the cell whose code it came from. */
function stray(error: unknown, title: { en: string; ko: string }): void {
  const context = cellContext();
  if (!context.alive) return; // the echo of an interrupted cell
  printIn(context, 'stderr', `${say(title)}\n${describe(error).traceback.join('\n')}\n`);
}
