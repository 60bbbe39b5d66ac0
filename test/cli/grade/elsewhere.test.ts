/** @file Grading elsewhere: the script of Slurm's tasks, and the examples for Kubernetes and GitHub Actions. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { gradeCommand } from '../../../src/cli/grade.ts';
import { RunFolder } from '../../../src/cli/grade/folder.ts';
import { readWork } from '../../../src/cli/grade/run.ts';
import { jobScript, ranges, runOnSlurm } from '../../../src/cli/grade/slurm.ts';
import { findSubmissions } from '../../../src/cli/grade/submissions.ts';
import type { Result } from '../../../src/grade/grader.ts';
import { root } from '../../../src/cli/paths.ts';

const example = (name: string): unknown => parse(readFileSync(join(root, 'examples', 'grading', name), 'utf8'));

/** What a shell would call `kernelab` with. */
function calls(script: string, env: Record<string, string>): string[] {
  const spy = 'kernelab() { printf "%s\\n" "$@"; };';
  return execFileSync('sh', ['-c', `${spy} ${script}`], { env, encoding: 'utf8' })
    .trim()
    .split('\n');
}

/** A submission without marks. */
const nothing: Omit<Result, 'key' | 'student' | 'file' | 'timestamp'> = {
  exercise: 'sums',
  language: 'en',
  graded: '2026-12-03T10:00:00.000Z',
  questions: [],
  points: 0,
  max: 2,
  faults: ['it is no notebook'],
  sandbox: 'bubblewrap',
  seconds: 0,
};

const after = (words: string[], name: string): string | undefined => words[words.indexOf(name) + 1];

describe('Slurm', () => {
  test('takes tasks as ranges', () => {
    expect(ranges([1, 2, 3, 7, 9, 10])).toBe('1-3,7,9-10');
    expect(ranges([5])).toBe('5');
  });

  test('has nothing to do where all is graded, also when a file came twice', async () => {
    const top = mkdtempSync(join(tmpdir(), 'kernelab-slurm-'));
    try {
      const weeks = ['week1', 'week2'].map((name) => join(top, name));
      for (const week of weeks) {
        mkdirSync(join(week, 'kim'), { recursive: true });
        writeFileSync(join(week, 'kim', 'sums.ipynb'), '{}');
      }
      const options = { kind: 'bubblewrap', resume: true, sbatch: [], sourcePlaces: [] } as const;
      const folder = new RunFolder(join(top, 'out'), 'new');
      for (const each of findSubmissions(weeks)) {
        const { student, file, timestamp } = each;
        const { key } = readWork(each, [], options);
        folder.keep({ ...nothing, key, student, file, timestamp });
      }
      expect(await runOnSlurm(weeks, [], join(top, 'out'), options)).toBe(3);
    } finally {
      rmSync(top, { recursive: true, force: true });
    }
  });

  test('runs a script whose words stay words', () => {
    const script = jobScript(["/course/it's in"], '/course/out', 8, {
      jobs: 2,
      kind: 'bubblewrap',
      only: new Set(['b']),
      sourcePlaces: ['/course/source'],
    });
    expect(script.split('\n').slice(0, 6)).toMatchInlineSnapshot(`
      [
        "#!/bin/sh",
        "#SBATCH --job-name=kernelab-grade",
        "#SBATCH --cpus-per-task=2",
        "#SBATCH --requeue",
        "#SBATCH --open-mode=append",
        "#SBATCH --output="/course/out/slurm/%A_%a.log"",
      ]
    `);
    const words = calls(script.replace(/^exec \S+ \S+/m, 'kernelab'), { SLURM_ARRAY_TASK_ID: '3' });
    expect(words).toMatchInlineSnapshot(`
      [
        "grade",
        "run",
        "/course/it's in",
        "--source",
        "/course/source",
        "--out",
        "/course/out",
        "--resume",
        "--jobs",
        "2",
        "--only",
        "b",
        "--shard",
        "3/8",
      ]
    `);
  });
});

describe('options of kernelab grade run', () => {
  test('that would change nothing are refused', async () => {
    await expect(gradeCommand(['run', '--out', 'x', '--shards', '3'])).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: kernelab grade run: --shards and --sbatch are for --on slurm; --shard I/N grades one part. Received --shards.]`,
    );
    await expect(gradeCommand(['run', '--out', 'x', '--sbatch=--mem=8G'])).rejects.toThrow('Received --sbatch');
  });

  test.each(['0.1:', '', ':0.5', '0.1:0.5:0.2', 'a'])("--late '%s' is no share", async (late) => {
    await expect(gradeCommand(['run', '--out', 'x', `--late=${late}`])).rejects.toThrow(`Received '${late}'`);
  });
});

test.skipIf(process.platform === 'win32')('the Kubernetes job has a shard per index', () => {
  const { spec } = example('kubernetes.yaml') as {
    spec: {
      completionMode: string;
      completions: number;
      podFailurePolicy: { rules: { onExitCodes?: { values: number[] } }[] };
      template: { spec: { containers: { args: string[] }[] } };
    };
  };
  expect(spec.completionMode).toBe('Indexed');
  const [script] = spec.template.spec.containers[0]!.args;
  const shards = Array.from({ length: spec.completions }, (_, i) =>
    after(calls(script!, { JOB_COMPLETION_INDEX: String(i) }), '--shard'),
  );
  expect(shards).toEqual(Array.from({ length: spec.completions }, (_, i) => `${i + 1}/${spec.completions}`));
  // What the machine failed at is tried again; the codes are those of `kernelab grade run`.
  const codes = spec.podFailurePolicy.rules.flatMap(({ onExitCodes }) => onExitCodes?.values ?? []);
  expect(codes).not.toContain(75);
});

test.skipIf(process.platform === 'win32')('the GitHub workflow has a shard per machine, and joins them', () => {
  const { jobs } = example('github-actions.yml') as {
    jobs: Record<
      'shard' | 'merge',
      {
        steps: { run?: string; with?: { name?: string; path?: string } }[];
        needs?: string;
        strategy?: { matrix: { shard: number[] } };
      }
    >;
  };
  const shards = jobs.shard.strategy!.matrix.shard;
  const step = jobs.shard.steps.find(({ run }) => run?.includes('grade run'))!.run!;
  const seen = shards.map((shard) =>
    after(calls(step.replace('${{ matrix.shard }}', String(shard)), { RUNNER_TEMP: '/tmp' }), '--shard'),
  );
  expect(seen).toEqual(shards.map((shard) => `${shard}/${shards.length}`));
  expect(jobs.merge.needs).toBe('shard');
  expect(jobs.merge.steps.some(({ run }) => run?.includes('grade merge'))).toBe(true);
});
