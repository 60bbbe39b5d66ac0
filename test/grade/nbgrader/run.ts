/**
 * @file `npm run test:nbgrader`: nbgrader itself (from PyPI, in build/nbgrader) makes, grades and explains the sample exercise on
 * our kernel with the configuration that `build` writes: the same texts and checksums as our students' copy, the same marks as
 * `kernelab grade run` on ten submissions.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { buildSteps } from '../../../src/cli/build.ts';
import { buildExercise } from '../../../src/cli/grade/build.ts';
import { runSubmissions } from '../../../src/cli/grade/run.ts';
import { chooseSandbox } from '../../../src/cli/grade/sandbox.ts';
import { readSources } from '../../../src/cli/grade/sources.ts';
import { root } from '../../../src/cli/paths.ts';
import { program } from '../../../src/cli/program.ts';
import { runSteps } from '../../../src/cli/steps.ts';
import { metadataOf, sourceText, type Notebook, type Result } from '../../../src/grade/grader.ts';

const venv = join(root, 'build', 'nbgrader');
const folder = join(root, 'build', 'test', 'nbgrader');
const name = 'output-size.en';

/** Ten bodies of `outputSize`: right in several ways, wrong in several ways. */
const bodies: Record<string, string | undefined> = {
  right: 'return Math.floor((n - k) / stride) + 1;',
  truncated: 'return Math.trunc((n - k) / stride) + 1;',
  counted: 'let c = 0; for (let i = 0; i + k <= n; i += stride) c++; return c;',
  'first-place': 'return Math.floor((n - k) / stride);',
  'adds-first': 'return Math.floor((n - k + 1) / stride);',
  'no-stride': 'return n - k + 1;',
  'not-whole': 'return (n - k) / stride + 1;',
  throws: "throw new Error('no');",
  nothing: 'return Number.NaN;',
  stub: undefined,
};

function python(command: string, args: string[], cwd = folder): void {
  const env = {
    ...process.env,
    PATH: `${join(venv, 'bin')}${delimiter}${process.env['PATH']}`,
    JUPYTER_CONFIG_DIR: join(folder, 'jupyter'),
    JUPYTER_DATA_DIR: join(folder, 'jupyter'),
  };
  const { status, stderr, stdout } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
}

function read(path: string): Notebook {
  return JSON.parse(readFileSync(path, 'utf8')) as Notebook;
}

await program(async () => {
  await runSteps(buildSteps());
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(venv, 'bin', 'nbgrader'))) {
    python('python3', ['-m', 'venv', venv]);
    python(join(venv, 'bin', 'pip'), ['install', '-q', '-r', join(import.meta.dirname, 'requirements.txt')]);
  }
  python(process.execPath, [join(root, 'bin', 'kernelab.mjs'), 'kernel', 'install', '--prefix', venv]);
  const sources = readSources([join(root, 'test/grade/exercises', `${name}.ipynb`)]);
  const kind = chooseSandbox(false);
  await buildExercise(sources[0]!, folder, kind);
  const course = join(folder, 'en');
  const nbgrader = (...args: string[]): void => python(join(venv, 'bin', 'nbgrader'), args, course);
  renameSync(join(course, 'release'), join(folder, 'ours'));
  nbgrader('generate_assignment', 'output-size');

  const problems: string[] = [];
  const ours = read(join(folder, 'ours', 'output-size', `${name}.ipynb`));
  const theirs = read(join(course, 'release', 'output-size', `${name}.ipynb`));
  for (const [i, cell] of theirs.cells.entries()) {
    const own = ours.cells[i]!;
    if (sourceText(cell) !== sourceText(own)) problems.push(`cell ${i + 1}: another text`);
    if (!isDeepStrictEqual(cell.metadata, own.metadata)) problems.push(`cell ${i + 1}: other metadata`);
  }

  for (const [student, body] of Object.entries(bodies)) {
    const notebook = structuredClone(ours);
    const cell = notebook.cells.find((each) => metadataOf(each)?.solution)!;
    if (body !== undefined) {
      cell.source = `function outputSize(n: number, k: number, stride = 1): number {\n  ${body}\n}`;
    }
    const place = join(course, 'submitted', student, 'output-size');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${name}.ipynb`), JSON.stringify(notebook));
  }
  nbgrader('autograde', 'output-size');
  nbgrader('generate_feedback', 'output-size');
  nbgrader('export');
  await runSubmissions([join(course, 'submitted')], sources, join(folder, 'graded'), {
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
    const feedback = join(course, 'feedback', student, 'output-size', `${name}.html`);
    if (!existsSync(feedback)) problems.push(`${student}: no feedback`);
  }
  for (const problem of problems) process.stdout.write(`✗ ${problem}\n`);
  process.stdout.write(`${results.length} submissions, ${problems.length} problems\n`);
  return problems.length === 0 && results.length === Object.keys(bodies).length ? 0 : 1;
});
