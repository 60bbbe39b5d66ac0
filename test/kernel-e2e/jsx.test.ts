/** @file JSX in cells: HTML without a library, another library's elements where settings or a comment say so, types, own files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient, type Execution } from './client.ts';

let kernel: KernelClient;
const cwd = mkdtempSync(join(tmpdir(), 'kernelab-jsx-'));

/** A small library with React's shape. */
const tiny = `exports.createElement = (type, props, ...children) => ({ tiny: true, type, props, children });
exports.Fragment = 'fragment';`;

beforeAll(async () => {
  mkdirSync(join(cwd, 'node_modules/tiny'), { recursive: true });
  writeFileSync(join(cwd, 'node_modules/tiny/package.json'), '{"name":"tiny","version":"1.0.0","main":"index.js"}');
  writeFileSync(join(cwd, 'node_modules/tiny/index.js'), tiny);
  writeFileSync(
    join(cwd, 'Badge.tsx'),
    'export function Badge({ label }: { label: string }) {\n  return <b class="badge">{label}</b>;\n}\n',
  );
  kernel = await KernelClient.start({ cwd });
}, 60_000);
afterAll(async () => {
  await kernel.stop();
  rmSync(cwd, { recursive: true, force: true });
});

const html = ({ published, error }: Execution): unknown => {
  expect(error?.traceback).toBeUndefined();
  const shown = published.find(({ header }) => /^(?:execute_result|display_data)$/.test(header.msg_type));
  return (shown?.content['data'] as Record<string, unknown> | undefined)?.['text/html'];
};
const run = async (code: string): Promise<unknown> => html(await kernel.execute(code));

test('an element shows as HTML; texts are escaped, handlers and nothing are left out', async () => {
  expect(
    await run(
      'const names = ["a<b", "c"];\n<ul className="list" style={{ fontSize: 12, lineHeight: 2 }} hidden={false} onClick={() => 1}>\n  {names.map((n) => <li key={n} title={`"${n}"`}>{n}</li>)}\n  {null}{false}{0}<br />\n</ul>',
    ),
  ).toBe(
    '<ul class="list" style="font-size:12px;line-height:2"><li title="&quot;a&lt;b&quot;">a&lt;b</li><li title="&quot;c&quot;">c</li>0<br></ul>',
  );
});

test('components, fragments, generics and values that show themselves', async () => {
  expect(
    await run(
      'function Row<T>({ items, children }: { items: T[]; children?: unknown }) { return <>{items.length}: {children}</>; }\nconst row = <Row items={[1, 2]}><i>two</i></Row>;\nrow',
    ),
  ).toBe('2: <i>two</i>');
  expect(await run('<p>{row} {String(row)}</p>')).toBe('<p>2: <i>two</i> 2: &lt;i&gt;two&lt;/i&gt;</p>');
  expect(
    await run(
      "const own = { [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<s>x</s>' }) };\n<div>{own}</div>",
    ),
  ).toBe('<div><s>x</s></div>');
});

test('an own .tsx file, read again after an edit', async () => {
  expect(await run("import { Badge } from './Badge';\n<Badge label='new' />")).toBe('<b class="badge">new</b>');
  writeFileSync(
    join(cwd, 'Badge.tsx'),
    'export function Badge({ label }: { label: string }) {\n  return <i>{label}</i>;\n}\n',
  );
  expect(await run("import { Badge } from './Badge';\n<Badge label='new' />")).toBe('<i>new</i>');
  const { error } = await kernel.execute('<Badge label={3} />');
  expect(error?.evalue).toMatch(/^Type 'number' is not assignable to type 'string'/);
});

test("another library's elements, by a comment", async () => {
  const { result } = await kernel.execute('/** @jsxImportSource tiny */\n<div id="x"><>y</></div>');
  expect(result).toMatch(/tiny: true,\s*type: 'div'[^]*type: 'fragment'/);
  const missing = await kernel.execute('/** @jsxImportSource nowhere */\n<div />');
  expect(missing.error?.evalue).toMatch(/^The package 'nowhere' is not installed/);
});

test('errors stand in their lines: syntax, types, components that throw', async () => {
  const open = await kernel.execute('const a = 1;\n<div><b></div>');
  expect(open.error?.evalue).toMatch(/^JSX element 'b' has no corresponding closing tag\. \(Cell \[\d+\], line 2/);
  const thrown = await kernel.execute("function Bad() {\n  throw new Error('no');\n}\n<div><Bad /></div>");
  expect(thrown.error === undefined ? thrown.result : thrown.error.traceback.join('\n')).toContain('no');
  const nothing = await kernel.execute('const Missing: any = undefined;\n<Missing />');
  expect(nothing.error?.evalue).toMatchInlineSnapshot(
    `"jsx: an element is an HTML name or a function. Received undefined."`,
  );
  const types = await kernel.execute('<div>{nobody}</div>');
  expect(types.error?.evalue).toContain("Cannot find name 'nobody'");
});

test('what only looks like it stays TypeScript', async () => {
  const { result, error } = await kernel.execute(
    'const id = <T,>(x: T): T => x;\nconst n = <number>(3 as unknown);\n`<b>${id(n)}</b>` + (1 < 2)',
  );
  expect(error).toBeUndefined();
  expect(result).toBe("'<b>3</b>true'");
});
