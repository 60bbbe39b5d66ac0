/** @file What the commands of compile/magics.ts do: times, shells, files, and other languages of a cell. */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { FormatError } from '../errors.ts';
import { say } from '../language.ts';
import { endGroup } from '../processes.ts';
import { cellContext, type CellContext } from './context.ts';
import { host } from './host.ts';

interface Clock {
  readonly wall: number;
  readonly cpu: NodeJS.CpuUsage;
}

/** Clocks that run, by their cells. */
const running = new WeakMap<CellContext, Clock>();

/** Starts the clock of the cell; with 0 stops it and prints what it shows. */
export function clock(stop?: 0): void {
  const context = cellContext();
  if (stop === 0) stopClock();
  else running.set(context, { wall: performance.now(), cpu: process.cpuUsage() });
}

/** Prints what a clock shows that still runs at the end of the cell. */
export function stopClock(): void {
  const context = cellContext();
  const began = running.get(context);
  if (began === undefined) return;
  running.delete(context);
  const wall = performance.now() - began.wall;
  const { user, system } = process.cpuUsage(began.cpu);
  const [u, s, both] = [user, system, user + system].map((us) => duration(us / 1000));
  console.log(
    say({
      en: `CPU times: user ${u}, sys: ${s}, total: ${both}\nWall time: ${duration(wall)}`,
      ko: `CPU 시간: 사용자 ${u}, 시스템 ${s}, 합계 ${both}\n실제 시간: ${duration(wall)}`,
    }),
  );
}

/** Milliseconds in the unit in which they read best, three digits. */
function duration(ms: number): string {
  if (ms >= 60_000) return `${Math.floor(ms / 60_000)} min ${((ms % 60_000) / 1000).toFixed(1)} s`;
  const [value, unit] =
    ms >= 1000 ? [ms / 1000, 's'] : ms >= 1 ? [ms, 'ms'] : ms >= 0.001 ? [ms * 1e3, 'µs'] : [ms * 1e6, 'ns'];
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}

/** Rounds where the command does not say how many. */
const REPEATS = 7;
/** A round of loops takes at least this many milliseconds. */
const ROUND = 200;

/** A `%timeit` that runs. */
interface Timing {
  /** Runs of the code until this round is over. */
  left: number;
  /** Runs of a round; 0 before the first run. */
  loops: number;
  began: number;
  /** Milliseconds of one run, by rounds. */
  readonly each: number[];
}

let timing: Timing = { left: 1, loops: 0, began: 0, each: [] };

/**
 * Called without arguments begins a `%timeit`; after each run says whether there is another one. Rounds (`-r`, default 7) of so many
 * loops (`-n`) that a round takes 0.2 s where the command does not say it, as in IPython.
 */
export function timeit(...how: [] | [given: number | undefined, repeats?: number]): boolean {
  if (how.length === 0) {
    timing = { left: 1, loops: 0, began: performance.now(), each: [] };
    return true;
  }
  return --timing.left > 0 || nextRound(...how);
}

function nextRound(given = 0, repeats = REPEATS): boolean {
  const now = performance.now();
  const { each } = timing;
  if (timing.loops === 0) {
    timing.loops = given || 1;
    timing.left = timing.loops - 1;
    if (timing.left > 0) return true;
  }
  const round = now - timing.began;
  if (given === 0 && each.length === 0 && round < ROUND) timing.loops *= 10;
  else each.push(round / timing.loops);
  if (each.length === repeats) {
    printTiming(each, timing.loops);
    return false;
  }
  timing.left = timing.loops;
  timing.began = performance.now();
  return true;
}

function printTiming(each: readonly number[], loops: number): void {
  const mean = each.reduce((sum, x) => sum + x, 0) / each.length;
  const deviation = Math.sqrt(each.reduce((sum, x) => sum + (x - mean) ** 2, 0) / each.length);
  const [average, spread, count] = [duration(mean), duration(deviation), loops.toLocaleString('en')];
  console.log(
    say({
      en: `${average} ± ${spread} per loop (mean ± std. dev. of ${each.length} runs, ${count} loops each)`,
      ko: `한 번에 ${average} ± ${spread} (${each.length}회의 평균 ± 표준 편차, 회마다 ${count}번 반복)`,
    }),
  );
}

/** `!npm install x` goes to the notebook's folder, also where a folder above is a package. */
function atHome(command: string): string {
  if (/\s(?:--prefix|-g|--global)\b/.test(command)) return command;
  // At its beginning: at its end the option would go to what follows a pipe.
  return command.replace(/^\s*npm(?=\s+(?:i|install|add|ci|uninstall|remove|rm|update)\b)/, 'npm --prefix .');
}

/** Runs a command in the notebook's folder; its output is the cell's. Stop ends it with all it has started. */
async function shell(command: string): Promise<void> {
  await run('/bin/sh', ['-c', atHome(command)], '!');
}

