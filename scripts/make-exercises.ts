/**
 * @file Makes the Korean and the English notebook of an exercise from one source, `notebooks/exercises/NN-name.md`, in the
 * form that docs/grading.md describes. A source opens with its facts between two lines of `---`; `<!-- ko -->` and
 * `<!-- en -->` open text cells. A fence is a code cell, and what it says after ```` ```ts ```` is what the cell is:
 *
 *     ts                   given to the students
 *     ts seconds=60        likewise, where it may take that long (it trains); also behind a solution's ID
 *     ts solution ID       theirs to write, between BEGIN SOLUTION and END SOLUTION
 *     ts test ID           calls of expectValue and its kin; the import and the points are added here
 *     ts sealed ID         calls likewise, which `check('ID')` tells right or wrong on the student's machine; no points
 *     ts wrong ID          a wrong answer to the solution ID; opens with `// points`, `// ko name: says` and `// en name: says`
 *
 * The facts are `title`, `terms` (words of the glossary), `rows` (of the lectures) and, where it has one, `misconception`; from them
 * comes the table of docs/exercises.md. In test cells `{ ko: '…', en: '…' }` becomes the text of the notebook's language. `--check` only says what is stale.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { languageInfo } from '../kernel/protocol/info.ts';
import { root } from '../src/cli/paths.ts';
import { FormatError, type Text, type Translated } from '../src/errors/index.ts';
import { readCalls } from '../src/grade/calls.ts';

type Language = 'ko' | 'en';

export interface ExerciseSource {
  /** `02-output-size`. */
  readonly name: string;
  readonly title: Readonly<Record<Language, string>>;
  /** Words of the glossary that the texts use, in English. */
  readonly terms: readonly string[];
  /** The rows of the lectures (docs/coverage.md) that it belongs to. */
  readonly rows: readonly string[];
  /** What many students believe before they do it; it has a wrong answer that says otherwise. */
  readonly misconception?: Readonly<Record<Language, string>>;
  /** The source behind the facts. */
  readonly text: string;
}

/** All exercises in order. @throws FormatError for a source whose facts are not whole */
export function exerciseSources(): ExerciseSource[] {
  return globSync('notebooks/exercises/[0-9]*.md', { cwd: root })
    .sort()
    .map((file) => parseSource(basename(file, '.md'), readFileSync(join(root, file), 'utf8')));
}

function parseSource(name: string, source: string): ExerciseSource {
  const [, json, text] = /^---\n([^]*?)\n---\n+([^]*)$/.exec(source) ?? [];
  if (json === undefined || text === undefined) {
    throw refused(
      name,
      {
        en: 'an exercise opens with its facts between two lines of ---',
        ko: '과제는 --- 두 줄 사이의 정보로 시작합니다',
      },
      { en: 'none', ko: '없음' },
    );
  }
  const { title, terms, rows, misconception } = JSON.parse(json) as Partial<ExerciseSource>;
  if (
    !isBoth(title) ||
    !Array.isArray(terms) ||
    !Array.isArray(rows) ||
    !(misconception === undefined || isBoth(misconception))
  ) {
    throw refused(
      name,
      {
        en: "an exercise's facts are title (ko and en), terms, rows, and misconception (ko and en) if it has one",
        ko: '과제의 정보는 title(ko와 en), terms, rows이고, misconception(ko와 en)은 있으면 씁니다',
      },
      json,
    );
  }
  return { name, title, terms, rows, text, ...(misconception === undefined ? {} : { misconception }) };
}

function isBoth(text: unknown): text is Record<Language, string> {
  const { ko, en } = Object(text) as Partial<Record<Language, unknown>>;
  return typeof ko === 'string' && typeof en === 'string';
}

interface Piece {
  kind: Language | 'given' | 'solution' | 'test' | 'sealed' | 'wrong';
  /** Of code cells that have one. */
  id: string;
  text: string;
  /** Of a given cell or a solution that may take longer than cells do. */
  seconds?: number;
}

