/**
 * @file `kernelab grade build|run|merge|feedback|overview|upload`: exercises from one source notebook, submissions graded in sandboxes,
 * the pages about them, and what goes back to a learning platform.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ValueError, say } from '../errors/index.ts';
import { buildSteps } from './build.ts';
import { buildExercise } from './grade/build.ts';
import { readSubmitted } from './grade/files.ts';
import { platforms } from './grade/lms/layouts.ts';
import { checkUpload, tellUpload, writeUpload, type UploadOptions } from './grade/lms/upload.ts';
import { mergeRuns } from './grade/merge.ts';
import { standingIn, writeFeedback, writeOverview } from './grade/pages.ts';
import { exitCodes, runSubmissions } from './grade/run.ts';
import { chooseSandbox } from './grade/sandbox.ts';
import { runOnSlurm } from './grade/slurm.ts';
import { readSources } from './grade/sources.ts';
import { runSteps } from './steps.ts';

const commands: Record<string, (args: string[]) => Promise<number>> = {
  build,
  run,
  merge,
  feedback,
  overview,
  upload,
};

/** Runs one of its commands. */
export async function gradeCommand([name = '', ...args]: string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command(args);
  throw new ValueError({
    who: 'kernelab grade',
    rule: {
      en: 'build, run, merge, feedback, overview or upload comes first',
      ko: 'build, run, merge, feedback, overview, upload 가운데 하나를 먼저 씁니다',
    },
    received: name === '' ? { en: 'nothing', ko: '없음' } : `'${name}'`,
  });
}

async function build(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { out: { type: 'string' }, unsafe: { type: 'boolean' } },
  });
  const out = needed('build', 'out', values.out);
  const sources = readSources(positionals);
  await runSteps(buildSteps());
  const kind = chooseSandbox(values.unsafe === true);
  for (const source of sources) {
    for (const { answer, points } of await buildExercise(source, out, kind)) {
      process.stdout.write(`${source.name}  ${answer}: ${points}\n`);
    }
  }
  process.stdout.write(
    say({ en: `${sources.length} exercises → ${out}\n`, ko: `과제 ${sources.length}개 → ${out}\n` }),
  );
  return 0;
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      source: { type: 'string', multiple: true },
      out: { type: 'string' },
      jobs: { type: 'string' },
      shard: { type: 'string' },
      resume: { type: 'boolean' },
      only: { type: 'string', multiple: true },
      unsafe: { type: 'boolean' },
      late: { type: 'string' },
      secret: { type: 'string' },
      on: { type: 'string' },
      shards: { type: 'string' },
      sbatch: { type: 'string', multiple: true },
      lms: { type: 'string' },
      worksheet: { type: 'string' },
      column: { type: 'string' },
    },
  });
  const out = needed('run', 'out', values.out);
  const back = uploadOf('run', values);
  if (back !== undefined && (values.on !== undefined || values.shard !== undefined)) throw onlyWhole();
  const ofSlurm = (['shards', 'sbatch'] as const).filter((name) => values[name] !== undefined);
  if (values.on === undefined && ofSlurm.length > 0) throw onlyWithSlurm(ofSlurm.map((name) => `--${name}`).join(', '));
  const late = lateOf(values.late);
  const sourcePlaces = values.source ?? [];
  const sources = readSources(sourcePlaces);
  await runSteps(buildSteps());
  const options = {
    jobs: count('--jobs', values.jobs),
    resume: values.resume === true,
    only: values.only === undefined ? undefined : new Set(values.only),
    late,
    secret: secretOf(values.secret),
  };
  if (values.on === undefined) {
    const shard = shardOf(values.shard);
    const code = await runSubmissions(positionals, sources, out, {
      ...options,
      shard,
      kind: chooseSandbox(values.unsafe === true),
      platform: back?.platform,
      check: back && ((submissions) => checkUpload(submissions, back)),
    });
    // What the machine could not grade would be missing in the worksheet.
    if (back !== undefined && code !== exitCodes.machine) giveBack(out, join(out, back.platform), back);
    return code;
  }
  if (values.on !== 'slurm' || values.shard !== undefined) {
    throw new ValueError({
      who: 'kernelab grade run',
      rule: { en: '--on is slurm, and without --shard', ko: '--on에는 slurm만 쓰고, --shard와 함께 쓰지 않습니다' },
      received: values.on,
    });
  }
  // The machine that submits need not have the nodes' sandbox: every task looks for its own.
  const kind = values.unsafe === true ? 'none' : 'bubblewrap';
  const shards = count('--shards', values.shards);
  return runOnSlurm(positionals, sources, out, { ...options, kind, shards, sbatch: values.sbatch ?? [], sourcePlaces });
}

function onlyWithSlurm(received: string): ValueError {
  return new ValueError({
    who: 'kernelab grade run',
    rule: {
      en: '--shards and --sbatch are for --on slurm; --shard I/N grades one part',
      ko: '--shards와 --sbatch는 --on slurm과 함께 씁니다. 일부만 채점하려면 --shard I/N을 쓰세요',
    },
    received,
  });
}

async function merge(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { out: { type: 'string' } } });
  return mergeRuns(positionals, needed('merge', 'out', values.out));
}

/** `upload graded --lms moodle --worksheet grades.csv`: what goes back to the platform, graded/moodle or `--out`. */
async function upload(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      lms: { type: 'string' },
      worksheet: { type: 'string' },
      column: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const folder = oneRun('upload', positionals);
  const options = uploadOf('upload', values);
  if (options === undefined) throw noPlatform('upload', undefined);
  giveBack(folder, values.out ?? join(folder, options.platform), options);
  return 0;
}

