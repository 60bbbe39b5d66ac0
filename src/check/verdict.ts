/**
 * @file How the result of a check is shown and counted. In a cell it is a box, and the cell goes on: what it makes after a
 * failed check is there, and several checks are all seen. When the cell ends, it has failed if one of its checks has: Run All
 * stops there, and `kernelab run`, nbclient and papermill see an error (docs/decisions/0029-check.md). Outside of
 * cells a failed check is thrown at once.
 *
 * Nothing here compares: whatever knows right from wrong may show its verdict.
 */
import { notebookHost, type NotebookHost } from '../display/index.ts';
import { CheckError, say, type ErrorFacts, type Text, type Translated } from '../errors/index.ts';

/** The result of a check, in words. */
export type Verdict = {
  /** What was checked: the call, or the name that it was given. */
  readonly who: string;
} & (
  | { readonly passed: true; readonly praise: Text }
  | {
      readonly passed: false;
      readonly finding: Omit<ErrorFacts, 'who'>;
      /** HTML under the words. */
      readonly picture?: string | undefined;
    }
);

/** Boxes of the running cell by the line of the check: a loop's thousand checks share one. */
interface Box {
  readonly id: string;
  readonly verdict: Verdict;
  checks: number;
}

let hooked: NotebookHost | undefined;
/** Checks whose verdict is still being found, by the signal of their cell. */
const pending = new Map<Promise<void>, AbortSignal | undefined>();
/** The signal of the cell that `boxes` and `failures` belong to; a cell that was stopped leaves them behind. */
let cell: AbortSignal | undefined;
const boxes = new Map<string, Box>();
const failures: CheckError[] = [];
/** Why checks of the running cell that nobody need await found no verdict. */
const faults: unknown[] = [];

/** Shows a verdict; `calls` are those that led to it, where it was not found at once. @throws CheckError for one that did not pass, outside of cells */
export function pronounce(verdict: Verdict, calls: Error = new Error()): void {
  const error = verdict.passed ? undefined : new CheckError({ who: verdict.who, ...verdict.finding });
  if (error !== undefined) error.stack = `${error}\n${calls.stack?.replace(/^.*\n/, '') ?? ''}`;
  const host = notebookHost();
  if (host === undefined) {
    if (error !== undefined) throw error;
    return;
  }
  enter(host);
  if (error !== undefined) failures.push(error);
  const place = host.place?.(calls);
  const line = place ? `${place.where} ${place.line}` : '';
  const key = `${line} ${verdict.who} ${verdict.passed}`;
  const known = boxes.get(key);
  if (known !== undefined) {
    known.checks++;
    return;
  }
  const box: Box = { id: crypto.randomUUID(), verdict, checks: 1 };
  boxes.set(key, box);
  show(host, box, false);
}

/** Shows a verdict that takes a while: the cell waits for it at its end, though nobody awaits it. */
export function pronounceLater(find: () => Promise<Verdict>): Promise<void> {
  const calls = new Error(); // what is found later no longer knows the line of the cell
  const host = notebookHost();
  if (host !== undefined) hook(host);
  const verdict = find().then((found) => pronounce(found, calls));
  pending.set(verdict, host?.signal);
  const signal = host?.signal;
  verdict.then(
    () => pending.delete(verdict),
    (fault: unknown) => {
      pending.delete(verdict);
      if (host === undefined || host.signal !== signal) return;
      enter(host);
      faults.push(fault);
    },
  );
  return verdict;
}

/** What is noted from here on belongs to the running cell. */
function enter(host: NotebookHost): void {
  hook(host);
  if (cell !== host.signal) forget();
  cell = host.signal;
}

function hook(host: NotebookHost): void {
  if (hooked === host) return;
  hooked = host;
  host.onCellEnd(endOfCell);
}

function show(host: NotebookHost, { id, verdict, checks }: Box, update: boolean): void {
  const lines = linesOf(verdict, checks);
  const [title, ...more] = lines.map(escaped);
  const colour = verdict.passed ? '#2b8a4b' : '#d6453d';
  const picture = verdict.passed ? '' : (verdict.picture ?? '');
  host.display(
    {
      'text/plain': lines.join('\n'),
      'text/html':
        `<div style="border-left:4px solid ${colour};padding:6px 10px;margin:4px 0"><b>${title}</b>` +
        `${more.map((line) => `<div>${line}</div>`).join('')}${picture}</div>`,
    },
    { displayId: id, update },
  );
}

function linesOf(verdict: Verdict, checks: number): string[] {
  const times = checks === 1 ? '' : ` × ${checks}`;
  if (verdict.passed) {
    const praise = say(verdict.praise);
    return [`✓ ${verdict.who}${times}: ${say({ en: `right, ${praise}`, ko: `맞습니다. ${praise}` })}`];
  }
  const { rule, received, hint } = verdict.finding;
  const lines = [`✗ ${verdict.who}${times}`, sentence(say(rule))];
  if (received !== undefined) {
    const came = say(received);
    lines.push(say({ en: `Received: ${came}`, ko: `받은 값: ${came}` }));
  }
  if (hint !== undefined) lines.push(`→ ${say(hint)}`);
  return lines;
}

function sentence(text: string): string {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(first) ? first : `${first}.`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Waits for what is not said yet, then ends the checks of the cell. */
function endOfCell(): void | Promise<void> {
  // Not for those of a cell that was stopped: they may never come.
  const own = [...pending].flatMap(([verdict, signal]) => (signal === hooked?.signal ? [verdict] : []));
  return own.length === 0 ? endChecks() : Promise.allSettled(own).then(endChecks);
}

/** Writes the counts of loops into their boxes, and fails the cell where a check has failed. */
function endChecks(): void {
  for (const box of boxes.values()) if (box.checks > 1 && hooked !== undefined) show(hooked, box, true);
  const failed = [...failures];
  const [fault] = faults;
  forget();
  if (fault !== undefined) throw fault;
  if (failed.length === 0) return;
  if (failed.length === 1) throw failed[0];
  const rule: Translated = {
    en: `${failed.length} checks of this cell failed`,
    ko: `이 셀에서 확인 ${failed.length}개가 실패했습니다`,
  };
  throw new CheckError({ who: 'check', rule }, failed);
}

function forget(): void {
  boxes.clear();
  failures.length = 0;
  faults.length = 0;
}
