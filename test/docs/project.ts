/** @file Tables about the project itself: its modules and files, commands, variables, platforms, grading. */
import { globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { packageOf } from '../../bin/node.mjs';
import { root } from '../../src/cli/paths.ts';
import { readTestOptions, kinds, type Kind } from '../../src/grade/options.ts';
import { draw } from '../../src/grade/index.ts';
import { names } from '../../src/hints/index.ts';
import { scenes } from '../../scripts/compare-scenes.ts';
import { attacks } from '../grade/attacks/attacks.ts';
import { codesIn, textOf, type Checks, type Table } from './markdown.ts';

/** Of the command line, by the rows of its table. */
export const commands: readonly string[] = Array.from(
  textOf('src/cli/main.ts').matchAll(/^ {2}(\w+): \{\n {4}usage/gm),
  ([, name]) => name!,
);

const textsOf = (pattern: string): string => globSync(pattern, { cwd: root }).map(textOf).join('\n');
const firstCodes = ({ rows }: Table): string[] => rows.flatMap(([first]) => codesIn(first!));
const without = (names: readonly string[], text: string): string[] => names.filter((name) => !text.includes(name));

/** A row per folder of `src/`, and the commands there are. */
function modules({ rows }: Table): void {
  const [, order] = /const ORDER = \[(.*?)\]/s.exec(textOf('scripts/check-imports.ts'))!;
  const inOrder = Array.from(order!.matchAll(/'(\w+)'/g), ([, name]) => name!);
  expect(rows.map(([module]) => codesIn(module!)[0]!).sort()).toEqual(
    [...inOrder.map((name) => `src/${name}`), 'kernel/'].sort(),
  );
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...inOrder].sort());
  const ofCli = rows.find(([module]) => module === '`src/cli`')![1]!;
  expect(codesIn(ofCli)[0]!.replace('kernelab ', '').split(', ').sort()).toEqual([...commands].sort());
}

/** Files of the engine, below `src/engine` or the project; several in a cell share the folder of the first. */
function engineFiles({ rows, columns }: Table): void {
  const gone: string[] = [];
  for (const cells of rows) {
    for (const cell of columns.startsWith('file') ? [cells[0]!] : [cells[1]!]) {
      let folder = '';
      for (const code of codesIn(cell)) {
        if (!/^[\w/-]+(?:\.ts|\/)$/.test(code)) continue;
        const places = [`src/engine/${code}`, `src/engine/${folder}${code}`, code];
        if (places.every((place) => globSync(place, { cwd: root }).length === 0)) gone.push(code);
        if (code.includes('/')) folder = code.slice(0, code.lastIndexOf('/') + 1);
      }
    }
  }
  expect(gone).toEqual([]);
}

/** Variables that students of one server are kept apart by. */
function serverVariables(table: Table): void {
  const names = firstCodes(table).map((code) => code.split('=')[0]!);
  expect(names).toHaveLength(table.rows.length);
  expect(without(names, textsOf('{src,kernel}/**/*.ts'))).toEqual([]);
}

/** Commands with options that there are, variables, and the names of a cell. */
function otherWays(table: Table): void {
  const usage = textOf('src/cli/main.ts');
  for (const code of firstCodes(table)) {
    const options = Array.from(code.matchAll(/ (--\w[\w-]*)/g), ([, option]) => option!);
    const [, command = 'lab'] = /npx kernelab (\w+)/.exec(code) ?? [];
    if (/kernelab|npm start/.test(code)) expect(commands).toContain(command);
    expect(without(options, `${usage}${textOf(`src/cli/${command}.ts`)}`), code).toEqual([]);
  }
}

function namesOfCells(table: Table): void {
  // `display` is told of where it is used.
  expect(firstCodes(table).sort()).toEqual(names.filter((name) => name !== 'display').sort());
}

/** Every command of package.json stands in a row. */
function everyDay({ rows }: Table): void {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const named = rows.flatMap(([command]) => codesIn(command!)).flatMap((code) => code.split(' '));
  const wanted = Object.keys(scripts).filter((name) => !/^(?:\/\/|start$|prepack$)/.test(name));
  expect(wanted.filter((name) => !named.includes(name))).toEqual([]);
  // The stages that the page lists are those that run.
  const stages = /\(([\w ]+)\)/.exec(rows.find(([command]) => command!.includes('npm test -- golden'))![1]!)![1]!;
  expect(stages).toBe(/npm test -- ([\w ]+)$/.exec(scripts['//test']!)![1]);
  const [, declared] = /const stages.*? = \{(\n.*?)\n\};/s.exec(textOf('scripts/test.ts'))!;
  const [, onlyWhenNamed] = /const onlyWhenNamed = \[(.*?)\]/.exec(textOf('scripts/test.ts'))!;
  const all = Array.from(declared!.matchAll(/^ {2}(\w+):/gm), ([, name]) => name!);
  expect(stages.split(' ')).toEqual(all.filter((name) => !onlyWhenNamed!.includes(`'${name}'`)));
}

