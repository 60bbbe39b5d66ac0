/**
 * @file `kernelab grade run --on slurm`: writes and submits a job array whose tasks grade a shard each, and watches it. A shard
 * is done when all its results are there, whatever Slurm says: what a machine lost is submitted again, and what a submission
 * did to itself (time, memory) is a result like any other.
 */
import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { KernelabError, ValueError, say } from '../../errors/index.ts';
import { root } from '../paths.ts';
import { writeWhole } from './files.ts';
import { RunFolder } from './folder.ts';
import { exitCodes, ofShard, readWork, type RunOptions } from './run.ts';
import type { Source } from './sources.ts';
import { findSubmissions } from './submissions.ts';

export interface SlurmOptions extends Omit<RunOptions, 'shard'> {
  /** Tasks of the job array. Default: 25 submissions each, at most 200 tasks. */
  shards?: number | undefined;
  /** Options for sbatch: partition, account, memory, time. */
  sbatch: readonly string[];
  /** Where the sources were named; tasks read them there. */
  sourcePlaces: readonly string[];
}

const SUBMISSIONS_PER_TASK = 25;
const MOST_TASKS = 200;
const LOOK_MS = 2000;
/** So often the missing shards are submitted although the last time brought no result. */
const VAIN_ATTEMPTS = 2;

/** Grades submissions on a cluster whose nodes see the same folders. Gives one of the exit codes. */
export async function runOnSlurm(
  places: readonly string[],
  sources: readonly Source[],
  out: string,
  options: SlurmOptions,
): Promise<number> {
  const folder = new RunFolder(out, options.resume ? 'go on' : 'new', {
    ...(options.late === undefined ? {} : { late: options.late }),
    ...(options.secret === undefined ? {} : { secret: options.secret }),
  });
  const submissions = findSubmissions(places);
  const of = options.shards ?? Math.min(MOST_TASKS, Math.ceil(submissions.length / SUBMISSIONS_PER_TASK));
  const shards = Array.from({ length: of }, (_, i) =>
    ofShard(submissions, { index: i + 1, of }).map((one) => ({
      file: one.file,
      key: readWork(one, sources, options).key,
    })),
  );
  const graded = new Set<string>();
  const count = (): number => {
    for (const { key } of shards.flat()) {
      if (!graded.has(key) && folder.result(key) !== undefined) graded.add(key);
    }
    return graded.size;
  };
  // One file in two folders of a student is graded once.
  const total = new Set(shards.flat().map(({ key }) => key)).size;
  const openShards = (): number[] =>
    shards.flatMap((shard, i) => (shard.every(({ key }) => graded.has(key)) ? [] : [i + 1]));

  mkdirSync(join(out, 'slurm'), { recursive: true });
  const script = join(out, 'slurm', 'job.sh');
  writeWhole(script, jobScript(places, out, of, options));
  const jobs = join(out, 'slurm', 'jobs');
  const earlier = existsSync(jobs) ? readFileSync(jobs, 'utf8').split('\n').filter(Boolean) : [];
  for (const job of earlier) await watch(job, count, total);

  let vain = 0;
  for (let before = count(); graded.size < total && vain < VAIN_ATTEMPTS; before = graded.size) {
    const missing = openShards();
    const job = await submit(script, missing, options.sbatch);
    appendFileSync(jobs, `${job}\n`);
    process.stdout.write(
      say({
        en: `job ${job}: shards ${ranges(missing)} of ${of}, submissions to grade: ${total - before}\n`,
        ko: `작업 ${job}: 조각 ${of}개 가운데 ${ranges(missing)}, 채점할 제출물 ${total - before}개\n`,
      }),
    );
    await watch(job, count, total);
    vain = count() > before ? 0 : vain + 1;
  }
  const { results } = folder.writeReports();
  const lost = shards.flat().filter(({ key }) => !graded.has(key));
  for (const { file } of lost) process.stdout.write(`${say({ en: 'not graded', ko: '채점하지 못함' })}: ${file}\n`);
  if (lost.length > 0) {
    process.stdout.write(say({ en: `the tasks' output: ${out}/slurm\n`, ko: `태스크 출력: ${out}/slurm\n` }));
    return exitCodes.machine;
  }
  return results.some(({ questions }) => questions.length === 0) ? exitCodes.withoutMarks : exitCodes.marks;
}