function giveBack(folder: string, out: string, options: UploadOptions): void {
  tellUpload(writeUpload(standingIn(folder, 'kernelab grade upload'), out, options), out);
}

/** `--lms`, `--worksheet` and `--column`; undefined without any. */
function uploadOf(
  command: string,
  { lms, worksheet, column }: { lms?: string | undefined; worksheet?: string | undefined; column?: string | undefined },
): UploadOptions | undefined {
  const platform = platforms.find((name) => name === lms);
  if (platform !== undefined) return { platform, worksheet, column };
  if (lms === undefined && worksheet === undefined && column === undefined) return undefined;
  throw noPlatform(command, lms);
}

function noPlatform(command: string, received: string | undefined): ValueError {
  const names = platforms.join(', ');
  return new ValueError({
    who: `kernelab grade ${command}`,
    rule: { en: `--lms is one of ${names}`, ko: `--lms에는 ${names} 가운데 하나를 씁니다` },
    received: received === undefined ? { en: 'nothing', ko: '없음' } : `'${received}'`,
  });
}

function onlyWhole(): ValueError {
  return new ValueError({
    who: 'kernelab grade run',
    rule: {
      en: '--lms is for a run of all submissions; shards are joined by merge, and then `kernelab grade upload` fills the worksheet in',
      ko: '--lms는 모두를 한꺼번에 채점할 때 씁니다. 나누어 채점했으면 merge 다음에 `kernelab grade upload`로 채점표를 채우세요',
    },
    received: '--lms, --shard / --on',
  });
}

/** `feedback graded`: a page per student, below graded/feedback or `--out`. */
async function feedback(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { out: { type: 'string' } } });
  const folder = oneRun('feedback', positionals);
  const out = values.out ?? join(folder, 'feedback');
  const pages = writeFeedback(standingIn(folder, 'kernelab grade feedback'), out);
  process.stdout.write(say({ en: `${pages.length} pages → ${out}\n`, ko: `페이지 ${pages.length}개 → ${out}\n` }));
  return 0;
}

/** `overview graded --source SOURCE…`: the page about the class, graded/overview.html or `--out`. */
async function overview(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      source: { type: 'string', multiple: true },
      out: { type: 'string' },
      anonymous: { type: 'boolean' },
    },
  });
  const folder = oneRun('overview', positionals);
  const anonymous = values.anonymous === true;
  const out = values.out ?? join(folder, anonymous ? 'overview-anonymous.html' : 'overview.html');
  const sources = values.source === undefined ? [] : readSources(values.source);
  writeOverview(standingIn(folder, 'kernelab grade overview'), sources, out, anonymous);
  process.stdout.write(`${out}\n`);
  return 0;
}

function oneRun(command: string, [folder, ...more]: readonly string[]): string {
  if (folder !== undefined && more.length === 0) return folder;
  throw new ValueError({
    who: `kernelab grade ${command}`,
    rule: { en: 'one folder of a run is named', ko: '채점 폴더를 하나 적습니다' },
    received: [folder, ...more].join(' ') || { en: 'nothing', ko: '없음' },
  });
}

function needed(command: string, name: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value;
  throw new ValueError({
    who: `kernelab grade ${command}`,
    rule: { en: `--${name} names a folder`, ko: `--${name}에 폴더를 적어야 합니다` },
    received: { en: 'nothing', ko: '없음' },
  });
}

function count(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new ValueError({
    who: 'kernelab grade run',
    rule: { en: `${name} is a whole number from 1`, ko: `${name}에는 1 이상의 정수를 씁니다` },
    received: `'${text}'`,
  });
}

/** `2/8`: the second of eight. */
function shardOf(text: string | undefined): { index: number; of: number } {
  const [index, of] =
    /^(\d+)\/(\d+)$/
      .exec(text ?? '1/1')
      ?.slice(1)
      .map(Number) ?? [];
  if (index !== undefined && of !== undefined && index >= 1 && index <= of) return { index, of };
  throw new ValueError({
    who: 'kernelab grade run',
    rule: { en: '--shard is I/N, from 1/N to N/N', ko: '--shard는 I/N 꼴로, 1/N부터 N/N까지 씁니다' },
    received: `'${text}'`,
  });
}

/** What a file holds; shards without a common folder draw from the same secret by it. */
function secretOf(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const secret = readSubmitted(file).toString('utf8').trim();
  if (secret.length >= 16) return secret;
  throw new ValueError({
    who: 'kernelab grade run',
    rule: {
      en: '--secret names a file with at least 16 characters that nobody can guess',
      ko: '--secret에는 아무도 짐작할 수 없는 16글자 이상이 든 파일을 적습니다',
    },
    received: { en: `${secret.length} characters`, ko: `글자 ${secret.length}개` },
  });
}

/** `0.1` or `0.1:0.5`: what is lost per day, and at most. */
function lateOf(text: string | undefined): { perDay: number; most: number } | undefined {
  if (text === undefined) return undefined;
  const [perDay = Number.NaN, most = 1] = /^[\d.]+(?::[\d.]+)?$/.test(text) ? text.split(':').map(Number) : [];
  if (perDay >= 0 && perDay <= 1 && most >= 0 && most <= 1) return { perDay, most };
  throw new ValueError({
    who: 'kernelab grade run',
    rule: {
      en: '--late is the share that is lost per day, 0.1, and with a colon at most, 0.1:0.5',
      ko: '--late에는 하루에 깎는 비율 0.1과, 콜론 뒤에 최대 비율을 씁니다(0.1:0.5)',
    },
    received: `'${text}'`,
  });
}
