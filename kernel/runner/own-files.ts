/**
 * @file TypeScript files beside the notebook. Node can strip types, but not enums, and it keeps an import of a type
 * that lacks the word `type`, which then fails. Files of that kind go through esbuild; the rest stays with Node's own
 * stripping, which keeps every line where it is.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { withoutTypes } from '../compile/strip-node.ts';
import { addSource } from './traceback.ts';

const namedImport = /\bimport\s+(?:[\w$]+\s*,\s*)?\{([^}]*)\}\s*from/g;

/** The JavaScript of a TypeScript file. `url` and `label` are what stack traces and messages call it. */
export function ownFileCode(path: string, url: string, label: string): string {
  const source = readFileSync(path, 'utf8');
  try {
    const plain = withoutTypes(source);
    if (plain !== undefined && !importsUnusedNames(plain)) {
      addSource(url, label, source, []);
      return plain;
    }
  } catch (error) {
    throw named(error, label);
  }
  const { transformSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const options = { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: true } };
  const { code, map } = transformSync(source, {
    loader: 'ts',
    target: 'esnext',
    sourcemap: 'external',
    tsconfigRaw: options,
  });
  addSource(url, label, source, [map]);
  return code;
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

/** A syntax error says in which file it is. */
function named(error: unknown, label: string): Error {
  const plain = new SyntaxError(`${label}: ${(error as Error).message}`);
  plain.stack = `SyntaxError: ${plain.message}`;
  return plain;
}