/** The script of a task. Slurm runs it on a node; the node sees the same folders as this machine. */
export function jobScript(
  places: readonly string[],
  out: string,
  of: number,
  { jobs = 1, kind, only, sourcePlaces }: Pick<SlurmOptions, 'jobs' | 'kind' | 'only' | 'sourcePlaces'>,
): string {
  const folder = resolve(out);
  const command = [
    [process.execPath, join(root, 'bin', 'kernelab.mjs'), 'grade', 'run'],
    places.map((place) => resolve(place)),
    sourcePlaces.flatMap((place) => ['--source', resolve(place)]),
    ['--out', folder, '--resume', '--jobs', String(jobs)],
    [...(only ?? [])].flatMap((question) => ['--only', question]),
    kind === 'none' ? ['--unsafe'] : [],
  ].flat();
  return `#!/bin/sh
#SBATCH --job-name=kernelab-grade
#SBATCH --cpus-per-task=${jobs}
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output="${folder.replaceAll('%', '%%')}/slurm/%A_%a.log"
exec ${command.map(shellText).join(' ')} --shard "$SLURM_ARRAY_TASK_ID/${of}"
`;
}

function shellText(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

async function submit(script: string, tasks: readonly number[], options: readonly string[]): Promise<string> {
  const said = await slurm('sbatch', ['--parsable', `--array=${ranges(tasks)}`, ...options, script]);
  if (said.failure === undefined) return said.text.trim().split(';')[0]!;
  throw new KernelabError({
    who: 'kernelab grade run --on slurm',
    rule: { en: 'sbatch takes the job', ko: 'sbatch가 작업을 받아야 합니다' },
    received: said.failure,
    hint: {
      en: '--sbatch=--partition=NAME (or --account, --mem, --time) adds what your cluster asks for.',
      ko: '--sbatch=--partition=이름(또는 --account, --mem, --time)으로 클러스터가 요구하는 옵션을 더하세요.',
    },
  });
}

/** `1-3,7`: tasks as sbatch takes them. */
export function ranges(tasks: readonly number[]): string {
  const found: [number, number][] = [];
  for (const task of tasks) {
    const last = found.at(-1);
    if (last !== undefined && task === last[1] + 1) last[1] = task;
    else found.push([task, task]);
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** Waits until no task of a job is in the queue, and says how many submissions are graded. */
async function watch(job: string, count: () => number, total: number): Promise<void> {
  let last = '';
  for (;;) {
    const tasks = await tasksOf(job);
    const state = tasks === undefined ? say({ en: 'Slurm does not answer', ko: 'Slurm 응답 없음' }) : summary(tasks);
    const line = `[${count()}/${total}] ${job}: ${state}`;
    if (line !== last && tasks?.length !== 0) process.stdout.write(`${line}\n`);
    last = line;
    if (tasks?.length === 0) return;
    // A task that Slurm holds, since its node failed while starting it, would wait for an administrator.
    if (tasks?.every(({ state: is, reason }) => is === 'PENDING' && /held/i.test(reason))) {
      await slurm('scancel', [job]);
    }
    await setTimeout(LOOK_MS);
  }
}

interface Task {
  state: string;
  reason: string;
}

/** Tasks in the queue; undefined when Slurm does not answer. */
async function tasksOf(job: string): Promise<Task[] | undefined> {
  const { text, failure } = await slurm('squeue', ['--noheader', '--array', `--jobs=${job}`, '--format=%T %r']);
  if (failure !== undefined) return /invalid job id/i.test(failure) ? [] : undefined;
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [state = '', ...reason] = line.trim().split(' ');
      return { state, reason: reason.join(' ') };
    });
}

function summary(tasks: readonly Task[]): string {
  const counts = new Map<string, number>();
  for (const { state, reason } of tasks) {
    const name = state === 'PENDING' && !/^(None|Resources|Priority)$/.test(reason) ? `${state} (${reason})` : state;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, n]) => `${n} ${name}`).join(', ');
}

const run = promisify(execFile);

/** Calls one of Slurm's programs. @throws ValueError where there is none */
async function slurm(program: string, args: string[]): Promise<{ text: string; failure?: string }> {
  try {
    return { text: (await run(program, args)).stdout };
  } catch (cause) {
    const { code, stderr } = cause as { code?: unknown; stderr?: string };
    if (code !== 'ENOENT') return { text: '', failure: (stderr ?? String(cause)).trim() };
    throw new ValueError({
      who: 'kernelab grade run',
      rule: { en: '--on slurm needs Slurm here', ko: '--on slurm은 Slurm이 설치된 곳에서 씁니다' },
      received: { en: `no ${program}`, ko: `${program} 없음` },
      cause,
    });
  }
}
