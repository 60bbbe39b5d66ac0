/**
 * @file A docstring in the student's language: a library may give its summary in Korean behind the tag `@ko`. With
 * `KERNELAB_LANG=ko` that comes first, the rest below it; otherwise the tag is left out.
 */
import { say } from '../../language.ts';

/** As TypeScript writes a tag of a docstring into Markdown, up to the next tag. */
const korean = /\n+\*@ko\*(?:\s+—)?\s*([^]*?)(?=\n+\*@\w+\*|\s*$)/;

/** What tags are called in Korean. */
const titles: Readonly<Record<string, string>> = {
  param: '인수',
  returns: '반환값',
  throws: '오류',
  example: '예',
  see: '출처',
};

/** A hover's Markdown as the student reads it. */
export function inLanguage(markdown: string): string {
  const summary = korean.exec(markdown)?.[1]?.trim();
  const rest = markdown.replace(korean, '');
  const [, code = '', text = rest] = /^(```[^]*?\n```\n?)([^]*)$/.exec(rest) ?? [];
  const translated = [code.trimEnd(), summary, withTitles(text).trim()].filter(Boolean).join('\n\n');
  return say({ en: rest, ko: translated });
}

function withTitles(text: string): string {
  return text.replace(/^\*@(\w+)\*/gm, (all, name: string) => (titles[name] ? `*${titles[name]}*` : all));
}
