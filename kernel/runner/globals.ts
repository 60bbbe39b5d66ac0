/**
 * @file What the kernel puts into the cells' world: `display`, `input`, `prompt`, `clearOutput`, `require`, the
 * notebook host for libraries, and the library's names once a cell uses them.
 */
import { Console } from 'node:console';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout } from 'node:timers'; // cells may replace the global one
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import type { DisplayContent, MimeBundle } from '../ipc.ts';
import { JsonText } from '../json-text.ts';
import { say } from '../language.ts';
import { asCell, type StoppedError } from './capture.ts';
import { alive, cellContext, gate, type CellContext, type Sink } from './context.ts';
import { openComm, registerTarget } from './comms.ts';
import { compared, forgetComparisons, key, seen, sorted } from './compared.ts';
import { inspection } from './inspected.ts';
import { cellModule, cellRequire, importForCell } from './modules.ts';
import { Fragment, jsx } from './jsx.ts';
import { clock, magics, stopClock, timeit } from './magics.ts';
import { report } from './output.ts';
import { onRest } from './rest.ts';
import { bundleNow, withBase64 } from './present.ts';
import { setup } from './setup.ts';
import { tableOf } from './tables.ts';
import { placeOfUser } from './traceback.ts';
import { readInput } from './watch.ts';

interface DisplayOptions {
  displayId?: string;
  update?: boolean;
  metadata?: Record<string, unknown>;
  buffers?: readonly Uint8Array[];
  unlessAwaited?: string;
}

/** What is shown under a display id and can be replaced. */
interface DisplayHandle {
  readonly displayId: string;
  update(value: unknown): void;
}

/** Thrown by `process.exit()` in a cell. */
class ExitError extends Error {
  override name = 'ExitError' as const;
}

const flushes = new Set<() => void | Promise<void>>();
const waiting = new WeakMap<CellContext, Promise<void>[]>();

/** Installs everything; once, before the first cell. */
export function installGlobals({ stopped }: { stopped: StoppedError }): void {
  const place = join(process.cwd(), 'cell.ts');
  hidden('__kernelab__', {
    alive,
    gate,
    compared,
    seen,
    sorted,
    key,
    inspection,
    provide: loadLibraryNames,
    jsx,
    Fragment,
    jsxFrom: undefined,
    import: importForCell,
    module: cellModule,
    exports: cellModule.exports as unknown,
    meta: {
      url: pathToFileURL(place).href,
      filename: place,
      dirname: process.cwd(),
      resolve: (specifier: string) => pathToFileURL(cellRequire().resolve(specifier)).href,
    },
  });
  hidden('$t', clock);
  hidden('$i', timeit);
  hidden('$magic', magics);
  hidden('display', display);
  hidden('input', (prompt: unknown = '', options: { password?: boolean } = {}) =>
    readInput(String(prompt), options.password === true),
  );
  hidden('prompt', (message: unknown = '', fallback = '') => readInput(`${String(message)} `, false) || fallback);
  hidden('alert', (message: unknown = '') => void readInput(`${String(message)} [Enter] `, false));
  hidden('confirm', (message: unknown = '') => /^\s*[yㅇ]/i.test(readInput(`${String(message)} [y/N] `, false)));
  const clearOutput = (wait = false): void => {
    const { cell, sink } = cellContext();
    if (sink) sink({ type: 'clear', wait });
    else report({ type: 'clear', cell, wait });
  };
  hidden('clearOutput', clearOutput);
  console.clear = () => clearOutput();
  console.table = showTable;
  hidden('require', cellRequire());
  hidden('__dirname', process.cwd());
  hidden('__filename', place);
  Object.defineProperty(globalThis, Symbol.for('kernelab.host'), {
    configurable: true,
    value: {
      display: showBundle,
      show,
      place: (at: Error) => {
        const place = placeOfUser(at);
        return place && { ...place, cell: cellContext().cell };
      },
      get signal() {
        return cellContext().controller.signal;
      },
      onCellEnd: (flush: () => void | Promise<void>) => void flushes.add(flush),
      onRest,
      openComm,
      onCommOpen: registerTarget,
      get area() {
        return cellContext().sink;
      },
      asCell: (body: () => unknown, sink: Sink) => {
        const ending = async (): Promise<void> => {
          await pendingDisplays();
          await flushFigures();
        };
        return asCell(body, sink, { ending, stopped });
      },
    },
  });
  process.exit = (code) => {
    throw new ExitError(
      say({
        en: `process.exit(${format(code ?? '')}) ends this cell, not the kernel. Variables are kept.`,
        ko: `process.exit(${format(code ?? '')})는 커널이 아니라 이 셀만 끝냅니다. 변수는 그대로 있습니다.`,
      }),
    );
  };
}

