#!/usr/bin/env node
// The one door into kernelab. Runs on any Node >= 20 with nothing installed: installs the node packages when they are
// missing, then hands over to the pinned Node (a package of its own) so that every machine computes on the same engine.
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeFor } from './node.mjs';
import { installPackages } from './packages.mjs';
import { isCheckout, keepMemory } from './places.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`kernelab needs Node 20 or newer to start. This is Node ${process.versions.node}.`);
  process.exit(1);
}

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
child.on('error', (error) => {
  console.error(`kernelab: the pinned Node could not be started. ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

function prefer(program) {
  process.env.PATH = [dirname(program), process.env.PATH].join(delimiter);
}
