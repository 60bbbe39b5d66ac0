/** @file One file from one of several addresses into a draft: resuming, retrying, and telling apart what went wrong. */
import { FileError, InterruptError, NetworkError, say } from '../errors/index.ts';
import { machine } from '../platform/index.ts';
import { hashKinds, isLength, mismatch, mostBytes, sizeInWords, type Entry } from './entry.ts';
import { hashOf } from './environment.ts';
import type { Draft } from './draft.ts';
import type { Progress } from './show.ts';

export interface DownloadOptions {
  /** Who asks: the first word of messages. */
  readonly who: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** What `KERNELAB_DATA` names, for the advice when nothing came. */
  readonly mirror?: string | undefined;
  /** Attempts per address. Default 4. */
  readonly attempts?: number;
  /** Milliseconds without a byte before a connection counts as dead. Default 30,000. */
  readonly stallMs?: number;
  /** First pause before another attempt; doubles while nothing comes. Default 300 ms. */
  readonly pauseMs?: number;
}

/** How an attempt ended. */
type Outcome =
  | { readonly kind: 'done' }
  /** Worth another attempt at this address. */
  | { readonly kind: 'broken'; readonly why: string }
  /** Not worth one. */
  | { readonly kind: 'hopeless'; readonly why: string };

/** Fills the draft and checks it. @throws NetworkError naming every address and its fault; the draft stays resumable */
export async function download(
  entry: Entry,
  sources: readonly string[],
  draft: Draft,
  options: DownloadOptions,
): Promise<void> {
  const { attempts = 4, pauseMs = 300, who } = options;
  // The last attempt may have been ended between its last byte and the check. Where the size is only about right,
  // nothing but a hash tells the whole from a part.
  const mayBeWhole = entry.about ? hashKinds(entry.hash).length > 0 : draft.size === entry.size;
  if (draft.size > 0 && mayBeWhole && !(await faultOf(entry, draft))) return;
  const faults: string[] = [];
  for (const url of sources) {
    let why = '';
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (attempt > 0) await wait(pauseMs * 2 ** (attempt - 1), options);
      const before = draft.size;
      const outcome = await attemptAt(url, entry, draft, options);
      if (outcome.kind === 'done') {
        const fault = await faultOf(entry, draft);
        if (!fault) return;
        // The part of another file, or a wrong file: one fresh start, then the next address.
        draft.restart();
        why = fault;
        if (before === 0) break;
        continue;
      }
      why = outcome.why;
      if (outcome.kind === 'hopeless') break;
      // An address that moves forward is not given up, nor kept waiting ever longer.
      if (draft.size > before) attempt = 0;
    }
    const part = draft.size > 0 ? ` after ${draft.size} bytes of ${sizeInWords(entry)}` : '';
    faults.push(`${url}: ${why}${part}`);
  }
  throw new NetworkError({
    who,
    rule: `'${entry.file}' could not be downloaded`,
    received: faults.length > 0 ? faults.join('; ') : 'no address to try',
    hint: whereElse(options.mirror),
  });
}

/** Where the files might be had, when they did not come. */
export function whereElse(mirror: string | undefined): string {
  if (!mirror) return 'A folder or address with the files can be named with KERNELAB_DATA';
  return say({
    en: `KERNELAB_DATA is '${mirror}'; on the lecturer's machine \`KERNELAB_DATA=DIR npx kernelab data verify\` says what its folder lacks`,
    ko: `KERNELAB_DATA의 값은 '${mirror}'입니다. 강의자 컴퓨터에서 \`KERNELAB_DATA=폴더 npx kernelab data verify\`로 그 폴더에 빠진 것을 볼 수 있습니다`,
  });
}

async function faultOf(entry: Entry, draft: Draft): Promise<string | undefined> {
  const fault = mismatch(entry.hash, await hashOf(draft.path, hashKinds(entry.hash)));
  return fault && `the checksum is wrong (${fault})`;
}

async function attemptAt(url: string, entry: Entry, draft: Draft, options: DownloadOptions): Promise<Outcome> {
  const { signal, stallMs = 30_000, progress } = options;
  if (!URL.canParse(url)) return { kind: 'hopeless', why: 'this is not an address' };
  const known = silent.get(new URL(url).origin);
  if (known && known.until > Date.now()) return { kind: 'hopeless', why: known.why };
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), stallMs);
  try {
    const headers: Record<string, string> = { 'accept-encoding': 'identity' };
    if (draft.size > 0) headers['range'] = `bytes=${draft.size}-`;
    const response = await machine.network.fetch(url, { headers, signal: AbortSignal.any([signal, stalled.signal]) });
    if (response.status === 416) {
      // What we have is longer than the file: it cannot be the file's beginning.
      await response.body?.cancel();
      draft.restart();
      return { kind: 'broken', why: 'the server refused to go on' };
    }
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      const why = `the server answered ${response.status}`;
      return response.status >= 500 || response.status === 429 ? { kind: 'broken', why } : { kind: 'hopeless', why };
    }
    const goesOn = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${draft.size}-`);
    if (!goesOn) draft.restart();
    const length = Number(response.headers.get('content-length') ?? NaN);
    const total = Number.isNaN(length) ? undefined : draft.size + length;
    const packed = response.headers.has('content-encoding');
    if (total !== undefined && !packed && draft.size === 0 && !isLength(total, entry)) {
      await response.body.cancel();
      return { kind: 'hopeless', why: `the file there has ${total} bytes, expected ${sizeInWords(entry)}` };
    }
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(() => stalled.abort(), stallMs);
      draft.write(chunk);
      progress.update(draft.size, total);
      // Longer than the file: whatever comes, it is not this one, and the disk is not filled with it.
      if (draft.size > mostBytes(entry)) {
        draft.restart();
        return { kind: 'hopeless', why: `more came than the file's ${sizeInWords(entry)} bytes` };
      }
    }
    if (total !== undefined && draft.size < total) return { kind: 'broken', why: 'the connection was cut' };
    return { kind: 'done' };
  } catch (error) {
    if (signal.aborted) throw stopped(options.who);
    if (error instanceof FileError) throw error;
    if (stalled.signal.aborted) return { kind: 'broken', why: `nothing came for ${stallMs / 1000} s` };
    const code = codeOf(error);
    // Without a way to the machine at all, more attempts only cost the student's time.
    if (!noWay.has(code)) return { kind: 'broken', why: cutText(code) };
    const why = `no connection (${code})`;
    silent.set(new URL(url).origin, { until: Date.now() + SILENT_MS, why });
    return { kind: 'hopeless', why };
  } finally {
    clearTimeout(timer);
  }
}

/** Machines that could not be reached a moment ago; the next files need not wait for them again. */
const silent = new Map<string, { until: number; why: string }>();
const SILENT_MS = 20_000;

const noWay = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function cutText(code: string): string {
  return `the connection was cut${code ? ` (${code})` : ''}`;
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: string; cause?: { code?: string; errors?: { code?: string }[] } };
  return cause?.code ?? cause?.errors?.[0]?.code ?? code ?? '';
}

function stopped(who: string): InterruptError {
  return new InterruptError({
    who,
    rule: 'the download was stopped',
    hint: 'It goes on from here next time',
  });
}

/** Waits, or ends with an InterruptError when the user presses Stop. */
export async function wait(ms: number, { signal, who }: { signal: AbortSignal; who: string }): Promise<void> {
  await new Promise<void>((done, fail) => {
    if (signal.aborted) {
      fail(stopped(who));
      return;
    }
    const stop = (): void => {
      clearTimeout(timer);
      fail(stopped(who));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      done();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
