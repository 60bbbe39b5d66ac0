/**
 * @file `kernelab grade run` and `merge`: every submission of a shard graded once, a result file for each, reports from all
 * results. A run can be ended at any moment and taken up again: results that are there are kept.
 */
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { FormatError, KernelabError, ValueError, say } from '../../errors/index.ts';
import { KernelError } from '../../../kernel/errors.ts';
import {
  csvReport,
  gradescopeReport,
  jsonReport,
  junitReport,
  maxPoints,
  penaltyOf,
  pointsOf,
  withManual,
  type Late,
  type ManualMark,
  type Result,
} from '../../grade/grader.ts';
import { root } from '../paths.ts';
import { hashOf, notebookOf, writeWhole } from './files.ts';
import { gradeNotebook, seedFor } from './one.ts';
import { Reference } from './reference.ts';
import type { SandboxKind } from './sandbox.ts';
import { sourceFor, type Source } from './sources.ts';
import { findSubmissions, type Submission } from './submissions.ts';

export interface RunOptions {
  kind: SandboxKind;
  jobs?: number;
  shard: { index: number; of: number };
  resume: boolean;
  only?: ReadonlySet<string>;
  late?: Late;
}

/** What is kept of a run beside its results. */
interface RunFile {
  /** Inputs are drawn from it; who knows it knows the inputs. */
  secret: string;
}

/** Grades submissions; 0 when every one has marks. */
export async function runSubmissions(
  places: readonly string[],
  sources: readonly Source[],
  out: string,
  options: RunOptions,
): Promise<number> {
  checkQuestions(sources, options.only);
  const all = findSubmissions(places);
  const { index, of } = options.shard;
  const submissions = all.filter((_, i) => i % of === index - 1);
  const { secret } = openRun(out, options.resume || of > 1);
  const version = productVersion();
  const progress = new Progress(submissions.length);
  const queue = [...submissions];
  let failed = 0;
  const jobs = Math.min(options.jobs ?? availableParallelism(), submissions.length);
  const worker = async (slot: number): Promise<void> => {
    const references = new Map<Source, Reference>();
    try {
      for (let submission = queue.shift(); submission !== undefined; submission = queue.shift()) {
        const result = await gradeOne(submission, slot);
        if (result.questions.length === 0) failed++;
        progress.tell(submission.student, result);
      }
    } finally {
      for (const reference of references.values()) reference.close();
    }

    async function gradeOne(submission: Submission, at: number): Promise<Result> {
      let bytes: Uint8Array = new Uint8Array();
      let unread: unknown;
      try {
        bytes = submission.read();
      } catch (error) {
        unread = error;
      }
      const only = [...(options.only ?? [])].sort().join(',');
      const tests = sources.map(({ hash }) => hash).join('\0');
      const key = hashOf(submission.student, submission.file, bytes, tests, version, only);
      const path = join(out, 'results', `${key}.json`);
      const old = readResult(path);
      if (old !== undefined) return old;
      const result = await marksOf(submission, bytes, unread, key, at);
      writeWhole(path, `${JSON.stringify(result, null, 1)}\n`);
      return result;
    }

    async function marksOf(
      submission: Submission,
      bytes: Uint8Array,
      unread: unknown,
      key: string,
      at: number,
    ): Promise<Result> {
      const { student, file, timestamp } = submission;
      const empty: Result = {
        key,
        student,
        exercise: sources[0]!.exercise.id,
        language: sources[0]!.exercise.language,
        file,
        timestamp,
        questions: [],
        points: 0,
        max: 0,
        penalty: 0,
        faults: [],
        sandbox: options.kind,
        seconds: 0,
      };
      try {
        if (unread !== undefined) throw unread;
        const notebook = notebookOf(bytes, file);
        const source = sourceFor(notebook, sources);
        if (source === undefined) throw anotherExercise(file, sources);
        const { exercise } = source;
        let reference = references.get(source);
        if (reference === undefined)
          references.set(source, (reference = new Reference(exercise, options.kind, jobs + at)));
        const seedOf = (question: string): string => seedFor(secret, `${student}\0${exercise.id}`, question);
        const graded = await gradeNotebook(exercise, notebook, reference, file, {
          kind: options.kind,
          slot: at,
          seedOf,
          only: options.only,
        });
        const points = pointsOf(graded.questions);
        return {
          ...empty,
          ...graded,
          exercise: exercise.id,
          language: exercise.language,
          ...(exercise.due === undefined ? {} : { due: exercise.due }),
          points,
          max: maxPoints(exercise),
          penalty: penaltyOf(points, timestamp, exercise.due, options.late),
        };
      } catch (error) {
        if (!(error instanceof KernelabError) && !(error instanceof KernelError)) throw error;
        return { ...empty, max: maxPoints(sources[0]!.exercise), faults: [error.message] };
      }
    }
  };
  await Promise.all(Array.from({ length: jobs }, (_, slot) => worker(slot)));
  progress.end();
  writeReports(out);
  return failed === 0 ? 0 : 1;
}

