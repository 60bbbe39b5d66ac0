// Behind the door: installs the node packages of a checkout when they are missing, finds the Node to run on (the pinned
// one, so that every machine computes on the same engine), and hands over to the command line. Nothing need be installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from './language.mjs';
import { nodeFor } from './node.mjs';
import { installPackages } from './packages.mjs';
import { isCheckout, keepMemory } from './places.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

// npm asks PATH for a Node. Within `npm start` the pinned one stands first there, and may not run here.
prefer(process.execPath);
const tell = (text) => console.error(`kernelab: ${text}`);
let node;
try {
  if (isCheckout(root)) await installPackages(root, tell); // npm has installed those of a package
  node = await nodeFor(root, tell);
} catch (error) {
  tell(error.message);
  process.exit(1);
}
prefer(node);
const args = process.argv.slice(2);
// Node strips no types below node_modules: a package brings the commands compiled.
const main = isCheckout(root) ? 'src/cli/main.ts' : 'dist/cli/main.js';
const target = args[0] === 'run-script' ? [join(root, args[1] ?? ''), ...args.slice(2)] : [join(root, main), ...args];
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...target], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'], // by the channel's end it hears of ours
  env: { ...keepMemory, ...process.env, KERNELAB_ROOT: root },
});
// Ctrl-C reaches the whole foreground group by itself; a signal sent to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
// npm passes no signal on: `npm start` that is ended leaves a shell or this process behind.
if (process.env.npm_lifecycle_event !== undefined) whenGone(starters(), () => child.kill('SIGTERM'));
child.on('error', (error) => {
  tell(
    say({
      en: `the pinned Node could not be started. ${error.message}`,
      ko: `고정된 Node를 시작하지 못했습니다. ${error.message}`,
    }),
  );
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

function prefer(program) {
  process.env.PATH = [dirname(program), process.env.PATH].join(delimiter);
}

/** The processes that wait for this one: npm, or the shell it runs scripts in and npm behind it. */
function starters() {
  const parent = process.ppid;
  if (process.platform === 'win32') return [parent];
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(parent)], { encoding: 'utf8' });
  const [, behind] = /^\s*(\d+)\s+(?:\S*\/)?\w*sh -c/.exec(stdout ?? '') ?? [];
  return behind === undefined || behind === '1' ? [parent] : [parent, Number(behind)];
}

function whenGone(pids, act) {
  const timer = setInterval(() => {
    if (pids.every(isAlive) && process.ppid === pids[0]) return;
    clearInterval(timer);
    act();
  }, 1000).unref();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
