/** @file From claims and expected values to points, each with its reason. Runs outside of the student's process. */
import type { Text } from '../errors/index.ts';
import type { TestCall } from './calls.ts';
import { accuracyOf, bandOf } from './bands.ts';
import { difference, isPlain } from './compare.ts';
import { isRefusal, refusalText } from './encode.ts';
import type { Exercise } from './format.ts';
import type { Plain } from './plain.ts';
import type { Answer } from './probe.ts';
import { shownOf, type Shown } from './shown.ts';
import { callId, setsOf, labelsOf } from './steps.ts';

/** How a step ended, as the process that ran it says. */
export interface Outcome {
  id: string;
  /** Answers to a question, unchecked. */
  answers?: unknown;
  /** Why there are none, or what a cell's error was. */
  error?: string;
  /** Why the step could not be decided: its own fault, not a wrong answer. */
  undecided?: Undecided;
}

/** What can keep a step from being decided. */
export const undecidedReasons = ['time', 'crash', 'output', 'memory', 'files'] as const;
export type Undecided = (typeof undecidedReasons)[number];

/** The mark of one call of a test cell. */
export interface PartMark {
  points: number;
  max: number;
  /** What the student reads; empty when all is right. */
  reasons: string[];
  /** What a page shows beside that. */
  shown?: Shown;
  /** What the answer was on inputs that the whole class has in common. */
  common?: CommonAnswer;
}

/** An answer that can stand beside those of other students. */
export interface CommonAnswer {
  /** The same for answers that are the same. */
  key: string;
  /** As a person reads it, short. */
  text: string;
}

/** The mark of a test cell. */
export interface QuestionMark {
  id: string;
  points: number;
  max: number;
  parts: PartMark[];
  /** Graded by hand: null until a person gives points. */
  manual?: boolean;
}

export type Outcomes = ReadonlyMap<string, Outcome>;

/** A listed wrong answer with what it gives on the same inputs. */
export interface KnownMistake {
  says: string;
  outcomes: Outcomes;
}

export interface JudgeOptions {
  /** What the inputs of a test cell were drawn from; the labels of pictures are drawn from it again. */
  seedOf: (question: string) => string;
  /** Asked only where an answer is wrong. */
  mistakesOf?: () => Promise<KnownMistake[]>;
  /** Test cells to judge; default all. */
  only?: ReadonlySet<string>;
}

/** Students read the language of their notebook, whatever the lecturer's machine speaks. */
export function inLanguage(text: Text, language: 'en' | 'ko'): string {
  return typeof text === 'string' ? text : text[language];
}

/** Judges all test cells. `expected` are the outcomes of the reference solution on the same inputs. */
export async function judge(
  exercise: Exercise,
  claims: Outcomes,
  expected: Outcomes,
  { seedOf, mistakesOf, only }: JudgeOptions,
): Promise<QuestionMark[]> {
  const say = (text: Text): string => inLanguage(text, exercise.language);
  const marks: QuestionMark[] = [];
  for (const part of exercise.parts) {
    if (part.kind === 'manual') marks.push({ id: part.id, points: 0, max: part.points, parts: [], manual: true });
    if (part.kind !== 'test' || (only !== undefined && !only.has(part.id))) continue;
    const parts: PartMark[] = [];
    for (const [n, call] of part.calls.entries()) {
      const id = callId(part.id, n);
      const max = call.options.points;
      const claim = claims.get(id);
      const right = answersOf(expected.get(id));
      const verdict =
        call.kind === 'expectTraining'
          ? trained(call, claim, labelsOf(call, seedOf(part.id), n), exercise, claims)
          : { points: 0, ...faultOf(call, claim, right, exercise, claims) };
      if (verdict.fault === undefined) {
        parts.push({ points: max, max, reasons: [], shown: shownOf(part.source, call) });
        continue;
      }
      const reasons = [say(verdict.fault)];
      const shown = shownOf(part.source, call, wrongOf(call, claim, right, verdict.at, seedOf(part.id), n));
      const mistake = await mistakeOf(call, claim, right, mistakesOf, id);
      if (mistake !== undefined) reasons.push(mistake);
      else if (call.options.feedback !== undefined) reasons.push(call.options.feedback);
      parts.push({ points: verdict.points, max, reasons, shown });
    }
    const points = parts.reduce((sum, each) => sum + each.points, 0);
    marks.push({ id: part.id, points, max: part.points, parts });
  }
  return marks;
}

/** Why a call does not earn all, and at which of its inputs that was seen. */
interface Verdict {
  points: number;
  fault?: Text | undefined;
  at?: number;
}

/** The inputs and both values where an answer is wrong. */
function wrongOf(
  call: TestCall,
  claim: Outcome | undefined,
  right: Answer[] | undefined,
  at: number | undefined,
  seed: string,
  n: number,
): Parameters<typeof shownOf>[2] {
  if (at === undefined) return undefined;
  const valueIn = (answers: Answer[] | undefined): Plain | undefined => {
    const answer = answers?.[at];
    return answer !== undefined && 'value' in answer ? answer.value : undefined;
  };
  return { inputs: setsOf(call, seed, n)[at] ?? [], mine: valueIn(answersOf(claim)), expected: valueIn(right) };
}

/** Points for the share of pictures that were named rightly. */
function trained(
  call: TestCall,
  claim: Outcome | undefined,
  labels: Plain[],
  exercise: Exercise,
  claims: Outcomes,
): Verdict {
  const answers = answersOf(claim);
  if (answers === undefined || answers.length !== labels.length) {
    return { points: 0, fault: undecided(claim, exercise, claims) };
  }
  const none = answers.find((answer): answer is NoValue => !('value' in answer));
  if (none !== undefined) return { points: 0, fault: withoutValue(none, exercise, claims) };
  const shares = answers.map((answer, i) => ('value' in answer ? accuracyOf(answer.value, labels[i]!) : 0));
  return bandOf(call.options, Math.min(...shares));
}

