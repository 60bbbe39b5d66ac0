/**
 * @file `kernelab grade run`: every submission of a shard graded once, a result file for each, reports from all results. A run
 * can be ended at any moment and taken up again: results that are there are kept.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { FormatError, KernelabError, ValueError, say } from '../../errors/index.ts';
import { KernelError } from '../../../kernel/errors.ts';
import {
  inLanguage,
  maxPoints,
  pointsOf,
  submittedAnswers,
  titleOf,
  type Late,
  type Notebook,
  type Result,
  type SandboxKind,
} from '../../grade/grader.ts';
import { root } from '../paths.ts';
import { MachineFault, SourceFault } from './faults.ts';
import { hashOf, notebookOf } from './files.ts';
import { RunFolder } from './folder.ts';
import { gradeAnswers, seedFor } from './one.ts';
import type { Platform } from './lms/layouts.ts';
import { printable, Progress } from './progress.ts';
import { Reference } from './reference.ts';
import { warmSandboxes } from './sandbox.ts';
import { sourceFor, type Source } from './sources.ts';
import { findSubmissions, type Submission } from './submissions.ts';

export interface Shard {
  /** From 1. */
  index: number;
  of: number;
}

export interface RunOptions {
  kind: SandboxKind;
  jobs?: number | undefined;
  shard: Shard;
  resume: boolean;
  only?: ReadonlySet<string> | undefined;
  late?: Late | undefined;
  /** In place of a secret made anew, where shards have no folder in common. */
  secret?: string | undefined;
  /** How submissions are laid out; without it, however they are recognised. */
  platform?: Platform | undefined;
  /** Looks at all submissions of the shard before anything is graded or written. */
  check?: ((submissions: readonly Submission[]) => void) | undefined;
}

/** How a run ends. */
export const exitCodes = {
  /** Every submission has marks. */
  marks: 0,
  /** Every submission has a result, but some have no marks; the reports say why. */
  withoutMarks: 3,
  /** The machine failed: some submissions have no result; to be tried again with --resume. */
  machine: 75,
} as const;

/** How often a submission is tried when the machine fails, and the pause before the second time. */
const ATTEMPTS = 3;
const PAUSE_MS = 1000;

/** The submissions of a shard; all shards together have every one once. */
export function ofShard(submissions: readonly Submission[], { index, of }: Shard): Submission[] {
  return submissions.filter((_, i) => i % of === index - 1);
}

/** Grades submissions. Gives one of the exit codes. */
export async function runSubmissions(
  places: readonly string[],
  sources: readonly Source[],
  out: string,
  options: RunOptions,
): Promise<number> {
  checkQuestions(sources, options.only);
  const submissions = ofShard(findSubmissions(places, options.platform), options.shard);
  options.check?.(submissions);
  const folder = new RunFolder(out, options.resume || options.shard.of > 1 ? 'go on' : 'new', {
    ...(options.late === undefined ? {} : { late: options.late }),
    ...(options.secret === undefined ? {} : { secret: options.secret }),
  });
  await warmSandboxes(options.kind);
  const progress = new Progress(submissions.length);
  const queue = [...submissions];
  const jobs = Math.min(options.jobs ?? availableParallelism(), submissions.length);
  const without: string[] = [];
  const lost: string[] = [];
  const worker = async (slot: number): Promise<void> => {
    const grader = new Grader(sources, folder.facts.secret, options, { slot, ofReference: jobs + slot });
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const work = readWork(next, sources, options);
        const old = folder.result(work.key);
        try {
          const result = old ?? (await grader.grade(next, work));
          if (old === undefined) folder.keep(result);
          if (result.questions.length === 0) without.push(printable(next.file));
          progress.tell(result, old !== undefined);
        } catch (error) {
          if (!(error instanceof MachineFault)) throw error;
          lost.push(printable(`${next.file}: ${error.message}`));
        }
      }
    } catch (error) {
      queue.length = 0; // the others end what they have begun
      throw error;
    } finally {
      grader.close();
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: jobs }, (_, slot) => worker(slot)));
  progress.end();
  const failure = ended.find((each) => each.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  folder.writeReports();
  for (const line of lost) process.stdout.write(`${say({ en: 'not graded', ko: '채점하지 못함' })}: ${line}\n`);
  if (without.length > 0) {
    process.stdout.write(`${say({ en: 'without marks', ko: '점수 없음' })}: ${without.join(', ')}\n`);
  }
  if (lost.length > 0) return exitCodes.machine;
  return without.length > 0 ? exitCodes.withoutMarks : exitCodes.marks;
}

/** What is graded of a submission, and the key of its result. */
export interface Work {
  key: string;
  bytes: Uint8Array;
  /** Why it could not be read. */
  unread: unknown;
}

/** Reads a submission; that it cannot be read is a result, too. */
export function readWork(
  { student, file, read }: Submission,
  sources: readonly Source[],
  { only, kind }: Pick<RunOptions, 'only' | 'kind'>,
): Work {
  let bytes: Uint8Array = new Uint8Array();
  let unread: unknown;
  try {
    bytes = read();
  } catch (error) {
    unread = error;
  }
  const chosen = [...(only ?? [])].sort().join(',');
  const tests = sources.map(({ hash }) => hash).join('\0');
  // Marks that can be forged are not kept where a sandbox would make new ones.
  const safe = kind === 'none' ? 'unsafe' : 'safe';
  return { key: hashOf(student, file, bytes, tests, productVersion(), chosen, safe), bytes, unread };
}

