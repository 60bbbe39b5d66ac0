/**
 * @file `npm run test:nbgrader`: nbgrader itself (from PyPI, in build/clients) makes, grades and explains exercises on our kernel.
 * Where a course has no configuration of its own, the stub is there that `kernel install` brings. With the one that `build`
 * writes: the same texts and checksums as our students' copies, the same marks as `kernelab grade run`, and notices that cost
 * no points. `-- WORDS` only the exercises whose names hold one of them.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { buildSteps } from '../../../src/cli/build.ts';
import { buildExercise } from '../../../src/cli/grade/build.ts';
import { runSubmissions } from '../../../src/cli/grade/run.ts';
import { chooseSandbox } from '../../../src/cli/grade/sandbox.ts';
import { readSources, type Source } from '../../../src/cli/grade/sources.ts';
import { root } from '../../../src/cli/paths.ts';
import { program } from '../../../src/cli/program.ts';
import { runSteps } from '../../../src/cli/steps.ts';
import {
  metadataOf,
  ownAnswers,
  sourceText,
  type Notebook,
  type Result,
  type SandboxKind,
} from '../../../src/grade/grader.ts';
import { clientMust, prepareClients } from '../../clients/environment.ts';

const top = join(root, 'build', 'test', 'nbgrader');

/** Ten bodies of `outputSize`: right in several ways, wrong in several ways. */
const bodies: Record<string, string> = {
  right: 'return Math.floor((n - k) / stride) + 1;',
  truncated: 'return Math.trunc((n - k) / stride) + 1;',
  counted: 'let c = 0; for (let i = 0; i + k <= n; i += stride) c++; return c;',
  'first-place': 'return Math.floor((n - k) / stride);',
  'adds-first': 'return Math.floor((n - k + 1) / stride);',
  'no-stride': 'return n - k + 1;',
  'not-whole': 'return (n - k) / stride + 1;',
  throws: "throw new Error('no');",
  nothing: 'return Number.NaN;',
  // One notice when the cell is read and one when it runs; nbgrader counts any line on the error output as a failed cell.
  notice:
    'if (np.array([n]) == np.array([k])) return 0; plt.imshow(np.full([2, 2, 3], 300.5)); return Math.floor((n - k) / stride) + 1;',
};

/** What students hand in: the texts of their answer cells by grade_id. */
type Submitted = Map<string, ReadonlyMap<string, string>>;

/** The solution, the copy as it was handed out, and every listed wrong answer. */
function ofExercise({ exercise }: Source): Submitted {
  const wrong = exercise.parts.filter((part) => part.kind === 'wrong');
  return new Map([
    ['solution', ownAnswers(exercise)],
    ['stub', new Map()],
    ...wrong.map(({ wrong: { answers }, source }, i) => {
      return [`wrong-${i + 1}`, ownAnswers(exercise, new Map([[answers, source]]))] as const;
    }),
  ]);
}

const ofSample = (): Submitted =>
  new Map([
    ...Object.entries(bodies).map(([student, body]) => {
      const text = `function outputSize(n: number, k: number, stride = 1): number {\n  ${body}\n}`;
      return [student, new Map([['output-size', text]])] as const;
    }),
    ['stub', new Map()],
  ]);

const cases: [file: string, submitted: (source: Source) => Submitted][] = [
  ['test/grade/exercises/output-size.en.ipynb', ofSample],
  ['notebooks/exercises/05-pooling.ko.ipynb', ofExercise],
  ['notebooks/exercises/07-convolution-backward.en.ipynb', ofExercise],
];

function read(path: string): Notebook {
  return JSON.parse(readFileSync(path, 'utf8')) as Notebook;
}

