/**
 * @file `npm test`: types, lint, unit, long, golden, kernel protocol, notebooks in quick mode, JupyterLab in Chromium and the
 * first start of a small checkout, one after the other, all of them even when one fails. `npm test -- unit golden` runs
 * some. Ends with `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { npmCommand } from '../bin/npm.mjs';
import { KernelabError } from '../src/errors/index.ts';
import { buildSteps } from '../src/cli/build.ts';
import { installSteps } from '../src/cli/install.ts';
import { root } from '../src/cli/paths.ts';
import { program } from '../src/cli/program.ts';
import { runSteps } from '../src/cli/steps.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: string[];
  /** What failed: its name, and the first lines of the reason. */
  failures: string[];
}

const reports = join(root, 'build', 'test');
const stages: Record<string, () => Count> = {
  types: () => command('types', [process.execPath, join('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit']),
  lint: () => command('lint', [...npmCommand(), 'run', '--silent', 'lint']),
  unit: () => vitest('unit'),
  long: () => vitest('long'),
  golden: () => vitest('golden'),
  kernel: () => vitest('kernel'),
  notebooks: () => vitest('notebooks'),
  e2e: () => vitest('e2e'),
  install: () => vitest('install'),
  package: () => vitest('package'),
  clients: () => vitest('clients'),
  hub: () => vitest('hub'),
};
/** Whether the vitest stages note which lines they run (`--coverage`). */
let coverage = false;
/** Minutes of downloads: run when asked for, and by CI. */
const onlyWhenNamed = ['package', 'clients', 'hub'];

await program(() => main(process.argv.slice(2)), 'npm test [-- STAGES…]');

async function main(wanted: string[]): Promise<number> {
  coverage = wanted.includes('--coverage');
  wanted = wanted.filter((word) => word !== '--coverage');
  const names = wanted.length > 0 ? wanted : Object.keys(stages).filter((name) => !onlyWhenNamed.includes(name));
  const unknown = names.filter((name) => !Object.hasOwn(stages, name));
  if (unknown.length > 0) {
    throw new KernelabError({
      who: 'npm test',
      rule: {
        en: `the stages are ${Object.keys(stages).join(', ')}`,
        ko: `쓸 수 있는 단계: ${Object.keys(stages).join(', ')}`,
      },
      received: unknown.join(', '),
    });
  }
  mkdirSync(reports, { recursive: true });
  const withPython = names.filter((name) => ['kernel', 'notebooks', 'e2e'].includes(name));
  await runSteps(buildSteps());
  const missing = withPython.length > 0 ? await pythonMissing() : undefined;

  const total: Count = { passed: 0, failed: 0, skipped: [], failures: [] };
  const lines: string[] = [];
  for (const name of names) {
    const began = performance.now();
    process.stdout.write(`\n──── ${name}\n`);
    const count = missing !== undefined && withPython.includes(name) ? unable(missing) : stages[name]!();
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped.push(...count.skipped);
    total.failures.push(...count.failures.map((failure) => `${name}: ${failure}`));
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    lines.push(
      `${name.padEnd(10)} ${String(count.passed).padStart(6)} passed ${String(count.failed).padStart(4)} failed ${seconds.padStart(7)} s`,
    );
  }
  process.stdout.write(`\n${lines.join('\n')}\n`);
  if (total.skipped.length > 0) {
    process.stdout.write(
      `\nskipped, with the reason in the name:\n${total.skipped.map((t) => `  - ${t}`).join('\n')}\n`,
    );
  }
  // Last, since of a long output people keep the end.
  if (total.failures.length > 0) {
    process.stdout.write(`\nfailed:\n${total.failures.map((failure) => `  - ${failure}`).join('\n')}\n`);
  }
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  return total.failed > 0 ? 1 : 0;
}

/** Installs what the Python stages need; gives the reason when that fails, so that the other stages still run. */
async function pythonMissing(): Promise<string | undefined> {
  try {
    await runSteps(await installSteps(['test']));
    return undefined;
  } catch (error) {
    if (!(error instanceof KernelabError)) throw error;
    return String(error);
  }
}

function unable(reason: string): Count {
  process.stdout.write(`not run: ${reason}\n`);
  return { passed: 0, failed: 1, skipped: [], failures: [reason] };
}

/** A check that either passes or fails as a whole. */
function command(name: string, [program, ...args]: readonly string[]): Count {
  const done = spawnSync(program!, args, { cwd: root, stdio: 'inherit', env: testEnvironment() });
  if (done.status === 0) return { passed: 1, failed: 0, skipped: [], failures: [] };
  process.stdout.write(`${name} failed (exit code ${done.status ?? done.signal})\n`);
  return {
    passed: 0,
    failed: 1,
    skipped: [],
    failures: [`exit code ${done.status ?? done.signal}; its output is above`],
  };
}

function vitest(project: string): Count {
  const report = join(reports, `${project}.json`);
  rmSync(report, { force: true });
  const bin = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const covered = coverage ? ['--coverage', `--coverage.reportsDirectory=build/coverage/${project}`] : [];
  const done = spawnSync(
    process.execPath,
    [bin, 'run', '--project', project, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`, ...covered],
    { cwd: root, stdio: 'inherit', env: testEnvironment() },
  );
  const count = readReport(report);
  // A crash before or after the tests must not look like success.
  if (done.status !== 0 && count.failed === 0) {
    count.failed = 1;
    count.failures.push(`vitest ended with ${done.status ?? done.signal}; its output is above`);
  }
  return count;
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    /** The test file. */
    name: string;
    status: string;
    /** Why the file itself could not be run. */
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

function readReport(file: string): Count {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return { passed: 0, failed: 1, skipped: [], failures: ['vitest left no report; its output is above'] };
  }
  const tests = report.testResults.flatMap((result) =>
    result.assertionResults.map((test) => ({ ...test, file: relative(root, result.name) })),
  );
  const failures = tests
    .filter((test) => test.status === 'failed')
    .map((test) => `${test.file}: ${test.fullName}\n${start(test.failureMessages.join('\n'))}`);
  const broken = report.testResults
    .filter((result) => result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'))
    .map((result) => `${relative(root, result.name)}\n${start(result.message)}`);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: tests
      .filter((test) => test.status === 'skipped' || test.status === 'pending')
      .map((test) => test.fullName),
    failures: [...failures, ...broken],
  };
}

/** The first lines of a reason, indented, without colours. */
function start(text: string): string {
  return stripVTControlCharacters(text)
    .split('\n')
    .slice(0, 12)
    .map((line) => `      ${line.slice(0, 200)}`)
    .join('\n');
}

function testEnvironment(): NodeJS.ProcessEnv {
  const bin = join(root, 'node_modules', '.bin');
  const paths = [join(process.execPath, '..'), bin, process.env['PATH'] ?? ''];
  return {
    ...process.env,
    PATH: paths.join(process.platform === 'win32' ? ';' : ':'),
    KERNELAB_ROOT: root,
    FORCE_COLOR: '0',
  };
}
