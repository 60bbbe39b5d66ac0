/**
 * @file Holds how the modules of the project stand to each other (docs/architecture.md). In `src/`: imports go only to
 * modules above in ORDER, a module is entered by its index.ts, no files import values from each other in a circle, and
 * only `platform/*.node.ts` and `cli/` touch Node. `kernel/` and `src/` never import each other, but for `src/cli`.
 * `node check-imports.ts [FOLDER]` checks another tree.
 */
import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { parse, type Node } from 'acorn';

const ORDER = [
  'errors',
  'hints',
  'arguments',
  'windows',
  'platform',
  'display',
  'store',
  'engine',
  'array',
  'image',
  'widgets',
  'check',
  'datasets',
  'keras',
  'learn',
  'plot',
  'cnn',
  'grade',
  'help',
  'cli',
];
/** Modules that stand beside each other and must not know each other. */
const STRANGERS: readonly (readonly [string, string])[] = [
  ['cnn', 'keras'],
  ['plot', 'datasets'],
];
/** Doors for facts alone: `kernelab data` need not load the networks, nor a cell the parser of the grader. */
const OTHER_DOORS = ['src/keras/applications/weights/entries.ts', 'src/grade/grader.ts'];
/** What needs nothing at all and is asked by the library and the kernel alike. */
const FOR_ALL: readonly (string | undefined)[] = ['bin/nearest.mjs', 'bin/particle.mjs'];
/** Circles of values that stay, by the files in them, with the reason. */
const ALLOWED_CIRCLES: readonly { files: readonly string[]; because: string }[] = [
  {
    files: ['elementwise', 'reduce', 'movement'].map((name) => `src/engine/graph/ops/${name}.ts`),
    because:
      "an operation's formula, builder and gradient stand together, and gradients build nodes of the other kinds",
  },
];
/** What only Node has; `globalThis.process` and the like count too. */
const NODE_GLOBALS = new Set([
  'Buffer',
  'process',
  'setImmediate',
  'clearImmediate',
  'require',
  'global',
  '__dirname',
  '__filename',
]);

/** One import or re-export of a file. */
interface Import {
  readonly from: string;
  /** Whether the file must be loaded first; types and `import()` need not. */
  readonly isValue: boolean;
}

const root = process.argv[2] ?? '.';
const problems: string[] = [];
const values = new Map<string, string[]>();
const files = globSync(['src/**/*.ts', 'kernel/**/*.ts'], { cwd: root, exclude: ['src/engine/wasm/**', '**/*.d.ts'] })
  .map((file) => file.split(sep).join('/'))
  .sort();
