/**
 * @file The stripper of Node: its own type stripping, and esbuild for what is more than types. Node's is a WASM program
 * that very deep nesting breaks, and broken it stays; from then on esbuild does all of it.
 */
import { stripTypeScriptTypes } from 'node:module';
import { CellSyntaxError, endsOpen, type JavaScript, type Stripper } from './stripper.ts';

export const nodeStripper: Stripper = { javascriptOf, lowered };

let broken = false;

/**
 * TypeScript without its types, every position kept; undefined where that is not enough (enums, namespaces, parameter
 * properties) or not possible.
 * @throws SyntaxError
 */
export function withoutTypes(source: string): string | undefined {
  if (broken) return undefined;
  try {
    // At the end of a text, Node's parser takes these words for the beginning of a declaration.
    const open = /\b(?:module|namespace|type|interface|abstract|declare|global)\s*$/.test(source);
    return open ? stripTypeScriptTypes(`${source}\n;`).slice(0, -2) : stripTypeScriptTypes(source);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ERR_INVALID_TYPESCRIPT_SYNTAX') throw error;
    broken = code !== 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX';
    return undefined;
  }
}

async function javascriptOf(source: string): Promise<JavaScript> {
  try {
    const code = withoutTypes(source);
    if (code !== undefined) return { code };
  } catch (error) {
    throw syntaxError((error as Error).message, source);
  }
  return lowered(source);
}

async function lowered(source: string): Promise<JavaScript> {
  const { transformSync } = await import('esbuild');
  const options = { useDefineForClassFields: true, verbatimModuleSyntax: true };
  try {
    const { code, map } = transformSync(source, {
      loader: 'ts',
      target: 'es2024', // decorators are newer
      sourcemap: 'external',
      tsconfigRaw: { compilerOptions: options },
    });
    return { code, map };
  } catch (error) {
    const first = (error as { errors?: { text: string }[] }).errors?.[0];
    throw syntaxError(first?.text ?? String(error), source);
  }
}

/** In the words of Node's parser or of esbuild: is it the end of the text that they did not expect? */
function syntaxError(message: string, source: string): CellSyntaxError {
  const inText = /unterminated (?:string|regexp|regular)/i.test(message); // which ends with its line
  const open =
    /got '<eof>'|unexpected (?:token `<eof>`|eof)|end of file|unterminated/i.test(message) || endsOpen(source);
  return new CellSyntaxError(message, source.endsWith('\\') || (open && !inText));
}
