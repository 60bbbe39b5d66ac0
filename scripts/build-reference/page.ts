/** @file The reference's pages: one for each chapter and one that lists and searches all of them; plain HTML that needs no network. */
import { ALONE, type Call, type Chapter, type Entry, type Member } from './model.ts';
import { escape, line, paragraphs } from './markdown.ts';
import { words, type PageLanguage } from './words.ts';

/** What the pages' search looks through: path, first sentence and address. */
export type SearchRow = readonly [path: string, text: string, address: string];

/** The file of a chapter. */
export function fileOf(chapter: Chapter): string {
  return `${chapter.path}.html`;
}

/** The page of one chapter, beside the list of all chapters. */
export function chapterPage(chapter: Chapter, chapters: readonly Chapter[], language: PageLanguage): string {
  const say = words[language];
  const entries = chapter.entries.map((entry) => entrySection(entry, language)).join('\n');
  const names = chapter.entries
    .map((entry) => `<a href="#${anchor(entry)}">${escape(shortName(entry))}</a>`)
    .join('\n');
  const body = `<h1>${titleOf(chapter, language)}</h1>
${chapter.text ? paragraphs(chapter.text) : ''}
<nav class="names" aria-label="${say.names}">${names}</nav>
${entries}`;
  return page(titleOf(chapter, language), fileOf(chapter), chapters, language, body);
}

/** The first page: what there is. */
export function firstPage(chapters: readonly Chapter[], language: PageLanguage): string {
  const say = words[language];
  const rows = chapters.map((chapter) => {
    const first = firstSentence(chapter.text);
    return `<tr><td><a href="${fileOf(chapter)}"><code>${titleOf(chapter, language)}</code></a></td><td>${line(first)}</td><td class="count">${chapter.entries.length} ${say.names}</td></tr>`;
  });
  const body = `<h1>${say.title}</h1>\n<p>${say.intro}</p>\n<table class="chapters">${rows.join('\n')}</table>`;
  return page(say.title, 'index.html', chapters, language, body);
}