/** A whole cell for bash or sh; fails as the script does. */
async function script(name: 'bash' | 'sh', text: string): Promise<void> {
  const code = await run(name, [...(name === 'bash' ? ['--norc'] : []), '-s'], `%%${name}`, text);
  if (code === 0) return;
  throw new FormatError({
    who: `%%${name}`,
    rule: { en: 'the script ended with an error', ko: '스크립트가 오류로 끝났습니다' },
    received: { en: `exit code ${code}`, ko: `종료 코드 ${code}` },
  });
}

/**
 * Runs a program as the leader of a group, so that Stop can end all it has started, and not beyond the cells' process: when that is
 * gone, the other end of descriptor 3 is closed, and the group ends. A line there says that the program has ended by itself.
 */
const GUARDED = '{ read -r line <&3 || kill -s KILL -- -$$; } >/dev/null 2>&1 & exec 3<&-; exec "$@"';

function start(program: string, args: readonly string[]): ChildProcess {
  const options = { cwd: process.cwd(), env: { ...process.env } } as const;
  if (process.platform === 'win32') {
    const [flag, command] = args;
    return flag === '-c' ? spawn(command!, { ...options, shell: true }) : spawn(program, args, options);
  }
  const child = spawn('/bin/sh', ['-c', GUARDED, 'sh', program, ...args], {
    ...options,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const guard = child.stdio[3] as Writable;
  guard.on('error', () => {}); // it was ended with the group
  child.on('exit', () => guard.end('over\n'));
  return child;
}

async function run(program: string, args: readonly string[], who: string, text = ''): Promise<number> {
  const { controller } = cellContext();
  const child = start(program, args);
  const stop = (): void => {
    if (child.pid !== undefined) endGroup(child.pid);
  };
  controller.signal.addEventListener('abort', stop, { once: true });
  child.stdin!.on('error', () => {}); // it may be over before it has read everything
  child.stdin!.end(text);
  const utf8 = (stream: NodeJS.ReadableStream): NodeJS.ReadableStream => stream.setEncoding('utf8');
  utf8(child.stdout!).on('data', (part: string) => process.stdout.write(part));
  utf8(child.stderr!).on('data', (part: string) => process.stderr.write(part));
  try {
    const code = await new Promise<number>((settle, fail) => {
      child.on('error', fail);
      child.on('close', (exit, signal) => settle(exit ?? (signal === null ? 1 : 128)));
    });
    controller.signal.throwIfAborted();
    return code;
  } catch (cause) {
    controller.signal.throwIfAborted();
    throw new FormatError({
      who,
      rule: { en: 'the shell could not be started', ko: '셸을 시작할 수 없습니다' },
      received: (cause as Error).message,
      cause,
    });
  } finally {
    controller.signal.removeEventListener('abort', stop);
  }
}

const TYPES = {
  html: 'text/html',
  markdown: 'text/markdown',
  latex: 'text/latex',
  svg: 'image/svg+xml',
  javascript: 'application/javascript',
} as const;

function show(language: keyof typeof TYPES, text: string): void {
  host().display({ [TYPES[language]]: text, 'text/plain': text });
}

/** `%%writefile name`, `%%writefile -a name`: the old file or the new one, never half of it. The last line ends, as in IPython. */
function writeFile(argument: string, cell: string): void {
  const text = cell.endsWith('\n') ? cell : `${cell}\n`;
  const [, more, quote, quoted, plain] = /^(-a\s+|--append\s+)?(?:(["'])(.*)\2|(.*))$/.exec(argument)!;
  const name = (quote === undefined ? plain : quoted) ?? '';
  const refuse = (rule: { en: string; ko: string }, received: string, cause?: unknown): never => {
    throw new FormatError({ who: '%%writefile', rule, received, cause });
  };
  if (name === '')
    refuse(
      { en: 'the file needs a name: %%writefile notes.txt', ko: '파일 이름이 필요합니다: %%writefile notes.txt' },
      "''",
    );
  const named = resolve(name.replace(/^~(?=\/)/, process.env['HOME'] ?? '~'));
  if (!existsSync(dirname(named)))
    refuse({ en: 'there is no such folder', ko: '그런 폴더가 없습니다' }, dirname(named));
  const old = existsSync(named);
  // Of a link the file that it leads to; who may read or run it stays, and so does every byte, whatever its encoding.
  const path = old ? realpathSync(named) : named;
  const beside = `${path}.${process.pid}.part`;
  try {
    const before = more === undefined || !old ? [] : [readFileSync(path)];
    writeFileSync(beside, Buffer.concat([...before, Buffer.from(text)]));
    if (old) chmodSync(beside, statSync(path).mode);
    renameSync(beside, path);
  } catch (cause) {
    rmSync(beside, { force: true });
    refuse({ en: 'the file cannot be written', ko: '파일에 쓸 수 없습니다' }, (cause as Error).message, cause);
  }
  const [en, ko] = !old
    ? ['Writing', '새로 썼습니다']
    : more === undefined
      ? ['Overwriting', '덮어썼습니다']
      : ['Appending to', '뒤에 덧붙였습니다'];
  console.log(say({ en: `${en} ${name}`, ko: `${name}: ${ko}` }));
}

/** What rewritten cells call. */
export const magics = { shell, script, show, writeFile };