/** A pinned Node for each platform that says so, and for no other. */
function platforms({ rows }: Table): void {
  const { version, sha256 } = JSON.parse(textOf('runtime/package.json')) as {
    version: string;
    sha256: Record<string, Record<string, string>>;
  };
  const systems: Record<string, string> = { Linux: 'linux', macOS: 'darwin', Windows: 'win32' };
  const covered: string[] = [];
  for (const [platform, node] of rows.filter(([name]) => !name!.includes('musl'))) {
    const [system] = platform!.split(' ');
    for (const cpu of ['x64', 'arm64'].filter((each) => platform!.includes(each))) {
      const name = packageOf(systems[system!]!, cpu);
      expect(sha256[version]![name] !== undefined, `${platform} ${cpu}`).toBe(!node!.startsWith('no'));
      if (!node!.startsWith('no')) covered.push(name);
    }
  }
  expect(covered.sort()).toEqual(Object.keys(sha256[version]!).sort());
}

/** The place that deals with it is there, and what stands there as code is in it. */
function dealtWith({ rows }: Table): void {
  const sources = textsOf('{src/cli,kernel,bin}/**/*.{ts,mjs,py}') + textOf('.npmrc');
  for (const cells of rows) {
    const codes = codesIn(cells[1]!);
    expect(codes.length, cells[0]).toBeGreaterThan(0);
    for (const code of codes.filter((each) => each.includes('/') && !each.includes(' '))) {
      expect(globSync(code, { cwd: root }), code).toHaveLength(1);
    }
    for (const code of codes.filter((each) => /^[A-Z-]{2}|answer|taskkill/.test(each))) {
      const words = code.replace(/^--/, '').split(/[ =]/)[0]!;
      expect(sources, code).toContain(words);
    }
  }
}

/** To be done by hand; what they start must be there. */
function byHand({ rows }: Table): void {
  for (const [on, check] of rows) {
    expect(['Windows', 'Windows, Korean', 'Windows arm64', 'macOS', 'any']).toContain(on);
    const [, command] = /npx kernelab (\w+)/.exec(check!) ?? [];
    if (command !== undefined) expect(commands).toContain(command);
  }
}

/** A page that a script makes: the cells of both languages stand there as the scene has them. */
function comparedPlots({ heading, section }: Table): void {
  const scene = scenes.find(({ title }) => title === heading);
  expect(scene, heading).toBeDefined();
  const { name, ts, py } = scene!;
  expect(section).toContain(`\`\`\`ts\n${ts}\n\`\`\``);
  expect(section).toContain(`\`\`\`python\n${py}\n\`\`\``);
  for (const side of ['kernelab', 'matplotlib']) {
    expect(globSync(`docs/plots/${name}-${side}.png`, { cwd: root })).toHaveLength(1);
    expect(section).toContain(`plots/${name}-${side}.png`);
  }
}

/** What holds against attacks; the page says how many are tried. */
function attacked({ rows }: Table): void {
  for (const [attack, against] of rows) expect(attack && against, attack).toBeTruthy();
  const said = Number(/grades (\d+) attacks/.exec(textOf('docs/grading-security.md'))![1]);
  expect(attacks.length).toBe(said);
}

const gradeSources = textsOf('src/{grade,cli/grade}/*.ts') + textOf('src/cli/grade.ts');

/** Kinds of cells, by the fields of their metadata and the lines that mark parts of them. */
function kindsOfCells({ rows }: Table): void {
  const words = rows
    .flatMap(([, metadata, given]) => [...codesIn(metadata!), ...codesIn(given!)])
    .flatMap((code) => (code.startsWith('//') ? [code.slice(3)] : code.split(/[^\w]+/)))
    .filter((word) => !['true', 'false', ''].includes(word));
  expect(words.length).toBeGreaterThan(10);
  expect(words.filter((word) => !gradeSources.includes(word))).toEqual([]);
}

function testCalls(table: Table): void {
  expect(firstCodes(table)).toEqual([...kinds]);
}

