/**
 * @file `kernelab lab` (`npm start`): installs what is missing, builds, registers the kernel and the lab extension in
 * the private environment, opens JupyterLab on `notebooks/`, and stops it cleanly on Ctrl-C.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { systemLanguage } from '../../bin/language.mjs';
import { endGroup } from '../../kernel/processes.ts';
import { KernelabError, setUsualLanguage, ValueError, say } from '../errors/index.ts';
import { installSteps } from './install.ts';
import { labsFolder } from './labs.ts';
import { root, state } from './paths.ts';
import { pythonEnv } from './python.ts';
import { runSteps } from './steps.ts';

/** A running JupyterLab: where it is, and how to end it. */
export interface LabServer {
  url: string;
  token: string;
  port: number;
  process: ChildProcess;
  stop(): Promise<void>;
}

/** Runs JupyterLab until it is stopped. Options: `--port N`, `--no-browser`, `--dir FOLDER`. */
export async function labCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { port: { type: 'string' }, 'no-browser': { type: 'boolean' }, dir: { type: 'string' } },
  });
  if (!process.env['KERNELAB_LANG']) setUsualLanguage(systemLanguage());
  const port = values.port === undefined ? undefined : portNumber(values.port);
  const began = performance.now();
  if (port !== undefined) await refuseUsedPort(port);
  await runSteps(await installSteps());
  const stopped = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!stopped.signal.aborted)
        process.stdout.write(
          say({ en: '\nStopping JupyterLab and its kernels … ', ko: '\nJupyterLab과 커널을 끝내는 중 … ' }),
        );
      stopped.abort();
    });
  }
  await runUntilStopped(stopped.signal, port, values, began);
  process.stdout.write(say({ en: 'stopped.\n', ko: '끝났습니다.\n' }));
  return 0;
}

/** @throws KernelabError when JupyterLab ends by itself */
async function runUntilStopped(
  signal: AbortSignal,
  port: number | undefined,
  options: { 'no-browser'?: boolean; dir?: string },
  began: number,
): Promise<void> {
  let server: LabServer;
  try {
    const env = { KERNELAB_LANG: process.env['KERNELAB_LANG'] ?? systemLanguage() };
    server = await startLab({ port, browser: !options['no-browser'], dir: options.dir, env, signal });
  } catch (error) {
    if (signal.aborted) return; // Ctrl-C while it was starting
    throw error;
  }
  const { process: child, port: used } = server;
  if (child.exitCode === null) {
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(
      say({
        en: `\nJupyterLab is up (${seconds} s). Ctrl-C stops it.\n\n    ${server.url}\n\n`,
        ko: `\nJupyterLab이 열렸습니다(${seconds}초). Ctrl-C로 끝냅니다.\n\n    ${server.url}\n\n`,
      }),
    );
    await new Promise((resolve) => child.on('exit', resolve));
  }
  if (signal.aborted) return;
  throw new KernelabError({
    who: 'kernelab lab',
    rule: {
      en: `JupyterLab ended by itself (code ${child.exitCode})`,
      ko: `JupyterLab이 스스로 끝났습니다(코드 ${child.exitCode})`,
    },
    received: logTail(used),
  });
}

/** Starts JupyterLab on 127.0.0.1 and resolves when it answers. `env` is added to its environment and its kernels'. */
export async function startLab(options: {
  port?: number | undefined;
  browser?: boolean;
  dir?: string | undefined;
  env?: NodeJS.ProcessEnv;
  /** What all addresses begin with, as behind a proxy; by default `/`. */
  baseUrl?: string;
  /** Stops the server, also while it is starting. */
  signal?: AbortSignal;
}): Promise<LabServer> {
  if (options.port !== undefined) return startOn(options.port, options);
  // Another lab may take the same free port a moment earlier.
  for (let first = 8888, tries = 1; ; tries++) {
    const port = await freePort(first);
    try {
      return await startOn(port, options);
    } catch (error) {
      if (options.signal?.aborted || tries === 5 || (await isFree(port))) throw error;
      first = port + 1;
    }
  }
}

type LabOptions = Parameters<typeof startLab>[0];

