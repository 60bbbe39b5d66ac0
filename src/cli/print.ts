/** @file A page printed on A4 by a headless browser, which must answer within a time and ends with this program. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endGroup } from '../../kernel/processes.ts';
import { KernelabError } from '../errors/index.ts';
import type { BrowserProgram } from './browser.ts';

/** How long drawing the figures may take in the page's own time. */
const DRAWING_MS = 30_000;
/** After so long a browser hangs; the largest of the labs takes some seconds. `KERNELAB_BROWSER_SECONDS` says otherwise. */
const ANSWER_S = 180;
/** A4 without its margins, in CSS pixels: on the screen the page is laid out as on paper. */
const PAPER = '718,1000';
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
    `--virtual-time-budget=${DRAWING_MS}`,
    '--no-pdf-header-footer',
    `--print-to-pdf=${pdf}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // which Chromium has not for root
    pathToFileURL(page).href,
  ];
  const seconds = Number(process.env['KERNELAB_BROWSER_SECONDS']) || ANSWER_S;
  const { answered, complaints } = await run(path, args, { ...process.env, ...env }, seconds);
  if (answered && existsSync(pdf)) return pdf;
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

/** Runs a program and all that it starts, for so long at the most. */
async function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  seconds: number,
): Promise<{ answered: boolean; complaints: string }> {
  const child = spawn(program, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32', // a group of its own, which ends as a whole
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
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
    await new Promise<void>((done, failed) => child.on('error', failed).on('exit', () => done()));
  } finally {
    clearTimeout(timer);
    for (const signal of SIGNALS) process.off(signal, end);
    child.stderr.destroy(); // something that it started may hold it
  }
  return { answered, complaints };
}