/** Answers that have their form, or undefined: what another process says is checked before it is read. */
export function answersOf(outcome: Outcome | undefined): Answer[] | undefined {
  const claimed = outcome?.answers;
  if (!Array.isArray(claimed)) return undefined;
  const answers = claimed.map(answerOf);
  return answers.every((answer) => answer !== undefined) ? answers : undefined;
}

/** One answer with one field, whatever else stood beside it. */
function answerOf(claimed: unknown): Answer | undefined {
  const { value, refused, failed } = Object(claimed) as { value?: unknown; refused?: unknown; failed?: unknown };
  if (typeof failed === 'string') return { failed };
  if (isRefusal(refused)) return { refused };
  return isPlain(value) ? { value } : undefined;
}

const noReference: Text = {
  en: 'The reference solution gave no value; please tell your lecturer.',
  ko: '모범 답안의 값을 얻지 못했습니다. 담당 교수에게 알려 주세요.',
};

/** Why a call earns nothing; without a fault when it is right in all its inputs. */
function faultOf(
  call: TestCall,
  claim: Outcome | undefined,
  right: Answer[] | undefined,
  exercise: Exercise,
  claims: Outcomes,
): Omit<Verdict, 'points'> {
  if (right === undefined) return { fault: noReference };
  const answers = answersOf(claim);
  if (answers === undefined || answers.length !== right.length) return { fault: undecided(claim, exercise, claims) };
  for (const [at, answer] of answers.entries()) {
    const expected = right[at]!;
    if (!('value' in expected)) return { fault: noReference };
    const fault =
      'value' in answer
        ? difference(answer.value, expected.value, { kind: call.kind, tolerance: call.options.tolerance })
        : withoutValue(answer, exercise, claims);
    if (fault !== undefined) return { fault, at };
  }
  return {};
}

/** What is said of a step that was not decided. */
const whyUndecided: Readonly<Record<Undecided, { en: string; ko: string }>> = {
  time: { en: 'it took too long and was stopped', ko: '너무 오래 걸려 멈췄습니다' },
  crash: { en: 'the process ended in the middle', ko: '도중에 프로세스가 끝났습니다' },
  output: { en: 'it printed too much', ko: '출력이 너무 많습니다' },
  memory: { en: 'it took too much memory', ko: '메모리를 너무 많이 썼습니다' },
  files: { en: 'it wrote too many files', ko: '파일을 너무 많이 만들었습니다' },
};

function undecided(claim: Outcome | undefined, exercise: Exercise, claims: Outcomes): Text {
  if (claim?.undecided === undefined) return failed(claim?.error ?? '', exercise, claims);
  const { en, ko } = whyUndecided[claim.undecided];
  return { en: `No decision: ${en}.`, ko: `채점 불가: ${ko}.` };
}

/** Which of a student's own cells did not run to their end, and why. */
export function cellFaults(exercise: Exercise, claims: Outcomes): Text[] {
  return exercise.parts.flatMap((part): Text[] => {
    if (part.kind !== 'solution' && part.kind !== 'manual') return [];
    const { undecided: why, error } = claims.get(part.id) ?? {};
    const { id } = part;
    if (why !== undefined) {
      const { en, ko } = whyUndecided[why];
      return [{ en: `The cell ${id} did not end: ${en}.`, ko: `셀 ${id}은(는) 끝나지 않았습니다: ${ko}.` }];
    }
    if (error === undefined) return [];
    return [{ en: `The cell ${id} ended with an error. ${error}`, ko: `셀 ${id}에서 오류가 났습니다. ${error}` }];
  });
}

type NoValue = Exclude<Answer, { value: Plain }>;

/** Why an answer has no value. */
function withoutValue(answer: NoValue, exercise: Exercise, claims: Outcomes): { en: string; ko: string } {
  return 'refused' in answer ? refusalText(answer.refused) : failed(answer.failed, exercise, claims);
}

function failed(error: string, exercise: Exercise, claims: Outcomes): { en: string; ko: string } {
  // The error of the cell in which the student wrote says more than the missing name that follows from it.
  const cell = exercise.parts.find(
    (part) => part.kind === 'solution' && /ReferenceError/.test(error) && claims.get(part.id)?.error !== undefined,
  );
  const cause = cell !== undefined && 'id' in cell ? claims.get(cell.id)!.error! : error;
  if (cause === '') return { en: 'There is no answer.', ko: '답이 없습니다.' };
  return { en: `It ended with an error. ${cause}`, ko: `오류로 끝났습니다. ${cause}` };
}

/** What the student is told whose values are those of a listed wrong answer. */
async function mistakeOf(
  call: TestCall,
  claim: Outcome | undefined,
  right: Answer[] | undefined,
  mistakesOf: JudgeOptions['mistakesOf'],
  id: string,
): Promise<string | undefined> {
  const answers = answersOf(claim);
  if (answers === undefined || right === undefined || mistakesOf === undefined) return undefined;
  const how = { kind: call.kind, tolerance: call.options.tolerance };
  for (const { says, outcomes } of await mistakesOf()) {
    const theirs = answersOf(outcomes.get(id));
    if (theirs === undefined || theirs.length !== answers.length) continue;
    const same = (a: Answer, b: Answer): boolean =>
      'value' in a && 'value' in b
        ? difference(a.value, b.value, how) === undefined
        : JSON.stringify(a) === JSON.stringify(b);
    if (answers.every((answer, i) => same(answer, theirs[i]!)) && !answers.every((a, i) => same(a, right[i]!)))
      return says;
  }
  return undefined;
}
