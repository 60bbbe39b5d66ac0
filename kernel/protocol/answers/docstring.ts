/**
 * @file A docstring in the student's language: a library may give its summary in Korean behind the tag `@ko`. With
 * `KERNELAB_LANG=ko` that comes first, the rest below it; otherwise the tag is left out. `@koParam` says in Korean what `@param` says.
 */
import { say } from '../../language.ts';

/** As TypeScript writes a tag of a docstring into Markdown, up to the next tag. */
const korean = /\n+\*@ko\*(?:\s+—)?\s*([^]*?)(?=\n+\*@\w+\*|\s*$)/;

/** The parameters in Korean, `@koParam name what it is`, which stand for those of `@param`. */
const koreanParameters = /\n+\*@koParam\*(?:\s+—)?\s*([^]*?)(?=\n+\*@\w+\*|\s*$)/g;
const parameters = /\n+\*@param\*[^]*?(?=\n+\*@\w+\*|\s*$)/g;

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
  const told = [...markdown.matchAll(koreanParameters)].map(([, text]) => text!.trim().replace(/^(\S+)\s+/, '`$1`: '));
  const english = markdown.replace(korean, '').replace(koreanParameters, '');
  const rest = told.length === 0 ? english : english.replace(parameters, '');
  const [, code = '', text = rest] = /^(```[^]*?\n```\n?)([^]*)$/.exec(rest) ?? [];
  const translated = [
    code.trimEnd(),
    summary,
    told.map((text) => `*인수* ${text}`).join('\n\n'),
    withTitles(text).trim(),
  ]
    .filter(Boolean)
    .join('\n\n');
  return say({ en: english, ko: translated });
}

function withTitles(text: string): string {
  return text.replace(/^\*@(\w+)\*/gm, (all, name: string) => (titles[name] ? `*${titles[name]}*` : all));
}
