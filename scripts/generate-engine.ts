/**
 * @file Writes what the engine's two languages must agree on, from one place each: `npm run generate`. Tables in TypeScript
 * give AssemblyScript (steps, loops, instruction codes), exports in AssemblyScript give TypeScript (the signatures of np's kernels).
 * The files are checked in; test/engine/generated.test.ts fails when one is stale.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatWasm } from './format-wasm.ts';
import { NP_TABLE, type NpRow } from '../src/engine/np/table.ts';

const ENGINE = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'engine');
const NOTE = (from: string): string => `Written by scripts/generate-engine.ts from ${from}; edit that.`;

/** All generated files: path below src/engine, and text. */
export async function generated(): Promise<Map<string, string>> {
  const texts = new Map([
    ['wasm/generated/np-steps.ts', npSteps()],
    ['wasm/generated/np-elementwise.ts', npElementwise()],
    ['np/exports.ts', npExports()],
  ]);
  for (const [path, text] of texts) texts.set(path, await formatWasm(text));
  return texts;
}

/** The text of a checked-in file; empty where there is none. */
export function current(path: string): string {
  try {
    return readFileSync(join(ENGINE, path), 'utf8');
  } catch {
    return '';
  }
}

// ------------------------------------------------------------------------ np

const rows: readonly (readonly [string, NpRow])[] = Object.entries(NP_TABLE);
const ofKind = (kind: NpRow['kind']): (readonly [string, NpRow])[] =>
  rows.filter(([, row]) => row.kind === kind && row.step !== undefined);

/** notEqual → NOT_EQUAL */
const constant = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase();

function npSteps(): string {
  const kinds = { arithmetic: 'arithmetic', comparison: 'comparison', function: 'oneOperand' } as const;
  const parts = (Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => {
    const list = ofKind(kind);
    const operands = kind === 'function' ? 'x: v128' : 'x: v128, y: v128';
    const branches = list.map(([name, { step, types }], i) => {
      // Types that the instruction does not exist for must not reach it.
      const floatsOnly = kind !== 'function' && types.every((t) => t.startsWith('f'));
      const body = floatsOnly ? `if (isFloat<T>()) return ${step}; return x;` : `return ${step};`;
      return i === list.length - 1
        ? body
        : floatsOnly
          ? `if (op == ${constant(name)}) { ${body} }`
          : `if (op == ${constant(name)}) ${body}`;
    });
    return [
      ...list.map(([name], code) => `export const ${constant(name)}: i32 = ${code};`),
      '',
      `/** The result of one step; \`op\` is a constant where this is inlined. */`,
      `@inline export function ${kinds[kind]}<T>(op: i32, ${operands}): v128 {`,
      ...branches,
      '}',
      '',
    ].join('\n');
  });
  return [
    `/** @file The steps of np's element-wise kernels. ${NOTE('np/table.ts')} */`,
    "import { cos4, multiplied, sin4, tanhOf } from '../np/vectors';",
    '',
    ...parts,
  ].join('\n');
}

function npElementwise(): string {
  const lines: string[] = [];
  const used = new Set<string>();
  const add = (name: string, type: string, signature: string, result: string, call: string): void => {
    used.add(constant(name));
    const work = result === 'void' ? call : `return ${call}`;
    lines.push(`export function ${name}_${type}(${signature}): ${result} { ${work}; }`);
  };
  const two = 'a: usize, b: usize, step: usize, o: usize, n: i32';
  for (const [name, { kind, types, step, whole }] of rows) {
    if (step === undefined) continue;
    const op = constant(name);
    for (const type of types) {
      if (kind === 'function') {
        add(name, type, 'a: usize, o: usize, n: i32', 'void', `functionLoop<${type}>(${op}, a, o, n)`);
      } else add(name, type, two, 'void', `${kind}Loop<${type}>(${op}, a, b, step, o, n)`);
    }
    if (whole) add(name, 'i64', two, 'f64', `wholeLoop(${op}, a, b, step, o, n)`);
  }
  return [
    '/**',
    ` * @file Element-wise kernels, one function per operation and type: where the operation is a branch, the optimiser joins the`,
    ` * loops again and branches inside. ${NOTE('np/table.ts')}`,
    ' */',
    "import { arithmeticLoop, comparisonLoop, functionLoop, wholeLoop } from '../np/elementwise';",
    `import { ${[...used].join(', ')} } from './np-steps';`,
    '',
    ...lines,
  ].join('\n');
}

const NUMBERS: Readonly<Record<string, string>> = { bool: 'number', void: 'void', i64: 'bigint', u64: 'bigint' };
const inTypeScript = (type: string): string => NUMBERS[type] ?? 'number';

/** What wasm/np/main.ts exports, as TypeScript sees it. */
function npExports(): string {
  const folder = join(ENGINE, 'wasm', 'np');
  const members: string[] = [];
  const main = readFileSync(join(folder, 'main.ts'), 'utf8');
  for (const [, names, from] of main.matchAll(/^export (\*|\{[^}]*\}) from '([^']+)';/gm)) {
    const source = from!.includes('np-elementwise')
      ? npElementwise()
      : readFileSync(join(folder, `${from}.ts`), 'utf8');
    const only = names === '*' ? undefined : new Set(names!.match(/\w+/g));
    const pattern = /((?:^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?)^export function (\w+)\(([^)]*)\): (\w+) \{/gm;
    for (const [, comment, name, list, result] of source.matchAll(pattern)) {
      if (only && !only.has(name!)) continue;
      const parameters = list!
        .split(',')
        .map((p) => p.trim())
        .filter(Boolean)
        .map((p) => p.replace(/: (\w+)$/, (_, type: string) => `: ${inTypeScript(type)}`));
      members.push(`${comment}readonly ${name}: (${parameters.join(', ')}) => ${inTypeScript(result!)};`);
    }
  }
  return [
    `/** @file The exports of np's program, as TypeScript calls them. ${NOTE('the sources in wasm/np')} */`,
    '',
    'export interface NpExports {',
    ...members,
    '}',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of await generated()) {
    const isStale = current(path) !== text;
    if (isStale) writeFileSync(join(ENGINE, path), text);
    console.log(`${isStale ? 'written' : 'fresh  '} src/engine/${path}`);
  }
  const known = new Set((await generated()).keys());
  for (const file of globSync('wasm/generated/*.ts', { cwd: ENGINE })) {
    if (!known.has(file)) console.log(`unknown src/engine/${file}: no table gives it`);
  }
}