/** Joins the results of shards that were graded into several folders. */
export async function mergeRuns(folders: readonly string[], out: string): Promise<number> {
  mkdirSync(join(out, 'results'), { recursive: true });
  for (const folder of folders) {
    const results = join(folder, 'results');
    if (!existsSync(results)) {
      const rule = { en: 'the folder has no results', ko: '폴더에 결과가 없습니다' };
      throw new FormatError({ who: 'kernelab grade merge', rule, received: folder });
    }
    for (const file of readdirSync(results).filter((name) => /^[0-9a-f]{64}\.json$/.test(name))) {
      if (!existsSync(join(out, 'results', file))) copyFileSync(join(results, file), join(out, 'results', file));
    }
    const manual = join(folder, 'manual.json');
    if (existsSync(manual) && !existsSync(join(out, 'manual.json'))) copyFileSync(manual, join(out, 'manual.json'));
  }
  process.stdout.write(`${writeReports(out)} results → ${out}\n`);
  return 0;
}

function anotherExercise(file: string, sources: readonly Source[]): FormatError {
  const names = [...new Set(sources.map(({ exercise }) => exercise.id))].join(', ');
  return new FormatError({
    who: file,
    rule: {
      en: `the notebook has no answer cell of ${names}; is it a submission of another exercise?`,
      ko: `노트북에 ${names}의 답 셀이 없습니다. 다른 과제의 제출물인가요?`,
    },
    received: file,
  });
}

function checkQuestions(sources: readonly Source[], only: ReadonlySet<string> | undefined): void {
  const known = new Set(
    sources.flatMap(({ exercise }) => exercise.parts.flatMap((part) => (part.kind === 'test' ? [part.id] : []))),
  );
  for (const id of only ?? []) {
    if (known.has(id)) continue;
    throw new ValueError({
      who: 'kernelab grade run',
      rule: {
        en: `--only names a test cell: ${[...known].join(', ')}`,
        ko: `--only에는 시험 셀의 이름을 씁니다: ${[...known].join(', ')}`,
      },
      received: `'${id}'`,
    });
  }
}

/** The run's secret: made once, the same for all that work on the folder. */
function openRun(out: string, mayGoOn: boolean): RunFile {
  const path = join(out, 'run.json');
  mkdirSync(join(out, 'results'), { recursive: true });
  try {
    writeFileSync(path, `${JSON.stringify({ secret: randomBytes(32).toString('hex') })}\n`, {
      flag: 'wx',
      mode: 0o600,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!mayGoOn) {
      throw new ValueError({
        who: 'kernelab grade run',
        rule: {
          en: 'the folder holds a run already; --resume goes on with it',
          ko: '폴더에 이미 채점 결과가 있습니다. --resume으로 이어서 합니다',
        },
        received: out,
      });
    }
  }
  return JSON.parse(readFileSync(path, 'utf8')) as RunFile;
}

function readResult(path: string): Result | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Result;
  } catch {
    return undefined;
  }
}

/** Writes all reports from the results that are there. Gives their number. */
function writeReports(out: string): number {
  const folder = join(out, 'results');
  const manual = (readResult(join(out, 'manual.json')) as unknown as ManualMark[] | undefined) ?? [];
  const results = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{64}\.json$/.test(name))
    .flatMap((name) => readResult(join(folder, name)) ?? [])
    .map((result) => withManual(result, manual));
  writeWhole(join(out, 'results.json'), jsonReport(results));
  writeWhole(join(out, 'grades.csv'), csvReport(results));
  writeWhole(join(out, 'junit.xml'), junitReport(results));
  mkdirSync(join(out, 'gradescope'), { recursive: true });
  for (const result of results) {
    const one = join(out, 'gradescope', result.key.slice(0, 16));
    mkdirSync(one, { recursive: true });
    writeWhole(join(one, 'results.json'), gradescopeReport(result));
  }
  return results.length;
}

function productVersion(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

/** A line per submission with its marks, and how long the rest will take. */
class Progress {
  readonly #total: number;
  readonly #began = performance.now();
  #done = 0;

  constructor(total: number) {
    this.#total = total;
  }

  tell(student: string, { points, max, faults }: Result): void {
    const rest = ((performance.now() - this.#began) / ++this.#done / 1000) * (this.#total - this.#done);
    const eta =
      this.#done < this.#total ? say({ en: `, ${Math.ceil(rest)} s left`, ko: `, ${Math.ceil(rest)}초 남음` }) : '';
    const note = faults.length > 0 ? `  ${faults[0]}` : '';
    process.stdout.write(`[${this.#done}/${this.#total}${eta}] ${student}: ${points}/${max}${note}\n`);
  }

  end(): void {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(1);
    process.stdout.write(
      say({ en: `${this.#done} graded, ${seconds} s\n`, ko: `${this.#done}개 채점, ${seconds}초\n` }),
    );
  }
}
