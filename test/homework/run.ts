/**
 * @file `npm run test:homework [-- WORDS]`: what other courses give as homework, solved in own words with kernelab and held to
 * Keras, PyTorch or NumPy in the same run, or to known numbers. Prints `N passed, N failed`.
 */
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Tools, type Homework } from './tools.ts';

const words = process.argv.slice(2);
const folder = fileURLToPath(new URL('tasks/', import.meta.url));
const files = globSync('*.ts', { cwd: folder }).sort();
const chosen = files.filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
if (chosen.length === 0) {
  console.log(
    `no homework has ${words.join(' or ')} in its name; there are ${files.map((f) => basename(f, '.ts')).join(', ')}`,
  );
  process.exit(1);
}
let [passed, failed] = [0, 0];
const missing = new Set<string>();
for (const file of chosen) {
  const { default: homework } = (await import(pathToFileURL(join(folder, file)).href)) as { default: Homework };
  const tools = new Tools();
  const began = performance.now();
  try {
    await homework.run(tools);
  } catch (error) {
    tools.holds(`${file} runs to its end`, false, error instanceof Error ? error.stack : String(error));
  } finally {
    tools.clean();
  }
  passed += tools.passed;
  failed += tools.failed;
  for (const why of tools.missing) missing.add(why);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const left = tools.missing.size > 0 ? ', comparisons left out' : '';
  console.log(
    `${basename(file, '.ts').padEnd(28)} ${tools.failed === 0 ? 'ok' : 'FAILED'}  ${tools.passed} (${seconds} s${left})  ${homework.about}`,
  );
}
for (const why of missing) console.log(`skipped comparisons: ${why}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
