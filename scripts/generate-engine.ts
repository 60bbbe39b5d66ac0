/**
 * @file Writes what the engine's two languages must agree on, from one place each: `npm run generate`. Tables in TypeScript
 * give AssemblyScript (steps, loops, instruction codes), exports in AssemblyScript give TypeScript (the signatures of np's kernels).
 * The files are checked in; test/engine/generated.test.ts fails when one is stale.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { registerTiles, taps, winogradTransforms } from './engine-tiles.ts';
import { formatWasm } from './format-wasm.ts';
import { elementwiseTable } from '../src/engine/graph/ops/elementwise.ts';
import { fingerprint } from '../src/engine/abi.ts';
import { AGREED, CONTROL, FLAGS, HEADER, INSTRUCTIONS, layouts, REDUCTION } from '../src/engine/instructions.ts';
import { NP_TABLE, type NpRow } from '../src/engine/np/table.ts';

const ENGINE = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'engine');
const NOTE = (from: string): string => `Written by scripts/generate-engine.ts from ${from}; edit that.`;

const TILES = 'Written by scripts/engine-tiles.ts; edit that.';

/** All generated files: path below src/engine, and text. */
export async function generated(): Promise<Map<string, string>> {
  const texts = new Map([
    ['wasm/generated/np-steps.ts', npSteps()],
    ['wasm/generated/np-elementwise.ts', npElementwise()],
    ['generated/np-exports.ts', npExports()],
    [
      'wasm/generated/np-abi.ts',
      abiOf(
        'np',
        npSignatures()
          .map(({ signature }) => signature)
          .join(),
      ),
    ],
    ['wasm/generated/abi.ts', abiOf('graphs', AGREED + STEPS)],
    ['generated/op-names.ts', opNames()],
    ['generated/steps.ts', stepCodes()],
    ['wasm/generated/words.ts', words()],
    ['wasm/generated/perform.ts', perform()],
    ['wasm/generated/chain-values.ts', chainValues()],
    ['wasm/generated/chain-steps.ts', chainSteps()],
    ['wasm/generated/register-tiles.ts', registerTiles(TILES)],
    ['wasm/generated/taps.ts', taps(TILES)],
    ['wasm/generated/winograd-transforms.ts', winogradTransforms(TILES)],
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

/** The functions of our own that steps call: those that are no method of a vector type. */
function helpers(steps: readonly string[]): string {
  const names = steps.flatMap((step) => [...step.matchAll(/(?<![\w.])(\w+)(?:<T>)?\(/g)].map(([, name]) => name!));
  return [...new Set(names)].sort().join(', ');
}

/** notEqual → NOT_EQUAL */
const constant = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, (c) => `_${c}`).toUpperCase();

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
    `import { ${helpers(rows.map(([, { step }]) => step ?? ''))} } from '../np/vectors';`,
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
  for (const [name, { kind, types, step, whole, isWatched }] of rows) {
    if (step === undefined) continue;
    const op = constant(name);
    for (const type of types) {
      const watched = isWatched && type.startsWith('f');
      const [loop, result] = watched ? [`${kind}Watched`, 'bool'] : [`${kind}Loop`, 'void'];
      if (kind === 'function') {
        add(name, type, 'a: usize, o: usize, n: i32', result, `${loop}<${type}>(${op}, a, o, n)`);
      } else add(name, type, two, result, `${loop}<${type}>(${op}, a, b, step, o, n)`);
    }
    if (whole) add(name, 'i64', two, 'f64', `wholeLoop(${op}, a, b, step, o, n)`);
  }
  return [
    '/**',
    ` * @file Element-wise kernels, one function per operation and type: where the operation is a branch, the optimiser joins the`,
    ` * loops again and branches inside. ${NOTE('np/table.ts')}`,
    ' */',
    "import { arithmeticLoop, arithmeticWatched, comparisonLoop, functionLoop, functionWatched, wholeLoop } from '../np/elementwise';",
    `import { ${[...used].join(', ')} } from './np-steps';`,
    '',
    ...lines,
  ].join('\n');
}

const NUMBERS: Readonly<Record<string, string>> = { bool: 'number', void: 'void', i64: 'bigint', u64: 'bigint' };
const inTypeScript = (type: string): string => NUMBERS[type] ?? 'number';

/** What wasm/np/main.ts exports, as TypeScript sees it. */
function npSignatures(): { comment: string; signature: string }[] {
  const folder = join(ENGINE, 'wasm', 'np');
  const members: { comment: string; signature: string }[] = [];
  const main = readFileSync(join(folder, 'main.ts'), 'utf8');
  for (const [, names, from] of main.matchAll(/^export (\*|\{[^}]*\}) from '([^']+)';/gm)) {
    if (from!.endsWith('np-abi')) continue;
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
      const signature = `readonly ${name}: (${parameters.join(', ')}) => ${inTypeScript(result!)};`;
      members.push({ comment: comment!, signature });
    }
  }
  return members;
}

