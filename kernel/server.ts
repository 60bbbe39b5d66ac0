/** @file The kernel under a Jupyter server: ZeroMQ, a process for the cells, and an end when the server is gone. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { returnFreed } from './freed.ts';
import { loadLibrary } from './library.ts';
import { debuggerPlace, nodeParts } from './node.ts';
import { isAlive } from './processes.ts';
import { savedCells } from './notebook/saved.ts';
import { Kernel } from './protocol/router.ts';
import { ZeroMQ, type ConnectionInfo } from './protocol/zeromq/sockets.ts';
import { Session } from './session/session.ts';

/** Starts a kernel for a connection file and serves until a front end or a signal ends it. */
export async function serve(files: { connection: string; library: string }): Promise<void> {
  const info = JSON.parse(readFileSync(files.connection, 'utf8')) as ConnectionInfo;
  const transport = new ZeroMQ(info);
  const library = await loadLibrary(files.library);
  const place = { cwd: process.cwd(), library };
  const kernel = new Kernel({
    transport,
    library,
    startSession: (events) => new Session({ ...nodeParts(place), notebook: savedCells }, events),
    debug: debuggerPlace(place),
    ended: () => process.exit(0),
    rested: giveMemoryBack,
  });
  process.on('SIGINT', () => kernel.session.interrupt());
  process.on('SIGTERM', () => void kernel.shutdown());
  process.on('uncaughtException', (error) => console.error(`kernelab kernel: ${error.stack}`));
  process.on('unhandledRejection', (error) => console.error('kernelab kernel:', error));
  try {
    await kernel.start();
  } catch (error) {
    console.error(`kernelab kernel: the ports of the connection file cannot be bound. ${String(error)}`);
    kernel.session.stop();
    process.exit(1);
  }
  leaveWithParent(kernel);
}

/** V8 keeps what it once had. The collector can be called only where V8 was told so, also after the start. */
function giveMemoryBack(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as NonNullable<typeof globalThis.gc>;
  gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  returnFreed();
}

/** A kernel whose Jupyter server was killed must not stay behind. */
function leaveWithParent(kernel: Kernel): void {
  if (!process.env['JPY_PARENT_PID']) return;
  const parent = process.ppid;
  setInterval(() => {
    // On Windows the number of the parent stays the same.
    if (process.ppid !== parent || !isAlive(parent)) void kernel.shutdown();
  }, 1000).unref();
}
