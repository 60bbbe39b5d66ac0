/** @file The stripper of Node: its own type stripping, and esbuild for what is more than types. */
import { stripTypeScriptTypes } from 'node:module';
import { CellSyntaxError, endsOpen, type JavaScript, type Stripper } from './stripper.ts';

export const nodeStripper: Stripper = { javascriptOf, lowered };

/** Removes the types. Enums, namespaces and parameter properties are more than types: esbuild rewrites those. */
async function javascriptOf(source: string): Promise<JavaScript> {
  try {
    return { code: stripTypeScriptTypes(source) };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code !== 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
      throw new CellSyntaxError(
        message,
        /got '<eof>'|unexpected (?:token `<eof>`|eof)|unterminated/i.test(message) || endsOpen(source),
      );
    }
  }
  return lowered(source);
}

async function lowered(source: string): Promise<JavaScript> {
  const { transformSync } = await import('esbuild');
  const options = { useDefineForClassFields: true, verbatimModuleSyntax: true, experimentalDecorators: true };
  try {
    const { code, map } = transformSync(source, {
      loader: 'ts',
      target: 'esnext',
      sourcemap: 'external',
      tsconfigRaw: { compilerOptions: options },
    });
    return { code, map };
  } catch (error) {
    const first = (error as { errors?: { text: string }[] }).errors?.[0];
    throw new CellSyntaxError(first?.text ?? String(error), false);
  }
}