async function startOn(port: number, options: LabOptions): Promise<LabServer> {
  const { python, env } = pythonEnv();
  const token = randomBytes(24).toString('hex');
  mkdirSync(state, { recursive: true });
  const log = openSync(logFile(port), 'w');
  // A process group of its own: Ctrl-C reaches us, and we end Jupyter without its question.
  const { baseUrl = '/' } = options;
  const child = spawn(
    python,
    [...serverArguments(port, options.dir, options.browser), `--ServerApp.base_url=${baseUrl}`],
    {
      cwd: root,
      detached: process.platform !== 'win32',
      stdio: ['pipe', log, log], // lab.py ends JupyterLab where the pipe ends
      env: { ...env, JUPYTER_TOKEN: token, KERNELAB_ROOT: root, ...options.env },
    },
  );
  const server: LabServer = {
    url: `http://127.0.0.1:${port}${baseUrl}lab?token=${token}`,
    token,
    port,
    process: child,
    stop: () => stopServer(child),
  };
  // It is a process group of its own and would outlive us.
  options.signal?.addEventListener('abort', () => void server.stop(), { once: true });
  if (options.signal?.aborted) await server.stop();
  const ended = new Promise<'ended'>((resolve) => child.once('exit', () => resolve('ended')));
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    if (await answers(`http://127.0.0.1:${port}${baseUrl}`, token)) return server;
    if ((await Promise.race([ended, sleep(50)])) === 'ended') break;
  }
  await server.stop();
  throw new KernelabError({
    who: 'kernelab lab',
    rule: { en: 'JupyterLab did not start', ko: 'JupyterLab이 시작되지 않았습니다' },
    received: logTail(port),
    hint: { en: `The whole log is ${logFile(port)}.`, ko: `전체 기록은 ${logFile(port)}에 있습니다` },
  });
}

function serverArguments(port: number, dir: string | undefined, browser = false): string[] {
  return [
    join(root, 'src', 'cli', 'lab.py'),
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    `--ServerApp.root_dir=${dir ?? labsFolder((text) => process.stderr.write(`${text}\n`))}`,
    // What the labs are made from is not for students.
    ...(dir === undefined
      ? [`--ContentsManager.hide_globs=['src', 'pictures', '__pycache__', '*.pyc', '.DS_Store', '*~']`]
      : []),
    '--ServerApp.terminals_enabled=False',
    "--KernelSpecManager.allowed_kernelspecs={'kernelab'}",
    '--KernelSpecManager.ensure_native_kernel=False',
    "--MultiKernelManager.default_kernel_name='kernelab'",
    // They need LaTeX or another browser and would end in "500"; `kernelab export --output NAME.pdf` makes PDFs.
    ...['PDF', 'WebPDF', 'QtPDF', 'QtPNG'].map((kind) => `--${kind}Exporter.enabled=False`),
    '--LabApp.extension_manager=readonly',
    '--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate',
    ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
    // Ctrl-C reaches it there as well, and it would ask whether it is meant.
    ...(process.platform === 'win32' ? ['--ServerApp.answer_yes=True'] : []),
    ...(browser ? [] : ['--no-browser']),
  ];
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // Windows knows no SIGTERM that could be heard: there lab.py ends JupyterLab, with its kernels, when its input ends.
  if (process.platform === 'win32') child.stdin?.end();
  else child.kill('SIGTERM');
  const stayed = await Promise.race([gone.then(() => false), sleep(10_000, true, { ref: false })]);
  if (stayed) endGroup(child.pid!);
  await gone;
}

async function answers(base: string, token: string): Promise<boolean> {
  try {
    const reply = await fetch(`${base}api/status?token=${token}`);
    await reply.arrayBuffer();
    return reply.ok;
  } catch {
    return false;
  }
}

/** The first free port from `first` on. */
export async function freePort(first: number): Promise<number> {
  for (let port = first; port < first + 100; port++) if (await isFree(port)) return port;
  throw new ValueError({
    who: 'kernelab lab',
    rule: {
      en: `no free port between ${first} and ${first + 99}`,
      ko: `${first}부터 ${first + 99}까지 빈 포트가 없습니다`,
    },
  });
}

async function refuseUsedPort(port: number): Promise<void> {
  if (await isFree(port)) return;
  throw new ValueError({
    who: 'kernelab lab',
    rule: { en: 'the port is in use or not allowed', ko: '포트가 이미 쓰이고 있거나 허용되지 않습니다' },
    received: `--port ${port}`,
    hint: {
      en: `Another JupyterLab may be running there. Leave --port out to take a free one, for example ${await freePort(port + 1)}.`,
      ko: `다른 JupyterLab이 쓰고 있을 수 있습니다. --port를 빼면 빈 포트(예: ${await freePort(port + 1)})를 씁니다`,
    },
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new ValueError({
    who: 'kernelab lab',
    rule: { en: 'a port is a whole number from 1 to 65535', ko: '포트는 1부터 65535까지의 정수입니다' },
    received: `--port ${text}`,
  });
}

/** A log for each port: two labs may run at once. */
function logFile(port: number): string {
  return join(state, `jupyterlab-${port}.log`);
}

function logTail(port: number): string {
  try {
    return readFileSync(logFile(port), 'utf8').trim().split('\n').slice(-6).join('\n');
  } catch {
    return 'no log';
  }
}
