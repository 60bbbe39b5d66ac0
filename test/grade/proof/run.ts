/**
 * @file `npm run test:exercises`: `kernelab grade build` of all exercises in both languages, each with its proof in sandboxes: the
 * solution earns all points, the stub none, every wrong answer its mark and its line. `-- WORDS` only those whose names hold one.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSteps } from '../../../src/cli/build.ts';
import { buildExercise } from '../../../src/cli/grade/build.ts';
import { chooseSandbox } from '../../../src/cli/grade/sandbox.ts';
import { readSources } from '../../../src/cli/grade/sources.ts';
import { root } from '../../../src/cli/paths.ts';
import { program } from '../../../src/cli/program.ts';
import { runSteps } from '../../../src/cli/steps.ts';

await program(async () => {
  await runSteps(buildSteps());
  const kind = chooseSandbox(false);
  const words = process.argv.slice(2);
  const sources = readSources([join(root, 'notebooks', 'exercises')]);
  const chosen = sources.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const out = mkdtempSync(join(tmpdir(), 'kernelab-exercises-'));
  let failed = 0;
  try {
    for (const source of chosen) {
      const began = performance.now();
      try {
        const proofs = await buildExercise(source, out, kind);
        const marks = proofs.map(({ answer, points }) => `${answer} ${points}`).join(', ');
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        process.stdout.write(`${source.name}: ${marks} (${seconds} s)\n`);
        if (!existsSync(join(out, source.exercise.language, `${source.name}.zip`))) throw new Error('no ZIP');
      } catch (error) {
        failed++;
        process.stdout.write(`✗ ${source.name}: ${String(error)}\n`);
      }
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  process.stdout.write(`${chosen.length} exercises, ${failed} problems\n`);
  return failed === 0 && chosen.length > 0 ? 0 : 1;
});
