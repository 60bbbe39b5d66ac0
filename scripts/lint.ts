/**
 * @file `npm run lint`: type-aware rules, format, imports between modules, texts, AssemblyScript, docstrings, dead exports; all of
 * them, two at a time, even when one fails. What each says comes in one piece.
 */
import { spawn } from 'node:child_process';
import { root } from '../src/cli/paths.ts';
import { program } from '../src/cli/program.ts';

const script = (name: string): string =>
  `"${process.execPath}" --disable-warning=ExperimentalWarning scripts/${name}.ts`;

/** The longest first, so that the short ones fill what is left. */
const checks = [
  'prettier --check --log-level warn .',
  'oxlint --type-aware --deny-warnings',
  'knip',
  script('check-docs'),
  script('check-texts'),
  script('check-imports'),
  script('check-wasm'),
];

await program(async () => {
  const waiting = [...checks];
  const failed: string[] = [];
  const lane = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const { text, code } = await run(check);
      process.stdout.write(text);
      if (code !== 0) failed.push(check);
    }
  };
  await Promise.all([lane(), lane()]);
  for (const check of failed) process.stdout.write(`lint: failed: ${check}\n`);
  return failed.length > 0 ? 1 : 0;
});

/** Runs a check to its end, found as npm finds it: npm puts the programs of packages into PATH. */
function run(command: string): Promise<{ text: string; code: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: root, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => (text += part));
    child.on('close', (code) => resolve({ text, code }));
  });
}
