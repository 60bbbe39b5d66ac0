/**
 * @file Holds that every public name has a docstring, and every option and every method of a public class as well: they are
 * what Shift+Tab and the reference show. `node check-docs.ts` lists what is missing.
 */
import { root } from '../src/cli/paths.ts';
import { readLibrary, type Chapter } from './build-reference/model.ts';

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

const missing = undocumented(readLibrary(root));
for (const line of missing) console.error(line);
if (missing.length > 0) console.error(`${missing.length} public names or options have no docstring.`);
process.exitCode = missing.length > 0 ? 1 : 0;
