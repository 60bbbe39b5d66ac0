/** @file One file from one of several addresses into a draft: resuming, retrying, and telling apart what went wrong. */
import { FileError, InterruptError, NetworkError, say } from '../errors/index.ts';
import type { DataFile } from './catalog.ts';
import { hashOf } from './host.ts';
import type { Draft } from './host-drafts.ts';
import type { Progress } from './show.ts';

export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** What `KERNELAB_DATA` names, for the advice when nothing came. */
  readonly mirror?: string | undefined;
  /** Attempts an address. Default 4. */
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
  file: DataFile,
  urls: readonly string[],
  draft: Draft,
  options: DownloadOptions,
): Promise<void> {
  const { attempts = 4, pauseMs = 300, signal } = options;
  // The last attempt may have been ended between its last byte and the check.
  if (draft.size === file.bytes && (await isRight(file, draft))) return;
  const faults: string[] = [];
  for (const url of urls) {
    let why = '';
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (attempt > 0) await wait(pauseMs * 2 ** (attempt - 1), signal);
      const before = draft.size;
      const outcome = await attemptAt(url, file.bytes, draft, options);
      if (outcome.kind === 'done') {
        if (await isRight(file, draft)) return;
        // A rest of something else, or a wrong file: one fresh start, then the next address.
        draft.restart();
        why = 'the checksum is wrong';
        if (before === 0) break;
        continue;
      }
      why = outcome.why;
      if (outcome.kind === 'hopeless') break;
      // An address that moves forward is not given up, nor kept waiting ever longer.
      if (draft.size > before) attempt = 0;
    }
    faults.push(`${url}: ${why}`);
  }
  throw new NetworkError({
    who: 'datasets',
    rule: `'${file.path}' could not be downloaded`,
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

async function isRight(file: DataFile, draft: Draft): Promise<boolean> {
  return (await hashOf(draft.path, file.hash.kind)) === file.hash.value;
}

async function attemptAt(url: string, bytes: number, draft: Draft, options: DownloadOptions): Promise<Outcome> {
  const { signal, stallMs = 30_000, progress } = options;
  if (!URL.canParse(url)) return { kind: 'hopeless', why: 'this is no address' };
  const known = silent.get(new URL(url).origin);
  if (known && known.until > Date.now()) return { kind: 'hopeless', why: known.why };
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), stallMs);
  try {
    const headers: Record<string, string> = { 'accept-encoding': 'identity' };
    if (draft.size > 0) headers['range'] = `bytes=${draft.size}-`;
    const response = await fetch(url, { headers, signal: AbortSignal.any([signal, stalled.signal]) });
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
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(() => stalled.abort(), stallMs);
      draft.write(chunk);
      progress.update(draft.size, total);
      // Longer than the file: whatever comes, it is not this one, and the disk is not filled with it.
      if (draft.size > bytes) return { kind: 'done' };
    }
    if (total !== undefined && draft.size < total) return { kind: 'broken', why: 'the connection was cut' };
    return { kind: 'done' };
  } catch (error) {
    if (signal.aborted) throw stopped();
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

function stopped(): InterruptError {
  return new InterruptError({
    who: 'datasets',
    rule: 'the download was stopped',
    hint: 'It goes on from here next time',
  });
}

export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((done, fail) => {
    if (signal.aborted) {
      fail(stopped());
      return;
    }
    const stop = (): void => {
      clearTimeout(timer);
      fail(stopped());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      done();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
