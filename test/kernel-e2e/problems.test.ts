/** @file What is underlined while somebody types: over the wire, as the lab extension asks. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient } from './client.ts';

interface Problem {
  line: number;
  column: number;
  length: number;
  kind: string;
  message: string;
}

let kernel: KernelClient;
const cwd = mkdtempSync(join(tmpdir(), 'kernelab-problems-'));

beforeAll(async () => {
  kernel = await KernelClient.start({ cwd });
}, 60_000);
afterAll(async () => {
  await kernel.stop();
  rmSync(cwd, { recursive: true, force: true });
});

async function problems(code: string, others: string[] = []): Promise<Problem[]> {
  const { content } = await kernel.request('kernelab_problems_request', { code, others });
  expect(content['status'], JSON.stringify(content)).toBe('ok');
  return content['problems'] as Problem[];
}

/** Each as its kind, the text it marks, and the first line of what is said. */
async function marked(code: string, others: string[] = []): Promise<string[]> {
  const found = await problems(code, others);
  return found.map(({ line, column, length, kind, message }) => {
    const text = code.split('\n')[line - 1]!.slice(column - 1, column - 1 + length);
    return `${kind} ${line} \`${text}\`: ${message.split('\n')[0]}`;
  });
}

test('type errors, with their hints below', async () => {
  expect(await marked("const n: number = 'a';\nconsole.lg(n);")).toMatchInlineSnapshot(`
    [
      "error 1 \`n\`: Type 'string' is not assignable to type 'number'.",
      "error 2 \`lg\`: Property 'lg' does not exist on type 'Console'.",
    ]
  `);
  const [problem] = await problems('const x = np.zeros([2, 2]);\nx[0, 1] = 5');
  expect(problem?.message).toContain('x.set(0, 1, 5)');
});

test('names that nothing uses, also in functions; not those of the top level, which are for later cells', async () => {
  expect(
    await marked(
      "import { readFileSync, writeFileSync } from 'node:fs';\nconst top = 1;\nfunction f(a: number, b: number) {\n  const unused = 3;\n  return a;\n  console.log('never');\n}",
    ),
  ).toMatchInlineSnapshot(`
    [
      "unused 3 \`b\`: 'b' is declared but its value is never read.",
      "unused 4 \`unused\`: 'unused' is declared but its value is never read.",
      "unused 6 \`console.log('never');\`: Unreachable code detected.",
    ]
  `);
});

test('nobody is asked for types', async () => {
  expect(
    await marked('function stats(v, w = 1, ...rest) { return [v.mean(), w, rest.length]; }\nstats(np.ones([2]));'),
  ).toEqual([]);
  expect(await marked('const area = (w, h) => w * h;\nlet later;\nlater = area(2, 3);')).toEqual([]);
});

test('what runs, but hardly does what is meant', async () => {
  expect(await marked('const a = np.array([1]), b = np.array([1]);\nif (a == b) console.log(1);'))
    .toMatchInlineSnapshot(`
    [
      "warning 2 \`if (a == b) console.log(1);\`: \`==\` asks whether both are one and the same array, not whether their elements are equal. Element by element: a.eq(b); as a whole: np.arrayEqual(a, b)",
    ]
  `);
});

test('the first place where the syntax breaks, and no more', async () => {
  expect(await marked('const a = ;\nconst b = (1 +;\nfoo bar')).toMatchInlineSnapshot(`
    [
      "error 1 \`;\`: Expression expected.",
    ]
  `);
});

test('names of cells that have run, or that the notebook has elsewhere, are no errors', async () => {
  expect(await marked('elsewhere + 1')).toEqual(["error 1 `elsewhere`: Cannot find name 'elsewhere'."]);
  expect(await marked('elsewhere + 1', ['const elsewhere = 3;'])).toEqual([]);
  expect((await kernel.execute('const made = { a: 1 };')).reply['status']).toBe('ok');
  expect(await marked('made.b')).toEqual([expect.stringContaining('error 1 `b`')]);
  expect(await marked('made.a')).toEqual([]);
  expect(await marked('function later() { return notYet(); }')).toEqual([]);
});

test('commands of IPython, objects and empty cells', async () => {
  expect(await marked('%time const t = 1;\n!ls\nt + 1')).toEqual([]);
  expect(await marked('%%bash\nif [ 1 ]; then echo 1; fi')).toEqual([]);
  expect(await marked('const a = 1;\n%nonsense')).toEqual([expect.stringContaining('error 2 `%nonsense`')]);
  expect(await marked('{ a: 1, b: 2 }')).toEqual([]);
  expect(await marked('')).toEqual([]);
});

test('nothing runs and nothing is kept; the cell that runs meanwhile is not disturbed', async () => {
  await problems("globalThis.ran = true; const kept = 1; import 'node:fs'");
  expect((await kernel.execute('typeof globalThis.ran + typeof kept')).error?.evalue).toContain(
    "Cannot find name 'kept'",
  );
  const { done } = kernel.begin('let k = 0; for (; k < 3; k++) await new Promise((r) => setTimeout(r, 100));\nk');
  const many = Array.from({ length: 20 }, (_, i) => problems(`const n${i}: string = ${i};`));
  const kinds = (await Promise.all(many)).map((each) => each.length);
  expect(kinds).toEqual(kinds.map(() => 1));
  expect((await done).result).toBe('3');
});

test('no busy and idle around it, and bad requests are refused', async () => {
  const before = kernel.published.length;
  await problems('1 +');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(kernel.published.length).toBe(before);
  for (const content of [{}, { code: 3 }, { code: '', others: 'x' }, { code: '', others: [1] }]) {
    const reply = await kernel.request('kernelab_problems_request', content);
    expect(reply.content).toMatchObject({ status: 'error' });
    expect(reply.content['evalue']).toMatch(/^kernelab_problems_request: .*Received/);
  }
  expect(await marked('let ok = 1')).toEqual([]);
});
