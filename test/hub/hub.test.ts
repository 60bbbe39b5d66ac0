/**
 * @file Two users of a JupyterHub: figures are live, one who eats memory and a core is stopped by name of the limit while the other
 * works on, culling ends a server with all that its kernel started, and what one may not do is said.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { median } from '../../bench/report.ts';
import type { CellReply, Connection, Published } from '../../kernel/notebook/connection.ts';
import type { JupyterConnection } from '../../scripts/jupyter-connection.ts';
import { root } from '../../src/cli/paths.ts';
import { workFolder } from '../clients/environment.ts';
import { allGone, descendants } from '../processes.ts';
import { deployed, Hub, venv, type User } from './hub.ts';

console.debug = () => {}; // JupyterLab's client reports every WebSocket, and every kernel that ended

let hub: Hub;
let alice: User;
let bob: User;
let hers: JupyterConnection;
let his: JupyterConnection;

beforeAll(async () => {
  hub = await Hub.start(workFolder('class', venv), ['alice', 'bob'], {
    KERNELAB_LANG: 'en',
    KERNELAB_MEMORY_MB: '700',
    KERNELAB_THREADS: '1',
  });
  [alice, bob] = await Promise.all([hub.enter('alice'), hub.enter('bob')]);
  [hers, his] = await Promise.all([hub.open(alice, 'lab.ipynb'), hub.open(bob, 'lab.ipynb')]);
});
afterAll(() => hub.stop());

/** Runs a cell; gives how it ended and what it published. */
async function run(notebook: Connection, code: string): Promise<CellReply & { published: Published[] }> {
  const published: Published[] = [];
  const reply = await notebook.execute(code, (message) => published.push(message));
  return { ...reply, published };
}

/** The value of a cell as text. */
async function valueOf(notebook: Connection, code: string): Promise<string | undefined> {
  const { published } = await run(notebook, code);
  const result = published.find(({ type }) => type === 'execute_result');
  return (result?.content['data'] as Record<string, string> | undefined)?.['text/plain'];
}

const figure = 'plt.plot(np.linspace(0, 1, 5).pow(2));\nplt.show();';

test('both run cells in variables of their own and get live figures with a picture beside', async () => {
  await Promise.all([run(hers, 'const name = "alice"'), run(his, 'const name = "bob"')]);
  expect(await Promise.all([valueOf(hers, 'name'), valueOf(his, 'name')])).toEqual(["'alice'", "'bob'"]);
  for (const { status, published } of await Promise.all([run(hers, figure), run(his, figure)])) {
    expect(status).toBe('ok');
    const shown = published.find(({ type }) => type === 'display_data')!;
    expect(Object.keys(shown.content['data'] as object).sort()).toEqual([
      'application/vnd.plotly.v1+json',
      'image/png',
      'text/plain',
    ]);
  }
});

test('their kernels are those of the deployed folder, which is small', async () => {
  const bytes = readdirSync(deployed, { recursive: true, withFileTypes: true }).reduce(
    (sum, entry) => sum + 512 * lstatSync(join(entry.parentPath, entry.name)).blocks,
    0,
  );
  process.stdout.write(`kernelab on the hub: ${(bytes / 2 ** 20).toFixed(0)} MB\n`);
  expect(bytes).toBeLessThan(300 * 2 ** 20);
  expect(await valueOf(hers, 'process.execPath')).toContain(deployed);
});

test('the page of JupyterLab has the extension that draws them', async () => {
  const page = await hub.page(alice, 'lab');
  const config = /<script id="jupyter-config-data"[^>]*>(.*?)<\/script>/s.exec(page)![1]!;
  const { federated_extensions: found } = JSON.parse(config) as { federated_extensions: { name: string }[] };
  expect(found.map(({ name }) => name)).toContain('kernelab');
});

test('one eats memory and a core and is told the limit; the other works on', async () => {
  const second = await hub.open(bob, 'spin.ipynb');
  const spinning = run(second, 'for (;;);');
  const eating = run(his, 'const hoard: unknown[] = [];\nfor (;;) hoard.push(new Float64Array(1e6).fill(1));');
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const from = performance.now();
    expect(await valueOf(hers, `np.sum(np.arange(${i}))`)).toBe(String((i * (i - 1)) / 2));
    times.push(performance.now() - from);
  }
  process.stdout.write(`a cell beside one who eats a core and memory: ${median(times).toFixed(0)} ms (median)\n`);
  const { status, published } = await eating;
  expect(status).toBe('error');
  const error = published.find(({ type }) => type === 'error')!.content;
  expect(error['ename']).toBe('MemoryError');
  expect(error['evalue']).toContain('KERNELAB_MEMORY_MB=700');
  expect(await valueOf(his, '1 + 1')).toBe('2');
  // It has been at it all the time, and Stop reaches it.
  expect(await Promise.race([spinning, valueOf(hers, 'name')])).toBe("'alice'");
  await second.interrupt();
  expect((await spinning).status).toBe('error');
  await second.close();
});

test("one user's token opens nothing of another's", async () => {
  await expect(hub.open({ ...bob, token: alice.token }, 'lab.ipynb')).rejects.toThrow(/403|Forbidden/i);
});

test('a hub that one may not write into is named', () => {
  // As root everything may be written: as another user, who may only read.
  const reading = ['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'];
  const user = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...reading];
  const place = workFolder('read-only', venv);
  chmodSync(place, 0o555);
  const door = [process.execPath, join(root, 'bin', 'kernelab.mjs'), 'kernel', 'install', '--prefix', place];
  const [program, ...args] = process.getuid?.() === 0 ? [...user, ...door] : door;
  const env = { ...process.env, KERNELAB_LANG: 'en' };
  const { status, stderr } = spawnSync(program!, args, { encoding: 'utf8', env });
  expect([status, stderr.replaceAll(place, 'PREFIX').trim()]).toMatchInlineSnapshot(`
    [
      1,
      "FileError: kernelab kernel install: there is no permission to write to this place. Received 'PREFIX/share/jupyter/kernels'.",
    ]
  `);
  expect(readdirSync(place)).toEqual([]);
});

test('culling ends an idle server with all that its kernel started, and spares who works', async () => {
  const kernel = Number(await valueOf(his, 'process.ppid'));
  await run(his, "import { spawn } from 'node:child_process';\nspawn('sleep', ['1000'], { stdio: 'ignore' });");
  const family = [kernel, ...descendants(kernel)];
  expect(family.length).toBeGreaterThan(3); // kernel, cells, TypeScript, sleep
  his.leave();
  const lesson = new AbortController();
  const working = (async () => {
    while (!lesson.signal.aborted)
      await run(hers, 'console.log("still here"); await new Promise((r) => setTimeout(r, 200));');
  })();
  hub.cull(4);
  await expect.poll(() => hub.isRunning(bob), { timeout: 120_000 }).toBe(false);
  expect(await allGone(family, 30_000)).toEqual([]);
  expect(await hub.isRunning(alice)).toBe(true);
  expect(await valueOf(hers, 'name')).toBe("'alice'");
  lesson.abort();
  await working;
});
