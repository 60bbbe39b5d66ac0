/**
 * @file `npm run test:slurm`: a real Slurm (Debian's packages, one node) grades 200 submissions in shards; in the middle the node
 * and its daemon are killed and started again. Nothing is lost, nothing graded twice is there twice, and the marks are
 * those of a run without Slurm. Skipped, with the reason, where Slurm is not installed.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { buildSteps } from '../../../src/cli/build.ts';
import { runSubmissions } from '../../../src/cli/grade/run.ts';
import { chooseSandbox } from '../../../src/cli/grade/sandbox.ts';
import { runOnSlurm } from '../../../src/cli/grade/slurm.ts';
import { readSources } from '../../../src/cli/grade/sources.ts';
import { program } from '../../../src/cli/program.ts';
import { runSteps } from '../../../src/cli/steps.ts';
import type { Result } from '../../../src/grade/grader.ts';
import { answerOf, submissionOf, sumsExercise, writeNotebook } from '../made.ts';
import { Cluster, missing } from './cluster.ts';

const SUBMISSIONS = Number(process.argv[2] ?? 200);
const SHARDS = Math.ceil(SUBMISSIONS / 20);

await program(async () => {
  const reason = missing();
  if (reason !== undefined) {
    process.stdout.write(`skipped: ${reason}\n`);
    return 0;
  }
  await runSteps(buildSteps());
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-slurm-'));
  const cluster = new Cluster(join(folder, 'cluster'));
  try {
    const source = writeNotebook(folder, 'sums.en.ipynb', sumsExercise());
    const submitted = join(folder, 'submitted');
    makeSubmissions(submitted);
    const sources = readSources([source]);
    await cluster.start();
    const out = join(folder, 'slurm');
    const graded = runOnSlurm([submitted], sources, out, {
      kind: 'bubblewrap',
      shards: SHARDS,
      resume: false,
      sbatch: [],
      sourcePlaces: [source],
    });
    const over = graded.then(
      () => true,
      () => true,
    );
    while (count(out) < SUBMISSIONS / 4) if (await Promise.race([over, setTimeout(200, false)])) break;
    const before = count(out);
    cluster.killNode();
    await setTimeout(1000);
    await cluster.startNode();
    process.stdout.write(`the node was killed after ${before} results, and started again\n`);
    await graded;
    const local = join(folder, 'local');
    await runSubmissions([submitted], sources, local, {
      kind: chooseSandbox(false),
      shard: { index: 1, of: 1 },
      resume: false,
    });
    const problems = compared(marksOf(out), marksOf(local));
    if (before < SUBMISSIONS / 4 || before >= SUBMISSIONS)
      problems.push(`killed after ${before} results: not in the middle`);
    if (count(out) !== SUBMISSIONS) problems.push(`${count(out)} result files`);
    for (const problem of problems) process.stdout.write(`✗ ${problem}\n`);
    process.stdout.write(`${SUBMISSIONS} submissions in ${SHARDS} shards, ${problems.length} problems\n`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    cluster.stop();
    if (process.env['KEEP'] === undefined) rmSync(folder, { recursive: true, force: true });
  }
});

/** Right, half right and wrong ones, some that fail, and now and then an endless loop and too much memory: results as well. */
function makeSubmissions(folder: string): void {
  for (let i = 0; i < SUBMISSIONS; i++) {
    const answers: Record<string, string> = {};
    if (i % 3 === 1) answers['answer-0'] = answerOf(0, '*');
    if (i % 5 === 2) answers['answer-1'] = "throw new Error('no');";
    if (i % 50 === 7) answers['answer-1'] = 'function f1(): number { for (;;); }';
    if (i % 50 === 19)
      answers['answer-0'] = 'const kept: unknown[] = []; for (;;) kept.push(new Uint8Array(1e8).fill(1));';
    const student = `student-${String(i).padStart(3, '0')}`;
    writeNotebook(join(folder, student), 'sums.ipynb', submissionOf(sumsExercise(), answers));
  }
}

function count(out: string): number {
  try {
    return readdirSync(join(out, 'results')).filter((name) => name.endsWith('.json')).length;
  } catch {
    return 0;
  }
}

function marksOf(out: string): Map<string, string> {
  const { results } = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as { results: Result[] };
  return new Map(
    results.map(({ student, questions, points }) => [student, JSON.stringify([points, questions])] as const),
  );
}

function compared(onSlurm: Map<string, string>, locally: Map<string, string>): string[] {
  const problems: string[] = [];
  for (const [student, marks] of locally) {
    if (onSlurm.get(student) !== marks) problems.push(`${student}: ${onSlurm.get(student)} on Slurm, ${marks} locally`);
  }
  if (onSlurm.size !== locally.size) problems.push(`${onSlurm.size} students on Slurm, ${locally.size} locally`);
  return problems;
}
