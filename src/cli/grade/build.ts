/** @file `kernelab grade build`: the students' copies, nbgrader's sources, a ZIP, and the proof that the tests do what they should. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import {
  callId,
  labelsOf,
  maxPoints,
  nbgraderSource,
  ownAnswers,
  pointsOf,
  releaseOf,
  sealedName,
  sealedText,
  withoutSolution,
  type Answer,
  type Exercise,
  type Filled,
  type Notebook,
  type QuestionMark,
  type SandboxKind,
} from '../../grade/grader.ts';
import { FormatError } from '../../errors/index.ts';
import { writeWhole } from './files.ts';
import { gradeAnswers, seedFor } from './one.ts';
import { nbgraderConfig } from './nbgrader-config.ts';
import { Reference } from './reference.ts';
import { warmSandboxes } from './sandbox.ts';
import type { Source } from './sources.ts';

/** One line of the proof. */
export interface Proof {
  answer: string;
  points: number;
  expected: number;
  /** What else is wrong: an answer whose student would not read its line. */
  fault?: { en: string; ko: string };
}

/** What a failed proof says of one answer. */
function proofText({ answer, points, expected, fault }: Proof): { en: string; ko: string } {
  return {
    en: `${answer}: ${points} instead of ${expected}${fault ? ` (${fault.en})` : ''}`,
    ko: `${answer}: ${expected}점이어야 하는데 ${points}점${fault ? ` (${fault.ko})` : ''}`,
  };
}

/** Builds one exercise. @throws FormatError when the proof fails */
export async function buildExercise(source: Source, out: string, kind: SandboxKind): Promise<Proof[]> {
  const { exercise, name } = source;
  await warmSandboxes(kind);
  const reference = new Reference(exercise, kind, 0);
  try {
    const proofs = await prove(exercise, reference, kind);
    const failed = proofs.filter(({ points, expected, fault }) => points !== expected || fault !== undefined);
    if (failed.length > 0) {
      throw new FormatError({
        who: name,
        rule: {
          en: 'the proof failed: the solution earns all points, the stub none, each wrong answer what is written beside it',
          ko: '검증에 실패했습니다. 모범 답안은 만점, 빈 답안은 0점, 오답은 적어 둔 점수여야 합니다',
        },
        received: {
          en: failed.map((proof) => proofText(proof).en).join('; '),
          ko: failed.map((proof) => proofText(proof).ko).join('; '),
        },
      });
    }
    const master = nbgraderSource(exercise, await fillings(exercise, reference));
    const release = releaseOf(master, exercise.language);
    const folder = join(out, exercise.language);
    write(join(folder, 'source', exercise.id), `${name}.ipynb`, master);
    write(join(folder, 'release', exercise.id), `${name}.ipynb`, release);
    const packed: Record<string, Uint8Array> = {};
    const pack = (file: string, text: string): void => {
      packed[`${exercise.id}/${file}`] = new TextEncoder().encode(text);
    };
    pack(`${name}.ipynb`, notebookText(release));
    const sealed = await reference.sealed();
    if (sealed !== undefined) {
      const file = sealedName(name);
      // nbgrader copies what lies beside its source.
      for (const copy of ['source', 'release']) writeWhole(join(folder, copy, exercise.id, file), sealedText(sealed));
      pack(file, sealedText(sealed));
    }
    writeWhole(join(folder, 'nbgrader_config.py'), nbgraderConfig(exercise.language));
    writeWhole(join(folder, `${name}.zip`), zipSync(packed, { mtime: '2026-01-01' }));
    return proofs;
  } finally {
    reference.close();
  }
}

function write(folder: string, file: string, notebook: Notebook): void {
  mkdirSync(folder, { recursive: true });
  writeWhole(join(folder, file), notebookText(notebook));
}

function notebookText(notebook: Notebook): string {
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

async function prove(exercise: Exercise, reference: Reference, kind: SandboxKind): Promise<Proof[]> {
  const grade = async (answers: ReadonlyMap<string, string>): Promise<QuestionMark[]> => {
    const seedOf = (question: string): string => seedFor('proof', 'proof', question);
    return (await gradeAnswers(exercise, answers, reference, { kind, slot: 1, seedOf })).questions;
  };
  const byHand = exercise.parts.reduce((sum, part) => sum + (part.kind === 'manual' ? part.points : 0), 0);
  const own = await grade(ownAnswers(exercise));
  const proofs: Proof[] = [
    { answer: 'solution', points: pointsOf(own), expected: maxPoints(exercise) - byHand, ...faultOf(own) },
  ];
  const stubs = new Map<string, string>();
  for (const part of exercise.parts) {
    if (part.kind === 'solution') stubs.set(part.id, withoutSolution(part.source, exercise.language));
  }
  proofs.push({ answer: 'stub', points: pointsOf(await grade(ownAnswers(exercise, stubs))), expected: 0 });
  for (const part of exercise.parts) {
    if (part.kind !== 'wrong') continue;
    const { answers, name, points, says } = part.wrong;
    const marks = await grade(ownAnswers(exercise, new Map([[answers, part.source]])));
    const isSaid = marks.some((mark) => mark.parts.some(({ reasons }) => reasons.includes(says)));
    proofs.push({
      answer: name,
      points: pointsOf(marks),
      expected: points,
      ...(isSaid ? {} : { fault: { en: `nobody is told "${says}"`, ko: `아무도 읽지 않는 설명 "${says}"` } }),
    });
  }
  return proofs;
}

/** Why the solution lost points, in the words a student would read. */
function faultOf(marks: readonly QuestionMark[]): Pick<Proof, 'fault'> {
  const lost = marks.flatMap(({ id, parts }) =>
    parts.flatMap(({ reasons }) => reasons.map((reason) => `${id}: ${reason}`)),
  );
  const text = lost.join(' ');
  return text === '' ? {} : { fault: { en: text, ko: text } };
}

/** The values of the solution on public inputs, for the copies that compare by themselves. */
async function fillings(exercise: Exercise, reference: Reference): Promise<(question: string, n: number) => Filled> {
  const seedOf = (question: string): string => `public/${exercise.id}/${question}`;
  const outcomes = await reference.solution(seedOf);
  const calls = new Map(
    exercise.parts.flatMap((part) => (part.kind === 'test' ? [[part.id, part.calls] as const] : [])),
  );
  return (question, n) => {
    const call = calls.get(question)![n]!;
    const seed = `${seedOf(question)}/${n}`;
    if (call.kind === 'expectTraining') return { seed, expected: labelsOf(call, seedOf(question), n) };
    const answers = (outcomes.get(callId(question, n))?.answers ?? []) as Answer[];
    return {
      seed,
      expected: answers.flatMap((answer) => ('value' in answer ? [answer.value] : [])),
    };
  };
}
