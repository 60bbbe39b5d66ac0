/** @file One file from one of several addresses into a draft: resuming, retrying, and telling apart what went wrong. */
import { FileError, InterruptError, NetworkError, type Translated } from '../errors/index.ts';
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
  /** The file of the cache whose first download gave the entry its hash, where its publisher gives none. */
  readonly first?: string | undefined;
  /**
   * Attempts per address. Default 4.
   * @ko 주소마다 시도하는 횟수입니다. 기본값 4.
   */
  readonly attempts?: number;
  /**
   * Milliseconds without a byte before a connection counts as dead. Default 30,000.
   * @ko 연결이 끊겼다고 보기까지 바이트가 오지 않는 시간입니다(밀리초). 기본값 30,000.
   */
  readonly stallMs?: number;
  /**
   * First pause before another attempt; doubles while nothing comes. Default 300 ms.
   * @ko 다시 시도하기 전의 첫 기다림입니다. 아무것도 오지 않으면 두 배씩 늘어납니다. 기본값 300밀리초.
   */
  readonly pauseMs?: number;
}

/** How an attempt ended. */
type Outcome =
  | { readonly kind: 'done' }
  /** Worth another attempt at this address. */
  | { readonly kind: 'broken'; readonly why: Translated }
  /** Not worth one. */
  | { readonly kind: 'hopeless'; readonly why: Translated };

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
  const faults: Translated[] = [];
  let otherBytes = false;
  for (const url of sources) {
    let why: Translated = { en: '', ko: '' };
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
        otherBytes = true;
        if (before === 0) break;
        continue;
      }
      why = outcome.why;
      if (outcome.kind === 'hopeless') break;
      // An address that moves forward is not given up, nor kept waiting ever longer.
      if (draft.size > before) attempt = 0;
    }
    const size = sizeInWords(entry);
    const part = draft.size > 0;
    faults.push({
      en: `${url}: ${why.en}${part ? ` after ${draft.size} bytes of ${size.en}` : ''}`,
      ko: `${url}: ${why.ko}${part ? ` (${size.ko}바이트 중 ${draft.size}바이트를 받은 뒤)` : ''}`,
    });
  }
  throw new NetworkError({
    who,
    rule: { en: `'${entry.file}' could not be downloaded`, ko: `'${entry.file}' 파일을 내려받을 수 없습니다` },
    received:
      faults.length > 0
        ? { en: faults.map(({ en }) => en).join('; '), ko: faults.map(({ ko }) => ko).join('; ') }
        : { en: 'no address to try', ko: '시도할 주소 없음' },
    hint: otherBytes && options.first !== undefined ? notTheFirst(options.first) : whereElse(options.mirror),
  });
}

/** Where the files might be had, when they did not come. */
export function whereElse(mirror: string | undefined): Translated {
  if (!mirror) {
    return {
      en: 'A folder or address with the files can be named with KERNELAB_DATA',
      ko: '파일이 있는 폴더나 주소를 KERNELAB_DATA로 정할 수 있습니다',
    };
  }
  return {
    en: `KERNELAB_DATA is '${mirror}'; on the lecturer's machine \`KERNELAB_DATA=DIR npx kernelab data verify\` says what its folder lacks`,
    ko: `KERNELAB_DATA의 값은 '${mirror}'입니다. 강의자 컴퓨터에서 \`KERNELAB_DATA=폴더 npx kernelab data verify\`로 그 폴더에 빠진 것을 볼 수 있습니다`,
  };
}

/** Nobody publishes a hash: whether new bytes are a new edition or damage, only the user can find out. */
function notTheFirst(path: string): Translated {
  return {
    en: `The checksum is that of the first download; if its publisher has a new file, remove '${path}' and '${path}.ok' to take it`,
    ko: `체크섬은 처음 내려받은 파일의 것입니다. 제공자가 새 파일로 바꾼 것이라면 '${path}' 파일과 '${path}.ok' 파일을 지우고 다시 받으세요`,
  };
}

