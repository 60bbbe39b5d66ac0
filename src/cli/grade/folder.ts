/**
 * @file The folder of a grading run: the run's secret, a sealed result per submission, what people wrote beside them, and the
 * reports made of all. Several processes may work on one folder at once, also on several machines.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FormatError, ValueError } from '../../errors/index.ts';
import {
  csvReport,
  gradescopeReport,
  jsonReport,
  junitReport,
  reported,
  standing,
  type Late,
  type ManualMark,
  type Result,
} from '../../grade/grader.ts';
import { writeWhole } from './files.ts';

/** What is kept of a run beside its results. */
export interface RunFacts {
  /** Inputs are drawn from it, results are sealed with it; who knows it knows the inputs. */
  secret: string;
  late?: Late;
}

/** Whether a folder may hold a run already. */
export type Opening = 'new' | 'go on';

export class RunFolder {
  readonly path: string;
  readonly facts: RunFacts;

  /** Opens a folder and makes what is missing. @throws ValueError for a run that is there but must be new */
  constructor(path: string, opening: Opening, wanted: Partial<RunFacts> = {}) {
    this.path = path;
    mkdirSync(join(path, 'results'), { recursive: true });
    const file = join(path, 'run.json');
    const fresh: RunFacts = { secret: randomBytes(32).toString('hex'), ...wanted };
    if (createOnce(file, `${JSON.stringify(fresh)}\n`)) {
      this.facts = fresh;
      return;
    }
    if (opening === 'new') {
      throw new ValueError({
        who: 'kernelab grade run',
        rule: {
          en: 'the folder holds a run already; --resume goes on with it',
          ko: '폴더에 이미 채점 결과가 있습니다. --resume으로 이어서 합니다',
        },
        received: path,
      });
    }
    const facts = readRunFacts(path);
    if (facts === undefined || (wanted.secret !== undefined && wanted.secret !== facts.secret)) {
      throw new ValueError({
        who: 'kernelab grade run',
        rule: {
          en: 'run.json of the folder holds the secret of this run',
          ko: '폴더의 run.json에 이 채점의 비밀값이 있어야 합니다',
        },
        received:
          facts === undefined
            ? { en: `${file} (damaged)`, ko: `${file} (손상됨)` }
            : { en: `${file} (another secret)`, ko: `${file} (비밀 값이 다름)` },
      });
    }
    this.facts = { ...facts, ...(wanted.late === undefined ? {} : { late: wanted.late }) };
    if (wanted.late !== undefined) writeWhole(file, `${JSON.stringify(this.facts)}\n`, 0o600);
  }

  /** The result under a key; undefined when there is none, or one that was not written by this run or was changed. */
  result(key: string): Result | undefined {
    return readSealed(this.path, key, this.facts.secret);
  }

  /** Keeps a result. @throws FileError */
  keep(result: Result): void {
    writeWhole(join(this.path, 'results', `${result.key}.json`), sealed(result, this.facts.secret));
  }

  /** All results, and the names of files that are no result of this run. */
  results(): { results: Result[]; refused: string[] } {
    return resultsIn(this.path, this.facts.secret);
  }

  /** Writes all reports from the results that are there. @throws FormatError for marks by hand that cannot be read */
  writeReports(): { results: Result[]; refused: string[] } {
    const { results, refused } = this.results();
    const marks = readManual(this.path);
    const shown = standing(results).map((result) => reported(result, marks, this.facts.late));
    writeWhole(join(this.path, 'results.json'), jsonReport(shown));
    writeWhole(join(this.path, 'grades.csv'), csvReport(shown));
    writeWhole(join(this.path, 'junit.xml'), junitReport(shown));
    for (const result of shown) {
      const one = join(this.path, 'gradescope', result.key.slice(0, 16));
      mkdirSync(one, { recursive: true });
      writeWhole(join(one, 'results.json'), gradescopeReport(result));
    }
    return { results: standing(results), refused };
  }
}

/** The facts of the run in a folder; undefined where there are none or they are damaged. */
export function readRunFacts(folder: string): RunFacts | undefined {
  try {
    const facts = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as RunFacts;
    return typeof facts.secret === 'string' && facts.secret !== '' ? facts : undefined;
  } catch {
    return undefined;
  }
}

/** Results of a folder that bear the seal of its run. */
export function resultsIn(folder: string, secret: string): { results: Result[]; refused: string[] } {
  const results: Result[] = [];
  const refused: string[] = [];
  for (const name of readdirSync(join(folder, 'results')).sort()) {
    const key = /^([0-9a-f]{64})\.json$/.exec(name)?.[1];
    if (key === undefined) continue; // a draft of somebody who is writing
    const result = readSealed(folder, key, secret);
    if (result === undefined) refused.push(join(folder, 'results', name));
    else results.push(result);
  }
  return { results, refused };
}

/** Marks and comments of people. @throws FormatError */
export function readManual(folder: string): ManualMark[] {
  const file = join(folder, 'manual.json');
  const refuse = (received: string, cause?: unknown): FormatError =>
    new FormatError({
      who: file,
      rule: {
        en: 'it is a list of { student, exercise, question, points, comment }, points a number or null',
        ko: '{ student, exercise, question, points, comment }의 리스트여야 하고 points는 수 또는 null입니다',
      },
      received,
      cause,
    });
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw refuse((cause as Error).message, cause);
  }
  if (!Array.isArray(value)) throw refuse(typeof value);
  for (const mark of value as Partial<ManualMark>[]) {
    const { student, exercise, question, points, comment } = Object(mark) as Partial<ManualMark>;
    const whole =
      [student, exercise, question].every((name) => typeof name === 'string') &&
      (points === null || (typeof points === 'number' && Number.isFinite(points))) &&
      (comment === undefined || typeof comment === 'string');
    if (!whole) throw refuse(JSON.stringify(mark) ?? 'undefined');
  }
  return value as ManualMark[];
}

function sealed(result: Result, secret: string): string {
  return `${JSON.stringify({ ...result, seal: sealOf(result, secret) }, null, 1)}\n`;
}

function sealOf(result: Result, secret: string): string {
  return createHmac('sha256', secret)
    .update(`result\0${JSON.stringify(result)}`)
    .digest('hex');
}

function readSealed(folder: string, key: string, secret: string): Result | undefined {
  try {
    const text = readFileSync(join(folder, 'results', `${key}.json`), 'utf8');
    const { seal, ...result } = JSON.parse(text) as Result & { seal?: unknown };
    return seal === sealOf(result, secret) && result.key === key ? result : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a file whole unless it is there; of several that try at once exactly one does. */
function createOnce(path: string, content: string): boolean {
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
  writeWhole(draft, content, 0o600);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    if (existsSync(path)) return false;
    renameSync(draft, path); // a file system without hard links
    return true;
  } finally {
    rmSync(draft, { force: true });
  }
}
