/**
 * @file Two kinds of boxes under a cell. `showNotice`: where data or weights come from, and the like. `warnOfTrap`: the
 * program runs, but hardly does what was meant.
 *
 * A trap is a display of a kind of its own (`noticeMime`, and `metadata.kernelab.notice`), never text on stderr, for which
 * graders take points off. `KERNELAB_NOTICES=off` leaves traps out, as graded output wants it.
 */
import { say, withParticles, type Text } from '../errors/index.ts';
import { setting } from '../platform/index.ts';
import { notebookHost, type CellPlace } from './host.ts';

/** The MIME type of a trap's notice: `{ cause, line, en, ko }`. */
export const noticeMime = 'application/vnd.kernelab.notice+json';

/** A boxed line about data, weights or settings, or a line on the console. */
export function showNotice(text: string): void {
  const host = notebookHost();
  if (!host) {
    console.warn(text);
    return;
  }
  host.display({ 'text/plain': text, 'text/html': box(text) });
}

let lastCell: number | undefined;
const said = new Set<string>();
/** Ways by which traps were entered in the running cell: a loop comes by the same way again and again. */
const ways = new Set<string>();
let hooked = false;

/**
 * Whether the running cell entered the trap in the same way before. The places of the calls are compared as V8 has them: to write
 * a stack as text takes twenty times as long.
 */
function cameBefore(cause: string): boolean {
  // (Not in every browser.)
  if (typeof Error.captureStackTrace !== 'function') return false;
  const probe: { stack?: { getScriptNameOrSourceURL(): string | null; getPosition(): number }[] } = {};
  const prepareStackTrace: unknown = Reflect.get(Error, 'prepareStackTrace');
  Error.prepareStackTrace = (_, sites) => sites;
  Error.captureStackTrace(probe, warnOfTrap);
  const sites = probe.stack ?? [];
  Reflect.set(Error, 'prepareStackTrace', prepareStackTrace);
  let way = cause;
  for (const site of sites) way += ` ${site.getScriptNameOrSourceURL()}:${site.getPosition()}`;
  if (ways.has(way)) return true;
  if (ways.size < 1000) ways.add(way);
  return false;
}

/**
 * Says that something in the running cell hardly does what was meant; once per cause and line of the cell.
 * `text` names the remedy. `at`: an error made where the trap was entered (default: here). `unlessAwaited`: a variable that
 * another cell may wait for, and then nothing is said.
 */
export function warnOfTrap(
  cause: string,
  text: { readonly en: string; readonly ko: string },
  at?: Error,
  { unlessAwaited }: { unlessAwaited?: string | undefined } = {},
): void {
  if (setting('KERNELAB_NOTICES') === 'off') return;
  const host = notebookHost();
  if (host?.place) {
    if (!hooked) host.onCellEnd(() => ways.clear());
    hooked = true;
    if (at === undefined && cameBefore(cause)) return;
  }
  const place = host?.place?.(at ?? new Error());
  if (place?.cell !== lastCell) said.clear();
  lastCell = place?.cell;
  const key = place ? `${cause} ${place.where} ${place.line}` : `${cause} ${text.en}`;
  if (said.has(key)) return;
  said.add(key);
  const whole = say(withPlace(text, place));
  if (!host) {
    console.warn(whole);
    return;
  }
  host.display(
    {
      [noticeMime]: { cause, line: place?.line ?? null, en: text.en, ko: withParticles(text.ko) },
      'text/plain': whole,
      'text/html': box(whole),
    },
    { metadata: { kernelab: { notice: cause } }, ...(unlessAwaited === undefined ? {} : { unlessAwaited }) },
  );
}

function withPlace({ en, ko }: { en: string; ko: string }, place: CellPlace | undefined): Text {
  if (!place) return { en: `Notice: ${en}`, ko: `알림: ${ko}` };
  const { where, line } = place;
  return { en: `Notice (${where}, line ${line}): ${en}`, ko: `알림 (${where}, ${line}번째 줄): ${ko}` };
}

function box(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<div style="border-left:4px solid #d98e04;padding:6px 10px;margin:4px 0">${escaped}</div>`;
}