for (const file of files) check(file, readFileSync(join(root, file), 'utf8'));
for (const circle of circles(values)) {
  if (ALLOWED_CIRCLES.some((allowed) => circle.every((file) => allowed.files.includes(file)))) continue;
  problems.push(
    `${circle[0]}: ${circle.length} files import values from each other in a circle: ${oneRound(circle).join(' → ')}. A type import does not count; else move what both need into a third file.`,
  );
}
for (const problem of problems) console.error(problem);
console.log(`imports: ${files.length} files, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

function check(file: string, text: string): void {
  const code = parse(stripTypeScriptTypes(text), { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  const imports = importsOf(text, code);
  for (const { from } of imports) {
    const problem = judge(file, from);
    if (problem) problems.push(`${file}: imports '${from}'. ${problem}`);
  }
  values.set(
    file,
    imports.filter(({ from, isValue }) => isValue && from.startsWith('.')).map(({ from }) => targetOf(file, from)),
  );
  if (!mayUseNode(file)) {
    for (const name of nodeNames(code))
      problems.push(`${file}: uses ${name}, which only Node has. Ask src/platform for what it gives.`);
    if (/\bNodeJS\./.test(text)) problems.push(`${file}: uses a type of NodeJS. Only src/platform/*.node.ts may.`);
  }
}

/** The text has all imports, of types too; the code behind the types tells which are values. */
function importsOf(text: string, code: Node): Import[] {
  const loaded = new Set<string>();
  for (const statement of (code as unknown as { body: Record<string, unknown>[] }).body) {
    const source = (statement['source'] as { value: string } | null | undefined)?.value;
    if (source === undefined) continue;
    // `import { type A } from` has become `import {} from`.
    const wasTypes =
      (statement['specifiers'] as unknown[] | undefined)?.length === 0 &&
      !new RegExp(`import\\s*'${source.replaceAll('.', '\\.')}'`).test(text);
    if (!wasTypes) loaded.add(source);
  }
  const named = [...text.matchAll(/^(?:import|export)\b[^;'"]*?from\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'/gm)];
  return named.map(([, from, direct]) => from ?? direct!).map((from) => ({ from, isValue: loaded.has(from) }));
}

function judge(file: string, from: string): string | undefined {
  const [top, module] = placeOf(file);
  if (from.startsWith('node:') || ['fs', 'path', 'worker_threads'].includes(from)) {
    return mayUseNode(file)
      ? undefined
      : 'Only src/platform/*.node.ts, src/cli and kernel/ may use Node: the library can run in a browser.';
  }
  if (!from.startsWith('.')) return undefined;
  const target = targetOf(file, from);
  const [otherTop, other] = placeOf(target);
  if (top !== otherTop) {
    if (top === 'src' && module === 'cli') return undefined;
    if (otherTop === 'bin' && mayUseNode(file)) return undefined; // what the door knows before anything is installed
    if (FOR_ALL.includes(target)) return undefined;
    return 'kernel/ and src/ meet only at the display symbol.';
  }
  if (top !== 'src' || other === undefined || other === module) return undefined;
  if (!ORDER.includes(other)) return `'${other}' has no place in the ORDER of scripts/check-imports.ts.`;
  if (module !== undefined && ORDER.indexOf(other) > ORDER.indexOf(module))
    return `${module} stands above ${other}; imports go only to modules above.`;
  if (module !== undefined && STRANGERS.some((pair) => pair.includes(module) && pair.includes(other)))
    return `${module} and ${other} do not know each other.`;
  if (target !== `src/${other}/index.ts` && !OTHER_DOORS.includes(target))
    return `${other} is entered by its index.ts.`;
  return undefined;
}

/** The top folder and, in `src/`, the module of a file. */
function placeOf(file: string): [top: string, module: string | undefined] {
  const parts = file.split('/');
  return [parts[0]!, parts[0] === 'src' && parts.length > 2 ? parts[1] : undefined];
}

function targetOf(file: string, from: string): string {
  return relative('.', join(dirname(file), from))
    .split(sep)
    .join('/');
}

function mayUseNode(file: string): boolean {
  return file.startsWith('kernel/') || file.startsWith('src/cli/') || /^src\/platform\/[^/]+\.node\.ts$/.test(file);
}

/** The names of NODE_GLOBALS that are used as such: not as a property's name, nor for something of the file's own. */
function nodeNames(code: Node): Set<string> {
  const used = new Set<string>();
  const own = new Set<string>();
  const walk = (node: unknown, parent?: Record<string, unknown>, key?: string): void => {
    if (Array.isArray(node)) return node.forEach((each) => walk(each, parent, key));
    if (node === null || typeof node !== 'object') return;
    const at = node as Record<string, unknown>;
    if (at['type'] === 'Identifier' && NODE_GLOBALS.has(at['name'] as string)) {
      const name = at['name'] as string;
      const type = parent?.['type'] as string;
      const isProperty =
        (key === 'property' && type === 'MemberExpression' && parent?.['computed'] !== true) ||
        (key === 'key' && parent?.['computed'] !== true && parent?.['shorthand'] !== true);
      const onGlobal =
        key === 'property' && (parent?.['object'] as { name?: string } | undefined)?.name === 'globalThis';
      if (/Declarat|^Import|Function/.test(type) && key !== 'body' && key !== 'init') own.add(name);
      else if (!isProperty || onGlobal) used.add(name);
    }
    for (const [name, child] of Object.entries(at)) if (name !== 'loc') walk(child, at, name);
  };
  walk(code);
  return new Set([...used].filter((name) => !own.has(name)));
}

/** Groups of files that reach each other (Tarjan's strongly connected components of more than one file). */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    low.set(file, order.get(file)!);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== order.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1) found.push(group.sort());
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}

/** A shortest way from the group's first file back to itself. */
function oneRound(group: readonly string[]): string[] {
  const start = group[0]!;
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const next of values.get(way.at(-1)!) ?? []) {
      if (next === start) return [...way, start];
      if (seen.has(next) || !group.includes(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return [...group];
}