/** Options of test calls, with the defaults that they have. */
function testOptions(table: Table): void {
  let all: string[] = [];
  try {
    readTestOptions('expectValue', { noSuchOptionAtAll: 1 });
  } catch (error) {
    all = /The options are (.*?)\.(?: |$)/.exec(String(error))![1]!.split(', ');
  }
  const written = ['atLeast', 'seed', 'expected']; // told of in the table of calls; written by `build`
  expect(firstCodes(table).sort()).toEqual(all.filter((name) => !written.includes(name)).sort());
  const numbers = (row: string): number[] => {
    const cell = table.rows.find(([first]) => first === `\`${row}\``)!.at(-1)!;
    return Array.from(cell.matchAll(/\d+(?:e-\d+)?/g), ([number]) => Number(number));
  };
  const of = (kind: Kind, name: 'tolerance' | 'seconds'): number => readTestOptions(kind, {})[name];
  expect(numbers('points')).toEqual([readTestOptions('expectValue', {}).points]);
  expect(numbers('tolerance')).toEqual([
    of('expectValue', 'tolerance'),
    of('expectGradient', 'tolerance'),
    of('expectImage', 'tolerance'),
  ]);
  expect(numbers('times')[0]).toBe(readTestOptions('expectValue', {}).times);
  expect(numbers('seconds')).toEqual([of('expectValue', 'seconds'), of('expectTraining', 'seconds')]);
}

function drawnInputs(table: Table): void {
  expect(firstCodes(table).map((code) => /^draw\.(\w+)/.exec(code)![1])).toEqual(Object.keys(draw));
}

/** Files that `build` and `run` write: their fixed parts stand in the sources. */
function writtenFiles(table: Table): void {
  const parts = firstCodes(table).flatMap((code) => code.split('/').filter((part) => /^[a-z_]+(?:\.\w+)?$/.test(part)));
  expect(parts.length).toBeGreaterThan(2);
  expect(without(parts, gradeSources)).toEqual([]);
}

/** Options of `grade run`: those in the table are there, and every one is named on the page. */
function runOptions(table: Table): void {
  const [, run] = /async function run\(.*?options: \{(.*?)\n {4}\},/s.exec(textOf('src/cli/grade.ts'))!;
  const all = Array.from(run!.matchAll(/^ {6}(\w+):/gm), ([, name]) => `--${name}`);
  expect(
    firstCodes(table)
      .map((code) => code.split(' ')[0]!)
      .filter((name) => !all.includes(name)),
  ).toEqual([]);
  expect(without(all, textOf(table.page))).toEqual([]);
}

export const projectChecks: Checks = {
  'CONTRIBUTING.md: command | what it does': everyDay,
  'README.md: name in a cell | what it is': namesOfCells,
  'README.ko.md: 셀에서 쓰는 이름 | 무엇인가': namesOfCells,
  'README.md:  | ': otherWays,
  'README.ko.md:  | ': otherWays,
  'docs/architecture.md: module | question it answers': modules,
  'docs/classroom.md:  | ': serverVariables,
  'docs/classroom.ko.md:  | ': serverVariables,
  'docs/engine.md: file | question it answers': engineFiles,
  'docs/engine.md: to add | write | generated': engineFiles,
  'docs/grading-security.md: attack | what stands against it': attacked,
  'docs/grading.md: cell | metadata | students get': kindsOfCells,
  'docs/grading.ko.md: 셀 | 메타데이터 | 학생이 받는 것': kindsOfCells,
  'docs/grading.md: call | compares': testCalls,
  'docs/grading.ko.md: 호출 | 비교하는 것': testCalls,
  'docs/grading.md: option | takes | default': testOptions,
  'docs/grading.ko.md: 옵션 | 값 | 기본값': testOptions,
  'docs/grading.md: drawn input | is': drawnInputs,
  'docs/grading.ko.md: 뽑는 입력 | 뜻': drawnInputs,
  'docs/grading.md: what | for': writtenFiles,
  'docs/grading.ko.md: 결과 | 쓰임': writtenFiles,
  'docs/grading.md: option | does': runOptions,
  'docs/grading.ko.md: 옵션 | 하는 일': runOptions,
  'docs/grading.md: file | is': writtenFiles,
  'docs/grading.ko.md: 파일 | 내용': writtenFiles,
  'docs/platforms.md: platform | pinned Node | JupyterLab | browser for tests and PDF': platforms,
  'docs/platforms.md: what is different | where it is dealt with': dealtWith,
  'docs/platforms.md: on | check | expected': byHand,
  'docs/plots.md: kernelab | matplotlib': comparedPlots,
};
