/** @file jupyter console: cells of several lines in a real terminal, errors, `exit`; jupyter run. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { client, clientMust, workFolder } from './environment.ts';

const folder = workFolder('console');

test('jupyter console answers line by line, clears, and exit ends it', () => {
  const lines = [
    '6 * 7',
    "console.log('한글', [1, 2])",
    'const s: number = "x"',
    'console.clear()',
    's',
    'exit',
    '1 + 1',
  ];
  const args = ['console', '--kernel', 'kernelab', '--simple-prompt'];
  const { stdout, stderr } = clientMust(folder, 'jupyter', args, `${lines.join('\n')}\n`);
  const said = stripVTControlCharacters(stdout);
  expect(said).toContain('kernelab 0.1.0: TypeScript on Node');
  expect(said).toContain('Out[1]: 42');
  expect(said).toContain('한글 [ 1, 2 ]');
  expect(stripVTControlCharacters(stderr)).toContain(
    "TypeScriptError: Type 'string' is not assignable to type 'number'.",
  );
  expect(said).toContain('A console ends here.');
  expect(said.trimEnd().endsWith('Shutting down kernel')).toBe(true);
  expect(said).not.toContain('Out[7]');
});

test('in a terminal a cell goes on until it is whole', () => {
  const script = `
import pexpect, sys
console = pexpect.spawn("jupyter", ["console", "--kernel", "kernelab"], encoding="utf-8", timeout=120, dimensions=(40, 100))
console.logfile_read = sys.stdout
console.expect(r"In .*\\[.*1")
console.send("function twice(x: number) {\\r")
console.expect(r"\\.\\.\\.:")
console.send("return 2 * x; }\\r")
console.expect(r"In .*\\[.*2")
console.send("twice(21)\\r")
console.expect(r"Out.*\\[.*2.*42")
console.expect(r"In .*\\[.*3")
console.send("quit\\r")
console.expect("Shutting down kernel")
console.expect(pexpect.EOF)
print("ENDED")
`;
  expect(clientMust(folder, 'python', ['-'], script).stdout).toContain('ENDED');
});

test('jupyter run runs a file and says where it fails', () => {
  writeFileSync(join(folder, 'good.ts'), "const n: number = 6;\nconsole.log('한글', n * 7);\nn\n");
  const good = clientMust(folder, 'jupyter', ['run', '--kernel', 'kernelab', 'good.ts']);
  expect(good.stdout).toBe('한글 42\n6');
  writeFileSync(join(folder, 'bad.ts'), "throw new Error('q');\n");
  const bad = client(folder, 'jupyter', ['run', '--kernel', 'kernelab', 'bad.ts']);
  expect(bad.code).toBe(1);
  expect(stripVTControlCharacters(bad.stderr)).toContain(
    "Error: q\nCell [1], line 1\n-->     1 | throw new Error('q');",
  );
});
