/**
 * @file A peer that is a Python program kept alive: it reads one JSON object a line, does what it says, and answers one
 * JSON object a line, so that its calls can take turns with ours. It runs in the first Python that has its packages.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { root } from '../src/cli/paths.ts';
import { pythonPath } from '../src/cli/python.ts';

/** Where peers may be installed: `KERNELAB_PEERS` (a Python, or several as in PATH), `build/peers`, the private environment, the system. */
function pythons(): string[] {
  const peers = join(root, 'build', 'peers', 'bin', 'python');
  return [...(process.env['KERNELAB_PEERS'] ?? '').split(delimiter), peers, pythonPath(), 'python3'].filter(
    (path) => path !== '' && (path === 'python3' || existsSync(path)),
  );
}

/** The first Python that can import all the modules, or the reason why there is none. */
export function pythonWith(modules: readonly string[]): { python: string } | { why: string } {
  const probe = `import importlib.util as u, sys; sys.exit(0 if all(u.find_spec(m) for m in ${JSON.stringify(modules)}) else 1)`;
  const python = pythons().find((path) => spawnSync(path, ['-c', probe], { stdio: 'ignore' }).status === 0);
  if (python !== undefined) return { python };
  return {
    why: `no Python with ${modules.join(', ')}: python3 -m venv build/peers && build/peers/bin/pip install -r requirements/bench.txt`,
  };
}

/** One living Python program. */
export class PythonPeer {
  private readonly child: ChildProcess;
  private readonly lines: Interface;
  private readonly waiting: { resolve: (answer: Record<string, unknown>) => void; reject: (error: Error) => void }[] =
    [];
  private errors = '';

  /** Starts `bench/peers/<script>`; `threads` limits every numerical library it may use, `settings` are more variables of its environment. */
  constructor(python: string, script: string, threads: number, settings: NodeJS.ProcessEnv = {}) {
    const limit = String(threads);
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      OMP_NUM_THREADS: limit,
      OPENBLAS_NUM_THREADS: limit,
      MKL_NUM_THREADS: limit,
      TF_NUM_INTRAOP_THREADS: limit,
      TF_NUM_INTEROP_THREADS: limit,
      TF_CPP_MIN_LOG_LEVEL: '3',
      PEER_THREADS: limit,
    };
    // A machine may pin OpenBLAS to an old kernel; a peer must run at its best.
    delete env['OPENBLAS_CORETYPE'];
    delete env['OPENBLAS_L2_SIZE'];
    Object.assign(env, settings);
    this.child = spawn(python, [join(root, 'bench', 'peers', script)], { stdio: ['pipe', 'pipe', 'pipe'], env });
    this.lines = createInterface({ input: this.child.stdout! });
    this.lines.on('line', (line) => {
      // Libraries print; only lines that are JSON objects are answers.
      if (line.startsWith('{')) this.answer(JSON.parse(line) as Record<string, unknown>);
    });
    this.child.stderr!.on('data', (chunk: Buffer) => {
      this.errors = (this.errors + chunk.toString()).slice(-2000);
    });
    this.child.on('exit', (code) => {
      for (const { reject } of this.waiting.splice(0)) {
        reject(new Error(`${script} ended with code ${code}: ${this.errors.trim().split('\n').at(-1) ?? ''}`));
      }
    });
  }

  /** Sends one request and gives the answer; an answer with `error` is thrown. */
  ask<T extends Record<string, unknown>>(request: Record<string, unknown>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve: (answer) => resolve(answer as T), reject });
      this.child.stdin!.write(`${JSON.stringify(request)}\n`);
    });
  }

  /** Ends the program. */
  stop(): void {
    this.child.stdin!.end();
    this.child.kill();
  }

  private answer(answer: Record<string, unknown>): void {
    const next = this.waiting.shift();
    if (next === undefined) return;
    if (typeof answer['error'] === 'string') next.reject(new Error(answer['error']));
    else next.resolve(answer);
  }
}
