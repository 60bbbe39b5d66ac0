/** @file The lecturer's side of a grading run: what the solution, and the listed wrong answers, give on the same inputs. */
import { say } from '../../errors/index.ts';
import {
  ownAnswers,
  prepareExercise,
  refusalText,
  sealedContent,
  sealedSeed,
  sealedTests,
  stepsOf,
  type Exercise,
  type Answer,
  type KnownMistake,
  type Outcome,
  type Outcomes,
  type SandboxKind,
  type SealedContent,
  type Step,
} from '../../grade/grader.ts';
import { Bench } from './bench.ts';
import { MachineFault, SourceFault } from './faults.ts';

/** A notebook that stays open: its cells ran once, questions are asked again and again. */
class OpenNotebook {
  readonly #start: () => Bench;
  readonly #cells: readonly Step[];
  #bench: Bench | undefined;
  #cellFault: string | undefined;

  constructor(start: () => Bench, steps: readonly Step[]) {
    this.#start = start;
    this.#cells = steps.filter(({ kind }) => kind === 'cell');
  }

  /** Why the notebook's own cells do not run; undefined when they do (known after the first question). */
  get fault(): string | undefined {
    return this.#cellFault;
  }

  async ask(steps: readonly Step[]): Promise<Map<string, Outcome>> {
    const questions = steps.filter(({ kind }) => kind === 'question');
    if (this.#bench?.alive === true) return this.#bench.run(questions);
    this.#bench = this.#start();
    this.#cellFault = undefined;
    // The questions stand among the cells the first time, as in a student's notebook.
    const outcomes = await this.#bench.run(steps);
    for (const { id } of this.#cells) {
      const { error, undecided } = outcomes.get(id) ?? {};
      if (error !== undefined || undecided !== undefined) this.#cellFault ??= `${id}: ${error ?? undecided}`;
    }
    return outcomes;
  }

  close(): void {
    this.#bench?.close();
  }
}

/** Why an answer has no value, in the lecturer's language. */
function whyNone(answer: Answer): string[] {
  if ('refused' in answer) return [say(refusalText(answer.refused))];
  return 'failed' in answer ? [answer.failed] : [];
}

/** The reference solution and the wrong answers of one exercise, each in a sandbox of its own that is started when needed. */
export class Reference {
  readonly #exercise: Exercise;
  readonly #solution: OpenNotebook;
  readonly #mistakes: { says: string; notebook: OpenNotebook; answers: Map<string, string> }[];

  constructor(exercise: Exercise, kind: SandboxKind, slot: number) {
    this.#exercise = exercise;
    const open = (answers: Map<string, string>, at: number): OpenNotebook =>
      new OpenNotebook(
        () => new Bench({ kind, slot: slot * 16 + at }),
        stepsOf(exercise, answers, () => '', new Set()),
      );
    this.#solution = new OpenNotebook(
      () => new Bench({ kind, slot: slot * 16 + 1 }),
      stepsOf(exercise, ownAnswers(exercise), () => '', new Set()),
    );
    const wrong = exercise.parts.filter((part) => part.kind === 'wrong');
    this.#mistakes = wrong.map(({ wrong: { answers: id, says }, source }, i) => {
      const answers = ownAnswers(exercise, new Map([[id, source]]));
      return { says, answers, notebook: open(answers, 2 + (i % 14)) };
    });
  }

  /** What the solution gives. @throws SourceFault where it gives nothing, MachineFault where its process was lost */
  async solution(
    seedOf: (question: string) => string,
    only?: ReadonlySet<string>,
    exercise: Exercise = this.#exercise,
  ): Promise<Map<string, Outcome>> {
    const steps = stepsOf(exercise, ownAnswers(exercise), seedOf, only, 'reference');
    const outcomes = await this.#solution.ask(steps);
    for (const step of steps) {
      if (step.kind !== 'question') continue;
      const { error, undecided, answers } = outcomes.get(step.id) ?? { undecided: 'crash' };
      const failed = Array.isArray(answers)
        ? (answers as Answer[]).flatMap(whyNone)[0]
        : (error ?? undecided ?? 'no answer');
      if (failed === undefined) continue;
      this.#solution.close(); // the next one starts anew
      const facts = {
        who: this.#exercise.id,
        rule: {
          en: `the solution itself must answer ${step.id}`,
          ko: `모범 답안이 ${step.id}에 답할 수 있어야 합니다`,
        },
        received: this.#solution.fault ?? failed,
      };
      throw undecided === 'crash' ? new MachineFault(facts) : new SourceFault(facts);
    }
    const { fault } = this.#solution;
    if (fault === undefined) return outcomes;
    throw new SourceFault({
      who: this.#exercise.id,
      rule: { en: "the solution's own cells must run", ko: '모범 답안의 셀이 실행되어야 합니다' },
      received: fault,
    });
  }

  /** What the wrong answers give; asked once per submission, when one of its answers is wrong. */
  mistakes(seedOf: (question: string) => string): () => Promise<KnownMistake[]> {
    let asked: Promise<KnownMistake[]> | undefined;
    return () => (asked ??= this.#ask(seedOf, this.#exercise));
  }

  /** What goes into the file of sealed tests; undefined where the exercise has none. */
  async sealed(): Promise<SealedContent | undefined> {
    const exercise = sealedTests(this.#exercise);
    if (exercise === undefined) return undefined;
    await prepareExercise(exercise);
    const seedOf = (question: string): string => sealedSeed(exercise, question);
    const solution = await this.solution(seedOf, undefined, exercise);
    return sealedContent(exercise, solution, await this.#ask(seedOf, exercise));
  }

  async #ask(seedOf: (question: string) => string, exercise: Exercise): Promise<KnownMistake[]> {
    const known: KnownMistake[] = [];
    for (const { says, notebook, answers } of this.#mistakes) {
      const outcomes: Outcomes = await notebook.ask(stepsOf(exercise, answers, seedOf));
      known.push({ says, outcomes });
    }
    return known;
  }

  close(): void {
    this.#solution.close();
    for (const { notebook } of this.#mistakes) notebook.close();
  }
}