async function faultOf(entry: Entry, draft: Draft): Promise<Translated | undefined> {
  const kinds = hashKinds(entry.hash);
  if (kinds.length === 0) return isLength(draft.size, entry) ? undefined : wrongLength(draft.size, entry);
  const fault = mismatch(entry.hash, await hashOf(draft.path, kinds));
  return fault && { en: `the checksum is wrong (${fault.en})`, ko: `체크섬이 다릅니다 (${fault.ko})` };
}

function wrongLength(bytes: number, entry: Entry): Translated {
  const { en, ko } = sizeInWords(entry);
  return {
    en: `the file there has ${bytes} bytes, expected ${en}`,
    ko: `그곳의 파일은 ${bytes}바이트입니다 (기대한 크기: ${ko}바이트)`,
  };
}

async function attemptAt(url: string, entry: Entry, draft: Draft, options: DownloadOptions): Promise<Outcome> {
  const { signal, stallMs = 30_000, progress } = options;
  if (!URL.canParse(url)) return { kind: 'hopeless', why: { en: 'this is not an address', ko: '주소가 아닙니다' } };
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
      return { kind: 'broken', why: { en: 'the server refused to go on', ko: '서버가 이어받기를 거부했습니다' } };
    }
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      const { status } = response;
      const why = { en: `the server answered ${status}`, ko: `서버 응답: ${status}` };
      return status >= 500 || status === 429 ? { kind: 'broken', why } : { kind: 'hopeless', why };
    }
    const goesOn = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${draft.size}-`);
    if (!goesOn) draft.restart();
    const length = Number(response.headers.get('content-length') ?? NaN);
    const total = Number.isNaN(length) ? undefined : draft.size + length;
    const packed = response.headers.has('content-encoding');
    if (total !== undefined && !packed && draft.size === 0 && !isLength(total, entry)) {
      await response.body.cancel();
      return { kind: 'hopeless', why: wrongLength(total, entry) };
    }
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(() => stalled.abort(), stallMs);
      draft.write(chunk);
      progress.update(draft.size, total);
      // Longer than the file: whatever comes, it is not this one, and the disk is not filled with it.
      if (draft.size > mostBytes(entry)) {
        draft.restart();
        const { en, ko } = sizeInWords(entry);
        const why = {
          en: `more came than the file's ${en} bytes`,
          ko: `파일 크기(${ko}바이트)보다 많이 왔습니다`,
        };
        return { kind: 'hopeless', why };
      }
    }
    if (total !== undefined && draft.size < total) return { kind: 'broken', why: cutText('') };
    return { kind: 'done' };
  } catch (error) {
    if (signal.aborted) throw stopped(options.who);
    if (error instanceof FileError) throw error;
    if (stalled.signal.aborted) {
      const seconds = stallMs / 1000;
      const why = { en: `nothing came for ${seconds} s`, ko: `${seconds}초 동안 아무것도 오지 않았습니다` };
      return { kind: 'broken', why };
    }
    const code = codeOf(error);
    // Without a way to the machine at all, more attempts only cost the student's time.
    if (!noWay.has(code)) return { kind: 'broken', why: cutText(code) };
    const why = { en: `no connection (${code})`, ko: `연결되지 않습니다 (${code})` };
    silent.set(new URL(url).origin, { until: Date.now() + SILENT_MS, why });
    return { kind: 'hopeless', why };
  } finally {
    clearTimeout(timer);
  }
}

/** Machines that could not be reached a moment ago; the next files need not wait for them again. */
const silent = new Map<string, { until: number; why: Translated }>();
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

function cutText(code: string): Translated {
  const detail = code ? ` (${code})` : '';
  return { en: `the connection was cut${detail}`, ko: `연결이 끊겼습니다${detail}` };
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: string; cause?: { code?: string; errors?: { code?: string }[] } };
  return cause?.code ?? cause?.errors?.[0]?.code ?? code ?? '';
}

export function stopped(who: string): InterruptError {
  return new InterruptError({
    who,
    rule: { en: 'the download was stopped', ko: '다운로드를 중지했습니다' },
    hint: { en: 'It goes on from here next time', ko: '다음에는 여기서부터 이어받습니다' },
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