/** Grades one submission after the other; its references stay open. */
class Grader {
  readonly #references = new Map<Source, Reference>();
  readonly #sources: readonly Source[];
  readonly #secret: string;
  readonly #options: RunOptions;
  readonly #slots: { slot: number; ofReference: number };

  constructor(
    sources: readonly Source[],
    secret: string,
    options: RunOptions,
    slots: { slot: number; ofReference: number },
  ) {
    this.#sources = sources;
    this.#secret = secret;
    this.#options = options;
    this.#slots = slots;
  }

  /** @throws MachineFault when trying again did not help; SourceFault */
  async grade(submission: Submission, work: Work): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(submission, work);
      } catch (error) {
        if (!(error instanceof MachineFault) || attempt === ATTEMPTS) throw error;
        this.close();
        await setTimeout(PAUSE_MS * 4 ** (attempt - 1));
      }
    }
  }

  close(): void {
    for (const reference of this.#references.values()) reference.close();
    this.#references.clear();
  }

  async #once(submission: Submission, { key, bytes, unread }: Work): Promise<Result> {
    const { student, file, timestamp, attempt, note } = submission;
    const { kind, only } = this.#options;
    const [first] = this.#sources as readonly [Source];
    const one = this.#sources.every(({ exercise }) => exercise.id === first.exercise.id);
    const empty: Result = {
      key,
      student,
      exercise: one ? first.exercise.id : '',
      language: first.exercise.language,
      file,
      timestamp,
      ...(attempt === undefined ? {} : { attempt }),
      graded: new Date().toISOString(),
      ...(only === undefined ? {} : { only: [...only].sort() }),
      questions: [],
      points: 0,
      max: one ? maxPoints(first.exercise) : 0,
      faults: [],
      sandbox: kind,
      seconds: 0,
    };
    try {
      if (unread !== undefined) throw unread;
      const notebook = notebookOf(bytes, file);
      const source = sourceFor(notebook, this.#sources);
      const answers = source && submittedAnswers(source.exercise, notebook);
      if (source === undefined || answers === undefined) throw anotherExercise(file, notebook, this.#sources);
      const { exercise } = source;
      const { slot } = this.#slots;
      const seedOf = (question: string): string => seedFor(this.#secret, `${student}\0${exercise.id}`, question);
      const commonSeedOf = (question: string): string => seedFor(this.#secret, `\0\0${exercise.id}`, question);
      const reference = this.#referenceOf(source);
      const options = { kind, slot, seedOf, commonSeedOf, only };
      const graded = await gradeAnswers(exercise, answers.solutions, reference, options);
      const title = titleOf(exercise);
      return {
        ...empty,
        ...graded,
        exercise: exercise.id,
        language: exercise.language,
        ...(title === undefined ? {} : { title }),
        answers: Object.fromEntries(answers.solutions),
        ...(exercise.due === undefined ? {} : { due: exercise.due }),
        points: pointsOf(graded.questions),
        max: maxPoints(exercise),
        faults: [
          ...[...(note === undefined ? [] : [note]), ...answers.faults].map((text) =>
            inLanguage(text, exercise.language),
          ),
          ...graded.faults,
        ],
      };
    } catch (error) {
      const ours = error instanceof MachineFault || error instanceof SourceFault;
      if (ours || !(error instanceof KernelabError || error instanceof KernelError)) throw error;
      return { ...empty, faults: [clipped(error.message, 2000)] };
    }
  }

  #referenceOf(source: Source): Reference {
    const there = this.#references.get(source);
    if (there !== undefined) return there;
    const made = new Reference(source.exercise, this.#options.kind, this.#slots.ofReference);
    this.#references.set(source, made);
    return made;
  }
}

function anotherExercise(file: string, { cells, metadata }: Notebook, sources: readonly Source[]): FormatError {
  const names = [...new Set(sources.map(({ exercise }) => exercise.id))].join(', ');
  const { exercise } = Object(metadata['kernelab']) as { exercise?: unknown };
  if (sources.some((source) => source.exercise.id === exercise)) {
    return new FormatError({
      who: file,
      rule: {
        en: 'the answer cells have lost what names them (metadata.nbgrader.grade_id and their ids); copy the answers into the notebook that was handed out',
        ko: '답 셀의 이름(metadata.nbgrader.grade_id와 셀 id)이 없어졌습니다. 나누어 준 노트북에 답을 옮겨 주세요',
      },
      received: { en: `exercise ${String(exercise)}`, ko: `과제 ${String(exercise)}` },
    });
  }
  return new FormatError({
    who: file,
    rule: {
      en: `the notebook has no answer cell of ${names}; is it a submission of another exercise?`,
      ko: `노트북에 ${names}의 답 셀이 없습니다. 다른 과제의 제출물인가요?`,
    },
    received:
      typeof exercise === 'string'
        ? { en: `exercise ${clipped(exercise, 100)}`, ko: `과제 ${clipped(exercise, 100)}` }
        : { en: `${cells.length} cells`, ko: `셀 ${cells.length}개` },
  });
}

/** What a submission holds may be of any length; a report names it. */
function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)} …` : text;
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

let version: string | undefined;

function productVersion(): string {
  version ??= (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
  return version;
}
