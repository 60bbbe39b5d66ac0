/**
 * @file A page printed on A4 by a headless browser, which must answer within a time and ends with this program. It is told what to
 * do over its DevTools protocol: a browser made for servers, such as the one that is brought, does not know `--print-to-pdf`.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endGroup, endOrphans } from '../../kernel/processes.ts';
import { KernelabError } from '../errors/index.ts';
import type { BrowserProgram } from './browser.ts';

/** How long drawing the figures may take in the page's own time. */
const DRAWING_MS = 30_000;
/** After so long a browser hangs; the largest of the labs takes some seconds. `KERNELAB_BROWSER_SECONDS` says otherwise. */
const ANSWER_S = 180;
/** A4 without its margins, in CSS pixels: on the screen the page is laid out as on paper. */
const PAPER = '718,1000';
/** In inches; a page that says its own size has that. */
const A4 = { paperWidth: 8.27, paperHeight: 11.69 };
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Prints a page and gives the path of the PDF, which lies beside it. @throws KernelabError */
export async function printed(page: string, { path, env }: BrowserProgram, who: string): Promise<string> {
  const pdf = page.replace(/html$/, 'pdf');
  const args = [
    '--headless',
    '--disable-gpu',
    '--disable-extensions',
    '--no-first-run',
    '--hide-scrollbars',
    '--disable-dev-shm-usage', // a container may have little of it, or none that a user may write to
    `--user-data-dir=${join(dirname(page), 'profile')}`,
    `--window-size=${PAPER}`,
    '--remote-debugging-port=0',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // which Chromium has not for root
    'about:blank',
  ];
  const seconds = Number(process.env['KERNELAB_BROWSER_SECONDS']) || ANSWER_S;
  const { answered, complaints, bytes } = await run(path, args, { ...process.env, ...env }, seconds, (address) =>
    pdfOf(pathToFileURL(page).href, address),
  );
  if (bytes !== undefined) {
    writeFileSync(pdf, bytes);
    return pdf;
  }
  throw new KernelabError({
    who,
    rule: { en: 'the browser wrote no PDF', ko: '브라우저가 PDF를 만들지 못했습니다' },
    received: answered
      ? complaints.trim().split('\n').slice(-3).join(' ')
      : { en: `no answer within ${seconds} s`, ko: `${seconds}초 동안 응답 없음` },
    hint: {
      en: 'KERNELAB_CHROMIUM names the program of another Chrome, Chromium or Edge',
      ko: 'KERNELAB_CHROMIUM 환경 변수에 다른 Chrome, Chromium, Edge의 경로를 적으세요',
    },
  });
}

/** Runs a browser and all that it starts, for so long at the most, while `work` talks to it. */
async function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  seconds: number,
  work: (address: string) => Promise<Uint8Array>,
): Promise<{ answered: boolean; complaints: string; bytes?: Uint8Array }> {
  const child = spawn(program, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32', // a group of its own, which ends as a whole
  });
  let complaints = '';
  let bytes: Uint8Array | undefined;
  let open = (_address: string): void => {};
  const address = new Promise<string>((resolve) => (open = resolve));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
    const found = /DevTools listening on (ws:\S+)/.exec(complaints)?.[1];
    if (found !== undefined) open(found);
  });
  const end = (): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) endGroup(child.pid);
  };
  let answered = true;
  const timer = setTimeout(() => {
    answered = false;
    end();
  }, seconds * 1000);
  // Before those who clear up the folder into which it writes.
  for (const signal of SIGNALS) process.prependListener(signal, end);
  try {
    const ended = new Promise<void>((done, failed) =>
      child.on('error', failed).on('exit', () => {
        if (child.pid !== undefined) endOrphans(child.pid); // a browser that crashes may leave its helpers
        done();
      }),
    );
    const worked = address.then(work).then(
      (made) => (bytes = made),
      (error: unknown) => (complaints += `\n${String(error)}`),
    );
    await Promise.race([ended, worked]);
    if (answered) end();
    await ended;
  } finally {
    clearTimeout(timer);
    for (const signal of SIGNALS) process.off(signal, end);
    child.stderr.destroy(); // something that it started may hold it
  }
  return bytes === undefined ? { answered, complaints } : { answered, complaints, bytes };
}

/** What the browser says: the answer to a message, or an event. */
interface Said {
  readonly id?: number;
  readonly method?: string;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** The bytes of a page's PDF, from the browser that listens at a WebSocket address. */
async function pdfOf(page: string, address: string): Promise<Uint8Array> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (said: Said) => void>();
  const events = new Map<string, () => void>();
  socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const said = JSON.parse(data) as Said;
    if (said.id !== undefined) waiting.get(said.id)?.(said);
    else if (said.method !== undefined) events.get(said.method)?.();
  });
  let sessionId: string | undefined;
  let last = 0;
  const ask = async (method: string, params: object = {}): Promise<Record<string, unknown>> => {
    const id = ++last;
    const answer = new Promise<Said>((resolve) => void waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
    const { result = {}, error } = await answer;
    waiting.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  const event = (name: string): Promise<void> => new Promise((resolve) => void events.set(name, resolve));
  try {
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error('the browser does not listen')));
    });
    const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
    sessionId = (await ask('Target.attachToTarget', { targetId, flatten: true }))['sessionId'] as string;
    await ask('Page.enable');
    const loaded = event('Page.loadEventFired');
    await ask('Page.navigate', { url: page });
    await loaded;
    const drawn = event('Emulation.virtualTimeBudgetExpired');
    await ask('Emulation.setVirtualTimePolicy', { policy: 'pauseIfNetworkFetchesPending', budget: DRAWING_MS });
    await drawn;
    const { data } = await ask('Page.printToPDF', { printBackground: true, preferCSSPageSize: true, ...A4 });
    return Buffer.from(data as string, 'base64');
  } finally {
    socket.close();
  }
}
