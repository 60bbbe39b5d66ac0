/** @file Runs programs as a user would: in a folder, with nothing of this project's environment. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { delimiter } from 'node:path';
import { root } from '../../src/cli/paths.ts';

export interface Ended {
  code: number | null;
  /** Standard output and error, as they came. */
  said: string;
}

/** What a user has: nothing of ours in PATH, and no variable that a command of ours has set. */
export function userEnvironment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:KERNELAB_|npm_|VITEST|NODE_|INIT_CWD)/.test(name));
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((each) => !each.startsWith(root));
  const certificates = process.env['NODE_EXTRA_CA_CERTS'];
  return {
    ...Object.fromEntries(own),
    ...(certificates ? { NODE_EXTRA_CA_CERTS: certificates } : {}),
    PATH: path.join(delimiter),
    ...more,
  };
}

/** Starts a program in a folder; its words are collected. `npm` and `npx` are found on Windows, too. */
export function start(
  folder: string,
  [program, ...args]: readonly string[],
  options: SpawnOptions = {},
): { child: ChildProcess; ended: Promise<Ended>; said: () => string } {
  const child = spawn(program!, args, {
    cwd: folder,
    env: userEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    ...options,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
  return { child, ended, said: () => said };
}

/** Runs a program to its end. */
export function run(folder: string, command: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  return start(folder, command, options).ended;
}
