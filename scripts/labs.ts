/**
 * @file The labs as their sources tell them: `notebooks/src/NAME.md` opens with its facts between two lines of `---`
 * (JSON, which is YAML too). Notebooks, the start page, the lists in both READMEs and what a run must have learnt come from there.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../src/cli/paths.ts';
import { FormatError, type Text, type Translated } from '../src/errors/index.ts';

/** A number that a lab prints, with the least that counts as sane on a subset (quick) and what the lectures reach (full). */
export interface Goal {
  /** The line, as a regular expression by lines; its first group is the number. */
  readonly says: string;
  readonly quick: number;
  readonly full: number;
}

interface Facts {
  readonly title: Readonly<Record<'ko' | 'en', string>>;
  /** What one does in it, for the READMEs. */
  readonly about: Readonly<Record<'ko' | 'en', string>>;
  /** What one can do afterwards, in a few short lines. */
  readonly learns: Readonly<Record<'ko' | 'en', readonly string[]>>;
  /** Of a class. */
  readonly minutes: number;
  /** Variables of the environment that it reads. */
  readonly parameters: readonly string[];
  /** Words of the code cell whose last picture stands for the lab (`npm run lab-pictures` takes it), or null. */
  readonly picture: string | null;
  readonly goals: readonly Goal[];
}

export interface Lab extends Facts {
  /** `02-fashion-mnist-cnn`. */
  readonly name: string;
  /** The source behind the facts. */
  readonly text: string;
}

/** All labs in order. @throws FormatError for a source whose facts are not whole */
export function labs(): Lab[] {
  return globSync('notebooks/src/*.md', { cwd: root })
    .sort()
    .map((file) => parseLab(basename(file, '.md'), readFileSync(join(root, file), 'utf8')));
}

/** A source's facts and its text. */
export function parseLab(name: string, source: string): Lab {
  const [, json, text] = /^---\n([^]*?)\n---\n+([^]*)$/.exec(source) ?? [];
  if (json === undefined || text === undefined) {
    throw refused(
      name,
      {
        en: 'a lab opens with its facts between two lines of ---',
        ko: '실습은 --- 두 줄 사이의 정보로 시작합니다',
      },
      { en: 'none', ko: '없음' },
    );
  }
  let facts: Partial<Facts>;
  try {
    facts = JSON.parse(json) as Partial<Facts>;
  } catch (cause) {
    throw refused(name, { en: "a lab's facts are JSON", ko: '실습의 정보는 JSON입니다' }, (cause as Error).message);
  }
  const { title, about, learns, minutes, parameters, picture, goals } = facts;
  const checks: readonly (readonly [keyof Facts, boolean])[] = [
    ['title', inBoth(title)],
    ['about', inBoth(about)],
    ['learns', areLines(learns?.ko) && areLines(learns?.en)],
    ['minutes', Number.isInteger(minutes)],
    ['parameters', Array.isArray(parameters)],
    ['picture', picture === null || typeof picture === 'string'],
    ['goals', Array.isArray(goals) && goals.every(isGoal)],
  ];
  const wrong = checks.filter(([, isRight]) => !isRight).map(([key]) => key);
  const other = Object.keys(facts).filter((key) => !checks.some(([known]) => known === key));
  if (wrong.length + other.length > 0) {
    const keys = checks.map(([key]) => key).join(', ');
    const strange = other.map((key) => `'${key}'`);
    throw refused(
      name,
      {
        en: `a lab's facts are ${keys}, texts in ko and en`,
        ko: `실습의 정보는 ${keys}이고, 글은 ko와 en으로 씁니다`,
      },
      {
        en: [...wrong.map((key) => `no sound ${key}`), ...strange].join(', '),
        ko: [...wrong.map((key) => `없거나 잘못된 ${key}`), ...strange].join(', '),
      },
    );
  }
  return { name, text, ...(facts as Facts) };
}

function areLines(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === 'string' && line !== '');
}

function inBoth(value: unknown): boolean {
  const { ko, en } = Object(value) as Record<string, unknown>;
  return typeof ko === 'string' && ko !== '' && typeof en === 'string' && en !== '';
}

function isGoal({ says, quick, full }: Goal): boolean {
  return typeof says === 'string' && /\(.*\)/.test(says) && quick <= full;
}

function refused(name: string, rule: Translated, received: Text): FormatError {
  return new FormatError({ who: `notebooks/src/${name}.md`, rule, received });
}

const start = '<!-- labs: made by `npm run labs` -->';
const end = '<!-- /labs -->';

/** A README with its list of labs as the sources tell it. */
export function withLabList(readme: string, language: 'ko' | 'en', all: readonly Lab[]): string {
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from < 0 || to < from) {
    throw new FormatError({
      who: 'labs',
      rule: { en: 'a README has a place for the list of labs', ko: 'README에는 실습 목록의 자리가 있습니다' },
      received: { en: `no '${start}'`, ko: `'${start}' 없음` },
    });
  }
  const time = { ko: '분', en: ' min' }[language];
  const rows = all.map(
    (lab) =>
      `${Number(lab.name.slice(0, 2))}. **${lab.title[language]}** (${lab.minutes}${time}): ${lab.about[language]}`,
  );
  return `${readme.slice(0, from + start.length)}\n\n${rows.join('\n')}\n\n${readme.slice(to)}`;
}

/** Where the picture of a lab with words of a language lies, by its path below the project. */
export function pictureOf({ name }: Pick<Lab, 'name'>, language: 'ko' | 'en'): string {
  return `notebooks/pictures/${language}/${name}.png`;
}

/** The code of a lab's cells in order. */
export function codeOf({ text }: Pick<Lab, 'text'>): string[] {
  return [...text.matchAll(/^```ts(?: [^\n]*)?\n([^]*?)^```$/gm)].map((found) => found[1]!.trimEnd());
}

/** The lines of all labs' code, without the space before them and comments behind them; texts of two languages in English. */
export function linesOfLabs(): string[] {
  const lines = labs().flatMap((lab) =>
    codeOf(lab).flatMap((cell) => cell.replace(/«[^|»]*\|([^»]*)»/g, '$1').split('\n')),
  );
  return [...new Set(lines.map((line) => line.replace(/(?:^|\s+)\/\/ .*$/, '').trim()))].filter(
    (line) => !/^help\b/.test(line),
  );
}
