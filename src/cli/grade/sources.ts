/** @file The lecturer's notebooks of a run, and which of them a submission answers. */
import { lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readExercise, submittedAnswers, type Exercise, type Notebook } from '../../grade/grader.ts';
import { FileError, FormatError } from '../../errors/index.ts';
import { hashOf, notebookOf, readSubmitted } from './files.ts';

export interface Source {
  /** The file's name without `.ipynb`. */
  name: string;
  exercise: Exercise;
  /** Of the file's bytes. */
  hash: string;
}

/** Reads notebooks, and those in folders. @throws FileError, FormatError */
export function readSources(places: readonly string[]): Source[] {
  const files = places.flatMap((place) => {
    const facts = lstatSync(place, { throwIfNoEntry: false });
    if (facts === undefined) {
      const rule = { en: 'there is no such file or folder', ko: '그런 파일이나 폴더가 없습니다' };
      throw new FileError({ who: 'kernelab grade', rule, received: place });
    }
    if (!facts.isDirectory()) return [place];
    return readdirSync(place, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ipynb') && !name.includes('.ipynb_checkpoints'))
      .sort()
      .map((name) => join(place, name));
  });
  if (files.length === 0) {
    const rule = { en: 'no source notebook is in there', ko: '원본 노트북이 없습니다' };
    throw new FormatError({
      who: 'kernelab grade',
      rule,
      received: places.join(', ') || { en: 'nothing', ko: '없음' },
    });
  }
  return files.map((file) => {
    const bytes = readSubmitted(file);
    const exercise = readExercise(notebookOf(bytes, file), file);
    return { name: basename(file, '.ipynb'), exercise, hash: hashOf(bytes) };
  });
}

/** The source that a submission answers: by the exercise's name and language, else by its answer cells. */
export function sourceFor(submission: Notebook, sources: readonly Source[]): Source | undefined {
  const own = submission.metadata['kernelab'] as { exercise?: unknown; language?: unknown } | undefined;
  const fitting = sources.filter(({ exercise }) => submittedAnswers(exercise, submission) !== undefined);
  const cells = ({ exercise }: Source): number => submittedAnswers(exercise, submission)!.solutions.size;
  const named = fitting.filter(({ exercise }) => exercise.id === own?.exercise);
  const same = named.find(({ exercise }) => exercise.language === own?.language) ?? named[0];
  return same ?? fitting.sort((a, b) => cells(b) - cells(a))[0];
}
