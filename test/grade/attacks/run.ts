/**
 * @file `npm run test:grade`: all attacks on the grader, `-- WORDS` only those whose names hold one of them. Root runs them twice:
 * as itself, and as an ordinary user, whose sandboxes must give the same verdicts.
 */
import { spawnSync } from 'node:child_process';
import { buildSteps } from '../../../src/cli/build.ts';
import { chooseSandbox } from '../../../src/cli/grade/sandbox.ts';
import { program } from '../../../src/cli/program.ts';
import { runSteps } from '../../../src/cli/steps.ts';
import { attacks } from './attacks.ts';
import { runAttacks } from './red-team.ts';

const ORDINARY = '1000';

await program(async () => {
  const words = process.argv.slice(2);
  const isRoot = process.getuid?.() === 0;
  await runSteps(buildSteps());
  const kind = chooseSandbox(false);
  const chosen = attacks.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const problems = await runAttacks(chosen, kind);
  for (const problem of problems) process.stdout.write(`✗ ${problem}\n`);
  process.stdout.write(
    `${chosen.length} attacks by ${isRoot ? 'root' : 'an ordinary user'}, ${problems.length} problems\n`,
  );
  const other = isRoot ? asOrdinaryUser(words) : 0;
  return problems.length === 0 ? other : 1;
});

function asOrdinaryUser(words: string[]): number {
  const user = ['--reuid', ORDINARY, '--regid', ORDINARY, '--clear-groups', '--'];
  const again = [process.execPath, ...process.execArgv, import.meta.filename, ...words];
  const { status, error } = spawnSync('setpriv', [...user, ...again], {
    stdio: 'inherit',
    env: { ...process.env, HOME: '/tmp' },
  });
  if (error) process.stdout.write(`not tried as an ordinary user: ${error.message}\n`);
  return status ?? 1;
}
