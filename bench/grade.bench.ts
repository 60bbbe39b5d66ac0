/**
 * @file `kernelab grade run` beside `nbgrader autograde`: notebooks per minute on generated submissions of ten questions with a model
 * that is trained and a plot that is drawn; the grader's own memory, and whether marks depend on --jobs, shards or order.
 * KERNELAB_BENCH_SUBMISSIONS sets their number (default 60).
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { buildSteps } from '../src/cli/build.ts';
import { buildExercise } from '../src/cli/grade/build.ts';
import { chooseSandbox } from '../src/cli/grade/sandbox.ts';
import { readSources } from '../src/cli/grade/sources.ts';
import { root } from '../src/cli/paths.ts';
import { runSteps } from '../src/cli/steps.ts';
import { metadataOf, type Cell, type Notebook, type Reported } from '../src/grade/grader.ts';
import { venv } from '../test/clients/environment.ts';
import { progress, versions, wanted, type Bench, type BenchReport } from './report.ts';

const SUBMISSIONS = Number(process.env['KERNELAB_BENCH_SUBMISSIONS'] ?? 60);
/** nbgrader takes seconds for each. */
const PEER_SUBMISSIONS = Math.min(6, SUBMISSIONS);

const bench: Bench = {
  name: 'grade',
  describe: 'ten-question notebooks graded per minute, memory, same marks; beside nbgrader',
  async run(options): Promise<BenchReport> {
    await runSteps(buildSteps());
    const folder = mkdtempSync(join(tmpdir(), 'kernelab-bench-grade-'));
    try {
      const source = write(folder, 'ten.en.ipynb', exercise());
      for (let i = 0; i < SUBMISSIONS; i++) {
        write(join(folder, 'submitted', student(i), 'ten'), 'ten.en.ipynb', submission(exercise(), i));
      }
      const { threads } = options;
      progress(`${SUBMISSIONS} submissions, --jobs ${threads}`);
      const fast = await graded(folder, 'fast', source, ['--jobs', String(threads)]);
      progress(`${SUBMISSIONS} submissions, --jobs 1, in two shards`);
      await graded(folder, 'slow', source, ['--jobs', '1', '--shard', '2/2']);
      const slow = await graded(folder, 'slow', source, ['--jobs', '1', '--shard', '1/2']);
      const peer = wanted(options, 'nbgrader') ? await byNbgrader(folder, source) : undefined;
      const notes = [fast.marks === slow.marks ? 'marks are the same' : 'MARKS DIFFER between --jobs and shards'];
      return {
        bench: 'grade',
        versions: versions(typeof peer === 'object' ? { nbgrader: peer.version } : {}),
        threads,
        cases: [
          {
            case: 'notebooks',
            unit: '/min',
            better: 'higher',
            ours: (60 * SUBMISSIONS) / fast.seconds,
            peers: typeof peer === 'object' ? { nbgrader: peer.perMinute } : {},
            notes: [...notes, `${SUBMISSIONS} submissions in ${fast.seconds.toFixed(1)} s, start included`],
          },
          {
            case: 'memory, first half',
            unit: 'MB',
            better: 'lower',
            ours: most(fast.memory.slice(0, fast.memory.length / 2)),
            peers: {},
          },
          {
            case: 'memory, second half',
            unit: 'MB',
            better: 'lower',
            ours: most(fast.memory.slice(fast.memory.length / 2)),
            peers: {},
            notes: ["of the grader's own process; the most in each half"],
          },
        ],
        ...(typeof peer === 'string' ? { missing: { nbgrader: peer } } : {}),
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
export default bench;

const student = (i: number): string => `student-${String(i).padStart(4, '0')}`;
const most = (values: readonly number[]): number => Math.max(0, ...values);

function write(folder: string, name: string, notebook: Notebook): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(notebook));
  return path;
}

interface Question {
  answer: string;
  wrong: string;
  test: string;
}

const small = 'x: draw.uniform([6, 7]), f: draw.uniform([3, 3])';

/** Eight functions on arrays, a model that is trained, and a figure whose data are asked. */
const questions: Question[] = [
  ...Array.from({ length: 8 }, (_, i) => ({
    answer: `function q${i}(x: np.ndarray, f: np.ndarray): np.ndarray {
  const [h, w] = x.shape;
  const out = np.zeros([h - 2, w - 2]);
  for (let i = 0; i < h - 2; i++) {
    for (let j = 0; j < w - 2; j++) {
      out.set(i, j, np.sum(x.at(\`\${i}:\${i + 3}\`, \`\${j}:\${j + 3}\`).mul(f)) + ${i});
    }
  }
  return out;
}`,
    wrong: `function q${i}(x: np.ndarray, f: np.ndarray): np.ndarray {\n  return x.at('1:-1', '1:-1').mul(${i});\n}`,
    test: `await expectValue(({ x, f }) => q${i}(x, f), { ${small} });`,
  })),
  {
    answer: `const model = keras.Sequential([keras.Input({ shape: [8] }), keras.layers.Dense({ units: 16, activation: 'relu' }), keras.layers.Dense({ units: 1 })]);
model.compile({ optimizer: 'adam', loss: 'mse' });
const inputs = np.random.randn(256, 8);
await model.fit(inputs, inputs.sum(1), { epochs: 3, batchSize: 32, verbose: 0 });`,
    wrong: `const model = keras.Sequential([keras.Input({ shape: [8] }), keras.layers.Dense({ units: 2 })]);`,
    test: `await expectModel(() => model, {});`,
  },
  {
    answer: `const curve = np.linspace(0, 1, 50).pow(2);\nplt.plot(curve);\nplt.title('a square');`,
    wrong: `const curve = np.linspace(0, 1, 50);\nplt.plot(curve);`,
    test: `await expectValue(() => curve, {});`,
  },
];

function exercise(): Notebook {
  const facts = { schema_version: 3, grade: false, solution: false, locked: false, task: false };
  const code = (source: string, more: object): Cell => ({
    cell_type: 'code',
    source,
    metadata: { nbgrader: { ...facts, ...more } },
    outputs: [],
    execution_count: null,
  });
  const head = "import { draw, expectModel, expectValue } from 'kernelab';";
  return {
    cells: questions.flatMap(({ answer, test }, i) => [
      code(answer, { solution: true, grade_id: `answer-${i}` }),
      code(`${head}\n${test}`, { grade: true, locked: true, grade_id: `test-${i}`, points: 1 }),
    ]),
    metadata: {
      kernelab: { exercise: 'ten', language: 'en' },
      kernelspec: { name: 'kernelab', display_name: 'kernelab', language: 'typescript' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** Every third answer of some students is wrong. */
function submission(notebook: Notebook, n: number): Notebook {
  for (const cell of notebook.cells) {
    const id = Number(/^answer-(\d+)$/.exec(metadataOf(cell)?.grade_id ?? '')?.[1] ?? Number.NaN);
    if (n % 2 === 1 && (id + n) % 3 === 0) cell.source = questions[id]!.wrong;
  }
  return notebook;
}

interface Run {
  seconds: number;
  marks: string;
  /** MB of the grader's process, every half second. */
  memory: number[];
}

async function graded(folder: string, out: string, source: string, more: string[]): Promise<Run> {
  const began = performance.now();
  const main = join(root, 'src', 'cli', 'main.ts');
  const args = [
    main,
    'grade',
    'run',
    join(folder, 'submitted'),
    '--source',
    source,
    '--out',
    join(folder, out),
    ...more,
  ];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, KERNELAB_ROOT: root },
  });
  const memory: number[] = [];
  const look = setInterval(() => {
    const resident = residentOf(child.pid!);
    if (resident !== undefined) memory.push(resident);
  }, 500);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(look);
  if (code !== 0) throw new Error(`kernelab grade run ended with ${code}`);
  const text = readFileSync(join(folder, out, 'results.json'), 'utf8');
  const { results } = JSON.parse(text) as { results: Reported[] };
  const marks = JSON.stringify(results.map((each) => [each.student, each.points, each.questions]));
  return { seconds: (performance.now() - began) / 1000, marks, memory };
}

function residentOf(pid: number): number | undefined {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1e6;
  } catch {
    return undefined; // it has ended, or this is no Linux
  }
}

/** Notebooks per minute by nbgrader, without its own start; or why there are none. */
async function byNbgrader(folder: string, source: string): Promise<{ perMinute: number; version: string } | string> {
  if (!existsSync(join(venv, 'bin', 'nbgrader'))) return 'not installed: npm run test:nbgrader installs it';
  const [read] = readSources([source]);
  await buildExercise(read!, join(folder, 'course'), chooseSandbox(false));
  const course = join(folder, 'course', 'en');
  for (let i = 0; i < PEER_SUBMISSIONS; i++) {
    // The copy that nbgrader knows, with the student's answers.
    const released = JSON.parse(readFileSync(join(course, 'release', 'ten', 'ten.en.ipynb'), 'utf8')) as Notebook;
    const answers = submission(exercise(), i);
    for (const [at, cell] of released.cells.entries()) {
      if (metadataOf(cell)?.solution === true) cell.source = answers.cells[at]!.source;
    }
    write(join(course, 'submitted', student(i), 'ten'), 'ten.en.ipynb', released);
  }
  rmSync(join(course, 'release'), { recursive: true });
  const env = { ...process.env, PATH: `${join(venv, 'bin')}${delimiter}${process.env['PATH']}` };
  const nbgrader = (...args: string[]): number => {
    const began = performance.now();
    const { status, stderr } = spawnSync('nbgrader', args, { cwd: course, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`nbgrader ${args.join(' ')}: ${stderr.slice(-500)}`);
    return (performance.now() - began) / 1000;
  };
  progress('nbgrader generates');
  nbgrader('generate_assignment', 'ten');
  progress(`nbgrader grades ${PEER_SUBMISSIONS}`);
  const one = nbgrader('autograde', 'ten', '--student', student(0));
  const all = nbgrader('autograde', 'ten', '--force');
  const version = spawnSync('nbgrader', ['--version'], { env, encoding: 'utf8' }).stdout.trim().replace(/^.* /s, '');
  return { perMinute: (60 * (PEER_SUBMISSIONS - 1)) / Math.max(0.1, all - one), version };
}
