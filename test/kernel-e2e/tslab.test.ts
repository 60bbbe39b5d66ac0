/**
 * @file `tslab-display.ipynb`, which uses all of tslab's display API, in tslab itself and in our kernel: the same messages in
 * the same order.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseNotebook, sourceText } from '../../kernel/notebook/file.ts';
import { KernelClient, type Execution } from './client.ts';

const tslab = createRequire(import.meta.url).resolve('tslab/bin/tslab');
const file = join(import.meta.dirname, 'tslab-display.ipynb');
const cells = parseNotebook(readFileSync(file, 'utf8')).cells.filter((cell) => cell.cell_type === 'code');
const clients: KernelClient[] = [];

beforeAll(async () => {
  const argv = (connection: string): string[] => [process.execPath, tslab, 'kernel', '--config-path', connection];
  clients.push(...(await Promise.all([KernelClient.start(), KernelClient.start({ argv })])));
});
afterAll(() => Promise.all(clients.map((client) => client.stop())));

test('every cell sends what it sends in tslab', async () => {
  const [ours, theirs] = await Promise.all(clients.map((client) => outputsOf(client)));
  expect(ours).toEqual(theirs);
  const kinds = new Set(theirs!.flat().flatMap((output) => Object.keys('data' in output ? output.data : {})));
  expect([...kinds].sort()).toMatchInlineSnapshot(`
    [
      "application/json",
      "application/octet-stream",
      "application/pdf",
      "application/vnd.example+json",
      "image/gif",
      "image/jpeg",
      "image/png",
      "image/svg+xml",
      "image/webp",
      "text/html",
      "text/javascript",
      "text/latex",
      "text/markdown",
      "text/plain",
    ]
  `);
  expect(theirs!.flat().length).toMatchInlineSnapshot(`51`);
});

test('what is neither text nor bytes is named', async () => {
  const fault = async (call: string): Promise<string | undefined> =>
    (await clients[0]!.execute(`import * as tslab from 'tslab'; tslab.display.${call}`)).error?.evalue;
  expect([
    await fault('png([1, 2] as any)'),
    await fault('html(undefined as any)'),
    await fault('pdf(new ArrayBuffer(3) as any)'),
    await fault("raw('png', 'x')"),
    await fault("raw('', 'x')"),
    await fault("raw(undefined as any, 'x')"),
    await fault("raw('a/b', null as any)"),
    await fault('text(Object.create(null) as any)'),
  ]).toMatchInlineSnapshot(`
    [
      "tslab.display.png: what is shown is a text or the bytes of a file (a Uint8Array). Received Array.",
      "tslab.display.html: what is shown is a text or the bytes of a file (a Uint8Array). Received undefined.",
      "tslab.display.pdf: what is shown is a text or the bytes of a file (a Uint8Array). Received ArrayBuffer.",
      "tslab.display.raw: a content type is written as type/subtype. Received "png". For example 'text/html' or 'image/png'.",
      "tslab.display.raw: a content type is written as type/subtype. Received "". For example 'text/html' or 'image/png'.",
      "tslab.display.raw: a content type is written as type/subtype. Received undefined. For example 'text/html' or 'image/png'.",
      "tslab.display.raw: what is shown is a text or the bytes of a file (a Uint8Array). Received null.",
      "tslab.display.text: what is shown is a text or the bytes of a file (a Uint8Array). Received object.",
    ]
  `);
  expect((await clients[0]!.execute('tslab.display.html(5)')).error?.ename).toBe('TypeScriptError');
});

type Shown = { stream: string; text: string } | { type: string; place: number | undefined; data: {} };

/** What each cell publishes; places by number, since each kernel names them as it likes. */
async function outputsOf(client: KernelClient): Promise<Shown[][]> {
  const places = new Map<string, number>();
  const all: Shown[][] = [];
  for (const cell of cells) {
    const done = await client.execute(sourceText(cell));
    expect(done.reply['status'], JSON.stringify(done.error ?? done.stderr)).toBe('ok');
    all.push(shownBy(done, places));
  }
  return all;
}

function shownBy(done: Execution, places: Map<string, number>): Shown[] {
  const shown: Shown[] = [];
  for (const { header, content } of done.published) {
    const last = shown.at(-1);
    if (header.msg_type === 'stream') {
      const [stream, text] = [String(content['name']), String(content['text'])];
      // How the text is cut into messages is no output.
      if (last !== undefined && 'stream' in last && last.stream === stream) last.text += text;
      else shown.push({ stream, text });
    } else if (!['status', 'execute_input'].includes(header.msg_type)) {
      const { display_id: id } = (content['transient'] ?? {}) as { display_id?: string };
      if (id !== undefined && !places.has(id)) places.set(id, places.size);
      const place = id === undefined ? undefined : places.get(id);
      shown.push({ type: header.msg_type, place, data: content['data'] ?? content });
    }
  }
  return shown;
}
