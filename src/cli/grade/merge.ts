/** @file `kernelab grade merge`: joins what shards were graded into several folders, and makes the reports of all. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FormatError, say } from '../../errors/index.ts';
import type { ManualMark } from '../../grade/grader.ts';
import { writeWhole } from './files.ts';
import { readManual, readRunFacts, resultsIn, RunFolder, type RunFacts } from './folder.ts';

/** Joins the results of folders into one; 1 when a file was refused. @throws FormatError for a folder without a run */
export async function mergeRuns(folders: readonly string[], out: string): Promise<number> {
  const runs = folders.map((folder) => ({ folder, facts: factsOf(folder) }));
  if (runs.length === 0) throw noRun('nothing');
  const [first] = runs as [{ folder: string; facts: RunFacts }];
  const same = runs.every(({ facts }) => facts.secret === first.facts.secret);
  // With one secret the joined folder goes on as the same run; else results are sealed anew by a run of their own.
  const late = runs.find(({ facts }) => facts.late !== undefined)?.facts.late;
  const merged = new RunFolder(out, 'go on', {
    ...(same && !existsSync(join(out, 'run.json')) ? { secret: first.facts.secret } : {}),
    ...(late === undefined ? {} : { late }),
  });
  const refused: string[] = [];
  const marks = new Map<string, ManualMark>();
  const add = (folder: string): void => {
    for (const mark of readManual(folder)) marks.set(`${mark.student}\0${mark.exercise}\0${mark.question}`, mark);
  };
  for (const { folder, facts } of runs) {
    const there = resultsIn(folder, facts.secret);
    refused.push(...there.refused);
    for (const result of there.results) if (merged.result(result.key) === undefined) merged.keep(result);
    add(folder);
  }
  add(out); // what was written there counts before what was brought
  if (marks.size > 0) writeWhole(join(out, 'manual.json'), `${JSON.stringify([...marks.values()], null, 1)}\n`);
  const { results } = merged.writeReports();
  for (const file of refused) {
    process.stdout.write(
      say({
        en: `not taken: ${file} was changed after it was graded, or is damaged\n`,
        ko: `제외: ${file} 파일은 채점한 뒤에 바뀌었거나 손상되었습니다\n`,
      }),
    );
  }
  process.stdout.write(say({ en: `${results.length} results → ${out}\n`, ko: `결과 ${results.length}개 → ${out}\n` }));
  return refused.length === 0 ? 0 : 1;
}

function factsOf(folder: string): RunFacts {
  const facts = existsSync(join(folder, 'results')) ? readRunFacts(folder) : undefined;
  if (facts === undefined) throw noRun(folder);
  return facts;
}

function noRun(received: string): FormatError {
  return new FormatError({
    who: 'kernelab grade merge',
    rule: { en: 'a folder of a run has results and run.json', ko: '채점 폴더에는 results와 run.json이 있어야 합니다' },
    received,
  });
}