let library: Record<string, unknown> | undefined;

/** Makes names of the library available; the library is loaded when the first cell uses one. */
export async function loadLibraryNames(names: readonly string[]): Promise<void> {
  const missing = names.filter((name) => !provided.has(name));
  if (missing.length === 0) return;
  if (library === undefined) {
    library = await importForCell(setup().library.name);
    // Node keeps compiled code at the end of a process, and this one is ended from outside: once, while nobody waits.
    setTimeout(flushCompileCache, 2000).unref();
  }
  for (const name of missing) {
    provided.add(name);
    if (name in library) hidden(name, library[name]);
  }
}

const provided = new Set(['display']); // the kernel's own, so that it costs no loading

/** Waits for what `display` was promised. */
export async function pendingDisplays(): Promise<void> {
  await Promise.all(waiting.get(cellContext()) ?? []);
}

/**
 * Calls what libraries want done at the end of a cell, e.g. figures that were drawn but not shown. All of it is done; the first
 * that throws fails the cell.
 */
export async function endOfCell(): Promise<void> {
  forgetComparisons();
  stopClock();
  await flushFigures();
}

async function flushFigures(): Promise<void> {
  const failures: unknown[] = [];
  for (const flush of flushes) {
    try {
      await flush();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

function hidden(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { configurable: true, writable: true, enumerable: false, value });
}

const plainTable = console.table.bind(console);
/** Rows of a table in text, where the client has no HTML. */
const MOST_LINES = 200;

/** `console.table`: a table where the client has HTML, Node's own lines elsewhere. */
function showTable(data: unknown, columns?: readonly string[]): void {
  const html = tableOf(data, columns);
  if (html === undefined) return plainTable(data, columns as string[] | undefined);
  const lines: string[] = [];
  const rows = Array.isArray(data) ? (data.slice(0, MOST_LINES) as unknown[]) : data;
  const text = new Writable({ write: (part, _, done) => (lines.push(String(part)), done()) });
  new Console({ stdout: text }).table(rows, columns as string[] | undefined);
  showBundle({ 'text/plain': lines.join('').trimEnd(), 'text/html': html });
}

/** Shows a value; the handle's `update` replaces it. */
function display(value: unknown, options: { displayId?: string } = {}): DisplayHandle {
  const displayId = options.displayId ?? crypto.randomUUID();
  show(value, { displayId });
  const update = (next: unknown): void => show(next, { displayId, update: true });
  // A cell that ends with `display(x)` must not show the handle as well.
  return Object.defineProperty({ displayId, update }, Symbol.for('Jupyter.display'), { value: () => ({}) });
}

function show(value: unknown, options: DisplayOptions): void {
  const context = cellContext();
  const bundle = typeof value === 'string' ? { 'text/plain': value } : bundleNow(value);
  if (!(bundle instanceof Promise)) {
    if (bundle) showBundle(bundle, options);
    return;
  }
  const shown = bundle.then((data) => data && showBundle(data, options));
  waiting.set(context, [...(waiting.get(context) ?? []), shown]);
}

function showBundle(data: MimeBundle, options: DisplayOptions = {}): void {
  const { cell, alive, sink } = cellContext();
  if (!alive || Object.keys(data).length === 0) return;
  const { displayId, update = false, metadata = {}, buffers, unlessAwaited } = options;
  const shown = { type: 'display', data: withBase64(data), metadata, id: displayId, update } as const;
  if (sink && sink(shown) !== false) return;
  const transient = displayId === undefined ? {} : { display_id: displayId };
  const content = JsonText.of<DisplayContent>({ data: shown.data, metadata, transient });
  report({ type: 'display', cell, update, id: displayId, unlessAwaited, content, buffers });
}
