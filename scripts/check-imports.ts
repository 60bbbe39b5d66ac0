/**
 * @file Holds the direction of imports: a room of `src/` imports only rooms above it in ORDER, `kernel/` and `src/`
 * never import each other, and `node:` stays out of the library except in a room's `host.ts` or `host-NAME.ts` (and all of `cli/`).
 */
import { readFileSync, globSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const ORDER = [
  'errors',
  'arguments',
  'platform',
  'files',
  'display',
  'engine',
  'array',
  'image',
  'store',
  'keras',
  'datasets',
  'plot',
  'cnn',
  'cli',
];
/** Rooms that stand beside each other and must not know each other. */
const STRANGERS: readonly (readonly [string, string])[] = [
  ['datasets', 'keras'],
  ['cnn', 'keras'],
  ['plot', 'datasets'],
];

const problems: string[] = [];
const files = globSync(['src/**/*.ts', 'kernel/**/*.ts'], { exclude: ['src/engine/wasm/**'] });
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  for (const [, from] of text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)) {
    const problem = judge(file, from!);
    if (problem) problems.push(`${file}: imports '${from}'. ${problem}`);
  }
}
for (const problem of problems) console.error(problem);
console.log(`import directions: ${files.length} files, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

function judge(file: string, from: string): string | undefined {
  const here = file.split(sep);
  const room = here[0] === 'src' && here.length > 2 ? here[1]! : undefined;
  if (from.startsWith('node:') || ['fs', 'path', 'worker_threads'].includes(from)) {
    if (
      here[0] === 'kernel' ||
      room === 'cli' ||
      /^host(-[a-z]+)?\.ts$/.test(here.at(-1)!) ||
      (room === 'platform' && file.endsWith('.node.ts'))
    )
      return undefined;
    return `Only ${room ?? 'src'}/host.ts (or host-NAME.ts) and src/platform/*.node.ts may use Node's own modules, so that the library can run in a browser worker.`;
  }
  if (!from.startsWith('.')) return undefined;
  const target = relative('.', join(dirname(file), from)).split(sep);
  if (here[0] !== target[0]) {
    return here[0] === 'src' && room === 'cli' ? undefined : 'kernel/ and src/ meet only at the display symbol.';
  }
  if (room === undefined || target.length < 3) return undefined;
  const [mine, other] = [ORDER.indexOf(room), ORDER.indexOf(target[1]!)];
  if (other < 0) return `'${target[1]}' is not a room; the rooms are ${ORDER.join(', ')}.`;
  if (other > mine) return `${room} stands above ${target[1]}; imports go only to rooms above.`;
  if (STRANGERS.some(([a, b]) => (a === room && b === target[1]) || (b === room && a === target[1]))) {
    return `${room} and ${target[1]} do not know each other.`;
  }
  return undefined;
}
