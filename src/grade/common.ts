/** @file Answers on inputs that the whole class has in common, so that the same answer of several students is seen. */
import { machine } from '../platform/index.ts';
import type { Exercise } from './format.ts';
import { answersOf, type CommonAnswer, type Outcome, type Outcomes } from './judge.ts';
import type { Plain } from './plain.ts';
import { plainText } from './plain-text.ts';
import type { Answer } from './probe.ts';
import { callId, isAskedForAll } from './steps.ts';

/** Characters of an answer in a list of answers. */
const MOST = 120;

/** Takes the answers on common inputs out of a submission's claims: what is left is what is judged. */
export function takeCommon(
  exercise: Exercise,
  claims: Outcomes,
): { own: Map<string, Outcome>; common: Map<string, CommonAnswer> } {
  const own = new Map(claims);
  const common = new Map<string, CommonAnswer>();
  for (const part of exercise.parts) {
    if (part.kind !== 'test') continue;
    for (const [n, call] of part.calls.entries()) {
      const id = callId(part.id, n);
      const claim = claims.get(id);
      if (claim === undefined || call.kind === 'expectTraining') continue;
      const last = answersOf(claim)?.at(-1);
      common.set(id, last === undefined ? withoutAnswer(claim) : commonOf(last));
      if (isAskedForAll(call) && Array.isArray(claim.answers))
        own.set(id, { ...claim, answers: claim.answers.slice(0, -1) });
    }
  }
  return { own, common };
}

function withoutAnswer({ undecided, error }: Outcome): CommonAnswer {
  const text = (undecided ?? error ?? '').slice(0, MOST);
  return { key: hashOf(`none\0${text}`), text: text || '–' };
}

function commonOf(answer: Answer): CommonAnswer {
  if ('refused' in answer) return { key: hashOf(`refused\0${answer.refused}`), text: answer.refused };
  // Two students' errors are one when their kind is: texts name the variables.
  if ('failed' in answer) {
    return { key: hashOf(`failed\0${answer.failed.split(':')[0]}`), text: answer.failed.slice(0, MOST) };
  }
  return { key: hashOf(JSON.stringify(rounded(answer.value))), text: plainText(answer.value, MOST) };
}

/** A value with six digits of its numbers, and without the width of its floats: what is right for one is right for the other. */
function rounded(value: Plain): unknown {
  const digits = (number: unknown): string => (Number(number) + 0).toPrecision(6);
  switch (value[0]) {
    case 'number':
      return digits(value[1]);
    case 'list':
      return value[1].map(rounded);
    case 'record':
      return value[1].map(([key, item]) => [key, rounded(item)]);
    case 'array':
      return [value[1].replace(/^float\d+$/, 'float'), value[2], value[3].map(digits)];
    default:
      return value;
  }
}

function hashOf(text: string): string {
  const hash = machine.codecs.hash('md5');
  hash.update(new TextEncoder().encode(text));
  return hash.hex();
}
