/** @file Makes the file of sealed tests from what the reference solution and the listed wrong answers give. */
import type { TestCall } from '../calls.ts';
import type { Exercise } from '../format.ts';
import { answersOf, type KnownMistake, type Outcomes } from '../judge.ts';
import type { Answer } from '../probe.ts';
import { callId, setsOf } from '../steps.ts';
import { digestOf, matchOf, type Digest } from './digest.ts';
import type { SealedCall, SealedContent } from './file.ts';

/** The exercise with its sealed tests in place of those that give points, to be asked the same way; undefined without any. */
export function sealedTests(exercise: Exercise): Exercise | undefined {
  const parts = exercise.parts.flatMap((part): Exercise['parts'] => {
    if (part.kind === 'sealed') return [{ ...part, kind: 'test', points: 0 }];
    return part.kind === 'test' ? [] : [part];
  });
  return parts.some(({ kind }) => kind === 'test') ? { ...exercise, parts } : undefined;
}

/** What the inputs of a sealed test are drawn from: the same whenever the exercise is built. */
export function sealedSeed(exercise: Exercise, question: string): string {
  return `sealed/${exercise.id}/${question}`;
}

/** The content of the file. `exercise` is what `sealedTests` gives, asked with the seeds of `sealedSeed`. */
export function sealedContent(
  exercise: Exercise,
  solution: Outcomes,
  mistakes: readonly KnownMistake[],
): SealedContent {
  const questions = exercise.parts.flatMap((part) => {
    if (part.kind !== 'test') return [];
    const calls = part.calls.map((call, n) => {
      const id = callId(part.id, n);
      const seed = sealedSeed(exercise, part.id);
      const wrong = mistakes.map(({ says, outcomes }) => ({ says, answers: answersOf(outcomes.get(id)) ?? [] }));
      return sealedCall(call, setsOf(call, seed, n), `${seed}/${n}`, answersOf(solution.get(id)) ?? [], wrong);
    });
    return [{ id: part.id, calls }];
  });
  return { exercise: exercise.id, language: exercise.language, questions };
}

function sealedCall(
  call: TestCall,
  sets: SealedCall['sets'],
  salt: string,
  right: readonly Answer[],
  wrong: readonly { says: string; answers: readonly Answer[] }[],
): SealedCall {
  const { kind, expression, options } = call;
  const { tolerance, feedback } = options;
  const digests = (answers: readonly Answer[]): Digest[] =>
    answers.flatMap((each) => ('value' in each ? [digestOf(each.value, { kind, tolerance }, salt)] : []));
  const answers = digests(right);
  const isRight = (each: Answer, i: number): boolean =>
    'value' in each && matchOf(each.value, answers[i]!, { kind, tolerance }, salt) === 'right';
  const mistakes = wrong
    .filter(({ answers: given }) => given.length === right.length && given.every((each) => 'value' in each))
    // Of an answer that is right here there is nothing to say.
    .filter(({ answers: given }) => !given.every(isRight))
    .map(({ says, answers: given }) => ({ says, answers: digests(given) }));
  return {
    kind,
    expression,
    tolerance,
    ...(feedback === undefined ? {} : { feedback }),
    sets,
    salt,
    answers,
    mistakes,
  };
}
