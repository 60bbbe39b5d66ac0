/** @file The texts of `help(x)`: what the reference shows, as one file that the library reads when a cell first asks. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inCells } from '../kernel/checker/plain-names.ts';
import type { HelpBook, HelpEntry, HelpLine } from '../src/help/index.ts';
import { library } from '../src/library.ts';
import type { Call, Chapter, Entry, Member } from './build-reference/model.ts';
import { ALONE } from './build-reference/model.ts';
import { linesOfLabs } from './labs.ts';

/** Writes the book of all chapters. */
export function buildHelp(chapters: readonly Chapter[], file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(helpBookOf(chapters)));
}

/** Every entry by its path. */
export function helpBookOf(chapters: readonly Chapter[]): HelpBook {
  const lines = linesOfLabs();
  const entries = chapters.flatMap((chapter) =>
    chapter.entries.map((entry) => [entry.path, told(entry, chapter.path === ALONE, lines)] as const),
  );
  return Object.fromEntries(entries);
}

function told(entry: Entry, standsAlone: boolean, lines: readonly string[]): HelpEntry {
  const tags = (name: string): string[] => entry.tags.filter((each) => each.name === name).map(({ text }) => text);
  const tag = (name: string): string | undefined => tags(name)[0];
  const example = tag('example') ?? (standsAlone ? undefined : usedAs(entry, lines));
  const calls = entry.kind === 'class' ? [] : formsOf(entry);
  return {
    path: entry.path,
    kind: entry.kind,
    calls,
    text: entry.text,
    ko: tag('ko'),
    parameters: tags('param'),
    ...(tags('koParam').length > 0 ? { koParameters: tags('koParam') } : {}),
    options: entry.options.map(line),
    members: entry.members.map(line),
    ...(example === undefined ? {} : { example }),
    ...(entry.kind === 'value' ? { type: inCells(entry.type, library.typeNames) } : {}),
  };
}

/** How it is called; not the forms that only tell the compiler more of the result, where there are others. */
function formsOf({ path, calls }: Entry): string[] {
  const forms = calls.map((call) => form(path, call));
  const plain = forms.filter((each) => !/& \{|<Options>/.test(each));
  return plain.length > 0 ? plain : forms;
}

function line({ name, type, text, ko, calls, options }: Member): HelpLine {
  return {
    name,
    type: inCells(type, library.typeNames),
    text,
    ko,
    ...(calls.length > 0 ? { calls: calls.map((call) => form(name, call)) } : {}),
    ...(options.length > 0 ? { options: options.map(line) } : {}),
  };
}

function form(name: string, { parameters, result }: Call): string {
  const given = parameters.map(
    (each) => `${each.rest ? '...' : ''}${each.name}${each.optional ? '?' : ''}: ${each.type}`,
  );
  const text = `${name}(${given.join(', ')}): ${result}`;
  // What TypeScript needs to say `may be left out`, which the question mark says already.
  const plain = text.replace(/NonNullable<([^<>]+?)(?: \| undefined)?>/g, '$1').replace(/\bPartial<(\w+)>/g, '$1');
  return inCells(plain, library.typeNames);
}

/** The shortest line of a lab that calls it, written as labs do: `layers.Conv2D(…)`, `np.sum(…)`; with options, if it has some. */
function usedAs({ path, options }: Entry, lines: readonly string[]): string | undefined {
  const spelt = path.replace(/^keras\.(?=layers\.|applications\.|utils\.)/, '');
  const fits = lines
    .filter((each) => {
      const at = each.replaceAll(`keras.${spelt}(`, `${spelt}(`).indexOf(`${spelt}(`);
      return at >= 0 && !/[\w.]/.test(each[at - 1] ?? '') && isWhole(each);
    })
    .sort((a, b) => a.length - b.length);
  const telling = options.length > 0 ? fits.find((each) => each.includes('{ ') && each.length < 110) : undefined;
  return (telling ?? fits[0])?.replace(/,$/, '');
}

/** Whether a line's brackets are its own. */
function isWhole(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if ('([{'.includes(sign)) depth++;
    else if (')]}'.includes(sign) && --depth < 0) return false;
  }
  return depth === 0;
}
