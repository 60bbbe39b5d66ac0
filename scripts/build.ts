/** @file `npm run build` builds `dist/` where it is stale, `npm run build -- --force` always. */
import { buildSteps } from '../src/cli/build.ts';
import { program } from '../src/cli/program.ts';
import { runSteps } from '../src/cli/steps.ts';

await program(async () => {
  const steps = buildSteps();
  if (process.argv.includes('--force')) for (const step of steps) step.present = () => false;
  if ((await runSteps(steps)) === 0) console.log('kernelab is built; nothing has changed.');
  return 0;
});
