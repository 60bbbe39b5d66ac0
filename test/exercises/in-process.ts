/**
 * @file Runs an exercise in this process: its cells as one function whose names the questions see. What grading does besides
 * (a kernel, a sandbox) decides no mark, so the marks of solution, stub and wrong answers can be tested in a second.
 */
import { stripTypeScriptTypes } from 'node:module';
import { cnn, datasets, image, keras, np, plot, plt, sklearn } from '../../src/index.ts';
import {
  ownAnswers,
  prepareExercise,
  stepsOf,
  withoutSolution,
  type Exercise,
  type Outcome,
} from '../../src/grade/grader.ts';
import { answer, type Answer } from '../../src/grade/probe.ts';
import { valueOf } from '../../src/grade/plain.ts';

const names = { np, plt, plot, cnn, keras, datasets, sklearn, image };
type Questions = Record<string, (inputs: Record<string, unknown>) => unknown>;

/** The answers to all questions of an exercise with these solution cells. */
export async function outcomesOf(
  exercise: Exercise,
  solutions: ReadonlyMap<string, string>,
  seed: string,
): Promise<Map<string, Outcome>> {
  await prepareExercise(exercise);
  const steps = stepsOf(exercise, solutions, (question) => `${seed}/${question}`);
  const asked = steps.filter((step) => step.kind === 'question');
  // Questions stand where their test cell does, so that those before a cell that fails are answered.
  const lines = steps.map((step) =>
    step.kind === 'cell' ? `${step.code}\n;` : `questions[${JSON.stringify(step.id)}] = ${step.expression};`,
  );
  const code = stripTypeScriptTypes(`(async () => {\n${lines.join('\n')}\n})`).slice(
    '(async () => {'.length,
    -'})'.length,
  );
  const run = new AsyncFunction('questions', ...Object.keys(names), `'use strict';${code}`);
  const questions: Questions = {};
  let fault = '';
  try {
    await run(questions, ...Object.values(names));
  } catch (error) {
    fault = String(error);
  }
  const outcomes = new Map<string, Outcome>();
  for (const { id, ask, sets } of asked) {
    const question = questions[id];
    if (question === undefined) {
      outcomes.set(id, { id, error: fault });
      continue;
    }
    const answers: Answer[] = [];
    for (const set of sets) {
      const inputs = Object.fromEntries(set.map(([name, plain]) => [name, valueOf(plain)]));
      answers.push(await answer(ask, () => question(inputs), inputs));
    }
    outcomes.set(id, { id, answers });
  }
  return outcomes;
}

/** The solution cells as the students get them. */
export function stubsOf(exercise: Exercise): Map<string, string> {
  return new Map([...ownAnswers(exercise)].map(([id, text]) => [id, withoutSolution(text, exercise.language)]));
}

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<unknown>;