/** A page of docs/ between the reference's: its links to other files, which are not here, become plain text. */
export function documentPage(name: string, text: string, chapters: readonly Chapter[], language: PageLanguage): string {
  const title = /^# (.*)$/m.exec(text)?.[1] ?? name;
  // The line that leads to the other language: the page's head has that.
  const plain = text.replace(/^(?:English|한국어): .*$/m, '').replace(/\[([^\]]+)\]\((?!https?:|#)[^)]*\)/g, '$1');
  const body = paragraphs(plain);
  return page(title.replaceAll('`', ''), `${name}.html`, chapters, language, `<div class="document">${body}</div>`);
}

/** What can be found, in the order of the chapters. */
export function searchRows(chapters: readonly Chapter[], language: PageLanguage): SearchRow[] {
  return chapters.flatMap((chapter) =>
    chapter.entries.map((entry): SearchRow => [
      entry.path,
      firstSentence(summary(entry, language)),
      `${fileOf(chapter)}#${anchor(entry)}`,
    ]),
  );
}

function page(title: string, file: string, chapters: readonly Chapter[], language: PageLanguage, body: string): string {
  const say = words[language];
  const other = language === 'en' ? 'ko' : 'en';
  const links = chapters
    .filter((chapter) => isNear(chapter.path, file))
    .map(
      (chapter) =>
        `<a href="${fileOf(chapter)}"${fileOf(chapter) === file ? ' aria-current="page"' : ''} style="--depth: ${chapter.path.split('.').length - 1}">${titleOf(chapter, language)}</a>`,
    );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · kernelab</title>
<link rel="stylesheet" href="../reference.css">
</head>
<body>
<header>
<a class="home" href="index.html">${say.title}</a>
<input id="search" type="search" placeholder="${say.search}" aria-label="${say.search}" data-nothing="${say.nothing}">
<a class="language" href="../${other}/${file}" lang="${other}">${say.other}</a>
</header>
<div class="columns">
<nav class="chapters" aria-label="${say.home}"><a href="python-to-typescript.html"${file === 'python-to-typescript.html' ? ' aria-current="page"' : ''} style="--depth: 0">${say.tables}</a>
${links.join('\n')}</nav>
<main><div id="found" hidden></div><div id="page">${body}</div></main>
</div>
<script src="names.js"></script>
<script src="../reference.js"></script>
</body>
</html>
`;
}

/** The list shows two levels; what lies deeper appears beside its own page and its parent's. */
function isNear(path: string, file: string): boolean {
  const names = path.split('.');
  return names.length < 3 || file.startsWith(`${names.slice(0, 2).join('.')}.`);
}

function entrySection(entry: Entry, language: PageLanguage): string {
  const say = words[language];
  const parts = [`<h2 id="${anchor(entry)}"><a href="#${anchor(entry)}">${escape(entry.path)}</a></h2>`];
  const calls = entry.kind === 'class' ? [] : entry.calls;
  if (calls.length > 0)
    parts.push(`<pre class="calls">${calls.map((call) => signature(entry.path, call)).join('\n')}</pre>`);
  else if (entry.kind === 'value')
    parts.push(`<pre class="calls">${escape(entry.path)}: <span class="type">${escape(entry.type)}</span></pre>`);
  const korean = koreanOf(entry);
  if (language === 'ko' && korean) {
    parts.push(paragraphs(korean));
    if (entry.text) parts.push(`<details><summary>${say.inEnglish}</summary>${paragraphs(entry.text)}</details>`);
  } else if (entry.text) parts.push(paragraphs(entry.text));
  parts.push(...tagLists(entry, language));
  if (entry.options.length > 0) parts.push(`<h3>${say.options}</h3>`, memberTable(entry.options, language));
  if (entry.members.length > 0) parts.push(`<h3>${say.members}</h3>`, memberTable(entry.members, language));
  return `<section>${parts.join('\n')}</section>`;
}

function tagLists(entry: Entry, language: PageLanguage): string[] {
  const say = words[language];
  const titles = {
    param: say.parameters,
    returns: say.returns,
    throws: say.errors,
    example: say.example,
    see: say.source,
  };
  return Object.entries(titles).flatMap(([name, title]) => {
    const told = (tagName: string): string[] => entry.tags.filter((tag) => tag.name === tagName).map((tag) => tag.text);
    const korean = language === 'ko' && name === 'param' ? told('koParam') : [];
    const texts = korean.length > 0 ? korean : told(name);
    if (texts.length === 0) return [];
    if (name === 'example') return [`<h3>${title}</h3>`, ...texts.map((text) => example(text))];
    const items = texts.map((text) => `<li>${name === 'param' ? parameter(text) : line(text)}</li>`);
    return [`<h3>${title}</h3>`, `<ul>${items.join('\n')}</ul>`];
  });
}

function parameter(text: string): string {
  const [, name = '', rest = ''] = /^(\S+)\s*([^]*)$/.exec(text) ?? [];
  return `<code>${escape(name)}</code> ${line(rest)}`;
}

function example(text: string): string {
  return text.includes('```') ? paragraphs(text) : `<pre>${escape(text)}</pre>`;
}

function signature(path: string, call: Call): string {
  const parameters = call.parameters.map(
    ({ name, type, optional, rest }) =>
      `${rest ? '...' : ''}<b>${escape(name)}</b>${optional ? '?' : ''}: <span class="type">${escape(type)}</span>`,
  );
  return `${escape(path)}(${parameters.join(', ')}): <span class="type">${escape(call.result)}</span>`;
}

function memberTable(members: readonly Member[], language: PageLanguage): string {
  const say = words[language];
  const rows = members.map(({ name, type, text: english, ko, calls }) => {
    const text = (language === 'ko' ? ko : undefined) ?? english;
    const form =
      calls.length > 0
        ? calls.map((call) => signature(name, call)).join('<br>')
        : `<span class="type">${escape(type)}</span>`;
    return `<tr><td><code>${escape(name)}</code></td><td class="form"><code>${form}</code></td><td>${line(text.replaceAll('\n', ' '))}</td></tr>`;
  });
  return `<table class="members"><thead><tr><th>${say.option}</th><th>${say.type}</th><th>${say.meaning}</th></tr></thead>${rows.join('\n')}</table>`;
}

function titleOf(chapter: Chapter, language: PageLanguage): string {
  return chapter.path === ALONE ? words[language].alone : escape(chapter.path);
}

function shortName(entry: Entry): string {
  return entry.path.slice(entry.path.lastIndexOf('.') + 1);
}

function anchor(entry: Entry): string {
  return shortName(entry);
}

/** The one-line summary in the page's language; docstrings carry the Korean one behind `@ko`. */
function summary(entry: Entry, language: PageLanguage): string {
  return (language === 'ko' ? koreanOf(entry) : undefined) ?? entry.text;
}

function koreanOf(entry: Entry): string | undefined {
  return entry.tags.find((tag) => tag.name === 'ko')?.text;
}

function firstSentence(text: string): string {
  return /^[^]*?[.!?다](?=\s|$)/.exec(text.replaceAll('\n', ' '))?.[0] ?? text.split('\n')[0]!;
}
