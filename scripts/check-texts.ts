/**
 * @file Holds that the two spellings of a text are two languages, where the compiler only sees two strings. In `{ en, ko }` the
 * Korean is Korean and has no English in its gaps; what stands under `received` as one string is data (names, numbers, shapes).
 * `node check-texts.ts [FOLDER]` checks another tree.
 */
import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, sep } from 'node:path';
import { parse } from 'acorn';

interface Tree {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

const root = process.argv[2] ?? '.';
const problems: string[] = [];
const files = globSync(['src/**/*.ts', 'kernel/**/*.ts'], { cwd: root, exclude: ['src/engine/wasm/**', '**/*.d.ts'] })
  .map((file) => file.split(sep).join('/'))
  .sort();
for (const file of files) check(file, readFileSync(join(root, file), 'utf8'));
for (const problem of problems) console.error(problem);
console.log(`texts: ${files.length} files, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;

function check(file: string, text: string): void {
  if (!/\b(?:ko|received)\b/.test(text)) return;
  const say = (node: Tree, what: string): void =>
    void problems.push(`${file}:${text.slice(0, node.start).split('\n').length}: ${what}`);
  // Types become blanks: places stay the same.
  walk(
    parse(stripTypeScriptTypes(text), { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Tree,
    (node) => {
      if (node.type !== 'ObjectExpression') return;
      const fields = fieldsOf(node);
      const [en, ko, received] = [fields.get('en'), fields.get('ko'), fields.get('received')];
      if (en && ko) {
        const english = textsOf(en).map(wordsOf);
        for (const spelt of textsOf(ko)) {
          const words = wordsOf(spelt);
          if (
            !/\p{Script=Hangul}/u.test(words) &&
            (isEnglish(words) || (/[a-z]{3,} [a-z]{2,}/.test(words) && english.includes(words)))
          )
            say(spelt, `ko has no Korean: ${words}`);
          for (const gap of gapsOf(spelt)) if (isEnglish(wordsOf(gap))) say(gap, `English within ko: ${wordsOf(gap)}`);
        }
      }
      if (received)
        for (const came of textsOf(received))
          if (isEnglish(wordsOf(came))) say(came, `received needs { en, ko }, it is more than data: ${wordsOf(came)}`);
    },
  );
}

function walk(node: Tree, visit: (node: Tree) => void): void {
  visit(node);
  for (const child of Object.values(node))
    for (const each of Array.isArray(child) ? (child as unknown[]) : [child]) if (isTree(each)) walk(each, visit);
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** The values of an object by their plain names. */
function fieldsOf(node: Tree): Map<string, Tree> {
  return new Map(
    (node['properties'] as Tree[])
      .filter(({ type, shorthand }) => type === 'Property' && shorthand !== true)
      .map((property) => [String((property['key'] as { name?: string }).name), property['value'] as Tree]),
  );
}

/** The strings and templates that a value is one of, through `a ? b : c` and `a ?? b`. */
function textsOf(node: Tree): Tree[] {
  if (node.type === 'ConditionalExpression')
    return [...textsOf(node['consequent'] as Tree), ...textsOf(node['alternate'] as Tree)];
  if (node.type === 'LogicalExpression') return [...textsOf(node['left'] as Tree), ...textsOf(node['right'] as Tree)];
  return isText(node) ? [node] : [];
}

/** The strings and templates in the gaps of a template, but for what is handed to a call. */
function gapsOf(node: Tree): Tree[] {
  return node.type === 'TemplateLiteral' ? (node['expressions'] as Tree[]).flatMap(textsOf) : [];
}

function isText(node: Tree): boolean {
  return node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node['value'] === 'string');
}

/** The letters of a text, with a dot for each gap. */
function wordsOf(node: Tree): string {
  if (node.type === 'Literal') return String(node['value']);
  return (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('·');
}

/** Whether it has a word that only a sentence has; what stands in quotes, brackets or behind a dot is code. */
function isEnglish(text: string): boolean {
  const plain = text.replaceAll(/'[^']*'|"[^"]*"|`[^`]*`|\([^()]*\)|\{[^}]*\}/g, ' ');
  return (
    /\b(?:an|and|of|or|the|with|without|no|not|for|from|to|is|are|than|by|a [a-z]{3,})\b/.test(plain) ||
    /(?:^| )[a-z]{3,} [a-z]{2,} [a-z]{2,}/.test(plain)
  );
}
