/**
 * @file Checks the random graphs of many seeds (`node --no-liftoff test/engine/print-fuzz.ts FIRST LAST [THREADS]`) and prints what is
 * wrong, how often each kernel ran and a digest of all results. fuzz.test.ts checks a few hundred.
 */
import { createHash } from 'node:crypto';
import { getCore, setThreads } from '../../src/engine/core.ts';
import { checkSeed } from './fuzz-check.ts';
import { fuzzCase } from './fuzz-graphs.ts';

const [first, last, threads] = process.argv.slice(2).map(Number);
setThreads(threads ?? 1);
const core = getCore()!;
const hash = createHash('sha256');
const kernels = new Map<string, number>();
let near = 0;
for (let seed = first!; seed < last!; seed++) {
  const { problems, ties, tasks, results } = checkSeed(core, seed);
  for (const data of results) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  for (const task of tasks) {
    const name = task.replaceAll(/[\d(][\dx>)-]*/g, '').replaceAll(/\s+/g, ' ');
    kernels.set(name, (kernels.get(name) ?? 0) + 1);
  }
  near += ties;
  if (problems.length > 0) console.log(`${seed}: ${fuzzCase(seed).label}\n  ${problems.join('\n  ')}`);
}
for (const [name, count] of [...kernels].sort((a, b) => b[1] - a[1])) console.log(count, name);
console.log(`ties: ${near}`, hash.digest('hex'));
process.exit(0);
