/**
 * @file `npm run labs`: makes the Korean and the English notebook of a lab from one source, `notebooks/src/NAME.md`, so that
 * both have the same code cells, and the list of labs in both READMEs. A source opens with its facts (labs.ts); then
 * `<!-- ko -->` and `<!-- en -->` open a text cell in that language, and a fence that opens with ```ts is a code cell; words behind
 * it are the cell's tags (`expects-notice:not-awaited`: the cell shows that notice on purpose). In code cells titles, labels
 * and comments are written «한국어|English»: each notebook gets its own, the code around stays one.
 * `--check` only says what is not as the sources make it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { languageInfo } from '../kernel/protocol/info.ts';
import { FormatError } from '../src/errors/index.ts';
import { root } from '../src/cli/paths.ts';
import { labs, withLabList } from './labs.ts';

type Language = 'ko' | 'en';
type Piece = { kind: 'code'; text: string; tags: string[] } | { kind: Language; text: string };

/** The text of the notebook of one language. */
export function notebookText(source: string, language: Language, name: string): string {
  const pieces = parse(source, name).filter((piece) => piece.kind === 'code' || piece.kind === language);
  const cells = pieces.map((piece, i) => {
    const id = `${language}-${String(i + 1).padStart(3, '0')}`;
    const text = piece.kind === 'code' ? textsOf(piece.text, language, name) : piece.text;
    const lines = text.split('\n').map((line, k, all) => (k < all.length - 1 ? `${line}\n` : line));
    return piece.kind === 'code'
      ? { cell_type: 'code', execution_count: null, id, metadata: tagged(piece.tags), outputs: [], source: lines }
      : { cell_type: 'markdown', id, metadata: {}, source: lines };
  });
  const metadata = {
    kernelspec: { display_name: 'TypeScript (kernelab)', language: 'typescript', name: 'kernelab' },
    language_info: languageInfo,
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/** Code with the texts of one language. Quotes in a text could end the string around it in one of the two notebooks only. */
function textsOf(code: string, language: Language, name: string): string {
  const texts = code.replace(/«([^«»|]*)\|([^«»|]*)»/g, (whole, ko: string, en: string) => {
    if (/['"`\\\n]/.test(whole)) {
      throw new FormatError({
        who: 'make-notebooks',
        rule: {
          en: 'a text of two languages in a code cell has no quotes, backslashes or line breaks',
          ko: '코드 셀에 두 언어로 쓴 글에는 따옴표, 역슬래시, 줄 바꿈을 쓰지 않습니다',
        },
        received: `${name}: ${whole}`,
      });
    }
    return language === 'ko' ? ko : en;
  });
  const half = /[«»]/.exec(texts);
  if (half) {
    const line = texts.slice(0, half.index).split('\n').length - 1;
    throw new FormatError({
      who: 'make-notebooks',
      rule: { en: 'a text of two languages is «한국어|English»', ko: '두 언어로 쓴 글은 «한국어|English»처럼 씁니다' },
      received: `${name}: ${texts.split('\n')[line]!.trim()}`,
    });
  }
  return texts;
}

function tagged(tags: string[]): { tags?: string[] } {
  return tags.length > 0 ? { tags } : {};
}

function parse(source: string, name: string): Piece[] {
  const pieces: Piece[] = [];
  const tokens = /^<!-- (ko|en) -->$|^```ts((?: [^\s`]+)*)$|^```$/gm;
  let open: Piece['kind'] | undefined;
  let tags: string[] = [];
  let start = 0;
  const close = (end: number) => {
    if (open === undefined) return;
    const text = source.slice(start, end).replace(/^\n+|\s+$/g, '');
    if (text !== '') pieces.push(open === 'code' ? { kind: open, text, tags } : { kind: open, text });
    open = undefined;
  };
  for (const match of source.matchAll(tokens)) {
    const token = match[0];
    if (token === '```') {
      // A fence inside a text cell (```text … ```) belongs to that text.
      if (open !== 'code') continue;
      close(match.index);
    } else {
      if (open === 'code')
        throw new FormatError({
          who: 'make-notebooks',
          rule: { en: 'a code cell ends with ``` before the next cell', ko: '코드 셀은 다음 셀 앞에서 ```로 끝납니다' },
          received: name,
        });
      close(match.index);
      open = (match[1] as Language | undefined) ?? 'code';
      tags = match[2]?.split(' ').filter(Boolean) ?? [];
    }
    start = match.index + token.length;
  }
  close(source.length);
  const [ko, en] = [pieces.filter((p) => p.kind === 'ko').length, pieces.filter((p) => p.kind === 'en').length];
  if (ko !== en) {
    throw new FormatError({
      who: 'make-notebooks',
      rule: { en: 'each text cell stands in both languages', ko: '글 셀은 두 언어로 모두 씁니다' },
      received: { en: `${name}: ${ko} Korean, ${en} English`, ko: `${name}: 한국어 ${ko}개, 영어 ${en}개` },
    });
  }
  return pieces;
}

/** Every file that comes from the sources, by its path below the project. */
export function madeFiles(): Map<string, string> {
  const all = labs();
  const files = new Map<string, string>();
  for (const language of ['ko', 'en'] as const) {
    for (const { name, text } of all)
      files.set(`notebooks/${language}/${name}.ipynb`, notebookText(text, language, name));
    const readme = language === 'ko' ? 'README.ko.md' : 'README.md';
    files.set(readme, withLabList(readFileSync(join(root, readme), 'utf8'), language, all));
  }
  return files;
}

if (import.meta.main) {
  for (const [file, made] of madeFiles()) {
    const place = join(root, file);
    const there = existsSync(place) ? readFileSync(place, 'utf8') : '';
    if (there === made) continue;
    if (process.argv.includes('--check')) {
      console.error(`${file} is not what notebooks/src makes`);
      process.exitCode = 1;
      continue;
    }
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, made);
    console.log(file);
  }
}
