/**
 * @file Holds that every public name has a docstring, and every option and every method of a public class as well: they are
 * what Shift+Tab, `help` and the reference show; and that every name the labs use says itself in Korean too,
 * with its parameters and options (`@ko`, `@koParam`). `node check-docs.ts` lists what is missing.
 */
import { root } from '../src/cli/paths.ts';
import { readLibrary, type Chapter, type Entry, type Member } from './build-reference/model.ts';
import { codeOf, labs } from './labs.ts';

/** Where something public says nothing, each place once: `src/…/file.ts:12 np.sum { axis }`. */
function undocumented(chapters: readonly Chapter[]): string[] {
  const silent = chapters.flatMap((chapter) =>
    chapter.entries.flatMap((entry) => [
      ...(entry.text.trim() === '' ? [{ place: entry.place, name: entry.path }] : []),
      ...[...entry.options, ...entry.members]
        .filter((member) => member.text.trim() === '')
        .map(({ place, name }) => ({ place, name: `${entry.path} { ${name} }` })),
    ]),
  );
  return [...new Map(silent.map(({ place, name }) => [place, `${place} ${name}`])).values()];
}

/** What the labs use and nobody said in Korean: the summary of a name, its parameters, its options. */
function withoutKorean(chapters: readonly Chapter[]): string[] {
  const names = [...usedInLabs(chapters)].flatMap(({ place, path, tags, options }) => {
    const count = (name: string): number => tags.filter((tag) => tag.name === name).length;
    return [
      ...(count('ko') > 0 ? [] : [`${place} ${path}: a lab uses it, it needs a line behind @ko`]),
      ...(count('koParam') === count('param') ? [] : [`${place} ${path}: a lab uses it, each @param needs a @koParam`]),
      ...options.filter(({ ko }) => !ko).map((option) => untold(path, option)),
    ];
  });
  return [...new Set([...names, ...methodsInLabs(chapters)])];
}

function untold(path: string, { place, name }: Member): string {
  return `${place} ${path} { ${name} }: an option of what a lab uses, it needs a line behind @ko`;
}

/** The same of the methods that the labs call: `model.fit(…)`, `x.astype(…)`. */
function methodsInLabs(chapters: readonly Chapter[]): string[] {
  const called = new Set(labs().flatMap((lab) => [...codeOf(lab).join('\n').matchAll(/[\w)\]]\.(\w+)\(/g)].map(([, name]) => name))); // prettier-ignore
  const methods = chapters.flatMap(({ entries }) =>
    entries.flatMap(({ path, members }) => members.map((member) => ({ path, member }))),
  );
  return methods
    .filter(({ member }) => called.has(member.name) && member.calls.length > 0)
    .flatMap(({ path, member }) => [
      ...(member.ko ? [] : [`${member.place} ${path}.${member.name}: a lab may call it, it needs a line behind @ko`]),
      ...member.options.filter(({ ko }) => !ko).map((option) => untold(`${path}.${member.name}`, option)),
    ]);
}

/** The entries that the labs' code names: `np.zeros`, `layers.Dense`, `keras.layers.Dense`. */
function usedInLabs(chapters: readonly Chapter[]): Set<Entry> {
  const entries = new Map(chapters.flatMap(({ entries: each }) => each.map((entry) => [entry.path, entry] as const)));
  // `const { layers } = keras` makes the last part of a path a name of its own.
  const short = new Map(chapters.map(({ path }) => [path.slice(path.lastIndexOf('.') + 1), path]));
  const found = new Set<Entry>();
  for (const lab of labs()) {
    const code = codeOf(lab)
      .join('\n')
      .replace(/\/\/.*$/gm, '');
    for (const [, first, rest] of code.matchAll(/(?<![\w.])(\w+)((?:\.\w+)+)/g)) {
      if (!short.has(first!)) continue;
      const names = `${short.get(first!)!}${rest!}`.split('.');
      // What follows may be a property: `cnn.filters.edge`, `datasets.mnist.loadData`.
      for (let n = names.length; n > 1; n--) {
        const entry = entries.get(names.slice(0, n).join('.'));
        if (entry === undefined) continue;
        found.add(entry);
        break;
      }
    }
  }
  return found;
}

const chapters = readLibrary(root);
const missing = undocumented(chapters);
const silent = withoutKorean(chapters);
for (const line of [...missing, ...silent]) console.error(line);
if (missing.length > 0) console.error(`${missing.length} public names or options have no docstring.`);
if (silent.length > 0) console.error(`${silent.length} names that labs use say nothing in Korean.`);
process.exitCode = missing.length + silent.length > 0 ? 1 : 0;