function npExports(): string {
  const members = npSignatures();
  return [
    `/** @file The exports of np's program, as TypeScript calls them. ${NOTE('the sources in wasm/np')} */`,
    '',
    '/** The number that a program with these exports carries (abi.ts). */',
    `export const NP_ABI = ${fingerprint(members.map(({ signature }) => signature).join())};`,
    '',
    'export interface NpExports {',
    ...members.map(({ comment, signature }) => `${comment}${signature}`),
    '}',
  ].join('\n');
}

/** The number that a built program carries, so that one of older tables is noticed. */
function abiOf(program: string, text: string): string {
  return [
    `/** @file The number of the tables that the program of ${program} is built from (src/engine/abi.ts). ${NOTE('its tables')} */`,
    '',
    `export const abi: i32 = ${fingerprint(text)};`,
  ].join('\n');
}

// -------------------------------------------------------------------- graphs

function opNames(): string {
  const list = (name: string, ops: readonly string[]): string =>
    `export const ${name} = ${JSON.stringify(ops)} as const;`;
  return [
    `/** @file The names of elementwise ops. ${NOTE('graph/ops/elementwise.ts')} */`,
    '',
    list('UNARY_FLOAT', elementwiseTable.unary),
    list('BINARY_ARITH', elementwiseTable.binary),
    list('BINARY_COMPARE', elementwiseTable.compare),
  ].join('\n');
}

/** Steps of a chain that move memory; random numbers are one. Steps on values are numbered after them. */
const MEMORY_STEPS = ['load', 'loadMask', 'literal', 'store', 'storeMask', 'uniform', 'accumulate'];
/** The operands of a step. */
const OPERANDS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const ARITIES = [1, 2, 3, 4, 5, 6];
const valueSteps = elementwiseTable.steps.map(([name, wasm], i) => {
  const arity = Math.max(...OPERANDS.map((name, k) => (new RegExp(`\\b${name}\\b`).test(wasm) ? k + 1 : 1)));
  return { name, wasm, arity, code: MEMORY_STEPS.length + i } as const;
});

const codes = [...MEMORY_STEPS.map((name, code) => ({ name, code })), ...valueSteps];
/** As `Step` in generated/steps.ts reads in JSON. */
const STEPS = JSON.stringify(Object.fromEntries(codes.map(({ name, code }) => [name, code])));

function stepCodes(): string {
  return [
    `/** @file The steps of a chain, by name. ${NOTE('graph/ops/elementwise.ts')} */`,
    '',
    '/** Name to code. Those of memory have addresses, the others slots. */',
    `export const Step = { ${codes.map(({ name, code }) => `${name}: ${code}`).join(', ')} } as const;`,
  ].join('\n');
}

function chainValues(): string {
  const branches = (arity: number): string => {
    const list = valueSteps.filter((step) => step.arity === arity);
    return list
      .map(({ name, wasm }, i) => `${i < list.length - 1 ? `if (op == ${constant(name)}) ` : ''}return ${wasm};`)
      .join('\n');
  };
  const of = (arity: number): string =>
    OPERANDS.slice(0, arity)
      .map((name) => `${name}: v128`)
      .join(', ');
  return [
    `/** @file What the steps of a chain compute, and their codes. ${NOTE('graph/ops/elementwise.ts')} */`,
    `import { ${helpers(valueSteps.map(({ wasm }) => wasm))} } from '../graph/functions';`,
    '',
    ...MEMORY_STEPS.map((name, code) => `export const ${constant(name)}: i32 = ${code};`),
    '/** Codes from here on are of values in slots. */',
    `export const VALUES: i32 = ${MEMORY_STEPS.length};`,
    ...valueSteps.map(({ name, code }) => `export const ${constant(name)}: i32 = ${code};`),
    '/** Codes from here on are of more than three operands. */',
    `export const WIDE: i32 = ${valueSteps.find(({ arity }) => arity > 3)!.code};`,
    ...ARITIES.flatMap((arity) => [
      '',
      `/** Steps of ${arity} operand${arity > 1 ? 's' : ''}; \`op\` is a constant where this is inlined. */`,
      `@inline export function value${arity}(op: i32, ${of(arity)}): v128 {`,
      branches(arity),
      '}',
    ]),
  ].join('\n');
}

