/**
 * @file An own tsconfig.json beside a notebook, as cells and own files are checked and run by it: how strict, which names stand for
 * which files (`paths`), what JSX means. What would change how a cell as such is run (`module`, `target`, `rootDirs` …) stays the kernel's.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { say } from './language.ts';
import type { Notice } from './library.ts';
import { root } from './paths.ts';

/** Options that are taken as they are written. */
const TAKEN = new Set([
  'allowUnreachableCode',
  'allowUnusedLabels',
  'emitDecoratorMetadata',
  'exactOptionalPropertyTypes',
  'experimentalDecorators',
  'jsx',
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
  'lib',
  'types',
  'useUnknownInCatchVariables',
  'alwaysStrict',
]);
const isTaken = (name: string): boolean =>
  TAKEN.has(name) || /^(?:strict|noImplicit|noUnchecked|noUnused|noFallthrough|noProperty)/.test(name);

/** What of a tsconfig.json counts here. */
export interface OwnSettings {
  /** Compiler options besides `paths`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Patterns (`@/*`) and the files they stand for, absolute (`/home/kim/src/*`). */
  readonly paths: Readonly<Record<string, readonly string[]>>;
  /** Why the file, or one that it extends, cannot be read. */
  readonly problem?: { readonly file: string; readonly reason: string };
}

const NONE: OwnSettings = { options: {}, paths: {} };
/** When the settings of a folder were changed last (0: there are none). */
export function settingsTime(folder: string): number {
  if (folder === root) return 0; // kernelab's own
  const stat = statSync(join(folder, 'tsconfig.json'), { throwIfNoEntry: false });
  return stat?.isFile() ? stat.mtimeMs : 0;
}

const known = new Map<string, { time: number; settings: OwnSettings }>();

/** The settings of a folder, read again when the file has changed. */
export function settingsIn(folder: string): OwnSettings {
  const time = settingsTime(folder);
  if (time === 0) return NONE;
  const before = known.get(folder);
  if (before?.time === time) return before.settings;
  const settings = readSettings(join(folder, 'tsconfig.json'), []);
  known.set(folder, { time, settings });
  return settings;
}

/** What is to be said about settings that cannot be read; undefined where nothing is. */
export function brokenSettings(folder: string): Notice | undefined {
  const { problem } = settingsIn(folder);
  if (problem === undefined) return undefined;
  const { file, reason } = problem;
  return {
    cause: 'settings not read',
    en: `${file} is not read: ${reason}. Cells are checked without it.`,
    ko: `${file}을(를) 읽을 수 없습니다: ${reason}. 이 설정 없이 셀을 검사합니다.`,
  };
}

/** The files that an import may mean by `paths`; none where no pattern fits. The longest pattern counts, as in TypeScript. */
export function filesByPaths(specifier: string, { paths }: OwnSettings): string[] {
  const fits = Object.keys(paths).flatMap((pattern) => {
    const [before, after] = pattern.split('*') as [string, string?];
    if (after === undefined) return specifier === pattern ? [{ pattern, rest: '', length: Infinity }] : [];
    const isLong = specifier.length >= before.length + after.length;
    if (!isLong || !specifier.startsWith(before) || !specifier.endsWith(after)) return [];
    return [{ pattern, rest: specifier.slice(before.length, specifier.length - after.length), length: before.length }];
  });
  const best = fits.sort((a, b) => b.length - a.length)[0];
  return best === undefined ? [] : paths[best.pattern]!.map((target) => target.replace('*', () => best.rest));
}

/** The names that a text imports by `paths`. */
export function importedByPaths(text: string, settings: OwnSettings): string[] {
  if (Object.keys(settings.paths).length === 0) return [];
  return Array.from(
    text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"]([^'"]+)['"]/g),
    ([, name]) => name!,
  ).flatMap((name) => filesByPaths(name, settings));
}

/** `extending`: the files that lead here by `extends`. */
function readSettings(file: string, extending: readonly string[]): OwnSettings {
  let written: { extends?: unknown; compilerOptions?: Record<string, unknown> | null };
  try {
    written = JSON.parse(plainJson(readFileSync(file, 'utf8'))) as typeof written;
    if (typeof written !== 'object' || written === null) throw new SyntaxError('it is no object');
  } catch (error) {
    return { ...NONE, problem: { file, reason: (error as Error).message } };
  }
  let below: OwnSettings = NONE;
  for (const name of [written.extends ?? []].flat()) {
    if (typeof name !== 'string') continue;
    const path = extended(name, file);
    const chain = [...extending, file];
    const broken = (reason: string): OwnSettings => ({ ...NONE, problem: { file: path ?? name, reason } });
    const read =
      path === undefined
        ? broken('ENOENT')
        : chain.includes(path)
          ? broken(say({ en: 'it extends itself', ko: '자기 자신을 extends로 가져옵니다' }))
          : readSettings(path, chain);
    below = {
      ...below,
      ...read,
      options: { ...below.options, ...read.options },
      paths: { ...below.paths, ...read.paths },
    };
  }
  const compilerOptions = written.compilerOptions ?? {};
  const { paths, baseUrl } = compilerOptions;
  const base = resolve(dirname(file), typeof baseUrl === 'string' ? baseUrl : '.');
  return {
    options: {
      ...below.options,
      ...Object.fromEntries(Object.entries(compilerOptions).filter(([name]) => isTaken(name))),
    },
    // Later ones replace those of a file that is extended, as in TypeScript.
    paths: isPaths(paths)
      ? Object.fromEntries(Object.entries(paths).map(([from, to]) => [from, to.map((each) => resolve(base, each))]))
      : below.paths,
    ...(below.problem ? { problem: below.problem } : {}),
  };
}

/** The file that `extends` names: beside this one, or in a package. */
function extended(name: string, file: string): string | undefined {
  if (/^\.{0,2}\//.test(name)) return resolve(dirname(file), name.endsWith('.json') ? name : `${name}.json`);
  const { resolve: find } = createRequire(file);
  for (const each of [name, `${name}.json`, `${name}/tsconfig.json`]) {
    try {
      return find(each);
    } catch {
      // the next form
    }
  }
  return undefined;
}

function isPaths(value: unknown): value is Record<string, string[]> {
  const isList = (each: unknown): boolean => Array.isArray(each) && each.every((one) => typeof one === 'string');
  return typeof value === 'object' && value !== null && Object.values(value).every(isList);
}

/** Without comments, and without commas before a closing bracket; a text in quotes may look like either. */
function plainJson(text: string): string {
  const quoted = String.raw`("(?:[^"\\]|\\.)*")`;
  const keep = (_: string, held: string | undefined): string => held ?? '';
  return text
    .replace(/^\uFEFF/, '')
    .replace(new RegExp(String.raw`${quoted}|\/\/.*|\/\*[^]*?\*\/`, 'g'), keep)
    .replace(new RegExp(String.raw`${quoted}|,(?=\s*[\]}])`, 'g'), keep);
}
