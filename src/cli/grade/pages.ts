/** @file `kernelab grade feedback` and `overview`: the pages made from a folder of a run. */
import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withoutTypes } from '../../../kernel/compile/strip-node.ts';
import { FormatError, ValueError, say } from '../../errors/index.ts';
import {
  copiesIn,
  ownAnswers,
  overviewPage,
  reported,
  standing,
  studentPage,
  withoutSolution,
  type Alike,
  type Exercise,
  type Reported,
} from '../../grade/grader.ts';
import { writeWhole } from './files.ts';
import { readManual, readRunFacts, resultsIn } from './folder.ts';
import { fileNames } from './names.ts';
import type { Source } from './sources.ts';

/** What counts of every student in the folder of a run, in the order of names. @throws FormatError for a folder without a run */
export function standingIn(folder: string, who: string): Reported[] {
  const facts = existsSync(join(folder, 'results')) ? readRunFacts(folder) : undefined;
  if (facts === undefined) {
    throw new FormatError({
      who,
      rule: {
        en: 'a folder of a run has results and run.json',
        ko: '채점 폴더에는 results와 run.json이 있어야 합니다',
      },
      received: folder,
    });
  }
  const { results, refused } = resultsIn(folder, facts.secret);
  for (const file of refused) {
    process.stdout.write(
      say({
        en: `not taken: ${file} was changed after it was graded, or is damaged\n`,
        ko: `제외: ${file} 파일은 채점한 뒤에 바뀌었거나 손상되었습니다\n`,
      }),
    );
  }
  const marks = readManual(folder);
  const all = standing(results).map((result) => reported(result, marks, facts.late));
  if (all.length === 0) {
    throw new FormatError({
      who,
      rule: { en: 'the run has results', ko: '채점 결과가 있어야 합니다' },
      received: folder,
    });
  }
  const place = ({ student, exercise }: Reported): string => `${student}\0${exercise}`;
  return all.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** Writes a page per result, `out/STUDENT/EXERCISE.html`. Gives their paths. */
export function writeFeedback(results: readonly Reported[], out: string): string[] {
  const names = fileNames(results.map(({ student }) => student));
  return results.map((result) => {
    const page = join(out, names.get(result.student)!, pageName(result));
    mkdirSync(dirname(page), { recursive: true });
    writeWhole(page, studentPage(result));
    return page;
  });
}

/** The name of a page's file. */
export function pageName({ exercise }: Reported): string {
  return `${exercise || 'submission'}.html`;
}

/** Writes the page about the class. @throws ValueError where an exercise has no source */
export function writeOverview(
  results: readonly Reported[],
  sources: readonly Source[],
  out: string,
  anonymous: boolean,
): void {
  const exercises = [...new Set(results.map(({ exercise }) => exercise))].sort();
  const classes = exercises.map((exercise) => {
    const own = results.filter((result) => result.exercise === exercise);
    return { exercise, results: own, copies: anonymous ? undefined : copiesAmong(own, exercise, sources) };
  });
  mkdirSync(dirname(out), { recursive: true });
  writeWhole(out, overviewPage(classes, { anonymous }));
}

function copiesAmong(results: readonly Reported[], exercise: string, sources: readonly Source[]): Alike[] {
  const programs = results.flatMap(({ student, answers = {} }) => {
    const code = programOf(Object.values(answers));
    return code === '' ? [] : [{ student, code }];
  });
  if (programs.length < 2) return [];
  const own = sources.filter((source) => source.exercise.id === exercise).map((source) => source.exercise);
  if (own.length === 0) {
    throw new ValueError({
      who: 'kernelab grade overview',
      rule: {
        en: `--source names the notebook of ${exercise}, so that what was handed out does not count as alike`,
        ko: `나누어 준 코드를 세지 않도록 --source에 ${exercise}의 원본을 적어야 합니다`,
      },
      received: sources.map(({ name }) => basename(name)).join(', ') || { en: 'nothing', ko: '없음' },
    });
  }
  return copiesIn(programs, programOf(own.flatMap(handedOut)), own.slice(0, 1).flatMap(ofNobody));
}

/** All code that students get. */
function handedOut({ parts, language }: Exercise): string[] {
  return parts.flatMap(({ kind, cell, source }) => {
    if (cell.cell_type !== 'code' || kind === 'wrong' || kind === 'sealed') return [];
    return [kind === 'given' || kind === 'test' ? source : withoutSolution(source, language)];
  });
}

/** The solution, and each listed wrong answer in its place. */
function ofNobody(exercise: Exercise): string[] {
  const wrong = exercise.parts.filter((part) => part.kind === 'wrong');
  const variants = wrong.map((part) => ownAnswers(exercise, new Map([[part.wrong.answers, part.source]])));
  return [ownAnswers(exercise), ...variants].map((answers) => programOf([...answers.values()]));
}

/** Cells as one program without types; what does not parse stays as it is. */
function programOf(cells: readonly string[]): string {
  return cells
    .map((cell) => {
      try {
        return withoutTypes(cell) ?? cell;
      } catch {
        return cell;
      }
    })
    .join('\n');
}
