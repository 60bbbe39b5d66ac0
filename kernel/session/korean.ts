/**
 * @file TypeScript's messages in Korean. The compiler speaks the language it was started with, and hints and the search
 * for missing names read its English; so what is shown is put into Korean here, line by line, by TypeScript's own texts
 * (`scripts/build-korean-messages.ts` takes them).
 */
import { readFileSync } from 'node:fs';
import { koreanMessagesFile } from '../paths.ts';

interface Template {
  english: RegExp;
  korean: string;
  /** Letters that are the same in each message: the more, the surer. */
  fixed: number;
  /** Which place of the Korean text each group is. */
  places: readonly string[];
}

let templates: readonly Template[] | undefined;

/** The message in Korean; lines that are not known stay as they are. */
export function inKorean(message: string): string {
  templates ??= readTemplates();
  return message
    .split('\n')
    .map((line) => translated(withoutGuess(line), templates!) ?? translated(line, templates!) ?? line)
    .join('\n');
}

/** What may have been meant is said by the hint. */
function withoutGuess(line: string): string {
  return line
    .replace(/ Did you mean (?:to write )?'[^']*'\?$/, '')
    .replace(/, but ('[^']*' does not exist in type)/, ', and $1');
}

function translated(line: string, known: readonly Template[]): string | undefined {
  const [, indent, text] = /^(\s*)([^]*)$/.exec(line)!;
  for (const { english, korean, places } of known) {
    const match = english.exec(text!);
    if (!match) continue;
    const values = new Map(places.map((place, i) => [place, match[i + 1]!]));
    return indent! + korean.replace(/\{(\d)\}/g, (whole, place: string) => values.get(place) ?? whole);
  }
  return undefined;
}

function readTemplates(): Template[] {
  const lines = readFileSync(koreanMessagesFile(), 'utf8').trimEnd().split('\n');
  const all = lines.map((line): Template => {
    const [english, korean] = line.split('\t') as [string, string];
    const parts = english.split(/\{(\d)\}/);
    const source = parts.map((part, i) => (i % 2 === 1 ? '([^]*?)' : part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)));
    const fixed = parts.filter((_, i) => i % 2 === 0).join('').length;
    return { english: new RegExp(`^${source.join('')}$`), korean, fixed, places: parts.filter((_, i) => i % 2 === 1) };
  });
  return all.filter(({ fixed }) => fixed > 4).sort((a, b) => b.fixed - a.fixed);
} // prettier-ignore
