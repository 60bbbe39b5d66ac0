/** @file `npm run test:grade`: all attacks on the grader, `-- WORDS` only those whose names hold one of them. */
import { buildSteps } from '../../../src/cli/build.ts';
import { chooseSandbox } from '../../../src/cli/grade/sandbox.ts';
import { program } from '../../../src/cli/program.ts';
import { runSteps } from '../../../src/cli/steps.ts';
import { attacks } from './attacks.ts';
import { runAttacks } from './red-team.ts';

await program(async () => {
  await runSteps(buildSteps());
  const words = process.argv.slice(2);
  const chosen = attacks.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const problems = await runAttacks(chosen, chooseSandbox(false));
  for (const problem of problems) process.stdout.write(`✗ ${problem}\n`);
  process.stdout.write(`${chosen.length} attacks, ${problems.length} problems\n`);
  return problems.length === 0 ? 0 : 1;
});
