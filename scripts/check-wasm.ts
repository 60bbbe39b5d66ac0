/**
 * @file Holds the AssemblyScript of `src/engine/wasm` to what the project's tools hold elsewhere, which do not parse it: format
 * (with --write it is formatted), oxlint's rules that need no types, and exports that nobody imports.
 */
import { execFile } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { formatWasm, withoutDecorators } from './format-wasm.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'src', 'engine', 'wasm');
/** What the programs export is for TypeScript. */
const ENTRIES = new Set(['graph/program.ts', 'np/main.ts']);
const RULES = {
  plugins: ['typescript', 'unicorn'],
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    // Coefficients stand as they were published.
    'eslint/no-loss-of-precision': 'off',
    'eslint/no-shadow': 'off',
  },
};

const isWriting = process.argv.includes('--write');
const texts = new Map<string, string>();
for (const file of globSync('**/*.ts', { cwd: FOLDER }).sort()) {
  const path = file.replaceAll('\\', '/');
  texts.set(path, readFileSync(join(FOLDER, path), 'utf8'));
}

for (const [path, text] of texts) {
  const formatted = await formatWasm(text);
  if (formatted === text) continue;
  if (isWriting) writeFileSync(join(FOLDER, path), formatted);
  else fail(`src/engine/wasm/${path}: not formatted (npm run format)`);
}
for (const dead of deadExports()) fail(dead);
if (!isWriting) await lint();
console.log(`assemblyscript: ${texts.size} files${process.exitCode ? '' : ', 0 problems'}`);

function fail(text: string): void {
  console.error(text);
  process.exitCode = 1;
}

/** Exports of files that are no entry and that no other file imports, by name or through `import * as A` (`A.name`). */
function deadExports(): string[] {
  const found: string[] = [];
  for (const [path, text] of texts) {
    // A table gives all its names, used or not.
    if (ENTRIES.has(path) || path.startsWith('generated/')) continue;
    const stem = path.replace(/^.*\//, '').replace(/\.ts$/, '');
    const users = [...texts].filter(([other, code]) => other !== path && new RegExp(`from '[^']*/${stem}'`).test(code));
    if (users.some(([, code]) => new RegExp(`export \\* from '[^']*/${stem}'`).test(code))) continue;
    for (const [, name] of text.matchAll(/^export (?:function|const|class|namespace) (\w+)/gm)) {
      if (users.some(([, code]) => new RegExp(`\\b${name}\\b`).test(code))) continue;
      found.push(`src/engine/wasm/${path}: nobody imports ${name}`);
    }
  }
  return found;
}

/** oxlint on copies that it can parse, outside of the folders that it ignores. */
async function lint(): Promise<void> {
  const copies = mkdtempSync(join(tmpdir(), 'kernelab-wasm-'));
  try {
    for (const [path, text] of texts) {
      mkdirSync(dirname(join(copies, path)), { recursive: true });
      writeFileSync(join(copies, path), withoutDecorators(text));
    }
    writeFileSync(join(copies, 'rules.json'), JSON.stringify(RULES));
    const oxlint = join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint');
    await promisify(execFile)(process.execPath, [oxlint, '-c', join(copies, 'rules.json'), '.'], { cwd: copies });
  } catch (error) {
    fail((error as { stdout?: string }).stdout || String(error));
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}
