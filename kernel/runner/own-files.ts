/**
 * @file TypeScript files beside the notebook. Node can strip types, but not enums, and it keeps an import of a type
 * that lacks the word `type`, which then fails. Files of that kind go through esbuild; the rest stays with Node's own
 * stripping, which keeps every line where it is.
 */
import type { TransformFailure } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { FormatError } from '../errors.ts';
import type { ImportedNotebook } from '../ipc.ts';
import { withoutTypes } from '../compile/strip-node.ts';
import { jsxCalls } from '../compile/jsx.ts';
import { settingsIn } from '../tsconfig.ts';
import { addSource } from './traceback.ts';

const namedImport = /\bimport\s+(?:[\w$]+\s*,\s*)?\{([^}]*)\}\s*from/g;

/** The JavaScript of a TypeScript file. `url` and `label` are what stack traces and messages call it. */
export function ownFileCode(path: string, url: string, label: string): string {
  const loader = path.endsWith('.tsx') ? 'tsx' : path.endsWith('.jsx') ? 'jsx' : 'ts';
  return codeOf(readFileSync(path, 'utf8'), loader, { path, url, label });
}

/** The JavaScript of an imported notebook. A cell names it in its text: before it runs, its names must be known. @throws FormatError */
export function notebookCode(notebook: ImportedNotebook | undefined, place: Place): string {
  if (notebook === undefined) {
    throw new FormatError({
      who: 'import',
      rule: {
        en: 'a notebook is imported by a name that is written in the cell',
        ko: '노트북은 셀에 이름을 직접 써서 가져옵니다',
      },
      received: place.label,
      hint: {
        en: `For example: import * as other from './${basename(place.path)}'`,
        ko: `예: import * as other from './${basename(place.path)}'`,
      },
    });
  }
  return codeOf(notebook.code, notebook.isJsx ? 'tsx' : 'ts', place);
}

/** A file, and what stack traces and messages call it. */
interface Place {
  path: string;
  url: string;
  label: string;
}

function codeOf(source: string, loader: 'ts' | 'tsx' | 'jsx', { path, url, label }: Place): string {
  const names = [url, path]; // `require` calls it by its path
  for (const name of names) addSource(name, label, source, []);
  let refusal: Error | undefined;
  try {
    const plain = loader !== 'ts' ? undefined : withoutTypes(source);
    if (plain !== undefined && !importsUnusedNames(plain)) return plain;
  } catch (error) {
    refusal = error as Error;
  }
  const built = transformed(source, url, refusal && `${label}: ${refusal.message}`, loader);
  if (built instanceof SyntaxError) throw built;
  for (const name of names) addSource(name, label, source, [built.map]);
  // The debugger reads it.
  const inline = Buffer.from(built.map).toString('base64');
  return `${built.code}\n//# sourceMappingURL=data:application/json;base64,${inline}\n`;
}

/** Says where a file cannot be read; undefined for one that can. V8 does not tell in which module it was. */
export function syntaxErrorIn(path: string, message: string): SyntaxError | undefined {
  const found = transformed(readFileSync(path, 'utf8'), path, message);
  return found instanceof SyntaxError ? found : undefined;
}

/** Refuses a JSON file that cannot be read, with the place in it: V8 says of some faults only what they are. @throws SyntaxError */
export function checkJson(path: string, label: string): void {
  const source = readFileSync(path, 'utf8');
  try {
    JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = `${label}: ${(error as Error).message.replace(/ \(line \d+ column \d+\)$/, '')}`;
    const found = transformed(source, path, message, 'json');
    throw found instanceof SyntaxError ? found : new SyntaxError(message);
  }
}

/** By esbuild; an error has the place in the file as its only frame. */
function transformed(
  source: string,
  file: string,
  message?: string,
  loader: 'ts' | 'tsx' | 'jsx' | 'json' = 'ts',
): { code: string; map: string } | SyntaxError {
  const { transformSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const settings = settingsIn(process.cwd());
  const { experimentalDecorators } = settings.options as { experimentalDecorators?: boolean };
  const calls = jsxCalls(source, settings);
  try {
    return transformSync(source, {
      loader,
      ...(calls.from === undefined
        ? { jsx: 'transform', jsxFactory: calls.factory, jsxFragment: calls.fragment }
        : { jsx: 'automatic', jsxImportSource: calls.from }),
      target: 'es2024', // decorators are newer
      sourcemap: 'external',
      logLevel: 'silent',
      tsconfigRaw: { compilerOptions: { useDefineForClassFields: true, experimentalDecorators } },
    });
  } catch (failure) {
    const [first] = (failure as Partial<TransformFailure>).errors ?? [];
    const { line = 1, column = 0 } = first?.location ?? {};
    const error = new SyntaxError(message ?? first?.text ?? String(failure));
    error.stack = `SyntaxError: ${error.message}\n    at ${file}:${line}:${column + 1}`;
    return error;
  }
}

/** Names that are imported and, once the types are gone, used nowhere: very likely types. */
function importsUnusedNames(code: string): boolean {
  const rest = code.replace(namedImport, '');
  return [...code.matchAll(namedImport)].some(([, list]) =>
    list!.split(',').some((item) => {
      const local = item
        .trim()
        .split(/\s+as\s+/)
        .at(-1)!;
      return /^[\w$]+$/.test(local) && !new RegExp(`(?<![\\w$.])${local.replaceAll('$', '\\$')}(?![\\w$])`).test(rest);
    }),
  );
}