/** The notebook of one language. */
export function exerciseNotebook({ name, text }: ExerciseSource, language: Language): string {
  const cells = wrongFirst(parsePieces(name, text))
    .filter(({ kind }) => (kind !== 'ko' && kind !== 'en') || kind === language)
    .map((piece, i) => cellOf(piece, language, name, i));
  const metadata = {
    kernelspec: { display_name: 'TypeScript (kernelab)', language: 'typescript', name: 'kernelab' },
    language_info: languageInfo,
    kernelab: { exercise: name.replace(/^\d+-/, ''), language },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

function parsePieces(name: string, source: string): Piece[] {
  const pieces: Piece[] = [];
  // A code fence, or the text from a language's mark to the next mark or code fence.
  const pattern =
    /^```ts(?: (solution|test|sealed|wrong) ([\w-]+))?(?: seconds=(\d+))?\n([^]*?)\n```$|^<!-- (ko|en) -->\n([^]*?)(?=^<!-- |^```ts|$(?![^]))/gm;
  for (const [, kind, id, seconds, code, language, text] of source.matchAll(pattern)) {
    if (language !== undefined) pieces.push({ kind: language as Language, id: '', text: text!.trim() });
    else {
      const long = seconds === undefined ? {} : { seconds: Number(seconds) };
      pieces.push({ kind: (kind ?? 'given') as Piece['kind'], id: id ?? '', text: code!, ...long });
    }
  }
  const count = (language: Language): number => pieces.filter(({ kind }) => kind === language).length;
  if (count('ko') !== count('en')) {
    throw refused(
      name,
      { en: 'each text cell stands in both languages', ko: '글 셀은 두 언어로 모두 씁니다' },
      {
        en: `${count('ko')} Korean, ${count('en')} English`,
        ko: `한국어 ${count('ko')}개, 영어 ${count('en')}개`,
      },
    );
  }
  return pieces;
}

/** Wrong answers stand before their solution, so that a source that is run from top to bottom tests the solution. */
function wrongFirst(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'wrong') return [];
    if (piece.kind !== 'solution') return [piece];
    return [...pieces.filter(({ kind, id }) => kind === 'wrong' && id === piece.id), piece];
  });
}

function cellOf({ kind, id, text, seconds }: Piece, language: Language, name: string, i: number): object {
  const numbered = `${language}-${String(i + 1).padStart(3, '0')}`;
  const code = (source: string, cellId: string, metadata: object): object => ({
    cell_type: 'code',
    execution_count: null,
    id: cellId,
    metadata,
    outputs: [],
    source: lines(source),
  });
  const limit = seconds === undefined ? {} : { kernelab: { seconds } };
  switch (kind) {
    case 'ko':
    case 'en':
      return { cell_type: 'markdown', id: numbered, metadata: {}, source: lines(text) };
    case 'given':
      return code(text, numbered, limit);
    case 'solution':
      return code(text, id, {
        ...limit,
        nbgrader: facts(id, { solution: true, grade: false, locked: false }),
      });
    case 'test': {
      const asked = inLanguage(text, language);
      const points = readCalls(asked, `${name}, ${id}`).reduce((sum, call) => sum + call.options.points, 0);
      const nbgrader = { ...facts(id, { solution: false, grade: true, locked: true }), points };
      return code(asHandedOut(withImport(asked), language), id, { nbgrader });
    }
    case 'sealed':
      return code(withImport(inLanguage(text, language)), `check-${id}`, { kernelab: { sealed: id } });
    case 'wrong': {
      const [, points, rest] = /^\/\/ (\d+(?:\.\d+)?)\n([^]*)$/.exec(text) ?? [];
      const told = new RegExp(`^// ${language} ([^:\\n]+): (.+)$`, 'm').exec(rest ?? '');
      if (points === undefined || told === null) {
        throw refused(
          name,
          {
            en: 'a wrong answer opens with // points, // ko name: says and // en name: says',
            ko: '오답은 // points, // ko 이름: 설명, // en name: says로 시작합니다',
          },
          text,
        );
      }
      const source = rest!.replace(/^\/\/ (ko|en) [^:\n]+: .+\n/gm, '');
      const wrong = { answers: id, name: told[1]!, points: Number(points), says: told[2]! };
      return code(source, `wrong-${i + 1}`, { kernelab: { wrong } });
    }
  }
}

function facts(id: string, { solution, grade, locked }: Record<'solution' | 'grade' | 'locked', boolean>): object {
  return { schema_version: 3, grade, solution, locked, task: false, grade_id: id };
}

function inLanguage(code: string, language: Language): string {
  const text = String.raw`'(?:[^'\\]|\\.)*'`;
  return code.replaceAll(
    new RegExp(`\\{\\s*ko: (${text}),\\s*en: (${text}),?\\s*\\}`, 'g'),
    (_, ko: string, en: string) => (language === 'ko' ? ko : en),
  );
}

/** Where all tests of a cell are hidden, students would be left with its import: it is hidden as well, and a line says what is there. */
function asHandedOut(code: string, language: Language): string {
  const [imports, rest] = [code.slice(0, code.indexOf('\n') + 1), code.slice(code.indexOf('\n') + 1)];
  const start = '// BEGIN HIDDEN TESTS\n';
  if (!rest.startsWith(start) || !rest.endsWith('// END HIDDEN TESTS')) return code;
  const told =
    language === 'ko'
      ? '// 이 셀의 시험은 채점할 때만 보입니다.'
      : '// The tests of this cell are only there when it is graded.';
  return `${told}\n${start}${imports}${rest.slice(start.length)}`;
}

function withImport(code: string): string {
  const used = [...new Set(code.match(/\b(?:expect[A-Z]\w+|draw)\b/g))].sort();
  return `import { ${used.join(', ')} } from 'kernelab';\n${code}`;
}

function lines(text: string): string[] {
  return text.split('\n').map((line, k, all) => (k < all.length - 1 ? `${line}\n` : line));
}

function refused(name: string, rule: Translated, received: Text): FormatError {
  return new FormatError({ who: `notebooks/exercises/${name}.md`, rule, received });
}

/** Every notebook that comes from the sources, by its path below the project. */
export function madeExercises(): Map<string, string> {
  const files = new Map<string, string>();
  for (const source of exerciseSources()) {
    for (const language of ['ko', 'en'] as const) {
      files.set(`notebooks/exercises/${source.name}.${language}.ipynb`, exerciseNotebook(source, language));
    }
  }
  return files;
}

/** The pages that list all exercises, with the table as the sources make it. */
export function madePages(): Map<string, string> {
  const pages = { en: 'docs/exercises.md', ko: 'docs/exercises.ko.md' } as const;
  const sources = exerciseSources();
  return new Map(
    (['en', 'ko'] as const).map((language) => {
      const text = readFileSync(join(root, pages[language]), 'utf8');
      const table = sources.map((source) => rowOf(source, language)).join('\n');
      return [pages[language], text.replace(/(^\| ---.*\n)(?:\|.*\n)*/m, `$1${table}\n`)];
    }),
  );
}

/** `| 13 | [Min and L2 pooling](…) | L1.6, L4.11 | 5 | 3 | |`. */
function rowOf({ name, title, rows, text, misconception }: ExerciseSource, language: Language): string {
  const pieces = parsePieces(name, text);
  const calls = pieces
    .filter(({ kind }) => kind === 'test')
    .flatMap((piece) => readCalls(inLanguage(piece.text, language), name));
  const points = calls.reduce((sum, call) => sum + call.options.points, 0);
  const wrong = pieces.filter(({ kind }) => kind === 'wrong').length;
  const link = `[${title[language]}](../notebooks/exercises/${name}.md)`;
  return `| ${name.slice(0, 2)} | ${link} | ${rows.join(', ')} | ${points} | ${wrong} | ${misconception?.[language] ?? ''} |`;
}

if (import.meta.main) {
  for (const [file, made] of [...madeExercises(), ...madePages()]) {
    const place = join(root, file);
    const there = existsSync(place) ? readFileSync(place, 'utf8') : '';
    if (there === made) continue;
    if (process.argv.includes('--check')) {
      console.error(`${file} is not what its source makes`);
      process.exitCode = 1;
    } else {
      writeFileSync(place, made);
      console.log(file);
    }
  }
}
