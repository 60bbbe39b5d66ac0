/** @file Names that are there without a declaration, and standard input, which is not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelClient, type Execution } from './client.ts';

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

const run = (code: string): Promise<Execution> => kernel.execute(code);
const answering = (code: string, ...inputs: string[]): Promise<Execution> => {
  kernel.inputs = inputs;
  return run(code);
};

test('the checker knows every global of the runtime', async () => {
  const { result } = await run(
    "Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Za-z$]/.test(name)).join(' ')",
  );
  const names = result!.slice(1, -1).split(' ');
  expect(names.length).toBeGreaterThan(100);
  const { error } = await run(names.map((name) => `typeof ${name};`).join('\n'));
  expect(error).toBeUndefined();
});

test('what the checker knows exists at run time', async () => {
  const names = [
    '__filename',
    '__dirname',
    'module',
    'exports',
    'require',
    'gc',
    'EventSource',
    'confirm',
    'alert',
    'prompt',
  ];
  for (const name of names)
    expect([name, (await run(`typeof ${name} !== 'undefined'`)).result]).toEqual([name, 'true']);
  expect((await run('require.main === module')).result).toBe('true');
  expect((await run("module.exports = { a: 1 }; new Function('return typeof module')()")).result).toBe("'undefined'");
});

test('WebAssembly has its types', async () => {
  const empty = 'new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])';
  expect((await run(`(await WebAssembly.instantiate(${empty})).instance.exports`)).result).toContain('Object');
  expect((await run(`WebAssembly.validate('text')`)).error?.ename).toBe('TypeScriptError');
});

describe('standard input', () => {
  test.for([
    "import rl from 'node:readline/promises'; const r1 = rl.createInterface({ input: stdin, output: stdout }); await r1.question('Name? ')",
    "import { createInterface } from 'readline/promises'; await createInterface(stdin, stdout).question('Name? ')",
    "import readline from 'readline'; await new Promise((done) => readline.createInterface({ input: stdin }).question('Name? ', done))",
  ])('readline asks as input() does: %s', async (code) => {
    await run("import { stdin, stdout } from 'process'");
    expect((await answering(code, 'Ada')).result).toBe("'Ada'");
  });

  test('confirm and alert ask, too', async () => {
    expect((await answering("alert('Look'); confirm('Sure?')", '', 'yes')).result).toBe('true');
    expect((await answering("confirm('Sure?')", '')).result).toBe('false');
  });

  test.for([
    'for await (const chunk of process.stdin) console.log(chunk)',
    "await new Promise((done) => process.stdin.once('data', done))",
    "import fs from 'fs'; fs.readFileSync(0, 'utf8')",
    "fs.readFileSync('/dev/stdin', 'utf8')",
    "import { createInterface as create } from 'readline'; create(process.stdin).on('line', console.log)",
  ])('who reads it is told to use input(): %s', async (code) => {
    const { error } = await answering(code, 'Ada');
    expect(error?.evalue).toContain('a notebook has no standard input. Ask with input()');
  });
});

test.for(['module', 'global', 'exports', 'require', 'type', 'namespace', 'self', 'process', '__filename'])(
  'a variable may be called %s, also at the end of a cell',
  async (name) => {
    expect((await run(`const ${name} = 6; ${name}`)).result).toBe('6');
    expect((await run(`${name} + 1`)).result).toBe('7');
  },
);