/** Whether a step is a function of our own, of many instructions. */
const isLong = (wasm: string): boolean => /^\w+\(a\)$/.test(wasm);

function chainSteps(): string {
  const loops = ['', 'one', 'two', 'three', 'four', 'five', 'six'];
  const cases = (of: typeof valueSteps): string[] =>
    of.map(({ name, arity, wasm }) => {
      const slots = OPERANDS.slice(0, arity).join(', ');
      return `case ${constant(name)}: ${isLong(wasm) ? 'oneLong' : loops[arity]}(${constant(name)}, y, ${slots}, bytes); break;`;
    });
  return [
    `/** @file The step of a chain that a code names, on one block: a loop for each. ${NOTE('graph/ops/elementwise.ts')} */`,
    "import { five, four, one, oneLong, six, three, two } from '../graph/chain-loops';",
    `import { ${valueSteps.map(({ name }) => constant(name)).join(', ')} } from './chain-values';`,
    '',
    '/** Applies step `op` to the slots a, b, c of `bytes` bytes; the result goes to y. */',
    'export function applyStep(op: i32, y: usize, a: usize, b: usize, c: usize, bytes: usize): void {',
    'switch (op) {',
    ...cases(valueSteps.filter(({ arity }) => arity <= 3)),
    'default: unreachable();',
    '}',
    '}',
    '',
    '/** The same for steps of more than three operands, which have codes from WIDE on. */',
    'export function applyWideStep(op: i32, y: usize, a: usize, b: usize, c: usize, d: usize, e: usize, f: usize, bytes: usize): void {',
    'switch (op) {',
    ...cases(valueSteps.filter(({ arity }) => arity > 3)),
    'default: unreachable();',
    '}',
    '}',
  ].join('\n');
}

function words(): string {
  const space = (name: string, entries: readonly (readonly [string, number])[], type: string): string =>
    [
      `export namespace ${name[0]!.toUpperCase()}${name.slice(1)} {`,
      ...entries.map(([key, at]) => `export const ${constant(key)}: ${type} = ${at};`),
      '}',
      '',
    ].join('\n');
  return [
    `/** @file Offsets of argument words, control words and flags, in bytes. ${NOTE('instructions.ts')} */`,
    '',
    space('control', Object.entries(CONTROL), 'usize'),
    space(
      'header',
      Object.entries(HEADER).map(([name, word]) => [name, 4 * word] as const),
      'usize',
    ),
    space('flags', Object.entries(FLAGS), 'i32'),
    space('reduction', Object.entries(REDUCTION), 'i32'),
    ...Object.entries(layouts).map(([name, list]) =>
      space(name, [...list.map((word, i) => [word, 4 * i] as const), ['size', 4 * list.length] as const], 'usize'),
    ),
  ].join('\n');
}

function perform(): string {
  const byFile = new Map<string, Set<string>>();
  const cases = Object.entries(INSTRUCTIONS).map(([, { kernel, from }], i) => {
    byFile.set(from, (byFile.get(from) ?? new Set()).add(kernel.replace(/<.*/, '')));
    return `case ${i + 1}: ${kernel}(p, piece, pieces); break;`;
  });
  return [
    `/** @file The kernel of each instruction. ${NOTE('instructions.ts')} */`,
    ...[...byFile].map(([from, names]) => `import { ${[...names].join(', ')} } from '../graph/${from}';`),
    '',
    "/** One thread's (or piece's) part of an instruction, whose argument words are at p. */",
    'export function perform(op: i32, p: usize, piece: i32, pieces: i32): void {',
    'switch (op) {',
    ...cases,
    'default: unreachable();',
    '}',
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
