/** @file An account that may start hardly any threads: what cannot start is an error within seconds, never a hang. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-threads-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The limit counts the threads of an account, and root has none: there another account does the work, which may read what
// root may (a checkout below /root): one that nobody else has, for each limit another, so that they wait side by side.
const isRoot = process.getuid?.() === 0;
const accounts = 100_000 + (process.pid % 1000) * 100;
const reading = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'];
const asAccount = (number: number): string[] =>
  isRoot ? ['setpriv', `--reuid=${number}`, `--regid=${number}`, '--clear-groups', ...reading] : [];
const run = join(import.meta.dirname, '../../kernel/notebook/run.ts');
const script = `
  import { runNotebook } from ${JSON.stringify(run)};
  import { inSession } from ${JSON.stringify(run.replace('run.ts', 'in-session.ts'))};
  const cells = [{ cell_type: 'code', source: '1 + 1', metadata: {} }];
  const done = await runNotebook({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, () => inSession({ cwd: '/tmp' }));
  console.log('outputs:', JSON.stringify(done.cells[0].outputs));
`;

const isPossible = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;
const how = { concurrent: isRoot };
test.runIf(isPossible).for([14, 16, 18, 20, 24])(
  '%i threads (Linux with prlimit)',
  how,
  async (threads, { expect }) => {
    const file = join(folder, `run-${threads}.mjs`);
    writeFileSync(file, script, { mode: 0o644 });
    spawnSync('chmod', ['755', folder]);
    const [command, ...args] = [
    ...asAccount(accounts + threads), 'prlimit', `--nproc=${threads}`, process.execPath, file,
  ]; // prettier-ignore
    const { said, signal } = await new Promise<{ said: string; signal: unknown }>((resolve) => {
      execFile(command, args, { encoding: 'utf8', timeout: 100_000 }, (error, stdout, stderr) =>
        resolve({ said: stdout + stderr, signal: error?.signal }),
      );
    });
    expect(signal).not.toBe('SIGTERM'); // it hung
    // With the fewest even Node itself cannot start, and aborts: mostly with its reason, now and then without a word.
    if (said === '') expect(signal).toBe('SIGABRT');
    else expect(said).toMatch(/ProcessEnded|"2"|thread|Assertion|uv_thread|pthread/i);
  },
);