await program(async () => {
  await runSteps(buildSteps());
  rmSync(top, { recursive: true, force: true });
  mkdirSync(top, { recursive: true });
  process.env['KERNELAB_LANG'] = 'en'; // the stub that is brought speaks the lecturer's language
  await prepareClients();
  const words = process.argv.slice(2);
  const problems: string[] = [];
  let graded = 0;
  for (const [file, submitted] of cases) {
    if (words.length > 0 && !words.some((word) => file.includes(word))) continue;
    const [source] = readSources([join(root, file)]);
    const found = await compare(source!, submitted(source!), chooseSandbox(false));
    graded += found.graded;
    problems.push(...found.problems.map((problem) => `${source!.name}: ${problem}`));
  }
  for (const problem of problems) process.stdout.write(`✗ ${problem}\n`);
  process.stdout.write(`${graded} submissions, ${problems.length} problems\n`);
  return problems.length === 0 ? 0 : 1;
});

/** One exercise as a course of its own, by nbgrader and by us. */
async function compare(
  source: Source,
  submitted: Submitted,
  kind: SandboxKind,
): Promise<{ graded: number; problems: string[] }> {
  const problems: string[] = [];
  const { exercise, name } = source;
  const folder = join(top, name);
  await buildExercise(source, folder, kind);
  const course = join(folder, exercise.language);
  const nbgrader = (...args: string[]): void => void clientMust(course, 'nbgrader', args);
  renameSync(join(course, 'release'), join(folder, 'ours'));
  const ours = read(join(folder, 'ours', exercise.id, `${name}.ipynb`));
  const release = join(course, 'release', exercise.id, `${name}.ipynb`);
  if (exercise.language === 'en') {
    const config = join(course, 'nbgrader_config.py');
    renameSync(config, `${config}.later`);
    nbgrader('generate_assignment', exercise.id);
    for (const [i, cell] of read(release).cells.entries()) {
      const isCode = cell.cell_type === 'code';
      if (isCode && sourceText(cell) !== sourceText(ours.cells[i]!))
        problems.push(`cell ${i + 1}: not the stub brought`);
    }
    renameSync(`${config}.later`, config);
  }
  nbgrader('generate_assignment', exercise.id, '--force');

  const theirs = read(release);
  for (const [i, cell] of theirs.cells.entries()) {
    const own = ours.cells[i]!;
    if (sourceText(cell) !== sourceText(own)) problems.push(`cell ${i + 1}: another text`);
    if (!isDeepStrictEqual(cell.metadata, own.metadata)) problems.push(`cell ${i + 1}: other metadata`);
  }

  for (const [student, answers] of submitted) {
    const notebook = structuredClone(ours);
    for (const cell of notebook.cells) {
      const text = answers.get(metadataOf(cell)?.grade_id ?? '');
      if (text !== undefined) cell.source = text;
    }
    const place = join(course, 'submitted', student, exercise.id);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${name}.ipynb`), JSON.stringify(notebook));
  }
  nbgrader('autograde', exercise.id);
  nbgrader('generate_feedback', exercise.id);
  nbgrader('export');
  await runSubmissions([join(course, 'submitted')], [source], join(folder, 'graded'), {
    kind,
    shard: { index: 1, of: 1 },
    resume: false,
  });
  const { results } = JSON.parse(readFileSync(join(folder, 'graded', 'results.json'), 'utf8')) as { results: Result[] };
  const [header, ...lines] = readFileSync(join(course, 'grades.csv'), 'utf8').trim().split('\n');
  const [ownHeader] = readFileSync(join(folder, 'graded', 'grades.csv'), 'utf8').split('\n');
  if (header!.trim() !== ownHeader) problems.push(`columns: ${header} and ${ownHeader}`);
  for (const { student, points } of results) {
    const row = lines.map((line) => line.split(',')).find((cells) => cells[3] === student);
    if (Number(row?.[7]) !== points) problems.push(`${student}: ${row?.[7]} by nbgrader, ${points} by kernelab grade`);
    const feedback = join(course, 'feedback', student, exercise.id, `${name}.html`);
    if (!existsSync(feedback)) problems.push(`${student}: no feedback`);
  }
  if (results.length !== submitted.size) problems.push(`${results.length} results of ${submitted.size}`);
  return { graded: results.length, problems };
}
